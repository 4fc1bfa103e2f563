// Programs that change a database, read outside by a part of SQL, or write a file whose name they do not say in full, with the label that says so.

import type { Label } from "../../src/core/domain.ts";

type Row = readonly [gain: string, code: string, label: Label];

const ENVIRON = "(select content from read_text('/proc/self/environ'))";
const relation = (rest: string) => `import duckdb\nr = duckdb.sql('select 1')\n${rest}`;
const stored = (rest: string) => `import sqlite3\ncon = sqlite3.connect('made.db')\n${rest}`;
const duck = (rest: string) => `import duckdb\ncon = duckdb.connect('made.db')\n${rest}`;
const array = (rest: string) => `import numpy as np\n${rest}`;
const plot = (rest: string) => `import matplotlib.pyplot as plt\n${rest}`;

/** Files that are there. */
export const there = ["made.csv", "made.npy", "made.npz", "made.png", "made.db"];

export const reading: readonly Row[] = [
	...[
		"aggregate",
		"sum",
		"max",
		"mean",
		"first",
		"list",
		"string_agg",
		"value_counts",
		"unique",
		"median",
		"quantile_cont",
	].map((name): Row => [`a relation's ${name} reads`, relation(`r.${name}("${ENVIRON}")`), "outside"]),
	["a relation's query begins with from", relation(`r.filter("x in (from '/etc/passwd')")`), "outside"],
	["a relation comes out of a list", relation(`for one in [r]:\n    one.max("${ENVIRON}")`), "outside"],
	["a relation's column reads", relation(`r['a'].max("${ENVIRON}")`), "outside"],
	["a relation of a chain reads", relation(`r.limit(3).order('a').sum("${ENVIRON}")`), "outside"],
	["a relation that nobody can tell reads", `import duckdb\ndef f(r): r.first("${ENVIRON}")`, "outside"],
	["a relation reads by a keyword", relation(`r.sum("a", groups="${ENVIRON}")`), "outside"],
	["a relation is given a list that reads", relation(`r.sum(*["${ENVIRON}"])`), "outside"],
	["a relation is given a dict", relation("import json\no = json.loads(t)\nr.sum(**o)"), "unparsed"],
	["a name stands for a relation and a table", relation("r.sum(open('q.txt').read())\nr = r.df()"), "unparsed"],
	["a table of duckdb reads", `import duckdb\nduckdb.aggregate(df, "${ENVIRON}")`, "outside"],
	["a table's name is a path", "import duckdb\nduckdb.table('/x.csv')", "outside"],
	["a view's name is a path", "import duckdb\nduckdb.connect().view('\"/x.csv\"')", "outside"],
	["a table is passed on by its name", "import duckdb\nlist(map(duckdb.table, ['/x.csv']))", "unparsed"],
	["a relation is given a file's text", relation("r.sum(open('q.txt').read())"), "unparsed"],
	["a relation is given a text in pieces", relation("r.sum('a'.replace('a', q))"), "unparsed"],
	["a relation's method is kept", relation("f = r.sum\nf('a')"), "unparsed"],
	["a relation's method is found by name", relation("getattr(r, 'sum')('a')"), "unparsed"],
	[
		"a comment stands in a text",
		`import duckdb\nduckdb.sql("select '--', * from read_text('/etc/passwd')")`,
		"outside",
	],
	["a text hides a statement", `import duckdb\nduckdb.sql("select '--'; ATTACH 'made.db'")`, "unparsed"],
	["brackets hide a statement", stored(`con.executescript("select [it's]; DROP TABLE t; select [it's]")`), "unparsed"],
	["a name in quotes is a function", `import duckdb\nduckdb.sql("from \\"read_text\\"('/et' || 'c')")`, "unparsed"],
	["backticks name a file", 'import duckdb\nduckdb.sql("from `/x.csv`")', "outside"],
	["a query stands in JSON", `import duckdb\nduckdb.sql("from json_execute_serialized_sql('{}')")`, "unparsed"],
];

export const losing: readonly Row[] = [
	["a table is dropped", stored("con.execute('DROP TABLE t')"), "deletes"],
	["a cursor deletes rows", stored("con.cursor().execute('delete from t')"), "deletes"],
	["a script deletes behind a comment", stored("con.executescript('select 1; DELETE/**/FROM t')"), "deletes"],
	["a query deletes", stored("con.execute('WITH x AS (SELECT 1) DELETE FROM t')"), "deletes"],
	["a table's name is put in", stored("for t in ['a', 'b']:\n    con.execute(f'DROP TABLE {t}')"), "deletes"],
	["pandas drops", stored("import pandas as pd\npd.read_sql('DROP TABLE t', con)"), "deletes"],
	["pandas drops by keyword", stored("import pandas as pd\npd.read_sql(sql='DROP TABLE t', con=con)"), "deletes"],
	["duckdb drops", duck("con.sql('DROP TABLE t')"), "deletes"],
	["a statement names its connection", duck("duckdb.sql('DROP TABLE t', connection=con)"), "deletes"],
	["a connection is closed after it", duck("with con as c:\n    c.execute('DROP TABLE t')"), "deletes"],
	[
		"a function gives the connection",
		"import sqlite3\ndef db(p='made.db'): return sqlite3.connect(p)\ndb().execute('DROP TABLE t')",
		"deletes",
	],
	["nobody can tell the connection", "def f(con): con.execute('DROP TABLE t')", "deletes"],
	["nobody can tell the file", "import sqlite3\nsqlite3.connect(p).execute('DROP TABLE t')", "deletes"],
	[
		"a file is attached",
		"import duckdb\nduckdb.sql(\"ATTACH 'made.db' AS m\")\nduckdb.sql('DROP TABLE m.t')",
		"deletes",
	],
	["rows are changed", stored("con.execute('UPDATE t SET a = 1')"), "overwrites"],
	["rows are changed many times", stored("con.executemany('update t set a = ?', rows)"), "overwrites"],
	["rows are replaced", stored("con.execute('INSERT OR REPLACE INTO t VALUES (1)')"), "overwrites"],
	[
		"rows are replaced on conflict",
		stored("con.execute('INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a = 1')"),
		"overwrites",
	],
	["rows are added to a file", stored("con.execute('INSERT INTO t VALUES (1)')"), "overwrites"],
	["a table is replaced", duck("con.execute('CREATE OR REPLACE TABLE t AS SELECT 1')"), "overwrites"],
	["a table is altered", duck("con.execute('ALTER TABLE t ADD COLUMN x INT')"), "overwrites"],
	["a relation changes its table", duck("con.table('t').update({'a': 1})"), "overwrites"],
	["a relation adds to its table", duck("con.table('t').insert([1])"), "overwrites"],
	["pandas replaces a table", stored("df.to_sql('t', con, if_exists='replace')"), "overwrites"],
	["pandas may replace a table", stored("df.to_sql('t', con=con, if_exists=how)"), "overwrites"],
	["pandas adds to a file", stored("df.to_sql('t', con, if_exists='append')"), "overwrites"],
	[
		"comments stand around TO",
		"import duckdb\nduckdb.sql(\"COPY (SELECT 1) /* */ TO /* */ 'made.csv'\")",
		"overwrites",
	],
	["no blank follows TO", "import duckdb\nduckdb.sql(\"COPY (SELECT 1) TO'made.csv'\")", "overwrites"],
	["no quotes follow TO", "import duckdb\nduckdb.sql('COPY (SELECT 1) TO made.csv')", "overwrites"],
	[
		"a folder is emptied",
		"import duckdb\nduckdb.sql(\"COPY (SELECT 1) TO 'out' (PARTITION_BY (a), OVERWRITE)\")",
		"overwrites",
	],
	["a relation empties a folder", relation("r.write_parquet('out', overwrite=True)"), "overwrites"],
	["numpy adds .npy", array("np.save('made', x)"), "overwrites"],
	["numpy adds .npz", array("np.savez('made', x)"), "overwrites"],
	["numpy adds .npz to what it packs", array("np.savez_compressed(file='made', a=x)"), "overwrites"],
	["numpy adds .npy to a path", array("from pathlib import Path\nnp.save(Path('made'), x)"), "overwrites"],
	["a plot adds .png", plot("plt.savefig('made')"), "overwrites"],
	["a figure adds .png after a dot", plot("fig = plt.figure()\nfig.savefig('made.')"), "overwrites"],
];

/** Of the same kinds, and without a label. */
export const harmless: readonly string[] = [
	"import sqlite3\ncon = sqlite3.connect(':memory:')\ncon.execute('CREATE TABLE t (a)')\ncon.execute('UPDATE t SET a = 1')\ncon.execute('DROP TABLE t')",
	"import sqlite3\ncon = sqlite3.connect(':memory:')\ndf.to_sql('t', con, if_exists='replace')",
	"import duckdb\nduckdb.sql('CREATE OR REPLACE TABLE t AS SELECT 1')\nduckdb.sql('DROP TABLE t')",
	"import duckdb\ncon = duckdb.connect()\ncon.execute('DELETE FROM t')\nprint(con.execute('SELECT 1').fetchone()[0])",
	stored("for row in con.execute('SELECT * FROM t'):\n    print(row[0], row['a'])\nprint(con.total_changes)"),
	stored(
		"import pandas as pd\nprint(pd.read_sql(\"SELECT updated FROM t WHERE a = 'drop table' -- DROP TABLE t\", con))",
	),
	"import sqlite3\ncon = sqlite3.connect('new.db')\ncon.execute('CREATE TABLE t (a)')\ncon.executemany('INSERT INTO t VALUES (?)', rows)",
	duck("con.execute('CREATE OR REPLACE TEMP TABLE t AS SELECT 1')"),
	relation("print(r.filter(\"a > 1 and b = 'East'\").aggregate('b, sum(a) as s', 'b').order('s desc').limit(5).df())"),
	relation(
		"r.filter('a > (select avg(a) from r)').show()\nprint(r.columns, r.shape, [c for c in r.columns])\nn = r.columns",
	),
	relation("o = duckdb.table('sales')\nprint(r.join(o, 'id').project('a, b').sum('a').fetchall())\nr.limit(n).to_df()"),
	relation(
		"r = r.df()\nprint(r.groupby(by).sum(), r.sort_values(by), r.drop(columns=by))\nr.plot(ax=ax)\nr['a'].map(names)",
	),
	relation("cols = ['a', 'b']\nprint(r.select(*cols))"),
	relation(
		"print(r.select(duckdb.col('a'), duckdb.ColumnExpression('b').alias('c')).filter(duckdb.SQLExpression('a > 1')))",
	),
	`import duckdb\n${plot("plt.title(f'Sales (from {region})')\nplt.xlabel('Query time (ms)')")}`,
	"import duckdb\nprint(df.groupby('a').agg({'b': 'sum'}), df.groupby('a').agg(total=('b', 'sum')))",
	"import duckdb\nduckdb.sql(\"COPY (SELECT 1) TO 'new.csv'\")",
	array("np.save('new', x)\nnp.savez('other', a=x)\nnp.save('made.csv.npy', x)"),
	plot("plt.savefig('new')\nplt.savefig('new.png')\nplt.savefig('made.svg')"),
];
