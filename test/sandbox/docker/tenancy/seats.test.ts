import { expect, it } from "vitest";
import { openBreaker } from "../../../../src/sandbox/docker/engine/breaker.ts";
import { sandboxesFor } from "../../../../src/sandbox/docker/tenancy/memory.ts";
import { openSeats } from "../../../../src/sandbox/docker/tenancy/seats.ts";

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const noRoom = async () => false;

/** Takes seats as people would, and writes down who got one and who was told which position. */
function people(limit: number, makeRoom: (among?: ReadonlySet<string>) => Promise<boolean> = noRoom) {
	const seats = openSeats(limit, makeRoom);
	const seated: string[] = [];
	const told = new Map<string, number>();
	const ask = (by: string, key: string, signal = never) => {
		const asked = seats.take(key, { signal, by, onPosition: (position) => void told.set(key, position) }).then(() => {
			seated.push(key);
			told.delete(key);
		});
		asked.catch(() => {});
		return asked;
	};
	return { seats, seated, told, ask };
}

it("with 3 seats, 70 questions by one person leave a seat to everybody else, at once", async () => {
	const { seated, ask } = people(3);
	const asked = Array.from({ length: 70 }, (_, n) => ask("ann", `a${n}`));
	await ask("bob", "b0");
	expect(seated).toEqual(["a0", "a1", "b0"]);
	await expect(asked[12]).rejects.toThrow(
		"sandbox_busy: The same person already has 10 requests waiting for a sandbox; try again when one of them has been answered.",
	);
});

it("the next seat goes to whoever has the fewest, then to who came first, and the places told are true", async () => {
	const { seats, seated, told, ask } = people(3);
	for (const [by, key] of [
		["ann", "a0"],
		["ann", "a1"],
		["bob", "b0"],
		["ann", "a2"],
		["bob", "b1"],
		["cat", "c0"],
		["bob", "b2"],
	] as const)
		void ask(by, key);
	await settled();
	expect([...told]).toEqual([
		["a2", 3],
		["b1", 2],
		["c0", 1],
		["b2", 4],
	]);
	for (const key of ["a0", "c0", "b0", "a1"]) {
		const [first] = [...told].filter(([, position]) => position === 1).map(([next]) => next);
		seats.free(key);
		await settled();
		expect(seated.at(-1)).toBe(first);
	}
	expect(seated).toEqual(["a0", "a1", "b0", "c0", "a2", "b1", "b2"]);
});

it("who has all that one person may have waits though a seat is free, and only that person's own containers make way", async () => {
	const asked: (readonly string[])[] = [];
	const { seats, seated, ask } = people(3, async (among) => {
		asked.push([...(among ?? ["any"])]);
		if (among?.has("a0") !== true) return false;
		seats.free("a0");
		return true;
	});
	seats.hold("spare");
	void ask("ann", "a0");
	void ask("ann", "a1");
	void ask("ann", "a2");
	await settled();
	expect(seated).toEqual(["a0", "a1", "a2"]);
	expect(asked).toEqual([["a0", "a1"]]);
});

it("what was ready or is left from before counts as nobody's until somebody asks for it", async () => {
	const { seats, seated, told, ask } = people(3);
	for (const key of ["x", "y", "z"]) seats.hold(key);
	await ask("ann", "x");
	await ask("ann", "y");
	void ask("ann", "z");
	await settled();
	expect(told.get("z")).toBe(1);
	expect(seats.waiting("z")).toBe(1);
	// Somebody else's question in her thread makes it theirs.
	await ask("bob", "x");
	await settled();
	expect(seated).toEqual(["x", "y", "x", "z"]);
});

it("a line that is too long is refused with what to do, and nobody in it is forgotten", async () => {
	const { seats, seated, ask } = people(2);
	await ask("ann", "first");
	await ask("bob", "second");
	const line = Array.from({ length: 200 }, (_, n) => ask(`p${n}`, `t${n}`));
	await expect(ask("late", "late")).rejects.toThrow("All 2 sandboxes are in use and 200 threads are already waiting");
	for (let at = 0; at < 202; at += 1) {
		seats.free(seated[at] ?? "");
		await new Promise(setImmediate);
	}
	await Promise.all(line);
	expect(seated).toEqual(["first", "second", ...Array.from({ length: 200 }, (_, n) => `t${n}`)]);
});

it("a spare never takes a seat that somebody waits for", async () => {
	const room = Promise.withResolvers<boolean>();
	const { seats, ask } = people(1, () => room.promise);
	await ask("ann", "first");
	const second = ask("bob", "second");
	await settled();
	seats.free("first");
	// Free for a moment, while room was still being made.
	expect(seats.takeFree("spare")).toBe(false);
	room.resolve(true);
	await second;
	expect(seats.has("second")).toBe(true);
	expect(seats.takeFree("spare")).toBe(false);
});

it("the memory of a host decides how many sandboxes it bears, and one is always possible", () => {
	expect(sandboxesFor(20 * 1024 ** 3, 4 * 1024 ** 3)).toBe(20);
	expect(sandboxesFor(300 * 1024 ** 2, 4 * 1024 ** 3)).toBe(1);
	expect(sandboxesFor(-1, 4 * 1024 ** 3)).toBe(1);
});

it("an engine that hangs is called no more until it answers a question of ours again", async () => {
	let hangs = true;
	let calls = 0;
	let probes = 0;
	const answer = () => (hangs ? new Promise<never>(() => {}) : Promise.resolve("answer"));
	const breaker = openBreaker({
		probe: () => {
			probes += 1;
			return answer();
		},
		log: () => {},
	});
	const call = () =>
		breaker.call(0.1, () => {
			calls += 1;
			return answer();
		});
	await expect(call()).rejects.toThrow("no answer within 0.1 s");
	for (let times = 0; times < 20; times += 1) await expect(call()).rejects.toThrow("no answer for");
	expect(calls).toBe(1);
	expect(probes).toBe(1);
	hangs = false;
	await expect.poll(() => call().catch(String), { timeout: 10_000 }).toBe("answer");
	breaker.close();
});

it("an engine that refuses is not taken for one that hangs", async () => {
	const breaker = openBreaker({ probe: async () => {}, log: () => {} });
	const refuse = () => breaker.call(1, () => Promise.reject(new Error("refused")));
	await expect(refuse()).rejects.toThrow("refused");
	await expect(refuse()).rejects.toThrow("refused");
	breaker.close();
});
