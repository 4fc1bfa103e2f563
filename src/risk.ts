// What a program may do beyond computing, told from its text by a real parser. It warns people; the Sandbox is what holds code back.

import type { Risk } from "./core/domain.ts";
import type { Examine } from "./core/ports.ts";
import { children, isBroken, isName, type Node, nodesOf, parsed, spanOf, split, textOf } from "./python.tree.ts";
import { bashRisks } from "./risk.bash.ts";
import { bind } from "./risk.binding.ts";
import { type Call, callRisks, deletes, writes } from "./risk.calls.ts";
import { keyOf, type Names, openNames } from "./risk.names.ts";
import { LISTS_FILES, labelOfImport, labelOfPath } from "./risk.tables.ts";

/** Above a folder that is given in full. */
const CLIMBS = /\b(cwd|resolve|absolute)\(\)(\s*\.\s*parents?)+$/;
/** Most findings that are kept; a card shows fewer. */
const MOST = 40;
/** Nodes; far more than a person reads. */
const LONGEST = 50_000;

export const examine = ({ language, source, files, earlier }: Parameters<Examine>[0]): readonly Risk[] => {
	try {
		const found = language === "bash" ? bashRisks(source, files) : pythonRisks(source, files, earlier);
		const inOrder = found.sort((a, b) => a.line - b.line);
		return inOrder
			.filter(
				({ label, what }, at) => inOrder.findIndex((other) => other.label === label && other.what === what) === at,
			)
			.slice(0, MOST)
			.map(({ label, line, what }) => ({ label, line, what: shorten(what) }));
	} catch {
		// A text that trips the parser is a text that nobody can vouch for.
		return [{ label: "unparsed", line: 1, what: "the whole code" }];
	}
};

function pythonRisks(source: string, files: readonly string[], earlier: readonly string[]): Risk[] {
	const names = openNames();
	// Imports and variables of earlier scripts stay in the kernel, and so do their other names.
	for (const before of earlier) bind(names, before, parsed(before));
	const tree = parsed(source);
	const nodes = nodesOf(tree);
	if (nodes.length > LONGEST)
		return [...magics(source, files), { label: "unparsed", line: 1, what: "too long to be read" }];
	bind(names, source, tree);
	const line = (at: number) => source.slice(0, at).split("\n").length;
	const risks: Risk[] = magics(source, files);
	const touched: Node[] = [];
	// The first targets alone: in `a = os.remove = b` the second counts as read, too.
	const assignments = nodes.filter(({ name }) => name === "AssignStatement");
	const written = new Set(assignments.flatMap((node) => split(children(node), "AssignOp")[0] ?? []).map(keyOf));
	const broken = nodes.find(isBroken);
	if (broken !== undefined) risks.push({ label: "unparsed", line: line(broken.from), what: "not valid Python" });
	// Inner nodes first, as in binding.
	for (const node of nodes.reverse()) {
		const add = (label: Risk["label"], what: string) => risks.push({ label, line: line(node.from), what });
		if (node.name === "ImportStatement") {
			for (const path of imported(source, node)) {
				const label = labelOfImport(path);
				if (label !== undefined) add(label, `import ${path}`);
			}
		}
		if ((isName(node) && !written.has(keyOf(node))) || node.name === "CallExpression" || node.name === "Decorator") {
			for (const path of names.valuesOf(source, node)) {
				const label = labelOfPath(path);
				if (label !== undefined) add(label, path.replace(/^\?/, ""));
				if (label === "deletes") touched.push(node);
			}
			if (node.name === "MemberExpression" && CLIMBS.test(spanOf(source, node))) add("outside", spanOf(source, node));
		}
		if (node.name === "CallExpression" || node.name === "MemberExpression") {
			const call: Call = { source, node, names, files };
			for (const { label, what } of callRisks(call)) add(label, what);
			if (node.name === "CallExpression" && (writes(call) || deletes(call))) touched.push(node);
		}
	}
	return [...withoutImports(risks), ...loops({ source, tree, names, touched, line })];
}

/** Where a module is used, its import says nothing more. */
function withoutImports(risks: readonly Risk[]): Risk[] {
	return risks.filter(({ label, what }) => {
		const root = /^import (\w+)/.exec(what)?.[1];
		return root === undefined || !risks.some((other) => other.label === label && other.what.startsWith(`${root}.`));
	});
}

function imported(source: string, node: Node): string[] {
	const text = spanOf(source, node).replace(/[()\\\n]/g, " ");
	const from = /^from\s+([\w.]+)\s+import\s+(.*)$/s.exec(text.trim());
	if (from !== null) return (from[2] ?? "").split(",").map((part) => `${from[1]}.${part.trim().split(/\s/)[0]}`);
	return text
		.trim()
		.replace(/^import\s+/, "")
		.split(",")
		.map((part) => part.trim().split(/\s/)[0] ?? "");
}

/** A loop over many files whose body deletes or writes: itself, or in a function it calls. */
function loops({
	source,
	tree,
	names,
	touched,
	line,
}: {
	source: string;
	tree: Node;
	names: Names;
	touched: readonly Node[];
	line: (at: number) => number;
}): Risk[] {
	const holds = (node: Node) => touched.some(({ from, to }) => from >= node.from && to <= node.to);
	const busy = nodesOf(tree)
		.filter((node) => node.name === "FunctionDefinition" && holds(node))
		.map((node) => textOf(source, node.getChild("VariableName")));
	const calls = (node: Node) =>
		nodesOf(node).some(
			(inner) => inner.name === "CallExpression" && busy.includes(textOf(source, inner.getChild("VariableName"))),
		);
	const listed = (node: Node) => names.valuesOf(source, node).some((value) => LISTS_FILES.test(value));
	return nodesOf(tree).flatMap((node): Risk[] => {
		const iterates = /^(ForStatement|.*ComprehensionExpression)$/.test(node.name);
		const maps =
			node.name === "CallExpression" && /(^|\.)(i?map|starmap|submit|apply)\s*$/.test(calleeText(source, node));
		if (!iterates && !maps) return [];
		const over = maps ? children(node.getChild("ArgList")) : iterables(node);
		if (!over.some(listed) || !(holds(node) || calls(node) || over.some((arg) => busy.includes(textOf(source, arg)))))
			return [];
		return [{ label: "many_files", line: line(node.from), what: spanOf(source, node).split("\n")[0] ?? "" }];
	});
}

function calleeText(source: string, node: Node): string {
	return textOf(source, node.firstChild);
}

function iterables(node: Node): Node[] {
	const parts = children(node);
	return parts.filter((_part, at) => parts[at - 1]?.name === "in");
}

/** `!command` and `%magic` lines are no Python, and run what they say. */
function magics(source: string, files: readonly string[]): Risk[] {
	return source.split("\n").flatMap((text, at): Risk[] => {
		const found = /^\s*(?:\w[\w, ]*=\s*)?([!%]{1,2})\s*([A-Za-z./~$].*)$/.exec(text);
		if (found === null) return [];
		const command = found[2] ?? "";
		const what = `${found[1]}${command}`;
		return [
			{ label: "subprocess", line: at + 1, what },
			...bashRisks(command, files).map((risk) => ({ ...risk, line: at + 1 })),
		];
	});
}

function shorten(what: string): string {
	const flat = what.replace(/\s+/g, " ").trim();
	return flat.length <= 60 ? flat : `${flat.slice(0, 59)}…`;
}
