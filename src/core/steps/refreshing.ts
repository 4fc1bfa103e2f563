// Fresh session on request: a new kernel without what earlier code left behind; code that waits needs approval again.

import { asked, doesOf, question, risksOf } from "../approval/asking.ts";
import { currentAttempt, withCurrent } from "../domain/turns.ts";
import type { Person, Session } from "../domain.ts";
import { textsIn } from "../locales.ts";
import type { Step, World } from "../world.ts";
import { withoutFresh } from "./opening.ts";

export async function refreshed(
	world: World,
	{ kernel: _, ...session }: Session,
	{ name }: Person,
	signal: AbortSignal,
): Promise<Step> {
	const { turn, thread } = session;
	await world.sandbox.close(thread);
	if (turn === undefined) return { session };
	const close = turn.standing?.fresh === undefined ? [] : [turn.standing.fresh];
	const notices = [...turn.notices, textsIn(turn.locale).notices.fresh(name)];
	const attempt = currentAttempt(turn);
	if (turn.state.kind !== "waiting" || attempt === undefined)
		return { session: { ...session, turn: { ...withoutFresh(turn), notices } }, close };
	const { standing, ...told } = turn;
	const { generation } = await world.sandbox.open(thread, signal);
	const risks = await risksOf(world, session, attempt.proposal);
	const does = await doesOf(world, session, attempt.proposal);
	const proposal = { ...attempt.proposal, risks, does };
	const approval = question(world, turn, proposal, generation);
	const next = withCurrent({ ...told, notices }, { proposal, approval });
	const step = asked(world, session, next);
	return { ...step, close: [...close, attempt.approval.token] };
}
