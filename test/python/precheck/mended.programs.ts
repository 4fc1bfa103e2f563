// Programs as models write them, with what the pre-check makes of them.

import { type Case, customers, orders, READ, sales, shared } from "./cases.ts";

interface Mended extends Case {
	/** What it becomes. */
	readonly to: string;
	readonly mends: readonly string[];
}

const DF = READ.trimEnd();
const called = (wrong: string, right: string, file = "sales.csv") =>
	`\`${wrong}\` is called \`${right === right.trim() ? right : `"${right}"`}\` in \`${file}\`.`;
const instead = (wrong: string, right: string) => `There is no file \`${wrong}\`; \`${right}\` is read instead.`;

export const mended: readonly Mended[] = [
	// What is called otherwise by now.
	{
		source:
			"from sklearn.metrics import mean_squared_error\nprint(mean_squared_error(a := [1], [2], squared=False))\nx = -mean_squared_error([1], [2], squared=False).round(2)\ny = mean_squared_error([1], [2], squared=True)",
		to: "from sklearn.metrics import mean_squared_error\nprint(mean_squared_error(a := [1], [2]) ** 0.5)\nx = -(mean_squared_error([1], [2]) ** 0.5).round(2)\ny = mean_squared_error([1], [2])",
		mends: ["Left out `squared=...`, which is gone: the root is taken with `** 0.5`."],
	},
	{
		source: `import duckdb\n${READ}print(duckdb.sql("SELECT count(*) FROM df").fetchone()[0], duckdb.query("SELECT 1").fetchone())\nprint(duckdb.execute("SELECT 1").fetchone())`,
		to: `import duckdb\n${READ}print(duckdb.sql("SELECT count(*) FROM df").fetchall()[0][0], duckdb.query("SELECT 1").fetchall()[0])\nprint(duckdb.execute("SELECT 1").fetchone())`,
		mends: ["Wrote `fetchall()[0]`: what `duckdb.sql()` gives no longer has `fetchone()`."],
	},
	{
		source: "from sklearn.preprocessing import OneHotEncoder\nprint(OneHotEncoder(sparse=False, drop='first'))",
		to: "from sklearn.preprocessing import OneHotEncoder\nprint(OneHotEncoder(sparse_output=False, drop='first'))",
		mends: ["Wrote `sparse_output`, as `sparse` is called now."],
	},
	{
		source: `${READ}df['Date'] = pd.to_datetime(df['Date'], infer_datetime_format=True)\nd = pd.to_datetime(infer_datetime_format=True, arg=df['Date'])\nprint(d)`,
		to: `${READ}df['Date'] = pd.to_datetime(df['Date'])\nd = pd.to_datetime(arg=df['Date'])\nprint(d)`,
		mends: ["Left out `infer_datetime_format`, which is gone and not needed."],
	},
	{
		source: `${READ}df = df.fillna(method='ffill')\nfor name, values in df.iteritems():\n    print(name, values.fillna(method="pad"))\nprint(df.applymap(str))`,
		to: `${READ}df = df.ffill()\nfor name, values in df.items():\n    print(name, values.ffill())\nprint(df.map(str))`,
		mends: [
			"Wrote `ffill()`: `fillna(method=...)` is gone.",
			"Wrote `items`, as `iteritems` is called now.",
			"Wrote `map`, as `applymap` is called now.",
		],
	},
	{
		source: "import numpy as np\nprint(np.NaN, np.array([1], dtype=np.float), np.product([1]))",
		to: "import numpy as np\nprint(np.nan, np.array([1], dtype=float), np.prod([1]))",
		mends: [
			"Wrote `np.nan`, as `np.NaN` is called now.",
			"Wrote `float`, as `np.float` is called now.",
			"Wrote `np.prod`, as `np.product` is called now.",
		],
	},
	{
		source: "import pandas as pd\nt, p = pd.ttest_ind([1, 2], [3, 4])\nprint(p)",
		to: "from scipy.stats import ttest_ind\nimport pandas as pd\nt, p = ttest_ind([1, 2], [3, 4])\nprint(p)",
		mends: ["Added `from scipy.stats import ttest_ind`.", "Wrote `ttest_ind`, which `pd` does not have."],
	},
	{
		source: `${READ}df['Revanue'] = df['Revanue'] * 2\nprint(df['Revanue'].sum(), df['Revenue'].sum())`,
		to: `${READ}df['Revenue'] = df['Revenue'] * 2\nprint(df['Revenue'].sum(), df['Revenue'].sum())`,
		mends: [called("Revanue", "Revenue")],
	},
	{
		source: `${READ}print(df[df['Units_Sold'] != 'x']['Revenue'].groupby('Region').max(), df['Revenue'].groupby(['Region', 'Date']).min())`,
		to: `${READ}print(df[df['Units_Sold'] != 'x'].groupby('Region')['Revenue'].max(), df.groupby(['Region', 'Date'])['Revenue'].min())`,
		mends: [
			"Grouped the table by `Region`, then took `Revenue`: a column alone has no `Region`.",
			"Grouped the table by `Region`, `Date`, then took `Revenue`: a column alone has no `Region`, `Date`.",
		],
	},
	// What changes a copy in pandas 3.
	{
		source: `${READ}df['Region'].fillna(method='ffill', inplace=True)\ndf.fillna(method='bfill', inplace=True)\nprint(df)`,
		to: `${READ}df['Region'] = df['Region'].ffill()\ndf.bfill(inplace=True)\nprint(df)`,
		mends: [
			"Wrote `df['Region'] = ...`: in this pandas inplace=True changes nothing on a column.",
			"Wrote `ffill()`: `fillna(method=...)` is gone.",
			"Wrote `bfill()`: `fillna(method=...)` is gone.",
		],
	},
	{
		source: `${READ}df['Region'].fillna(df['Region'].mode()[0], inplace=True)\nprint(df)`,
		to: `${READ}df['Region'] = df['Region'].fillna(df['Region'].mode()[0])\nprint(df)`,
		mends: ["Wrote `df['Region'] = ...`: in this pandas inplace=True changes nothing on a column."],
	},
	{
		source: `${READ}df['Region'][df['Revenue'] > 1] = 'x'\ndf[df['Revenue'] < 1]['Region'] = 'y'\nprint(df)`,
		to: `${READ}df.loc[df['Revenue'] > 1, 'Region'] = 'x'\ndf.loc[df['Revenue'] < 1, 'Region'] = 'y'\nprint(df)`,
		mends: [
			"Wrote `df.loc[df['Revenue'] > 1, 'Region']`: in this pandas two pairs of brackets change a copy.",
			"Wrote `df.loc[df['Revenue'] < 1, 'Region']`: in this pandas two pairs of brackets change a copy.",
		],
	},
	// Text in pandas 3.
	{
		source: `${READ}print([c for c in df if df[c].dtype == 'object'], df['Region'].dtype != object, df.dtypes['Region'] == "O")`,
		to: `${READ}print([c for c in df if df[c].dtype in ("object", "str")], df['Region'].dtype not in ("object", "str"), df.dtypes['Region'] in ("object", "str"))`,
		mends: [
			'Wrote `df[c].dtype in ("object", "str")`: text columns have the type str in this pandas.',
			'Wrote `df[\'Region\'].dtype not in ("object", "str")`: text columns have the type str in this pandas.',
			'Wrote `df.dtypes[\'Region\'] in ("object", "str")`: text columns have the type str in this pandas.',
		],
	},
	{
		source: `${READ}print(df.columns[df.dtypes == np.object_], df.columns[df.dtypes != 'object'])`,
		to: `import numpy as np\n${READ}print(df.columns[df.dtypes.isin(["object", "str"])], df.columns[~df.dtypes.isin(["object", "str"])])`,
		mends: [
			"Added `import numpy as np`.",
			'Wrote `df.dtypes.isin(["object", "str"])`: text columns have the type str in this pandas.',
			'Wrote `~df.dtypes.isin(["object", "str"])`: text columns have the type str in this pandas.',
		],
	},
	// Statistic and p-value.
	{
		source:
			"from scipy.stats import ttest_ind\np_value, t_stat = ttest_ind([1, 2], [3, 4], equal_var=False)\nprint(p_value)",
		to: "from scipy.stats import ttest_ind\nt_stat, p_value = ttest_ind([1, 2], [3, 4], equal_var=False)\nprint(p_value)",
		mends: ["Turned `p_value, t_stat` into `t_stat, p_value`: ttest_ind() gives the statistic first."],
	},
	{
		source: "from scipy import stats\np, _ = stats.pearsonr([1, 2], [3, 4])\nprint(p)",
		to: "from scipy import stats\n_, p = stats.pearsonr([1, 2], [3, 4])\nprint(p)",
		mends: ["Turned `p, _` into `_, p`: pearsonr() gives the statistic first."],
	},
	// Several columns of groups.
	{
		source: `${READ}print(df.groupby('Region')['Revenue', "Units_Sold"].sum())\nprint(df.groupby(['Region'])[('revenue', 'Date')].max())`,
		to: `${READ}print(df.groupby('Region')[['Revenue', "Units_Sold"]].sum())\nprint(df.groupby(['Region'])[['Revenue', 'Date']].max())`,
		mends: [
			"Wrote `[['Revenue', \"Units_Sold\"]]`: groupby() takes several columns as a list.",
			"Wrote `[['revenue', 'Date']]`: groupby() takes several columns as a list.",
			called("revenue", "Revenue"),
		],
	},
	{
		source:
			"import pandas as pd\nt = pd.DataFrame({'a': [1], 'b': [2], 'c': [3]})\nx, y = 'b', 'c'\nprint(t.groupby('a')[x, y].sum())",
		to: "import pandas as pd\nt = pd.DataFrame({'a': [1], 'b': [2], 'c': [3]})\nx, y = 'b', 'c'\nprint(t.groupby('a')[[x, y]].sum())",
		mends: ["Wrote `[[x, y]]`: groupby() takes several columns as a list."],
	},
	// Types of NumPy that pandas does not have.
	{
		source: `${READ}df['Date'] = pd.to_datetime(df['Date'])\ndf['m'] = df["Date"].astype('datetime64[M]')\nprint(df['m'], pd.to_datetime(df['Date']).astype("datetime64[D]"))`,
		to: `${READ}df['Date'] = pd.to_datetime(df['Date'])\ndf['m'] = df["Date"].dt.to_period("M").dt.to_timestamp()\nprint(df['m'], pd.to_datetime(df['Date']).dt.normalize())`,
		mends: [
			'Wrote `.dt.to_period("M").dt.to_timestamp()`: pandas has no type `datetime64[M]`.',
			"Wrote `.dt.normalize()`: pandas has no type `datetime64[D]`.",
		],
	},
	// Names of files with the ending of another format.
	{
		source: `${READ}df.drop_duplicates().to_excel('unique_dup.csv', index=False)\nprint(len(df))`,
		to: `${READ}df.drop_duplicates().to_excel('unique_dup.xlsx', index=False)\nprint(len(df))`,
		request: "Remove the duplicates of sales.csv and give me an Excel file",
		mends: ["Wrote `unique_dup.xlsx`: to_excel() cannot write `unique_dup.csv`."],
	},
	{
		source: `${READ}out = 'a/result.xls'\nwith pd.ExcelWriter(out) as writer:\n    df.to_excel(writer)\nprint(f"saved {out}", out)`,
		to: `${READ}out = 'a/result.xlsx'\nwith pd.ExcelWriter(out) as writer:\n    df.to_excel(writer)\nprint(f"saved {out}", out)`,
		mends: ["Wrote `a/result.xlsx`: ExcelWriter() cannot write `a/result.xls`."],
	},
	// P-values of a correlation.
	{
		source: `${READ}p_value = df['Revenue'].corr(df[' cost '])\nprint(p_value)`,
		to: `import scipy.stats\n${READ}p_value = scipy.stats.pearsonr(*pd.concat([df['Revenue'], df[' cost ']], axis=1).dropna().to_numpy().T).pvalue\nprint(p_value)`,
		mends: ["Took the p-value from `scipy.stats.pearsonr`: `corr()` gives the correlation alone."],
	},
	{
		source: `${READ}p_value_of_both = df['Revenue'].corr(df[' cost '], method="pearson").p_value\nprint(p_value_of_both)`,
		to: `import scipy.stats\n${READ}p_value_of_both = scipy.stats.pearsonr(*pd.concat([df['Revenue'], df[' cost ']], axis=1).dropna().to_numpy().T).pvalue\nprint(p_value_of_both)`,
		mends: ["Took the p-value from `scipy.stats.pearsonr`: `corr()` gives the correlation alone."],
	},
	// Keys of merges.
	{
		source: `import pandas as pd\na = pd.read_csv('orders.csv')\nb = pd.read_csv('customers.csv')\nprint(pd.merge(a, b, left_on='Cust_ID', right_on='customer_id', how='left'))`,
		to: `import pandas as pd\na = pd.read_csv('orders.csv')\nb = pd.read_csv('customers.csv')\nprint(pd.merge(a, b, left_on='cust_id', right_on='CustomerID', how='left'))`,
		files: [orders, customers],
		mends: [called("Cust_ID", "cust_id", "orders.csv"), called("customer_id", "CustomerID", "customers.csv")],
	},
	// Packages that are not there, and that nothing needs.
	{
		source: "import numpy as np\nfrom statsmodels.stats import regression\nprint(np.mean([1]))",
		to: "import numpy as np\nprint(np.mean([1]))",
		mends: ["Left out `from statsmodels.stats import regression`: it is not installed, and nothing uses it."],
	},
	// Imports.
	{
		source:
			"from pandas import pd\nfrom numpy import np\nfrom matplotlib import plt\nfrom seaborn import sns as s\nprint(pd.DataFrame(np.ones(2)), plt, s)",
		to: "import pandas as pd\nimport numpy as np\nimport matplotlib.pyplot as plt\nimport seaborn as s\nprint(pd.DataFrame(np.ones(2)), plt, s)",
		mends: [
			"Wrote `import pandas as pd`: `from pandas import pd` fails.",
			"Wrote `import numpy as np`: `from numpy import np` fails.",
			"Wrote `import matplotlib.pyplot as plt`: `from matplotlib import plt` fails.",
			"Wrote `import seaborn as s`: `from seaborn import sns as s` fails.",
		],
	},
	{
		source: "def f():\n    from matplotlib.pyplot import plt, figure as fig\n    return plt, fig\nprint(f())",
		to: "def f():\n    import matplotlib.pyplot as plt\n    from matplotlib.pyplot import figure as fig\n    return plt, fig\nprint(f())",
		mends: ["Wrote `import matplotlib.pyplot as plt`: `from matplotlib.pyplot import plt, figure as fig` fails."],
	},
	{
		source: "print(np.mean([1]))",
		to: "import numpy as np\nprint(np.mean([1]))",
		mends: ["Added `import numpy as np`."],
	},
	{
		source: "# fixed the sum\ndf = pd.DataFrame({'a': [1]})\nplt.plot(df['a'])\nplt.show()\n",
		to: "# fixed the sum\nimport pandas as pd\nimport matplotlib.pyplot as plt\ndf = pd.DataFrame({'a': [1]})\nplt.plot(df['a'])\nplt.show()\n",
		mends: ["Added `import pandas as pd`.", "Added `import matplotlib.pyplot as plt`."],
	},
	{
		source: "'''What it does.'''\nfrom __future__ import annotations\nprint(Counter('aab').most_common(1))",
		to: "'''What it does.'''\nfrom __future__ import annotations\nfrom collections import Counter\nprint(Counter('aab').most_common(1))",
		mends: ["Added `from collections import Counter`."],
	},
	{
		source: "print(datetime.now().year)",
		to: "from datetime import datetime\nprint(datetime.now().year)",
		mends: ["Added `from datetime import datetime`."],
	},
	{
		source: "print(datetime.datetime.now())",
		to: "import datetime\nprint(datetime.datetime.now())",
		mends: ["Added `import datetime`."],
	},
	{
		source: "print(re.sub('a', 'b', 'a'))",
		to: "import re\nprint(re.sub('a', 'b', 'a'))",
		mends: ["Added `import re`."],
	},
	{
		source: "print(stats.pearsonr([1, 2], [3, 4]))",
		to: "from scipy import stats\nprint(stats.pearsonr([1, 2], [3, 4]))",
		mends: ["Added `from scipy import stats`."],
	},
	{
		source: "def f():\r\n    return math.pi\r\nprint(f())\r\n",
		to: "import math\r\ndef f():\r\n    return math.pi\r\nprint(f())\r\n",
		mends: ["Added `import math`."],
	},
	{
		source: "d = defaultdict(int)\nprint(os.listdir('.'), Path('.'))",
		to: "from collections import defaultdict\nimport os\nfrom pathlib import Path\nd = defaultdict(int)\nprint(os.listdir('.'), Path('.'))",
		mends: ["Added `from collections import defaultdict`.", "Added `import os`.", "Added `from pathlib import Path`."],
	},
	// Columns.
	{
		source: `${DF}\ndf['Size Rank'] = df['Size Rank'].abs()\nprint(df['Size Rank'].sum())`,
		to: `${DF}\ndf['SizeRank'] = df['SizeRank'].abs()\nprint(df['SizeRank'].sum())`,
		mends: [called("Size Rank", "SizeRank")],
	},
	{
		source: `${DF}\ndf['Size Rank'] += 1\nprint(df['Size Rank'])`,
		to: `${DF}\ndf['SizeRank'] += 1\nprint(df['SizeRank'])`,
		mends: [called("Size Rank", "SizeRank")],
	},
	{
		source: `${DF}\nprint(df['Size Rank'].sum())`,
		to: `${DF}\nprint(df['SizeRank'].sum())`,
		mends: [called("Size Rank", "SizeRank")],
	},
	{
		source: `${DF}\nprint(df["revenue"].sum(), df[['region', 'revenue']])`,
		to: `${DF}\nprint(df["Revenue"].sum(), df[['Region', 'Revenue']])`,
		mends: [called("revenue", "Revenue"), called("region", "Region")],
	},
	{
		source: `${DF}\nprint(df.groupby('region')['units sold'].sum())`,
		to: `${DF}\nprint(df.groupby('Region')['Units_Sold'].sum())`,
		mends: [called("region", "Region"), called("units sold", "Units_Sold")],
	},
	{
		source: `${DF}\nprint(df['cost'].sum())`,
		to: `${DF}\nprint(df[' cost '].sum())`,
		mends: [called("cost", " cost ")],
	},
	{
		source: `${DF}\ndf = df.dropna(subset=['revenue'])\ndf = df[df['revenue'] > 0]\nprint(df.sort_values(by=['region', 'revenue']).head())`,
		to: `${DF}\ndf = df.dropna(subset=['Revenue'])\ndf = df[df['Revenue'] > 0]\nprint(df.sort_values(by=['Region', 'Revenue']).head())`,
		mends: [called("revenue", "Revenue"), called("region", "Region")],
	},
	{
		source: `${DF}\nprint(df.groupby('region').agg(total=('revenue', 'sum')))`,
		to: `${DF}\nprint(df.groupby('Region').agg(total=('Revenue', 'sum')))`,
		mends: [called("region", "Region"), called("revenue", "Revenue")],
	},
	{
		source: `${DF}\nprint(df.groupby('Region').agg({'revenue': 'sum'}))`,
		to: `${DF}\nprint(df.groupby('Region').agg({'Revenue': 'sum'}))`,
		mends: [called("revenue", "Revenue")],
	},
	{
		source: `${DF}\nprint(df.pivot_table(index='region', values='revenue'))`,
		to: `${DF}\nprint(df.pivot_table(index='Region', values='Revenue'))`,
		mends: [called("region", "Region"), called("revenue", "Revenue")],
	},
	{
		source: `${DF}\nprint(df.loc[df['Revenue'] > 1, 'region'], df.loc[:, ['unit_price']])`,
		to: `${DF}\nprint(df.loc[df['Revenue'] > 1, 'Region'], df.loc[:, ['Unit Price']])`,
		mends: [called("region", "Region"), called("unit_price", "Unit Price")],
	},
	{
		source: `${DF}\nfor _, row in df.iterrows():\n    print(row['region'])`,
		to: `${DF}\nfor _, row in df.iterrows():\n    print(row['Region'])`,
		mends: [called("region", "Region")],
	},
	{
		source: `${DF}\ndf['x'] = df.apply(lambda r: r['revenue'] * 2, axis=1)`,
		to: `${DF}\ndf['x'] = df.apply(lambda r: r['Revenue'] * 2, axis=1)`,
		mends: [called("revenue", "Revenue")],
	},
	{
		source: `${DF}\nfor name, part in df.groupby('Region'):\n    print(name, part['revenue'].sum())`,
		to: `${DF}\nfor name, part in df.groupby('Region'):\n    print(name, part['Revenue'].sum())`,
		mends: [called("revenue", "Revenue")],
	},
	{
		source: `${DF}\nprint(f"{df['revenue'].sum():.2f}")`,
		to: `${DF}\nprint(f"{df['Revenue'].sum():.2f}")`,
		mends: [called("revenue", "Revenue")],
	},
	{
		source: `${DF}\ndf.plot(x='date', y='revenue')\nplt.xlabel('date')`,
		to: `import matplotlib.pyplot as plt\n${DF}\ndf.plot(x='Date', y='Revenue')\nplt.xlabel('date')`,
		mends: ["Added `import matplotlib.pyplot as plt`.", called("date", "Date"), called("revenue", "Revenue")],
	},
	{
		source: `${DF}\nimport seaborn as sns\nsns.barplot(data=df, x='region', y='Revenue')`,
		to: `${DF}\nimport seaborn as sns\nsns.barplot(data=df, x='Region', y='Revenue')`,
		mends: [called("region", "Region")],
	},
	{
		source: "print(df['pclass'].mean())",
		earlier: ["import pandas as pd\ndf = pd.read_csv('titanic.csv')"],
		to: "print(df['Pclass'].mean())",
		mends: [called("pclass", "Pclass", "titanic.csv")],
	},
	{
		source: "import pandas as pd\ndf = pd.read_csv('titanic.csv', usecols=['sex', 'AGE'])",
		to: "import pandas as pd\ndf = pd.read_csv('titanic.csv', usecols=['Sex', 'Age'])",
		mends: [called("sex", "Sex", "titanic.csv"), called("AGE", "Age", "titanic.csv")],
	},
	{
		source: "import pandas as pd\ndf = pd.read_csv('销售.csv', encoding='gb18030')\nprint(df['销售额(元)'].sum())",
		to: "import pandas as pd\ndf = pd.read_csv('销售.csv', encoding='gb18030')\nprint(df['销售额（元）'].sum())",
		mends: [called("销售额(元)", "销售额（元）", "销售.csv")],
	},
	// Files.
	{
		source: "import pandas as pd\nprint(pd.read_csv('/mnt/data/sales.csv').shape)",
		to: "import pandas as pd\nprint(pd.read_csv('sales.csv').shape)",
		mends: [instead("/mnt/data/sales.csv", "sales.csv")],
	},
	{
		source: "import pandas as pd\nprint(pd.read_csv('Sales.CSV').shape)",
		to: "import pandas as pd\nprint(pd.read_csv('sales.csv').shape)",
		mends: [instead("Sales.CSV", "sales.csv")],
	},
	{
		source: "import pandas as pd\nprint(pd.read_csv(\"data/shared.csv\")['id'])",
		to: "import pandas as pd\nprint(pd.read_csv(\"/data/shared.csv\")['id'])",
		mends: [instead("data/shared.csv", "/data/shared.csv")],
	},
	{
		source: "import pandas as pd\npath = 'path/to/your/file.csv'\ndf = pd.read_csv(path)\nprint(df['revenue'])",
		files: [sales, shared],
		to: "import pandas as pd\npath = 'sales.csv'\ndf = pd.read_csv(path)\nprint(df['Revenue'])",
		mends: [instead("path/to/your/file.csv", "sales.csv"), called("revenue", "Revenue")],
	},
	{
		source: "import pandas as pd\nprint(pd.read_excel('data.xlsx').shape)",
		to: "import pandas as pd\nprint(pd.read_excel('report.xlsx').shape)",
		mends: [instead("data.xlsx", "report.xlsx")],
	},
	{
		source: "with open('data/sales.csv') as f:\n    print(f.readline())",
		to: "with open('sales.csv') as f:\n    print(f.readline())",
		mends: [instead("data/sales.csv", "sales.csv")],
	},
	{
		source:
			"import pandas as pd\ntry:\n    df = pd.read_csv('data.csv')\nexcept FileNotFoundError:\n    print('File not found')",
		files: [sales],
		to: "import pandas as pd\ntry:\n    df = pd.read_csv('sales.csv')\nexcept FileNotFoundError:\n    print('File not found')",
		mends: [instead("data.csv", "sales.csv")],
	},
	// How a file is read.
	{
		source: "import pandas as pd\nprint(pd.read_csv('export.csv')['ID'])",
		to: "import pandas as pd\nprint(pd.read_csv('export.csv', encoding=\"cp1252\", sep=\";\")['id'])",
		mends: ['Added `encoding="cp1252"` and `sep=";"`, as `export.csv` needs.', called("ID", "id", "export.csv")],
	},
	{
		source: "import pandas as pd\ndf = pd.read_csv(\n    'bank.csv',\n)\nprint(df['sum'])",
		to: "import pandas as pd\ndf = pd.read_csv(\n    'bank.csv', sep=\"\\t\", skiprows=3\n)\nprint(df['sum'])",
		mends: ['Added `sep="\\t"` and `skiprows=3`, as `bank.csv` needs.'],
	},
	{
		source: "import pandas as pd\nprint(pd.read_csv('data/销售.csv')['数量'])",
		to: "import pandas as pd\nprint(pd.read_csv('销售.csv', encoding=\"gb18030\")['数量'])",
		mends: [instead("data/销售.csv", "销售.csv"), 'Added `encoding="gb18030"`, as `销售.csv` needs.'],
	},
	{
		source: "with open('销售.csv') as f:\n    print(f.readline())",
		to: "with open('销售.csv', encoding=\"gb18030\") as f:\n    print(f.readline())",
		mends: ['Added `encoding="gb18030"`, as `销售.csv` needs.'],
	},
	// Lines that go.
	{
		source: "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
		to: "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
		mends: ["Left out `%matplotlib inline`: it is a notebook's command, and does nothing here."],
	},
	{
		source: "%%time\nprint(1)",
		to: "print(1)",
		mends: ["Left out `%%time`: it is a notebook's command, and does nothing here."],
	},
	{
		source: "!pip install pandas==2.0 numpy -q\nimport pandas as pd\nprint(pd.__version__)",
		to: "import pandas as pd\nprint(pd.__version__)",
		mends: ["Left out installing pandas==2.0, numpy: it is there already."],
	},
	{
		source:
			"import subprocess, sys\nsubprocess.check_call([sys.executable, '-m', 'pip', 'install', 'openpyxl'])\nprint(1)",
		to: "import subprocess, sys\nprint(1)",
		mends: ["Left out installing openpyxl: it is there already."],
	},
	{
		source: "%pip install seaborn\nsns.histplot([1])",
		to: "import seaborn as sns\nsns.histplot([1])",
		mends: ["Added `import seaborn as sns`.", "Left out installing seaborn: it is there already."],
	},
	{
		source: "import os\nif True:\n    os.system('pip install scipy')\nprint(1)",
		to: "import os\nif True:\n    pass\nprint(1)",
		mends: ["Left out installing scipy: it is there already."],
	},
	{
		source: "import matplotlib\nmatplotlib.use('TkAgg')  # window\nimport matplotlib.pyplot as plt\nplt.show()",
		to: "import matplotlib\nimport matplotlib.pyplot as plt\nplt.show()",
		mends: ["Left out `matplotlib.use('TkAgg')`: charts are posted, not opened in a window."],
	},
];
