// Synthetic tables and questions about them, with the answers counted here and not by pandas.

import type { Random } from "../random.ts";
import type { Known } from "../score-plain.ts";

/** The columns by what they are for; every table has one of each. */
export interface Names {
	readonly id: string;
	readonly group: string;
	readonly other: string;
	readonly amount: string;
	readonly count: string;
	readonly date: string;
}

export interface Row {
	readonly id: number;
	readonly group: string;
	readonly other: string;
	/** Hundredths, so that sums are exact. */
	readonly cents: number;
	readonly count: number;
	readonly year: number;
	readonly month: number;
	readonly day: number;
}

export interface Table {
	readonly file: string;
	readonly names: Names;
	readonly rows: readonly Row[];
}

const SHAPES: readonly { file: string; names: Names; groups: readonly string[]; others: readonly string[] }[] = [
	{
		file: "orders.csv",
		names: {
			id: "order_id",
			group: "region",
			other: "product",
			amount: "unit_price",
			count: "quantity",
			date: "order_date",
		},
		groups: ["North", "South", "East", "West"],
		others: ["chair", "desk", "lamp"],
	},
	{
		file: "staff.csv",
		names: {
			id: "employee_id",
			group: "department",
			other: "city",
			amount: "salary",
			count: "projects",
			date: "start_date",
		},
		groups: ["Finance", "Sales", "Research", "Support"],
		others: ["Lyon", "Oslo", "Porto"],
	},
	{
		file: "readings.csv",
		names: {
			id: "reading_id",
			group: "station",
			other: "sensor",
			amount: "temperature",
			count: "samples",
			date: "taken_on",
		},
		groups: ["harbour", "airport", "hilltop", "valley"],
		others: ["A1", "B2", "C3"],
	},
	{
		file: "tickets.csv",
		names: { id: "ticket_id", group: "team", other: "priority", amount: "cost", count: "hours", date: "opened_on" },
		groups: ["network", "desktop", "billing", "accounts"],
		others: ["low", "normal", "high"],
	},
];

export function makeTable(random: Random, rows: number): Table {
	const { file, names, groups, others } = random.pick(SHAPES);
	return {
		file,
		names,
		rows: Array.from({ length: rows }, (_, index) => ({
			id: 1000 + index,
			group: random.pick(groups),
			other: random.pick(others),
			cents: random.between(1_000_00, 9_999_99),
			count: random.between(1, 40),
			year: 2024,
			month: random.between(1, 12),
			day: random.between(1, 28),
		})),
	};
}

export interface Question {
	readonly text: string;
	readonly answers: readonly Known[];
	/** Python that prints the answer from a clean `df`; `at` gives the expression of a column. */
	readonly code: (at: Names) => string;
}

/** Questions over `amount`, which is what most faults spoil. */
export function askAmount(random: Random, { names, rows }: Table): Question {
	const group = random.pick(rows).group;
	const some = rows.filter((row) => row.group === group);
	const total = money(some.reduce((sum, { cents }) => sum + cents, 0));
	const name = `total_${names.amount}`;
	const said = words(names.amount);
	if (random.pick([true, false])) {
		return {
			text: `What is the total ${said} of all rows where the ${words(names.group)} is ${group}?`,
			answers: [{ name, value: total }],
			code: (at) =>
				`total = df[df[${q(at.group)}] == ${q(group)}][${q(at.amount)}].sum()\nprint(f"Total: {total:.2f}")`,
		};
	}
	const sums = [...Map.groupBy(rows, (row) => row.group)].map(
		([key, all]) => [key, all.reduce((sum, { cents }) => sum + cents, 0)] as const,
	);
	const [best = "", most = 0] = sums.sort((a, b) => b[1] - a[1])[0] ?? [];
	return {
		text: `Which ${words(names.group)} has the highest total ${said}, and how high is it?`,
		answers: [
			{ name: `best_${names.group}`, value: best, among: sums.map(([key]) => key) },
			{ name, value: money(most) },
		],
		code: (at) =>
			`totals = df.groupby(${q(at.group)})[${q(at.amount)}].sum()\nprint(f"Best: {totals.idxmax()}, total: {totals.max():.2f}")`,
	};
}

export function askCount(random: Random, { names, rows }: Table): Question {
	const other = random.pick(rows).other;
	const some = rows.filter((row) => row.other === other);
	const total = some.reduce((sum, { count }) => sum + count, 0);
	const name = `sum_${names.count}`;
	return {
		text: `What is the sum of ${words(names.count)} over all rows where the ${words(names.other)} is ${other}?`,
		answers: [{ name, value: `${total}` }],
		code: (at) => `total = df[df[${q(at.other)}] == ${q(other)}][${q(at.count)}].sum()\nprint(f"Sum: {int(total)}")`,
	};
}

export function askDate(random: Random, { names, rows }: Table): Question {
	const { month } = random.pick(rows);
	const some = rows.filter((row) => row.month === month);
	return {
		text: `How many rows have a ${words(names.date)} in month ${month}, and what is their total ${words(names.amount)}?`,
		answers: [
			{ name: "rows", value: `${some.length}` },
			{ name: "total", value: money(some.reduce((sum, { cents }) => sum + cents, 0)) },
		],
		code: (at) =>
			`some = df[df[${q(at.date)}].dt.month == ${month}]\nprint(f"Rows: {len(some)}, total: {some[${q(at.amount)}].sum():.2f}")`,
	};
}

export function money(cents: number): string {
	return (cents / 100).toFixed(2);
}

/** A Python string literal. */
export function q(text: string): string {
	return JSON.stringify(text);
}

function words(name: string): string {
	return name.replaceAll("_", " ");
}

export function isoDate({ year, month, day }: Row): string {
	return `${year}-${two(month)}-${two(day)}`;
}

export function two(number: number): string {
	return `${number}`.padStart(2, "0");
}

export interface Writing {
	readonly separator?: string;
	readonly names?: Names;
	readonly amount?: (row: Row, index: number) => string;
	readonly count?: (row: Row, index: number) => string;
	readonly date?: (row: Row, index: number) => string;
	readonly group?: (row: Row) => string;
}

/** The table as CSV text; what is not said otherwise is written plainly. */
export function csv(table: Table, writing: Writing = {}): string {
	const { separator = ",", names = table.names } = writing;
	const cell = (text: string) =>
		text.includes(separator) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
	const lines = table.rows.map((row, index) => [
		`${row.id}`,
		writing.group?.(row) ?? row.group,
		row.other,
		writing.amount?.(row, index) ?? money(row.cents),
		writing.count?.(row, index) ?? `${row.count}`,
		writing.date?.(row, index) ?? isoDate(row),
	]);
	const head = [names.id, names.group, names.other, names.amount, names.count, names.date];
	return `${[head, ...lines].map((line) => line.map(cell).join(separator)).join("\n")}\n`;
}
