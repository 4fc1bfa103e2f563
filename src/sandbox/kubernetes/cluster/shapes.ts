// Objects of the cluster, as far as the driver reads them; an answer of another shape counts as none.

import { z } from "zod";

const conditions = z
	.array(z.object({ type: z.string(), status: z.string(), reason: z.string().default("") }))
	.default([]);
const meta = {
	name: z.string(),
	uid: z.string(),
	annotations: z.record(z.string(), z.string()).default({}),
	labels: z.record(z.string(), z.string()).default({}),
	deletionTimestamp: z.unknown().optional(),
};
/** A text in what comes from a watch, a Date in what the client has parsed. */
const moment = z.union([z.string(), z.date()]).transform((value) => new Date(value).getTime());
const containers = z
	.array(
		z.object({
			name: z.string(),
			state: z
				.object({
					running: z.unknown().optional(),
					waiting: z.object({ reason: z.string().default(""), message: z.string().default("") }).optional(),
					terminated: z.object({ exitCode: z.number(), reason: z.string().default("") }).optional(),
				})
				.default({}),
		}),
	)
	.default([]);

export const claimSchema = z.object({
	metadata: z.object({ ...meta, creationTimestamp: moment }),
	status: z
		.object({ conditions, sandbox: z.object({ name: z.string().default("") }).default({ name: "" }) })
		.default({ conditions: [], sandbox: { name: "" } }),
});

export const sandboxSchema = z.object({
	metadata: z.object({ ...meta, creationTimestamp: moment }),
	spec: z.object({ operatingMode: z.enum(["Running", "Suspended"]).default("Running") }),
});

export const podSchema = z.object({
	metadata: z.object({
		...meta,
		ownerReferences: z.array(z.object({ kind: z.string(), name: z.string() })).default([]),
	}),
	spec: z.object({ nodeName: z.string().default("") }),
	status: z
		.object({
			phase: z.string().default("Pending"),
			reason: z.string().default(""),
			hostIP: z.string().optional(),
			conditions,
			containerStatuses: containers,
			initContainerStatuses: containers,
		})
		.default({ phase: "Pending", reason: "", conditions: [], containerStatuses: [], initContainerStatuses: [] }),
});

export const poolSchema = z.object({
	status: z.object({ readyReplicas: z.number().int().default(0) }).default({ readyReplicas: 0 }),
});

export type Claim = z.infer<typeof claimSchema>;
export type SandboxObject = z.infer<typeof sandboxSchema>;
export type Pod = z.infer<typeof podSchema>;

/** The container that runs code, and the one beside it that keeps files. */
export const CONTAINER = { code: "sandbox", keeper: "keeper" } as const;
/** On what the driver makes, and on the Pods of the template. */
export const PART = "threadloop.dev/part";
export const ANNOTATION = {
	/** On a claim: whose it is. */
	thread: "threadloop.dev/thread",
	/** On a sandbox: when it was last used, in milliseconds since 1970. */
	used: "threadloop.dev/used",
	/** On a sandbox: the id of the volume that holds its files. */
	volume: "threadloop.dev/volume",
} as const;

export function isReady(one: { readonly status: { readonly conditions: Claim["status"]["conditions"] } }): boolean {
	return one.status.conditions.some(({ type, status }) => type === "Ready" && status === "True");
}

/** What keeps it from being ready; "" if nobody says. */
export function reasonOf(claim: Claim): string {
	return claim.status.conditions.find(({ type }) => type === "Ready")?.reason ?? "";
}

/** Somebody needs it and does not have it yet; a suspended one waits for nobody. */
export function isWaiting(claim: Claim): boolean {
	return !isReady(claim) && reasonOf(claim) !== "SandboxSuspended";
}

/** Code can no longer run in it. */
export function isOver(pod: Pod): boolean {
	const { phase, containerStatuses } = pod.status;
	const code = containerStatuses.find(({ name }) => name === CONTAINER.code);
	return (
		phase === "Failed" ||
		phase === "Succeeded" ||
		pod.metadata.deletionTimestamp !== undefined ||
		code?.state.terminated !== undefined
	);
}
