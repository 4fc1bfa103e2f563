// Who asks much takes the sandboxes from everybody else: what waits holds no seat that others want, and the line is fair.

import { expect, it } from "vitest";
import type { Need } from "../../src/sandbox/tenancy/need.ts";
import { never, type Stand, stand } from "../sandbox/stand.ts";

const MB = 1024 ** 2;

/** A small sandbox, and people whose threads stand as the test says. */
async function house(over: { maxSandboxes: number; spares?: number }) {
	const needs = new Map<string, Need>();
	const at = await stand({
		...over,
		memoryBytes: 256 * MB,
		need: async (thread) => needs.get(thread) ?? "working",
	});
	const places: string[] = [];
	const thread = (person: string, n: number) => `slack:T:C:${person}-${n}`;
	/** A question up to the point where its code is shown and waits for a click. */
	async function asks(person: string, n: number, in_ = thread(person, n)) {
		needs.set(in_, "working");
		const opened = await at.sandbox.open(in_, never, {
			by: person,
			onPosition: (place) => void places.push(`${person}-${n} ${place}`),
		});
		return opened.generation;
	}
	const shown = (person: string, n: number) => needs.set(thread(person, n), "waiting");
	return { at, needs, places, thread, asks, shown };
}

const isOpen = async (at: Stand, thread: string) => (await at.sandbox.look(thread)).kind === "open";

it("one person with as many open questions as there are sandboxes does not shut others out (D9)", async () => {
	const { at, places, thread, asks, shown } = await house({ maxSandboxes: 3 });
	const first = await asks("ann", 0);
	await at.run(thread("ann", 0), "open('kept.txt', 'w').write('mine')");
	shown("ann", 0);
	for (const n of [1, 2]) {
		await asks("ann", n);
		shown("ann", n);
	}
	await asks("bob", 0);
	expect(places).toEqual(["ann-2 1"]);
	await asks("cat", 0);
	expect(await at.containers()).toHaveLength(3);
	// Whose question made way still has the files, and is known by another generation, so that nothing runs unseen.
	expect(await isOpen(at, thread("ann", 0))).toBe(false);
	shown("bob", 0);
	expect(await asks("ann", 0)).not.toBe(first);
	expect((await at.run(thread("ann", 0), "print(open('kept.txt').read())")).output).toBe("mine\n");
});

it("70 questions by one person at once leave a sandbox to the next person, who does not wait (D9)", async () => {
	const { at, places, asks } = await house({ maxSandboxes: 3 });
	const asked = Array.from({ length: 70 }, (_, n) => asks("ann", n).then(() => "in", String));
	await asks("bob", 0);
	expect(places.filter((line) => line.startsWith("bob"))).toEqual([]);
	await expect.poll(async () => (await at.containers()).length, { timeout: 20_000 }).toBe(3);
	await at.sandbox.detach();
	const answers = await Promise.all(asked);
	expect(answers.filter((answer) => answer === "in")).toHaveLength(2);
	expect(answers.filter((answer) => answer.includes("same person already has 10 requests waiting"))).toHaveLength(58);
});

it("one person's files in many threads do not take the sandboxes that are kept ready for others (D9)", async () => {
	const { at, places, thread, asks } = await house({ maxSandboxes: 2, spares: 2 });
	await expect.poll(async () => (await at.containers()).length, { timeout: 20_000 }).toBe(2);
	for (const n of [0, 1, 2]) await at.put(thread("ann", n), "a.csv", "a\n");
	const asked = [0, 1, 2].map((n) => asks("ann", n).catch(() => "gave up"));
	await asked[0];
	await expect.poll(() => places.length, { timeout: 20_000 }).toBeGreaterThan(1);
	await asks("bob", 0);
	expect((await at.run(thread("bob", 0), "print('in')")).output).toBe("in\n");
	await at.sandbox.detach();
	await Promise.all(asked);
});

it("one person cannot take all sandboxes by asking in other people's threads (D9)", async () => {
	const { at, needs, thread, asks, shown } = await house({ maxSandboxes: 3 });
	await asks("bob", 0);
	shown("bob", 0);
	await asks("ann", 0);
	await asks("ann", 1);
	const third = asks("ann", 2, thread("bob", 0)).catch(() => "gave up");
	await asks("cat", 0);
	expect(await isOpen(at, thread("bob", 0))).toBe(false);
	// As soon as one of hers only waits for a click, it makes way for her next one, and nobody else's does.
	needs.set(thread("ann", 0), "waiting");
	needs.set(thread("cat", 0), "waiting");
	expect(await third).not.toBe("gave up");
	expect(await isOpen(at, thread("ann", 0))).toBe(false);
	expect(await isOpen(at, thread("cat", 0))).toBe(true);
});

it("asking again and again does not end a program that runs for somebody else (D9)", async () => {
	const { at, needs, thread, asks } = await house({ maxSandboxes: 2 });
	needs.set(thread("bob", 0), "waiting");
	const going = at.run(thread("bob", 0), "import time\ntime.sleep(4)\nprint('whole')");
	await expect
		.poll(() => at.sandbox.look(thread("bob", 0)), { timeout: 20_000 })
		.toMatchObject({ kind: "open", busy: true });
	for (let n = 0; n < 4; n += 1) {
		await asks("ann", n);
		needs.set(thread("ann", n), "waiting");
	}
	expect(await going).toMatchObject({ outcome: "ok", output: "whole\n" });
});
