import { expect, it } from "vitest";
import { openBreaker } from "../../src/sandbox/breaker.ts";
import { sandboxesFor } from "../../src/sandbox/budget.ts";
import { openSeats } from "../../src/sandbox/seats.ts";

const never = new AbortController().signal;
const waiting = { signal: never, onPlace: () => {} };
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

it("a line that is too long is refused with what to do, and nobody in it is forgotten", async () => {
	const seats = openSeats(1, async () => false);
	await seats.take("first", waiting);
	const line = Array.from({ length: 50 }, (_, n) => seats.take(`t${n}`, waiting));
	await expect(seats.take("late", waiting)).rejects.toThrow("All 1 sandboxes are in use and 50 threads wait already");
	for (const before of ["first", ...Array.from({ length: 50 }, (_, n) => `t${n}`)]) seats.free(before);
	for (const [n, one] of line.entries()) {
		await one;
		seats.free(`t${n}`);
	}
	expect(seats.takeFree("now")).toBe(true);
});

it("a spare never takes a seat that somebody waits for", async () => {
	const room = Promise.withResolvers<boolean>();
	const seats = openSeats(1, () => room.promise);
	await seats.take("first", waiting);
	const second = seats.take("second", waiting);
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
