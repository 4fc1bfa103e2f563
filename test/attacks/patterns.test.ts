// Texts made to keep the bot busy: every function that reads foreign text takes time in proportion to its length.

import { describe, expect, test } from "vitest";
import * as discord from "../../src/adapters/discord/events.ts";
import { discordMarkup, fence } from "../../src/adapters/discord/markup.ts";
import { messages } from "../../src/adapters/discord/status.ts";
import { outcomeWords } from "../../src/adapters/posts/attempt-text.ts";
import { changesBetween } from "../../src/adapters/posts/code/diff.ts";
import { hiddenIn, plainOutput, reveal, revealCode } from "../../src/adapters/posts/code/hidden-characters.ts";
import { excerpt, shorten } from "../../src/adapters/posts/format.ts";
import { pieces } from "../../src/adapters/posts/markdown.ts";
import { drawable } from "../../src/adapters/slack/blocks.ts";
import * as slack from "../../src/adapters/slack/events.ts";
import { clipped, slackMarkup } from "../../src/adapters/slack/markup.ts";
import { closest } from "../../src/core/closest.ts";
import { notebook, script } from "../../src/core/commands/notebook.ts";
import { rowsOf } from "../../src/core/commands/page.ts";
import { report } from "../../src/core/commands/report.ts";
import { addressesOther, commandOf } from "../../src/core/commands/words.ts";
import type { Attempt } from "../../src/core/domain.ts";
import { bestOutput, printsNothing, softFailure } from "../../src/core/fix/answer-check.ts";
import { formErrors, formLines, formOf, unprinted } from "../../src/core/fix/answer-form.ts";
import { causeOf, diagnose, triedBefore } from "../../src/core/fix/diagnosis.ts";
import { hintsFor } from "../../src/core/fix/hints.ts";
import { readWishes } from "../../src/core/fix/wishes/reading.ts";
import { sheetsNamed } from "../../src/core/fix/wishes/sheets.ts";
import { unmet } from "../../src/core/fix/wishes.ts";
import { onlyFixed } from "../../src/core/fix/words/fixed-output.ts";
import { groundedWords, isGrounded } from "../../src/core/fix/words/grounding.ts";
import { asPrinted, withOutput } from "../../src/core/fix/words/verbatim.ts";
import { languageOf } from "../../src/core/language.ts";
import { translated } from "../../src/core/locales/translated.ts";
import { LOCALES, textsIn } from "../../src/core/locales.ts";
import { profileText } from "../../src/core/model/file-profile.ts";
import { requestMessage } from "../../src/core/model/prompt.ts";
import { quoted, toModel } from "../../src/core/model/quoting.ts";
import { codeLines, isComplete, isOnlyThought, kept, parseReply } from "../../src/core/model/reply.ts";
import { isThinkingAloud } from "../../src/core/model/thoughts.ts";
import { leakedCall } from "../../src/core/model/tool-calls.ts";
import { clip, oneLine } from "../../src/core/text.ts";
import { redactor } from "../../src/log.ts";
import { meaningOf as modelFault } from "../../src/model/errors.ts";
import { fixedTexts } from "../../src/python/fixed-texts.ts";
import { clean } from "../../src/sandbox/channel/text.ts";
import { attempt, decidedAttempt, diagnosis, NOW, run, turn, upload } from "../adapters/turns.ts";

const times = (sign: string) => (size: number) => sign.repeat(Math.ceil(size / sign.length));
const ended = (sign: string, end: string) => (size: number) => times(sign)(size) + end;

/** Texts of about so many characters. */
const hostile: Readonly<Record<string, (size: number) => string>> = {
	...Object.fromEntries(
		[
			..."<`*_~ \n@([{'\"|#-=:;.,/\\$&>!1a\t\r\u2028é中",
			"<@",
			"<@U0BOT|",
			"<!a|",
			"![[",
			"[a](http://",
			"**a",
			"a.",
			"a.csv",
			"1.5,",
			"| a ",
			"|-|\n",
			"a|b\n-|-\n\n",
			"```\n",
			"```python\n",
			"~~~\n```\n",
			"\n- ",
			"\n\n\n#",
			"a: <b>\n",
			'"b" ',
			'"b" and ',
			"'b' is a number between 1 and ",
			"code: '",
			'code: "\\"',
			"<tool_call>",
			"<think>",
			"</think>",
			"\n</think>\n<think>",
			"```python\n<think>\n",
			"a://",
			"Bearer ",
			"xoxb-",
			"x = '''\n",
			"File a.csv ",
			"save as ",
			"nan\n",
			"Empty DataFrame\n",
			"&amp;",
			"\u001b[",
			"a\r",
			"😀",
			"\u200b",
			"a: <1 decimal>\n",
		].map((sign) => [JSON.stringify(sign), times(sign)]),
	),
	"spaces and an end": ended(" ", "x"),
	"letters and a backtick": ended("a", "`"),
	"a fence of tildes with a backtick": ended("~", "`"),
	"a fence with a long label": (size) => `\`\`\`${"a".repeat(size)}\``,
	"a list item of spaces": (size) => `- ${" ".repeat(size)}\u2028x`,
	"code in a string full of fences": (size) => `\`\`\`python\nx = '''\n${times("```\n")(size)}`,
	"a wide table with many rows": (size) => `${times("|a")(size / 2)}|\n|-|\n${times("|\n")(size / 2)}`,
	"a table with one long cell": (size) => `|${"a".repeat(size / 2)}|\n|-|\n${times("|a\n")(size / 2)}`,
	"one open bold and many words": (size) => `**${times("word ")(size)}`,
	"a code block of line ends": (size) => `\`\`\`\n${"\n".repeat(size)}`,
	"many placeholders told of": (size) => `${times("name: <b>\n")(size / 2)}${times('"b" and "b" ')(size / 2)}`,
	"a long number": ended("1", "e"),
};

const words = outcomeWords(slackMarkup, textsIn("en"));
const self = { team: "T1", botUser: "U0BOT" };
const slackMessage = (text: string, more: object = {}) =>
	slack.readMessage(
		{ type: "event_callback", event: { type: "message", channel: "C1", user: "U1", ts: "1.1", text, ...more } },
		self,
	);
const discordMessage = (content: string) =>
	discord.readMessage({ id: "1", type: 0, channel_id: "2", author: { id: "3" }, content }, "4");
const failed = (text: string) =>
	run({ outcome: "failed", output: text, error: { name: "ValueError", message: text, line: 1, trace: text } });
const context = (text: string) => ({ uploads: [upload], source: text, timeoutMs: 1000 });
const form = formOf("Total: <number with two decimals>\nBest: <city>");

const DOES = { steps: [], unseen: [] };

/** All that reads what people, files, programs and models write. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
	"a Slack message": (text) => slackMessage(text),
	"a Slack message with a mention": (text) => slackMessage(`<@U0BOT> ${text}`),
	"a message forwarded in Slack": (text) => slackMessage("x", { attachments: [{ is_share: true, text }] }),
	"a Discord message": discordMessage,
	"a command": (text) => [commandOf(text), addressesOther(text)],
	Markdown: pieces,
	"an answer in Slack": (text) => drawable(pieces(text)),
	"an answer in Discord": (text) => messages(pieces(text), 1500),
	"a cut at a limit": (text) => clipped(text, 3000),
	"escaped text": (text) => [slackMarkup.escaped(text), discordMarkup.escaped(text), fence(text)],
	"a name": (text) => [
		slackMarkup.plain(text),
		slackMarkup.mono(text),
		discordMarkup.plain(text),
		discordMarkup.mono(text),
	],
	"a sentence": (text) => shorten(reveal(text), 400, slackMarkup.escaped),
	"hidden characters": (text) => [reveal(text), revealCode(text), hiddenIn(text)],
	output: (text) => excerpt(plainOutput(text), { chars: 2000, lines: 30, head: 0.4 }, textsIn("en")),
	changes: (text) => changesBetween(text, `${text}x\n${text}`),
	doubts: (text) => words.doubted({ ...attempt("x").proposal, doubts: [text, `\`${text}\``], mends: [text] }, 800),
	"an error's line": (text) => words.errorLine(failed(text)),
	"a model's reply": (text) => [isComplete(text), kept(text), parseReply(text), parseReply(text, { cut: true })],
	"a model's reply with code": (text) => parseReply(`Look.\n\`\`\`python\n${text}\n\`\`\`\n`),
	"a leaked call": (text) => [leakedCall(`{${text}}`), leakedCall(`execute({${text}`), leakedCall(text)],
	"a form": (text) => formLines(formOf(text)),
	"what is printed in a form": (text) => [formErrors(text, form), unprinted(text, form)],
	"what was printed": (text) =>
		softFailure(run({ output: text }), "how many? save as x.csv", { source: text, uploads: [upload] }),
	"the best output": (text) =>
		bestOutput([decidedAttempt("x", { kind: "expired", at: NOW }, { run: run({ output: text }) })], text),
	figures: (text) => [
		...[text, "3", `rows: 2\n${text}`].map((output) => isGrounded(text, { output, said: [text] })),
		groundedWords(text, { output: text, said: ["top 5", text], literal: [text] }, { isCut: true }),
		groundedWords("The total is 5 rows.", { output: text, said: [] }, { isCut: false }),
		languageOf(text, ["a", "<@"]),
		[asPrinted(run({ output: text })), withOutput(text, run({ output: text }))],
	],
	"texts that a program holds": (text) => [
		fixedTexts(`print(${JSON.stringify(text)})`, text),
		onlyFixed(text, [{ line: text.slice(0, 200), isFinding: true }]),
	],
	"what a request asks for": (text) => [
		readWishes(text, [{ name: text, type: "text", nulls: 0, samples: [text] }]),
		unmet(text, { source: text, uploads: [upload], run: run({ output: text }), does: DOES }),
		printsNothing(text, text),
	],
	"a failure": (text) => [
		causeOf(failed(text), context("x")),
		diagnose(failed(text), context("x")),
		hintsFor(text, { seen: false }),
	],
	"a failure in long code": (text) => diagnose(failed("'date'"), context(text)),
	"code that was tried": (text) => triedBefore([tried(text)], text),
	"a wrong name": (text) =>
		closest(text, [
			{ name: "created_at", type: "date" },
			{ name: text.slice(0, 200), type: "int" },
		]),
	"a card": (text) =>
		profileText(text, 10, {
			format: text,
			notes: [text],
			columns: [{ name: text, type: "text", nulls: 1, samples: [text], notes: [text] }],
		}),
	"the sheets that a request names": (text) => sheetsNamed(text, ["Umsatz", "二月", text.slice(0, 30)]),
	"a prompt": (text) => requestMessage(turn({ request: text, earlier: [text], data: text }), [], { restarted: false }),
	quoting: (text) => [
		toModel([{ role: "user", content: text }]),
		quoted("output", text),
		oneLine(text),
		clip(text, { chars: 99 }),
	],
	"an export": (text) => {
		const cell = {
			language: "python" as const,
			source: text,
			request: text,
			sha256: "",
			generation: "",
			at: "",
			output: text,
			images: [],
			tables: [],
			answer: text,
			approved: { at: 0, by: { id: "U1", name: text, trust: "member" as const } },
			made: [],
		};
		const all = { inputs: [], cells: [cell], at: "", said: LOCALES.en.notebook };
		return [notebook(all), script(all)];
	},
	"a report": (text) => {
		const approved = { at: 0, by: { id: "U1", name: text, trust: "member" as const } };
		const rest = { language: "python", sha256: "", generation: "", images: [], tables: [], made: [] } as const;
		const cell = { ...rest, source: text, request: text, at: "2025-01-01", output: text, answer: text, approved };
		const inputs = [{ name: text, size: 1 }];
		const all = { inputs, cells: [cell], at: "2025-01-01" };
		return [report(all, { texts: textsIn("en"), locale: "en" }), rowsOf(text)];
	},
	"a sentence to be said in Chinese": (text) => [text, text.slice(0, 3900)].map((one) => translated(one, LOCALES.zh)),
	"a line of the log": redactor(["secret-token"]),
	"what the sandbox says": clean,
	"what a model thinks": (text) => [isOnlyThought(text), codeLines(text), isThinkingAloud(text)],
	"a model server's refusal": (text) =>
		modelFault({ status: 500, body: { message: text }, message: text }, { address: "http://x", fields: ["top_p"] }),
};

/** Without the reading of its program, which takes a time limit of its own. */
function tried(source: string): Attempt {
	const one = attempt("print(1)", { diagnosis });
	return { ...one, proposal: { ...one.proposal, source } };
}

function cost(read: (text: string) => unknown, text: string): number {
	const spent = () => {
		const { user, system } = process.threadCpuUsage();
		return (user + system) / 1000;
	};
	const before = spent();
	read(text);
	return spent() - before;
}

const LOOKS = 6;

/** Milliseconds. Even the quickest step, taken 100,000 times 100,000 times, is far above; the noise of a busy machine is below. */
const MUCH = 200;

describe("four times the text takes no more than about four times as long", () => {
	test.each(Object.entries(readers))("to read %s", { timeout: 300_000 }, (_name, read) => {
		const slow: string[] = [];
		for (const [what, make] of Object.entries(hostile)) {
			// What is quick at full length cannot grow out of proportion; what is not is looked at again, since others use the machine, too.
			let few = Math.max(1, cost(read, make(25_000)));
			if (few > 400) {
				slow.push(`${what}: ${Math.round(few)} ms for 25,000 characters`);
				continue;
			}
			let much = cost(read, make(100_000));
			for (let look = 1; look < LOOKS && much > MUCH && much / few > 9; look++) {
				few = Math.max(1, Math.min(few, cost(read, make(25_000 + look))));
				much = Math.min(much, cost(read, make(100_000 + look)));
			}
			if (much > MUCH && much / few > 9) slow.push(`${what}: ${Math.round(few)} -> ${Math.round(much)} ms`);
		}
		expect(slow).toEqual([]);
	});
});
