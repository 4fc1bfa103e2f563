// What identifies and what repeats: ids of 19 digits, moments in several zones, rows that came twice, and two files with differently named keys.

import {
	best,
	dayIn,
	each,
	iso,
	known,
	lines,
	type MakeDesk,
	money,
	one,
	q,
	question,
	rowsOf,
	sum,
	sums,
	Tie,
	turn,
	turnsOf,
	two,
} from "../asking.ts";
import { encode } from "../encode.ts";

/** Ids of 19 digits; those of the post that is answered are sometimes empty. */
const posts: MakeDesk = (random) => {
	const id = (index: number) =>
		`15${two(random.between(10, 99))}${`${random.between(100_000, 999_999)}`}${`${900_000_000 + index}`}`;
	const starts = rowsOf(12, (index) => ({ id: id(index), to: "", likes: random.between(1, 400) }));
	const replies = rowsOf(60, (index) => ({
		id: id(100 + index),
		to: random.pick(starts).id,
		likes: random.between(0, 90),
	}));
	const rows = [...starts, ...replies];
	const cells = rows.map((row) => [row.id, row.to, `${row.likes}`]);
	const answered = sums(
		replies,
		({ to }) => to,
		() => 1,
	);
	if (answered[0]?.[1] === answered[1]?.[1]) throw new Tie("posts");
	const first = answered[0]?.[0] ?? "";
	return {
		kind: "ids of 19 digits",
		files: [{ name: "posts.csv", bytes: encode(lines([["post_id", "reply_to", "likes"], ...cells]), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("posts.csv", dtype={"post_id": str, "reply_to": str})`,
		questions: [
			question(
				"en",
				turn(
					"How many different posts got at least one reply?",
					[known("posts", answered.length, "different", "unique")],
					`print("Posts:", df.reply_to.nunique())`,
				),
				turn(
					"Which post_id got the most replies?",
					[
						one(
							"post",
							first,
							starts.map((row) => row.id),
						),
					],
					`print("Most replies:", df.reply_to.value_counts().idxmax())`,
				),
			),
			question(
				"en",
				turn(
					`How many likes does post ${starts[3]?.id} have?`,
					[known("likes", starts[3]?.likes ?? 0)],
					`print("Likes:", df[df.post_id == ${q(starts[3]?.id ?? "")}].likes.iloc[0])`,
				),
			),
			question(
				"zh",
				turn(
					"有多少条是回复（reply_to 不为空）？",
					[known("回复", replies.length, "条数")],
					`print("回复:", df.reply_to.notna().sum())`,
				),
			),
		],
	};
};

/** 2024-03-30 23:15:00+01:00 beside Z and +09:00. */
const meters: MakeDesk = (random) => {
	const zones = ["+01:00", "+02:00", "Z", "+09:00"];
	const rows = rowsOf(72, () => {
		const at = Date.UTC(2024, 2, 29, 0, 0) + random.between(0, 3 * 24 * 4) * 900_000;
		const zone = random.pick(zones);
		const hours = zone === "Z" ? 0 : Number(zone.slice(1, 3));
		return {
			at,
			text: `${new Date(at + hours * 3_600_000).toISOString().slice(0, 19)}${zone}`,
			tenths: random.between(1, 60),
		};
	});
	const day = ({ at }: { at: number }) => new Date(at).toISOString().slice(0, 10);
	const kwh = (tenths: number) => (tenths / 10).toFixed(1);
	const byDay = [...sums(rows, day, ({ tenths }) => tenths)].sort();
	const early = rows.filter(({ at }) => new Date(at).getUTCHours() < 6);
	return {
		kind: "several zones",
		files: [
			{
				name: "meter.csv",
				bytes: encode(lines([["reading_at", "kwh"], ...rows.map((row) => [row.text, kwh(row.tenths)])]), "utf-8"),
			},
		],
		load: `import pandas as pd
df = pd.read_csv("meter.csv")
df["reading_at"] = pd.to_datetime(df.reading_at, utc=True)`,
		questions: [
			question(
				"en",
				turn(
					"How many kWh for each day in UTC?",
					each(byDay, kwh),
					`print(df.groupby(df.reading_at.dt.strftime("%Y-%m-%d")).kwh.sum().round(1))`,
				),
				turn(
					"and only readings before 06:00 UTC?",
					each([...sums(early, day, ({ tenths }) => tenths)].sort(), kwh),
					`d = df[df.reading_at.dt.hour < 6]\nprint(d.groupby(d.reading_at.dt.strftime("%Y-%m-%d")).kwh.sum().round(1))`,
				),
			),
			question(
				"de",
				turn(
					"Wie viele Messwerte gibt es und wie viele kWh sind es zusammen?",
					[known("Messwerte", rows.length, "Anzahl"), known("kWh", kwh(sum(rows, ({ tenths }) => tenths)), "Summe")],
					`print("Anzahl Messwerte:", len(df))\nprint("Summe kWh:", round(df.kwh.sum(), 1))`,
				),
			),
			question(
				"en",
				turn(
					"On which UTC day was the consumption highest?",
					[known("day", sums(rows, day, ({ tenths }) => tenths)[0]?.[0] ?? "")],
					`s = df.groupby(df.reading_at.dt.date).kwh.sum()\nprint("Highest:", s.idxmax())`,
				),
			),
		],
	};
};

/** The same row twice, and the same address in other letters, which is not the same row. */
const signups: MakeDesk = (random) => {
	const plans = ["free", "pro", "team"];
	const plan = turnsOf(plans);
	const whole = rowsOf(80, (index) => ({
		mail: `user${index + 1}@example.org`,
		plan: plan(index + random.between(0, 1)),
		...dayIn(random, 2024, 6),
	}));
	const again = rowsOf(random.between(9, 17), () => random.pick(whole));
	const rows = [...whole, ...again];
	const cells = rows.map((row) => [row.mail, row.plan, iso(row)]);
	return {
		kind: "repeated rows",
		files: [{ name: "signups.csv", bytes: encode(lines([["email", "plan", "signed_up"], ...cells]), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("signups.csv")`,
		questions: [
			question(
				"en",
				turn(
					"Remove the repeated rows. How many were removed?",
					[known("removed", again.length, "duplicates")],
					`print("Removed:", len(df) - len(df.drop_duplicates()))`,
				),
				turn(
					"How many people per plan remain?",
					each(
						sums(
							whole,
							(row) => row.plan,
							() => 1,
						),
						String,
					),
					`print(df.drop_duplicates().plan.value_counts())`,
				),
			),
			question(
				"zh",
				turn(
					"去掉重复的行，存成 clean.xlsx，一共去掉了多少行？",
					[known("去掉", again.length, "重复")],
					`d = df.drop_duplicates()\nd.to_excel("clean.xlsx", index=False)\nprint("去掉:", len(df) - len(d))`,
					["xlsx"],
				),
			),
			question(
				"en",
				turn(
					"How many different people (emails) signed up?",
					[known("people", whole.length, "emails", "different")],
					`print("People:", df.email.nunique())`,
				),
			),
		],
	};
};

/** `cust_id` in one file, `CustomerID` in the other. */
const joined: MakeDesk = (random) => {
	const segments = ["Home", "School", "Hotel"];
	const segment = turnsOf(segments);
	const clients = rowsOf(30, (index) => ({
		id: 2000 + index * 3,
		segment: segment(index),
		since: random.between(2015, 2023),
	}));
	const orders = rowsOf(160, () => ({
		client: random.pick(clients.slice(0, 26)),
		cents: random.between(900, 120_000),
		...dayIn(random, 2024),
	}));
	const revenue = (kept: typeof orders) =>
		sums(
			kept,
			({ client }) => client.segment,
			({ cents }) => cents,
		);
	const summer = orders.filter(({ month }) => month >= 6 && month <= 8);
	const without = clients.filter((client) => !orders.some((order) => order.client === client));
	return {
		kind: "two files to join",
		files: [
			{
				name: "orders.csv",
				bytes: encode(
					lines([
						["order_no", "cust_id", "ordered", "revenue"],
						...orders.map((row, index) => [`${70_001 + index}`, `${row.client.id}`, iso(row), money(row.cents)]),
					]),
					"utf-8",
				),
			},
			{
				name: "customers.csv",
				bytes: encode(
					lines(
						[["CustomerID", "Segment", "Since"], ...clients.map((row) => [`${row.id}`, row.segment, `${row.since}`])],
						";",
					),
					"utf-8",
				),
			},
		],
		load: `import pandas as pd
orders, customers = pd.read_csv("orders.csv"), pd.read_csv("customers.csv", sep=";")
df = orders.merge(customers, left_on="cust_id", right_on="CustomerID")
df["ordered"] = pd.to_datetime(df.ordered)`,
		questions: [
			question(
				"en",
				turn("Revenue by segment", each(revenue(orders)), `print(df.groupby("Segment").revenue.sum().round(2))`),
				turn(
					"only June to August",
					each(revenue(summer)),
					`print(df[df.ordered.dt.month.between(6, 8)].groupby("Segment").revenue.sum().round(2))`,
				),
			),
			question(
				"en",
				turn(
					"How many customers never ordered anything?",
					[known("customers", without.length, "never")],
					`print("Customers:", (~customers.CustomerID.isin(orders.cust_id)).sum())`,
				),
			),
			question(
				"de",
				turn(
					"Welches Segment bringt den meisten Umsatz?",
					best(revenue(orders), ["Segment", "Umsatz"]).slice(0, 1),
					`s = df.groupby("Segment").revenue.sum()\nprint("Meisten Umsatz:", s.idxmax())`,
				),
				turn(
					"und wie viele Bestellungen sind das?",
					[
						known(
							"Bestellungen",
							orders.filter(({ client }) => client.segment === revenue(orders)[0]?.[0]).length,
							"Anzahl",
						),
					],
					`s = df.groupby("Segment").revenue.sum()\nprint("Bestellungen:", (df.Segment == s.idxmax()).sum())`,
				),
			),
		],
	};
};

export const KEYS: readonly MakeDesk[] = [posts, meters, signups, joined];
