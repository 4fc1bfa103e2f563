// Whether a text holds the known answers: `@name[value]` for every one of them.

export interface Score {
	/** Equal as text, or as numbers within 1e-6. */
	readonly strict: boolean;
	/** Numbers within 1 %, or within one unit of the last digit of the known value. */
	readonly lenient: boolean;
}

export function score(text: string, answers: readonly (readonly [string, string])[]): Score {
	const given = new Map<string, string[]>();
	for (const [, name = "", value = ""] of text.matchAll(/@([\w.-]+)\[([^\]]*)\]/g)) {
		given.set(name, [...(given.get(name) ?? []), value]);
	}
	const holds = (fits: (given: string, known: string) => boolean) =>
		answers.every(([name, known]) => given.get(name)?.some((value) => fits(value.trim(), known.trim())) === true);
	return { strict: holds(same), lenient: holds((value, known) => same(value, known) || near(value, known)) };
}

function same(value: string, known: string): boolean {
	return value === known || (isNumber(value) && isNumber(known) && Math.abs(Number(value) - Number(known)) < 1e-6);
}

function near(value: string, known: string): boolean {
	if (!isNumber(value) || !isNumber(known)) return value.toLowerCase() === known.toLowerCase();
	const off = Math.abs(Number(value) - Number(known));
	const decimals = /\.(\d+)$/.exec(known)?.[1]?.length ?? 0;
	return off <= Math.abs(Number(known)) * 0.01 || off <= 10 ** -decimals * 1.000001;
}

function isNumber(text: string): boolean {
	return text !== "" && Number.isFinite(Number(text));
}
