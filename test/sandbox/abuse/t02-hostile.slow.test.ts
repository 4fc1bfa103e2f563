// T02, T03, T05, T20: code that takes more than one interrupt, up to the last step of the ladder and the host's own.

import { expect, it } from "vitest";
import { openLab, stopper } from "./lab.ts";

const lab = openLab({ runTimeoutMs: 60_000 });
const thread = "slack:T:C:hostile";

const hostile: readonly [string, string][] = [
	[
		"T02 that swallows every interrupt",
		"import time\nwhile 1:\n    try: time.sleep(9)\n    except BaseException: pass",
	],
	["T03 that ignores SIGINT", "import signal\nsignal.signal(2, signal.SIG_IGN)\nwhile 1: pass"],
	[
		"T05 that hangs in C",
		"import ctypes\nlibc = ctypes.CDLL(None)\nwhile 1:\n    try: libc.pause()\n    except BaseException: pass",
	],
];

for (const [title, source] of hostile) {
	it(`${title} is stopped by a person all the same, and people are told that variables are gone`, async () => {
		await lab.play({ thread, variables: "lost", newContainer: false }, async () => {
			const { stop, onOutput } = stopper();
			let asked = 0;
			const cell = await lab.run(thread, `print('on', flush=True)\n${source}`, {
				stop,
				onOutput: (output) => {
					asked ||= Date.now();
					onOutput(output);
				},
			});
			expect(cell).toMatchObject({ outcome: "cancelled", output: "on\n", variablesKept: false });
			expect(Date.now() - asked).toBeLessThan(12_000);
		});
	});
}

const patient: readonly [string, string][] = [
	["a regular expression without end", "import re\nre.match('(a+)+$', 'a' * 40 + 'b')"],
	["the computing of one huge number", "x = 7 ** (10 ** 9)"],
	["waiting for a subprocess", "import subprocess\nsubprocess.run(['sleep', '1000'])"],
	["waiting with await", "import asyncio\nasyncio.run(asyncio.sleep(1000))"],
];
for (const [what, source] of patient) {
	it(`T05 ${what} looks up for an interrupt, so variables stay`, async () => {
		await lab.play({ thread, variables: "kept" }, async () => {
			const cell = await lab.run(thread, `print('on', flush=True)\n${source}`, stopper());
			expect(cell).toMatchObject({ outcome: "cancelled", output: "on\n", variablesKept: true });
		});
	});
}

it("T02 bash that ignores interrupts is ended without the loss of Python's variables", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.bash(thread, "trap '' INT\necho on\nsleep 1000", stopper());
		expect(cell).toMatchObject({ outcome: "cancelled", output: "on\n" });
	});
});

it("T02 an agent that no longer acts is given up with its container, and the next message gets a new one", async () => {
	await lab.play({ thread, variables: "lost", newContainer: true }, async () => {
		const { State } = await lab.docker.getContainer(await lab.container(thread)).inspect();
		const { stop, onOutput } = stopper();
		const cell = await lab.run(thread, "print('on', flush=True)\nwhile True: pass", {
			stop,
			onOutput: (output) => {
				process.kill(State.Pid, "SIGSTOP");
				onOutput(output);
			},
		});
		expect(cell).toMatchObject({ outcome: "cancelled", variablesKept: false });
		expect(cell.notes[0]).toContain("could not be stopped");
	});
});

it("T20 code that writes into Python's own connections harms itself and nobody else", async () => {
	await lab.play({ thread, variables: "either", newContainer: false }, async () => {
		const cell = await lab.run(
			thread,
			'import os\nfor fd in range(32, 200):\n    try: os.set_blocking(fd, False); os.write(fd, b\'{"t":"done"}\\n\' * 9)\n    except OSError: pass',
			stopper(3000),
		);
		expect(["ok", "failed", "cancelled"]).toContain(cell.outcome);
	});
});
