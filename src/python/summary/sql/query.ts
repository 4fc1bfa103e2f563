// SQL in a program: the clauses of its queries as steps. Queries within queries come first.

import type { Period } from "../../../core/domain.ts";
import type { Node } from "../../tree.ts";
import { howOf, isByRow } from "../aggregates.ts";
import type { Call, Context } from "../context.ts";
import { formatOf, readerFormat, wrote } from "../files.ts";
import { ofFormat, ofFrequency, ofLength, PARTS } from "../periods.ts";
import { type Frame, joined, newFacts, table, union, use } from "../values.ts";
import { clausesOf, columnsIn, type Item, itemsOf, nested, type Token, tokensOf, valuesIn, wordsOf } from "./text.ts";

const MOST_TOKENS = 3_000;

/** Statements that show or make tables without computing. */
const PLAIN = /^\s*(create|insert|describe|summarize|show|pragma|drop|attach|load|install|set|alter)\b/i;

export function isSql(text: string): boolean {
	return PLAIN.test(text) || /^\s*(--[^\n]*\n\s*)*\(?\s*(with|select|from|copy|pivot|unpivot)\b/i.test(text);
}

export function runSql(context: Context, call: Call, text: string): Frame {
	const tokens = tokensOf(text);
	if (tokens.length > MOST_TOKENS) {
		context.unseen(call.node);
		return table(newFacts());
	}
	const query = reading(context, call, text);
	const frame = query(tokens);
	if (frame === undefined && !PLAIN.test(text)) context.unseen(call.node);
	return frame ?? table(newFacts());
}

function reading(context: Context, call: Call, text: string) {
	const said = new Map<string, Frame>();
	const literal = call.node.getChild("ArgList")?.getChild("String");
	const start = literal == null ? -1 : context.source(literal).indexOf(text);

	function query(all: readonly Token[]): Frame | undefined {
		const tokens = nested(all, (name, inner) => {
			const frame = query(inner);
			if (frame !== undefined && name !== undefined) said.set(name.toLowerCase(), frame);
		});
		const copied = /^copy$/i.test(tokens[0]?.text ?? "") ? tokens.findIndex(({ text: one }) => /^to$/i.test(one)) : -1;
		if (copied !== -1) {
			const file = tokens[copied + 1]?.text ?? "";
			wrote(context, call.at, { file, format: formatOf(file, "csv") });
			return table(newFacts());
		}
		const clauses = clausesOf(tokens);
		const from = clauses.get("from") ?? [];
		if (!clauses.has("select") && from.length === 0) return undefined;
		const frame = sources(from);
		const items = itemsOf(clauses.get("select") ?? []);
		const aliases = new Map(items.flatMap((item) => (item.alias === undefined ? [] : [[item.alias, item] as const])));
		condition(frame, clauses.get("where"), aliases);
		groups(frame, clauses, items, aliases);
		aggregates(frame, items);
		condition(undefined, clauses.get("having"), aliases);
		condition(undefined, clauses.get("qualify"), aliases);
		if (clauses.get("select")?.[0]?.text.toLowerCase() === "distinct")
			emit(clauses.get("select")?.[0], {
				kind: "keeps",
				how: "distinct",
				columns: union(...items.map(({ tokens: one }) => columnsIn(one))),
				values: [],
				text: wordsOf(clauses.get("select") ?? []),
			});
		order(clauses, items);
		return frame;
	}

	/** Where the token stands, if the text is written in the call. */
	const place = (token: Token | undefined): readonly [Node, number] =>
		literal == null || start === -1 ? [call.at, 0] : [literal, start + (token?.at ?? 0)];

	function emit(token: Token | undefined, step: Parameters<Context["emit"]>[1]): void {
		const [at, offset] = place(token);
		context.emit(at, step, offset);
	}

	function read(token: Token, file: { readonly path: string; readonly format: string }): Frame {
		const [at, offset] = place(token);
		return table(context.read(at, file, offset));
	}

	/** `FROM a JOIN b USING (id)`. */
	function sources(from: readonly Token[]): Frame {
		const frames: Frame[] = [];
		let how: string | undefined;
		for (let at = 0; at < from.length; at++) {
			const token = from[at] as Token;
			const word = token.kind === "word" ? token.text.toLowerCase() : "";
			if (/^(left|right|full|inner|cross|anti|semi|asof|outer|natural)$/.test(word)) {
				if (word !== "outer") how = word === "full" ? "outer" : word;
			} else if (word === "join") how ??= "inner";
			else if (word === "on" || word === "using") {
				const end = from.findIndex(
					({ kind, text: one, depth }, index) =>
						index > at &&
						kind === "word" &&
						depth === token.depth &&
						/^(left|right|full|inner|cross|join|anti|semi|asof|natural)$/i.test(one),
				);
				const inside = from.slice(at + 1, end === -1 ? undefined : end);
				keys(token, how ?? "inner", inside, word === "using");
				how = undefined;
				at += inside.length;
			} else if (isSource(from, at)) frames.push(sourceAt(from, at));
			if (word === "cross") emit(token, { kind: "joins", how: "cross", keys: [], otherKeys: [] });
			if (token.text === "(" && readerFormat(from[at - 1]?.text.toLowerCase() ?? "") !== undefined) {
				while (at < from.length && !(from[at]?.text === ")" && from[at]?.depth === token.depth)) at++;
			}
		}
		const [only, more] = frames;
		return only !== undefined && more === undefined ? only : joined(frames);
	}

	/** A name or a file where a table stands: first, after a comma, or after `JOIN`. */
	function isSource(from: readonly Token[], at: number): boolean {
		const token = from[at];
		const before = from[at - 1];
		const isName =
			token?.kind === "word" || token?.kind === "text" || token?.kind === "name" || token?.kind === "query";
		return isName && (before === undefined || before.text === "," || /^(join|lateral)$/i.test(before.text));
	}

	function sourceAt(from: readonly Token[], at: number): Frame {
		const token = from[at] as Token;
		const format = token.kind === "word" ? readerFormat(token.text.toLowerCase()) : undefined;
		if (format !== undefined) {
			const file = from.slice(at).find(({ kind }) => kind === "text")?.text ?? "";
			return read(token, { path: file, format });
		}
		const variable = context.variable(token.text);
		const frame =
			said.get(token.text.toLowerCase()) ??
			context.tables.get(token.text) ??
			(variable?.is === "frame" ? variable : undefined);
		if (frame !== undefined && token.kind !== "text") return frame;
		if (token.kind === "text" || /\.\w+$/.test(token.text))
			return read(token, { path: token.text, format: formatOf(token.text, "sql") });
		return table(newFacts());
	}

	function keys(token: Token, how: string, inside: readonly Token[], isUsing: boolean): void {
		const names = columnsIn(inside);
		const left = isUsing ? names : names.filter((_name, at) => at % 2 === 0);
		const right = isUsing ? names : pairsOf(inside);
		const same = right.join("\n") === left.join("\n");
		emit(token, { kind: "joins", how, keys: left, otherKeys: same ? [] : right });
	}

	function pairsOf(inside: readonly Token[]): readonly string[] {
		const all = inside.filter(
			({ kind }, at) =>
				(kind === "word" || kind === "name") &&
				inside[at + 1]?.text !== "." &&
				!/^(and|or)$/i.test(inside[at]?.text ?? ""),
		);
		return all.filter((_token, at) => at % 2 === 1).map(({ text: one }) => one);
	}

	function condition(
		frame: Frame | undefined,
		tokens: readonly Token[] | undefined,
		aliases: ReadonlyMap<string, Item>,
	): void {
		if (tokens === undefined || tokens.length === 0) return;
		const columns = columnsIn(tokens).flatMap((name) => {
			const item = aliases.get(name);
			return item === undefined ? [name] : columnsIn(item.tokens);
		});
		if (frame !== undefined) use(frame, columns);
		const words = wordsOf(tokens);
		const isFilled = /^[^<>=]* is not null( and [^<>=]* is not null)*$/i.test(words);
		emit(tokens[0], {
			kind: "keeps",
			how: isFilled ? "filled" : "where",
			columns: union(columns),
			values: valuesIn(tokens),
			text: words.slice(0, 120),
		});
	}

	function groups(
		frame: Frame,
		clauses: ReadonlyMap<string, readonly Token[]>,
		items: readonly Item[],
		aliases: ReadonlyMap<string, Item>,
	): void {
		const by = clauses.get("group by");
		if (by === undefined) return;
		const plain = items.filter(({ tokens }) => aggregatesIn(tokens).length === 0);
		const isAll = by.length === 1 && /^all$/i.test(by[0]?.text ?? "");
		const parts = isAll
			? plain.map((item) => item.tokens)
			: itemsOf(by).map(({ tokens }) => {
					const [only, more] = tokens;
					if (more !== undefined || only === undefined) return tokens;
					if (only.kind === "number") return items[Number(only.text) - 1]?.tokens ?? tokens;
					return aliases.get(only.text)?.tokens ?? tokens;
				});
		const columns = union(...parts.map(columnsIn));
		use(frame, columns);
		const held = union(
			...parts.map((part) => periodsIn(part)),
			...columns.map((name) => frame.facts.periods.get(name) ?? []),
		);
		emit(by[0], { kind: "groups", columns, periods: held });
	}

	function aggregates(frame: Frame, items: readonly Item[]): void {
		for (const { tokens, alias } of items) {
			for (const { how, columns } of aggregatesIn(tokens)) {
				use(frame, columns);
				emit(tokens[0], { kind: "computes", how, columns, ...(alias === undefined ? {} : { as: alias }) });
			}
			if (aggregatesIn(tokens).length === 0) use(frame, columnsIn(tokens));
		}
	}

	function order(clauses: ReadonlyMap<string, readonly Token[]>, items: readonly Item[]): void {
		const by = clauses.get("order by");
		const limit = clauses.get("limit")?.[0];
		const descending = /\bdesc\b/i.test(wordsOf(by ?? []));
		const columns = itemsOf(by ?? []).flatMap(({ tokens }) => {
			const [only, more] = tokens;
			if (only?.kind === "number" && more === undefined) return items[Number(only.text) - 1]?.alias ?? [];
			return columnsIn(tokens.filter(({ text: one }) => !/^(desc|asc|nulls|last|first)$/i.test(one)));
		});
		if (by !== undefined) emit(by[0], { kind: "sorts", columns: union(columns), descending });
		if (limit === undefined || limit.kind !== "number") return;
		const how = by === undefined ? "first" : descending ? "largest" : "smallest";
		emit(limit, {
			kind: "keeps",
			how,
			columns: union(columns),
			values: [],
			rows: Number(limit.text),
			text: `LIMIT ${limit.text}`,
		});
	}

	return query;
}

interface Aggregate {
	readonly how: string;
	readonly columns: readonly string[];
}

/** Functions that are aggregates; those with `OVER` stay by row, but compute all the same. */
function aggregatesIn(tokens: readonly Token[]): readonly Aggregate[] {
	return tokens.flatMap((token, at): Aggregate[] => {
		const next = tokens[at + 1];
		if (token.kind !== "word" || next?.text !== "(") return [];
		const how = howOf(token.text.toLowerCase());
		if (how === undefined || (isByRow(how) && how === "fill") || how === "list") return [];
		const end = tokens.findIndex(({ text, depth }, index) => index > at + 1 && text === ")" && depth === next.depth);
		const inside = tokens.slice(at + 2, end === -1 ? undefined : end);
		const isDistinct = /^distinct$/i.test(inside[0]?.text ?? "");
		return [{ how: isDistinct && how === "count" ? "distinct" : how, columns: columnsIn(inside) }];
	});
}

/** `date_trunc('month', day)`, `strftime(day, '%Y-%m')`, `month(day)`, `extract(month FROM day)`, `substr(day, 1, 7)`. */
function periodsIn(tokens: readonly Token[]): readonly Period[] {
	return tokens.flatMap((token, at): readonly Period[] => {
		if (token.kind !== "word" || tokens[at + 1]?.text !== "(") return [];
		const name = token.text.toLowerCase();
		const inside = tokens.slice(at + 2);
		const strings = inside.filter(({ kind }) => kind === "text").map(({ text }) => text);
		if (/^(date_?trunc|date_?part|time_bucket)$/.test(name)) {
			const part = strings[0] ?? "";
			return PARTS[part] === undefined ? ofFrequency(part.replace(/s$/, "")) : [PARTS[part]];
		}
		if (/^(strftime|to_char|format)$/.test(name)) return ofFormat(strings.find((one) => one.includes("%")));
		if (name === "extract") return [PARTS[inside[0]?.text.toLowerCase() ?? ""] ?? []].flat();
		if (/^(substr|substring|left)$/.test(name)) {
			const numbers = inside.filter(({ kind }) => kind === "number").map(({ text }) => Number(text));
			const [from = 1, length = 0] = name === "left" ? [1, numbers[0]] : numbers;
			return ofLength(from - 1, from - 1 + length);
		}
		return PARTS[name] === undefined ? [] : [PARTS[name]];
	});
}
