// Name matching: the real column or file that a wrong name most likely means.

interface Named {
	readonly name: string;
	readonly type: string;
}

/** Letters that are compared at most: the work grows with the product of both lengths. */
const LONGEST = 100;

/** undefined if nothing is near. Equal words count more than letters; a wanted name that means a time finds a column of dates. */
export function closest(wanted: string, candidates: readonly Named[]): string | undefined {
	const near = wanted.slice(0, LONGEST);
	const scored = candidates.map(({ name, type }) => ({
		name,
		score: likeness(near, { name: name.slice(0, LONGEST), type }),
	}));
	const best = scored.reduce<(typeof scored)[number] | undefined>(
		(a, b) => (a === undefined || b.score > a.score ? b : a),
		undefined,
	);
	return best !== undefined && best.score >= 0.5 ? best.name : undefined;
}

function likeness(wanted: string, { name, type }: Named): number {
	const [a, b] = [plain(wanted), plain(name)];
	if (a === b) return 1;
	if (isOtherNumber(a, b)) return 0;
	const time = /date|time|day|month|year|日期|时间|日/i.test(wanted) && /date|time/i.test(type) ? 0.7 : 0;
	const shared = words(wanted).filter((word) => words(name).includes(word)).length;
	const byWord = shared > 0 ? 0.5 + 0.4 * (shared / Math.max(words(wanted).length, words(name).length)) : 0;
	const part = a.length >= 3 && b.length >= 3 && (a.includes(b) || b.includes(a)) ? 0.75 : 0;
	return Math.max(time, byWord, part, 1 - distance(a, b) / Math.max(a.length, b.length, 1));
}

/** `sales_2024` never means `sales_2023`. */
function isOtherNumber(a: string, b: string): boolean {
	const numbers = (name: string) => (name.match(/\d+/g) ?? []).map(Number);
	const [ours, theirs] = [numbers(a), numbers(b)];
	const isSame = ours.length === theirs.length && ours.every((number, at) => number === theirs[at]);
	return ours.length > 0 && theirs.length > 0 && !isSame && a.replace(/\d+/g, "") === b.replace(/\d+/g, "");
}

function plain(name: string): string {
	return name.toLowerCase().replace(/[\s_.-]+/g, "");
}

function words(name: string): string[] {
	return name
		.replace(/([a-z])([A-Z])/g, "$1 $2")
		.toLowerCase()
		.split(/[\s_.-]+/)
		.filter((word) => word.length > 1);
}

/** Edit distance: letters to add, drop, change, or swap with the next one. */
export function distance(a: string, b: string): number {
	let before: readonly number[] = [];
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : substituted;
			next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substituted, swapped));
		}
		before = row;
		row = next;
	}
	return row[b.length] ?? 0;
}

/** The known word that was probably meant, if any. */
export function closestTo(word: string, known: readonly string[]): string | undefined {
	const [best] = known
		.map((name) => ({ name, far: distance(word.slice(0, LONGEST), name.slice(0, LONGEST)) }))
		.sort((a, b) => a.far - b.far);
	return best === undefined || best.far > Math.max(1, best.name.length / 4) ? undefined : best.name;
}
