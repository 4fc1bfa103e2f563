// Statistics that a request names: a program that has no trace of one does not compute it, whatever it prints.

import type { Wish } from "../../domain/wishes.ts";
import type { ColumnProfile } from "../../domain.ts";
import { isOpen } from "./words.ts";

/** What people call it, and what stands in every program that computes it. Names that also mean something else are not here. */
const STATISTICS: readonly {
	readonly statistic: string;
	readonly said: RegExp;
	readonly trace: RegExp;
}[] = [
	{ statistic: "median", said: /\bmedians?\b|中位数|中央値/giu, trace: /median|quantile|percentile|describe|\.50?\b/i },
	{
		statistic: "deviation",
		said: /\bstandard deviations?\b|\bstandardabweichung\w*|标准差|標準偏差/giu,
		trace: /std|stdev|deviation|describe|\bvar\b|var\(|scale|z_?score|norm/i,
	},
	{
		statistic: "p",
		said: /\bp[- ]?values?\b/giu,
		trace: /\bp\b|p_?_?val|pvalue|_p\b|\bp_|\[1\]|summary\(|stats|scipy/i,
	},
	{
		statistic: "determination",
		said: /\br[- ]?squared?\b|\bR²|\bcoefficient of determination\b|\bbestimmtheitsmaß\w*|决定系数/giu,
		trace: /r2|r_?sq|rsquared|score\(|\*\* ?2|summary\(|determination/i,
	},
	{
		statistic: "rmse",
		said: /\broot[- ]mean[- ]squared?(?:[- ]errors?)?\b|\bRMSE\b|均方根误差/giu,
		trace: /rmse|root_mean|sqrt|\*\* ?0?\.5|squared=/i,
	},
	{
		statistic: "mae",
		said: /\bmean[- ]absolute[- ]errors?\b|\bMAE\b|平均绝对误差/gu,
		trace: /mae|absolute_error|abs\(/i,
	},
	{
		statistic: "missing",
		said: /\b(?:how many|(?:total |the )?(?:number|count|percentages?|share|proportion) of)\s+(?:\w+ ){0,2}(?:(?:missing|null|nan)\b(?: (?:values?|cells?|entries))?|(?:empty|blank) (?:values?|cells?|entries|fields)\b)|\b(?:missing|null|nan) values? (?:count|per (?:column|row))\b|wie viele (?:\w+ )?(?:fehlende\w*|leere\w*)|(?:缺失值?|空值|空缺值?)的?(?:数量|个数|比例|占比)|(?:多少|几)个?(?:缺失|空值|空的)/giu,
		trace:
			/isna|isnull|dropna|\.difference\(|stack\(|notna|notnull|null_count|isnan|is_null|is null|is not null|\bcount\(|\.info\(|describe|== ?(?:""|'')|value_counts\(dropna|is None|not in/i,
	},
	{ statistic: "skewness", said: /\bskewness\b|偏度|歪度/giu, trace: /skew|\*\* ?3|mode|median/i },
	{ statistic: "kurtosis", said: /\bkurtosis\b|峰度|尖度/giu, trace: /kurt|\*\* ?4/i },
	{
		statistic: "correlation",
		said: /\bcorrelation coefficients?\b|相关系数|相関係数|\bkorrelationskoeffizient\w*/giu,
		trace: /corr|pearson|spearman|kendall|linregress/i,
	},
];

/** What is not wanted, or only told apart from what is. */
const NEGATED =
	/\b(?:not|n't|don't|no|without|instead|rather|except|unlike|other than|nicht|kein\w*|ohne|statt)\b|不(?:要|用|是|需)|而非|而不|无需/i;

function sentenceAt(text: string, at: number): string {
	const from =
		Math.max(...[".", "!", "?", "\n", "。", "？", "！", ";"].map((sign) => text.lastIndexOf(sign, at - 1))) + 1;
	const end = text.slice(at).search(/[.!?\n。？！;]/);
	return text.slice(from, end === -1 ? undefined : at + end);
}

export function statistics(plain: string, columns: readonly ColumnProfile[]): readonly Wish[] {
	const names = columns.map(({ name }) => name.toLowerCase());
	return STATISTICS.flatMap(({ statistic, said }): readonly Wish[] => {
		// The file has it already, as a column.
		if (names.some((name) => name.search(said) !== -1)) return [];
		const [found] = [...plain.matchAll(said)].filter(
			({ index, 0: all }) => !isOpen(plain, index, all.length) && !NEGATED.test(sentenceAt(plain, index)),
		);
		return found === undefined ? [] : [{ kind: "statistic", statistic, words: found[0] }];
	});
}

export function computes(source: string, wanted: string): boolean {
	return STATISTICS.every(({ statistic, trace }) => statistic !== wanted || trace.test(source));
}
