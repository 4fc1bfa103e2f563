// Reruns: the same code again, without the model.

import { expect, test } from "vitest";
import { openBot } from "../../../src/core/bot.ts";
import { rerun } from "../../../src/core/steps/rerunning.ts";
import { alice, bob, keyError, ok, script } from "../../fakes/world.ts";
import { answered, done, notAddressed } from "../threads.ts";

test("Rerun runs the same code without the model: the click is the approval", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	const source = bot.runs[0]?.source;
	expect(bot.turn().tools).toMatchObject({ rerun: expect.any(String), export: expect.any(String) });
	await bot.click("rerun");
	await bot.work();
	expect(bot.requests).toHaveLength(2);
	expect(bot.runs[1]).toMatchObject({ source, sha256: bot.runs[0]?.sha256 });
	expect(bot.runs[1]?.id).not.toBe(bot.runs[0]?.id);
	expect(bot.end()).toEqual({
		kind: "reran",
		sentence: "in 0.0 s, on sales.csv (10 rows), without the model.",
	});
	expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({ kind: "approved", by: { id: alice.id } });
	expect(bot.audited).toContainEqual(
		expect.objectContaining({ event: "approved", by: alice.id, reruns: bot.runs[0]?.id, sha256: bot.runs[0]?.sha256 }),
	);
});

test("Rerun by somebody who may not approve runs nothing", async () => {
	const bot = await answered();
	await bot.click("rerun", { by: bob.id });
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	expect(bot.told).toEqual(["Only Alice, who asked, may decide about this code, so nothing was changed."]);
});

test("with four eyes the one who asked cannot rerun by a click either", async () => {
	const bot = await answered();
	const strict = { ...bot.whole, settings: (thread: string) => ({ ...bot.whole.settings(thread), fourEyes: true }) };
	const token = bot.turn().tools?.rerun ?? "";
	const told: string[] = [];
	await openBot(strict).click(
		{ token, choice: "rerun", thread: bot.turn().thread, person: alice.id, ref: "" },
		{ privately: async (one) => void told.push(one), askReason: async () => {}, askCode: async () => true },
	);
	await bot.work();
	expect(told).toHaveLength(1);
	expect(bot.runs).toHaveLength(1);
});

test("a double click on Rerun runs once", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	const token = bot.turn().tools?.rerun ?? "";
	await bot.click("rerun", { token });
	await bot.click("rerun", { token });
	await bot.work();
	expect(bot.runs).toHaveLength(2);
	expect(bot.told).toHaveLength(1);
});

test("rerun as a word shows the code for approval and runs nothing before", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	await bot.say("rerun", notAddressed);
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(1);
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("reran");
	expect(bot.requests).toHaveLength(2);
});

test("a rejected rerun ends; the model is not asked for another way", async () => {
	const bot = await answered();
	await bot.say("rerun", notAddressed);
	await bot.work();
	await bot.click("reject", { reason: "no" });
	await bot.work();
	expect(bot.end().kind).toBe("stopped");
	expect(bot.requests).toHaveLength(2);
});

test("a question while a rerun waits begins anew, and the rerun is set aside", async () => {
	const bot = await answered({ says: [script("print(9)")] });
	await bot.say("rerun", notAddressed);
	await bot.work();
	const waiting = bot.turn();
	await bot.say("what is the mean?", notAddressed);
	await bot.work();
	expect(bot.turn().request).toBe("what is the mean?");
	expect(bot.turn().id).not.toBe(waiting.id);
	expect(bot.shown.findLast(({ id }) => id === waiting.id)).toMatchObject({
		state: { kind: "ended" },
		attempts: [{ approval: { verdict: { kind: "superseded" } } }],
	});
	await bot.click("approve", { token: waiting.attempts[0]?.approval.token ?? "" });
	expect(bot.told).toHaveLength(1);
});

test("a rerun that fails says how, and the model does not go about fixing it", async () => {
	const bot = await answered({ does: [keyError()] });
	await bot.click("rerun");
	await bot.work();
	expect(bot.end()).toMatchObject({
		kind: "reran",
		sentence: expect.stringContaining("it failed after 0.0 s, on sales.csv (10 rows): KeyError: 'date'"),
	});
	expect(bot.requests).toHaveLength(2);
});

test("a rerun whose stored source is not the one that ran is refused", async () => {
	const { bot, session } = await done();
	const [ran] = session.ran ?? [];
	const forged = { ...session, ran: [{ ...ran!, source: "import os; os.remove('x')" }] };
	const working = { session: forged, turn: session.turn! };
	const asked = { of: ran?.id ?? "", by: alice };
	await expect(rerun(bot.whole, working, asked, new AbortController().signal)).rejects.toThrow("not the one that ran");
});
