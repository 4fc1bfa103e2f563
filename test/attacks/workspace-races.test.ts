// Attacks on the host through /workspace: links, fifos and names that change while what a Run made is collected.

import { lstat, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Run } from "../../src/core/domain.ts";
import { foldersOf } from "../../src/sandbox/docker/files/folders.ts";
import { type Stand, stand } from "../sandbox/stand.ts";

const thread = "slack:T:C:races";
const SECRET = "a file of the host";

const workspace = ({ options }: Stand) => foldersOf(options.stateDir, thread).workspace;

/** Names and bytes of what a Run handed over. */
async function handed({ sandbox }: Stand, { artifacts }: Run): Promise<Record<string, string>> {
	const found: Record<string, string> = {};
	for (const artifact of artifacts) {
		const chunks: Uint8Array[] = [];
		for await (const chunk of sandbox.bytes(thread, artifact)) chunks.push(chunk);
		found[artifact.name] = Buffer.concat(chunks).toString();
	}
	return found;
}

test("links to the host's files, a folder that is a link, a fifo and a device are not handed over, and people are told (S06)", async () => {
	const it = await stand();
	const secret = join(it.options.stateDir, "secret.txt");
	await writeFile(secret, SECRET);
	const run = await it.run(
		thread,
		`import os, stat
os.symlink(${JSON.stringify(secret)}, "chart.png")
os.symlink("/proc/self/environ", "env.txt")
os.symlink("/etc/passwd", "passwd.csv")
os.symlink(${JSON.stringify(it.options.stateDir)}, "folder")
os.symlink("mine.txt", "inner.txt")
os.mkfifo("pipe.csv")
try: os.mknod("disk.bin", stat.S_IFBLK | 0o666, os.makedev(7, 0))
except OSError: print("no device")
with open("mine.txt", "w") as file: file.write("mine")`,
	);
	expect(run.output).toBe("no device\n");
	expect(await handed(it, run)).toEqual({ "mine.txt": "mine" });
	for (const name of ["chart.png", "env.txt", "passwd.csv", "inner.txt"]) {
		expect(run.notes).toContain(`${name} is a symbolic link, so it was not attached.`);
	}
	expect(run.notes).toContain("pipe.csv is not a regular file, so it was not attached.");
});

test("a second name for an Upload neither changes it nor hands it over as the code's own (S06)", async () => {
	const it = await stand();
	await it.put(thread, "data.csv", "a\n1\n");
	const run = await it.run(
		thread,
		`import os
def attempt(what, *paths):
    try: what(*paths); print("done", what.__name__)
    except OSError: pass
attempt(os.link, "data.csv", "twin.csv")
for name in ("data.csv", "twin.csv"):
    try: open(name, "r+").write("x"); print("written")
    except OSError: pass
open("mine.csv", "w").write("b\\n2\\n")
attempt(os.replace, "mine.csv", "data.csv")`,
	);
	expect(run.output).not.toMatch(/written|done replace/);
	expect(await readFile(join(workspace(it), "data.csv"), "utf8")).toBe("a\n1\n");
	expect(Object.keys(await handed(it, run))).not.toContain("twin.csv");
});

/** What takes turns under one name while the host looks; `mine` is a plain file beside it. */
const lures = (secret: string): readonly (readonly [what: string, lure: string])[] => [
	["a link to a file of the host", `os.symlink(${JSON.stringify(secret)}, "lure")`],
	["a fifo that nobody writes to", `os.mkfifo("lure")`],
	["a folder", `os.mkdir("lure")`],
];

test("while a name is swapped for a link, a fifo and a folder in a loop, only the code's own bytes come, and nobody waits (S07)", async () => {
	const it = await stand();
	const secret = join(it.options.stateDir, "secret.txt");
	await writeFile(secret, SECRET);
	for (const [what, lure] of lures(secret)) {
		await it.run(
			thread,
			`import ctypes, os, threading
swap = ctypes.CDLL(None).renameat2
${lure}
open("plot.png", "w").write("mine")
going = True
def flip():
    while going: swap(-100, b"lure", -100, b"plot.png", 2)
flipping = threading.Thread(target=flip, daemon=True)
flipping.start()`,
		);
		for (let round = 0; round < 12; round++) {
			const run = await it.run(thread, `open("round.txt", "w").write("round ${round} of ${what}")`);
			const { "round.txt": mark, ...rest } = await handed(it, run);
			expect([what, mark]).toEqual([what, `round ${round} of ${what}`]);
			for (const bytes of Object.values(rest)) expect([what, bytes]).toEqual([what, "mine"]);
		}
		await it.run(thread, `going = False\nflipping.join()\nimport shutil\n${REMOVE}`);
	}
});

const REMOVE = `for name in ("lure", "plot.png"):
    shutil.rmtree(name) if os.path.isdir(name) and not os.path.islink(name) else os.remove(name)`;

test("an Upload that comes while code swaps its name for links lands as a file of its own, and nothing behind the link changes (S07)", async () => {
	const it = await stand();
	const secret = join(it.options.stateDir, "secret.txt");
	await writeFile(secret, SECRET);
	await it.run(
		thread,
		`import os, threading, time
going = True
def lay(number):
    name = f"trap{number}.csv"
    while going:
        try: os.symlink(${JSON.stringify(secret)}, name)
        except OSError: pass
        time.sleep(0.0005)
        try: os.remove(name)
        except OSError: pass
        time.sleep(0.0005)
for number in ("", "-2", "-3", "-4"): threading.Thread(target=lay, args=(number,), daemon=True).start()`,
	);
	for (let round = 0; round < 100; round++) {
		const name = await it.put(thread, "trap.csv", `text ${round}`);
		const path = join(workspace(it), name);
		expect((await lstat(path)).isFile()).toBe(true);
		expect(await readFile(path, "utf8")).toBe(`text ${round}`);
	}
	expect(await readFile(secret, "utf8")).toBe(SECRET);
	await it.run(thread, "going = False");
});
