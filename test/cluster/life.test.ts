// A thread's life on a real cluster, with the chart's own sandboxes: as on one machine, and nothing of it stays.

import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { checkCluster } from "../../scripts/doctor/cluster.ts";
import { readConfig } from "../../src/config/environment.ts";
import { type Lab, NAMESPACE, openLab, put, request, run, until, whole } from "./lab.ts";

const thread = "slack:T1:C1:1.1";
const claim = `t-${createHash("sha256").update(thread).digest("hex").slice(0, 32)}`;
let lab: Lab;

beforeAll(async () => {
	lab = await openLab();
}, 600_000);
afterEach(() => lab.close());
afterAll(() => lab?.end());

test("a file, a failure, its fix, an artifact, a pause, and the end", async () => {
	const sandbox = await lab.open();
	expect(await sandbox.look(thread)).toEqual({ kind: "closed" });
	const { file, name } = await put(sandbox, thread, "sales.csv", Buffer.from("city,amount\nBern,40\nThun,2\n"));
	expect(name).toBe("sales.csv");
	expect(await sandbox.has(thread, file)).toBe("sales.csv");
	expect(await sandbox.digest(thread, file)).toMatch(/^[0-9a-f]{64}$/);
	expect(await sandbox.profile(thread, "sales.csv", new AbortController().signal)).toMatchObject({ rows: 2 });

	const failed = await run(
		sandbox,
		thread,
		"import pandas as pd\nt = pd.read_csv('sales.csv')\nprint(t['amuont'].sum())",
	);
	expect(failed).toMatchObject({ outcome: "failed", error: { name: "KeyError" } });
	const fixed = await run(sandbox, thread, "print(t['amount'].sum())\nt.to_csv('out.csv', index=False)");
	expect(fixed).toMatchObject({ outcome: "ok", output: "42\n", changed: ["out.csv"], notes: [], variablesKept: true });
	expect(await sandbox.look(thread)).toMatchObject({ kind: "open", busy: false });
	const [artifact] = fixed.artifacts;
	expect((await whole(sandbox.bytes(thread, artifact!))).toString()).toBe("city,amount\nBern,40\nThun,2\n");
	expect(await sandbox.result(thread, fixed.id)).toEqual(fixed);

	const closed = performance.now();
	const stale = await request(sandbox, thread, "print(t)");
	await sandbox.close(thread);
	expect(await sandbox.look(thread)).toEqual({ kind: "closed" });
	const lost = await sandbox.run(stale);
	expect(lost).toMatchObject({ outcome: "lost", variablesKept: false });
	expect(lost.notes[0]).toContain("variables are gone, files are kept");
	const after = await run(sandbox, thread, "import os\nprint(sorted(os.listdir()), 't' in dir())");
	expect(after.output).toBe("['out.csv', 'sales.csv'] False\n");
	expect(await sandbox.result(thread, fixed.id)).toEqual(fixed);
	console.log(`suspended, resumed and run in ${Math.round(performance.now() - closed)} ms`);

	await sandbox.forget(thread);
	expect(await sandbox.has(thread, file)).toBeUndefined();
	expect(await lab.names("sandboxclaims")).not.toContain(claim);
	await until("only the spare's Pod and volume are there", async () => {
		const [pods, volumes] = [await lab.names("pods"), await lab.names("persistentvolumeclaims")];
		return pods.length === 1 && volumes.length === 1;
	});
}, 300_000);

test("the doctor says how many sandboxes are ready, and that there are none", async () => {
	const env = { SANDBOX_DRIVER: "kubernetes", K8S_KUBECONFIG: lab.kubeconfig, K8S_NAMESPACE: NAMESPACE };
	const finding = (pool: string) => checkCluster(readConfig({ ...env, K8S_POOL: pool }));
	expect(await finding("threadloop")).toMatchObject({ state: "good", said: expect.stringContaining("has 1 ready") });
	expect(await finding("nobodys")).toMatchObject({ state: "bad", said: expect.stringContaining("nobodys") });
});

test("what has idled is suspended by whichever bot looks, unless its people need it", async () => {
	const first = await lab.open({ idleMs: 3000, need: async () => "working" });
	await run(first, "slack:T1:C1:2.2", "kept = 1");
	await first.detach();
	const second = await lab.open({ idleMs: 3000 });
	expect(second.usage().seats.held).toBeGreaterThanOrEqual(1);
	const phase = async () =>
		await lab.cluster.kubectl([
			"get",
			"sandboxes",
			"--namespace",
			NAMESPACE,
			"--output",
			"jsonpath={.items[*].spec.operatingMode}",
		]);
	await until("it is suspended", async () => (await phase()).includes("Suspended"));
	const after = await run(second, "slack:T1:C1:2.2", "print('kept' in dir())");
	expect(after.output).toBe("False\n");
	await second.forget("slack:T1:C1:2.2");
}, 180_000);
