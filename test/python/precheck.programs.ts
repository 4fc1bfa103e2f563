// Programs as models write them, for the checks before a person is asked.

import type { FileProfile } from "../../src/core/domain.ts";
import type { KnownFile } from "../../src/core/ports.ts";

export function card(names: readonly string[], more: Partial<FileProfile> = {}): FileProfile {
	const columns = names.map((name) => ({ name, type: "text", nulls: 0, samples: [] }));
	return { format: "csv", rows: 10, columns, notes: [], ...more };
}

export const sales: KnownFile = {
	name: "sales.csv",
	profile: card(["Date", "Region", "Unit Price", "Units_Sold", "Revenue", "SizeRank", " cost "]),
};
export const titanic: KnownFile = {
	name: "titanic.csv",
	profile: card(["PassengerId", "Survived", "Pclass", "Sex", "Age", "Fare"]),
};
export const chinese: KnownFile = {
	name: "销售.csv",
	profile: card(["日期", "地区", "销售额（元）", "数量"], { encoding: "gb18030" }),
};
export const semicolons: KnownFile = {
	name: "export.csv",
	profile: card(["id", "amount"], { delimiter: ";", encoding: "cp1252" }),
};
export const preamble: KnownFile = { name: "bank.csv", profile: card(["day", "sum"], { skip: 3, delimiter: "\t" }) };
export const book: KnownFile = { name: "report.xlsx", profile: card(["Name", "Score"], { format: "xlsx" }) };
export const shared: KnownFile = { name: "/data/shared.csv", profile: card(["id", "region"]) };
/** With a title above its header. */
export const titled: KnownFile = { name: "teams.csv", profile: card(["Wins", "School", "Unnamed: 2"], { skip: 1 }) };
export const all: readonly KnownFile[] = [sales, titanic, chinese, semicolons, preamble, book, shared, titled];

const READ = "import pandas as pd\ndf = pd.read_csv('sales.csv')\n";

/** Nothing is wrong with these: not a byte may change, and nothing is said. Each stands alone beside all files. */
export const clean: readonly string[] = [
	`${READ}r = df['Revenue'].corr(df[' cost '])\npair = df[['Revenue', ' cost ']].corr()\nprint(r, pair)`,
	"def mean_squared_error(a, b, squared):\n    return a\nprint(mean_squared_error(1, 2, squared=False))",
	`${READ}df['Revenue'] = df['Revenue'].fillna(0)\ndf.fillna(0, inplace=True)\nprint(df)`,
	"tables = {'a': {}}\nkey = 'x'\ntables['a'][key] = 1\ntables[key == 'x'] = 2\nprint(tables)",
	`${READ}df.loc[df['Revenue'] > 1, 'Region'] = 'x'\nprint(df)`,
	"from sklearn.metrics import mean_squared_error\nprint(mean_squared_error([1], [2]) ** 0.5)",
	"import numpy as np\nprint(np.nan, np.float64(1), np.inf, np.int64(2), np.prod([1]))",
	"import numpy as np\nprint(np.mean([1]), np.corrcoef([1, 2], [3, 4])[0, 1])",
	`${READ}print([c for c in df if df[c].dtype in ("object", "str") or df[c].dtype == "int64"])`,
	`${READ}t = df.groupby('Region').sum()\nprint(t.dtypes == 'object')`,
	"kind = 'object'\nprint(kind == 'object', type(kind) == object)",
	"from scipy.stats import shapiro\np = shapiro([1, 2, 3]).pvalue\nis_normal = p > 0.05\nprint('not normal' if p < 0.05 else 'normal', is_normal)",
	"from scipy.stats import ttest_ind\nt, p = ttest_ind([1, 2], [3, 4])\np1, p2 = ttest_ind([1, 2], [3, 4])\nprint(p)",
	"def ttest_ind(a, b):\n    return 0.5, 1.0\np, t = ttest_ind([1], [2])\nprint(p)",
	"from scipy.stats import ttest_ind\np = ttest_ind([1, 2], [3, 4]).pvalue\nnormal = p < 0.05\nprint(normal)",
	"from scipy.stats import shapiro\np = shapiro([1, 2, 3]).pvalue\nsignificant = p < 0.05\nnormal = len('ab') < 3\nprint(significant, normal)",
	`${READ}print(df.describe())`,
	`${READ}print(df['Revenue'].sum())`,
	`${READ}df['size rank'] = 0\ndf['size rank'] = df['size rank'] + df['SizeRank']\nprint(df['size rank'])`,
	`${READ}print(df[' cost '].mean())`,
	`${READ}df.columns = df.columns.str.strip().str.lower()\nprint(df['cost'].mean(), df['unit price'])`,
	`${READ}df.columns = [c.lower().replace(' ', '_') for c in df.columns]\nprint(df['unit_price'])`,
	`${READ}df = df.rename(columns=str.lower)\nprint(df['revenue'].sum())`,
	`${READ}df = df.rename(columns={'Revenue': 'revenue', 'Unit Price': 'price'})\nprint(df['revenue'], df['price'])`,
	`${READ}df.rename(columns={'Revenue': 'rev'}, inplace=True)\nprint(df.groupby('Region')['rev'].sum())`,
	`${READ}df.rename(columns=lambda c: c.upper(), inplace=True)\nprint(df['REVENUE'])`,
	`${READ}df['profit'] = df['Revenue'] - df[' cost ']\nprint(df['profit'].sum())`,
	`${READ}df = df.assign(profit=df['Revenue'] * 2)\nprint(df['profit'])`,
	`${READ}df.insert(0, 'key', range(len(df)))\nprint(df['key'])`,
	`${READ}df.loc[:, 'flag'] = df['Revenue'] > 10\nprint(df.loc[df['flag'], ['Region', 'flag']])`,
	`${READ}df.loc[df['Revenue'] > 10, 'band'] = 'high'\nprint(df['band'].value_counts())`,
	`${READ}g = df.groupby('Region').agg(total=('Revenue', 'sum'), n=('Revenue', 'size')).reset_index()\nprint(g.sort_values('total'))`,
	`${READ}g = df.groupby('Region', as_index=False).agg({'Revenue': ['sum', 'mean']})\ng.columns = ['region', 'total', 'avg']\nprint(g['avg'])`,
	`${READ}g = df.groupby('Region')['Revenue'].sum().reset_index(name='total')\nprint(g['total'].max(), g['Region'])`,
	`${READ}g = df.groupby(['Region', 'Date']).size().reset_index(name='count')\nprint(g['count'])`,
	`${READ}t = df['Region'].value_counts().reset_index()\nt.columns = ['Region', 'n']\nprint(t['n'])`,
	`${READ}t = df['Region'].value_counts().rename_axis('r').reset_index(name='times')\nprint(t['times'], t['r'])`,
	`${READ}p = df.pivot_table(index='Region', columns='Date', values='Revenue', aggfunc='sum', fill_value=0)\nprint(p['2024-01-01'])`,
	`${READ}m = df.melt(id_vars=['Region'], value_vars=['Revenue', 'Units_Sold'])\nprint(m['variable'], m['value'])`,
	`${READ}m = df.melt(id_vars='Region', var_name='what', value_name='much')\nprint(m.groupby('what')['much'].sum())`,
	`${READ}df = df.melt(id_vars='Region', var_name='what', value_name='much')\nprint(df['much'])`,
	`${READ}t = pd.read_csv('titanic.csv')\nm = df.merge(t, left_on='SizeRank', right_on='PassengerId', how='left', suffixes=('_l', '_r'))\nprint(m['Age'], m['Revenue_l'])`,
	`${READ}t = pd.read_csv('titanic.csv')\nm = pd.merge(df, t, left_index=True, right_index=True)\nprint(m[['Age', 'Revenue']])`,
	`${READ}df['Date'] = pd.to_datetime(df['Date'], format='%d/%m/%Y', errors='coerce')\ndf['month'] = df['Date'].dt.month\nprint(df.groupby('month')['Revenue'].sum())`,
	`${READ}df['d'] = df['Date'].str.split('-').str[0].astype(int)\nprint(df.nlargest(3, 'd')[['d', 'Region']])`,
	`${READ}df[['a', 'b']] = df['Date'].str.split('-', n=1, expand=True)\nprint(df['a'], df['b'])`,
	`${READ}df['Revenue'] = df['Revenue'].replace(r'[\\$,]', '', regex=True).astype(float)\nprint(f"{df['Revenue'].mean():.2f}")`,
	`${READ}print(f"total: {df["Revenue"].sum():,.2f} of {len(df)}")`,
	`${READ}print(f'{df["Region"].nunique()} regions, {df.shape[0]!r:>10}')`,
	`${READ}print(df.query("Revenue > 10 and Region == 'East'")['Revenue'].mean())`,
	`${READ}limit = 5\nprint(df.query('\`Unit Price\` > @limit'))`,
	`${READ}print(df.iloc[0:5, 1:3], df.iloc[0]['Region'])`,
	`${READ}df['price class'] = pd.cut(df['Unit Price'], bins=[0, 10, 20], labels=['low', 'high'])\nprint(df['price class'])`,
	`${READ}df['x'] = df.apply(lambda row: row['Revenue'] / row['Units_Sold'], axis=1)\nprint(df['x'])`,
	`${READ}df['ratio'] = df.apply(lambda r: r['Revenue'] / r['Units_Sold'] if r['Units_Sold'] else 0, axis='columns')\nprint(df.ratio)`,
	`${READ}for index, row in df.iterrows():\n    print(row['Region'], row['Revenue'])`,
	`${READ}for name, part in df.groupby('Region'):\n    print(name, part['Revenue'].sum())`,
	`${READ}for c in ['Revenue', 'Unit Price']:\n    df[f'{c}_z'] = (df[c] - df[c].mean()) / df[c].std()\nprint(df['Revenue_z'])`,
	`${READ}for c in df.select_dtypes('number'):\n    df[c + '_log'] = df[c]\nprint(df['Revenue_log'])`,
	`${READ}d = pd.get_dummies(df, columns=['Region'])\nprint(d['Region_East'])`,
	`${READ}df = pd.get_dummies(df, columns=['Region'])\nprint(df['Region_East'])`,
	`${READ}df = df.set_index('Date').resample('ME').sum(numeric_only=True).reset_index()\nprint(df['Revenue'])`,
	`${READ}df = df.join(pd.DataFrame({'extra': range(len(df))}))\nprint(df['extra'])`,
	`${READ}df = pd.concat([df, pd.DataFrame({'more': [1]})], axis=1)\nprint(df['more'])`,
	`${READ}df.eval('margin = Revenue * 2', inplace=True)\nprint(df['margin'])`,
	`${READ}if 'profit' in df.columns:\n    print(df['profit'].sum())\nelse:\n    print('no such column')`,
	`${READ}try:\n    print(df['revenue'].sum())\nexcept KeyError:\n    print(df['Revenue'].sum())`,
	`${READ}col = [c for c in df.columns if 'rev' in c.lower()][0]\nprint(df[col].sum())`,
	`${READ}print(df.corr(numeric_only=True)['Revenue'].drop('Revenue'))`,
	`${READ}s = df.set_index('Region')['Revenue']\nprint(s['East'])`,
	`${READ}stats = df['Revenue'].describe()\nprint(stats['mean'], stats['50%'])`,
	`${READ}counts = df['Region'].value_counts()\nprint(counts['East'])`,
	`${READ}result = {}\nfor region in df['Region'].unique():\n    result[region] = df.loc[df['Region'] == region, 'Revenue'].sum()\nprint(result['East'])`,
	`${READ}row = df.loc[0]\nprint(row['Region'])`,
	`${READ}t = df.T\nprint(t[0])`,
	`${READ}df = df.T\nprint(df['x'])`,
	`${READ}print(df.groupby('Region').apply(lambda g: g['Revenue'].max() - g['Revenue'].min()))`,
	`${READ}print(df.groupby(df['Date'].str[:7])['Revenue'].sum())`,
	`${READ}print(df.groupby(pd.Grouper(key='Date', freq='D')).sum())`,
	`${READ}df['rank'] = df['Revenue'].rank()\nprint(df.sort_values(by=['Region', 'rank'], ascending=[True, False]))`,
	`${READ}df.drop(columns=['whatever'], errors='ignore', inplace=True)\nprint(df.shape)`,
	`${READ}def clean(d):\n    d['new one'] = 1\n    return d\ndf = clean(df)\nprint(df['new one'])`,
	`${READ}def add(d, name):\n    d[name] = 1\nadd(df, 'fresh')\nprint(df['fresh'])`,
	`${READ}def main(df):\n    print(df['anything'])\nmain(df.rename(columns={'Region': 'anything'}))`,
	`${READ}df['Date'], df['t'] = zip(*df['Date'].map(lambda v: (v, 1)))\nprint(df['t'])`,
	`${READ}setattr(df, 'columns', ['a'] * 7)\nprint(df['a'])`,
	`${READ}import matplotlib.pyplot as plt\ndf.plot(x='Date', y='Revenue', kind='bar', title='Unit price')\nplt.xlabel('date')\nplt.ylabel('revenue')\nplt.show()`,
	`${READ}import seaborn as sns\nimport matplotlib.pyplot as plt\nsns.barplot(data=df, x='Region', y='Revenue', hue='SizeRank')\nplt.savefig('chart.png', dpi=150)`,
	`${READ}import matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt\nplt.plot(df['Revenue'])\nplt.savefig('a.png')`,
	`${READ}df.to_csv('clean.csv', index=False)\nprint(pd.read_csv('clean.csv').shape)`,
	`${READ}out = 'result.xlsx'\ndf.to_excel(out)\nprint(pd.read_excel(out).head())`,
	`${READ}for r, part in df.groupby('Region'):\n    part.to_csv(f'{r}.csv')\nprint(pd.read_csv('East.csv'))`,
	"import pandas as pd\ndf = pd.read_csv('/workspace/sales.csv')\nprint(df.shape)",
	"import pandas as pd\ndf = pd.read_csv('./sales.csv', usecols=['Region', 'Revenue'], dtype={'Region': 'category'})\nprint(df.dtypes)",
	"import pandas as pd\ndf = pd.read_csv('sales.csv', names=['a', 'b', 'c'], header=None, skiprows=1)\nprint(df['a'], df['b'])",
	"import pandas as pd\ndf = pd.read_csv('sales.csv', header=None)\ndf.columns = list('abcdefg')\nprint(df['a'])",
	"import pandas as pd\ndf = pd.read_csv('sales.csv', index_col=0, parse_dates=True)\nprint(df.loc['2024', 'Revenue'])",
	"import pandas as pd\ndf = pd.read_csv('sales.csv', index_col='Date', parse_dates=['Date'])\nprint(df['Revenue'].resample('ME').sum())",
	"import pandas as pd\ndf = pd.read_csv('sales.csv').rename(columns=lambda c: c.strip())\nprint(df['cost'])",
	"import pandas as pd\nprint(pd.read_csv('/data/shared.csv')['region'].unique())",
	"import pandas as pd\ndf = pd.read_csv('销售.csv', encoding='gb18030')\nprint(df.groupby('地区')['销售额（元）'].sum())",
	"import pandas as pd\nfor enc in ['utf-8', 'gbk']:\n    try:\n        df = pd.read_csv('销售.csv', encoding=enc)\n        break\n    except UnicodeDecodeError:\n        pass\nprint(df['数量'].sum())",
	"import pandas as pd\ntry:\n    df = pd.read_csv('销售.csv')\nexcept UnicodeDecodeError:\n    df = pd.read_csv('销售.csv', encoding='gb18030')\nprint(df.shape)",
	"import pandas as pd\ndf = pd.read_csv('export.csv', sep=';', encoding='cp1252')\nprint(df['amount'].sum())",
	"import pandas as pd\ndf = pd.read_csv('export.csv', sep=None, engine='python', encoding='latin-1')\nprint(df.head())",
	"import pandas as pd\nargs = {'sep': ';'}\ndf = pd.read_csv('export.csv', **args)\nprint(df.head())",
	"import pandas as pd\nraw = pd.read_csv('export.csv', encoding='cp1252', header=None)[0].str.split(';', expand=True)\nprint(raw[1])",
	"import pandas as pd\ndf = pd.read_csv('bank.csv', skiprows=3, sep='\\t')\nprint(df['sum'].sum())",
	"import pandas as pd\ndf = pd.read_csv('bank.csv', header=3, sep='\\t')\nprint(df['sum'].sum())",
	"import pandas as pd\ndf = pd.read_csv('bank.csv', comment='#', delimiter='\\t')\nprint(df)",
	"import pandas as pd\ndf = pd.read_csv('teams.csv')\nprint(df['Unnamed: 8'].isna().mean(), df['School'])",
	"import pandas as pd\ndf = pd.read_csv('teams.csv')\nprint(df.iloc[1:, 0], df.shape)",
	"import pandas as pd\nx = pd.read_excel('report.xlsx', sheet_name='Other')\nprint(x['Anything'])",
	"import pandas as pd\nx = pd.read_excel('report.xlsx', sheet_name=None)\nfor name, sheet in x.items():\n    print(name, sheet.shape)",
	"import pandas as pd, json\ndata = json.loads('[{\"a\": {\"b\": 1}}]')\ndf = pd.json_normalize(data, sep='_')\nprint(df['a_b'])",
	"import pandas as pd\ndf = pd.DataFrame({'x': [1, 2], 'y': [3, 4]})\nprint(df['x'].sum(), df.groupby('y').size())",
	"import io\nimport pandas as pd\nprint(pd.read_csv(io.StringIO('a,b\\n1,2'))['a'])",
	"import glob\nimport pandas as pd\ndf = pd.concat(pd.read_csv(f) for f in glob.glob('*.csv'))\nprint(len(df))",
	"import os\nimport pandas as pd\npath = 'other.csv'\nif os.path.exists(path):\n    print(pd.read_csv(path).shape)\nelse:\n    print('there is no such file')",
	"import pandas as pd\ntry:\n    df = pd.read_csv('other.csv')\nexcept FileNotFoundError:\n    df = pd.read_csv('sales.csv')\nprint(df.shape)",
	"with open('summary.txt', 'w') as f:\n    f.write('done')\nwith open('summary.txt') as f:\n    print(f.read())",
	"import csv\nwith open('sales.csv', newline='', encoding='utf-8') as f:\n    rows = list(csv.DictReader(f))\nprint(sum(float(r['Revenue']) for r in rows))",
	"from pathlib import Path\nPath('out').mkdir(exist_ok=True)\nprint(Path('sales.csv').read_text()[:100])",
	"import zipfile, pandas as pd\nzipfile.ZipFile('a.zip').extractall('.')\nprint(pd.read_csv('inner.csv').shape)",
	"import duckdb\nprint(duckdb.sql(\"select Region, sum(Revenue) from 'sales.csv' group by 1\").df())",
	"import polars as pl\ndf = pl.read_csv('sales.csv')\nprint(df.filter(pl.col('Revenue') > 1).group_by('Region').agg(pl.col('Revenue').sum().alias('total'))['total'])",
	"import numpy as np\nx = np.array([1., 2.])\nprint(x.mean(), 1. / 3)",
	"from math import *\nprint(sqrt(2), floor(2.5))",
	"from datetime import datetime, timedelta\nprint(datetime(2024, 1, 2) + timedelta(days=1))",
	"import datetime as dt\nprint(dt.date.today().isoformat())",
	"import re\nif (m := re.search(r'(\\d+)', 'a12')):\n    print(m.group(1))",
	"print([y for x in range(3) if (y := x * 2) > 1])",
	"print({k: v for k, v in zip('ab', range(2))}, sum(i * j for i, j in [(1, 2)]))",
	"f = lambda x, y=2, *a, **k: x + y + len(a) + len(k)\nprint(f(1))",
	"def outer():\n    n = 0\n    def inner(step: int = 1) -> int:\n        nonlocal n\n        n += step\n        return n\n    return inner()\nprint(outer())",
	"total = 0\ndef add(x):\n    global total\n    total += x\nadd(2)\nprint(total)",
	"class Point:\n    size: int = 2\n    def __init__(self, x):\n        self.x = x\n    def grow(self):\n        return self.x * self.size\nprint(Point(3).grow())",
	"match {'kind': 'a', 'n': 1}:\n    case {'kind': kind, 'n': n, **rest}:\n        print(kind, n, rest)\n    case [first, *others]:\n        print(first, others)\n    case _:\n        print('other')",
	"try:\n    x = float('a')\nexcept (ValueError, TypeError) as e:\n    print(type(e).__name__, e)\nfinally:\n    print('done')",
	"with open('sales.csv') as a, open('titanic.csv') as b:\n    print(a.readline(), b.readline())",
	"with (open('sales.csv') as a, open('titanic.csv') as b):\n    print(a.readline(), b.readline())",
	"from contextlib import contextmanager\n@contextmanager\ndef timed():\n    yield\nwith timed():\n    print(1)",
	"from dataclasses import dataclass\n@dataclass\nclass Row:\n    a: int\n    b: str = 'x'\nprint(Row(1))",
	"import asyncio\nasync def go():\n    await asyncio.sleep(0)\n    return 1\nprint(await go())",
	"x, *rest = [1, 2, 3]\n(a, b), c = (1, 2), 3\nprint(x, rest, a, b, c)",
	"i = 5\nwhile i := i - 1:\n    print(i)",
	"import pandas as pd\ndf = None\ndel df\ndf = pd.DataFrame()\nprint(df)",
	"try:\n    df\nexcept NameError:\n    df = 1\nprint(df)",
	"if 'df' not in globals():\n    df = None\nprint(df)",
	"def input(prompt):\n    return '5'\nprint(input('n'))",
	"text = '''\n!pip install nothing\n%magic\n'''\nprint(text)",
	"print('see https://example.org', \"it's\", 'a \"b\"', '''c''')",
	"requests = [1, 2]\nprint(requests)\nuse = print\nuse('TkAgg')",
	"try:\n    import statsmodels.api as sm\nexcept ImportError:\n    sm = None\nprint(sm)",
	"import sys\nprint(sys.version, __name__)",
	"from scipy import stats\nfrom sklearn.linear_model import LinearRegression\nprint(stats.pearsonr([1, 2, 3], [1, 2, 4])[0], LinearRegression())",
	"display('a')\nprint(_)",
	"# 只有注释\nprint('你好')",
	"",
];

export interface Case {
	readonly source: string;
	readonly files?: readonly KnownFile[];
	readonly made?: readonly string[];
	readonly earlier?: readonly string[];
}
interface Mended extends Case {
	/** What it becomes. */
	readonly to: string;
	readonly mends: readonly string[];
}
interface Faulty extends Case {
	readonly faults: readonly string[];
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
	// Tests of normality.
	{
		source:
			"from scipy.stats import shapiro\nr = shapiro([1, 2, 3])\nprint('normal' if r.pvalue < 0.05 else 'not normal')",
		to: "from scipy.stats import shapiro\nr = shapiro([1, 2, 3])\nprint('normal' if r.pvalue >= 0.05 else 'not normal')",
		mends: ["Turned the comparison into `r.pvalue >= ...`: a small p-value means not normal."],
	},
	{
		source:
			"from scipy import stats\n_, p_value = stats.normaltest([1, 2, 3])\nis_normal = p_value <= 0.05\nprint(is_normal)",
		to: "from scipy import stats\n_, p_value = stats.normaltest([1, 2, 3])\nis_normal = p_value > 0.05\nprint(is_normal)",
		mends: ["Turned the comparison into `p_value > ...`: a small p-value means not normal."],
	},
	{
		source: "from scipy.stats import shapiro\np = shapiro([1, 2, 3])[1]\nprint('not_normal' if p > 0.05 else 'normal')",
		to: "from scipy.stats import shapiro\np = shapiro([1, 2, 3])[1]\nprint('not_normal' if p <= 0.05 else 'normal')",
		mends: ["Turned the comparison into `p <= ...`: a small p-value means not normal."],
	},
	// Packages that are not there, and that nothing needs.
	{
		source: "import numpy as np\nfrom statsmodels.stats import regression\nprint(np.mean([1]))",
		to: "import numpy as np\nprint(np.mean([1]))",
		mends: ["Left out `from statsmodels.stats import regression`: it is not installed, and nothing uses it."],
	},
	// Imports.
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
		mends: ["Left out `matplotlib.use('TkAgg')`: figures are posted, not opened in a window."],
	},
];

export const faulty: readonly Faulty[] = [
	{
		source: `${READ}p_value = df['Revenue'].corr(df[' cost '])\nprint(p_value)`,
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
