// Etcd, the API server, the controller manager and the scheduler, on loopback.

import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { freePort } from "../services/ports.ts";
import { launch } from "./shell.ts";

export interface Ports {
	readonly api: number;
	readonly etcd: number;
	readonly peer: number;
}

export const freePorts = async (): Promise<Ports> => ({
	api: await freePort(),
	etcd: await freePort(),
	peer: await freePort(),
});

interface Plane {
	readonly folder: string;
	/** The program that `built("kube")` makes. */
	readonly kube: string;
	readonly ports: Ports;
}

export function startEtcd({ folder, kube, ports }: Plane): void {
	const key = (file: string) => join(folder, "keys", file);
	const clients = `https://127.0.0.1:${ports.etcd}`;
	const peers = `https://127.0.0.1:${ports.peer}`;
	const tls = (prefix: string) => [
		...[`--${prefix}client-cert-auth`, `--${prefix}trusted-ca-file`, key("ca.crt")],
		...[`--${prefix}cert-file`, key("apiserver.crt"), `--${prefix}key-file`, key("apiserver.key")],
	];
	launch(folder, "etcd", [
		...[kube, "etcd", "--data-dir", join(folder, "etcd"), "--unsafe-no-fsync", "--log-level", "error"],
		...["--listen-client-urls", clients, "--advertise-client-urls", clients],
		...["--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers, "--initial-cluster", `default=${peers}`],
		...[...tls(""), ...tls("peer-")],
	]);
}

export function startApiServer({ folder, kube, ports }: Plane): void {
	const key = (file: string) => join(folder, "keys", file);
	launch(folder, "apiserver", [
		...[kube, "apiserver", "--bind-address", "127.0.0.1", "--secure-port", String(ports.api)],
		...["--etcd-servers", `https://127.0.0.1:${ports.etcd}`, "--etcd-cafile", key("ca.crt")],
		...["--etcd-certfile", key("apiserver.crt"), "--etcd-keyfile", key("apiserver.key")],
		// Told to nobody, but it may not be on loopback.
		...["--advertise-address", outside(), "--endpoint-reconciler-type", "none"],
		...["--tls-cert-file", key("apiserver.crt"), "--tls-private-key-file", key("apiserver.key")],
		...["--client-ca-file", key("ca.crt"), "--kubelet-preferred-address-types", "InternalIP"],
		...["--kubelet-client-certificate", key("to-kubelet.crt"), "--kubelet-client-key", key("to-kubelet.key")],
		...["--kubelet-certificate-authority", key("ca.crt")],
		...["--service-cluster-ip-range", "10.96.0.0/24", "--authorization-mode", "Node,RBAC"],
		// As in every cluster for all: it is the name space that says no.
		...["--enable-admission-plugins", "NodeRestriction", "--allow-privileged=true"],
		...["--service-account-issuer", "https://kubernetes.default.svc"],
		...["--service-account-key-file", key("accounts.pub"), "--service-account-signing-key-file", key("accounts.key")],
	]);
}

export function startControllers({ folder, kube }: Plane): void {
	const key = (file: string) => join(folder, "keys", file);
	const without = ["cloud-node-lifecycle", "service-lb-controller", "node-route-controller"].map((name) => `-${name}`);
	launch(folder, "manager", [
		...[kube, "manager", "--kubeconfig", key("manager.conf"), "--leader-elect=false", "--secure-port", "0"],
		...["--root-ca-file", key("ca.crt"), "--service-account-private-key-file", key("accounts.key")],
		...["--use-service-account-credentials", "--controllers", ["*", ...without].join(",")],
	]);
	const scheduler = [kube, "scheduler", "--kubeconfig", key("scheduler.conf")];
	launch(folder, "scheduler", [...scheduler, "--leader-elect=false", "--secure-port", "0"]);
}

function outside(): string {
	const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
	return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "192.0.2.1";
}
