// Words of column names: what several names have in common, and what tells them apart.

/** `orderDate`, `order_date` and `Order Date` are order, date. */
export function nameWords(name: string): readonly string[] {
	return name
		.normalize("NFKC")
		.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== "");
}

/** The word that all names share, or else the longest beginning or ending that `isHead` takes, "" if none; and each one's own words. */
export function parts(
	names: readonly string[],
	isHead: (head: string) => boolean = () => true,
): { readonly head: string; readonly own: readonly (readonly string[])[] } {
	const all = names.map(nameWords);
	const [first = []] = all;
	const shared = first.filter((word) => all.every((words) => words.includes(word)));
	if (shared.length > 0)
		return { head: shared.at(-1) ?? "", own: all.map((words) => words.filter((word) => !shared.includes(word))) };
	if (all.some((words) => words.length !== 1)) return { head: "", own: all };
	const [one = "", ...others] = all.map(([word = ""]) => word);
	const least = /^[\p{Script=Latin}]/u.test(one) ? 4 : 2;
	for (let length = one.length - 1; length >= least; length--) {
		const [end, start] = [one.slice(-length), one.slice(0, length)];
		if (isHead(end) && others.every((word) => word.endsWith(end)))
			return { head: end, own: [one, ...others].map((word) => own(word.slice(0, -length))) };
		if (isHead(start) && others.every((word) => word.startsWith(start)))
			return { head: start, own: [one, ...others].map((word) => own(word.slice(length))) };
	}
	return { head: "", own: all };
}

function own(word: string): readonly string[] {
	return word === "" ? [] : [word];
}
