// Disks, one per Thread: an image with an exact limit if the host allows it, otherwise a plain folder that is watched.

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readdir, realpath, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { BotError } from "../../../core/errors.ts";
import type { Log } from "../../../core/ports.ts";
import {
	detachLoop,
	isMounted,
	isReadOnly,
	LEAST_IMAGE_BYTES,
	loopsBelow,
	makeImage,
	mountImage,
	mountsBelow,
	unmount,
} from "./disk-images.ts";
import { treeOf } from "./folders.ts";
import { removeTree } from "./removal.ts";

/** Always left free on the host. */
const HOST_FLOOR_BYTES = 512 * 1024 ** 2;
/** With less than this left no code runs: below the floor, so that code can still remove what fills the disk. */
const RUN_FLOOR_BYTES = 128 * 1024 ** 2;
/** Code that adds less than this does not fill a disk. */
const GROWTH_BYTES = 8 * 1024 ** 2;
const run = promisify(execFile);

export interface Disks {
	/** `image`: at the limit, code finds its disk full; `folder`: the limit is watched. */
	readonly kind: "image" | "folder";
	/** A new, empty disk, ready for use. Resolves with its id. */
	create(): Promise<string>;
	/** Makes a disk ready for use; one that is ready stays so. */
	mount(id: string): Promise<void>;
	/** Whether a mounted disk takes no more writes; mounted anew it does. */
	isStuck(id: string): Promise<boolean>;
	/** Puts a disk away; its files stay. Rejects while it is in use. */
	unmount(id: string): Promise<void>;
	/** With all that is on it. */
	remove(id: string): Promise<void>;
	/** BotError `disk_full` if the host, or a disk that is a plain folder, has no room for this many more bytes. */
	checkRoom(bytes: number, id?: string): Promise<void>;
	/** BotError `disk_full` if the host has no room for what a Run leaves. */
	checkRun(): Promise<void>;
	/** Whether less than the floor is left on the host. */
	isHostFull(): Promise<boolean>;
	/** How a disk exceeds a limit that the kernel does not enforce; `before` is what `used` gave at the first look. */
	excess(id: string, now: { readonly before: number; readonly isHostFull: boolean }): Promise<Excess | undefined>;
	/** Bytes that a disk takes up on the host. */
	used(id: string): Promise<number>;
	/** After a crash: puts away what is not in use, and removes disks that belong to nobody. */
	reconcile(keep: { readonly inUse: ReadonlySet<string>; readonly owned: ReadonlySet<string> }): Promise<void>;
}

/** `host`: the host's disk is nearly full, and this disk has grown. `grew`: since it was looked at first. */
export type Excess =
	| { readonly kind: "host"; readonly grew: true }
	| { readonly kind: "limit"; readonly used: number; readonly limit: number; readonly grew: boolean };

export interface DiskOptions {
	readonly stateDir: string;
	/** The limit of one disk. */
	readonly bytes: number;
	/** `folder` forces plain folders. */
	readonly kind?: "image" | "folder" | undefined;
	readonly log: Log;
}

export async function openDisks(o: DiskOptions): Promise<Disks> {
	const root = join(o.stateDir, "disks");
	await mkdir(root, { recursive: true, mode: 0o700 });
	// In the workspaces below everybody may write: other users of the host are kept out here.
	await chmod(root, 0o700);
	const at = (id: string) => join(root, id);
	const imageOf = (id: string) => join(at(id), "image");
	const isImage = async (id: string) => (await readdir(at(id))).includes("image");

	async function make(id: string, kind: Disks["kind"]): Promise<void> {
		const { tree } = treeOf(at(id));
		await mkdir(tree, { recursive: true, mode: 0o700 });
		if (kind === "image") {
			await makeImage(imageOf(id), { bytes: o.bytes, inodes: inodesFor(o.bytes) });
			await mountImage(imageOf(id), tree);
		}
		await layOut(at(id));
	}

	async function probe(): Promise<Disks["kind"]> {
		if (o.kind === "folder" || o.bytes < LEAST_IMAGE_BYTES) return "folder";
		const id = `probe-${newId()}`;
		try {
			await make(id, "image");
			return "image";
		} catch (error) {
			o.log("info", "sandbox.no_images", { error: String(error) });
			return "folder";
		} finally {
			await remove(id).catch(() => {});
		}
	}

	async function putAway(id: string): Promise<void> {
		const { tree } = treeOf(at(id));
		// The kernel lets go of a container's mounts a little after the container is gone.
		for (let tries = 0; await isMounted(tree).catch(() => false); tries += 1) {
			await unmount(tree).catch(async (error: unknown) => {
				if (tries >= 20) throw error;
				await sleep(50);
			});
		}
	}

	async function remove(id: string): Promise<void> {
		await putAway(id);
		await removeTree(at(id));
	}

	async function used(id: string): Promise<number> {
		if (await isImage(id)) return (await stat(imageOf(id))).blocks * 512;
		// What code made unreadable, or removes meanwhile, is an error of `du` that does not matter.
		const { stdout } = await run("du", ["-sx", "--block-size=1", "--", treeOf(at(id)).tree], { timeout: 20_000 }).catch(
			(error: { stdout?: string }) => ({ stdout: error.stdout ?? "" }),
		);
		return Number.parseInt(stdout, 10) || 0;
	}

	/** Bytes left on the host above the floor. */
	async function hostRoom(): Promise<number> {
		const host = await statfs(root);
		return host.bavail * host.bsize - HOST_FLOOR_BYTES;
	}

	const kind = await probe();
	o.log("info", "sandbox.disks", {
		kind,
		limitMb: Math.round(o.bytes / 1024 ** 2),
		means:
			kind === "image"
				? "exact limit: code gets an error when its disk is full"
				: "watched limit: code that exceeds it is stopped",
	});

	return {
		kind,
		async create() {
			const id = newId();
			await make(id, kind).catch(async (error: unknown) => {
				await remove(id).catch(() => {});
				throw error;
			});
			return id;
		},
		async mount(id) {
			const { tree } = treeOf(at(id));
			if (!(await isImage(id)) || (await isMounted(tree))) return;
			await mountImage(imageOf(id), tree);
			await layOut(at(id));
		},
		isStuck: async (id) => (await isImage(id)) && (await isReadOnly(treeOf(at(id)).tree)),
		unmount: putAway,
		remove,
		used,
		async checkRoom(bytes, id) {
			if ((await hostRoom()) < bytes) {
				throw new BotError(
					"disk_full",
					"This machine's disk is nearly full, so I cannot store files or run code; free some space and try again.",
				);
			}
			if (id === undefined || (await isImage(id)) || (await used(id)) + bytes <= o.bytes) return;
			throw new BotError("disk_full", "This thread's storage is full; remove some files and send it again.");
		},
		async checkRun() {
			if ((await hostRoom()) + HOST_FLOOR_BYTES >= RUN_FLOOR_BYTES) return;
			throw new BotError(
				"disk_full",
				"This machine's disk is full, so the code was not run; free some space and try again.",
			);
		},
		isHostFull: async () => (await hostRoom()) < 0,
		async excess(id, { before, isHostFull }) {
			const isExact = await isImage(id);
			if (isExact && !isHostFull) return undefined;
			const bytes = await used(id);
			const grew = bytes > before + GROWTH_BYTES;
			if (isHostFull && grew) return { kind: "host", grew };
			return isExact || bytes <= o.bytes ? undefined : { kind: "limit", used: bytes, limit: o.bytes, grew };
		},
		async reconcile({ inUse, owned }) {
			for (const id of await readdir(root)) {
				const kept = inUse.has(id) || owned.has(id);
				await (inUse.has(id) ? Promise.resolve() : kept ? putAway(id) : remove(id)).catch((error: unknown) =>
					o.log("warn", "sandbox.disk_kept", { disk: id, error: String(error) }),
				);
			}
			await detachIdle(root);
		},
	};
}

/** Lets go of every mount and loop device of a state folder that no bot uses any more. */
export async function releaseDisks(stateDir: string): Promise<void> {
	const root = join(await realpath(stateDir), "disks");
	for (const mount of await mountsBelow(root)) await unmount(mount);
	await detachIdle(root);
}

async function detachIdle(root: string): Promise<void> {
	const mounts = await mountsBelow(root);
	// Where nothing is mounted, no loop device is in use; elsewhere the kernel lets go of it with its mount.
	if (mounts.length === 0) for (const device of await loopsBelow(root)) await detachLoop(device).catch(() => {});
}

async function layOut(disk: string): Promise<void> {
	const { workspace, uploads } = treeOf(disk);
	await mkdir(uploads, { recursive: true, mode: 0o700 });
	await mkdir(workspace, { recursive: true });
	// Everybody may add files, but only the owner of a file may remove it: code in the container owns none of the Uploads.
	await chmod(workspace, 0o1777);
}

function newId(): string {
	return randomBytes(8).toString("hex");
}

/** A file for every 64 KB: a million empty files do not fit. */
function inodesFor(bytes: number): number {
	return Math.min(200_000, Math.max(4096, Math.floor(bytes / 65_536)));
}
