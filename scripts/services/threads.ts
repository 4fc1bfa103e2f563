// How many threads the CPU model takes: measured beside a busy processor, as a sandbox's run would keep one, since llama.cpp's threads wait for each
// other and the slowest sets the pace; and measured by its own counts while it answers.

import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { z } from "zod";

export const speed = z.object({
	threads: z.int().positive(),
	/** Tokens that it writes a second. */
	writes: z.number().positive(),
	/** Tokens that it reads a second. */
	reads: z.number().positive(),
});
export type Speed = Readonly<z.infer<typeof speed>>;

export interface Server {
	/** Without `/v1`. */
	readonly url: string;
	readonly key: string;
}

/** 1, 2, 4 and so on, and all of them. */
export function candidates(processors: number): readonly number[] {
	const doubled = Array.from({ length: Math.floor(Math.log2(processors)) + 1 }, (_, at) => 2 ** at);
	return [...new Set([...doubled, processors])];
}

/** The fewest that are about as fast as the fastest. */
export function chosen(speeds: readonly Speed[]): Speed | undefined {
	const best = Math.max(...speeds.map(({ writes }) => writes));
	return speeds.find(({ writes }) => writes >= 0.9 * best);
}

/** Tries them in order and stops at the first that is no faster than the one before. `time` resolves with undefined where it took longer than `ms`. */
export async function measured(
	counts: readonly number[],
	time: (threads: number, ms: number) => Promise<Speed | undefined>,
): Promise<readonly Speed[]> {
	const busy = new Worker("for (;;);", { eval: true });
	await once(busy, "online");
	try {
		const speeds: Speed[] = [];
		let limit = LONGEST_MS;
		for (const threads of counts) {
			const found = await time(threads, limit);
			if (found === undefined || found.writes <= (speeds.at(-1)?.writes ?? 0)) break;
			speeds.push(found);
			// Whoever takes longer for the same is not faster.
			limit = Math.min(limit, Math.ceil(1000 * (PROMPT_TOKENS / found.reads + TOKENS / found.writes)));
		}
		return speeds;
	} finally {
		await busy.terminate();
	}
}

const LONGEST_MS = 30_000;
/** About. */
const PROMPT_TOKENS = 80;
const PROMPT = "Read the table, drop its empty rows and print the total amount of each region. ".repeat(4);
const TOKENS = 16;
const timings = z.object({
	timings: z.object({ predicted_per_second: z.number().positive(), prompt_per_second: z.number().positive() }),
});

/** Has the server read and write a little; undefined where that took longer than `ms`. */
export async function timed(server: Server, threads: number, ms: number): Promise<Speed | undefined> {
	const ask = async (n_predict: number): Promise<unknown> => {
		const answer = await fetch(`${server.url}/completion`, {
			method: "POST",
			headers: { authorization: `Bearer ${server.key}`, "content-type": "application/json" },
			body: JSON.stringify({ prompt: PROMPT, n_predict, ignore_eos: true, cache_prompt: false }),
			signal: AbortSignal.timeout(ms),
		});
		return await answer.json();
	};
	try {
		// The first time it finds its weights on the disk.
		await ask(1);
		const found = timings.parse(await ask(TOKENS)).timings;
		return { threads, writes: found.predicted_per_second, reads: found.prompt_per_second };
	} catch (error) {
		if (error instanceof Error && error.name === "TimeoutError") return undefined;
		throw error;
	}
}

/** What the server has done so far. */
interface Counts {
	readonly tokens: number;
	readonly seconds: number;
	readonly decodes: number;
	/** Requests in one step of the model, added up over all steps. */
	readonly together: number;
	readonly atWork: number;
}

async function countsOf({ url, key }: Server): Promise<Counts> {
	const answer = await fetch(`${url}/metrics`, {
		headers: { authorization: `Bearer ${key}` },
		signal: AbortSignal.timeout(5000),
	});
	const text = await answer.text();
	const value = (name: string) => Number(new RegExp(`^llamacpp:${name} (\\S+)`, "m").exec(text)?.[1]);
	const decodes = value("n_decode_total");
	return {
		tokens: value("tokens_predicted_total"),
		seconds: value("tokens_predicted_seconds_total"),
		decodes,
		together: value("n_busy_slots_per_decode") * decodes,
		atWork: value("requests_processing"),
	};
}

export interface Watch {
	readonly server: Server;
	/** Tokens a second of one request alone, as measured. */
	readonly usual: number;
	readonly everyMs: number;
	readonly signal: AbortSignal;
}

/** Slow: under this share of what was measured, over all requests that were answered together, and twice in a row. */
const SLOW = 1 / 3;
const LEAST_TOKENS = 16;

/** Resolves with the tokens a second at which it was slow, once nothing is at work; never where it stays fast. Rejects with the signal's reason. */
export async function slowness({ server, usual, everyMs, signal }: Watch): Promise<number> {
	let before: Counts | undefined;
	let [slow, last] = [0, usual];
	for (;;) {
		await sleep(everyMs, undefined, { signal });
		// While it answers nobody, or cannot tell, there is nothing to learn.
		const now = await countsOf(server).catch(() => undefined);
		if (now === undefined) continue;
		before ??= now;
		const tokens = now.tokens - before.tokens;
		if (tokens >= LEAST_TOKENS) {
			const together = Math.max(1, (now.together - before.together) / Math.max(1, now.decodes - before.decodes));
			last = (tokens / (now.seconds - before.seconds)) * together;
			slow = last < SLOW * usual ? slow + 1 : 0;
			before = now;
		} else if (tokens < 0) before = now;
		if (slow >= 2 && now.atWork === 0) return last;
	}
}
