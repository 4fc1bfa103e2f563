// Remembered Runs: which are kept for rerun and export, which file stands in for an older one, how a rerun went.

import type { Attempt, End, Ran, Run, Session, StandIn, Turn, Upload } from "../domain.ts";
import { translated } from "../locales/translated.ts";
import { textsIn } from "../locales.ts";
import { clip } from "../text.ts";

/** The newest Upload after the Run that can replace a file named in its code: one with the same columns, else with the same extension. */
export function standInFor({ uploads }: Session, ran: Ran): StandIn | undefined {
	const stored = uploads.filter(({ state }) => state.kind === "stored");
	const olds = stored.filter(({ id, as }) => ran.uploads.includes(id) && ran.source.includes(as));
	const news = stored.filter(({ id }) => !ran.uploads.includes(id)).toReversed();
	const pairs = news.flatMap((one) => olds.map((old) => ({ one, old })));
	const alike = pairs.find(({ one, old }) => columnsOf(one) !== "" && columnsOf(one) === columnsOf(old));
	const [only, ...others] = olds;
	const sameEnding = news.find(({ as }) => only !== undefined && endingOf(as) === endingOf(only.as));
	const found =
		alike ??
		(sameEnding === undefined || only === undefined || others.length > 0 ? undefined : { one: sameEnding, old: only });
	if (found === undefined) return undefined;
	const { id, name, size, source, as } = found.one;
	return { file: { id, name, size, source }, name: as, as: found.old.as };
}

function columnsOf({ state }: Upload): string {
	return state.kind === "stored" ? (state.profile.columns ?? []).map(({ name }) => name).join("\n") : "";
}

function endingOf(name: string): string {
	return name.slice(name.lastIndexOf(".") + 1).toLowerCase();
}

/** How the rerun went, to follow the words "Ran again": time, file, rows. */
export function rerunSentence({ uploads }: Session, { rerun, attempts, locale }: Turn, run: Run): string {
	const texts = textsIn(locale);
	const standIn = rerun?.standIn;
	const source = attempts.at(-1)?.proposal.source ?? "";
	const read =
		standIn === undefined
			? uploads.filter(({ as }) => source.includes(as))
			: uploads.filter(({ as }) => as === standIn.name);
	const files = read.flatMap(({ as, state }) =>
		state.kind === "stored" && state.profile.rows !== undefined
			? [texts.ended.fileOf(as, texts.rows(state.profile.rows))]
			: [as],
	);
	const time = texts.seconds((run.durationMs / 1000).toFixed(1));
	if (run.outcome === "ok") return texts.ended.reran(time, files, standIn?.as);
	const [said = ""] = translated(run.error?.message ?? "", texts).split("\n");
	const error = run.error && `${run.error.name}: ${said.replace(/[.。]$/, "")}`;
	return texts.ended.reranFailed(time, files, standIn?.as, error);
}

function approvedBy({ verdict }: Attempt["approval"]): Pick<Ran, "approved"> {
	if (verdict?.kind === "approved") return { approved: { at: verdict.at, by: verdict.by } };
	if (verdict?.kind !== "allowed") return {};
	const { at, because } = verdict;
	return { approved: because.kind === "advance" ? { at, by: because.by, inAdvance: true } : { at } };
}

/** With the answer that was given from one of them. */
export function answeredFrom(ran: readonly Ran[], { attempts }: Turn, end: End): readonly Ran[] {
	if (end.kind !== "answered") return ran;
	const run = attempts[end.attempt ?? -1]?.run?.id;
	const answer = clip([end.text, ...(end.under ?? [])].join("\n\n"), { chars: LONGEST_ANSWER });
	return ran.map((one) => (one.id === run ? { ...one, answer } : one));
}

const LONGEST_ANSWER = 6_000;
const [MOST, LONGEST] = [50, 200_000];

/** Adds a Run that ended well; drops the oldest if there are too many. */
export function remembered(
	{ ran = [], uploads }: Session,
	turn: Turn,
	{ proposal, approval }: Attempt,
	run: Run,
): readonly Ran[] {
	const next: Ran = {
		id: run.id,
		turn: turn.id,
		request: turn.request.slice(0, 500),
		requester: turn.requester,
		language: proposal.language,
		source: proposal.source,
		sha256: proposal.sha256,
		generation: approval.generation,
		at: approval.verdict?.at ?? turn.startedAt,
		uploads: uploads.map(({ id }) => id),
		speakers: turn.speakers,
		...approvedBy(approval),
	};
	let kept = [...ran.filter(({ id }) => id !== run.id), next].slice(-MOST);
	while (kept.length > 1 && kept.reduce((sum, { source }) => sum + source.length, 0) > LONGEST) kept = kept.slice(1);
	return kept;
}
