// Nodes without a machine, by kwok: their Pods become Ready at once and run nothing. For what the control plane does with many.

import { join } from "node:path";
import type { Cluster } from "./cluster.ts";
import { built } from "./programs.ts";
import { launch } from "./shell.ts";

/** What a Pod has to say to be put onto one. */
export const ON_FAKE_NODES = {
	nodeSelector: { type: "fake" },
	tolerations: [{ key: "fake", operator: "Exists" }],
};

const STAGES = [
	...["node/fast/node-initialize", "node/heartbeat-with-lease/node-heartbeat-with-lease"],
	...["pod/fast/pod-ready", "pod/fast/pod-complete", "pod/fast/pod-delete"],
];

export async function startFakeNodes({ folder, kubeconfig, kubectl }: Cluster, count: number): Promise<void> {
	const programs = await built("kwok");
	const room = { cpu: "32", memory: "256Gi", pods: "110", "ephemeral-storage": "1Ti" };
	const items = Array.from({ length: count }, (_, at) => ({
		apiVersion: "v1",
		kind: "Node",
		metadata: { name: `fake-${at}`, annotations: { "threadloop.example/node": "fake" }, labels: { type: "fake" } },
		spec: { taints: [{ key: "fake", effect: "NoSchedule" }] },
		status: { capacity: room, allocatable: room },
	}));
	launch(folder, "kwok", [
		...[join(programs, "kwok"), "--kubeconfig", kubeconfig, "--manage-all-nodes=false"],
		"--manage-nodes-with-annotation-selector=threadloop.example/node=fake",
		// Without leases a node counts as lost after 50 s.
		"--node-lease-duration-seconds=40",
		...STAGES.flatMap((stage) => ["--config", join(programs, "stages", `${stage}.yaml`)]),
	]);
	await kubectl(["create", "-f", "-"], JSON.stringify({ apiVersion: "v1", kind: "List", items }));
	await kubectl(["wait", "--for=condition=Ready", "node", "-l", "type=fake", "--timeout=60s"]);
}
