// Code that looks like other code: blanks and unseen characters are written out wherever code is shown.

import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { view as discordView } from "../../src/adapters/discord/view.ts";
import { changesBetween } from "../../src/adapters/posts/code/diff.ts";
import { reveal, revealCode } from "../../src/adapters/posts/code/hidden-characters.ts";
import type { TurnView } from "../../src/adapters/posts/turn-view.ts";
import { view as slackView } from "../../src/adapters/slack/view.ts";
import { attempt, decidedAttempt, diagnosis, NOW, run, turn } from "../adapters/turns.ts";

const limits = { fileBytes: 10_000_000, whereKept: () => "" };
const both = (wanted: TurnView) => [JSON.stringify(slackView(wanted)), JSON.stringify(discordView(wanted, limits))];
const waiting = (source: string): TurnView => ({
	turn: turn({ state: { kind: "waiting" }, attempts: [attempt(source)] }),
	uploads: [],
	now: NOW,
	attached: new Set(),
});
const codePoint = (char: string) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;

/** Every character that Unicode calls a separator or a control, or that fonts draw as nothing. */
const blanks = [
	..."\u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u3000\ufeff",
	..."\u000b\u000c\u001c\u001d\u001e\u001f\u0085\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0",
	..."\u{1d159}\u{13441}\u{16fe4}\u{e0020}",
];

test("a Braille blank, a no-break or a thin space in code does not pass for a plain one (D22)", () => {
	for (const blank of blanks) {
		expect(revealCode(`a${blank}b`)).toBe(`a${codePoint(blank)}b`);
		for (const shown of both(waiting(`df["a${blank}b"].sum()`))) {
			expect(shown).toContain(codePoint(blank).slice(1));
			expect(shown).toContain("This code contains an invisible character");
		}
	}
});

test("every separator and control of Unicode but space, tab and line feed is written out in code", () => {
	const missed: string[] = [];
	for (let point = 0; point <= 0x10ffff; point += 1) {
		const char = String.fromCodePoint(point);
		if (!/[\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(char) || /[ \t\n]/.test(char)) continue;
		if (revealCode(char) !== codePoint(char)) missed.push(codePoint(char));
	}
	expect(missed).toEqual([]);
});

test("two programs that differ in a blank alone differ in the list of changes", () => {
	const before = `${"x = 1\n".repeat(9)}print("a b")\n`;
	const found = changesBetween(before, before.replace("a b", "a\u2800b"));
	expect(found).toMatchObject({ kind: "listed", diff: expect.stringContaining('+print("a\\u{2800}b")') });
});

test("blanks are written out in code that comes as a file, and under what was found in it", () => {
	const source = `open("a\u2003b")\n${"x = 1\n".repeat(1500)}`;
	const base = attempt(source);
	const risks = [{ label: "deletes", line: 1, what: 'open("a\u2003b")' } as const];
	const wanted: TurnView = {
		...waiting(source),
		turn: turn({ state: { kind: "waiting" }, attempts: [{ ...base, proposal: { ...base.proposal, risks } }] }),
	};
	for (const drafts of [slackView(wanted), discordView(wanted, limits)]) {
		const file = drafts.find(({ slot }) => slot === "code 1")?.files?.[0];
		expect(file).toMatchObject({ text: expect.stringContaining("a\\u{2003}b") });
		const card = JSON.stringify(drafts.find(({ slot }) => slot === "step 1"));
		expect(card).toContain("Deletes files");
		expect(card).not.toContain("\u2003");
	}
});

test("the hash on the card is that of the code as it runs, not of how it is shown", () => {
	const source = "a\u2800b";
	const sha = createHash("sha256").update(source).digest("hex").slice(0, 8);
	for (const shown of both(waiting(source))) expect(shown).toContain(`sha256 \`${sha}\``);
});

test("what people and programs write with blanks of their own is left as it is", () => {
	const french = "Total\u00a0: 1\u202f234,5\u00a0€";
	const chinese = "合计\u3000三";
	expect(reveal(french + chinese)).toBe(french + chinese);
	const failed = decidedAttempt(
		"print(1)",
		{ kind: "approved", by: { id: "U1", name: "A", trust: "member" }, at: NOW },
		{
			run: run({ output: french }),
			diagnosis,
		},
	);
	const wanted: TurnView = {
		turn: turn({ state: { kind: "writing" }, attempts: [failed] }),
		uploads: [],
		now: NOW,
		attached: new Set(),
	};
	for (const shown of both(wanted)) expect(shown).toContain(french);
});
