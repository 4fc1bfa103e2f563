// Answers that people may judge as right or wrong: what is remembered of each, as long as its Thread is.

import type { Answer, Attempt, Session, Turn } from "../domain.ts";
import { answeredBy } from "./turns.ts";

/** More answers than this in one Thread: the oldest can no longer be judged. */
const MOST = 500;

/** The answer of the Session's Turn; undefined if it asks for no verdict. */
export function answerOf(session: Session): Answer | undefined {
	const { turn } = session;
	const token = turn?.tools?.feedback;
	if (turn === undefined || token === undefined) return undefined;
	const attempt = restsOn(turn);
	const about =
		attempt === undefined ? { files: [] } : { sha256: attempt.proposal.sha256, files: filesOf(session, turn, attempt) };
	const request = turn.request.replace(/\s+/g, " ").trim().slice(0, 80).toWellFormed();
	return { turn: turn.id, token, request, ...about };
}

/** The one whose buttons carry this token. */
export function answerWith(session: Session, token: string): Answer | undefined {
	const last = answerOf(session);
	return last?.token === token ? last : session.answers?.find((one) => one.token === token);
}

/** The Session's answers once its Turn is no longer the newest, and the tokens of those that are dropped. */
export function withAnswer(session: Session): {
	readonly answers?: readonly Answer[];
	readonly dropped: readonly string[];
} {
	const { answers = [] } = session;
	const last = answerOf(session);
	const all = last === undefined ? answers : [...answers, last];
	if (all.length === 0) return { dropped: [] };
	return { answers: all.slice(-MOST), dropped: all.slice(0, -MOST).map(({ token }) => token) };
}

function restsOn(turn: Turn): Attempt | undefined {
	const { state, attempts } = turn;
	if (state.kind !== "ended") return undefined;
	return state.end.kind === "reran" ? attempts.at(-1) : answeredBy(turn, state.end);
}

/** Hashes of the files that the program reads by name; of all, if it is not seen which. */
function filesOf({ uploads }: Session, { rerun }: Turn, { proposal: { does } }: Attempt): readonly string[] {
	const read = (does?.steps ?? []).flatMap((step) => (step.kind === "reads" ? [step.file] : []));
	const { standIn } = rerun ?? {};
	const named = uploads.filter(({ id, as }) =>
		standIn !== undefined && as === standIn.as ? false : read.includes(as) || id === standIn?.file.id,
	);
	return (named.length > 0 ? named : uploads).flatMap(({ state }) =>
		state.kind === "stored" && state.sha256 !== undefined ? [state.sha256] : [],
	);
}
