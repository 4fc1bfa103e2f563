// Markup of Slack: Markdown translated, everything else escaped, so that no text of a model or program can ping or hide a link.

import { revealCode } from "../posts/code/hidden-characters.ts";
import { named } from "../posts/format.ts";
import type { Markup } from "../posts/markup.ts";
import { remembered } from "../posts/memo.ts";
import { drawProse, type ProseStyle } from "../posts/prose.ts";

/** Slack reads `<...>` as pings and links; with these three escaped it reads nothing. */
export function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Markup cut to `limit` characters, never inside an entity, a link or a moment. */
export function clipped(markup: string, limit: number): string {
	if (markup.length <= limit) return markup;
	const head = markup.slice(0, limit - 2);
	const open = head.lastIndexOf("<");
	const whole = open > head.lastIndexOf(">") ? head.slice(0, open) : head;
	return `${whole.replace(/&[a-z]{0,4}$|[\ud800-\udbff]$/, "").trimEnd()} …`;
}

/** A name of a person or file on one line, with nothing in it that formats. */
export function plain(name: string, limit = 80): string {
	return named(name, limit, (line) => escaped(line.replaceAll("*", "∗").replaceAll("`", "ˋ").replaceAll("~", "∼")));
}

/** In a monospace font, on one line, its blanks made visible. */
export function mono(text: string, limit = 300): string {
	const line = plain(revealCode(text.slice(0, 20 * limit)), limit);
	return line === "" ? "" : `\`${line}\``;
}

export function bold(text: string): string {
	return `*${text}*`;
}

const WIDE =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u2010-\u2026\u3000-\u303f\uff00-\uffef]/u;
const CODE_LINK_OR_BOLD = /`[^`\n]*`|<[^<>\n]*>|\*(?!\s)[^*\n]*[^*\s]\*/g;

/** Slack shows the mark of bold as it is beside a wide character, so a blank without width goes between them. */
export function apart(markup: string): string {
	const blank = (beside = "") => (WIDE.test(beside) ? "\u200b" : "");
	return markup.replace(CODE_LINK_OR_BOLD, (found, at: number) =>
		found.startsWith("*") ? `${blank(markup[at - 1])}${found}${blank(markup[at + found.length])}` : found,
	);
}

/** A moment in the reader's own time zone; `at` in milliseconds. */
function moment(at: number): string {
	const fallback = `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
	return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${fallback}>`;
}

const style: ProseStyle = {
	escaped,
	bold,
	slanted: (drawn) => `_${drawn}_`,
	struck: (drawn) => `~${drawn}~`,
	code: (text) => `\`${escaped(text)}\``,
	link,
};

/** Markdown prose (no fences, no tables) in Slack's markup. */
export const mrkdwn = remembered((markdown: string) => apart(drawProse(markdown, style)));

/** A link's address is always in sight: Slack shows the words of `<url|words>` alone, so only links that we make have words. */
function link(url: string, label: string): string | undefined {
	if (url.length > 1000 || label.length > 500) return undefined;
	const words = escaped(label).trim();
	return words === "" ? `<${escaped(url)}>` : `${words} (<${escaped(url)}>)`;
}

/** Small print is a block of its own. */
const small = (text: string) => text;

export const slackMarkup: Markup = { bold, escaped, plain, mono, moment, small, prose: mrkdwn };
