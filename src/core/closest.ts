// Name matching: the real column or file that a wrong name most likely means.

interface Named {
	readonly name: string;
	readonly type: string;
}

/** Letters that are compared at most: the work grows with the product of both lengths. */
const LONGEST = 100;

/** undefined if nothing is near, and never the wanted name itself: it is there, so it is not what was wrong. Equal words count more than letters; a wanted
 *  name that means a day finds a column of dates. */
export function closest(wanted: string, candidates: readonly Named[]): string | undefined {
	const near = wanted.slice(0, LONGEST);
	const [best] = candidates
		.filter(({ name }) => name !== wanted)
		.map(({ name, type }) => ({ name, ...likeness(near, { name: name.slice(0, LONGEST), type }) }))
		.sort((a, b) => b.score - a.score || b.letters - a.letters);
	return best !== undefined && best.score >= 0.5 ? best.name : undefined;
}

/** `letters` decides between equals. */
function likeness(wanted: string, { name, type }: Named): { readonly score: number; readonly letters: number } {
	const [a, b] = [plain(wanted), plain(name)];
	const letters = 1 - distance(a, b) / Math.max(a.length, b.length, 1);
	if (a === b) return { score: 1, letters };
	if (isOtherNumber(a, b)) return { score: 0, letters };
	const time = meansDay(wanted) && /date|time/i.test(type) ? 0.7 : 0;
	const shared = words(wanted).filter((word) => words(name).includes(word)).length;
	const byWord = shared > 0 ? 0.5 + 0.4 * (shared / Math.max(words(wanted).length, words(name).length)) : 0;
	const part = isPart(a, b) ? 0.75 : 0;
	// Words with another first letter are other words, unless they are very near.
	const byLetter = a[0] === b[0] || letters >= 0.7 ? letters : 0;
	return { score: Math.max(time, byWord, part, byLetter), letters };
}

/** `cat` of `category`, `price` of `unitprice`; not `count` of `discount`, nor `age` of `percentage`. */
function isPart(wanted: string, name: string): boolean {
	const [short, long] = wanted.length < name.length ? [wanted, name] : [name, wanted];
	// A Chinese word has two letters, and its beginning says the least.
	const isLatin = /^[\0-\x7f]*$/.test(short);
	if (short.length < (isLatin ? 3 : 2) || !long.includes(short)) return false;
	if (!isLatin || long.startsWith(short)) return true;
	return short === wanted ? short.length >= 5 && short.length * 2 >= long.length : short.length * 3 >= long.length * 2;
}

/** `order_date`, `month`; not `response_time`, `update` or `sales_per_day`. */
function meansDay(wanted: string): boolean {
	if (/日期|^(日|时间)$/.test(wanted)) return true;
	const all = words(wanted).map((word) => word.replace(/\d+$/, ""));
	const isDay = all.some((word) => /^(dates?|datetime|timestamp|day|month|year)$/.test(word));
	return all.join() === "time" || (isDay && !all.includes("per"));
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
		.filter((word) => word.length > 1 || !/^[\0-\x7f]*$/.test(word));
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

/** The known word that was probably meant, if any; it may be the very word, which a caller may have changed. */
export function closestTo(word: string, known: readonly string[]): string | undefined {
	const [best] = known
		.map((name) => ({ name, far: distance(word.slice(0, LONGEST), name.slice(0, LONGEST)) }))
		.sort((a, b) => a.far - b.far);
	return best === undefined || best.far > Math.max(1, best.name.length / 4) ? undefined : best.name;
}
