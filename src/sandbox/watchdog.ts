// What no limit of the kernel holds back while code runs: a Thread's plain folder, and the host's disk.

import type { Log } from "../core/ports.ts";
import type { Disks, Excess } from "./disks.ts";

const EVERY_MS = 1000;

/** Looks while code runs on a disk, and calls `over` once with the reason, a sentence. The result ends it. */
export function watchDisk(o: { disks: Disks; disk: string; over: (sentence: string) => void; log: Log }): () => void {
	const before = o.disks.used(o.disk);
	let looking = false;

	async function look(): Promise<void> {
		const excess = await o.disks.excess(o.disk, await before);
		if (excess === undefined) return;
		clearInterval(timer);
		o.over(sentenceOf(excess));
	}

	const timer = setInterval(() => {
		if (looking) return;
		looking = true;
		look()
			.catch((error: unknown) => o.log("warn", "sandbox.disk_unwatched", { disk: o.disk, error: String(error) }))
			.finally(() => {
				looking = false;
			});
	}, EVERY_MS).unref();
	before.catch(() => {});
	return () => clearInterval(timer);
}

function sentenceOf(excess: Excess): string {
	const mb = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MB`;
	switch (excess.kind) {
		case "host":
			return "The disk of this machine is nearly full, so the run, which added to it, was stopped.";
		case "limit":
			return `The files of this thread took ${mb(excess.used)} and may take ${mb(excess.limit)}, so the run was stopped; remove some files.`;
	}
}
