// A Run that gave no answer -> its Diagnosis: one line for people, facts for the model, a signature to see a loop that is stuck.

import { clip } from "./clip.ts";
import { closest } from "./closest.ts";
import type { Attempt, Diagnosis, Run, Upload } from "./domain.ts";

interface Context {
	readonly uploads: readonly Upload[];
	readonly source: string;
	readonly timeoutMs: number;
}

/** For `failed`, `timed_out` and `out_of_memory`; the text stays under about 350 tokens. */
export function diagnose(run: Run, context: Context): Diagnosis {
	const cause = causeOf(run, context);
	const line = run.error?.line;
	const at = line === undefined ? "" : `\nat line ${line}: ${context.source.split("\n")[line - 1]?.trim() ?? ""}`;
	const said = run.error === undefined ? "" : `${run.error.name}: ${clip(run.error.message, { chars: 250, head: 1 })}`;
	const changed =
		run.changed.length > 0 ? `\nFiles it changed before it failed: ${run.changed.slice(0, 10).join(", ")}` : "";
	const printed =
		run.output.trim() === "" ? "" : `\nPrinted before: ${clip(run.output.trim(), { chars: 300, head: 0.3 })}`;
	return {
		signature: signatureOf(run, context.source),
		cause,
		text: `${said}${at}\nFacts: ${[cause, ...factsOf(run, context)].join(" ")}${changed}${printed}`.trim(),
		soft: false,
	};
}

/** Exception class, message without its numbers and quoted parts, and the failing line. */
function signatureOf(run: Run, source: string): string {
	const { name = run.outcome, message = "", line = 0 } = run.error ?? {};
	const shape = message
		.replace(/'[^']*'|"[^"]*"/g, "''")
		.replace(/\d+/g, "0")
		.slice(0, 200);
	return `${name}|${shape}|${source.split("\n")[line - 1]?.trim() ?? ""}`;
}

function causeOf(run: Run, { uploads, timeoutMs }: Context): string {
	if (run.outcome === "timed_out") return `It did not finish within ${Math.round(timeoutMs / 1000)} seconds.`;
	if (run.outcome === "out_of_memory") return "It needed more memory than this thread may use.";
	const { name = "Error", message = "" } = run.error ?? {};
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
	}
	const unknown = /not (?:in|found in) (?:index|axis|columns?)|Usecols do not match/i.test(message);
	if (unknown && quoted !== "") return missingColumn(quoted, uploads);
	return `${name}${message === "" ? "" : `: ${clip(message.split("\n")[0] ?? "", { chars: 200, head: 1 })}`}`;
}

function missingColumn(name: string, uploads: readonly Upload[]): string {
	const near = closest(name, columnsOf(uploads));
	return `There is no column ${name}${near === undefined ? "" : `; the closest is ${near}`}.`;
}

function columnsOf(uploads: readonly Upload[]) {
	return uploads.flatMap(({ state }) => (state.kind === "stored" ? (state.card.columns ?? []) : []));
}

function factsOf(run: Run, { uploads }: Context): string[] {
	const facts = hintsOf(run.error?.message ?? "");
	const name = run.error?.name ?? "";
	if (/KeyError|ValueError|IndexError|AttributeError/.test(name)) {
		for (const { as, state } of uploads.slice(-2)) {
			const columns = state.kind === "stored" ? (state.card.columns ?? []) : [];
			if (columns.length > 0)
				facts.push(
					`Columns of ${as}: ${columns
						.slice(0, 40)
						.map((c) => c.name)
						.join(", ")}.`,
				);
		}
	}
	if (name === "ValueError" || name === "TypeError") {
		for (const { state } of uploads.slice(-2)) if (state.kind === "stored") facts.push(...state.card.notes.slice(0, 4));
	}
	if (name === "FileNotFoundError") facts.push(`Files: ${uploads.map((upload) => upload.as).join(", ") || "none"}.`);
	if (run.outcome === "out_of_memory")
		facts.push("Read fewer columns, read in chunks, or use duckdb or polars.scan_csv.");
	if (!run.variablesKept) facts.push("The kernel was restarted: variables are gone, files are kept.");
	if (run.outcome === "timed_out") facts.push("Use vectorised operations, or work on a sample.");
	return facts;
}

/** What mends the failures that small models cannot mend by themselves; the wording is what pandas and matplotlib say. */
const HINTS: readonly (readonly [RegExp, string])[] = [
	[
		/time data|Unknown datetime string|doesn't match format|day is out of range|month must be in/,
		"Use pd.to_datetime(column, errors='coerce'), then print how many rows became NaT and drop them.",
	],
	[
		/could not convert string to float: ['"].*[$€£¥%,]|dtype 'str'|unsupported operand type.*'str'|agg function failed.*dtype->(object|str)|no numeric data to plot/i,
		"Text that holds numbers: take away the marks first, pd.to_numeric(column.astype(str).str.replace(r'[^0-9.\\-]', '', regex=True)).",
	],
	[/'Period'/, "Turn periods into text with .astype(str) before plotting."],
	[/\.dt accessor/, "Convert the column with pd.to_datetime first."],
];

function hintsOf(message: string): string[] {
	return HINTS.flatMap(([pattern, hint]) => (pattern.test(message) ? [hint] : []));
}

/** Has the loop failed in this very way before? */
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

function bare(source: string): string {
	return source
		.replace(/^\s*#.*$/gm, "")
		.replace(/[ \t]+$/gm, "")
		.replace(/\n{2,}/g, "\n")
		.trim();
}
