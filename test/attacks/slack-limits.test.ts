// Posts that a platform would refuse, so that code can never be decided: whatever stands on a card, it is within the limits.

import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asideDrafts as discordAside } from "../../src/adapters/discord/aside.ts";
import { fence } from "../../src/adapters/discord/markup.ts";
import { buttonRows } from "../../src/adapters/discord/posting.ts";
import { view as discordView } from "../../src/adapters/discord/view.ts";
import { revealCode } from "../../src/adapters/posts/code/hidden-characters.ts";
import type { TurnView } from "../../src/adapters/posts/turn-view.ts";
import { asideDrafts as slackAside } from "../../src/adapters/slack/aside.ts";
import { buttons, context, section } from "../../src/adapters/slack/blocks.ts";
import { needsFile } from "../../src/adapters/slack/card.ts";
import type { Draft as SlackDraft } from "../../src/adapters/slack/draft.ts";
import { held } from "../../src/adapters/slack/limits.ts";
import { clipped } from "../../src/adapters/slack/markup.ts";
import { view as slackView } from "../../src/adapters/slack/view.ts";
import type { Aside, Attempt, End, Label, Risk, Turn, Verdict } from "../../src/core/domain.ts";
import { boxes } from "../adapters/slack/drawing.ts";
import { alice, attempt, NOW, run, turn, unnumbered, upload } from "../adapters/turns.ts";
import { problemsOf as discordProblems } from "../proxies/discord-limits.ts";
import { problemsOf as slackProblems } from "../proxies/slack-limits.ts";

const limits = { fileBytes: 10_000_000, whereKept: () => "x".repeat(400) };
const labels: readonly Label[] = [
	"deletes",
	"overwrites",
	"many_files",
	"outside",
	"subprocess",
	"network",
	"install",
	"unparsed",
];
const risk = (what: string, at: number): Risk => ({
	label: labels[at % labels.length] ?? "deletes",
	line: at + 1,
	what: what.slice(0, 60),
});

function inSlack(drafts: readonly SlackDraft[]): readonly string[] {
	return drafts.flatMap(({ text, blocks, files }) => {
		const quiet = { parse: "none", thread_ts: "1.1", unfurl_links: false, unfurl_media: false };
		return files === undefined
			? slackProblems("chat.postMessage", { ...quiet, text, blocks })
			: slackProblems("files.completeUploadExternal", { initial_comment: text });
	});
}

function inDiscord(drafts: ReturnType<typeof discordView>): readonly string[] {
	return drafts.flatMap(({ text, buttons: all }) => {
		const json = {
			content: text,
			nonce: "n",
			enforce_nonce: true,
			allowed_mentions: { parse: [] },
			components: buttonRows(all, "m".repeat(25)),
		};
		const empty = text === "" ? ["content is empty"] : [];
		return [
			...empty,
			...discordProblems({ method: "POST", path: "/channels/1/messages", json, files: [], headers: {}, at: 0 }),
		];
	});
}

test("eighteen findings full of & do not make a card that Slack refuses and nobody can decide (D16)", () => {
	const risks = Array.from({ length: 18 }, (_, at) => risk("&".repeat(60), at));
	const base = attempt("print(1)");
	const wanted: TurnView = {
		turn: turn({ state: { kind: "waiting" }, attempts: [{ ...base, proposal: { ...base.proposal, risks } }] }),
		uploads: [],
		now: NOW,
		attached: new Set(),
	};
	expect(inSlack(slackView(wanted))).toEqual([]);
	expect(inDiscord(discordView(wanted, limits))).toEqual([]);
	// What it may do is said all the same, every bit of it.
	const card = JSON.stringify([slackView(wanted), discordView(wanted, limits)]);
	for (const words of ["Deletes files", "Uses the network", "Cannot be fully analysed"])
		expect(card.split(words).length).toBe(3);
});

const foreign = fc
	.tuple(
		fc.constantFrom(
			"&",
			"<",
			">",
			"*",
			"`",
			"_~",
			"\\",
			"```",
			"x",
			"é",
			"😀",
			"\u202e",
			"\u00a0",
			" ",
			"\n",
			"<@U1>",
			"@here ",
		),
		fc.integer({ min: 0, max: 7000 }),
		fc.constantFrom("", "end", "&amp", "\ud83d"),
	)
	.map(([sign, size, end]) => sign.repeat(Math.ceil(size / sign.length)) + end);

const ends = (said: string): readonly End[] => [
	{ kind: "answered", text: said },
	{ kind: "answered", text: said, under: Array.from({ length: 9 }, () => said) },
	{ kind: "gave_up", sentence: said, best: said },
	{ kind: "stopped", by: { ...alice, name: said } },
	{ kind: "failed", sentence: said, during: "running" },
];

const scenes = fc
	.record({
		source: foreign,
		before: foreign,
		said: foreign,
		name: foreign,
		findings: fc.integer({ min: 0, max: 40 }),
		verdict: fc.constantFrom("none", "approved", "rejected"),
		hasRun: fc.boolean(),
		end: fc.integer({ min: 0, max: 8 }),
	})
	.map(({ source, before, said, name, findings, verdict, hasRun, end }): TurnView => {
		const by = { ...alice, name };
		const decided: Verdict | undefined =
			verdict === "approved"
				? { kind: "approved", by, at: NOW }
				: verdict === "rejected"
					? { kind: "rejected", by, at: NOW, reason: said }
					: undefined;
		const made = (code: string): Attempt => {
			const base = attempt(code);
			return {
				proposal: {
					...base.proposal,
					sha256: createHash("sha256").update(code).digest("hex"),
					why: said,
					risks: Array.from({ length: findings }, (_, at) => risk(said, at)),
					mends: Array.from({ length: findings }, () => said),
					doubts: [said, `\`${name}\` is gone`],
					edited: { by, from: "" },
				},
				approval: { ...base.approval, ...(decided === undefined ? {} : { verdict: decided }) },
				...(hasRun && verdict === "approved"
					? {
							run: run({
								outcome: "failed",
								output: said.repeat(10),
								error: { name, message: said, line: 3, trace: said },
								changed: Array.from({ length: 20 }, () => name),
								notes: [said, said, said],
								artifacts: [{ id: "a", name, size: 0, sha256: "" }],
								variablesKept: false,
							}),
							diagnosis: { signature: "", cause: said, text: said, soft: false },
						}
					: {}),
			};
		};
		const ended = ends(said)[end];
		const state: Turn["state"] =
			ended !== undefined
				? { kind: "ended", end: ended, at: NOW }
				: decided === undefined
					? { kind: "waiting" }
					: { kind: verdict === "approved" ? "running" : "writing" };
		return {
			turn: turn({
				requester: by,
				state,
				attempts: [made(before), made(source)],
				notices: Array.from({ length: 9 }, () => said),
				uploads: ["F1"],
				tools: {
					rerun: "tok-rerun",
					export: "tok-export",
					standIn: { file: { id: "F2", name, size: 1, source: "{}" }, name, as: name },
				},
				standing: { phrases: Array.from({ length: 8 }, () => said), fresh: "tok-fresh" },
			}),
			uploads: [{ ...upload, name, as: `${name}2` }],
			live: { phase: "running", since: NOW, output: said.repeat(20) },
			now: NOW,
			attached: new Set(["code 1"]),
		};
	});

describe("whatever people, programs and models write", { timeout: 120_000 }, () => {
	test("no post is one that Slack refuses, and the code is never cut", () => {
		fc.assert(
			fc.property(scenes, (wanted) => {
				const drafts = slackView(wanted);
				expect(inSlack(drafts)).toEqual([]);
				const last = wanted.turn.attempts[1];
				if (last === undefined) throw new Error("no attempt");
				const whole = revealCode(last.proposal.source);
				const file = drafts.find(({ slot }) => slot === "code 2")?.files?.[0];
				const card = drafts.find(({ slot }) => slot === "step 2");
				if (needsFile(last)) expect(file).toMatchObject({ text: whole });
				else {
					const code = (text: string) => unnumbered(text).trimEnd();
					expect((card === undefined ? [] : boxes(card)).map(code)).toContain(code(whole));
				}
			}),
			{ numRuns: 150 },
		);
	});

	test("no post is one that Discord refuses, and the code is never cut", () => {
		fc.assert(
			fc.property(scenes, (wanted) => {
				const drafts = discordView(wanted, limits);
				expect(inDiscord(drafts)).toEqual([]);
				const whole = revealCode(wanted.turn.attempts[1]?.proposal.source ?? "");
				const file = drafts.find(({ slot }) => slot === "code 2")?.files?.[0];
				const card = drafts.find(({ slot }) => slot === "step 2");
				// A box without a line holds a blank, if its lines have no numbers.
				const solid = (text: string) => text.replace(/py\n ?\n/, "py\n");
				const kept = file ?? card?.attached;
				const shown = solid(unnumbered(`${card?.text}\n${card?.embed ?? ""}`));
				if (kept === undefined) expect(shown).toContain(solid(fence(whole.replace(/\n$/, ""), "py")));
				else expect(kept).toMatchObject({ text: whole });
			}),
			{ numRuns: 150 },
		);
	});

	test("no word beside a Turn is one that a platform refuses", () => {
		fc.assert(
			fc.property(foreign, foreign, (said, name) => {
				const aside: Aside = {
					id: "t a",
					thread: "slack:T1:C1:1.1",
					title: said,
					lines: Array.from({ length: 30 }, () => said),
					buttons: [{ choice: "forget", label: "Forget it", token: "tok" }],
					files: Array.from({ length: 10 }, () => ({ name: name || "f", text: "x" })),
				};
				expect(inSlack(slackAside(aside))).toEqual([]);
				expect(inDiscord(discordAside({ ...aside, thread: "discord:1:2:3" }))).toEqual([]);
			}),
			{ numRuns: 60 },
		);
	});
});

test("text too long for a block is cut, and neither an entity, a link nor a letter is torn apart", () => {
	expect(clipped("ab&amp;cd", 20)).toBe("ab&amp;cd");
	for (const [text, most] of [
		["x".repeat(5) + "&amp;".repeat(5), 12],
		["see <https://example.com/a/long/address|here> now", 30],
		[`abcdefgh${"😀".repeat(9)}`, 11],
	] as const) {
		const cut = clipped(text, most);
		expect(cut.length).toBeLessThanOrEqual(most);
		expect(cut.isWellFormed()).toBe(true);
		expect(cut).not.toMatch(/&[a-z]* …|<[^>]*$/);
	}
});

test("a post of more sentences than Slack takes loses sentences, never its buttons", () => {
	const row = buttons([{ choice: "approve", label: "l".repeat(500), token: "tok" }]);
	const blocks = [section("s".repeat(9000)), ...Array.from({ length: 8 }, () => context("c".repeat(9000))), row];
	const post = held({ slot: "step 1", text: "t".repeat(9000), blocks, priority: "verdict" as const });
	expect(inSlack([post])).toEqual([]);
	expect(JSON.stringify(post.blocks)).toContain('"value":"tok"');
});
