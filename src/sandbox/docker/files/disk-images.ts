// Disk images: made, mounted, unmounted, and found again after a crash.

import { execFile } from "node:child_process";
import { open, readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** The least that a file system with a journal needs. */
export const LEAST_IMAGE_BYTES = 32 * 1024 ** 2;
/** No file on it is a program: what people and code put there is data. */
const MOUNT_OPTIONS = "loop,nodev,nosuid,noexec,noatime,discard,noinit_itable";

async function call(program: string, ...args: string[]): Promise<string> {
	const { stdout } = await run(program, args, {
		timeout: 60_000,
		env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
	});
	return stdout;
}

/** An empty ext4 in a sparse file: it takes up what is written to it. `inodes` is the most files it can hold. */
export async function makeImage(path: string, { bytes, inodes }: { bytes: number; inodes: number }): Promise<void> {
	const file = await open(path, "wx", 0o600);
	try {
		await file.truncate(bytes);
	} finally {
		await file.close();
	}
	const journal = Math.min(16, Math.max(4, Math.floor(bytes / 1024 ** 2 / 16)));
	const lazy = "lazy_itable_init=1,lazy_journal_init=1,nodiscard,root_owner=0:0";
	await call("mkfs.ext4", "-q", "-F", "-m0", `-Jsize=${journal}`, "-E", lazy, "-N", String(inodes), path);
}

/** A journal that cannot be replayed is repaired first. */
export async function mountImage(path: string, target: string): Promise<void> {
	const mount = () => call("mount", "-t", "ext4", "-o", MOUNT_OPTIONS, path, target);
	await mount().catch(async (error: unknown) => {
		// 1: repaired.
		await call("e2fsck", "-p", path).catch((fault: { code?: unknown }) => {
			if (fault.code !== 1) throw error;
		});
		await mount();
	});
}

export async function unmount(target: string): Promise<void> {
	await call("umount", target);
}

export async function isMounted(target: string): Promise<boolean> {
	const [own, above] = await Promise.all([stat(target), stat(dirname(target))]);
	return own.dev !== above.dev;
}

/** Whether its file system takes no more writes, as ext4 decides for itself once the host had no room for them. */
export async function isReadOnly(target: string): Promise<boolean> {
	const text = await readFile("/proc/self/mountinfo", "utf8");
	const line = text.split("\n").findLast((one) => unescaped(one.split(" ")[4] ?? "") === target);
	return /^(.*,)?ro(,|$)/.test(line?.split(" ").at(-1) ?? "");
}

/** Mount points at or below a folder, the innermost first. */
export async function mountsBelow(folder: string): Promise<readonly string[]> {
	const text = await readFile("/proc/self/mountinfo", "utf8");
	return text
		.split("\n")
		.flatMap((line) => line.split(" ")[4] ?? [])
		.map(unescaped)
		.filter((path) => path.startsWith(`${folder}/`))
		.reverse();
}

/** A path as the kernel writes it in its lists. */
function unescaped(path: string): string {
	return path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

/** Loop devices with an image below a folder: `/dev/loop3`. */
export async function loopsBelow(folder: string): Promise<readonly string[]> {
	const names = (await readdir("/sys/block").catch(() => [])).filter((name) => name.startsWith("loop"));
	const found = names.map(async (name) => {
		const file = await readFile(`/sys/block/${name}/loop/backing_file`, "utf8").catch(() => "");
		return file.startsWith(`${folder}/`) ? [join("/dev", name)] : [];
	});
	return (await Promise.all(found)).flat();
}

export async function detachLoop(device: string): Promise<void> {
	await call("losetup", "-d", device);
}
