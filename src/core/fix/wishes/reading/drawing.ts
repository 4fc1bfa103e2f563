// Charts that a request asks for.

import type { Wish } from "../../../domain/wishes.ts";
import type { ColumnProfile } from "../../../domain.ts";
import { CHARTS, isOpen } from "../words.ts";

const MAKES =
	/\b(?:plot|draw|make|create|show|generate|produce|visuali[sz]e|give|add|save|include|display|use|want|need|as|to|into|with|plus|in|zeichne\w*|erstell\w*|zeig\w*|mach\w*|nimm|durch|als|mit)\b[^.?!\n]{0,60}$|(?:^|[.!\n;:,])[^.?!\n]{0,12}$|\band (?:an? )?$/i;
const ASKS_ABOUT =
	/\b(?:what does|what do|explain|interpret|describe|(?<!(?:hard|eas\w+|difficult) to )read|why is|how is|understand|previous|above|earlier|existing|your)\b[^.?!\n]{0,40}$|(?:上面|刚才|之前|这张|那张|解释|说明)[^，。\n]{0,8}$|(?:さっき|先ほど|上の|前の)[^、。\n]{0,8}$/i;
/** `pie charts are ugly`, 饼图看不清: something is said of one that is there. */
const TOLD_OF =
	/^ (?:is|are|was|were|looks?|looked|can|can'?t|cannot|does|doesn|don|has|have|takes?|above|ist|sind|war|sieht|wirkt|oben)\b|^(?:太|很|不|难|有点|没|看不|看起来|看着|显示|效果|错|丑)|^は/i;
const GENERAL_ENGLISH =
	/\b(?:plot|draw|make|create|show|generate|visuali[sz]e)\b[^.?!\n]{0,40}\b(?<!(?<!\b(?:set|couple|series|number|pair|grid|bunch) )\bof (?:the |all )?)(?:charts?|plots?|graphs?)\b|^plot\b/gim;
const GENERAL_CHINESE = /画.{0,12}图|(?:生成|绘制|做|出).{0,12}(?:图表?)/g;

export function charts(plain: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	const kinds = CHARTS.flatMap(([chart, words]) =>
		[...plain.matchAll(new RegExp(words, "gi"))].flatMap((found): readonly Wish[] => {
			const before = plain.slice(0, found.index);
			const after = plain.slice(found.index + found[0].length);
			const isAsked = !/^[a-zäöü]/i.test(found[0]) || MAKES.test(before);
			const isLeft = ASKS_ABOUT.test(before) || TOLD_OF.test(after) || isOpen(plain, found.index, found[0].length);
			return isAsked && !isLeft ? [{ kind: "chart", chart, words: found[0].trim() }] : [];
		}),
	);
	if (kinds.length > 0) return within(kinds);
	// A plot may be land.
	if (columns.some(({ name }) => /plot|chart|graph|图/i.test(name))) return [];
	return [GENERAL_ENGLISH, GENERAL_CHINESE].flatMap((form) =>
		[...plain.matchAll(form)].slice(0, 1).flatMap((found): readonly Wish[] => {
			const [all] = found;
			const isLeft = ASKS_ABOUT.test(plain.slice(0, found.index)) || isOpen(plain, found.index, all.length);
			if (isLeft || /\bno\b|\bnot\b/i.test(all)) return [];
			return [{ kind: "chart", chart: "chart", words: /[\u3040-\u9fff]/.test(all) ? "图" : "a chart" }];
		}),
	);
}

/** A horizontal bar chart is not asked for as a bar chart, too. */
function within(wishes: readonly Wish[]): readonly Wish[] {
	return wishes.filter(({ words }) => !wishes.some((other) => other.words !== words && other.words.includes(words)));
}
