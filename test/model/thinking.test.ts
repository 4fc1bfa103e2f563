// Models that think before they reply, on servers that pass the thoughts on in one way or another: no part of a thought is ever a reply.

import { afterEach, describe, expect, test } from "vitest";
import { openModel } from "../../src/model/client.ts";
import { type ModelServer, type Played, startModelServer } from "../fakes/model-server.ts";
import { csv, fakeWorld, ok } from "../fakes/world.ts";

const running: ModelServer[] = [];
afterEach(async () => {
	await Promise.all(running.splice(0).map((server) => server.stop()));
});

/** A whole bot on a model server over HTTP. */
async function openBot(o: Parameters<typeof fakeWorld>[0], ...played: (string | Played)[]) {
	const server = await startModelServer();
	running.push(server);
	server.play(...played);
	return { bot: fakeWorld({ ...o, model: openModel({ baseUrl: server.url, log: () => {} }) }), server };
}

async function asked(text: string, files = [csv], ...played: (string | Played)[]) {
	const all = await openBot({}, ...played);
	await all.bot.say(text, { files });
	await all.bot.work();
	return all;
}

const draft = '```python\nimport pandas as pd\nprint(pd.read_csv("sales.csv")["id"].sum())\n```\n';
const code = '```python\nimport pandas as pd\nprint("total", pd.read_csv("sales.csv")["id"].abs().sum())\n```\n';
const words = "The values are text, so I convert them.";
const thought = `The user wants the total. First idea:\n${draft}But that column is text.`;
const reply = `${words}\n\n${code}`;

describe("the program behind the thought is proposed, with its own sentence", () => {
	test.each([
		["without an opening tag (R18)", `${thought}\n</think>\n\n${reply}`],
		["with an opening tag", `<think>\n${thought}\n</think>\n\n${reply}`],
		["with a blank line before the opening tag", `\n\n<think>${thought}</think>${reply}`],
		["in two thoughts", `<think>\n${thought}\n</think>\n\n<think>\nOnce more.\n${draft}</think>\n${reply}`],
		["in two thoughts, the first without an opening tag", `${thought}\n</think>\n<think>\n${draft}</think>\n${reply}`],
		["behind a few words", `Sure.\n<think>\n${thought}\n</think>\n${reply}`],
		["with tags of another name", `<thinking>\n${thought}\n</thinking>\n${reply}`],
		["with tags in brackets", `[THINK]${thought}[/THINK]${reply}`],
		["with a draft whose fence stays open", `<think>\nFirst idea:\n${draft.slice(0, -4)}\nNo.\n</think>\n${reply}`],
		["in the first person", `Okay, so let me see.\n${draft}Hmm.\n</think>\n${reply}`],
		["in Chinese", `好的，用户想要总和。\n${draft}不对。\n</think>\n\n${reply}`],
	])("%s", async (_how, text) => {
		for (const size of [7, 10_000]) {
			const { bot, server } = await asked("What is the total?", [csv], { kind: "say", text, size });
			expect(bot.turn().state.kind).toBe("waiting");
			expect(bot.turn().attempts[0]?.proposal).toMatchObject({
				why: words,
				source: expect.stringContaining('"total"'),
			});
			// What the model reads of it later.
			expect(bot.turn().messages.at(-1)?.content).toBe(reply.trimEnd());
			expect(server.asked).toHaveLength(1);
		}
	});

	test.each(["reasoning_content", "reasoning", "thinking"])("in a field of its own, %s", async (field) => {
		const chunk = (delta: object) => ({ choices: [{ index: 0, delta }] });
		const chunks = [chunk({ content: null, [field]: thought }), chunk({ content: reply })];
		const { bot } = await asked("What is the total?", [csv], { kind: "chunks", chunks });
		expect(bot.turn().attempts[0]?.proposal).toMatchObject({ why: words, source: expect.stringContaining('"total"') });
	});

	test("in parts of the content", async () => {
		const content = [
			{ type: "thinking", thinking: [{ type: "text", text: thought }] },
			{ type: "text", text: reply },
		];
		const { bot } = await asked("What is the total?", [csv], {
			kind: "chunks",
			chunks: [{ choices: [{ message: { content } }] }],
		});
		expect(bot.turn().attempts[0]?.proposal).toMatchObject({ why: words, source: expect.stringContaining('"total"') });
	});
});

test("of prose, too, only what stands behind the thought is posted (R18)", async () => {
	const text = "Okay, the user only says hello. I answer shortly.\n</think>\n\nHello! Send me a file and a question.";
	const { bot } = await asked("thanks", [], text);
	expect(bot.end()).toEqual({ kind: "answered", text: "Hello! Send me a file and a question." });
});

test("a draft that nobody could take for one is not mistaken again, once the model was seen to think", async () => {
	const other = code.replace("abs()", "round(2)");
	const odd = `Total: sum the column.\n${draft}Not numeric.\n</think>\n\n${other}`;
	const { bot, server } = await asked("What is the total?", [csv], `${thought}\n</think>\n\n${reply}`, odd);
	await bot.click("reject", { reason: "no" });
	await bot.work();
	expect(server.asked).toHaveLength(2);
	expect(bot.turn().attempts[1]?.proposal.source).toContain("round(2)");
});

test("a model whose thinking was switched off is no longer taken to think", async () => {
	const cut = { kind: "say", text: `Adds.\n${code.slice(0, -20)}`, finish: "length" } as const;
	const { bot, server } = await asked("What is the total?", [csv], `${thought}\n</think>\n\n${reply}`);
	server.play(
		"Hello.",
		`${words}\n${code.replace("abs()", "round(2)")}And on.`,
		cut,
		`Adds.\n${code.replace("abs", "ceil")}`,
	);
	for (const reason of ["no", "not yet"]) {
		await bot.click("reject", { reason });
		await bot.work();
	}
	expect(server.asked.map(({ messages }) => messages.at(-1)?.content).at(-1)).toContain("The script was cut off");
	expect(server.asked.at(-1)?.messages.at(-2)?.content).toContain("import pandas");
	expect(bot.turn().attempts).toHaveLength(3);
});

test("a thought that was cut off is not posted as the answer: the output speaks for itself", async () => {
	const cut = { kind: "say", text: "The output has one figure, 12, and I should", finish: "length" } as const;
	const { bot } = await openBot({ does: [ok("total 12")] }, `${thought}\n</think>\n\n${reply}`, cut);
	await bot.say("What is the total?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "```\ntotal 12\n```" });
});

describe("a model that only thinks is told to think less by whoever runs it", () => {
	const thinking = (field: string, finish: string): Played => ({
		kind: "chunks",
		chunks: [
			{
				choices: [
					{ index: 0, delta: { role: "assistant", content: null, [field]: "Let me think. " }, finish_reason: null },
				],
			},
			{ choices: [{ index: 0, delta: { content: null, [field]: "And think. " }, finish_reason: finish }] },
		],
	});
	const counted = (played: Extract<Played, { kind: "chunks" }>, usage: object): Played => ({
		...played,
		chunks: [...played.chunks, { choices: [], usage }],
	});
	const hidden: Played = { kind: "chunks", chunks: [{ choices: [{ delta: { content: "" }, finish_reason: "stop" }] }] };

	test.each<[string, Played, string]>([
		["in reasoning_content (R20)", thinking("reasoning_content", "length"), "used its 1,536 tokens for thinking"],
		["in reasoning", thinking("reasoning", "length"), "used its 1,536 tokens for thinking"],
		[
			"and the server counts",
			counted(thinking("reasoning", "stop") as never, { prompt_tokens: 5, completion_tokens: 812 }),
			"used its 812 tokens for thinking",
		],
		[
			"and the server tells nothing but how many tokens it was",
			counted(hidden as never, {
				prompt_tokens: 5,
				completion_tokens: 1500,
				completion_tokens_details: { reasoning_tokens: 1500 },
			}),
			"used its 1,500 tokens for thinking",
		],
		[
			"between tags that stay open",
			{ kind: "say", text: `<think>\n${thought}`, finish: "length" },
			"tokens for thinking",
		],
		[
			"between tags, with no word behind them",
			{ kind: "say", text: `<think>\n${thought}\n</think>\n\n` },
			"tokens for thinking",
		],
		[
			"with no tag at all",
			{ kind: "say", text: "Okay, the user wants a total. Hmm", finish: "length" },
			"tokens for thinking",
		],
	])("%s", async (_how, played, sentence) => {
		const { bot, server } = await asked("What is the total?", [csv], played, played);
		expect(server.asked).toHaveLength(2);
		expect(bot.turn().attempts).toEqual([]);
		expect(bot.end()).toMatchObject({
			kind: "failed",
			sentence: expect.stringMatching(
				new RegExp(
					`^The model ${sentence.startsWith("used") ? sentence : `used its [\\d,]+ ${sentence}`} and wrote no reply; switch thinking off`,
				),
			),
		});
	});

	test("and an empty reply is still called empty", async () => {
		const { bot } = await asked("What is the total?", [csv], "", "");
		expect(bot.end()).toMatchObject({ sentence: expect.stringContaining("The model sent an empty reply twice") });
	});
});

test("code that handles such tags is code", async () => {
	const source =
		'import re\nx = "<think>a</think>b"\nprint(re.sub(r"<think>.*?</think>", "", x), x.split(\'</think>\'))\nprompt = """\n<think>\n"""';
	const { bot } = await asked(
		"Remove the thoughts.",
		[csv],
		`It cleans the text.\n\`\`\`python\n${source}\n\`\`\`\nDone.`,
	);
	expect(bot.turn().attempts[0]?.proposal.source).toBe(`${source}\n`);
});
