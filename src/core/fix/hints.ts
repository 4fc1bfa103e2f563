// Hints on failures that small models do not fix unaided, found by the wording of Python, pandas, NumPy and matplotlib.

import type { Upload } from "../domain.ts";

/** `$1` stands for what the pattern caught. */
const HINTS: readonly (readonly [RegExp, string])[] = [
	[/'Period'/, "Turn periods into text with .astype(str) before plotting."],
	[/not 'Axes'/, "plot() and hist() draw by themselves and give back axes, not values: do not pass these on."],
	[/\.dt accessor/, "Convert the column with pd.to_datetime first."],
	[/no attribute 'append'/, "append is gone from pandas: use pd.concat([a, b], ignore_index=True)."],
	[/no attribute 'iteritems'/, "iteritems is gone: use .items()."],
	[/no attribute 'ix'/, "ix is gone: use .loc[...] with labels or .iloc[...] with positions."],
	[/no attribute 'applymap'/, "applymap is gone: use .map(...)."],
	[/no attribute 'as_matrix'/, "as_matrix is gone: use .to_numpy()."],
	[/no attribute 'mad'/, "mad is gone: use (x - x.mean()).abs().mean()."],
	[/no attribute 'average'/, "The average is called mean."],
	[
		/module 'numpy' has no attribute '(float|int|bool|object|str|complex|long)'/,
		"np.$1 is gone: use Python's own type.",
	],
	[
		// For what NumPy has as a function, the look at the variables says more.
		/'numpy\.ndarray' object has no attribute '((?!(?:abs|median|unique|isnan|log|exp|sqrt|percentile|quantile)')\w+)'/,
		"A NumPy array has no method $1: keep the pandas column (leave out .values, .to_numpy(), .unique()), or wrap it in pd.Series(x).",
	],
	[
		/no attribute 'numerator'|to numerator\/denominator/,
		"Leave out the statistics module: make the column numeric, then use its own .mean(), .median(), .std().",
	],
	[
		/interactive framework|no display|\bDISPLAY\b|TkAgg|tkinter|PyQt|PySide/,
		"There is no screen: leave out matplotlib.use(...) and plt.show(), and save with plt.savefig('chart.png').",
	],
	[
		/keyword argument 'squared'/,
		"squared=False is gone: use root_mean_squared_error(y_true, y_pred) from sklearn.metrics.",
	],
	[/keyword argument 'sparse'/, "sparse is now called sparse_output."],
	[
		/\.corr\(\) got an unexpected/,
		"corr() gives no p-value: use r, p = scipy.stats.pearsonr(a, b) on rows without empty values.",
	],
	[
		/(?<!\.corr\(\) got an )unexpected keyword argument '(?!(?:squared|sparse)')(\w+)'/,
		"This version knows no argument $1: leave it out, or compute the same in another way.",
	],
	[
		/contains NaN|contains infs? or NaNs?|must not contain infs/,
		"Drop the rows where the columns in use are empty, and only those: df.dropna(subset=[the columns in use]).",
	],
	[
		/truth value of an? .* is ambiguous/,
		"Join conditions with & and |, each in brackets; use .any() or .all() for one answer.",
	],
	[/tz-naive|tz-aware/, "Make both sides naive with .dt.tz_localize(None)."],
	[
		/Length of values|same length as key/,
		"A new column needs one value for each row: assign a column of the same table.",
	],
	[/duplicate labels|duplicate keys/, "Use .reset_index(drop=True) or drop the duplicates first."],
	[/tabulate/, "Print tables with print(df.to_string(index=False))."],
	[/name 'pd' is not defined/, "Add: import pandas as pd"],
	[/name 'np' is not defined/, "Add: import numpy as np"],
	[/name 'plt' is not defined/, "Add: import matplotlib.pyplot as plt"],
	[/name 'sns' is not defined/, "Add: import seaborn as sns"],
];

/** A likely cause of NaN: columns that the program names and that have empty values by the files' profiles. */
export function emptyColumns(source: string, uploads: readonly Upload[]): readonly string[] {
	const columns = uploads.flatMap(({ state }) => (state.kind === "stored" ? (state.profile.columns ?? []) : []));
	const named = columns.filter(
		({ name, nulls }) => nulls > 0 && [`"${name}"`, `'${name}'`].some((text) => source.includes(text)),
	);
	if (named.length === 0) return [];
	const some = named.slice(0, 8);
	const counts = some.map(({ name, nulls }) => `${name} (${nulls})`).join(", ");
	const names = some.map(({ name }) => JSON.stringify(name)).join(", ");
	return [
		`Columns in use with empty values: ${counts}. Unless asked otherwise, leave those rows out first: df = df.dropna(subset=[${names}])`,
	];
}

/** For a value that does not parse, if the column itself could not be looked at. */
const UNSEEN: typeof HINTS = [
	[
		/Expected \d+ fields/,
		"The file has another delimiter or lines above its header: pass sep=... or skiprows=... to pd.read_csv.",
	],
	[
		/time data|Unknown datetime string|doesn't match format|day is out of range|month must be in/,
		"Use pd.to_datetime(column, errors='coerce'), then print how many rows became NaT and drop them.",
	],
	[
		/could not convert string to float: ['"].*[$€£¥%,]|dtype 'str'|unsupported operand type.*'str'|agg function failed.*dtype->(object|str)|no numeric data to plot/i,
		"Text that holds numbers: look at the values first, print(column.unique()[:20]), then take away the marks that are there; keep the sign (−, brackets) and multiply where k, M, 万 or % stand behind the digits.",
	],
];

/** `seen`: the column was looked at, so there is better advice than UNSEEN. */
export function hintsFor(message: string, { seen }: { readonly seen: boolean }): string[] {
	return [...HINTS, ...(seen ? [] : UNSEEN)].flatMap(([pattern, hint]) => {
		const match = pattern.exec(message);
		return match === null ? [] : [hint.replace("$1", match[1] ?? "")];
	});
}
