// Annotations: polars evaluates those of a class, the texts in them included, when it makes a table of instances; `fields` of dataclasses gives them back.

import { clipOf, type Node, nodesOf, textOf, unquoted } from "../../tree.ts";
import type { Add } from "../findings.ts";
import { isBuiltin, isKnown } from "../known.ts";
import { isPath } from "../notation.ts";
import type { RuleContext } from "../rules/call.ts";
import { valuesOf } from "../values/evaluate.ts";
import type { Reading } from "../values/reading.ts";
import { isField } from "./positions.ts";

/** Parts of `list[int] | None`. */
const PARTS = /^(TypeDef|TupleExpression|ArrayExpression|BinaryExpression|BitOp|None|Ellipsis|PropertyName|[^A-Z].*)$/;

export function checkAnnotation(reading: Reading, node: Node, { polars }: RuleContext, add: Add): void {
	if (polars && isField(node) && !nodesOf(node).every((part) => isPlain(reading, part)))
		add("unparsed", clipOf(reading.program.source, node).replace(/^:\s*/, ""));
}

function isPlain(reading: Reading, node: Node): boolean {
	const { source } = reading.program;
	const isMade = (name: string) => reading.scope.assigned.has(name);
	if (node.name === "String") {
		const said = unquoted(textOf(source, node)) ?? "(";
		const names = said.match(/[^\s,|[\]]+/g) ?? [];
		return names.every((name) => isBuiltin(name) && !isMade(name));
	}
	if (node.name !== "VariableName" && node.name !== "MemberExpression") return PARTS.test(node.name);
	const isIndexed = node.name === "MemberExpression" && node.lastChild?.name === "]";
	const values = valuesOf(reading, isIndexed ? node.firstChild : node);
	const isType = (value: string) => (isPath(value) && isKnown(value)) || (/^#\d+$/.test(value) && !isIndexed);
	return values.length > 0 && values.every(isType) && !isMade(textOf(source, node));
}
