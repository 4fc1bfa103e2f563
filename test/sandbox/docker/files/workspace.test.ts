import { execFileSync } from "node:child_process";
import {
	appendFile,
	link,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	stat,
	symlink,
	truncate,
	unlink,
	utimes,
	writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FileRef } from "../../../../src/core/domain.ts";
import { isBotError } from "../../../../src/core/errors.ts";
import { collect, prune } from "../../../../src/sandbox/docker/files/artifacts.ts";
import { contentOf, openInside } from "../../../../src/sandbox/docker/files/descriptors.ts";
import { type Folders, foldersOf } from "../../../../src/sandbox/docker/files/folders.ts";
import { startRun } from "../../../../src/sandbox/docker/files/ledger.ts";
import { removeTree } from "../../../../src/sandbox/docker/files/removal.ts";
import { scan } from "../../../../src/sandbox/docker/files/scan.ts";
import { findUpload, hasRoom, putUpload } from "../../../../src/sandbox/docker/files/workspace.ts";
import { keyOf, safeName } from "../../../../src/sandbox/files/names.ts";

let state: string;
let folders: Folders;

beforeEach(async () => {
	state = await mkdtemp(join(tmpdir(), "threadloop-"));
	folders = foldersOf(state, "slack:T1:C1:1.1");
	for (const folder of [folders.workspace, folders.uploads, folders.artifacts, folders.runs]) {
		await mkdir(folder, { recursive: true });
	}
});
afterEach(async () => {
	await rm(state, { recursive: true, force: true });
});

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
	for (const text of texts) yield Buffer.from(text);
}

function file(id: string, name: string, size = 5): FileRef {
	return { id, name, size, source: "" };
}

async function put(ref: FileRef, ...texts: string[]): Promise<string> {
	const signal = new AbortController().signal;
	return await putUpload({ folders, file: ref, bytes: chunks(...texts), maxBytes: 1000, signal });
}

describe("an upload", () => {
	it("arrives whole under its own name, read-only, and nothing else is left behind", async () => {
		expect(await put(file("F1", "data.csv"), "a,b\n", "1,2\n")).toBe("data.csv");
		expect(await readFile(join(folders.workspace, "data.csv"), "utf8")).toBe("a,b\n1,2\n");
		expect((await stat(join(folders.workspace, "data.csv"))).mode & 0o777).toBe(0o444);
		expect((await readdir(folders.uploads)).sort()).toEqual(["F1.file", "F1.json"]);
	});

	it("is kept beside another of the same name", async () => {
		expect(await put(file("F1", "data.csv"), "one")).toBe("data.csv");
		expect(await put(file("F2", "data.csv"), "two")).toBe("data-2.csv");
		expect(await put(file("F3", "data.csv"), "three")).toBe("data-3.csv");
		expect(await readFile(join(folders.workspace, "data.csv"), "utf8")).toBe("one");
		expect(await readFile(join(folders.workspace, "data-2.csv"), "utf8")).toBe("two");
	});

	it("is taken once, however often it is sent", async () => {
		await put(file("F1", "data.csv"), "one");
		expect(await put(file("F1", "data.csv"), "other bytes")).toBe("data.csv");
		expect(await readdir(folders.workspace)).toEqual(["data.csv"]);
		expect(await readFile(join(folders.workspace, "data.csv"), "utf8")).toBe("one");
		expect(await findUpload(folders, "F1")).toBe("data.csv");
		expect(await findUpload(folders, "F9")).toBeUndefined();
	});

	it("comes back when its name is gone from the workspace", async () => {
		await put(file("F1", "data.csv"), "one");
		await unlink(join(folders.workspace, "data.csv"));
		expect(await findUpload(folders, "F1")).toBe("data.csv");
		expect(await readFile(join(folders.workspace, "data.csv"), "utf8")).toBe("one");
	});

	it("is placed anew where something else took its name", async () => {
		await put(file("F1", "data.csv"), "one");
		await unlink(join(folders.workspace, "data.csv"));
		await writeFile(join(folders.workspace, "data.csv"), "forged");
		expect(await findUpload(folders, "F1")).toBe("data-2.csv");
		expect(await readFile(join(folders.workspace, "data-2.csv"), "utf8")).toBe("one");
		expect(await findUpload(folders, "F1")).toBe("data-2.csv");
	});

	it("is asked for again where its original is gone", async () => {
		await put(file("F1", "data.csv"), "one");
		await unlink(join(folders.uploads, "F1.file"));
		expect(await findUpload(folders, "F1")).toBeUndefined();
	});

	it("for which there is no room is refused before it is fetched", async () => {
		let asked = false;
		async function* bytes(): AsyncGenerator<Uint8Array> {
			asked = true;
			yield Buffer.from("x");
		}
		const ref = file("F1", "huge.csv", 10 ** 15);
		const signal = new AbortController().signal;
		const error = await putUpload({ folders, file: ref, bytes: bytes(), maxBytes: 10 ** 16, signal }).catch(
			(reason: unknown) => reason,
		);
		expect(isBotError(error, "disk_full") && error.sentence).toContain("no room on the disk for huge.csv");
		expect(asked).toBe(false);
		expect(await hasRoom(folders.uploads, 1)).toBe(true);
	});

	it("that is too large is refused with a sentence, by what is said and by what comes", async () => {
		const said = await put(file("F1", "big.csv", 5000), "x").catch((error: unknown) => error);
		const came = await put(file("F2", "big.csv", 5), "x".repeat(600), "x".repeat(600)).catch((error: unknown) => error);
		for (const error of [said, came]) {
			expect(isBotError(error, "file_too_large")).toBe(true);
			expect(isBotError(error) && error.sentence).toContain("big.csv");
		}
		expect(await readdir(folders.workspace)).toEqual([]);
		expect(await readdir(folders.uploads)).toEqual([]);
	});

	it("leaves nothing behind when it breaks off", async () => {
		const stop = new AbortController();
		async function* broken(): AsyncGenerator<Uint8Array> {
			yield Buffer.from("half");
			stop.abort(new Error("stopped"));
			yield Buffer.from("of it");
		}
		const bytes = broken();
		const result = putUpload({ folders, file: file("F1", "data.csv"), bytes, maxBytes: 1000, signal: stop.signal });
		await expect(result).rejects.toThrow("stopped");
		expect(await readdir(folders.uploads)).toEqual([]);
		expect(await readdir(folders.workspace)).toEqual([]);
	});

	it("that was stopped at its last byte does not arrive", async () => {
		const stop = new AbortController();
		async function* bytes(): AsyncGenerator<Uint8Array> {
			yield Buffer.from("whole");
			stop.abort(new Error("stopped"));
		}
		const result = putUpload({
			folders,
			file: file("F1", "a.csv"),
			bytes: bytes(),
			maxBytes: 1000,
			signal: stop.signal,
		});
		await expect(result).rejects.toThrow("stopped");
		expect(await readdir(folders.workspace)).toEqual([]);
	});

	it("does not go through a link that code left in its place", async () => {
		const outside = join(state, "outside.txt");
		await writeFile(outside, "untouched");
		await symlink(outside, join(folders.workspace, "data.csv"));
		expect(await put(file("F1", "data.csv"), "bytes")).toBe("data-2.csv");
		expect(await readFile(outside, "utf8")).toBe("untouched");
	});

	it("gets one harmless name whatever it is called", () => {
		expect(safeName("../../etc/passwd")).toBe("passwd");
		expect(safeName("a\\b\\c.csv")).toBe("c.csv");
		expect(safeName("..")).toBe("file");
		expect(safeName("")).toBe("file");
		expect(safeName(".bashrc")).toBe("bashrc");
		expect(safeName("-rf.csv")).toBe("rf.csv");
		expect(safeName("销售 数据.csv")).toBe("销售 数据.csv");
		expect(safeName("in\u202evoice\u0000\n.csv")).toBe("invoice.csv");
		const long = safeName(`${"é".repeat(300)}.csv`);
		expect(long.endsWith(".csv")).toBe(true);
		expect(Buffer.byteLength(long)).toBeLessThanOrEqual(120);
	});

	it("whose id is no plain word still gets a place of its own", () => {
		expect(keyOf("F0123-x")).toBe("F0123-x");
		expect(keyOf("../x")).toMatch(/^[0-9a-f]{40}$/);
		expect(keyOf("../x")).not.toBe(keyOf("../y"));
	});
});

describe("reading what code left", () => {
	it("opens a regular file, also in a folder", async () => {
		await mkdir(join(folders.workspace, "out/of/it"), { recursive: true });
		await writeFile(join(folders.workspace, "out/of/it/a.txt"), "hello");
		const opened = await openInside(folders.workspace, "out/of/it/a.txt");
		if (typeof opened === "string") throw new Error(opened);
		expect(await text(contentOf(opened))).toBe("hello");
		await opened.handle.close();
	});

	it("reads no more than the file held when it was opened", async () => {
		await writeFile(join(folders.workspace, "log.txt"), "then");
		const opened = await openInside(folders.workspace, "log.txt");
		if (typeof opened === "string") throw new Error(opened);
		await appendFile(join(folders.workspace, "log.txt"), " and later");
		expect(await text(contentOf(opened))).toBe("then");
		await opened.handle.close();
	});

	it("looks no deeper than 32 folders", async () => {
		const path = Array.from({ length: 40 }, () => "d").join("/");
		await mkdir(join(folders.workspace, path), { recursive: true });
		await writeFile(join(folders.workspace, path, "deep.txt"), "x");
		await writeFile(join(folders.workspace, "flat.txt"), "x");
		const found = await scan(folders.workspace);
		expect([...found.files.keys()]).toEqual(["flat.txt"]);
		expect(found.complete).toBe(false);
	});

	it("refuses links, folders behind links, fifos and paths that leave the workspace", async () => {
		await writeFile(join(state, "secret.txt"), "secret");
		await symlink(join(state, "secret.txt"), join(folders.workspace, "plot.png"));
		await symlink(state, join(folders.workspace, "dir"));
		execFileSync("sh", ["-c", `mkfifo "$0"`, join(folders.workspace, "pipe.png")]);
		expect(await openInside(folders.workspace, "plot.png")).toBe("is a symbolic link");
		expect(await openInside(folders.workspace, "dir/secret.txt")).toBe("is behind a symbolic link");
		expect(await openInside(folders.workspace, "pipe.png")).toBe("is not a regular file");
		expect(await openInside(folders.workspace, "../../secret.txt")).toBe("is not a plain path");
		expect(await openInside(folders.workspace, "/etc/passwd")).toBe("is not a plain path");
		expect(await openInside(folders.workspace, "none")).toBe("cannot be read");
	});

	it("never reads another file while a folder is swapped for a link", async () => {
		await mkdir(join(state, "elsewhere"));
		await writeFile(join(state, "elsewhere/a.txt"), "secret");
		await mkdir(join(folders.workspace, "real"));
		await writeFile(join(folders.workspace, "real/a.txt"), "mine");
		await symlink(join(state, "elsewhere"), join(folders.workspace, "link"));
		const [real, lure, now] = ["real", "link", "now"].map((name) => join(folders.workspace, name)) as [
			string,
			string,
			string,
		];
		let swapping = true;
		const swapper = (async () => {
			while (swapping) {
				await rename(real, now);
				await rename(now, real);
				await rename(lure, now);
				await rename(now, lure);
			}
		})();
		let read = 0;
		for (let turn = 0; turn < 2000; turn += 1) {
			const opened = await openInside(folders.workspace, "now/a.txt");
			if (typeof opened === "string") continue;
			expect(await opened.handle.readFile("utf8")).toBe("mine");
			await opened.handle.close();
			read += 1;
		}
		swapping = false;
		await swapper;
		expect(read).toBeGreaterThan(0);
	});
});

describe("a folder that goes", () => {
	it("goes with a tree deeper than any path is long, and nothing behind a link goes with it", async () => {
		const outside = join(state, "outside");
		await mkdir(outside);
		await symlink(outside, join(folders.workspace, "link"));
		const dig = "const d = 'd'.repeat(200); for (let at = 0; at < 30; at += 1) { fs.mkdirSync(d); process.chdir(d); }";
		execFileSync(process.execPath, ["-e", dig], { cwd: folders.workspace });
		await removeTree(folders.workspace);
		expect(await readdir(state)).toContain("outside");
		expect(await readdir(dirname(folders.workspace))).not.toContain(basename(folders.workspace));
	});
});

describe("the files of a run", () => {
	async function begin() {
		const before = await scan(folders.workspace);
		const { sinceNs } = await startRun(folders, "r1");
		return (figures: readonly string[] = [], known: typeof before | undefined = before) =>
			collect({ folders, run: "r1", before: known, sinceNs, figures });
	}

	it("are those that are new or changed; dotfiles, caches and uploads are not", async () => {
		await put(file("F1", "data.csv"), "a");
		await writeFile(join(folders.workspace, "old.txt"), "old");
		await writeFile(join(folders.workspace, "same.txt"), "same");
		const end = await begin();
		await put(file("F2", "late.csv"), "b");
		await mkdir(join(folders.workspace, "__pycache__"));
		await mkdir(join(folders.workspace, "out"));
		for (const [name, text] of [
			["old.txt", "new"],
			["out/new.parquet", "PAR1"],
			[".hidden", "x"],
			["__pycache__/a.pyc", "x"],
		] as const) {
			await writeFile(join(folders.workspace, name), text);
		}
		const made = await end();
		expect(made.changed).toEqual(["old.txt", "out/new.parquet"]);
		expect(made.artifacts.map((one) => one.name)).toEqual(["old.txt", "new.parquet"]);
		expect(made.notes).toEqual([]);
		expect(await readFile(join(folders.artifacts, made.artifacts[1]!.id), "utf8")).toBe("PAR1");
	});

	it("are found by their time where no scan from before is left", async () => {
		await writeFile(join(folders.workspace, "old.txt"), "old");
		await new Promise((resolve) => setTimeout(resolve, 30));
		const end = await begin();
		await writeFile(join(folders.workspace, "new.txt"), "new");
		expect((await end([], undefined)).changed).toEqual(["new.txt"]);
	});

	it("are handed over once where two are equal, with the name that the code chose", async () => {
		const end = await begin();
		await writeFile(join(folders.workspace, "chart.png"), "picture");
		await mkdir(join(folders.workspace, ".threadloop"));
		await writeFile(join(folders.workspace, ".threadloop/figure-1.png"), "picture");
		await writeFile(join(folders.workspace, ".threadloop/figure-2.png"), "another");
		const made = await end(["figure-1.png", "figure-2.png"]);
		expect(made.artifacts.map((one) => one.name)).toEqual(["chart.png", "figure-2.png"]);
		expect(made.changed).toEqual(["chart.png"]);
	});

	it("are at most ten, and the rest is named with the reason", async () => {
		const end = await begin();
		for (let number = 10; number < 22; number += 1) {
			await writeFile(join(folders.workspace, `f${number}.txt`), String(number));
		}
		await writeFile(join(folders.workspace, "a-big.bin"), "");
		await truncate(join(folders.workspace, "a-big.bin"), 60 * 1024 ** 2);
		await symlink("/etc/passwd", join(folders.workspace, "a-link.png"));
		const made = await end();
		expect(made.artifacts).toHaveLength(10);
		expect(made.notes).toEqual([
			"a-big.bin (60 MB) is over the limit of 50 MB, so it was not attached; it is still in /workspace.",
			"a-link.png is a symbolic link, so it was not attached.",
			"f20.txt was not attached, because a run can attach at most 10 files; it is still in /workspace.",
			"f21.txt was not attached, because a run can attach at most 10 files; it is still in /workspace.",
		]);
	});

	it("are kept up to a bound, those of the oldest runs go first", async () => {
		for (const [run, at] of [
			["old", 1],
			["mid", 2],
			["new", 3],
		] as const) {
			await mkdir(join(folders.artifacts, run));
			await writeFile(join(folders.artifacts, run, "0"), "x".repeat(100));
			await utimes(join(folders.artifacts, run), at, at);
		}
		await prune(folders.artifacts, 250);
		expect((await readdir(folders.artifacts)).sort()).toEqual(["mid", "new"]);
	});

	it("stay as they were when the run ended", async () => {
		const end = await begin();
		await writeFile(join(folders.workspace, "a.txt"), "then");
		const made = await end();
		await writeFile(join(folders.workspace, "a.txt"), "later");
		await link(join(folders.workspace, "a.txt"), join(folders.workspace, "b.txt"));
		expect(await readFile(join(folders.artifacts, made.artifacts[0]!.id), "utf8")).toBe("then");
	});
});
