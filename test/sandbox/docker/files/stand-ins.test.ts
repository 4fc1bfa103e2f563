// A rerun on a newer file, in a real container: the code reads it under the old name, and afterwards each file is itself again.

import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FileRef, Run, StandIn } from "../../../../src/core/domain.ts";
import { foldersOf } from "../../../../src/sandbox/docker/files/folders.ts";
import { putBack, standIn } from "../../../../src/sandbox/docker/files/stand-ins.ts";
import { type DockerSandbox, openSandbox } from "../../../../src/sandbox/docker.ts";
import { removeState, sandboxOptions } from "../../options.ts";

const thread = "slack:T1:C1:1.1";
const signal = new AbortController().signal;
const feb: FileRef = { id: "F1", name: "feb.csv", size: 10, source: "" };
const march: FileRef = { id: "F2", name: "march.csv", size: 10, source: "" };
const swap: StandIn = { file: march, name: "march.csv", as: "feb.csv" };
let stateDir: string;
let sandbox: DockerSandbox;

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
	yield Buffer.from(text);
}

beforeAll(async () => {
	const options = await sandboxOptions("swap");
	stateDir = options.stateDir;
	sandbox = await openSandbox(options);
	await sandbox.put(thread, feb, bytes("feb"), signal);
	await sandbox.put(thread, march, bytes("march"), signal);
});
afterAll(async () => {
	await sandbox.removeAll();
	await removeState(stateDir);
});

async function run(source: string, over: { id?: string; standIns?: readonly StandIn[] } = {}): Promise<Run> {
	return sandbox.run({
		thread,
		id: over.id ?? randomUUID(),
		generation: (await sandbox.open(thread, signal)).generation,
		language: "python",
		source,
		sha256: createHash("sha256").update(source).digest("hex"),
		...(over.standIns === undefined ? {} : { standIns: over.standIns }),
		onOutput: () => {},
		signal,
	});
}

const READ = "print(open('feb.csv').read(), open('march.csv').read())";
const now = async () => {
	const { workspace } = foldersOf(stateDir, thread);
	return [await readFile(join(workspace, "feb.csv"), "utf8"), await readFile(join(workspace, "march.csv"), "utf8")];
};

test("the code reads the newer file under the older one's name, and afterwards each file is itself again", async () => {
	expect((await run(READ)).output).toBe("feb march\n");
	const rerun = await run(READ, { standIns: [swap] });
	expect(rerun).toMatchObject({ outcome: "ok", output: "march march\n", changed: [] });
	expect(await now()).toEqual(["feb", "march"]);
	expect((await run(READ)).output).toBe("feb march\n");
});

test("a rerun that fails puts the file back as well", async () => {
	expect(await run("1/0", { standIns: [swap] })).toMatchObject({ outcome: "failed" });
	expect(await now()).toEqual(["feb", "march"]);
});

test("a rerun whose end the bot did not live to see is put right when it asks for the result again", async () => {
	const id = randomUUID();
	await run(READ, { id, standIns: [swap] });
	await standIn(foldersOf(stateDir, thread), [swap]);
	expect(await now()).toEqual(["march", "march"]);
	expect((await run(READ, { id, standIns: [swap] })).output).toBe("march march\n");
	expect(await now()).toEqual(["feb", "march"]);
});

test("only an Upload is replaced: a name that code made is refused", async () => {
	await run("open('own.csv', 'w').write('mine')");
	await expect(run(READ, { standIns: [{ ...swap, as: "own.csv" }] })).rejects.toThrow(
		"no other file can take its place",
	);
	await expect(standIn(foldersOf(stateDir, thread), [{ ...swap, as: "../../escape" }])).rejects.toThrow(
		"take its place",
	);
	await putBack(foldersOf(stateDir, thread), [swap]);
});

test("an Upload's digest is that of the bytes as they came, and a finished Run is known by its id and never started", async () => {
	const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
	expect(await sandbox.digest(thread, feb)).toBe(sha256("feb"));
	expect(await sandbox.digest(thread, { ...feb, id: "F9" })).toBeUndefined();
	const id = randomUUID();
	expect(await sandbox.result(thread, id)).toBeUndefined();
	await run("print(5)", { id });
	expect(await sandbox.result(thread, id)).toMatchObject({ id, output: "5\n" });
});

test("how the container is can be looked at without opening one", async () => {
	const other = "slack:T1:C1:2.2";
	expect(await sandbox.look(other)).toEqual({ kind: "closed" });
	const { generation } = await sandbox.open(other, signal);
	expect(await sandbox.look(other)).toMatchObject({ kind: "open", busy: false, generation });
	await sandbox.close(other);
	expect(await sandbox.look(other)).toEqual({ kind: "closed" });
});
