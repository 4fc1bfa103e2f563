// Years that a request chooses. Those that the file is of altogether, or that only tell how far it goes, choose nothing.

import type { Wish } from "../../../domain/wishes.ts";
import type { ColumnProfile } from "../../../domain.ts";
import { isRefused, MONTHS } from "../words.ts";

const YEAR = "((?:19|20)\\d\\d)";
const FORMS: readonly RegExp[] = [
	new RegExp(
		`\\b(?:in|for|of|from|since|during|only|year|fiscal|im jahr|nur|aus|seit|für)\\s+${YEAR}\\b(?![-/.:]\\d|\\s*(?:rows|records|items|values|lines|entries|samples|observations))`,
		"giu",
	),
	new RegExp(`(?<!\\d)${YEAR}\\s*年`, "gu"),
	new RegExp(`\\b${YEAR}\\s+only\\b`, "giu"),
	new RegExp(
		`(?<![\\p{L}\\d])(?:in|for|of|from|since|during|only|im|seit|für|nur)\\s+(?:${MONTHS.join("|")}|q[1-4])\\.?\\s+${YEAR}(?!\\d)`,
		"giu",
	),
	new RegExp(`\\b${YEAR} (?:revenue|sales|orders|turnover|umsatz|umsätze)\\b`, "giu"),
];
/** `2023 and 2024`, 2023年到2024年: years together, and none against another. */
const RUN =
	/(?<!\d)(?:19|20)\d\d(?!\d)年?(?:\s*(?:and|und|to|bis|through|[-–,、和与及到至と]|から)\s*(?:in |of |for )?(?:19|20)\d\d(?!\d)年?)*/gi;
const SINCE = /\b(?:from|since|seit|ab|aus)\b/i;
const SINCE_AFTER = /^\s*(?:以来|以後|以降|至今|起|から)/;
/** How far the data goes, or what it is. */
const CONTEXT =
	/(?:\b(?:here (?:is|are)|this is|these are|as of|we have|i have|attached|data(?:set)?|file|table|hier (?:ist|sind)|das ist|das sind|hier (?:die|das|der)|anbei|stand)\b[^.?!\n]{0,60}|(?:这份?是|附件是)[^，。\n]{0,12})$/i;

/** What is to come is in no row. */
export function isForecast(plain: string): boolean {
	return /\b(?:forecast\w*|predict\w*|projections?|prognos\w*|vorhersag\w*)\b|预测|预计|予測/i.test(plain);
}

export function years(plain: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	if (isForecast(plain)) return [];
	const runs = [...plain.matchAll(RUN)];
	return FORMS.flatMap((form) => [...plain.matchAll(form)]).flatMap((found): readonly Wish[] => {
		const [all, year = ""] = found;
		const after = plain.slice(found.index + all.length);
		const isSince = SINCE.test(all) || SINCE_AFTER.test(after);
		const run = runs.find(
			({ index, 0: words }) => index < found.index + all.length && index + words.length > found.index,
		);
		const named = new Set(run?.[0].match(/\d{4}/g));
		const isAll = columns.some(({ range }) => covers(range, { named, since: isSince ? Number(year) : undefined }));
		if (isAll || isContext(plain, found.index, all.length) || isRefused(plain, found.index, all.length)) return [];
		return [{ kind: "year", year, words: all.trim() }];
	});
}

/** Words that only say what the data is, with a sentence behind them. */
export function isContext(plain: string, at: number, length: number): boolean {
	const after = plain.slice(at + length);
	return (
		(CONTEXT.test(plain.slice(0, at)) && /[.,?!，。？！\n]/.test(after)) ||
		/^(?:の|的)(?:データ|数据)(?:です|[，。])/.test(after)
	);
}

/** Every row is of these years. */
function covers(
	range: ColumnProfile["range"],
	{ named, since }: { readonly named: ReadonlySet<string>; readonly since: number | undefined },
): boolean {
	const [first, last] = (range ?? []).map((end) => Number(/^(?:19|20)\d\d(?=\D|$)/.exec(end)?.[0]));
	if (!first || !last || last - first > 20) return false;
	if (since !== undefined && since <= first) return true;
	return Array.from({ length: last - first + 1 }, (_, at) => String(first + at)).every((year) => named.has(year));
}
