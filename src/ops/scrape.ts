// Scrape: the gauges, looked up when Prometheus asks. What cannot be looked up is left out, never shown as 0.

import { statfs } from "node:fs/promises";
import { lookUp } from "../core/commands/unreadable.ts";
import { currentAttempt } from "../core/domain/turns.ts";
import type { World } from "../core/world.ts";
import { type Check, type Health, healthOf, OK } from "./health.ts";
import type { Gauges } from "./metrics.ts";

export interface Sources {
	readonly world: World;
	readonly checks: Readonly<Record<string, Check>>;
	readonly stateDir: string;
	readonly ping: () => Promise<unknown>;
	readonly jobs: () => Promise<Readonly<Record<string, number>>>;
	readonly usage: () => {
		readonly seats: { readonly held: number; readonly limit: number; readonly waiting: number };
		readonly pool: { readonly spares: number; readonly found: number; readonly missed: number };
	};
}

export async function scrape(gauges: Gauges, sources: Sources): Promise<void> {
	const looks = [
		health(gauges, sources),
		threads(gauges, sources),
		queue(gauges, sources),
		redis(gauges, sources),
		disk(gauges, sources),
	];
	sandboxes(gauges, sources);
	await Promise.allSettled(looks);
}

async function health({ up }: Gauges, { checks }: Sources): Promise<void> {
	const found: Health = await healthOf(checks);
	for (const [part, said] of Object.entries(found)) up.set({ part }, said === OK ? 1 : 0);
}

async function threads(gauges: Gauges, { world }: Sources): Promise<void> {
	gauges.unfinished.remove();
	gauges.approvalsWaiting.remove();
	gauges.oldestApproval.remove();
	const all = await world.store.unfinished();
	const waits: number[] = [];
	for (const thread of all) {
		const found = await lookUp(world, thread);
		const turn = found.kind === "read" ? found.session?.turn : undefined;
		const { expiresAt } = (turn && currentAttempt(turn)?.approval) ?? {};
		if (turn?.state.kind !== "waiting" || expiresAt === undefined) continue;
		waits.push(world.clock.now() - (expiresAt - world.settings(thread).approvalTtlMs));
	}
	gauges.unfinished.set(all.length);
	gauges.approvalsWaiting.set(waits.length);
	gauges.oldestApproval.set(Math.max(0, ...waits) / 1000);
}

async function queue(gauges: Gauges, { jobs }: Sources): Promise<void> {
	gauges.queue.reset();
	for (const [state, count] of Object.entries(await jobs())) gauges.queue.set({ state }, count);
}

async function redis(gauges: Gauges, { ping }: Sources): Promise<void> {
	gauges.redis.remove();
	const began = performance.now();
	await ping();
	gauges.redis.set((performance.now() - began) / 1000);
}

async function disk(gauges: Gauges, { stateDir }: Sources): Promise<void> {
	const { bsize, blocks, bavail } = await statfs(stateDir);
	gauges.disk.set({ what: "free" }, bavail * bsize);
	gauges.disk.set({ what: "size" }, blocks * bsize);
}

function sandboxes(gauges: Gauges, { usage }: Sources): void {
	const { seats, pool } = usage();
	for (const [what, count] of Object.entries(seats)) gauges.sandboxes.set({ what }, count);
	gauges.spares.set(pool.spares);
	gauges.sparesTaken.set({ found: "yes" }, pool.found);
	gauges.sparesTaken.set({ found: "no" }, pool.missed);
}
