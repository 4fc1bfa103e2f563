// Limits of a request held against the numbers of the program: whether one is there, and on which side of it the rows are that it keeps.

import type { Wish } from "../../domain/wishes.ts";
import { bareOf } from "./rows-and-years.ts";

/** A column may be in thousands, 万 or millions. */
const UNITS = [1, 1e3, 1e4, 1e6, 1e8, 1e9];

/** A percentage may be a part of one, and `20% above average` is 1.2 times the average. */
export function holdsAgainst({ value, scale }: Extract<Wish, { kind: "limit" }>, source: string): boolean {
	const size = Math.abs(value);
	const part = size / 100;
	const wanted =
		scale === undefined
			? [size, size - 1, size + 1, part, ...(part < 1 ? [1 - part, 1 + part] : [])]
			: [size - 1, size + 1, ...UNITS.filter((unit) => unit <= scale).map((unit) => size / unit)];
	return figuresOf(source).some((one) => wanted.some((other) => Math.abs(one - other) <= 1e-9 * Math.abs(other)));
}

/** With these, what is compared may be what is left out. */
const TURNS = new RegExp(
	[
		"~|!=|\\b(?:not|if|else|except|case|False|while)\\b|\\b1(?:00)?(?:\\.0)?\\s*-",
		"\\b(?:drop|where|mask|isin|set|difference|select|when|otherwise|any|all|idxmin|idxmax)\\(",
		"(?:\\blen\\([^()\\n]*\\)|\\.size|\\bcount\\(\\)|\\bnunique\\(\\)|\\bshape\\[0\\])\\s*-|-\\s*len\\(|(?<![\\w\"'])[a-z_]\\w*\\s+-\\s+[a-z_(]",
		"\\[[^\\n=]*[<>][^\\n]*\\]\\s*=(?!=)|\\.iloc\\[[^\\n]*[<>]",
	].join("|"),
	"i",
);

/** Whatever the program holds against it, it keeps the other side: `< 10` for at least 10. */
export function isTurned({ value, side }: Extract<Wish, { kind: "limit" }>, source: string): boolean {
	const bare = bareOf(source);
	if (side === undefined || TURNS.test(bare)) return false;
	const digits = [...String(value)].map((digit) => RegExp.escape(digit)).join("_?");
	const size = `${digits}(?:\\.0*)?(?![\\w.])`;
	const signs = [
		...[...bare.matchAll(new RegExp(`([<>])=?\\s*${size}`, "g"))].map(([, sign]) => (sign === ">" ? "above" : "below")),
		...[...bare.matchAll(new RegExp(`(?<![\\w.])${size}\\s*([<>])`, "g"))].map(([, sign]) =>
			sign === "<" ? "above" : "below",
		),
		...[...bare.matchAll(new RegExp(`\\.(l|g)[te]\\(\\s*${size}`, "g"))].map(([, sign]) =>
			sign === "g" ? "above" : "below",
		),
	];
	return signs.length > 0 && signs.every((one) => one !== side);
}

const FIGURE = "(?:\\d[\\d_]*)?\\.?\\d+(?:e[+-]?\\d+)?";
const PRODUCT = new RegExp(`${FIGURE}(?:\\s*\\*\\*?\\s*${FIGURE})*`, "gi");

/** Every number in the program, also those in texts of it, and what is written as `3 * 10**6`. */
function figuresOf(source: string): readonly number[] {
	return [...source.matchAll(PRODUCT)].flatMap(([text]) => {
		const powers = text.split(/(?<!\*)\*(?!\*)/).map((one) => one.split("**").map((part) => numberIn(part)));
		const product = powers
			.map((power) => power.reduceRight((all, base) => base ** all))
			.reduce((all, one) => all * one);
		return [product, ...powers.flat()];
	});
}

function numberIn(text: string): number {
	return Number(text.replaceAll("_", ""));
}
