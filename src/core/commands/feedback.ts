// Feedback: whether somebody finds an answer right or wrong. It is kept in the audit, and nothing else comes of it.

import { answeredBy } from "../domain/turns.ts";
import type { Attempt, Judgement, Person, Session, Ticket, Turn } from "../domain.ts";
import type { World } from "../world.ts";

interface Feedback {
	readonly session: Session | undefined;
	readonly ticket: Ticket;
	/** Who clicked, as the platform says. */
	readonly person: Person;
	readonly judgement: Judgement;
	/** The platform's id of the post that was clicked. */
	readonly message: string;
}

/** `closed`: it is about an answer that is no longer the newest. BotError `audit_down` if it could not be written down: then it does not count. */
export async function judge(
	world: World,
	{ session, ticket, person, judgement, message }: Feedback,
): Promise<"noted" | "changed" | "closed"> {
	const turn = session?.turn;
	if (session === undefined || turn?.id !== ticket.turn || turn.tools?.feedback !== ticket.token) return "closed";
	const before = await world.store.judgement(turn.id, person.id);
	if (before === judgement) return "noted";
	const attempt = judged(turn);
	await world.audit.write({
		event: "judged",
		thread: turn.thread,
		turn: turn.id,
		by: person.id,
		judgement,
		...(before === undefined ? {} : { before }),
		...(attempt === undefined ? {} : { sha256: attempt.proposal.sha256, files: filesOf(session, turn, attempt) }),
		message,
	});
	await world.store.judge(turn, person.id, judgement);
	return before === undefined ? "noted" : "changed";
}

function judged(turn: Turn): Attempt | undefined {
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
