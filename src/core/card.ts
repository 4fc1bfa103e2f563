// A Card as the model reads it: what stands in a file, in few words.

import { clip, count } from "./clip.ts";
import type { Card } from "./domain.ts";
import { oneLine } from "./quoting.ts";

/** At most about 1,200 characters; more than 40 columns by name only. */
export function cardText(name: string, size: number, card: Card): string {
	const rows = card.rows === undefined ? "" : `, ${count(card.rows, "row")}`;
	const head = `File ${oneLine(name)} (${card.format}${rows}, ${megabytes(size)})`;
	const columns = card.columns ?? [];
	const notes = card.notes.length > 0 ? `\n  Notes: ${oneLine(card.notes.join("; "))}` : "";
	if (columns.length === 0) return `${head}${notes}`;
	const names = `${head}; columns: ${columns.map(({ name }) => oneLine(name)).join(", ")}${notes}`;
	if (columns.length > 40) return clip(names, { chars: 1200, head: 0.9 });
	const lines = columns.map(({ name, type, nulls, samples }) => {
		const empty = nulls > 0 ? `, ${nulls} empty` : "";
		return `  ${oneLine(name)}: ${type}${empty}${samples.length > 0 ? `, e.g. ${samples.map(oneLine).join(" | ")}` : ""}`;
	});
	const full = `${head}; columns:\n${lines.join("\n")}${notes}`;
	return full.length <= 1200 ? full : clip(names, { chars: 1200, head: 0.9 });
}

function megabytes(size: number): string {
	return size < 100_000 ? `${Math.max(1, Math.round(size / 1000))} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
