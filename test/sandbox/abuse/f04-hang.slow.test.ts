// F04: an engine that takes calls and never answers.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isBotError } from "../../../src/core/errors.ts";
import { openLab } from "./lab.ts";
import { type EngineProxy, startProxy } from "./proxy.ts";

const folder = mkdtempSync(join(tmpdir(), "threadloop-hang-"));
const socketPath = join(folder, "engine.sock");
const thread = "slack:T:C:hang";
const signal = new AbortController().signal;
const HANGS_S = 60;

let proxy: EngineProxy;
beforeAll(async () => {
	proxy = await startProxy(socketPath);
});
afterAll(async () => {
	await proxy.close();
	rmSync(folder, { recursive: true, force: true });
});

const lab = openLab({ socketPath, runTimeoutMs: 90_000 });

it("F04 an engine that hangs for a minute: people are told, calls do not pile up, and all goes on by itself", async () => {
	await lab.play({ thread, variables: "kept", alone: true }, async () => {
		const started = Promise.withResolvers<void>();
		const source = "import time\nfor n in range(70): print(n, flush=True); time.sleep(1)";
		const cell = lab.run(thread, source, { onOutput: () => started.resolve() });
		await started.promise;
		const idle = "slack:T:C:idle";
		await lab.run(idle, "kept = 'k'");
		proxy.hang();
		const until = Date.now() + HANGS_S * 1000;
		const sent = proxy.requests.length;
		const told: string[] = [];
		const took: number[] = [];
		const ask = async (other: string) => {
			const from = Date.now();
			const error = await lab.sandbox.open(other, signal).catch((fault: unknown) => fault);
			took.push(Date.now() - from);
			told.push(isBotError(error, "sandbox_down") ? error.sentence : String(error));
		};
		// A container that cannot be reached because of the engine is not given up.
		await ask(idle);
		// The first who ask wait for an answer that does not come; from then on people are told at once.
		await Promise.all(["a", "b", "c"].map((name) => ask(`slack:T:C:${name}`)));
		const first = took.splice(0);
		expect(Math.max(...first)).toBeLessThan(20_000);
		while (Date.now() < until) {
			await ask("slack:T:C:later");
			await sleep(500);
		}
		expect(told.every((sentence) => sentence.startsWith("The Docker engine is not responding"))).toBe(true);
		expect(Math.max(...took)).toBeLessThan(1000);
		// A question each three seconds whether it is back, and what was under way when it began to hang.
		expect(proxy.requests.length - sent).toBeLessThan(HANGS_S / 3 + 10);
		proxy.resume();
		await expect
			.poll(() => lab.sandbox.open("slack:T:C:later", signal).then(() => "open", String), { timeout: 20_000 })
			.toBe("open");
		expect((await lab.run(idle, "print(kept)")).output).toBe("k\n");
		expect(await cell).toMatchObject({
			outcome: "ok",
			output: Array.from({ length: 70 }, (_, n) => `${n}\n`).join(""),
			variablesKept: true,
		});
	});
}, 180_000);
