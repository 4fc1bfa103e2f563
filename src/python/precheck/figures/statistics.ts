// Statistics that are read wrongly: a test of normality the wrong way round, a correlation or a statistic taken for a p-value.

import { argumentsOf, children, type Node, spanOf, textOf } from "../../tree.ts";
import { type CheckResult, type Edit, type Fault, shown } from "../edits.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";

const TESTS = /^(shapiro|normaltest|jarque_bera|lilliefors)$/;
const P = /^(p|p_?val(ue)?(_\w+)?|\w*_p(_?val(ue)?)?|\w+\.pvalue|\w+\[1\])$/i;
const STATISTIC = /^(_|[a-z]|\w*stat(istic)?s?|\w*corr(elation)?|rho|tau|chi2?)$/i;
/** Functions that give the statistic, then the p-value. */
const PAIRS =
	/^(ttest_(ind|rel|1samp)|mannwhitneyu|wilcoxon|ranksums|kruskal|friedmanchisquare|f_oneway|levene|bartlett|fligner|(pearson|spearman|pointbiserial)r|kendalltau|ks_(1samp|2samp)|kstest|chisquare|shapiro|normaltest|skewtest|kurtosistest|jarque_bera)$/;
const CORRELATION =
	"corr() gives the correlation alone, without a p-value; use both = df[['a', 'b']].dropna() and r, p = scipy.stats.pearsonr(both['a'], both['b'])";
/** What a p-value is held against; a price, or how many, is not. */
const LEVEL = /^(0?\.[01]\d*|alpha|\w*(significance|threshold|level|alpha)\w*)$/i;

export function checkStatistics(program: Program): CheckResult {
	const { source, nodes } = program;
	const tests = nodes.some((node) => node.name === "CallExpression" && TESTS.test(calleeOf(program, node).name));
	const doubts = tests
		? nodes.flatMap((node) => {
				const [first, second, third] = children(node);
				if (node.name === "ConditionalExpression") return turned(source, third, literalOf(program, first));
				if (node.name === "CallExpression") return printed(program, node);
				if (node.name !== "AssignStatement" || second?.name !== "AssignOp") return [];
				return turned(source, third, first?.name === "VariableName" ? textOf(source, first) : undefined);
			})
		: [];
	const assignments = nodes.filter(({ name }) => name === "AssignStatement");
	const swaps = assignments.map((node) => swapped(program, node));
	const tested = assignments.flatMap((node) => pearson(program, node));
	return {
		edits: [...swaps.flatMap((found) => found?.edits ?? []), ...withScipy(source, tested)],
		faults: [
			...doubts,
			...(tested.length > 0 ? [] : assignments.flatMap((node) => mistaken(program, node))),
			...assignments.flatMap((node) => coefficients(program, node)),
			...splits(program),
			...swaps.flatMap((found) => found?.faults ?? []),
		],
	};
}

/** `p_value = a.corr(b)`, `r, p = a.corr(b)`. */
function mistaken(program: Program, { from, firstChild: target, lastChild: value }: Node): Fault[] {
	const isPair = target?.nextSibling?.name === ",";
	if (target?.name !== "VariableName" || !(isPair || P.test(textOf(program.source, target)))) return [];
	if (value?.name !== "CallExpression" || calleeOf(program, value).name !== "corr") return [];
	return [{ at: from, what: CORRELATION }];
}

/** `p_values = model.coef_`. */
function coefficients({ source }: Program, { from, firstChild: target, lastChild: value }: Node): Fault[] {
	if (target?.name !== "VariableName" || !/^p_?val(ue)?s?$/i.test(textOf(source, target)) || value === null) return [];
	const [, found] = /\.(coef_|intercept_)(?:\[\d\])?$/.exec(spanOf(source, value)) ?? [];
	if (found === undefined) return [];
	return [
		{ at: from, what: `${found} holds coefficients, which are no p-values: leave p-values out, or compute them` },
	];
}

const ASKS_SPLIT =
	/\b(?:split\w*|train\w*|test(?:ing)? (?:set|data)|hold[- ]?out|predict\w*|unseen|accuracy|cross[- ]valid\w*|\d+ ?%)|训练|测试集|预测|拆分|验证|Trainings|Test(?:daten|menge)|Vorhersag/i;

/** Rows that a program keeps apart for a test, though nobody speaks of one. */
function splits(program: Program): Fault[] {
	const { request = "", nodes } = program;
	if (request === "" || ASKS_SPLIT.test(request)) return [];
	const call = nodes.find(
		(node) => node.name === "CallExpression" && calleeOf(program, node).name === "train_test_split",
	);
	if (call === undefined) return [];
	const what = "train_test_split() leaves out a part of the rows, and the request asks for no split: use all of them";
	return [{ at: call.from, what }];
}

/** `p = df["a"].corr(df["b"])` and `df["a"].corr(df["b"]).p_value` of two columns: the p-value of that very correlation. */
function pearson(program: Program, { firstChild: target, lastChild: value }: Node): Edit[] {
	const { source } = program;
	if (target?.name !== "VariableName" || !P.test(textOf(source, target)) || value === null) return [];
	if (target.nextSibling?.name !== "AssignOp" || !/\bimport pandas as pd\b/.test(source)) return [];
	const isTaken = value.name === "MemberExpression" && /^p_?value$/i.test(textOf(source, value.lastChild));
	const call = isTaken ? value.firstChild : value;
	if (call?.name !== "CallExpression") return [];
	const { on, name } = calleeOf(program, call);
	const [other, method, more] = argumentsOf(source, call);
	const isPlain =
		method === undefined || (method.keyword === "method" && literalOf(program, method.node) === "pearson");
	if (name !== "corr" || on === undefined || other?.keyword !== "" || !isPlain || more !== undefined) return [];
	const [a, b] = [spanOf(source, on), spanOf(source, other.node)];
	if (![a, b].every((one) => /^\w+(\[["'][^"'\]]+["']\]|\.\w+)$/.test(one))) return [];
	const text = `scipy.stats.pearsonr(*pd.concat([${a}, ${b}], axis=1).dropna().to_numpy().T).pvalue`;
	const said = `Took the p-value from \`scipy.stats.pearsonr\`: \`corr()\` gives the correlation alone.`;
	return [{ from: value.from, to: value.to, text, said }];
}

function withScipy(source: string, edits: readonly Edit[]): readonly Edit[] {
	if (edits.length === 0 || /\bimport scipy\.stats\b/.test(source)) return edits;
	const at = source.search(/^import pandas as pd\b/m);
	return [{ from: at, to: at, text: "import scipy.stats\n", said: "" }, ...edits];
}

/** `p, stat = ttest_ind(a, b)`. */
function swapped(program: Program, assignment: Node): CheckResult | undefined {
	const { source, nodes } = program;
	const [first, comma, second, sign, value] = children(assignment);
	if (comma?.name !== "," || sign?.name !== "AssignOp" || value?.name !== "CallExpression") return undefined;
	if (first?.name !== "VariableName" || second?.name !== "VariableName") return undefined;
	const { name } = calleeOf(program, value);
	const [p, other] = [textOf(source, first), textOf(source, second)];
	if (!PAIRS.test(name) || !P.test(p) || P.test(other)) return undefined;
	const own = nodes.some(
		(node) => node.name === "FunctionDefinition" && textOf(source, node.getChild("VariableName")) === name,
	);
	if (own) return undefined;
	if (!STATISTIC.test(other))
		return { edits: [], faults: [{ at: first.from, what: `${name}() gives the statistic first, then the p-value` }] };
	const said = `Turned \`${p}, ${other}\` into \`${other}, ${p}\`: ${name}() gives the statistic first.`;
	const edits = [
		{ from: first.from, to: first.to, text: other, said },
		{ from: second.from, to: second.to, text: p, said: "" },
	];
	return { edits, faults: [] };
}

/** `print("Is it normal?", p < 0.05)` */
function printed(program: Program, call: Node): Fault[] {
	const given = argumentsOf(program.source, call).flatMap(({ keyword, node }) => (keyword === "" ? [node] : []));
	return given.flatMap((one, at) => turned(program.source, one, literalOf(program, given[at - 1])));
}

/** `meaning` is what a true `condition` is taken to say. What the author meant by "normal" is not certain, so nothing is changed. */
function turned(source: string, condition: Node | undefined, meaning: string | undefined): Fault[] {
	const [p, sign, level] = children(condition ?? null);
	if (condition?.name !== "BinaryExpression" || sign?.name !== "CompareOp" || p === undefined) return [];
	const text = textOf(source, sign);
	if (!/^[<>]=?$/.test(text) || !P.test(spanOf(source, p)) || !LEVEL.test(textOf(source, level ?? null))) return [];
	if (meaning === undefined || !/normal/i.test(meaning)) return [];
	const saysNormal = !/not|non|ab|n't/i.test(meaning);
	if (saysNormal !== text.startsWith("<")) return [];
	const [said, other] = saysNormal ? ["normal", "not normal"] : ["not normal", "normal"];
	const size = saysNormal ? "small" : "large";
	const what = `\`${shown(spanOf(source, condition))}\` is taken for ${said}, but a ${size} p-value of a test of normality means ${other}`;
	return [{ at: condition.from, what }];
}
