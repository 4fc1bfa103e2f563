// Sheets that calls read: which sheet of a workbook it is, its columns, and the arguments without which another one, or its title, would be read.

import type { FileProfile, SheetProfile } from "../../../core/domain.ts";
import { sheetsNamed } from "../../../core/fix/wishes/sheets.ts";
import { spanOf } from "../../tree.ts";
import { type CheckResult, type Edit, type Fault, isQuotable, shown } from "../edits.ts";
import { literalOf, type Program, requote } from "../program.ts";
import { addedTo, type Read, readsOf, wantsHeader } from "../reads.ts";

/** Names of columns may be made up in other ways. */
const RENAMES = /\.columns\s*=[^=]|\b(set_axis|names\s*=|ExcelFile|sheet_names|concat)\b/;
/** As many as a profile lists. */
const MOST_SHEETS = 20;
const LONGEST_NAME = 100;
/** As Excel has it. */
const LONGEST_SHEET = 31;

/** The sheet that the call reads; undefined if that is not known, or if it reads several. */
export function sheetOf(program: Program, read: Read, profile: FileProfile): SheetProfile | undefined {
	const sheets = sheetsOf(profile);
	const given = sheetArgument(read);
	if (given === undefined) {
		const name = addedSheet(program, read, profile);
		return name === undefined ? sheets[0] : sheets.find((sheet) => sheet.name === name);
	}
	const name = literalOf(program, given.node);
	if (name !== undefined) return sheets.find((sheet) => sheet.name === name);
	const at = spanOf(program.source, given.node);
	return /^\d{1,2}$/.test(at) ? sheets[Number(at)] : undefined;
}

/** Whether the call reads the sheet that the profile is of. */
export function readsMain(program: Program, read: Read, profile: FileProfile): boolean {
	return sheetOf(program, read, profile)?.name === (profile.sheets === undefined ? "" : (profile.sheet ?? ""));
}

/** An early profile tells of one sheet, without its name. */
function sheetsOf({ columns = [], skip, header, sheet, sheets }: FileProfile): readonly SheetProfile[] {
	const main = {
		columns: columns.map(({ name }) => name),
		...(skip === undefined ? {} : { skip }),
		...(header === undefined ? {} : { header }),
	};
	return sheets?.map((one) => (one.name === sheet ? { name: one.name, ...main } : one)) ?? [{ name: "", ...main }];
}

const sheetArgument = ({ args }: Read) =>
	args.find(({ keyword }) => keyword === "sheet_name") ?? args.filter(({ keyword }) => keyword === "")[1];

/** What the profile says and the call does not: of a book `sheet_name="Data"`, `skiprows=2`, of text what `addedTo` gives. */
export function addedBy(program: Program, read: Read, profile: FileProfile): readonly string[] {
	if (read.reader !== "read_excel") return [...addedTo(program, read, profile), ...inRead(program, read, profile)];
	if (profile.format !== "xlsx" || isOpen(program, read)) return [];
	const name = addedSheet(program, read, profile);
	const sheet = sheetOf(program, read, profile);
	const { skip = 0, header = 1, columns = [] } = sheet ?? {};
	const isTitled =
		Number.isSafeInteger(skip) &&
		skip > 0 &&
		header === 1 &&
		!read.args.some(({ keyword }) => /^(skiprows|header|names)$/.test(keyword)) &&
		wantsHeader(program, columns);
	return [...(name === undefined ? [] : [`sheet_name="${name}"`]), ...(isTitled ? [`skiprows=${skip}`] : [])];
}

/** Of text in columns with spaces between, or packed under another name: what the profile's own call says, and this one does not. */
function inRead(program: Program, read: Read, { format, read: told = "" }: FileProfile): readonly string[] {
	if (read.reader !== "read_csv" || !/^(csv|tsv|text)$/.test(format) || /^(pl|polars)$/.test(read.on)) return [];
	if (isOpen(program, read)) return [];
	const has = (name: RegExp) => read.args.some(({ keyword }) => name.test(keyword));
	const spaces = has(/^(sep|delimiter|delim_whitespace|engine|header|names)$/) ? null : /, (sep=r"\\s\+")/.exec(told);
	const packed = has(/^compression$/) ? null : /, (compression="(?:gzip|bz2|xz|zip)")/.exec(told);
	return [spaces, packed].flatMap((found) => found?.[1] ?? []);
}

function isOpen(program: Program, { call, args }: Read): boolean {
	return args.filter(({ keyword }) => keyword === "").length > 2 || spanOf(program.source, call).includes("**");
}

/** The sheet that the request names, or the only one that has the columns that the program uses, if the first has none of them. */
function addedSheet(program: Program, read: Read, profile: FileProfile): string | undefined {
	const [first, ...others] = sheetsOf(profile);
	if (first === undefined || sheetArgument(read) !== undefined || RENAMES.test(program.source)) return undefined;
	const same = readsOf(program).filter(({ path, reader }) => path === read.path && reader === read.reader);
	const [wanted, another] = namedSheets(program, profile);
	if (wanted !== undefined)
		return another === undefined && same.length === 1 && wanted !== first.name && isQuotable(wanted)
			? wanted
			: undefined;
	const used = program.nodes.flatMap((node) => literalOf(program, node) ?? []);
	const has = ({ columns }: SheetProfile) => used.some((text) => columns.includes(text));
	const [only, more] = others.filter(has);
	if (same.length !== 1 || has(first) || only === undefined || more !== undefined || (first.more ?? 0) > 0)
		return undefined;
	return only.name.length <= LONGEST_SHEET && isQuotable(only.name) ? only.name : undefined;
}

const namedSheets = ({ request = "" }: Program, { sheets = [] }: FileProfile) =>
	sheets.length < 2
		? []
		: sheetsNamed(
				request,
				sheets.map(({ name }) => name),
			);

/** Ways to read sheets that cannot be followed by their names. */
const ALL_SHEETS = /\bsheet_name\s*=\s*(None|\w*[A-Za-z_]\w*|\[)|\bExcelFile\b|\bsheet_names\b|\bopenpyxl\b/;

/** Sheets that the request names and the program does not read. */
export function checkNamedSheets(program: Program, read: Read, name: string, profile: FileProfile): CheckResult {
	const none: CheckResult = { edits: [], faults: [] };
	const said = program.source.replaceAll(/(["'])(?:(?!\1).)*\1/g, '""');
	if (read.reader !== "read_excel" || ALL_SHEETS.test(said) || addedSheet(program, read, profile) !== undefined)
		return none;
	const same = readsOf(program).filter(({ path, reader }) => path === read.path && reader === read.reader);
	const isRead = (sheet: string) =>
		program.nodes.some((node) => literalOf(program, node) === sheet) ||
		same.some((one) => sheetOf(program, one, profile)?.name === sheet);
	const left = namedSheets(program, profile).filter((sheet) => !isRead(sheet));
	if (left.length === 0) return none;
	const names = left.slice(0, 8).map((sheet) => `'${shown(sheet)}'`);
	const what = `the request names the sheet${left.length === 1 ? "" : "s"} ${names.join(", ")} of ${shown(name)}, which the program does not read`;
	return { edits: [], faults: [{ at: read.call.from, what }] };
}

/** A sheet that the workbook does not have: the one that is meant is read if it is certain. */
export function checkSheet(program: Program, read: Read, name: string, profile: FileProfile): CheckResult {
	const none: CheckResult = { edits: [], faults: [] };
	if (read.reader !== "read_excel" || profile.format !== "xlsx") return none;
	const sheets = (profile.sheets ?? []).map((sheet) => sheet.name);
	const given = sheetArgument(read);
	const wanted = literalOf(program, given?.node);
	if (given === undefined || wanted === undefined || sheets.length === 0 || sheets.includes(wanted)) return none;
	// There may be more than are listed.
	if (sheets.length >= MOST_SHEETS || sheets.some((sheet) => sheet.length >= LONGEST_NAME)) return none;
	const [only, more] = sheets.filter((sheet) => sheets.length === 1 || folded(sheet) === folded(wanted));
	const text = only === undefined || more !== undefined ? undefined : requote(program, given.node, only);
	if (text !== undefined) {
		const said =
			folded(only ?? "") === folded(wanted)
				? `\`${shown(wanted)}\` is called \`${shown(only ?? "")}\` in \`${shown(name)}\`.`
				: `There is no sheet \`${shown(wanted)}\`; \`${shown(only ?? "")}\` is the only one of \`${shown(name)}\`.`;
		const edit: Edit = { from: given.node.from, to: given.node.to, text, said };
		return { edits: [edit], faults: [] };
	}
	const all = sheets.slice(0, 8).map((sheet) => `'${shown(sheet)}'`);
	const what = `${shown(name)} has no sheet '${shown(wanted)}'; its sheets are ${all.join(", ")}`;
	const fault: Fault = { at: given.node.from, what };
	return { edits: [], faults: [fault] };
}

function folded(name: string): string {
	return name
		.normalize("NFKC")
		.toLowerCase()
		.replaceAll(/[\s_.-]/gu, "");
}
