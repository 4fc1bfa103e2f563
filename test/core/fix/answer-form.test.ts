// The form that a request asks its answer in.

import { describe, expect, test } from "vitest";
import { fixed, formErrors, formLines, formOf, mendedForm, unprinted } from "../../../src/core/fix/answer-form.ts";

const skew = `How skewed is it?
Print the answer in this form: @skew_value[skew] @skew_type[type]
where "skew" is a float number rounded to 2 decimal places.
where "type" is a string that can be either "positive", "negative" or "symmetric".`;

test("the parts of a form and what the request says of each are read from it", () => {
	expect(formOf(skew)).toEqual([
		{ name: "skew_value", kind: "marked", placeholder: "skew", numeric: true, decimals: 2 },
		{
			name: "skew_type",
			kind: "marked",
			placeholder: "type",
			numeric: false,
			options: ["positive", "negative", "symmetric"],
		},
	]);
	expect(formOf("Total: <number>\n- Best city = [city]").map(({ name, kind }) => [name, kind])).toEqual([
		["Total", "line"],
		["Best city", "line"],
	]);
	expect(formOf("请按此格式输出：@均值[值]，其中“值”是数值，保留两位小数。")).toEqual([
		{ name: "均值", kind: "marked", placeholder: "值", numeric: true, decimals: 2 },
	]);
});

test.each([
	'@a[x] @b[y] where "x" and "y" are numbers rounded to three decimal places.',
	'@a[x], @b[y]\n"x" and "y" are numbers rounded to three decimal places.',
])("what is said of two at once holds for both: %s", (request) => {
	expect(formOf(request).map(({ decimals }) => decimals)).toEqual([3, 3]);
});

test.each([
	"What is the mean price by city?",
	"Compare df['a'] with df[b]",
	"Mail me@example.org the list [1, 2]",
	"Note: the file is in UTF-8",
])("a request without a form has none: %s", (request) => {
	expect(formOf(request)).toEqual([]);
});

test("a column named in quotes is no word to choose from", () => {
	const [part] = formOf('@r[r] where "r" is a number between -1 and 1, the correlation of "Limit" and "Balance".');
	expect(part).toEqual({ name: "r", kind: "marked", placeholder: "r", numeric: true, range: [-1, 1] });
});

test("the model gets the form as lines of code", () => {
	expect(formLines(formOf(skew))).toBe(
		'print(f"@skew_value[{skew:.2f}]")\nprint(f"@skew_type[{type}]")  # one of: positive, negative, symmetric',
	);
	expect(formLines(formOf("@low[number] @high[number]"))).toBe('print(f"@low[{low}]")\nprint(f"@high[{high}]")');
	expect(formLines(formOf("Best city: <city>"))).toBe('print(f"Best city: {city}")');
});

test("words to choose from may stand in the form itself, and are told beside its line", () => {
	const form = formOf('@significance[Is it significant(Yes/No)] where "Is it significant" is a string.');
	expect(form[0]).toMatchObject({ placeholder: "Is it significant", options: ["Yes", "No"] });
	expect(formLines(form)).toBe('print(f"@significance[{significance}]")  # one of: Yes, No');
	expect(formErrors("@significance[1.0]", form)).toEqual(["@significance[...] must be one of Yes, No, not 1.0."]);
});

test("a list is printed with commas and without brackets", () => {
	const form = formOf("@ids[id1, id2, ...]");
	expect(formLines(form)).toBe(`print(f"@ids[{', '.join(map(str, ids))}]")`);
	expect(formErrors("@ids[3, 5]", form)).toEqual([]);
	expect(formErrors("@ids[[3, 5]]", form)).toEqual([
		"@ids[...] must be values with commas between them, without brackets.",
	]);
});

test("a whole column in the place of a value is told as such", () => {
	expect(formErrors("@ratio[0  0.1\n1  0.2\nName: Ratio]", formOf("@ratio[ratio]"))).toEqual([
		"@ratio[...] must stand on one line, with its value alone.",
	]);
});

describe("what was printed", () => {
	test.each([
		["@skew_value[0.83]\n@skew_type[positive]", []],
		["@skew_value[1.5] and @skew_type[Negative]", []],
		["@0.83[positive]", ["@skew_value[...] is missing.", "@skew_type[...] is missing."]],
		["@skew_value[0.834]\n@skew_type[positive]", ["@skew_value[...] must have at most 2 decimals, not 0.834."]],
		["@skew_value[nan]\n@skew_type[positive]", ["@skew_value[...] came out as nan."]],
		["@skew_value[positive]\n@skew_type[positive]", ["@skew_value[...] must be a plain number, not positive."]],
		["@skew_value[0.1]\n@skew_type[0.03]", ["@skew_type[...] must be one of positive, negative, symmetric, not 0.03."]],
		["{'@skew_value[skew]': 0.83}\n@skew_type[positive]", ["@skew_value[...] is not filled in."]],
	])("%s", (output, faults) => {
		expect(formErrors(output, formOf(skew))).toEqual(faults);
	});

	test("one right value of several is enough", () => {
		expect(formErrors("@a[a]\n@a[3]", formOf("@a[a]"))).toEqual([]);
	});

	test("a share outside of its range is told", () => {
		expect(formErrors("@r[34]", formOf('@r[r] where "r" is a number between -1 and 1'))).toEqual([
			"@r[...] must lie between -1 and 1, not 34.",
		]);
	});

	test("lines with labels are a form too", () => {
		const form = formOf("Total: <number>\nBest city: <city>");
		expect(formErrors("Total: 12.5\nBest city: Oslo", form)).toEqual([]);
		expect(formErrors("Best city: Oslo", form)).toEqual(["Total: ... is missing."]);
	});
});

test.each([
	['print(f"@skew_value[{s}] @skew_type[{t}]")', []],
	['for k, v in {"skew_value": s, "skew_type": t}.items(): print(f"@{k}[{v}]")', []],
	[
		'print(f"@{skew_value:.2f}[{skew_type}]")',
		["It does not print @skew_value[...].", "It does not print @skew_type[...]."],
	],
])("a program whose text cannot print the form is seen before it runs: %s", (source, faults) => {
	expect(unprinted(source, formOf(skew))).toEqual(faults);
});

test("a name of the form in braces is written as the word that it is", () => {
	const form = formOf("Print @left[left] @mean[mean]");
	expect(mendedForm('print(f"@{left}[{left}] @mean[{mean}] {mean}[")', form)).toEqual({
		source: 'print(f"@left[{left}] @mean[{mean}] {mean}[")',
		mends: ["Wrote `@left[` in place of `@{left}[`, as the form asks."],
	});
	expect(mendedForm('print(f"@{other}[1]")', form).mends).toEqual([]);
	expect(mendedForm('print(f"@left[{left}]", f"@{other}[{other}]")', form).source).toBe(
		'print(f"@left[{left}]", f"@mean[{other}]")',
	);
	expect(mendedForm('for name in ["left", "mean"]: print(f"@{name}[1]")', form).mends).toEqual([]);
});

test("none is a value where the form has it among its words", () => {
	const form = formOf('Print @kind[kind] @p[p] where "kind" is a string, either "linear" or "none"');
	expect(formErrors("@kind[none] @p[none]", form)).toEqual(["@p[...] came out as none."]);
});

test("a list that names its values wants each of them, with its own decimals", () => {
	const form = formOf(
		'Print @fare[low, high, mean] where "low" and "high" are numbers rounded to two decimal places, while "mean" is rounded to four decimal places.',
	);
	expect(formLines(form)).toBe('print(f"@fare[{low:.2f}, {high:.2f}, {mean:.4f}]")');
	expect(formErrors("@fare[0.00, 1.00, 0.0629]", form)).toEqual([]);
	expect(formErrors("@fare[1, 2, 3, 4]", form)).toEqual([
		"@fare[...] must be 3 values with commas between them: low, high, mean.",
	]);
	expect(formLines(formOf("@names[name1, name2]"))).toContain("map(str, names)");
});

test("a description with a comma in it is no list, and may be long", () => {
	const form = formOf(
		"@skew[a float that is around zero and lies in the range of -0.5 to 0.5, rounded to two decimal places, never negative]",
	);
	expect(formLines(form)).toBe('print(f"@skew[{skew:.2f}]")');
});

test.each([
	['print("@fit[good]")', 1],
	['# prints @fit[fit]\nprint("@fit[good fit]")', 1],
	['if x:\n    print("@fit[good]")\nelse:\n    print("@fit[poor]")', 0],
	['print(f"@fit[{fit}]")', 0],
	['print("@fit[" + fit + "]")', 0],
	['print("@fit[%s]" % fit)', 0],
	['print("@fit[", fit, "]")', 0],
	['print("@other[good]")', 0],
])("an answer that stands in the program is none: %j", (source, count) => {
	expect(fixed(source, formOf("Print @fit[fit]"))).toHaveLength(count);
});
