// What a Turn that ended without an answer hands out: its partial results, and its last code. Neither runs anything.

import { codeFileOf } from "../domain/turns.ts";
import type { Chore, Turn } from "../domain.ts";
import { partialResults } from "../fix/partial.ts";
import { textsIn } from "../locales.ts";

type Said = Omit<Extract<Chore, { kind: "say" }>, "kind" | "id">;

export function partial(turn: Turn): Said {
	const { partial: said, comma } = textsIn(turn.locale);
	const { parts, left } = partialResults(turn);
	const byAttempt = [...Map.groupBy(parts, ({ attempt }) => attempt)];
	return {
		title: said.title,
		lines: [
			said.warning,
			...byAttempt.map(([attempt, of]) => said.from(attempt, of.map(({ file }) => file.name).join(comma))),
			...(left.length === 0 ? [] : [said.left(left.slice(0, 10).join(comma))]),
		],
		files: parts.map(({ file }) => file),
	};
}

export function lastCode({ attempts, locale }: Turn): Said {
	const { lastCode: said } = textsIn(locale);
	const proposal = attempts.at(-1)?.proposal;
	if (proposal === undefined) return { title: said.none, lines: [] };
	const { language, source, sha256 } = proposal;
	const name = codeFileOf(attempts.length - 1, proposal);
	return {
		title: said.title,
		lines: [said[language](name), said.hash(sha256), said.notRun],
		files: [{ name, text: source }],
	};
}
