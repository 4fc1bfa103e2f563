// Answer form: read from the request, shown to the model as lines to print, checked in what was printed.

/** One value of the form: `@mean[value]`, or a line `Total: <value>`. */
export interface FormPart {
	readonly name: string;
	readonly kind: "marked" | "line";
	/** What stands in the value's place in the request. */
	readonly placeholder: string;
	readonly numeric: boolean;
	/** Digits after the point, at most. */
	readonly decimals?: number;
	readonly range?: readonly [least: number, most: number];
	/** The words that it may be. */
	readonly options?: readonly string[];
	/** As many values as there are, with commas between them. */
	readonly list?: true;
	/** One value for each of these, with commas between them. */
	readonly items?: readonly Item[];
}

interface Item {
	readonly name: string;
	readonly decimals?: number;
}

const MARKED = /@([\p{L}_][\p{L}\p{N}_.-]*)\[([^\]\n]{1,200})\]/gu;
const LINE =
	/^[ \t]*(?:[-*][ \t]*)?([\p{L}][\p{L}\p{N} _-]{0,40}?)[ \t]*[:：=][ \t]*[<[{]([^>\]}\n]{1,60})[>\]}][ \t]*$/gmu;
const MOST = 12;

/** In the order of the request; empty if it does not ask for a form. */
export function formOf(request: string): readonly FormPart[] {
	const text = request.replaceAll("\\n", "\n");
	const marked = firstOf(text.matchAll(MARKED)).map((found) => ({ kind: "marked" as const, found }));
	const lines =
		marked.length > 0 ? [] : firstOf(text.matchAll(LINE)).map((found) => ({ kind: "line" as const, found }));
	const bare = (placeholder = "") => placeholder.replace(/^["'`]|["'`]$|\([^()]*\)$/g, "").trim();
	const all = [...marked, ...lines].flatMap(({ found }) => [bare(found[1]), bare(found[2]), ...wordsOf(found[2])]);
	return [...marked, ...lines].map(({ kind, found: [, name = "", placeholder] }): FormPart => {
		const told = described(text, bare(placeholder), all);
		// `[Yes/No]`, `[significant (Yes/No)]`
		const either = /(?:^|\()([^()/]{1,40}(?:\/[^()/]{1,40})+)\)?$/.exec(placeholder ?? "")?.[1]?.split("/");
		return {
			name,
			kind,
			placeholder: bare(placeholder),
			...told,
			...(either === undefined || told.numeric ? {} : { options: either.map((option) => option.trim()) }),
			...several(wordsOf(placeholder), (word) => described(text, word, all).decimals),
		};
	});
}

/** The first of each name, at most twelve. */
function firstOf(found: Iterable<RegExpExecArray>): readonly RegExpExecArray[] {
	const byName = new Map<string, RegExpExecArray>();
	for (const one of found) {
		const name = one[1] ?? "";
		if (byName.size === MOST) break;
		if (!byName.has(name)) byName.set(name, one);
	}
	return [...byName.values()];
}

/** `low, high`: the words between the commas; empty if the placeholder is one value, or a sentence. */
function wordsOf(placeholder = ""): readonly string[] {
	const pieces = placeholder.split(/[,、]/).map((word) => word.trim().replace(/^["'`]|["'`]$/g, ""));
	const words = pieces.filter((word) => word !== "");
	const isList = words.length > 1 && words.every((word) => !/\s/.test(word));
	return isList || /\.\.\.|…/.test(placeholder) ? words : [];
}

/** `low, high` names its values; `name1, name2, ...` stands for as many as there are. */
function several(words: readonly string[], decimalsOf: (word: string) => number | undefined) {
	if (words.length === 0) return {};
	if (!words.every((word) => /^\p{L}[\p{L}\p{N}_]*[\p{L}_]$/u.test(word)) || new Set(words).size < words.length)
		return { list: true as const };
	return {
		items: words.map((name): Item => {
			const decimals = decimalsOf(name);
			return { name, ...(decimals === undefined ? {} : { decimals }) };
		}),
	};
}

const DIGITS: Readonly<Record<string, number>> = {
	one: 1,
	two: 2,
	three: 3,
	four: 4,
	five: 5,
	six: 6,
	一: 1,
	两: 2,
	二: 2,
	三: 3,
	四: 4,
	五: 5,
	六: 6,
};

/** What the request says of a placeholder: in the sentence after its name in quotes, or in the placeholder itself. */
function described(text: string, placeholder: string, all: readonly string[]) {
	const about = [placeholder, ...sentencesOn(text, placeholder, all)].join(" ").slice(0, 4000);
	const isText = /\bstrings?\b|文本|字符串/i.test(about);
	const numeric =
		!isText && /\b(numbers?|floats?|floating|integers?|percentages?|decimal places)\b|数字|数值|整数|小数/i.test(about);
	const digits = /((?<!\w)\w+|[一两二三四五六])(?:\s+|位)(?:decimal|小数)/i.exec(about)?.[1]?.toLowerCase() ?? "";
	const decimals = /\bintegers?\b|整数/i.test(about) ? 0 : /^\d$/.test(digits) ? Number(digits) : DIGITS[digits];
	const range = /\b(?:numbers?|floats?|percentages?) between (-?\d+(?:\.\d+)?) and (-?\d+(?:\.\d+)?)/i.exec(about);
	const words = [...about.matchAll(/["“「]([^"”」]{1,40})["”」]/g)].map(([, word = ""]) => word.trim()).filter(Boolean);
	const closed = isText && words.length > 1 && /\beither\b|\bone of\b|\bor\b|或/i.test(about);
	return {
		numeric,
		...(numeric && decimals !== undefined ? { decimals } : {}),
		...(numeric && range !== null ? { range: [Number(range[1]), Number(range[2])] as const } : {}),
		...(closed ? { options: words } : {}),
	};
}

/** The text after each mention of the placeholder in quotes, up to the end of the sentence or the next placeholder. */
function sentencesOn(text: string, placeholder: string, all: readonly string[]): string[] {
	const names = all.map((name) => RegExp.escape(name)).join("|");
	const pieces = text.split(new RegExp(`["'“\`「](${names})["'”\`」]`));
	// `"a" and "b" are numbers`: what is said of the last one holds for all.
	const told = new Set<number>();
	for (let at = pieces.length - 2, last = pieces.length - 1; at > 0; at -= 2) {
		const isJoined = /^(?:,|and|&|、|和)*$/.test(pieces[at + 1]?.trim() ?? "x");
		last = isJoined && at + 3 < pieces.length ? last : at + 1;
		if (pieces[at] === placeholder) told.add(last);
	}
	return [...told]
		.toSorted((a, b) => a - b)
		.slice(0, 20)
		.map((at) => (pieces[at] ?? "").split(/\n|(?<=[.;])\s+(?=[A-Z"'“]|where\b)|[。；]/)[0] ?? "");
}

/** Not usable as names of variables: they say nothing, or hide Python's own. */
const TYPES = new Set(["str", "string", "int", "integer", "float", "number", "value", "bool", "list", "dict", "set"]);

/** The form as code, e.g. `print(f"@mean[{mean_value:.2f}]")`; a small model copies it. */
export function formLines(parts: readonly FormPart[]): string {
	return parts
		.map((part) => {
			const shared = parts.filter(({ placeholder }) => placeholder === part.placeholder).length > 1;
			const own = !shared && /^[A-Za-z_]\w+$/.test(part.placeholder) && !TYPES.has(part.placeholder.toLowerCase());
			const variable = own ? part.placeholder : part.name.replace(/[^\p{L}\p{N}_]+/gu, "_");
			const one = (name: string, decimals = 0) => (decimals === 0 ? `{${name}}` : `{${name}:.${decimals}f}`);
			const listed = part.items?.map(({ name, decimals }) => one(name, decimals)).join(", ");
			const value = listed ?? (part.list ? `{', '.join(map(str, ${variable}))}` : one(variable, part.decimals));
			const line = part.kind === "marked" ? `print(f"@${part.name}[${value}]")` : `print(f"${part.name}: ${value}")`;
			return part.options === undefined ? line : `${line}  # one of: ${part.options.join(", ")}`;
		})
		.join("\n");
}

/** A sentence for each part that is missing, not filled in, or not as the request says. */
export function formErrors(output: string, parts: readonly FormPart[]): readonly string[] {
	return parts.flatMap((part) => {
		const found = valuesOf(output, part).map((value) => errorOfValue(value, part));
		if (found.length === 0) {
			const cut = part.kind === "marked" && output.includes(`@${part.name}[`);
			return [cut ? `${shown(part)} must stand on one line, with its value alone.` : `${shown(part)} is missing.`];
		}
		const [first] = found;
		return found.includes(undefined) || first === undefined ? [] : [first];
	});
}

function valuesOf(output: string, { kind, name }: Pick<FormPart, "kind" | "name">): string[] {
	if (kind === "marked") return output.split("\n").flatMap((line) => markedIn(line, `@${name}[`));
	const pattern = new RegExp(`${RegExp.escape(name)}[ \\t]*[:：=][ \\t]*(.*)`, "gu");
	return [...output.matchAll(pattern)].map(([, value = ""]) => value.trim());
}

/** The texts between `head` and the next bracket. Not a pattern: that would search for the bracket from every `head`, in quadratic time. */
function markedIn(line: string, head: string): string[] {
	const values: string[] = [];
	for (let at = line.indexOf(head); at !== -1; at = line.indexOf(head, at)) {
		const end = line.indexOf("]", at);
		if (end === -1) break;
		values.push(line.slice(at + head.length, end).trim());
		at = end + 1;
	}
	return values;
}

function errorOfValue(value: string, part: FormPart): string | undefined {
	const { placeholder, numeric, decimals, range, options, list, items } = part;
	const which = shown(part);
	if (value === "" || value.replace(/^["']|["']$/g, "") === placeholder || /^\{.*\}$/.test(value))
		return `${which} is not filled in.`;
	const isOption = options?.some((option) => option.toLowerCase() === value.toLowerCase());
	if (!isOption && /^(nan|-?inf(inity)?|none|nat|<na>)$/i.test(value)) return `${which} came out as ${value}.`;
	if (items !== undefined && value.split(",").length !== items.length)
		return `${which} must be ${items.length} values with commas between them: ${items.map(({ name }) => name).join(", ")}.`;
	if (list && /^[[({]/.test(value)) return `${which} must be values with commas between them, without brackets.`;
	if (options !== undefined && !isOption)
		return `${which} must be one of ${options.join(", ")}, not ${value.slice(0, 40)}.`;
	if (!numeric || items !== undefined) return undefined;
	const number = Number(value.replace(/%$/, ""));
	if (!Number.isFinite(number)) return `${which} must be a plain number, not ${value.slice(0, 40)}.`;
	if (range !== undefined && (number < range[0] || number > range[1]))
		return `${which} must lie between ${range[0]} and ${range[1]}, not ${value}.`;
	if (decimals !== undefined && (value.split(".")[1]?.length ?? 0) > decimals && !(decimals === 0 && number % 1 === 0))
		return `${which} must have ${decimals === 0 ? "no" : `at most ${decimals}`} decimals, not ${value.slice(0, 40)}.`;
	return undefined;
}

function shown({ kind, name }: FormPart): string {
	return kind === "marked" ? `@${name}[...]` : `${name}: ...`;
}

/** Corrects `@{mean}[...]`, which prints the value of mean instead of the word; with only one part missing, `@{winner}[...]` must mean that one. */
export function mendedForm(source: string, parts: readonly FormPart[]): { source: string; mends: readonly string[] } {
	const braced = new Set([...source.matchAll(/@\{([^{}\n]{1,80})\}\[/g)].map(([, inside = ""]) => inside));
	const missing = parts.filter((part) => part.kind === "marked" && !isWritten(source, part));
	const only = braced.size === 1 && missing.length === 1 ? missing[0] : undefined;
	const wrong = [...braced].flatMap((inside) => {
		const part = parts.find(({ kind, name }) => kind === "marked" && name === inside) ?? only;
		return part === undefined ? [] : [{ inside, name: part.name }];
	});
	return {
		source: wrong.reduce((text, { inside, name }) => text.replaceAll(`@{${inside}}[`, `@${name}[`), source),
		mends: wrong.map(({ inside, name }) => `Wrote \`@${name}[\` in place of \`@{${inside}}[\`, as the form asks.`),
	};
}

/** Parts whose only value is a fixed text in the program, e.g. `@fit[good]`. */
export function fixed(source: string, parts: readonly FormPart[]): readonly string[] {
	return parts
		.filter(({ kind, name }) => {
			const code = source.replace(/^[ \t]*#.*$/gm, "");
			const values = kind === "marked" ? valuesOf(code, { kind, name }) : [];
			return values.length === 1 && /^[^{}%+"']+$/.test(values[0] ?? "");
		})
		.map((part) => `${shown(part)} is a fixed text in the script: compute it.`);
}

/** Parts that the program cannot print, because their names do not occur in its text. */
export function unprinted(source: string, parts: readonly FormPart[]): readonly string[] {
	return parts.filter((part) => !isWritten(source, part)).map((part) => `It does not print ${shown(part)}.`);
}

function isWritten(source: string, { kind, name }: FormPart): boolean {
	const written = kind === "marked" ? [`@${name}[`, `"${name}"`, `'${name}'`] : [name];
	return written.some((text) => source.includes(text));
}
