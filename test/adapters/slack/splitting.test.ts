// Long answers on Slack: nothing lost, no code outside its box and no prose in one, every message within the limits, whatever comes in.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Draft } from "../../../src/adapters/slack/draft.ts";
import { view } from "../../../src/adapters/slack/view.ts";
import { problemsOf } from "../../proxies/slack-limits.ts";
import { ended, NOW } from "../turns.ts";

/** Pieces of an answer, each of numbered words, so that each word can be looked for: `p7` in prose, `c8` in code, `t9` in a table. */
const piece = fc.record({
	kind: fc.constantFrom("p" as const, "c" as const, "t" as const),
	words: fc.integer({ min: 1, max: 900 }),
	between: fc.constantFrom(" ", "\n", "\n\n", " <!channel> ", " & ", " **x** ", " `y` "),
	fence: fc.constantFrom("```", "````", "~~~"),
});

function answerOf(pieces: readonly { kind: "p" | "c" | "t"; words: number; between: string; fence: string }[]) {
	let at = 0;
	const words: string[] = [];
	const parts = pieces.map(({ kind, words: many, between, fence }) => {
		const mine = Array.from({ length: many }, () => `${kind}${at++}`);
		words.push(...mine);
		if (kind === "c") return `${fence}python\n${mine.join(between.replace(/^\n\n$/, "\n"))}\n${fence}`;
		if (kind === "t")
			return `| ${mine[0]} |\n|---|\n${mine
				.slice(1)
				.map((word) => `| ${word} |\n`)
				.join("")}`;
		return mine.join(between);
	});
	return { text: parts.join("\n\n"), words };
}

/** What stands in boxes and what stands outside them, in the order of the thread. */
function seenIn(drafts: readonly Draft[]): readonly { readonly boxed: boolean; readonly text: string }[] {
	return drafts.flatMap(({ blocks }) =>
		blocks.map((block) => {
			const text = JSON.stringify(block, (key, value: unknown) => (key === "block_id" ? undefined : value));
			return { boxed: block.type !== "section" && block.type !== "context", text: text.replaceAll("\\n", "\n") };
		}),
	);
}

const numbered = (text: string) => text.match(/(?<![a-z0-9])[pct]\d+(?![0-9a-z])/g) ?? [];

test("every word of a long answer comes, once, in order, code in boxes alone, and each message is one that Slack takes", () => {
	fc.assert(
		fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
			const { text, words } = answerOf(pieces);
			const rich = view({
				turn: ended({ kind: "answered", text }),
				uploads: [],
				live: undefined,
				now: NOW,
				attached: new Set(),
			});
			for (const drafts of [rich, rich.map((draft) => draft.plain ?? draft)]) {
				const seen = seenIn(drafts);
				expect(seen.flatMap(({ text: part }) => numbered(part))).toEqual(words);
				for (const { boxed, text: part } of seen) {
					for (const word of numbered(part)) expect(boxed).toBe(!word.startsWith("p"));
				}
			}
			for (const { text: summary, blocks } of rich.flatMap((draft) => [draft, draft.plain ?? draft])) {
				const call = {
					text: summary,
					blocks,
					thread_ts: "1.1",
					parse: "none",
					unfurl_links: false,
					unfurl_media: false,
				};
				expect(problemsOf("chat.postMessage", call)).toEqual([]);
			}
		}),
		{ numRuns: 60 },
	);
}, 120_000);

test("the limits are really looked at: a message over each of them is pointed out", () => {
	const call = { text: "x", thread_ts: "1.1", parse: "none", unfurl_links: false, unfurl_media: false };
	const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } });
	const button = { type: "button", text: { type: "plain_text", text: "Go" }, action_id: "a", value: "v" };
	const wrong: readonly (readonly [string, Record<string, unknown>])[] = [
		["text is 4001", { text: "x".repeat(4001) }],
		["text is empty", { text: "" }],
		["reads as <!here>", { text: "<!here>" }],
		["reads as <@U1>", { blocks: [section("hi <@U1>")] }],
		["unfurl_links", { unfurl_links: true }],
		["not in a thread", { thread_ts: undefined }],
		["no parse: none", { parse: "full" }],
		["blocks is 51", { blocks: Array.from({ length: 51 }, () => section("x")) }],
		["text of all blocks", { blocks: Array.from({ length: 5 }, () => section("x".repeat(2999))) }],
		["section text is 3001", { blocks: [section("x".repeat(3001))] }],
		["not verbatim", { blocks: [{ type: "section", text: { type: "mrkdwn", text: "@here" } }] }],
		["button value is 2001", { blocks: [{ type: "actions", elements: [{ ...button, value: "v".repeat(2001) }] }] }],
		["actions elements is 26", { blocks: [{ type: "actions", elements: Array.from({ length: 26 }, () => button) }] }],
		["one block_id", { blocks: [section("a"), section("b")].map((block) => ({ ...block, block_id: "same" })) }],
		["block_id is 256", { blocks: [{ ...section("a"), block_id: "b".repeat(256) }] }],
		["a box holds a user", { blocks: [box({ type: "user", user_id: "U1" })] }],
		["a cell is empty", { blocks: [table([["a"], [""]])] }],
		["rows of a table differ", { blocks: [table([["a", "b"], ["c"]])] }],
		["rows of a table is 101", { blocks: [table(Array.from({ length: 102 }, () => ["a"]))] }],
		["tables is 2", { blocks: [table([["a"], ["b"]]), table([["a"], ["b"]])] }],
		["of type image", { blocks: [{ type: "image" }] }],
	];
	expect(problemsOf("chat.postMessage", call)).toEqual([]);
	for (const [words, more] of wrong) {
		expect(problemsOf("chat.postMessage", { ...call, ...more }).join("\n")).toContain(words);
	}
	const view = { title: { text: "t".repeat(25) }, private_metadata: "m".repeat(3001), blocks: [] };
	expect(problemsOf("views.open", { view })).toHaveLength(2);
});

function table(rows: readonly (readonly string[])[]) {
	const cells = rows.map((row) => row.map((text) => ({ type: "raw_text", text })));
	return { type: "data_table", caption: "t", rows: cells };
}

function box(element: unknown) {
	return { type: "rich_text", elements: [{ type: "rich_text_preformatted", elements: [element] }] };
}
