// Tables that do not begin in the first line, or not with a header, or not alone: what programs print for people, not for pandas.

import {
	best,
	dayIn,
	decimals,
	each,
	english,
	iso,
	known,
	lines,
	type MakeDesk,
	money,
	one,
	question,
	rowsOf,
	sum,
	sums,
	turn,
	turnsOf,
} from "../asking.ts";
import { encode } from "../encode.ts";

/** Remarks behind `#` above and below. */
const remarked: MakeDesk = (random) => {
	const sites = ["Harbour", "Ridge", "Airport"];
	const site = turnsOf(sites);
	const rows = rowsOf(63, (index) => ({ site: site(index), ...dayIn(random, 2024, 6), mm: random.between(0, 420) }));
	const rain = (kept: typeof rows) => sum(kept, ({ mm }) => mm) / 10;
	const by = sums(
		rows,
		({ site }) => site,
		({ mm }) => mm,
	);
	const wettest = Math.max(...rows.map(({ mm }) => mm));
	if (rows.filter(({ mm }) => mm === wettest).length > 1) return remarked(random);
	const table = lines([
		["site", "date", "rain_mm"],
		...rows.map((row) => [row.site, iso(row), decimals(row.mm / 10, 1)]),
	]);
	const text = `# Station export, version 3\n# Units: mm; gaps are left out\n${table}# end of export, ${rows.length} rows\n`;
	return {
		kind: "remarks above and below",
		files: [{ name: "rain.csv", bytes: encode(text, "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("rain.csv", comment="#", parse_dates=["date"])`,
		questions: [
			question(
				"en",
				turn(
					"How many mm of rain fell at each site?",
					each(by, (mm) => decimals(mm / 10, 1)),
					`print(df.groupby("site").rain_mm.sum().round(1))`,
				),
				turn(
					"only June",
					each(
						sums(
							rows.filter(({ month }) => month === 6),
							({ site }) => site,
							({ mm }) => mm,
						),
						(mm) => decimals(mm / 10, 1),
					),
					`print(df[df.date.dt.month == 6].groupby("site").rain_mm.sum().round(1))`,
				),
			),
			question(
				"en",
				turn(
					"Where did it rain most on a single day, and how much?",
					[
						one("site", rows.find(({ mm }) => mm === wettest)?.site ?? "", sites),
						known("rain", decimals(wettest / 10, 1), "mm", "most"),
					],
					`r = df.loc[df.rain_mm.idxmax()]\nprint("Most:", r.site, r.rain_mm)`,
				),
			),
			question(
				"zh",
				turn(
					"总降雨量是多少毫米？",
					[known("总降雨量", decimals(rain(rows), 1), "合计")],
					`print("总降雨量:", round(df.rain_mm.sum(), 1))`,
				),
			),
		],
	};
};

/** The table, a blank line, and a second one that says the same in short. */
const stacked: MakeDesk = (random) => {
	const depots = ["Bristol", "Leeds", "Derby", "Hull"];
	const depot = turnsOf(depots);
	const rows = rowsOf(48, (index) => ({ depot: depot(index), parcels: random.between(20, 400) }));
	const by = sums(
		rows,
		(row) => row.depot,
		({ parcels }) => parcels,
	);
	const all = sum(rows, ({ parcels }) => parcels);
	const head = lines([
		["Route", "Depot", "Parcels"],
		...rows.map((row, at) => [`R${at + 1}`, row.depot, `${row.parcels}`]),
	]);
	const text = `${head}\n${lines([["Depot", "Routes"], ...depots.map((name) => [name, "12"])])}`;
	return {
		kind: "a second table below the first",
		files: [{ name: "routes.csv", bytes: encode(text, "utf-8") }],
		load: `import pandas as pd\ndf = pd.read_csv("routes.csv", nrows=${rows.length})\ndf["Parcels"] = df.Parcels.astype(int)`,
		questions: [
			question(
				"en",
				turn("How many parcels does each depot handle?", each(by, String), `print(df.groupby("Depot").Parcels.sum())`),
				turn("and all together?", [known("total", all, "parcels")], `print("Total parcels:", df.Parcels.sum())`),
			),
			question(
				"en",
				turn(
					"What is the average number of parcels per route, with one decimal?",
					[known("average", decimals(all / rows.length, 1), "mean", "parcels")],
					`print(f"Average: {df.Parcels.mean():.1f}")`,
				),
				turn(
					"only for Leeds",
					[
						known(
							"average",
							decimals(
								sum(
									rows.filter((row) => row.depot === "Leeds"),
									({ parcels }) => parcels,
								) / 12,
								1,
							),
							"mean",
							"parcels",
						),
					],
					`print(f"Average: {df[df.Depot == 'Leeds'].Parcels.mean():.1f}")`,
				),
			),
		],
	};
};

/** Pasted from a database's prompt. */
const ruled: MakeDesk = (random) => {
	const plans = ["basic", "team", "business"];
	const plan = turnsOf(plans);
	const rows = rowsOf(36, (index) => ({
		plan: plan(index),
		seats: random.between(1, 60),
		cents: random.between(900, 90_000),
	}));
	const cells = rows.map((row, at) => [`${at + 1}`, row.plan, `${row.seats}`, money(row.cents)]);
	const table = [["id", "plan", "seats", "monthly_fee"], ...cells];
	const width = (column: number) => Math.max(...table.map((row) => (row[column] ?? "").length));
	const rule = `+${[0, 1, 2, 3].map((column) => "-".repeat(width(column) + 2)).join("+")}+\n`;
	const written = table.map((row) => `|${row.map((cell, column) => ` ${cell.padEnd(width(column))} `).join("|")}|\n`);
	const text = `${rule}${written[0]}${rule}${written.slice(1).join("")}${rule}${rows.length} rows in set (0.01 sec)\n`;
	const fees = sums(
		rows,
		(row) => row.plan,
		({ cents }) => cents,
	);
	return {
		kind: "a database's ruled lines",
		files: [{ name: "accounts.txt", bytes: encode(text, "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("accounts.txt", sep="|", comment="+", skipinitialspace=True).dropna(axis=1, how="all")
df.columns = df.columns.str.strip()
df = df[df.plan.notna()]
df["plan"] = df.plan.str.strip()
df[["seats", "monthly_fee"]] = df[["seats", "monthly_fee"]].astype(float)`,
		questions: [
			question(
				"en",
				turn(
					"What do we earn a month from each plan?",
					each(fees),
					`print(df.groupby("plan").monthly_fee.sum().round(2))`,
				),
				turn(
					"and how many seats does each plan have?",
					each(
						sums(
							rows,
							(row) => row.plan,
							({ seats }) => seats,
						),
						String,
					),
					`print(df.groupby("plan").seats.sum().astype(int))`,
				),
			),
			question(
				"zh",
				turn(
					"哪个套餐（plan）的月费合计最高？是多少？",
					best(fees, ["套餐", "月费合计"]),
					`s = df.groupby("plan").monthly_fee.sum()\nprint("最高:", s.idxmax(), f"{s.max():.2f}")`,
				),
			),
		],
	};
};

/** 1,234.56 Dr and 1,234.56 Cr. */
const ledger: MakeDesk = (random) => {
	const accounts = ["Sales", "Freight", "Bank charges"];
	const rows = rowsOf(45, (index) => ({
		account: turnsOf(accounts)(index),
		cents: random.between(1_000, 900_000) * (random.between(0, 2) > 0 ? 1 : -1),
	}));
	const side = (cents: number) => `${english(Math.abs(cents))} ${cents < 0 ? "Cr" : "Dr"}`;
	const net = [...Map.groupBy(rows, (row) => row.account)].map(
		([account, some]) => [account, sum(some, ({ cents }) => cents)] as const,
	);
	const cells = rows.map((row, at) => [`JV-${at + 1}`, row.account, side(row.cents)]);
	return {
		kind: "debit and credit behind the amount",
		files: [{ name: "vouchers_2024.csv", bytes: encode(lines([["Voucher", "Account", "Amount"], ...cells]), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("vouchers_2024.csv")
sign = df.Amount.str[-2:].map({"Dr": 1, "Cr": -1})
df["Amount"] = df.Amount.str[:-3].str.replace(",", "").astype(float) * sign`,
		questions: [
			question(
				"en",
				turn(
					"What is the balance of each account, debits minus credits?",
					each(net),
					`print(df.groupby("Account").Amount.sum().round(2))`,
				),
			),
			question(
				"en",
				turn(
					"How many entries are credits?",
					[known("credits", rows.filter(({ cents }) => cents < 0).length, "entries", "Cr")],
					`print("Credits:", (df.Amount < 0).sum())`,
				),
			),
		],
	};
};

export const LAYOUTS: readonly MakeDesk[] = [remarked, stacked, ruled, ledger];
