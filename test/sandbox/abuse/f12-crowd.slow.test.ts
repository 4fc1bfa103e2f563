// F12: far more threads at once than there are places.

import { expect, it } from "vitest";
import { openLab } from "./lab.ts";

const THREADS = 50;
const PLACES = 4;
/** Threads whose people wait for their answer: as the bot does, it keeps the container until the cell has ended. */
const busy = new Set<string>();
const lab = openLab({
	maxSandboxes: PLACES,
	spares: 1,
	memoryBytes: 512 * 1024 ** 2,
	need: async (thread) => (busy.has(thread) ? "working" : "none"),
});
const signal = new AbortController().signal;

it("F12 fifty threads at once are all served, in order of coming, told their place, and never more than there are places", async () => {
	await lab.play({ thread: "slack:T:C:crowd", variables: "either", newContainer: true, alone: true }, async () => {
		let most = 0;
		const watch = setInterval(async () => {
			const label = [`threadloop.host=${lab.options.hostId}`];
			const open = await lab.docker.listContainers({ filters: { label } });
			most = Math.max(most, open.length);
		}, 250);
		const waits: number[] = [];
		const served: number[] = [];
		const told = new Set<number>();
		/** Threads in the order in which they joined the line. */
		const joined = new Set<number>();
		const from = Date.now();
		await Promise.all(
			Array.from({ length: THREADS }, async (_, n) => {
				const thread = `slack:T:C:crowd-${n}`;
				busy.add(thread);
				const { generation } = await lab.sandbox.open(thread, signal, {
					onPosition: (place) => {
						told.add(place);
						joined.add(n);
					},
				});
				waits.push(Date.now() - from);
				served.push(n);
				expect(await lab.run(thread, `print(${n} + 1)`, { generation })).toMatchObject({
					outcome: "ok",
					output: `${n + 1}\n`,
				});
				busy.delete(thread);
			}),
		);
		clearInterval(watch);
		waits.sort((a, b) => a - b);
		console.log(
			`F12: ${THREADS} threads, ${PLACES} places: p50 ${waits[THREADS / 2]} ms, p95 ${waits[Math.floor(THREADS * 0.95)]} ms`,
		);
		expect(most).toBeLessThanOrEqual(PLACES);
		expect(told.has(1) && told.has(40)).toBe(true);
		// First come, first served; how long the last steps of an opening take differs from thread to thread.
		const waited = served.filter((n) => joined.has(n));
		const order = [...joined];
		expect(Math.max(...waited.map((n, at) => Math.abs(order.indexOf(n) - at)))).toBeLessThan(2 * PLACES);
	});
}, 300_000);
