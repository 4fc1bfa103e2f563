// Runs that go on in a Thread: one after the other, each shared by all who ask for it.

import type { Run } from "../../core/domain.ts";
import type { RunRequest } from "../../core/ports.ts";
import { afterRuns, type GoingRun, type Tenant } from "../tenancy/tenants.ts";

/** Starts the Run, or joins it where it goes on already. */
export async function shareRun(
	place: Tenant,
	request: RunRequest,
	perform: (shared: RunRequest, going: Pick<GoingRun, "remarks" | "stop">) => Promise<Run>,
): Promise<Run> {
	const going = place.runs.get(request.id) ?? begin(place, request, perform);
	const stop = () => going.stop.abort(request.signal.reason);
	going.outputs.add(request.onOutput);
	request.signal.addEventListener("abort", stop, { once: true });
	if (request.signal.aborted) stop();
	try {
		return await going.result;
	} finally {
		request.signal.removeEventListener("abort", stop);
		going.outputs.delete(request.onOutput);
	}
}

function begin(place: Tenant, request: RunRequest, perform: Parameters<typeof shareRun>[2]): GoingRun {
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
	const result = afterRuns(place, () => perform(shared, { remarks, stop }));
	const going: GoingRun = { result, outputs, stop, remarks };
	place.runs.set(request.id, going);
	const over = () => {
		place.runs.delete(request.id);
		place.lastUsed = Date.now();
	};
	result.then(over, over);
	return going;
}
