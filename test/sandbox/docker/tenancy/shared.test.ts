// Two bots with one state folder and one engine: what one has is counted by the other, and left alone while a thread is worked on.

import { expect, it } from "vitest";
import type { SandboxOptions } from "../../../../src/sandbox/docker.ts";
import { type Stand, stand } from "../../stand.ts";

const thread = "slack:T:C:shared";
const next = "slack:T:C:next";

/** Threads that somebody works on: their lock. */
const locks = new Set<string>();

function shared(joins: boolean): Pick<SandboxOptions, "shared"> {
	return {
		shared: {
			joins,
			alone: async (one, step) => {
				if (locks.has(one)) return false;
				await step();
				return true;
			},
		},
	};
}

async function both(over: Partial<SandboxOptions> = {}): Promise<readonly [Stand, Stand]> {
	locks.clear();
	const first = await stand({ ...over, ...shared(false) });
	await first.run(thread, "kept = 41");
	return [first, await first.again(shared(true))];
}

const spareOf = (it: Stand) =>
	expect.poll(() => it.log.some(({ event }) => event === "sandbox.spare_ready"), { timeout: 20_000 }).toBe(true);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it("a thread is served by either: variables, files and results are the same", async () => {
	const [first, second] = await both();
	await first.put(thread, "data.csv", "a\n1\n", "F1");
	expect((await second.run(thread, "print(kept + 1, open('data.csv').read())", "r1")).output).toBe("42 a\n1\n\n");
	expect((await first.sandbox.result(thread, "r1"))?.output).toBe("42 a\n1\n\n");
	expect(await second.put(thread, "data.csv", "a\n1\n", "F1")).toBe("data.csv");
	expect(await first.containers()).toHaveLength(1);
});

it("a bot that joins leaves the spares and disks of the other as they are", async () => {
	const first = await stand({ spares: 1, ...shared(false) });
	await spareOf(first);
	const before = await first.containers();
	await first.again({ spares: 0, ...shared(true) });
	expect(await first.containers()).toEqual(before);
	expect((await first.run(thread, "import os\nprint(os.listdir('.'))")).output).toBe("[]\n");
	expect(await first.containersOf(thread)).toEqual(before.map(({ id }) => id));
});

it("a thread that the other works on is not ended, however idle it looks from here", async () => {
	const [first] = await both();
	const before = await first.containersOf(thread);
	locks.add(thread);
	const hurried = await first.again({ idleMs: 1, ...shared(true) });
	await pause(3000);
	expect(await first.containersOf(thread)).toEqual(before);
	locks.clear();
	await expect.poll(() => first.containersOf(thread), { timeout: 10_000 }).toEqual([]);
	await expect.poll(() => hurried.log.some(({ event }) => event === "sandbox.reaped"), { timeout: 15_000 }).toBe(true);
	locks.add(thread);
	expect((await first.run(thread, "print('kept' in globals())")).output).toBe("False\n");
});

it("a thread that was used at the other a moment ago is not idle", async () => {
	const [first, second] = await both({ idleMs: 4000 });
	const before = await first.containersOf(thread);
	for (let times = 0; times < 6; times += 1) {
		await pause(1000);
		expect((await first.run(thread, "print(kept)")).output).toBe("41\n");
	}
	expect(await first.containersOf(thread)).toEqual(before);
	expect(second.log.some(({ event }) => event === "sandbox.reaped")).toBe(false);
});

it("a container that one bot restarts is not taken away by the other, which knew the old one", async () => {
	const [first, second] = await both();
	await second.run(thread, "kept = 42");
	locks.add(thread);
	await first.sandbox.close(thread);
	await first.run(thread, "kept = 43");
	await pause(1500);
	expect((await first.run(thread, "print(kept)")).output).toBe("43\n");
	expect((await second.run(thread, "print(kept)")).output).toBe("43\n");
	expect(await first.containers()).toHaveLength(1);
});

it("a thread that one bot forgets begins anew at the other", async () => {
	const [first, second] = await both();
	await first.put(thread, "data.csv", "a\n1\n");
	await second.run(thread, "print(kept)");
	await first.sandbox.forget(thread);
	const { output } = await second.run(thread, "import os\nprint('kept' in globals(), os.listdir('.'))");
	expect(output).toBe("False []\n");
});

it("both together keep to the limit: whoever needs a place ends what the other no longer uses", async () => {
	const [first, second] = await both({ maxSandboxes: 1 });
	expect(second.sandbox.usage().seats.held).toBe(1);
	await second.run(next, "x = 1");
	expect(await first.containersOf(thread)).toEqual([]);
	expect(await first.containers()).toHaveLength(1);
	await expect.poll(() => first.sandbox.usage().seats.held, { timeout: 5000 }).toBe(1);
});

it("a bot that ends while another works leaves the thread's container, and takes its own spares with it", async () => {
	const first = await stand({ spares: 1, ...shared(false) });
	await spareOf(first);
	await first.run(thread, "kept = 41");
	const second = await first.again({ spares: 0, ...shared(true) });
	await first.sandbox.detach("retire");
	expect((await second.run(thread, "print(kept)")).output).toBe("41\n");
	expect((await second.containers()).map(({ id }) => id)).toEqual(await second.containersOf(thread));
});
