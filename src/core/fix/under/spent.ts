// What was spent, in an account whose balance shows that amounts below zero went out: a program that takes all amounts answers another question.

import type { Done } from "../../domain/wishes.ts";
import { clip, oneLine } from "../../text.ts";
import { columnsOf } from "../wishes/columns.ts";

const SPENT =
	/\b(?:spen[dt]|spending|expenses?|expenditures?|outgoings?)\b|ausgegeben|ausgaben|支出|花了|花费|花销|开销|出費|使った/i;
const OTHERS =
	/\b(?:net|balance|income|earn\w*|received?|both|compare\w*|versus|vs)\b|saldo|kontostand|einnahmen|verdien|收入|余额|结余|净|収入|残高/i;
/** They are chosen, turned or sorted by their sign. */
const BY_SIGN =
	/[<>]=?\s*-?\d|\b(?:lt|gt|le|ge|between|abs|clip|sign|idxmin|nsmallest|min|where|mask|query)\(|"min"|ascending\s*=\s*True/;
const RUNNING = /^a running total of "([^"]*)": /;

export function spentFaults(request: string, { source, earlier = [], does, uploads }: Done): readonly string[] {
	if (does === undefined || !SPENT.test(request) || OTHERS.test(request)) return [];
	const all = [...earlier, source].join("\n");
	const isSorted = /\bsort_values\(/.test(all) && !/ascending\s*=\s*\[?\s*False/.test(all);
	const columns = columnsOf(uploads);
	const isDate = (name: string) =>
		columns.some((one) => one.name === name && /date/.test(one.type + (one.notes ?? []).join()));
	// `df[df["type"] == "debit"]` takes what went out.
	const isChosen = does.steps.some(
		(step) => step.kind === "keeps" && step.how === "where" && !step.columns.every(isDate),
	);
	// `s["Rent"]` of what was grouped.
	const isOne = columns.some(
		({ type, samples }) => type === "text" && samples.some((value) => value.length > 2 && all.includes(`"${value}"`)),
	);
	if (BY_SIGN.test(all) || isSorted || isChosen || isOne) return [];
	const sums = columns.flatMap(({ notes = [] }) => notes.flatMap((note) => RUNNING.exec(note)?.[1] ?? []));
	const taken = does.steps.flatMap((step) => (step.kind === "computes" ? step.columns : []));
	const [amount] = columns.filter(
		({ name, range }) =>
			sums.includes(name) &&
			taken.includes(name) &&
			range !== undefined &&
			Number(range[0]) < 0 &&
			Number(range[1]) > 0,
	);
	if (amount === undefined) return [];
	const name = clip(oneLine(amount.name), { chars: 80, head: 1 });
	return [
		`'${name}' is below zero where money was spent, and the script takes all of it: keep these rows first, df[df['${name}'] < 0].`,
	];
}
