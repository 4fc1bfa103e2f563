// Results of calls, as far as they matter: numbers, texts, paths, files, what containers hold, what functions of these programs return.

import { canonical } from "../known/aliases.ts";
import {
	allTexts,
	element,
	elementOf,
	HOLE,
	isDatabase,
	isOwn,
	isPath,
	MADE,
	text,
	texts,
	type Value,
} from "../notation.ts";
import { definitionOf } from "../scope.ts";
import { attributeOf } from "./attributes.ts";
import { joined, joinedPath } from "./concatenation.ts";
import type { Call, Reading } from "./reading.ts";

const words = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

/** Functions that give what they are given, element by element. */
const KEEPS =
	words(`list tuple set frozenset sorted reversed iter dict collections.deque collections.OrderedDict pandas.Series
	pandas.DataFrame pandas.Index pandas.concat numpy.array numpy.asarray numpy.concatenate numpy.append polars.Series polars.DataFrame
	copy.copy copy.deepcopy functools.partial functools.lru_cache functools.cache functools.cached_property
	functools.total_ordering contextlib.contextmanager contextlib.closing dataclasses.dataclass property staticmethod classmethod
	itertools.chain itertools.cycle itertools.islice itertools.repeat itertools.product itertools.combinations itertools.permutations
	itertools.zip_longest zip tqdm.tqdm tqdm.auto.tqdm numpy.vectorize types.SimpleNamespace collections.ChainMap max min
	filter itertools.takewhile itertools.dropwhile itertools.filterfalse random.choice random.sample random.choices numpy.unique
	numpy.random.choice heapq.nlargest heapq.nsmallest map itertools.starmap itertools.accumulate functools.reduce next enumerate
	numpy.sort io.TextIOWrapper pandas.unique statistics.mode collections.Counter abc.abstractmethod
	enum.unique dataclasses.replace`);
/** Whose result is one of what they are given, not a list of them. */
const PICKS = words("next max min random.choice numpy.random.choice statistics.mode functools.reduce");
/** Whose result is a list of lists of what they are given. */
const NESTS = words(
	"enumerate zip itertools.zip_longest itertools.product itertools.combinations itertools.permutations",
);
const NUMBERS =
	words(`len sum abs round int float bool pow divmod ord hash id isinstance issubclass callable hasattr any all math.sqrt
	math.floor math.ceil math.log math.exp math.pow numpy.mean numpy.median numpy.std numpy.var numpy.percentile numpy.quantile
	statistics.mean statistics.median statistics.stdev statistics.pstdev statistics.variance time.time time.perf_counter
	os.path.getsize os.path.exists os.path.isfile os.path.isdir os.cpu_count random.randint random.random random.uniform complex`);
const COUNTS =
	words(`mean median std var count nunique quantile sem skew kurt kurtosis prod corr cov __len__ bit_length toordinal
	total_seconds timestamp item startswith endswith isdigit isalpha find index rfind size`);
/** Methods of containers that give what they hold. */
const HOLDS = words("values get pop popleft popitem keys copy setdefault tolist to_list unique");
/** Functions of duckdb that give a connection or a relation. */
const RELATIONS =
	words(`sql query execute executemany table view values read_csv read_json read_parquet from_csv_auto from_parquet from_df
	from_arrow aggregate alias distinct filter limit order project cursor duplicate begin commit rollback checkpoint register unregister`);
/** Those that give an expression. */
const EXPRESSIONS =
	/^duckdb\.(\w+Expression|CoalesceOperator|\w+Value|col|lit|star|fn|sql_expr|when|coalesce|count_all|(first|last)_value|lag|lead|ntile|(dense_)?rank|row_number)$/;
const FETCHES = /^(fetch\w*|iter\w*|to_(?!view$)\w+|df|pl|arrow|torch|tf)$/;
const SAME_PATH = words("resolve absolute expanduser with_suffix with_name with_stem joinpath relative_to");

export function resultOf(reading: Reading, callee: Value, call: Call): readonly Value[] {
	if (isPath(callee)) return ofPath(reading, callee, call);
	const definition = definitionOf(reading.scope, callee);
	if (definition?.kind === "class") return callee.startsWith("#") ? [`~${callee}`] : ["?"];
	if (definition !== undefined) return [...(reading.scope.returned.get(definition.id) ?? [])];
	if (call.method !== undefined) return ofMethod(call.method.name, call.method.on, call);
	return callee.startsWith("?") ? ["?"] : ["~data"];
}

function ofPath(reading: Reading, path: string, call: Call): readonly Value[] {
	const given = call.args.map(({ node }) => call.valuesOf(node));
	const [first = [], second = []] = given;
	if (path === "getattr")
		return texts(second).flatMap((name) => first.flatMap((value) => attributeOf(reading, value, name)));
	if (path === "__import__" || path === "importlib.import_module")
		return texts(first).map((name) => canonical(path === "__import__" ? (name.split(".")[0] ?? name) : name));
	if (path === "vars") return first.map((value) => `vars(${value})`);
	if (path === "globals" || path === "locals") return ["globals()"];
	if (path === "pathlib.Path") return given.length === 0 ? ["~path:."] : joinedPath(given);
	if (path === "pathlib.Path.cwd") return ["~path:."];
	if (path.startsWith("pathlib.Path.")) return ["~path"];
	if (path === "os.path.join")
		return listedAmong(given)
			? ["~listed"]
			: joinedPath(given).map((value) => (value.startsWith("~path:") ? text(value.slice(6)) : "?"));
	if (path === "os.fspath" || path === "os.path.abspath" || path === "os.path.normpath" || path === "os.path.realpath")
		return first;
	if (path === "str") return first.length === 0 ? [text("")] : first.map(asText);
	if (path === "glob.glob" || path === "glob.iglob" || path === "os.listdir") return [element("~listed")];
	if (path === "os.walk" || path === "os.scandir")
		return [element("~entry"), element("~listed"), element(element("~listed"))];
	if (path === "open" || path.endsWith(".ExcelWriter")) return ["~file"];
	if (path === "zipfile.ZipFile") return ["~zip"];
	if (path === "sqlite3.connect" || path === "duckdb.connect") return connected(call);
	if (path.startsWith("duckdb.") && RELATIONS.has(path.slice("duckdb.".length))) return related(call);
	if (path === "collections.defaultdict")
		return first.flatMap((value) => (isPath(value) ? ["~data"] : resultOf(reading, value, call))).map(element);
	if (path.startsWith("PIL.Image")) return ["~image"];
	if (path === "chr" || path === "ascii" || path === "repr" || path === "format") return ["~made"];
	if (path === "re.sub" || path.startsWith("base64.") || path.startsWith("binascii.") || path.startsWith("zlib."))
		return ["~made"];
	// A class by another name: nothing may be set on it.
	if (path === "type") return ["?attr"];
	// What they return is called by other code, and its results are not followed.
	if (path === "operator.attrgetter" || path === "functools.wraps") return ["?"];
	if (path === "io.StringIO" || path === "io.BytesIO") return ["~file"];
	if (path === "os.getcwd") return [text(".")];
	if (path.startsWith("os.path.") && !NUMBERS.has(path))
		return listedAmong(given) ? [element("~listed"), "~listed"] : ["~made", element("~made")];
	if (NUMBERS.has(path)) return ["~number"];
	const isExpression = EXPRESSIONS.test(path) || (path.startsWith("polars.") && !/\.(read|scan)_/.test(path));
	if (!KEEPS.has(path)) return [isExpression ? "~expr" : "~data"];
	const kept = path === "map" || path === "itertools.starmap" ? called(reading, first, call) : given.flat();
	if (PICKS.has(path)) return kept.map((value) => (value.startsWith("[") ? elementOf(value) : value));
	if (NESTS.has(path)) return kept.map(element);
	if (kept.length > 0) return kept;
	// Its arguments may still get values.
	return given.length > 0 && reading.scope.declaring ? [] : ["~data"];
}

function connected(call: Call): readonly Value[] {
	const arg = ["database", ""].map((name) => call.args.find(({ keyword }) => keyword === name)).find(Boolean);
	if (arg === undefined) return [call.spread ? `~sql:${HOLE}` : "~sql"];
	return call.valuesOf(arg.node).map((value) => {
		const [said = /^~(listed|entry)$/.test(value) ? MADE : HOLE] = allTexts([value]);
		return /^(:memory:.*|:default:)?$/.test(said) ? "~sql" : `~sql:${said}`;
	});
}

function related(call: Call): readonly Value[] {
	const arg = call.args.find(({ keyword }) => keyword === "connection");
	if (arg === undefined) return [call.spread ? `~sql:${HOLE}` : "~sql"];
	return call.valuesOf(arg.node).map((value) => (isDatabase(value) ? value : `~sql:${HOLE}`));
}

function called(reading: Reading, functions: readonly Value[], call: Call): readonly Value[] {
	return functions.flatMap((value) => resultOf(reading, value, call)).map(element);
}

function listedAmong(given: readonly (readonly Value[])[]): boolean {
	return given.some((values) => values.some((value) => value === "~listed" || value === "~entry"));
}

function asText(value: Value): Value {
	if (value.startsWith("~path:")) return text(value.slice(6));
	if (value === "~entry") return "~listed";
	if (value === "~number") return text("0");
	if (isOwn(value)) return "~made";
	return value.startsWith('"') || value === "~made" || value === "~listed" ? value : text(HOLE);
}

function ofMethod(name: string, on: readonly Value[], call: Call): readonly Value[] {
	const given = call.args.map(({ node }) => call.valuesOf(node));
	return on.flatMap((value): readonly Value[] => {
		if (value.startsWith('"')) return ofText(name, value.slice(1), call);
		if (value.startsWith("[")) {
			if (name === "items") return [element(value)];
			if (name === "get" || name.startsWith("pop") || name === "setdefault")
				return [elementOf(value), ...(given[1] ?? [])];
			return HOLDS.has(name) ? [value] : ["~data"];
		}
		if (value === "~path" || value.startsWith("~path:") || value === "~entry") {
			if (/^(iterdir|glob|rglob)$/.test(name)) return [element("~entry")];
			if (name === "joinpath") return joinedPath([[value], ...given]);
			if (name === "as_posix") return [asText(value)];
			if (name === "resolve" || name === "absolute") return [value];
			return SAME_PATH.has(name) ? ["~path"] : ["~data"];
		}
		if (value === "~made") return name === "split" ? [element("~made")] : ["~made"];
		if (value === "~listed")
			return /^(replace|strip|split|rsplit|lower|upper|removesuffix)$/.test(name)
				? [element("~made"), "~made"]
				: ["~data"];
		if (value === "~zip" && name === "open") return ["~file"];
		if (value === "~expr" || value === "~image") return [value];
		if (isDatabase(value)) return [FETCHES.test(name) ? "~data" : value];
		if (COUNTS.has(name)) return ["~number"];
		if (value.startsWith("?") && name === "replace") return ["?"];
		return name === "decode" || name === "hex" ? ["~made"] : ["~data"];
	});
}

function ofText(name: string, said: string, call: Call): readonly Value[] {
	const given = call.args.map(({ node }) => call.valuesOf(node));
	if (name === "format") return [text(filled(said, call))];
	if (name === "join") return joinedList(said, call);
	if (/^(startswith|endswith|find|count|index|isdigit|isalpha|rfind)$/.test(name)) return ["~number"];
	if (/^r?split(lines)?$|^r?partition$/.test(name)) return [element("~made")];
	return given.length === 0 && name === "strip" ? [text(said.trim())] : ["~made"];
}

function filled(template: string, call: Call): string {
	let at = 0;
	return template.replaceAll(/\{([^{}:!]*)[^{}]*\}/g, (_all, field: string) => {
		const named = call.args.filter(({ keyword }) => keyword === field && field !== "");
		const args = named.length > 0 ? named : call.args.slice(/^\d+$/.test(field) ? Number(field) : at++).slice(0, 1);
		const choices = joined([args.flatMap(({ node }) => call.valuesOf(node))]);
		return choices.length === 1 ? (texts(choices)[0] ?? MADE) : MADE;
	});
}

/** `"".join([...])` of a list that is written out. */
function joinedList(glue: string, call: Call): readonly Value[] {
	const list = call.args[0]?.node;
	if (list === undefined || !/^(Array|Tuple)Expression$/.test(list.name)) return ["~made"];
	const pieces: (readonly Value[])[] = [];
	for (let part = list.firstChild; part !== null; part = part.nextSibling) {
		if (!/^[A-Z]/.test(part.name)) continue;
		if (pieces.length > 0) pieces.push([text(glue)]);
		pieces.push(call.valuesOf(part));
	}
	return joined(pieces);
}
