// What the bot says beside its Turns, as posts: words with their buttons, then files.

import type { Aside } from "../../core/domain.ts";
import { reveal } from "../markdown.ts";
import { shorten } from "../words.ts";
import { buttons, section, TEXT_CHARS } from "./blocks.ts";
import type { Draft } from "./draft.ts";
import { bold, escaped } from "./mrkdwn.ts";

export function asideDrafts({ title, lines, buttons: all, files }: Aside): readonly Draft[] {
	const text = [bold(escaped(title)), ...lines.map((line) => shorten(reveal(line), 500, escaped))].join("\n");
	const words: Draft = {
		slot: "aside",
		text: text.slice(0, TEXT_CHARS),
		blocks: [section(text.slice(0, 2900)), ...(all.length === 0 ? [] : [buttons(all)])],
		priority: "verdict",
	};
	if (files.length === 0) return [words];
	const names = files.map(({ name }) => name).join(", ");
	return [
		words,
		{
			slot: "aside files",
			text: escaped(names),
			blocks: [],
			files: files.map(({ name, text }) => ({ kind: "text", name, text })),
			priority: "verdict",
		},
	];
}
