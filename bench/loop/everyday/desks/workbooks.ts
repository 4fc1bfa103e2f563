// Workbooks: a sheet for each month, a budget beside what was spent, and a report with a title and merged cells.

import {
	best,
	decimals,
	each,
	known,
	type MakeDesk,
	money,
	question,
	rowsOf,
	sum,
	sums,
	turn,
	turnsOf,
} from "../asking.ts";
import { workbook } from "../workbook.ts";

const monthly: MakeDesk = (random) => {
	const names = ["Jan", "Feb", "Mar"];
	const items = ["Tea", "Coffee", "Cocoa", "Juice"];
	const sheets = names.map((name) => ({
		name,
		rows: rowsOf(26, (index) => ({
			item: turnsOf(items)(index * 3),
			cups: random.between(3, 80),
			cents: random.between(200, 9000),
		})),
	}));
	const all = sheets.flatMap(({ rows }) => rows);
	const perSheet = sheets.map(({ name, rows }) => [name, sum(rows, ({ cents }) => cents)] as const);
	const february = sheets[1]?.rows ?? [];
	return {
		kind: "a sheet for each month",
		files: [
			{
				name: "cafe_2024.xlsx",
				bytes: workbook(
					sheets.map(({ name, rows }) => ({
						name,
						rows: [["Item", "Cups", "Takings"], ...rows.map((row) => [row.item, row.cups, row.cents / 100])],
					})),
				),
			},
		],
		load: `import pandas as pd
sheets = pd.read_excel("cafe_2024.xlsx", sheet_name=None)
df = pd.concat([d.assign(month=name) for name, d in sheets.items()])`,
		questions: [
			question(
				"en",
				turn(
					"What were the takings in each month?",
					each(perSheet),
					`print(df.groupby("month", sort=False).Takings.sum().round(2))`,
				),
				turn(
					"and all three months together?",
					[known("total", money(sum(all, ({ cents }) => cents)), "takings")],
					`print(f"Total takings: {df.Takings.sum():.2f}")`,
				),
			),
			question(
				"en",
				turn(
					"Which item sold the most cups over all months?",
					best(
						sums(
							all,
							(row) => row.item,
							({ cups }) => cups,
						),
						["item", "cups"],
						String,
					),
					`s = df.groupby("Item").Cups.sum()\nprint("Most:", s.idxmax(), s.max())`,
				),
			),
			question(
				"zh",
				turn(
					"二月（Feb）一共卖了多少杯（Cups）？",
					[
						known(
							"杯",
							sum(february, ({ cups }) => cups),
							"合计",
							"Cups",
						),
					],
					`print("合计:", df[df.month == "Feb"].Cups.sum())`,
				),
			),
		],
	};
};

/** 预算 and 实际 hold the same departments. */
const budget: MakeDesk = (random) => {
	const teams = ["行政部", "市场部", "研发部", "物流部", "客服部"];
	const rows = teams.map((team) => ({
		team,
		plan: random.between(80, 400) * 100,
		months: rowsOf(4, () => random.between(15, 120) * 100),
	}));
	const spent = ({ months: parts }: (typeof rows)[number]) => sum(parts, (part) => part);
	const over = rows.map((row) => [row.team, spent(row) - row.plan] as const).sort((a, b) => b[1] - a[1]);
	const beyond = over.filter(([, by]) => by > 0);
	return {
		kind: "budget and spending on two sheets",
		files: [
			{
				name: "预算执行.xlsx",
				bytes: workbook([
					{ name: "预算", rows: [["部门", "预算金额"], ...rows.map((row) => [row.team, row.plan])] },
					{
						name: "实际",
						rows: [
							["部门", "月份", "实际金额"],
							...rows.flatMap((row) => row.months.map((part, index) => [row.team, `${index + 1}月`, part])),
						],
					},
				]),
			},
		],
		load: `import pandas as pd
plan = pd.read_excel("预算执行.xlsx", sheet_name="预算")
spent = pd.read_excel("预算执行.xlsx", sheet_name="实际")
df = plan.merge(spent.groupby("部门", as_index=False)["实际金额"].sum(), on="部门")
df["超支"] = df["实际金额"] - df["预算金额"]`,
		questions: [
			question(
				"zh",
				turn(
					"有多少个部门超支了（实际金额大于预算金额）？",
					[known("部门", beyond.length, "超支", "个数")],
					`print("部门:", (df["超支"] > 0).sum())`,
				),
				turn(
					"实际减预算，差额最大的是哪个部门，差多少？",
					best(over, ["部门", "差额"], String),
					`r = df.loc[df["超支"].idxmax()]\nprint("最大:", r["部门"], r["超支"])`,
				),
			),
			question(
				"zh",
				turn(
					"各部门实际花了多少钱？",
					each(
						rows.map((row) => [row.team, spent(row)] as const),
						String,
					),
					`print(df.set_index("部门")["实际金额"])`,
				),
			),
			question(
				"en",
				turn(
					"How much was spent in all, and how much was planned?",
					[
						known("spent", sum(rows, spent), "实际", "actual"),
						known(
							"planned",
							sum(rows, ({ plan }) => plan),
							"预算",
							"budget",
						),
					],
					`print("Spent:", df["实际金额"].sum())\nprint("Planned:", df["预算金额"].sum())`,
				),
			),
		],
	};
};

/** The header is in the fourth line, the last one holds the sum. */
const report: MakeDesk = (random) => {
	const areas = ["Nord", "Ost", "Süd", "West"];
	const rows = areas.flatMap((area) =>
		["Bus", "Bahn"].map((line) => ({
			area,
			line,
			rides: random.between(1000, 90_000),
			cents: random.between(100_000, 9_000_000),
		})),
	);
	const by = (kept: typeof rows) =>
		each(
			sums(
				kept,
				(row) => row.area,
				({ rides }) => rides,
			),
			String,
		);
	const trains = rows.filter(({ line }) => line === "Bahn");
	return {
		kind: "workbook with a title and a total row",
		files: [
			{
				name: "Fahrgastbericht.xlsx",
				bytes: workbook([
					{
						name: "Bericht",
						rows: [
							["Fahrgastbericht 2024"],
							["erstellt vom Controlling"],
							[],
							["Gebiet", "Linie", "Fahrten", "Erlös"],
							...rows.map((row) => [row.area, row.line, row.rides, row.cents / 100]),
							["Gesamt", null, sum(rows, ({ rides }) => rides), sum(rows, ({ cents }) => cents) / 100],
						],
						merged: ["A1:D1"],
					},
				]),
			},
		],
		load: `import pandas as pd
df = pd.read_excel("Fahrgastbericht.xlsx", skiprows=3)
df = df[df.Gebiet != "Gesamt"]`,
		questions: [
			question(
				"de",
				turn("Fahrten je Gebiet?", by(rows), `print(df.groupby("Gebiet").Fahrten.sum())`),
				turn("nur Bahn", by(trains), `print(df[df.Linie == "Bahn"].groupby("Gebiet").Fahrten.sum())`),
			),
			question(
				"de",
				turn(
					"Wie hoch ist der Erlös insgesamt?",
					[known("Erlös", money(sum(rows, ({ cents }) => cents)), "Summe", "insgesamt")],
					`print(f"Erlös: {df['Erlös'].sum():.2f}")`,
				),
			),
			question(
				"en",
				turn(
					"Which area (Gebiet) had the most rides, and what is the average number of rides per row?",
					[
						...best(
							sums(
								rows,
								(row) => row.area,
								({ rides }) => rides,
							),
							["Gebiet", "rides"],
							String,
						).slice(0, 1),
						known("average", decimals(sum(rows, ({ rides }) => rides) / rows.length, 1), "mean"),
					],
					`s = df.groupby("Gebiet").Fahrten.sum()\nprint("Most:", s.idxmax())\nprint(f"Average: {df.Fahrten.mean():.3f}")`,
				),
			),
		],
	};
};

export const WORKBOOKS: readonly MakeDesk[] = [monthly, budget, report];
