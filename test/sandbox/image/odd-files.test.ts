// Files as people have them, each read by nothing but what its card says: the call, and the cure of a column. The figure must come out.

import { expect, it } from "vitest";
import type { FileProfile } from "../../../src/core/domain.ts";
import { profileText } from "../../../src/core/model/file-profile.ts";
import { openLab } from "../abuse/lab.ts";
import { profileOf } from "./profile-of.ts";

const lab = openLab();
const thread = "slack:T:C:odd-files";

/** The code of a column's first note; of two with the same cure the card shows one. */
function cureOf({ columns = [] }: FileProfile, name: string): string {
	const note = columns.find((one) => one.name === name)?.notes?.[0] ?? "";
	return note.split(": ").slice(1).join(": ");
}

/** What the card says of reading the file, as a statement. */
function readOf(file: string, card: FileProfile): string {
	const call = profileText(file, 1000, card).match(/\n {2}Read it with (.*)$/m)?.[1] ?? `pd.read_csv("${file}")`;
	return /\bdf = /.test(call) ? call : `df = ${call}`;
}

type Case = readonly [
	what: string,
	ending: string,
	content: string,
	program: (cure: (column: string) => string, totals: string) => string,
	printed: string,
];

const CASES: readonly Case[] = [
	[
		"full-width digits",
		"t.csv",
		"店舗,数量,金額\n上野,１２,￥３，４００\n品川,５,￥９８０\n目黒,７,￥１２，０００\n",
		(cure) => `print(${cure("数量")}.sum(), ${cure("金額")}.sum())`,
		"24 16380",
	],
	["Arabic digits", "t.csv", "city,sales\na,١٢٣٤\nb,٩٨٧\nc,٤٥٦\n", (cure) => `print(${cure("sales")}.sum())`, "2677"],
	[
		"Persian digits with a decimal mark",
		"t.csv",
		"city,sales\na,۱۲٫۵\nb,۳٫۲۵\nc,۱٬۰۰۰\n",
		(cure) => `print(${cure("sales")}.sum())`,
		"1015.75",
	],
	[
		"a total above its rows",
		"t.csv",
		"Filiale;Umsatz\nGesamt;600,75\nA;100,25\nB;200,25\nC;300,25\n",
		(_, totals) => `${totals}\nprint(df["Umsatz"].sum())`,
		"600.75",
	],
	[
		"the header again",
		"t.csv",
		"day,qty\n2024-01-01,3\n2024-01-02,4\nday,qty\n2024-02-01,5\nday,qty\n2024-03-01,7\n",
		() => 'print(df["qty"].sum(), pd.to_datetime(df["day"]).max().month)',
		"19 3",
	],
	[
		"remarks behind a #",
		"t.csv",
		"# tool v3\nday,meter,kwh\n2024-01-01,a,3.5\n# end of day, all well\n2024-01-02,a,2.0\n2024-01-02,b,1.0\n",
		() => 'print(len(df), df["kwh"].sum())',
		"3 6.5",
	],
	[
		"a ruled line and a count below, as a database prints it",
		"t.txt",
		" city   | sales \n--------+-------\n Oslo   |  1200\n Bergen |   900\n Bari   |   310\n(3 rows)\n",
		() => 'print(len(df), df[" sales "].sum())',
		"3 2410",
	],
	[
		"another table below",
		"t.csv",
		"Store,Sales\nA,10\nB,20\nC,35\n\nEmployee,Hours,Rate\nAnn,10,20.5\nBob,12,19\n",
		() => 'print(df["Sales"].sum())\nprint(pd.read_csv(NAME, skiprows=5, nrows=2)["Hours"].sum())',
		"65\n22",
	],
	[
		"commas in a place that nobody quoted",
		"t.csv",
		"name,city,amount\nAnn,Oslo,10\nBob,Rome, Italy,20\nCid,Pisa,30\nDee,Bari, Italy,5\n",
		() => 'print(df["amount"].sum(), df.loc[1, "city"])',
		"65 Rome, Italy",
	],
	[
		"groups that are named once",
		"t.csv",
		"Region,City,Sales\nNorth,Oslo,10\n,Bergen,20\n,Narvik,5\nSouth,Bari,7\n,Pisa,8\n",
		(cure) => `${cure("Region")}\nprint(df.groupby("Region")["Sales"].sum().tolist())`,
		"[35, 15]",
	],
	[
		"columns of a fixed width with spaces in them",
		"t.txt",
		"NAME      CITY      AMOUNT\nAnn       Oslo        10.5\nBob Smith New York   200.0\nCid       Rome         7.2\n",
		() => 'print(df["CITY"].tolist(), df["AMOUNT"].sum())',
		"['Oslo', 'New York', 'Rome'] 217.7",
	],
	[
		"German months",
		"t.csv",
		"Datum;Wert\n1. Jan. 2024;3\n15. März 2024;4\n30. Mai 2024;5\n7. Dez. 2024;6\n",
		(cure) => `print(${cure("Datum")}.dt.strftime("%m-%d").tolist())`,
		"['01-01', '03-15', '05-30', '12-07']",
	],
	[
		"German months without a day",
		"t.csv",
		"Monat;Wert\nJanuar 2024;1\nFebruar 2024;2\nMärz 2024;3\nApril 2024;4\n",
		(cure) => `print(${cure("Monat")}.dt.month.tolist())`,
		"[1, 2, 3, 4]",
	],
	[
		"French months",
		"t.csv",
		"jour,v\n1 janvier 2024,1\n15 août 2024,2\n3 décembre 2023,3\n",
		(cure) => `print(${cure("jour")}.dt.month.tolist())`,
		"[1, 8, 12]",
	],
	[
		"Spanish months",
		"t.csv",
		"fecha,v\n1 de enero de 2024,1\n15 de agosto de 2024,2\n3 de marzo de 2023,3\n",
		(cure) => `print(${cure("fecha")}.dt.month.tolist())`,
		"[1, 8, 3]",
	],
	[
		"months as Excel writes them",
		"t.csv",
		"month,v\nJan-24,1\nMay-24,2\nDec-23,3\n",
		(cure) => `print(${cure("month")}.max().strftime("%Y-%m"))`,
		"2024-05",
	],
	[
		"months written out, May among them",
		"t.csv",
		"month,v\nJanuary 2024,1\nMay 2024,2\nJune 2024,3\n",
		(cure) => `print(${cure("month")}.dt.month.tolist())`,
		"[1, 5, 6]",
	],
	[
		"years of Japanese eras",
		"t.csv",
		"日付,数量\n令和6年1月5日,3\n令和元年5月3日,4\n平成31年2月1日,8\n",
		(cure) => `print(${cure("日付")}.dt.year.tolist())`,
		"[2024, 2019, 2019]",
	],
	[
		"dates in full-width digits",
		"t.csv",
		"店,日付\nA,２０２４年１月５日\nB,２０２４年１２月２５日\nC,２０２４年３月１日\n",
		(cure) => `print(${cure("日付")}.dt.month.tolist())`,
		"[1, 12, 3]",
	],
	[
		"quarters",
		"t.csv",
		"quarter,v\nQ1 2024,11\nQ4 2023,20\nQ2 2023,12\n",
		(cure) => `print(${cure("quarter")}.min())`,
		"2023Q2",
	],
	[
		"times with their units",
		"t.csv",
		"task,spent\nA,1h 30m\nB,45m\nC,2h\nD,3h 5m\n",
		(cure) => `print(${cure("spent")}.sum())`,
		"0 days 07:20:00",
	],
	[
		"days as Excel counts them",
		"t.csv",
		"date,amount\n45292,100\n45293,120\n45323,75\n",
		(cure) => `print(${cure("date")}.max().date())`,
		"2024-02-01",
	],
	[
		"seconds since 1970",
		"t.csv",
		"created_at,v\n1704067200,1\n1704153600,2\n1706745600,3\n",
		(cure) => `print(${cure("created_at")}.max().date())`,
		"2024-02-01",
	],
	[
		"milliseconds since 1970",
		"t.csv",
		"ts,v\n1704067200000,1\n1704153600000,2\n1706745600500,3\n",
		(cure) => `print(${cure("ts")}.max().date())`,
		"2024-02-01",
	],
	[
		"letters that were read in a wrong encoding",
		"t.csv",
		"Stadt,Wert\nMÃ¼nchen,3\nKÃ¶ln,4\nBerlin,9\n",
		(cure) => `print(${cure("Stadt")}.tolist())`,
		"['München', 'Köln', 'Berlin']",
	],
	[
		"objects one behind the other",
		"t.json",
		'{"a":1,"b":"}x{"}\n{"a":3,"b":"y"} {"a":5,"b":"z"}',
		() => 'print(df["a"].sum())',
		"9",
	],
	[
		"a page of the World Bank",
		"t.csv",
		'"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-05-30",\n\n"Country Name","Country Code","2019","2020","2021"\n"Aruba","ABW","10","..","12"\n"Angola","AGO","20","21","22"\n"Albania","ALB","30","31","32"\n',
		(cure) => `print(df["2019"].sum(), ${cure("2020")}.sum())`,
		"60 52.0",
	],
	[
		"flags of a statistical office",
		"t.tsv",
		"geo\ttime\tvalue\nDE\t2020\t123.4 b\nDE\t2021\t130.1\nFR\t2020\t:\nFR\t2021\t99.5 p\nIT\t2020\t88.0\nIT\t2021\t90.2 e\n",
		(cure) => `print(round(${cure("value")}.sum(), 1))`,
		"531.2",
	],
	[
		"footnotes",
		"t.csv",
		'country,gdp\nA,"1,234*"\nB,"2,345[1]"\nC,"3,456"\nD,"987 (est.)"\nE,"1,000²"\n',
		(cure) => `print(${cure("gdp")}.sum())`,
		"9022",
	],
	[
		"triangles of Japanese accounts",
		"t.csv",
		'科目,金額\n売上,"12,000"\n返品,"▲3,400"\n雑費,▲980\n入金,500\n',
		(cure) => `print(${cure("金額")}.sum())`,
		"8120",
	],
	[
		"lines that stand in quotes as a whole",
		"t.csv",
		'"id,""name"",amt"\n"1,""Ann, B"",10"\n"2,""Bob"",20"\n"3,""Cid"",30"\n',
		() => 'print(df["amt"].sum(), df["name"].iloc[0])',
		"60 Ann, B",
	],
	[
		"times of the day",
		"t.csv",
		"shift,start,end\nA,08:30,17:00\nB,9:00,12:45\n",
		(cure) => `print((${cure("start").replace("start", "end")} - ${cure("start")}).sum())`,
		"0 days 12:15:00",
	],
	[
		"what was ticked in a survey",
		"t.csv",
		`id,langs\n${["R", "SQL", "R;SQL", "Python;R", "Python;R;SQL", "Python", "R"].map((langs, id) => `${id},${langs}`).join("\n")}\n`,
		(cure) => `print(${cure("langs")}.value_counts()["R"])`,
		"5",
	],
	[
		"nothing as MySQL writes it",
		"t.tsv",
		"id\tname\tamt\n1\tAnn\t10\n2\t\\N\t\\N\n3\tCid\t30\n4\tDee\t\\N\n",
		() => 'print(df["amt"].sum(), df["name"].isna().sum())',
		"40.0 1",
	],
	[
		"XML",
		"t.xml",
		'<export made="x"><meta/><rows><row id="1"><amt>10</amt></row><row id="2"><amt>20.5</amt></row></rows></export>',
		() => 'print(df["amt"].sum(), df["id"].tolist())',
		"30.5 [1, 2]",
	],
	["objects with commas between them", "t.json", '{"a":1},\n{"a":3},\n{"a":5}\n', () => 'print(df["a"].sum())', "9"],
	[
		"JSON with its rows as lists",
		"t.json",
		'{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2,"y"]]}',
		() => 'print(df["a"].sum(), df["b"].tolist())',
		"3 ['x', 'y']",
	],
];

it.each(CASES)("%s come out as they are meant", async (_, ending, content, program, printed) => {
	const card = await profileOf(lab, thread, ending, content);
	const made = await lab.run(thread, "import glob, os\nprint(max(glob.glob('*-t.*'), key=os.path.getctime))");
	const file = made.output.trim();
	const totals =
		card.notes
			.find((note) => note.includes(": df = df["))
			?.split(": ")
			.slice(1)
			.join(": ") ?? "";
	const source = `import pandas as pd\nNAME = "${file}"\n${readOf(file, card)}\n${program((column) => cureOf(card, column), totals)}`;
	const run = await lab.run(thread, source);
	expect(run.error?.message ?? run.output.trim(), source).toBe(printed);
});

const PLAIN: readonly (readonly [string, string, string])[] = [
	["names that look like months", "name,month\nMai Lan,may\nJune Smith,march\nAbril Rojas,x\n", "month"],
	["French words with accents", "nom,n\nCafé…,1\nCrème brûlée,2\nPâté,3\n", "nom"],
	["ids of the size of seconds", "order,n\n1704067200,1\n1704153600,2\n1706745600,3\n", "order"],
	["numbers of the size of Excel's days", "employees,n\n45292,1\n45293,2\n45323,3\n", "employees"],
	[
		"cells that are empty for their own reason",
		"coupon,city\nA,Oslo\n,Bergen\nB,Narvik\n,Bari\nA,Rome\n,Pisa\n",
		"coupon",
	],
	["triangles that may be a rise", "stock,change\nA,▲12\nB,▲7\n", "change"],
	["words with commas between them", 'id,note\n1,"good, fast, cheap"\n2,"slow, but ok"\n3,nice\n4,fine\n', "note"],
	["lengths that may be minutes", "song,length\na,3:45\nb,4:02\n", "length"],
	["quarters of one year", "quarter,v\nQ1 2024,11\nQ4 2024,20\n", "quarter"],
	["nines that are no more than others", "speed,n\n999,1\n999,2\n870,3\n640,4\n", "speed"],
];

it.each(PLAIN)("%s are told nothing of", async (_, content, column) => {
	const { columns } = await profileOf(lab, thread, "t.csv", content);
	expect(columns?.find(({ name }) => name === column)?.notes).toBeUndefined();
});

it("objects whose texts the code would tear are not read so", async () => {
	const { notes } = await profileOf(lab, thread, "t.json", '{"a":"} {"}\n\n{"a":"x"} {"a":"y"}');
	expect(notes.join()).toContain("could not be read");
});

it("nines far above all others may stand for nothing", async () => {
	const { columns } = await profileOf(lab, thread, "t.csv", "id,age\n1,34\n2,999\n3,29\n4,999\n5,51\n");
	expect(columns?.[1]?.notes).toEqual(["999 in 2: may stand for a missing value"]);
});

it("of a text in which no table is found the first lines are told", async () => {
	const line = '10.0.0.2 - - [10/Oct/2024:13:55:40 +0000] "GET /b HTTP/1.1" 404 120';
	const { notes } = await profileOf(lab, thread, "t.log", `${line}\n${line.replace("/b", "/c")}\n${line}\n`);
	expect(notes.at(-1)).toBe(`no table was found in it: ${line} ⏎ ${line.replace("/b", "/c")}`);
});
