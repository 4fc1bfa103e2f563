// Imports, names and attributes: each must be known to be harmless where it is mentioned.

import { clipOf, type Node, textOf } from "../../tree.ts";
import type { Add } from "../findings.ts";
import { canonical } from "../known/aliases.ts";
import { labelOfAttribute, labelOfPath } from "../known/labelled-names.ts";
import { isAttribute, isBuiltin, isKnown, isModule, isWholeModule, PATH, POWERS, RULED } from "../known.ts";
import { inner, isDatabase, isPath, texts, type Value } from "../notation.ts";
import { importsOf } from "../program.ts";
import type { RuleContext } from "../rules/call.ts";
import { isPlainTemplate } from "../rules/plain-texts.ts";
import { mayBeHandedOn, ruleOf } from "../rules.ts";
import { valuesOf } from "../values/evaluate.ts";
import type { Reading } from "../values/reading.ts";
import { isAnnotation, isCallee, isTarget, staysHere } from "./positions.ts";

const HARMLESS_DUNDERS = /^__(name|file|doc|version|main|debug)__$/;
/** Texts in what these hold are code. */
const ANNOTATIONS = /^__(annotations|annotate|dataclass_fields)__$/;
/** Names of columns: as methods of a table they do nothing else, as those of a path they do. */
const COLUMN = /^(open|replace|rename|format|extract)$/;
/** What a connection or a relation says about itself. */
const FACT =
	/^(columns|dtypes|types|shape|description|rowcount|total_changes|alias|type|isolation_level|in_transaction)$/;
/** Names that every kernel has. */
const KERNEL = /^(In|Out|exit|quit|_+\d*|_i+\d*|_[io]h|_dh)$/;

export function checkImport(reading: Reading, node: Node, add: Add): void {
	for (const { path, stands, star } of importsOf(reading.program.source, node)) {
		const found = canonical(path);
		const label = labelOfPath(found);
		if (label !== undefined) add(label, `import ${path}`);
		else if (
			star
				? !/^(math|cmath|statistics|datetime|decimal|fractions|typing|itertools|collections|numpy|random)$/.test(found)
				: !isKnown(found)
		)
			add("unparsed", `import ${path}`);
		if (isBuiltin(path) && !path.includes(".") && path === stands && !isModule(path)) add("unparsed", `import ${path}`);
	}
}

export function checkName(reading: Reading, node: Node, add: Add): void {
	const name = textOf(reading.program.source, node);
	const parent = node.parent?.name ?? "";
	if (
		/^(FunctionDefinition|ClassDefinition|ImportStatement|ScopeStatement|Decorator|TypeParam|CapturePattern|StarPattern|KeywordPattern)$/.test(
			parent,
		)
	)
		return;
	if (parent === "ParamList" && node.prevSibling?.name !== "AssignOp") return;
	if (parent === "ArgList" && node.nextSibling?.name === "AssignOp") return;
	if (ANNOTATIONS.test(name)) add("unparsed", name);
	if (isBoundHere(node)) return;
	const values = valuesOf(reading, node);
	for (const value of values) if (isPath(value)) checkPath(value, node, add);
	if (
		name.startsWith("_") &&
		values.every((value) => value === "?") &&
		!HARMLESS_DUNDERS.test(name) &&
		!KERNEL.test(name)
	)
		add("unparsed", name);
}

/** A plain target, as in `sum = 0`. */
function isBoundHere(node: Node): boolean {
	const { parent, nextSibling: next, prevSibling: before } = node;
	if (parent?.name === "AssignStatement") {
		for (let after = next; after !== null; after = after.nextSibling) if (after.name === "AssignOp") return true;
		return next?.name === "TypeDef";
	}
	return (
		before?.name === "as" ||
		(parent?.name === "NamedExpression" && before === null) ||
		(parent?.name === "DeleteStatement" && next?.name !== ".")
	);
}

export function checkPath(path: string, node: Node, add: Add): void {
	// Of `a.b.c` only the whole is checked.
	if (node.nextSibling?.name === "." && node.parent?.name === "MemberExpression") return;
	const label = labelOfPath(path);
	if (label !== undefined) {
		add(label, path);
		return;
	}
	if (isWholeModule(path)) {
		add("unparsed", path);
		return;
	}
	if (/^pandas\.options\.(display|mode)(\.|$)/.test(path)) return;
	// A dict of settings that is passed on may be changed by whoever gets it.
	if (!isKnown(path) || hasPower(path) || (path.endsWith(".rcParams") && !staysHere(node))) {
		add("unparsed", path);
		return;
	}
	if (!isCallee(node) && ruleOf(path) !== undefined && !mayBeHandedOn(path) && !staysHere(node) && !isAnnotation(node))
		add("unparsed", path);
}

function hasPower(path: string): boolean {
	return (
		path
			.split(".")
			.slice(1)
			.some((part) => POWERS.test(part) && !isKnown(path)) ||
		/\.(_\w*|mro)(\.|$)/.test(
			path.replaceAll(/\.__(name|doc|version|init|str|repr|new)__|\._(asdict|replace|fields|make)\b/g, ""),
		)
	);
}

/** Functions that make numbers and texts of their arguments, and do not call them. */
const COMPUTES =
	/^(float|int|str|bool|len|abs|round|print|repr|ascii|ord)$|^(math|cmath|html|textwrap|unicodedata|urllib\.parse)\.\w+$|^pandas\.(to_numeric|to_datetime|to_timedelta|isna|notna)$/;

/** `float(row.open)`, `parse_qs(url.query)`: a column or a field. */
function isComputedWith(reading: Reading, node: Node): boolean {
	const list = node.parent;
	if (list?.name !== "ArgList" || list.parent?.name !== "CallExpression") return false;
	if (!/^[(,]$/.test(node.prevSibling?.name ?? "") || !/^[),]$/.test(node.nextSibling?.name ?? "")) return false;
	const callees = valuesOf(reading, list.parent.firstChild);
	return callees.length > 0 && callees.every((value) => isKnown(value) && COMPUTES.test(value));
}

export function checkMember(reading: Reading, node: Node, { paths }: RuleContext, add: Add): void {
	const property = node.lastChild;
	const base = node.firstChild;
	if (base === null) return;
	if (property?.name !== "PropertyName") {
		// Looked up by name: `vars(os)["remove"]`.
		const held = valuesOf(reading, base);
		for (const value of valuesOf(reading, node))
			if (isPath(value) && !held.some((one) => inner(one) === value)) checkPath(value, node, add);
		return;
	}
	const name = textOf(reading.program.source, property);
	for (const value of valuesOf(reading, node)) if (isPath(value) && !isTarget(node)) checkPath(value, node, add);
	const bases = valuesOf(reading, base);
	const others = bases.filter((value) => !isPath(value));
	if (others.length === 0 && bases.length > 0) return;
	checkAttribute(reading, { name, bases: others, node, paths }, add);
}

interface Attribute {
	readonly name: string;
	readonly bases: readonly Value[];
	readonly node: Node;
	readonly paths: boolean;
}

function checkAttribute(reading: Reading, { name, bases, node, paths }: Attribute, add: Add): void {
	const isOwn = reading.scope.attributes.has(name);
	const onlyOwn = bases.length > 0 && bases.every((value) => /^~?#\d+$/.test(value)) && isOwn;
	const what = node.to - node.from < 50 ? clipOf(reading.program.source, node) : `.${name}`;
	const label = labelOfAttribute(name);
	const isColumn = !isCallee(node) && bases.length > 0 && bases.every((value) => /^~(data|image|expr)$/.test(value));
	const climbs = name === "parents" || valuesOf(reading, node).some((value) => value.startsWith("~path:.."));
	if (climbs && bases.some((value) => value.startsWith("~path"))) add("outside", what);
	if (label !== undefined && !onlyOwn && !isColumn) {
		add(label, what);
		return;
	}
	if (name.startsWith("_") && !isAttribute(name) && !(isOwn && !name.startsWith("__"))) {
		const asksClass =
			name === "__class__" &&
			node.nextSibling?.name === "." &&
			textOf(reading.program.source, node.parent?.lastChild ?? null) === "__name__";
		if (!asksClass) {
			add("unparsed", what);
			return;
		}
	}
	if (POWERS.test(name) && !onlyOwn && !isAttribute(name) && !isColumn) {
		add("unparsed", what);
		return;
	}
	if (name === "format" && !isCallee(node) && !bases.every((value) => value === "~data" || value === "~image")) {
		if (texts(bases).length === 0 || !texts(bases).every(isPlainTemplate)) if (!staysHere(node)) add("unparsed", what);
		return;
	}
	const isHandedOn =
		!isCallee(node) && !staysHere(node) && !isComputedWith(reading, node) && !isTarget(node) && !onlyOwn;
	const isRuled = RULED.has(name) || (PATH.has(name) && ruleOf(name) !== undefined);
	const isRead = isColumn && !paths && COLUMN.test(name);
	if (isHandedOn && ((isRuled && !isRead) || (bases.some(isDatabase) && !FACT.test(name)))) add("unparsed", what);
}
