// Diagnosis of a Run that gave no answer: one line for people, facts for the model, a signature by which a repeated failure is known.

import { closest } from "../closest.ts";
import type { Attempt, Diagnosis, Run, Upload } from "../domain.ts";
import { clip, count, fitted } from "../text.ts";
import { emptyColumns, hintsFor } from "./hints.ts";

/** About 350 tokens, counting letters beyond ASCII twice. */
const BUDGET = 1200;

/** For `failed`, `timed_out` and `out_of_memory`; the text stays under about 350 tokens, whatever the Run holds. */
export function diagnose(run: Run, context: Context): Diagnosis {
	const cause = causeOf(run, context);
	const code = failingLine(run, context.source);
	const said = run.outcome === "failed" && run.error !== undefined ? `${run.error.name}: ${messageOf(run, 250)}` : "";
	const known = said !== "" && cause.startsWith(said) ? cause.slice(said.length).replace(/^[.\s]+/, "") : cause;
	const facts = [known, ...factsOf(run, context).filter((fact) => !cause.includes(fact))].filter((fact) => fact !== "");
	const lines = [
		said,
		code === undefined || said === "" ? "" : `at line ${run.error?.line}: ${clip(code, { chars: 160, head: 1 })}`,
		...facts.map((fact, at) => (at === 0 ? `Facts: ${fact}` : fact)),
		labelled("Variables: ", run.error?.locals ?? [], { most: 6, between: "; " }),
		labelled("Files it changed before it failed: ", run.changed, { most: 10, between: ", " }),
		run.output.trim() === "" ? "" : `Printed before: ${clip(run.output.trim(), { chars: 300, head: 0.3 })}`,
	];
	const text = fitted(lines, { budget: BUDGET, line: 450 });
	return { signature: signatureOf(run, context.source), cause, text, soft: false };
}

function labelled(
	label: string,
	parts: readonly string[],
	{ most, between }: { most: number; between: string },
): string {
	return parts.length === 0 ? "" : `${label}${parts.slice(0, most).join(between)}`;
}

/** Exception class, message without its numbers and quoted parts, and the failing line. All time-outs are the same failure. */
function signatureOf(run: Run, source: string): string {
	if (run.outcome === "timed_out") return "timed_out||";
	const { name = run.outcome, message = "" } = run.error ?? {};
	const shape = message
		.replace(/'[^']*'|"[^"]*"/g, "''")
		.replace(/0x[0-9a-f]+|\d+/gi, "0")
		.slice(0, 200);
	return `${name}|${shape}|${failingLine(run, source) ?? ""}`;
}

/** The most useful first. The files' profiles are used if the program's variables said nothing. */
function factsOf(run: Run, { source, uploads }: Context): string[] {
	const { name = "", message = "", cause = "", facts = [] } = run.error ?? {};
	// What came out wrong before may be why it failed.
	const doubts = (run.seen?.doubts ?? []).slice(0, 1);
	const found = [...doubts, ...hintsFor(message, { seen: cause !== "" || facts.length > 1 }), ...facts];
	if (/contains? (NaN|infs)/i.test(message)) found.push(...emptyColumns(source, uploads));
	const seen = facts.some((fact) => /^(Columns|Keys|Files|The index)/.test(fact));
	if (!seen && /KeyError|ValueError|IndexError|AttributeError/.test(name)) {
		for (const { as, state } of uploads.slice(-2)) {
			const columns = state.kind === "stored" ? (state.profile.columns ?? []) : [];
			const names = columns.slice(0, 40).map((column) => column.name);
			if (names.length > 0) found.push(`Columns of ${as}: ${names.join(", ")}.`);
		}
	}
	if (cause === "" && (name === "ValueError" || name === "TypeError")) {
		for (const { state } of uploads.slice(-2))
			if (state.kind === "stored") found.push(...state.profile.notes.slice(0, 4));
	}
	if (!seen && name === "FileNotFoundError")
		found.push(`Files: ${uploads.map((upload) => upload.as).join(", ") || "none"}.`);
	if (run.outcome === "out_of_memory") {
		for (const { as, state } of uploads.slice(-2))
			if (state.kind === "stored" && state.profile.rows !== undefined)
				found.push(`${as} has ${count(state.profile.rows, "row")}.`);
		found.push("Read fewer columns, read in chunks, or use duckdb or polars.scan_csv.");
	}
	if (!run.variablesKept) found.push("The kernel was restarted: variables are gone, files are kept.");
	if (run.outcome === "timed_out")
		found.push("Use vectorised operations on whole columns (groupby, merge, comparisons) in place of loops over rows.");
	return found;
}

/** Has this Turn failed in the same way before? */
export function isStuck(attempts: readonly Attempt[], signature: string): boolean {
	return attempts.some(({ diagnosis }) => diagnosis?.signature === signature);
}

/** Code that failed or was rejected in this Turn, compared without comments and blank lines. */
export function triedBefore(attempts: readonly Attempt[], source: string): boolean {
	return attempts.some(({ proposal, approval, diagnosis }) => {
		const over = diagnosis !== undefined || approval.verdict?.kind === "rejected";
		return over && bare(proposal.source) === bare(source);
	});
}

/** The program without comments and blank lines. */
export function bare(source: string): string {
	const lines = source.split("\n").map((line) => line.trimEnd());
	return lines
		.filter((line) => line !== "" && !/^\s*#/.test(line))
		.join("\n")
		.trim();
}

export interface Context {
	readonly uploads: readonly Upload[];
	readonly source: string;
	readonly timeoutMs: number;
}

/** What the look at the variables found, or else what the message means. */
export function causeOf(run: Run, context: Context): string {
	const told = run.error?.cause ?? "";
	const own = run.outcome === "failed" && told !== "" ? told : sentenceOf(run, context);
	// The files' profiles may know a near column if the variables did not.
	if (own === told && /^There is no column (?!.* in ).*[^;]\.$/.test(told) && !told.includes("the closest")) {
		const sentence = sentenceOf(run, context);
		return sentence.includes("the closest") ? sentence : told;
	}
	const [first = ""] = run.error?.facts ?? [];
	return own === told || first === ""
		? own
		: `${own}${/[.!?]$/.test(own) ? "" : "."} ${clip(first, { chars: 200, head: 1 })}`;
}

function sentenceOf(run: Run, { uploads, timeoutMs, source }: Context): string {
	if (run.outcome === "timed_out") {
		const code = failingLine(run, source);
		const where =
			code === undefined
				? ""
				: ` It stopped at line ${run.error?.line} of the code: ${clip(code, { chars: 100, head: 1 })}`;
		return `It did not finish within ${Math.round(timeoutMs / 1000)} seconds.${where}`;
	}
	const { name = "Error", message = "" } = run.error ?? {};
	if (run.outcome === "out_of_memory") {
		const limit = /limit (?:of|is) ([\d.]+ [GM]B)/.exec(message)?.[1];
		return limit === undefined
			? "It needed more memory than this thread may use."
			: `It needed more than ${limit} of memory, the most that this thread may use.`;
	}
	const quoted = /['"]([^'"]+)['"]/.exec(message)?.[1] ?? "";
	switch (name) {
		case "KeyError":
			return missingColumn((quoted || message).replace(/^Column not found: /, ""), uploads);
		case "FileNotFoundError": {
			const near = closest(
				quoted,
				uploads.map((upload) => ({ name: upload.as, type: "file" })),
			);
			return `There is no file ${quoted}${near === undefined ? "" : `; the closest is ${near}`}.`;
		}
		case "ModuleNotFoundError":
			return `The package ${quoted} is not installed here, and nothing can be installed.`;
		case "SyntaxError":
		case "IndentationError":
			return `The code is not valid Python: ${message.split("(")[0]?.trim() ?? message}.`;
		case "ValueError": {
			const odd = /(time data|Unknown datetime string|to float).*?(["'])(.*?)\2/.exec(message);
			if (odd === null) break;
			return `Some values are no ${odd[1] === "to float" ? "plain numbers" : "dates"}, for example ${odd[3]}.`;
		}
		case "NameError":
			return `The name ${quoted} is used before it is defined.`;
		case "UnicodeDecodeError":
			return "The file is not in the encoding that the code expects.";
		case "ZeroDivisionError":
			return "It divided by zero.";
		case "MemoryError":
			return `It needed more memory than this thread may use: ${messageOf(run, 150)}`;
	}
	const wanted = /Missing column provided to [^:]*: '([^']+)'/.exec(message)?.[1];
	const unknown = /not (?:in|found in) (?:index|axis|columns?)|Usecols do not match/i.test(message);
	if (wanted !== undefined || (unknown && quoted !== "")) return missingColumn(wanted ?? quoted, uploads);
	const line = messageOf(run, 250).split("\n")[0] ?? "";
	return `${name}${line === "" ? "" : `: ${clip(line, { chars: 200, head: 1 })}`}`;
}

/** With the file that lacks it, if that is certain. A name that a file has is never the closest to itself. */
function missingColumn(name: string, uploads: readonly Upload[]): string {
	const tables = uploads.flatMap(({ as, state }) =>
		state.kind === "stored" && state.profile.columns !== undefined ? [{ as, columns: state.profile.columns }] : [],
	);
	const [lacking, having] = [false, true].map((has) =>
		tables.filter(({ columns }) => columns.some((column) => column.name === name) === has),
	);
	const [only, ...others] = lacking ?? [];
	const [owner] = having ?? [];
	if (owner !== undefined && only === undefined)
		return `There is no column ${name} at that point, though ${owner.as} has one: a step before left it out or renamed it.`;
	const isKnown = owner !== undefined && only !== undefined && others.length === 0;
	const near = closest(name, isKnown ? only.columns : tables.flatMap(({ columns }) => columns));
	return `There is no column ${name}${isKnown ? ` in ${only.as}` : ""}${near === undefined ? "" : `; the closest is ${near}`}.`;
}

/** The code of the line that failed, if known. */
function failingLine(run: Run, source: string): string | undefined {
	const line = run.error?.line;
	return line === undefined ? undefined : (source.split("\n")[line - 1]?.trim() ?? "");
}

/** Without the advice that pandas adds, which leads small models astray. */
function messageOf({ error }: Run, chars: number): string {
	return clip(error?.message.split(" You might want to try")[0]?.trim() ?? "", { chars, head: 1 });
}
