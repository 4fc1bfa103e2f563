// Threads as Threadloop's are, against one model server at the same time: a first program, two fixes, and words about the output.

import { performance } from "node:perf_hooks";
import type { Message } from "../../src/core/domain.ts";
import type { Model } from "../../src/core/ports.ts";

/** Sizes in tokens, as the records of `npm run bench:loop` have them. */
const SIZE = { rules: 300, card: 500, program: 200, failure: 250, words: 50 } as const;

const STEPS = ["code", "fix", "fix", "words"] as const;
export type Step = (typeof STEPS)[number];

export interface Call {
	readonly step: Step;
	/** Milliseconds until the first text came, and until all of it had. */
	readonly firstMs: number;
	readonly ms: number;
	readonly prompt: number;
	readonly cached: number;
	readonly written: number;
}

export interface Measured {
	readonly threads: number;
	readonly calls: readonly Call[];
	readonly seconds: number;
	readonly failed: number;
}

/** Plays so many threads at once. `salt` keeps what an earlier play left in the server's cache out of this one, but for the rules that all share. */
export async function playThreads(model: Model, threads: number, salt: string): Promise<Measured> {
	const perCharacter = await tokensPerCharacter(model);
	const text = (tokens: number, seed: string) => filler(Math.round(tokens / perCharacter), seed);
	const began = performance.now();
	const played = await Promise.allSettled(
		Array.from({ length: threads }, (_, at) =>
			playThread(model, (tokens, part) => text(tokens, `${salt} ${at} ${part}`), text(SIZE.rules, "rules")),
		),
	);
	const calls = played.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
	const failed = played.filter(({ status }) => status === "rejected").length;
	return { threads, calls, seconds: (performance.now() - began) / 1000, failed };
}

async function playThread(
	model: Model,
	text: (tokens: number, part: string) => string,
	rules: string,
): Promise<readonly Call[]> {
	const messages: Message[] = [
		{ role: "system", content: rules },
		{ role: "user", content: text(SIZE.card, "card") },
	];
	const calls: Call[] = [];
	for (const [at, step] of STEPS.entries()) {
		const { call, reply } = await ask(model, messages, step);
		calls.push(call);
		messages.push(
			{ role: "assistant", content: reply },
			{ role: "user", content: text(SIZE.failure, `failure ${at}`) },
		);
	}
	return calls;
}

async function ask(model: Model, messages: readonly Message[], step: Step) {
	const began = performance.now();
	let firstMs: number | undefined;
	const reply = await model.reply({
		messages: [...messages],
		temperature: 0.2,
		maxTokens: step === "words" ? SIZE.words : SIZE.program,
		onText: () => {
			firstMs ??= performance.now() - began;
			return false;
		},
		onLoading: () => {},
		signal: AbortSignal.timeout(600_000),
	});
	const ms = performance.now() - began;
	const { promptTokens: prompt, cachedTokens: cached, completionTokens: written, text } = reply;
	// A server that is given an empty message may refuse it.
	return {
		call: { step, firstMs: firstMs ?? ms, ms, prompt, cached, written },
		reply: text.trim() === "" ? "-" : text,
	};
}

const CALIBRATION = 2000;

/** A trained model's tokens are some four characters, those of a model of bytes are one. */
async function tokensPerCharacter(model: Model): Promise<number> {
	const prompt = async (content: string) => {
		const request = {
			temperature: 0,
			maxTokens: SIZE.words,
			onText: () => false,
			onLoading: () => {},
			signal: AbortSignal.timeout(600_000),
		};
		return (await model.reply({ ...request, messages: [{ role: "user", content }] })).promptTokens;
	};
	const [short, long] = [await prompt("x"), await prompt(filler(CALIBRATION, "calibration"))];
	const found = (long - short) / CALIBRATION;
	if (found > 0) return found;
	throw new Error(
		"The model server does not count the tokens of a prompt, so nothing can be measured; let it send usage.",
	);
}

const WORDS =
	"column values text float int rows e.g. date region amount total mean print df groupby sum error line name file plot sort month orders price at KeyError read_csv".split(
		" ",
	);

/** So many characters of words, always the same for a seed. */
function filler(characters: number, seed: string): string {
	let state = [...seed].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7);
	let text = `${seed}:`;
	while (text.length < characters) {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		text += ` ${WORDS[(state >>> 8) % WORDS.length]}`;
	}
	return text.slice(0, Math.max(characters, 1));
}
