// Numbers and words that are more than they look: k and M, lakh, NA that is a name, inches that are quotes.

import {
	best,
	decimals,
	each,
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

/** 19M and 850k in one column, 10,000+ in another. */
const apps: MakeDesk = (random) => {
	const kinds = ["Games", "Tools", "Health"];
	const kind = turnsOf(kinds);
	const rows = rowsOf(60, (index) => ({
		name: `App ${index + 1}`,
		kind: kind(index),
		kb: random.between(0, 1) > 0 ? random.between(2, 98) * 1000 : random.between(100, 990),
		installs: random.pick([1000, 5000, 10_000, 50_000, 100_000]),
	}));
	const size = (kb: number) => (kb >= 1000 ? `${kb / 1000}M` : `${kb}k`);
	const cells = rows.map((row) => [row.name, row.kind, size(row.kb), `${row.installs.toLocaleString("en-US")}+`]);
	const mean = (kept: typeof rows) => [
		known("average size", decimals((sum(kept, ({ kb }) => kb) / kept.length) * 1000, 0), "mean", "size"),
	];
	const games = rows.filter((row) => row.kind === "Games");
	const large = rows.filter(({ kb }) => kb > 50_000);
	return {
		kind: "k and M",
		files: [{ name: "apps.csv", bytes: encode(lines([["App", "Category", "Size", "Installs"], ...cells]), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("apps.csv")
df["Size"] = df.Size.str[:-1].astype(float) * df.Size.str[-1].map({"k": 1e3, "M": 1e6})
df["Installs"] = df.Installs.str.replace("[,+]", "", regex=True).astype(int)`,
		questions: [
			question(
				"en",
				turn(
					"What is the average size in bytes (k = 1000, M = 1000000), rounded to whole bytes?",
					mean(rows),
					`print(f"Average size: {df.Size.mean():.0f}")`,
				),
				turn("only for Games", mean(games), `print(f"Average size: {df[df.Category == 'Games'].Size.mean():.0f}")`),
			),
			question(
				"en",
				turn(
					"How many apps are larger than 50M?",
					[known("apps", large.length, "larger")],
					`print("Apps:", (df.Size > 50e6).sum())`,
				),
				turn(
					"and how many of those are Tools?",
					[known("apps", large.filter((row) => row.kind === "Tools").length, "Tools")],
					`print("Apps:", ((df.Size > 50e6) & (df.Category == "Tools")).sum())`,
				),
			),
			question(
				"zh",
				turn(
					"每个类别（Category）的安装量合计是多少？",
					each(
						sums(
							rows,
							(row) => row.kind,
							({ installs }) => installs,
						),
						String,
					),
					`print(df.groupby("Category").Installs.sum())`,
				),
				turn(
					"哪个类别最多？",
					[
						best(
							sums(
								rows,
								(row) => row.kind,
								({ installs }) => installs,
							),
							["类别", "安装量"],
							String,
						),
					].flatMap(([first]) => (first === undefined ? [] : [first])),
					`s = df.groupby("Category").Installs.sum()\nprint("最多:", s.idxmax())`,
				),
			),
		],
	};
};

/** 1,23,456.50 */
const rupees: MakeDesk = (random) => {
	const heads = ["Rent", "Salaries", "Transport", "Repairs"];
	const head = turnsOf(heads);
	const rows = rowsOf(56, (index) => ({
		head: head(index * 3 + random.between(0, 2)),
		paise: random.between(90_000, 99_900_000),
		branch: random.pick(["Pune", "Kochi"]),
	}));
	const write = (paise: number) => (paise / 100).toLocaleString("en-IN", { minimumFractionDigits: 2 });
	const cells = rows.map((row, index) => [`V${index + 1}`, row.head, row.branch, write(row.paise)]);
	const by = (kept: typeof rows) =>
		each(
			sums(
				kept,
				(row) => row.head,
				({ paise }) => paise,
			),
		);
	const pune = rows.filter(({ branch }) => branch === "Pune");
	const most = Math.max(...rows.map(({ paise }) => paise));
	return {
		kind: "lakh grouping",
		files: [
			{ name: "vouchers.csv", bytes: encode(lines([["Voucher", "Head", "Branch", "Amount"], ...cells]), "utf-8") },
		],
		load: `import pandas as pd
df = pd.read_csv("vouchers.csv")
df["Amount"] = df.Amount.str.replace(",", "").astype(float)`,
		questions: [
			question(
				"en",
				turn(
					"How much was spent under each head?",
					by(rows),
					`print(df.groupby("Head").Amount.sum().map("{:.2f}".format))`,
				),
				turn("just Pune", by(pune), `print(df[df.Branch == "Pune"].groupby("Head").Amount.sum().map("{:.2f}".format))`),
			),
			question(
				"en",
				turn(
					"What is the largest single amount?",
					[known("largest amount", (most / 100).toFixed(2), "max")],
					`print(f"Largest amount: {df.Amount.max():.2f}")`,
				),
				turn(
					"And under which head was it?",
					[one("head", rows.find(({ paise }) => paise === most)?.head ?? "", heads)],
					`print("Largest:", df.loc[df.Amount.idxmax()].Head)`,
				),
			),
			question(
				"de",
				turn(
					"Welche Filiale (Branch) hat insgesamt mehr ausgegeben?",
					best(
						sums(
							rows,
							(row) => row.branch,
							({ paise }) => paise,
						),
						["Filiale", "Summe"],
					).slice(0, 1),
					`s = df.groupby("Branch").Amount.sum()\nprint("Mehr:", s.idxmax())`,
				),
			),
		],
	};
};

/** NA is Namibia, and North America. */
const countries: MakeDesk = (random) => {
	const lands = [
		["NA", "Namibia", "AF"],
		["NE", "Niger", "AF"],
		["NG", "Nigeria", "AF"],
		["CA", "Canada", "NA"],
		["MX", "Mexico", "NA"],
		["US", "United States", "NA"],
		["NL", "Netherlands", "EU"],
		["NO", "Norway", "EU"],
	] as const;
	const rows = lands.flatMap(([code, name, continent]) =>
		[2023, 2024].map((year) => ({ code, name, continent, year, guests: random.between(200, 9000) })),
	);
	const cells = rows.map((row) => [row.code, row.name, row.continent, `${row.year}`, `${row.guests}`]);
	const by = (kept: typeof rows) =>
		each(
			sums(
				kept,
				(row) => row.continent,
				({ guests }) => guests,
			),
			String,
		);
	const recent = rows.filter(({ year }) => year === 2024);
	return {
		kind: "NA as a name",
		files: [
			{
				name: "guests.csv",
				bytes: encode(lines([["code", "country", "continent", "year", "guests"], ...cells]), "utf-8"),
			},
		],
		load: `import pandas as pd
df = pd.read_csv("guests.csv", keep_default_na=False)`,
		questions: [
			question(
				"en",
				turn("Total guests per continent?", by(rows), `print(df.groupby("continent").guests.sum())`),
				turn("only 2024", by(recent), `print(df[df.year == 2024].groupby("continent").guests.sum())`),
			),
			question(
				"en",
				turn(
					"How many different country codes are there, and how many guests came from code NA?",
					[
						known("codes", 8, "different", "nunique"),
						known(
							"guests",
							sum(
								rows.filter(({ code }) => code === "NA"),
								({ guests }) => guests,
							),
							"NA",
							"Namibia",
						),
					],
					`print("Codes:", df.code.nunique())\nprint("Guests:", df[df.code == "NA"].guests.sum())`,
				),
			),
			question(
				"ja",
				turn(
					"2024年に一番多かった国（country）は？",
					best(
						sums(
							recent,
							(row) => row.name,
							({ guests }) => guests,
						),
						["国", "客"],
						String,
					).slice(0, 1),
					`s = df[df.year == 2024].groupby("country").guests.sum()\nprint("一番:", s.idxmax())`,
				),
			),
		],
	};
};

/** Tabs, and 3/4" beside 5": quotes that open nothing. */
const pipes: MakeDesk = (random) => {
	const sizes = ['1/2"', '3/4"', '2"', '5"'];
	const size = turnsOf(sizes);
	const parts = ["elbow", "tee", "valve"];
	const rows = rowsOf(48, (index) => ({ part: random.pick(parts), size: size(index), stock: random.between(0, 90) }));
	const text = [
		["sku", "part", "note", "stock"],
		...rows.map((row, index) => [
			`P-${100 + index}`,
			row.part,
			index % 4 === 1 ? `"new" ${row.size}` : row.size,
			`${row.stock}`,
		]),
	];
	const by = (kept: typeof rows) =>
		each(
			sums(
				kept,
				(row) => row.part,
				({ stock }) => stock,
			),
			String,
		);
	const five = rows.filter((row) => row.size === '5"');
	return {
		kind: "inches in a tab file",
		files: [{ name: "parts.tsv", bytes: encode(text.map((cells) => `${cells.join("\t")}\n`).join(""), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("parts.tsv", sep="\\t", quoting=3)`,
		questions: [
			question(
				"en",
				turn("How many pieces do we have in stock for each part?", by(rows), `print(df.groupby("part").stock.sum())`),
				turn('only the 5" ones', by(five), `print(df[df.note.str.endswith('5"')].groupby("part").stock.sum())`),
			),
			question(
				"en",
				turn(
					"How many lines (skus) are in this file?",
					[known("skus", rows.length, "lines")],
					`print("Skus:", len(df))`,
				),
			),
			question(
				"en",
				turn(
					"How many skus are out of stock?",
					[known("skus", rows.filter(({ stock }) => stock === 0).length, "stock")],
					`print("Skus:", (df.stock == 0).sum())`,
				),
			),
		],
	};
};

export const MARKS: readonly MakeDesk[] = [apps, rupees, countries, pipes];
