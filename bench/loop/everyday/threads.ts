// Threads of 8 turns: a filter that changes, a definition that stays, and ways back to all rows; what is right is known at each turn.

import {
	type Day,
	dayIn,
	decimals,
	dotted,
	each,
	english,
	german,
	iso,
	known,
	lines,
	type MakeDesk,
	money,
	q,
	question,
	rowsOf,
	sum,
	sums,
	type Tongue,
	turn,
	turnsOf,
} from "./asking.ts";
import { encode } from "./encode.ts";

/** A shop's orders in one language. */
interface Orders {
	readonly language: Tongue;
	readonly file: string;
	readonly columns: readonly [place: string, product: string, amount: string, day: string];
	readonly places: readonly string[];
	readonly products: readonly string[];
	readonly mark: "," | ";";
	readonly amount: (cents: number) => string;
	readonly day: (day: Day) => string;
	/** Python that makes numbers and dates of the two last columns. */
	readonly clean: string;
	readonly asks: (
		place: string,
		limit: number,
	) => readonly [string, string, string, string, string, string, string, string];
	/** What figures are called: a sum of money, a count. */
	readonly sum: string;
	readonly count: string;
}

const ENGLISH: Orders = {
	language: "en",
	file: "orders.csv",
	columns: ["region", "product", "amount", "ordered_on"],
	places: ["North", "South", "East", "West"],
	products: ["chair", "desk", "shelf"],
	mark: ",",
	amount: (cents) => `$${english(cents)}`,
	day: iso,
	clean: `df["amount"] = df.amount.str.replace("[$,]", "", regex=True).astype(float)
df["ordered_on"] = pd.to_datetime(df.ordered_on)`,
	asks: (place, limit) => [
		"What is the total amount of all orders?",
		`only ${place}`,
		`Call an order large if its amount is above ${limit}. How many large orders does ${place} have?`,
		"and by product?",
		"Now go back to all rows: how many large orders are there in total?",
		"only 2024",
		"and what is the total amount of those?",
		"Go back to all orders again, large or not: total amount per region?",
	],
	sum: "total",
	count: "large orders",
};

const DEUTSCH: Orders = {
	language: "de",
	file: "verkaeufe.csv",
	columns: ["Stadt", "Produkt", "Umsatz", "Datum"],
	places: ["Aachen", "Bremen", "Coburg", "Dessau"],
	products: ["Lampe", "Regal", "Spiegel"],
	mark: ";",
	amount: german,
	day: dotted,
	clean: `df["Umsatz"] = df.Umsatz.str.replace(".", "", regex=False).str.replace(",", ".", regex=False).astype(float)
df["Datum"] = pd.to_datetime(df.Datum, format="%d.%m.%Y")`,
	asks: (place, limit) => [
		"Wie hoch ist der Umsatz insgesamt?",
		`nur ${place}`,
		`Nenne einen Verkauf groß, wenn er über ${limit} Euro liegt. Wie viele große Verkäufe gibt es in ${place}?`,
		"und je Produkt?",
		"Jetzt wieder alle Zeilen: wie viele große Verkäufe gibt es insgesamt?",
		"nur 2024",
		"und wie viel Umsatz machen diese aus?",
		"Zurück zu allen Verkäufen, auch den kleinen: Umsatz je Stadt?",
	],
	sum: "Umsatz",
	count: "große Verkäufe",
};

const CHINESE: Orders = {
	language: "zh",
	file: "订单.csv",
	columns: ["城市", "商品", "金额", "日期"],
	places: ["杭州", "苏州", "厦门", "青岛"],
	products: ["台灯", "书架", "镜子"],
	mark: ",",
	amount: money,
	day: iso,
	clean: `df["日期"] = pd.to_datetime(df["日期"])`,
	asks: (place, limit) => [
		"所有订单的总金额是多少？",
		`只看${place}`,
		`金额大于${limit}的订单叫做大单。${place}有多少个大单？`,
		"按商品分呢？",
		"回到全部数据：一共有多少个大单？",
		"只看2024年",
		"这些大单的总金额是多少？",
		"再回到所有订单（不管是不是大单）：每个城市的总金额是多少？",
	],
	sum: "总金额",
	count: "大单",
};

const JAPANESE: Orders = {
	language: "ja",
	file: "注文.csv",
	columns: ["地域", "商品", "金額", "日付"],
	places: ["関東", "関西", "九州", "東北"],
	products: ["机", "椅子", "棚"],
	mark: ",",
	amount: money,
	day: iso,
	clean: `df["日付"] = pd.to_datetime(df["日付"])`,
	asks: (place, limit) => [
		"すべての注文の金額の合計は？",
		`${place}だけだと？`,
		`金額が${limit}を超える注文を「大口」と呼びます。${place}の大口は何件ですか？`,
		"商品ごとには？",
		"すべての行に戻ってください。大口は全部で何件ですか？",
		"2024年だけだと？",
		"その金額の合計は？",
		"もう一度すべての注文に戻って（大口でないものも）、地域ごとの金額の合計は？",
	],
	sum: "合計",
	count: "大口",
};

function orders(words: Orders, number: number): MakeDesk {
	return (random) => {
		const place = turnsOf(words.places);
		const rows = rowsOf(random.between(90, 140), (index) => ({
			...dayIn(random, random.between(2023, 2024)),
			place: place(index),
			product: random.pick(words.products),
			cents: random.between(2_000, 100_000),
		}));
		const here = random.pick(words.places);
		const limit = random.between(4, 7) * 100;
		const local = rows.filter((row) => row.place === here);
		const large = (some: typeof rows) => some.filter(({ cents }) => cents > limit * 100);
		const recent = large(rows).filter(({ year }) => year === 2024);
		const total = (some: typeof rows) => [known(words.sum, money(sum(some, ({ cents }) => cents)))];
		const counted = (some: typeof rows) => [known(words.count, some.length)];
		const byProduct = sums(
			large(local),
			(row) => row.product,
			() => 1,
		);
		const byPlace = sums(
			rows,
			(row) => row.place,
			({ cents }) => cents,
		);
		const [region, product, amount, day] = words.columns.map((name) => `df[${q(name)}]`);
		const name = `${number}_${words.file}`;
		const cells = rows.map((row) => [row.place, row.product, words.amount(row.cents), words.day(row)]);
		const [first, second, third, fourth, fifth, sixth, seventh, eighth] = words.asks(here, limit);
		const isLarge = `(${amount} > ${limit})`;
		const isHere = `(${region} == ${q(here)})`;
		const since = `(${day}.dt.year == 2024)`;
		const adds = (rule: string) => `print(${q(`${words.sum}:`)}, round(df[${rule}][${q(words.columns[2])}].sum(), 2))`;
		const counts = (rule: string) => `print(${q(`${words.count}:`)}, (${rule}).sum())`;
		return {
			kind: "orders",
			files: [{ name, bytes: encode(lines([[...words.columns], ...cells], words.mark), "utf-8") }],
			load: `import pandas as pd\ndf = pd.read_csv(${q(name)}, sep=${q(words.mark)})\n${words.clean}`,
			questions: [
				question(
					words.language,
					turn(first, total(rows), adds(`${amount} > 0`)),
					turn(second, total(local), adds(isHere)),
					turn(third, counted(large(local)), counts(`${isLarge} & ${isHere}`)),
					turn(fourth, each(byProduct, String), `print(${product}[${isLarge} & ${isHere}].value_counts())`),
					turn(fifth, counted(large(rows)), counts(isLarge)),
					turn(sixth, counted(recent), counts(`${isLarge} & ${since}`)),
					turn(seventh, total(recent), adds(`${isLarge} & ${since}`)),
					turn(eighth, each(byPlace), `print(${amount}.groupby(${region}).sum().round(2))`),
				),
			],
		};
	};
}

interface Tickets {
	readonly language: Tongue;
	readonly asks: (
		team: string,
		limit: number,
	) => readonly [string, string, string, string, string, string, string, string];
	readonly tickets: string;
	readonly slow: string;
	readonly share: string;
}

const TICKETS_ENGLISH: Tickets = {
	language: "en",
	asks: (team, limit) => [
		"How many tickets are there?",
		"and by team?",
		"only those with high priority",
		`Let us call a ticket slow if it took more than ${limit} hours. How many of the high ones are slow?`,
		"and of all tickets, whatever their priority?",
		"What percentage of all tickets is that, with one decimal?",
		`How many slow tickets does ${team} have?`,
		"Go back to all tickets: average hours per team, two decimals?",
	],
	tickets: "tickets",
	slow: "slow",
	share: "percentage",
};

const TICKETS_CHINESE: Tickets = {
	language: "zh",
	asks: (team, limit) => [
		"一共有多少张工单？",
		"按团队（team）分呢？",
		"只看优先级（priority）为 high 的",
		`耗时（hours）超过${limit}小时的工单叫“慢单”。high 里面有多少张慢单？`,
		"不限优先级，全部工单里呢？",
		"占全部工单的百分之几？保留一位小数",
		`${team} 有多少张慢单？`,
		"回到全部工单：每个团队的平均耗时是多少？保留两位小数",
	],
	tickets: "工单",
	slow: "慢单",
	share: "占比",
};

function tickets(words: Tickets, number: number): MakeDesk {
	return (random) => {
		const teams = ["billing", "network", "desktop"];
		const team = turnsOf(teams);
		const rows = rowsOf(random.between(80, 130), (index) => ({
			team: team(index),
			priority: random.pick(["low", "normal", "high"]),
			hours: random.between(1, 90),
		}));
		const limit = random.between(30, 50);
		const here = random.pick(teams);
		const high = rows.filter(({ priority }) => priority === "high");
		const slow = (some: typeof rows) => some.filter(({ hours }) => hours > limit);
		const byTeam = (some: typeof rows) =>
			each(
				sums(
					some,
					(row) => row.team,
					() => 1,
				),
				String,
			);
		const count = (name: string, some: typeof rows) => [known(name, some.length)];
		const means = [...Map.groupBy(rows, (row) => row.team)].map(
			([name, some]) => [name, sum(some, ({ hours }) => hours) / some.length] as const,
		);
		const name = `${number}_tickets.csv`;
		const cells = rows.map((row, index) => [`T${100 + index}`, row.team, row.priority, `${row.hours}`]);
		const [first, second, third, fourth, fifth, sixth, seventh, eighth] = words.asks(here, limit);
		const isSlow = `(df.hours > ${limit})`;
		const says = (label: string, code: string) => `print(${q(`${label}:`)}, ${code})`;
		return {
			kind: "tickets",
			files: [{ name, bytes: encode(lines([["ticket", "team", "priority", "hours"], ...cells]), "utf-8") }],
			load: `import pandas as pd\ndf = pd.read_csv(${q(name)})`,
			questions: [
				question(
					words.language,
					turn(first, count(words.tickets, rows), says(words.tickets, "len(df)")),
					turn(second, byTeam(rows), "print(df.team.value_counts())"),
					turn(third, byTeam(high), `print(df[df.priority == "high"].team.value_counts())`),
					turn(fourth, count(words.slow, slow(high)), says(words.slow, `((df.priority == "high") & ${isSlow}).sum()`)),
					turn(fifth, count(words.slow, slow(rows)), says(words.slow, `${isSlow}.sum()`)),
					turn(
						sixth,
						[known(words.share, `${decimals((slow(rows).length / rows.length) * 100, 1)}%`)],
						says(words.share, `f"{${isSlow}.mean() * 100:.3f} %"`),
					),
					turn(
						seventh,
						count(words.slow, slow(rows.filter((row) => row.team === here))),
						says(words.slow, `(${isSlow} & (df.team == ${q(here)})).sum()`),
					),
					turn(
						eighth,
						each(means, (value) => decimals(value, 2)),
						`print(df.groupby("team").hours.mean().round(3))`,
					),
				),
			],
		};
	};
}

/** Twelve of them. */
export const THREADS: readonly MakeDesk[] = [
	...[ENGLISH, DEUTSCH, CHINESE, JAPANESE, ENGLISH, DEUTSCH, CHINESE, JAPANESE].map((words, index) =>
		orders(words, index + 1),
	),
	...[TICKETS_ENGLISH, TICKETS_CHINESE, TICKETS_ENGLISH, TICKETS_CHINESE].map((words, index) =>
		tickets(words, index + 9),
	),
];
