// What earlier programs of the kernel defined or replaced counts in the programs that come after them (D4, D6).

import { expect, test } from "vitest";
import type { Label } from "../../src/core/domain.ts";
import { examine } from "../../src/python/risk.ts";

type Row = readonly [gain: string, earlier: readonly string[], code: string, label: Label];

const labels = (earlier: readonly string[], source: string) => [
	...new Set(examine({ language: "python", source, files: ["made.csv"], earlier }).map(({ label }) => label)),
];

const carried: readonly Row[] = [
	["a function that deletes", ["import os\ndef tidy(p):\n    os.remove(p)"], "tidy('made.csv')", "deletes"],
	["a lambda that deletes", ["import os\ntidy = lambda p: os.remove(p)"], "tidy('made.csv')", "deletes"],
	[
		"a class that deletes",
		["import os\nclass A:\n    def go(self, p):\n        os.remove(p)"],
		"A().go('made.csv')",
		"deletes",
	],
	[
		"a method of an object",
		["import os\nclass A:\n    def go(self, p):\n        os.remove(p)\na = A()"],
		"a.go('made.csv')",
		"deletes",
	],
	[
		"an alias of a function",
		["import os\ndef tidy(p):\n    os.remove(p)", "clean = tidy"],
		"clean('made.csv')",
		"deletes",
	],
	["a function in a list", ["import os\nfs = [os.remove]"], "fs[0]('made.csv')", "deletes"],
	[
		"a function that a function calls",
		["import os\ndef a(p):\n    os.remove(p)\ndef b(p):\n    a(p)"],
		"b('made.csv')",
		"deletes",
	],
	["an import", ["import helper"], "helper.go()", "unparsed"],
	["a name from an import", ["from helper import go"], "go()", "unparsed"],
	["an alias of a module", ["import os as o"], "o.remove('made.csv')", "deletes"],
	["a default argument", ["import os\ndef f(p, go=os.remove):\n    go(p)"], "f('made.csv')", "deletes"],
	["an attribute", ["import os\nclass A: pass\na = A()\na.go = os.remove"], "a.go('made.csv')", "deletes"],
	[
		"a patched method of tables",
		["import pandas as pd\npd.Series.sum = lambda s: 60"],
		"print(df['x'].sum())",
		"unparsed",
	],
	["a patched builtin", ["import builtins\nbuiltins.print = lambda *a: None"], "print(1)", "unparsed"],
	["a builtin that was shadowed", ["def print(*a):\n    pass"], "print(1)", "unparsed"],
	["a builtin that was shadowed by a lambda", ["sum = lambda x: 60"], "y = sum([1])", "unparsed"],
	[
		"a decorator of ours",
		["import os\ndef deco(f):\n    os.remove('made.csv')\n    return f"],
		"@deco\ndef x(): pass",
		"deletes",
	],
	["a path that is kept", ["name = 'made.csv'"], "df.to_csv(name)", "overwrites"],
	[
		"a path that is written by an earlier function",
		["def save(df, p):\n    df.to_csv(p)\nsave(df, 'new.csv')"],
		"save(df, 'made.csv')",
		"overwrites",
	],
	[
		"a global that an earlier function reads",
		["p = 'new.csv'\ndef save(df):\n    df.to_csv(p)"],
		"p = 'made.csv'\nsave(df)",
		"overwrites",
	],
	["a function behind a star", ["from os import *"], "remove('made.csv')", "deletes"],
	["a star of the workspace", ["from helper import *"], "go('made.csv')", "unparsed"],
	[
		"a name defined after it was used",
		["import os\ndef tidy(p):\n    os.remove(p)"],
		"tidy('made.csv')\ndef tidy(p): pass",
		"deletes",
	],
	[
		"a name that is bound again in one branch only",
		["import os\ndef tidy(p):\n    os.remove(p)"],
		"if 0:\n    tidy = print\ntidy('made.csv')",
		"deletes",
	],
	["what a failed program left", ["import os\ndef tidy(p):\n    os.remove(p)\n1 / 0"], "tidy('made.csv')", "deletes"],
	["the database", ["import sqlite3\ncon = sqlite3.connect('shop.db')"], "con.execute('DROP TABLE t')", "deletes"],
	[
		"a function that asks the database",
		["import sqlite3\ncon = sqlite3.connect('shop.db')\ndef ask(q): return con.execute(q)"],
		"ask('UPDATE t SET a = 1')",
		"overwrites",
	],
	[
		"a database in memory that has a file",
		["import duckdb\ncon = duckdb.connect()\ncon.sql(''.join(parts))"],
		"con.sql('DROP TABLE m.t')",
		"deletes",
	],
	[
		"a function that evaluates annotations",
		["import functools\n@functools.singledispatch\ndef f(x): return x"],
		"@f.register\ndef g(x: 'os.remove(1)'): return 1",
		"unparsed",
	],
	["a broken program's rest", ["import os\ntidy = os.remove\nx = = 1"], "tidy('made.csv')", "deletes"],
];

test.each(carried)(
	"a later program uses %s of an earlier one, and the card says so (D4)",
	(_gain, earlier, code, label) => {
		expect(labels(earlier, code)).toContain(label);
	},
);

const free: readonly (readonly [what: string, earlier: readonly string[], code: string])[] = [
	["functions without findings", ["def half(x):\n    return x / 2"], "print(half(3))"],
	[
		"a name that is bound again before it is used",
		["import os\ndef tidy(p):\n    os.remove(p)"],
		"def tidy(p):\n    return p.strip()\nprint(tidy(' a '))",
	],
	["a path that is bound again", ["path = 'made.csv'"], "path = 'new.csv'\ndf.to_csv(path)"],
	[
		"a database in memory",
		["import duckdb\ncon = duckdb.connect()"],
		"con.sql('CREATE OR REPLACE TABLE t AS SELECT 1')",
	],
	["a table that was read", ["import pandas as pd\ndf = pd.read_csv('made.csv')"], "print(df.groupby('a').b.sum())"],
	["a builtin that is a number now", ["sum = 0\nfor x in [1]:\n    sum += x"], "total = sum\nprint(total)"],
	["something else that deleted", ["import os\nos.remove('old.csv')\nx = 1"], "print(x)"],
	[
		"the same program, which failed before",
		["import pandas as pd\ndf = pd.read_csv('made.csv')\nprint(df.nothing.total())"],
		"import pandas as pd\ndf = pd.read_csv('made.csv')\nprint(df.describe())",
	],
];

test.each(free)("%s of earlier programs are no reason for a label", (_what, earlier, code) => {
	expect(labels(earlier, code)).toEqual([]);
});
