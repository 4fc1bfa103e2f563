// What no limit of the kernel holds back: a Thread's plain folder that grows too large, and the host's disk running full.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { FileRef } from "../core/domain.ts";
import { BotError, isBotError } from "../core/errors.ts";
import type { Disks } from "./disks.ts";
import { safeName } from "./workspace.ts";

const run = promisify(execFile);
const EVERY_MS = 1000;

/** Looks while code runs on a disk, and calls `over` once with the reason, a sentence. The result ends it. */
export function watchDisk(o: {
	disks: Disks;
	disk: string;
	tree: string;
	limitBytes: number;
	over: (sentence: string) => void;
}): () => void {
	let looking = false;
	async function look(): Promise<void> {
		const sentence = await o.disks.checkRoom(0).then(
			() => undefined,
			(error: unknown) =>
				isBotError(error) ? "The disk of this machine is nearly full, so the run was stopped." : undefined,
		);
		const over = sentence ?? ((await o.disks.isWatched(o.disk)) ? await overLimit(o.tree, o.limitBytes) : undefined);
		if (over === undefined) return;
		end();
		o.over(over);
	}
	const timer = setInterval(() => {
		if (looking) return;
		looking = true;
		look()
			.catch(() => {})
			.finally(() => {
				looking = false;
			});
	}, EVERY_MS).unref();
	const end = () => clearInterval(timer);
	return end;
}

async function overLimit(tree: string, limitBytes: number): Promise<string | undefined> {
	const used = await usedBytes(tree);
	if (used <= limitBytes) return undefined;
	const mb = (bytes: number) => `${Math.round(bytes / 1024 ** 2)} MB`;
	return `The files of this thread took ${mb(used)} and may take ${mb(limitBytes)}, so the run was stopped; remove some files.`;
}

/** BotError `disk_full` where a plain folder has no room for an Upload. */
export async function checkFolderRoom(tree: string, file: FileRef, limitBytes: number): Promise<void> {
	if ((await usedBytes(tree)) + file.size <= limitBytes) return;
	throw new BotError(
		"disk_full",
		`There is no room among this thread's files for ${safeName(file.name)}; remove some and send it again.`,
	);
}

/** Bytes on the disk, a file with two names counted once. */
export async function usedBytes(tree: string): Promise<number> {
	// What code made unreadable, or removes meanwhile, is an error of `du` that does not matter.
	const { stdout } = await run("du", ["-sx", "--block-size=1", "--", tree], { timeout: 20_000 }).catch(
		(error: { stdout?: string }) => ({ stdout: error.stdout ?? "" }),
	);
	return Number.parseInt(stdout, 10) || 0;
}
