// F05-F07, F16: containers that are ended, paused or cut off behind our back, and the moment in which one is put away.

import Docker from "dockerode";
import { expect, it } from "vitest";
import { openLab } from "./lab.ts";

const engine = new Docker();
const thread = "slack:T:C:outside";
const working = "print('on', flush=True)\nimport time\nfor n in range(30): time.sleep(0.2)\nprint('end')";

/** Starts a cell and waits until it is under way. */
async function begin(source = working) {
	const started = Promise.withResolvers<void>();
	const cell = lab.run(thread, source, { onOutput: () => started.resolve() });
	await started.promise;
	const ended = cell.then((run) => ({ run, at: Date.now() }));
	return { container: engine.getContainer(await lab.container(thread)), ended };
}

const lab = openLab();

for (const [how, end] of [
	["removed", (container: Docker.Container) => container.remove({ force: true })],
	["killed", (container: Docker.Container) => container.kill()],
] as const) {
	it(`F05 a container that is ${how} from outside ends its run at once with the reason`, async () => {
		await lab.play({ thread, variables: "lost", newContainer: true }, async () => {
			const { container, ended } = await begin();
			const from = Date.now();
			await end(container);
			const { run, at } = await ended;
			expect(at - from).toBeLessThan(2000);
			expect(run).toMatchObject({ outcome: "lost", variablesKept: false });
			expect(run.notes[0]).toMatch(
				/^The sandbox was shut down from outside while the code was running, so its result is unknown/,
			);
		});
	});
}

it("F05 a container that the kernel ends for its memory is told as out of memory, with the limit", async () => {
	await lab.play({ thread, variables: "lost", newContainer: true }, async () => {
		const hog = "x = []\nwhile 1: x.append(bytearray(50 << 20))";
		const { container, ended } = await begin(
			`import subprocess, sys, time\nsubprocess.run([sys.executable, "-c", ${JSON.stringify(hog)}])\nprint("on", flush=True)\ntime.sleep(30)`,
		);
		// The hog has just brought the event; now the rest goes, as where the agent itself is taken.
		await container.kill();
		const { run } = await ended;
		expect(run).toMatchObject({ outcome: "out_of_memory", variablesKept: false, error: { name: "MemoryError" } });
		expect(run.error?.message).toMatch(/the limit is \d+ MB/);
	});
});

it("F06 a container that is paused from outside is resumed: the run goes on and says so", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const { container, ended } = await begin();
		await container.pause();
		const { run } = await ended;
		expect(run).toMatchObject({ outcome: "ok", output: "on\nend\n", variablesKept: true });
		expect(run.notes).toEqual([expect.stringContaining("was paused from outside while the code was running")]);
	});
});

it("F06 a container that is paused again and again in one run loses nothing of it", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const { container, ended } = await begin();
		for (let times = 0; times < 4; times += 1) {
			await container.pause();
			// The engine says so a little before it is true.
			await new Promise((resolve) => setTimeout(resolve, 300));
			await expect.poll(async () => (await container.inspect()).State.Paused, { timeout: 5000 }).toBe(false);
		}
		expect((await ended).run).toMatchObject({ outcome: "ok", output: "on\nend\n" });
	});
});

it("F06 a container that is paused while nothing runs is there for the next message", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const container = engine.getContainer(await lab.container(thread));
		await container.pause();
		expect((await lab.run(thread, "print('there')")).output).toBe("there\n");
	});
});

it("F07 a relay that is killed in the middle of a run loses and repeats no output", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const { container, ended } = await begin("import time\nfor n in range(40): print(n, flush=True); time.sleep(0.1)");
		for (let times = 0; times < 3; times += 1) {
			const processes: { Processes: string[][] } = await container.top();
			const relays = processes.Processes.filter((line) => line.join(" ").includes("agentctl"));
			expect(relays.length).toBeGreaterThan(0);
			for (const line of relays) process.kill(Number(line[1]), "SIGKILL");
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
		const { run } = await ended;
		expect(run).toMatchObject({ outcome: "ok", variablesKept: true });
		expect(run.output).toBe(Array.from({ length: 40 }, (_, n) => `${n}\n`).join(""));
	});
});

it("F16 a message that comes while its container is put away is served by another one, without an error", async () => {
	await lab.play({ thread, variables: "lost", newContainer: true }, async () => {
		for (const wait of [0, 5, 20, 60]) {
			const closing = lab.sandbox.close(thread);
			await new Promise((resolve) => setTimeout(resolve, wait));
			expect(await lab.run(thread, "print('served')")).toMatchObject({ outcome: "ok", output: "served\n" });
			await closing;
		}
	});
});
