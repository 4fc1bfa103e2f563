// Text of a SQL query as tokens, clauses and items.

export interface Token {
	/** `name`: quoted; `query`: one in brackets, which has its own steps. */
	readonly kind: "word" | "name" | "text" | "number" | "mark" | "query";
	readonly text: string;
	readonly at: number;
	/** How many brackets are open around it. */
	readonly depth: number;
}

const TOKEN =
	/--[^\n]*|\/\*[\s\S]*?\*\/|'((?:[^']|'')*)'|"([^"]*)"|`([^`]*)`|(\d+(?:\.\d+)?)|([\p{L}_][\p{L}\p{N}_$]*)|(<>|!=|<=|>=|::|\|\||\S)/gu;

export function tokensOf(text: string): readonly Token[] {
	let depth = 0;
	return [...text.matchAll(TOKEN)].flatMap((found): Token[] => {
		const [whole, string, quoted, ticked, number, word, mark] = found;
		const at = found.index;
		const name = quoted ?? ticked;
		if (string !== undefined) return [{ kind: "text", text: string.replaceAll("''", "'"), at, depth }];
		if (name !== undefined) return [{ kind: "name", text: name, at, depth }];
		if (number !== undefined) return [{ kind: "number", text: number, at, depth }];
		if (word !== undefined) return [{ kind: "word", text: word, at, depth }];
		if (mark === undefined || whole.startsWith("--")) return [];
		if (mark === ")") depth--;
		const token = { kind: "mark", text: mark, at, depth } as const;
		if (mark === "(") depth++;
		return [token];
	});
}

/** Takes the queries in brackets out, the innermost first; each with the name that `WITH` gives it or that follows it. */
export function nested(
	tokens: readonly Token[],
	take: (name: string | undefined, inner: readonly Token[]) => void,
): readonly Token[] {
	const all: Token[] = [];
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at] as Token;
		const isQuery =
			token.text === "(" && token.kind === "mark" && /^(select|with|from)$/i.test(tokens[at + 1]?.text ?? "");
		if (!isQuery) {
			all.push(token);
			continue;
		}
		const close = tokens.findIndex(
			({ kind, text, depth }, index) => index > at && kind === "mark" && text === ")" && depth === token.depth,
		);
		const end = close === -1 ? tokens.length : close;
		const [as, name] = [tokens[at - 1], tokens[at - 2]];
		const after = /^as$/i.test(tokens[end + 1]?.text ?? "") ? tokens[end + 2] : tokens[end + 1];
		const isNamed = /^as$/i.test(as?.text ?? "") && name !== undefined;
		const follows = after?.kind === "word" && !KEYWORD.test(after.text) ? after.text : undefined;
		const called = isNamed ? name.text : (follows ?? `query ${token.at}`);
		take(
			called,
			tokens.slice(at + 1, end).map((one) => ({ ...one, depth: one.depth - token.depth - 1 })),
		);
		all.push({ kind: "query", text: called, at: token.at, depth: token.depth });
		at = end;
	}
	return all;
}

const STARTS: readonly (readonly [RegExp, string])[] = [
	[/^select$/i, "select"],
	[/^from$/i, "from"],
	[/^where$/i, "where"],
	[/^having$/i, "having"],
	[/^qualify$/i, "qualify"],
	[/^limit$/i, "limit"],
	[/^(union|intersect|except|window|offset|fetch)$/i, "other"],
];

/** The tokens of each clause of one query; of several under `UNION` the first counts. */
export function clausesOf(tokens: readonly Token[]): ReadonlyMap<string, readonly Token[]> {
	const clauses = new Map<string, Token[]>();
	let current: Token[] = [];
	for (let at = 0; at < tokens.length; at++) {
		const token = tokens[at] as Token;
		const isTop = token.kind === "word" && token.depth === 0;
		const next = tokens[at + 1]?.text ?? "";
		const pair =
			isTop && /^by$/i.test(next) && /^(group|order)$/i.test(token.text) ? `${token.text.toLowerCase()} by` : undefined;
		const name = pair ?? (isTop ? STARTS.find(([word]) => word.test(token.text))?.[1] : undefined);
		if (name === undefined) {
			current.push(token);
			continue;
		}
		if (pair !== undefined) at++;
		current = [];
		if (!clauses.has(name)) clauses.set(name, current);
	}
	return clauses;
}

export interface Item {
	readonly tokens: readonly Token[];
	readonly alias?: string;
}

/** The parts between commas, each without its `AS name`. */
export function itemsOf(tokens: readonly Token[]): readonly Item[] {
	const items: Token[][] = [[]];
	for (const token of tokens) {
		if (token.text === "," && token.kind === "mark" && token.depth === 0) items.push([]);
		else items.at(-1)?.push(token);
	}
	return items
		.filter((item) => item.length > 0)
		.map((item) => {
			const [as, name] = item.slice(-2);
			if (as?.kind === "word" && /^as$/i.test(as.text) && name !== undefined)
				return { tokens: item.slice(0, -2), alias: name.text };
			const isBare =
				name !== undefined && item.length > 1 && /^(word|name)$/.test(name.kind) && !KEYWORD.test(name.text);
			const ends = as?.text === ")" || as?.kind === "word" || as?.kind === "name" || as?.kind === "query";
			return isBare && ends && as.text !== "." && !KEYWORD.test(as.text)
				? { tokens: item.slice(0, -1), alias: name.text }
				: { tokens: item };
		});
}

const KEYWORD =
	/^(all|and|any|as|asc|between|by|case|cast|cross|current_date|date|desc|distinct|double|else|end|escape|exists|false|filter|first|following|from|full|group|having|ilike|in|inner|integer|int|bigint|interval|is|join|last|left|like|limit|not|null|nulls|numeric|decimal|on|or|order|outer|over|partition|preceding|range|right|row|rows|select|similar|text|then|timestamp|to|true|try_cast|unbounded|union|using|varchar|when|where|with|within|year|month|day|hour|quarter|week|epoch|dow)$/i;

/** Names of columns: no keyword, no function, no table before a dot, no type after `::`. */
export function columnsIn(tokens: readonly Token[]): readonly string[] {
	const names = tokens.flatMap((token, at) => {
		const [before, next] = [tokens[at - 1]?.text, tokens[at + 1]?.text];
		if (token.kind !== "word" && token.kind !== "name") return [];
		if (next === "(" || next === "." || before === "::" || /^as$/i.test(before ?? "")) return [];
		return token.kind === "name" || before === "." || !KEYWORD.test(token.text) || isLone(tokens, at)
			? [token.text]
			: [];
	});
	return [...new Set(names)];
}

/** `year = 2024`: a word that is also a keyword, where only a column can stand. */
function isLone(tokens: readonly Token[], at: number): boolean {
	const word = tokens[at]?.text ?? "";
	if (!/^(year|month|day|hour|quarter|week|date|dow)$/i.test(word)) return false;
	const [before, next] = [tokens[at - 1]?.text ?? "", tokens[at + 1]];
	return !/^interval$/i.test(before) && next?.kind !== "text" && !/^from$/i.test(next?.text ?? "");
}

/** Constants: texts and numbers. */
export function valuesIn(tokens: readonly Token[]): readonly string[] {
	const found = tokens.filter(({ kind }) => kind === "text" || kind === "number").map(({ text }) => text);
	return [...new Set(found)].slice(0, 12).map((text) => text.slice(0, 120));
}

export function wordsOf(tokens: readonly Token[]): string {
	return tokens
		.map(({ kind, text }) => (kind === "text" ? `'${text}'` : text))
		.join(" ")
		.replaceAll(/ ?([.,()]) ?/g, (_all, mark: string) => (mark === "," ? ", " : mark));
}
