// What earlier programs left in a Thread's kernel: it is told, it never runs on unasked, and people can have a fresh one.

import { expect, test } from "vitest";
import type { Person, Run } from "../../../src/core/domain.ts";
import type { Examine } from "../../../src/core/ports.ts";
import { fakeWorld, keyError, ok, script } from "../../fakes/world.ts";

const carol: Person = { id: "U3", name: "Carol", trust: "member" };
const patched = { ...ok("1"), standing: ["pandas.Series.sum was replaced"] };

async function asked(options: Parameters<typeof fakeWorld>[0] = {}) {
	const bot = fakeWorld({ says: [script("patch()"), "1.", script("print(2)")], does: [patched], ...options });
	bot.people.set(carol.id, carol);
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	return bot;
}

test("the answer says what the program left behind, and offers a fresh session", async () => {
	const bot = await asked();
	expect(bot.end().kind).toBe("answered");
	expect(bot.turn().standing?.phrases).toEqual(["pandas.Series.sum was replaced"]);
	expect([...bot.tickets.values()].map(({ kind }) => kind)).toContain("fresh");
});

test("the next card says it, too; the button of the one before is closed", async () => {
	const bot = await asked();
	const before = bot.turn().standing?.fresh ?? "";
	await bot.say("and now?");
	await bot.work();
	expect(bot.turn()).toMatchObject({ state: { kind: "waiting" }, standing: { phrases: patched.standing } });
	expect(bot.turn().standing?.fresh).not.toBe(before);
	expect(bot.shown.findLast(({ state }) => state.kind === "ended")?.standing).toEqual({ phrases: patched.standing });
	await bot.click("fresh", { token: before });
	expect(bot.told.at(-1)).toContain("This button no longer works");
});

test("a fresh session: the container ends, the code that waits is asked about again, once", async () => {
	const bot = await asked({ says: [script("patch()"), "1.", script("print(2)"), "2."], does: [patched, ok("2")] });
	await bot.say("and now?");
	await bot.work();
	const old = bot.turn().attempts[0]?.approval.token ?? "";
	const { fresh = "" } = bot.turn().standing ?? {};
	bot.world.generation = "g2";
	await bot.click("fresh");
	await bot.work();
	expect(bot.world.closed).toBe(1);
	expect(bot.turn()).toMatchObject({ state: { kind: "waiting" }, attempts: [{ approval: { generation: "g2" } }] });
	expect(bot.turn().notices.at(-1)).toBe("Alice started a fresh session: variables are gone, files are kept.");
	expect(bot.turn().standing).toBeUndefined();
	for (const token of [old, fresh]) expect(bot.tickets.has(token)).toBe(false);
	await bot.click("approve");
	await bot.work();
	expect(bot.runs.at(-1)).toMatchObject({ generation: "g2", source: "print(2)\n" });
	expect(bot.turn().standing).toBeUndefined();
});

test("a fresh session after the answer ends the container", async () => {
	const bot = await asked();
	await bot.click("fresh");
	await bot.work();
	expect(bot.world.closed).toBe(1);
	// The answer came from the kernel as it was.
	expect(bot.turn().standing).toEqual({ phrases: ["pandas.Series.sum was replaced"] });
	expect(bot.session()?.kernel).toBeUndefined();
});

test("somebody who neither asked nor approves may not end the session", async () => {
	const bot = await asked();
	await bot.click("fresh", { by: carol.id });
	await bot.work();
	expect(bot.told.at(-1)).toBe("Only Alice or an approver may do that.");
	expect(bot.world.closed).toBe(0);
});

test("in auto, code asks as long as something stands in the kernel", async () => {
	const bot = await asked({ settings: { mode: "auto" } });
	await bot.say("and now?");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(1);
});

function examined() {
	const seen: Parameters<Examine>[0][] = [];
	const examine: Examine = async (program) => {
		seen.push(program);
		return [];
	};
	return { seen, examine };
}

test("labels are told beside every program that ran in the kernel, those that failed in earlier questions too", async () => {
	const { seen, examine } = examined();
	const bot = fakeWorld({
		says: [script("def tidy(p): ...\nprint(date)"), script("print(1)"), "1.", script("tidy('x')")],
		does: [keyError(), ok("1")],
	});
	Object.assign(bot.whole, { examine });
	await bot.say("go");
	await bot.work();
	for (const _ of [1, 2]) {
		await bot.click("approve");
		await bot.work();
	}
	await bot.say("and now?");
	await bot.work();
	expect(seen.at(-1)?.earlier).toEqual(["def tidy(p): ...\nprint(date)\n", "print(1)\n"]);
});

test("what ran in a kernel that is gone no longer counts", async () => {
	const { seen, examine } = examined();
	const bot = fakeWorld({
		says: [script("x = 1\nprint(x)"), "1.", script("y = 2\nprint(y)"), "2.", script("print(3)")],
		does: [ok("1"), ok("2")],
	});
	Object.assign(bot.whole, { examine });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	bot.world.generation = "g2";
	for (const text of ["and now?", "and then?"]) {
		await bot.say(text);
		await bot.work();
		if (text === "and now?") await bot.click("approve");
		await bot.work();
	}
	expect(seen.at(-1)?.earlier).toEqual(["y = 2\nprint(y)\n"]);
});

test("where so much ran that the oldest is no longer known, nobody can tell what code does", async () => {
	const long = `x = 1${" ".repeat(250_000)}`;
	const bot = fakeWorld({
		says: [script(`${long}\nprint(1)`), "1.", script(`${long}\nprint(2)`), "2.", script("print(3)")],
		does: [ok("1"), ok("2")],
	});
	for (const text of ["one", "two", "three"]) {
		await bot.say(text);
		await bot.work();
		if (text !== "three") await bot.click("approve");
		await bot.work();
	}
	expect(bot.turn().attempts[0]?.proposal.risks).toMatchObject([{ label: "unparsed" }]);
});

test("code that was stopped before it began leaves what earlier code left, and is told so", async () => {
	const left = { ...ok("1"), standing: ["pandas.Series.sum was replaced"] };
	const never: Partial<Run> = { outcome: "cancelled", output: "", variablesKept: true };
	const bot = fakeWorld({
		says: [script("print(1)"), "1.", script("print(2)"), script("print(3)")],
		does: [left, never],
		settings: { mode: "auto" },
	});
	for (const text of ["one", "two", "three"]) {
		await bot.say(text);
		await bot.work();
		if (text === "two") {
			await bot.click("approve");
			await bot.work();
			expect(bot.end().kind).toBe("stopped");
		}
	}
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.turn().standing?.phrases).toEqual(left.standing);
	expect(bot.runs).toHaveLength(2);
});

test("what was done to a sandbox while nobody waited on it is said in the thread", async () => {
	const bot = await asked();
	await bot.bot.tell(bot.turn().thread, "Something filled the disk, so the sandbox was ended.");
	expect(bot.asides.at(-1)?.lines).toEqual(["Something filled the disk, so the sandbox was ended."]);
	bot.world.sayFails = new Error("the chat is away");
	await bot.bot.tell(bot.turn().thread, "Again.");
});
