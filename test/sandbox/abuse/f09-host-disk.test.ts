// F09: the disk of the host itself runs full, whatever each thread may take.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isBotError } from "../../../src/core/errors.ts";
import { hasImages } from "../options.ts";
import { openLab } from "./lab.ts";

const it = test.skipIf(!hasImages);
const folder = mkdtempSync(join(tmpdir(), "threadloop-full-"));
const thread = "slack:T:C:full";
// Before the lab, so that it is undone after it.
if (hasImages) execFileSync("mount", ["-t", "tmpfs", "-o", "size=700m", "full", folder]);
afterAll(() => {
	if (hasImages) execFileSync("umount", [folder]);
	rmSync(folder, { recursive: true, force: true });
});

const lab = openLab({ stateDir: join(folder, "state") });

it("F09 a run that fills the host's disk is stopped and says so, uploads are refused, and room helps", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const fill =
			"import os, time\nwith open('big', 'wb') as f:\n    for n in range(250):\n        f.write(os.urandom(1 << 20)); f.flush(); os.fsync(f.fileno())\ntime.sleep(15)";
		const cell = await lab.run(thread, fill);
		expect(cell).toMatchObject({ outcome: "failed", error: { name: "DiskFull" }, variablesKept: true });
		expect(cell.error?.message).toBe(
			"The disk of this machine is nearly full, so the run, which added to it, was stopped.",
		);
		async function* bytes() {
			yield Buffer.from("a\n");
		}
		const file = { id: "F1", name: "a.csv", size: 2, source: "" };
		const signal = new AbortController().signal;
		const error = await lab.sandbox.put(thread, file, bytes(), signal).catch((fault: unknown) => fault);
		expect(isBotError(error, "disk_full") && error.sentence).toContain("nearly full");
		// The file was removed from the disk, and the disk gave the room back to the host.
		expect(await lab.run(thread, "os.remove('big'); os.sync()\nprint('room')")).toMatchObject({ output: "room\n" });
		await expect
			.poll(() => lab.sandbox.put(thread, file, bytes(), signal).catch(String), { timeout: 20_000 })
			.toBe("a.csv");
	});
});
