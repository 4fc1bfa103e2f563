// Edits of a program's text: each replaces one stretch of it, and all other bytes stay.

/** `[from, to)` in the source becomes `text`; `said` is the mend, a sentence for people, or "" if another edit says it already. */
export interface Edit {
	readonly from: number;
	readonly to: number;
	readonly text: string;
	readonly said: string;
}

/** What one check found in a program: edits that correct it, and faults that no edit corrects for certain. */
export interface CheckResult {
	readonly edits: readonly Edit[];
	readonly faults: readonly Fault[];
}

export interface Fault {
	/** Where in the source it stands. */
	readonly at: number;
	/** Without the line; begins with a small letter. */
	readonly what: string;
}

/** An edit that overlaps one before it is left out. */
export function apply(source: string, edits: readonly Edit[]): { source: string; mends: readonly string[] } {
	const sorted = [...edits].sort((a, b) => a.from - b.from || a.to - b.to);
	let done = "";
	let at = 0;
	const mends: string[] = [];
	for (const { from, to, text, said } of sorted) {
		if (from < at) continue;
		done += source.slice(at, from) + text;
		at = to;
		if (said !== "" && !mends.includes(said)) mends.push(said);
	}
	return { source: done + source.slice(at), mends };
}

/** A further argument at the end of a call. */
export function appended(
	source: string,
	{ from: start, to }: Pick<Edit, "from" | "to">,
	text: string,
	said: string,
): Edit[] {
	const end = to - 1;
	if (source[end] !== ")") return [];
	const before = source.slice(start, end).trimEnd();
	const from = start + before.length;
	const between = before.endsWith("(") ? "" : before.endsWith(",") ? " " : ", ";
	return [{ from, to: from, text: `${between}${text}`, said }];
}

/** Lines below the last one. */
export function below(source: string, lines: readonly string[], said: string): Edit {
	const text = `${source.endsWith("\n") ? "" : "\n"}${lines.join("\n")}\n`;
	return { from: source.length, to: source.length, text, said };
}

/** A name may come out of the Sandbox: whether nothing in it ends the text in double quotes that it is to stand in. */
export function isQuotable(name: string): boolean {
	return /^[^"\\\p{Cc}\p{Cf}\u2028\u2029]+$/u.test(name);
}

/** A name for people and the model: on one line, bounded, and without the backticks that stand around it. */
export function shown(name: string): string {
	const line = name.replaceAll(/[\s\p{Cc}]/gu, " ").replaceAll("`", "ˋ");
	return line.length > 60 ? `${Array.from(line).slice(0, 59).join("")}…` : line;
}

export function lineOf(source: string, at: number): number {
	return source.slice(0, at).split("\n").length;
}
