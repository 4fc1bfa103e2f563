// Lines under an answer: what people must know beside it, by us and not by the model.

import { earlierPrograms } from "../approval/asking.ts";
import { isRefused } from "../domain/turns.ts";
import type { Attempt, Proposal, Turn } from "../domain.ts";
import { chartLines } from "../fix/chart-check.ts";
import { checkedIn } from "../fix/checked.ts";
import { mixedLines } from "../fix/under/mixed.ts";
import { rowsLine } from "../fix/under/rows-line.ts";
import { tieLines } from "../fix/under/ties.ts";
import { scaleLines, unheeded, unheededLines } from "../fix/under/unheeded.ts";
import { undoneLines } from "../fix/wishes.ts";
import { fixedFindings } from "../fix/words/fixed-output.ts";
import { textsIn } from "../locales.ts";
import { readingTaken } from "../model/readings.ts";
import { clip, fitted, oneLine } from "../text.ts";
import type { Current, World } from "../world.ts";
import { undone } from "./undone.ts";

const MOST_LINES = 6;
const LINE = { budget: 300, line: 300 };

export interface Under {
	/** A sentence each, the most important first; names of files and columns stand in backticks. */
	readonly under?: readonly string[];
	readonly checked?: readonly string[];
}

/** What an answer carries besides its text. What is missing, written in the code or wrong with a chart leaves nothing checked. */
export function underAnswer(world: World, current: Current, { proposal, run, diagnosis }: Attempt): Under {
	if (run === undefined) return {};
	const { turn, session } = current;
	const texts = textsIn(turn.locale);
	const written = fixedFindings(run.output, proposal.fixed ?? [])
		.slice(0, 2)
		.map((line) => texts.under.written(clip(line, { chars: 200, head: 1, notice: texts.textLeftOut })));
	const wrong = [
		...written,
		...undoneLines(undone(world, current, proposal, run), texts),
		...chartLines(run, turn.request),
	];
	const done = { ...proposal, earlier: earlierPrograms(session, turn), uploads: session.uploads, run };
	const mixed = isOfPeople(turn, proposal)
		? []
		: [
				...unheededLines(unheeded(done, turn.request), texts),
				...mixedLines(turn.request, done, texts),
				...tieLines(turn.request, run.seen, texts),
			];
	const scales = scaleLines(done, texts);
	const assumed = readingTaken(turn.question, proposal.source, texts);
	const rows = rowsLine(run.seen, proposal.source, texts) ?? "";
	const under = [...wrong, ...mixed, ...scales, ...assumed, rows]
		.filter((line) => line !== "")
		.slice(0, MOST_LINES)
		.map((line) => fitted([oneLine(line)], LINE));
	const isDoubted = wrong.length + mixed.length > 0 || diagnosis !== undefined || isOfPeople(turn, proposal);
	const checked = isDoubted ? [] : checkedIn(turn.request, done);
	return { ...(under.length === 0 ? {} : { under }), ...(checked.length === 0 ? {} : { checked }) };
}

/** People have changed the code, or said what shall be otherwise: the request alone no longer tells what is asked for. */
function isOfPeople({ attempts, rerun }: Turn, { edited, language }: Proposal): boolean {
	return isRefused(attempts) || rerun !== undefined || edited !== undefined || language !== "python";
}
