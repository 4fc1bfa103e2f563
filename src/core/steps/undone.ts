// What of a request is still undone, as far as the program and its result show. Nobody is told so of code that people asked to be otherwise.

import { earlierPrograms } from "../approval/asking.ts";
import { isAgain, isRefused } from "../domain/turns.ts";
import type { Wish } from "../domain/wishes.ts";
import type { Attempt, Diagnosis, Run, Session, Turn } from "../domain.ts";
import { mixedFaults } from "../fix/under/mixed.ts";
import { unheeded, unheededFaults } from "../fix/under/unheeded.ts";
import { requestBefore } from "../fix/wishes/going-on.ts";
import { wishFailure } from "../fix/wishes.ts";
import type { Current, World } from "../world.ts";

type Program = Pick<Attempt["proposal"], "language" | "source" | "does">;

export function undone(
	{ unmet }: World,
	{ session, turn }: { readonly session: Pick<Session, "uploads" | "ran">; readonly turn: Turn },
	{ language, source, does }: Program,
	run?: Run,
): readonly Wish[] {
	// People may have said meanwhile what shall be otherwise.
	if (language !== "python" || isAgain(turn) || isRefused(turn.attempts)) return [];
	const { uploads } = session;
	const before = requestBefore(session, turn);
	return unmet(turn.request, {
		source,
		earlier: earlierPrograms(session, turn),
		uploads,
		...(before === undefined ? {} : { before }),
		...(does === undefined ? {} : { does }),
		...(run === undefined ? {} : { run }),
	});
}

/** What cards say of columns, and a program passes over, in sentences for the model. */
export function passedOver(
	{ session, turn }: { readonly session: Pick<Session, "uploads" | "ran">; readonly turn: Turn },
	{ language, source, does }: Program,
): readonly string[] {
	if (language !== "python" || isAgain(turn) || isRefused(turn.attempts)) return [];
	const earlier = earlierPrograms(session, turn);
	const done = { source, earlier, uploads: session.uploads, ...(does === undefined ? {} : { does }) };
	return [...unheededFaults(unheeded(done)), ...mixedFaults(turn.request, done)];
}

/** The failure of a Run that ended well, with what it left out of the request; what the model was told before it ran is not told again. */
export function withUndone(
	world: World,
	current: Current,
	{ proposal }: Attempt,
	run: Run,
	found: Diagnosis | undefined,
) {
	if (found !== undefined && found.minor === undefined) return found;
	const left = wishFailure(undone(world, current, proposal, run), proposal.doubts ?? []);
	if (found?.minor === undefined || left?.minor === undefined) return found ?? left;
	return {
		signature: `${found.signature} ${left.signature}`,
		cause: `${found.cause} ${left.cause}`,
		text: `${found.text}\n${left.text}`,
		soft: true,
		minor: found.minor + left.minor,
	};
}
