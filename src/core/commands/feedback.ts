// Feedback: whether somebody finds an answer right or wrong. It is kept in the audit, and nothing else comes of it.

import { answerWith } from "../domain/answers.ts";
import type { Judgement, Person, Session, Ticket } from "../domain.ts";
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

/** `closed`: the Thread is forgotten, or has too many newer answers. BotError `audit_down` if it could not be written down: then it does not count. */
export async function judge(
	world: World,
	{ session, ticket, person, judgement, message }: Feedback,
): Promise<"noted" | "changed" | "closed"> {
	const answer = session === undefined ? undefined : answerWith(session, ticket.token);
	if (session === undefined || answer?.turn !== ticket.turn) return "closed";
	const { turn, sha256, files } = answer;
	const before = await world.store.judgement(turn, person.id);
	if (before === judgement) return "noted";
	await world.audit.write({
		event: "judged",
		thread: session.thread,
		turn,
		by: person.id,
		judgement,
		...(before === undefined ? {} : { before }),
		...(sha256 === undefined ? {} : { sha256, files }),
		message,
	});
	await world.store.judge({ id: turn, thread: session.thread }, person.id, judgement);
	return before === undefined ? "noted" : "changed";
}
