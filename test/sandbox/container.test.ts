import { describe, expect, it } from "vitest";
import { type ContainerPlan, containerName, containerOptions, hashOf, specOf } from "../../src/sandbox/container.ts";

const plan: ContainerPlan = {
	image: "threadloop-sandbox:local",
	imageId: "sha256:1",
	hostId: "h1",
	thread: hashOf("slack:T1:C1:1700.1"),
	workspace: "/state/threads/x/workspace",
	hostsFile: "/state/hosts",
	memoryBytes: 4 * 1024 ** 3,
	cpus: 1.5,
};

describe("the options of a sandbox's container", () => {
	const options = containerOptions(plan);
	const host = options.HostConfig;

	it("take away network, rights and root", () => {
		expect(options).toMatchObject({ NetworkDisabled: true, User: "10001:10001", Tty: false, OpenStdin: false });
		expect(host).toMatchObject({
			NetworkMode: "none",
			ReadonlyRootfs: true,
			CapDrop: ["ALL"],
			SecurityOpt: ["no-new-privileges:true"],
			Privileged: false,
			IpcMode: "private",
		});
		expect(host?.PortBindings).toBeUndefined();
		expect(host?.CapAdd).toBeUndefined();
		expect(host?.Binds).toBeUndefined();
	});

	it("bound memory without swap, processors, processes and logs", () => {
		expect(host).toMatchObject({
			Memory: 4 * 1024 ** 3,
			MemorySwap: 4 * 1024 ** 3,
			NanoCpus: 1_500_000_000,
			PidsLimit: 256,
			OomScoreAdj: 500,
			LogConfig: { Type: "none" },
			RestartPolicy: { Name: "no" },
		});
		expect(host?.Tmpfs).toHaveProperty("/tmp");
		expect(host?.Tmpfs?.["/run/agent"]).toContain("mode=0700");
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
			"threadloop.thread": plan.thread,
			"threadloop.spec": specOf(plan),
		});
	});

	it("are named apart for two hosts and two threads", () => {
		expect(options.name).toBe(containerName("h1", plan.thread));
		expect(containerName("h2", plan.thread)).not.toBe(options.name);
		expect(containerName("h1", hashOf("other"))).not.toBe(options.name);
	});

	it("count as another spec when the image or a limit changes", () => {
		expect(specOf({ ...plan })).toBe(specOf(plan));
		expect(specOf({ ...plan, imageId: "sha256:2" })).not.toBe(specOf(plan));
		expect(specOf({ ...plan, memoryBytes: 1 })).not.toBe(specOf(plan));
	});
});
