// Asides as posts: words with their buttons, then files.

import type { Aside } from "../../core/domain.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { shorten } from "../posts/format.ts";
import { draftFile } from "../posts/turn-view.ts";
import { buttons, section } from "./blocks.ts";
import type { Draft } from "./draft.ts";
import { held } from "./limits.ts";
import { bold, escaped, plain } from "./markup.ts";

/** For the lines, in a section of at most 3,000 characters that holds the title too. */
const ROOM = 2700;

/** Each within the limits of Slack. */
export function asideDrafts({ title, lines, buttons: all, links = [], files }: Aside): readonly Draft[] {
	const rows = shorten(lines.join("\n"), ROOM, (part) =>
		part
			.split("\n")
			.map((line) => plain(line, 600))
			.join("\n"),
	);
	const urls = links.map(({ url, label }) => (url === undefined ? plain(label, 200) : `<${url}|${plain(label, 200)}>`));
	const text = [bold(plain(title)), rows, ...urls].filter((part) => part !== "").join("\n");
	const words: Draft = {
		slot: "aside",
		text,
		blocks: [section(text), ...(all.length === 0 ? [] : [buttons(all)])],
		priority: "verdict",
	};
	if (files.length === 0) return [held(words)];
	// What they are is said with them, too: a chart is shared without the words above it.
	const named = `${title}: ${files.map(({ name }) => name).join(", ")}`;
	return [
		held(words),
		{
			slot: "aside files",
			text: shorten(reveal(named), 1000, escaped),
			blocks: [],
			files: files.map(draftFile),
			priority: "verdict",
		},
	];
}
