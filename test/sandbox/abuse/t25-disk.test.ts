// T25 and T26: code that fills its disk, by bytes and by files.

import { statfs } from "node:fs/promises";
import { expect, test } from "vitest";
import { isBotError } from "../../../src/core/errors.ts";
import { hasImages } from "../options.ts";
import { openLab } from "./lab.ts";

const it = test.skipIf(!hasImages);
const MB = 1024 ** 2;
const lab = openLab({ diskBytes: 256 * MB, runTimeoutMs: 60_000, maxUploadBytes: 2 * 1024 * MB });
const thread = "slack:T:C:disk";
const signal = new AbortController().signal;

const free = async () => {
	const disk = await statfs(lab.options.stateDir);
	return disk.bavail * disk.bsize;
};

it("T25 code that fills its disk gets `No space left`, an upload is refused before it comes, and the host keeps its room", async () => {
	const before = await free();
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			`written = 0
try:
    with open("fill", "wb", 0) as file:
        while True: written += file.write(bytes(1 << 20))
except OSError as fault: print(fault.strerror)
print(150 < written >> 20 < 256)`,
		);
		expect(cell.output).toBe("No space left on device\nTrue\n");
		let asked = false;
		async function* bytes(): AsyncGenerator<Uint8Array> {
			asked = true;
			yield Buffer.alloc(1);
		}
		const file = { id: "F1", name: "big.csv", size: 1.5e9, source: "" };
		const error = await lab.sandbox.put(thread, file, bytes(), signal).catch((reason: unknown) => reason);
		expect(isBotError(error, "disk_full") && error.sentence).toMatch(/room .*for big\.csv/);
		expect(asked).toBe(false);
		expect(before - (await free())).toBeLessThan(400 * MB);
		// Without room for a Run's own notes code still runs.
		expect((await lab.run(thread, "print('on')")).output).toBe("on\n");
		await lab.run(thread, "import os; os.remove('fill')");
	});
	expect(before - (await free())).toBeLessThan(0.01 * before);
});

it("T26 a million empty files end at the limit of files, and the host looks at no more than it must", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			`import errno, os
os.mkdir("many")
made = 0
try:
    for number in range(10**6): os.close(os.open(f"many/{number}", os.O_CREAT)); made += 1
except OSError as fault: print(errno.errorcode[fault.errno])
print(made < 200_000)`,
		);
		expect(cell.output).toBe("ENOSPC\nTrue\n");
		expect(cell.artifacts).toEqual([]);
		expect(cell.changed.length).toBeLessThanOrEqual(200);
		expect(cell.notes.length).toBeLessThan(20);
		await lab.run(thread, "import shutil; shutil.rmtree('many')");
	});
});
