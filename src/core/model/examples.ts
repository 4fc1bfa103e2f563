// Example questions for the files at hand, from their cards alone.

import type { ColumnProfile, Upload } from "../domain.ts";
import type { Texts } from "../locales.ts";
import { clip, oneLine } from "../text.ts";
import { nameWords } from "./column-words.ts";

/** At most three, for the newest table; none without one. */
export function examplesFor(uploads: readonly Upload[], { greeting: said }: Texts): readonly string[] {
	const tables = uploads.flatMap(({ as, state }) =>
		state.kind === "stored" && (state.profile.columns ?? []).length > 0
			? [{ as, columns: state.profile.columns ?? [] }]
			: [],
	);
	const table = tables.at(-1);
	if (table === undefined) return [];
	const columns = table.columns.filter(({ name }) => name.trim() !== "" && !name.endsWith("…"));
	const measure = columns.find(isMeasure);
	const group = columns.find(isGroup);
	const date = columns.find(({ type }) => type === "date");
	const found = [
		...(measure && group ? [said.average(shown(measure), shown(group))] : []),
		...(measure && date ? [said.overTime(shown(measure), shown(date))] : []),
		...(group ? [said.perGroup(shown(group))] : []),
		said.rows(clip(oneLine(table.as), { chars: 60, head: 0.5 })),
	];
	return found.slice(0, 3);
}

/** Numbers that are amounts of something, not names of something. */
function isMeasure(column: ColumnProfile): boolean {
	const { type, distinct = 10, notes = [] } = column;
	if (names(column) || distinct < 3) return false;
	const isConverted = notes.some((note) => note.includes(": pd.to_numeric(") && !note.includes("not to be added up"));
	return isConverted || ((type === "int" || type === "float") && notes.length === 0);
}

function isGroup(column: ColumnProfile): boolean {
	const { type, distinct, notes = [] } = column;
	return type === "text" && distinct !== undefined && distinct >= 2 && distinct <= 30 && notes.length === 0;
}

const NAMING =
	/^(id|ids|key|no|nr|num|number|code|zip|plz|postal|postcode|phone|year|month|day|jahr|monat|tag|lat|lon|lng|latitude|longitude|index|row|uuid|unnamed)$/;

function names({ name }: ColumnProfile): boolean {
	return (
		nameWords(name).some((word) => NAMING.test(word)) ||
		/(编号|号码|号|代码|邮编|电话|年份?|月份?|番号)$/.test(name.trim())
	);
}

function shown({ name }: ColumnProfile): string {
	return clip(oneLine(name), { chars: 40, head: 1 });
}
