// Averages that nobody asked for, `df.groupby("unit")["result"].mean()` for "What is the result of each unit?", and deviations of a sample where those of the population are.

import { argumentsOf, spanOf, textOf } from "../../tree.ts";
import { appended, type CheckResult, type Edit } from "../edits.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";
import { shares } from "./shares.ts";

const ASKS_AVERAGE =
	/\b(?:averag\w*|avg|means?|typical\w*|usual\w*|normal\w*|expect\w*|rates?|ratio|median|per|statistic\w*|describe|summar\w*|overview|compar\w*|distribut\w*|deviation|varian\w*|correlat\w*|regress\w*|outliers?|z-?scores?|fill|missing|impute|trend\w*|rolling|moving|above|below|longe[rs]\w*|highe[rs]\w*|lowe[rs]\w*|better|worse|best|worst|satisf\w*|rating\w*|score\w*|tempera\w*|how long|predict\w*|model|differen\w*|t-?test|significan\w*)\b|durchschnitt|mittel|typisch|median|pro |je |verteilung|bewertung|temperatur|vergleich|平均|均|中位|典型|评分|分布|对比|比较|每|率|比/i;
/** A share may be written as a mean. */
const ASKS_SHARE =
	/\b(?:percent\w*|shares?|proportions?|fractions?)\b|[%％]|anteil|prozent|quote|占|百分|割合|パーセント/i;
/** What nobody adds up: ages, prices, salaries. */
const ASKS_LEVEL =
	/\b(?:how (?:old|expensive|cheap|big|large|tall|heavy|fast|far|hot|cold|well)|earn(?:s|ed|ings)?|gets? paid|pay|wages?|salar(?:y|ies)|rents?|ages?|prices?|aov|arpu|basket|cost of living)\b|im schnitt|mittler|Ø|⌀|gehalt|gehälter|lohn|löhne|\b(?:mieten?|preise?|alter|alt)\b|verdien|客单价|单价|价格|工资|薪|年龄|房租|租金|多大|多贵|単価|価格|給料|給与|年齢|家賃/i;
const ASKS_SPREAD =
	/\b(?:anomal\w*|unusual\w*|abnormal\w*|strange|odd|suspicious|extremes?|gaps?|forecast\w*|sensible|ungewöhnlich\w*|auffällig\w*|ausreißer\w*|prognose\w*)\b|异常|离群|预测|外れ値|異常|予測/i;
/** "Die gesamte Belegschaft" and 总结 add nothing up. */
const ADDS_UP =
	/\b(?:total\w*|sums?|altogether|in all|overall amount|gesamt(?!e[nrsm]?\b)\w*|insgesamt|summe\w*|zusammen)\b|总(?![体结裁监部])|合计|一共|总共|共计|合計|総/i;
/** Shorter ones say too little. */
const SHORTEST = 12;
const SHORTEST_CJK = 5;

export function checkAverages(program: Program, earlier: readonly Program[], request: string): CheckResult {
	const none = { edits: [], faults: [] };
	const isLong = request.length >= (/[\u3040-\u9fff]/.test(request) ? SHORTEST_CJK : SHORTEST);
	const text = request.replaceAll(/\b(?:per|pro|je) \w+/gi, "");
	const isTotal = ADDS_UP.test(request);
	const others = isTotal ? [] : [ASKS_SHARE, ASKS_LEVEL, ASKS_SPREAD];
	const asks = [ASKS_AVERAGE, ...others].some((words) => words.test(text));
	if (!isLong || asks || SPREAD.test(program.source) || earlier.some((one) => averages(one).length > 0)) return none;
	const [first] = averages(program);
	if (first === undefined || adds(program)) return none;
	const instead = isTotal ? "add up with sum()" : "if a total is meant, use sum()";
	return {
		edits: [],
		faults: [{ at: first, what: `mean() gives an average, and the request asks for none: ${instead}` }],
	};
}

const POPULATION = /\bpopulation (?:standard deviation|variance|std)\b|总体(?:标准差|方差)|\bGrundgesamtheit\b/i;
const SAMPLE =
	/\bsample (?:standard deviation|variance|std)\b|\bnot (?:use |the )*(?:the )?population\b|样本(?:标准差|方差)|\bStichprobe/i;

/** pandas divides by n - 1 and numpy by n; a request that names the population alone means n. */
export function checkPopulation(program: Program, request: string): CheckResult {
	const text = request.replaceAll(/\b(?:not|instead of|rather than) (?:the )?sample [\w ]{0,20}/gi, "");
	if (!POPULATION.test(text) || SAMPLE.test(text)) return { edits: [], faults: [] };
	const edits = program.nodes.flatMap((node): Edit[] => {
		const { on, name } = node.name === "CallExpression" ? calleeOf(program, node) : { on: undefined, name: "" };
		const isTable = on !== undefined && !/^(np|numpy|statistics|st)$/.test(textOf(program.source, on));
		if (!/^(std|var)$/.test(name) || !isTable) return [];
		if (argumentsOf(program.source, node).length > 0) return [];
		return appended(
			program.source,
			node,
			"ddof=0",
			`Divided by n, as of a population: \`${name}()\` divides by n - 1.`,
		);
	});
	return { edits, faults: [] };
}

/** An average that only serves another figure. */
const SPREAD =
	/\b(?:std|var|stdev|pstdev|sem|zscore)\(|\bfillna\([^()\n]*(?:\([^()\n]*\)[^()\n]*){0,2}(?:\(["'])?(?:mean|avg|average)/;

const RATES = /quote|\brates?\b|_rate|(?<![a-z])ratio|percent|pct|prozent|anteil|[%％率]/i;

/** Where it takes one that is no share. */
function averages(program: Program): readonly number[] {
	const isShare = shares(program);
	return program.nodes.flatMap((node) => {
		const isMean =
			node.name === "CallExpression"
				? /^(mean|avg|average)$/.test(calleeOf(program, node).name)
				: literalOf(program, node) === "mean";
		// The sum of rates would be no better.
		const isOfRates = RATES.test(spanOf(program.source, node));
		return isMean && !isShare(node) && !isOfRates ? [node.from] : [];
	});
}

function adds({ source }: Program): boolean {
	return /\b(sum|cumsum|count|size|nunique|value_counts)\(|["'](sum|count|size)["']/.test(source);
}
