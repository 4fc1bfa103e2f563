// Environment that the Sandbox gives to Python: names that need no import, what well-known names are imported as, which packages are installed.

/** Names of Python and of the kernel. Those that begin with an underscore are never checked. */
export const BUILTINS: ReadonlySet<string> = new Set(
	(
		"abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits " +
		"delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input " +
		"int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property " +
		"quit range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip " +
		"ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup BlockingIOError BrokenPipeError BufferError " +
		"BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError " +
		"DeprecationWarning EOFError Ellipsis EncodingWarning EnvironmentError Exception ExceptionGroup False FileExistsError " +
		"FileNotFoundError FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError " +
		"IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError " +
		"None NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError " +
		"ProcessLookupError PythonFinalizationError RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning WindowsError " +
		"StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TimeoutError True TypeError " +
		"UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning " +
		"ValueError Warning ZeroDivisionError display get_ipython In Out"
	).split(" "),
);

interface Import {
	readonly line: string;
	/** If the name could be a forgotten variable: what must follow its dot each time, so that it is surely the module. */
	readonly only?: RegExp;
}

const STATS =
	/^(norm|linregress|zscore|skew|kurtosis|mode|shapiro|normaltest|ks_\w+|kstest|mannwhitneyu|wilcoxon|kruskal|f_oneway|chi2\w*|ttest_\w+|pearsonr|spearmanr|kendalltau|levene|bartlett|anderson|iqr|describe|trim_mean|sem|gmean|hmean|boxcox|probplot|percentileofscore|entropy|rankdata|jarque_bera|pointbiserialr|fisher_exact|tukey_hsd|theilslopes|gaussian_kde|t)$/;

/** Modules and their aliases: used as `name.something`. */
const MODULES: Readonly<Record<string, Import>> = {
	pd: { line: "import pandas as pd" },
	np: { line: "import numpy as np" },
	plt: { line: "import matplotlib.pyplot as plt" },
	sns: { line: "import seaborn as sns" },
	pl: {
		line: "import polars as pl",
		only: /^(read_\w+|scan_\w+|col|DataFrame|Series|len|lit|concat|when|all|[A-Z]\w+)$/,
	},
	pandas: { line: "import pandas" },
	numpy: { line: "import numpy" },
	duckdb: { line: "import duckdb" },
	matplotlib: { line: "import matplotlib" },
	scipy: { line: "import scipy" },
	os: { line: "import os", only: /^(path|listdir|getcwd|makedirs|mkdir|environ|walk|sep|scandir|stat|remove|rename)$/ },
	re: { line: "import re", only: /^(sub|subn|match|search|findall|finditer|split|compile|fullmatch|escape|[A-Z]+)$/ },
	json: { line: "import json", only: /^(loads?|dumps?|JSONDecodeError)$/ },
	math: { line: "import math" },
	sys: { line: "import sys" },
	itertools: { line: "import itertools" },
	functools: { line: "import functools" },
	warnings: { line: "import warnings", only: /^(filterwarnings|simplefilter|warn|catch_warnings)$/ },
	collections: { line: "import collections", only: /^(Counter|defaultdict|OrderedDict|namedtuple|deque)$/ },
	statistics: {
		line: "import statistics",
		only: /^(mean|median\w*|mode|multimode|p?stdev|p?variance|quantiles|fmean)$/,
	},
	csv: { line: "import csv", only: /^(reader|writer|DictReader|DictWriter|Sniffer|QUOTE_\w+)$/ },
	io: { line: "import io", only: /^(StringIO|BytesIO|open|TextIOWrapper)$/ },
	glob: { line: "import glob", only: /^(i?glob|escape)$/ },
	random: { line: "import random", only: /^(seed|random|choices?|randint|sample|shuffle|uniform|gauss|Random)$/ },
	time: { line: "import time", only: /^(time|sleep|perf_counter|strftime|strptime|monotonic|localtime|gmtime)$/ },
	string: { line: "import string", only: /^(ascii_\w+|digits|punctuation|Template|capwords|whitespace)$/ },
	calendar: { line: "import calendar", only: /^(month_name|month_abbr|day_name|day_abbr|monthrange|isleap|timegm)$/ },
	copy: { line: "import copy", only: /^(copy|deepcopy)$/ },
	shutil: { line: "import shutil" },
	zipfile: { line: "import zipfile" },
	sqlite3: { line: "import sqlite3" },
	stats: { line: "from scipy import stats", only: STATS },
	dt: { line: "import datetime as dt", only: /^(datetime|timedelta|date|timezone)$/ },
	mdates: { line: "import matplotlib.dates as mdates" },
	date: { line: "from datetime import date", only: /^(today|fromisoformat|fromtimestamp)$/ },
};

/** Functions and classes of modules. A function that is not called could be a forgotten variable. */
const MEMBERS: readonly (readonly [module: string, names: string])[] = [
	["pathlib", "Path"],
	["collections", "Counter defaultdict OrderedDict namedtuple deque"],
	["datetime", "timedelta timezone"],
	["functools", "reduce partial lru_cache"],
	["itertools", "combinations permutations"],
	["io", "StringIO BytesIO"],
	["decimal", "Decimal"],
	["fractions", "Fraction"],
	["typing", "Optional List Dict Any Union Tuple Iterable Callable"],
	["dataclasses", "dataclass"],
	[
		"scipy.stats",
		"pearsonr spearmanr kendalltau ttest_ind ttest_rel ttest_1samp mannwhitneyu chi2_contingency f_oneway shapiro",
	],
	["scipy.stats", "zscore skew kurtosis linregress kruskal wilcoxon normaltest levene"],
	["sklearn.linear_model", "LinearRegression LogisticRegression Ridge Lasso"],
	["sklearn.model_selection", "train_test_split cross_val_score GridSearchCV KFold"],
	["sklearn.preprocessing", "StandardScaler MinMaxScaler LabelEncoder OneHotEncoder RobustScaler"],
	["sklearn.cluster", "KMeans DBSCAN"],
	["sklearn.decomposition", "PCA"],
	["sklearn.ensemble", "RandomForestClassifier RandomForestRegressor IsolationForest GradientBoostingClassifier"],
	["sklearn.tree", "DecisionTreeClassifier DecisionTreeRegressor"],
	["sklearn.impute", "SimpleImputer KNNImputer"],
	[
		"sklearn.metrics",
		"mean_squared_error mean_absolute_error r2_score accuracy_score confusion_matrix classification_report",
	],
	["sklearn.metrics", "precision_score recall_score f1_score roc_auc_score silhouette_score"],
	["sklearn.pipeline", "Pipeline make_pipeline"],
];
const MEMBER_OF = new Map(MEMBERS.flatMap(([module, names]) => names.split(" ").map((name) => [name, module])));

/** The import that a name lacks, or undefined if that is not certain. `uses` says what follows its dot each time: `()` for a call, "" for any other use. */
export function importFor(name: string, uses: readonly string[]): string | undefined {
	if (name === "datetime") return datetimeImport(uses);
	const member = MEMBER_OF.get(name);
	if (member !== undefined) {
		const isFunction = /^[a-z]/.test(name);
		return isFunction && uses.some((use) => use !== "()") ? undefined : `from ${member} import ${name}`;
	}
	const found = Object.hasOwn(MODULES, name) ? MODULES[name] : undefined;
	if (found === undefined) return undefined;
	return uses.every((use) => /^\w/.test(use) && found.only?.test(use) !== false) ? found.line : undefined;
}

/** Aliases that programs import as though a package had them, by `package.alias`. */
const ALIASES: Readonly<Record<string, string>> = {
	"pandas.pd": "pandas",
	"pandas.np": "numpy",
	"numpy.np": "numpy",
	"matplotlib.plt": "matplotlib.pyplot",
	"matplotlib.pyplot.plt": "matplotlib.pyplot",
	"seaborn.sns": "seaborn",
	"polars.pl": "polars",
	// Of these no package holds itself.
	"numpy.numpy": "numpy",
	"seaborn.seaborn": "seaborn",
	"matplotlib.matplotlib": "matplotlib",
	// `import pd`
	".pd": "pandas",
	".np": "numpy",
	".plt": "matplotlib.pyplot",
	".sns": "seaborn",
};

/** The module that an alias stands for where a package is asked for it, and no package has it; from "" it is imported by itself. */
export function aliasOf(from: string, name: string): string | undefined {
	const alias = `${from}.${name}`;
	return Object.hasOwn(ALIASES, alias) ? ALIASES[alias] : undefined;
}

/** The module and the class in it have the same name. */
function datetimeImport(uses: readonly string[]): string | undefined {
	if (uses.every((use) => /^(datetime|timedelta|date|timezone)$/.test(use))) return "import datetime";
	if (uses.every((use) => /^(now|today|strptime|fromtimestamp|utcnow|fromisoformat|combine|\(\)|)$/.test(use)))
		return "from datetime import datetime";
	return undefined;
}

/** Packages of the image by the name that pip knows, as far as programs try to install them. */
export const INSTALLED: ReadonlySet<string> = new Set(
	"pandas numpy matplotlib seaborn scipy scikit-learn polars duckdb pyarrow openpyxl pillow python-dateutil joblib ipykernel psutil packaging tzdata contourpy cycler".split(
		" ",
	),
);

/** Modules that programs often want and the image does not have, with what to use instead. */
export const ABSENT: Readonly<Record<string, string>> = {
	statsmodels: "use scipy.stats, numpy or scikit-learn",
	requests: "there is no network; use the files that are there",
	httpx: "there is no network; use the files that are there",
	aiohttp: "there is no network; use the files that are there",
	yfinance: "there is no network; use the files that are there",
	wget: "there is no network; use the files that are there",
	plotly: "use matplotlib or seaborn",
	bokeh: "use matplotlib or seaborn",
	altair: "use matplotlib or seaborn",
	xgboost: "use scikit-learn",
	lightgbm: "use scikit-learn",
	catboost: "use scikit-learn",
	tensorflow: "use scikit-learn",
	keras: "use scikit-learn",
	torch: "use scikit-learn",
	tabulate: "use DataFrame.to_string()",
	tqdm: "leave it out",
	chardet: "read the file with the encoding that its description names",
	pingouin: "use scipy.stats",
	pandasql: "use duckdb or pandas",
	wordcloud: "use matplotlib",
	geopandas: "use pandas",
	nltk: "use re and collections.Counter",
	bs4: "use re or html.parser",
	xlrd: "use openpyxl",
	xlsxwriter: "use openpyxl",
	missingno: "use DataFrame.isna()",
	unidecode: "use unicodedata",
	sympy: "use numpy",
	dask: "use polars or duckdb",
};
