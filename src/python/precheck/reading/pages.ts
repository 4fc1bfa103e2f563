// HTML pages under the name of a workbook: no package here reads them, so the call becomes code that does, if the profile has run that very code.

import type { FileProfile } from "../../../core/domain.ts";
import { type Edit, shown } from "../edits.ts";
import type { Program } from "../program.ts";
import type { Read } from "../reads.ts";

const IMPORTS = "import re, io, html";
const OPTIONS = /^(, (skiprows=\d{1,6}|decimal=","|thousands="[,.]"))*\)$/;

/** As `image/profile/kinds/pages.py` writes it, up to the options of `read_csv`. */
function codeFor(name: string, encoding: string): string {
	const page = `open(${JSON.stringify(name)}, encoding="${encoding}").read()`;
	return String.raw`pd.read_csv(io.StringIO("\n".join("\t".join(" ".join(html.unescape(re.sub("<[^>]*>", " ", cell)).split()) for cell in re.findall(r"(?is)<t[dh]\b[^>]*>(.*?)(?=</?t[dhr]\b|</table|\Z)", row)) for row in re.split(r"(?i)<tr\b", ${page})[1:])), sep="\t"`;
}

/** The expression that makes the table; undefined if the profile says anything but what is known here. */
function expressionOf(name: string, { format, read }: FileProfile): string | undefined {
	const encoding = /, encoding="([a-z0-9-]{1,20})"\)\.read\(\)/.exec(read ?? "")?.[1];
	const head = `${IMPORTS}; df = `;
	if (format !== "html" || read === undefined || encoding === undefined || !read.startsWith(head)) return undefined;
	const made = read.slice(head.length);
	const known = codeFor(name, encoding);
	return made.startsWith(known) && OPTIONS.test(made.slice(known.length)) ? made : undefined;
}

/** `pd.read_excel("x.xls")` and `pd.read_html("x.xls")[0]`, without more in the call, read that table. */
export function asPage(program: Program, read: Read, name: string, profile: FileProfile): Edit[] | undefined {
	const { source } = program;
	const { call, reader, args, on } = read;
	const made = expressionOf(name, profile);
	const isPlain = args.every(
		({ keyword }, at) => (keyword === "" && at === 0) || /^(sheet_name|engine|flavor|encoding)$/.test(keyword),
	);
	if (/^from __future__/m.test(source)) return undefined;
	if (made === undefined || on !== "pd" || !isPlain || !/^read_(excel|html|csv|table)$/.test(reader)) return undefined;
	const first = /^\s*\[\s*0\s*\]/.exec(source.slice(call.to))?.[0] ?? "";
	if (reader === "read_html" ? first === "" : first !== "") return undefined;
	const said = `\`${shown(name)}\` is an HTML page, which no package here reads: its table is taken out of its text.`;
	return [
		{ from: 0, to: 0, text: `${IMPORTS}\n`, said: "" },
		{ from: call.from, to: call.to + first.length, text: made, said },
	];
}
