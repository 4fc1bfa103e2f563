// Figures that are not what they look like: marks for no value, amounts in 万元 beside their parts, ratios, one name in two cases.

import {
	decimals,
	each,
	iso,
	known,
	lines,
	type MakeDesk,
	one,
	question,
	rowsOf,
	sum,
	sums,
	turn,
	turnsOf,
} from "../asking.ts";
import { encode } from "../encode.ts";

/** -999 where the sensor was away, among degrees below zero. */
const sensor: MakeDesk = (random) => {
	const sites = ["Talstation", "Gipfel"];
	const rows = rowsOf(48, (index) => ({
		site: turnsOf(sites)(index),
		day: iso({ year: 2024, month: 1, day: 1 + Math.floor(index / 2) }),
		tenths: index % 11 === 4 ? undefined : random.between(-180, 60),
	}));
	const there = rows.flatMap((row) => (row.tenths === undefined ? [] : [{ ...row, tenths: row.tenths }]));
	const means = sites.map((site) => {
		const some = there.filter((row) => row.site === site);
		return [site, sum(some, ({ tenths }) => tenths) / some.length / 10] as const;
	});
	const lowest = there.toSorted((a, b) => a.tenths - b.tenths)[0];
	const table = [
		["site", "date", "temp_c"],
		...rows.map(({ site, day, tenths }) => [site, day, tenths === undefined ? "-999" : decimals(tenths / 10, 1)]),
	];
	return {
		kind: "-999 for no value",
		files: [{ name: "temperatures.csv", bytes: encode(lines(table), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("temperatures.csv", na_values=[-999])`,
		questions: [
			question(
				"en",
				turn(
					"What is the mean temperature at each site, to two decimals?",
					each(means, (value) => decimals(value, 2)),
					`print(df.groupby("site").temp_c.mean().round(2))`,
				),
				turn(
					"On how many days was there a value, by site?",
					each(
						sums(
							there,
							({ site }) => site,
							() => 1,
						),
						String,
					),
					`print(df.groupby("site").temp_c.count())`,
				),
			),
			question(
				"ja",
				turn(
					"最低気温は何度ですか？",
					[known("最低気温", decimals((lowest?.tenths ?? 0) / 10, 1), "最低")],
					`print("最低気温:", df.temp_c.min())`,
				),
			),
		],
	};
};

/** Above the table stands that it is in 万元; below 其中 stand parts. */
const wan: MakeDesk = (random) => {
	const items = ["产品收入", "服务收入", "其他收入"];
	const rows = items.map((item) => {
		const parts = [random.between(100, 900), random.between(100, 900)] as const;
		return { item, online: parts[0], whole: parts[0] + parts[1] };
	});
	const all = sum(rows, ({ whole }) => whole);
	const most = rows.toSorted((a, b) => b.whole - a.whole)[0];
	const table = [
		["2024年收入明细", ""],
		["单位：万元", ""],
		["项目", "金额"],
		...rows.flatMap(({ item, online, whole }) => [
			[item, `${whole}`],
			[`其中：${item.slice(0, 2)}线上`, `${online}`],
		]),
	];
	return {
		kind: "in 万元, with parts below what they are of",
		files: [{ name: "收入.csv", bytes: encode(lines(table), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("收入.csv", skiprows=2)
df = df[~df["项目"].str.startswith("其中")]`,
		questions: [
			question("zh", turn("总收入是多少万元？", [known("总收入", all, "合计")], `print("总收入:", df["金额"].sum())`)),
			question(
				"zh",
				turn(
					"哪一项收入最高？",
					[one("项目", most?.item ?? "", items)],
					`print("最高:", df.loc[df["金额"].idxmax(), "项目"])`,
				),
			),
		],
	};
};

/** Names in two cases, and a column that is a ratio of two others. */
const shares: MakeDesk = (random) => {
	const names = ["Search", "search", "Social", "Mail", "mail"];
	const rows = rowsOf(40, (index) => {
		const visits = random.between(200, 5_000);
		return { channel: turnsOf(names)(index), visits, orders: random.between(5, Math.floor(visits / 5)) };
	});
	const name = ({ channel }: (typeof rows)[number]) => channel.toLowerCase();
	const byName = sums(rows, name, ({ orders }) => orders);
	const all = sum(rows, ({ orders }) => orders) / sum(rows, ({ visits }) => visits);
	const table = [
		["channel", "visits", "orders", "conversion"],
		...rows.map((row) => [row.channel, `${row.visits}`, `${row.orders}`, (row.orders / row.visits).toFixed(4)]),
	];
	return {
		kind: "one channel in two cases, and a ratio",
		files: [{ name: "channels.csv", bytes: encode(lines(table), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("channels.csv")
df["channel"] = df.channel.str.lower()`,
		questions: [
			question(
				"en",
				turn(
					"How many orders came from each channel?",
					each(byName, String),
					`print(df.groupby("channel").orders.sum())`,
				),
				turn(
					"And visits?",
					each(
						sums(rows, name, ({ visits }) => visits),
						String,
					),
					`print(df.groupby("channel").visits.sum())`,
				),
			),
			question(
				"en",
				turn(
					"How many percent of all visits became orders, to one decimal?",
					[known("percent", decimals(100 * all, 1), "conversion", "share")],
					`print(f"Percent: {100 * df.orders.sum() / df.visits.sum():.1f}")`,
				),
			),
		],
	};
};

export const SCALES: readonly MakeDesk[] = [sensor, wan, shares];
