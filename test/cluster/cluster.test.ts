// The test cluster itself: what runs on it is closed, what is not closed is refused, the bot may do what it must, and nothing of it stays.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Cluster, startCluster } from "../../scripts/cluster/cluster.ts";
import { groupsOf } from "../../scripts/cluster/node.ts";
import { container, idle, list, podsOf, type Rendered, render, SANDBOX_IMAGE, SANDBOXES } from "./chart.ts";

let cluster: Cluster;
let pod: Rendered;
let kernelBefore: Readonly<Record<string, string>>;

/** Settings of this machine's kernel, but for those that it counts in. */
function kernelSettings(): Readonly<Record<string, string>> {
	const counted = /random\/|ns_last_pid|pty\/nr|usermodehelper|sched_domain|stat_refresh|keys\/gc/;
	const files = ["kernel", "vm"].flatMap((part) =>
		readdirSync(`/proc/sys/${part}`, { recursive: true, encoding: "utf8" }).map((name) => `/proc/sys/${part}/${name}`),
	);
	return Object.fromEntries(
		files
			.filter((file) => !counted.test(file))
			.flatMap((file) => {
				try {
					return [[file, readFileSync(file, "utf8")]];
				} catch {
					return []; // a folder, or one that may only be written to
				}
			}),
	);
}

beforeAll(async () => {
	kernelBefore = kernelSettings();
	cluster = await startCluster({ images: [SANDBOX_IMAGE] });
	await cluster.kubectl(["create", "namespace", "threadloop"]);
	const objects = await render(cluster, { sandboxes: { pool: 0, disk: { kind: "emptyDir" } } });
	const wanted = [
		"Namespace",
		"ServiceAccount",
		"Role",
		"RoleBinding",
		"NetworkPolicy",
		"ResourceQuota",
		"PriorityClass",
	];
	const kept = objects.filter(({ kind }) => wanted.includes(kind));
	expect(kept.map(({ kind }) => kind)).toEqual(expect.arrayContaining(wanted));
	await cluster.kubectl(["apply", "-f", "-"], list(kept));
	await cluster.kubectl(["wait", "--for=create", "-n", SANDBOXES, "serviceaccount/default", "--timeout=30s"]);
	const found = podsOf(objects).find(({ metadata }) => metadata.name === "sandboxtemplate-threadloop");
	pod = { ...found!, spec: idle(found!.spec!) };
});
afterAll(async () => await cluster?.down());

const inside = (where: string, ...line: readonly string[]) =>
	cluster.kubectl(["exec", "-n", SANDBOXES, pod.metadata.name, "-c", where, "--", ...line]);

test("a sandbox's Pod becomes Ready under `restricted`, and is closed from inside", async () => {
	await cluster.kubectl(["apply", "-f", "-"], JSON.stringify(pod));
	await cluster.kubectl([
		"wait",
		"-n",
		SANDBOXES,
		`pod/${pod.metadata.name}`,
		"--for=condition=Ready",
		"--timeout=60s",
	]);
	const status = await inside("sandbox", "cat", "/proc/self/status");
	expect(status).toMatch(/^Uid:\t10001\t/m);
	expect(status).toMatch(/^CapEff:\t0+$/m);
	expect(status).toMatch(/^CapBnd:\t0+$/m);
	expect(status).toMatch(/^NoNewPrivs:\t1$/m);
	expect(status).toMatch(/^Seccomp:\t2$/m);
	expect(await inside("keeper", "cat", "/proc/self/status")).toMatch(/^Uid:\t10002\t/m);
	expect((await inside("sandbox", "ls", "/sys/class/net")).trim()).toBe("lo");
	expect(await inside("sandbox", "sh", "-c", "touch /usr/x 2>&1; ls /var/run/secrets 2>&1; true")).toMatch(
		/Read-only file system[\s\S]*No such file/,
	);
});

test("a sandbox's Pod has the project's own seccomp profile: what it refuses is refused, what it allows goes on", async () => {
	const tried = `
import socket, ctypes
for name, make in {
    "alg": lambda: socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET),
    "vsock": lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM),
    "unix": lambda: socket.socket(socket.AF_UNIX),
    "inet": lambda: socket.socket(socket.AF_INET),
}.items():
    try:
        make(); print(name, "allowed")
    except OSError as error:
        print(name, error.errno)
print("unshare", ctypes.CDLL(None, use_errno=True).unshare(0))
`;
	expect((await inside("sandbox", "python3", "-c", tried)).trim().split("\n")).toEqual([
		"alg 1",
		"vsock 1",
		"unix allowed",
		"inet allowed",
		"unshare -1",
	]);
});

const spec = (change: object) => (body: Rendered) => ({ ...body, spec: { ...body.spec, ...change } });
const inSandbox = (security: object) => (body: Rendered) =>
	spec({
		containers: z
			.array(container)
			.parse(body.spec?.containers)
			.map((one) => ({ ...one, securityContext: security })),
	})(body);
const onDisk = (source: object) => (body: Rendered) => {
	const volumes = z.array(container).parse(body.spec?.volumes);
	return spec({ volumes: [...volumes.filter(({ name }) => name !== "disk"), { name: "disk", ...source }] })(body);
};
const CLOSED = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

test.each([
	["as root", inSandbox({ ...CLOSED, runAsNonRoot: false, runAsUser: 0 })],
	["with a capability", inSandbox({ ...CLOSED, capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } })],
	["that may gain rights", inSandbox({ capabilities: { drop: ["ALL"] } })],
	["without seccomp", spec({ securityContext: { runAsNonRoot: true, seccompProfile: { type: "Unconfined" } } })],
	["with a folder of the host", onDisk({ hostPath: { path: "/" } })],
	["that is privileged", inSandbox({ privileged: true })],
	["in the host's network", spec({ hostNetwork: true })],
])("the API server refuses a Pod %s", async (_, change) => {
	const refused = { ...change(pod), metadata: { name: "open", namespace: SANDBOXES } };
	await expect(cluster.kubectl(["create", "--dry-run=server", "-f", "-"], JSON.stringify(refused))).rejects.toThrow(
		/violates PodSecurity "restricted/,
	);
});

test("the bot's account may claim sandboxes and speak to them, and nothing else", async () => {
	const account = await cluster.accountOf("threadloop", "threadloop");
	const asBot = (...args: readonly string[]) => cluster.kubectl(["--kubeconfig", account, "-n", SANDBOXES, ...args]);
	const claim = {
		apiVersion: "extensions.agents.x-k8s.io/v1beta1",
		kind: "SandboxClaim",
		metadata: { name: "t-1" },
		spec: { warmPoolRef: { name: "threadloop" } },
	};
	await cluster.kubectl(["--kubeconfig", account, "-n", SANDBOXES, "create", "-f", "-"], JSON.stringify(claim));
	expect(await asBot("get", "sandboxclaims", "-o", "name")).toContain("t-1");
	await asBot("delete", "sandboxclaim", "t-1");
	await asBot("get", "sandboxes");
	expect(await asBot("exec", pod.metadata.name, "-c", "sandbox", "--", "echo", "hi")).toBe("hi\n");

	const rules = await asBot("auth", "can-i", "--list", "--no-headers");
	const granted = rules
		.split("\n")
		.filter((line) => !/selfsubject|selfsubjectreviews|^ *\[\/|^\s/.test(line))
		.map((line) => line.replace(/ +/g, " ").trim())
		.filter((line) => line !== "");
	expect(granted.sort()).toEqual([
		"pods [] [] [get list watch]",
		"pods/exec [] [] [get create]",
		"sandboxclaims.extensions.agents.x-k8s.io [] [] [create get list watch delete]",
		"sandboxes.agents.x-k8s.io [] [] [get list watch patch]",
		"sandboxwarmpools.extensions.agents.x-k8s.io [] [] [get]",
	]);
	const own = { ...pod, metadata: { name: "own", namespace: SANDBOXES } };
	await expect(cluster.kubectl(["--kubeconfig", account, "create", "-f", "-"], JSON.stringify(own))).rejects.toThrow(
		/Forbidden/,
	);
	for (const line of [
		["get", "secrets"],
		["delete", "pod", pod.metadata.name],
		["get", "pods", "-n", "default"],
		["get", "nodes"],
		["patch", "sandboxtemplate", "threadloop", "--type=merge", "-p", "{}"],
		["delete", "networkpolicy", "nothing"],
	]) {
		await expect(asBot(...line), line.join(" ")).rejects.toThrow(/Forbidden/);
	}
});

test("a sandbox outlives an API server that was killed", async () => {
	await inside("sandbox", "sh", "-c", "echo kept > /workspace/note");
	await cluster.killApiServer();
	await expect(cluster.kubectl(["get", "nodes"])).rejects.toThrow();
	await cluster.restartApiServer();
	expect(await inside("sandbox", "cat", "/workspace/note")).toBe("kept\n");
});

test("while it runs and after its end the kernel's settings are as before, and nothing of it stays", async () => {
	expect(kernelSettings()).toEqual(kernelBefore);
	const { folder } = cluster;
	expect(groupsOf(folder).length).toBeGreaterThan(3);
	await cluster.down();
	expect(kernelSettings()).toEqual(kernelBefore);
	expect(existsSync(folder)).toBe(false);
	expect(groupsOf(folder)).toEqual([]);
	expect(readFileSync("/proc/self/mounts", "utf8")).not.toContain(folder);
	expect(processesWith(folder)).toEqual([]);
});

function processesWith(word: string): readonly string[] {
	return readdirSync("/proc")
		.filter((pid) => /^\d+$/.test(pid))
		.flatMap((pid) => {
			try {
				const line = readFileSync(join("/proc", pid, "cmdline"), "utf8").replaceAll("\0", " ");
				return line.includes(word) ? [line] : [];
			} catch {
				return []; // gone meanwhile
			}
		});
}
