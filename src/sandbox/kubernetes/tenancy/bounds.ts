// Bounds check at start: what code could do in a sandbox of this cluster, tried out in one. If it is more than nothing, nothing starts.

import { randomBytes } from "node:crypto";
import { getServers } from "node:dns";
import { z } from "zod";
import { BotError, isBotError } from "../../../core/errors.ts";
import type { Kube } from "../cluster/kube.ts";
import { TO_LENDER } from "../cluster/line.ts";
import { CONTAINER } from "../cluster/shapes.ts";
import { openKeeper } from "../keeper/keeper.ts";
import type { Places } from "./placing.ts";

type Target = readonly [host: string, port: number, kind: "tcp" | "udp"];

const READY_MS = 180_000;

/** Addresses of the Internet that always answer, and where clouds tell a machine's secrets. */
const PUBLIC: readonly Target[] = [
	["1.1.1.1", 443, "tcp"],
	["8.8.8.8", 53, "tcp"],
	["8.8.8.8", 53, "udp"],
	["2606:4700:4700::1111", 443, "tcp"],
	["169.254.169.254", 80, "tcp"],
	["fd00:ec2::254", 80, "tcp"],
];
const KUBELET = 10_250;

const boundsSchema = z.object({
	uid: z.number().int(),
	rights: z.number(),
	noNewPrivs: z.boolean(),
	seccomp: z.boolean(),
	traces: z.boolean(),
	token: z.boolean(),
	writableRoot: z.boolean(),
	reached: z.array(z.string().max(100)).max(100),
});

/** Resolves with sentences about what is weaker here than it could be. BotError `sandbox_down` if a sandbox is less closed than it must be, or if none could be looked into. */
export async function checkBounds(o: { kube: Kube; places: Places; signal: AbortSignal }): Promise<readonly string[]> {
	const { kube } = o;
	const name = `probe-${randomBytes(6).toString("hex")}`;
	const signal = AbortSignal.any([o.signal, AbortSignal.timeout(READY_MS)]);
	try {
		const { pod } = await o.places.take(name, "probe", { signal, onPosition: () => {} });
		const host = pod.status.hostIP;
		const targets: readonly Target[] = [
			[kube.server.host, kube.server.port, "tcp"],
			...(host === undefined ? [] : ([[host, KUBELET, "tcp"]] as const)),
			...names(),
			...PUBLIC,
		];
		const connect = () => kube.exec(pod.metadata.name, CONTAINER.code, TO_LENDER);
		const helper = openKeeper({ connect, patienceMs: 10_000 });
		const asked = helper.ask(boundsSchema, { op: "bounds", targets }).finally(() => helper.close());
		const found = await asked.catch((cause: unknown) => {
			throw new BotError(
				"sandbox_down",
				"The sandbox in which the bot tries whether code is shut in ends, or does not answer, so none will be run; look at the log of the pool's Pods.",
				{ cause },
			);
		});
		refuse(found);
		return found.traces
			? [
					"The sandboxes run under another seccomp profile than the project's own, so code may make more system calls than it needs.",
				]
			: [];
	} catch (error) {
		if (isBotError(error)) throw error;
		throw new BotError(
			"sandbox_down",
			"No sandbox became ready within three minutes, so nobody knows whether code would be shut in and none will be run; look at the pool's Pods, and at the cluster's quota.",
			{ cause: error },
		);
	} finally {
		await kube.deleteClaim(name).catch(() => {});
	}
}

/** The servers of names that the bot itself asks: in a cluster, the cluster's own. */
function names(): readonly Target[] {
	const hosts = getServers().map((server) => server.replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1"));
	return hosts.flatMap((host): readonly Target[] => [
		[host, 53, "tcp"],
		[host, 53, "udp"],
	]);
}

function refuse(found: z.infer<typeof boundsSchema>): void {
	if (found.reached.length > 0) {
		const where = found.reached.slice(0, 3).join(", ");
		throw new BotError(
			"sandbox_down",
			`Code in a sandbox reaches ${where}, so it could send people's data away and none will be run; use a network plugin that enforces NetworkPolicy, and let the template deny both ways.`,
		);
	}
	const lacking = [
		...(found.uid === 0 ? ["runAsNonRoot"] : []),
		...(found.rights === 0 ? [] : ["capabilities dropped"]),
		...(found.noNewPrivs ? [] : ["allowPrivilegeEscalation: false"]),
		...(found.seccomp ? [] : ["seccomp"]),
		...(found.token ? ["automountServiceAccountToken: false"] : []),
		...(found.writableRoot ? ["readOnlyRootFilesystem"] : []),
	];
	if (lacking.length === 0) return;
	throw new BotError(
		"sandbox_down",
		`The sandboxes of this cluster lack ${lacking.join(", ")}, so code could break out of its limits and none will be run; use the chart's template.`,
	);
}
