// A node is gone: what the control plane and agent-sandbox do by themselves.

import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Cluster, startCluster } from "../../scripts/cluster/cluster.ts";
import { claimOf, prepare, SANDBOX_IMAGE, SANDBOXES } from "./chart.ts";

let cluster: Cluster;

beforeAll(async () => {
	cluster = await startCluster({ nodes: 2, images: [SANDBOX_IMAGE] });
	await cluster.kubectl(["create", "namespace", "threadloop"]);
});
afterAll(async () => await cluster?.down());

const claimed = z.object({ status: z.object({ sandbox: z.object({ name: z.string() }) }) });
const sandbox = z.object({ metadata: z.object({ annotations: z.record(z.string(), z.string()).default({}) }) });

async function read<T>(kind: string, name: string, shape: z.ZodType<T>): Promise<T> {
	return shape.parse(JSON.parse(await cluster.kubectl(["get", kind, name, "-n", SANDBOXES, "-o", "json"])));
}

async function podOf(
	claim: string,
): Promise<{ readonly name: string; readonly node: string; readonly isReady: boolean }> {
	const { name } = (await read("sandboxclaim", claim, claimed)).status.sandbox;
	const { annotations } = (await read("sandbox", name, sandbox)).metadata;
	const pod = annotations["agents.x-k8s.io/pod-name"] ?? name;
	const { spec, status } = await read(
		"pod",
		pod,
		z.object({
			spec: z.object({ nodeName: z.string().default("") }),
			status: z.object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]) }),
		}),
	);
	const isReady = status.conditions.some((one) => one.type === "Ready" && one.status === "True");
	return { name: pod, node: spec.nodeName, isReady };
}

test("a thread whose node loses its power goes on elsewhere within two minutes, with its files", {
	timeout: 240_000,
}, async () => {
	await prepare(cluster, {
		sandboxes: { pool: 1, memory: "512Mi", disk: { kind: "pvc", storageClass: "folders", size: "1Gi" } },
	});
	await cluster.kubectl(["create", "-f", "-"], JSON.stringify(claimOf("t-1")));
	await cluster.kubectl(["wait", "-n", SANDBOXES, "sandboxclaim/t-1", "--for=condition=Ready", "--timeout=60s"]);
	const before = await podOf("t-1");
	const inKeeper = (pod: string, line: string) =>
		cluster.kubectl(["exec", "-n", SANDBOXES, pod, "-c", "keeper", "--", "sh", "-c", line]);
	await inKeeper(before.name, "echo kept > /vol/note");

	await cluster.killNode(before.node);
	const lost = Date.now();
	const elsewhere = async () => {
		const { node, isReady } = await podOf("t-1");
		return isReady && node !== before.node;
	};
	await expect.poll(elsewhere, { timeout: 120_000, interval: 1000 }).toBe(true);
	console.log(`ready on the other node after ${((Date.now() - lost) / 1000).toFixed(1)} s`);
	expect(await inKeeper((await podOf("t-1")).name, "cat /vol/note")).toBe("kept\n");
	await cluster.startNode(before.node);
});
