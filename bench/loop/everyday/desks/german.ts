// German files: exports with a semicolon, decimal commas and a total row, bank statements, staff, appointments.

import {
	best,
	dayIn,
	decimals,
	dotted,
	each,
	german,
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
	turn,
	turnsOf,
} from "../asking.ts";
import { encode } from "../encode.ts";

const NUMBER = `.str.replace(".", "", regex=False).str.replace(",", ".", regex=False).astype(float)`;

/** `;`, cp1252, 1.234,56 and a last row with the sums. */
const branches: MakeDesk = (random) => {
	const shops = ["Köln", "München", "Lübeck", "Görlitz", "Saarbrücken"];
	const groups = ["Möbel", "Küche", "Bäder"];
	const shop = turnsOf(shops);
	const rows = rowsOf(140, (index) => ({
		...dayIn(random, 2024, 6),
		shop: shop(index * 7 + random.between(0, 4)),
		group: random.pick(groups),
		pieces: random.between(1, 30),
		cents: random.between(900, 780_000),
	}));
	const cells = rows.map((row) => [dotted(row), row.shop, row.group, `${row.pieces}`, german(row.cents)]);
	const total = sum(rows, ({ cents }) => cents);
	const last = ["Summe", "", "", `${sum(rows, ({ pieces }) => pieces)}`, german(total)];
	const head = ["Datum", "Filiale", "Warengruppe", "Stück", "Umsatz"];
	const byShop = sums(
		rows,
		(row) => row.shop,
		({ cents }) => cents,
	);
	const first = byShop[0]?.[0] ?? "";
	const group = random.pick(groups);
	const some = random.pick(shops.slice(2));
	const monthly = (kept: typeof rows) => months([...sums(kept, monthOf, ({ cents }) => cents)].sort());
	const byMonth = `.groupby(d.Datum.dt.strftime("%Y-%m")).Umsatz.sum().round(2))`;
	return {
		kind: "German export with a total row",
		files: [{ name: "Filialumsatz_2024.csv", bytes: encode(lines([head, ...cells, last], ";"), "cp1252") }],
		load: `import pandas as pd
df = pd.read_csv("Filialumsatz_2024.csv", sep=";", encoding="cp1252", dtype=str)
df = df[df.Datum != "Summe"].copy()
df["Umsatz"] = df.Umsatz${NUMBER}
df["Stück"] = df["Stück"].astype(int)
df["Datum"] = pd.to_datetime(df.Datum, format="%d.%m.%Y")`,
		questions: [
			question(
				"de",
				turn(
					"Welche Filiale hat den höchsten Umsatz und wie hoch ist er?",
					best(byShop, ["Filiale", "Umsatz"]),
					`s = df.groupby("Filiale").Umsatz.sum()\nprint(f"Höchster Umsatz: {s.idxmax()}, {s.max():.2f}")`,
				),
				turn(
					`Und wie viel davon entfällt auf ${group}?`,
					[
						known(
							"Umsatz",
							money(
								sum(
									rows.filter((row) => row.shop === first && row.group === group),
									({ cents }) => cents,
								),
							),
							group,
						),
					],
					`d = df[(df.Filiale == ${q(first)}) & (df.Warengruppe == ${q(group)})]\nprint(f"Umsatz: {d.Umsatz.sum():.2f}")`,
				),
			),
			question(
				"de",
				turn("Umsatz pro Monat bitte", monthly(rows), `d = df\nprint(d${byMonth}`),
				turn(
					`nur ${some}`,
					monthly(rows.filter((row) => row.shop === some)),
					`d = df[df.Filiale == ${q(some)}]\nprint(d${byMonth}`,
				),
			),
			question(
				"en",
				turn(
					"How much revenue (Umsatz) did all branches make together, and how many pieces did they sell?",
					[
						known("revenue", money(total), "Umsatz", "total"),
						known(
							"pieces",
							sum(rows, ({ pieces }) => pieces),
							"Stück",
						),
					],
					`print(f"Revenue: {df.Umsatz.sum():.2f}")\nprint("Pieces:", df["Stück"].sum())`,
				),
			),
		],
	};
};

/** A bank statement: U+2212 before what was paid. */
const statement: MakeDesk = (random) => {
	const texts = ["Miete", "Gehalt", "Strom", "Lebensmittel", "Versicherung", "Erstattung"];
	const rows = rowsOf(60, () => {
		const text = random.pick(texts);
		const cents = random.between(500, 240_000);
		return { ...dayIn(random, 2024, 4), text, cents: text === "Gehalt" || text === "Erstattung" ? cents : -cents };
	});
	const amount = (cents: number) => german(cents).replace("-", "\u2212");
	const cells = rows.map((row) => [dotted(row), row.text, amount(row.cents)]);
	const out = (kept: typeof rows) =>
		sum(
			kept.filter(({ cents }) => cents < 0),
			({ cents }) => -cents,
		);
	const paid = (kept: typeof rows) => [known("Ausgaben", money(out(kept)), "abgegangen", "Summe")];
	const march = rows.filter(({ month }) => month === 3);
	const income = (kept: typeof rows) => sum(kept, ({ cents }) => cents);
	return {
		kind: "typographic minus",
		files: [
			{
				name: "Kontoauszug.csv",
				bytes: encode(lines([["Buchungstag", "Verwendungszweck", "Betrag"], ...cells], ";"), "utf-8-sig"),
			},
		],
		load: `import pandas as pd
df = pd.read_csv("Kontoauszug.csv", sep=";", dtype=str, encoding="utf-8-sig")
df["Betrag"] = df.Betrag.str.replace("\\u2212", "-")${NUMBER}
df["Buchungstag"] = pd.to_datetime(df.Buchungstag, format="%d.%m.%Y")`,
		questions: [
			question(
				"de",
				turn(
					"Wie viel Geld ist insgesamt abgegangen? Bitte als positive Zahl.",
					paid(rows),
					`print(f"Ausgaben: {-df[df.Betrag < 0].Betrag.sum():.2f}")`,
				),
				turn(
					"nur im März",
					paid(march),
					`d = df[df.Buchungstag.dt.month == 3]\nprint(f"Ausgaben: {-d[d.Betrag < 0].Betrag.sum():.2f}")`,
				),
			),
			question(
				"de",
				turn(
					"Was bleibt unterm Strich übrig, wenn man alle Beträge zusammenrechnet?",
					[known("Saldo", money(income(rows)), "Summe", "Betrag")],
					`print(f"Saldo: {df.Betrag.sum():.2f}")`,
				),
			),
			question(
				"en",
				turn(
					"What is the balance (sum of Betrag) for each month?",
					months([...sums(rows, monthOf, ({ cents }) => cents)].sort()),
					`print(df.groupby(df.Buchungstag.dt.strftime("%Y-%m")).Betrag.sum().round(2))`,
				),
				turn(
					"And which Verwendungszweck cost us the most in total?",
					[
						one(
							"Verwendungszweck",
							sums(
								rows,
								(row) => row.text,
								({ cents }) => -cents,
							)[0]?.[0] ?? "",
							texts,
						),
					],
					`s = df.groupby("Verwendungszweck").Betrag.sum()\nprint("Most:", s.idxmin())`,
				),
			),
		],
	};
};

/** Staff with shares in percent and a decimal comma. */
const staff: MakeDesk = (random) => {
	const cities = ["Berlin", "Hamburg", "Leipzig"];
	const teams = ["Einkauf", "Vertrieb", "Technik", "Personal"];
	const team = turnsOf(teams);
	const rows = rowsOf(72, (index) => ({
		city: random.pick(cities),
		team: team(index),
		pay: random.between(2600, 6900) * 100,
		part: random.between(20, 40) * 25,
		...dayIn(random, random.between(2015, 2024)),
	}));
	const cells = rows.map((row, index) => [
		`${1001 + index}`,
		row.team,
		row.city,
		german(row.pay),
		`${(row.part / 10).toFixed(1).replace(".", ",")} %`,
		dotted(row),
	]);
	const average = (kept: typeof rows, of: (row: (typeof rows)[number]) => number) => sum(kept, of) / kept.length;
	const byTeam = (kept: typeof rows) =>
		each(
			[...Map.groupBy(kept, (row) => row.team)].map(([name, some]) => [name, average(some, ({ pay }) => pay)] as const),
		);
	const berlin = rows.filter(({ city }) => city === "Berlin");
	const since = (year: number) => rows.filter((row) => row.year >= year);
	return {
		kind: "percent signs and decimal commas",
		files: [
			{
				name: "Mitarbeiter.csv",
				bytes: encode(
					lines([["Nr", "Abteilung", "Stadt", "Gehalt", "Arbeitszeit", "Eintritt"], ...cells], ";"),
					"utf-8",
				),
			},
		],
		load: `import pandas as pd
df = pd.read_csv("Mitarbeiter.csv", sep=";", dtype=str)
df["Gehalt"] = df.Gehalt${NUMBER}
df["Arbeitszeit"] = df.Arbeitszeit.str.replace(" %", "").str.replace(",", ".").astype(float)
df["Eintritt"] = pd.to_datetime(df.Eintritt, format="%d.%m.%Y")`,
		questions: [
			question(
				"de",
				turn(
					"Durchschnittsgehalt je Abteilung?",
					byTeam(rows),
					`print(df.groupby("Abteilung").Gehalt.mean().round(2))`,
				),
				turn(
					"nur Berlin",
					byTeam(berlin),
					`print(df[df.Stadt == "Berlin"].groupby("Abteilung").Gehalt.mean().round(2))`,
				),
			),
			question(
				"de",
				turn(
					"Wie hoch ist die durchschnittliche Arbeitszeit in Prozent?",
					[
						known(
							"Arbeitszeit",
							`${decimals(
								average(rows, ({ part }) => part / 10),
								2,
							)}%`,
							"Durchschnitt",
						),
					],
					`print(f"Durchschnitt: {df.Arbeitszeit.mean():.4f} %")`,
				),
				turn(
					"und nur im Vertrieb?",
					[
						known(
							"Arbeitszeit",
							`${decimals(
								average(
									rows.filter((row) => row.team === "Vertrieb"),
									({ part }) => part / 10,
								),
								2,
							)}%`,
							"Durchschnitt",
						),
					],
					`print(f"Durchschnitt: {df[df.Abteilung == 'Vertrieb'].Arbeitszeit.mean():.4f} %")`,
				),
			),
			question(
				"en",
				turn(
					"How many people joined in 2020 or later?",
					[known("people", since(2020).length, "joined")],
					`print("People:", (df.Eintritt >= "2020-01-01").sum())`,
				),
				turn(
					"Since 2022 only?",
					[known("people", since(2022).length, "joined")],
					`print("People:", (df.Eintritt >= "2022-01-01").sum())`,
				),
			),
		],
	};
};

export const GERMAN: readonly MakeDesk[] = [branches, statement, staff];
