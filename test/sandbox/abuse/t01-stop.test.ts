// T01, T04: code that would go on for ever ends at the limit, and its variables stay.

import { expect, it } from "vitest";
import { openLab } from "./lab.ts";

const lab = openLab({ runTimeoutMs: 2000 });
const thread = "slack:T:C:stop";

it("T01 an endless loop is stopped at the limit, and variables stay", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, "while True: pass");
		expect(cell).toMatchObject({ outcome: "timed_out", variablesKept: true, error: { name: "KeyboardInterrupt" } });
		expect(cell.durationMs).toBeGreaterThanOrEqual(2000);
	});
});

it("T04 a drip of output does not push the limit away", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, "import time\nwhile True:\n    print('.')\n    time.sleep(0.5)");
		expect(cell).toMatchObject({ outcome: "timed_out", variablesKept: true });
		expect(cell.output.length).toBeLessThan(20);
	});
});
