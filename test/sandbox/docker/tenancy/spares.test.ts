import { expect, test } from "vitest";
import { openPool } from "../../../../src/sandbox/docker/tenancy/pool.ts";
import { openSeats } from "../../../../src/sandbox/docker/tenancy/seats.ts";

const signal = new AbortController().signal;
const container = {
	id: "c",
	ended: () => false,
	generation: async () => "g",
	busy: () => false,
	run: () => Promise.reject(new Error("no run here")),
	profile: () => Promise.reject(new Error("no profile here")),
	lost: () => {},
	detach: () => {},
	kill: async () => {},
};

/** A pool of one whose engine and disks only write down what they are asked. */
function poolOn(limit: number) {
	const asked: string[] = [];
	const seats = openSeats(limit, async () => false);
	const note = (what: string) => async () => void asked.push(what);
	const pool = openPool({
		size: 1,
		seats,
		log: () => {},
		disks: {
			kind: "folder",
			create: async () => `d${asked.push("create")}`,
			mount: note("mount"),
			unmount: note("unmount"),
			isStuck: async () => false,
			remove: note("remove"),
			checkRoom: async () => {},
			checkRun: async () => {},
			isHostFull: async () => false,
			excess: async () => undefined,
			used: async () => 0,
			reconcile: async () => {},
		},
		starter: {
			start: async () => {
				asked.push("start");
				return { container, generation: "g" };
			},
			find: async () => undefined,
			fits: async () => true,
			remove: note("end"),
			empty: note("empty"),
		},
	});
	return { pool, seats, asked };
}

test("of the spares that an earlier start left only as many are taken over as were asked for", () => {
	const { pool } = poolOn(5);
	expect(pool.adopt({ disk: "d1", container })).toBe(true);
	expect(pool.adopt({ disk: "d2", container })).toBe(false);
});

test("a spare is not started where every seat is taken", async () => {
	const { pool, seats, asked } = poolOn(1);
	await seats.take("somebody", { signal, by: "somebody", onPosition: () => {} });
	pool.fill();
	await pool.close("keep");
	expect(asked).toEqual(["create", "remove"]);
});

test("a spare that is still being started is given up, so that nobody loses a container to it", async () => {
	const { pool, seats, asked } = poolOn(1);
	pool.fill();
	expect(await pool.retire()).toBe(true);
	expect(asked).toEqual(["create", "start", "remove"]);
	expect(seats.takeFree("somebody")).toBe(true);
	await pool.close("keep");
});
