// Schema of what was found in a file, as zod.

import { z } from "zod";
import { record } from "./stored.ts";

export const profile = record({
	format: z.string(),
	encoding: z.string().exactOptional(),
	orEncoding: z.string().exactOptional(),
	delimiter: z.string().exactOptional(),
	decimal: z.string().exactOptional(),
	thousands: z.string().exactOptional(),
	skip: z.number().exactOptional(),
	header: z.number().exactOptional(),
	read: z.string().exactOptional(),
	unread: z.string().exactOptional(),
	sheet: z.string().exactOptional(),
	sheets: z
		.array(
			record({
				name: z.string(),
				rows: z.number().exactOptional(),
				columns: z.array(z.string()).readonly(),
				more: z.number().exactOptional(),
				hidden: z.literal(true).exactOptional(),
				skip: z.number().exactOptional(),
				header: z.number().exactOptional(),
				read: z.string().exactOptional(),
			}).readonly(),
		)
		.readonly()
		.exactOptional(),
	flat: z.array(z.string()).readonly().exactOptional(),
	arguments: z.array(z.string()).readonly().exactOptional(),
	totals: z.array(z.string()).readonly().exactOptional(),
	rows: z.number().exactOptional(),
	sampled: z.number().exactOptional(),
	columns: z
		.array(
			record({
				name: z.string(),
				type: z.string(),
				nulls: z.number(),
				distinct: z.number().exactOptional(),
				range: z.tuple([z.string(), z.string()]).readonly().exactOptional(),
				samples: z.array(z.string()).readonly(),
				notes: z.array(z.string()).readonly().exactOptional(),
			}).readonly(),
		)
		.readonly()
		.exactOptional(),
	notes: z.array(z.string()).readonly(),
}).readonly();
