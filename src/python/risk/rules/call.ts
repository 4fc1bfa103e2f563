// Calls as rules see them: which arguments are paths, and what each of them may be.

import type { Label } from "../../../core/domain.ts";
import { spanOf } from "../../tree.ts";
import { allTexts, inner, isHole, isPath, MADE, type Value } from "../notation.ts";
import type { Call, Reading } from "../values/reading.ts";
import { hits, isAddress, isOutside, mayLead } from "./paths.ts";

/** What rules know besides the call. */
export interface RuleContext {
	/** Names of files that are there. */
	readonly files: readonly string[];
	/** Whether the programs of the kernel mention `pathlib`, or PIL: if so, an unknown value may be an object of theirs. */
	readonly paths: boolean;
	readonly images: boolean;
	/** Whether they mention duckdb, polars. */
	readonly relations: boolean;
	readonly polars: boolean;
	/** Whether a database in memory may have a file attached. */
	readonly attaches: boolean;
}

export interface Ruling {
	readonly reading: Reading;
	readonly call: Call;
	readonly context: RuleContext;
	/** The callee's path, or the method's name. */
	readonly name: string;
}

export type Rule = (ruling: Ruling) => readonly Label[];

const words = (names: string) => names.trim().split(/\s+/);

/** Keywords that name no file. */
const ASIDE =
	/^(sep|delimiter|decimal|thousands|quotechar|comment|escapechar|\w*format|columns|index_label|na_\w+|label|title|name|names|orient|usecols|encoding|errors|sheet_name|engine|compression|mode|dtype|parse_dates|header|headers|fmt|newline|newlines|facecolor|edgecolor|bbox_inches|indent|default|separators|index_col|date_format|cls|comments|footer|worksheet|lineterminator|usetex|parser|float_format|justify|border|table_id|classes|tablefmt|how|bytes_read|description|desc)$/;
/** Keywords with which any function may read, run or start something else, with the values that are harmless. */
const LEADS: Readonly<Record<string, RegExp>> = {
	storage_options: /^None$/,
	credential_provider: /^None$/,
	allow_pickle: /^False$/,
	opener: /^None$/,
	backend: /^(None|["'](matplotlib|[Aa]gg|svg|pdf|ps)["'])$/,
	metaclass: /^$/,
	uri: /^False$/,
	factory: /^$/,
	plugin: /^$/,
	memory: /^None$/,
	usetex: /^False$/,
	url: /^None$/,
	preload: /^$/,
	filesystem: /^None$/,
	fromfile_prefix_chars: /^None$/,
};

export function leadsElsewhere({ call, reading }: Ruling): boolean {
	return call.args.some(({ keyword, node }) => {
		const plain = Object.hasOwn(LEADS, keyword) ? LEADS[keyword] : undefined;
		return plain !== undefined && !plain.test(spanOf(reading.program.source, node));
	});
}

export function positional({ call }: Ruling): readonly (readonly Value[])[] {
	return call.args.filter(({ keyword }) => keyword === "").map(({ node }) => call.valuesOf(node));
}

export function keyword({ call }: Ruling, name: string): readonly Value[] | undefined {
	const args = call.args.filter((one) => one.keyword === name);
	return args.length === 0 ? undefined : args.flatMap(({ node }) => call.valuesOf(node));
}

/** All that may be a path. */
export function given({ call }: Ruling): readonly (readonly Value[])[] {
	return call.args.filter(({ keyword }) => !ASIDE.test(keyword)).map(({ node }) => call.valuesOf(node));
}

const PLACE = words(
	"path_or_buf filepath_or_buffer path io fname filename file source where excel_writer sink target fp dst database pathname workbook buf file_or_filename",
);

/** The argument that is the path: the first one, or the second if a method is called on its class. */
export function pathArgument(ruling: Ruling): readonly Value[] | undefined {
	const named = PLACE.map((name) => keyword(ruling, name)).find((found) => found !== undefined);
	const plain = positional(ruling);
	const isSecond =
		isPath(ruling.name) &&
		/(DataFrame|Series|LazyFrame|Path|Figure)\.\w+$|^(pyarrow|joblib)\..*(write|dump)|^duckdb\.write_/.test(
			ruling.name,
		);
	return named ?? plain[isSecond ? 1 : 0];
}

/** Labels for where a path leads. */
export function reaches(values: readonly Value[]): readonly Label[] {
	const said = allTexts(values);
	return [
		...(said.some(isOutside) ? (["outside"] as const) : []),
		...(said.some(isAddress) ? (["network"] as const) : []),
	];
}

/** Not a known path: neither a text, nor a listed name, nor an open file. */
function isLost(values: readonly Value[]): boolean {
	const isUntold = (value: Value) => /^(\?.*|~made|~data|~path|~?[@#]\d+)$/.test(inner(value));
	return values.length === 0 || values.some(isUntold) || allTexts(values).some(isHole);
}

/** Labels for reading a path: `unparsed` unless it is known, listed or an open file. */
export function reads(values: readonly Value[]): readonly Label[] {
	const mayBeAnywhere = isLost(values) || allTexts(values).some((path) => path.includes(MADE) && mayLead(path));
	return [...reaches(values), ...(mayBeAnywhere ? (["unparsed"] as const) : [])];
}

/** Labels for writing to a path. */
export function writes(values: readonly Value[], { files }: RuleContext): readonly Label[] {
	const isListed = values.some((value) => /^~(listed|entry)$/.test(inner(value)));
	return [
		...reaches(values),
		...(isListed || allTexts(values).some((path) => hits(path, files)) ? (["overwrites"] as const) : []),
		...(isLost(values) ? (["unparsed"] as const) : []),
	];
}

/** Functions that call what they are given; a method's name may stand for it. */
export const caller: Rule = (ruling) => {
	const all = ruling.call.args.flatMap(({ node }) => ruling.call.valuesOf(node)).map(inner);
	return all.includes("?attr") ? ["unparsed"] : [];
};
