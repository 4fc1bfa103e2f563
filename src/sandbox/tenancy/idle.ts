// Which containers go, and when: those that have idled, and those that make way because others wait for a seat.

import type { Log } from "../../core/ports.ts";
import { freeMemory, shareOf } from "./memory.ts";
import type { Need } from "./need.ts";
import type { Pool } from "./pool.ts";
import type { Seats } from "./seats.ts";
import { inGate, type Tenant, type Tenants } from "./tenants.ts";

export interface Idle {
	/** Milliseconds since 1970. */
	readonly lastUsed: number;
	readonly busy: boolean;
}

/** Idle long enough to go, if nobody waits on it. */
export function isIdle(box: Idle, now: number, idleMs: number): boolean {
	return !box.busy && now - box.lastUsed >= idleMs;
}

export interface Reaper {
	/** Gives up a spare, or ends the least recently used container that can be spared; of `among`, by disk, where that is given. */
	makeRoom(among?: ReadonlySet<string>): Promise<boolean>;
	/** Ends what has idled. */
	sweep(): Promise<void>;
}

export function openReaper(o: {
	idleMs: number;
	memoryBytes: number;
	need: (thread: string) => Promise<Need>;
	places: Tenants;
	seats: Seats;
	pool: Pool;
	/** Called in the gate. */
	putAway: (place: Tenant) => Promise<void>;
	log: Log;
}): Reaper {
	const { places, pool, seats, log } = o;
	const inLine = (place: Tenant) => (place.disk === undefined ? 0 : seats.waiting(place.disk));

	function isIdleSince(place: Tenant, ms: number): boolean {
		// Whoever waits for a seat does not use the container yet.
		const busy = place.users > inLine(place) || place.runs.size > 0;
		return isIdle({ lastUsed: place.lastUsed, busy }, Date.now(), ms);
	}

	/** Asked inside the gate, so that a message that comes meanwhile opens a new container instead of losing this one. */
	function reap(place: Tenant, idleMs: number, least: "none" | "waiting"): Promise<boolean> {
		return inGate(place, async () => {
			const need = inLine(place) > 0 ? "waiting" : await o.need(place.thread);
			const isSpared = need === "none" || need === least;
			if (!place.awake || !isSpared || !isIdleSince(place, idleMs)) return false;
			await o.putAway(place);
			log("info", "sandbox.reaped", { thread: place.thread, need });
			return true;
		}).catch((error: unknown) => {
			log("warn", "sandbox.reap_failed", { thread: place.thread, error: String(error) });
			return false;
		});
	}

	async function endOne(least: "none" | "waiting", among?: ReadonlySet<string>): Promise<boolean> {
		const open = places
			.all()
			.filter(({ disk }) => disk !== undefined && seats.has(disk) && (among === undefined || among.has(disk)))
			.sort((a, b) => a.lastUsed - b.lastUsed);
		for (const place of open) if (isIdleSince(place, 0) && (await reap(place, 0, least))) return true;
		return false;
	}

	return {
		async makeRoom(among) {
			if (among === undefined && (await pool.retire())) return true;
			return (await endOne("none", among)) || (await endOne("waiting", among));
		},
		async sweep() {
			for (const place of places.all())
				if (place.awake && isIdleSince(place, o.idleMs)) await reap(place, o.idleMs, "none");
			// Below the share of one container it is better to end what idles than to let the kernel choose.
			if ((await freeMemory()) >= shareOf(o.memoryBytes)) pool.fill();
			else if (!(await pool.retire())) await endOne("none");
		},
	};
}

/** Calls `sweep` again and again, never two at a time; the result ends it. */
export function startReaper(everyMs: number, sweep: () => Promise<void>): () => void {
	let sweeping = false;
	const timer = setInterval(() => {
		if (sweeping) return;
		sweeping = true;
		void sweep().finally(() => {
			sweeping = false;
		});
	}, everyMs);
	timer.unref();
	return () => clearInterval(timer);
}
