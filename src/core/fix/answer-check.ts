// Answer check: exit code 0 is not success; what a clean Run printed must be an answer.

import type { Attempt, Diagnosis, Run, Upload } from "../domain.ts";
import { clip } from "../text.ts";
import { fixed, formErrors, formLines, formOf } from "./answer-form.ts";
import { emptyColumns } from "./hints.ts";
import { spoiltIn } from "./spoilt-output.ts";

interface Program {
	readonly source: string;
	readonly uploads: readonly Upload[];
}

/** The named failure of a Run that ended well, or undefined if its output can be answered from. */
export function softFailure(run: Run, request: string, { source, uploads }: Program): Diagnosis | undefined {
	const output = run.output.trim();
	const made = run.changed.length + run.artifacts.length > 0;
	if (output === "" && !made)
		return soft("nothing printed", "It ended without an error, but it printed nothing and made no file.");
	const spoilt = spoiltIn(output);
	if (spoilt !== undefined) return soft(spoilt.signature, spoilt.cause, output);
	const given = uploads.map(({ as }) => as);
	const missing = askedFiles(request).filter((name) => !given.includes(name) && !run.changed.includes(name));
	if (missing.length > 0 && !made)
		return soft(
			`missing ${missing.join()}`,
			`It did not make the file that was asked for: ${missing.join(", ")}.`,
			output,
		);
	const form = formOf(request);
	if (form.length === 0 && !made && asksForChart(request))
		return soft("no chart", "It made no chart, though one was asked for.", output);
	const last = output.split("\n").at(-1)?.trim() ?? "";
	if (saysFailure(last))
		return soft(
			"error text",
			`It printed an error in place of an answer: ${clip(last, { chars: 160, head: 1 })}`,
			output,
		);
	const odd = [...formErrors(output, form), ...fixed(source, form)];
	if (odd.length > 0) {
		const found = soft(
			`form ${odd.length}`,
			`The answer is not in the form that was asked for: ${odd.join(" ")}`,
			output,
		);
		const why = odd.some((error) => / came out as nan/i.test(error)) ? emptyColumns(source, uploads) : [];
		return { ...found, text: [found.text, ...why, "The script must end with:", formLines(form)].join("\n") };
	}
	if (!made && isNothing(output)) {
		const found = soft("not a number", "The answer came out as NaN, infinite or empty.", output);
		return { ...found, text: [found.text, ...emptyColumns(source, uploads)].join("\n") };
	}
	return undefined;
}

/** Error text, or a sentence without a figure that excuses a missing answer. */
function saysFailure(line: string): boolean {
	const excuse =
		/\b(does not exist|doesn't exist|not found|no such|please check|unable to|could not be|cannot be)\b|不存在|找不到|未找到/i;
	return (
		/^(error|exception|failed|traceback)\b/i.test(line) ||
		(excuse.test(line) && !/\d/.test(line.replace(/(['"]).*?\1/g, "")))
	);
}

const CHART = "charts?|plots?|graphs?|histograms?|scatter ?plots?|heat ?maps?|box ?plots?";
const DRAWN = new RegExp(
	`\\b(?:plot|draw|make|create|show|generate|visuali[sz]e)\\b[^.?!\\n]{0,40}\\b(?:${CHART})\\b|^plot\\b`,
	"im",
);
const DRAWN_IN_CHINESE = /画.{0,12}图|(?:生成|绘制|做|出).{0,12}(?:图|图表)/;

function asksForChart(request: string): boolean {
	return DRAWN.test(request) || DRAWN_IN_CHINESE.test(request);
}

const FIGURES =
	/\b(how many|how much|totals?|sums?|averages?|means?|medians?|counts?|number of|percentages?|top \d+)\b|多少|几个|合计|总|统计|平均|中位数|占比|排名/i;

/** For the pre-check: a program without output, although the request asks for figures. */
export function printsNothing(source: string, request: string): readonly string[] {
	const last = source.trimEnd().split("\n").at(-1) ?? "";
	// A notebook shows the value of its last line.
	const shows = /\b(print|display|info)\s*\(/.test(source) || /^[\w.]+(\.(head|tail|describe)\(.*\))?$/.test(last);
	return shows || !FIGURES.test(request) ? [] : ["It prints nothing, though figures were asked for: print() them too."];
}

/** The best output of a program that ended well, by the answer form that was asked for; the earlier of equals. Else the last output. */
export function bestOutput(attempts: readonly Attempt[], request: string): string | undefined {
	const outputs = attempts.flatMap(({ run }) => (run === undefined || run.output.trim() === "" ? [] : [run]));
	const ended = outputs.filter(({ outcome }) => outcome === "ok").map(({ output }) => output.trim());
	const form = formOf(request);
	const worth = (output: string) =>
		-formErrors(output, form).length -
		(isNothing(output) ? 20 : 0) -
		(saysFailure(output.split("\n").at(-1) ?? "") ? 20 : 0);
	const best = ended.toSorted((a, b) => worth(b) - worth(a))[0];
	return best ?? outputs.at(-1)?.output.trim();
}

function soft(signature: string, cause: string, output = ""): Diagnosis {
	const printed = output === "" ? "" : `\nIt printed:\n${clip(output, { chars: 600, head: 0.3 })}`;
	return { signature: `soft|${signature}`, cause, text: `${cause}${printed}`, soft: true };
}

/** Every value that was printed is NaN, infinite, None or an empty table; beside an empty Series also 0. */
function isNothing(output: string): boolean {
	if (/^Empty DataFrame/m.test(output)) return true;
	const lines = output.split("\n");
	const others = lines.filter((line) => !/\bSeries\(\[\], /.test(line));
	const values = others.map((line) => line.replace(/^.*[:=]\s*/, "").trim());
	if (others.length < lines.length) return values.every((value) => !/[1-9]/.test(value));
	return values.every((value) => /^(nan|-?inf(inity)?|none|nat|\[\]|\{\}|<na>|)$/i.test(value));
}

/** Names of files that the request wants written, e.g. "save as clean.parquet", "保存为 结果.xlsx". */
export function askedFiles(request: string): string[] {
	const verb = /\b(?:save|write|export|store|output)\b|保存|存为|存成|导出|另存|写入/gi;
	const names: string[] = [];
	for (const match of request.matchAll(verb)) {
		const rest = request.slice(match.index + match[0].length, match.index + match[0].length + 60);
		const name = /([^\s"'`,;，。、“”]+?\.(?:csv|tsv|parquet|xlsx|json|png|jpe?g|svg|pdf|html|txt))(?![\w])/i.exec(
			rest,
		)?.[1];
		if (name !== undefined) names.push(name.replace(/^(?:为|成|到|at|as|to)/, ""));
	}
	return [...new Set(names)];
}
