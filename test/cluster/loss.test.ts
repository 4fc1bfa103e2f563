// A volume that goes with its Pod: people are told that the files are gone, and the thread goes on.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Lab, openLab, put, request, run } from "./lab.ts";

const thread = "slack:T1:C1:6.6";
let lab: Lab;
beforeAll(async () => {
	lab = await openLab({ pool: 0, disk: { kind: "emptyDir", size: "1Gi" } });
}, 600_000);
afterEach(() => lab.close());
afterAll(() => lab?.end());

test("files that went with the Pod are said to be gone once, and a file may come again", async () => {
	const sandbox = await lab.open();
	const { file } = await put(sandbox, thread, "data.csv", Buffer.from("a\n1\n"));
	expect((await run(sandbox, thread, "print(open('data.csv').read())")).output).toBe("a\n1\n\n");
	const late = await request(sandbox, thread, "print(1)");
	await sandbox.close(thread);
	expect(lab.told).toEqual([]);
	expect(await sandbox.has(thread, file)).toBeUndefined();
	expect(lab.told).toEqual([
		"This thread's files were lost with the sandbox that held them; send them again if they are still needed.",
	]);
	expect(await sandbox.run(late)).toMatchObject({ outcome: "lost", variablesKept: false });
	await put(sandbox, thread, "data.csv", Buffer.from("b\n2\n"));
	expect((await run(sandbox, thread, "print(open('data.csv').read())")).output).toBe("b\n2\n\n");
	expect(lab.told.length).toBe(1);
	await sandbox.forget(thread);
}, 180_000);

test("a Run that is stopped while its thread waits for a Pod was not run", async () => {
	const sandbox = await lab.open();
	const asked = await request(sandbox, thread, "print(1)");
	await sandbox.close(thread);
	const patch = ["patch", "resourcequota", "all", "--namespace", "threadloop-sandboxes", "--type", "merge", "--patch"];
	await lab.cluster.kubectl([...patch, JSON.stringify({ spec: { hard: { pods: "0" } } })]);
	const stop = new AbortController();
	setTimeout(() => stop.abort(new Error("stop")), 2000);
	expect(await sandbox.run({ ...asked, signal: stop.signal })).toMatchObject({ outcome: "cancelled", output: "" });
	await sandbox.forget(thread);
}, 120_000);
