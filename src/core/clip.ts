// Shorten text to a budget, keep its head and its tail, and say what was cut.

export interface Budget {
	/** Characters (UTF-16 units) that may remain, the notice not counted. */
	readonly chars: number;
	/** Share of the budget that goes to the head, 0 to 1. */
	readonly head?: number;
}

/** Returns `text` unchanged where it fits. Cuts never split a surrogate pair. */
export function clip(text: string, { chars, head = 0.5 }: Budget): string {
	if (text.length <= chars) return text;
	const front = whole(text.slice(0, Math.floor(chars * head)));
	const back = whole(text.slice(text.length - (chars - front.length)));
	const cut = text.slice(front.length, text.length - back.length);
	const lines = cut.split("\n").length - 1;
	return `${front}\n… ${count(cut.length, "character")} (${count(lines, "line")}) left out …\n${back}`;
}

function whole(part: string): string {
	return part.replace(/[\ud800-\udbff]$/, "").replace(/^[\udc00-\udfff]/, "");
}

export function count(n: number, noun: string): string {
	return `${n.toLocaleString("en-US")} ${noun}${n === 1 ? "" : "s"}`;
}
