// One injected fault each: a table or a first script that goes wrong, and a script that does it right, to prove that it can be done.

import type { Random } from "../random.ts";
import {
	askAmount,
	askCount,
	askDate,
	csv,
	isoDate,
	makeTable,
	money,
	type Names,
	type Question,
	q,
	type Row,
	type Table,
	two,
} from "./table.ts";

export interface Fault {
	readonly table: Table;
	readonly question: Question;
	/** What a person would add, e.g. how dates are written. */
	readonly hint?: string;
	readonly bytes: Buffer;
	/** Crashes, or is cut off at the limit. */
	readonly script: string;
	/** Prints the right answer. */
	readonly fixed: string;
}

type Kind = (random: Random) => Fault;

const text = (content: string) => Buffer.from(content, "utf8");
const load = (table: Table, options = "") => `import pandas as pd\ndf = pd.read_csv(${q(table.file)}${options})`;
const script = (...parts: readonly string[]) => parts.join("\n");

function capital(names: Names, change: (name: string) => string): Names {
	return {
		id: change(names.id),
		group: change(names.group),
		other: change(names.other),
		amount: change(names.amount),
		count: change(names.count),
		date: change(names.date),
	};
}

/** The first script takes the columns by the names of the question; the file has others. */
function otherNames(rename: (names: Names) => Names): Kind {
	return (random) => {
		const table = makeTable(random, 120);
		const question = askAmount(random, table);
		const names = rename(table.names);
		return {
			table,
			question,
			bytes: text(csv(table, { names })),
			script: script(load(table), question.code(table.names)),
			fixed: script(load(table), question.code(names)),
		};
	};
}

/** Amounts that are text. */
function dirtyAmount(write: (row: Row, index: number) => string, clean: (column: string) => string): Kind {
	return (random) => {
		const table = makeTable(random, 150);
		const question = askAmount(random, table);
		const { amount } = table.names;
		return {
			table,
			question,
			bytes: text(csv(table, { amount: write })),
			script: script(load(table), `df[${q(amount)}] = df[${q(amount)}].astype(float)`, question.code(table.names)),
			fixed: script(load(table), `df[${q(amount)}] = ${clean(`df[${q(amount)}]`)}`, question.code(table.names)),
		};
	};
}

/** A clean table and a first script with a slip of its own. */
function slip(make: (table: Table, question: Question) => string, rows = 100): Kind {
	return (random) => {
		const table = makeTable(random, rows);
		const question = askAmount(random, table);
		return {
			table,
			question,
			bytes: text(csv(table)),
			script: make(table, question),
			fixed: script(load(table), question.code(table.names)),
		};
	};
}

function otherFile(write: (table: Table) => Buffer, options: string): Kind {
	return (random) => {
		const table = makeTable(random, 140);
		const question = askAmount(random, table);
		return {
			table,
			question,
			bytes: write(table),
			script: script(load(table), question.code(table.names)),
			fixed: script(load(table, options), question.code(table.names)),
		};
	};
}

const thousands = (cents: number) => money(cents).replace(/\B(?=(\d{3})+(?!\d))/g, ",");

export const KINDS: Readonly<Record<string, Kind>> = {
	"column in other case": otherNames((names) =>
		capital(names, (name) => name.replace(/(^|_)\w/g, (part) => part.toUpperCase())),
	),
	"column with spaces": otherNames((names) => capital(names, (name) => ` ${name.replaceAll("_", " ")} `)),
	"column renamed": otherNames((names) => ({ ...names, amount: `${names.amount}_eur`, group: `${names.group}_name` })),
	"currency signs": dirtyAmount(
		({ cents }) => `$${thousands(cents)}`,
		(column) => `${column}.str.replace(r"[$,]", "", regex=True).astype(float)`,
	),
	"decimal comma": dirtyAmount(
		({ cents }) => money(cents).replace(".", ","),
		(column) => `${column}.str.replace(",", ".").astype(float)`,
	),
	"numbers with a unit": dirtyAmount(
		({ cents }) => `${money(cents)} EUR`,
		(column) => `${column}.str.replace(" EUR", "").astype(float)`,
	),
	"words among numbers": (random) => {
		const whole = makeTable(random, 150);
		const lost = (index: number) => index % 17 === 5;
		const table = { ...whole, rows: whole.rows.map((row, index) => (lost(index) ? { ...row, cents: 0 } : row)) };
		const question = askAmount(random, table);
		const column = `df[${q(table.names.amount)}]`;
		return {
			table,
			question,
			hint: "Rows whose value is missing count as nothing.",
			bytes: text(csv(table, { amount: ({ cents }, index) => (lost(index) ? "unknown" : money(cents)) })),
			script: script(load(table), `${column} = ${column}.astype(float)`, question.code(table.names)),
			fixed: script(load(table), `${column} = pd.to_numeric(${column}, errors="coerce")`, question.code(table.names)),
		};
	},
	"mixed dates": (random) => {
		const table = makeTable(random, 150);
		const question = askDate(random, table);
		const column = `df[${q(table.names.date)}]`;
		const slashes = (row: Row) => `${two(row.day)}/${two(row.month)}/${row.year}`;
		return {
			table,
			question,
			hint: "Dates are written as YYYY-MM-DD or as DD/MM/YYYY.",
			bytes: text(csv(table, { date: (row, index) => (index % 3 === 2 ? slashes(row) : isoDate(row)) })),
			script: script(load(table), `${column} = pd.to_datetime(${column})`, question.code(table.names)),
			fixed: script(
				load(table),
				`iso = pd.to_datetime(${column}, format="%Y-%m-%d", errors="coerce")`,
				`${column} = iso.fillna(pd.to_datetime(${column}, format="%d/%m/%Y", errors="coerce"))`,
				question.code(table.names),
			),
		};
	},
	"latin-1": otherFile(
		(table) => Buffer.from(csv(table).replace("\n", `\n999,Zürich,Café,0.00,0,${"2024-01-01"}\n`), "latin1"),
		', encoding="latin-1"',
	),
	semicolons: otherFile((table) => text(csv(table, { separator: ";" })), ', sep=";"'),
	"lines above the header": otherFile(
		(table) => text(`Export of the month\nmade by the portal, page 1, all rows\n\n${csv(table)}`),
		", skiprows=3",
	),
	"missing whole numbers": (random) => {
		const whole = makeTable(random, 120);
		const lost = (index: number) => index % 11 === 3;
		const table = { ...whole, rows: whole.rows.map((row, index) => (lost(index) ? { ...row, count: 0 } : row)) };
		const question = askCount(random, table);
		const column = `df[${q(table.names.count)}]`;
		return {
			table,
			question,
			hint: "Rows whose value is missing count as nothing.",
			bytes: text(csv(table, { count: ({ count }, index) => (lost(index) ? "" : `${count}`) })),
			script: script(load(table), `${column} = ${column}.astype(int)`, question.code(table.names)),
			fixed: script(load(table), question.code(table.names)),
		};
	},
	"two columns of one name": (random) => {
		const table = makeTable(random, 120);
		const question = askAmount(random, table);
		const { id, amount } = table.names;
		const lines = csv(table).trimEnd().split("\n");
		const gross = amount.replace(/^\w/, (first) => first.toUpperCase());
		const wide = lines.map((line, at) => (at === 0 ? `${line},${gross}` : `${line},${table.rows[at - 1]?.count ?? 0}`));
		return {
			table,
			question,
			hint: `Use the column ${amount} as it is written, not ${gross}.`,
			bytes: text(`${wide.join("\n")}\n`),
			script: script(
				load(table),
				"df.columns = df.columns.str.lower()",
				`df[${q(amount)}] = df[${q(amount)}].round(2).tolist()`,
				question.code(table.names),
			),
			fixed: script(load(table), `df = df.drop_duplicates(${q(id)})`, question.code(table.names)),
		};
	},
	"unknown file": slip((table, question) =>
		script(load(table).replace(table.file, table.file.replace(".csv", "_data.csv")), question.code(table.names)),
	),
	"removed pandas call": slip((table, question) =>
		script(load(table), "rows = pd.DataFrame()", "rows = rows.append(df)", "df = rows", question.code(table.names)),
	),
	"missing import": slip((table, question) =>
		script(
			load(table),
			`df[${q(table.names.amount)}] = np.round(df[${q(table.names.amount)}], 2)`,
			question.code(table.names),
		),
	),
	"unknown function name": slip((table, question) =>
		script(
			load(table),
			`check = df.groupby(${q(table.names.group)})[${q(table.names.amount)}].agg("average")`,
			question.code(table.names),
		),
	),
	"slow loop": slip(
		(table, question) =>
			script(
				load(table),
				"same = 0",
				"for i in range(len(df)):",
				"    for j in range(len(df)):",
				`        if df.iloc[i][${q(table.names.id)}] == df.iloc[j][${q(table.names.id)}]:`,
				"            same += 1",
				question.code(table.names),
			),
		3000,
	),
	"chart on a screen": slip((table, question) =>
		script(
			"import matplotlib",
			'matplotlib.use("TkAgg")',
			"import matplotlib.pyplot as plt",
			load(table),
			`df[${q(table.names.amount)}].hist()`,
			"plt.show()",
			question.code(table.names),
		),
	),
};
