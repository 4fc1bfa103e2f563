// Schema of what the kernel saw, as it is stored with a Run.

import { z } from "zod";
import { record } from "./stored.ts";

const texts = z.array(z.string()).readonly();

const table = record({
	rows: z.number(),
	columns: texts,
	index: z
		.array(
			record({
				name: z.string(),
				kind: z.enum(["text", "number", "date"]),
				step: z.enum(["year", "quarter", "month", "week", "day"]).exactOptional(),
				distinct: z.number(),
				first: z.string(),
				last: z.string(),
			}).readonly(),
		)
		.readonly(),
	shownRows: z.number(),
	file: z.string().exactOptional(),
	cells: record({
		head: texts,
		rows: z.array(texts).readonly(),
		kinds: z.array(z.enum(["number", "plain", "label"])).readonly(),
		levels: z.number(),
		lines: z.number(),
	})
		.readonly()
		.exactOptional(),
}).readonly();

const figure = record({
	file: z.string().exactOptional(),
	axes: z
		.array(
			record({
				kinds: z
					.array(z.enum(["line", "bar", "barh", "scatter", "pie", "hist", "box", "heatmap", "area", "other"]))
					.readonly(),
				series: z.number(),
				points: z.number(),
				title: z.string(),
				x: z.string(),
				y: z.string(),
				ticks: texts,
				faults: texts,
			}).readonly(),
		)
		.readonly(),
	looks: texts.exactOptional(),
}).readonly();

const rows = record({
	file: z.string(),
	read: z.number(),
	left: z.array(record({ line: z.number().exactOptional(), rows: z.number(), why: z.string() }).readonly()).readonly(),
	used: z.number().exactOptional(),
}).readonly();

export const seenSchema = record({
	tables: z.array(table).readonly().exactOptional(),
	figures: z.array(figure).readonly().exactOptional(),
	rows: z.array(rows).readonly().exactOptional(),
	doubts: texts.exactOptional(),
	ties: z
		.array(record({ same: z.number(), shown: z.number(), last: z.boolean() }).readonly())
		.readonly()
		.exactOptional(),
}).readonly();
