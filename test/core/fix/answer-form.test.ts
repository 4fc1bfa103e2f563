// The lines that a request asks its answer in.

import { describe, expect, test } from "vitest";
import { formErrors, formLines, formOf, unprinted } from "../../../src/core/fix/answer-form.ts";

const asked = `What is the total, and where was most sold?
Total: <number with two decimals>
- Best city = [city]
Rising: <Yes/No>`;

test("the lines of a form are read from the request", () => {
	expect(formOf(asked)).toEqual([
		{ name: "Total", placeholder: "number with two decimals", numeric: true, decimals: 2 },
		{ name: "Best city", placeholder: "city", numeric: false },
		{ name: "Rising", placeholder: "Yes/No", numeric: false, options: ["Yes", "No"] },
	]);
	expect(formOf("合计：<数字，两位小数>")).toEqual([
		{ name: "合计", placeholder: "数字，两位小数", numeric: true, decimals: 2 },
	]);
});

test.each([
	"What is the mean price by city?",
	"Compare df['a'] with df[b]",
	"Mail me@example.org the list [1, 2]",
	"Note: the file is in UTF-8",
	"Print the answer as @mean[value], where value is a number",
])("a request without a form has none: %s", (request) => {
	expect(formOf(request)).toEqual([]);
});

test("the model gets the form as lines of code", () => {
	expect(formLines(formOf(asked))).toBe(
		'print(f"Total: {Total:.2f}")\nprint(f"Best city: {city}")\nprint(f"Rising: {Rising}")  # one of: Yes, No',
	);
	expect(formLines(formOf("Ids: <id1, id2, ...>"))).toBe(`print(f"Ids: {', '.join(map(str, Ids))}")`);
});

describe("what was printed", () => {
	const [total, city, rising] = ["Total: 12.50", "Best city: Oslo", "Rising: yes"];
	test.each([
		[[total, city, rising], []],
		[["Total: 1,234.50", "Best city = Oslo", rising], []],
		[["Total: 12.5 EUR", city, rising], []],
		[[city, rising], ["Total: <number with two decimals> is missing."]],
		[
			["Total: 12.534", city, rising],
			["Total: <number with two decimals> must have at most 2 decimals, but is 12.534."],
		],
		[["Total: nan", city, rising], ["Total: <number with two decimals> came out as nan."]],
		[["Total: Oslo", city, rising], ["Total: <number with two decimals> must be a number, not Oslo."]],
		[[total, city, "Rising: 0.03"], ["Rising: <Yes/No> must be one of Yes, No, not 0.03."]],
		[[total, "Best city: <city>", rising], ["Best city: <city> is not filled in."]],
		[[total, "Best city: {city}", rising], ["Best city: <city> is not filled in."]],
	])("%j", (lines, faults) => {
		expect(formErrors(lines.join("\n"), formOf(asked))).toEqual(faults);
	});

	test("one right value of several is enough", () => {
		expect(formErrors("Total: <number>\nTotal: 3", formOf("Total: <number>"))).toEqual([]);
	});

	test("a list has commas and no brackets", () => {
		const form = formOf("Ids: <id1, id2, ...>");
		expect(formErrors("Ids: 3, 5", form)).toEqual([]);
		expect(formErrors("Ids: [3, 5]", form)).toEqual([
			"Ids: <id1, id2, ...> must be values with commas between them, without brackets.",
		]);
	});

	test("none is a value where the form has it among its words", () => {
		expect(formErrors("Kind: none", formOf("Kind: <linear/none>"))).toEqual([]);
		expect(formErrors("Kind: none", formOf("Kind: <kind>"))).toEqual(["Kind: <kind> came out as none."]);
	});

	test("a whole number has no decimals but zeros", () => {
		expect(formErrors("Rows: 12.0", formOf("Rows: <integer>"))).toEqual([]);
		expect(formErrors("Rows: 12.5", formOf("Rows: <integer>"))).toHaveLength(1);
	});
});

test.each([
	['print(f"Total: {s}\\nBest city: {c}\\nRising: {r}")', []],
	['print(f"Total: {s}")', ["It does not print Best city: <city>.", "It does not print Rising: <Yes/No>."]],
])("a program whose text cannot print the form is seen before it runs: %s", (source, faults) => {
	expect(unprinted(source, formOf(asked))).toEqual(faults);
});
