// A Kubernetes of one's own for tests: control plane, nodes and agent-sandbox on loopback, beside a Docker engine that it leaves alone.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { gone, type Identity, isAlive, signal } from "../services/identity.ts";
import { freePorts, startApiServer, startControllers, startEtcd } from "./control-plane.ts";
import { makeKeys, writeKubeconfig } from "./keys.ts";
import { removeGroups, startNode } from "./node.ts";
import { built } from "./programs.ts";
import { command, launch, until } from "./shell.ts";
import { storeOf } from "./store.ts";

export interface ClusterOptions {
	/** 1 unless it is said. */
	readonly nodes?: number;
	/** Of the Docker engine, put onto every node under their names; none unless it is said. */
	readonly images?: readonly string[];
	/** Of the storage class `folders`, each for one claim; 32 unless it is said. */
	readonly volumes?: number;
	/** Its controller and CRDs; there unless it is said. */
	readonly agentSandbox?: boolean;
}

export interface Cluster {
	/** All that it is and says; logs are in `logs/`. */
	readonly folder: string;
	/** The kubeconfig of somebody who may do everything. */
	readonly kubeconfig: string;
	readonly server: string;
	readonly nodes: readonly string[];
	/** As the administrator; resolves with what it printed. */
	readonly kubectl: (args: readonly string[], input?: string) => Promise<string>;
	readonly helm: (args: readonly string[], input?: string) => Promise<string>;
	/** The kubeconfig of a service account. */
	readonly accountOf: (namespace: string, name: string) => Promise<string>;
	/** As by a power cut: its containers end with it. What is on its disk is kept. */
	readonly killNode: (name: string) => Promise<void>;
	readonly startNode: (name: string) => Promise<void>;
	readonly killApiServer: () => Promise<void>;
	readonly restartApiServer: () => Promise<void>;
	readonly down: () => Promise<void>;
}

const PREFIX = "threadloop-cluster-";
const NEEDED = ["containerd", "ctr", "runc", "docker", "openssl", "unshare", "nsenter", "ip", "flock"];
const ROOT_ONLY = "the test cluster mounts, and makes control groups: it runs as root on Linux only";

export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
	if (process.getuid?.() !== 0 || process.platform !== "linux") throw new Error(ROOT_ONLY);
	await lookForPrograms();
	await sweepUp();
	const programs = await built("kube");
	const controller = options.agentSandbox === false ? undefined : await built("agent-sandbox");
	const folder = mkdtempSync(join(tmpdir(), PREFIX));
	try {
		return await start(folder, programs, controller, options);
	} catch (error) {
		const logs = lastWords(folder);
		await stopCluster(folder);
		throw new Error(`the cluster does not start: ${error instanceof Error ? error.message : error}\n${logs}`);
	}
}

async function lookForPrograms(): Promise<void> {
	const found = await command("bash", ["-c", 'for name; do command -v "$name"; done; true', "bash", ...NEEDED]);
	const missing = NEEDED.filter((name) => !found.split("\n").some((path) => path.endsWith(`/${name}`)));
	if (missing.length === 0) return;
	throw new Error(
		`the test cluster needs ${missing.join(", ")}; on Debian: apt-get install docker.io openssl util-linux iproute2`,
	);
}

/** Ends what is left of clusters whose programs were killed from outside. */
async function sweepUp(): Promise<void> {
	const folders = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX));
	for (const folder of folders.map((name) => join(tmpdir(), name))) {
		const names = existsSync(join(folder, "running")) ? readdirSync(join(folder, "running")) : [];
		// One that starts has nothing running yet, or not all.
		const isYoung = Date.now() - statSync(folder).ctimeMs < 600_000;
		if (!isYoung && !names.some((name) => isAlive(readIdentity(folder, name)))) await stopCluster(folder);
	}
}

async function start(
	folder: string,
	programs: string,
	controller: string | undefined,
	{ nodes: count = 1, images = [], volumes = 32 }: ClusterOptions,
): Promise<Cluster> {
	const kube = join(programs, "kube");
	const keys = join(folder, "keys");
	for (const part of ["logs", "volumes"]) mkdirSync(join(folder, part));
	const ports = await freePorts();
	const plane = { folder, kube, ports };
	const server = `https://127.0.0.1:${ports.api}`;
	const nodes = Array.from({ length: count }, (_, at) => `127.0.0.${at + 1}`);
	await makeKeys(keys, [
		{ name: "apiserver", subject: "/CN=kube-apiserver", names: "DNS:localhost,IP:127.0.0.1,IP:10.96.0.1" },
		{ name: "to-kubelet", subject: "/O=system:masters/CN=apiserver-to-kubelet" },
		{ name: "admin", subject: "/O=system:masters/CN=admin" },
		{ name: "manager", subject: "/CN=system:kube-controller-manager" },
		{ name: "scheduler", subject: "/CN=system:kube-scheduler" },
		...nodes.map((name) => ({ name, subject: `/O=system:nodes/CN=system:node:${name}`, names: `IP:${name}` })),
	]);
	for (const name of ["manager", "scheduler", ...nodes]) writeKubeconfig(keys, name, { server });
	const kubeconfig = writeKubeconfig(keys, "admin", { server });

	const env = { KUBECONFIG: kubeconfig, HELM_CACHE_HOME: join(folder, "helm"), HELM_CONFIG_HOME: join(folder, "helm") };
	const kubectl: Cluster["kubectl"] = (args, input = "") => command(kube, ["kubectl", ...args], { input, env });
	const apiServerIsReady = () => until("the API server is ready", 60_000, () => kubectl(["get", "--raw", "/readyz"]));
	startEtcd(plane);
	startApiServer(plane);
	const store = await storeOf(join(programs, "pause"), images);
	const starting = nodes.map((name) => startNode({ folder, name, kube, store }));
	await Promise.all([apiServerIsReady(), ...starting]);
	startControllers(plane);
	const disks = { apiVersion: "v1", kind: "List", items: storage(folder, nodes, volumes) };
	await kubectl(["create", "-f", "-"], JSON.stringify(disks));
	if (controller !== undefined) await startAgentSandbox(folder, controller, kubeconfig, kubectl);
	const nodeIsReady = (name: string) =>
		until(`the node ${name} is Ready`, 60_000, () =>
			kubectl(["wait", "--for=condition=Ready", `node/${name}`, "--timeout=5s"]),
		);
	await Promise.all(nodes.map(nodeIsReady));
	return {
		folder,
		kubeconfig,
		server,
		nodes,
		kubectl,
		helm: (args, input = "") => command(kube, ["helm", ...args], { input, env }),
		accountOf: async (namespace, name) => {
			const token = await kubectl(["create", "token", name, "-n", namespace, "--duration", "10h"]);
			return writeKubeconfig(keys, `${namespace}-${name}`, { server, token: token.trim(), namespace });
		},
		killNode: (name) => end(folder, name),
		startNode: async (name) => {
			await startNode({ folder, name, kube, store });
			await nodeIsReady(name);
		},
		killApiServer: () => end(folder, "apiserver"),
		restartApiServer: async () => {
			startApiServer(plane);
			await apiServerIsReady();
		},
		down: () => stopCluster(folder),
	};
}

/**
 * Folders that all nodes see, as of a network's disks, but without a limit. Made beforehand, since what makes folders on demand does not
 * give them to a Pod's `fsGroup`, as drivers of real disks do.
 */
function storage(folder: string, nodes: readonly string[], count: number): readonly object[] {
	const disk = (at: number) => {
		const path = join(folder, "volumes", String(at));
		mkdirSync(path, { recursive: true, mode: 0o755 });
		return {
			apiVersion: "v1",
			kind: "PersistentVolume",
			metadata: { name: `folder-${at}` },
			spec: {
				storageClassName: "folders",
				capacity: { storage: "64Gi" },
				accessModes: ["ReadWriteOnce"],
				persistentVolumeReclaimPolicy: "Retain",
				local: { path },
				nodeAffinity: {
					required: {
						nodeSelectorTerms: [
							{ matchExpressions: [{ key: "kubernetes.io/hostname", operator: "In", values: nodes }] },
						],
					},
				},
			},
		};
	};
	const storageClass = {
		apiVersion: "storage.k8s.io/v1",
		kind: "StorageClass",
		metadata: { name: "folders", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
		provisioner: "kubernetes.io/no-provisioner",
		volumeBindingMode: "WaitForFirstConsumer",
	};
	return [storageClass, ...Array.from({ length: count }, (_, at) => disk(at))];
}

async function startAgentSandbox(
	folder: string,
	programs: string,
	kubeconfig: string,
	kubectl: Cluster["kubectl"],
): Promise<void> {
	await kubectl(["apply", "--server-side", "-f", join(programs, "crds")]);
	// One that is so new that it has no conditions at all is an error to kubectl.
	const established = () => kubectl(["wait", "--for=condition=Established", "crd", "--all", "--timeout=5s"]);
	await until("agent-sandbox's kinds are known", 60_000, established);
	launch(folder, "agent-sandbox", [
		...[join(programs, "agent-sandbox"), "--kubeconfig", kubeconfig, "--extensions", "--leader-elect=false"],
		...["--enable-webhook=false", "--manage-webhook-certs=false"],
		...["--metrics-bind-address=0", "--health-probe-bind-address=0"],
	]);
}

const identity = z.object({ pid: z.int().positive(), began: z.string() });

function readIdentity(folder: string, name: string): Identity {
	return identity.parse(JSON.parse(readFileSync(join(folder, "running", name), "utf8")));
}

/** Ends one program of the cluster, at once. */
async function end(folder: string, name: string): Promise<void> {
	const running = readIdentity(folder, name);
	if (isAlive(running)) {
		signal(running.pid, "SIGKILL", { group: true });
		await gone(running, 10_000);
	}
	rmSync(join(folder, "running", name));
}

/** Ends all that was started for the cluster of this folder, and removes the folder. */
export async function stopCluster(folder: string): Promise<void> {
	const running = join(folder, "running");
	const names = existsSync(running) ? readdirSync(running) : [];
	await Promise.all(names.map((name) => end(folder, name)));
	await removeGroups(folder);
	rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	try {
		rmdirSync("/var/lib/cni"); // made for us to mount on, unless there is something in it
	} catch {}
}

function lastWords(folder: string): string {
	const logs = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
		/^[^/]+\/[^/]+\.log$/.test(name),
	);
	return logs
		.map((name) => {
			const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n").slice(-4);
			return [`--- ${name}`, ...lines.map((line) => line.slice(0, 300))].join("\n");
		})
		.join("\n");
}
