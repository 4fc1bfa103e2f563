// Asides as posts: words with their buttons, then files.

import type { Aside } from "../../core/domain.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { shorten } from "../posts/format.ts";
import { draftFile } from "../posts/turn-view.ts";
import type { Draft } from "./draft.ts";
import { bold, escaped, LIMIT } from "./markup.ts";

/** Each within the limits of Discord. */
export function asideDrafts({ title, lines, buttons, calls = [], links = [], files }: Aside): readonly Draft[] {
	const rows = lines.map((line) => shorten(reveal(line), 300, escaped));
	const urls = links.map(({ url, label }) => {
		const words = shorten(reveal(label), 200, escaped);
		return url === undefined ? words : `[${words}](<${url}>)`;
	});
	const named = calls.map((role) => `<@&${role}> `).join("");
	const texts = packed([`${named}${bold(escaped(title))}`, ...rows, ...urls]);
	const words = texts.map(
		(text, at): Draft => ({
			slot: at === 0 ? "aside" : `aside ${at + 1}`,
			text,
			buttons: at === 0 ? buttons : [],
			...(at === 0 && calls.length > 0 ? { calls } : {}),
			priority: "verdict",
		}),
	);
	if (files.length === 0) return words;
	// What they are is said with them, too: a chart is shared without the words above it.
	const titled = `${title}: ${files.map(({ name }) => name).join(", ")}`;
	return [
		...words,
		{
			slot: "aside files",
			text: shorten(reveal(titled), 1000, escaped),
			buttons: [],
			files: files.map(draftFile),
			priority: "verdict",
		},
	];
}

/** As few messages as take all lines. */
function packed(lines: readonly string[]): readonly string[] {
	const texts: string[] = [];
	for (const line of lines) {
		const last = texts.at(-1);
		const joined = last === undefined ? line : `${last}\n${line}`;
		if (last !== undefined && joined.length <= LIMIT) texts[texts.length - 1] = joined;
		else texts.push(line.slice(0, LIMIT));
	}
	return texts;
}
