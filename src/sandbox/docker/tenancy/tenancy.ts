// Tenancy: which Thread has which disk and container. Both are given when needed, found again after a restart, and put away when idle.

import { mkdir, rm } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { Log } from "../../../core/ports.ts";
import { type ContainerHandle, STARVED } from "../../channel/container.ts";
import type { Need } from "../../tenancy/need.ts";
import { asOnlyBot, type Sharing } from "../../tenancy/sharing.ts";
import { counted, inGate } from "../../tenancy/tenant.ts";
import type { Engine } from "../engine/engine.ts";
import type { ContainerEvent } from "../engine/events.ts";
import type { Disks } from "../files/disks.ts";
import { diskOf, makeFolders, noteDisk, noteUse, threadsByDisk } from "../files/folders.ts";
import { openReaper } from "./idle.ts";
import type { Pool } from "./pool.ts";
import type { Seats, Waiting } from "./seats.ts";
import type { Opened, Starter } from "./starter.ts";
import type { HostTenant, Tenants } from "./tenants.ts";

const WOKEN = "The sandbox was paused from outside while the code was running; it was resumed, and the code continued.";

export interface TenancyOptions {
	readonly stateDir: string;
	readonly hostId: string;
	readonly idleMs: number;
	readonly memoryBytes: number;
	readonly need: (thread: string) => Promise<Need>;
	readonly shared?: Sharing;
	readonly log: Log;
	readonly engine: Engine;
	readonly disks: Disks;
	readonly tenants: Tenants;
	readonly seats: Seats;
	readonly pool: Pool;
	readonly starter: Starter;
}

export interface Tenancy {
	/** The Thread's container, started if there is none. */
	open(tenant: HostTenant, waiting: Waiting): Promise<Opened>;
	/** The container that is there and fit for use, if any; call it in the gate. */
	existing(tenant: HostTenant): Promise<ContainerHandle | undefined>;
	/** Runs a step with the Thread's disk at hand: neither is taken away meanwhile. */
	using<T>(tenant: HostTenant, step: () => Promise<T>): Promise<T>;
	/** Ends the container and puts the disk away. */
	close(tenant: HostTenant): Promise<void>;
	/** Removes all that the Thread has here. */
	forget(tenant: HostTenant): Promise<void>;
	/** As of the Reaper. */
	makeRoom(among?: ReadonlySet<string>): Promise<boolean>;
	sweep(): Promise<void>;
	/** Ends a container without an active Run; false if the Thread has another container by now, or a Run has begun. */
	evict(tenant: HostTenant, container: ContainerHandle): Promise<boolean>;
	/** Takes over what an earlier process of this host left, and removes what belongs to nobody. */
	adopt(): Promise<void>;
	/** In place of `adopt` where other bots work with this state folder: counts what they have, and touches nothing. */
	learn(): Promise<void>;
	happened(event: ContainerEvent): void;
	/** Compares what we know with what is there: some events may have been missed. */
	compare(): Promise<void>;
}

export function openTenancy(o: TenancyOptions): Tenancy {
	const { disks, engine, tenants, pool, seats, starter, log } = o;
	const alone = o.shared?.alone ?? asOnlyBot;
	/** When the kernel last ended something for its memory, by container. */
	const starved = new Map<string, number>();
	/** Disks of containers that another bot has started, by the engine's id. */
	const others = new Map<string, string>();

	async function withDisk(tenant: HostTenant): Promise<string> {
		// Asked each time: another bot may have forgotten the Thread.
		const known = await diskOf(tenant.folders);
		if (!tenant.awake || known === undefined) await makeFolders(tenant.folders, tenant.thread);
		const disk = known ?? (await firstDisk(tenant));
		tenant.disk = disk;
		tenant.awake = true;
		await repaired(tenant, disk);
		await disks.mount(disk);
		return disk;
	}

	/** In the gate. Once the host had no room for what a disk wrote, the disk takes nothing more until it is mounted anew: with a new container, as the old one holds it. */
	async function repaired(tenant: HostTenant, disk: string): Promise<void> {
		if (tenant.users > 1 || tenant.runs.size > 0 || !(await disks.isStuck(disk))) return;
		log("warn", "sandbox.disk_repaired", { thread: tenant.thread, disk });
		await putAway(tenant);
		await disks.unmount(disk);
		tenant.awake = true;
	}

	async function firstDisk(tenant: HostTenant): Promise<string> {
		await disks.checkRoom(0);
		// Who must wait for a seat leaves the spare to others.
		const spare = seats.admits(tenant.by) ? await pool.take() : undefined;
		const disk = spare?.disk ?? (await disks.create());
		await noteDisk(tenant.folders, disk);
		if (spare !== undefined) {
			tenant.container = spare.container;
			log("debug", "sandbox.spare_taken", { thread: tenant.thread });
		}
		pool.fill();
		return disk;
	}

	async function existing(tenant: HostTenant): Promise<ContainerHandle | undefined> {
		if (tenant.container?.ended() === false) return tenant.container;
		delete tenant.container;
		const container = tenant.disk === undefined ? undefined : await starter.find(tenant.disk);
		if (container !== undefined) tenant.container = container;
		return container;
	}

	/** undefined if the seat has meanwhile been given to somebody else. */
	async function opened(tenant: HostTenant): Promise<Opened | undefined> {
		const disk = await withDisk(tenant);
		if (!seats.has(disk)) return undefined;
		tenant.lastUsed = Date.now();
		const container = await existing(tenant);
		const generation = await container?.generation();
		if (container !== undefined && generation !== undefined) {
			tenant.generation = generation;
			return { container, generation };
		}
		if (container !== undefined) {
			// Rejects if it is the engine that does not answer: then the agent may be fine.
			await engine.find(container.id);
			// An agent that does not answer has nothing that is worth waiting for.
			await container.kill();
		}
		await disks.checkRoom(0);
		const started = await starter.start(disk);
		tenant.container = started.container;
		tenant.generation = started.generation;
		tenant.lastUsed = Date.now();
		log("info", "sandbox.opened", { thread: tenant.thread, generation: started.generation });
		return started;
	}

	async function seated(tenant: HostTenant, waiting: Waiting): Promise<Opened> {
		for (;;) {
			const disk = await inGate(tenant, () => withDisk(tenant));
			await seats.take(disk, waiting);
			const result = await inGate(tenant, () => opened(tenant)).catch((error: unknown) => {
				// The container is gone or never existed; if it does exist, the next try finds it and takes a seat again.
				if (tenant.container?.ended() !== false) seats.free(disk);
				throw error;
			});
			if (result !== undefined) return result;
		}
	}

	const inUse = <T>(tenant: HostTenant, step: () => Promise<T>) => counted(tenant, step, () => noteUse(tenant.folders));

	function using<T>(tenant: HostTenant, step: () => Promise<T>): Promise<T> {
		return inUse(tenant, async () => {
			await inGate(tenant, () => withDisk(tenant));
			return await step();
		});
	}

	/** In the gate. The disk stays while steps use it: the last one's end, or the next sweep, puts it away. */
	async function putAway(tenant: HostTenant): Promise<void> {
		if (tenant.container?.ended() === false) await tenant.container.kill();
		else if (tenant.disk !== undefined) await starter.remove(tenant.disk);
		delete tenant.container;
		if (tenant.disk === undefined) return;
		seats.free(tenant.disk);
		if (tenant.users > 0) return;
		await disks.unmount(tenant.disk);
		tenant.awake = false;
	}

	async function removeDisk(disk: string): Promise<void> {
		await disks.remove(disk).catch(async (error: unknown) => {
			log("debug", "sandbox.not_removed", { disk, error: String(error) });
			await starter.empty(disk);
			await disks.remove(disk);
		});
	}

	function evict(tenant: HostTenant, container: ContainerHandle): Promise<boolean> {
		return inGate(tenant, async () => {
			if (tenant.container !== container || container.ended() || tenant.runs.size > 0) return false;
			return await alone(tenant.thread, () => putAway(tenant));
		});
	}

	const reaper = openReaper({ ...o, alone, putAway });

	function lost(tenant: HostTenant, why: string): void {
		const { container } = tenant;
		container?.lost(why);
		// If a message came first, there is a new container by now.
		const ifLost = (step: () => Promise<void>) =>
			inGate(tenant, async () => {
				if (tenant.container === undefined || tenant.container === container) await step();
			});
		void alone(tenant.thread, () => ifLost(() => putAway(tenant)))
			.then(async (done) => {
				if (!done) await ifLost(() => leave(tenant));
			})
			.catch((error: unknown) => log("warn", "sandbox.reap_failed", { thread: tenant.thread, error: String(error) }));
	}

	/** The container and the disk are another bot's business from now on. */
	async function leave(tenant: HostTenant): Promise<void> {
		delete tenant.container;
		if (tenant.disk !== undefined) seats.free(tenant.disk);
		tenant.awake = false;
	}

	/** Counts what other bots of this host have started, so that all together keep to the limit, and what outlives its bot is put away in time. */
	async function learn(): Promise<void> {
		if (o.shared === undefined) return;
		const alive = (await engine.list(o.hostId)).filter(({ state }) => state !== "ended");
		const theirs = alive.filter(({ id, disk }) => others.has(id) || !seats.has(disk));
		// A bot that works alone looks no further.
		if (theirs.length === 0) return;
		const owners = await threadsByDisk(o.stateDir);
		for (const { id, disk } of theirs) {
			others.set(id, disk);
			if (!seats.has(disk)) seats.hold(disk);
			const thread = owners.get(disk);
			if (thread !== undefined) Object.assign(tenants.of(thread), { disk, awake: true });
		}
	}

	/** The engine tells of a pause a little before it is true: resuming may come too early, and the container is paused after it. */
	async function resume(id: string): Promise<void> {
		for (let tries = 0; tries < 10; tries += 1) {
			await engine.unpause(id);
			if ((await engine.find(id))?.state !== "paused") return;
			await setTimeout(200);
		}
		throw new Error("it is still paused");
	}

	async function wake(id: string, tenant: HostTenant | undefined): Promise<void> {
		log("warn", "sandbox.paused_outside", { thread: tenant?.thread });
		try {
			await resume(id);
			// The engine's event and the regular look may both meet one pause.
			for (const { remarks } of tenant?.runs.values() ?? []) if (!remarks.includes(WOKEN)) remarks.push(WOKEN);
		} catch (error) {
			log("warn", "sandbox.not_woken", { error: String(error) });
			if (tenant !== undefined) lost(tenant, "was paused from outside and could not be resumed");
		}
	}

	return {
		existing,
		evict,
		async makeRoom(among) {
			await learn();
			return await reaper.makeRoom(among);
		},
		// Counted as use from the start: a seat that was just given is not taken away before its container is there.
		open: (tenant, waiting) => inUse(tenant, () => seated(tenant, waiting)),
		using,
		close: (tenant) => inGate(tenant, () => putAway(tenant)),
		async forget(tenant) {
			await inGate(tenant, () => putAway(tenant));
			await tenant.runQueue;
			await inGate(tenant, async () => {
				const disk = tenant.disk ?? (await diskOf(tenant.folders));
				if (disk !== undefined) await removeDisk(disk);
				delete tenant.disk;
				tenant.awake = false;
				await rm(tenant.folders.root, { recursive: true, force: true });
			});
		},
		async sweep() {
			await learn().catch((error: unknown) => log("debug", "sandbox.not_learned", { error: String(error) }));
			await reaper.sweep();
		},
		learn,
		async adopt() {
			await mkdir(o.stateDir, { recursive: true });
			const owners = await threadsByDisk(o.stateDir);
			const inUse = new Set<string>();
			for (const found of await engine.list(o.hostId)) {
				const thread = owners.get(found.disk);
				const container =
					found.state !== "ended" && (await starter.fits(found)) ? await starter.find(found.disk) : undefined;
				if (container !== undefined && thread !== undefined) {
					const tenant = tenants.of(thread);
					Object.assign(tenant, { disk: found.disk, container, awake: true });
					seats.hold(found.disk);
				}
				if (container !== undefined && (thread !== undefined || pool.adopt({ disk: found.disk, container })))
					inUse.add(found.disk);
				else await (container === undefined ? engine.remove(found.id) : container.kill());
			}
			await disks.reconcile({ inUse, owned: new Set(owners.keys()) });
			for (const disk of inUse) await disks.mount(disk);
		},
		happened(event) {
			const tenant = tenants.withContainer(event.id);
			const spare = pool.withContainer(event.id);
			switch (event.kind) {
				case "oom":
					starved.set(event.id, Date.now());
					return;
				case "paused":
					if (tenant !== undefined || spare !== undefined) void wake(event.id, tenant);
					return;
				case "unpaused":
					return;
				case "started":
					if (o.shared === undefined || event.disk === "" || seats.has(event.disk)) return;
					others.set(event.id, event.disk);
					seats.hold(event.disk);
					return;
				case "died":
				case "destroyed": {
					const lately = Date.now() - (starved.get(event.id) ?? 0) < 2000;
					const why = lately && event.exitCode === 137 ? STARVED : "was shut down from outside";
					starved.delete(event.id);
					if (others.delete(event.id) && tenant === undefined && spare === undefined) seats.free(event.disk);
					if (tenant !== undefined) lost(tenant, why);
					spare?.container.lost(why);
				}
			}
		},
		async compare() {
			const there = new Map((await engine.list(o.hostId)).map((found) => [found.id, found]));
			for (const tenant of tenants.all()) {
				if (tenant.container === undefined || tenant.container.ended()) continue;
				const state = there.get(tenant.container.id)?.state ?? "ended";
				if (state === "ended") lost(tenant, "was shut down while the Docker engine was away");
				if (state === "paused") await wake(tenant.container.id, tenant);
			}
		},
	};
}
