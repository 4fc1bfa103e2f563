// Block Kit within its documented limits: each function gives blocks that Slack takes, whatever text comes in.

import type { types } from "@slack/bolt";
import type { Button } from "../actions.ts";
import { cut, fitting, type Piece, pieces, reveal } from "../markdown.ts";
import { mrkdwn } from "./mrkdwn.ts";

export type Block = types.KnownBlock;

/** Slack refuses a message over about 13,200 characters of block text; this leaves room. */
export const MESSAGE_CHARS = 12_000;
export const MESSAGE_BLOCKS = 50;
/** The `text` of a message, which notifications and screen readers use; chat.update refuses more than 4,000. */
export const TEXT_CHARS = 3900;
const SECTION_CHARS = 3000;

/** `text` is Slack markup of at most 3,000 characters. */
export function section(text: string): Block {
	// `verbatim` keeps Slack from turning plain `@here` or `#channel` into pings and links.
	return { type: "section", text: { type: "mrkdwn", text, verbatim: true } };
}

/** Small print; `text` is Slack markup of at most 3,000 characters. */
export function context(text: string): Block {
	return { type: "context", elements: [{ type: "mrkdwn", text, verbatim: true }] };
}

/** Text in a box where nothing is read as markup. Its elements joined are `text`, every character of it. */
export function box(text: string): Block {
	const elements = cut(text === "" ? " " : text, SECTION_CHARS).map((part) => ({ type: "text" as const, text: part }));
	return { type: "rich_text", elements: [{ type: "rich_text_preformatted", elements }] };
}

/** No block where there are no buttons. */
export function buttonRow(all: readonly Button[]): readonly Block[] {
	return all.length === 0 ? [] : [buttons(all)];
}

export function buttons(all: readonly Button[]): Block {
	return {
		type: "actions",
		elements: all.map(({ choice, label, token, style }) => ({
			type: "button",
			action_id: choice,
			text: { type: "plain_text", text: label, emoji: false },
			value: token,
			...(style === undefined ? {} : { style }),
		})),
	};
}

/** One block a piece. */
export function draw(piece: Piece): Block {
	switch (piece.kind) {
		case "text":
			return section(mrkdwn(reveal(piece.markdown)));
		case "code":
			return box(reveal(piece.source));
		case "table":
			return box(reveal(piece.layout));
	}
}

/** Markdown as pieces of which each fits a block. */
export function drawable(markdown: string): readonly Piece[] {
	return pieces(markdown).flatMap((piece) =>
		fitting(piece, { limit: SECTION_CHARS, size: (one) => weigh([draw(one)]) }),
	);
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
