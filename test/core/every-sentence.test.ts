// Every sentence that reaches people as English text is known to the catalogue: those that the sources hold, with all that may be put into
// them, and those that the pre-check makes of faulty programs. What is left out is named here, with why.

import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { phrase, translated } from "../../src/core/locales/translated.ts";
import { LOCALES } from "../../src/core/locales.ts";
import { precheck } from "../../src/python/precheck.ts";
import { literalsIn } from "../literals.ts";
import { all } from "../python/precheck/cases.ts";
import { faulty } from "../python/precheck/faulty.programs.ts";
import { mended } from "../python/precheck/mended.programs.ts";
import { given, readers } from "../python/precheck/readers.programs.ts";

const isChinese = (text: string) => /\p{Script=Han}/u.test(text);
/** Words in a row outside of quotes, names and code. */
const english = (text: string) =>
	text.replace(/`[^`]*`|'[^']*'|"[^"]*"|“[^”]*”|\S*[.(_=[]\S*/g, "#").match(/[a-z]{2,}(?: [a-z]{2,}){2,}/g) ?? [];

/** The arguments of calls, and the values of fields, that hold sentences for people. */
const SAID: Readonly<Record<string, RegExp>> = {
	"src/**/*.ts": /new BotError\(\s*"\w+",\s*(["`])/g,
	"src/python/precheck/**/*.ts": /\b(?:said|what)(?: =|:)\s*(["`])/g,
	"src/core/fix/*.ts": /\b(?:sentence|cause|says)(?: =|:)\s*(["`])/g,
	"src/sandbox/**/*.ts": /\bnotes\.push\((["`])/g,
	"src/sandbox/image/inside/*.py": /\btold\.cause\((f?")/g,
	"src/sandbox/image/agent/*.py": /\b(?:return \[\w*\], |return |notes = )\[(f?")/g,
};

/** By the file and the beginning of the sentence. */
const NOT_FOR_PEOPLE: readonly (readonly [file: RegExp, sentence: RegExp, why: string])[] = [
	[
		/slack\/transport|discord\/gateway|redis\.ts|data-dirs|ops\/server|kubernetes\/tenancy\/bounds|cluster\/kube/,
		/^/,
		"for the operator, when the bot starts",
	],
	[/model\/servers/, /^The model server is (?:loading|busy)/, "another server is asked instead"],
	[/core\/turn\.ts/, /^The thread no longer exists/, "nobody is left to read it"],
	[
		/^/,
		/^7 (?:is|has) 7\.$|^7 has no 7$|^7 7\.$|^7: it is read|^7 is called {2}in|`` is no number/,
		"made of parts, each of which is tested",
	],
	[/fix\/(?:agreement|strategy|chart-check)/, /^7 points|7 came out|after 7: 7$|^◐/, "a count with its noun"],
	[
		/averages|empty-rows|statistics|date-texts|joins|cures/,
		/[;:] 7$|7 p-value|: 7, then|values of 7 (?:away|one)|letters of 7, which|Turned 7 into/,
		"has one of several pieces in it, all tested below",
	],
	[/melted/, /^Made a row of each 7/, "a month, a quarter or a year, each tested in translated.test.ts"],
];

const texts = LOCALES.zh;
const files = Object.entries(SAID).flatMap(([glob, sink]) =>
	globSync(glob).flatMap((file) => {
		const source = readFileSync(file, "utf8");
		const said = [...source.matchAll(sink)].flatMap(({ index, 0: whole, 1: quote = "" }) => {
			const from = index + whole.length - quote.length;
			const [sentence = ""] = literalsIn(source.slice(from, from + 2000), file.endsWith(".py") ? "py" : "ts", 8);
			return sentence.trim() === "" ? [] : [sentence];
		});
		return said.length === 0 ? [] : [[file, said] as const];
	}),
);

describe("the sources", () => {
	test("are read", () => {
		expect(files.flatMap(([, said]) => said).length).toBeGreaterThan(150);
	});

	test.each(files)("%s", (file, said) => {
		const excused = (text: string) => NOT_FOR_PEOPLE.some(([of, one]) => of.test(file) && one.test(text));
		const chinese = (text: string) => isChinese(translated(text, texts)) || isChinese(phrase(text, texts));
		expect(said.filter((text) => !chinese(text) && !excused(text))).toEqual([]);
	});
});

describe("what the pre-check says", () => {
	const found = [
		...mended.flatMap((one) => precheck({ language: "python", files: all, made: [], earlier: [], ...one }).mends),
		...faulty.flatMap((one) => precheck({ language: "python", files: all, made: [], earlier: [], ...one }).faults),
		...readers.flatMap((one) => {
			const { mends, faults } = precheck({ language: "python", files: given, made: [], earlier: [], ...one });
			return [...mends, ...faults];
		}),
	];

	test.each([...new Set(found)])("%s", (sentence) => {
		const said = translated(sentence, texts);
		expect(isChinese(said)).toBe(true);
		expect(english(said)).toEqual([]);
	});
});
