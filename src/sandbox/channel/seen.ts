// What the kernel says it saw, parsed as hostile input: cut to size, and each part left out that has another shape.

import { z } from "zod";
import type { Seen } from "../../core/domain/seen.ts";
import { line } from "./text.ts";

const count = z.number().int().min(0).max(1e12);
const cut = <T extends z.ZodType>(item: T, most: number) =>
	z
		.array(z.unknown())
		.transform((all) => all.slice(0, most))
		.pipe(z.array(item));
const texts = (most: number, limit: number) => cut(line(limit), most);

const cells = z
	.object({
		head: z.array(line(200)).min(1).max(20),
		rows: z
			.array(z.array(line(200)).max(20))
			.min(1)
			.max(100),
		kinds: z.array(z.enum(["number", "plain", "label"])),
		levels: z.number().int().min(0).max(20),
		lines: z.number().int().min(0).max(2),
	})
	.refine(({ head, rows, kinds }) => [kinds, ...rows].every(({ length }) => length === head.length));

const table = z
	.object({
		rows: count,
		columns: texts(60, 80),
		index: cut(
			z.object({
				name: line(80),
				kind: z.enum(["text", "number", "date"]),
				step: z.enum(["year", "quarter", "month", "week", "day"]).exactOptional(),
				distinct: count,
				first: line(60),
				last: line(60),
			}),
			4,
		),
		shownRows: count,
		file: z
			.string()
			.regex(/^table-\d{1,3}\.csv$/)
			.exactOptional(),
		cells: cells.optional().catch(undefined),
	})
	.transform(({ cells, ...rest }) => (cells === undefined ? rest : { ...rest, cells }));

const figure = z.object({
	file: line(200).exactOptional(),
	axes: cut(
		z.object({
			kinds: cut(z.enum(["line", "bar", "barh", "scatter", "pie", "hist", "box", "heatmap", "area", "other"]), 10),
			series: count,
			points: count,
			title: line(200),
			x: line(100),
			y: line(100),
			ticks: texts(12, 60),
			faults: texts(8, 120),
		}),
		12,
	),
});

const rows = z.object({
	file: line(200),
	read: count,
	left: cut(
		z.object({
			line: z.number().int().min(1).max(10_000_000).exactOptional(),
			rows: z.number().int().min(-1e12).max(1e12),
			why: line(80),
		}),
		12,
	),
	used: count.exactOptional(),
});

const part = <T extends z.ZodType>(item: T, most: number) => cut(item, most).catch([]).exactOptional();

/** Empty if there is nothing in it that is fit to keep. */
export const seenSchema = z
	.object({
		tables: part(table, 10),
		figures: part(figure, 20),
		rows: part(rows, 8),
		doubts: part(line(600), 8),
		ties: part(z.object({ same: count, shown: count, last: z.boolean() }), 4),
	})
	.transform((seen): Seen => Object.fromEntries(Object.entries(seen).filter(([, found]) => found.length > 0)))
	.catch({});
