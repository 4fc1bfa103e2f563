// Ledger of Runs on disk: whatever a Run holds is there again after a restart, and what cannot be read is not written over.

import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Folders, foldersOf } from "../../../../src/sandbox/docker/files/folders.ts";
import { finishedRun, keepRun, openLedger } from "../../../../src/sandbox/docker/files/ledger.ts";
import { openFiles } from "../../../../src/sandbox/docker/files/thread-files.ts";
import { performRun } from "../../../../src/sandbox/runs/runs.ts";
import { VERSION } from "../../../../src/schemas/stored.ts";
import { runSchema } from "../../../../src/schemas.ts";
import { arbitraryOf, openShape } from "../../../fakes/shapes.ts";

const thread = "slack:T1:C1:1.1";
const source = "print(1)\n";
let stateDir: string;
let folders: Folders;
beforeAll(async () => {
	stateDir = await mkdtemp(join(tmpdir(), "threadloop-ledger-"));
	folders = foldersOf(stateDir, thread);
	await mkdir(folders.runs, { recursive: true });
});
afterAll(() => rm(stateDir, { recursive: true, force: true }));

/** As the bot asks for a Run that it may have started before it went down: nothing of the Run is in memory, and no container is left. */
const pickedUp = (id: string) =>
	performRun({
		files: openFiles({ folders, maxUploadBytes: 0, checkRoom: async () => {}, added: () => {} }),
		ledger: openLedger(folders),
		request: {
			...{ thread, id, generation: "g1", language: "python", source },
			sha256: createHash("sha256").update(source).digest("hex"),
			onOutput: () => {},
			signal: new AbortController().signal,
		},
		limitMs: 1000,
		memoryBytes: 1,
		container: async () => undefined,
		remarks: [],
		overLimit: () => undefined,
	});

test.each([
	["with every key", { all: true }],
	["with any of the keys that may be absent", { all: false }],
])("a Run %s is the same after a restart", async (_, options) => {
	const shape = openShape(runSchema);
	const seen = new Set<string>();
	const property = fc.asyncProperty(fc.uuid(), arbitraryOf(runSchema, options), async (id, made) => {
		const run = runSchema.parse({ ...(made as object), id });
		await keepRun(folders, run);
		expect(await pickedUp(id)).toEqual(run);
		for (const part of shape.partsIn(run)) seen.add(part);
	});
	await fc.assert(property, { numRuns: 100 });
	// Else it would not have been a test of every key.
	expect(shape.parts.filter((part) => !seen.has(part) && (!options.all || !part.endsWith("is absent")))).toEqual([]);
});

/** Writes it as another program would have left it; resolves with what lies there now. */
async function left(id: string, record: object): Promise<() => Promise<string>> {
	const before = await readdir(folders.runs);
	await keepRun(folders, runSchema.parse({ ...plain, id }));
	const path = join(folders.runs, (await readdir(folders.runs)).find((name) => !before.includes(name)) ?? "");
	await writeFile(path, JSON.stringify(record));
	return () => readFile(path, "utf8");
}
const plain = {
	...{ id: "r", outcome: "ok", output: "1", durationMs: 1, changed: [], artifacts: [], notes: [], variablesKept: true },
};

test("each Run on disk says the version of its record", async () => {
	const before = await readdir(folders.runs);
	await keepRun(folders, runSchema.parse(plain));
	const [name = ""] = (await readdir(folders.runs)).filter((one) => !before.includes(one));
	expect(JSON.parse(await readFile(join(folders.runs, name), "utf8"))).toEqual({ ...plain, version: VERSION });
});

test("a Run that was kept before there were versions is read", async () => {
	await left("old", { ...plain, id: "old" });
	expect(await finishedRun(folders, "old")).toEqual({ ...plain, id: "old" });
});

test("keys that a later program of the same version added stay with the Run", async () => {
	const more = { ...plain, id: "more", gpu: "none", error: { name: "E", message: "m", trace: "t", column: 3 } };
	await left("more", { ...more, version: VERSION });
	expect(await pickedUp("more")).toEqual(more);
});

test("a Run that a newer version kept is refused in one sentence, not run again and not written over", async () => {
	const record = { ...plain, id: "newer", version: VERSION + 1 };
	const lies = await left("newer", record);
	await expect(pickedUp("newer")).rejects.toMatchObject({
		code: "newer",
		sentence: expect.stringMatching(/newer version of me stored this thread.* ask the operator[^.]*\.$/),
	});
	expect(JSON.parse(await lies())).toEqual(record);
});
