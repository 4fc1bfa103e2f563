// Replies kept in a file: a loop that lacks one step asks the same as the whole loop up to where they part, and is told the same.

import { createHash } from "node:crypto";
import { appendFile, readFile } from "node:fs/promises";
import { z } from "zod";
import type { Model, ModelReply } from "../../src/core/ports.ts";

const replySchema = z.object({
	text: z.string(),
	finish: z.enum(["stop", "length"]),
	thought: z.boolean().exactOptional(),
	promptTokens: z.number(),
	cachedTokens: z.number(),
	completionTokens: z.number(),
});
const lineSchema = z.object({ asked: z.string(), reply: replySchema });

export interface KeptReplies {
	readonly model: Model;
	/** How many replies came from the file, and how many from the model. */
	counts(): { readonly kept: number; readonly fresh: number };
}

/**
 * A request that the file knows gets the reply it got then, and any other one is asked of `model` and written down; the n-th time
 * within a play is another request than the first. The file holds the tasks' text, so it belongs in no repository.
 */
export async function keepReplies(file: string, model: Model): Promise<KeptReplies> {
	const known = new Map<string, ModelReply>();
	const text = await readFile(file, "utf8").catch(() => "");
	for (const line of text.split("\n").filter(Boolean)) {
		const { asked, reply } = lineSchema.parse(JSON.parse(line));
		known.set(asked, reply);
	}
	const times = new Map<string, number>();
	let kept = 0;
	let fresh = 0;

	return {
		counts: () => ({ kept, fresh }),
		model: {
			reply: async (request) => {
				const { messages, temperature, maxTokens, purpose } = request;
				const thread = purpose?.thread ?? "";
				const once = JSON.stringify([
					thread,
					messages.map(({ role, content }) => [role, content]),
					temperature,
					maxTokens,
				]);
				const time = (times.get(once) ?? 0) + 1;
				times.set(once, time);
				const asked = createHash("sha256").update(`${time} ${once}`).digest("hex");
				const then = known.get(asked);
				if (then !== undefined) {
					kept += 1;
					request.onText(then.text);
					return then;
				}
				const reply = await model.reply(request);
				fresh += 1;
				known.set(asked, reply);
				await appendFile(file, `${JSON.stringify({ asked, reply })}\n`);
				return reply;
			},
		},
	};
}
