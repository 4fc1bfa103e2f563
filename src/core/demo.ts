// Demo: a file that ships with the bot, and a request about it.

import type { FileRef } from "./domain.ts";

/** Cannot be the source of an uploaded file: Adapters write JSON there. */
const SOURCE = "bundled";

export const DEMO = {
	file: { id: "demo-sales", name: "sales.csv", size: 14_401, source: SOURCE } satisfies FileRef,
	request:
		"read sales.csv, drop the empty rows, turn the date column into datetime, print the total amount per region and draw it as a bar chart",
} as const;

export function isBundled({ source }: FileRef): boolean {
	return source === SOURCE;
}
