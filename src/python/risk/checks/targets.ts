// Targets of assignments, patterns and base classes: a program must not change a module, a class that is not its own, or a method of a table.

import { children, clipOf, isValue, type Node, textOf } from "../../tree.ts";
import type { Add } from "../findings.ts";
import { canonical } from "../known/aliases.ts";
import { labelOfAttribute } from "../known/labelled-names.ts";
import { brings, isKnown, isSettable, POWERS, RULED } from "../known.ts";
import { inner, isPath, texts, type Value } from "../notation.ts";
import { isPlainSetting } from "../rules/plain-texts.ts";
import { valuesOf } from "../values/evaluate.ts";
import type { Reading } from "../values/reading.ts";

export function checkClass(reading: Reading, node: Node, add: Add): void {
	const list = node.getChild("ArgList");
	for (const part of children(list)) {
		if (!isValue(part) || part.nextSibling?.name === "AssignOp") continue;
		const values = valuesOf(reading, part);
		const isPlain =
			values.length > 0 &&
			values.every(
				(value) =>
					value.startsWith("#") ||
					(isPath(value) && isKnown(value) && value !== "type" && value !== "abc.ABCMeta") ||
					value === "~data",
			);
		const isMeta = part.prevSibling?.name === "AssignOp";
		const isPlainMeta = values.every(
			(value) => value === "abc.ABCMeta" || /^~(number|made)$/.test(value) || value.startsWith('"'),
		);
		if (part.prevSibling?.name === "*" || part.prevSibling?.name === "**")
			add("unparsed", clipOf(reading.program.source, part));
		else if (isMeta ? !isPlainMeta : !isPlain) add("unparsed", clipOf(reading.program.source, part));
	}
}

export function checkTarget(reading: Reading, target: Node, values: readonly Value[], add: Add): void {
	if (/^(Tuple|Array|Parenthesized)/.test(target.name)) {
		for (const child of children(target)) checkTarget(reading, child, ["?"], add);
		return;
	}
	const { source } = reading.program;
	// `__add__ = x.y` is called by an operator.
	if (
		target.name === "VariableName" &&
		textOf(source, target).startsWith("__") &&
		values.some((value) => inner(value) === "?attr")
	)
		add("unparsed", clipOf(source, target));
	if (target.name !== "MemberExpression") return;
	const what = clipOf(source, target);
	const bases = valuesOf(reading, target.firstChild);
	const property = target.lastChild?.name === "PropertyName" ? textOf(source, target.lastChild) : undefined;
	if (property === undefined) {
		const isSetting = bases.some((value) => value.endsWith(".rcParams"));
		const keys = texts(valuesOf(reading, children(target)[2]));
		if (
			isSetting
				? keys.length === 0 ||
					!keys.every(isPlainSetting) ||
					(keys.includes("axes.prop_cycle") && values.some((value) => !value.startsWith("~"))) ||
					values.some((value) => value.startsWith("@"))
				: bases.some((value) => isPath(value))
		)
			add("unparsed", `${what} =`);
		return;
	}
	for (const base of bases) {
		const path = isPath(base) ? canonical(`${base}.${property}`) : "";
		if (isPath(base) && !/^pandas\.options\.(display|mode)\.\w+$/.test(path)) add("unparsed", `${what} =`);
	}
	const isOwn = bases.length > 0 && bases.every((value) => /^~?#/.test(value));
	const isText = (value: Value) => /^\[*["~]/.test(value);
	if (
		!isOwn &&
		!bases.some(isPath) &&
		(property.startsWith("_") ||
			POWERS.test(property) ||
			(!isSettable(property) && !values.every(isText)) ||
			!bases.every((value) => value !== "?attr"))
	)
		add("unparsed", `${what} =`);
	if (
		!isOwn &&
		!bases.some(isPath) &&
		values.some((value) => (/^[@#]/.test(inner(value)) || isPath(value)) && value !== "sqlite3.Row")
	)
		add("unparsed", `${what} =`);
}

export function checkLoopTargets(reading: Reading, node: Node, add: Add): void {
	let isBetween = false;
	for (const part of children(node)) {
		if (part.name === "for") isBetween = true;
		else if (part.name === "in") isBetween = false;
		else if (isBetween) checkTarget(reading, part, ["?"], add);
	}
}

/** `case Name(attribute=x)` reads the attribute of whatever is matched. */
export function checkPattern(reading: Reading, node: Node, add: Add): void {
	const what = clipOf(reading.program.source, node);
	const name = node.firstChild;
	const classes = valuesOf(reading, name);
	const isPlain =
		classes.length > 0 && classes.every((value) => value.startsWith("#") || (isPath(value) && isKnown(value)));
	if (!isPlain || name?.name !== "VariableName") add("unparsed", what);
	for (const part of children(node.getChild("PatternArgList"))) {
		if (part.name !== "KeywordPattern") continue;
		const attribute = textOf(reading.program.source, part.firstChild);
		if (
			RULED.has(attribute) ||
			POWERS.test(attribute) ||
			attribute.startsWith("_") ||
			labelOfAttribute(attribute) !== undefined ||
			!classes.every((value) => value.startsWith("#") || brings("datetime", value.split(".")[1] ?? ""))
		)
			add("unparsed", what);
	}
}
