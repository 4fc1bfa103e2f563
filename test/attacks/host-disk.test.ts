// Code fills the disk of the host, and with it stops the bot for everybody: what it left running is watched, too.

import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { makeImage, mountImage, unmount } from "../../src/sandbox/docker/files/disk-images.ts";
import { foldersOf } from "../../src/sandbox/docker/files/folders.ts";
import type { SandboxOptions } from "../../src/sandbox/docker.ts";
import { hasImages } from "../sandbox/options.ts";
import { never, type Stand, stand } from "../sandbox/stand.ts";

const it = test.skipIf(!hasImages);
const MB = 1024 ** 2;
const thread = "slack:T:C:filler";
const other = "slack:T:C:other";
const ENDED =
	"Something that earlier code had left running filled this machine's disk, so the sandbox was shut down: variables are gone, files are kept.";

/** A file system of its own that stands for the host's disk. */
const base = mkdtempSync(join(tmpdir(), "threadloop-small-"));
const disk = join(base, "disk");
const host = join(base, "host");
const others = join(host, "others");
beforeAll(async () => {
	if (!hasImages) return;
	mkdirSync(host);
	await makeImage(disk, { bytes: 1000 * MB, inodes: 20_000 });
	await mountImage(disk, host);
});
afterAll(async () => {
	if (hasImages) await unmount(host);
	rmSync(base, { recursive: true, force: true });
});

afterEach(() => rmSync(others, { force: true }));

let count = 0;
async function onSmallHost(over: Partial<SandboxOptions>) {
	const told: (readonly [string, string])[] = [];
	count += 1;
	const at = await stand({
		stateDir: join(host, `state-${count}`),
		memoryBytes: 256 * MB,
		tell: (...line) => void told.push(line),
		...over,
	});
	return { at, told };
}

const freeMb = () => Math.floor((statfsSync(host).bavail * statfsSync(host).bsize) / MB);
/** Takes the host's disk until so many MB are left; the result gives it back. */
function fill(leftMb: number): () => void {
	const add = (bytes: number) => appendFileSync(others, Buffer.alloc(bytes));
	while (freeMb() > leftMb) add(MB);
	// To the last byte.
	for (const bytes of leftMb === 0 ? [4096, 1] : [])
		try {
			for (;;) add(bytes);
		} catch {}
	return () => rmSync(others);
}

/** Code that ends at once and leaves a process behind, which writes so many MB after a while. */
const leaving = (mb: number) => `import subprocess, sys
write = """import os, time
time.sleep(1.5)
with open('left', 'wb') as f:
    for n in range(${mb}):
        f.write(os.urandom(1 << 20)); f.flush(); os.fsync(f.fileno())
"""
subprocess.Popen([sys.executable, '-c', write], start_new_session=True)
print('done')`;

const isOpen = async (at: Stand, one: string) => (await at.sandbox.look(one)).kind === "open";

it("a program left running cannot fill the host's disk between two runs, and its thread is told (D11)", async () => {
	const { at, told } = await onSmallHost({ diskBytes: 900 * MB });
	const room = fill(600);
	await at.run(other, "x = 7");
	expect((await at.run(thread, leaving(800))).output).toBe("done\n");
	await expect.poll(() => told, { timeout: 30_000 }).toEqual([[thread, ENDED]]);
	expect(await at.containersOf(thread)).toEqual([]);
	// Stopped long before the disk was full.
	expect(freeMb()).toBeGreaterThan(100);
	// Who added nothing keeps the container.
	expect((await at.run(other, "print(x)")).output).toBe("7\n");
	room();
	const after = await at.run(thread, "import os\nprint(os.path.getsize('left') > 1e7, 'subprocess' in globals())");
	expect(after.output).toBe("True False\n");
	expect(told).toHaveLength(1);
});

it("programs left running in several threads at once cannot fill it either (D11)", async () => {
	const { at, told } = await onSmallHost({ diskBytes: 900 * MB });
	const threads = ["a", "b", "c"].map((name) => `slack:T:C:${name}`);
	for (const one of threads) await at.sandbox.open(one, never);
	fill(600);
	await Promise.all(threads.map((one) => at.run(one, leaving(900))));
	await expect.poll(() => told.map(([one]) => one).sort(), { timeout: 30_000 }).toEqual(threads);
	expect(freeMb()).toBeGreaterThan(50);
	expect(await at.containers()).toEqual([]);
});

it("a program left running cannot take a plain folder over its limit, and files that only lie there end nothing (D11)", async () => {
	const { at, told } = await onSmallHost({ diskKind: "folder", diskBytes: 64 * MB });
	await at.run(thread, leaving(160));
	await expect.poll(() => told, { timeout: 30_000 }).toHaveLength(1);
	expect(told[0]?.[1]).toMatch(
		/^Something that earlier code had left running added files until this thread used \d+ MB of its 64 MB, so the sandbox was shut down: variables are gone, files are kept\.$/,
	);
	expect(await at.containersOf(thread)).toEqual([]);
	await at.sandbox.open(thread, never);
	await new Promise((resolve) => setTimeout(resolve, 6000));
	expect(await isOpen(at, thread)).toBe(true);
	expect((await at.run(thread, "import os\nos.remove('left')\nprint('room')")).output).toBe("room\n");
	expect(told).toHaveLength(1);
});

it("a file that a person sends while the host's disk is nearly full ends no sandbox", async () => {
	const { at, told } = await onSmallHost({ diskKind: "folder", diskBytes: 256 * MB });
	await at.run(thread, "x = 1");
	await at.put(thread, "big.csv", "a".repeat(30 * MB));
	const room = fill(400);
	await new Promise((resolve) => setTimeout(resolve, 3000));
	room();
	expect((await at.run(thread, "print(x)")).output).toBe("1\n");
	expect(told).toEqual([]);
});

it("no run begins where the host's disk is full, and the same run goes on once there is room (D11)", async () => {
	const { at } = await onSmallHost({ diskKind: "folder" });
	await at.run(thread, "x = 1");
	const room = fill(20);
	const code = "with open('ran.txt', 'a') as f: f.write('x')\nprint('ran')";
	await expect(at.run(thread, code, "r1")).rejects.toThrow(
		"disk_full: This machine's disk is full, so the code was not run; free some space and try again.",
	);
	await expect(at.sandbox.open(other, never)).rejects.toThrow("disk_full: This machine's disk is nearly full");
	expect(existsSync(join(foldersOf(at.options.stateDir, thread).workspace, "ran.txt"))).toBe(false);
	room();
	expect(await at.run(thread, code, "r1")).toMatchObject({ outcome: "ok", output: "ran\n" });
});

it("a run that ends when not a byte is left is told with its output, and never runs again (D11)", async () => {
	const { at } = await onSmallHost({ diskKind: "folder" });
	const { generation } = await at.sandbox.open(thread, never);
	const source = "with open('ran.txt', 'a') as f: f.write('x')\nprint('on')\nimport time\ntime.sleep(4)\nprint('end')";
	const begun = Promise.withResolvers<void>();
	const request = {
		thread,
		id: "r1",
		generation,
		language: "python" as const,
		source,
		sha256: createHash("sha256").update(source).digest("hex"),
		onOutput: () => begun.resolve(),
		signal: never,
	};
	const going = at.sandbox.run(request);
	await begun.promise;
	const room = fill(0);
	const run = await going;
	expect(run).toMatchObject({ outcome: "ok", output: "on\nend\n", changed: ["ran.txt"], artifacts: [] });
	expect(run.notes).toEqual([
		"ran.txt was not attached, because the bot's disk is nearly full; it is still in /workspace.",
	]);
	await expect(at.sandbox.open(other, never)).rejects.toThrow(/^disk_full: This machine's disk is/);
	await expect(at.put(thread, "a.csv", "a\n")).rejects.toThrow("disk_full");
	room();
	expect(await at.sandbox.run(request)).toMatchObject({ outcome: "ok", output: "on\nend\n" });
	expect(await readFile(join(foldersOf(at.options.stateDir, thread).workspace, "ran.txt"), "utf8")).toBe("x");
});
