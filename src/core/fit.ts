// Lines for a model that fit a budget, whatever they hold.

/** The first lines that fit; one that is too long is cut, and what comes after a full budget is left out. A letter beyond ASCII counts twice. */
export function fitted(
	lines: readonly string[],
	{ budget, line }: { readonly budget: number; readonly line: number },
): string {
	const kept: string[] = [];
	let left = budget;
	for (const text of lines.filter((one) => one !== "")) {
		if (left < 20) break;
		const part = head(text, Math.min(left, line));
		kept.push(part);
		left -= costOf(part) + 1;
	}
	return kept.join("\n");
}

function head(text: string, budget: number): string {
	if (costOf(text) <= budget) return text;
	let left = budget - 2;
	let end = 0;
	for (const letter of text) {
		left -= costOf(letter);
		if (left < 0) break;
		end += letter.length;
	}
	return `${text.slice(0, end)}…`;
}

function costOf(text: string): number {
	return text.length + (text.match(/[^ -~\s]/g)?.length ?? 0);
}
