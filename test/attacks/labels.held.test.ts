// A harmless value stands in sight and another one takes its place (D4, siblings): each way to put it there has a label.

import { expect, test } from "vitest";
import { examine } from "../../src/python/risk.ts";

const labels = (source: string) =>
	examine({ language: "python", source, files: ["made.csv"], earlier: [] }).map(({ label }) => label);

test.each([
	["through the list's other name", "m = l\nm.append('made.csv')"],
	["by a function", "def put(x, v): x.append(v)\nput(l, 'made.csv')"],
	["by the list's class", "list.append(l, 'made.csv')"],
	["by a list of the list", "[l][0].append('made.csv')"],
	["by what a function returns", "def get(): return l\nget().append('made.csv')"],
	["by a heap", "import heapq\nheapq.heappush(l, 'made.csv')"],
	["in its order", "import bisect\nbisect.insort(l, 'made.csv')"],
	["by an attribute", "class A: pass\na = A()\na.m = l\na.m.append('made.csv')"],
	["by a lambda", "(lambda x: x.append('made.csv'))(l)"],
	["by a mapped lambda", "for m in map(lambda x: x, [l]): m.append('made.csv')"],
	["by a loop", "for m in [l]:\n    m.insert(0, 'made.csv')"],
	["by a slice", "m = l\nm[:] = ['made.csv']"],
	["by a comprehension's target", "[0 for l[0] in ['made.csv']]"],
	["whose name a comprehension uses again", "l = ['made.csv']\n[l for l in [['new.csv']]]"],
	["out of a comprehension", "[m.append('made.csv') for m in [l]]"],
	["in place", "m = l\nm += ['made.csv']"],
	["by a default", "def put(x=l): x.append('made.csv')\nput()"],
	["by a loop's target", "m = l\nfor m[0] in ['made.csv']: pass"],
	["as a text that was put together", "l[0] = 'x'.replace('x', 'made.csv')"],
])("a file's name that gets into a list %s is not missed", (_gain, source) => {
	expect(labels(`l = ['new.csv']\n${source}\nopen(l[0], 'w')`)).not.toEqual([]);
});

test.each([
	["a class is handed on", "def __init__(self, p): open(p)", "A('ok.csv')\nlist(map(A, [x]))"],
	["an instance is handed on", "def __call__(self, p): open(p)", "A()('ok.csv')\nlist(map(A(), [x]))"],
	["a sign calls it", "def __getitem__(self, p): return open(p)", "A().__getitem__('ok.csv')\nA()[x]"],
	["it is spread", "def go(self, p): return open(p)", "A().go('ok.csv')\nA().go(*[x])"],
	["an operator calls it", "def __matmul__(self, p): return open(p)", "A().__matmul__('ok.csv')\nA() @ x"],
])("a method that opens another file than the call in sight says is not missed if %s", (_how, method, calls) => {
	expect(labels(`x = '/etc' + '/passwd'\nclass A:\n    ${method}\n${calls}`)).not.toEqual([]);
});

test("a function under a wrapper that was called is not missed", () => {
	const wrapped = "import functools\ndef a(x): return print\ndef b(p): open(p)\nb('ok.csv')\n";
	expect(labels(`${wrapped}functools.wraps(a)(b)('/etc/passwd')`)).not.toEqual([]);
	const timed = "def timed(f):\n    @functools.wraps(f)\n    def inner(*a, **k): return f(*a, **k)\n    return inner\n";
	const load = (path: string) => `import functools\n${timed}@timed\ndef load(p): return open(p)\nload('${path}')`;
	expect(labels(load("/etc/passwd"))).toContain("outside");
	expect(labels(load("new.csv"))).toEqual([]);
});

test("a parser that opens what it finds on a page is not missed", () => {
	const parser = "from html.parser import HTMLParser\nclass P(HTMLParser):\n    def handle_data(self, d): open(d)\n";
	expect(labels(`${parser}p = P()\np.handle_data('ok.csv')\np.feed('/etc/passwd')`)).not.toEqual([]);
});

test.each([
	["a function of a module", "import os\nattrgetter('remove')(os)('made.csv')"],
	["a method that deletes", "sorted(x, key=attrgetter('unlink'))"],
	["a method that writes", "for k in map(attrgetter('to_csv'), [df]): k('made.csv')"],
	["the folder above", "sorted(x, key=attrgetter('parent.parent'))"],
	["what nobody knows", "import itertools\nfor k, v in itertools.groupby(x, key=attrgetter('go')): k()"],
	["a name that was put together", "sorted(x, key=attrgetter('un' + name))"],
])("attrgetter does not get %s unseen", (_gain, source) => {
	expect(labels(`from operator import attrgetter\n${source}`)).not.toEqual([]);
});

test.each([
	["a context", "import contextlib\nwith contextlib.nullcontext(p.rename) as f: f('made.csv')"],
	["a cast", "import typing\ntyping.cast(int, p.rename)('made.csv')"],
	["a sign", "import operator\noperator.or_(p.rename, 0)('made.csv')"],
	["a slice", "slice(p.rename).start('made.csv')"],
	["a member", "import enum\nenum.member(p.rename).value('made.csv')"],
])("a method that moves files is not handed through %s unseen", (_gain, source) => {
	expect(labels(`from pathlib import Path\np = Path('new.csv')\n${source}`)).not.toEqual([]);
});

test.each([
	["its texts are named among data", "d = {'made': df}\nfor k, v in d.items(): v.to_csv(f'{k}.csv')"],
	["a spread list gives the second argument", "def f(a, p): open(p)\nf(1, 'ok.csv')\nf(*[1, '/etc' + '/passwd'])"],
	[
		"a property gives the function",
		"def g(p): open(p)\ng('ok.csv')\nclass A:\n    @property\n    def go(self): return g\nA().go('/etc/passwd')",
	],
	["a keyword of another call is given", "def f(**o): df.query(text, **o)\nf(k=1)\nf()"],
])("a program is not missed if %s", (_how, source) => {
	expect(labels(source)).not.toEqual([]);
});

test("a decorator that makes a property of a method is looked through", () => {
	const own = "def abstractmethod(f): return property(f)\n";
	const body = "import os\nclass A:\n    @abstractmethod\n    def go(self): return os.remove\nA().go('made.csv')";
	expect(labels(own + body)).not.toEqual([]);
	expect(labels("import argparse\nargparse.ArgumentParser(fromfile_prefix_chars='@')")).not.toEqual([]);
	expect(labels("import logging\nlogging.getLogger().addHandler(logging.FileHandler('made.csv'))")).not.toEqual([]);
});

const table = "import pandas as pd\ndf = pd.read_csv('sales.csv')\n";

test.each([
	["kept", "w = df.to_csv\nw('made.csv')"],
	["kept in a list", "[w('made.csv') for w in [df.to_csv]]"],
	["kept by or", "(df.to_csv or 0)('made.csv')"],
	["kept with a query", "q = df.query\nq(\"@os.system('id')\")"],
	[
		"kept beside a class with such a name",
		"class A:\n    to_csv = 1\ndef f(df):\n    w = df.to_csv\n    w('made.csv')",
	],
	["kept as a path's", "from pathlib import Path\np = pd.Series([Path('made.csv')]).b.iloc[0]\no = p.open\no('w')"],
	["a decorator", "@df.to_csv('made.csv')\ndef f(): pass"],
	["a decorator of a path", "from pathlib import Path\np = Path('made.csv')\n@p.write_text('')\ndef f(): pass"],
	["a decorator that nobody knows", "@g.register\ndef f(x: 'os.remove(1)'): pass"],
])("a method of a table that is %s is not missed", (_how, source) => {
	expect(labels(table + source)).not.toEqual([]);
});

const record = (annotation: string, before = "") =>
	`import dataclasses, typing\n${before}\n@dataclasses.dataclass\nclass A:\n    x: ${annotation}\n`;

test.each([
	["a text", record('"os.remove(1)"')],
	["a text inside another", record('list["os.remove(1)"]')],
	["a text's name", record("s", "s = 'os.remove(1)'")],
	["a name in a text", record('"s"', "s = 'os.remove(1)'")],
	["another name of a type", record("X", "X = list['os.remove(1)']")],
	["the name of a type with a text", record("List", "List = typing.List['os.remove(1)']")],
	["an attribute", record("B.s", "class B:\n    s = 'os.remove(1)'")],
	["put in later", record("int", "class B:\n    __annotations__ = {'x': 'os.remove(1)'}")],
])("polars does not evaluate an annotation unseen that is %s", (_what, source) => {
	expect(labels(`import polars as pl\n${source}pl.DataFrame([A(1)])`)).not.toEqual([]);
});

test("a function in an annotation is not called unseen by the field that keeps it", () => {
	expect(labels(`${record("open")}f = dataclasses.fields(A)[0].type\nf('made.csv', 'w')`)).not.toEqual([]);
});

test.each([
	["import pandas as pd\ndef f(x: pd.DataFrame, y: 'pd.Series' = None) -> float: return 1.0"],
	[
		"from __future__ import annotations\nimport pandas as pd\ndef f(x: pd.DataFrame | None, *a: int) -> dict[str, float]: return {}",
	],
	["from pathlib import Path\nimport pandas as pd\ndef f(p: Path, w: pd.ExcelWriter) -> Path: return p"],
	[record("'list[int]'")],
	[
		`import polars as pl\nimport datetime as dt\n${record("typing.Optional[dict[str, dt.date]] = None")}print(pl.DataFrame([A()]))`,
	],
	[
		`import polars as pl\n${record("int | None")}    y: 'int | None' = None\n    z: tuple[float, ...] = ()\nprint(A(1))`,
	],
	["def f[T: (int, str)](x: T) -> T: return x\ntype X[T] = list[T]\nclass A[T]:\n    x: T"],
	["class A:\n    @property\n    def b(self): return 1\n    @b.setter\n    def b(self, v): pass"],
	["import functools\n@functools.lru_cache(maxsize=None)\ndef f(x: int) -> int: return x"],
	["class A:\n    def save(self): return 1\na = A()\nf = a.save\nprint(f())"],
	[`${table}x = df.open\nprint([x, df.open, df.replace])`],
])("annotations, decorators and columns of ordinary programs have no label: %j", (source) => {
	expect(labels(source)).toEqual([]);
});
