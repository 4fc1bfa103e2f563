// Many sandboxes, and a node that is gone: what the control plane and agent-sandbox do by themselves.

import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Cluster, startCluster } from "../../scripts/cluster/cluster.ts";
import { ON_FAKE_NODES, startFakeNodes } from "../../scripts/cluster/fake-nodes.ts";
import { idle, list, merged, type Rendered, render, SANDBOX_IMAGE } from "./chart.ts";

const NAMESPACE = "threadloop-sandboxes";
let cluster: Cluster;

beforeAll(async () => {
	cluster = await startCluster({ nodes: 2, images: [SANDBOX_IMAGE] });
	await cluster.kubectl(["create", "namespace", "threadloop"]);
});
afterAll(async () => await cluster?.down());

/** What the chart makes for sandboxes, with programs in them that only wait. */
async function prepare(values: object): Promise<void> {
	const kinds = ["Namespace", "PriorityClass", "ResourceQuota", "SandboxTemplate", "SandboxWarmPool"];
	const objects = (await render(cluster, values)).filter(({ kind }) => kinds.includes(kind));
	const waiting = (one: Rendered): object => {
		if (one.kind !== "SandboxTemplate") return one;
		const { podTemplate } = z.looseObject({ podTemplate: z.looseObject({ spec: z.looseObject({}) }) }).parse(one.spec);
		return merged(one, { spec: { podTemplate: { ...podTemplate, spec: idle(podTemplate.spec) } } });
	};
	await cluster.kubectl(["apply", "-f", "-"], list(objects.map(waiting)));
}

const claimOf = (name: string) => ({
	apiVersion: "extensions.agents.x-k8s.io/v1beta1",
	kind: "SandboxClaim",
	metadata: { name, namespace: NAMESPACE, labels: { "threadloop.dev/part": "thread" } },
	spec: { warmPoolRef: { name: "threadloop" } },
});
const claimed = z.object({ status: z.object({ sandbox: z.object({ name: z.string() }) }) });
const sandbox = z.object({ metadata: z.object({ annotations: z.record(z.string(), z.string()).default({}) }) });

async function read<T>(kind: string, name: string, shape: z.ZodType<T>): Promise<T> {
	return shape.parse(JSON.parse(await cluster.kubectl(["get", kind, name, "-n", NAMESPACE, "-o", "json"])));
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
	await prepare({
		sandboxes: { pool: 1, memory: "512Mi", disk: { kind: "pvc", storageClass: "folders", size: "1Gi" } },
	});
	await cluster.kubectl(["create", "-f", "-"], JSON.stringify(claimOf("t-1")));
	await cluster.kubectl(["wait", "-n", NAMESPACE, "sandboxclaim/t-1", "--for=condition=Ready", "--timeout=60s"]);
	const before = await podOf("t-1");
	const inKeeper = (pod: string, line: string) =>
		cluster.kubectl(["exec", "-n", NAMESPACE, pod, "-c", "keeper", "--", "sh", "-c", line]);
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

test("a thousand threads have their sandbox within two minutes", { timeout: 300_000 }, async () => {
	await startFakeNodes(cluster, 50);
	const quota = { pods: "1200", "requests.cpu": "1k", "requests.memory": "10Ti", "limits.memory": "100Ti" };
	await prepare({ sandboxes: { pool: 20, disk: { kind: "emptyDir" }, quota, ...ON_FAKE_NODES } });
	const claims = Array.from({ length: 1000 }, (_, at) => claimOf(`many-${at}`));
	const began = Date.now();
	await Promise.all(
		Array.from({ length: 10 }, (_, at) =>
			cluster.kubectl(["create", "-f", "-"], list(claims.slice(at * 100, (at + 1) * 100))),
		),
	);
	console.log(`claimed after ${((Date.now() - began) / 1000).toFixed(1)} s`);
	const ready = async () => {
		const path = '{range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}';
		const said = await cluster.kubectl(["get", "sandboxclaims", "-n", NAMESPACE, "-o", `jsonpath=${path}`]);
		return said.split("\n").filter((status) => status === "True").length;
	};
	await expect.poll(ready, { timeout: 120_000, interval: 2000 }).toBe(1001);
	console.log(`all ready after ${((Date.now() - began) / 1000).toFixed(1)} s`);
	const asked = Date.now();
	await cluster.kubectl([
		"get",
		"--raw",
		`/apis/extensions.agents.x-k8s.io/v1beta1/namespaces/${NAMESPACE}/sandboxclaims/many-500`,
	]);
	console.log(`one by its name after ${Date.now() - asked} ms, the program's start included`);
});
