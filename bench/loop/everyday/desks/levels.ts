// Columns that nobody may simply add up: stocks at each date, balances, totals of orders on each line.

import {
	best,
	decimals,
	each,
	german,
	known,
	lines,
	type MakeDesk,
	money,
	question,
	rowsOf,
	sum,
	sums,
	turn,
	turnsOf,
	two,
} from "../asking.ts";
import { encode } from "../encode.ts";

/** What is there at each week's end, beside what was sold. */
const stock: MakeDesk = (random) => {
	const shops = ["Leipzig", "Dresden", "Chemnitz"];
	const weeks = ["2024-03-03", "2024-03-10", "2024-03-17", "2024-03-24", "2024-03-31"];
	const rows = weeks.flatMap((week) =>
		shops.flatMap((shop) =>
			["tea", "coffee"].map((item) => ({
				week,
				shop,
				item,
				sold: random.between(5, 60),
				stock: random.between(40, 400),
			})),
		),
	);
	const last = rows.filter(({ week }) => week === weeks.at(-1));
	const table = [
		["week_ending", "shop", "item", "sold", "stock"],
		...rows.map((row) => [row.week, row.shop, row.item, `${row.sold}`, `${row.stock}`]),
	];
	const byShop = (some: typeof rows) =>
		sums(
			some,
			({ shop }) => shop,
			(row) => row.stock,
		);
	return {
		kind: "stock at each week's end",
		files: [{ name: "stock_weekly.csv", bytes: encode(lines(table), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("stock_weekly.csv", parse_dates=["week_ending"])
last = df[df.week_ending == df.week_ending.max()]`,
		questions: [
			question(
				"en",
				turn(
					"How much stock does each shop have now?",
					each(byShop(last), String),
					`print(last.groupby("shop").stock.sum())`,
				),
				turn(
					"and how many pieces did each shop sell over all weeks?",
					each(
						sums(
							rows,
							({ shop }) => shop,
							({ sold }) => sold,
						),
						String,
					),
					`print(df.groupby("shop").sold.sum())`,
				),
			),
			question(
				"zh",
				turn(
					"目前所有门店的库存一共是多少件？",
					[
						known(
							"库存",
							sum(last, (row) => row.stock),
							"合计",
							"一共",
						),
					],
					`print("库存合计:", last.stock.sum())`,
				),
			),
		],
	};
};

/** A bank's list: each line with the balance behind it. */
const balance: MakeDesk = (random) => {
	const kinds = ["Miete", "Gehalt", "Einkauf", "Strom"];
	let left = random.between(150_000, 400_000);
	const rows = rowsOf(24, (index) => {
		const kind = turnsOf(kinds)(index);
		const cents = kind === "Gehalt" ? random.between(200_000, 300_000) : -random.between(2_000, 90_000);
		left += cents;
		return { day: `2024-${two(1 + Math.floor(index / 4))}-${two(3 + (index % 4) * 6)}`, kind, cents, left };
	});
	const spent = rows.filter(({ cents }) => cents < 0);
	const byKind = sums(
		spent,
		({ kind }) => kind,
		({ cents }) => -cents,
	);
	const dotted = (day: string) => day.split("-").toReversed().join(".");
	const table = [
		["Buchung", "Zweck", "Betrag", "Saldo"],
		...rows.map((row) => [dotted(row.day), row.kind, german(row.cents), german(row.left)]),
	];
	return {
		kind: "a balance behind each line",
		files: [{ name: "konto.csv", bytes: encode(lines(table, ";"), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("konto.csv", sep=";", thousands=".", decimal=",", dtype={"Buchung": str})
df["Buchung"] = pd.to_datetime(df.Buchung, format="%d.%m.%Y")`,
		questions: [
			question(
				"de",
				turn(
					"Wie viel Geld ist am Ende auf dem Konto?",
					[known("Saldo", money(rows.at(-1)?.left ?? 0), "Konto", "Ende")],
					`print(f"Saldo am Ende: {df.Saldo.iloc[-1]:.2f}")`,
				),
				turn(
					"Und wie viel Gehalt ist insgesamt eingegangen?",
					[
						known(
							"Gehalt",
							money(
								sum(
									rows.filter(({ kind }) => kind === "Gehalt"),
									({ cents }) => cents,
								),
							),
							"insgesamt",
						),
					],
					`print(f"Gehalt: {df[df.Zweck == 'Gehalt'].Betrag.sum():.2f}")`,
				),
			),
			question(
				"de",
				turn(
					"Wofür wurde am meisten ausgegeben, und wie viel?",
					best(byKind, ["Zweck", "ausgegeben"]),
					`s = -df[df.Betrag < 0].groupby("Zweck").Betrag.sum()\nprint("Zweck:", s.idxmax(), f"ausgegeben: {s.max():.2f}")`,
				),
			),
		],
	};
};

/** The order's total stands on each of its lines. */
const orders: MakeDesk = (random) => {
	const towns = ["York", "Leeds", "Hull"];
	const rows = rowsOf(18, (index) => ({ order: 501 + index, town: turnsOf(towns)(index) })).flatMap(
		({ order, town }) => {
			const items = rowsOf(random.between(1, 4), (index) => ({
				item: `A${index + 1}`,
				cents: random.between(300, 9_000),
			}));
			const total = sum(items, ({ cents }) => cents);
			return items.map((item) => ({ order, town, ...item, total }));
		},
	);
	const once = [...new Map(rows.map((row) => [row.order, row])).values()];
	const table = [
		["order_id", "town", "item", "price", "order_total"],
		...rows.map((row) => [`${row.order}`, row.town, row.item, money(row.cents), money(row.total)]),
	];
	return {
		kind: "the order's total on each of its lines",
		files: [{ name: "order_lines.csv", bytes: encode(lines(table), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("order_lines.csv")
once = df.drop_duplicates("order_id")`,
		questions: [
			question(
				"en",
				turn(
					"What is the sum of order_total over all orders?",
					[known("total", money(sum(once, ({ total }) => total)), "sum", "order_total")],
					`print(f"Total: {once.order_total.sum():.2f}")`,
				),
				turn(
					"and by town?",
					each(
						sums(
							once,
							({ town }) => town,
							({ total }) => total,
						),
					),
					`print(once.groupby("town").order_total.sum().round(2))`,
				),
			),
			question(
				"en",
				turn(
					"What is the average order worth?",
					[known("average", decimals(sum(once, ({ total }) => total) / once.length / 100, 2), "mean", "worth")],
					`print(f"Average: {once.order_total.mean():.2f}")`,
				),
				turn("And how many orders are there?", [known("orders", once.length, "number")], `print("Orders:", len(once))`),
			),
		],
	};
};

export const LEVELS: readonly MakeDesk[] = [stock, balance, orders];
