// By hand: `node scripts/cluster/run.ts up [--nodes 2] [IMAGE...]` starts a cluster and says how to speak to it, `down FOLDER` ends it.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startCluster, stopCluster } from "./cluster.ts";
import { built } from "./programs.ts";
import { ociProfile } from "./seccomp.ts";

const { values, positionals } = parseArgs({
	options: { nodes: { type: "string", default: "1" } },
	allowPositionals: true,
});
const [what, ...rest] = positionals;

try {
	if (what === "build") {
		for (const part of ["kube", "agent-sandbox", "kwok"] as const) console.log(await built(part));
	} else if (what === "up") {
		const { folder, kubeconfig } = await startCluster({ nodes: Number(values.nodes), images: rest });
		console.log(`export KUBECONFIG=${kubeconfig}`);
		console.log(`node scripts/cluster/run.ts down ${folder}`);
	} else if (what === "down" && rest[0] !== undefined) {
		await stopCluster(rest[0]);
	} else if (what === "profiles") {
		// What the chart lays onto nodes, under the names by which they call themselves.
		const files = join(import.meta.dirname, "../../deploy/helm/threadloop/files");
		writeFileSync(join(files, "seccomp-x86_64.json"), ociProfile("amd64"));
		writeFileSync(join(files, "seccomp-aarch64.json"), ociProfile("arm64"));
	} else {
		console.error("usage: node scripts/cluster/run.ts build | up [--nodes N] [IMAGE...] | down FOLDER | profiles");
		process.exitCode = 2;
	}
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
