// Many threads at once, on nodes without a machine: the control plane's and agent-sandbox's side.

import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cluster, startCluster } from "../../scripts/cluster/cluster.ts";
import { ON_FAKE_NODES, startFakeNodes } from "../../scripts/cluster/fake-nodes.ts";
import { claimOf, list, prepare, SANDBOXES } from "./chart.ts";

let cluster: Cluster;

beforeAll(async () => {
	cluster = await startCluster();
});
afterAll(async () => await cluster?.down());

test("a thousand threads have a sandbox each", { timeout: 1_500_000 }, async () => {
	await startFakeNodes(cluster, 50);
	const quota = { pods: "1200", "requests.cpu": "1k", "requests.memory": "10Ti", "limits.memory": "100Ti" };
	await prepare(cluster, { sandboxes: { pool: 20, disk: { kind: "emptyDir" }, quota, ...ON_FAKE_NODES } });
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
		const said = await cluster.kubectl(["get", "sandboxclaims", "-n", SANDBOXES, "-o", `jsonpath=${path}`]);
		return said.split("\n").filter((status) => status === "True").length;
	};
	await expect.poll(ready, { timeout: 1_200_000, interval: 3000 }).toBe(1000);
	console.log(`all ready after ${((Date.now() - began) / 1000).toFixed(1)} s`);
	const asked = Date.now();
	await cluster.kubectl([
		"get",
		"--raw",
		`/apis/extensions.agents.x-k8s.io/v1beta1/namespaces/${SANDBOXES}/sandboxclaims/many-500`,
	]);
	console.log(`one by its name after ${Date.now() - asked} ms, the program's start included`);
});
