// Right and Wrong under an answer: whose verdict it is, where it is kept, and that nothing runs by it.

import { describe, expect, test } from "vitest";
import { judge } from "../../../src/core/commands/feedback.ts";
import { withAnswer } from "../../../src/core/domain/answers.ts";
import { BotError } from "../../../src/core/errors.ts";
import { takeIn } from "../../../src/core/inbox.ts";
import { alice, bob, csv, fakeWorld, ok, script, thread } from "../../fakes/world.ts";
import { answered, done, notAddressed } from "../threads.ts";

const judgedIn = (bot: Awaited<ReturnType<typeof answered>>) => bot.audited.filter(({ event }) => event === "judged");

describe("a verdict", () => {
	test("is kept in the audit with who gave it and the hashes of code and file, and without a word of either", async () => {
		const bot = await answered();
		const { sha256 } = bot.turn().attempts[0]!.proposal;
		await bot.click("right", { by: bob.id, ref: "ref 9" });
		expect(judgedIn(bot)).toEqual([
			{
				event: "judged",
				thread,
				turn: bot.turn().id,
				by: bob.id,
				judgement: "right",
				sha256,
				files: ["sha of F1"],
				message: "ref 9",
			},
		]);
		expect(bot.told.at(-1)).toContain("you find this answer right");
	});

	test("is one for each person; whoever changes theirs finds both in the log, and the same one counts once", async () => {
		const bot = await answered();
		for (const by of [alice.id, bob.id, alice.id]) await bot.click("right", { by });
		await bot.click("wrong", { by: alice.id });
		expect(judgedIn(bot).map(({ by, judgement, before }) => [by, judgement, before])).toEqual([
			[alice.id, "right", undefined],
			[bob.id, "right", undefined],
			[alice.id, "wrong", "right"],
		]);
	});

	test("is that of whoever the platform says has clicked, for the answer of this very button", async () => {
		const bot = await answered();
		const { tools, attempts } = bot.turn();
		for (const token of ["0".repeat(32), tools?.export ?? "", attempts[0]!.approval.token])
			await bot.click("wrong", { token });
		expect(judgedIn(bot)).toEqual([]);
		expect(bot.told.every((one) => one.includes("no longer works"))).toBe(true);
		expect(bot.tickets.has(tools?.export ?? "")).toBe(true);
		for (const choice of ["approve", "rerun", "export", "again"] as const)
			await bot.click(choice, { token: tools?.feedback ?? "" });
		expect(bot.tickets.has(tools?.feedback ?? "")).toBe(true);
		await bot.work();
		expect(bot.runs).toHaveLength(1);
	});

	test("from another thread with the token of this one does not count", async () => {
		const bot = await answered();
		const click = { token: bot.turn().tools?.feedback ?? "", choice: "right", person: alice.id, ref: "r" } as const;
		const reply = { privately: async (one: string) => void bot.told.push(one), askReason: async () => {} };
		await bot.bot.click({ ...click, thread: `${thread}9` }, { ...reply, askCode: async () => true });
		expect(judgedIn(bot)).toEqual([]);
	});

	test("can be given later, too, with the hashes of the answer that it is about", async () => {
		const bot = await answered({ says: [script("print(2)"), "It is 2."], does: [ok("2")] });
		const { id, tools, attempts } = bot.turn();
		const token = tools?.feedback ?? "";
		await bot.say("and in March?", { files: [{ ...csv, id: "F2", name: "march.csv" }] });
		await bot.work();
		expect(bot.shown.findLast((turn) => turn.id === id)?.tools).toEqual({ feedback: token });
		await bot.click("right", { token, by: bob.id });
		await bot.click("approve");
		await bot.work();
		await bot.click("wrong", { token, by: bob.id });
		const about = { turn: id, sha256: attempts[0]?.proposal.sha256, files: ["sha of F1"] };
		expect(judgedIn(bot)).toMatchObject([about, { ...about, before: "right" }]);
	});

	test("on an answer that this Thread does not know, or that was forgotten, does not count", async () => {
		const bot = await answered();
		const ticket = bot.tickets.get(bot.turn().tools?.feedback ?? "")!;
		const { tools, ...turn } = bot.turn();
		const clicked = { ticket, person: alice, judgement: "right", message: "m" } as const;
		const past = { ...bot.session()!, turn };
		const next = { ...bot.session()!, turn: { ...bot.turn(), id: "another" } };
		for (const session of [undefined, past, next])
			expect(await judge(bot.whole, { ...clicked, session })).toBe("closed");
		expect(judgedIn(bot)).toEqual([]);
		expect(tools).toBeDefined();
	});

	test("is asked for no longer once the Thread is forgotten: every answer loses its buttons, and no ticket is left", async () => {
		const bot = await answered();
		const token = bot.turn().tools?.feedback ?? "";
		await bot.say("stop here");
		await bot.work().catch(() => {});
		expect(bot.tickets.has(token)).toBe(true);
		await bot.say("forget");
		await bot.work();
		await bot.click("forget");
		await bot.work();
		expect(bot.stripped).toEqual([token]);
		expect(bot.tickets.size).toBe(0);
		await bot.bot.click(
			{ token, choice: "right", thread, person: alice.id, ref: "r" },
			{ privately: async (one) => void bot.told.push(one), askReason: async () => {}, askCode: async () => true },
		);
		expect(bot.told.at(-1)).toContain("This thread was forgotten on");
	});

	test("of 501 answers the oldest can no longer be judged", async () => {
		const { session } = await done();
		const answers = Array.from({ length: 500 }, (_, at) => ({
			turn: `t${at}`,
			token: `k${at}`,
			request: "",
			files: [],
		}));
		const { answers: kept, dropped } = withAnswer({ ...session, answers });
		expect(dropped).toEqual(["k0"]);
		expect([kept?.[0]?.token, kept?.at(-1)?.token]).toEqual(["k1", session.turn?.tools?.feedback]);
	});

	test("of another bot does not count", async () => {
		const bot = await answered();
		bot.people.set("U9", { id: "U9", name: "Botty", trust: "bot" });
		await bot.click("right", { by: "U9" });
		expect(judgedIn(bot)).toEqual([]);
	});

	test("changes nothing and runs nothing, in whatever mode", async () => {
		for (const mode of ["ask", "fixes", "auto"] as const) {
			const bot = await answered({ settings: { mode } });
			const before = [bot.session(), bot.tickets.size, bot.runs.length, bot.requests.length];
			await bot.click("right");
			await bot.click("wrong");
			await bot.work();
			expect([bot.session(), bot.tickets.size, bot.runs.length, bot.requests.length]).toEqual(before);
		}
	});

	test("that the audit cannot hold does not count, and can be given again", async () => {
		const bot = await answered();
		bot.world.auditFails = new BotError("audit_down", "The audit cannot be written.");
		await expect(bot.click("right")).rejects.toThrow("The audit cannot be written.");
		bot.world.auditFails = undefined;
		await bot.click("right");
		expect(judgedIn(bot)).toHaveLength(1);
	});

	test("is asked for under an answer, not under a greeting, a question that was given up or a new file", async () => {
		expect((await answered()).turn().tools?.feedback).toBeDefined();
		const greeted = fakeWorld();
		await greeted.say("hello");
		await greeted.work();
		expect(greeted.end().kind).toBe("answered");
		expect(greeted.turn().tools).toBeUndefined();
		const received = fakeWorld();
		await received.say("", { files: [csv] });
		await received.work();
		expect(received.turn().tools).toBeUndefined();
	});
});

describe("Wrong", () => {
	test("asks what is wrong, and goes on from there as a question of whoever says it", async () => {
		const bot = await answered({ says: [script("print(2)")] });
		const { id } = bot.turn();
		await bot.click("wrong", { by: bob.id });
		expect(bot.asksReason).toBe(1);
		await bot.click("wrong", { by: bob.id, reason: "refunds are missing" });
		await bot.work();
		expect(bot.turn()).toMatchObject({ requester: bob, request: "The last answer is wrong: refunds are missing" });
		expect(bot.turn().id).not.toBe(id);
		expect(bot.turn().notices).toContain("Bob asks: “The last answer is wrong: refunds are missing”");
		expect(
			bot.requests
				.at(-1)
				?.map(({ content }) => content)
				.join(),
		).toContain("how many rows?");
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
		expect(judgedIn(bot)).toHaveLength(1);
	});

	test("with an empty form is a verdict and nothing else", async () => {
		const bot = await answered();
		const { id } = bot.turn();
		await bot.click("wrong");
		await bot.click("wrong", { reason: " " });
		await bot.work();
		expect(bot.turn().id).toBe(id);
		expect(bot.told.at(-1)).toContain("Write here what is wrong");
		expect(judgedIn(bot)).toHaveLength(1);
	});

	test("of an older answer names it, and leaves its buttons to others", async () => {
		const bot = await answered({ says: [script("print(2)"), "It is 2.", script("print(3)")], does: [ok("2")] });
		const token = bot.turn().tools?.feedback ?? "";
		await bot.say("and in March?");
		await bot.work();
		await bot.click("approve");
		await bot.work();
		await bot.click("wrong", { token, by: bob.id, reason: "refunds are missing" });
		await bot.work();
		const request = "The answer to “how many rows?” is wrong: refunds are missing";
		expect(bot.turn()).toMatchObject({ requester: bob, request, state: { kind: "waiting" } });
		expect(bot.turn().notices).toContain(`Bob asks: “${request}”`);
		expect(bot.runs).toHaveLength(2);
		await bot.click("right", { token });
		expect(judgedIn(bot).at(-1)).toMatchObject({ by: alice.id, judgement: "right" });
	});

	test("of an older answer, while code waits, is like a message: that code is set aside", async () => {
		const bot = await answered({ says: [script("print(2)"), script("print(3)")] });
		const token = bot.turn().tools?.feedback ?? "";
		await bot.say("and in March?");
		await bot.work();
		await bot.click("wrong", { token, by: bob.id, reason: "refunds are missing" });
		await bot.work();
		const { request, attempts, notices, state } = bot.turn();
		expect([request, state.kind, attempts[0]?.approval.verdict?.kind]).toEqual([
			"and in March?",
			"waiting",
			"superseded",
		]);
		expect(bot.requests.at(-1)?.at(-1)?.content).toContain("refunds are missing");
		expect(notices.join()).toContain("Bob asks: “The answer to “how many rows?” is wrong: refunds are missing”");
		expect(bot.runs).toHaveLength(1);
	});

	test("with another token goes on from nothing", async () => {
		const bot = await answered();
		const note = { kind: "click", choice: "wrong", token: "0".repeat(32), by: alice, reason: "no", at: 1 } as const;
		const after = takeIn(bot.session(), [note], { thread, now: 1 })?.session;
		expect(after?.turn?.id).toBe(bot.turn().id);
	});
});

test("of a rerun the verdict is about the file that it ran on", async () => {
	const bot = await answered({ does: [ok("rows: 10"), ok("rows: 12")] });
	await bot.say("", { ...notAddressed, files: [{ ...csv, id: "F2", name: "march.csv" }] });
	await bot.work();
	await bot.click("rerun");
	await bot.work();
	expect(bot.end().kind).toBe("reran");
	await bot.click("right");
	expect(judgedIn(bot)).toMatchObject([{ files: ["sha of F2"] }]);
});
