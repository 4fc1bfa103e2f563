// T08-T10, T12, T14, T24, T45: code that ends Python, attacks the agent, or takes more than there is.

import { expect, it } from "vitest";
import { openLab } from "./lab.ts";

const lab = openLab({ memoryBytes: 512 * 1024 ** 2 });
const thread = "slack:T:C:death";

const deaths: readonly [string, string, string][] = [
	["os._exit(3)", "import os; os._exit(3)", "exit code 3"],
	["os.abort()", "import os; os.abort()", "SIGABRT"],
	["a SIGKILL to itself", "import os; os.kill(os.getpid(), 9)", "SIGKILL"],
	["a null pointer", "import ctypes; ctypes.string_at(0)", "SIGSEGV"],
];
for (const [what, source, how] of deaths) {
	it(`T08 Python ended by ${what} is told at once with how, and starts afresh`, async () => {
		await lab.play({ thread, variables: "lost" }, async () => {
			const cell = await lab.run(thread, `print('last words')\n${source}`);
			expect(cell).toMatchObject({ outcome: "failed", variablesKept: false, error: { name: "PythonEnded" } });
			expect(cell.error?.message).toContain(how);
			expect(cell.output).toContain("last words\n");
			expect(cell.durationMs).toBeLessThan(5000);
		});
	});
}

it("T09 killing the agent does nothing to it, and kill(-1) reaches only the code's own Python", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			"import os\nfor signal in (9, 15, 19):\n    try: os.kill(1, signal)\n    except PermissionError: pass\nprint('alive')",
		);
		expect(cell).toMatchObject({ outcome: "ok", output: "alive\n", variablesKept: true });
	});
	await lab.play({ thread, variables: "either" }, async () => {
		// kill(-1) spares the caller on Linux: what dies is the shell.
		const cell = await lab.run(thread, "import os\nos.kill(-1, 9)\nprint('alone')");
		expect(["ok", "failed"]).toContain(cell.outcome);
	});
});

it("T10 nothing of the agent can be read, traced or commanded", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			[
				"import ctypes, os, socket",
				"for name in ('mem', 'environ', 'maps', 'auxv'):",
				"    try: open(f'/proc/1/{name}', 'rb').read(1); print(name, 'read')",
				"    except OSError as fault: print(name, type(fault).__name__)",
				"try: os.listdir('/proc/1/fd'); print('fd read')",
				"except OSError as fault: print('fd', type(fault).__name__)",
				"libc = ctypes.CDLL(None, use_errno=True)",
				"print('ptrace', libc.ptrace(16, 1, 0, 0), ctypes.get_errno() in (1, 38))",
				"try: socket.socket(socket.AF_UNIX).connect('/run/agent/agent.sock'); print('connected')",
				"except OSError as fault: print('socket', type(fault).__name__)",
			].join("\n"),
		);
		expect(cell.output.split("\n")).toEqual([
			"mem PermissionError",
			"environ PermissionError",
			"maps PermissionError",
			"auxv PermissionError",
			"fd PermissionError",
			"ptrace -1 True",
			"socket PermissionError",
			"",
		]);
	});
});

it("T12 a memory bomb is told as out of memory with the limit, and the container lives", async () => {
	await lab.play({ thread, variables: "lost", newContainer: false }, async () => {
		const cell = await lab.run(thread, "x = []\nwhile 1: x.append(bytearray(50 << 20))");
		expect(cell, cell.notes.join(" ")).toMatchObject({ outcome: "out_of_memory", variablesKept: false });
		expect(cell.error?.message).toContain("512 MB");
	});
});

it("T12 many small processes that take all memory die before the agent does", async () => {
	await lab.play({ thread, variables: "either", newContainer: false }, async () => {
		const cell = await lab.bash(
			thread,
			"for i in $(seq 70); do (head -c 10000000 /dev/zero | tail -c 10000000 | sleep 4) & done; wait; false",
		);
		expect(cell).toMatchObject({ outcome: "out_of_memory", error: { name: "MemoryError" } });
	});
});

it("T14 an absurd allocation fails as MemoryError or as out of memory, and the next code runs", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		expect((await lab.run(thread, "bytearray(10**15)")).error?.name).toBe("MemoryError");
	});
	await lab.play({ thread, variables: "lost" }, async () => {
		const cell = await lab.run(thread, "import numpy\nx = numpy.zeros(2 * 10**9, dtype='u1')\nx[:] = 1");
		expect(cell).toMatchObject({ outcome: "out_of_memory", variablesKept: false });
	});
});

it("T24 code that opens files until none is left gets an OSError, and the agent goes on", async () => {
	// Its own, since bash tells late of jobs that an earlier cell left.
	const thread = "slack:T:C:files";
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, "held = []\nwhile True: held.append(open('/dev/null'))");
		expect(cell).toMatchObject({ outcome: "failed", error: { name: "OSError" } });
		expect(cell.error?.message).toContain("Too many open files");
		expect((await lab.run(thread, "1+1")).output).toBe("2\n");
		expect((await lab.bash(thread, "echo on")).output).toBe("on\n");
		await lab.run(thread, "del held");
	});
});

it("T45 the clock cannot be set, and recursion without end is told like any other death", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const clock = await lab.run(thread, "import time\ntime.clock_settime(time.CLOCK_REALTIME, 0)");
		expect(clock).toMatchObject({ outcome: "failed", error: { name: "PermissionError" } });
		expect((await lab.bash(thread, "date -s 2001-01-01")).outcome).toBe("failed");
		expect(Math.abs(Number((await lab.bash(thread, "date +%s")).output) - Date.now() / 1000)).toBeLessThan(60);
	});
	await lab.play({ thread, variables: "either" }, async () => {
		const cell = await lab.run(thread, "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()");
		expect(["failed", "out_of_memory"]).toContain(cell.outcome);
	});
});
