// English exports: lines above the header and a grand total, a row of units, months as columns, brackets for what was lost.

import {
	best,
	dayIn,
	decimals,
	each,
	english,
	known,
	lines,
	type MakeDesk,
	money,
	monthOf,
	months,
	q,
	question,
	rowsOf,
	slashed,
	sum,
	sums,
	top,
	turn,
	turnsOf,
} from "../asking.ts";
import { encode } from "../encode.ts";

const titled: MakeDesk = (random) => {
	const reps = ["Alvarez", "Brandt", "Chowdhury", "Dubois"];
	const areas = ["Coast", "Inland", "Islands"];
	const rep = turnsOf(reps);
	const rows = rowsOf(120, (index) => ({
		...dayIn(random, 2023, 8),
		rep: rep(index + random.between(0, 3)),
		area: random.pick(areas),
		cents: random.between(1500, 420_000),
	}));
	const cells = rows.map((row) => [slashed(row), row.rep, row.area, `$${english(row.cents)}`]);
	const total = sum(rows, ({ cents }) => cents);
	const text = `Sales report\nRegion: all, period: January to August 2023\n\n${lines([["Date", "Sales Rep", "Area", "Revenue"], ...cells, ["Grand Total", "", "", `$${english(total)}`]])}`;
	const area = random.pick(areas);
	const monthly = (kept: typeof rows) => months([...sums(kept, monthOf, ({ cents }) => cents)].sort());
	const byMonth = `.groupby(d.Date.dt.strftime("%Y-%m")).Revenue.sum().round(2)`;
	return {
		kind: "title lines and a grand total",
		files: [{ name: "sales_report.csv", bytes: encode(text, "utf-8-sig") }],
		load: `import pandas as pd
df = pd.read_csv("sales_report.csv", skiprows=3, encoding="utf-8-sig")
df = df[df.Date != "Grand Total"].copy()
df["Revenue"] = df.Revenue.str.replace("[$,]", "", regex=True).astype(float)
df["Date"] = pd.to_datetime(df.Date, format="%d/%m/%Y")`,
		questions: [
			question(
				"en",
				turn(
					"Revenue per month as a line chart, and print the numbers",
					monthly(rows),
					`import matplotlib.pyplot as plt\nd = df\nm = d${byMonth}\nm.plot(kind="line")\nplt.show()\nprint(m)`,
					["chart"],
				),
				turn(
					`only ${area}`,
					monthly(rows.filter((row) => row.area === area)),
					`d = df[df.Area == ${q(area)}]\nprint(d${byMonth})`,
				),
			),
			question(
				"en",
				turn(
					"Who are our top 2 sales reps by revenue?",
					top(
						sums(
							rows,
							(row) => row.rep,
							({ cents }) => cents,
						),
						2,
					),
					`print(df.groupby("Sales Rep").Revenue.sum().nlargest(2).round(2))`,
				),
			),
			question(
				"en",
				turn(
					"How many sales did we have and what was the average revenue of a sale?",
					[known("sales", rows.length, "count"), known("average", money(total / rows.length), "mean")],
					`print("Sales:", len(df))\nprint(f"Average: {df.Revenue.mean():.2f}")`,
				),
				turn(
					"and in March?",
					(() => {
						const march = rows.filter(({ month }) => month === 3);
						return [
							known("sales", march.length, "count"),
							known("average", money(sum(march, ({ cents }) => cents) / march.length), "mean"),
						];
					})(),
					`d = df[df.Date.dt.month == 3]\nprint("Sales:", len(d))\nprint(f"Average: {d.Revenue.mean():.2f}")`,
				),
			),
		],
	};
};

/** The second line holds units and no data. */
const sensors: MakeDesk = (random) => {
	const sites = ["Weir", "Mill", "Bridge"];
	const site = turnsOf(sites);
	const rows = rowsOf(75, (index) => ({
		...dayIn(random, 2024, 3),
		site: site(index),
		flow: random.between(10, 420),
		heat: random.between(-40, 260),
	}));
	const cells = rows.map((row) => [slashed(row), row.site, (row.flow / 10).toFixed(1), (row.heat / 10).toFixed(1)]);
	const mean = (kept: typeof rows, of: (row: (typeof rows)[number]) => number) =>
		decimals(sum(kept, of) / kept.length / 10, 2);
	const mill = rows.filter((row) => row.site === "Mill");
	return {
		kind: "row of units",
		files: [
			{
				name: "river.csv",
				bytes: encode(lines([["Date", "Site", "Flow", "Temp"], ["dd/mm/yyyy", "", "m3/s", "°C"], ...cells]), "utf-8"),
			},
		],
		load: `import pandas as pd
df = pd.read_csv("river.csv", skiprows=[1])
df["Date"] = pd.to_datetime(df.Date, format="%d/%m/%Y")`,
		questions: [
			question(
				"en",
				turn(
					"What is the average flow, to two decimals?",
					[
						known(
							"average flow",
							mean(rows, ({ flow }) => flow),
						),
					],
					`print(f"Average flow: {df.Flow.mean():.4f}")`,
				),
				turn(
					"only at Mill",
					[
						known(
							"average flow",
							mean(mill, ({ flow }) => flow),
						),
					],
					`print(f"Average flow: {df[df.Site == 'Mill'].Flow.mean():.4f}")`,
				),
			),
			question(
				"en",
				turn(
					"How many measurements are there, and how many of them are below freezing?",
					[
						known("measurements", rows.length, "count", "total"),
						known("below freezing", rows.filter(({ heat }) => heat < 0).length, "freezing", "negative"),
					],
					`print("Measurements:", len(df))\nprint("Freezing:", (df.Temp < 0).sum())`,
				),
			),
			question(
				"de",
				turn(
					"Wie viele Messungen gibt es pro Ort (Site)?",
					each(
						sums(
							rows,
							(row) => row.site,
							() => 1,
						),
						String,
					),
					`print(df.Site.value_counts())`,
				),
			),
		],
	};
};

/** One column for each month. */
const wide: MakeDesk = (random) => {
	const names = rowsOf(14, (index) => `Store ${String.fromCharCode(65 + index)}`);
	const heads = rowsOf(24, (index) => `${index < 12 ? 2023 : 2024}-${`${(index % 12) + 1}`.padStart(2, "0")}`);
	const rows = names.map((name) => ({ name, units: heads.map(() => random.between(20, 900)) }));
	const year = (units: readonly number[], from: number) => sum(units.slice(from, from + 12), (one) => one);
	const all = (from: number, to: number) =>
		rows
			.map(({ name, units }) => [name, sum(units.slice(from, to), (one) => one)] as const)
			.sort((a, b) => b[1] - a[1]);
	const perMonth = heads
		.slice(12)
		.map((head, index) => [head, sum(rows, ({ units }) => units[12 + index] ?? 0)] as const);
	return {
		kind: "months as columns",
		files: [
			{
				name: "units_by_store.csv",
				bytes: encode(
					lines([["Store", ...heads], ...rows.map(({ name, units }) => [name, ...units.map(String)])]),
					"utf-8",
				),
			},
		],
		load: `import pandas as pd
df = pd.read_csv("units_by_store.csv").melt("Store", var_name="month", value_name="units")`,
		questions: [
			question(
				"en",
				turn(
					"Which store sold the most units over the whole period, and how many?",
					best(all(0, 24), ["store", "units"], String),
					`s = df.groupby("Store").units.sum()\nprint("Most:", s.idxmax(), s.max())`,
				),
				turn(
					"only 2024",
					best(all(12, 24), ["store", "units"], String),
					`s = df[df.month >= "2024"].groupby("Store").units.sum()\nprint("Most:", s.idxmax(), s.max())`,
				),
			),
			question(
				"en",
				turn(
					"Total units in 2023 and in 2024",
					[
						known(
							"2023",
							sum(rows, ({ units }) => year(units, 0)),
						),
						known(
							"2024",
							sum(rows, ({ units }) => year(units, 12)),
						),
					].map((one) => ({ ...one, key: true })),
					`for y in ("2023", "2024"):\n    print(f"{y}: {df[df.month.str.startswith(y)].units.sum()}")`,
				),
				turn(
					"and 2024 by month?",
					months(perMonth, String),
					`print(df[df.month >= "2024"].groupby("month").units.sum())`,
				),
			),
			question(
				"zh",
				turn(
					"2024年卖得最少的是哪家店？",
					best(all(12, 24).toReversed(), ["门店", "销量"], String).slice(0, 1),
					`s = df[df.month >= "2024"].groupby("Store").units.sum()\nprint("最少:", s.idxmin())`,
				),
			),
		],
	};
};

/** (1,234.50) is a loss. */
const ledger: MakeDesk = (random) => {
	const units = ["Retail", "Online", "Service"];
	const unit = turnsOf(units);
	const rows = rowsOf(66, (index) => ({
		unit: unit(index * 2),
		cents: random.between(-300_000, 520_000),
		quarter: random.between(1, 4),
	}));
	const write = (cents: number) => (cents < 0 ? `($${english(-cents)})` : `$${english(cents)}`);
	const cells = rows.map((row) => [`2024 Q${row.quarter}`, row.unit, write(row.cents)]);
	const by = (kept: typeof rows) =>
		each(
			sums(
				kept,
				(row) => row.unit,
				({ cents }) => cents,
			),
		);
	return {
		kind: "brackets for minus",
		files: [{ name: "ledger.csv", bytes: encode(lines([["Quarter", "Unit", "Result"], ...cells]), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("ledger.csv")
x = df.Result.str.replace("[$,()]", "", regex=True).astype(float)
df["Result"] = x.where(~df.Result.str.startswith("("), -x)`,
		questions: [
			question(
				"en",
				turn("What is the result of each unit?", by(rows), `print(df.groupby("Unit").Result.sum().round(2))`),
				turn(
					"only the second quarter",
					by(rows.filter(({ quarter }) => quarter === 2)),
					`print(df[df.Quarter == "2024 Q2"].groupby("Unit").Result.sum().round(2))`,
				),
			),
			question(
				"en",
				turn(
					"How many entries are losses?",
					[known("losses", rows.filter(({ cents }) => cents < 0).length, "entries")],
					`print("Losses:", (df.Result < 0).sum())`,
				),
				turn(
					"only Online",
					[known("losses", rows.filter(({ cents, unit: name }) => cents < 0 && name === "Online").length, "entries")],
					`print("Losses:", ((df.Result < 0) & (df.Unit == "Online")).sum())`,
				),
			),
			question(
				"zh",
				turn(
					"所有记录的总结果是多少美元？",
					[known("总结果", money(sum(rows, ({ cents }) => cents)), "合计", "总计")],
					`print("合计:", round(df.Result.sum(), 2))`,
				),
			),
		],
	};
};

export const EXPORTS: readonly MakeDesk[] = [titled, sensors, wide, ledger];
