// Concatenation of texts and of paths: all that `+`, `%`, an f-string, `join` or `/` may make of their parts.

import { children, isValue, type Node, spanOf, unquoted } from "../../tree.ts";
import { asPart, HOLE, isUnsure, MADE, text, texts, type Value } from "../notation.ts";
import type { ValuesOf } from "./reading.ts";

/** More texts than this count as any text. */
const MOST_TEXTS = 24;
/** A text with more unknown parts counts as any text. */
const MOST_MARKS = 4;

/** All ways to put one choice after another, or one text that may be anything. */
export function joined(choices: readonly (readonly Value[])[]): readonly Value[] {
	// Not known yet, but in the next pass.
	if (choices.some(({ length }) => length === 0)) return [];
	const said = choices.map((values) => {
		const plain = texts(values);
		const others = values.filter((value) => !value.startsWith('"'));
		return others.length > 0 || plain.length === 0 ? [...plain, asPart(others)] : plain;
	});
	const count = said.reduce((all, { length }) => all * length, 1);
	if (count > MOST_TEXTS) return ["~made"];
	return said.reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => head + tail)), [""]).map(settled);
}

/** A function that calls itself with a longer text would make ever new ones. */
function settled(said: string): Value {
	const marks = [...said].map((sign) => (isUnsure(sign) ? sign : ""));
	return marks.filter((sign) => sign !== "").length > MOST_MARKS ? "~made" : text(said);
}

export function formatted(source: string, node: Node, of: ValuesOf): readonly Value[] {
	const holes = children(node).filter(({ name }) => name === "FormatReplacement");
	const pieces: (readonly Value[])[] = [];
	const opening = /^[A-Za-z]*('''|"""|'|")/.exec(spanOf(source, node));
	const isRaw = /^[A-Za-z]*[rR]/.test(opening?.[0] ?? "");
	let at = node.from + (opening?.[0].length ?? 0);
	const literal = (to: number) => {
		const said = source.slice(at, to).replaceAll("{{", "{").replaceAll("}}", "}");
		pieces.push([text(unquoted(`${isRaw ? "r" : ""}'''${said}'''`) ?? MADE)]);
	};
	for (const hole of holes) {
		literal(hole.from);
		const isNumber = /:[^:{}]*[dfFeEgGn%]\}$/.test(spanOf(source, hole));
		pieces.push(isNumber ? ["~number"] : of(children(hole).find(isValue)));
		at = hole.to;
	}
	literal(Math.max(at, node.to - (opening?.[1]?.length ?? 0)));
	return joined(pieces);
}

export function percent(templates: readonly string[], values: readonly Value[]): readonly Value[] {
	const filled = asPart(values.map((value) => (value.startsWith("[") ? value.slice(1) : value)));
	return templates.map((template) =>
		text(template.replaceAll(/%[-+ #0-9.]*([a-zA-Z])/g, (_all, kind: string) => (/[dfeg]/i.test(kind) ? "0" : filled))),
	);
}

/** Python starts again at an absolute part. */
export function joinedPath(parts: readonly (readonly Value[])[]): readonly Value[] {
	if (parts.some(({ length }) => length === 0)) return [];
	const each = parts.map((values) => {
		const said = values.flatMap((value) => {
			if (value.startsWith("~path:")) return [value.slice(6)];
			return value.startsWith('"') ? [value.slice(1)] : [];
		});
		return said.length > 0
			? said
			: [values.includes("~listed") || values.includes("~entry") ? "LISTED" : asPart(values)];
	});
	if (each.reduce((all, { length }) => all * length, 1) > MOST_TEXTS) return ["~path"];
	return each
		.reduce((heads, tails) =>
			heads.flatMap((head) =>
				tails.map((tail) => (tail.startsWith("/") ? tail : head === "" ? tail : `${head}/${tail}`)),
			),
		)
		.map((path) => (path.includes("LISTED") ? "~entry" : path === HOLE ? "~path" : `~path:${path}`));
}
