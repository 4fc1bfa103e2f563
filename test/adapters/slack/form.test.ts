// The forms as Slack takes them: within its limits, with the whole code in them.

import { expect, test } from "vitest";
import { WORDS_CHOICES } from "../../../src/adapters/posts/buttons.ts";
import { codeForm, fitsForm, wordsForm } from "../../../src/adapters/slack/form.ts";
import { LOCALES } from "../../../src/core/locales.ts";
import { attempt } from "../turns.ts";

const click = { token: "t".repeat(32), choice: "edit", thread: "slack:T1:C1:1.1", person: "U1", ref: "1.2" } as const;
const proposal = (length: number) => attempt("x".repeat(length)).proposal;

test("code that fits is whole in the form, and there is room to add to it", () => {
	expect(fitsForm(proposal(2800))).toBe(true);
	const [input] = codeForm(click, proposal(2800), LOCALES.en).blocks;
	expect(input).toMatchObject({ element: { initial_value: "x".repeat(2800), max_length: 3000, multiline: true } });
});

test("code that does not fit is not cut: there is no form for it", () => {
	expect(fitsForm(proposal(2801))).toBe(false);
});

const asking = WORDS_CHOICES.map((choice) => ({ ...click, choice }));
const all = Object.values(LOCALES).flatMap((texts) => [
	...asking.map((one) => wordsForm(one, texts)),
	codeForm(click, proposal(10), texts),
]);

test.each(all)("titles and memory are within Slack's limits", (view) => {
	for (const text of [view.title, view.submit, view.close]) expect(text?.text.length).toBeLessThanOrEqual(24);
	expect(view.private_metadata!.length).toBeLessThan(3000);
	expect(JSON.parse(view.private_metadata!)).toMatchObject({
		token: click.token,
		thread: click.thread,
		ref: click.ref,
	});
});

test("a question that is said differently begins with its words, unless the field does not take them", () => {
	const again = { ...click, choice: "reword" } as const;
	const [input] = wordsForm(again, LOCALES.en, "how many rows?").blocks;
	expect(input).toMatchObject({ optional: false, element: { initial_value: "how many rows?" } });
	const [long] = wordsForm(again, LOCALES.en, "x".repeat(2001)).blocks;
	expect(long).not.toHaveProperty("element.initial_value");
});
