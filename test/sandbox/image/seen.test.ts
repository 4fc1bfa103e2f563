// What the kernel saw reaches the host, and code that breaks it loses nothing but that: in a real sandbox.

import { expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ runTimeoutMs: 20_000 });
const thread = "slack:T:C:seen";

it("carries what the kernel says of figures to the host", async () => {
	const { seen } = await lab.run(thread, "import matplotlib.pyplot as plt\nplt.bar(['a', 'b'], [1, 2])\nplt.show()");
	expect(seen?.figures).toEqual([
		{ file: "figure-1.png", axes: [expect.objectContaining({ kinds: ["bar"], points: 2 })] },
	]);
});

it.each([
	["not a number", "float('nan')"],
	["infinite", "1e999"],
	["huge", "'x' * 10_000_000"],
	["a half letter", "'\\ud800'"],
	["very deep", "(lambda f: f(f, 900))(lambda f, n: [f(f, n - 1)] if n else [])"],
])("ends a Run as ever where code puts something %s in its place", async (_, value) => {
	const put = `threadloop_figures.end_of_cell = lambda: setattr(threadloop_figures, "seen", [${value}])`;
	const run = await lab.run(thread, `import threadloop_figures\n${put}\nprint(1)`);
	expect(run).toMatchObject({ outcome: "ok", output: "1\n" });
	expect(run.seen).toBeUndefined();
});
