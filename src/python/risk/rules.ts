// Rules for known functions that are harmless only with harmless arguments, by path or by name.

import { isDatabase, type Value } from "./notation.ts";
import { caller, type Rule, type RuleContext } from "./rules/call.ts";
import { connects, fragment, innerQuery, sql, stores } from "./rules/databases.ts";
import {
	archive,
	copier,
	draws,
	extract,
	joinsPath,
	loadArray,
	logs,
	moves,
	opener,
	puts,
	putsWhole,
	reader,
	readsWhole,
	writer,
} from "./rules/files.ts";
import {
	backend,
	expression,
	fields,
	makesClass,
	named,
	option,
	pivot,
	quotes,
	registers,
	scopes,
	settings,
	shows,
	style,
	template,
} from "./rules/texts.ts";

const to = (rule: Rule, names: string): readonly (readonly [string, Rule])[] =>
	names
		.trim()
		.split(/\s+/)
		.map((name) => [name, rule] as const);

/** Looked up by the whole path first, then by its last name. */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
	...to(
		reader,
		`read_csv read_excel read_feather read_fwf read_html read_json read_orc read_parquet read_table read_xml read_stata read_avro
		read_ipc read_ipc_schema read_ipc_stream read_lines read_ndjson read_ods read_parquet_metadata read_parquet_schema scan_csv scan_ipc
		scan_lines scan_ndjson scan_parquet read_metadata read_schema read_pandas read_feather from_csv_auto from_parquet loadtxt genfromtxt fromfile imread
		ExcelFile ParquetFile load_workbook PIL.Image.open openpyxl.drawing.image.Image xml.etree.ElementTree.parse xml.etree.ElementTree.iterparse os.listdir os.scandir
		os.walk os.stat os.access os.chdir os.mkdir os.makedirs os.path.exists os.path.isfile os.path.isdir os.path.getsize os.path.getmtime os.path.getctime os.path.getatime os.path.islink os.path.lexists os.path.samefile
		glob.glob glob.iglob zipfile.is_zipfile shutil.disk_usage tomllib.load`,
	),
	...to(
		writer,
		`to_csv to_excel to_feather to_html to_json to_latex to_markdown to_orc to_parquet to_pickle to_stata to_string to_xml write_avro write_csv
		write_excel write_ipc write_ipc_stream write_json write_ndjson write_parquet write_table write_feather sink_csv sink_ipc sink_ndjson
		sink_parquet save tofile dump imsave savetxt savez savez_compressed ExcelWriter numpy.save`,
	),
	...to(() => [], "json.dump pickle.dump"),
	...to(copier, "shutil.copy shutil.copy2 shutil.copyfile"),
	...to(opener, "open"),
	...to(archive, "zipfile.ZipFile"),
	...to(extract, "extract extractall"),
	...to(loadArray, "numpy.load"),
	...to(expression, "query eval"),
	...to(sql, "sql execute executemany executescript read_sql read_sql_query SQLContext sql_expr SQLExpression"),
	...to(connects, "sqlite3.connect duckdb.connect"),
	...to(stores, "to_sql"),
	...to(named, "agg aggregate apply transform map_dataframe map_diag map_lower map_upper map_offdiag NamedAgg"),
	...to(
		caller,
		`map applymap pipe map_batches map_elements map_groups map_columns map_rows rolling_map sorted max min
		functools.reduce functools.partial functools.partialmethod functools.cmp_to_key iter numpy.vectorize numpy.apply_along_axis
		numpy.apply_over_axes numpy.fromfunction numpy.frompyfunc numpy.piecewise collections.defaultdict re.sub re.subn itertools.starmap
		itertools.accumulate itertools.takewhile itertools.dropwhile itertools.filterfalse itertools.groupby json.loads json.load json.dumps
		assign rename sort_values sort mask curve_fit minimize minimize_scalar quad solve_ivp odeint fsolve root root_scalar brentq newton
		differential_evolution dual_annealing basinhopping least_squares FuncFormatter FunctionTransformer make_scorer set_major_formatter set_minor_formatter
		format cov fold reduce dataclasses.field property weakref.ref contextlib.closing numpy.set_printoptions numpy.printoptions`,
	),
	...to(registers, "register"),
	...to(fields, "operator.attrgetter"),
	...to(fragment, "filter project order select join where limit"),
	...to(
		fragment,
		"duckdb.aggregate duckdb.alias duckdb.distinct duckdb.filter duckdb.limit duckdb.order duckdb.project duckdb.table duckdb.view duckdb.SQLExpression duckdb.sql_expr",
	),
	...to(quotes, "IPython.display.Markdown"),
	...to(draws, "savefig"),
	...to(joinsPath, "read"),
	...to(pivot, "pivot_table crosstab"),
	...to(template, "format format_map str.format str.format_map"),
	...to(moves, "rename replace"),
	...to(shows, "show"),
	...to(puts, "write writelines"),
	...to(putsWhole, "write_text write_bytes"),
	...to(readsWhole, "read_text read_bytes iterdir glob rglob mkdir exists is_file is_dir stat lstat joinpath samefile"),
	...to(joinsPath, "os.path.join pathlib.Path"),
	...to(backend, "matplotlib.use"),
	...to(
		style,
		"matplotlib.style.use matplotlib.pyplot.style.use matplotlib.style.context matplotlib.pyplot.style.context",
	),
	...to(
		settings,
		"matplotlib.rc matplotlib.pyplot.rc matplotlib.rc_context matplotlib.pyplot.rc_context matplotlib.rcParams.update matplotlib.pyplot.rcParams.update seaborn.set seaborn.set_theme seaborn.set_style seaborn.set_context",
	),
	...to(option, "pandas.set_option pandas.option_context pandas.reset_option"),
	...to(logs, "logging.basicConfig"),
	...to(makesClass, "type"),
	...to(scopes, "globals locals vars"),
]);

export function ruleOf(name: string): Rule | undefined {
	return RULES.get(name) ?? RULES.get(name.slice(name.lastIndexOf(".") + 1));
}

/** Methods of a connection or a relation that have rules of their own; all others take parts of SQL. */
const OF_DATABASES =
	/^(execute\w*|sql|query|(read|write)_\w+|to_(csv|parquet)|from_(csv_auto|parquet)|register|show|map)$/;
/** Methods of a relation that are known to take parts of SQL. */
const OF_RELATIONS =
	/^(aggregate|apply|any_value|arg_m(ax|in)|avg|bit\w*_\w+|bool_\w+|count|value_counts|f(avg|sum)|first|last|geomean|histogram|list|max|min|product|string_agg|sum|unique|mean|median|mode|quantile\w*|std\w*|var\w*|row_number|\w*rank|cume_dist|first_value|last_value|n(th_value|_tile)|lag|lead|filter|project|select|order|sort|distinct|join|with_columns|pivot|group_by|update|table|view)$/;

/** Rules of a method, by what it is called on: a name may stand for a relation first, and then for its table. */
export function rulesOfMethod(
	name: string,
	on: readonly Value[],
	{ relations }: RuleContext,
): readonly (Rule | undefined)[] {
	const isRelation = on.some(isDatabase);
	if (isRelation && on.every((value) => isDatabase(value) || value === "~number"))
		return [OF_DATABASES.test(name) ? ruleOf(name) : fragment];
	if (!relations) return [ruleOf(name)];
	return [ruleOf(name), isRelation && OF_RELATIONS.test(name) ? fragment : innerQuery];
}

const HANDED_ON: ReadonlySet<string> = new Set(
	`type filter sorted max min format iter map property str.format pathlib.Path os.path.exists os.path.isfile os.path.isdir os.path.getsize
		os.path.join os.path.getmtime numpy.vectorize collections.defaultdict functools.reduce functools.partial
		dataclasses.field json.loads json.dumps`.split(/\s+/),
);

/** Whether a function with a rule may be passed on or decorate another: its arguments are checked where they are mentioned. */
export function mayBeHandedOn(name: string): boolean {
	return HANDED_ON.has(name);
}
