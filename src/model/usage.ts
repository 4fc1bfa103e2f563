// Token usage as servers count it, and the cached share of prompts by what the replies were for.

import { z } from "zod";
import type { ModelRequest } from "../core/ports.ts";

export interface Counts {
	readonly prompt: number;
	readonly completion: number;
	/** Prompt tokens that the server had kept from before; undefined where it does not say. */
	readonly cached: number | undefined;
	/** Completion tokens that were thought and not said, where the server tells. */
	readonly thought: number | undefined;
}

const count = z.number().catch(0);
const optional = z.number().optional().catch(undefined);
const usageSchema = z.object({
	prompt_tokens: count,
	completion_tokens: count,
	prompt_tokens_details: z.object({ cached_tokens: optional }).optional().catch(undefined),
	completion_tokens_details: z.object({ reasoning_tokens: optional }).optional().catch(undefined),
});
const timingsSchema = z.object({ cache_n: count, prompt_n: count, predicted_n: count });

/** Of one chunk. llama.cpp's `prompt_n` leaves the cached tokens out. vLLM tells the cached ones only at the very end. */
export function countsOf(chunk: { readonly usage?: unknown; readonly timings?: unknown }): Counts | undefined {
	const usage = usageSchema.safeParse(chunk.usage).data;
	if (usage !== undefined) {
		const thought = usage.completion_tokens_details?.reasoning_tokens;
		const cached = usage.prompt_tokens_details?.cached_tokens;
		return { prompt: usage.prompt_tokens, completion: usage.completion_tokens, cached, thought };
	}
	const timings = timingsSchema.safeParse(chunk.timings).data;
	if (timings === undefined) return undefined;
	const { cache_n: cached, prompt_n, predicted_n: completion } = timings;
	return { prompt: cached + prompt_n, completion, cached, thought: undefined };
}

type Kind = NonNullable<ModelRequest["purpose"]>["kind"];

export interface Tally {
	add(kind: Kind, counts: Counts): void;
	/** The share of the prompts' tokens that were cached, 0 to 1; undefined before the first that was told. */
	share(kind: Kind): number | undefined;
}

/** Since the start of this process. */
export function openTally(): Tally {
	const sums = new Map<Kind, { readonly prompt: number; readonly cached: number }>();
	return {
		add: (kind, { prompt, cached }) => {
			if (cached === undefined) return;
			const before = sums.get(kind) ?? { prompt: 0, cached: 0 };
			sums.set(kind, { prompt: before.prompt + prompt, cached: before.cached + cached });
		},
		share: (kind) => {
			const sum = sums.get(kind);
			return sum === undefined || sum.prompt === 0 ? undefined : sum.cached / sum.prompt;
		},
	};
}
