// Figures and dates in a text that people read: in what way each may be read, and what is no figure of an answer.

export interface Figure {
	readonly from: number;
	readonly to: number;
	/** Every number that the writing may mean; with a percent sign also the share. */
	readonly values: readonly number[];
	/** Half a unit of its last digit. */
	readonly half: number;
	/** A bound, a level, the whole in "12 of 30": beside an answer, never one. */
	readonly aside: boolean;
	/** Without marks and between 1900 and 2100. */
	readonly year: boolean;
}

/** A date or a part of one, as `2024-03-05`, `2024-03`, `--03` (a month of no year), `2024-q1`. */
export interface Moment {
	readonly from: number;
	readonly to: number;
	readonly date: string;
}

/** One kind of digits, minus and space; what programs wrap around numbers is gone. */
export function plainly(text: string): string {
	return text
		.replace(/(\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))/gu, "$1'")
		.replace(/，(?![\uff10-\uff19])/gu, "， ")
		.normalize("NFKC")
		.replace(/[\u2212\u2013](?=\s?[\d.¥$€£])/gu, "-")
		.replace(/\bnp\.\w+\(([^()]*)\)/g, "$1")
		.replace(/\bTimestamp\('([^']*)'[^)]*\)/g, "$1")
		.replace(/\bPeriod\('([^']*)'[^)]*\)/g, "$1")
		.replace(/\b(?:USD|EUR|CNY|RMB|JPY|GBP|CHF|INR|US\$|Rs\.?)\s?(?=-?\d)/g, "¤")
		.replace(/[*_]{2}|`/g, "");
}

const MONTHS: readonly RegExp[] = [
	/jan(?:uary|uar)?/,
	/feb(?:ruary|ruar)?/,
	/mar(?:ch)?|märz|mrz/,
	/apr(?:il)?/,
	/may|mai/,
	/june?|juni/,
	/july?|juli/,
	/aug(?:ust)?/,
	/sep(?:t(?:ember)?)?/,
	/o[ck]t(?:ober)?/,
	/nov(?:ember)?/,
	/de[cz](?:ember)?/,
];
const MONTH = `(?:${MONTHS.map(({ source }) => source).join("|")})\\.?`;

const two = (digits: string | undefined) => `${Number(digits)}`.padStart(2, "0");
const monthOf = (word = "") =>
	two(`${MONTHS.findIndex((month) => new RegExp(`^(?:${month.source})\\.?$`, "i").test(word)) + 1}`);

/** What reads as a date, the longer writings first. */
const DATES: readonly (readonly [RegExp, (parts: readonly (string | undefined)[]) => string])[] = [
	[
		/(?<![\d.])((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)/gu,
		([y, m, d]) => `${y}-${two(m)}-${two(d)}`,
	],
	[/(?<!\d)((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日/gu, ([y, m, d]) => `${y}-${two(m)}-${two(d)}`],
	[/(?<!\d)((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月(?:份)?/gu, ([y, m]) => `${y}-${two(m)}`],
	[/(?<!\d)(\d{1,2})\s?月(?:份)?(?!\d)/gu, ([m]) => `--${two(m)}`],
	[/(?<![\d.])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?!\d)/gu, ([d, m, y]) => `${y}-${two(m)}-${two(d)}`],
	[/(?<![\d/])(\d{1,2})\/(\d{1,2})\/((?:19|20)\d\d)(?!\d)/gu, ([a, b, y]) => `${y}-${two(b)}-${two(a)}`],
	[
		new RegExp(`\\b(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+((?:19|20)\\d\\d)\\b`, "giu"),
		([m, d, y]) => `${y}-${monthOf(m)}-${two(d)}`,
	],
	[
		new RegExp(`\\b(\\d{1,2})(?:\\.|st|nd|rd|th)?\\s+(${MONTH})\\s+((?:19|20)\\d\\d)\\b`, "giu"),
		([d, m, y]) => `${y}-${monthOf(m)}-${two(d)}`,
	],
	[new RegExp(`\\b(${MONTH})[\\s,-]+((?:19|20)\\d\\d)\\b`, "giu"), ([m, y]) => `${y}-${monthOf(m)}`],
	[/(?<![\d.-])((?:19|20)\d\d)[-/](0[1-9]|1[0-2])(?![\d-])/gu, ([y, m]) => `${y}-${m}`],
	[/(?<![\d./])(0[1-9]|1[0-2])[/.]((?:19|20)\d\d)(?!\d)/gu, ([m, y]) => `${y}-${m}`],
	[/(?<!\d)((?:19|20)\d\d)[- ]?Q([1-4])(?!\d)/giu, ([y, q]) => `${y}-q${q}`],
	[/\bQ([1-4])[- /]?((?:19|20)\d\d)(?!\d)/giu, ([q, y]) => `${y}-q${q}`],
	[new RegExp(`(?<![A-Za-zÀ-ÿ])(${MONTH})(?![A-Za-zÀ-ÿ])`, "giu"), ([m]) => `--${monthOf(m)}`],
	[/(?<![\d:])\d{1,2}:\d\d(?::\d\d)?(?![\d:])/gu, () => "time"],
];

export function momentsIn(text: string): readonly Moment[] {
	const found: Moment[] = [];
	for (const [form, date] of DATES) {
		for (const match of text.matchAll(form)) {
			const [from, to] = [match.index, match.index + match[0].length];
			if (found.some((one) => from < one.to && one.from < to)) continue;
			found.push({ from, to, date: date(match.slice(1)) });
		}
	}
	return found.sort((a, b) => a.from - b.from);
}

const NUMBER =
	/(?<![A-Za-zÀ-ÿ_\d]|[A-Za-zÀ-ÿ]-|\d[.,])((?:\d{1,3}(?:'\d{3})+(?:[.,]\d+)?|\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?)(?!\d)|\d+(?:[.,]\d+)?)(?:[eE]([-+]?\d{1,3})\b)?/gu;

/** What multiplies, right behind a number. */
const SCALES: readonly (readonly [RegExp, number])[] = [
	[/^\s?(?:百万)/u, 1e6],
	[/^\s?(?:千万)/u, 1e7],
	[/^\s?(?:[万萬])/u, 1e4],
	[/^\s?(?:[亿億])/u, 1e8],
	[/^\s?(?:千(?!克|米|瓦))/u, 1e3],
	[/^(?:\s?[kK]|\s(?:thousand|Tsd\.?|Tausend))(?![\p{L}\d])/u, 1e3],
	[/^(?:\s?M|\s?[mM]io\.?|\s[mM]illion(?:en|s)?)(?![\p{L}\d])/u, 1e6],
	[/^(?:\s?B|\s?bn|\s[bB]illions?|\s?[mM]rd\.?|\sMilliarden?)(?![\p{L}\d])/u, 1e9],
	[/^\s?lakhs?\b/iu, 1e5],
	[/^\s?crores?\b/iu, 1e7],
];

const BOUND =
	/(?:[<>≤≥]=?|\b(?:less|more|greater|fewer|higher|lower) than|\b(?:under|over|above|below|alpha|level of|level|top|first|last|über|unter)\s?(?:=|is)?|大于|小于|超过|高于|低于|不少于|至少|[α前])\s*$/iu;
const OF_ALL = /\d[\d.,]*\s*(?:\p{L}+\s+)?(?:of|out of|von|aus)\s+(?:the\s+|den\s+|insgesamt\s+)?$|\d\s?\/\s?$/iu;

/** Whether the text writes numbers as Germans do, so that 1.234 may be a thousand. */
export function isGerman(text: string): boolean {
	return /\d\.\d{3},\d|(?<!\d)\d{1,3}(?:\.\d{3}){2,}(?!\d)|\b(?:und|der|die|das|ist|beträgt|Umsatz|Summe|wie|viele|insgesamt)\b/u.test(
		text,
	);
}

/** `text` has gone through `plainly`. */
export function figuresIn(text: string, german: boolean): readonly Figure[] {
	const dates = momentsIn(text);
	const found: Figure[] = [];
	for (const match of text.matchAll(NUMBER)) {
		const body = match[1] ?? "";
		const from = match.index;
		if (dates.some((date) => from < date.to && date.from < from + match[0].length)) continue;
		const before = text.slice(0, from);
		const currency = /[¥$€£¤₹]\s?$/u.exec(before)?.[0] ?? "";
		const signAt = before.slice(0, before.length - currency.length);
		const isMinus = /(?:^|[\s([{:=,;|"'¥$€£¤₹：，（\u3040-\u9fff])-\s?$/u.test(signAt);
		const behind = text.slice(from + match[0].length);
		const [mark, scale] = scaleOf(behind);
		const power = 10 ** Number(match[2] ?? "0") * scale * (isMinus ? -1 : 1);
		const percent = mark === "" ? (/^\s?(?:%|percent|per cent|Prozent|パーセント)/iu.exec(behind)?.[0] ?? "") : "";
		const values = readings(body, german).map((value) => value * power);
		found.push({
			from: isMinus ? signAt.lastIndexOf("-") : from,
			to: from + match[0].length + mark.length + percent.length,
			values: percent === "" ? values : [...values, ...values.map((value) => value / 100)],
			half: halfUnit(body, german) * Math.abs(power),
			aside: BOUND.test(signAt) || OF_ALL.test(before),
			year: /^(?:19|20)\d\d$/.test(body) && mark + percent + currency === "",
		});
	}
	return found;
}

function scaleOf(behind: string): readonly [string, number] {
	for (const [word, scale] of SCALES) {
		const mark = word.exec(behind)?.[0];
		if (mark !== undefined) return [mark, scale];
	}
	return ["", 1];
}

/** 1,234 is a thousand, and 1.234 is one only in a German text. */
function readings(body: string, german: boolean): readonly number[] {
	const plain = body.replaceAll("'", "");
	const [points, commas] = [plain.split(".").length - 1, plain.split(",").length - 1];
	if (points > 0 && commas > 0) {
		const isDecimalComma = plain.lastIndexOf(",") > plain.lastIndexOf(".");
		return [Number(isDecimalComma ? plain.replaceAll(".", "").replace(",", ".") : plain.replaceAll(",", ""))];
	}
	const without = Number(plain.replace(/[.,]/g, ""));
	const decimal = Number(plain.replace(",", "."));
	if (commas > 0) {
		if (!/,\d{3}$/.test(plain)) return [decimal];
		return german && commas === 1 ? [without, decimal] : [without];
	}
	if (points > 1) return [without];
	return german && /^\d{1,3}\.\d{3}$/.test(plain) ? [decimal, without] : [decimal];
}

function halfUnit(body: string, german: boolean): number {
	const decimals = /[.,](\d+)$/.exec(body.replaceAll("'", ""))?.[1] ?? "";
	const isGroup = decimals.length === 3 && (/,\d{3}$/.test(body) || german);
	return isGroup ? 0.5 : 0.5 * 10 ** -decimals.length;
}
