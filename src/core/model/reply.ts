// Parser of model replies: text -> Answer or Proposal. Pure, and the same however the stream was split.

import type { Language, Reply } from "../domain.ts";
import { openQuote } from "./python-strings.ts";
import { isThinkingAloud, thoughtEnd, thoughtStart } from "./thoughts.ts";
import { leakedCall } from "./tool-calls.ts";

interface Block {
	readonly label: string;
	readonly source: string;
	/** Offset just behind the closing fence's line, or undefined if the block is not closed. */
	readonly end: number | undefined;
	/** False if the end is a guess: the fence stands in a Python string that never closes. */
	readonly sure: boolean;
	readonly start: number;
}

const RUNNABLE: Readonly<Record<string, Language>> = {
	python: "python",
	python3: "python",
	py: "python",
	ipython: "python",
	bash: "bash",
	sh: "bash",
	shell: "bash",
	zsh: "bash",
};

/** True once the first runnable block is closed, so that any text after it is dropped, or has more than `mostLines` lines. Never while a thought is open. */
export function isComplete(text: string, mostLines = Number.POSITIVE_INFINITY): boolean {
	const look = lookAt(text);
	const { said, block, isDraft } = look;
	const isWhole = !isDraft && block !== undefined && isClosed(block) && said[(block.end ?? 0) - 1] === "\n";
	return isWhole || linesIn(look) > mostLines;
}

/** Lines of code so far in the first runnable block; 0 for none. */
export function codeLines(text: string): number {
	return linesIn(lookAt(text));
}

/** The code so far in the first runnable block; "" for none. */
export function codeSoFar(text: string): string {
	const { block, isDraft } = lookAt(text);
	return block === undefined || isDraft ? "" : block.source;
}

/** A line that has not come to its end may yet be the fence. */
function linesIn({ block, isDraft }: Look): number {
	if (block === undefined || isDraft || block.source.trim() === "") return 0;
	const lines = block.source.trimEnd().split("\n").length;
	return block.end === undefined && !block.source.endsWith("\n") ? Math.max(1, lines - 1) : lines;
}

/** The part of the model's text that the transcript keeps: from behind its thoughts up to the end of the first runnable block. */
export function kept(text: string): string {
	const { said, block } = lookAt(text);
	return block?.end === undefined ? said.trimEnd() : said.slice(0, block.end).trimEnd();
}

/** Whether all of the text is a thought. `cut` as of `parseReply`. */
export function isOnlyThought(text: string, { cut = false }: { cut?: boolean } = {}): boolean {
	return holdsNoReply(lookAt(text), cut);
}

function holdsNoReply({ said, thinks, block }: Look, cut: boolean): boolean {
	if (thinks !== "no") return said.trim() === "" || (thinks === "still" && block === undefined);
	return cut && (block === undefined || !isClosed(block)) && isThinkingAloud(said);
}

/** Never throws. `cut` says that the server ended the text at its token limit: an open block is then not a Proposal. */
export function parseReply(text: string, { cut = false }: { cut?: boolean } = {}): Reply {
	const look = lookAt(text);
	if (holdsNoReply(look, cut)) return { kind: "answer", text: "" };
	const said = look.said.replace(/\r\n/g, "\n");
	const call = leakedCall(said);
	if (call !== undefined) {
		const language = RUNNABLE[call.language.toLowerCase()];
		if (language !== undefined) return proposal(language, call.code, "");
	}
	const blocks = blocksOf(said);
	const block = firstRunnable(blocks) ?? blocks.find((b) => b.label === "" && looksLikePython(b.source));
	if (block !== undefined && !(cut && block.end === undefined)) {
		const inner = leakedCall(block.source);
		const language = RUNNABLE[(inner?.language ?? block.label).toLowerCase()] ?? "python";
		return proposal(language, inner?.code ?? block.source, said.slice(0, block.start));
	}
	if (block === undefined && !cut && /^(import|from) \w/.test(said.trimStart()) && looksLikePython(said)) {
		return proposal("python", said, "");
	}
	return { kind: "answer", text: said.trim() };
}

/** Whether the model thinks in a text: `still` where it has not come to an end. */
type Thinks = "no" | "done" | "still";

interface Look {
	/** What is no thought. */
	readonly said: string;
	readonly thinks: Thinks;
	readonly block: Block | undefined;
	/** The block may be part of a thought that no tag opened. */
	readonly isDraft: boolean;
}

function lookAt(text: string): Look {
	const end = thoughtEnd(text);
	const behind = end === 0 ? text : text.slice(end).trimStart();
	const start = thoughtStart(behind);
	const before = start === undefined ? [] : blocksOf(behind.slice(0, start));
	// A tag that stands in code is a part of it, and what follows complete code is dropped.
	const isOpen = start !== undefined && before.every((block) => isClosed(block));
	const said = isOpen ? behind.slice(0, start) : behind;
	const block = firstRunnable(isOpen ? before : blocksOf(said));
	const thinks = isOpen ? "still" : end > 0 ? "done" : "no";
	const isDraft = thinks === "no" && block !== undefined && isThinkingAloud(said.slice(0, block.start));
	return { said, thinks, block, isDraft };
}

function isClosed({ end, sure }: Block): boolean {
	return end !== undefined && sure;
}

function proposal(language: Language, source: string, before: string): Reply {
	const code = source.replace(/(\n|^)(execute){1,3}\s*$/, "$1").trimEnd();
	if (code.trim() === "") return { kind: "answer", text: before.trim() };
	return { kind: "proposal", language, source: `${code}\n`, why: reason(before) || firstComment(code) };
}

/** The sentence in front of the code, without headings and without a closing colon. */
function reason(before: string): string {
	const paragraph = before
		.replace(/^[`~]{3,}.*$/gm, "")
		.trim()
		.split(/\n\s*\n/)[0];
	const line = (paragraph ?? "")
		.replace(/^#+\s*/gm, "")
		.replace(/\s+/g, " ")
		.trim();
	return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** The comment that the script begins with. */
function firstComment(code: string): string {
	const lines = code.trimStart().split("\n");
	const end = lines.findIndex((line) => !/^#(?!!)/.test(line));
	return reason(
		lines
			.slice(0, end === -1 ? lines.length : end)
			.map((line) => line.replace(/^#+\s*/, ""))
			.join("\n"),
	);
}

function looksLikePython(source: string): boolean {
	return /^[ \t]*(import \w|from [\w.]+ import |print\(|[A-Za-z_]\w*(\[.*\])? ?= ?\S|for \w+ in |with \w|def \w)/m.test(
		source,
	);
}

function firstRunnable(blocks: readonly Block[]): Block | undefined {
	return blocks.find(
		(block) => RUNNABLE[block.label] !== undefined || (block.label === "json" && leakedCall(block.source)),
	);
}

interface Mark {
	readonly fence: string;
	/** The first word behind the fence. */
	readonly info: string;
	readonly label: string;
	readonly indent: number;
}

/** Reads the marks first and the rest after them: a single pattern would try every length of each, which takes quadratic time. */
function fenceIn(line: string): Mark | undefined {
	if (!line.includes("```") && !line.includes("~~~")) return undefined;
	const [all, indent = "", fence = ""] = /^(\s*)(`{3,}|~{3,})/.exec(line) ?? [];
	const rest = line.slice(all?.length ?? 0);
	if (all === undefined || rest.includes("`")) return undefined;
	const info = /^\s*(\S*)/.exec(rest)?.[1] ?? "";
	return { fence, info, label: /^\{?\.?([\w+-]*)/.exec(info)?.[1]?.toLowerCase() ?? "", indent: indent.length };
}

/**
 * Fenced blocks by the rules of CommonMark (length and kind of the fence count, a closing fence bears no label), with two
 * additions: a runnable label opens a block inside a block that is not runnable (code wrapped in a ```markdown fence), and a
 * fence inside a Python string closes nothing as long as a later fence does.
 */
function blocksOf(text: string): Block[] {
	const blocks: Block[] = [];
	let open:
		| {
				readonly fence: string;
				readonly label: string;
				readonly indent: number;
				readonly start: number;
				readonly body: number;
				/** The quote of a Python string that is open at the end of the last line. */
				quote: string | undefined;
				inString: number | undefined;
		  }
		| undefined;
	let at = 0;
	const close = (until: number, end: number | undefined, sure = true) => {
		if (open === undefined) return;
		const { label, indent, start, body } = open;
		blocks.push({ label, source: outdent(text.slice(body, until), indent), start, end, sure });
		open = undefined;
	};
	for (const line of text.split("\n")) {
		const next = Math.min(at + line.length + 1, text.length);
		const mark = fenceIn(line);
		const begun = (one: Mark) => ({ ...one, start: at, body: next, quote: undefined, inString: undefined });
		const runs = open === undefined ? undefined : RUNNABLE[open.label];
		const closes =
			mark !== undefined &&
			open !== undefined &&
			mark.info === "" &&
			mark.fence[0] === open.fence[0] &&
			mark.fence.length >= open.fence.length;
		if (mark !== undefined && open === undefined) open = begun(mark);
		else if (closes && open?.quote === undefined) close(at, next);
		else if (!closes && mark !== undefined && runs === undefined && RUNNABLE[mark.label] !== undefined) {
			close(at, undefined);
			open = begun(mark);
		} else if (open !== undefined) {
			if (closes) open.inString ??= at;
			if (runs === "python") open.quote = openQuote(line, open.quote);
		}
		at += line.length + 1;
	}
	if (open?.inString !== undefined) {
		const until = open.inString;
		const rest = text.indexOf("\n", until);
		close(until, rest === -1 ? text.length : rest + 1, false);
	}
	close(text.length, undefined);
	return blocks;
}

function outdent(source: string, indent: number): string {
	return indent === 0 ? source : source.replace(new RegExp(`^[ \\t]{1,${indent}}`, "gm"), "");
}
