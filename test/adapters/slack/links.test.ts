// Links on Slack: a link's words hide where it leads, so only links that the product makes have words.

import { expect, test } from "vitest";
import { sentence } from "../../../src/adapters/posts/markup.ts";
import { asideDrafts } from "../../../src/adapters/slack/aside.ts";
import { homeView } from "../../../src/adapters/slack/home.ts";
import { listDraft } from "../../../src/adapters/slack/listing.ts";
import { escaped, mono, mrkdwn, plain, slackMarkup } from "../../../src/adapters/slack/markup.ts";
import type { Label } from "../../../src/core/domain.ts";
import { attempt, NOW, run, turn } from "../turns.ts";
import { draw, markup } from "./drawing.ts";

const evil = "https://evil.example/login";

test("a link's address is in sight, however it is labelled", () => {
	expect(mrkdwn(`[your bank](${evil})`)).toBe(`your bank (<${evil}>)`);
	expect(mrkdwn(`[https://slack.com/signin](${evil})`)).toBe(`https://slack.com/signin (<${evil}>)`);
	expect(mrkdwn(`**[Sign in](${evil})**`)).toBe(`*Sign in (<${evil}>)*`);
	expect(mrkdwn("![chart](https://evil.example/x.png)")).toBe("chart (<https://evil.example/x.png>)");
	expect(mrkdwn(`[${evil}](${evil}) [ ](${evil})`)).toBe(`<${evil}> <${evil}>`);
	expect(mrkdwn("see https://evil.example/?a=1&b=2")).toBe("see <https://evil.example/?a=1&amp;b=2>");
});

test("what is written as Slack writes a link, or leads elsewhere than to a page, is text", () => {
	expect(mrkdwn("<https://evil.example|slack.com>")).toBe("&lt;<https://evil.example>|slack.com&gt;");
	expect(mrkdwn("[slack.com](https://evil.example|slack.com)")).toBe("[slack.com](<https://evil.example>|slack.com)");
	expect(mrkdwn("<mailto:a@evil.example|Ann>")).toBe("&lt;mailto:a@evil.example|Ann&gt;");
	for (const text of ["[Ann](mailto:a@evil.example)", "[here](//evil.example)", "[here](slack://open)", "[a][1]"])
		expect(mrkdwn(text)).toBe(text);
});

test("a card, an answer with its table, an end and the files show the address of every link in them", () => {
	const sly = `[https://slack.com/signin](${evil}) <${evil}|slack.com>`;
	const table = `| name | link |\n|---|---|\n| a | ${sly} |`;
	const proposal = {
		why: sly,
		mends: [sly],
		doubts: [sly],
		risks: [{ label: "network" as Label, line: 1, what: sly }],
	};
	const artifacts = [{ id: "a", name: `${sly}.csv`, size: 3, sha256: "" }];
	const by = { id: "U1", name: sly, trust: "external" as const };
	const proposed = { ...attempt("print(1)"), proposal: { ...attempt("print(1)").proposal, ...proposal } };
	const ran = {
		...proposed,
		approval: { ...proposed.approval, verdict: { kind: "approved" as const, by, at: NOW } },
		run: run({ output: sly, notes: [sly], artifacts, changed: [sly] }),
	};
	const ends = [
		{ kind: "answered", text: `${sly}\n\n${table}\n\n# ${sly}\n- ${sly}\n> ${sly}`, attempt: 0 },
		{ kind: "gave_up", sentence: sly, best: sly },
		{ kind: "failed", sentence: sly, during: "running" },
	] as const;
	const turns = [
		turn({ state: { kind: "waiting" }, attempts: [proposed], notices: [sly], requester: by, request: sly }),
		...ends.map((end) =>
			turn({ state: { kind: "ended", end, at: NOW }, attempts: [ran], notices: [sly], requester: by, request: sly }),
		),
	];
	const drafts = turns.flatMap((one) => draw({ turn: one }));
	const texts = [...drafts, ...drafts.flatMap(({ plain: other }) => other ?? [])].flatMap(markup);
	expect(texts.join()).toContain(`https://slack.com/signin (<${evil}>)`);
	for (const text of texts) for (const [, inside] of text.matchAll(/<(?!!date\^)([^>]*)/g)) expect(inside).toBe(evil);
});

test("what people and files are called is no link, in an aside, on the Home tab and in a direct message", () => {
	const name = `<${evil}|slack.com>[x](${evil})`;
	for (const text of [plain(name), mono(name), escaped(name), sentence(`\`${name}\` is ${name}`, slackMarkup)])
		expect(text).not.toMatch(/[<>]/);
	const aside = { id: "1", thread: "slack:T1:C1:1.1", title: name, lines: [name], buttons: [] };
	const drafts = asideDrafts({ ...aside, links: [{ label: name }], files: [{ name, text: "x" }] });
	expect(drafts.length).toBe(2);
	expect(drafts.flatMap(markup).join()).not.toMatch(/[<>]/);
	const listing = { locale: "en", title: name, more: name, forMe: [], asked: [], decided: [] } as const;
	const item = { label: name, does: name, note: name, buttons: [], turn: turn({}) };
	expect(markup(listDraft(listing, [{ title: name, items: [item] }])).join()).not.toMatch(/[<>]/);
	expect(JSON.stringify(homeView(listing, "U1", name))).not.toMatch(/[<>]/);
});

test("a link of ours has words, and nothing in them leads elsewhere", () => {
	const url = "https://a.slack.com/archives/C1/p1";
	const links = [{ url, label: `Ann: <${evil}|here> ${evil}` }];
	const aside = { id: "1", thread: "slack:T1:C1:1.1", title: "Waiting", lines: [], buttons: [], files: [] };
	const [draft] = asideDrafts({ ...aside, links });
	expect(draft?.text.match(/<[^>]*/g)).toEqual([`<${url}|Ann: &lt;${evil}|here&gt; ${evil}`]);
});
