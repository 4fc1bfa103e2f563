// What reaches the audit, that it holds no content, and that nothing runs which it does not hold.

import { expect, test } from "vitest";
import { forgetUnused } from "../../src/core/commands/forget.ts";
import { BotError } from "../../src/core/errors.ts";
import { alice, bob, csv, fakeWorld, keyError, ok, script } from "../fakes/world.ts";

const down = new BotError("audit_down", "The audit cannot be written, so nothing was run; fix that, then try again.");

test("an approval that the audit cannot hold does not run; once it can, Try again runs it", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	bot.world.auditFails = down;
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(0);
	expect(bot.end()).toMatchObject({ kind: "failed", sentence: down.sentence });
	bot.world.auditFails = undefined;
	await bot.click("again");
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	expect(bot.audited.map(({ event }) => event)).toContain("approved");
});

test("a turn tells who asked, what was proposed and approved from which message, what came of it, by ids and hashes alone", async () => {
	const bot = fakeWorld({
		says: [script("df['date'] # MARKER"), script("print('MARKER')"), "MARKER 3"],
		does: [keyError(), { output: "MARKER 3", artifacts: [{ id: "a/0", name: "MARKER.png", size: 5, sha256: "abc" }] }],
	});
	await bot.say("MARKER?", { files: [{ ...csv, name: "MARKER.csv" }] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.click("approve", { by: bob.id });
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
	const [first, second] = bot.runs;
	expect(bot.audited).toMatchObject([
		{ event: "asked", by: alice.id, message: "k1" },
		{ event: "file", file: "F1", sha256: "sha of F1" },
		{ event: "proposed", sha256: first?.sha256, labels: [] },
		{ event: "approved", by: alice.id, asked: alice.id, sha256: first?.sha256, message: "ref 1" },
		{ event: "ran", run: first?.id, sha256: first?.sha256, outcome: "failed" },
		{ event: "proposed", sha256: second?.sha256 },
		{ event: "click_refused", by: bob.id, choice: "approve", sha256: second?.sha256, message: "ref 2" },
		{ event: "approved", sha256: second?.sha256, message: "ref 2" },
		{ event: "ran", outcome: "ok", files: [{ size: 5, sha256: "abc" }] },
		{ event: "ended", end: "answered" },
	]);
	expect(JSON.stringify(bot.audited)).not.toContain("MARKER");
	expect(JSON.stringify(bot.audited)).not.toContain("Alice");
});

test("what a proposal does is in the audit as counts, without a name or a value", async () => {
	const source =
		'import pandas as pd\ndf = pd.read_csv("MARKER.csv")\nprint(df.groupby("MARKER")["x"].sum(), df["y"].mean())\nexec(MARKER)';
	const bot = fakeWorld({ says: [script(source)] });
	await bot.say("go");
	await bot.work();
	const proposed = bot.audited.find(({ event }) => event === "proposed");
	expect(proposed?.does).toEqual({ reads: 1, groups: 1, computes: 2, prints: 1, unseen: 1 });
	expect(JSON.stringify(bot.audited)).not.toContain("MARKER");
});

test.each([
	["reject", "rejected"],
	["message", "superseded"],
	["expiry", "expired"],
] as const)("a Proposal that ends by %s is in the audit as %s", async (how, event) => {
	const bot = fakeWorld({ says: [script("print(1)"), script("print(2)")] });
	await bot.say("go");
	await bot.work();
	if (how === "reject") await bot.click("reject", { reason: "MARKER" });
	if (how === "message") await bot.say("MARKER instead");
	if (how === "expiry") bot.pass(4_000_000);
	await bot.work();
	expect(bot.audited).toContainEqual(expect.objectContaining({ event }));
	expect(JSON.stringify(bot.audited)).not.toContain("MARKER");
});

test("code that ran without a click is in the audit with the mode that let it", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")], settings: { mode: "auto" } });
	await bot.say("go");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
	expect(bot.audited).toContainEqual(expect.objectContaining({ event: "allowed", mode: "auto" }));
});

test("without a click, too, nothing runs that the audit cannot hold", async () => {
	const bot = fakeWorld({ says: [script("print(1)")], settings: { mode: "auto" } });
	bot.world.auditFails = down;
	await bot.say("go");
	await bot.work();
	expect(bot.runs).toHaveLength(0);
	expect(bot.end().kind).toBe("failed");
});

test("threads that nobody used for as long as the operator says are forgotten, and that is said", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	await bot.say("go");
	await bot.work();
	bot.pass(4_000_000);
	await bot.work();
	const asked: number[] = [];
	const unused = async (before: number) => {
		asked.push(before);
		return [bot.turn().thread];
	};
	await forgetUnused({ ...bot.whole, store: { ...bot.whole.store, unused } }, 30);
	await bot.work();
	expect(asked).toEqual([1_000_000 + 4_000_000 - 30 * 86_400_000]);
	expect(bot.session()).toBeUndefined();
	expect(bot.world.forgotten).toBe(1);
	expect(bot.asides.at(-1)?.lines[0]).toContain("was not used for a long time");
});
