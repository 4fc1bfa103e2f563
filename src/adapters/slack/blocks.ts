// Blocks of Block Kit within its documented limits: each function gives blocks that Slack takes, whatever the text.

import type { types } from "@slack/bolt";
import type { Choice } from "../../core/domain.ts";
import type { Table } from "../../core/fix/words/tables.ts";
import { type Button, FEEDBACK } from "../posts/buttons.ts";
import { reveal, revealCode } from "../posts/code/hidden-characters.ts";
import { cut, fitting, type Piece } from "../posts/markdown.ts";
import { apart, clipped, mrkdwn } from "./markup.ts";

export type Block = types.KnownBlock;

/** Slack refuses a message over about 13,200 characters of block text; this leaves room. */
export const MESSAGE_CHARS = 12_000;
export const MESSAGE_MOST = 12_800;
export const MESSAGE_BLOCKS = 50;
/** The `text` of a message, which notifications and screen readers use; chat.update refuses more than 4,000. */
export const TEXT_CHARS = 3900;
const SECTION_CHARS = 3000;
const LABEL_CHARS = 75;
/** Of each of the two lines of a fold. */
export const FOLD_CHARS = 150;

/** `text` is Slack markup. */
export function section(text: string): Block {
	return { type: "section", text: marked(text) };
}

/** Small print; `text` is Slack markup. */
export function context(text: string): Block {
	return { type: "context", elements: [marked(text)] };
}

function marked(text: string): types.MrkdwnElement {
	// `verbatim` keeps Slack from turning plain `@here` or `#channel` into pings and links.
	return { type: "mrkdwn", text: clipped(apart(text), SECTION_CHARS), verbatim: true };
}

/** A section or small print with at most `limit` characters; other blocks as they are. */
export function shortened(block: Block, limit: number): Block {
	const [element] = block.type === "context" ? block.elements : [];
	if (element?.type === "mrkdwn") return context(clipped(element.text, limit));
	return block.type === "section" ? section(clipped(block.text?.text ?? "", limit)) : block;
}

/** Text in a box where nothing is read as markup. Its elements joined are `text`, every character of it. */
export function box(text: string): Block {
	const elements = cut(text === "" ? " " : text, SECTION_CHARS).map((part) => ({ type: "text" as const, text: part }));
	return { type: "rich_text", elements: [{ type: "rich_text_preformatted", elements }] };
}

/** Closed until somebody opens it. `title` is plain text, `proof` Slack markup; of `inside` words in a row become one section, so that a fold's ten blocks hold every card. */
export function folded({
	title,
	proof,
	inside,
}: {
	readonly title: string;
	readonly proof: string;
	readonly inside: readonly Block[];
}): Block {
	return {
		type: "container",
		title: { type: "plain_text", text: title, emoji: false },
		subtitle: marked(proof),
		is_collapsible: true,
		default_collapsed: true,
		width: "full",
		child_blocks: packed(inside),
	};
}

type Inside = Extract<Block, { type: "container" }>["child_blocks"];

function packed(blocks: readonly Block[]): Inside {
	const held: Inside = [];
	let words: string[] = [];
	const flush = () => {
		if (words.length > 0) held.push({ type: "section", text: marked(words.join("\n")) });
		words = [];
	};
	for (const block of blocks) {
		const text = textOf(block);
		if (text !== undefined) {
			if ([...words, text].join("\n").length > SECTION_CHARS) flush();
			words.push(text);
		} else if (block.type === "rich_text") {
			flush();
			held.push(block);
		}
	}
	flush();
	return held;
}

/** Of a section or small print. */
function textOf(block: Block): string | undefined {
	if (block.type === "section") return block.text?.text;
	const [element] = block.type === "context" ? block.elements : [];
	return element !== undefined && "text" in element ? element.text : undefined;
}

/** No block if there are no buttons. */
export function buttonRow(all: readonly Button[]): readonly Block[] {
	const feedback = all.filter(isFeedback);
	const others = all.filter((button) => !isFeedback(button));
	return [...(others.length === 0 ? [] : [buttons(others)]), ...(feedback.length === 0 ? [] : [feedbackRow(feedback)])];
}

function isFeedback({ choice }: Button): boolean {
	return FEEDBACK.some((one) => one === choice);
}

/** One element for both; which of them is clicked stands in its value, before the token. */
function feedbackRow(all: readonly Button[]): Block {
	const button = (choice: Choice) => {
		const { label = "", token = "" } = all.find((one) => one.choice === choice) ?? {};
		return { text: { type: "plain_text", text: label } as const, value: `${choice} ${token}` };
	};
	const both = { positive_button: button("right"), negative_button: button("wrong") };
	return { type: "context_actions", elements: [{ type: "feedback_buttons", action_id: "feedback", ...both }] };
}

/** The same blocks for a workspace that does not take feedback in an element of its own: with ordinary buttons. */
export function ordinary(blocks: readonly Block[]): readonly Block[] {
	return blocks.map((block) => {
		const [element] = block.type === "context_actions" ? block.elements : [];
		if (element?.type !== "feedback_buttons") return block;
		const elements = [element.positive_button, element.negative_button].map(({ text, value }) => {
			const [choice = "", token = ""] = value.split(" ");
			return { type: "button" as const, action_id: choice, text, value: token };
		});
		return { ...(block.block_id === undefined ? {} : { block_id: block.block_id }), type: "actions", elements };
	});
}

export function buttons(all: readonly Button[]): Block {
	return {
		type: "actions",
		elements: all.map(({ choice, label, token, style }, at) => ({
			type: "button",
			// Slack refuses two alike in one block.
			action_id: all.findIndex((one) => one.choice === choice) === at ? choice : `${choice} ${at}`,
			text: { type: "plain_text", text: label.slice(0, LABEL_CHARS).toWellFormed(), emoji: false },
			value: token,
			...(style === undefined ? {} : { style }),
		})),
	};
}

/** One block per piece, of a kind that every workspace takes. */
export function draw(piece: Piece): Block {
	return piece.kind === "text" ? section(drawn(piece)) : box(drawn(piece));
}

/** The same, with tables as tables. */
export function drawRich(piece: Piece): Block {
	return piece.kind === "table" && isWhole(piece) ? dataTable(piece.table) : draw(piece);
}

type WholeTable = Extract<Piece, { kind: "table" }> & { readonly table: Table };

const TABLE = { rows: 100, columns: 20, chars: 9000, cell: 500, page: 25 };

/** Whether Slack takes it as a table: its cells are left as they are, or it stays text. */
function isWhole(piece: Extract<Piece, { kind: "table" }>): piece is WholeTable {
	const { table, layout } = piece;
	if (table === undefined || layout.length > TABLE.chars) return false;
	const all = [table.head, ...table.rows];
	return (
		table.rows.length > 0 &&
		table.rows.length <= TABLE.rows &&
		table.head.length <= TABLE.columns &&
		all.every((row) => row.length === table.head.length && row.every((cell) => cell.length <= TABLE.cell)) &&
		weigh(dataTable(table)) <= TABLE.chars
	);
}

/** No cell is empty: Slack refuses that. */
function dataTable({ head, rows, kinds }: Table): Block {
	const text = (cell: string) => ({ type: "raw_text" as const, text: cell.trim() === "" ? "–" : reveal(cell) });
	const cells = (row: readonly string[]) =>
		row.map((cell, at) => {
			const value =
				kinds[at] === "number" && /^-?[\d,]+(\.\d+)?$/.test(cell) ? Number(cell.replaceAll(",", "")) : Number.NaN;
			return Number.isFinite(value) ? { type: "raw_number" as const, value, text: cell } : text(cell);
		});
	return {
		type: "data_table",
		caption: `${rows.length} × ${head.length}`,
		page_size: Math.min(rows.length, TABLE.page),
		rows: [head.map(text), ...rows.map(cells)],
	};
}

function drawn(piece: Piece): string {
	switch (piece.kind) {
		case "text":
			return mrkdwn(reveal(piece.markdown));
		case "code":
			// Only output of a program has no language.
			return piece.language === "" ? reveal(piece.source) : revealCode(piece.source);
		case "table":
			return reveal(piece.layout);
	}
}

/** Pieces that each fit a block. */
export function drawable(all: readonly Piece[]): readonly Piece[] {
	const size = (piece: Piece) => drawn(piece).length;
	return all.flatMap((piece) => (isTable(piece) ? [piece] : fitting(piece, { limit: SECTION_CHARS, size })));
}

export function isTable(piece: Piece): boolean {
	return piece.kind === "table" && isWhole(piece);
}

/** Characters of all texts in the blocks, as Slack counts them towards a message's limit. */
export function weigh(blocks: unknown): number {
	if (Array.isArray(blocks)) return blocks.reduce((sum: number, one) => sum + weigh(one), 0);
	if (typeof blocks !== "object" || blocks === null) return 0;
	return Object.entries(blocks).reduce(
		(sum, [key, value]) => sum + (key === "text" && typeof value === "string" ? value.length : weigh(value)),
		0,
	);
}
