// Words of labels: which of them carry meaning, which mean the same, and what turns a sentence round.

/** Of no weight in a label. */
const IDLE = new Set(
	"a an and are as at be been by but can did do does for from had has have here how i if in into is it its me no of on or our over so than that the their there these they this to was we were what when where which with you your answer result value values data dataset file is der die das den dem des ein eine einer und ist sind war für mit von im in zu zum zur wie viele hat haben bei ergebnis antwort wert betrug beträgt following shows given based calculated computed approximately about rounded equals equal there rows".split(
		" ",
	),
);

/** The first of each line stands for the others. */
const SAME: readonly (readonly string[])[] = [
	["mean", "average", "avg", "durchschnitt", "durchschnittlich", "mittelwert", "schnitt"],
	["std", "sd", "stdev", "stddev", "dev", "standard", "deviation", "standardabweichung"],
	["sum", "total", "totals", "overall", "summe", "gesamt", "gesamtsumme", "insgesamt", "gesamtumsatz"],
	["count", "number", "anzahl", "many", "num", "nunique", "size"],
	["max", "maximum", "highest", "largest", "most", "best", "top", "höchste", "höchster", "größte", "meisten"],
	["min", "minimum", "lowest", "smallest", "least", "niedrigste", "kleinste", "wenigsten"],
	["correlation", "corr", "pearson", "coefficient", "korrelation"],
	["percentage", "percent", "pct", "share", "ratio", "anteil", "prozent"],
	["missing", "null", "nulls", "nan", "na", "empty", "fehlend", "leer"],
	["outlier", "outliers", "ausreißer"],
	["pvalue", "p"],
	["r2", "rsquared", "determination"],
	["rmse", "root"],
	["mse", "squared"],
	["skewness", "skew", "skewed"],
	["kurtosis", "kurt"],
];
const FIRST = new Map(SAME.flatMap(([first = "", ...others]) => others.map((word) => [word, first] as const)));

const CJK = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/u;

/** The words that carry meaning, each in one form: of `mean_fare` and of "The average fare is" mean and fare. */
export function wordsOf(text: string): ReadonlySet<string> {
	const words = text
		.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
		.toLowerCase()
		.match(/[\p{L}\p{M}]+\d*|\d{4}-(?:\d\d(?:-\d\d)?|q\d)|--\d\d|(?<![\d.,-])(?:19|20)\d\d(?![\d.,-])/gu);
	return new Set((words ?? []).filter((word) => !IDLE.has(word) && !CJK.test(word)).map(stem));
}

function stem(word: string): string {
	const first = FIRST.get(word) ?? word;
	return first.length > 4 ? first.replace(/(?<=\w{3})(?:es|s|en|e|n)$/, "") : first;
}

/** Whether a label names a thing: all of its words, or its letters where words have no ends. */
export function names(label: string, thing: string): boolean {
	if (CJK.test(thing)) return label.toLowerCase().replace(/\s/g, "").includes(thing.toLowerCase().replace(/\s/g, ""));
	const wanted = wordsOf(thing);
	if (wanted.size === 0) return spoken(label, thing);
	const given = wordsOf(label);
	return [...wanted].every((word) => given.has(word));
}

/** Whether a text holds these very words, as words. */
export function spoken(text: string, words: string): boolean {
	return placeOf(text, words) >= 0;
}

/** Where a text first says these words; -1: nowhere. `_` and `-` are as good as a space. */
export function placeOf(text: string, words: string): number {
	const plain = (one: string) =>
		one
			.normalize("NFKC")
			.toLowerCase()
			.replace(/[_\s-]/g, " ");
	const [all, part] = [plain(text), plain(words).trim()];
	if (part === "") return -1;
	const isWord = (letter: string | undefined) =>
		letter !== undefined && /[\p{L}\p{N}]/u.test(letter) && !CJK.test(letter);
	for (let at = all.indexOf(part); at >= 0; at = all.indexOf(part, at + 1)) {
		const inside = isWord(all[at - 1]) && isWord(part[0]);
		const on = isWord(all[at + part.length]) && isWord(part.at(-1));
		if (!inside && !on) return at;
	}
	return -1;
}

/** Words that lift one thing out of several. */
export const SUPERLATIVE =
	/\b(?:highest|largest|greatest|most|best|top|max(?:imum)?|lowest|smallest|least|fewest|worst|min(?:imum)?|winner|leading|first|höchste\w*|größte\w*|meiste\w*|beste\w*|niedrigste\w*|kleinste\w*|wenigste\w*|stärkste\w*|schwächste\w*)\b|最|一番|トップ|第一|冠军/iu;

const NEGATION =
	/\b(?:not|no|non|never|isn't|aren't|doesn't|don't|didn't|wasn't|weren't|cannot|can't|without|neither|nor|none|rejects?|rejected|nicht|kein\w*|ohne|nein|false)\b|[不没未非无無]|ない|ません|なし/iu;

/** What it says of a thing: that it is so, that it is not so, or nothing. Sentences with "if" say nothing. */
export function stances(text: string, thing: RegExp): ReadonlySet<boolean> {
	const clauses = text.replaceAll("_", " ").split(/[\n;。；!！]|\.(?!\d)|,\s(?=but|while|and)|，/u);
	const said = clauses.filter(
		(clause) => thing.test(clause) && !/\b(?:if|whether|when|wenn|ob|hypothesis)\b|如果|是否|もし/iu.test(clause),
	);
	return new Set(said.map((clause) => !NEGATION.test(clause)));
}
