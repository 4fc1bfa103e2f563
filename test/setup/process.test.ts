// Programs that we keep running: real ones, killed and stopped.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { run } from "../../scripts/services/command.ts";
import { type Identity, identify, isAlive } from "../../scripts/services/identity.ts";
import { type Program, Running } from "../../scripts/services/process.ts";
import { endLeftovers } from "../../scripts/services/records.ts";
import { sweep } from "../../scripts/services/sweep.ts";
import { stateFolder } from "./folder.ts";

function open(script: string, changes: Partial<Program> = {}) {
	const stateDir = stateFolder();
	const said: string[] = [];
	const program: Program = {
		name: "thing",
		command: "bash",
		args: ["-c", script],
		isReady: (log) => log.includes("up"),
		readyWithinMs: 20_000,
		graceMs: 10_000,
		...changes,
	};
	const running = new Running(program, { stateDir, say: (line) => said.push(line) });
	onTestFinished(() => running.stop());
	return { stateDir, said, running };
}

/** The processes that the script has named in its log, in order. */
function named(file: string): readonly Identity[] {
	return [...readFileSync(file, "utf8").matchAll(/pid (\d+)/g)].flatMap(([, pid]) => identify(Number(pid)) ?? []);
}

test("a program that is killed is started again, and people are told with its last words", async () => {
	const { running, said } = open('echo "pid $$"; echo up; exec sleep 1000');
	await running.start();
	const [first] = named(running.logFile);
	process.kill(first!.pid, "SIGKILL");
	await vi.waitFor(() => expect(said).toContain("thing is back."), { timeout: 20_000 });
	expect(said[0]).toContain("thing ended unexpectedly (SIGKILL)");
	expect(said[0]).toContain("    up");
	const [second] = named(running.logFile);
	expect(second!.pid).not.toBe(first!.pid);
	await running.stop();
	expect(isAlive(second!)).toBe(false);
	expect(said.filter((line) => line.includes("ended unexpectedly"))).toHaveLength(1);
});

test("a program that ends at start is reported with the end of its log, and not tried for ever", async () => {
	const { running } = open('echo "no such file: weights"; exit 3');
	await expect(running.start()).rejects.toThrow(/thing stopped during startup \(exit 3\)[\s\S]*no such file: weights/);
});

test("stopping ends the children of a program too, even one that ignores SIGTERM", async () => {
	const script = `trap '' TERM; (trap '' TERM; echo "pid $BASHPID"; sleep 1000) & echo "pid $$"; sleep 0.2; echo up; wait`;
	const { running } = open(script, { graceMs: 200 });
	await running.start();
	const all = named(running.logFile);
	expect(all).toHaveLength(2);
	await running.stop();
	await vi.waitFor(() => expect(all.filter(isAlive)).toEqual([]), { timeout: 10_000 });
});

test("what a killed start left running is ended by the next one, and nothing else", async () => {
	const { running, stateDir } = open('echo "pid $$"; echo up; exec sleep 1000');
	const other = open('echo "pid $$"; echo up; exec sleep 1000');
	await Promise.all([running.start(), other.running.start()]);
	const [left] = named(running.logFile);
	const [stranger] = named(other.running.logFile);
	// As the next start would see it: nobody watches over it any more.
	const ended = endLeftovers(stateDir);
	await vi.waitFor(() => expect(isAlive(left!)).toBe(false), { timeout: 10_000 });
	expect(await ended).toEqual(["thing"]);
	expect(isAlive(stranger!)).toBe(true);
});

test("a signal ends a command with all that it started", async () => {
	const stop = new AbortController();
	const file = join(stateFolder(), "pids");
	const script = `(echo "pid $BASHPID" >>${file}; sleep 1000) & echo "pid $$" >>${file}; wait`;
	const done = run({ line: ["bash", "-c", script], cwd: "/", env: process.env, signal: stop.signal });
	const all = await vi.waitFor(
		() => {
			const found = named(file);
			expect(found).toHaveLength(2);
			return found;
		},
		{ timeout: 10_000 },
	);
	stop.abort(new Error("Ctrl-C"));
	await expect(done).rejects.toThrow("Ctrl-C");
	await vi.waitFor(() => expect(all.filter(isAlive)).toEqual([]), { timeout: 10_000 });
});

test("what an interrupted test run leaves behind is found by its mark and ended, and nothing else", async () => {
	const mark = `mark-${process.pid}`;
	const marked = open('echo "pid $$"; echo up; exec sleep 1000', { env: { THREADLOOP_TEST_RUN: mark } });
	const other = open('echo "pid $$"; echo up; exec sleep 1000');
	await Promise.all([marked.running.start(), other.running.start()]);
	const [left] = named(marked.running.logFile);
	const [stranger] = named(other.running.logFile);
	expect(sweep(`THREADLOOP_TEST_RUN=${mark}`)).toBe(1);
	await vi.waitFor(() => expect(isAlive(left!)).toBe(false), { timeout: 10_000 });
	expect(isAlive(stranger!)).toBe(true);
});
