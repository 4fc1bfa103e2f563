// Fixed texts: lines with figures that a program prints although they stand in it, as text or as a constant.

import type { FixedText } from "../core/domain.ts";
import { figuresIn } from "../core/fix/words/figures.ts";
import { calleeOf, isTarget, literalOf, type Program, readProgram } from "./precheck/program.ts";
import { argumentsOf, children, type Node, spanOf, textOf } from "./tree.ts";

const MOST = 40;
const LONGEST = 200;
const LONGEST_SOURCE = 50_000;
const MOST_NODES = 15_000;

export function fixedTexts(source: string, request: string): readonly FixedText[] {
	const program = source.length > LONGEST_SOURCE ? undefined : readProgram(source);
	if (program === undefined || program.broken !== undefined || program.nodes.length > MOST_NODES) return [];
	const { nodes } = program;
	const constants = constantsOf(program);
	const used = new Set([...numbersComputedWith(program, constants), ...valuesIn(request)]);
	const noted = (texts: readonly string[]) =>
		linesIn(texts).map((line): FixedText => ({ line, isFinding: isFinding(line, used) }));
	const printed = nodes.flatMap((node) =>
		node.name === "CallExpression" && calleeOf(program, node).name === "print"
			? [printedBy(program, node, constants) ?? ""]
			: [],
	);
	// In a list that is printed item by item, for example.
	const others = nodes.flatMap((node) => (isComment(node) ? [] : [literalOf(program, node) ?? ""]));
	const all = [...noted(printed), ...noted(others).filter((one) => one.isFinding && /\p{L}/u.test(one.line))];
	const byLine = new Map(all.map((one) => [one.line, one]));
	return [...byLine.values()].slice(0, MOST);
}

function linesIn(texts: readonly string[]): readonly string[] {
	return texts
		.flatMap((text) => text.split("\n"))
		.map((line) => line.trim())
		.filter((line) => line !== "" && line.length <= LONGEST && figuresIn(line).length > 0);
}

/** What is none: a number of the request, a year, one that the program computes with, the number of a step. */
function isFinding(line: string, used: ReadonlySet<number>): boolean {
	const isBare = /^-?[\d.,]+%?$/.test(line);
	// A heading, or a name: of a file, of a format, of a column.
	if (!isBare && (/[:：=]$/.test(line) || !/\s|\p{Script=Han}/u.test(line) || !/\p{L}{2}/u.test(line))) return false;
	return figuresIn(line.replace(/\S+\.[A-Za-z]\w{1,6}\b/g, " ")).some(({ from, to, readings: [reading] }) => {
		const value = reading?.value ?? 0;
		const before = line.slice(0, from);
		const isStep =
			/(?:\b(?:step|part|section|chapter|figure|chart|table|top|first|last|schritt|teil|abschnitt|test|version|level)|[第前步图表后])[ #]?$/i.test(
				before,
			) ||
			(before.trim() === "" && /^[.)、:：]/.test(line.slice(to)));
		const isYear = Number.isInteger(value) && value >= 1900 && value <= 2100 && to - from === 4;
		return !isStep && !isYear && !used.has(value);
	});
}

function valuesIn(text: string): readonly number[] {
	return figuresIn(text).flatMap(({ readings }) => readings.map(({ value }) => value));
}

/** Names that are given one number or text, once, and are only printed. */
function constantsOf(program: Program): ReadonlyMap<string, string> {
	const { source, nodes } = program;
	const found = new Map<string, string>();
	const mentions = new Map<string, number>();
	for (const node of nodes) {
		if (node.name !== "VariableName") continue;
		const name = textOf(source, node);
		if (isTarget(node) || isPrinted(program, node))
			mentions.set(name, (mentions.get(name) ?? 0) + (isTarget(node) ? 1 : 0));
		else mentions.set(name, Number.POSITIVE_INFINITY);
	}
	for (const node of nodes) {
		const [target, sign, value, ...more] = children(node);
		if (node.name !== "AssignStatement" || target?.name !== "VariableName" || sign?.name !== "AssignOp") continue;
		const text = more.length === 0 ? constant(program, value) : undefined;
		const name = textOf(source, target);
		if (text !== undefined && mentions.get(name) === 1) found.set(name, text);
	}
	return found;
}

/** As an argument of print, or in braces of a text that is one. */
function isPrinted(program: Program, node: Node): boolean {
	const text = node.parent?.name === "FormatReplacement" ? node.parent.parent : node;
	const call = text?.parent?.name === "ArgList" ? text.parent.parent : null;
	return call !== null && calleeOf(program, call).name === "print";
}

function constant(program: Program, node: Node | undefined): string | undefined {
	if (node === undefined) return undefined;
	const span = spanOf(program.source, node);
	if (node.name === "Number") return span.replaceAll("_", "");
	if (node.name === "UnaryExpression" && /^-\s*[\d._]+$/.test(span)) return span.replace(/[\s_]/g, "");
	return literalOf(program, node);
}

function numbersComputedWith(program: Program, constants: ReadonlyMap<string, string>): readonly number[] {
	return program.nodes.flatMap((node) => {
		if (node.name !== "Number") return [];
		const inner = node.parent?.name === "UnaryExpression" ? node.parent : node;
		const target = inner.parent?.name === "AssignStatement" ? inner.parent.firstChild : null;
		const isConstant = target !== null && constants.has(textOf(program.source, target));
		const value = Number(spanOf(program.source, node).replaceAll("_", ""));
		return isConstant || isPrinted(program, inner) || !Number.isFinite(value) ? [] : [value];
	});
}

/** The text, if all of it is known. */
function printedBy(program: Program, call: Node, constants: ReadonlyMap<string, string>): string | undefined {
	const args = argumentsOf(program.source, call);
	if (args.some(({ keyword }) => keyword !== "" && keyword !== "sep")) return undefined;
	const parts = args.filter(({ keyword }) => keyword === "").map(({ node }) => textOfValue(program, node, constants));
	const sep = args.find(({ keyword }) => keyword === "sep");
	const between = sep === undefined ? " " : literalOf(program, sep.node);
	return parts.includes(undefined) || between === undefined ? undefined : parts.join(between);
}

function textOfValue(program: Program, node: Node, constants: ReadonlyMap<string, string>): string | undefined {
	const { source } = program;
	if (node.name === "VariableName") return constants.get(textOf(source, node));
	if (node.name === "ContinuedString") {
		const parts = children(node).map((part) => textOfValue(program, part, constants));
		return parts.includes(undefined) ? undefined : parts.join("");
	}
	return node.name === "FormatString" ? formatted(program, node, constants) : constant(program, node);
}

function formatted(program: Program, node: Node, constants: ReadonlyMap<string, string>): string | undefined {
	const span = spanOf(program.source, node);
	const [, head = ""] = /^([A-Za-z]*(?:"""|'''|"|'))/.exec(span) ?? [];
	if (/r/i.test(head)) return undefined;
	let text = span.slice(head.length, -head.replace(/[A-Za-z]/g, "").length);
	for (const part of children(node).toReversed()) {
		if (part.name !== "FormatReplacement") continue;
		const [, value, spec, ...more] = children(part);
		const known =
			value?.name === "VariableName" ? constants.get(textOf(program.source, value)) : constant(program, value);
		const as = spec?.name === "FormatSpec" ? spanOf(program.source, spec) : "";
		const shown = known === undefined || more.length > 1 ? undefined : withSpec(known, as);
		if (shown === undefined) return undefined;
		const at = part.from - node.from - head.length;
		text = text.slice(0, at) + shown + text.slice(at + part.to - part.from);
	}
	return text.replaceAll("\\n", "\n").replaceAll("\\t", "\t").replaceAll("{{", "{").replaceAll("}}", "}");
}

function withSpec(value: string, spec: string): string | undefined {
	if (spec === "") return value;
	const [, comma = "", digits] = /^:(,?)(?:\.(\d)f)?$/.exec(spec) ?? [undefined, undefined];
	const number = Number(value);
	if (!/^:(,?)(?:\.(\d)f)?$/.test(spec) || !Number.isFinite(number)) return undefined;
	const plain = digits === undefined ? value : number.toFixed(Number(digits));
	return comma === "" ? plain : plain.replace(/^-?\d+/, (whole) => Number(whole).toLocaleString("en-US"));
}

/** A text that stands alone is a comment. */
function isComment({ parent }: Node): boolean {
	return parent?.name === "ExpressionStatement";
}
