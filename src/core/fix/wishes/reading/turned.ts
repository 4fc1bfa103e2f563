// What a request turns into something else: who changes the line chart to a bar chart wants no line chart any more.

/** Words of one kind: only by what they have in common one is put in the place of the other. */
const KINDS: readonly RegExp[] = [
	/[\p{L}-]*(?:charts?|plots?|graphs?|diagramm?\w*|histogram\w*|heatmaps?)(?![\p{L}])|\p{Script=Han}{0,3}[图圖]|[\p{Script=Katakana}\p{Script=Hiragana}ー\p{Script=Han}]*グラフ/giu,
	/\b(?:by|per|for each|each|every|pro|je|nach|monthly|weekly|daily|yearly|quarterly)\b|[按每各逐]|別|ごと/giu,
	/(?<![a-z\d])\d+|[一二两三四五六七八九十]+(?=[名个位条家])|\b(?:two|three|five|ten|drei|fünf|zehn)\b/giu,
	/\b(?:medians?|means?|averages?|sums?|totals?|counts?|max\w*|min\w*|standard deviations?|summen?|mittelwerte?|durchschnitt\w*)\b|中位数|平均[数值]?|总[和数额]|合计|标准差|最[大小]值|中央値|合計|標準偏差/giu,
	/\b(?:csv|excel|xlsx?|parquet|json|pdf|png|spreadsheet)\b|エクセル/giu,
];

const PART = "[^.?!;\\n。？！；]";
const INTO = "[^.?!;,\\n。？！；，、]";
const FORMS: readonly RegExp[] = [
	`\\b(?:chang(?:e|ing)|turn|convert|switch(?:ing)?|transform|mov(?:e|ing)|go|from)\\b(${PART}{1,50}?)\\b(?:in)?to\\b(${INTO}{1,50})`,
	`\\b(?:replac(?:e|ing)|swap|exchange)\\b(${PART}{1,50}?)\\b(?:with|for|by)\\b(${INTO}{1,50})`,
	`\\bmake (?:the|this|that)\\b(${PART}{1,40}?)\\b(?:into )?an?\\b(${INTO}{1,50})`,
	`(?<!\\p{L})(?:änder\\w*|wandle?|tausch\\w*|wechs\\w*|stell\\w*|aus|von|vom)\\s(${PART}{1,50}?)\\s(?:in|zu[mr]?|auf|gegen|ein\\w*)\\s(${INTO}{1,50})`,
	`(?<!\\p{L})ersetz\\w*\\s(${PART}{1,50}?)\\sdurch\\s(${INTO}{1,50})`,
	`(${PART}{1,24}?)(?:替换成|替换为|[改换変变转調调]成|[改换变转]为|改用|换用|改按|换到)(${INTO}{1,24})`,
	`(${PART}{1,24}?)(?:を|から)(${INTO}{1,24}?)(?:に|へ)(?:変|替|換|切り替|し)`,
].map((form) => new RegExp(form, "giu"));

/** With spaces in their place, so that everything else stands where it did. */
export function withoutTurned(text: string): string {
	return FORMS.reduce(
		(left, form) =>
			left.replace(form, (all: string, from: string, to: string) => {
				const at = all.indexOf(from);
				return all.slice(0, at) + without(from, to) + all.slice(at + from.length);
			}),
		text,
	);
}

function without(from: string, to: string): string {
	// `from 2023 to 2024` is a span.
	if (/^\s*(?:19|20)\d\d\s*$/.test(from)) return from;
	return KINDS.filter((kind) => to.search(kind) !== -1).reduce(
		(left, kind) => left.replace(kind, (word) => " ".repeat(word.length)),
		from,
	);
}
