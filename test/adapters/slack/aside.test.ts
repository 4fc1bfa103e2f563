// What the bot says beside its Turns, and the buttons under the end of one, as Slack takes them.

import { expect, test } from "vitest";
import { asideDrafts } from "../../../src/adapters/slack/aside.ts";
import { view } from "../../../src/adapters/slack/view.ts";
import { helpLines } from "../../../src/core/commands/words.ts";
import type { Aside } from "../../../src/core/domain.ts";
import { LOCALES } from "../../../src/core/locales.ts";
import { problemsOf } from "../../proxies/slack-limits.ts";
import { looks } from "../looks.ts";

const aside = (more: Partial<Aside> = {}): Aside => ({
	id: "t k1",
	thread: "slack:T1:C1:1.1",
	title: "Status",
	lines: [],
	buttons: [],
	files: [],
	...more,
});

test("what is said is plain text: nothing in it pings, links or formats", () => {
	const [draft] = asideDrafts(aside({ lines: ["<!channel> *bold* <@U1> & \u202eevil"] }));
	expect(draft?.text).toBe("*Status*\n&lt;!channel&gt; ∗bold∗ &lt;@U1&gt; &amp; \\u{202e}evil");
});

test.each(Object.values(LOCALES))("the whole list of words fits into one message", (texts) => {
	const examples = Array.from({ length: 4 }, () => `• ${"an example question about a file ".repeat(4)}`);
	const lines = [...examples, ...helpLines(texts)];
	const [draft] = asideDrafts(aside({ title: texts.commands.howTo, lines }));
	expect(draft?.text.split("\n")).toHaveLength(lines.length + 1);
	expect(JSON.stringify(draft?.blocks)).toContain(texts.commands.does.help);
	expect(JSON.stringify(draft?.blocks)).toContain(texts.commands.buttons.at(-1));
	expect(problemsOf("chat.update", { channel: "C1", ts: "1.1", parse: "none", ...draft })).toEqual([]);
});

test("links are words only where no address is known, and what they say is plain text", () => {
	const links = [{ label: "Ann: <@U1> *now*", url: "https://a.slack.com/archives/C1/p1" }, { label: "Bob: & more" }];
	const [draft] = asideDrafts(aside({ links }));
	expect(draft?.text.split("\n").slice(1)).toEqual([
		"<https://a.slack.com/archives/C1/p1|Ann: &lt;@U1&gt; ∗now∗>",
		"Bob: &amp; more",
	]);
});

test("too much text is cut and never breaks Slack's limit, nor a character", () => {
	const [draft] = asideDrafts(aside({ lines: Array.from({ length: 40 }, () => "😀&".repeat(300)) }));
	const block = draft?.blocks[0];
	const text = block?.type === "section" ? (block.text?.text ?? "") : "";
	expect(text.length).toBeLessThanOrEqual(3000);
	expect(text.isWellFormed()).toBe(true);
	expect(text).not.toMatch(/&(?!amp;)/);
});

test("files come in one message below the words", () => {
	const files = [
		{ name: "thread.ipynb", text: "{}" },
		{ name: "thread.py", text: "x" },
	];
	expect(asideDrafts(aside({ files })).map(({ slot, files }) => [slot, files?.length])).toEqual([
		["aside", undefined],
		["aside files", 2],
	]);
});

const labels = (name: string) =>
	view({ ...looks[name]!, attached: new Set() }).flatMap(({ blocks }) =>
		blocks.flatMap((block) =>
			block.type !== "actions"
				? []
				: block.elements.flatMap((one) => (one.type === "button" ? [[one.text.text, one.action_id, one.value]] : [])),
		),
	);

test.each(["done", "reran"])("%s shows Rerun and Export, which carry only their tokens", (name) => {
	expect(labels(name)).toEqual([
		["Rerun", "rerun", "tok-rerun"],
		["Export", "export", "tok-export"],
	]);
});

test("after a newer file Rerun names it, however long its name", () => {
	const [[label] = []] = labels("newer");
	expect(label).toMatch(/^Rerun on march long .*…$/);
	expect(label?.length).toBeLessThanOrEqual(75);
});

test("a Turn in line says its place and how long it has waited", () => {
	const [draft] = view({ ...looks.queued!, attached: new Set() });
	expect(draft?.text).toBe("⏳ *Waiting* · number 3 in line for the model · 12 s");
});

test("a failure says what it means for what was done so far", () => {
	expect(JSON.stringify(view({ ...looks.failed!, attached: new Set() }))).toContain("Nothing was run");
});
