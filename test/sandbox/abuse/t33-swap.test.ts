// T33: names that change their meaning while the host reads.

import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { openInside } from "../../../src/sandbox/docker/files/descriptors.ts";
import { openLab } from "./lab.ts";

const lab = openLab();
const thread = "slack:T:C:swap";
const SWAPPER = `
import ctypes, os, threading
os.makedirs("real", exist_ok=True)
open("real/passwd", "w").write("mine")
open("file", "w").write("mine")
os.symlink("/etc", "lure"); os.symlink("/etc/passwd", "link")
os.symlink("/etc", "d"); os.symlink("/etc/passwd", "plot.png")
swap = ctypes.CDLL(None).renameat2
going = True
def flip(a, b):
    while going: swap(-100, a, -100, b, 2)
threading.Thread(target=flip, args=(b"real", b"d"), daemon=True).start()
threading.Thread(target=flip, args=(b"file", b"plot.png"), daemon=True).start()
`;

it("T33 while code swaps files and folders for links, only its own bytes are ever read, ten thousand times", async () => {
	const foreign = await readFile("/etc/passwd", "utf8");
	await lab.play({ thread, variables: "kept" }, async () => {
		const first = await lab.run(thread, SWAPPER);
		let read = 0;
		let refused = 0;
		for (let turn = 0; turn < 10_000; turn += 1) {
			const opened = await openInside(lab.workspace(thread), turn % 2 === 0 ? "d/passwd" : "plot.png");
			if (typeof opened === "string") {
				refused += 1;
				continue;
			}
			const text = await opened.handle.readFile("utf8");
			await opened.handle.close();
			expect(text).toBe("mine");
			expect(text).not.toBe(foreign);
			read += 1;
		}
		// Both ways were seen, or nothing was tried.
		expect(read).toBeGreaterThan(100);
		expect(refused).toBeGreaterThan(100);
		const last = await lab.run(thread, "going = False");
		for (const artifact of [...first.artifacts, ...last.artifacts]) {
			for await (const bytes of lab.sandbox.bytes(thread, artifact)) expect(Buffer.from(bytes).toString()).toBe("mine");
		}
	});
});
