// Parser of Bash scripts: their simple commands, those inside substitutions included, each with its words without quotes and its redirections.

import { unquoted } from "../../tree.ts";

export interface Word {
	/** Quotes and backslashes taken away; GAP stands for what an expansion puts there. */
	readonly text: string;
	/** Without expansions, globs and braces. */
	readonly isPlain: boolean;
	readonly hasGlob: boolean;
}

export interface Redirect {
	readonly sign: string;
	readonly target: Word;
}

export interface Command {
	readonly words: readonly Word[];
	readonly redirects: readonly Redirect[];
	readonly line: number;
	readonly text: string;
}

export const GAP = "\0";
/** Substitutions inside substitutions. */
const DEEPEST = 50;
const OPERATOR = /(?:;;&?|;&|&&|\|\||\|&|[;&|()\n])/y;
const REDIRECT = /(?:\d+|\{\w+\})?(?:&>>|&>|>>|>\||>&|<<<|<<-|<<|<>|<&|>|<)/y;
const BLANK = /(?:[ \t]|\\\n)+/y;

interface Reader {
	readonly source: string;
	readonly commands: Command[];
	at: number;
	line: number;
	counted: number;
	deep: number;
}

/** Undefined where the quotes or brackets do not pair up. */
export function commandsOf(source: string): readonly Command[] | undefined {
	const reader: Reader = { source, commands: [], at: 0, line: 1, counted: 0, deep: 0 };
	return readScript(reader, "") ? reader.commands : undefined;
}

function match(reader: Reader, pattern: RegExp): string | undefined {
	pattern.lastIndex = reader.at;
	const found = pattern.exec(reader.source)?.[0];
	if (found !== undefined) reader.at += found.length;
	return found;
}

function lineAt(reader: Reader): number {
	for (; reader.counted < reader.at; reader.counted++) if (reader.source[reader.counted] === "\n") reader.line++;
	return reader.line;
}

/** Up to the sign that closes it. */
function readScript(reader: Reader, closing: string): boolean {
	if (reader.deep > DEEPEST) return false;
	reader.deep++;
	let words: Word[] = [];
	let redirects: Redirect[] = [];
	let open = 0;
	let start = reader.at;
	let line = lineAt(reader);
	const flush = () => {
		const text = reader.source.slice(start, reader.at).trim();
		if (words.length + redirects.length > 0) reader.commands.push({ words, redirects, line, text });
		words = [];
		redirects = [];
	};
	const restart = () => {
		start = reader.at;
		line = lineAt(reader);
	};
	for (;;) {
		match(reader, BLANK);
		if (words.length + redirects.length === 0) restart();
		if (reader.at >= reader.source.length) {
			flush();
			reader.deep--;
			return closing === "";
		}
		const next = reader.source[reader.at] ?? "";
		if (next === "#") {
			const end = reader.source.indexOf("\n", reader.at);
			reader.at = end === -1 ? reader.source.length : end;
			continue;
		}
		if (next === closing && open === 0) {
			flush();
			reader.at++;
			reader.deep--;
			return true;
		}
		const isSubstitution = /^[<>]\(/.test(reader.source.slice(reader.at, reader.at + 2));
		const redirect = isSubstitution ? undefined : match(reader, REDIRECT);
		if (redirect !== undefined) {
			match(reader, BLANK);
			const target = readWord(reader, closing);
			if (target === undefined) return false;
			redirects.push({ sign: redirect.replace(/^(\d+|\{\w+\})/, ""), target });
			continue;
		}
		const operator = isSubstitution ? undefined : match(reader, OPERATOR);
		if (operator !== undefined) {
			reader.at -= operator.length;
			flush();
			reader.at += operator.length;
			if (operator === "(") open++;
			if (operator === ")") open = Math.max(0, open - 1);
			continue;
		}
		const word = readWord(reader, closing);
		if (word === undefined) return false;
		words.push(word);
	}
}

function readWord(reader: Reader, closing: string): Word | undefined {
	const { source } = reader;
	let text = "";
	let isPlain = true;
	let hasGlob = false;
	const from = reader.at;
	while (reader.at < source.length) {
		const next = source[reader.at] ?? "";
		if (/[\s;&|]/.test(next) || next === closing) break;
		const two = source.slice(reader.at, reader.at + 2);
		if (two === "<(" || two === ">(") {
			reader.at += 2;
			if (!readScript(reader, ")")) return undefined;
			text += GAP;
			isPlain = false;
		} else if (/[<>()]/.test(next)) break;
		else if (next === "\\") {
			if (two !== "\\\n") text += source[reader.at + 1] ?? "";
			reader.at += 2;
		} else if (next === "'") {
			const end = source.indexOf("'", reader.at + 1);
			if (end === -1) return undefined;
			text += source.slice(reader.at + 1, end);
			reader.at = end + 1;
		} else if (two === "$'") {
			const found = /\$'((?:[^'\\]|\\[\s\S])*)'/y;
			const said = match(reader, found);
			if (said === undefined) return undefined;
			text += unquoted(said.slice(1)) ?? GAP;
		} else if (next === '"' || two === '$"') {
			reader.at += next === '"' ? 1 : 2;
			const inside = readQuoted(reader);
			if (inside === undefined) return undefined;
			text += inside;
			isPlain &&= !inside.includes(GAP);
		} else if (next === "$" || next === "`") {
			const expansion = readExpansion(reader);
			if (expansion === undefined) return undefined;
			text += expansion;
			isPlain &&= expansion !== GAP;
		} else {
			if (/[*?[{]/.test(next)) isPlain = false;
			if (/[*?[]/.test(next)) hasGlob = true;
			text += next;
			reader.at++;
		}
	}
	if (reader.at === from) return undefined;
	return { text, isPlain, hasGlob };
}

function readQuoted(reader: Reader): string | undefined {
	const { source } = reader;
	let text = "";
	while (reader.at < source.length) {
		const next = source[reader.at] ?? "";
		if (next === '"') {
			reader.at++;
			return text;
		}
		if (next === "\\") {
			if (source[reader.at + 1] !== "\n") text += source[reader.at + 1] ?? "";
			reader.at += 2;
		} else if (next === "$" || next === "`") {
			const expansion = readExpansion(reader);
			if (expansion === undefined) return undefined;
			text += expansion;
		} else {
			text += next;
			reader.at++;
		}
	}
	return undefined;
}

/** `$x`, `${x}`, `$(...)`, `$((...))` and backticks; a lone `$` is itself. */
function readExpansion(reader: Reader): string | undefined {
	const { source } = reader;
	if (source[reader.at] === "`") {
		reader.at++;
		return readScript(reader, "`") ? GAP : undefined;
	}
	if (source[reader.at + 1] === "(") {
		reader.at += 2;
		return readScript(reader, ")") ? GAP : undefined;
	}
	if (source[reader.at + 1] === "{") {
		reader.at += 2;
		for (let open = 1; open > 0; ) {
			const next = source[reader.at];
			if (next === undefined) return undefined;
			if (next === "$" || next === "`") {
				if (readExpansion(reader) === undefined) return undefined;
				continue;
			}
			if (next === "{") open++;
			if (next === "}") open--;
			reader.at++;
		}
		return GAP;
	}
	const name = /\$(\w+|[@*#?$!-])/y;
	if (match(reader, name) !== undefined) return GAP;
	reader.at++;
	return "$";
}
