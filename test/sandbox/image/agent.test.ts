// The agent in its container, asked directly over a relay, and what it makes of code that behaves.

import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Run } from "../../../src/core/domain.ts";
import { openLab } from "../abuse/lab.ts";
import { exec, startAgent } from "../talk.ts";

describe("an agent", () => {
	it("sends results again until they are acknowledged, and says when it had to let some go", async () => {
		const agent = await startAgent({});
		try {
			const first = await agent.talk();
			first.send({ t: "hello", last: 0 });
			const { generation, seq } = await first.next("welcome");
			expect(seq).toBe(0);
			first.send(exec("a", generation, "echo a >> /workspace/a.txt; cat /workspace/a.txt"));
			expect(await first.next("done")).toMatchObject({ id: "a", seq: 1, output: "a\n" });
			first.close();

			const second = await agent.talk();
			second.send({ t: "hello", last: 0 });
			expect(await second.next("welcome")).toMatchObject({ seq: 1, gap: false });
			expect(await second.next("done")).toMatchObject({ id: "a", seq: 1 });
			second.send({ t: "ack", seq: 1 });
			// A known id is answered, not run: the file has one line.
			second.send(exec("a", generation, "echo a >> /workspace/a.txt; cat /workspace/a.txt"));
			expect(await second.next("done")).toMatchObject({ id: "a", output: "a\n" });
			// 4 MB of results that nobody acknowledges are more than it keeps.
			for (let run = 0; run < 16; run += 1) {
				second.send(exec(`b${run}`, generation, "yes | head -c 320000"));
				await second.next("done");
			}
			second.close();

			const third = await agent.talk();
			third.send({ t: "hello", last: 1 });
			expect(await third.next("welcome")).toMatchObject({ seq: 17, gap: true });
			// What is no longer replayed is still known by its id.
			third.send(exec("b0", generation, "echo again"));
			for (;;) {
				const done = await third.next("done");
				if (done.id !== "b0") continue;
				expect(done.output).not.toContain("again");
				break;
			}
			third.close();
		} finally {
			await agent.end();
		}
	});

	it("drops a run that is stopped while it waits in line, and runs the next", async () => {
		const agent = await startAgent({});
		try {
			const host = await agent.talk();
			host.send({ t: "hello", last: 0 });
			const { generation } = await host.next("welcome");
			host.send(exec("one", generation, "sleep 1; echo one"));
			host.send(exec("two", generation, "echo two >> /workspace/order.txt"));
			host.send(exec("three", generation, "echo three >> /workspace/order.txt; cat /workspace/order.txt"));
			host.send({ t: "stop", id: "two" });
			expect(await host.next("done")).toMatchObject({ id: "two", outcome: "cancelled" });
			expect(await host.next("done")).toMatchObject({ id: "one", outcome: "ok" });
			expect(await host.next("done")).toMatchObject({ id: "three", output: "three\n" });
			host.close();
		} finally {
			await agent.end();
		}
	});
});

describe("a cell", () => {
	const lab = openLab();
	const thread = "slack:T:C:cells";

	it("finds pandas, numpy and matplotlib imported, and none of their names taken", async () => {
		await lab.sandbox.open(thread, new AbortController().signal);
		const look =
			"import sys\nprint([name in sys.modules for name in ('pandas', 'numpy', 'matplotlib.pyplot')], [name for name in ('pandas', 'pd', 'np', 'plt') if name in dir()])";
		// Bash looks on, because a cell in Python would end the warming.
		const warmed = async () => (await lab.bash(thread, "grep -qs _backend_agg /proc/[0-9]*/maps")).outcome;
		await expect.poll(warmed, { timeout: 30_000 }).toBe("ok");
		await sleep(2000);
		expect((await lab.run(thread, look)).output).toBe("[True, True, True] []\n");
	});

	it("shows a table as text, also where the object has only HTML, which is handed over as a file", async () => {
		const frame = await lab.run(thread, "import pandas as pd\nd = pd.DataFrame({'a': [1, 2]})\nd");
		expect(frame.output).toBe("   a\n0  1\n1  2\n");
		expect(frame.artifacts).toEqual([]);
		const html = await lab.run(
			thread,
			"from IPython.display import HTML, SVG\ndisplay(HTML('<style>x{}</style><table><tr><th>name</th><td>1 &lt; 2</td></tr><tr><td>b</td></tr></table>'))\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')",
		);
		expect(html.output).toBe("name\t1 < 2\nb\n");
		expect(html.artifacts.map(({ name }) => name)).toEqual(["figure-1.html", "figure-2.svg"]);
	});

	it("shows a figure that was made without pyplot", async () => {
		const cell = await lab.run(
			thread,
			"from matplotlib.figure import Figure\nf = Figure()\nf.add_subplot().plot([1, 2])\nf",
		);
		expect(cell.artifacts.map(({ name }) => name)).toEqual(["figure-1.png"]);
	});

	it("names the signal that ended a bash command, and the shell itself", async () => {
		expect((await lab.bash(thread, "sh -c 'kill -9 $$'")).error).toMatchObject({
			name: "exit code 137",
			message: "ended by SIGKILL",
		});
		const shell = await lab.bash(thread, "kill -TERM $$; sleep 1");
		expect(shell.error?.name).toBe("exit code 143");
		expect(shell.notes).toContain("The shell ended, so the effects of `cd` and `export` are gone.");
	});

	it("keeps the last whole outputs and no more, and leaves no file for output that was not cut", async () => {
		const cut = "print('x' * 99 + '\\n', end='')\n";
		for (let run = 0; run < 4; run += 1) await lab.run(thread, `for _ in range(4000): ${cut}`);
		await lab.run(thread, `for _ in range(2900): ${cut}`);
		const { output } = await lab.bash(thread, "ls .threadloop | grep -c output");
		expect(Number(output)).toBeLessThanOrEqual(2);
	});

	it("is never rewritten: what is approved is what Python and bash read", async () => {
		const source = "import inspect\ndef f():\n\treturn 1  # \u00e9\n\n\nprint(inspect.getsource(f), end='')";
		expect((await lab.run(thread, source)).output).toBe("def f():\n\treturn 1  # \u00e9\n");
		const { error } = await lab.run(thread, "\n\n  \n1/0");
		expect(error).toMatchObject({ name: "ZeroDivisionError", line: 4 });
		const hash = (run: Run) => run.output.trim();
		const text = "cat <<'E' | sha256sum | cut -c1-64\n\t $x `y` \\\\ \u00e9\nE";
		expect(hash(await lab.bash(thread, text))).toBe(
			createHash("sha256").update("\t $x `y` \\\\ \u00e9\n").digest("hex"),
		);
	});
});
