// Findings in a Python program, considering the programs that ran in its kernel before.

import { endOf, isBroken } from "../tree.ts";
import { bindAll } from "./binding.ts";
import { checkNode } from "./checks.ts";
import { carriedOn } from "./earlier.ts";
import type { Finding } from "./findings.ts";
import { loopsOverFiles } from "./loops.ts";
import { type Program, readProgram } from "./program.ts";
import type { RuleContext } from "./rules/call.ts";
import { openScope, type Scope } from "./scope.ts";
import type { Reading } from "./values/reading.ts";

/** In nodes, for one program and with those before it: far more than a person reads. */
const LONGEST = 50_000;
const LONGEST_TOGETHER = 120_000;

export function pythonFindings(
	source: string,
	files: readonly string[],
	earlier: readonly string[],
): { readonly findings: readonly Finding[]; readonly lineOf: (at: number) => number } {
	const program = readProgram(source);
	const { lineOf } = program;
	const unread = (what: string): Finding => ({ label: "unparsed", at: 0, what });
	if (program.nodes.length > LONGEST) return { findings: [unread("too long to analyse")], lineOf };
	const before = earlier.map(readProgram);
	const programs = [...before, program];
	if (programs.reduce((all, { nodes }) => all + nodes.length, 0) > LONGEST_TOGETHER)
		return { findings: [unread("too much code ran before it")], lineOf };
	const scope = openScope(programs);
	const isWhole = bindAll(scope);
	const context = contextOf(programs, files);
	const checked = before.map((one) => ({ program: one, findings: check(scope, one, context) }));
	// What nobody could read may have attached a file.
	const isUnread = checked.some(({ findings }) => findings.some(({ label }) => label === "unparsed"));
	const own = check(scope, program, { ...context, attaches: context.attaches || isUnread });
	const carried = carriedOn(scope, checked, program);
	return { findings: [...own, ...carried, ...(isWhole ? [] : [unread("too entangled to analyse")])], lineOf };
}

function contextOf(programs: readonly Program[], files: readonly string[]): RuleContext {
	const said = programs.map(({ source }) => source.normalize("NFKC"));
	return {
		files,
		paths: said.some((text) => /\b(pathlib|Path)\b/.test(text)),
		images: said.some((text) => /\bPIL\b/.test(text)),
		relations: said.some((text) => /duckdb/.test(text)),
		polars: said.some((text) => /\b(polars|pl)\b/.test(text)),
		attaches: said.some((text) => /attach/i.test(text)),
	};
}

function check(scope: Scope, program: Program, context: RuleContext): readonly Finding[] {
	const reading: Reading = { scope, program, known: new Map() };
	const found: Finding[] = [];
	const broken = program.nodes.find(isBroken)?.from ?? /\r(?!\n)|\0/.exec(program.source)?.index;
	if (broken !== undefined) found.push({ label: "unparsed", at: broken, what: "not valid Python" });
	for (const node of program.nodes)
		checkNode(reading, node, context, (label, what) => found.push({ label, at: node.from, what }));
	const touched = found.filter(({ label }) => label === "deletes" || label === "overwrites").map(({ at }) => at);
	for (const { at, what } of loopsOverFiles(reading, [...touched, ...writesAt(program)]))
		found.push({ label: "many_files", at, what });
	return found;
}

const WRITES = /(^|\.)(to_(csv|excel|parquet|json|html|feather|pickle)|write_\w+|savefig|save|sink_\w+)\s*$/;

/** Where a file is written, whether it is there already or not. */
function writesAt({ nodes, source }: Program): readonly number[] {
	return nodes
		.filter((node) => node.name === "CallExpression" && WRITES.test(endOf(source, node.firstChild)))
		.map(({ from }) => from);
}
