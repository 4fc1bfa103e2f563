// Disk watchdog: stops code that fills the host's disk or its Thread's plain folder, which no kernel limit prevents.

import type { Log } from "../../../core/ports.ts";
import type { ContainerHandle } from "../../channel/container.ts";
import type { Disks, Excess } from "../files/disks.ts";
import type { HostTenant, Tenants } from "./tenants.ts";

/** Asking how much the host has left costs next to nothing; measuring a folder does not. */
const LOOK_MS = 250;
const MEASURE_MS = { busy: 1000, quiet: 5000 } as const;

export interface Watchdog {
	/** During a Run: calls `over` once with the reason, a sentence, if it uses too much. The result ends the watch. */
	during(tenant: HostTenant, over: (sentence: string) => void): () => void;
	/** What the Thread's disk uses now is known and allowed. */
	settle(tenant: HostTenant): void;
	close(): void;
}

interface Watch {
	readonly container: ContainerHandle | undefined;
	/** Bytes of the disk when this watch began. */
	readonly before: Promise<number>;
	/** During a Run; called once. */
	over?: (sentence: string) => void;
	looking: boolean;
	/** Milliseconds since 1970. */
	looked: number;
}

export function openWatchdog(o: {
	tenants: Tenants;
	disks: Disks;
	/** Ends the container of code that was left running; false if the Thread has another container by now, or an active Run. */
	evict: (tenant: HostTenant, container: ContainerHandle) => Promise<boolean>;
	/** Tells the Thread's people. */
	tell: (thread: string, sentence: string) => void;
	log: Log;
}): Watchdog {
	const { disks, log } = o;
	const watches = new WeakMap<HostTenant, Watch>();

	function begin(tenant: HostTenant, over?: (sentence: string) => void): void {
		const before = disks.used(tenant.disk ?? "");
		before.catch(() => {});
		const watch: Watch = { container: tenant.container, before, looking: false, looked: Date.now() };
		if (over !== undefined) watch.over = over;
		watches.set(tenant, watch);
	}

	async function look(tenant: HostTenant, watch: Watch, isHostFull: boolean): Promise<void> {
		const excess = await disks.excess(tenant.disk ?? "", { before: await watch.before, isHostFull });
		if (excess === undefined || watches.get(tenant) !== watch) return;
		if (watch.over !== undefined) {
			watch.over(stopped(excess));
			watch.over = () => {};
			return;
		}
		// A Run that waits for its turn is watched once it begins, and files that no longer grow do no harm.
		if (!excess.grew || watch.container === undefined || !(await o.evict(tenant, watch.container))) return;
		log("warn", "sandbox.leftovers_ended", { thread: tenant.thread, why: excess.kind });
		o.tell(tenant.thread, ended(excess));
	}

	function lookAt(tenant: HostTenant, isHostFull: boolean): void {
		const watch = watches.get(tenant);
		const isOpen = tenant.container?.ended() === false;
		if (watch?.over === undefined && !isOpen) return;
		if (watch === undefined || (watch.over === undefined && watch.container !== tenant.container)) {
			begin(tenant);
			return;
		}
		const isBusy = isHostFull || watch.over !== undefined;
		const everyMs = isHostFull && disks.kind === "image" ? 0 : MEASURE_MS[isBusy ? "busy" : "quiet"];
		if (watch.looking || Date.now() - watch.looked < everyMs) return;
		watch.looking = true;
		look(tenant, watch, isHostFull)
			.catch((error: unknown) => log("warn", "sandbox.disk_unwatched", { disk: tenant.disk, error: String(error) }))
			.finally(() => {
				watch.looking = false;
				watch.looked = Date.now();
			});
	}

	const timer = setInterval(() => {
		disks.isHostFull().then(
			(isHostFull) => {
				for (const tenant of o.tenants.all()) lookAt(tenant, isHostFull);
			},
			(error: unknown) => log("warn", "sandbox.disk_unwatched", { error: String(error) }),
		);
	}, LOOK_MS).unref();

	return {
		during(tenant, over) {
			begin(tenant, over);
			return () => begin(tenant);
		},
		settle(tenant) {
			if (watches.get(tenant)?.over === undefined) begin(tenant);
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
			return "Something that earlier code had left running filled this machine's disk, so the sandbox was shut down: variables are gone, files are kept.";
		case "limit":
			return `Something that earlier code had left running added files until this thread used ${mb(excess.used)} of its ${mb(excess.limit)}, so the sandbox was shut down: variables are gone, files are kept.`;
	}
}
