// What the kernel saw, for scenes of the corpus: each kind and key of it at least once.

import type { Run } from "../../src/core/domain.ts";
import { ok } from "../fakes/world.ts";

export const axes = {
	series: 1,
	points: 3,
	title: "Sales",
	x: "month",
	y: "amount",
	ticks: ["Jan", "Feb"],
	faults: ["empty"],
};
const steps = (["year", "quarter", "month", "week", "day"] as const).map((step) => ({
	...{ name: step, kind: "date" as const, step, distinct: 2, first: "2024-01-01", last: "2025-01-01" },
}));
const level = { name: "city", distinct: 70, first: "1", last: "9" };
export const watched: Partial<Run> = {
	...ok("rows: 10"),
	seen: {
		tables: [
			{ rows: 2, columns: ["amount"], index: steps, shownRows: 2 },
			{
				...{ rows: 700, columns: ["amount"], shownRows: 60, file: "table-1.csv" },
				index: [
					{ ...level, kind: "text" },
					{ ...level, kind: "number" },
				],
			},
		],
		figures: [
			{ axes: [{ ...axes, kinds: ["line", "bar", "barh", "scatter", "pie"] }] },
			{ file: "figure-1.png", axes: [{ ...axes, kinds: ["hist", "box", "heatmap", "area", "other"] }] },
		],
		rows: [
			{ file: "sales.csv", read: 10, left: [{ line: 3, rows: 1, why: "without amount" }], used: 9 },
			{ file: "3 files", read: 10, left: [{ rows: -1, why: "with several matches" }] },
		],
		doubts: ["amount holds text."],
	},
};

/** A table with its cells. */
export const cellByCell = {
	...{ rows: 1, columns: ["id", "amount"], index: [], shownRows: 1 },
	cells: {
		head: ["city", "id", "amount"],
		rows: [["Oslo", "7", "12.50"]],
		kinds: ["label", "plain", "number"],
		levels: 1,
		lines: 2,
	},
} as const;
