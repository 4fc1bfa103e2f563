// Rerun of code that worked before, without the model: on the same files, or on a newer file in place of an older one.

import { doesOf, put, question, risksOf } from "../approval/asking.ts";
import { sha256 } from "../approval/tickets.ts";
import { withTurn } from "../domain/turns.ts";
import type { Attempt, Proposal, Rerun, Turn } from "../domain.ts";
import { textsIn } from "../locales.ts";
import type { Current, Step, World } from "../world.ts";
import { giveUp } from "./ending.ts";
import { standInFor } from "./remembered-runs.ts";

/** A click on Rerun is the approval. If a message asked for the rerun, the code waits for one, unless the channel's mode lets it run. */
export async function rerun(
	world: World,
	{ session, turn }: Current,
	{ of, by, standIn: named }: Rerun,
	signal: AbortSignal,
): Promise<Step> {
	const said = textsIn(turn.locale).noAnswer;
	const ran = session.ran?.find(({ id }) => id === of);
	if (ran === undefined) return giveUp(world, { session, turn }, said.codeGone);
	const { language, source } = ran;
	if ((await sha256(source)) !== ran.sha256) throw new Error(`rerun ${of}: the source is not the one that ran`);
	// A clicked button has named its file; otherwise the card will name it.
	const standIn = by === undefined ? standInFor(session, ran) : named;
	const proposal: Proposal = {
		language,
		source,
		sha256: ran.sha256,
		why: standIn === undefined ? said.sameCode : said.sameCodeOn(standIn.name, standIn.as),
		risks: await risksOf(world, session, { language, source }),
		does: await doesOf(world, session, { language, source }),
	};
	const known: Turn = {
		...turn,
		rerun: { of, ...(by === undefined ? {} : { by }), ...(standIn === undefined ? {} : { standIn }) },
	};
	if (by === undefined) return put(world, { session, turn: known }, proposal, signal);
	const now = world.clock.now();
	const verdict = { kind: "approved", by, at: now } as const;
	const approval = { ...question(world, known, proposal, session.generation), verdict };
	const attempt: Attempt = { proposal, approval };
	return { session: withTurn(session, { ...known, attempts: [attempt], state: { kind: "running" } }) };
}
