// F02, F03, F08-F11: an engine that goes and comes back, refuses, or forgets, and a host that starts afresh.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { afterAll, beforeAll, expect, it } from "vitest";
import { isBotError } from "../../../src/core/errors.ts";
import { releaseDisks } from "../../../src/sandbox/docker/files/disks.ts";
import { openSandbox } from "../../../src/sandbox/docker.ts";
import { openLab } from "./lab.ts";
import { type EngineProxy, startProxy } from "./proxy.ts";

const folder = mkdtempSync(join(tmpdir(), "threadloop-engine-"));
const socketPath = join(folder, "engine.sock");
const engine = new Docker();
const thread = "slack:T:C:engine";
const fresh = "slack:T:C:fresh";
const signal = new AbortController().signal;
const counting = "import time\nfor n in range(30): print(n, flush=True); time.sleep(0.1)";
const counted = Array.from({ length: 30 }, (_, n) => `${n}\n`).join("");

let proxy: EngineProxy;
beforeAll(async () => {
	proxy = await startProxy(socketPath);
});
afterAll(async () => {
	await proxy.close();
	rmSync(folder, { recursive: true, force: true });
});

const lab = openLab({ socketPath });

async function sentenceOf(doing: Promise<unknown>): Promise<string> {
	const error = await doing.then(() => undefined).catch((fault: unknown) => fault);
	return isBotError(error) ? `${error.code}: ${error.sentence}` : String(error);
}

it("F02 an engine that restarts and leaves containers alone: the run goes on, nothing is lost or repeated", async () => {
	await lab.play({ thread, variables: "kept", alone: true }, async () => {
		const started = Promise.withResolvers<void>();
		const cell = lab.run(thread, counting, { onOutput: () => started.resolve() });
		await started.promise;
		await proxy.down();
		expect(await sentenceOf(lab.sandbox.open(fresh, signal))).toMatch(
			/^sandbox_down: The Docker engine cannot be reached/,
		);
		await proxy.up();
		expect(await cell).toMatchObject({ outcome: "ok", output: counted, variablesKept: true });
	});
});

it("F03 an engine that restarts and ends its containers: people are told, and the next message goes on with the files", async () => {
	await lab.play({ thread, variables: "lost", newContainer: true, alone: true }, async () => {
		const id = await lab.container(thread);
		await lab.run(thread, "open('kept.txt', 'w').write('k')");
		const started = Promise.withResolvers<void>();
		const cell = lab.run(thread, counting, { onOutput: () => started.resolve() });
		await started.promise;
		await proxy.down();
		await engine.getContainer(id).kill();
		await proxy.up();
		const run = await cell;
		expect(run).toMatchObject({ outcome: "lost", variablesKept: false });
		expect(run.notes[0]).toMatch(
			/^The sandbox (disappeared|was shut down (while the Docker engine was away|from outside))/,
		);
		expect((await lab.run(thread, "print(open('kept.txt').read())")).output).toBe("k\n");
	});
});

it("F08 an image that is missing is said with its cure, at start and in the thread, and not asked for again and again", async () => {
	const missing = { ...lab.options, image: "threadloop-none:none" };
	expect(await sentenceOf(openSandbox(missing))).toMatch(
		/^sandbox_image: .*threadloop-none:none is missing.*npm start/,
	);
	await lab.play({ thread, variables: "kept", alone: true }, async () => {
		proxy.fault = (what) => (/images\/.*\/json/.test(what) ? { status: 404, message: "no such image" } : undefined);
		try {
			const before = proxy.requests.length;
			expect(await sentenceOf(lab.sandbox.open(fresh, signal))).toMatch(/^sandbox_image: .*npm start/);
			expect(proxy.requests.slice(before).filter((what) => what.includes("images"))).toHaveLength(1);
			// What is open works on.
			expect((await lab.run(thread, "print('on')")).output).toBe("on\n");
		} finally {
			proxy.fault = () => undefined;
		}
	});
});

it("F09 an engine whose disk is full starts nothing new and says so; what runs goes on", async () => {
	await lab.play({ thread, variables: "kept", alone: true }, async () => {
		const cell = lab.run(thread, counting);
		proxy.fault = (what) =>
			what.endsWith("/containers/create")
				? { status: 500, message: "write /var/lib: no space left on device" }
				: undefined;
		try {
			expect(await sentenceOf(lab.sandbox.open(fresh, signal))).toMatch(/^disk_full: The Docker engine's disk is full/);
			expect(await await cell).toMatchObject({ outcome: "ok", output: counted });
		} finally {
			proxy.fault = () => undefined;
		}
		expect((await lab.run(fresh, "print('room')")).output).toBe("room\n");
	});
});

it("F06 a container that is paused and cannot be resumed is given up with a reason, and the next message gets another", async () => {
	await lab.play({ thread, variables: "lost", newContainer: true, alone: true }, async () => {
		const started = Promise.withResolvers<void>();
		const cell = lab.run(thread, counting, { onOutput: () => started.resolve() });
		await started.promise;
		proxy.fault = (what) => (what.endsWith("/unpause") ? { status: 404, message: "no" } : undefined);
		await engine.getContainer(await lab.container(thread)).pause();
		const run = await cell;
		proxy.fault = () => undefined;
		expect(run).toMatchObject({ outcome: "lost", variablesKept: false });
		expect(run.notes[0]).toContain("was paused from outside and could not be resumed while the code was running");
	});
});

for (const forgetful of [false, true]) {
	const title = forgetful ? "also by an engine that has forgotten it" : "when it is back";
	it(`F10 what happens while the event stream is cut is found out, ${title}`, async () => {
		await lab.play({ thread, variables: "kept", alone: true }, async () => {
			const id = await lab.container(thread);
			proxy.forgetful = forgetful;
			proxy.fault = (what) => (what.endsWith("/events") ? { status: 500, message: "cut" } : undefined);
			proxy.cut(/events$/);
			await engine.getContainer(id).pause();
			await new Promise((resolve) => setTimeout(resolve, 300));
			expect((await engine.getContainer(id).inspect()).State.Paused).toBe(true);
			proxy.fault = () => undefined;
			await expect
				.poll(async () => (await engine.getContainer(id).inspect()).State.Paused, { timeout: 10_000 })
				.toBe(false);
		});
	});
}

it("F11 after a reboot of the host the files are there, the variables are not, and nothing stale is left", async () => {
	await lab.play({ thread, variables: "lost", newContainer: true, alone: true }, async () => {
		await lab.run(thread, "open('before.txt', 'w').write('b')");
		const id = await lab.container(thread);
		await lab.sandbox.detach();
		// What a reboot does: every process ends, nothing is mounted.
		await engine.getContainer(id).kill();
		for (const one of await engine.listContainers({ filters: { label: [`threadloop.host=${lab.options.hostId}`] } })) {
			await engine.getContainer(one.Id).kill();
		}
		await releaseDisks(lab.options.stateDir);
		lab.sandbox = await openSandbox(lab.options);
		expect(await sentenceOf(engine.getContainer(id).inspect())).toContain("No such container");
		expect((await lab.run(thread, "print(open('before.txt').read())")).output).toBe("b\n");
	});
});

// Last and not played as a case: commands that were never started stay in the container's list.
it("F10 a relay that the engine refuses, as for a container that is just paused, leaves no connection open", async () => {
	await lab.run(thread, "kept = 'k'");
	const relay = /^POST \/exec\/[^/]+\/start$/;
	const asked = () => proxy.requests.filter((what) => relay.test(what)).length;
	const before = asked();
	// Each relay is two connections to the proxy: ours, and its own to the engine.
	const relays = proxy.connections(relay) / 2;
	proxy.fault = (what) => (relay.test(what) ? { status: 409, message: "it is paused" } : undefined);
	proxy.cut(relay);
	await expect.poll(asked, { timeout: 5000 }).toBeGreaterThan(before + 3 * relays);
	// At most those that have just been asked for.
	const open = proxy.connections(relay);
	proxy.fault = () => undefined;
	expect((await lab.run(thread, "print(kept)")).output).toBe("k\n");
	expect(open).toBeLessThanOrEqual(relays);
});
