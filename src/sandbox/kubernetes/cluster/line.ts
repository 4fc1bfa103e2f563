// Line port over the cluster: the agent in a thread's Pod by a program in it, and a Pod's end by the suspension of its sandbox.

import { setTimeout as sleep } from "node:timers/promises";
import type { Line } from "../../ports.ts";
import type { Kube } from "./kube.ts";
import { CONTAINER, isOver, type Pod } from "./shapes.ts";

/** Its user may not read it, so that code, which is the same user, cannot look into it. */
const RELAY = ["/opt/agent/relay", "-I", "-S"] as const;
export const TO_AGENT = [...RELAY, "/opt/agent/agentctl.py"];
export const TO_LENDER = [...RELAY, "/opt/agent/keeper", "lend"];
export const TO_KEEPER = ["/usr/local/bin/keeper", "serve"];

const GONE_MS = 20_000;
const LOOK_MS = 100;

/** A Pod that is made anew has its name again, but never its id. */
export const idOf = (pod: Pod) => `${pod.metadata.name}/${pod.metadata.uid}`;
const nameIn = (id: string) => id.split("/")[0] ?? "";

export function openLine(kube: Kube): Line {
	return {
		relay: (id) => kube.exec(nameIn(id), CONTAINER.code, TO_AGENT),
		async find(name) {
			const pod = await kube.pod(name);
			if (pod === undefined) return undefined;
			return { id: idOf(pod), state: isOver(pod) ? "ended" : "running" };
		},
		async remove(id) {
			const name = nameIn(id);
			const pod = await kube.pod(name);
			if (pod === undefined || idOf(pod) !== id) return;
			const owner = pod.metadata.ownerReferences.find(({ kind }) => kind === "Sandbox");
			if (owner !== undefined) await suspend(kube, owner.name, name);
		},
	};
}

/** Ends the Pod, and resolves once it is gone; files stay. */
export async function suspend(kube: Kube, sandbox: string, pod: string): Promise<void> {
	const before = (await kube.pod(pod))?.metadata.uid;
	if (!(await kube.setMode(sandbox, "Suspended")) || before === undefined) return;
	for (const giveUp = Date.now() + GONE_MS; ; await sleep(LOOK_MS)) {
		if ((await kube.pod(pod))?.metadata.uid !== before) return;
		if (Date.now() > giveUp) throw new Error(`the Pod ${pod} does not end`);
	}
}
