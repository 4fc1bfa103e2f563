// A node: containerd and a kubelet in name spaces of their own, beside the Docker engine. Its name is the address at which it listens.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { freePort } from "../services/ports.ts";
import { ociProfile } from "./seccomp.ts";
import { launch } from "./shell.ts";
import { containerdConfig, fillStore } from "./store.ts";

const CGROUPS = "/sys/fs/cgroup";
/** Where a Pod finds the sandbox's seccomp profile, below the kubelet's own folder for them. */
export const SECCOMP_FILE = "profiles/threadloop-sandbox.json";

export interface NodeAim {
	/** Of the cluster. */
	readonly folder: string;
	readonly name: string;
	/** The program that `built("kube")` makes. */
	readonly kube: string;
	/** What its containerd begins with. */
	readonly store: string;
}

const groupOf = ({ folder, name }: Pick<NodeAim, "folder" | "name">) => `${basename(folder)}-${name}`;

/** Starts it; where it has run before it comes back with what it had on its disk. */
export async function startNode(aim: NodeAim): Promise<void> {
	const { folder, name, kube } = aim;
	const node = join(folder, name);
	if (!existsSync(node)) await equip(aim, node);
	makeGroups(groupOf(aim));
	launch(folder, name, [
		...["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child=KILL", "--mount-proc"],
		...["bash", join(import.meta.dirname, "node.sh"), node, kube],
		...["--config", join(node, "kubelet.yaml"), "--kubeconfig", join(folder, "keys", `${name}.conf`)],
		...["--root-dir", join(node, "kubelet"), "--cert-dir", join(node, "kubelet/pki"), "--hostname-override", name],
	]);
}

async function equip({ folder, name, store }: NodeAim, node: string): Promise<void> {
	for (const part of ["cni", "plugins", "kubelet/seccomp/profiles"]) mkdirSync(join(node, part), { recursive: true });
	await fillStore(node, store);
	for (const plugin of ["loopback", "none"]) {
		symlinkSync(join(import.meta.dirname, "network-plugin"), join(node, "plugins", plugin));
	}
	const network = { cniVersion: "0.4.0", name: "none", plugins: [{ type: "none" }] };
	writeFileSync(join(node, "cni/none.conflist"), JSON.stringify(network));
	writeFileSync(join(node, "containerd.toml"), containerdConfig(node, join(node, "plugins")));
	const arch = process.arch === "arm64" ? "arm64" : "amd64";
	writeFileSync(join(node, "kubelet/seccomp", SECCOMP_FILE), ociProfile(arch));
	const key = (file: string) => join(folder, "keys", file);
	const settings = {
		apiVersion: "kubelet.config.k8s.io/v1beta1",
		kind: "KubeletConfiguration",
		address: name,
		port: await freePort(),
		healthzPort: 0,
		containerRuntimeEndpoint: `unix://${node}/containerd.sock`,
		cgroupDriver: "cgroupfs",
		cgroupRoot: `/${groupOf({ folder, name })}`,
		failCgroupV1: false,
		failSwapOn: false,
		// It finds the kernel's settings as it wants them (node.sh), and writes none.
		protectKernelDefaults: true,
		oomScoreAdj: 0,
		podPidsLimit: 256,
		podLogsDir: join(node, "pod-logs"),
		seccompDefault: true,
		makeIPTablesUtilChains: false,
		resolvConf: "",
		imageGCHighThresholdPercent: 100,
		evictionHard: { "memory.available": "200Mi" },
		syncFrequency: "10s",
		authentication: {
			anonymous: { enabled: false },
			webhook: { enabled: true },
			x509: { clientCAFile: key("ca.crt") },
		},
		authorization: { mode: "Webhook" },
		tlsCertFile: key(`${name}.crt`),
		tlsPrivateKeyFile: key(`${name}.key`),
	};
	writeFileSync(join(node, "kubelet.yaml"), JSON.stringify(settings));
}

/** The hierarchies of cgroup v1, or the one of v2. */
function hierarchies(): readonly string[] {
	if (existsSync(join(CGROUPS, "cgroup.controllers"))) return [CGROUPS];
	return readdirSync(CGROUPS)
		.map((name) => join(CGROUPS, name))
		.filter((path) => existsSync(join(path, "cgroup.procs")));
}

function makeGroups(group: string): void {
	for (const hierarchy of hierarchies()) {
		mkdirSync(join(hierarchy, group), { recursive: true });
		// A new group of cpuset has no processor and no memory of its own accord.
		for (const file of ["cpuset.cpus", "cpuset.mems"].filter((name) => existsSync(join(hierarchy, group, name)))) {
			writeFileSync(join(hierarchy, group, file), readFileSync(join(hierarchy, file)));
		}
	}
}

/** The groups that the cluster of this folder has made, innermost first. */
export function groupsOf(folder: string): readonly string[] {
	const below = (path: string): string[] =>
		readdirSync(path, { withFileTypes: true })
			.filter((entry) => entry.isDirectory())
			.flatMap(({ name }) => [...below(join(path, name)), join(path, name)]);
	return hierarchies().flatMap((hierarchy) =>
		readdirSync(hierarchy)
			.filter((name) => name.startsWith(`${basename(folder)}-`))
			.flatMap((name) => [...below(join(hierarchy, name)), join(hierarchy, name)]),
	);
}

/** Resolves once its groups are gone, which they are when the last process in them is. */
export async function removeGroups(folder: string): Promise<void> {
	for (let tries = 0; tries < 200 && groupsOf(folder).length > 0; tries += 1) {
		for (const group of groupsOf(folder)) {
			try {
				rmdirSync(group);
			} catch {
				break; // a process in it is still ending
			}
		}
		if (groupsOf(folder).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
	}
	const [left] = groupsOf(folder);
	if (left !== undefined)
		throw new Error(`${left} still holds processes: ${readFileSync(join(left, "cgroup.procs"), "utf8")}`);
}
