// Nested records, and a file of 200,000 rows.

import {
	best,
	dayIn,
	decimals,
	each,
	iso,
	known,
	lines,
	type MakeDesk,
	money,
	monthOf,
	months,
	question,
	rowsOf,
	sum,
	sums,
	top,
	turn,
} from "../asking.ts";
import { encode } from "../encode.ts";

/** An event a line, with objects in it. */
const events: MakeDesk = (random) => {
	const plans = ["free", "pro", "team"];
	const names = ["view", "buy", "share"];
	const rows = rowsOf(151, () => ({
		event: random.pick(names),
		plan: random.pick(plans),
		ms: random.between(20, 900),
		...dayIn(random, 2024, 2),
	}));
	const text = rows
		.map(
			(row, index) =>
				`${JSON.stringify({ id: index + 1, event: row.event, user: { id: `u${random.between(1, 40)}`, plan: row.plan }, props: { ms: row.ms, at: iso(row) } })}\n`,
		)
		.join("");
	const median = (some: readonly number[]) => {
		const sorted = some.toSorted((a, b) => a - b);
		const half = Math.floor(sorted.length / 2);
		return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
	};
	const buys = rows.filter(({ event }) => event === "buy");
	const byPlan = [...Map.groupBy(rows, ({ plan }) => plan)].map(
		([plan, some]) => [plan, median(some.map(({ ms }) => ms))] as const,
	);
	return {
		kind: "nested JSON lines",
		files: [{ name: "events.jsonl", bytes: encode(text, "utf-8") }],
		load: `import pandas as pd, json
df = pd.json_normalize([json.loads(line) for line in open("events.jsonl")])`,
		questions: [
			question(
				"zh",
				turn(
					"每个 plan 有多少次 buy？",
					each(
						sums(
							buys,
							({ plan }) => plan,
							() => 1,
						),
						String,
					),
					`print(df[df.event == "buy"]["user.plan"].value_counts())`,
				),
				turn(
					"只看2月的呢？（按 props.at）",
					each(
						sums(
							buys.filter(({ month }) => month === 2),
							({ plan }) => plan,
							() => 1,
						),
						String,
					),
					`d = df[(df.event == "buy") & df["props.at"].str.startswith("2024-02")]\nprint(d["user.plan"].value_counts())`,
				),
			),
			question(
				"en",
				turn(
					"What is the median of ms for each plan?",
					each(byPlan, (value) => `${value}`),
					`print(df.groupby("user.plan")["props.ms"].median())`,
				),
				turn(
					"And the largest ms of each plan?",
					each(
						[...Map.groupBy(rows, ({ plan }) => plan)].map(
							([plan, some]) => [plan, Math.max(...some.map(({ ms }) => ms))] as const,
						),
						String,
					),
					`print(df.groupby("user.plan")["props.ms"].max())`,
				),
			),
			question(
				"en",
				turn(
					"How many events are there of each kind?",
					each(
						sums(
							rows,
							({ event }) => event,
							() => 1,
						),
						String,
					),
					`print(df.event.value_counts())`,
				),
			),
		],
	};
};

/** Orders that hold their items. */
const baskets: MakeDesk = (random) => {
	const goods = ["lamp", "rug", "mirror"];
	const orders = rowsOf(50, (index) => ({
		no: 400 + index,
		city: random.pick(["Turin", "Bari", "Pisa"]),
		items: rowsOf(random.between(1, 4), () => ({
			name: random.pick(goods),
			qty: random.between(1, 5),
			price: random.between(5, 90),
		})),
	}));
	const items = orders.flatMap(({ city, items: some }) => some.map((item) => ({ ...item, city })));
	const value = ({ qty, price }: { qty: number; price: number }) => qty * price;
	const pisa = items.filter(({ city }) => city === "Pisa");
	return {
		kind: "nested JSON",
		files: [
			{ name: "orders.json", bytes: encode(JSON.stringify({ exported: "2024-06-30", orders }, null, 1), "utf-8") },
		],
		load: `import pandas as pd, json
data = json.load(open("orders.json"))["orders"]
df = pd.json_normalize(data, "items", ["no", "city"])
df["value"] = df.qty * df.price`,
		questions: [
			question(
				"en",
				turn(
					"How many pieces of each item were ordered?",
					each(
						sums(
							items,
							({ name }) => name,
							({ qty }) => qty,
						),
						String,
					),
					`print(df.groupby("name").qty.sum())`,
				),
				turn(
					"only Pisa",
					each(
						sums(
							pisa,
							({ name }) => name,
							({ qty }) => qty,
						),
						String,
					),
					`print(df[df.city == "Pisa"].groupby("name").qty.sum())`,
				),
			),
			question(
				"en",
				turn(
					"What is the total value (qty times price) of all orders?",
					[known("total value", sum(items, value))],
					`print("Total value:", df.value.sum())`,
				),
			),
			question(
				"zh",
				turn(
					"一共有多少个订单？平均每个订单有几行商品（保留两位小数）？",
					[
						known("订单", orders.length, "订单数"),
						known("平均", decimals(items.length / orders.length, 2), "每个订单"),
					],
					`print("订单数:", df.no.nunique())\nprint("平均:", round(len(df) / df.no.nunique(), 4))`,
				),
			),
		],
	};
};

const large: MakeDesk = (random) => {
	const skus = rowsOf(40, (index) => `SKU-${1000 + index * 7}`);
	const stores = rowsOf(12, (index) => `S${index + 1}`);
	const rows = rowsOf(200_000, () => ({
		sku: skus[Math.min(39, random.between(0, 9) * random.between(0, 5))] ?? "",
		store: random.pick(stores),
		units: random.between(1, 9),
		cents: random.between(99, 49_999),
		...dayIn(random, random.between(2023, 2024)),
	}));
	const cells = rows.map((row) => [row.sku, row.store, `${row.units}`, money(row.cents), iso(row)]);
	const revenue = (kept: typeof rows) =>
		sums(
			kept,
			({ sku }) => sku,
			({ units, cents }) => units * cents,
		);
	const recent = rows.filter(({ year }) => year === 2024);
	const monthly = months([...sums(recent, monthOf, ({ units }) => units)].sort(), String);
	const quarter = recent.filter(({ month }) => month <= 3);
	return {
		kind: "200,000 rows",
		files: [
			{
				name: "transactions.csv",
				bytes: encode(lines([["sku", "store_id", "units", "unit_price", "sold_on"], ...cells]), "utf-8"),
			},
		],
		load: `import pandas as pd
df = pd.read_csv("transactions.csv", parse_dates=["sold_on"])
df["revenue"] = df.units * df.unit_price`,
		questions: [
			question(
				"en",
				turn(
					"Top 5 SKUs by revenue (units times unit price), with a bar chart",
					top(revenue(rows), 5),
					`import matplotlib.pyplot as plt\ns = df.groupby("sku").revenue.sum().nlargest(5).round(2)\ns.plot(kind="bar")\nplt.show()\nprint(s)`,
					["chart"],
				),
				turn(
					"only 2024",
					top(revenue(recent), 5),
					`print(df[df.sold_on.dt.year == 2024].groupby("sku").revenue.sum().nlargest(5).round(2))`,
				),
			),
			question(
				"en",
				turn(
					"How many units did we sell in each month of 2024?",
					monthly,
					`d = df[df.sold_on.dt.year == 2024]\nprint(d.groupby(d.sold_on.dt.strftime("%Y-%m")).units.sum())`,
				),
				turn(
					"just the first quarter, by store",
					each(
						sums(
							quarter,
							({ store }) => store,
							({ units }) => units,
						),
						String,
					),
					`d = df[(df.sold_on.dt.year == 2024) & (df.sold_on.dt.month <= 3)]\nprint(d.groupby("store_id").units.sum())`,
				),
			),
			question(
				"zh",
				turn(
					"2023年销量（units）最高的门店是哪家，卖了多少件？",
					best(
						sums(
							rows.filter(({ year }) => year === 2023),
							({ store }) => store,
							({ units }) => units,
						),
						["门店", "销量"],
						String,
					),
					`s = df[df.sold_on.dt.year == 2023].groupby("store_id").units.sum()\nprint("最高:", s.idxmax(), s.max())`,
				),
			),
			question(
				"en",
				turn(
					"How many transactions have a unit price above 400?",
					[known("transactions", rows.filter(({ cents }) => cents > 40_000).length)],
					`print("Transactions:", (df.unit_price > 400).sum())`,
				),
			),
		],
	};
};

export const BULK: readonly MakeDesk[] = [events, baskets, large];
