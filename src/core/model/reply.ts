// Parser of model replies: text -> Answer or Proposal. Pure, and the same however the stream was split.

import type { Language, Reply } from "../domain.ts";
import { openQuote } from "./python-strings.ts";
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

/** True once the first runnable block is closed; any text after it is dropped. */
export function isComplete(text: string): boolean {
	const block = firstRunnable(blocksOf(text));
	return block?.end !== undefined && block.sure && text[block.end - 1] === "\n";
}

/** The part of the model's text that the transcript keeps: up to the end of the first runnable block. */
export function kept(text: string): string {
	const block = firstRunnable(blocksOf(text));
	return block?.end === undefined ? text.trimEnd() : text.slice(0, block.end).trimEnd();
}

/** Never throws. `cut` says that the server ended the text at its token limit: an open block is then not a Proposal. */
export function parseReply(text: string, { cut = false }: { cut?: boolean } = {}): Reply {
	const said = withoutThinking(text);
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

function withoutThinking(text: string): string {
	return text.replace(/^\s*<think>[\s\S]*?<\/think>\s*/, "").replace(/\r\n/g, "\n");
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
