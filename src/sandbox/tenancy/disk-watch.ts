// What no limit of the kernel holds back, watched as long as a container lives: the host's disk, and a Thread's plain folder.

import type { Log } from "../../core/ports.ts";
import type { ContainerHandle } from "../channel/container.ts";
import type { Disks, Excess } from "../files/disks.ts";
import type { Tenant, Tenants } from "./tenants.ts";

/** Asking how much the host has left costs next to nothing; measuring a folder does not. */
const LOOK_MS = 250;
const MEASURE_MS = { busy: 1000, quiet: 5000 } as const;

export interface Watchdog {
	/** While a Run goes on: calls `over` once with the reason, a sentence, if it takes too much. The result ends it. */
	during(place: Tenant, over: (sentence: string) => void): () => void;
	/** What the Thread's disk takes up now is known and rightly there. */
	settle(place: Tenant): void;
	close(): void;
}

interface Watch {
	readonly box: ContainerHandle | undefined;
	/** Bytes of the disk when this watch began. */
	readonly before: Promise<number>;
	/** Where a Run goes on; called once. */
	over?: (sentence: string) => void;
	looking: boolean;
	/** Milliseconds since 1970. */
	looked: number;
}

export function openWatchdog(o: {
	places: Tenants;
	disks: Disks;
	/** Ends the container of code that was left running; false where it is another one by now, or a Run goes on in it. */
	evict: (place: Tenant, box: ContainerHandle) => Promise<boolean>;
	/** Told to the Thread's people. */
	tell: (thread: string, sentence: string) => void;
	log: Log;
}): Watchdog {
	const { disks, log } = o;
	const watches = new WeakMap<Tenant, Watch>();

	function begin(place: Tenant, over?: (sentence: string) => void): void {
		const before = disks.used(place.disk ?? "");
		before.catch(() => {});
		const watch: Watch = { box: place.box, before, looking: false, looked: Date.now() };
		if (over !== undefined) watch.over = over;
		watches.set(place, watch);
	}

	async function look(place: Tenant, watch: Watch, isHostFull: boolean): Promise<void> {
		const excess = await disks.excess(place.disk ?? "", { before: await watch.before, isHostFull });
		if (excess === undefined || watches.get(place) !== watch) return;
		if (watch.over !== undefined) {
			watch.over(stopped(excess));
			watch.over = () => {};
			return;
		}
		// A Run that waits for its turn is watched once it begins, and files that only lie there do no harm.
		if (!excess.grew || watch.box === undefined || !(await o.evict(place, watch.box))) return;
		log("warn", "sandbox.leftovers_ended", { thread: place.thread, why: excess.kind });
		o.tell(place.thread, ended(excess));
	}

	function lookAt(place: Tenant, isHostFull: boolean): void {
		const watch = watches.get(place);
		const isOpen = place.box?.ended() === false;
		if (watch?.over === undefined && !isOpen) return;
		if (watch === undefined || (watch.over === undefined && watch.box !== place.box)) {
			begin(place);
			return;
		}
		const isBusy = isHostFull || watch.over !== undefined;
		const everyMs = isHostFull && disks.kind === "image" ? 0 : MEASURE_MS[isBusy ? "busy" : "quiet"];
		if (watch.looking || Date.now() - watch.looked < everyMs) return;
		watch.looking = true;
		look(place, watch, isHostFull)
			.catch((error: unknown) => log("warn", "sandbox.disk_unwatched", { disk: place.disk, error: String(error) }))
			.finally(() => {
				watch.looking = false;
				watch.looked = Date.now();
			});
	}

	const timer = setInterval(() => {
		disks.isHostFull().then(
			(isHostFull) => {
				for (const place of o.places.all()) lookAt(place, isHostFull);
			},
			(error: unknown) => log("warn", "sandbox.disk_unwatched", { error: String(error) }),
		);
	}, LOOK_MS).unref();

	return {
		during(place, over) {
			begin(place, over);
			return () => begin(place);
		},
		settle(place) {
			if (watches.get(place)?.over === undefined) begin(place);
		},
		close: () => clearInterval(timer),
	};
}

const mb = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MB`;

function stopped(excess: Excess): string {
	switch (excess.kind) {
		case "host":
			return "The disk of this machine is nearly full, so the run, which added to it, was stopped.";
		case "limit":
			return `The files of this thread took ${mb(excess.used)} and may take ${mb(excess.limit)}, so the run was stopped; remove some files.`;
	}
}

function ended(excess: Excess): string {
	switch (excess.kind) {
		case "host":
			return "Something that earlier code had left running filled the disk of this machine, so the sandbox was ended: variables are gone, files are kept.";
		case "limit":
			return `Something that earlier code had left running added files until this thread took ${mb(excess.used)} of ${mb(excess.limit)}, so the sandbox was ended: variables are gone, files are kept.`;
	}
}
