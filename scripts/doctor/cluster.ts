// Examination of the cluster, where that is what sandboxes run on.

import type { Config } from "../../src/config/environment.ts";
import { openKube } from "../../src/sandbox/kubernetes/cluster/kube.ts";
import { type Finding, findingOf } from "./finding.ts";

export async function checkCluster({ kubernetes }: Config): Promise<Finding> {
	const { namespace, pool } = kubernetes;
	const part = "sandbox pool";
	let ready = 0;
	const finding = await findingOf(part, async () => {
		ready = await openKube(kubernetes).spares();
		return `the cluster answers; ${pool} in ${namespace} has ${ready} ready`;
	});
	if (finding.state === "bad" || ready > 0) return finding;
	const said = `The cluster answers, but no sandbox of ${pool} is ready, so threads wait for one to start; look at kubectl get pods --namespace ${namespace}.`;
	return { part, state: "worry", said };
}
