// German files with two forms of dates, and with Excel's line that names the mark.

import {
	best,
	type Day,
	dayIn,
	dotted,
	each,
	german,
	iso,
	known,
	lines,
	type MakeDesk,
	money,
	monthOf,
	months,
	q,
	question,
	rowsOf,
	sum,
	sums,
	turn,
	turnsOf,
} from "../asking.ts";
import { encode } from "../encode.ts";

/** Days as 2024-03-05 and as 05.03.2024 in one column. */
const appointments: MakeDesk = (random) => {
	const places = ["Praxis Nord", "Praxis Süd", "Praxis West"];
	const place = turnsOf(places);
	const write = (day: Day, index: number) => (index % 3 === 1 ? iso(day) : dotted(day));
	const rows = rowsOf(90, (index) => ({
		...dayIn(random, 2024, 5),
		place: place(index * 2),
		minutes: random.between(2, 12) * 5,
	}));
	const cells = rows.map((row, index) => [write(row, index), row.place, `${row.minutes}`]);
	const counted = (kept: typeof rows) => months([...sums(kept, monthOf, () => 1)].sort(), String);
	const here = random.pick(places);
	return {
		kind: "two forms of dates",
		files: [{ name: "termine.csv", bytes: encode(lines([["Termin", "Praxis", "Dauer"], ...cells]), "utf-8") }],
		load: `import pandas as pd
df = pd.read_csv("termine.csv")
a = pd.to_datetime(df.Termin, format="%Y-%m-%d", errors="coerce")
df["Termin"] = a.fillna(pd.to_datetime(df.Termin, format="%d.%m.%Y", errors="coerce"))`,
		questions: [
			question(
				"de",
				turn(
					"Wie viele Termine gab es in jedem Monat?",
					counted(rows),
					`print(df.groupby(df.Termin.dt.strftime("%Y-%m")).size())`,
				),
				turn(
					`nur ${here}`,
					counted(rows.filter((row) => row.place === here)),
					`d = df[df.Praxis == ${q(here)}]\nprint(d.groupby(d.Termin.dt.strftime("%Y-%m")).size())`,
				),
			),
			question(
				"de",
				turn(
					"Wie viele Minuten (Dauer) waren es im April 2024 insgesamt?",
					[
						known(
							"Minuten",
							sum(
								rows.filter(({ month }) => month === 4),
								({ minutes }) => minutes,
							),
							"Dauer",
						),
					],
					`print("Minuten:", df[df.Termin.dt.month == 4].Dauer.sum())`,
				),
			),
			question(
				"zh",
				turn(
					"最早的一次预约（Termin）是哪一天？",
					[known("日期", rows.map(iso).sort()[0] ?? "")],
					`print(df.Termin.min().date())`,
				),
			),
		],
	};
};

/** Excel's first line that names the mark. */
const marked: MakeDesk = (random) => {
	const towns = ["Wien", "Graz", "Linz", "Steyr"];
	const town = turnsOf(towns);
	const clubs = ["Schach", "Rudern", "Chor"];
	const rows = rowsOf(64, (index) => ({
		town: town(index * 3 + random.between(0, 3)),
		club: random.pick(clubs),
		fee: random.between(10, 60) * 50,
	}));
	const cells = rows.map((row, index) => [`M${100 + index}`, row.town, row.club, german(row.fee)]);
	const fees = (kept: typeof rows) => sum(kept, ({ fee }) => fee);
	const club = random.pick(clubs);
	return {
		kind: "sep= line",
		files: [
			{
				name: "Mitglieder.csv",
				bytes: encode(`sep=;\n${lines([["Mitglied", "Ort", "Verein", "Beitrag"], ...cells], ";")}`, "cp1252"),
			},
		],
		load: `import pandas as pd
df = pd.read_csv("Mitglieder.csv", sep=";", skiprows=1, decimal=",", encoding="cp1252")`,
		questions: [
			question(
				"de",
				turn(
					"Wie viele Mitglieder gibt es je Ort?",
					each(
						sums(
							rows,
							(row) => row.town,
							() => 1,
						),
						String,
					),
					`print(df.Ort.value_counts())`,
				),
				turn(
					`Nur ${club}`,
					each(
						sums(
							rows.filter((row) => row.club === club),
							(row) => row.town,
							() => 1,
						),
						String,
					),
					`print(df[df.Verein == ${q(club)}].Ort.value_counts())`,
				),
			),
			question(
				"en",
				turn(
					"What do all members pay together (Beitrag)?",
					[known("total", money(fees(rows)), "Beitrag")],
					`print(f"Total: {df.Beitrag.sum():.2f}")`,
				),
			),
			question(
				"de",
				turn(
					"Welcher Verein nimmt am meisten Beitrag ein?",
					best(
						sums(
							rows,
							(row) => row.club,
							({ fee }) => fee,
						),
						["Verein", "Beitrag"],
					).slice(0, 1),
					`s = df.groupby("Verein").Beitrag.sum()\nprint("Am meisten:", s.idxmax())`,
				),
			),
		],
	};
};

export const GERMAN_FORMS: readonly MakeDesk[] = [appointments, marked];
