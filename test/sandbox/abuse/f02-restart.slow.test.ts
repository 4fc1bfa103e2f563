// F02-F04 on an engine of our own: killed, restarted, and standing still.

import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isBotError } from "../../../src/core/errors.ts";
import type { SandboxOptions } from "../../../src/sandbox/docker.ts";
import { image } from "../options.ts";
import { type OwnEngine, ownEngine } from "./engine.ts";
import { openLab } from "./lab.ts";

const thread = "slack:T:C:restart";
const signal = new AbortController().signal;
const counting = "import time\nfor n in range(60): print(n, flush=True); time.sleep(0.1)";
const counted = Array.from({ length: 60 }, (_, n) => `${n}\n`).join("");

let engine: OwnEngine;
/** Its socket is known only once it runs. */
const over: { -readonly [K in keyof SandboxOptions]?: SandboxOptions[K] } = {};
beforeAll(async () => {
	engine = await ownEngine(image);
	over.socketPath = engine.socketPath;
}, 240_000);
afterAll(() => engine.remove());

const lab = openLab(over);

async function begin() {
	const started = Promise.withResolvers<void>();
	const cell = lab.run(thread, counting, { onOutput: () => started.resolve() });
	await started.promise;
	return { cell };
}

it("F02 dockerd and containerd are killed and come back: the run goes on and its output is whole", async () => {
	await lab.play({ thread, variables: "kept", alone: true }, async () => {
		const { cell } = await begin();
		await engine.kill();
		await engine.start({ liveRestore: true });
		expect(await cell).toMatchObject({ outcome: "ok", output: counted, variablesKept: true });
	});
}, 120_000);

it("F04 dockerd stands still: people are told, nothing piles up, and the run is whole when it goes on", async () => {
	await lab.play({ thread, variables: "kept", alone: true }, async () => {
		const { cell } = await begin();
		engine.freeze();
		const ask = () => lab.sandbox.open("slack:T:C:other", signal).catch((fault: unknown) => fault);
		const first = await ask();
		expect(isBotError(first, "sandbox_down") && first.sentence).toContain("The Docker engine is not responding");
		for (let times = 0; times < 20; times += 1) {
			const from = Date.now();
			expect(isBotError(await ask(), "sandbox_down")).toBe(true);
			expect(Date.now() - from).toBeLessThan(1000);
			await sleep(100);
		}
		engine.thaw();
		expect(await cell).toMatchObject({ outcome: "ok", output: counted, variablesKept: true });
		await expect.poll(async () => isBotError(await ask()), { timeout: 20_000 }).toBe(false);
	});
}, 120_000);

it("F03 dockerd is restarted and ends its containers: people are told, files are kept, the next message is answered", async () => {
	await lab.play({ thread, variables: "lost", newContainer: true, alone: true }, async () => {
		await lab.run(thread, "open('kept.txt', 'w').write('k')");
		await engine.stop();
		await engine.start({ liveRestore: false });
		const { cell } = await begin();
		await engine.stop();
		await engine.start({ liveRestore: false });
		const run = await cell;
		expect(run).toMatchObject({ outcome: "lost", variablesKept: false });
		expect(run.notes[0]).toMatch(/^The sandbox .* while the code was running, so its result is unknown/);
		expect((await lab.run(thread, "print(open('kept.txt').read())")).output).toBe("k\n");
	});
}, 120_000);
