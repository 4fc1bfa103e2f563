// Sentences of an answer: where one ends, and which words only stand for what was left out.

export interface Sentence {
	readonly text: string;
	/** An item of a list or a row of a table: half a list says something else than the whole. */
	readonly isItem: boolean;
}

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
const ITEM = /^\s*(?:[-*•+]\s|\d+[.)、]\s?|\|)/;
/** After these a full stop ends no sentence. */
const SHORT = /(?:^|[\s(])(?:\p{L}|[A-Z][a-z]|approx|ca|bzw|vs|incl|inkl|etc|usw|Mio|Mrd|Tsd|Nr|No|St)\.\s*$/u;

/** Where a sentence begins with a figure and goes on in lower case. */
const BEFORE_FIGURE = /(?<=[^\d\s][.!?] )(?=\d)/;

/** The texts joined are the whole, line ends included. */
export function sentencesOf(words: string): readonly Sentence[] {
	return (words.match(/[^\n]*\n|[^\n]+$/g) ?? []).flatMap((line): readonly Sentence[] => {
		if (ITEM.test(line)) return [{ text: line, isItem: true }];
		const parts: string[] = [];
		const segments = [...segmenter.segment(line)].flatMap(({ segment }) => segment.split(BEFORE_FIGURE));
		for (const segment of segments) {
			const last = parts.at(-1);
			if (last !== undefined && SHORT.test(last.slice(-20))) parts[parts.length - 1] = last + segment;
			else parts.push(segment);
		}
		return parts.map((text) => ({ text, isItem: false }));
	});
}

/** "..." and its like: what stands there was not said. */
export function leavesOut(sentence: string): boolean {
	return (
		/\.{3,}|…|\band so (?:on|forth)\b|\betc\b|\busw\b|\bu\.\s?s\.\s?w\b|\bund so weiter\b/i.test(sentence) ||
		/依此类推|以此类推|依次类推|诸如此类|等等|省略|以下同[样理]|など(?=[。、\s]|$)|等々|以下同様|등등|이하 생략/.test(
			sentence,
		)
	);
}

/** The first sentences, as many as `isGood` takes and no half list; `isCut`: the last one was broken off. */
export function goodBeginning(words: string, isGood: (sentence: string) => boolean, isCut: boolean): string {
	const all = sentencesOf(words.trim());
	const bad = all.findIndex(({ text }) => leavesOut(text) || !isGood(text));
	const whole = isCut ? all.length - 1 : all.length;
	let end = bad === -1 ? whole : Math.min(bad, whole);
	if (end < all.length) {
		if (all[end]?.isItem === true) while (end > 0 && all[end - 1]?.isItem === true) end -= 1;
		// What announces a list is no sentence without it.
		while (end > 0 && /^\s*$|[:：]\s*$/.test(all[end - 1]?.text ?? "")) end -= 1;
	}
	const kept = all.slice(0, end).map(({ text }) => text);
	return kept.join("").trim();
}
