// Runs that are asked for twice, or whose bot, container or relay goes away while they run.

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openSandbox } from "../../../src/sandbox/docker.ts";
import { AGENT_USER } from "../../../src/sandbox/ids.ts";
import { openLab } from "../abuse/lab.ts";

const signal = new AbortController().signal;
const lab = openLab({ memoryBytes: 768 * 1024 ** 2, cpus: 2 });
const { run, bash } = lab;

describe("a run is never lost and never run twice", () => {
	const thread = "slack:T:C:once";
	const written = () => readFile(join(lab.workspace(thread), "count.txt"), "utf8");
	const counting = "with open('count.txt', 'a') as f: f.write('x')\nimport time\ntime.sleep(1.5)\nprint('end')";

	it("when it is asked for again while it goes on and after", async () => {
		const id = randomUUID();
		const both = await Promise.all([run(thread, counting, { id }), run(thread, counting, { id })]);
		expect(both[0]).toEqual(both[1]);
		expect(await run(thread, counting, { id, generation: "another.9" })).toEqual(both[0]);
		expect(both[0]).toMatchObject({ outcome: "ok", output: "end\n" });
		expect(await written()).toBe("x");
	});

	it("when the bot is started again while it goes on", async () => {
		const id = randomUUID();
		await run(thread, "import os\nos.remove('count.txt')");
		const { generation } = await lab.sandbox.open(thread, signal);
		const first = await openSandbox(lab.options);
		const started = Promise.withResolvers<void>();
		const source = `print('begin')\n${counting}`;
		const left = run(thread, source, { id, on: first, generation, onOutput: () => started.resolve() });
		const gone = expect(left).rejects.toThrow("let go");
		await started.promise;
		await first.detach();
		await gone;
		const second = await openSandbox(lab.options);
		const cell = await run(thread, source, { id, on: second, generation });
		expect(cell).toMatchObject({ outcome: "ok", output: "begin\nend\n", changed: ["count.txt"], variablesKept: true });
		expect(await written()).toBe("x");
		await second.detach();
	});

	it("when its result came while the bot was away", async () => {
		const id = randomUUID();
		const { generation } = await lab.sandbox.open(thread, signal);
		const first = await openSandbox(lab.options);
		const started = Promise.withResolvers<void>();
		const source = "print('begin')\nimport time\ntime.sleep(0.6)\nprint('end')";
		const left = run(thread, source, { id, on: first, generation, onOutput: () => started.resolve() });
		left.catch(() => {});
		await started.promise;
		await first.detach();
		await new Promise((resolve) => setTimeout(resolve, 800));
		const second = await openSandbox(lab.options);
		expect(await run(thread, source, { id, on: second, generation })).toMatchObject({
			outcome: "ok",
			output: "begin\nend\n",
		});
		await second.detach();
	});

	it("when its container is removed under it: it is told as lost, and the next message gets a new one", async () => {
		const id = randomUUID();
		const started = Promise.withResolvers<void>();
		const source = "open('kept.txt', 'w').write('x')\nprint('on')\nimport time\ntime.sleep(60)";
		const going = run(thread, source, { id, onOutput: () => started.resolve() });
		await started.promise;
		await lab.docker.getContainer(await lab.container(thread)).remove({ force: true });
		const cell = await going;
		expect(cell).toMatchObject({ outcome: "lost", changed: ["kept.txt"], variablesKept: false });
		expect(cell.notes[0]).toContain("was shut down from outside while the code was running");
		expect(await run(thread, "print(open('kept.txt').read())")).toMatchObject({ outcome: "ok", output: "x\n" });
		expect(await run(thread, source, { id })).toEqual(cell);
	});

	it("when its relay is killed", async () => {
		const killing = await lab.docker.getContainer(await lab.container(thread)).exec({
			Cmd: [
				"sh",
				"-c",
				"sleep 1; for p in /proc/[0-9]*; do grep -q agentctl.p[y] $p/cmdline && kill -9 $(basename $p); done",
			],
			User: AGENT_USER,
		});
		(await killing.start({ Detach: true })).destroy();
		const cell = await bash(thread, "sleep 2; echo end");
		expect(cell).toMatchObject({ outcome: "ok", output: "end\n" });
	});
});
