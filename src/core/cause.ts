// Why a Run failed, in one plain sentence for people.

import { clip } from "./clip.ts";
import { closest } from "./closest.ts";
import type { Run, Upload } from "./domain.ts";

export interface Context {
	readonly uploads: readonly Upload[];
	readonly source: string;
	readonly timeoutMs: number;
}

/** What the look at the variables said, or else what the message means. */
export function causeOf(run: Run, context: Context): string {
	const told = run.error?.cause ?? "";
	const own = run.outcome === "failed" && told !== "" ? told : sentenceOf(run, context);
	// What the files' cards say helps where the variables held nothing near.
	if (own === told && /^There is no column .*[^;]\.$/.test(told) && !told.includes("the closest")) {
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
			code === undefined ? "" : ` It was in line ${run.error?.line}: ${clip(code, { chars: 100, head: 1 })}`;
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

function missingColumn(name: string, uploads: readonly Upload[]): string {
	const near = closest(name, columnsOf(uploads));
	return `There is no column ${name}${near === undefined ? "" : `; the closest is ${near}`}.`;
}

function columnsOf(uploads: readonly Upload[]) {
	return uploads.flatMap(({ state }) => (state.kind === "stored" ? (state.card.columns ?? []) : []));
}

/** The code of the line that failed, where it is known. */
export function failingLine(run: Run, source: string): string | undefined {
	const line = run.error?.line;
	return line === undefined ? undefined : (source.split("\n")[line - 1]?.trim() ?? "");
}

/** Without the advice that pandas adds, which leads small models astray. */
export function messageOf({ error }: Run, chars: number): string {
	return clip(error?.message.split(" You might want to try")[0]?.trim() ?? "", { chars, head: 1 });
}
