// T27-T32, T34, T36: what code leaves in its folder, and what the host does with it.

import { createHash } from "node:crypto";
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Artifact, Run, ThreadId } from "../../../src/core/domain.ts";
import { openLab } from "./lab.ts";

const lab = openLab();
const thread = "slack:T:C:files";
const signal = new AbortController().signal;

async function bytesOf(artifact: Artifact | undefined, of: ThreadId = thread): Promise<Buffer> {
	if (artifact === undefined) throw new Error("no such artifact");
	const parts: Uint8Array[] = [];
	for await (const part of lab.sandbox.bytes(of, artifact)) parts.push(part);
	return Buffer.concat(parts);
}

async function upload(id: string, name: string, text: string): Promise<string> {
	async function* bytes(): AsyncGenerator<Uint8Array> {
		yield Buffer.from(text);
	}
	return await lab.sandbox.put(thread, { id, name, size: text.length, source: "" }, bytes(), signal);
}

const names = (run: Run) => run.artifacts.map(({ name }) => name);

it("T27 a file of a petabyte is refused to the code, and a sparse one stays where it is", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			"import errno, os\ntry: os.truncate(os.open('huge', os.O_CREAT | os.O_WRONLY), 10**15)\nexcept OSError as fault: print(errno.errorcode[fault.errno])\nos.truncate(os.open('sparse.bin', os.O_CREAT | os.O_WRONLY), 10**9)",
		);
		expect(cell.output).toMatch(/^(EFBIG|EINVAL)$/m);
		expect(names(cell)).toEqual([]);
		expect(cell.notes).toContain(
			"sparse.bin (954 MB) is over the limit of 50 MB, so it was not attached; it is still in /workspace.",
		);
		await lab.bash(thread, "rm -f huge sparse.bin");
	});
});

it("T28 a tree ten thousand folders deep and names of every kind end in a bounded look and harmless names", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			`import os
top = os.getcwd()
for name in ["x" * 255, "new\\nline.txt", "-rf", "\\u202egnp.exe", "\\U0001F600.txt", "a'b\\"c\`d.txt"]:
    open(name, "w").write(name)
open(b"bad\\xff.txt", "w").write("x")
for _ in range(10_000):
    os.mkdir("d"); os.chdir("d")
open("deep.txt", "w").write("x")
os.chdir(top)`,
		);
		expect(cell.outcome).toBe("ok");
		expect(names(cell)).toContain("new line.txt");
		expect(names(cell).join("")).not.toMatch(/[\n\u202e/]/);
		expect(names(cell)).not.toContain("deep.txt");
		expect(cell.notes.join(" ")).toContain("too many files in /workspace");
		await lab.bash(thread, "find . -mindepth 1 -delete");
	});
});

it("T29 bombs of zip, png and xlsx are neither opened nor decoded by the host", async () => {
	await lab.play({ thread, variables: "either" }, async () => {
		const before = process.memoryUsage().rss;
		const cell = await lab.run(
			thread,
			`import struct, zipfile, zlib
with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as out:
    with out.open("zeros", "w") as file:
        for _ in range(300): file.write(bytes(1 << 20))
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
side = 60_000
packer = zlib.compressobj()
data = b"".join(packer.compress(bytes(1 + side // 8)) for _ in range(side)) + packer.flush()
open("bomb.png", "wb").write(b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)) + chunk(b"IDAT", data) + chunk(b"IEND", b""))
with zipfile.ZipFile("bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as out:
    with out.open("xl/worksheets/sheet1.xml", "w") as file:
        for _ in range(300): file.write(b" " * (1 << 20))
print("made")`,
		);
		expect(cell.output).toBe("made\n");
		expect(names(cell).sort()).toEqual(["bomb.png", "bomb.xlsx", "bomb.zip"]);
		for (const artifact of cell.artifacts) expect((await bytesOf(artifact)).length).toBe(artifact.size);
		const card = await lab.sandbox.profile(thread, "bomb.xlsx", signal);
		expect(card.rows).toBeUndefined();
		expect(card.notes.join(" ")).toMatch(/could not be|only its first 64 MB were looked into/);
		expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 ** 2);
	});
});

it("T30 a link to a file of the host under the name of a chart is not posted, and people are told", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, "import os\nos.symlink('/etc/passwd', 'plot.png')");
		expect(names(cell)).toEqual([]);
		expect(cell.notes).toContain("plot.png is a symbolic link, so it was not attached.");
	});
});

it("T31 a folder that is a link to /etc gives nothing of /etc", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, "import os\nos.symlink('/etc', 'd')\nprint(os.path.exists('d/passwd'))");
		expect(cell.output).toBe("True\n");
		expect(cell.changed).toEqual(["d"]);
		expect(names(cell)).toEqual([]);
	});
});

it("T32 a fifo, a socket and a device under the name of a chart are skipped without waiting", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			"import os, socket, stat\nos.mkfifo('a.png')\nsocket.socket(socket.AF_UNIX).bind('b.png')\ntry: os.mknod('c.png', stat.S_IFCHR | 0o666, os.makedev(1, 5))\nexcept PermissionError: print('no device')",
		);
		expect(cell.output).toBe("no device\n");
		expect(names(cell)).toEqual([]);
		expect(cell.notes).toEqual([
			"a.png is not a regular file, so it was not attached.",
			"b.png is not a regular file, so it was not attached.",
		]);
	});
});

it("T34 an upload becomes one harmless file whatever it is called and whatever code put in its place", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		await lab.run(thread, "import os\nos.symlink('/etc/passwd', 'trap.csv')");
		const stored = new Map<string, string>();
		for (const [id, name] of [
			["U1", "../../x.csv"],
			["U2", "a/b.csv"],
			["U3", "CON"],
			["U4", ""],
			["U5", `${"n".repeat(300)}.csv`],
			["U6", "trap.csv"],
			["U7", ".bashrc"],
		] as const) {
			stored.set(id, await upload(id, name, `text of ${id}`));
		}
		expect([...stored.values()].every((name) => /^[^/.][^/]{0,119}$/.test(name))).toBe(true);
		expect(stored.get("U6")).toBe("trap-2.csv");
		for (const [id, name] of stored) {
			const state = await lstat(join(lab.workspace(thread), name));
			expect([state.isFile(), state.mode & 0o777, state.uid]).toEqual([true, 0o444, process.getuid?.()]);
			expect(await readFile(join(lab.workspace(thread), name), "utf8")).toBe(`text of ${id}`);
		}
	});
});

it("T34 code can neither change nor lose an upload", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const name = await upload("U9", "input.csv", "a,b\n1,2\n");
		const cell = await lab.run(
			thread,
			`import os, shutil
def attempt(what, *a):
    try: what(*a); print("done", what.__name__)
    except OSError as fault: print(type(fault).__name__)
attempt(open, ${JSON.stringify(name)}, "a")
attempt(os.remove, ${JSON.stringify(name)})
attempt(os.rename, ${JSON.stringify(name)}, "other")
attempt(os.chmod, ${JSON.stringify(name)}, 0o666)
attempt(os.truncate, ${JSON.stringify(name)}, 0)
open("forged", "w").write("x")
attempt(os.replace, "forged", ${JSON.stringify(name)})
attempt(os.chmod, ".", 0o777)
attempt(os.rename, "/workspace", "/tmp/w")`,
		);
		expect(cell.output).not.toContain("done");
		expect(await readFile(join(lab.workspace(thread), name), "utf8")).toBe("a,b\n1,2\n");
		expect(cell.changed).toEqual(["forged"]);
	});
});

it("T36 of a file that goes on growing no more is sent than it held when it was opened", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			`import threading
going = True
def grow():
    with open("log.txt", "ab", 0) as file:
        while going and file.tell() < 40_000_000: file.write(b"x" * 1000)
open("log.txt", "wb").write(b"y" * 10_000_000)
threading.Thread(target=grow, daemon=True).start()`,
		);
		const artifact = cell.artifacts.find(({ name }) => name === "log.txt");
		const bytes = await bytesOf(artifact);
		expect(bytes.length).toBe(artifact?.size);
		expect(createHash("sha256").update(bytes).digest("hex")).toBe(artifact?.sha256);
		await lab.run(thread, "going = False");
	});
});
