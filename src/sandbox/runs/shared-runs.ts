// Active Runs of a Thread: one at a time, each shared by everyone who asks for it.

import type { Run } from "../../core/domain.ts";
import type { RunRequest } from "../../core/ports.ts";
import { type ActiveRun, afterRuns, type Tenant } from "../tenancy/tenant.ts";

/** Starts the Run, or joins it if it is active already. */
export async function shareRun(
	tenant: Tenant,
	request: RunRequest,
	perform: (shared: RunRequest, active: Pick<ActiveRun, "remarks" | "stop">) => Promise<Run>,
): Promise<Run> {
	const active = tenant.runs.get(request.id) ?? begin(tenant, request, perform);
	const stop = () => active.stop.abort(request.signal.reason);
	active.outputs.add(request.onOutput);
	request.signal.addEventListener("abort", stop, { once: true });
	if (request.signal.aborted) stop();
	try {
		return await active.result;
	} finally {
		request.signal.removeEventListener("abort", stop);
		active.outputs.delete(request.onOutput);
	}
}

function begin(tenant: Tenant, request: RunRequest, perform: Parameters<typeof shareRun>[2]): ActiveRun {
	const outputs = new Set<(output: string) => void>();
	const stop = new AbortController();
	const remarks: string[] = [];
	if (request.signal.aborted) stop.abort(request.signal.reason);
	const shared: RunRequest = {
		...request,
		signal: stop.signal,
		onOutput: (output) => {
			for (const listener of outputs) listener(output);
		},
	};
	const result = afterRuns(tenant, () => perform(shared, { remarks, stop }));
	const active: ActiveRun = { result, outputs, stop, remarks };
	tenant.runs.set(request.id, active);
	const over = () => {
		tenant.runs.delete(request.id);
		tenant.lastUsed = Date.now();
	};
	result.then(over, over);
	return active;
}
