// What goes on in a Thread, asked of whichever process works on it.

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Live, ThreadId } from "../core/domain.ts";

export interface Lives {
	/** Undefined if no other process says so within half a second. */
	live(thread: ThreadId): Promise<Live | undefined>;
	/** Says what goes on here to others that ask. */
	onAsked(give: (thread: ThreadId) => Live | undefined): void;
}

const liveSchema = z.object({
	phase: z.enum(["queued", "reading", "loading", "writing", "running", "answering"]),
	since: z.number(),
	queue: z.object({ for: z.enum(["model", "sandbox"]), position: z.number() }).exactOptional(),
	lines: z.number().exactOptional(),
	code: z.string().exactOptional(),
	usual: z.number().exactOptional(),
	output: z.string().exactOptional(),
});

const PATIENCE_MS = 500;
const LOOK_MS = 20;
const ASKED = /^(\S+) (.*)$/s;

export function openLives(o: {
	/** Resolves with how many processes hear it, this one too. */
	readonly publish: (question: string) => Promise<number>;
	readonly put: (answer: string, json: string) => Promise<unknown>;
	readonly take: (answer: string) => Promise<string | null>;
}): Lives & { readonly hear: (question: string) => void } {
	let given: (thread: ThreadId) => Live | undefined = () => undefined;
	return {
		async live(thread) {
			const answer = randomBytes(9).toString("base64url");
			if ((await o.publish(`${answer} ${thread}`)) < 2) return undefined;
			for (const end = performance.now() + PATIENCE_MS; performance.now() < end; await sleep(LOOK_MS)) {
				const json = await o.take(answer);
				if (json !== null) return liveSchema.parse(JSON.parse(json));
			}
			return undefined;
		},
		onAsked: (give) => {
			given = give;
		},
		hear(question) {
			const [, answer = "", thread = ""] = ASKED.exec(question) ?? [];
			const live = given(thread);
			// Whoever asked waits no longer than a moment.
			if (live !== undefined) o.put(answer, JSON.stringify(live)).catch(() => {});
		},
	};
}
