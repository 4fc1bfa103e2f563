// Text in Slack's own markup: Markdown translated, everything else escaped, so that no text of a model or program can ping or link by itself.

import { reveal } from "../markdown.ts";
import type { Markup } from "../markup.ts";

/** Slack reads `<...>` as pings and links; with these three escaped it reads nothing. */
export function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A name of a person or file on one line, with nothing in it that formats. */
export function plain(name: string, limit = 80): string {
	const line = reveal(name).replace(/\s+/g, " ").replaceAll("*", "∗").replaceAll("`", "ˋ").replaceAll("~", "∼").trim();
	return escaped(line.length > limit ? `${Array.from(line).slice(0, limit).join("")}…` : line);
}

/** In a monospace font, on one line. */
export function mono(text: string, limit = 300): string {
	const line = plain(text, limit);
	return line === "" ? "" : `\`${line}\``;
}

export function bold(text: string): string {
	return `*${text}*`;
}

/** A moment in the reader's own time zone; `at` in milliseconds. */
export function moment(at: number): string {
	const fallback = `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
	return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} at {time}|${fallback}>`;
}

/** Markdown prose (no fences, no tables) in Slack's markup. */
export function mrkdwn(markdown: string): string {
	return markdown.split("\n").map(line).join("\n");
}

function line(text: string): string {
	const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*$/.exec(text);
	if (heading !== null) return bold(inline((heading[1] ?? "").replaceAll("**", "").replaceAll("__", "")));
	if (/^\s{0,3}([-*_])(\s*\1){2,}\s*$/.test(text)) return "──────";
	const quote = /^\s{0,3}>\s?(.*)$/.exec(text);
	if (quote !== null) return `> ${inline(quote[1] ?? "")}`;
	const item = /^(\s*)[-*+]\s+(?:\[([ xX])\]\s+)?(.*)$/.exec(text);
	if (item === null) return inline(text);
	const bullet = item[2] === undefined ? "•" : item[2] === " " ? "☐" : "☑";
	return `${item[1] ?? ""}${bullet} ${inline(item[3] ?? "")}`;
}

const SPAN =
	/(?<tick>`+)(?<code>[^`]+)\k<tick>|!?\[(?<label>[^\][]*)\]\((?<link>https?:\/\/[^\s()<>|]+)\)|(?<url>https?:\/\/[^\s<>|)\]]+)|\*\*(?<strong>[^*]+)\*\*|(?<![\w_])__(?<strong2>[^_]+)__(?![\w_])|~~(?<gone>[^~]+)~~|(?<![\w*])\*(?<slant>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])/g;

function inline(text: string): string {
	let drawn = "";
	let end = 0;
	for (const match of text.matchAll(SPAN)) {
		drawn += escaped(text.slice(end, match.index)) + span(match[0], match.groups ?? {});
		end = match.index + match[0].length;
	}
	return drawn + escaped(text.slice(end));
}

function span(whole: string, groups: Readonly<Record<string, string | undefined>>): string {
	const { code, label, link, url, gone, slant } = groups;
	const strong = groups.strong ?? groups.strong2;
	if (code !== undefined) return `\`${escaped(code)}\``;
	if (link !== undefined) return anchor(link, label ?? "") ?? escaped(whole);
	if (url !== undefined) return anchor(url, "") ?? escaped(whole);
	if (strong !== undefined) return bold(inline(strong));
	if (gone !== undefined) return `~${inline(gone)}~`;
	return `_${inline(slant ?? "")}_`;
}

function anchor(url: string, label: string): string | undefined {
	if (url.length > 1000 || label.length > 500) return undefined;
	const words = escaped(label).replaceAll("|", "¦").trim();
	return words === "" ? `<${escaped(url)}>` : `<${escaped(url)}|${words}>`;
}

export const slackMarkup: Markup = { bold, escaped, plain, mono, moment, prose: mrkdwn };
