// Filters that come back although nobody asks for them.

import { expect, it } from "vitest";
import { staleFaults } from "../../../../src/core/fix/under/stale.ts";
import { translated } from "../../../../src/core/locales/translated.ts";
import { LOCALES } from "../../../../src/core/locales.ts";
import { summarise } from "../../../../src/python/summary.ts";

const READ = 'import pandas as pd\ndf = pd.read_csv("orders.csv")\n';
const SOUTH = `${READ}df = df[df["region"] == "South"]\nprint(df["amount"].sum())`;
const ALL = `${READ}print(df["amount"].sum())`;
const faults = (request: string, source: string, ran: readonly (readonly [request: string, source: string])[]) =>
	staleFaults(
		request,
		summarise({ language: "python", source, earlier: [] }),
		ran.map(([before, code]) => ({ request: before, source: code })),
	);

it.each([
	["Now go back to all rows: what is the total?", SOUTH, [["only South", SOUTH]]],
	["Jetzt wieder alle Zeilen: wie hoch ist die Summe?", SOUTH, [["nur South", SOUTH]]],
	["回到全部数据：总金额是多少？", SOUTH, [["只看 South", SOUTH]]],
	["すべての行に戻ってください。合計は？", SOUTH, [["South だけ", SOUTH]]],
	[
		"only 2024",
		`${READ}df = df[(df["region"] == "South") & (df["day"].str.startswith("2024"))]\nprint(df["amount"].sum())`,
		[
			["only South", SOUTH],
			["Back to all rows", ALL],
		],
	],
] as const)("%s", (request, source, ran) => {
	const [said = "", more] = faults(request, source, ran);
	expect(said).toContain("'South' comes from an earlier script");
	expect(translated(said, LOCALES.zh)).toContain("来自之前的代码");
	expect(more).toBeUndefined();
});

it.each([
	["only 2024", SOUTH, [["only South", SOUTH]]],
	[
		"and in the south?",
		SOUTH,
		[
			["only South", SOUTH],
			["all of them", ALL],
		],
	],
	["Back to all rows: how many are in South?", SOUTH, [["only South", SOUTH]]],
	["Back to all rows: how many of ours?", SOUTH, [["Call South ours. How many?", SOUTH]]],
	[
		"How many of ours?",
		SOUTH,
		[
			["Call South ours. How many?", SOUTH],
			["the total", ALL],
		],
	],
	[
		"Average amount of southerners?",
		SOUTH,
		[
			["How many in South?", SOUTH],
			["How many in North?", ALL],
		],
	],
	[
		"Und im Süden?",
		SOUTH,
		[
			["South?", SOUTH],
			["alle", ALL],
		],
	],
	["Zeig wieder alle Monate als Diagramm", SOUTH, [["nur South", SOUTH]]],
	[
		"only 2024",
		`${READ}df = df[(df["region"] == "South") & (df["day"] > "2024")]\nprint(len(df))`,
		[
			["Always take South", SOUTH],
			["all", ALL],
		],
	],
	["How much did we sell?", SOUTH, []],
	["the total without cancelled orders", SOUTH, [["the total", ALL]]],
] as const)("%s is asked for", (request, source, ran) => {
	expect(faults(request, source, ran)).toEqual([]);
});
