// Every Turn there can be, as Slack gets it: within its limits, with whole code, and nothing that pings or hides.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Wanted } from "../../../src/adapters/posts/renderer.ts";
import { type Block, MESSAGE_BLOCKS, MESSAGE_CHARS, TEXT_CHARS, weigh } from "../../../src/adapters/slack/blocks.ts";
import { view } from "../../../src/adapters/slack/view.ts";
import type { Label, Outcome, Turn, Verdict } from "../../../src/core/domain.ts";
import {
	alice,
	attempt,
	decidedAttempt,
	diagnosis,
	hostileSteps,
	NOW,
	run,
	turn,
	unnumbered,
	upload,
} from "../turns.ts";
import { boxes, draw, markup, slot } from "./drawing.ts";

const hostile = fc.oneof(
	fc.string({ unit: "binary", maxLength: 300 }),
	fc
		.array(
			fc.constantFrom(
				"<!channel>",
				"<@U02BOB>",
				"@here",
				"<#C01GEN>",
				"```",
				"`",
				"*",
				"_",
				"~",
				"\n",
				"&",
				"|",
				"[x](https://e.vil/)",
				"https://a.b/<c>",
				"**",
				"# ",
				"\u202e",
				"word ",
			),
			{ maxLength: 3000 },
		)
		.map((parts) => parts.join("")),
	fc.string({ maxLength: 50 }).map((text) => text.repeat(300)),
);
const person = hostile.map((name) => ({ ...alice, name }));
const verdict: fc.Arbitrary<Verdict | undefined> = fc.oneof(
	fc.constant(undefined),
	fc.record({ kind: fc.constant("approved" as const), by: person, at: fc.constant(NOW) }),
	fc.record({ kind: fc.constant("rejected" as const), by: person, at: fc.constant(NOW), reason: hostile }),
	fc.record({ kind: fc.constant("superseded" as const), by: person, at: fc.constant(NOW) }),
	person.map((by) => ({ kind: "allowed", at: NOW, because: { kind: "advance", by } }) as const),
);
const risks = fc.array(
	fc.record({
		label: fc.constantFrom<Label>("deletes", "overwrites", "many_files", "outside", "subprocess", "network", "install"),
		line: fc.nat(),
		what: hostile.map((text) => text.slice(0, 60)),
	}),
	{ maxLength: 40 },
);
const anyRun = fc.record({
	outcome: fc.constantFrom<Outcome>("ok", "failed", "timed_out", "out_of_memory", "cancelled", "lost"),
	output: hostile,
	text: hostile,
	names: fc.array(hostile, { maxLength: 12 }),
});
const anyAttempt = fc
	.record({
		source: hostile,
		why: hostile,
		risks,
		mends: fc.array(hostile, { maxLength: 12 }),
		doubts: fc.array(hostile, { maxLength: 12 }),
		editor: fc.option(person),
		verdict,
		ran: fc.option(anyRun),
		cause: fc.option(hostile),
	})
	.map(({ source, why, risks, mends, doubts, editor, verdict: said, ran, cause }) => {
		const base = said === undefined ? attempt(source) : decidedAttempt(source, said);
		const { outcome, output, text, names } = ran ?? { outcome: "ok", output: "", text: "", names: [] };
		const artifacts = names.map((name, size) => ({ id: name, name, size, sha256: "" }));
		const error = { name: text, message: output, line: 3, trace: text };
		const done = run({ outcome, output, changed: names, notes: names, artifacts, error });
		return {
			...base,
			proposal: {
				...base.proposal,
				why,
				risks,
				does: hostileSteps(why),
				mends,
				doubts,
				...(editor === null ? {} : { edited: { by: editor, from: "a" } }),
			},
			...(ran === null || said === undefined ? {} : { run: done }),
			...(cause === null ? {} : { diagnosis: { ...diagnosis, cause } }),
		};
	});
const anyView: fc.Arbitrary<Wanted> = fc
	.record({
		attempts: fc.array(anyAttempt, { maxLength: 4 }),
		state: fc.oneof(
			fc
				.constantFrom("reading", "writing", "running", "answering", "waiting")
				.map((kind) => ({ kind }) as Turn["state"]),
			hostile.map((text) => ({ kind: "ended", end: { kind: "answered", text }, at: NOW }) as const),
			hostile.map(
				(text) => ({ kind: "ended", end: { kind: "gave_up", sentence: text, best: text }, at: NOW }) as const,
			),
			hostile.map(
				(text) => ({ kind: "ended", end: { kind: "failed", sentence: text, during: "running" }, at: NOW }) as const,
			),
		),
		requester: person,
		notices: fc.array(hostile, { maxLength: 8 }),
		name: hostile,
		columns: fc.array(hostile, { maxLength: 20 }),
		output: hostile,
	})
	.map(({ attempts, state, requester, notices, name, columns, output }) => ({
		turn: turn({ attempts, state, requester, notices, uploads: ["F1"] }),
		uploads: [
			{
				...upload,
				name,
				as: name,
				state: {
					kind: "stored",
					profile: {
						format: name,
						rows: 3,
						columns: columns.map((column) => ({ name: column, type: "", nulls: 0, samples: [] })),
						notes: columns,
					},
				},
			},
		],
		live: { phase: "running", since: NOW, output },
		now: NOW,
	}));

describe("whatever a model, a program or a person writes", { timeout: 120_000 }, () => {
	test("every message stays within Slack's limits", () => {
		fc.assert(
			fc.property(anyView, (wanted) => {
				for (const { blocks, text, files } of view({ ...wanted, attached: new Set(["code 1"]) })) {
					if (files === undefined) expect(blocks.length).toBeGreaterThan(0);
					expect(blocks.length).toBeLessThanOrEqual(MESSAGE_BLOCKS);
					expect(weigh(blocks)).toBeLessThanOrEqual(MESSAGE_CHARS);
					expect(text.length).toBeLessThanOrEqual(TEXT_CHARS);
					expect(text).not.toBe("");
					for (const block of blocks) within(block);
				}
			}),
			{ numRuns: 150 },
		);
	});

	test("a card stays within Slack's limits when everything on it is as long as it can be", () => {
		const endless = "x < y & z ".repeat(9000);
		const names = Array.from({ length: 30 }, () => endless);
		const failed = run({
			outcome: "failed",
			output: endless,
			error: { name: endless, message: endless, line: 3, trace: endless },
			changed: names,
			notes: names,
			artifacts: names.map((name) => ({ id: name, name, size: 0, sha256: "" })),
			variablesKept: false,
		});
		const said: Verdict = { kind: "approved", by: { ...alice, name: endless }, at: NOW };
		const hiding = `${"a = 1 # x\u202e\n".repeat(200)}`;
		// Written out, and with numbers of lines.
		const source = hiding + "b".repeat(5990 - hiding.length - 200 * 7 - 201 * 6);
		const before = decidedAttempt(source.replaceAll("a = 1", "a = 2"), said, {
			run: failed,
			diagnosis: { ...diagnosis, cause: endless },
		});
		const base = decidedAttempt(source, said, { run: failed });
		const told = { why: endless, does: hostileSteps(endless), mends: names, doubts: names };
		const last = { ...base, proposal: { ...base.proposal, ...told } };
		for (const drafts of [
			draw({ turn: turn({ state: { kind: "running" }, attempts: [before, last], notices: names }) }),
			draw({ turn: turn({ state: { kind: "waiting" }, attempts: [before, attempt(source)], notices: names }) }),
		]) {
			const card = slot(drafts, "step 2");
			expect(boxes(card).map(unnumbered)).toContain(source.replaceAll("\u202e", "\\u{202e}"));
			expect(weigh(card.blocks)).toBeLessThanOrEqual(MESSAGE_CHARS);
			expect(card.blocks.length).toBeLessThanOrEqual(MESSAGE_BLOCKS);
			card.blocks.forEach(within);
		}
	});

	test("nobody is pinged and nothing hidden is sent", () => {
		fc.assert(
			fc.property(anyView, (wanted) => {
				for (const draft of view({ ...wanted, attached: new Set() })) {
					// Slack acts on `<...>` alone: links without words and dates of ours are all that may be there.
					for (const text of markup(draft)) {
						for (const [, inside] of text.matchAll(/<([^>]*)/g)) expect(inside).toMatch(/^(https?:\/\/[^|]*$|!date\^)/);
					}
					for (const block of draft.blocks) {
						if (block.type === "section") expect(block.text).toMatchObject({ verbatim: true });
						if (block.type === "context") expect(block.elements).toMatchObject([{ verbatim: true }]);
					}
					// The blank beside bold is ours.
					const all = JSON.stringify(draft.blocks).replace(/\u200b(?=\*)|(?<=\*)\u200b/g, "");
					expect(all).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
				}
			}),
			{ numRuns: 150 },
		);
	});

	test("the whole code is in the message or in its file, whatever else there is to show", () => {
		fc.assert(
			fc.property(anyView, (wanted) => {
				const drafts = view({ ...wanted, attached: new Set() });
				wanted.turn.attempts.forEach(({ proposal }, index) => {
					const file = drafts.find(({ slot: name }) => name === `code ${index + 1}`)?.files?.[0];
					const shown = file?.kind === "text" ? [file.text] : boxes(slot(drafts, `step ${index + 1}`));
					const expected = Array.from(proposal.source).length;
					expect(
						shown.some(
							(text) =>
								plainOf(unnumbered(text)).trimEnd() === plainOf(proposal.source).trimEnd() ||
								(expected === 0 && text === " "),
						),
					).toBe(true);
				});
			}),
			{ numRuns: 100 },
		);
	});
});

/** The code with written-out characters left out, on either side. */
function plainOf(text: string): string {
	return text.replace(/\\u\{[0-9a-f]+\}/g, "").replace(/[^\n\t\u0020-\u007e]/gu, "");
}

function within(block: Block): void {
	if (block.type === "section") {
		expect(block.text?.text.length).toBeLessThanOrEqual(3000);
		expect(block.text?.text).not.toBe("");
	}
	if (block.type === "context") {
		expect(block.elements.length).toBeLessThanOrEqual(10);
		for (const one of block.elements) {
			expect("text" in one ? one.text.length : 0).toBeLessThanOrEqual(3000);
			expect("text" in one ? one.text : "x").not.toBe("");
		}
	}
	if (block.type === "actions") {
		for (const one of block.elements) {
			if (one.type === "button") expect(one.value?.length).toBeLessThanOrEqual(2000);
		}
	}
}
