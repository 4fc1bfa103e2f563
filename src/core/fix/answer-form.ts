// Answer form: lines such as `Total: <number>` that the request asks for, shown to the model as code, checked in what was printed.

import { figuresIn } from "./words/figures.ts";

/** One line of the form. */
export interface FormPart {
	readonly name: string;
	/** What stands in the value's place in the request. */
	readonly placeholder: string;
	readonly numeric: boolean;
	/** Digits after the point, at most. */
	readonly decimals?: number;
	/** The words that it may be. */
	readonly options?: readonly string[];
	/** As many values as there are, with commas between them. */
	readonly list?: true;
}

const LINE =
	/^[ \t]*(?:[-*][ \t]*)?([\p{L}][\p{L}\p{N} _-]{0,40}?)[ \t]*[:：=][ \t]*[<[{]([^>\]}\n]{1,60})[>\]}][ \t]*$/gmu;
const MOST = 12;

/** In the order of the request; empty if it does not ask for a form. */
export function formOf(request: string): readonly FormPart[] {
	const byName = new Map<string, FormPart>();
	for (const [, name = "", inside = ""] of request.replaceAll("\\n", "\n").matchAll(LINE)) {
		if (byName.size === MOST) break;
		if (!byName.has(name)) byName.set(name, partOf(name, inside.trim()));
	}
	return [...byName.values()];
}

const DIGITS: Readonly<Record<string, number>> = {
	...{ one: 1, two: 2, three: 3, four: 4, 一: 1, 两: 2, 二: 2, 三: 3, 四: 4 },
};

function partOf(name: string, placeholder: string): FormPart {
	const isWhole = /\bintegers?\b|\bcount\b|整数/i.test(placeholder);
	const numeric =
		isWhole ||
		/\b(?:numbers?|floats?|percentages?|amount|decimals?|Zahl)\b|数字|数值|数字|小数|数値/i.test(placeholder);
	const digits =
		/((?<!\w)\w+|[一两二三四])(?:\s+|位)(?:decimal|digit|小数)/i.exec(placeholder)?.[1]?.toLowerCase() ?? "";
	const decimals = isWhole ? 0 : /^\d$/.test(digits) ? Number(digits) : DIGITS[digits];
	const options = numeric ? [] : placeholder.split("/").map((option) => option.trim());
	return {
		name,
		placeholder,
		numeric,
		...(numeric && decimals !== undefined ? { decimals } : {}),
		...(options.length > 1 && options.every((option) => option !== "") ? { options } : {}),
		...(/\.\.\.|…/.test(placeholder) ? { list: true } : {}),
	};
}

/** Not usable as names of variables: they say nothing, or hide Python's own. */
const TYPES = new Set(["str", "string", "int", "integer", "float", "number", "value", "bool", "list", "dict", "set"]);

/** The form as code, e.g. `print(f"Total: {total:.2f}")`; a small model copies it. */
export function formLines(parts: readonly FormPart[]): string {
	return parts
		.map(({ name, placeholder, decimals = 0, options, list }) => {
			const own = /^[A-Za-z_]\w+$/.test(placeholder) && !TYPES.has(placeholder.toLowerCase());
			const variable = own ? placeholder : name.replace(/[^\p{L}\p{N}_]+/gu, "_");
			const value = decimals === 0 ? `{${variable}}` : `{${variable}:.${decimals}f}`;
			const line = `print(f"${name}: ${list ? `{', '.join(map(str, ${variable}))}` : value}")`;
			return options === undefined ? line : `${line}  # one of: ${options.join(", ")}`;
		})
		.join("\n");
}

/** A sentence for each part that is missing, not filled in, or not as the request says. */
export function formErrors(output: string, parts: readonly FormPart[]): readonly string[] {
	return parts.flatMap((part) => {
		const found = valuesOf(output, part.name).map((value) => errorOfValue(value, part));
		const [first] = found;
		if (found.length === 0) return [`${shown(part)} is missing.`];
		return found.includes(undefined) || first === undefined ? [] : [first];
	});
}

function valuesOf(output: string, name: string): string[] {
	const pattern = new RegExp(`${RegExp.escape(name)}[ \\t]*[:：=][ \\t]*(.*)`, "gu");
	return [...output.matchAll(pattern)].map(([, value = ""]) => value.trim());
}

function errorOfValue(value: string, part: FormPart): string | undefined {
	const { placeholder, numeric, decimals, options, list } = part;
	const which = shown(part);
	if (value === "" || value.replace(/^["'<[]|["'>\]]$/g, "") === placeholder || /^\{.*\}$/.test(value))
		return `${which} is not filled in.`;
	const isOption = options?.some((option) => option.toLowerCase() === value.toLowerCase());
	if (!isOption && /^(nan|-?inf(inity)?|none|nat|<na>)$/i.test(value)) return `${which} came out as ${value}.`;
	if (list && /^[[({]/.test(value)) return `${which} must be values with commas between them, without brackets.`;
	if (options !== undefined && !isOption)
		return `${which} must be one of ${options.join(", ")}, not ${value.slice(0, 40)}.`;
	if (!numeric || list) return undefined;
	const [figure] = figuresIn(value.slice(0, 200));
	if (figure === undefined) return `${which} must be a number, not ${value.slice(0, 40)}.`;
	const more = /\.(\d+)$/.exec(value.slice(figure.from, figure.to))?.[1] ?? "";
	if (decimals !== undefined && more.length > decimals && Number(more) > 0)
		return `${which} must have ${decimals === 0 ? "no" : `at most ${decimals}`} decimals, but is ${value.slice(0, 40)}.`;
	return undefined;
}

function shown({ name, placeholder }: FormPart): string {
	return `${name}: <${placeholder}>`;
}

/** Parts that the program cannot print, because their names do not occur in its text. */
export function unprinted(source: string, parts: readonly FormPart[]): readonly string[] {
	return parts.filter(({ name }) => !source.includes(name)).map((part) => `It does not print ${shown(part)}.`);
}
