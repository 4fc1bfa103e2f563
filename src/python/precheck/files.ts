// Files that a program reads: a path that names no file becomes that of the file that is meant, and a table is read as its profile says.

import type { KnownFile } from "../../core/ports.ts";
import { argumentsOf, type Node, textOf } from "../tree.ts";
import { type CheckResult, type Edit, type Fault, shown } from "./edits.ts";
import { calleeOf, literalOf, type Program, requote, within } from "./program.ts";
import { addedBy, checkNamedSheets, checkSheet, readsMain } from "./reading/books.ts";
import { curesFor } from "./reading/cures.ts";
import { checkReader } from "./reading/readers.ts";
import { asProfileSays, assigned, type Read, readsOf, readsText, totalsIn } from "./reads.ts";

/** Ways to make files or to change folders that cannot be followed. */
const UNSEEN =
	/\b(extract(all)?|unpack_archive|shutil|chdir|urlretrieve|subprocess|popen|os\.(system|rename|renames|replace|link|symlink)|mkstemp|NamedTemporaryFile|exec|sqlite3)\b|^[ \t]*[!%]/m;
const LOOKS = /\b(exists|isfile|is_file|access|listdir|i?glob|scandir|walk|argv|environ)\b/;
const WRITES = /^(to_\w+|write_\w+|sink_\w+|save\w*|dump|imwrite|imsave|ExcelWriter|open|COPY)$/;
const NO_FILE =
	/^to_(datetime|numeric|timedelta|dict|numpy|list|frame|period|timestamp|string|dummies|pandas|markdown)$/;
const HANDLES = /\b(FileNotFoundError|OSError|IOError|EnvironmentError|Exception)\b|\bexcept\s*:/;

interface FileContext {
	readonly program: Program;
	readonly earlier: readonly Program[];
	readonly files: readonly KnownFile[];
	readonly made: readonly string[];
}

/** The file that a path names, or that it certainly means. */
export function fileOf(context: FileContext, path: string): KnownFile | undefined {
	const own = plain(path);
	return context.files.find(({ name }) => name === own) ?? (isThere(context, path) ? undefined : meant(context, path));
}

export function checkFiles(context: FileContext): CheckResult {
	const { program } = context;
	const reads = readsOf(program);
	const edits: Edit[] = [];
	const faults: Fault[] = [];
	for (const read of reads) {
		const file = fileOf(context, read.path);
		if (file !== undefined && file.name !== plain(read.path)) {
			const text = requote(program, read.literal, file.name);
			if (text === undefined) continue;
			const said = `There is no file \`${shown(read.path)}\`; \`${shown(file.name)}\` is read instead.`;
			edits.push({ from: read.literal.from, to: read.literal.to, text, said });
		}
		const { name = "", profile } = file ?? {};
		if (profile !== undefined) {
			edits.push(...asProfileSays(program, read, name, profile, addedBy(program, read, profile)));
			for (const found of [checkReader, checkSheet, checkNamedSheets].map((check) =>
				check(program, read, name, profile),
			)) {
				edits.push(...found.edits);
				faults.push(...found.faults);
			}
			// What is known of columns and totals is of one sheet alone.
			if (read.reader === "read_excel" && !readsMain(program, read, profile)) continue;
			const totals = totalsIn(program, read, profile);
			const cures = curesFor(program, read, name, profile);
			edits.push(...cures.edits);
			if (totals !== undefined && !cures.leavesOut)
				faults.push({ at: read.literal.from, what: `in '${shown(name)}' ${totals}, or it is counted twice` });
		}
		if (file === undefined && isMissing(context, read))
			faults.push({ at: read.literal.from, what: missing(context, read.path) });
	}
	return {
		edits: edits.filter(
			({ from }, at) => edits.findIndex((other) => other.from === from && other.text === edits[at]?.text) === at,
		),
		faults,
	};
}

/** Why it cannot read a file that it reads: nothing here can. */
export function unreadIn(context: FileContext): string | undefined {
	for (const { path } of readsOf(context.program)) {
		const file = fileOf(context, path);
		if (file?.profile?.unread !== undefined) return `${shown(file.name)} is ${file.profile.unread}.`;
	}
	return undefined;
}

/** Whether it reads a file although nobody gave one and no program made one. */
export function lacksFile(context: FileContext): boolean {
	const { program, files, made } = context;
	if (files.length + made.length > 0 || LOOKS.test(program.source)) return false;
	return readsOf(program).some((read) => isLost(context, read));
}

function missing({ files }: FileContext, path: string): string {
	const names = files.slice(0, 8).map(({ name }) => `'${shown(name)}'`);
	return `there is no file '${shown(path)}'; ${names.length === 0 ? "no file was given" : `the files are ${names.join(", ")}`}`;
}

function isMissing(context: FileContext, read: Read): boolean {
	const { program, files } = context;
	return files.length > 0 && !LOOKS.test(program.source) && isLost(context, read);
}

function isLost(context: FileContext, { path, call }: Read): boolean {
	const { program } = context;
	if (isThere(context, path) || /^\/(?!workspace\/|mnt\/)|^~|:\/\//.test(path)) return false;
	return !(HANDLES.test(program.source) && within(call, ({ name }) => name === "TryStatement"));
}

/** By its name, in whatever folder, or else the one upload with that ending. */
function meant(context: FileContext, path: string): KnownFile | undefined {
	const { program, files } = context;
	const base = baseOf(path);
	if (/:\/\/|[*?{}\0\n]/.test(path) || base === "" || LOOKS.test(program.source)) return undefined;
	if (HANDLES.test(program.source) && readsOf(program).some((other) => isThere(context, other.path))) return undefined;
	const same = files.filter(({ name }) => baseOf(name) === base);
	const alike = files.filter(({ name }) => baseOf(name).toLowerCase() === base.toLowerCase());
	const named = same.length > 0 ? same : alike;
	if (named.length > 0) return named.length === 1 ? named[0] : undefined;
	if (/^\/(?!workspace\/|mnt\/|path\/|home\/|content\/|kaggle\/)/.test(path)) return undefined;
	const ending = endingOf(base);
	const uploads = files.filter(({ name }) => !name.startsWith("/") && endingOf(name) === ending);
	return ending !== "" && uploads.length === 1 && !hasTwoPaths(context, ending) ? uploads[0] : undefined;
}

/** The program reads two missing files with that ending: which of them is the upload is not certain. */
function hasTwoPaths(context: FileContext, ending: string): boolean {
	const paths = readsOf(context.program).map(({ path }) => path);
	return (
		new Set(paths.filter((path) => endingOf(baseOf(path)) === ending && !isThere(context, path)).map(plain)).size > 1
	);
}

/** Listed, made by a Run, or perhaps made by one of these programs. */
function isThere({ program, earlier, files, made }: FileContext, path: string): boolean {
	const own = plain(path);
	if (files.some(({ name }) => name === own) || made.some((name) => name === own || own.startsWith(`${name}/`)))
		return true;
	if (own.startsWith("/data/") && !files.some(({ name }) => name.startsWith("/data/"))) return true;
	return [program, ...earlier].some((one) => mayWrite(one, own));
}

/** Whether it may make this file: it names it in more than reads, or writes to a path that is not a literal. */
function mayWrite(program: Program, path: string): boolean {
	const { named, anything } = written.get(program) ?? findWritten(program);
	return anything || named.has(path);
}

interface Written {
	readonly named: ReadonlySet<string>;
	readonly anything: boolean;
}
const written = new WeakMap<Program, Written>();

function findWritten(program: Program): Written {
	const reading = new Set(readsOf(program).map(({ literal }) => literal.from));
	const named = new Set<string>();
	let anything = UNSEEN.test(program.source);
	for (const node of program.nodes) {
		const text = literalOf(program, node);
		if (text !== undefined && !reading.has(node.from) && !isSaid(program, node)) named.add(plain(text));
		const target = anything ? undefined : targetOf(program, node);
		if (target === undefined) continue;
		const path = literalOf(
			program,
			target.name === "VariableName" ? assigned(program, textOf(program.source, target)) : target,
		);
		if (path === undefined) anything = true;
		else named.add(plain(path));
	}
	const found = { named, anything };
	written.set(program, found);
	return found;
}

/** What a call writes to. */
function targetOf(program: Program, node: Node): Node | undefined {
	if (node.name !== "CallExpression") return undefined;
	const { on, name } = calleeOf(program, node);
	if (!WRITES.test(name) || NO_FILE.test(name)) return undefined;
	if (name === "open" && on === undefined && readsText(program, node)) return undefined;
	const args = argumentsOf(program.source, node);
	return args.find(({ keyword }) => keyword === "" || /^(path|fname|excel_writer)/.test(keyword))?.node;
}

/** Only shown to people. */
function isSaid(program: Program, node: Node): boolean {
	return within(
		node,
		(up) => up.name === "CallExpression" && /^(print|title|suptitle)$/.test(calleeOf(program, up).name),
	);
}

function plain(path: string): string {
	return path.replace(/^(\.\/)+/, "").replace(/^\/workspace\/(\.\/)*/, "");
}

function baseOf(path: string): string {
	return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

function endingOf(name: string): string {
	return /\.\w+$/.exec(name)?.[0].toLowerCase() ?? "";
}
