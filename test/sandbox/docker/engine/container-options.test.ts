import { describe, expect, it } from "vitest";
import {
	type ContainerPlan,
	containerName,
	containerOptions,
	specOf,
} from "../../../../src/sandbox/docker/engine/container-options.ts";
import { SECCOMP } from "../../../../src/sandbox/docker/engine/seccomp.ts";

const plan: ContainerPlan = {
	image: "threadloop-sandbox:local",
	imageId: "sha256:1",
	hostId: "h1",
	disk: "0123456789abcdef",
	workspace: "/state/disks/0123456789abcdef/tree/files",
	hostsFile: "/state/hosts",
	memoryBytes: 4 * 1024 ** 3,
	cpus: 1.5,
	deadManS: 1800,
	appArmor: false,
	dataDirs: [],
};

describe("the options of a sandbox's container", () => {
	const options = containerOptions(plan);
	const host = options.HostConfig;

	it("take away network and rights, all but the four that the agent needs to start code as another user", () => {
		expect(options).toMatchObject({ NetworkDisabled: true, User: "0:0", Tty: false, OpenStdin: false });
		expect(host).toMatchObject({
			NetworkMode: "none",
			ReadonlyRootfs: true,
			CapDrop: ["ALL"],
			Privileged: false,
			IpcMode: "private",
			CgroupnsMode: "private",
		});
		expect(host?.SecurityOpt).toEqual(["no-new-privileges:true", `seccomp=${SECCOMP}`]);
		expect(host?.PortBindings).toBeUndefined();
		expect(host?.CapAdd).toEqual(["KILL", "SETGID", "SETPCAP", "SETUID"]);
		expect(host?.Binds).toBeUndefined();
	});

	it("use AppArmor where the engine has it", () => {
		const { HostConfig } = containerOptions({ ...plan, appArmor: true });
		expect(HostConfig?.SecurityOpt).toContain("apparmor=docker-default");
	});

	it("hide what tells of the machine, at least what any engine hides by itself", () => {
		for (const path of ["/proc/kcore", "/proc/keys", "/proc/timer_list", "/sys/firmware", "/sys/devices/virtual/dmi"]) {
			expect(host?.MaskedPaths).toContain(path);
		}
		for (const path of ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]) {
			expect(host?.ReadonlyPaths).toContain(path);
		}
	});

	it("bound memory without swap, processors, processes and logs", () => {
		expect(host).toMatchObject({
			Memory: 4 * 1024 ** 3,
			MemorySwap: 4 * 1024 ** 3,
			MemoryReservation: 512 * 1024 ** 2,
			ShmSize: 256 * 1024 ** 2,
			CpuShares: 256,
			NanoCpus: 1_500_000_000,
			PidsLimit: 256,
			OomScoreAdj: 500,
			LogConfig: { Type: "none" },
			RestartPolicy: { Name: "no" },
		});
		expect(host?.Tmpfs?.["/tmp"]).toBe("rw,nosuid,nodev,size=268435456,nr_inodes=64k,mode=1777");
		const limits = host?.Ulimits?.map(({ Name, Hard }) => [Name, Hard]);
		expect(limits).toEqual([
			["nofile", 4096],
			["core", 0],
			["memlock", 65_536],
			["fsize", 10 * 1024 ** 3],
		]);
		expect(host?.Tmpfs?.["/run/agent"]).toContain("mode=0700");
	});

	it("leave half of a small memory to Python when /tmp and /dev/shm are full", () => {
		const { HostConfig } = containerOptions({ ...plan, memoryBytes: 256 * 1024 ** 2 });
		expect(HostConfig?.ShmSize).toBe(64 * 1024 ** 2);
		expect(HostConfig?.Tmpfs?.["/tmp"]).toContain(`size=${64 * 1024 ** 2},`);
		expect(HostConfig?.MemoryReservation).toBe(256 * 1024 ** 2);
	});

	it("show the operator's folders read-only, without what is mounted inside them", () => {
		const { HostConfig } = containerOptions({ ...plan, dataDirs: [{ name: "sales", path: "/srv/sales" }] });
		expect(HostConfig?.Mounts?.at(-1)).toEqual({
			Type: "bind",
			Source: "/srv/sales",
			Target: "/data/sales",
			ReadOnly: true,
			BindOptions: { Propagation: "rprivate", NonRecursive: true },
		});
	});

	it("mount the workspace and the hosts file, and nothing else of the host", () => {
		expect(host?.Mounts?.map((mount) => [mount.Target, mount.Source, mount.ReadOnly ?? false])).toEqual([
			["/workspace", plan.workspace, false],
			["/etc/hosts", plan.hostsFile, true],
		]);
	});

	it("carry nothing of the thread's id in the open", () => {
		expect(JSON.stringify(options)).not.toContain("1700.1");
		expect(options.Labels).toEqual({
			"threadloop.host": "h1",
			"threadloop.disk": plan.disk,
			"threadloop.spec": specOf(plan),
		});
	});

	it("are these and no others, so that none is lost unseen", () => {
		const { HostConfig, Labels, name, ...rest } = options;
		expect(rest).toEqual({
			Image: plan.image,
			Hostname: "sandbox",
			User: "0:0",
			WorkingDir: "/workspace",
			NetworkDisabled: true,
			OpenStdin: false,
			Tty: false,
			AttachStdout: false,
			AttachStderr: false,
			StopSignal: "SIGKILL",
			Env: [
				"OMP_NUM_THREADS=2",
				"OPENBLAS_NUM_THREADS=2",
				"MKL_NUM_THREADS=2",
				"POLARS_MAX_THREADS=2",
				"THREADLOOP_DEADMAN_S=1800",
			],
		});
		const { Mounts, MaskedPaths, ReadonlyPaths, SecurityOpt, Tmpfs, Ulimits, ...flags } = HostConfig ?? {};
		expect(flags).toEqual({
			NetworkMode: "none",
			ReadonlyRootfs: true,
			CapDrop: ["ALL"],
			CapAdd: ["KILL", "SETGID", "SETPCAP", "SETUID"],
			Privileged: false,
			Memory: 4 * 1024 ** 3,
			MemorySwap: 4 * 1024 ** 3,
			MemoryReservation: 512 * 1024 ** 2,
			NanoCpus: 1_500_000_000,
			CpuShares: 256,
			PidsLimit: 256,
			OomScoreAdj: 500,
			ShmSize: 256 * 1024 ** 2,
			IpcMode: "private",
			CgroupnsMode: "private",
			Init: false,
			LogConfig: { Type: "none", Config: {} },
			RestartPolicy: { Name: "no" },
			AutoRemove: false,
		});
		// rprivate, or rslave in the engine's own folder; never what would show our mounts to the host.
		expect(Mounts?.[0]?.BindOptions).toBeUndefined();
		const { "/tmp": _, ...run } = Tmpfs ?? {};
		expect(run).toEqual({
			"/run/agent": "rw,nosuid,nodev,noexec,size=1m,mode=0700,uid=10002,gid=10002",
			"/run/cells": "rw,nosuid,nodev,noexec,size=16m,mode=0711,uid=10002,gid=10002",
			"/run/kernel": "rw,nosuid,nodev,noexec,size=1m,mode=0711,uid=10001,gid=10001",
		});
	});

	it("are named apart for two hosts and two disks", () => {
		expect(options.name).toBe(containerName("h1", plan.disk));
		expect(containerName("h2", plan.disk)).not.toBe(options.name);
		expect(containerName("h1", "fedcba9876543210")).not.toBe(options.name);
	});

	it("count as another spec when the image or a limit changes", () => {
		expect(specOf({ ...plan })).toBe(specOf(plan));
		expect(specOf({ ...plan, imageId: "sha256:2" })).not.toBe(specOf(plan));
		expect(specOf({ ...plan, memoryBytes: 1 })).not.toBe(specOf(plan));
		expect(specOf({ ...plan, workspace: plan.workspace.replace("/state", "/moved") })).not.toBe(specOf(plan));
	});

	it("are alike for two disks, so that a spare container fits any thread", () => {
		const workspace = plan.workspace.replace(plan.disk, "fedcba9876543210");
		expect(specOf({ ...plan, disk: "fedcba9876543210", workspace })).toBe(specOf(plan));
	});
});
