// Optional fields of a request: sent until a server refuses them, then left out.

/** Token counts come with every piece, so that a Reply that was ended early has them too: vLLM's by USAGE, llama.cpp's by
 * `timings_per_token`. The rest is sent always, as servers take a model's own defaults otherwise, and a repetition penalty spoils code. */
const FIELDS = { top_p: 0.95, repetition_penalty: 1, presence_penalty: 0, timings_per_token: true };
const USAGE = { include_usage: true, continuous_usage_stats: true };
/** Parts of a field come before it, so that no more is left out than was refused. */
const NAMES = [...Object.keys(USAGE), "stream_options", ...Object.keys(FIELDS)];

export interface Fields {
	/** What goes into the next request. */
	sent(): Readonly<Record<string, unknown>>;
	/** Names of what goes into it. */
	names(): readonly string[];
	leaveOut(name: string): void;
	leftOut(): readonly string[];
	/** All are sent again. */
	reset(): void;
}

export function openFields(): Fields {
	const refused = new Set<string>();
	const names = () => NAMES.filter((name) => !refused.has(name));
	const allowed = (fields: Readonly<Record<string, unknown>>) =>
		Object.fromEntries(Object.entries(fields).filter(([name]) => !refused.has(name)));
	return {
		sent: () => ({
			...allowed(FIELDS),
			...(refused.has("stream_options") ? {} : { stream_options: allowed(USAGE) }),
		}),
		names,
		leaveOut: (name) => void refused.add(name),
		leftOut: () => [...refused],
		reset: () => refused.clear(),
	};
}
