// Text shortening: keeps the head and the tail, and says what was cut.

export interface Budget {
	/** Characters (UTF-16 units) that may remain, the notice not counted. */
	readonly chars: number;
	/** Share of the budget that goes to the head, 0 to 1. */
	readonly head?: number;
	/** What stands in place of the cut. */
	readonly notice?: typeof cutOut;
}

/** Returns `text` unchanged if it fits. Cuts never split a surrogate pair. */
export function clip(text: string, { chars, head = 0.5, notice = cutOut }: Budget): string {
	if (text.length <= chars) return text;
	const front = whole(text.slice(0, Math.floor(chars * head)));
	const back = whole(text.slice(text.length - (chars - front.length)));
	const cut = text.slice(front.length, text.length - back.length);
	const lines = cut.split("\n").length - 1;
	return `${front}\n${notice(cut.length, lines)}\n${back}`;
}

export function cutOut(characters: number, lines: number): string {
	return `… ${count(characters, "character")} (${count(lines, "line")}) left out …`;
}

function whole(part: string): string {
	return part.replace(/[\ud800-\udbff]$/, "").replace(/^[\udc00-\udfff]/, "");
}

export function count(n: number, noun: string): string {
	return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}

/** A name or a value on one line: on a line of its own it could be taken for our own words. */
export function oneLine(text: string): string {
	return text.replaceAll(/[\s\u0085\u2028\u2029]+/gu, " ").trim();
}

/** Whether there is Chinese, Japanese or Korean in it. */
export function isCjk(text: string): boolean {
	return /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(text);
}

/** The first lines that fit into the budget; a longer line is cut, and lines after a full budget are left out. A letter beyond ASCII counts twice. */
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

/** Letters and figures alone, in lower case: `Price Range` and `price_range` are one. */
export function lettersOf(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
