// Grounding of answers: every figure that is passed on was printed by a Run, or stood in the request.

/** Whether every number of the answer was printed (or stood in the request). Rounding is allowed; signs and thousands separators are ignored. */
export function isGrounded(answer: string, sources: readonly string[]): boolean {
	const prose = answer
		.replace(/^[ \t]*\d+[.)]\s/gm, "")
		.replace(/`[^`\n]*\.\w+`/g, "")
		.replace(/\S+/g, (word) => word.replace(/^\S+\.(?:csv|png|parquet|xlsx|json|txt)\b/, ""));
	const isKnown = lookup(sources.flatMap(numbersOf));
	return numbersOf(prose).every(isKnown);
}

export function namesFigures(text: string): boolean {
	return numbersOf(text).length > 0;
}

export interface Figure {
	readonly value: number;
	readonly decimals: number;
}

function numbersOf(text: string): Figure[] {
	const plain = text.replace(/(\d)[,\u202f\u00a0](?=\d{3}(?!\d))/g, "$1");
	return (plain.match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi) ?? []).map((digits) => ({
		value: Number(digits),
		decimals: digits.split(".")[1]?.length ?? 0,
	}));
}

/** Equal, or rounded to the decimals it has, or the percentage of a share. Sorted once, since both may hold very many. */
function lookup(known: readonly Figure[]): (wanted: Figure) => boolean {
	const sorted = (figures: readonly Figure[]) =>
		Float64Array.from(figures.flatMap(({ value }) => (value <= 1 ? [value, value * 100] : [value]))).sort();
	const exact = new Set(known.map(({ value }) => value));
	const all = sorted(known);
	const fractions = sorted(known.filter(({ decimals }) => decimals > 0));
	return ({ value, decimals }) => {
		const off = 0.5000001 * 10 ** -decimals;
		return exact.has(value) || hasWithin(decimals > 0 ? all : fractions, value - off, value + off);
	};
}

function hasWithin(sorted: Float64Array, least: number, most: number): boolean {
	let [from, to] = [0, sorted.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if ((sorted[middle] ?? 0) < least) from = middle + 1;
		else to = middle;
	}
	return from < sorted.length && (sorted[from] ?? 0) <= most;
}
