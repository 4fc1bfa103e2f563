// Report of a Thread as one self-contained page: questions, answers, tables, charts, code with hashes, who approved it, what was read. Pure.

import type { Approved, Locale } from "../domain.ts";
import type { Texts } from "../locales.ts";
import type { Cell, Export, Input } from "./notebook.ts";
import { htmlOf, plainHtml } from "./page.ts";

/** Rows of a table and signs of an output that are shown. */
const MOST_ROWS = 100;
const MOST_SIGNS = 20_000;

/** Everything in it that people, programs or files said is text: there is no script in the page, and its policy allows none. */
export function report(all: Export, { texts, locale }: { readonly texts: Texts; readonly locale: Locale }): string {
	const said = texts.report;
	const body = [
		`<h1>${plainHtml(said.title)}</h1>`,
		`<p class="about">${plainHtml(said.made(moment(all.at), all.cells.length))}</p>`,
		inputs(all.inputs, said),
		...all.cells.map((cell, at) => section(cell, at + 1, said)),
		`<p class="about">${plainHtml(said.leftOut)}</p>`,
	];
	return `<!doctype html>
<html lang="${locale === "zh" ? "zh-Hans" : "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${plainHtml(said.title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body.filter((part) => part !== "").join("\n")}
</body>
</html>
`;
}

type Said = Texts["report"];

function inputs(files: readonly Input[], said: Said): string {
	if (files.length === 0) return `<p>${plainHtml(said.noFiles)}</p>`;
	const rows = files.map(({ name, size, sha256 = said.unknown }) => [name, size.toLocaleString("en-US"), sha256]);
	return `<h2>${plainHtml(said.files)}</h2>\n${table(said.fileColumns, rows, "files")}`;
}

function section(cell: Cell, number: number, said: Said): string {
	const { request, answer, output = "", images, tables, source, language, sha256, approved, at, made } = cell;
	const printed = output.trim();
	const isShown = printed === "" || answer?.includes(printed) === true;
	const facts: readonly (readonly [string, string])[] = [
		[said.ran, `${moment(at)} · ${language}`],
		[said.approval, approved === undefined ? said.unknown : approval(approved, said)],
		[said.hash, sha256],
		...(made.length === 0 ? [] : [[said.madeFiles, made.join(", ")] as const]),
	];
	const parts = [
		`<h2>${number}. ${plainHtml(request.trim() === "" ? said.noRequest : request.trim())}</h2>`,
		answer === undefined ? "" : `<div class="answer">${htmlOf(answer)}</div>`,
		...images.map(
			({ name, base64, type }) =>
				`<figure><img src="data:${type};base64,${base64}" alt="${plainHtml(name)}"><figcaption>${plainHtml(name)}</figcaption></figure>`,
		),
		...tables.map(({ name, rows }) => csvTable(name, rows, said)),
		isShown ? "" : `<h3>${plainHtml(said.output)}</h3>\n<pre>${plainHtml(cut(printed, said))}</pre>`,
		`<h3>${plainHtml(said.code)}</h3>\n<pre class="code">${plainHtml(source)}</pre>`,
		`<dl>${facts.map(([name, value]) => `<dt>${plainHtml(name)}</dt><dd>${plainHtml(value)}</dd>`).join("")}</dl>`,
	];
	return `<section>\n${parts.filter((part) => part !== "").join("\n")}\n</section>`;
}

function approval({ by, at, inAdvance }: Approved, said: Said): string {
	if (by === undefined) return `${said.byRules} · ${moment(at)}`;
	return `${inAdvance ? said.inAdvance(by.name) : by.name} · ${moment(at)}`;
}

function cut(text: string, said: Said): string {
	return text.length <= MOST_SIGNS ? text : `${text.slice(0, MOST_SIGNS)}\n${said.cut}`;
}

function csvTable(name: string, rows: readonly (readonly string[])[], said: Said): string {
	const [head = [], ...rest] = rows;
	const left = rest.length - MOST_ROWS;
	const more = left > 0 ? `<p class="about">${plainHtml(said.moreRows(left))}</p>` : "";
	return `<h3>${plainHtml(name)}</h3>\n${table(head, rest.slice(0, MOST_ROWS), "data")}${more}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[], kind: "files" | "data"): string {
	const isFigure = (at: number) => rows.every((row) => /^-?[\d.,]*%?$/.test(row[at] ?? ""));
	const classes = head.map((_, at) => (isFigure(at) ? ' class="figure"' : ""));
	const cells = (tag: "th" | "td", row: readonly string[]) =>
		`<tr>${row.map((cell, at) => `<${tag}${classes[at] ?? ""}>${plainHtml(cell)}</${tag}>`).join("")}</tr>`;
	const body = rows.map((row) => cells("td", row)).join("\n");
	return `<table class="${kind}"><thead>${cells("th", head)}</thead><tbody>\n${body}\n</tbody></table>`;
}

/** `2025-02-04 09:30 UTC`. */
function moment(at: string | number): string {
	return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
const STYLE = `
:root { color-scheme: light; }
body { font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1d1c1d; background: #fff; max-width: 52rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.7rem; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 0 0 .75rem; overflow-wrap: anywhere; white-space: pre-line; }
h3 { font-size: .95rem; margin: 1.25rem 0 .4rem; color: #555; overflow-wrap: anywhere; }
section { border-top: 1px solid #ddd; margin-top: 2rem; padding-top: 1.5rem; }
.about { color: #666; font-size: .9rem; }
.answer p { margin: .5rem 0; overflow-wrap: anywhere; white-space: pre-line; }
pre, code { font: .84rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
pre { background: #f6f6f7; border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; white-space: pre; tab-size: 4; }
code { background: #f6f6f7; border-radius: 4px; padding: .1em .3em; }
table { border-collapse: collapse; font-size: .9rem; display: block; overflow-x: auto; max-width: 100%; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #e5e5e5; vertical-align: top; }
th { border-bottom-color: #999; white-space: nowrap; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.files td:last-child, dd { font: .8rem/1.6 ui-monospace, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
figure { margin: 1rem 0; } img { max-width: 100%; height: auto; } figcaption { color: #666; font-size: .85rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; font-size: .9rem; margin: 1rem 0 0; } dt { color: #666; } dd { margin: 0; }
.hidden { background: #fde2e2; color: #a11; border-radius: 3px; padding: 0 .2em; font-size: .75em; }
@page { margin: 18mm 16mm; }
@media print {
	body { margin: 0; max-width: none; padding: 0; font-size: 10.5pt; }
	pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #ddd; background: none; }
	table { display: table; } thead { display: table-header-group; }
	tr, figure, dl { break-inside: avoid; } h1, h2, h3 { break-after: avoid; }
}
`;
