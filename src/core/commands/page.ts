// Text as HTML that shows exactly that text, and an answer's Markdown with its few marks. Pure.

const ESCAPES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};
/** Signs that turn text around, or that nobody sees: they are written out. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** For content and for values of attributes in quotes. */
export function plainHtml(text: string): string {
	return text
		.replaceAll("\r\n", "\n")
		.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "")
		.replace(
			UNSEEN,
			(sign) => `\u2039U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}\u203a`,
		);
}

/** Fenced blocks, bold and code; every other mark stays as it was typed. */
export function htmlOf(markdown: string): string {
	return markdown
		.split(/^```.*$/m)
		.map((part, at) => (at % 2 === 1 ? `<pre>${plainHtml(part.replace(/^\n|\n$/g, ""))}</pre>` : paragraphs(part)))
		.join("\n");
}

function paragraphs(text: string): string {
	return text
		.split(/\n\s*\n/)
		.filter((part) => part.trim() !== "")
		.map(
			(part) =>
				`<p>${plainHtml(part.trim())
					.replace(/`([^`\n]+)`/g, "<code>$1</code>")
					.replace(/\*\*([^*\n]+)\*\*/g, "<strong>$1</strong>")}</p>`,
		)
		.join("\n");
}

/** RFC 4180; undefined if it is no such text. */
export function rowsOf(csv: string): readonly (readonly string[])[] | undefined {
	const rows: string[][] = [];
	let row: string[] = [];
	for (const [, quoted, plain = "", end = ""] of csv
		.replace(/^\ufeff/, "")
		.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy)) {
		row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
		if (end === ",") continue;
		if (row.length > 1 || row[0] !== "") rows.push(row);
		row = [];
	}
	const width = rows[0]?.length ?? 0;
	return width > 0 && rows.every(({ length }) => length === width) ? rows : undefined;
}
