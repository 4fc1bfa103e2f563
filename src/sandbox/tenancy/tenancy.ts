// Which Thread has which disk and container: given when needed, found again after a restart, put away when idle.

import { mkdir, rm } from "node:fs/promises";
import type { Log } from "../../core/ports.ts";
import { type ContainerHandle, STARVED } from "../channel/container.ts";
import type { Engine } from "../engine/engine.ts";
import type { ContainerEvent } from "../engine/events.ts";
import type { Disks } from "../files/disks.ts";
import { diskOf, makeFolders, noteDisk, threadsByDisk } from "../files/folders.ts";
import { openReaper } from "./idle.ts";
import type { Need } from "./need.ts";
import type { Pool } from "./pool.ts";
import type { Seats, Waiting } from "./seats.ts";
import type { Opened, Starter } from "./starter.ts";
import { inGate, type Tenant, type Tenants } from "./tenants.ts";

const WOKEN = "The sandbox was paused from outside while the code ran; it was woken, and went on.";

export interface TenancyOptions {
	readonly stateDir: string;
	readonly hostId: string;
	readonly idleMs: number;
	readonly memoryBytes: number;
	readonly need: (thread: string) => Promise<Need>;
	readonly log: Log;
	readonly engine: Engine;
	readonly disks: Disks;
	readonly places: Tenants;
	readonly seats: Seats;
	readonly pool: Pool;
	readonly starter: Starter;
}

export interface Tenancy {
	/** The Thread's container, started where there is none. */
	open(place: Tenant, waiting: Waiting): Promise<Opened>;
	/** The container that is there and fit for use, if any; call it in the gate. */
	existing(place: Tenant): Promise<ContainerHandle | undefined>;
	/** Runs a step with the Thread's disk at hand: neither is taken away meanwhile. */
	using<T>(place: Tenant, step: () => Promise<T>): Promise<T>;
	/** Ends the container and puts the disk away. */
	close(place: Tenant): Promise<void>;
	/** Removes all that the Thread has here. */
	forget(place: Tenant): Promise<void>;
	/** As of the Reaper. */
	makeRoom(among?: ReadonlySet<string>): Promise<boolean>;
	sweep(): Promise<void>;
	/** Ends a container in which no Run goes on; false where it is another one by now, or a Run has begun. */
	evict(place: Tenant, box: ContainerHandle): Promise<boolean>;
	/** Takes up what a former process of this host left, and removes what belongs to nobody. */
	adopt(): Promise<void>;
	happened(event: ContainerEvent): void;
	/** Compares what we know with what is there: some events may have been missed. */
	compare(): Promise<void>;
}

export function openTenancy(o: TenancyOptions): Tenancy {
	const { disks, engine, places, pool, seats, starter, log } = o;
	/** When the kernel last ended something for its memory, by container. */
	const starved = new Map<string, number>();

	async function withDisk(place: Tenant): Promise<string> {
		if (!place.awake) await makeFolders(place.folders, place.thread);
		const disk = place.disk ?? (await diskOf(place.folders)) ?? (await firstDisk(place));
		place.disk = disk;
		place.awake = true;
		await disks.mount(disk);
		return disk;
	}

	async function firstDisk(place: Tenant): Promise<string> {
		await disks.checkRoom(0);
		// Who must wait for a seat leaves the spare to others.
		const spare = seats.admits(place.by) ? await pool.take() : undefined;
		const disk = spare?.disk ?? (await disks.create());
		await noteDisk(place.folders, disk);
		if (spare !== undefined) {
			place.box = spare.box;
			log("debug", "sandbox.spare_taken", { thread: place.thread });
		}
		pool.fill();
		return disk;
	}

	async function existing(place: Tenant): Promise<ContainerHandle | undefined> {
		if (place.box?.ended() === false) return place.box;
		delete place.box;
		const box = place.disk === undefined ? undefined : await starter.find(place.disk);
		if (box !== undefined) place.box = box;
		return box;
	}

	/** undefined where the seat was given to somebody else meanwhile. */
	async function opened(place: Tenant): Promise<Opened | undefined> {
		const disk = await withDisk(place);
		if (!seats.has(disk)) return undefined;
		place.lastUsed = Date.now();
		const box = await existing(place);
		const generation = await box?.generation();
		if (box !== undefined && generation !== undefined) {
			place.generation = generation;
			return { box, generation };
		}
		if (box !== undefined) {
			// Rejects where it is the engine that does not answer: then the agent may be well.
			await engine.find(box.id);
			// An agent that does not answer keeps nothing that is worth waiting for.
			await box.kill();
		}
		await disks.checkRoom(0);
		const started = await starter.start(disk);
		place.box = started.box;
		place.generation = started.generation;
		place.lastUsed = Date.now();
		log("info", "sandbox.opened", { thread: place.thread, generation: started.generation });
		return started;
	}

	async function seated(place: Tenant, waiting: Waiting): Promise<Opened> {
		for (;;) {
			const disk = await inGate(place, () => withDisk(place));
			await seats.take(disk, waiting);
			const result = await inGate(place, () => opened(place)).catch((error: unknown) => {
				// The container is gone or never was; where it is still there, the next try finds it and takes a seat again.
				if (place.box?.ended() !== false) seats.free(disk);
				throw error;
			});
			if (result !== undefined) return result;
		}
	}

	async function counted<T>(place: Tenant, step: () => Promise<T>): Promise<T> {
		place.users += 1;
		try {
			return await step();
		} finally {
			place.users -= 1;
			place.lastUsed = Date.now();
		}
	}

	function using<T>(place: Tenant, step: () => Promise<T>): Promise<T> {
		return counted(place, async () => {
			await inGate(place, () => withDisk(place));
			return await step();
		});
	}

	/** In the gate. The disk stays while steps use it: the last one's end, or the next sweep, puts it away. */
	async function putAway(place: Tenant): Promise<void> {
		if (place.box?.ended() === false) await place.box.kill();
		else if (place.disk !== undefined) await starter.remove(place.disk);
		delete place.box;
		if (place.disk === undefined) return;
		seats.free(place.disk);
		if (place.users > 0) return;
		await disks.unmount(place.disk);
		place.awake = false;
	}

	async function removeDisk(disk: string): Promise<void> {
		await disks.remove(disk).catch(async (error: unknown) => {
			log("debug", "sandbox.not_removed", { disk, error: String(error) });
			await starter.empty(disk);
			await disks.remove(disk);
		});
	}

	function evict(place: Tenant, box: ContainerHandle): Promise<boolean> {
		return inGate(place, async () => {
			if (place.box !== box || box.ended() || place.runs.size > 0) return false;
			await putAway(place);
			return true;
		});
	}

	const reaper = openReaper({ ...o, putAway });

	function lost(place: Tenant, why: string): void {
		const { box } = place;
		box?.lost(why);
		void inGate(place, async () => {
			// A message that came first has a new one by now.
			if (place.box === undefined || place.box === box) await putAway(place);
		}).catch((error: unknown) => log("warn", "sandbox.reap_failed", { thread: place.thread, error: String(error) }));
	}

	async function wake(id: string, place: Tenant | undefined): Promise<void> {
		log("warn", "sandbox.paused_outside", { thread: place?.thread });
		try {
			await engine.unpause(id);
			if ((await engine.find(id))?.state === "paused") throw new Error("it is still paused");
			// The engine's event and the regular look may both meet one pause.
			for (const { remarks } of place?.runs.values() ?? []) if (!remarks.includes(WOKEN)) remarks.push(WOKEN);
		} catch (error) {
			log("warn", "sandbox.not_woken", { error: String(error) });
			if (place !== undefined) lost(place, "was paused from outside and could not be woken");
		}
	}

	return {
		existing,
		evict,
		makeRoom: reaper.makeRoom,
		// Counted as use from the start: a seat that was just given is not taken away before its container is there.
		open: (place, waiting) => counted(place, () => seated(place, waiting)),
		using,
		close: (place) => inGate(place, () => putAway(place)),
		async forget(place) {
			await inGate(place, () => putAway(place));
			await place.line;
			await inGate(place, async () => {
				const disk = place.disk ?? (await diskOf(place.folders));
				if (disk !== undefined) await removeDisk(disk);
				delete place.disk;
				place.awake = false;
				await rm(place.folders.root, { recursive: true, force: true });
			});
		},
		sweep: reaper.sweep,
		async adopt() {
			await mkdir(o.stateDir, { recursive: true });
			const owners = await threadsByDisk(o.stateDir);
			const inUse = new Set<string>();
			for (const found of await engine.list(o.hostId)) {
				const thread = owners.get(found.disk);
				const box = found.state !== "ended" && (await starter.fits(found)) ? await starter.find(found.disk) : undefined;
				if (box !== undefined && thread !== undefined) {
					const place = places.of(thread);
					Object.assign(place, { disk: found.disk, box, awake: true });
					seats.hold(found.disk);
				}
				if (box !== undefined && (thread !== undefined || pool.adopt({ disk: found.disk, box }))) inUse.add(found.disk);
				else await (box === undefined ? engine.remove(found.id) : box.kill());
			}
			await disks.reconcile({ inUse, owned: new Set(owners.keys()) });
			for (const disk of inUse) await disks.mount(disk);
		},
		happened(event) {
			const place = places.withContainer(event.id);
			const spare = pool.withContainer(event.id);
			switch (event.kind) {
				case "oom":
					starved.set(event.id, Date.now());
					return;
				case "paused":
					if (place !== undefined || spare !== undefined) void wake(event.id, place);
					return;
				case "unpaused":
					return;
				case "died":
				case "destroyed": {
					const lately = Date.now() - (starved.get(event.id) ?? 0) < 2000;
					const why = lately && event.exitCode === 137 ? STARVED : "was ended from outside";
					starved.delete(event.id);
					if (place !== undefined) lost(place, why);
					spare?.box.lost(why);
				}
			}
		},
		async compare() {
			const there = new Map((await engine.list(o.hostId)).map((found) => [found.id, found]));
			for (const place of places.all()) {
				if (place.box === undefined || place.box.ended()) continue;
				const state = there.get(place.box.id)?.state ?? "ended";
				if (state === "ended") lost(place, "was ended while the Docker engine was away");
				if (state === "paused") await wake(place.box.id, place);
			}
		},
	};
}
