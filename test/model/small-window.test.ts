// Models that read little: the reply gets what is left of the window, and where that is too little, people read its size and what to do.

import { afterEach, describe, expect, test } from "vitest";
import { openModel } from "../../src/model/client.ts";
import { type Asked, type ModelServer, type Played, startModelServer } from "../fakes/model-server.ts";
import { csv, fakeWorld, ok, script } from "../fakes/world.ts";

const running: ModelServer[] = [];
afterEach(async () => {
	await Promise.all(running.splice(0).map((server) => server.stop()));
});

type Refuse = (asked: Asked) => unknown;

/** A whole bot on a model server over HTTP that refuses what does not fit. */
async function openBot(refuse: Refuse, says: string[]) {
	const server = await startModelServer();
	running.push(server);
	server.answerWith((asked): string | Played => {
		const body = refuse(asked);
		return body === undefined ? (says.shift() ?? "") : { kind: "fail", status: 400, body };
	});
	const model = openModel({ baseUrl: server.url, log: () => {} });
	const bot = fakeWorld({ does: [ok("1"), ok("2")], model });
	const limits = () => server.asked.map(({ max_tokens }) => max_tokens);
	const ask = async (text: string) => {
		await bot.say(text, { addressed: bot.session() === undefined, files: bot.session() === undefined ? [csv] : [] });
		await bot.work();
	};
	return { bot, server, limits, ask };
}

const error = (message: string) => ({ object: "error", message, type: "BadRequestError", param: null, code: 400 });
const letters = ({ messages }: Asked) => messages.reduce((sum, { content }) => sum + content.length, 0);
const most = ({ max_tokens: tokens = 0 }: Asked) => tokens;

/** R21's server. */
const vllm =
	(window: number, prompt: (asked: Asked) => number): Refuse =>
	(asked) => {
		const sum = prompt(asked) + most(asked);
		if (sum <= window) return undefined;
		return error(
			`This model's maximum context length is ${window} tokens. However, you requested ${sum} tokens (${prompt(asked)} in the messages, ${most(asked)} in the completion). Please reduce the length of the messages or completion.`,
		);
	};
/** It stops counting where the request leaves too little for the reply. */
const newest =
	(window: number, prompt: (asked: Asked) => number): Refuse =>
	(asked) => {
		if (prompt(asked) + most(asked) <= window) return undefined;
		const counted = Math.max(0, window - most(asked)) + 1;
		return {
			error: error(
				`This model's maximum context length is ${window} tokens. However, you requested ${most(asked)} output tokens and your prompt contains at least ${counted} input tokens, for a total of at least ${window + 1} tokens.`,
			),
		};
	};
const capped =
	(window: number): Refuse =>
	(asked) =>
		most(asked) < window
			? undefined
			: {
					error: error(
						`max_tokens=${most(asked)} cannot be greater than max_model_len=${window}. Please request fewer output tokens.`,
					),
				};
const tgi =
	(window: number, prompt: number): Refuse =>
	(asked) =>
		prompt + most(asked) <= window
			? undefined
			: {
					error: `Input validation error: \`inputs\` tokens + \`max_new_tokens\` must be <= ${window}. Given: ${prompt} \`inputs\` tokens and ${most(asked)} \`max_new_tokens\``,
					error_type: "validation",
				};

test("the reply gets what is left of the window (R21)", async () => {
	const { bot, limits, ask } = await openBot(
		vllm(2048, () => 900),
		[script("print(1)")],
	);
	await ask("What is the total?");
	expect(bot.turn().attempts[0]?.proposal.source).toBe("print(1)\n");
	expect(limits()).toEqual([1536, 1148]);
});

test.each<[string, Refuse, number]>([
	["a server that counts no further than it must", newest(1700, (asked) => Math.ceil(letters(asked) / 3.5)), 1000],
	["a server that looks at the reply alone", capped(1024), 300],
	["a server that words it in another way", tgi(2048, 900), 1148],
	[
		"a server that has fewer tokens for letters than most",
		newest(2048, (asked) => Math.ceil(letters(asked) / 1.5)),
		256,
	],
])("%s is asked for less, and the program comes", async (_which, refuse, least) => {
	const { bot, limits, ask } = await openBot(refuse, [script("print(1)")]);
	await ask("What is the total?");
	expect(bot.turn().attempts[0]?.proposal.source).toBe("print(1)\n");
	expect(limits().length).toBeGreaterThan(1);
	expect(limits().length).toBeLessThan(6);
	expect(limits().at(-1)).toBeGreaterThanOrEqual(least);
});

describe("where too little is left, people read the window's size and what to do", () => {
	test.each<[string, Refuse, RegExp]>([
		[
			"counted",
			vllm(1100, () => 900),
			/^The model reads at most 1100 tokens, which is too few for this request \(this one has 900\) and a reply; give the model server a context of at least 2436 tokens, or/,
		],
		[
			"not counted",
			newest(512, () => 500),
			/^The model reads at most 512 tokens, which is too few for this request and a reply; give the model server a larger context, or/,
		],
		[
			"told in fields",
			() => ({
				error: {
					code: 400,
					message: "the request exceeds the available context size, try increasing it",
					type: "exceed_context_size_error",
					n_prompt_tokens: 900,
					n_ctx: 512,
				},
			}),
			/^The model reads at most 512 tokens, which/,
		],
	])("in a thread of one message, where nothing could be left out: %s", async (_what, refuse, sentence) => {
		const { bot, ask } = await openBot(refuse, []);
		await ask("What is the total?");
		expect(bot.end()).toMatchObject({ kind: "failed", sentence: expect.stringMatching(sentence) });
		expect(JSON.stringify(bot.end())).not.toContain("new thread");
	});
});

describe("in a long thread", () => {
	const says = () => [script("print(1)"), "1", script("print(2)")];
	async function second(refuse: Refuse) {
		let refused = 0;
		const all = await openBot((asked) => {
			const body = asked.messages.length > 5 ? refuse(asked) : undefined;
			refused += body === undefined ? 0 : 1;
			return body;
		}, says());
		await all.ask("What is the first total?");
		await all.bot.click("approve");
		await all.bot.work();
		await all.ask("And the second?");
		const last =
			all.server.asked
				.at(-1)
				?.messages.map(({ content }) => content)
				.join("\n") ?? "";
		expect(refused).toBeGreaterThan(0);
		return { ...all, last };
	}

	test.each<[string, Refuse]>([
		["the reply alone is more than the window", capped(1024)],
		["the thread leaves less than a whole reply", vllm(2048, () => 1500)],
		["the thread leaves less, and nobody counts", newest(1700, (asked) => Math.ceil(letters(asked) / 3.5))],
	])("the earlier questions stay where %s", async (_when, refuse) => {
		const { bot, last } = await second(refuse);
		expect(last).toContain("What is the first total?");
		expect(bot.turn().notices).toEqual([]);
		expect(bot.turn().attempts[0]?.proposal.source).toBe("print(2)\n");
	});

	test("they stay, too, where leaving them out would not help", async () => {
		const { bot } = await second(vllm(400, (asked) => Math.ceil(letters(asked) / 4)));
		expect(bot.end()).toMatchObject({
			kind: "failed",
			sentence: expect.stringContaining("The model reads at most 400 tokens"),
		});
		expect(JSON.stringify(bot.session()?.transcript)).toContain("What is the first total?");
	});

	test("they are left out where the thread has filled the window, and people are told so", async () => {
		const { bot, last } = await second(vllm(2048, () => 2000));
		expect(last).not.toContain("What is the first total?");
		expect(bot.turn().notices.join()).toContain("too long for the model");
		expect(bot.turn().attempts[0]?.proposal.source).toBe("print(2)\n");
	});
});
