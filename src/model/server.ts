// Server description: which server a model runs on and its context length, as the server itself says.

import { z } from "zod";

const tokens = z.number().optional().catch(undefined);
const listedSchema = z.looseObject({
	id: z.string(),
	owned_by: z.string().optional().catch(undefined),
	max_model_len: tokens,
	meta: z.looseObject({ n_ctx: tokens }).optional().catch(undefined),
});
/** One entry of `/v1/models`. */
type Listed = z.infer<typeof listedSchema>;

/** What else stands in the list is left out. */
export const modelsSchema = z
	.array(z.unknown())
	.catch([])
	.transform((all): Listed[] => all.flatMap((one) => listedSchema.safeParse(one).data ?? []));

export interface About {
	readonly name: string;
	/** "vLLM 0.32.0", "llama.cpp", or "an OpenAI-compatible server". */
	readonly server: string;
	/** How many tokens it reads, where it says. */
	readonly contextTokens: number | undefined;
}

/** `base` ends in `/v1`; `get` rejects where there is nothing under an address. */
export async function aboutServer(
	listed: Listed | undefined,
	o: { readonly base: URL; readonly name: string | undefined; readonly get: (url: URL) => Promise<unknown> },
): Promise<About> {
	const look = async <T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> => {
		const url = new URL(o.base);
		url.pathname = url.pathname.replace(/(\/v1)?\/?$/, `/${path}`);
		return o.get(url).then(
			(body) => schema.safeParse(body).data,
			() => undefined,
		);
	};
	const contextTokens = listed?.max_model_len ?? listed?.meta?.n_ctx;
	const about = { name: o.name ?? listed?.id ?? "", contextTokens };
	// A proxy in front may give the models its own name as owner; only vLLM lists `max_model_len`.
	if (listed?.owned_by === "vllm" || typeof listed?.max_model_len === "number") {
		const version = (await look("version", z.object({ version: z.string() })))?.version;
		return { ...about, server: version === undefined ? "vLLM" : `vLLM ${version}` };
	}
	if (listed?.owned_by === "llamacpp") return { ...about, server: "llama.cpp" };
	const props = await look("props", z.object({ default_generation_settings: z.object({ n_ctx: z.number() }) }));
	if (props === undefined) return { ...about, server: "an OpenAI-compatible server" };
	return {
		...about,
		server: "llama.cpp",
		contextTokens: contextTokens ?? props.default_generation_settings.n_ctx,
	};
}

/** A line for people; `share` of the fixes' prompt tokens, 0 to 1, were cached. */
export function modelLine({ name, server, contextTokens }: About, share: number | undefined): string {
	const parts = [
		// Where a server gives the path of its weights as their name, people need not know the folder.
		`${name.replace(/^\/.*\//, "")} on ${server}`,
		...(contextTokens === undefined ? [] : [`reads ${contextTokens} tokens`]),
		...(share === undefined ? [] : [`${Math.round(share * 100)} % of the fixes' prompts came from its cache`]),
	];
	return parts.join(", ");
}
