// Schema of a program as data.

import { z } from "zod";
import { record } from "./stored.ts";

const texts = z.array(z.string()).readonly();
const line = z.number();

export const does = record({
	steps: z
		.array(
			z.union([
				record({ kind: z.literal("reads"), line, file: z.string(), format: z.string(), columns: texts }).readonly(),
				record({
					kind: z.literal("keeps"),
					line,
					how: z.enum([
						...([
							"where",
							"filled",
							"some",
							"distinct",
							"readable",
							"largest",
							"smallest",
							"first",
							"last",
							"sample",
						] as const),
					]),
					columns: texts,
					values: texts,
					rows: z.number().exactOptional(),
					text: z.string(),
				}).readonly(),
				record({ kind: z.literal("joins"), line, how: z.string(), keys: texts, otherKeys: texts }).readonly(),
				record({
					kind: z.literal("groups"),
					line,
					columns: texts,
					periods: z.array(z.enum(["year", "quarter", "month", "week", "weekday", "day", "hour"])).readonly(),
				}).readonly(),
				record({
					kind: z.literal("computes"),
					line,
					how: z.string(),
					columns: texts,
					as: z.string().exactOptional(),
				}).readonly(),
				record({ kind: z.literal("sorts"), line, columns: texts, descending: z.boolean() }).readonly(),
				record({
					kind: z.literal("draws"),
					line,
					chart: z.enum(["line", "bar", "barh", "pie", "scatter", "hist", "box", "heatmap", "area", "chart"]),
					x: z.string().exactOptional(),
					y: texts,
				}).readonly(),
				record({ kind: z.literal("writes"), line, file: z.string(), format: z.string() }).readonly(),
				record({ kind: z.literal("prints"), line, text: z.string() }).readonly(),
				record({ kind: z.literal("connects"), line, what: z.string() }).readonly(),
			]),
		)
		.readonly(),
	unseen: z.array(record({ line, what: z.string() }).readonly()).readonly(),
}).readonly();
