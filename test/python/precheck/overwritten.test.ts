// Two tables in one workbook: where the second would take the place of the first, the model hears of it before anybody reads the code.

import { expect, test } from "vitest";
import { precheck } from "../../../src/python/precheck.ts";

const check = (lines: string) => {
	const source = `import pandas as pd\na = pd.DataFrame({"x": [1]})\nb = a * 2\n${lines}`;
	return precheck({ language: "python", source, files: [], made: [], earlier: [] });
};

test.each([
	[
		"the same file",
		"a.to_excel('out.xlsx')\nb.to_excel('out.xlsx', sheet_name='b')",
		'pd.ExcelWriter("out.xlsx"), each with a sheet_name',
	],
	[
		"no name of a sheet",
		"with pd.ExcelWriter('out.xlsx') as w:\n    a.to_excel(w)\n    b.to_excel(w)",
		"in the sheet 'Sheet1' already",
	],
	[
		"the same sheet",
		"with pd.ExcelWriter('out.xlsx') as w:\n    a.to_excel(w, sheet_name='x')\n    b.to_excel(w, 'x')",
		"in the sheet 'x' already",
	],
])("written over each other by %s", (_, lines, says) => {
	const { faults, source } = check(lines);
	expect(faults).toEqual([expect.stringContaining(says)]);
	expect(source).toContain(lines);
});

test.each([
	"a.to_excel('a.xlsx')\nb.to_excel('b.xlsx')",
	"with pd.ExcelWriter('out.xlsx') as w:\n    a.to_excel(w, sheet_name='a')\n    b.to_excel(w, sheet_name='b')",
	"with pd.ExcelWriter('out.xlsx') as w:\n    a.to_excel(w)\n    b.to_excel(w, startrow=5)",
	"with pd.ExcelWriter('out.xlsx') as w:\n    for n, t in {'a': a, 'b': b}.items():\n        t.to_excel(w, sheet_name=n)",
	"with pd.ExcelWriter('a.xlsx') as w:\n    a.to_excel(w)\nwith pd.ExcelWriter('b.xlsx') as w:\n    b.to_excel(w)",
	"if len(a):\n    a.to_excel('out.xlsx')\nelse:\n    b.to_excel('out.xlsx')",
	"a.to_csv('out.csv')\nb.to_csv('out.csv', mode='a')",
	"with pd.ExcelWriter('a.xlsx') as v, pd.ExcelWriter('b.xlsx') as w:\n    a.to_excel(v)\n    b.to_excel(w)",
])("left alone: %j", (lines) => {
	expect(check(lines)).toMatchObject({ faults: [], mends: [] });
});
