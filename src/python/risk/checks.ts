// Checks of every node in a program: what is not known to be harmless is a finding where it is mentioned.

import { children, clipOf, type Node, spanOf, targetsOf } from "../tree.ts";
import { checkAnnotation } from "./checks/annotations.ts";
import { checkCall, checkDecorator } from "./checks/calls.ts";
import { checkImport, checkMember, checkName } from "./checks/names.ts";
import { checkClass, checkLoopTargets, checkPattern, checkTarget } from "./checks/targets.ts";
import type { Add } from "./findings.ts";
import type { RuleContext } from "./rules/call.ts";
import { valuesOf } from "./values/evaluate.ts";
import type { Reading } from "./values/reading.ts";

export function checkNode(reading: Reading, node: Node, context: RuleContext, add: Add): void {
	switch (node.name) {
		case "ImportStatement":
			checkImport(reading, node, add);
			return;
		case "VariableName":
			checkName(reading, node, add);
			return;
		case "MemberExpression":
			checkMember(reading, node, context, add);
			return;
		case "CallExpression":
			checkCall(reading, node, context, add);
			return;
		case "Decorator":
			checkDecorator(reading, node, add);
			return;
		case "TypeDef":
			checkAnnotation(reading, node, context, add);
			return;
		case "ClassDefinition":
			checkClass(reading, node, add);
			return;
		case "AssignStatement":
			for (const target of targetsOf(node)) checkTarget(reading, target, valuesOf(reading, node.lastChild), add);
			return;
		case "UpdateStatement":
			if (node.firstChild !== null) checkTarget(reading, node.firstChild, ["?"], add);
			return;
		case "DeleteStatement":
			for (const part of children(node).slice(1)) checkTarget(reading, part, ["?"], add);
			return;
		case "WithStatement":
		case "TryStatement":
			for (const part of children(node)) if (part.prevSibling?.name === "as") checkTarget(reading, part, ["?"], add);
			return;
		case "ForStatement":
		case "ArgList":
		case "ArrayComprehensionExpression":
		case "ComprehensionExpression":
		case "SetComprehensionExpression":
		case "DictionaryComprehensionExpression":
			checkLoopTargets(reading, node, add);
			return;
		case "ClassPattern":
			checkPattern(reading, node, add);
			return;
		case "FormatString":
			// After a backslash, Python still evaluates what is in braces; the parser reads it as text.
			if (/\\\{/.test(spanOf(reading.program.source, node))) add("unparsed", clipOf(reading.program.source, node));
			return;
		case "PrintStatement":
		case "ExecStatement":
			add("unparsed", "not valid Python");
			return;
		default:
	}
}
