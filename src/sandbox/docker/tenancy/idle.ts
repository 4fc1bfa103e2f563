// Reaper of containers: ends those that have been idle, and those that can make room when others wait for a seat.

import type { Log } from "../../../core/ports.ts";
import { isIdle } from "../../tenancy/idle.ts";
import type { Need } from "../../tenancy/need.ts";
import { inGate } from "../../tenancy/tenant.ts";
import { lastUse } from "../files/folders.ts";
import { freeMemory, shareOf } from "./memory.ts";
import type { Pool } from "./pool.ts";
import type { Seats } from "./seats.ts";
import type { HostTenant, Tenants } from "./tenants.ts";

export interface Reaper {
	/** Gives up a spare, or ends the least recently used container that can be spared; of `among`, by disk, if that is given. */
	makeRoom(among?: ReadonlySet<string>): Promise<boolean>;
	/** Ends what has idled. */
	sweep(): Promise<void>;
}

export function openReaper(o: {
	idleMs: number;
	memoryBytes: number;
	need: (thread: string) => Promise<Need>;
	tenants: Tenants;
	seats: Seats;
	pool: Pool;
	/** As of `Sharing`. */
	alone: (thread: string, step: () => Promise<void>) => Promise<boolean>;
	/** Called in the gate. */
	putAway: (tenant: HostTenant) => Promise<void>;
	log: Log;
}): Reaper {
	const { tenants, pool, seats, log } = o;
	const waitersOf = (tenant: HostTenant) => (tenant.disk === undefined ? 0 : seats.waiting(tenant.disk));

	function isIdleSince(tenant: HostTenant, ms: number): boolean {
		// Whoever waits for a seat does not use the container yet.
		const busy = tenant.users > waitersOf(tenant) || tenant.runs.size > 0;
		return isIdle({ lastUsed: tenant.lastUsed, busy }, Date.now(), ms);
	}

	async function isSpared(tenant: HostTenant, idleMs: number, least: "none" | "waiting"): Promise<boolean> {
		const need = waitersOf(tenant) > 0 ? "waiting" : await o.need(tenant.thread);
		return tenant.awake && (need === "none" || need === least) && isIdleSince(tenant, idleMs);
	}

	/** Asked inside the gate, so that a message that comes meanwhile opens a new container instead of losing this one. */
	function reap(tenant: HostTenant, idleMs: number, least: "none" | "waiting"): Promise<boolean> {
		return inGate(tenant, async () => {
			if (!(await isSpared(tenant, idleMs, least))) return false;
			let reaped = false;
			await o.alone(tenant.thread, async () => {
				// Until now another bot may have worked on it.
				tenant.lastUsed = Math.max(tenant.lastUsed, await lastUse(tenant.folders));
				if (!(await isSpared(tenant, idleMs, least))) return;
				await o.putAway(tenant);
				log("info", "sandbox.reaped", { thread: tenant.thread });
				reaped = true;
			});
			return reaped;
		}).catch((error: unknown) => {
			log("warn", "sandbox.reap_failed", { thread: tenant.thread, error: String(error) });
			return false;
		});
	}

	async function endOne(least: "none" | "waiting", among?: ReadonlySet<string>): Promise<boolean> {
		const open = tenants
			.all()
			.filter(({ disk }) => disk !== undefined && seats.has(disk) && (among === undefined || among.has(disk)))
			.sort((a, b) => a.lastUsed - b.lastUsed);
		for (const tenant of open) if (isIdleSince(tenant, 0) && (await reap(tenant, 0, least))) return true;
		return false;
	}

	return {
		async makeRoom(among) {
			if (among === undefined && (await pool.retire())) return true;
			return (await endOne("none", among)) || (await endOne("waiting", among));
		},
		async sweep() {
			for (const tenant of tenants.all())
				if (tenant.awake && isIdleSince(tenant, o.idleMs)) await reap(tenant, o.idleMs, "none");
			// Below the share of one container it is better to end what idles than to let the kernel choose.
			if ((await freeMemory()) >= shareOf(o.memoryBytes)) pool.fill();
			else if (!(await pool.retire())) await endOne("none");
		},
	};
}
