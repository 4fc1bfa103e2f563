// T16-T19: output without measure, and in any form.

import { expect, it } from "vitest";
import { openLab } from "./lab.ts";

const lab = openLab({ runTimeoutMs: 30_000, memoryBytes: 1024 ** 3 });
const thread = "slack:T:C:output";
const CAP = 340_000;

it("T16 20 MB of output end well, cut in the middle, and the whole of it is kept as a file", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, "print('first')\nfor i in range(200_000): print(f'{i:099}')\nprint('last')");
		expect(cell).toMatchObject({ outcome: "ok" });
		expect(cell.output.startsWith("first\n")).toBe(true);
		expect(cell.output.endsWith("last\n")).toBe(true);
		expect(cell.output.length).toBeLessThan(CAP);
		const log = /\.threadloop\/output-\d+\.txt/.exec(cell.notes.join(" "))?.[0];
		expect((await lab.bash(thread, `wc -l < ${log}`)).output).toBe("200002\n");
	});
});

it("T16 a megabyte of output is handed over as a file, whole", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, "for i in range(10_000): print(f'{i:099}')");
		expect(cell.artifacts.map(({ size }) => size)).toEqual([1_000_000]);
		expect(cell.notes).toEqual([`The output was cut; all of it is in ${cell.artifacts[0]?.name}.`]);
	});
});

it("T16 a file put where the whole output goes is replaced, not written through", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		await lab.run(
			thread,
			"import os\nopen('victim.txt', 'w').write('mine')\nos.makedirs('.threadloop', exist_ok=True)",
		);
		const next =
			"for n in range(400):\n    path = f'.threadloop/output-{n}.txt'\n    if not os.path.exists(path): os.symlink('/workspace/victim.txt', path)";
		const cell = await lab.run(thread, `${next}\nfor i in range(10_000): print(f'{i:099}')`);
		expect(cell.artifacts.map(({ size }) => size)).toContain(1_000_000);
		expect((await lab.run(thread, "print(open('victim.txt').read())")).output).toBe("mine\n");
	});
});

it("T17 ten thousand displays and a thousand figures are capped, and people are told", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, "for i in range(10_000): display(i)");
		expect(cell.outcome).toBe("ok");
		expect(cell.output.length).toBeLessThan(CAP);
		const images = await lab.run(
			thread,
			"from IPython.display import Image\nfor i in range(1000): display(Image(data=b'\\x89PNG%d' % i, format='png'))",
		);
		expect(images.outcome).toBe("ok");
		expect(images.artifacts).toHaveLength(10);
		expect(images.output).toBe("[980 figures were left out: 20 is the most that one run may show]\n");
		const figures = await lab.run(
			thread,
			[
				"import matplotlib.pyplot as plt",
				"plt.rcParams['savefig.dpi'] = 20; plt.rcParams['figure.max_open_warning'] = 0",
				"from matplotlib.backends.backend_agg import FigureCanvasAgg as Canvas",
				"draw, drawn = Canvas.print_figure, []",
				"Canvas.print_figure = lambda *a, **k: (drawn.append(1), draw(*a, **k))[1]",
				"for i in range(25): plt.figure(figsize=(1, 1)); plt.text(0, 0, str(i))",
			].join("\n"),
		);
		expect(figures).toMatchObject({
			outcome: "ok",
			output: "[5 figures were left out: 20 is the most that one run may show]\n",
		});
		// A thousand would take long to draw only to be left out.
		expect((await lab.run(thread, "Canvas.print_figure = draw\nprint(len(drawn))")).output).toBe("20\n");
	});
});

it("T18 one line, one value or one error of 100 MB is cut, and no line on the wire is too long", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		expect((await lab.run(thread, "print('x' * 10**8)")).output.length).toBeLessThan(CAP);
		expect((await lab.run(thread, "'x' * 10**8")).output.length).toBeLessThan(CAP);
		const cell = await lab.run(thread, "raise ValueError('y' * 10**6)");
		expect(cell.error?.message.length).toBeLessThan(5000);
		expect(cell.error?.trace.length).toBeLessThan(25_000);
	});
});

it("T19 bytes that are no text, colours, directions, NULs and lone surrogates come out harmless", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const binary = await lab.run(thread, "import os\nfor _ in range(10): os.write(1, b'\\xff' * 100_000)");
		expect(binary).toMatchObject({ outcome: "ok" });
		expect(binary.output.startsWith("\ufffd\ufffd")).toBe(true);
		// Each such byte is three on the wire.
		expect(binary.output).toContain("more bytes left out");
		const cell = await lab.run(
			thread,
			[
				"import os",
				"os.write(1, b'\\x1b[31mred\\x1b[0m \\x1b]0;title\\x07\\0 \\xe2\\x80\\xaedir\\xe2\\x80\\xac \\xed\\xa0\\x80\\n')",
				"print('@everyone <!channel> ``` `', flush=True)",
				"print('\\ud800'.encode('utf-8', 'surrogatepass'))",
				"raise ValueError('\\ud800 \\u202e \\x1b[31m')",
			].join("\n"),
		);
		expect(cell.output).toBe("red  dir \ufffd\ufffd\ufffd\n@everyone <!channel> ``` `\nb'\\xed\\xa0\\x80'\n");
		expect(cell.error?.message.trim()).toBe("?");
		expect(cell.error?.trace.split("\n").at(-1)).toBe(`ValueError: ${cell.error?.message}`);
	});
});
