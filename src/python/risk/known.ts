// Known names: the modules with their names and the attributes of values that are harmless. Everything that is missing in these tables gets a label.

import { ARTISTS } from "./known/artists.ts";
import { DRAWING } from "./known/drawing.ts";
import { FRAMES } from "./known/frames.ts";
import { METHODS } from "./known/methods.ts";
import { SCIENCE } from "./known/science.ts";
import { STDLIB } from "./known/stdlib.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const MODULES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
	[STDLIB, FRAMES, SCIENCE, DRAWING].flatMap((table) =>
		Object.entries(table).map(([name, names]) => [name, words(names)] as const),
	),
);
/** `xml` and `xml.etree`, too: they hold known modules. */
const HOLDERS: ReadonlySet<string> = new Set(
	[...MODULES.keys()].flatMap((name) => name.split(".").map((_part, at, parts) => parts.slice(0, at + 1).join("."))),
);
const BUILTINS = MODULES.get("builtins") ?? new Set<string>();
const UNKNOWN_BUILTINS = words(
	"eval exec compile __import__ __build_class__ __builtins__ __loader__ breakpoint help get_ipython",
);
const VALUES: ReadonlySet<string> = new Set([...words(METHODS), ...words(ARTISTS)]);

/** Attributes that are known, and whose calls have a rule of their own in `rules.ts`. */
export const RULED =
	words(`replace rename open extract extractall write write_text write_bytes writestr format format_map sql execute
	executemany executescript query eval apply map applymap pipe agg aggregate transform show to_csv to_excel to_feather to_html
	to_json to_latex to_markdown to_orc to_parquet to_pickle to_sql to_stata to_string to_xml write_avro write_csv write_excel
	write_ipc write_ipc_stream write_json write_ndjson write_parquet sink_csv sink_ipc sink_ndjson sink_parquet save savefig
	tofile dump map_batches map_elements map_groups map_columns map_rows rolling_map from_csv_auto from_parquet read_csv read_json
	read_parquet map_dataframe map_diag map_lower map_upper map_offdiag register send throw cast from_estimator from_predictions from_iterable then iteritems mad is_monotonic`);

/** Attributes that lead to the frames, code and classes behind a value, or with which objects of known modules do more than compute. */
export const POWERS =
	/^((f|tb|gi|cr|ag|co|func)_\w+|mro|ctypes|chmod|lchmod|touch|symlink_to|hardlink_to|load_extension|install_extension|enable_load_extension|create_function|create_aggregate|register_filesystem|to_clipboard|to_hdf|with_traceback|fileno|detach|buffer|canvas|manager|connect|mpl_connect|load_module|find_spec|kill|terminate|spawn|getoutput|setstate|iterdump|backup|get_field|vformat|reconfigure|addFilter|deserialize|load_from_file|save_to_file|show_graph|remote|from_file)$/;

/** Attributes of a path of `pathlib`. */
export const PATH =
	words(`read_text read_bytes iterdir glob rglob mkdir resolve absolute parent parents joinpath with_name with_stem
	with_suffix relative_to is_file is_dir exists stat lstat samefile is_symlink cwd name stem suffix suffixes parts drive root
	anchor is_absolute as_posix match is_relative_to open write_text write_bytes rename replace`);

/** Attributes that may be set on a value that is neither a module nor a class. */
const SETTABLE =
	words(`columns index name names title value font fill border alignment number_format width height hidden active
	freeze_panes style spines legend figure axes dtype shape T text label style_names color marker x y data attrs owner
	balance rows items count total size min max sum mean key values start end left right state status type kind score
	description id date time year month day hour price quantity amount level parent row_factory prec rounding dims
	nodes edges head tail next prev root`);

export function isModule(path: string): boolean {
	return HOLDERS.has(path);
}

/** Not a builtin that has a module's name: its mere mention is one of everything in it. */
export function isWholeModule(path: string): boolean {
	return isModule(path) && !isBuiltin(path);
}

/** Also those that are not known to be harmless. */
export function isAnyBuiltin(name: string): boolean {
	return BUILTINS.has(name) || UNKNOWN_BUILTINS.has(name);
}

export function isBuiltin(name: string): boolean {
	return BUILTINS.has(name);
}

/** What a star import of a known module brings. */
export function brings(module: string, name: string): boolean {
	return MODULES.get(module)?.has(name) === true;
}

/** A builtin, a name of a known module, or a known attribute of such a name. */
export function isKnown(path: string): boolean {
	const parts = path.split(".");
	if (parts.length === 1) return isBuiltin(path) || isModule(path);
	if (parts.at(-1) === "__version__" && isModule(parts.slice(0, -1).join("."))) return true;
	for (let length = parts.length - 1; length > 0; length--) {
		const names = MODULES.get(parts.slice(0, length).join("."));
		const [name = "", ...rest] = parts.slice(length);
		if (names?.has(name) === true) return rest.every((part) => isAttribute(part) || PATH.has(part));
	}
	// `str.lower`, `dict.fromkeys`: a builtin's own.
	return isModule(path) || (isBuiltin(parts[0] ?? "") && parts.slice(1).every(isAttribute));
}

export function isAttribute(name: string): boolean {
	return VALUES.has(name) || RULED.has(name);
}

export function isSettable(name: string): boolean {
	return SETTABLE.has(name) || !isAttribute(name);
}

/** Names that programs use for modules: without an import here, an earlier program may have it. */
const USUAL: Readonly<Record<string, string>> = {
	pd: "pandas",
	np: "numpy",
	plt: "matplotlib.pyplot",
	sns: "seaborn",
	pl: "polars",
	mpl: "matplotlib",
	Path: "pathlib.Path",
};
const HIDDEN =
	words(`os sys shutil subprocess socket requests urllib pathlib glob importlib builtins pickle ctypes io runpy marshal
	pty operator inspect gc types httpx pip shlex tempfile functools eval exec compile __import__ __builtins__ get_ipython csv
	json math re random datetime statistics duckdb breakpoint help`);

/** The path that an unbound name stands for, or undefined if it is some variable. */
export function usual(name: string): string | undefined {
	if (Object.hasOwn(USUAL, name)) return USUAL[name];
	return HIDDEN.has(name) || isBuiltin(name) ? name : undefined;
}
