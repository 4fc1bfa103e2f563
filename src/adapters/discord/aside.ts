// Asides as posts: words with their buttons, then files.

import type { Aside } from "../../core/domain.ts";
import { shorten } from "../posts/format.ts";
import { reveal } from "../posts/hidden-characters.ts";
import type { Draft } from "./draft.ts";
import { bold, escaped, LIMIT } from "./markup.ts";

/** Each within the limits of Discord. */
export function asideDrafts({ title, lines, buttons, files }: Aside): readonly Draft[] {
	const rows = lines.map((line) => shorten(reveal(line), 300, escaped));
	const text = shorten([bold(escaped(title)), ...rows].join("\n"), LIMIT, (words) => words);
	const words: Draft = { slot: "aside", text, buttons, priority: "verdict" };
	if (files.length === 0) return [words];
	const names = shorten(files.map(({ name }) => name).join(", "), 1000, escaped);
	const attached = files.map(({ name, text }) => ({ kind: "text", name, text }) as const);
	return [words, { slot: "aside files", text: names, buttons: [], files: attached, priority: "verdict" }];
}
