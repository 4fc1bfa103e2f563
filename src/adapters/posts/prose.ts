// Prose: Markdown without fences and tables in a platform's own markup; what is not Markdown is escaped.

export interface ProseStyle {
	escaped(text: string): string;
	bold(drawn: string): string;
	slanted(drawn: string): string;
	struck(drawn: string): string;
	/** `text` holds no backtick and no line break. */
	code(text: string): string;
	/** A link with its address in sight; undefined if it cannot be drawn. `label` may be "". */
	link(url: string, label: string): string | undefined;
}

/** Line by line; what is not Markdown is escaped. */
export function drawProse(markdown: string, style: ProseStyle): string {
	return markdown
		.split("\n")
		.map((text) => line(text, style))
		.join("\n");
}

/** Without one of these a line is plain text. */
const MARKUP = /[#*_~`>+[-]|http/;

function line(text: string, style: ProseStyle): string {
	if (text === "") return "";
	if (!MARKUP.test(text)) return style.escaped(text);
	const heading = /^\s{0,3}#{1,6}\s+(.*)$/s.exec(text.trimEnd());
	if (heading !== null) {
		const title = (heading[1] ?? "").replace(/(?<=\s)#+$/, "").trimEnd();
		return style.bold(inline(title.replaceAll("**", "").replaceAll("__", ""), style));
	}
	if (/^\s{0,3}([-*_])(\s*\1){2,}\s*$/.test(text)) return "──────";
	const quote = /^\s{0,3}>\s?(.*)$/s.exec(text);
	if (quote !== null) return `> ${inline(quote[1] ?? "", style)}`;
	const item = /^(\s*)[-*+]\s+(?:\[([ xX])\]\s+)?(.*)$/s.exec(text);
	if (item === null) return inline(text, style);
	const bullet = item[2] === undefined ? "•" : item[2] === " " ? "☐" : "☑";
	return `${item[1] ?? ""}${bullet} ${inline(item[3] ?? "", style)}`;
}

const SPAN =
	/(?<!`)(?<tick>`+)(?!`)(?<code>[^`]+)\k<tick>(?!`)|!?\[(?<label>[^\][]*)\]\((?<link>https?:\/\/[^\s()<>|]+)\)|(?<url>https?:\/\/[^\s<>|)\]]+)|\*\*(?<strong>[^*]+)\*\*|(?<![\w_])__(?<strong2>[^_]+)__(?![\w_])|~~(?<gone>[^~]+)~~|(?<![\w*])\*(?<slant>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])/g;

function inline(text: string, style: ProseStyle): string {
	let drawn = "";
	let end = 0;
	for (const match of text.matchAll(SPAN)) {
		drawn += style.escaped(text.slice(end, match.index)) + span(match[0], match.groups ?? {}, style);
		end = match.index + match[0].length;
	}
	return drawn + style.escaped(text.slice(end));
}

function span(whole: string, groups: Readonly<Record<string, string | undefined>>, style: ProseStyle): string {
	const { code, label, link, url, gone, slant } = groups;
	const strong = groups.strong ?? groups.strong2;
	if (code !== undefined) return style.code(code);
	if (link !== undefined) return style.link(link, label?.trim() === link ? "" : (label ?? "")) ?? style.escaped(whole);
	if (url !== undefined) return style.link(url, "") ?? style.escaped(whole);
	if (strong !== undefined) return style.bold(inline(strong, style));
	if (gone !== undefined) return style.struck(inline(gone, style));
	return style.slanted(inline(slant ?? "", style));
}
