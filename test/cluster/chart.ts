// The Helm chart as its objects, rendered by Helm itself.

import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { Cluster } from "../../scripts/cluster/cluster.ts";

/** The name space of the sandboxes, unless the values say another. */
export const SANDBOXES = "threadloop-sandboxes";
export const CHART = join(import.meta.dirname, "../../deploy/helm/threadloop");
export const SANDBOX_IMAGE = process.env.SANDBOX_IMAGE || "threadloop-sandbox:local";

const [repository = "", tag = ""] = SANDBOX_IMAGE.split(":");
/** What everybody has to say, and the image as the engine here names it. */
export const VALUES = {
	secret: { values: { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", REDIS_PASSWORD: "secret" } },
	sandboxes: { image: { repository, tag, pullPolicy: "Never" } },
};

const object = z.looseObject({
	apiVersion: z.string(),
	kind: z.string(),
	metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
	spec: z.looseObject({}).optional(),
});
export type Rendered = z.infer<typeof object>;

export function merged(one: object, other: object): Record<string, unknown> {
	const result: Record<string, unknown> = { ...one };
	for (const [key, value] of Object.entries(other)) {
		const known = result[key];
		const isBranch = (what: unknown) => typeof what === "object" && what !== null && !Array.isArray(what);
		result[key] = isBranch(known) && isBranch(value) ? merged(known as object, value as object) : value;
	}
	return result;
}

export async function render({ helm }: Pick<Cluster, "helm">, values: object = {}): Promise<readonly Rendered[]> {
	const args = ["template", "threadloop", CHART, "--namespace", "threadloop", "--values", "-"];
	const text = await helm(args, JSON.stringify(merged(VALUES, values)));
	return parseAllDocuments(text)
		.map((document) => document.toJS())
		.filter((one) => one !== null)
		.map((one) => object.parse(one));
}

const podTemplate = z.looseObject({
	metadata: z.looseObject({}).optional(),
	spec: z.looseObject({ volumes: z.array(z.unknown()).default([]) }),
});
const claims = z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) })).default([]);

/** What the rendered workloads would make Pods of, with the namespace they would be in. */
export function podsOf(objects: readonly Rendered[]): readonly Rendered[] {
	return objects.flatMap(({ kind, metadata, spec }) => {
		const template = podTemplate.safeParse(kind === "SandboxTemplate" ? spec?.podTemplate : spec?.template);
		if (!template.success) return [];
		const name = `${kind}-${metadata.name}`.toLowerCase();
		const claimed = claims.parse(spec?.volumeClaimTemplates).map(({ metadata: { name: claimName } }) => ({
			name: claimName,
			persistentVolumeClaim: { claimName },
		}));
		const pod = { ...template.data.spec, volumes: [...template.data.spec.volumes, ...claimed] };
		const namespace = metadata.namespace ?? "default";
		return [{ apiVersion: "v1", kind: "Pod", metadata: { ...template.data.metadata, name, namespace }, spec: pod }];
	});
}

export const container = z.looseObject({ name: z.string() });

/** The same Pod with programs that only wait. */
export function idle(pod: object): Record<string, unknown> {
	const waiting = (one: unknown) => {
		const { startupProbe: _, ...rest } = container.parse(one);
		return { ...rest, command: ["sleep", "infinity"] };
	};
	const { containers, initContainers, ...spec } = z
		.looseObject({ containers: z.array(container), initContainers: z.array(container) })
		.parse(pod);
	return { ...spec, containers: containers.map(waiting), initContainers: initContainers.map(waiting) };
}

export const list = (items: readonly object[]): string => JSON.stringify({ apiVersion: "v1", kind: "List", items });

/** What the chart makes for sandboxes, with programs in them that only wait. */
export async function prepare(cluster: Cluster, values: object): Promise<void> {
	const kinds = ["Namespace", "PriorityClass", "ResourceQuota", "SandboxTemplate", "SandboxWarmPool"];
	const objects = (await render(cluster, values)).filter(({ kind }) => kinds.includes(kind));
	const waiting = (one: Rendered): object => {
		if (one.kind !== "SandboxTemplate") return one;
		const { podTemplate } = z.looseObject({ podTemplate: z.looseObject({ spec: z.looseObject({}) }) }).parse(one.spec);
		return merged(one, { spec: { podTemplate: { ...podTemplate, spec: idle(podTemplate.spec) } } });
	};
	await cluster.kubectl(["apply", "-f", "-"], list(objects.map(waiting)));
}

export const claimOf = (name: string) => ({
	apiVersion: "extensions.agents.x-k8s.io/v1beta1",
	kind: "SandboxClaim",
	metadata: { name, namespace: SANDBOXES, labels: { "threadloop.dev/part": "thread" } },
	spec: { warmPoolRef: { name: "threadloop" } },
});
