// The Helm chart: a real API server takes all of it, whatever the values, `restricted` included; wrong values are named; what it installs works.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { type Cluster, startCluster } from "../../scripts/cluster/cluster.ts";
import { type Arch, ociProfile } from "../../scripts/cluster/seccomp.ts";
import { CHART, list, merged, podsOf, render, SANDBOX_IMAGE, SANDBOXES, VALUES } from "./chart.ts";

let cluster: Cluster;

beforeAll(async () => {
	cluster = await startCluster({ images: [SANDBOX_IMAGE] });
	const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
	const namespaces = ["threadloop", SANDBOXES].map((name) => ({
		apiVersion: "v1",
		kind: "Namespace",
		metadata: { name, labels },
	}));
	const nodes = {
		apiVersion: "v1",
		kind: "Namespace",
		metadata: { name: "threadloop-nodes", labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
	};
	await cluster.kubectl(["apply", "-f", "-"], list([...namespaces, nodes]));
	for (const { metadata } of [...namespaces, nodes]) {
		await cluster.kubectl(["wait", "--for=create", "-n", metadata.name, "serviceaccount/default", "--timeout=30s"]);
	}
});
afterAll(async () => await cluster?.down());

const WAYS: readonly (readonly [string, object])[] = [
	["as it is", {}],
	[
		"hardened further, on disks of its own, with room kept free",
		{
			imagePullSecrets: [{ name: "registry" }],
			bot: { policy: "defaults:\n  fourEyes: true\n", settings: { APPROVERS: "U01ALICE" }, nodeSelector: { a: "b" } },
			sandboxes: {
				memory: "512Mi",
				cpus: "0.5",
				runtimeClassName: "gvisor",
				disk: { storageClass: "fast", size: "2Gi" },
				headroom: 2,
				tolerations: [{ key: "sandboxes", operator: "Exists" }],
			},
		},
	],
	[
		"on emptyDir, under the runtime's own seccomp profile",
		{ sandboxes: { disk: { kind: "emptyDir" }, seccomp: { profile: "runtimeDefault" } } },
	],
	[
		"with a Redis and a model server of one's own",
		{
			redis: { enabled: false },
			model: { enabled: false, url: "http://10.0.0.5:8000/v1" },
			secret: { values: { REDIS_URL: "redis://10.0.0.6:6379/0" } },
		},
	],
	["with two model servers and no router", { model: { replicas: 2, router: { enabled: false } } }],
	["with a Secret that is there already", { secret: { existing: "tokens", values: {} } }],
];

test.each(WAYS)("Helm finds nothing wrong with the chart %s", async (_, values) => {
	const said = await cluster.helm(["lint", CHART, "--strict", "--values", "-"], JSON.stringify(merged(VALUES, values)));
	expect(said).toContain("0 chart(s) failed");
});

test.each(WAYS)("the API server takes all of the chart %s", async (_, values) => {
	const objects = await render(cluster, values);
	const others = objects.filter(({ kind }) => kind !== "Namespace");
	const said = await cluster.kubectl(
		["apply", "--dry-run=server", "--validate=strict", "-o", "name", "-f", "-"],
		list(others),
	);
	expect(said.trim().split("\n").length).toBe(others.length);
});

test.each(WAYS)("no Pod of the chart %s is refused where only closed ones are allowed", async (_, values) => {
	const pods = podsOf(await render(cluster, values));
	expect(pods.length).toBeGreaterThan(1);
	const make = { create: ["create", "--dry-run=server", "-o", "name", "-f", "-"] };
	// The API server asks for accounts, classes and secrets only when it makes a Pod; what it refuses here is what is not closed.
	const plain = pods.map(({ spec, ...pod }) => {
		const {
			serviceAccountName: _account,
			priorityClassName: _priority,
			runtimeClassName: _runtime,
			...rest
		} = spec ?? {};
		return { ...pod, spec: rest };
	});
	await cluster.kubectl(make.create, list(plain));
});

test("what is closed is closed by the chart: without a line of it the same Pod is refused", async () => {
	const [first] = podsOf(await render(cluster)).filter(({ metadata }) => metadata.name === "statefulset-threadloop");
	const { serviceAccountName: _, securityContext: __, ...spec } = first?.spec ?? {};
	await expect(
		cluster.kubectl(["create", "--dry-run=server", "-f", "-"], JSON.stringify({ ...first, spec })),
	).rejects.toThrow(/violates PodSecurity "restricted/);
});

test.each([
	["a platform", { secret: { values: { SLACK_BOT_TOKEN: "" } } }, "The bot needs a platform"],
	["Redis' password", { secret: { values: { REDIS_PASSWORD: "" } } }, "Redis needs a password"],
	["the model server's address", { model: { enabled: false } }, "model.url is needed"],
	["the address of a Redis of one's own", { redis: { enabled: false } }, "Give REDIS_URL"],
])("without %s Helm says what is missing", async (_, values, sentence) => {
	await expect(render(cluster, values)).rejects.toThrow(sentence);
});

test.each([
	["a misspelt name", { sandboxes: { pol: 3 } }, /sandboxes.*'pol' not allowed/s],
	["a size without a unit", { sandboxes: { memory: "4" } }, /sandboxes\/memory.*does not match pattern/s],
	[
		"a kind of disk that does not exist",
		{ sandboxes: { disk: { kind: "tape" } } },
		/sandboxes\/disk\/kind.*'pvc', 'emptyDir'/s,
	],
	["no bot", { bot: { replicas: 0 } }, /bot\/replicas.*minimum/s],
	["a setting that the chart gives", { bot: { settings: { REPLICA: "a" } } }, /bot\.settings\.REPLICA is set by/],
])("%s in the values is named", async (_, values, sentence) => {
	await expect(render(cluster, values)).rejects.toThrow(sentence);
});

test("the schema knows every value of values.yaml, and no other", () => {
	const keys = (value: unknown, path = ""): string[] =>
		typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
			? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}/${key}`))
			: [path];
	const known = (schema: { properties?: object }, path = ""): string[] =>
		schema.properties === undefined
			? [path]
			: Object.entries(schema.properties).flatMap(([key, inner]) => known(inner, `${path}/${key}`));
	const schema = JSON.parse(readFileSync(join(CHART, "values.schema.json"), "utf8"));
	const values = keys(parse(readFileSync(join(CHART, "values.yaml"), "utf8")));
	const open = /^\/(global|sandboxes\/quota)|\/(requests|limits)(\/|$)/;
	const closed = (all: readonly string[]) => all.filter((path) => !open.test(path)).sort();
	expect(closed(known(schema))).toEqual(closed(values));
});

test.each([
	["x86_64", "amd64"],
	["aarch64", "arm64"],
] satisfies [string, Arch][])(
	"the seccomp profile that the chart lays onto nodes (%s) is the project's own",
	(machine, arch) => {
		const shipped = readFileSync(join(CHART, `files/seccomp-${machine}.json`), "utf8");
		expect(shipped, "node scripts/cluster/run.ts profiles").toBe(ociProfile(arch));
		const { defaultAction, syscalls } = JSON.parse(shipped);
		expect(defaultAction).toBe("SCMP_ACT_ERRNO");
		expect(syscalls.every((rule: object) => !("includes" in rule) && !("excludes" in rule))).toBe(true);
	},
);

test("installed, it lays its profile onto the node, fills its pool, and lets nothing into a sandbox or out of it", {
	timeout: 240_000,
}, async () => {
	const [node = ""] = cluster.nodes;
	const folder = join(cluster.folder, node, "kubelet/seccomp");
	const installed = merged(VALUES, {
		bot: { replicas: 1 },
		sandboxes: { createNamespace: false, pool: 0, seccomp: { folder, namespace: "threadloop-laid" } },
		redis: { enabled: false },
		model: { enabled: false, url: "http://10.0.0.5:8000/v1" },
		secret: { values: { REDIS_URL: "redis://10.0.0.6:6379/0" } },
	});
	const args = ["threadloop", CHART, "--namespace", "threadloop", "--values", "-"];
	const profile = join(folder, "profiles/threadloop-sandbox.json");
	const own = ociProfile(process.arch === "arm64" ? "arm64" : "amd64");
	await cluster.helm(["install", ...args], JSON.stringify(installed));
	await cluster.kubectl(["rollout", "status", "-n", "threadloop-laid", "daemonset/seccomp", "--timeout=60s"]);
	expect(existsSync(profile) && readFileSync(profile, "utf8")).toBe(own);

	await cluster.helm(["upgrade", ...args], JSON.stringify(merged(installed, { sandboxes: { pool: 1 } })));
	const full = ["--for=jsonpath={.status.readyReplicas}=1", "--timeout=90s"];
	await cluster.kubectl(["wait", "-n", SANDBOXES, "sandboxwarmpool/threadloop", ...full]);
	const policies = () => cluster.kubectl(["get", "networkpolicy", "-n", SANDBOXES, "-o", "json"]);
	await expect.poll(policies, { timeout: 30_000 }).toContain("SandboxTemplate");
	const { items } = JSON.parse(await policies());
	expect(items.length).toBe(2);
	for (const { spec } of items) {
		expect(spec.policyTypes.sort()).toEqual(["Egress", "Ingress"]);
		expect([...(spec.ingress ?? []), ...(spec.egress ?? [])]).toEqual([]);
	}
	const { spec } = JSON.parse(await cluster.kubectl(["get", "pod", "-n", "threadloop", "threadloop-0", "-o", "json"]));
	const [bot] = spec.containers;
	expect(bot.env).toContainEqual({ name: "SANDBOX_MEMORY", value: "4g" });
	await cluster.helm(["uninstall", "threadloop", "--namespace", "threadloop"]);
});
