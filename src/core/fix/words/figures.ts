// Figures in text: numbers as English, German, Chinese, Japanese and Korean write them.

export interface Figure {
	/** Where its digits stand in the text. */
	readonly from: number;
	readonly to: number;
	/** What it may mean; `1.234` is 1.234, or 1234 where a comma stands before decimals. */
	readonly readings: readonly Reading[];
	readonly isNegative: boolean;
}

interface Reading {
	readonly value: number;
	/** Half a unit of its last digit; 0 for a whole number, which is no rounding. */
	readonly off: number;
}

const DIGITS = /\d+(?:[.,'’\u00a0\u202f]\d+)*(?:e[+-]?\d+)?/gi;
const PLAIN = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const THOUSANDS = /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/;
const OTHER_THOUSANDS = /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/;
const SPACED = /^\d{1,3}(?:['’\u00a0\u202f]\d{3})+(?:[.,]\d+)?$/;
const DECIMAL_COMMA = /^\d+,\d+$/;

const SCALES: readonly (readonly [RegExp, number])[] = [
	[/^ ?(?:亿|億|억)/, 1e8],
	[/^ ?(?:千万|千萬)/, 1e7],
	[/^ ?百万/, 1e6],
	[/^ ?(?:万|萬|만)/, 1e4],
	[/^兆/, 1e12],
	[/^(?:k|K)(?![A-Za-z])|^ ?(?:thousand|Tsd\b|Tausend)/, 1e3],
	[/^M(?![A-Za-z])|^ ?(?:million|Mio\b|Million)/, 1e6],
	[/^(?:B|bn)(?![A-Za-z])|^ ?(?:billion|Mrd\b|Milliarde)/, 1e9],
];
const PERCENT = /^ ?(?:%|％|percent|per cent|Prozent|パーセント|퍼센트)/i;
/** Of the text after a figure that is looked at. */
const UNIT = 12;

/** A number that is part of a name, such as Q1 or col_2, is none. */
export function figuresIn(text: string, { comma = writesComma(text) }: { readonly comma?: boolean } = {}): Figure[] {
	const found: Figure[] = [];
	for (const { 0: digits, index } of text.matchAll(DIGITS)) {
		if (/[A-Za-z_]/.test(text[index - 1] ?? "")) continue;
		const before = text.slice(Math.max(0, index - 3), index);
		const isNegative = /(?:^|[^\p{L}\p{N}).])[-−–－][$€£¥￥]?$/u.test(before);
		for (const { at, length, values } of parted(digits, comma)) {
			const end = index + at + length;
			const after = text.slice(end, end + UNIT);
			const readings = values.flatMap((one) => scaled(one, after, before));
			found.push({ from: index + at, to: end, readings, isNegative: isNegative && at === 0 });
		}
	}
	return found;
}

/** Whether the text writes 12,5 for twelve and a half. */
export function writesComma(text: string): boolean {
	return /\d\.\d{3},\d|(?<![\d.,])\d+,\d{1,2}(?![\d,.]*\d)/.test(text) && !/\d,\d{3}\.\d/.test(text);
}

interface Part {
	readonly at: number;
	readonly length: number;
	readonly values: readonly Reading[];
}

function parted(digits: string, comma: boolean): readonly Part[] {
	const values = valuesOf(digits, comma);
	if (values.length > 0) return [{ at: 0, length: digits.length, values }];
	// A list, a date or an address: each number by itself.
	return [...digits.matchAll(/\d+/g)].map(({ 0: one, index }) => ({
		at: index,
		length: one.length,
		values: [{ value: Number(one), off: 0 }],
	}));
}

function valuesOf(digits: string, comma: boolean): readonly Reading[] {
	const values: Reading[] = [];
	if (PLAIN.test(digits)) values.push(reading(digits));
	if (THOUSANDS.test(digits)) values.push(reading(digits.replaceAll(",", "")));
	if (SPACED.test(digits)) values.push(reading(digits.replace(/['’\u00a0\u202f]/g, "").replace(",", ".")));
	const isGrouped = OTHER_THOUSANDS.test(digits) && (comma || !PLAIN.test(digits));
	if (isGrouped) values.push(reading(digits.replaceAll(".", "").replace(",", ".")));
	if (DECIMAL_COMMA.test(digits) && (comma || !THOUSANDS.test(digits))) values.push(reading(digits.replace(",", ".")));
	return values;
}

function reading(plain: string): Reading {
	const [, decimals = "", exponent = "0"] = /\.(\d+)(?:e([+-]?\d+))?/i.exec(plain) ?? [];
	return { value: Number(plain), off: decimals === "" ? 0 : 0.5 * 10 ** (Number(exponent) - decimals.length) };
}

function scaled({ value, off }: Reading, after: string, before: string): readonly Reading[] {
	const plain = { value, off };
	if (PERCENT.test(after) || before.endsWith("百分之")) {
		return [plain, { value: value / 100, off: (off === 0 ? 0.5 : off) / 100 }];
	}
	const scale = SCALES.find(([unit]) => unit.test(after))?.[1];
	return scale === undefined ? [plain] : [plain, { value: value * scale, off: (off === 0 ? 0.5 : off) * scale }];
}
