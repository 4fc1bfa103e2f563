// T11, T22, T23: processes and threads without number or end.

import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { openLab } from "./lab.ts";

const lab = openLab({ runTimeoutMs: 5000, memoryBytes: 2 * 1024 ** 3 });
const thread = "slack:T:C:processes";

/** Processes of the container that are neither PID 1, nor Python, nor a relay: as many as `word` finds. */
async function count(word: string): Promise<number> {
	const cell = await lab.run(
		thread,
		[
			"import glob",
			"def stat(path):",
			"    try: return open(path + '/stat').read() + open(path + '/cmdline').read()",
			"    except OSError: return ''",
			`print(sum(${word} in stat(path) for path in glob.glob('/proc/[0-9]*')))`,
		].join("\n"),
	);
	return Number(cell.output);
}

it("T11 a fork bomb in Python is held by the process limit and ended at the time limit", async () => {
	await lab.play({ thread, variables: "either", newContainer: false }, async () => {
		const cell = await lab.run(thread, "import os\nwhile 1:\n    try: os.fork()\n    except OSError: pass");
		expect(cell.outcome).toBe("timed_out");
	});
	expect(await count("'kernel_main'")).toBe(1);
	expect(await count("') Z '")).toBe(0);
});

it("T11 a fork bomb in bash that goes on in the background is ended, and people are told", async () => {
	await lab.play({ thread, variables: "either", newContainer: false }, async () => {
		const cell = await lab.bash(thread, "bomb() { bomb | bomb & }; bomb; sleep 1");
		expect(cell.notes.join(" ")).toMatch(/left \d+ processes running/);
	});
	expect(await count("'bash'")).toBeLessThan(3);
});

it("T22 orphans leave no zombie, and a daemon that stays is named", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			[
				"import os, time",
				"for _ in range(50):",
				"    if os.fork() == 0:",
				"        if os.fork() == 0: time.sleep(0.2); os._exit(0)",
				"        os._exit(0)",
				"    os.wait()",
				"os.system('setsid nohup sleep 1000 >/dev/null 2>&1 &')",
				"time.sleep(1)",
			].join("\n"),
		);
		expect(cell).toMatchObject({ outcome: "ok", variablesKept: true });
		expect(cell.notes).toEqual(["Still running in the background: sleep."]);
		// The last orphans may end after the cell.
		await expect.poll(() => count("') Z '"), { timeout: 20_000 }).toBe(0);
		expect(await count("'sleep'")).toBe(1);
	});
	await lab.sandbox.close(thread);
	expect(await count("'sleep'")).toBe(0);
});

it("T23 a thread that goes on printing disturbs no later cell, and endless atexit work no restart", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		await lab.run(
			thread,
			"import threading, time\ndef talk():\n    for _ in range(40): print('late'); time.sleep(0.05)\nthreading.Thread(target=talk).start()",
		);
		const cell = await lab.run(thread, "print('mine')");
		expect(cell.outcome).toBe("ok");
		expect(cell.output.replaceAll("late\n", "")).toBe("mine\n");
		await sleep(2500);
	});
	await lab.play({ thread, variables: "lost", newContainer: false }, async () => {
		const cell = await lab.run(
			thread,
			"import atexit, os, signal\natexit.register(lambda: [None for _ in iter(int, 1)])\nos.kill(os.getpid(), signal.SIGTERM)\nwhile True: pass",
		);
		expect(["failed", "timed_out"]).toContain(cell.outcome);
		// However Python took it: now it is made to end.
		await lab.run(thread, "import os; os._exit(1)");
	});
});
