// A cell that fails is looked into where it failed, and what is found reaches the host: with real data, in a real sandbox.

import { beforeAll, describe, expect, it } from "vitest";
import type { Run } from "../../../src/core/domain.ts";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ runTimeoutMs: 8000 });
const thread = "slack:T:C:diagnosis";

const DATA = `
import pandas as pd, numpy as np
df = pd.DataFrame({
  ' Order Id ': range(120), 'created_at': ['2024-01-05'] * 80 + ['13/02/2024'] * 40,
  'price': ['$1,200', '12.5', 'unknown', '7'] * 30, 'kg': ['1,5', '2,25', '1.003,1', '10,0'] * 30,
  'qty': [1, 2, 3, None] * 30, 'city': ['a', 'b', 'c', 'd'] * 30,
})
df.to_csv('orders.csv', index=False)
open('latin.csv', 'wb').write('id,name\\n1,Zürich\\n2,Café\\n'.encode('latin-1') * 50)
open('japanese.csv', 'wb').write('店,金額\\n上野,1\\n品川,2\\n'.encode('cp932'))
open('stray.csv', 'wb').write(b'n,x\\nZo\\xff,1\\n' + ''.join(f'né{i},{i}\\n' for i in range(40)).encode())
open('inches.tsv', 'w').write('nr\\twhat\\tpieces\\n1\\tpipe 5"\\t3\\n2\\t"Wide" flange\\t4\\n3\\t"L piece\\t5\\n4\\tcap\\t6\\n')
open('long.csv', 'w').write('a,b\\n1,2\\n3,4,\\n5,6\\n')
open('chinese.csv', 'wb').write('编号,名称\\n1,北京市\\n2,上海\\n'.encode('gb18030') * 50)
`;

async function told(source: string): Promise<Run & { all: string }> {
	const run = await lab.run(thread, source);
	return { ...run, all: [run.error?.cause ?? "", ...(run.error?.facts ?? [])].join("\n") };
}

beforeAll(async () => {
	await lab.sandbox.open(thread, new AbortController().signal);
	expect((await lab.run(thread, DATA)).outcome).toBe("ok");
});

describe("a failed cell", () => {
	it.each([
		["df['date']", "There is no column date; the closest is created_at."],
		["df['order_id']", "There is no column order_id; the closest is ' Order Id '."],
		["df[['Price', 'City']]", "There are no columns Price, City; the closest are price, city."],
		["df['response_time']", "There is no column response_time."],
		["import requests", "The package requests is not installed here, and nothing can be installed."],
		["import pandsa", "The package pandsa is not installed here, and nothing can be installed; pandas is installed."],
		["pd.read_csv('/data/x/orders.csv')", "There is no file /data/x/orders.csv; the closest is orders.csv."],
		["df.groupby('ctiy')['price'].sum()", "There is no column ctiy; the closest is city."],
		["df.drop(columns=['pric'])", "There is no column pric; the closest is price."],
		["df.apply(lambda row: row['Qty'], axis=1)", "There is no Qty in row; the closest is qty."],
		["rates = {'eur': 1, 'usd': 2}\nrates['euro']", "There is no euro in rates; the closest is eur."],
		["rates = {'2023': 1, '2024': 2}\nrates['2022']", "There is no 2022 in rates."],
		["def total(table):\n  return table['Qty'].sum()\ntotal(df)", "There is no column Qty; the closest is qty."],
		["df[df['qty'] > 0].tail(3)['city'][0]", "There is no row labelled 0 in df[df['qty'] > 0].tail(3)['city']."],
		["last = df['city'].tail(3)\nlast[0]", "by position it is last.iloc[0]."],
		["df.set_index('city')['city']", "There is no column city any more after set_index()"],
	])("names the closest column or key: %s", async (source, cause) => {
		expect((await told(source)).all).toContain(cause);
	});

	it("says what stands in place of a method that an array does not have", async () => {
		const { all } = await told("import numpy as np\nscores = np.array([1.0, -2.0])\nscores.abs()");
		expect(all).toContain("in place of scores.abs() write np.abs(scores).");
	});

	it("says that a mean over all rows is one number, where a value of each group was meant", async () => {
		const { all } = await told("average = df['qty'].mean()\naverage.idxmax()");
		expect(all).toContain("average is one number over all rows; for a value of each group use df.groupby(");
	});

	it("does not say that an accessor is missing where it only refuses the values", async () => {
		const { error, all } = await told("df['created_at'].dt.month");
		expect(error?.message).toContain("Can only use .dt accessor");
		expect(all).not.toContain("has no dt");
		expect(all).toContain("created_at is text");
	});

	it.each([
		[
			"none = df[df['city'] == 'A']\nsums = none.groupby('city')['qty'].sum()\nsums['A']",
			"There is no A in sums, which is empty.",
		],
		["none = df[df['city'].isin(['A'])]\nnone['city'].tolist()[0]", ""],
	])("says that a filter kept no row: %s", async (source, cause) => {
		const { error, all } = await told(source);
		if (cause !== "") expect(error?.cause).toBe(cause);
		expect(all).toContain("No rows are left in none: the filter or dropna() before kept none.");
	});

	it("says that nothing is empty, where nothing else was looked for", async () => {
		const { all } = await told("none = df[df['city'].isna()]\nnone.groupby('city').size().idxmax()");
		expect(all).toContain("No rows are left in none, as there is no empty cell or repeated row to find");
		expect((await told("none = df[~df['city'].notna() & df['city'].isna()]\nnone['qty'].tolist()[0]")).all).toContain(
			"Compare the filter's words",
		);
	});

	it("says how what is no method is drawn", async () => {
		expect((await told("df['qty'].kde()")).all).toContain("It is drawn with it.plot.kde().");
		expect((await told("ages = df['qty']\nages.kde()")).all).toContain("It is drawn with ages.plot.kde().");
	});

	it("takes a number that a dict within a dict does not have for no row", async () => {
		expect((await told("rates = {'eur': {1: 2}}\nrates['eur'][0]")).all).not.toContain("iloc");
	});

	it("lists the columns of the table that was asked, the closest first, and of no other", async () => {
		const { error } = await told("other = df[['qty', 'city']]\nother['towns of city']");
		expect(error?.facts).toEqual(["Columns of other: 'city', 'qty'."]);
		expect(error?.locals?.[0]).toBe("other: 120 rows x 2 columns (qty float64, city str)");
	});

	it("counts the values that are no numbers, shows them, and says what mends them", async () => {
		const { error } = await told("df['price'] = df['price'].astype(float)");
		expect(error?.cause).toBe("60 of 120 values in price are no plain numbers, for example '$1,200', 'unknown'.");
		expect(error?.facts?.[0]).toContain("pd.to_numeric(df['price'].str.replace(");
		expect((await told("[float(v) for v in df['price']]")).error?.cause).toBe(error?.cause);
		expect((await told("def clean(v): return float(v)\ndf['price'].map(clean)")).error?.cause).toBe(error?.cause);
	});

	it("counts in large tables, too, all of their values, and finds the one that is written otherwise", async () => {
		const large =
			"large = pd.DataFrame({'id': ['$' + str(n) for n in range(500_000)], 'day': ['2024-01-05'] * 499_999 + ['13/02/2024']})";
		const { error } = await told(`${large}\nlarge['id'].astype(float)`);
		expect(error?.cause).toContain("500,000 of 500,000 values in id are no plain numbers");
		expect((await told("pd.to_datetime(large['day'])")).error?.cause).toContain(
			"DD/MM/YYYY (1, for example '13/02/2024')",
		);
		await lab.run(thread, "del large");
	});

	it("tells a decimal comma from a thousands mark, and its advice gives the right number", async () => {
		const { error } = await told("df['kg'].astype(float)");
		const code = /The comma is the decimal mark: (.*)\.$/.exec(error?.facts?.[0] ?? "")?.[1];
		expect((await lab.run(thread, `print((${code}).tolist()[:4])`)).output).toBe("[1.5, 2.25, 1003.1, 10.0]\n");
	});

	it.each([
		[
			["$1,200", "-$5"],
			[1200, -5],
		],
		[
			["Rs. 1,200", "Rs. 5"],
			[1200, 5],
		],
		[
			["6512[4900-8300]", "25[10-30]"],
			[6512, 25],
		],
		[
			["1 200.-", "5.-"],
			[1200, 5],
		],
		[
			["-€1,5", "3,20 €"],
			[-1.5, 3.2],
		],
		[["1 200 (1 100)", "5 (3)"], undefined],
		[["2024-01-05", "2024-02-01"], undefined],
	])("advises of %j what gives the right numbers, or nothing", async (values, right) => {
		const { error } = await told(`odd = pd.Series(${JSON.stringify(values)})\nodd.astype(float)`);
		const code = /: (\S.*\))\.$/.exec(error?.facts?.[0] ?? "")?.[1];
		expect(code === undefined).toBe(right === undefined);
		if (code !== undefined)
			expect(JSON.parse((await lab.run(thread, `print((${code}).tolist())`)).output)).toEqual(right);
	});

	it("says what is in a column that should hold numbers and is text", async () => {
		const { error } = await told("df.groupby('city')['price'].mean()");
		expect(error?.name).toBe("TypeError");
		expect(error?.cause).toBe("60 of 120 values in price are no plain numbers, for example '$1,200', 'unknown'.");
		expect(error?.facts?.join("\n")).toContain("price is text");
	});

	it("shows the forms in which dates are written, and its advice parses all of them", async () => {
		const { error } = await told("pd.to_datetime(df['created_at'])");
		expect(error?.cause).toBe(
			"created_at holds dates in 2 forms: YYYY-MM-DD (80, for example '2024-01-05'), DD/MM/YYYY (40, for example '13/02/2024').",
		);
		const code = /Parse each form on its own: (.*)\.$/.exec(error?.facts?.[0] ?? "")?.[1];
		expect((await lab.run(thread, `d = ${code}\nprint(d.isna().sum(), d.max())`)).output).toBe(
			"0 2024-02-13 00:00:00\n",
		);
	});

	it("says how many values are empty where whole numbers are wanted", async () => {
		expect((await told("df['qty'].astype(int)")).error?.cause).toContain("30 of 120 values in qty are empty (NaN)");
	});

	it.each([
		["df['price'] - df['qty']", "On this line price is text, qty is float64."],
		["df['qty'] > '3'", "On this line qty is float64, '3' is str."],
		["df.groupby('city').mean()", "Text columns: 'created_at', 'price', 'kg', 'city'."],
		["df['qty'].values.abs()", "np.abs(x)"],
		["pd.read_cvs('orders.csv')", "pandas has no read_cvs; the closest is read_csv."],
		["df.citty", "A DataFrame has no citty; the closest column is city."],
		["np.floaat64(1)", "numpy here is 2."],
		["pd.read_csv('order.csv')", "There is no file order.csv; the closest is orders.csv."],
		["pd.read_csv('latin.csv')", "Read it with encoding='latin-1'."],
		["open('chinese.csv').read()", "Read it with encoding='gb18030'."],
		[
			"pd.read_csv('japanese.csv')",
			"japanese.csv is not in the encoding that the code expects: it looks like cp932.\nRead it with encoding='cp932'.",
		],
		["pd.read_csv('japanese.csv', encoding='euc_jp')", "Read it with encoding='cp932'."],
		[
			"pd.read_csv('stray.csv', encoding='utf-8')",
			'Some bytes of stray.csv are no utf-8.\nRead it with encoding_errors="replace".',
		],
		[
			"pd.read_csv('inches.tsv', sep='\\t')",
			"inches.tsv has quotation marks that are ordinary characters.\nRead it with quoting=3.",
		],
		["pd.read_csv('long.csv')", "long.csv has 1 row ending with extra delimiters.\nRead it with usecols=range(2)."],
		["a = np.ones((3, 4)); b = np.ones(5)\na + b", "Sizes: a shape (3, 4), b shape (5,)."],
		["df['new'] = [1, 2]", "Sizes: df 120 rows x 6 columns."],
		[
			"import plotly.express as px",
			"plotly is not installed here, and nothing can be installed; matplotlib is installed.",
		],
		["from pandas import DataFram", "pandas has no DataFram; the closest is DataFrame."],
		["twins = df.rename(columns={'kg': 'qty'})\ntwins['qty'] = [1]", "twins has more than one column called 'qty'"],
		[
			"df.to_csv('semi.csv', sep=';', index=False)\nsemi = pd.read_csv('semi.csv')\nsemi['city']",
			"Read it with sep=';'; then its columns are ' Order Id ', 'created_at'",
		],
		[
			"open('above.csv', 'w').write('Report\\nof today\\n\\n' + open('orders.csv').read())\npd.read_csv('above.csv')",
			"above.csv has 3 lines above its header.\nRead it with skiprows=3.",
		],
		[
			"import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\nplt.figure()",
			"There is no screen here",
		],
		[
			"two = df.rename(columns={'kg': 'qty'})\ntwo['qty'].tolist()",
			"To keep the first of each: two = two.loc[:, ~two.columns.duplicated()].",
		],
		["np.zeros(10**15)", "The largest tables: df 120 rows x 6 columns"],
		["countt = 1\ncont + 1", "The name cont is not defined; the closest is countt."],
	])("says what is known by its class: %s", async (source, fact) => {
		expect((await told(source)).all).toContain(fact);
	});

	it("that comes to its time limit names the line it was in, and how large the tables are", async () => {
		const run = await told("n = 0\nfor i in range(10**12):\n  n += df['qty'].sum()");
		expect(run).toMatchObject({ outcome: "timed_out", error: { line: 3 } });
		expect(run.all).toContain("The largest tables: df 120 rows x 6 columns");
	});

	it("that has to be ended at its time limit names the line it was in, too", async () => {
		const stubborn =
			"def work():\n  while True:\n    try:\n      while True: pass\n    except KeyboardInterrupt: pass\nwork()";
		const run = await lab.run("slack:T:C:stubborn", stubborn);
		expect(run).toMatchObject({ outcome: "timed_out", variablesKept: false, error: { line: 4 } });
		// Deep in a library that does not let Python run, and ended from there.
		const library =
			"import numpy as np\na = np.ones((3000, 3000))\nwhile True:\n  try:\n    for _ in range(99): np.linalg.svd(a)\n  except KeyboardInterrupt: pass";
		const hanging = await lab.run("slack:T:C:stubborn", library);
		expect(hanging).toMatchObject({ outcome: "timed_out", variablesKept: false, error: { line: 5 } });
	});

	it("that runs out of memory names the line it was in", async () => {
		const source =
			"import time\nkept = []\ndef fill():\n  while True:\n    time.sleep(0.01); kept.append(b'x' * 5_000_000)\nfill()";
		const run = await lab.run("slack:T:C:greedy", source);
		expect(run).toMatchObject({ outcome: "out_of_memory", error: { name: "MemoryError", line: 5 } });
		// What an earlier cell was asked is not told of this one.
		const { error } = await lab.run("slack:T:C:greedy", "import os\nos._exit(3)");
		expect(error?.line).toBeUndefined();
	});

	it("looks into Chinese tables, too", async () => {
		const { error } = await told("表 = pd.DataFrame({'下单时间': ['2024年1月5日'], '金额': ['１万']})\n表['日期']");
		expect(error?.cause).toBe("There is no column 日期; the closest is 下单时间.");
	});
});

describe("the look into a failed cell", () => {
	const trap = `
class Trap:
  def __getattribute__(self, name): print('asked', name); raise RuntimeError(name)
  def __repr__(self): print('repr'); return 'trap'
  def __str__(self): print('str'); return 'trap'
  def __len__(self): print('len'); return 1
  def __eq__(self, other): print('eq'); return True
  def __hash__(self): print('hash'); return 1
  def __del__(self): print('gone')
trap = Trap()
class Text(str):
  def __repr__(self): print('repr'); return 'x'
  def __len__(self): print('len'); return 1
`;

	it("runs no code of the program's own classes", async () => {
		const source = `${trap}rows = [trap]; table = {'a': trap, 1: trap}; word = Text('w')\nodd = pd.DataFrame({'a': [trap]}, dtype=object)\nodd['b']; trap, rows, table, word`;
		const run = await told(source);
		expect(run.output).toBe("");
		expect(run.error?.cause).toBe("There is no column b.");
		expect(run.error?.locals?.slice(0, 5)).toEqual([
			"odd: 1 row x 1 column (a object)",
			"word: Text",
			"table: dict of 2: 'a': Trap, 1: Trap",
			"rows: list of 1: Trap",
			"trap: Trap",
		]);
		await lab.run(thread, "del trap, rows, table, word, odd");
	});

	it("changes nothing, neither variables nor files nor signal handlers nor what waits to be collected", async () => {
		const look =
			"print(signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)[1], gc.isenabled(), threading.active_count(), sorted(os.listdir('.')), len(os.listdir('/proc/self/fd')))";
		await lab.run(
			thread,
			"import gc, os, signal, threading\nsignal.setitimer(signal.ITIMER_REAL, 600, 7)\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)",
		);
		const before = await lab.run(thread, look);
		const names = "print(sorted(n for n in globals() if n[0] != '_'))";
		const known = await lab.run(thread, names);
		await told("df['nothing like it']");
		expect((await lab.run(thread, look)).output).toBe(before.output);
		expect((await lab.run(thread, names)).output).toBe(known.output);
		await lab.run(thread, "signal.setitimer(signal.ITIMER_REAL, 0)");
	});

	it("is over after its time, whatever hangs in it, and tells what it had found by then", async () => {
		const count = "print(sum(name.isdigit() for name in os.listdir('/proc')))";
		const hang =
			"import os, time\nreal = pd.Series.tolist\ndef hang(self):\n  while self.dtype != object: time.sleep(1)\n  return real(self)\npd.Series.tolist = hang";
		await lab.run(thread, hang);
		const before = await lab.run(thread, count);
		const run = await told("df['price'].astype(float)");
		expect(run).toMatchObject({ outcome: "failed", error: { name: "ValueError" } });
		expect(run.error?.cause).toBeUndefined();
		expect(run.error?.locals?.[0]).toContain("df: 120 rows x 6 columns");
		expect((await lab.run(thread, count)).output).toBe(before.output);
		await lab.run(thread, "pd.Series.tolist = real");
	});

	it("may die without harm: the error is told as ever, and variables stay", async () => {
		await lab.run(
			thread,
			"kept = 6\nreal = pd.Series.tolist\nimport os, signal\npd.Series.tolist = lambda self: os.kill(os.getpid(), signal.SIGSEGV)",
		);
		const run = await told("df['price'].astype(float)");
		expect(run).toMatchObject({ outcome: "failed", variablesKept: true, error: { name: "ValueError" } });
		expect((await lab.run(thread, "pd.Series.tolist = real\nkept")).output).toBe("6\n");
	});

	it("takes no memory that the program would be ended for", async () => {
		const greedy =
			"real = pd.Series.tolist\npd.Series.tolist = lambda self: real(self) if self.dtype == object else [bytes(1 << 20) * 900]";
		await lab.run(thread, `kept = 7\n${greedy}`);
		const run = await told("df['price'].astype(float)");
		expect(run).toMatchObject({ outcome: "failed", error: { name: "ValueError" } });
		expect((await lab.run(thread, "pd.Series.tolist = real\nkept")).output).toBe("7\n");
	});

	it("reports the error where nothing can be started any more", async () => {
		const run = await told("import resource\nresource.setrlimit(resource.RLIMIT_NPROC, (0, 0))\ndf['date']");
		expect(run).toMatchObject({ outcome: "failed", error: { name: "KeyError", line: 3 } });
	});
});
