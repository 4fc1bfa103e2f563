// Asides as posts: words with their buttons, then files.

import type { Aside } from "../../core/domain.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { shorten } from "../posts/format.ts";
import { draftFile } from "../posts/turn-view.ts";
import { buttons, section } from "./blocks.ts";
import type { Draft } from "./draft.ts";
import { held } from "./limits.ts";
import { bold, escaped, plain } from "./markup.ts";

/** For all lines; a message takes about 13,000 characters. */
const ROOM = 9000;
/** A section takes at most 3,000 characters. */
const SECTION_CHARS = 2900;

/** Each within the limits of Slack. */
export function asideDrafts({ title, lines, buttons: buttonsBelow, links = [], files }: Aside): readonly Draft[] {
	const rows = shorten(lines.join("\n"), ROOM, (part) =>
		part
			.split("\n")
			.map((line) => plain(line, 600))
			.join("\n"),
	);
	const urls = links.map(({ url, label }) => (url === undefined ? plain(label, 200) : `<${url}|${plain(label, 200)}>`));
	const all = [bold(plain(title)), ...rows.split("\n"), ...urls].filter((part) => part !== "");
	const text = all.join("\n");
	const words: Draft = {
		slot: "aside",
		text,
		blocks: [...packed(all).map(section), ...(buttonsBelow.length === 0 ? [] : [buttons(buttonsBelow)])],
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

/** As few texts as take all lines. */
function packed(lines: readonly string[]): readonly string[] {
	const texts: string[] = [];
	for (const line of lines) {
		const joined = texts.length === 0 ? line : `${texts.at(-1)}\n${line}`;
		if (texts.length === 0 || joined.length > SECTION_CHARS) texts.push(line);
		else texts[texts.length - 1] = joined;
	}
	return texts;
}
