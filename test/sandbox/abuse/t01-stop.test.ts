// T01, T04, T06, T07: code that would go on for ever, stopped by the limit or by a person, keeps its variables.

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { openLab, stopper } from "./lab.ts";

const lab = openLab({ runTimeoutMs: 2000 });
const thread = "slack:T:C:stop";

it("T01 an endless loop is stopped at the limit, and variables stay", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, "while True: pass");
		expect(cell).toMatchObject({ outcome: "timed_out", variablesKept: true, error: { name: "KeyboardInterrupt" } });
		expect(cell.durationMs).toBeGreaterThanOrEqual(2000);
		// By the first interrupt: the second comes two seconds later.
		expect(cell.durationMs).toBeLessThan(4000);
	});
});

it("T01 code that takes the first interrupt for itself is stopped by the second", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			"try:\n    while True: pass\nexcept KeyboardInterrupt: print('not yet')\nwhile True: pass",
		);
		expect(cell).toMatchObject({ outcome: "timed_out", output: "not yet\n", variablesKept: true });
		expect(cell.durationMs).toBeLessThan(6500);
	});
});

it("T04 a drip of output does not push the limit away", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, "import time\nwhile True:\n    print('.')\n    time.sleep(0.5)");
		expect(cell).toMatchObject({ outcome: "timed_out", variablesKept: true });
		expect(cell.output.length).toBeLessThan(20);
	});
});

it("T06 a stop that comes just when the code ends, or after, does nothing to Python", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const outcomes = new Set<string>();
		for (let round = 0; round < 60; round += 1) {
			const stop = new AbortController();
			const cell = lab.run(thread, "print('x')", {
				stop: stop.signal,
				onOutput: () => setTimeout(() => stop.abort(), 1),
			});
			// Spread over the few milliseconds that a cell takes; on a busy machine it takes more.
			setTimeout(() => stop.abort(), 3 + (round % 12) * (round < 36 ? 0.5 : 5));
			const { outcome, variablesKept } = await cell;
			stop.abort();
			outcomes.add(outcome);
			expect(["ok", "cancelled"]).toContain(outcome);
			expect(variablesKept).toBe(true);
			expect((await lab.run(thread, "1+1")).output).toBe("2\n");
		}
		expect(outcomes.has("ok")).toBe(true);
	});
});

it("T07 the second of three waiting cells is stopped: it never starts, and the third runs", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const second = stopper(300);
		const cells = await Promise.all([
			lab.run(thread, "import time\nseen = ['first']\ntime.sleep(1)"),
			sleep(50).then(() => lab.run(thread, "seen.append('second')", { stop: second.stop, id: randomUUID() })),
			sleep(100).then(() => lab.run(thread, "seen.append('third')\nprint(seen)")),
		]);
		expect(cells.map(({ outcome }) => outcome)).toEqual(["ok", "cancelled", "ok"]);
		expect(cells[2].output).toBe("['first', 'third']\n");
	});
});
