// Markup of Discord: Markdown translated, everything else escaped, so that no text of a model or program can ping, format or hide anything.

import { reveal, revealCode } from "../posts/code/hidden-characters.ts";
import { named } from "../posts/format.ts";
import type { Piece } from "../posts/markdown.ts";
import type { Markup } from "../posts/markup.ts";
import { remembered } from "../posts/memo.ts";
import { drawProse, type ProseStyle } from "../posts/prose.ts";

/** Discord refuses a message with more characters. */
export const LIMIT = 2000;

/** With a backslash in front Discord reads none of these; `<` covers pings, channels, emoji and moments. Addresses stay whole. */
export function escaped(text: string): string {
	return text
		.split(/(https?:\/\/[A-Za-z0-9._~:/?#!$&+,;=%-]+)/)
		.map((part, at) => (at % 2 === 1 ? part : part.replace(/[\\*_~`|<>[\]#]/g, "\\$&")))
		.join("")
		.replace(/@(?=everyone|here)/g, "@\u200b")
		.replace(/^([ \t]*)([-+])(?=\s)/gm, "$1\\$2");
}

/** A name of a person or file on one line, with nothing in it that formats. */
function plain(name: string, limit = 80): string {
	return named(name, limit, escaped);
}

/** In a monospace font, on one line, its blanks made visible. */
export function mono(text: string, limit = 300): string {
	const line = named(revealCode(text.slice(0, 20 * limit)), limit, (one) => one.replaceAll("`", "ˋ"));
	return line === "" ? "" : `\`${line}\``;
}

export function bold(text: string): string {
	return `**${text}**`;
}

/** Small print. */
export function small(text: string): string {
	return text
		.split("\n")
		.map((line) => `-# ${line}`)
		.join("\n");
}

function moment(at: number): string {
	return `<t:${Math.floor(at / 1000)}:f>`;
}

/** A link's address is always in sight; in angle brackets it gets no preview. */
function link(url: string, label: string): string {
	const words = escaped(label).trim();
	return words === "" ? `<${url}>` : `${words} (<${url}>)`;
}

/** Addresses in angle brackets: Discord fetches and shows no preview of those. Code has none. */
export function withoutPreviews(markup: string): string {
	return markup.replace(/```[\s\S]*?```|`[^`\n]*`|<[^<>\n]*>|https?:\/\/[A-Za-z0-9._~:/?#!$&+,;=%-]+/gi, (found) =>
		/^http/i.test(found) ? `<${found}>` : found,
	);
}

const style: ProseStyle = {
	escaped,
	bold,
	slanted: (drawn) => `*${drawn}*`,
	struck: (drawn) => `~~${drawn}~~`,
	code: (text) => `\`${text}\``,
	link,
};

export const prose = remembered((markdown: string) => drawProse(markdown, style));

export const discordMarkup: Markup = { bold, escaped, plain, mono, moment, small, prose };

/** Whether text stands unchanged in a fence. */
export function fits(text: string, chars: number): boolean {
	return text.length <= chars && !text.includes("```");
}

/** Text in a fence, which nothing in it can close: three backticks in a row are replaced by look-alikes. */
export function fence(text: string, language = ""): string {
	const held = text.replace(/`{3,}/g, (ticks) => "ˋ".repeat(ticks.length));
	return `\`\`\`${language.replace(/[^\w+#.-]/g, "")}\n${held === "" ? " " : held}\n\`\`\``;
}

export function draw(piece: Piece): string {
	switch (piece.kind) {
		case "text":
			return prose(reveal(piece.markdown));
		case "code":
			// Only output of a program has no language.
			return fence(
				piece.language === "" ? reveal(piece.source) : revealCode(piece.source),
				piece.language.slice(0, 20),
			);
		case "table":
			return fence(reveal(piece.layout));
	}
}
