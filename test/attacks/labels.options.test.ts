// Options that are spread hide what a call is given (D4): what nobody can tell all of, or what reaches further, has a label.

import { expect, test } from "vitest";
import { examine } from "../../src/python/risk.ts";

const labels = (source: string, earlier: readonly string[] = []) =>
	examine({ language: "python", source, files: ["made.csv"], earlier }).map(({ label }) => label);
const read = "import pandas as pd\n";

test.each([
	["reads elsewhere by a dict", "o = {'storage_options': {'a': 1}}\npd.read_csv('a.csv', **o)"],
	["adds the option later", "o = {'sep': ';'}\no['storage_options'] = x\npd.read_csv('a.csv', **o)"],
	["updates the dict", "o = {'sep': ';'}\no.update(storage_options=1)\npd.read_csv('a.csv', **o)"],
	["changes it by its other name", "o = p = {'sep': ';'}\np['storage_options'] = 1\npd.read_csv('a.csv', **o)"],
	["changes it by a copy of the name", "o = {}\np = o\np['storage_options'] = 1\npd.read_csv('a.csv', **o)"],
	["changes it in a function", "o = {}\ndef f(d):\n    d['x'] = 1\nf(o)\npd.read_csv('a.csv', **o)"],
	["binds it in a loop", "o = {}\nfor o in [{'storage_options': 1}]: pass\npd.read_csv('a.csv', **o)"],
	["writes into it by a loop", "o = {}\nfor o['storage_options'] in [1]: pass\npd.read_csv('a.csv', **o)"],
	["binds it by a pattern", "o = {}\nmatch x:\n    case {**o}: pass\npd.read_csv('a.csv', **o)"],
	["binds it in passing", "if (o := {'storage_options': 1}): pass\npd.read_csv('a.csv', **o)"],
	["joins it in place", "o = {}\no |= {'storage_options': 1}\npd.read_csv('a.csv', **o)"],
	["lets its sign change it", "o = {}\nx | o\npd.read_csv('a.csv', **o)"],
	["binds it as a global", "o = {}\ndef f():\n    global o\n    o = x\nf()\npd.read_csv('a.csv', **o)"],
	["makes a key", "o = {k: 1}\npd.read_csv('a.csv', **o)"],
	["joins a key", "o = {'storage' '_options': 1}\npd.read_csv('a.csv', **o)"],
	["has a dict of its own", "def dict(**k): return x\npd.read_csv('a.csv', **dict(sep=1))"],
	["hands them through", "def f(**k): return pd.read_csv('a.csv', **k)\nf(storage_options=1)"],
	["hands them through twice", "def f(**k): return pd.read_csv(**k)\ndef g(**k): return f(**k)\ng(io='/etc/passwd')"],
	["has the function called by others", "def f(*a, **k): pd.read_csv('a.csv', **k)\nf(sep=1)\ndf.pipe(f, x=1)"],
	["changes what it hands through", "def f(**k):\n    k['io'] = x\n    pd.read_csv('a.csv', **k)\nf()"],
	["gives an option the name of all", "def f(**path): return pd.read_csv(**path)\nf(path='/etc/passwd')"],
	["gives one the name of an argument", "def f(io, /, **k): return pd.read_csv(**k)\nf('a.csv', io='/etc/passwd')"],
	[
		"calls a method of the function's name",
		"class A:\n    def f(self, **k): pd.read_csv(**k)\ndef f(**k): pass\nf(sep=1)\nA().f(filepath_or_buffer='/etc/passwd')",
	],
	[
		"has a decorator call it",
		"def d(g): return lambda **k: g(filepath_or_buffer='/etc/passwd')\n@d\ndef f(**k): pd.read_csv(**k)\nf(sep=1)",
	],
	["chooses one of two", "o = {'path_or_buf': 'made.csv'}\nif x: o = {'path_or_buf': 'a.csv'}\ndf.to_csv(**o)"],
	["chooses the other", "o = {'path_or_buf': 'a.csv'}\nif x: o = {'path_or_buf': 'made.csv'}\ndf.to_csv(**o)"],
	["has a second call", "def f(**k): df.to_csv(**k)\nf(path_or_buf='made.csv')\nf(path_or_buf='a.csv')"],
	["fills a name with a second choice", "def f(**k): df.to_csv('{n}.csv'.format(**k))\nf(n='a')\nf(n='made')"],
	["opens a file to write", "open(**{'file': 'made.csv', 'mode': 'w'})"],
])("a program that %s is labelled", (_gain, source) => {
	expect(labels(read + source)).not.toEqual([]);
});

test("a later call of an earlier program's function is labelled with what it gives", () => {
	const earlier = `${read}def load(**k):\n    return pd.read_csv(**k)\nload(filepath_or_buffer='a.csv')`;
	expect(labels("load(filepath_or_buffer='/etc/passwd')", [earlier])).toContain("outside");
	expect(labels("load(filepath_or_buffer='b.csv', storage_options=1)", [earlier])).toContain("unparsed");
});

test("a function that is registered for anything but a table is labelled", () => {
	expect(labels("import duckdb\nc = duckdb.connect()\nc.register('f', print)")).not.toEqual([]);
	expect(labels("events.register('pre_run_cell', go)")).not.toEqual([]);
	expect(labels("import atexit\natexit.register(print)")).not.toEqual([]);
});

test("what is pickled may be written, and never read", () => {
	const write = "import pickle\nwith open('new.pkl', 'wb') as f:\n    pickle.dump(df, f)";
	expect(labels(write)).toEqual([]);
	expect(labels(write.replace("new.pkl", "made.csv"))).toEqual(["overwrites"]);
	expect(labels("import pickle\npickle.loads(b'x')")).not.toEqual([]);
	expect(labels("from pickle import Unpickler")).not.toEqual([]);
});

test.each([
	["o = {'sep': ';', 'decimal': ','}\npd.read_csv('a.csv', **o)"],
	["o: dict = dict(sep=';')\no['decimal'] = ','\npd.read_csv('a.csv', **o)"],
	["base = {'sep': ';'}\no = {**base, 'decimal': ','}\npd.read_csv('a.csv', **o)"],
	["def f(p, **k): return pd.read_csv(p, **k)\nf('a.csv', sep=';')\nf('b.csv', sep=',')"],
	["def f(p, **k): return pd.read_csv(p, **k)\ndef g(p, **k): return f(p, **k)\ng('a.csv', sep=';')"],
	["df.to_csv('new.csv', **{'index': False})"],
])("options that stand there in full are read like keywords: %j", (source) => {
	expect(labels(read + source)).toEqual([]);
});
