// What was spent is below zero where the balance shows it.

import { expect, it } from "vitest";
import type { ColumnProfile, Upload } from "../../../../src/core/domain.ts";
import { spentFaults } from "../../../../src/core/fix/under/spent.ts";
import { translated } from "../../../../src/core/locales/translated.ts";
import { LOCALES } from "../../../../src/core/locales.ts";
import { summarise } from "../../../../src/python/summary.ts";

const account = (...notes: string[]): readonly ColumnProfile[] => [
	{ name: "Zweck", type: "text", nulls: 0, samples: ["Miete", "Gehalt"] },
	{ name: "Betrag", type: "float", nulls: 0, samples: [], range: ["-880.51", "2903.8"] },
	{ name: "Saldo", type: "float", nulls: 0, samples: [], range: ["2439", "8846"], notes },
];
const PROVEN = 'a running total of "Betrag": never to be added up';
const faults = (code: string, request: string, columns = account(PROVEN)) => {
	const source = `import pandas as pd\ndf = pd.read_csv("konto.csv")\n${code}`;
	const state = { kind: "stored", profile: { format: "csv", columns, notes: [] } };
	const uploads = [{ as: "konto.csv", state }] as unknown as Upload[];
	return spentFaults(request, { source, does: summarise({ language: "python", source, earlier: [] }), uploads });
};

it.each([
	['print(df.groupby("Zweck")["Betrag"].sum().idxmax())', "Wofür wurde am meisten ausgegeben?"],
	['print(df["Betrag"].sum())', "How much did we spend?"],
	['print(df["Betrag"].max())', "最大的一笔支出是多少？"],
	[
		's = df.groupby("Zweck")["Betrag"].sum().sort_values(ascending=False)\nprint(s.head(1))',
		"What did we spend most on?",
	],
])("%s", (code, request) => {
	const [said = "", more] = faults(code, request);
	expect(said).toContain("'Betrag' is below zero where money was spent");
	expect(translated(said, LOCALES.zh)).toContain("为负数的才是支出");
	expect(more).toBeUndefined();
});

it.each([
	[
		'print(df[df["Betrag"] < 0].groupby("Zweck")["Betrag"].sum().idxmin())',
		"Wofür wurde am meisten ausgegeben?",
		PROVEN,
	],
	['print(df.groupby("Zweck")["Betrag"].sum().idxmin())', "Wofür wurde am meisten ausgegeben?", PROVEN],
	['print(df.groupby("Zweck")["Betrag"].sum().sort_values().head(1))', "What did we spend most on?", PROVEN],
	['s = df.groupby("Zweck")["Betrag"].sum()\nprint(s["Miete"])', "How much did we spend on rent?", PROVEN],
	['print(df["Betrag"].abs().sum())', "How much did we spend?", PROVEN],
	['print(df["Betrag"].sum())', "How much did we spend, net of income?", PROVEN],
	['print(df["Betrag"].sum())', "What is the sum of all amounts?", PROVEN],
	['print(df["Zweck"].nunique())', "How many kinds of expenses are there?", PROVEN],
	['print(df[df["Zweck"] == "Miete"]["Betrag"].sum())', "How much did we spend on rent?", PROVEN],
	// A card's list may have it the other way round.
	['print(df["Betrag"].sum())', "How much did we spend?", "a level at each day"],
])("%s (%s) is right", (code, request, note) => {
	expect(faults(code, request, account(note))).toEqual([]);
});
