// Programs as models write them, with what the pre-check finds wrong and cannot correct for certain.

import { type Case, card, customers, orders, READ, sales, titanic } from "./cases.ts";

interface Faulty extends Case {
	readonly faults: readonly string[];
}

const TWO = "import pandas as pd\na = pd.read_csv('orders.csv')\nb = pd.read_csv('customers.csv')\n";
const KEYS =
	"customers.csv has no column 'cust_id' to merge on; the closest is 'CustomerID': use left_on and right_on, 'cust_id' for orders.csv and 'CustomerID' for customers.csv.";

export const faulty: readonly Faulty[] = [
	// What "normal" means to the author is not certain: it is said, and nothing is changed.
	{
		source:
			"from scipy.stats import shapiro\nr = shapiro([1, 2, 3])\nprint('normal' if r.pvalue < 0.05 else 'not normal')",
		faults: [
			"Line 3: `r.pvalue < 0.05` is taken for normal, but a small p-value of a test of normality means not normal.",
		],
	},
	{
		source:
			"from scipy import stats\nalpha = 0.05\n_, p_value = stats.normaltest([1, 2, 3])\nis_normal = p_value <= alpha\nprint(is_normal)",
		faults: [
			"Line 4: `p_value <= alpha` is taken for normal, but a small p-value of a test of normality means not normal.",
		],
	},
	{
		source: "from scipy.stats import shapiro\np = shapiro([1, 2, 3])[1]\nprint('not_normal' if p > 0.05 else 'normal')",
		faults: ["Line 3: `p > 0.05` is taken for not normal, but a large p-value of a test of normality means normal."],
	},
	{
		source:
			"from scipy.stats import shapiro\nr = shapiro([1, 2, 3])\nprint('Is it normal? ', r.pvalue < 0.05)\nprint('p:', r.pvalue, 'not normal:', r.pvalue < 0.05)",
		faults: [
			"Line 3: `r.pvalue < 0.05` is taken for normal, but a small p-value of a test of normality means not normal.",
		],
	},
	// A merge key that one of the files calls otherwise.
	{ source: `${TWO}print(a.merge(b, on='cust_id'))`, files: [orders, customers], faults: [`Line 4: ${KEYS}`] },
	{
		source: `${TWO}m = pd.merge(left=a, right=b, how='left', on=['cust_id'])\nprint(m)`,
		files: [orders, customers],
		faults: [`Line 4: ${KEYS}`],
	},
	{
		source: `${TWO}print(pd.merge(a, b, 'inner', 'customer_id'))`,
		files: [orders, customers],
		faults: [
			"Line 4: orders.csv has no column 'customer_id' to merge on; the closest is 'cust_id'.",
			"Line 4: customers.csv has no column 'customer_id' to merge on; the closest is 'CustomerID'.",
		],
	},
	{
		source: `${TWO}print(a.merge(b, left_on='cust_id', right_on='zzzz'))`,
		files: [orders, customers],
		faults: ["Line 4: customers.csv has no column 'zzzz'; the columns of customers.csv are 'CustomerID', 'segment'."],
	},
	// Names of files with the ending of another format.
	{
		source: `${READ}df.to_excel('clean.csv')`,
		request: "save it as clean.csv",
		faults: [
			"Line 3: to_excel() writes another format than 'clean.csv' says: end the name in .xlsx, or write it with to_csv().",
		],
	},
	{
		source: `${READ}df.to_excel('out.csv')\nprint(pd.read_csv('out.csv'))`,
		faults: [
			"Line 3: to_excel() writes another format than 'out.csv' says: end the name in .xlsx, or write it with to_csv().",
		],
	},
	{
		source: `${READ}df.to_csv('report.xlsx', index=False)`,
		faults: [
			"Line 3: to_csv() writes another format than 'report.xlsx' says: end the name in .csv, or write it with to_excel().",
		],
	},
	// Types of NumPy that pandas does not have, on a column that may be text.
	{
		source: `${READ}df['m'] = df['Date'].astype('datetime64[M]')\nprint(df['m'])`,
		faults: [
			"Line 3: astype('datetime64[M]') fails, since pandas has no such type; on a column of dates write .dt.to_period(\"M\").dt.to_timestamp().",
		],
	},
	{
		source: `${READ}p_value = df['Revenue'].corr(df[' cost '], method='spearman')\nprint(p_value)`,
		faults: [
			"Line 3: corr() gives the correlation alone, without a p-value; use both = df[['a', 'b']].dropna() and r, p = scipy.stats.pearsonr(both['a'], both['b']).",
		],
	},
	{
		source: `${READ}r, p = df['Revenue'].corr(df[' cost '])\nprint(r, p)`,
		faults: [
			"Line 3: corr() gives the correlation alone, without a p-value; use both = df[['a', 'b']].dropna() and r, p = scipy.stats.pearsonr(both['a'], both['b']).",
		],
	},
	{
		source: "from scipy.stats import mannwhitneyu\np, significance = mannwhitneyu([1, 2], [3, 4])\nprint(significance)",
		faults: ["Line 2: mannwhitneyu() gives the statistic first, then the p-value."],
	},
	{ source: "print('a'\nx = 1", faults: ["Line 2: this is not valid Python: `x = 1`."] },
	{
		source: "The answer is simple and needs no code.",
		faults: ["Line 1: this is not valid Python: `The answer is simple and needs no code.`."],
	},
	{
		source: "SELECT region, sum(amount) FROM sales GROUP BY region;",
		faults: ["Line 1: this is not valid Python: `SELECT region, sum(amount) FROM sales GROUP BY region;`."],
	},
	{ source: "if True:\nprint(1)", faults: ["Line 2: this is not valid Python: `print(1)`."] },
	{ source: "x = 1\nprint x", faults: ["Line 2: print needs brackets around what it prints."] },
	{ source: "x = 1\nreturn x", faults: ["Line 2: return stands outside of a function."] },
	{ source: "total = 1\nprint(totl)", faults: ["Line 2: the name 'totl' is never defined; the closest is 'total'."] },
	{ source: "print(result)\nprint(result)", faults: ["Line 1: the name 'result' is never defined."] },
	{ source: "count += 1", faults: ["Line 1: the name 'count' is never defined."] },
	{
		source: "print(strftime('%Y'), date)",
		faults: ["Line 1: the name 'strftime' is never defined.", "Line 1: the name 'date' is never defined."],
	},
	{
		source: "import pandas as pd\ndf = pd.read_csv('titanic.csv')\nprint(df['Pclas'].mean())",
		faults: ["Line 3: there is no column 'Pclas'; the closest is 'Pclass'."],
	},
	{
		source: "import pandas as pd\ndf = pd.read_csv('titanic.csv')\nprint(df.groupby('Pclass')['Zzzz'].sum())",
		faults: [
			"Line 3: there is no column 'Zzzz'; the columns of titanic.csv are 'PassengerId', 'Survived', 'Pclass', 'Sex', 'Age', 'Fare'.",
		],
	},
	{
		source: "import pandas as pd\ndf = pd.read_csv('ab.csv')\nprint(df['a b'])",
		files: [{ name: "ab.csv", profile: card(["A_B", "AB"]) }],
		faults: ["Line 3: there is no column 'a b'; the closest is 'A_B'."],
	},
	{
		source: "import pandas as pd\nprint(pd.read_csv('inventory.csv').shape)",
		files: [sales, titanic],
		faults: ["Line 2: there is no file 'inventory.csv'; the files are 'sales.csv', 'titanic.csv'."],
	},
	{
		source: "import pandas as pd\nprint(pd.read_json('data.json').shape)",
		files: [sales],
		faults: ["Line 2: there is no file 'data.json'; the files are 'sales.csv'."],
	},
	{
		source: "n = int(input('How many? '))\nprint(n)",
		faults: [
			"Line 1: input() cannot work, since nobody can type while the program runs; take the values from the request.",
		],
	},
	{
		source: "import requests\nprint(requests.get('https://example.org').text)",
		faults: [
			"Line 1: the package requests is not installed and cannot be; there is no network; use the files that are there.",
			"Line 2: `requests.get` cannot work, since there is no network; use the files that are there.",
		],
	},
	{
		source: "import pandas as pd\nprint(pd.read_csv('https://example.org/a.csv').shape)",
		faults: ["Line 2: `pd.read_csv` cannot work, since there is no network; use the files that are there."],
	},
	{
		source: "!ls -l\nx = !wc -l sales.csv\nprint(x)",
		faults: [
			"Line 1: `!ls -l` is a notebook's command and no Python; write it in Python.",
			"Line 2: `!wc -l sales.csv` is a notebook's command and no Python; write it in Python.",
		],
	},
	{ source: "%time f(1)", faults: ["Line 1: `%time f(1)` is a notebook's command and no Python; write it in Python."] },
	{ source: "x = 1\nx?", faults: ["Line 2: this is not valid Python: `x?`."] },
	{
		source: "%%bash\nrm -f sales.csv",
		faults: ["Line 1: this is not valid Python: `%%bash`."],
	},
	{
		source: "!pip install statsmodels pandas\nprint(1)",
		faults: [
			"Line 1: nothing can be installed, since there is no network: statsmodels (use scipy.stats, numpy or scikit-learn).",
		],
	},
	{
		source: "import statsmodels.api as sm\nprint(sm)",
		faults: ["Line 1: the package statsmodels is not installed and cannot be; use scipy.stats, numpy or scikit-learn."],
	},
	{
		source: "import pandas as pd\nprint(pd.DataFrame({'a': [1]}).to_markdown())",
		faults: ["Line 2: to_markdown() needs the package tabulate, which is not installed; use to_string()."],
	},
];
