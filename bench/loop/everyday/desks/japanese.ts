// Japanese files: sales of a till in cp932, and a survey with free spelling.

import {
	best,
	type Day,
	dayIn,
	decimals,
	each,
	known,
	lines,
	type MakeDesk,
	monthOf,
	months,
	q,
	question,
	rowsOf,
	sum,
	sums,
	turn,
	turnsOf,
	two,
} from "../asking.ts";
import { encode } from "../encode.ts";

const till: MakeDesk = (random) => {
	const shops = ["渋谷店", "梅田店", "博多店", "仙台店"];
	const goods = ["おにぎり①", "緑茶～大", "弁当"];
	const shop = turnsOf(shops);
	const day = ({ year, month, day }: Day) => `${year}/${two(month)}/${two(day)}`;
	const rows = rowsOf(110, (index) => {
		const pieces = random.between(1, 40);
		return {
			...dayIn(random, 2024, 4),
			shop: shop(index * 3 + random.between(0, 2)),
			goods: random.pick(goods),
			pieces,
			yen: pieces * random.between(9, 120) * 10,
		};
	});
	const cells = rows.map((row) => [
		day(row),
		row.shop,
		row.goods,
		`${row.pieces}`,
		`${row.yen.toLocaleString("en-US")}円`,
	]);
	const yen = (kept: typeof rows) => sum(kept, (row) => row.yen);
	const byShop = (kept: typeof rows) =>
		sums(
			kept,
			(row) => row.shop,
			(row) => row.yen,
		);
	const some = random.pick(shops);
	const march = rows.filter(({ month }) => month === 3);
	return {
		kind: "Japanese export, cp932",
		files: [{ name: "売上.csv", bytes: encode(lines([["日付", "店舗", "商品", "数量", "金額"], ...cells]), "cp932") }],
		load: `import pandas as pd
df = pd.read_csv("売上.csv", encoding="cp932")
df["金額"] = df["金額"].str.replace("[円,]", "", regex=True).astype(int)
df["日付"] = pd.to_datetime(df["日付"])`,
		questions: [
			question(
				"ja",
				turn("店舗ごとの金額の合計は？", each(byShop(rows), String), `print(df.groupby("店舗")["金額"].sum())`),
				turn(
					"3月だけでお願いします",
					each(byShop(march), String),
					`print(df[df["日付"].dt.month == 3].groupby("店舗")["金額"].sum())`,
				),
			),
			question(
				"ja",
				turn(
					"一番売れた（金額が大きい）商品はどれですか？",
					best(
						sums(
							rows,
							(row) => row.goods,
							(row) => row.yen,
						),
						["商品", "金額"],
						String,
					).slice(0, 1),
					`s = df.groupby("商品")["金額"].sum()\nprint("一番:", s.idxmax())`,
				),
			),
			question(
				"ja",
				turn(
					`${some}の月別の売上を教えて`,
					months(
						[
							...sums(
								rows.filter((row) => row.shop === some),
								monthOf,
								(row) => row.yen,
							),
						].sort(),
						String,
					),
					`d = df[df["店舗"] == ${q(some)}]\nprint(d.groupby(d["日付"].dt.strftime("%Y-%m"))["金額"].sum())`,
				),
				turn(
					"その合計は？",
					[known("合計", yen(rows.filter((row) => row.shop === some)), "金額", "売上")],
					`print("合計:", df[df["店舗"] == ${q(some)}]["金額"].sum())`,
				),
			),
		],
	};
};

/** Ages with 歳, answers that differ in blanks and width alone. */
const survey: MakeDesk = (random) => {
	const wards = ["東区", "西区", "中央区"];
	const ward = turnsOf(wards);
	const write = ["はい", "はい ", "いいえ", " いいえ", "いいえ"];
	const rows = rowsOf(96, (index) => ({
		ward: ward(index * 2),
		age: random.between(18, 79),
		said: random.pick(write),
	}));
	const cells = rows.map((row, index) => [`${index + 1}`, row.ward, `${row.age}歳`, row.said]);
	const yes = (kept: typeof rows) => kept.filter(({ said }) => said.trim() === "はい").length;
	const east = rows.filter((row) => row.ward === "東区");
	const old = rows.filter(({ age }) => age >= 65);
	const average = sum(rows, ({ age }) => age) / rows.length;
	return {
		kind: "survey with blanks",
		files: [
			{
				name: "アンケート.csv",
				bytes: encode(lines([["番号", "地区", "年齢", "利用したことがある"], ...cells]), "utf-8"),
			},
		],
		load: `import pandas as pd
df = pd.read_csv("アンケート.csv")
df["年齢"] = df["年齢"].str.rstrip("歳").astype(int)
df["はい"] = df["利用したことがある"].str.strip() == "はい"`,
		questions: [
			question(
				"ja",
				turn(
					"「はい」と答えた人は何人ですか？",
					[known("人数", yes(rows), "はい")],
					`print("人数:", df["はい"].sum())`,
				),
				turn(
					"65歳以上では？",
					[known("人数", yes(old), "はい")],
					`print("人数:", (df["はい"] & (df["年齢"] >= 65)).sum())`,
				),
			),
			question(
				"ja",
				turn(
					"平均年齢は？小数点以下1桁まで",
					[known("平均年齢", decimals(average, 1), "年齢")],
					`print("平均年齢:", round(df["年齢"].mean(), 1))`,
				),
				turn(
					"東区だけだと？",
					[known("平均年齢", decimals(sum(east, ({ age }) => age) / east.length, 1), "年齢")],
					`print("平均年齢:", round(df[df["地区"] == "東区"]["年齢"].mean(), 1))`,
				),
			),
			question(
				"en",
				turn(
					"How many people answered in each district (地区)?",
					each(
						sums(
							rows,
							(row) => row.ward,
							() => 1,
						),
						String,
					),
					`print(df["地区"].value_counts())`,
				),
			),
		],
	};
};

export const JAPANESE: readonly MakeDesk[] = [till, survey];
