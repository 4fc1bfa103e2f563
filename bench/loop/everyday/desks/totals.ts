// Tables whose totals stand among their rows: above them, or on both edges.

import {
	best,
	dayIn,
	each,
	german,
	iso,
	known,
	lines,
	type MakeDesk,
	money,
	monthOf,
	months,
	one,
	question,
	rowsOf,
	sum,
	sums,
	turn,
	turnsOf,
} from "../asking.ts";
import { encode } from "../encode.ts";
import { workbook } from "../workbook.ts";

/** The total comes first. */
const totalFirst: MakeDesk = (random) => {
	const wards = ["Nord", "Mitte", "Süd", "Hafen"];
	const rows = rowsOf(40, (index) => ({
		ward: turnsOf(wards)(index),
		...dayIn(random, 2024, 4),
		cents: random.between(5_000, 250_000),
	}));
	const all = sum(rows, ({ cents }) => cents);
	const cells = rows.map((row) => [row.ward, iso(row), german(row.cents)]);
	const table = [["Bezirk", "Datum", "Kosten"], ["Gesamt", "", german(all)], ...cells];
	return {
		kind: "the total above its rows",
		files: [{ name: "kosten_bezirke.csv", bytes: encode(lines(table, ";"), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("kosten_bezirke.csv", sep=";", thousands=".", decimal=",")
df = df[df.Bezirk != "Gesamt"]
df["Datum"] = pd.to_datetime(df.Datum)`,
		questions: [
			question(
				"de",
				turn(
					"Wie hoch sind die Kosten insgesamt?",
					[known("Kosten", money(all), "insgesamt", "Summe")],
					`print(f"Kosten insgesamt: {df.Kosten.sum():.2f}")`,
				),
				turn(
					"und je Monat?",
					months(sums(rows, monthOf, ({ cents }) => cents).toSorted(([one], [other]) => one.localeCompare(other))),
					`print(df.groupby(df.Datum.dt.to_period("M")).Kosten.sum().round(2))`,
				),
			),
			question(
				"de",
				turn(
					"Welcher Bezirk kostet am meisten?",
					best(
						sums(
							rows,
							(row) => row.ward,
							({ cents }) => cents,
						),
						["Bezirk", "Kosten"],
					).slice(0, 1),
					`s = df.groupby("Bezirk").Kosten.sum()\nprint("Am meisten:", s.idxmax())`,
				),
			),
		],
	};
};

/** Names once for their rows, two rows of header, a total on each edge. */
const crosstab: MakeDesk = (random) => {
	const shops = ["梅田店", "難波店"];
	const kinds = ["食品", "衣料", "雑貨"];
	const rows = shops.flatMap((shop) =>
		kinds.map((kind) => ({ shop, kind, spring: random.between(100, 900), summer: random.between(100, 900) })),
	);
	const both = ({ spring, summer }: (typeof rows)[number]) => spring + summer;
	const cells = rows.map((row, at) => [
		at % kinds.length === 0 ? row.shop : null,
		row.kind,
		row.spring,
		row.summer,
		both(row),
	]);
	const total = ["合計", null, sum(rows, (row) => row.spring), sum(rows, (row) => row.summer), sum(rows, both)];
	const byShop = sums(rows, (row) => row.shop, both);
	return {
		kind: "a cross table with totals on its edges",
		files: [
			{
				name: "売上表.xlsx",
				bytes: workbook([
					{
						name: "集計",
						rows: [[null, null, "売上（千円）", null, null], ["店舗", "部門", "春", "夏", "計"], ...cells, total],
						merged: ["C1:E1"],
					},
				]),
			},
		],
		load: `import pandas as pd
df = pd.read_excel("売上表.xlsx", header=1)
df = df[df["店舗"] != "合計"]
df["店舗"] = df["店舗"].ffill()`,
		questions: [
			question(
				"ja",
				turn(
					"店舗ごとの春と夏の売上の合計（千円）は？",
					each(byShop, String),
					`print((df["春"] + df["夏"]).groupby(df["店舗"]).sum())`,
				),
				turn(
					"夏の売上が一番多いのはどの店舗のどの部門？",
					(() => {
						const most = Math.max(...rows.map(({ summer }) => summer));
						const row = rows.find(({ summer }) => summer === most);
						return [one("店舗", row?.shop ?? "", shops), one("部門", row?.kind ?? "", kinds)];
					})(),
					`r = df.loc[df["夏"].idxmax()]\nprint(r["店舗"], r["部門"])`,
				),
			),
			question(
				"zh",
				turn(
					"所有店铺春季（春）的销售额合计是多少千日元？",
					[
						known(
							"合计",
							sum(rows, (row) => row.spring),
							"销售额",
						),
					],
					`print("合计:", df["春"].sum())`,
				),
			),
		],
	};
};

export const TOTALS: readonly MakeDesk[] = [totalFirst, crosstab];
