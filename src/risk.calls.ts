// What a call does with what it is given: files it writes, paths and addresses it reaches, commands it starts, names it hides.

import type { Label, Risk } from "./core/domain.ts";
import { type Argument, argumentsOf, type Node, spanOf } from "./python.tree.ts";
import { bashRisks } from "./risk.bash.ts";
import { type Names, texts, UNKNOWN } from "./risk.names.ts";
import { LISTS_FILES, labelOfPath } from "./risk.tables.ts";

export interface Call {
	readonly source: string;
	/** A CallExpression, or a MemberExpression with `[...]`. */
	readonly node: Node;
	readonly names: Names;
	/** Names in `/workspace`. */
	readonly files: readonly string[];
}

type Found = Pick<Risk, "label" | "what">;

const WRITES =
	/^(to_(?!datetime|numeric|timedelta|dict|numpy|list|frame|period|timestamp|string|dummies|pandas|arrow)\w+|write_\w+|sink_\w+|save\w*|dump|imwrite|imsave|ExcelWriter)$/;
const COPIES = /^(shutil\.(copy|copy2|copyfile|copytree|move)|os\.(rename|renames|replace|link|symlink))$/;
const OPENS = /^(open|fdopen|ZipFile|TarFile|FileIO|NamedTemporaryFile|memmap|open_memmap)$/;
const TOUCHES =
	/^(open|Path|listdir|scandir|walk|fwalk|stat|lstat|chdir|i?glob|rglob|exists|isfile|isdir|access|readlink|symlink|link|mkdir|makedirs|remove|unlink|rmtree|rmdir|rename|copy\w*|move|read_\w+|scan_\w+|load\w*|fromfile|genfromtxt|imread|connect|ZipFile|TarFile|joinpath|is_file|is_dir|input|disk_usage|urlopen|urlretrieve|extract\w*|unpack_archive|create_engine)$/;
const OUTSIDE = /^(\/(?!(workspace|data|tmp)(\/|$))|~|file:|\.\.(\/|$))|\/\.\.(\/|$)/;
const ADDRESS = /^(https?|ftps?|s3|gs|gcs|abfss?|hdfs|sftp|ssh|ws|wss|postgres\w*|mysql|mongodb|redis)(\+\w+)?:\/\//i;
/** Keywords that name no file. */
const ASIDE =
	/^(sep|delimiter|decimal|thousands|quotechar|comment|escapechar|\w*format|columns|index_label|na_\w+|label|title|name|orient|usecols|encoding|sheet_name|engine|compression|mode|dtype|parse_dates)$/;
const HIDES =
	/\b(chr|fromhex|unhexlify|b64decode|b32decode|a85decode|b85decode|rot_?13|decode|maketrans)\s*\(|\[\s*::\s*-1\s*\]/;

/** Whether it writes a file, old or new. */
export function writes(call: Call): boolean {
	return writing(call) !== undefined;
}

export function deletes({ source, node, names }: Call): boolean {
	return calleesOf({ source, node, names }).some((path) => labelOfPath(path) === "deletes");
}

export function callRisks(call: Call): Found[] {
	const { source, node } = call;
	if (node.name === "MemberExpression") return subscript(call);
	const callees = calleesOf(call);
	const what = spanOf(source, node);
	const args = argumentsOf(source, node);
	return [
		...overwrites(call, what),
		...reaches(call, { callees, args, what }),
		...hidden(call, { callees, args, what }),
		...commands(call, { callees, args }),
		...queries(call, { callees, args, what }),
	];
}

function calleesOf({ source, node, names }: Pick<Call, "source" | "node" | "names">): readonly string[] {
	return node.firstChild === null
		? []
		: names.valuesOf(source, node.firstChild).filter((path) => !path.startsWith('"'));
}

function lastOf(path: string): string {
	return path.slice(path.lastIndexOf(".") + 1);
}

/** `globals()["os"]`, `vars(os)["remove"]`: a name looked up as data. */
function subscript({ source, node, names }: Call): Found[] {
	const base = node.firstChild;
	if (base === null || base.nextSibling?.name !== "[") return [];
	const holds = names
		.valuesOf(source, base)
		.some((value) => /^(vars\(.*\)|globals\(\)|locals\(\)|__builtins__)$/.test(value));
	return holds ? [{ label: "unparsed", what: spanOf(source, node) }] : [];
}

/** The values of the file that is written: of one argument, or of the thing whose method it is. */
function writing(call: Call): readonly string[] | undefined {
	const { source, node, names } = call;
	const args = argumentsOf(source, node);
	const of = (arg: Argument | undefined) => (arg === undefined ? [] : names.valuesOf(source, arg.node));
	const receiver = node.firstChild?.firstChild;
	for (const callee of calleesOf(call)) {
		const last = lastOf(callee);
		if (COPIES.test(callee)) return of(args.find(({ keyword }) => keyword === "dst") ?? args[1]);
		if (OPENS.test(last)) {
			const isMethod = callee.endsWith(".open") && !/^(gzip|bz2|lzma|codecs|os)\./.test(callee);
			const mode = args.find(({ keyword }) => keyword === "mode") ?? args[isMethod ? 0 : 1];
			const modes = texts(of(mode));
			const reads = mode === undefined || (modes.length > 0 && modes.every((one) => !/[wax+\0]/.test(one)));
			if (reads) continue;
			return isMethod && receiver != null ? names.valuesOf(source, receiver) : of(args[0]);
		}
		if (!WRITES.test(last)) continue;
		const isPath = /^write_(text|bytes)$/.test(last) && receiver != null;
		return isPath ? names.valuesOf(source, receiver) : args.filter(({ keyword }) => !ASIDE.test(keyword)).flatMap(of);
	}
	return undefined;
}

function overwrites(call: Call, what: string): Found[] {
	const target = writing(call);
	if (target === undefined) return [];
	const known = texts(target).some((text) => call.files.includes(text.replace(/^(\.\/|\/workspace\/)+/, "")));
	const listed = target.some((value) => LISTS_FILES.test(value) && value.endsWith("[]"));
	return known || listed ? [{ label: "overwrites", what }] : [];
}

interface Given {
	readonly callees: readonly string[];
	readonly args: readonly Argument[];
	readonly what: string;
}

/** Paths outside the workspace and addresses, where a call would open them. */
function reaches({ source, names }: Call, { callees, args, what }: Given): Found[] {
	const touching = callees.filter(
		(path) => TOUCHES.test(lastOf(path)) || WRITES.test(lastOf(path)) || path === "os.path.join",
	);
	if (touching.length === 0) return [];
	const given = args
		.filter(({ keyword }) => !ASIDE.test(keyword))
		.flatMap(({ node: arg }) => texts(names.valuesOf(source, arg)))
		.filter((text) => text !== "/" || touching.some((path) => !/^(to|read|write|scan)_/.test(lastOf(path))));
	const labels: Label[] = [];
	if (given.some((text) => OUTSIDE.test(text))) labels.push("outside");
	if (given.some((text) => ADDRESS.test(text))) labels.push("network");
	return labels.map((label) => ({ label, what }));
}

/** Names and paths that are put together so that they cannot be read. */
function hidden({ source, names }: Call, { callees, args, what }: Given): Found[] {
	const looks = callees.some((path) => /^(getattr|setattr|operator\.(attrgetter|methodcaller))$/.test(path));
	const name = callees.includes("getattr") || callees.includes("setattr") ? args[1] : args[0];
	if (looks && name !== undefined) {
		const found = texts(names.valuesOf(source, name.node));
		if (found.length === 0 || found.some((text) => text.includes(UNKNOWN) || text.startsWith("__")))
			return [{ label: "unparsed", what }];
	}
	// numpy and torch run what is in such a file.
	const unpickles = args.some((arg) => arg.keyword === "allow_pickle" && spanOf(source, arg.node) !== "False");
	if (unpickles) return [{ label: "unparsed", what }];
	const touching = callees.some((path) => TOUCHES.test(lastOf(path)));
	if (touching && args.some(({ node }) => HIDES.test(spanOf(source, node)) && !opaque(node)))
		return [{ label: "unparsed", what }];
	return [];
}

/** Inside another call that reads or opens something, it is that one's content and no path. */
function opaque(node: Node): boolean {
	return node.name === "LambdaExpression";
}

/** What the commands of a started program say. */
function commands({ source, names, files }: Call, { callees, args }: Pick<Given, "callees" | "args">): Found[] {
	if (!callees.some((path) => labelOfPath(path) === "subprocess")) return [];
	const command = args.flatMap(({ node }) => texts(names.valuesOf(source, node))).join(" ");
	return bashRisks(command, files).filter(({ label }) => label !== "subprocess" && label !== "unparsed");
}

/** SQL and query strings that reach files, addresses or names. */
function queries({ source, names, files }: Call, { callees, args, what }: Given): Found[] {
	const last = callees.map(lastOf);
	const said = args.flatMap(({ node }) => texts(names.valuesOf(source, node))).join("\n");
	if (last.some((name) => name === "query" || name === "eval")) {
		const isUnread = last.includes("eval") && said === "";
		if (isUnread || /@\s*\w+\s*[.(]|__/.test(said)) return [{ label: "unparsed", what }];
	}
	if (!last.some((name) => /^(sql|execute|executemany|executescript|query|read_sql\w*|from_query)$/.test(name)))
		return [];
	const quoted = [...said.matchAll(/'([^'\n]+)'/g)].map(([, text = ""]) => text);
	const copied = [...said.matchAll(/\bCOPY\b[\s\S]*?\bTO\s+'([^']+)'/gi)].map(([, text = ""]) => text);
	const found: Found[] = [];
	if (copied.some((name) => files.includes(name))) found.push({ label: "overwrites", what });
	if (quoted.some((text) => OUTSIDE.test(text))) found.push({ label: "outside", what });
	if (quoted.some((text) => ADDRESS.test(text))) found.push({ label: "network", what });
	if (/\bINSTALL\s+\w+/i.test(said)) found.push({ label: "install", what });
	return found;
}
