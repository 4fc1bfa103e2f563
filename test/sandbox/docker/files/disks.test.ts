import { execFile } from "node:child_process";
import { chmod, chown, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { isBotError } from "../../../../src/core/errors.ts";
import { isMounted, loopsBelow, mountsBelow } from "../../../../src/sandbox/docker/files/disk-images.ts";
import { diskOf, foldersOf, treeOf } from "../../../../src/sandbox/docker/files/folders.ts";
import { engineSocket, hasImages, isRoot } from "../../options.ts";
import { never, type Stand, stand } from "../../stand.ts";

const MB = 1024 ** 2;
const thread = "slack:T:C:disk";
const left = async ({ options }: Stand) => [
	...(await mountsBelow(join(options.stateDir, "disks"))),
	...(await loopsBelow(join(options.stateDir, "disks"))),
];
const fault = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

describe.skipIf(!hasImages)("a thread's files (skipped where no image can be mounted)", () => {
	it("meet an exact limit: a full disk is an error that code can handle, and room is back once files are removed", async () => {
		const it = await stand();
		const fill = await it.run(
			thread,
			"import errno, os\ntry:\n    with open('big', 'wb') as f:\n        while True: f.write(bytes(1 << 20))\nexcept OSError as e:\n    print(errno.errorcode[e.errno], os.path.getsize('big') >> 20)",
		);
		const [code, size] = fill.output.split(" ");
		expect(code).toBe("ENOSPC");
		expect(Number(size)).toBeGreaterThan(150);
		expect(Number(size)).toBeLessThan(256);
		const after = await it.run(thread, "os.remove('big')\nopen('small', 'wb').write(bytes(100 << 20))\nprint('room')");
		expect(after).toMatchObject({ outcome: "ok", output: "room\n", variablesKept: true });
	});

	it("are limited in number", async () => {
		const it = await stand();
		const many = await it.run(
			thread,
			"import errno, os\nos.mkdir('d')\ntry:\n    for n in range(10**6): open(f'd/{n}', 'w').close()\nexcept OSError as e:\n    print(errno.errorcode[e.errno], n)",
		);
		expect(many.output).toMatch(/^ENOSPC 40\d\d\n$/);
	});

	it("lie on a disk that knows no devices and no set-uid programs", async () => {
		const it = await stand();
		await it.run(thread, "1");
		const [mount] = await mountsBelow(join(it.options.stateDir, "disks"));
		const line = (await readFile("/proc/self/mountinfo", "utf8"))
			.split("\n")
			.find((text) => text.includes(`${mount} `));
		expect(line?.split(" ")[5]?.split(",")).toEqual(expect.arrayContaining(["nosuid", "nodev", "noatime"]));
		const inside = await it.run(thread, "print(open('/proc/mounts').read())");
		expect(inside.output).toMatch(/ \/workspace ext4 rw,nosuid,nodev/);
	});

	it("are refused before they are sent where they do not fit", async () => {
		const it = await stand();
		await it.run(thread, "open('most', 'wb').write(bytes(150 << 20))");
		let pulled = 0;
		async function* bytes() {
			pulled += 1;
			yield Buffer.alloc(1);
		}
		const file = { id: "F1", name: "large.csv", size: 120 * MB, source: "" };
		const error = await fault(it.sandbox.put(thread, file, bytes(), never));
		expect(isBotError(error, "disk_full") && error.sentence).toContain("large.csv");
		expect(pulled).toBe(0);
	});

	it("stay when the container goes: the disk is put away with it and comes back at the next use", async () => {
		const it = await stand();
		await it.put(thread, "data.csv", "a\n1\n", "F1");
		await it.run(thread, "open('made.txt', 'w').write('mine')");
		expect(await left(it)).toHaveLength(2);
		await it.sandbox.close(thread);
		expect(await left(it)).toEqual([]);
		const file = { id: "F1", name: "data.csv", size: 4, source: "" };
		expect(await it.sandbox.has(thread, file)).toBe("data.csv");
		expect((await it.run(thread, "print(open('data.csv').read(), open('made.txt').read())")).output).toBe(
			"a\n1\n mine\n",
		);
		await it.sandbox.removeAll();
		expect(await left(it)).toEqual([]);
		const next = await it.again();
		expect(await next.sandbox.has(thread, file)).toBe("data.csv");
		expect((await next.run(thread, "print(open('made.txt').read())")).output).toBe("mine\n");
	});

	it("are found again after a kill; what nobody uses is let go of, and disks of nobody are removed", async () => {
		const it = await stand();
		const idle = "slack:T:C:idle";
		await it.put(idle, "kept.csv", "b\n", "F2");
		await it.run(thread, "x = 7");
		await it.sandbox.detach();
		expect(await left(it)).toHaveLength(4);
		const strayTree = treeOf(join(it.options.stateDir, "disks", "0123456789abcdef")).workspace;
		await mkdir(strayTree, { recursive: true });
		const next = await it.again();
		expect(await left(it)).toHaveLength(2);
		await expect(stat(strayTree)).rejects.toThrow("ENOENT");
		expect((await next.run(thread, "print(x)")).output).toBe("7\n");
		expect(await next.sandbox.has(idle, { id: "F2", name: "kept.csv", size: 2, source: "" })).toBe("kept.csv");
		expect((await next.run(idle, "print(open('kept.csv').read())")).output).toBe("b\n\n");
	});

	it("never go beside the disk while it is put away", async () => {
		const it = await stand();
		await it.run(thread, "1");
		await it.sandbox.close(thread);
		const { workspace } = foldersOf(it.options.stateDir, thread);
		await expect(writeFile(join(workspace, "astray.txt"), "")).rejects.toThrow("ENOENT");
	});

	it("are forgotten with all that came of them, and the thread can begin anew", async () => {
		const it = await stand();
		await it.put(thread, "data.csv", "a\n", "F1");
		const cell = await it.run(thread, "open('out.txt', 'w').write('secret')\nx = 1", "r1");
		expect(cell.artifacts).toHaveLength(1);
		const { root } = foldersOf(it.options.stateDir, thread);
		const disk = await diskOf(foldersOf(it.options.stateDir, thread));
		const going = it.run(thread, "import time\ntime.sleep(60)");
		await expect.poll(() => it.sandbox.look(thread), { timeout: 20_000 }).toMatchObject({ kind: "open", busy: true });
		await it.sandbox.forget(thread);
		expect((await going).outcome).toBe("lost");
		expect(await it.containers()).toEqual([]);
		expect(await left(it)).toEqual([]);
		await expect(stat(root)).rejects.toThrow("ENOENT");
		expect(await readdir(join(it.options.stateDir, "disks"))).not.toContain(disk);
		expect(await it.sandbox.has(thread, { id: "F1", name: "data.csv", size: 2, source: "" })).toBeUndefined();
		expect(await it.sandbox.result(thread, "r1")).toBeUndefined();
		expect((await it.run(thread, "import os\nprint(os.listdir('.'), 'x' in globals())")).output).toBe("[] False\n");
	});
});

describe("where the host allows no disk images", () => {
	it("the limit is watched: a run that goes over it is stopped and says so, and an upload that does not fit is refused", async () => {
		const it = await stand({ diskKind: "folder", diskBytes: 64 * MB });
		expect(it.log.find(({ event }) => event === "sandbox.disks")?.fields).toMatchObject({
			kind: "folder",
			limitMb: 64,
		});
		const cell = await it.run(
			thread,
			"import time\nwith open('big', 'wb') as f:\n    for n in range(100):\n        f.write(bytes(1 << 20))\n        f.flush()\ntime.sleep(20)",
		);
		expect(cell).toMatchObject({ outcome: "failed", error: { name: "DiskFull" } });
		expect(cell.error?.message).toMatch(
			/^The files of this thread took \d+ MB and may take 64 MB, so the run was stopped/,
		);
		expect(await left(it)).toEqual([]);
		const { tree } = treeOf(foldersOf(it.options.stateDir, thread).disk);
		expect(await isMounted(tree)).toBe(false);
		const error = await fault(it.put(thread, "more.csv", "a\n"));
		expect(isBotError(error, "disk_full") && error.sentence).toContain("This thread's storage is full");
		expect((await it.run(thread, "import os\nos.remove('big')\nprint('on')")).output).toBe("on\n");
		expect(await it.put(thread, "more.csv", "a\n")).toBe("more.csv");
		expect(await readFile(join(foldersOf(it.options.stateDir, thread).workspace, "more.csv"), "utf8")).toBe("a\n");
	});
});

it.skipIf(!hasImages)("the kind of disk in use is said at start", async () => {
	const it = await stand();
	expect(it.log.find(({ event }) => event === "sandbox.disks")?.fields).toMatchObject({ kind: "image", limitMb: 256 });
	expect(it.log.find(({ event }) => event === "sandbox.ready")?.fields).toMatchObject({ disks: "image", spares: 0 });
});

it.skipIf(!isRoot)(
	"a bot that is not root works on plain folders, and can forget what code made in folders of its own",
	async () => {
		const { options } = await stand();
		const stateDir = join(options.stateDir, "user");
		await mkdir(stateDir);
		await chown(stateDir, 12_345, 12_345);
		await chmod(options.stateDir, 0o711);
		const { gid } = await stat(engineSocket);
		const program = join(import.meta.dirname, "unprivileged.ts");
		const args = [program, stateDir, "12345", String(gid)];
		const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: "/" });
		expect(JSON.parse(stdout)).toEqual({
			kinds: ["folder"],
			name: "data.csv",
			outcome: "ok",
			output: "['a', '1']\n1\n",
			artifacts: ["out.txt"],
			left: false,
			user: 12_345,
		});
		expect(await readdir(join(stateDir, "disks"))).toEqual([]);
	},
);
