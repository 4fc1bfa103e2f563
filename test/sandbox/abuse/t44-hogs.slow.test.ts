// T44: five threads that compute as hard as they can.

import { monitorEventLoopDelay } from "node:perf_hooks";
import { expect, it } from "vitest";
import { openLab } from "./lab.ts";

const lab = openLab({ cpus: 2 });
const thread = "slack:T:C:hog-0";
const HOG = `
import numpy, threading, time
a = numpy.random.rand(400, 400)
end = time.time() + 8
def work():
    while time.time() < end: a @ a
all = [threading.Thread(target=work) for _ in range(4)]
[one.start() for one in all]; [one.join() for one in all]
print("done")
`;

it("T44 five sandboxes that use all processors slow neither the bot nor each other to a halt", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const lag = monitorEventLoopDelay({ resolution: 10 });
		const threads = Array.from({ length: 5 }, (_, number) => `slack:T:C:hog-${number}`);
		for (const one of threads) await lab.sandbox.open(one, new AbortController().signal);
		lag.enable();
		const cells = await Promise.all(threads.map((one) => lab.run(one, HOG)));
		lag.disable();
		expect(cells.map(({ output }) => output)).toEqual(threads.map(() => "done\n"));
		// Shares hold: a quarter of what the bot weighs each, so that its own turn comes in time.
		expect(lag.percentile(90) / 1e6).toBeLessThan(100);
	});
});
