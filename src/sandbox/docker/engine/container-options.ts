// Container options for a plan: no network, no capabilities and no root for code, and a limit on everything.

import { createHash } from "node:crypto";
import type { ContainerCreateOptions } from "dockerode";
import { AGENT_USER } from "../../ids.ts";
import type { DataDir } from "../files/data-dirs.ts";
import { SECCOMP } from "./seccomp.ts";

export interface ContainerPlan {
	readonly image: string;
	/** The engine's id of the image: another image is another spec. */
	readonly imageId: string;
	readonly hostId: string;
	/** The id of the disk whose files it works on: any Thread's, or a spare one. */
	readonly disk: string;
	/** Host folder that becomes `/workspace`; on the disk, so it holds its id. */
	readonly workspace: string;
	/** Host file that becomes `/etc/hosts`: without a network the engine leaves it empty, and `localhost` must resolve. */
	readonly hostsFile: string;
	readonly memoryBytes: number;
	readonly cpus: number;
	/** Seconds after which the agent ends a container whose host says nothing. */
	readonly deadManS: number;
	/** Whether the engine has AppArmor. */
	readonly appArmor: boolean;
	/** The operator's folders, at `/data/<name>`. */
	readonly dataDirs: readonly DataDir[];
}

/** What the newest engine hides on its own, and the machine's make and serial numbers. */
const MASKED = [
	...["acpi", "asound", "interrupts", "kcore", "keys", "latency_stats", "sched_debug", "scsi", "timer_list"].map(
		(name) => `/proc/${name}`,
	),
	...["firmware", "devices/virtual/powercap", "devices/virtual/dmi"].map((name) => `/sys/${name}`),
];
const READ_ONLY = ["bus", "fs", "irq", "sys", "sysrq-trigger"].map((name) => `/proc/${name}`);
/** Code sees no path of the host's control groups; dockerode's types do not know it. */
const OWN_CGROUPS = { CgroupnsMode: "private" };
const MB = 1024 ** 2;

export const LABEL = { host: "threadloop.host", disk: "threadloop.disk", spec: "threadloop.spec" } as const;

/** What is executed in a container: a relay to its agent. */
export const RELAY = {
	Cmd: ["/usr/local/bin/agentctl"],
	User: AGENT_USER,
	AttachStdin: true,
	AttachStdout: true,
	AttachStderr: false,
	Tty: false,
};

export function containerName(hostId: string, disk: string): string {
	return `threadloop-${createHash("sha256").update(`${hostId}\0${disk}`).digest("hex").slice(0, 24)}`;
}

export function containerOptions(plan: ContainerPlan): ContainerCreateOptions & { name: string } {
	const hardened = hardenedOptions(plan);
	return {
		...hardened,
		name: containerName(plan.hostId, plan.disk),
		// Not part of the spec: another idle time is not a reason to end a container.
		Env: [...(hardened.Env ?? []), `THREADLOOP_DEADMAN_S=${plan.deadManS}`],
		Labels: { [LABEL.host]: plan.hostId, [LABEL.disk]: plan.disk, [LABEL.spec]: specOf(plan) },
	};
}

/** Equal for containers that differ in nothing but the disk they work on. */
export function specOf(plan: ContainerPlan): string {
	const workspace = plan.workspace.replaceAll(plan.disk, "*");
	const text = JSON.stringify([plan.imageId, hardenedOptions({ ...plan, workspace })]);
	return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function hardenedOptions(plan: ContainerPlan): ContainerCreateOptions {
	const threads = String(Math.max(1, Math.ceil(plan.cpus)));
	// /tmp and /dev/shm count as memory: full, they leave half of it to Python and the agent.
	const inMemory = Math.min(256 * MB, Math.floor(plan.memoryBytes / 4));
	return {
		Image: plan.image,
		Hostname: "sandbox",
		// For the agent's first moment: no code runs then, and none is ever root or has one of its rights.
		User: "0:0",
		WorkingDir: "/workspace",
		// Besides NetworkMode `none`: starts in half the time and keeps the host's resolv.conf out.
		NetworkDisabled: true,
		OpenStdin: false,
		Tty: false,
		AttachStdout: false,
		AttachStderr: false,
		StopSignal: "SIGKILL",
		Env: ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"].map(
			(name) => `${name}=${threads}`,
		),
		HostConfig: {
			NetworkMode: "none",
			ReadonlyRootfs: true,
			CapDrop: ["ALL"],
			// To start code as its own user and to end it; SETPCAP, to see to it that nothing gets these rights again.
			CapAdd: ["KILL", "SETGID", "SETPCAP", "SETUID"],
			SecurityOpt: [
				"no-new-privileges:true",
				`seccomp=${SECCOMP}`,
				...(plan.appArmor ? ["apparmor=docker-default"] : []),
			],
			MaskedPaths: MASKED,
			ReadonlyPaths: READ_ONLY,
			Privileged: false,
			Memory: plan.memoryBytes,
			// Equal to Memory means: no swap.
			MemorySwap: plan.memoryBytes,
			MemoryReservation: Math.min(512 * MB, plan.memoryBytes),
			NanoCpus: Math.round(plan.cpus * 1e9),
			CpuShares: 256,
			PidsLimit: 256,
			OomScoreAdj: 500,
			ShmSize: inMemory,
			IpcMode: "private",
			...OWN_CGROUPS,
			Init: false,
			// The engine's default log grows by 100 MiB a second under a flood.
			LogConfig: { Type: "none", Config: {} },
			RestartPolicy: { Name: "no" },
			AutoRemove: false,
			Tmpfs: {
				"/tmp": `rw,nosuid,nodev,size=${inMemory},nr_inodes=64k,mode=1777`,
				// The agent's socket; cells that code may read; the kernel's own sockets.
				"/run/agent": "rw,nosuid,nodev,noexec,size=1m,mode=0700,uid=10002,gid=10002",
				"/run/cells": "rw,nosuid,nodev,noexec,size=16m,mode=0711,uid=10002,gid=10002",
				"/run/kernel": "rw,nosuid,nodev,noexec,size=1m,mode=0711,uid=10001,gid=10001",
			},
			Ulimits: [
				{ Name: "nofile", Soft: 1024, Hard: 4096 },
				{ Name: "core", Soft: 0, Hard: 0 },
				{ Name: "memlock", Soft: 65_536, Hard: 65_536 },
				{ Name: "fsize", Soft: 10 * 1024 ** 3, Hard: 10 * 1024 ** 3 },
			],
			Mounts: [
				// Without a word about propagation the engine takes rprivate, or rslave for a folder in its own, where it must.
				{ Type: "bind", Source: plan.workspace, Target: "/workspace" },
				{ Type: "bind", Source: plan.hostsFile, Target: "/etc/hosts", ReadOnly: true },
				...plan.dataDirs.map(({ name, path }) => ({
					Type: "bind" as const,
					Source: path,
					Target: `/data/${name}`,
					ReadOnly: true,
					// What is mounted further down would not become read-only with it, so it is left out.
					BindOptions: { Propagation: "rprivate" as const, NonRecursive: true },
				})),
			],
		},
	};
}
