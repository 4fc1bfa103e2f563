import { expect, it } from "vitest";
import { startProxy } from "../../abuse/proxy.ts";
import { never, type Stand, stand } from "../../stand.ts";

const one = "slack:T:C:one";
const two = "slack:T:C:two";
const three = "slack:T:C:three";

/** The spare that is ready. */
async function spareOf(it: Stand, known: readonly string[] = []): Promise<string> {
	const ready = () => it.log.filter(({ event }) => event === "sandbox.spare_ready").map(({ fields }) => fields.disk);
	await expect.poll(() => ready().some((disk) => !known.includes(String(disk))), { timeout: 20_000 }).toBe(true);
	const disk = String(ready().find((disk) => !known.includes(String(disk))));
	return (await it.containers()).find((found) => found.disk === disk)?.id ?? "none";
}

it("a new thread gets a container that is ready, with an empty disk of its own, and the next one is made ready", async () => {
	const it = await stand({ spares: 1 });
	const spare = await spareOf(it);
	expect((await it.run(one, "import os\nx = 1\nprint(os.listdir('.'))")).output).toBe("[]\n");
	expect(await it.containersOf(one)).toEqual([spare]);
	await expect.poll(async () => (await it.containers()).length, { timeout: 20_000 }).toBe(2);
	expect((await it.run(two, "print('x' in globals())")).output).toBe("False\n");
	expect(await it.containersOf(two)).not.toEqual([spare]);
});

it("a file that comes before the first question is there in the container that was ready", async () => {
	const it = await stand({ spares: 1 });
	const spare = await spareOf(it);
	await it.put(one, "data.csv", "a\n1\n");
	expect((await it.run(one, "print(open('data.csv').read())")).output).toBe("a\n1\n\n");
	expect(await it.containersOf(one)).toEqual([spare]);
});

it("a thread that has files keeps them and gets a container of its own, not a spare", async () => {
	const it = await stand({ spares: 1 });
	await spareOf(it);
	await it.run(one, "open('kept.txt', 'w').write('k')");
	await it.sandbox.close(one);
	const spares = await it.containers();
	expect((await it.run(one, "print(open('kept.txt').read())")).output).toBe("k\n");
	for (const spare of spares) expect(await it.containersOf(one)).not.toContain(spare.id);
});

it("a spare is given up when a thread needs its place, and one that is used by nobody makes way before anybody waits", async () => {
	const it = await stand({ spares: 1, maxSandboxes: 2 });
	await spareOf(it);
	await it.run(one, "x = 1");
	await it.sandbox.close(one);
	await expect.poll(async () => (await it.containers()).length, { timeout: 20_000 }).toBeGreaterThan(0);
	await it.run(two, "x = 2");
	await it.run(one, "x = 1");
	expect(await it.containers()).toHaveLength(2);
	// The one that was used least lately makes way: its files stay.
	await it.run(three, "x = 3");
	expect(await it.containers()).toHaveLength(2);
	expect(await it.containersOf(two)).toEqual([]);
	expect((await it.run(one, "print(x)")).output).toBe("1\n");
});

it("a thread that works is never put out: others wait in a line, fairly, and are told their place", async () => {
	const working = new Set([one]);
	const it = await stand({ maxSandboxes: 1, need: async (thread) => (working.has(thread) ? "working" : "none") });
	await it.run(one, "x = 1");
	const positions: string[] = [];
	const order: string[] = [];
	const open = async (thread: string, name: string) => {
		await it.sandbox.open(thread, never, { onPosition: (position) => void positions.push(`${name} ${position}`) });
		order.push(name);
	};
	const second = open(two, "two");
	await expect.poll(() => positions, { timeout: 20_000 }).toEqual(["two 1"]);
	const third = open(three, "three");
	await expect.poll(() => positions, { timeout: 20_000 }).toEqual(["two 1", "three 2"]);
	const stop = new AbortController();
	const fourth = it.sandbox.open("slack:T:C:four", stop.signal, {
		onPosition: (position) => void positions.push(`four ${position}`),
	});
	await expect.poll(() => positions.at(-1), { timeout: 20_000 }).toBe("four 3");
	stop.abort(new Error("stopped by a person"));
	await expect(fourth).rejects.toThrow("stopped by a person");
	expect((await it.run(one, "print(x)")).output).toBe("1\n");
	working.clear();
	await Promise.all([second, third]);
	expect(order).toEqual(["two", "three"]);
	expect(positions.slice(3)).toEqual(["three 1"]);
	expect(await it.containers()).toHaveLength(1);
});

it("a run that goes on is never put out to make room", async () => {
	const it = await stand({ maxSandboxes: 1 });
	const going = it.run(one, "import time\ntime.sleep(2)\nprint('whole')");
	await expect.poll(() => it.sandbox.look(one), { timeout: 20_000 }).toMatchObject({ kind: "open", busy: true });
	expect((await it.run(two, "print('after')")).output).toBe("after\n");
	expect(await going).toMatchObject({ outcome: "ok", output: "whole\n" });
});

it("the memory budget bounds how many are kept ready and open", async () => {
	const it = await stand({ spares: 5, budgetBytes: 300 * 1024 ** 2, memoryBytes: 512 * 1024 ** 2 });
	expect(it.log.find(({ event }) => event === "sandbox.ready")?.fields).toMatchObject({ sandboxes: 2, spares: 2 });
	await expect.poll(async () => (await it.containers()).length, { timeout: 20_000 }).toBe(2);
});

it("a restarted bot takes its spares up again, and retires those made for other limits", async () => {
	const it = await stand({ spares: 1 });
	const spare = await spareOf(it);
	await it.sandbox.detach();
	const next = await it.again();
	await next.run(one, "1");
	expect(await next.containersOf(one)).toEqual([spare]);
	await expect.poll(async () => (await next.containers()).length, { timeout: 20_000 }).toBe(2);
	await expect
		.poll(() => next.log.some(({ event }) => event === "sandbox.spare_ready"), { timeout: 20_000 })
		.toBe(true);
	const other = (await next.containers()).find(({ id }) => id !== spare)?.id;
	await next.sandbox.detach();
	const changed = await it.again({ memoryBytes: 640 * 1024 ** 2, spares: 0 });
	expect((await changed.containers()).map(({ id }) => id)).not.toContain(other);
	expect(await changed.containers()).toEqual([]);
});

it("an engine that refuses is not asked for spares again and again, and a thread is told why", async () => {
	const dir = await stand();
	const proxy = await startProxy(`${dir.options.stateDir}/engine.sock`);
	try {
		proxy.fault = (what) =>
			/POST .*containers\/create/.test(what) ? { status: 500, message: "no space left on device" } : undefined;
		const it = await stand({ spares: 2, socketPath: proxy.socketPath, idleMs: 4000 });
		await expect
			.poll(() => it.log.filter(({ event }) => event === "sandbox.no_spare").length, { timeout: 20_000 })
			.toBe(1);
		await expect(it.run(one, "1")).rejects.toThrow("The Docker engine's disk is full");
		// Four sweeps later.
		await new Promise((resolve) => setTimeout(resolve, 4000));
		expect(proxy.requests.filter((what) => what.endsWith("containers/create"))).toHaveLength(2);
		proxy.fault = () => undefined;
		expect((await it.run(one, "print('on')")).output).toBe("on\n");
		await it.sandbox.removeAll();
	} finally {
		await proxy.close();
	}
});
