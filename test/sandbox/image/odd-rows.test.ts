// Rows of text files that are no data: totals are told with a cure that has been run, units and words only where they are some.

import { expect, it } from "vitest";
import { profileText } from "../../../src/core/model/file-profile.ts";
import { openLab } from "../abuse/lab.ts";
import { profileOf } from "./profile-of.ts";

const lab = openLab();
const thread = "slack:T:C:odd-rows";

const TOTALS: readonly (readonly [string, string, readonly string[], string, number])[] = [
	[
		"a grand total",
		"day,city,kg\n03/02/2024,Bari,4\n21/02/2024,Pisa,5\n28/02/2024,Bari,6\nGrand Total,,15\n",
		["Grand Total"],
		"kg",
		15,
	],
	[
		"a German sum",
		"Stadt;Umsatz\nUlm;1.234,50\nBonn;10,25\nTrier;2.000,00\nSumme;3.244,75\n",
		["Summe"],
		"Umsatz",
		3244.75,
	],
	["a Chinese sum", "省份,数量\n湖北,40\n湖南,35\n四川,30\n合计：,105\n", ["合计："], "数量", 105],
	["a Japanese sum", "店舗,数量\n上野,4\n品川,3\n目黒,2\n総計,9\n", ["総計"], "数量", 9],
	[
		"subtotals",
		"part,city,kg\nN,Oslo,1\nN,Bergen,2\nSubtotal,,3\nS,Bari,4\nS,Pisa,5\nSubtotal,,9\nTotal,,12\n",
		["Subtotal", "Total"],
		"kg",
		12,
	],
	["a sum without a name", "city,kg,boxes\nBari,4,1\nPisa,5,2\nRome,6,4\n,15,7\n", [""], "kg", 15],
	["a total above a source", "city,kg\nBari,4\nPisa,5\nRome,6\nTotal,15\nSource: scales 3\n", ["Total"], "kg", 15],
];

it.each(TOTALS)(
	"the rows of %s are told, and what is told leaves them out",
	async (_, content, labels, column, sum) => {
		const card = await profileOf(lab, thread, "t.csv", content);
		expect(card.totals).toEqual(labels);
		const note = card.notes.find((one) => one.includes(": df = df["));
		const cure = note?.split(": ").slice(1).join(": ");
		const options = { sep: card.delimiter, decimal: card.decimal, thousands: card.thousands };
		const given = Object.entries(options).flatMap(([name, mark]) =>
			mark === undefined ? [] : [`, ${name}="${mark}"`],
		);
		const { output } = await lab.run(
			thread,
			`import io, pandas as pd
df = pd.read_csv(io.StringIO(${JSON.stringify(content)})${given.join("")})
${cure}
print(df[${JSON.stringify(column)}].sum())`,
		);
		expect(Number(output)).toBe(sum);
	},
);

it("the columns of a table with a total are those of its other rows", async () => {
	const card = await profileOf(lab, thread, "t.csv", TOTALS[0]?.[1] ?? "");
	expect(card.columns?.[0]).toMatchObject({ type: "date", range: ["03/02/2024", "28/02/2024"] });
	expect(card.columns?.[2]).toMatchObject({ type: "int", range: ["4", "6"] });
});

const NONE: readonly (readonly [string, string])[] = [
	["a brand called Total", "brand,price\nShell,3\nTotal,4\nBP,5\nEsso,6\nAral,7\nJet,2\n"],
	["a last row without a name that adds up nothing", "city,kg,boxes\nBari,4,1\nPisa,5,2\nRome,6,4\n,16,7\n"],
	["a first row of words for missing values", "name,a,b\nAnn,unknown,n.a.\nBob,1,2\nCy,3,4\nDi,5,6\n"],
	["the same word twice in its first row", "a,b\nabsent,absent\n1,2\n3,4\n5,6\n"],
	["one word above numbers", "name,score\nAnn,x\nBob,1\nCy,2\nDi,3\n"],
	["text over several lines in quotes", 'n,note\n1,"two\nlines"\n2,"a, b"\n3,"say ""so"""\n'],
	["lines in quotes that are divided as all others", `n,note\n${'1,"one\n\ntwo, ""three"""\n'.repeat(9)}`],
	["states of R, whose missing ones have no quotes", '"id","state","x"\n"a","CA",1\n"b",NA,2\n"c","NY",3\n'],
	["NA in columns of numbers, too", "id,kind,x\n1,NA,5\n2,AB,NA\n3,CD,7\n"],
	["nan beside empty cells", "name,city\nAnn,Bari\nBob,nan\nCy,Pisa\nDi,\n"],
];

it.each(NONE)("a table with %s is read as it stands", async (_, content) => {
	const card = await profileOf(lab, thread, "t.csv", content);
	expect([card.totals, card.arguments]).toEqual([undefined, undefined]);
	expect(card.columns?.flatMap(({ notes = [] }) => notes).join()).not.toContain("takes for empty");
	expect(profileText("t.csv", 1, card)).not.toContain("Read it with");
});

it("a word that may be a value is named where it is not certain", async () => {
	const card = await profileOf(lab, thread, "t.csv", "name,city\nAnn,Bari\nBob,NA\nCy,Pisa\nDi,NA\n");
	expect(card.columns?.[1]).toMatchObject({ nulls: 2, notes: ['"NA" in 2, which pandas takes for empty'] });
	expect(card.arguments).toBeUndefined();
});

it("what pandas would not read so is not told", async () => {
	// Each row has more than the header, and not by one.
	const card = await profileOf(lab, thread, "t.csv", `a,b,c,d\n${"1.5,2,3,4,0,1,2\n1,2,3,4,0,1\n".repeat(9)}`);
	expect(card.arguments).toBeUndefined();
	expect(card.notes.join()).not.toContain("read_csv");
});

it.each([
	["a title and a unit", "收入明细,\n单位：万元,\n项目,金额\n产品,1426\n服务,700\n其他,516\n", 2, ["项目", "金额"]],
	["a name alone", "name,\na,5\nb,6\nc,7\nd,8\n", undefined, ["name", "Unnamed: 1"]],
	["a name above a remark", "Student,\nAnna,absent\nBen,5\nCid,7\nDora,8\n", undefined, ["Student", "Unnamed: 1"]],
	["two words above a sign", "Sample ID,\nA1,<LOD\nA2,5\nA3,7\nA4,8\n", undefined, ["Sample ID", "Unnamed: 1"]],
	["a name above an empty cell", "Name,\nAnna,n/a\nBen,5\nCid,7\nDora,8\n", undefined, ["Name", "Unnamed: 1"]],
] as const)("of two columns under %s the names are found", async (_, content, skip, names) => {
	const profile = await profileOf(lab, thread, "two.csv", content);
	expect(profile.skip).toBe(skip);
	expect(profile.columns?.map(({ name }) => name)).toEqual(names);
});
