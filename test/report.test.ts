// The report: what the audit of a real bot says about questions, first tries, fixes, verdicts and waiting.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTally, tableOf } from "../scripts/report/weeks.ts";
import { auditPath, openAudit } from "../src/audit.ts";
import { bob, csv, fakeWorld, keyError, ok, script } from "./fakes/world.ts";

let stateDir: string;
beforeEach(async () => {
	stateDir = await mkdtemp(join(tmpdir(), "threadloop-report-"));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const report = (...args: readonly string[]) =>
	promisify(execFile)(process.execPath, ["scripts/report.ts", ...args], {
		env: { ...process.env, STATE_DIR: stateDir },
	});

/** Three questions: answered at once, answered after a fix, given up; with a rerun, and verdicts of two people. */
async function played(): Promise<void> {
	const bot = fakeWorld({
		says: [script("print(1)"), "1", script("df['date']"), script("print(2)"), "2", script("x"), script("y")],
		does: [ok("1"), ok("1"), keyError(), ok("2"), keyError(), keyError()],
		settings: { maxFixes: 1 },
	});
	const audit = await openAudit({ stateDir, redact: (line) => line, now: bot.whole.clock.now });
	bot.whole.audit.write = audit.write;
	const approve = async (ms: number) => {
		await bot.work();
		bot.pass(ms);
		await bot.click("approve");
		await bot.work();
	};
	await bot.say("a secret question", { files: [csv] });
	await approve(30_000);
	await bot.click("right");
	await bot.click("right", { by: bob.id });
	await bot.click("wrong");
	await bot.click("rerun");
	await bot.work();
	await bot.say("another secret");
	await approve(10_000);
	await approve(20_000);
	await bot.say("a third secret");
	await approve(0);
	await approve(0);
	expect(bot.end().kind).toBe("gave_up");
	await audit.close();
}

const row = {
	week: "1969-12-29",
	channel: "slack:T1:C1",
	questions: 3,
	decided: 3,
	firstTry: 1,
	fixes: 2,
	right: 1,
	wrong: 1,
	approval: { median: 10, slowest: 30 },
	answer: { median: 30, slowest: 30 },
};

test("questions, first tries, fixes, the last verdict of each person and waiting times, by week and channel", async () => {
	await played();
	const { stdout } = await report("--json");
	expect(JSON.parse(stdout)).toEqual([row]);
	const table = (await report()).stdout;
	expect(table.split("\n")[1]).toBe(
		"1969-12-29  slack:T1:C1  3          1 of 3 (33 %)  2      1      1      10 s, 1 in 10 over 30 s  30 s, 1 in 10 over 30 s",
	);
	expect(table).not.toContain("secret");
});

test("what several replicas wrote about one question is one row", async () => {
	await played();
	const lines = (await readFile(auditPath(stateDir), "utf8")).trimEnd().split("\n");
	await rm(auditPath(stateDir));
	let at = 0;
	const chains = await Promise.all(
		["a", "b"].map((replica) => openAudit({ stateDir, replica, redact: (line) => line, now: () => at })),
	);
	for (const [index, line] of lines.entries()) {
		const { n, prev, at: then, ...entry } = JSON.parse(line);
		at = Date.parse(then) + index;
		await chains[index % 2]?.write(entry);
	}
	for (const chain of chains) await chain.close();
	expect(JSON.parse((await report("--json")).stdout)).toEqual([row]);
});

test("of an audit that was changed nothing is reported", async () => {
	await played();
	const path = auditPath(stateDir);
	const text = await readFile(path, "utf8");
	await writeFile(path, text.replace('"judgement":"wrong"', '"judgement":"right"'));
	const failed = await report("--json").catch((error: { code: number; stdout: string; stderr: string }) => error);
	expect(failed).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("broken at line") });
});

test("weeks and channels have lines of their own, and what is unknown is a dash", () => {
	const tally = openTally();
	const asked = (turn: string, at: string, thread: string) => tally.take({ event: "asked", at, turn, thread });
	asked("t1", "2026-11-29T23:59:59.000Z", "slack:T1:C1:1.1");
	asked("t2", "2026-11-30T00:00:00.000Z", "slack:T1:C1:1.1");
	asked("t3", "2026-12-06T12:00:00.000Z", "discord:G1:C2:T1");
	tally.take({ event: "policy", at: "2026-12-06T12:00:00.000Z" });
	expect(tally.rows().map(({ week, channel, questions }) => [week, channel, questions])).toEqual([
		["2026-11-23", "slack:T1:C1", 1],
		["2026-11-30", "discord:G1:C2", 1],
		["2026-11-30", "slack:T1:C1", 1],
	]);
	expect(tableOf(tally.rows()).split("\n").at(-1)).toMatch(/^2026-11-30 +slack:T1:C1 +1 +- +0 +0 +0 +- +-$/);
});
