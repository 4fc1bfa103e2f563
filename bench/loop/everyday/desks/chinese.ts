// Chinese files: an old encoding, yuan beside ten thousands of yuan, staff, and orders to join with customers.

import {
	best,
	dayIn,
	each,
	iso,
	known,
	lines,
	type MakeDesk,
	money,
	monthOf,
	months,
	one,
	q,
	question,
	rowsOf,
	sum,
	sums,
	top,
	turn,
	turnsOf,
} from "../asking.ts";
import { encode } from "../encode.ts";

/** ￥1,434.05 beside 1.14万. */
const provinces: MakeDesk = (random) => {
	const names = ["广东", "江苏", "浙江", "山东", "四川", "福建", "湖北"];
	const kinds = ["零食", "饮料", "日用"];
	const name = turnsOf(names);
	const rows = rowsOf(150, (index) => {
		const big = random.between(0, 2) > 0;
		return {
			...dayIn(random, 2023, 6),
			province: name(index * 5 + random.between(0, 3)),
			kind: random.pick(kinds),
			cents: big ? random.between(101, 960) * 10_000 : random.between(12_000, 990_000),
		};
	});
	const written = (cents: number) =>
		cents >= 1_000_000 && cents % 10_000 === 0
			? `${cents / 1_000_000}万`
			: `￥${money(cents).replace(/\B(?=(\d{3})+\.)/g, ",")}`;
	const cells = rows.map((row) => [iso(row), row.province, row.kind, written(row.cents)]);
	const sales = (kept: typeof rows) =>
		sums(
			kept,
			(row) => row.province,
			({ cents }) => cents,
		);
	const kind = random.pick(kinds);
	const monthly = (kept: typeof rows) => months([...sums(kept, monthOf, ({ cents }) => cents)].sort());
	const here = sales(rows)[0]?.[0] ?? "";
	return {
		kind: "万 beside ￥, gb18030",
		files: [{ name: "各省销售.csv", bytes: encode(lines([["日期", "省份", "品类", "销售额"], ...cells]), "gb18030") }],
		load: `import pandas as pd
df = pd.read_csv("各省销售.csv", encoding="gb18030")
x = df["销售额"].str.replace("[￥,]", "", regex=True)
df["销售额"] = x.str.rstrip("万").astype(float) * x.str.endswith("万").map({True: 10000, False: 1})
df["日期"] = pd.to_datetime(df["日期"])`,
		questions: [
			question(
				"zh",
				turn(
					"销售额前3名的省份是哪些？各是多少元？",
					top(sales(rows), 3),
					`print(df.groupby("省份")["销售额"].sum().nlargest(3).round(2))`,
				),
				turn(
					`只看${kind}`,
					top(sales(rows.filter((row) => row.kind === kind)), 3),
					`print(df[df["品类"] == ${q(kind)}].groupby("省份")["销售额"].sum().nlargest(3).round(2))`,
				),
			),
			question(
				"zh",
				turn(
					"画出每月销售额的折线图，并打印每月的数字",
					monthly(rows),
					`import matplotlib.pyplot as plt
m = df.groupby(df["日期"].dt.strftime("%Y-%m"))["销售额"].sum()
m.plot(kind="line")
plt.show()
print(m.round(2))`,
					["chart"],
				),
				turn(
					`只看${here}`,
					monthly(rows.filter((row) => row.province === here)),
					`d = df[df["省份"] == ${q(here)}]\nprint(d.groupby(d["日期"].dt.strftime("%Y-%m"))["销售额"].sum().round(2))`,
				),
			),
			question(
				"zh",
				turn(
					"总销售额是多少元？",
					[known("总销售额", money(sum(rows, ({ cents }) => cents)), "合计", "销售额")],
					`print("总销售额:", round(df["销售额"].sum(), 2))`,
				),
				turn(
					"按品类分别是多少？",
					each(
						sums(
							rows,
							(row) => row.kind,
							({ cents }) => cents,
						),
					),
					`print(df.groupby("品类")["销售额"].sum().round(2))`,
				),
			),
			question(
				"en",
				turn(
					"Which product category (品类) sold the most, and how much is it in yuan?",
					best(
						sums(
							rows,
							(row) => row.kind,
							({ cents }) => cents,
						),
						["品类", "销售额"],
					),
					`s = df.groupby("品类")["销售额"].sum()\nprint("Most:", s.idxmax(), round(s.max(), 2))`,
				),
			),
		],
	};
};

const people: MakeDesk = (random) => {
	const cities = ["北京", "上海", "成都"];
	const teams = ["研发", "市场", "财务", "客服"];
	const team = turnsOf(teams);
	const rows = rowsOf(80, (index) => ({
		city: random.pick(cities),
		team: team(index),
		pay: random.between(60, 320) * 100,
		...dayIn(random, random.between(2018, 2024)),
	}));
	const cells = rows.map((row, index) => [
		`员工${index + 1}`,
		row.team,
		row.city,
		`${row.pay}`,
		`${row.year}年${row.month}月${row.day}日`,
	]);
	const average = (kept: typeof rows) =>
		each(
			[...Map.groupBy(kept, (row) => row.team)].map(
				([name, some]) => [name, (sum(some, ({ pay }) => pay) * 100) / some.length] as const,
			),
		);
	const beijing = rows.filter(({ city }) => city === "北京");
	const since = (kept: typeof rows) => [known("人数", kept.filter(({ year }) => year >= 2022).length, "入职")];
	return {
		kind: "年月日 dates",
		files: [
			{ name: "员工.csv", bytes: encode(lines([["姓名", "部门", "城市", "月薪", "入职日期"], ...cells]), "utf-8-sig") },
		],
		load: `import pandas as pd
df = pd.read_csv("员工.csv")
df["入职日期"] = pd.to_datetime(df["入职日期"], format="%Y年%m月%d日")`,
		questions: [
			question(
				"zh",
				turn("各部门的平均月薪是多少？", average(rows), `print(df.groupby("部门")["月薪"].mean().round(2))`),
				turn("只看北京", average(beijing), `print(df[df["城市"] == "北京"].groupby("部门")["月薪"].mean().round(2))`),
			),
			question(
				"zh",
				turn("2022年及以后入职的有多少人？", since(rows), `print("人数:", (df["入职日期"].dt.year >= 2022).sum())`),
				turn(
					"其中北京的呢？",
					since(beijing),
					`print("人数:", ((df["入职日期"].dt.year >= 2022) & (df["城市"] == "北京")).sum())`,
				),
			),
			question(
				"zh",
				turn(
					"哪个城市的员工最多？",
					[
						...best(
							sums(
								rows,
								(row) => row.city,
								() => 1,
							),
							["城市", "人数"],
							String,
						),
					].slice(0, 1),
					`s = df["城市"].value_counts()\nprint("最多:", s.idxmax())`,
				),
			),
		],
	};
};

/** The same customers are 客户编号 in one file and 客户ID in the other. */
const shopOrders: MakeDesk = (random) => {
	const levels = ["金卡", "银卡", "普通"];
	const level = turnsOf(levels);
	const clients = rowsOf(24, (index) => ({
		id: `K${300 + index}`,
		level: level(index),
		city: random.pick(["武汉", "长沙", "南昌"]),
	}));
	const orders = rowsOf(130, () => ({
		client: random.pick(clients),
		cents: random.between(2000, 300_000),
		...dayIn(random, 2024, 3),
	}));
	const byLevel = sums(
		orders,
		({ client }) => client.level,
		({ cents }) => cents,
	);
	const monthly = (kept: typeof orders) => months([...sums(kept, monthOf, ({ cents }) => cents)].sort());
	const gold = orders.filter(({ client }) => client.level === "金卡");
	const without = clients.filter((client) => !orders.some((order) => order.client === client));
	const city =
		sums(
			orders,
			({ client }) => client.city,
			({ cents }) => cents,
		)[0]?.[0] ?? "";
	return {
		kind: "two files to join, in Chinese",
		files: [
			{
				name: "订单.csv",
				bytes: encode(
					lines([
						["订单号", "客户编号", "下单日期", "金额"],
						...orders.map((row, index) => [`D${5000 + index}`, row.client.id, iso(row), money(row.cents)]),
					]),
					"utf-8",
				),
			},
			{
				name: "客户.csv",
				bytes: encode(
					lines([["客户ID", "等级", "城市"], ...clients.map((row) => [row.id, row.level, row.city])]),
					"utf-8",
				),
			},
		],
		load: `import pandas as pd
orders, clients = pd.read_csv("订单.csv"), pd.read_csv("客户.csv")
df = orders.merge(clients, left_on="客户编号", right_on="客户ID")
df["下单日期"] = pd.to_datetime(df["下单日期"])`,
		questions: [
			question(
				"zh",
				turn("按客户等级统计订单总金额", each(byLevel), `print(df.groupby("等级")["金额"].sum().round(2))`),
				turn(
					"金卡客户按月呢？",
					monthly(gold),
					`d = df[df["等级"] == "金卡"]\nprint(d.groupby(d["下单日期"].dt.strftime("%Y-%m"))["金额"].sum().round(2))`,
				),
			),
			question(
				"zh",
				turn(
					"有多少客户一单都没下过？",
					[known("客户", without.length, "人数", "没下过")],
					`print("客户:", (~clients["客户ID"].isin(orders["客户编号"])).sum())`,
				),
			),
			question(
				"zh",
				turn(
					"哪个城市的客户花钱最多？",
					[one("城市", city, ["武汉", "长沙", "南昌"])],
					`s = df.groupby("城市")["金额"].sum()\nprint("最多:", s.idxmax())`,
				),
			),
		],
	};
};

export const CHINESE: readonly MakeDesk[] = [provinces, people, shopOrders];
