// Ties: the request asks for the best, several have the same value, and only some of them were taken.

import type { Seen } from "../../domain/seen.ts";
import type { Texts } from "../../locales.ts";

const ASKS_FOR_BEST =
	/\b(?:most|least|fewest|highest|lowest|largest|smallest|biggest|best|worst|longest|shortest|oldest|youngest|latest|earliest|busiest|fastest|slowest|cheapest|top|bottom|max(?:imum)?|min(?:imum)?|rank\w*)\b|\b(?:meist|höchst|niedrigst|größt|kleinst|beste[nrsm]?\b|schlechtest|längst|kürzest|ältest|jüngst|wenigst|teuerst|billigst)|最|排名|排行|前[\d一二三四五六七八九十]|一番|上位|下位|トップ/i;

export function asksForBest(request: string): boolean {
	return ASKS_FOR_BEST.test(request);
}

export function tieLines(request: string, { ties = [] }: Seen = {}, { under }: Texts): readonly string[] {
	const [first] = asksForBest(request) ? ties : [];
	if (first === undefined) return [];
	return [first.last ? under.tieAtEnd(first.same, first.shown) : under.tie(first.same)];
}
