// Calls: what is called must be known, and what it is given must suit its rule.

import { clipOf, type Node } from "../../tree.ts";
import { bashRisks } from "../bash.ts";
import type { Add } from "../findings.ts";
import { canonical } from "../known/aliases.ts";
import { labelOfAttribute, labelOfPath } from "../known/labelled-names.ts";
import { isAttribute, isKnown, isSettable, isWholeModule, POWERS, RULED } from "../known.ts";
import { allTexts, isDatabase, isOwn, isPath, isUnsure, texts } from "../notation.ts";
import { leadsElsewhere, type RuleContext } from "../rules/call.ts";
import { isAddress, isOutside } from "../rules/paths.ts";
import { mayBeHandedOn, ruleOf, rulesOfMethod } from "../rules.ts";
import { callOf, valuesOf } from "../values/evaluate.ts";
import type { Reading } from "../values/reading.ts";

export function checkCall(reading: Reading, node: Node, context: RuleContext, add: Add): void {
	const { source } = reading.program;
	const call = callOf(reading, node);
	const callee = node.firstChild;
	const said = callee === null ? "" : clipOf(source, callee);
	const what = clipOf(source, node);
	const named = labelOfAttribute(call.method?.name ?? "");
	// What comes out of a table or an exception may be anything.
	const isHeld =
		callee?.name === "MemberExpression" && callee.lastChild?.name === "]" && call.callees.includes("~data");
	const isLost = isHeld || call.callees.length === 0 || call.callees.some((value) => value.startsWith("?"));
	if (isLost && named === undefined) add("unparsed", said);
	if (isLost || call.callees.some((value) => isPath(value) && !isKnown(value))) {
		const given = call.args.flatMap(({ node: arg }) => allTexts(call.valuesOf(arg)));
		if (given.some(isAddress)) add("network", what);
		if (given.some((one) => one.length > 1 && isOutside(one))) add("outside", what);
	}
	if (named === "subprocess" || call.callees.some((value) => isPath(value) && labelOfPath(value) === "subprocess")) {
		const command = call.args.flatMap(({ node: arg }) => allTexts(call.valuesOf(arg))).join(" ");
		for (const { label } of bashRisks(command, context.files))
			if (label !== "unparsed" && label !== "subprocess") add(label, what);
	}
	for (const value of new Set(call.callees)) {
		if (value === "getattr" || value === "setattr" || value === "delattr") checkReflection(reading, node, value, add);
		if (!isPath(value) || labelOfPath(value) !== undefined) continue;
		for (const label of new Set(ruleOf(value)?.({ reading, call, context, name: value }))) add(label, what);
	}
	if (call.method !== undefined && call.callees.some((value) => !isPath(value) && !/^[@#]/.test(value))) {
		const { name, on } = call.method;
		for (const rule of new Set(rulesOfMethod(name, on, context)))
			for (const label of new Set(rule?.({ reading, call, context, name }))) add(label, what);
	}
	if (leadsElsewhere({ reading, call, context, name: said })) add("unparsed", what);
	if (call.method?.name === "update" && call.method.on.some((value) => value.endsWith("rcParams"))) return;
	if (
		/^(append|insert|extend|add|update|setdefault|pop|clear|remove|__setitem__)$/.test(call.method?.name ?? "") &&
		call.method?.on.some(
			(value) => isPath(value) && !isClassOf(value) && labelOfPath(`${value}.${call.method?.name}`) === undefined,
		) === true
	)
		add("unparsed", what);
}

/** `str.lower` and `dict.update` are methods of a class; `sys.path.append` changes a module. */
function isClassOf(path: string): boolean {
	return (
		/^(str|dict|list|set|tuple|bytes|int|float|frozenset|object|super)$/.test(path) ||
		/^(numpy|collections|polars|pandas)\.\w+$/.test(path)
	);
}

/** `getattr(x, "name")` is `x.name`, if the name is known. */
export function checkReflection(reading: Reading, node: Node, by: string, add: Add): void {
	const call = callOf(reading, node);
	const [on, name] = call.args.map(({ node: arg }) => valuesOf(reading, arg));
	const what = clipOf(reading.program.source, node);
	const said = texts(name ?? []);
	if (
		by === "delattr" ||
		on?.some(isDatabase) === true ||
		call.spread ||
		said.length === 0 ||
		said.length !== name?.length ||
		said.some(isUnsure)
	) {
		add("unparsed", what);
		return;
	}
	for (const one of said) {
		for (const value of on ?? []) {
			if (!isPath(value)) continue;
			const path = canonical(`${value}.${one}`);
			const label = labelOfPath(path);
			if (label !== undefined) add(label, path);
			else if (by === "setattr" || !isKnown(path) || ruleOf(path) !== undefined) add("unparsed", what);
		}
		const isRuled = RULED.has(one) || POWERS.test(one) || one.startsWith("_") || labelOfAttribute(one) !== undefined;
		const isOnOwn = (on ?? []).every((value) => /^~#/.test(value));
		if (
			isRuled ||
			(by === "setattr" && !isOnOwn && !isSettable(one)) ||
			(by === "getattr" && !isAttribute(one) && !isOnOwn && !(on ?? []).every((value) => value === "~data"))
		)
			add("unparsed", what);
	}
}

export function checkDecorator(reading: Reading, node: Node, add: Add): void {
	const what = clipOf(reading.program.source, node).replace(/^@/, "").trim();
	const values = valuesOf(reading, node);
	const isSetter = /^\w+\.(setter|getter|deleter)$/.test(what);
	// A method of a value gets the function, or is called first: `@df.to_csv("x")`, `@f.register` of `singledispatch`.
	const isMethod =
		node.getChildren("VariableName").length > 1 && values.some((value) => !isPath(value) && !isOwn(value));
	if (values.length === 0 || ((isMethod || values.some((value) => value.startsWith("?"))) && !isSetter))
		add("unparsed", what);
	for (const value of values) {
		if (!isPath(value)) continue;
		const label = labelOfPath(value);
		if (label !== undefined) add(label, value);
		else if (!isKnown(value) || isWholeModule(value) || (ruleOf(value) !== undefined && !mayBeHandedOn(value)))
			add("unparsed", value);
	}
}
