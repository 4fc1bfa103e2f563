// T35: a file of one and a half gigabytes goes in, is worked on in pieces, and what comes of it is too large to post.

import { open } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openLab } from "./lab.ts";

const lab = openLab({ memoryBytes: 1024 ** 3, maxUploadBytes: 2 * 1024 ** 3, runTimeoutMs: 120_000 });
const thread = "slack:T:C:large";
const signal = new AbortController().signal;
const SIZE = 1.5e9;
const LINE = "2024-01-02 03:04:05,north,123.45\n";

it("T35 a CSV of 1.5 GB arrives while the bot's memory stays flat, and is read in pieces", async () => {
	const chunk = Buffer.from(LINE.repeat(30_000));
	const rows = Math.ceil(SIZE / chunk.length) * 30_000;
	let most = 0;
	const before = process.memoryUsage().rss;
	async function* bytes(): AsyncGenerator<Uint8Array> {
		yield Buffer.from("at,region,amount\n");
		for (let sent = 0; sent < SIZE; sent += chunk.length) {
			most = Math.max(most, process.memoryUsage().rss - before);
			yield chunk;
		}
	}
	await lab.play({ thread, variables: "kept", alone: true }, async () => {
		const name = await lab.sandbox.put(thread, { id: "BIG", name: "big.csv", size: SIZE, source: "" }, bytes(), signal);
		expect(most).toBeLessThan(150 * 1024 ** 2);
		const cell = await lab.run(
			thread,
			`import pandas as pd
rows = 0
with open("out.csv", "w") as out:
    for part in pd.read_csv("${name}", chunksize=500_000, usecols=["region", "amount"]):
        rows += len(part)
        if rows <= 5_000_000: part.to_csv(out, index=False, header=False)
print(rows)`,
		);
		expect(cell).toMatchObject({ outcome: "ok", output: `${rows}\n`, artifacts: [] });
		expect(cell.notes.join(" ")).toMatch(/out\.csv \(\d+ MB\) is over the limit of 50 MB, so it was not attached/);
		const file = await open(join(lab.workspace(thread), name));
		expect((await file.stat()).nlink).toBe(2);
		await file.close();
	});
});
