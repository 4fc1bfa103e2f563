// What is put right in a program before people see it, and what the model is asked to put right itself.

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apply } from "../../src/python/precheck/edits.ts";
import { ABSENT, INSTALLED } from "../../src/python/precheck/environment.ts";
import { precheck } from "../../src/python/precheck.ts";
import { all, type Case, sales } from "./precheck/cases.ts";
import { clean } from "./precheck/clean.programs.ts";
import { faulty } from "./precheck/faulty.programs.ts";
import { mended } from "./precheck/mended.programs.ts";

type Repairs = Pick<Parameters<typeof precheck>[0], "repairs">;
const check = ({ source, files = all, made = [], earlier = [], ...repairs }: Case & Repairs) =>
	precheck({ language: "python", source, files, made, earlier, ...repairs });
const reads = (name: string) => `import pandas as pd\nprint(pd.read_csv('${name}').shape)`;

test("there are enough programs to mean something", () => {
	expect(clean.length).toBeGreaterThan(120);
	expect(mended.length + faulty.length).toBeGreaterThan(55);
});

describe("a program that works is left as it is", () => {
	test.each(clean.map((source) => [source]))("%j", (source) => {
		expect(check({ source })).toEqual({ source, mends: [], faults: [] });
	});
});

describe("what is certain is mended, said, and nothing else is touched", () => {
	test.each(mended.map((one) => [one.source, one] as const))("%j", (_source, { to, mends, ...given }) => {
		expect(check(given)).toEqual({ source: to, mends, faults: [] });
	});
});

describe("a mended program has nothing left to mend", () => {
	test.each(mended.map((one) => [one.to, one] as const))("%j", (source, { files, earlier }) => {
		expect(check({ source, ...(files && { files }), ...(earlier && { earlier }) })).toEqual({
			source,
			mends: [],
			faults: [],
		});
	});
});

describe("what is not certain stays as it is and is said to the model", () => {
	test.each(faulty.map((one) => [one.source, one] as const))("%j", (source, { faults, ...given }) => {
		expect(check(given)).toEqual({ source, mends: [], faults });
	});
});

describe("a fix that drops lines which had not failed", () => {
	const failed = "df = load()\nday = parse(df)\nsome = df[df['m'] == 9]\na, b = some.shape\nprint(a)";
	const earlier = ["def load(): ...", "def parse(x): ..."];
	const fixedTo = (source: string, line = 2) =>
		check({ source, earlier, files: [], repairs: { source: failed, line } }).faults;

	test("hears which ones", () => {
		expect(fixedTo("df = load()\nday = df\na, b = df.shape\nprint(a)")).toEqual([
			"It leaves out lines that had not failed: `some = df[df['m'] == 9]`. Keep them.",
		]);
		expect(fixedTo("df = load()\nday = df\nprint(df)")[0]).toContain("`, `a, b = some.shape`. Keep them.");
	});

	test("may change what it assigns, its quotes, its order, and the line that failed", () => {
		const rest = "df = load()\nsome = df[df['m'] == 8]\na, b = some.shape\nprint(a)";
		expect(fixedTo(rest)).toEqual([]);
		expect(fixedTo(`extra = load()\n${rest}`)).toEqual([]);
		expect(fixedTo("df = load()\nday = df\nprint(df)", 3)).toHaveLength(1);
		const column = check({ source: 'df = {}\ndf["a"] = 1', repairs: { source: "df = {}\ndf['a'] = 1\nx", line: 3 } });
		expect(column.faults).toEqual([]);
	});
});

test("names and imports of programs that ran before in the kernel are known", () => {
	const source = "print(total, np.mean([1]))";
	expect(check({ source }).faults).toEqual(["Line 1: the name 'total' is never defined."]);
	expect(check({ source, earlier: ["import numpy as np\ntotal = 1"] })).toEqual({ source, mends: [], faults: [] });
});

test("in a long thread, whose first programs are forgotten, no name, file or column is called unknown", () => {
	const source = "print(total, df['revenue'], open('a.csv').read(), input())";
	const earlier = Array.from({ length: 40 }, (_, at) => `x${at} = 1`);
	expect(check({ source, earlier: earlier.slice(0, 3), files: [sales] }).faults).toHaveLength(3);
	const said = [
		"Line 1: input() cannot work, since nobody can type while the program runs; take the values from the request.",
	];
	expect(check({ source, earlier, files: [sales] })).toEqual({ source, mends: [], faults: said });
	const made = Array.from({ length: 500 }, (_, at) => `${at}.png`);
	expect(check({ source, made, files: [sales] })).toEqual({ source, mends: [], faults: said });
});

test("a column that an earlier program made is known", () => {
	const earlier = ["import pandas as pd\ndf = pd.read_csv('sales.csv')", "df['revenue'] = 1"];
	const source = "print(df['revenue'])";
	expect(check({ source, earlier })).toEqual({ source, mends: [], faults: [] });
	expect(check({ source, earlier: earlier.slice(0, 1) }).source).toBe("print(df['Revenue'])");
});

test("a file that a Run made is read, and is not taken for the upload", () => {
	const source = reads("cleaned.csv");
	expect(check({ source, files: [sales] }).source).toBe(reads("sales.csv"));
	expect(check({ source, files: [sales], made: ["cleaned.csv"] }).source).toBe(source);
	expect(check({ source, files: [sales], earlier: ["df.to_csv('cleaned.csv')"] }).source).toBe(source);
	expect(check({ source, files: [sales], earlier: ["for n in x:\n    df.to_csv(f'{n}.csv')"] }).source).toBe(source);
});

test.each([
	"import os\nimport pandas as pd\nprint(pd.read_csv('other.csv') if len(os.listdir('.')) > 1 else 'nothing')",
	"import pandas as pd\ntry:\n    df = pd.read_csv('other.csv')\nexcept FileNotFoundError:\n    df = pd.read_csv('sales.csv')\nprint(df)",
])("a program that has another way where a file is missing is left as it is: %j", (source) => {
	expect(check({ source, files: [sales] })).toEqual({ source, mends: [], faults: [] });
});

test.each([
	["import pandas as pd\nprint(len(pd.read_csv('data.csv')))", true],
	["path = 'a/sales.xlsx'\nimport pandas as pd\ndf = pd.read_excel(path)\nprint(df)", true],
	["print(open('notes.txt').read())", true],
	["import pandas as pd\npd.DataFrame({'a': [1]}).to_csv('a.csv')\nprint(pd.read_csv('a.csv'))", false],
	["import io\nimport pandas as pd\nprint(pd.read_csv(io.StringIO('a,b\\n1,2')))", false],
	["import os\nimport pandas as pd\nprint(pd.read_csv('a.csv') if os.path.exists('a.csv') else 0)", false],
	["try:\n    print(open('a.txt').read())\nexcept OSError:\n    print('nothing')", false],
	["print(2 ** 100)", false],
])("whether a program reads a file that is nowhere is known: %j", (source, lacks) => {
	expect(check({ source, files: [] }).lacksFile ?? false).toBe(lacks);
	expect(check({ source, files: [sales] }).lacksFile).toBeUndefined();
	expect(check({ source, files: [], made: ["x.csv"] }).lacksFile).toBeUndefined();
});

test("of two uploads with that ending neither is taken for the file", () => {
	const source = reads("data.csv");
	expect(check({ source }).source).toBe(source);
});

test("a column is only renamed where the table surely is the one of the file", () => {
	const use = "print(df['revenue'])";
	const read = "import pandas as pd\ndf = pd.read_csv('sales.csv')\n";
	expect(check({ source: read + use }).mends).toHaveLength(1);
	for (const between of [
		"df = f(df)\n",
		"df = df.merge(x)\n",
		"df.columns = x\n",
		"def f(df): pass\n",
		"df[name] = 1\n",
		"for df in x: pass\n",
	]) {
		expect(check({ source: `x = name = f = 1\n${read}${between}${use}` })).toMatchObject({ mends: [], faults: [] });
	}
});

test("a file that the request names is not given another name", () => {
	const source = "import pandas as pd\ndf = pd.read_csv('sales.csv')\ndf.to_excel('best.csv')";
	const said = (request: string) => check({ source, request }).mends.length;
	expect(said("the best of sales.csv as a spreadsheet")).toBe(1);
	expect(said("turn this CSV into an Excel file")).toBe(1);
	expect(said("turn this into a CSV")).toBe(0);
	expect(said("write best.csv for Excel")).toBe(0);
});

test("numbers may be counted as months, dates and text may not", () => {
	const source = "import pandas as pd\ndf = pd.read_csv('a.csv')\nprint(df['m'].astype('datetime64[M]'))";
	const typed = (type: string) => ({ format: "csv", notes: [], columns: [{ name: "m", type, nulls: 0, samples: [] }] });
	const said = (type: string) => check({ source, files: [{ name: "a.csv", profile: typed(type) }] }).faults.length;
	expect([said("int"), said("float"), said("date"), said("text")]).toEqual([0, 0, 1, 1]);
});

test("a table whose Card had to shorten a name says nothing about its columns", () => {
	const file = {
		name: "a.csv",
		profile: {
			format: "csv",
			notes: [],
			columns: [{ name: `${"x".repeat(20)}…`, type: "text", nulls: 0, samples: [] }],
		},
	};
	expect(
		check({ source: "import pandas as pd\ndf = pd.read_csv('a.csv')\nprint(df['y'])", files: [file] }).faults,
	).toEqual([]);
});

test("names from files stay on one line and cannot end the marks around them", () => {
	const files = [
		{
			...sales,
			profile: { format: "csv", notes: [], columns: [{ name: "a`b", type: "text", nulls: 0, samples: [] }] },
		},
	];
	const { source, mends } = check({
		source: "import pandas as pd\ndf = pd.read_csv('sales.csv')\nprint(df['A`B'])",
		files,
	});
	expect(source).toContain("df['a`b']");
	expect(mends).toEqual(["`AˋB` is called `aˋb` in `sales.csv`."]);
});

test("a name that would end its literal is not written into the code", () => {
	for (const name of ["a'b", "a\\b", "a\nb"]) {
		const files = [
			{
				name: "a.csv",
				profile: { format: "csv", notes: [], columns: [{ name, type: "text", nulls: 0, samples: [] }] },
			},
		];
		const source = `import pandas as pd\ndf = pd.read_csv('a.csv')\nprint(df['${name.toUpperCase().replaceAll(/['\\\n]/g, (one) => (one === "\n" ? "\\n" : `\\${one}`))}'])`;
		expect(check({ source, files }).source).toBe(source);
	}
});

test.each([{ encoding: 'x"); import os #' }, { delimiter: '"' }, { delimiter: ';"); import os #' }, { skip: 1.5 }])(
	"what a Card says never becomes code: %j",
	(said) => {
		const source = "import pandas as pd\nprint(pd.read_csv('a.csv')['a'])";
		const columns = [{ name: "a", type: "text", nulls: 0, samples: [] }];
		const files = [{ name: "a.csv", profile: { format: "csv", notes: [], columns, ...said } }];
		expect(check({ source, files })).toEqual({ source, mends: [], faults: [] });
	},
);

test("a shell script is left alone", () => {
	const source = "pip install pandas\nhead -2 sales.csv | cut -d, -f1";
	expect(precheck({ language: "bash", source, files: all, made: [], earlier: [] })).toEqual({
		source,
		mends: [],
		faults: [],
	});
});

test("at most six faults are said", () => {
	const source = Array.from({ length: 20 }, (_, at) => `print(missing${at}x)`).join("\n");
	expect(check({ source }).faults).toHaveLength(6);
});

test("what counts as installed is in the image, and what counts as absent is not", () => {
	const folder = `${import.meta.dirname}/../../src/sandbox/image`;
	const there = readFileSync(`${folder}/constraints.txt`, "utf8") + readFileSync(`${folder}/requirements.txt`, "utf8");
	const packages = new Set(
		[...there.matchAll(/^([\w.-]+)==/gm)].map(([, name = ""]) => name.toLowerCase().replaceAll("_", "-")),
	);
	expect([...INSTALLED].filter((name) => !packages.has(name))).toEqual([]);
	expect(Object.keys(ABSENT).filter((name) => packages.has(name))).toEqual([]);
});

test("whatever the text is, it gets an answer, and a text without mends is returned byte for byte", () => {
	const pieces = fc.constantFrom(
		"df",
		"=",
		"pd.read_csv('sales.csv')",
		"['revenue']",
		"\n",
		"    ",
		"(",
		")",
		"np",
		".",
		"!pip install x",
		"'",
		'"""',
		"é",
		"for x in",
		":",
	);
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({ maxLength: 200 }),
				fc.array(pieces, { maxLength: 30 }).map((all) => all.join("")),
			),
			(source) => {
				const found = check({ source });
				if (found.mends.length === 0) expect(found.source).toBe(source);
				expect(check({ source, earlier: [source] })).toBeDefined();
			},
		),
		{ numRuns: 300 },
	);
});

test("where two mends overlap the first one counts", () => {
	const first = { from: 0, to: 3, text: "x", said: "one" };
	expect(apply("abcdef", [{ from: 2, to: 4, text: "y", said: "two" }, first])).toEqual({
		source: "xdef",
		mends: ["one"],
	});
});

const many = (line: (at: number) => string, times: number) =>
	Array.from({ length: times }, (_, at) => line(at)).join("\n");

test.each([
	["deep brackets", `${"(".repeat(5000)}1${")".repeat(5000)}`],
	["a long chain", `x${".a()".repeat(3000)}`],
	["many lines", "x = 1\n".repeat(8000)],
	["tangled names", `${many((at) => `v${at + 1} = v${at}.copy()\nv${at + 1} = v${at}.head()`, 60)}\nprint(v60['a'])`],
	["many files", many((at) => `p${at} = 'f${at}.csv'\nopen(p${at})`, 900)],
	["many missing names", many((at) => `m${at}n + k${at}`, 2500)],
	["many missing columns", `import pandas as pd\ndf = pd.read_csv('sales.csv')\n${many((at) => `df['c${at}']`, 1800)}`],
	["many lines for the kernel", "%x\n".repeat(16_000)],
	["spaces", `${" ".repeat(49_000)}!`],
	["many dictionaries", many((at) => `d${at} = {}\nd${at}[x] = 1`, 1200)],
])(
	"%s end in an answer before anybody notices",
	(_what, source) => {
		expect(check({ source, earlier: [source] }).mends).toEqual([]);
	},
	10_000,
);
