// What of a request is still undone, as far as the program and its result show. Nobody is told so of code that people asked to be otherwise.

import { earlierPrograms } from "../approval/asking.ts";
import { isAgain, isRefused } from "../domain/turns.ts";
import type { Done, Wish } from "../domain/wishes.ts";
import type { Attempt, Diagnosis, Run, Session, Turn } from "../domain.ts";
import { mixedFaults } from "../fix/under/mixed.ts";
import { spentFaults } from "../fix/under/spent.ts";
import { staleFaults } from "../fix/under/stale.ts";
import { unheeded, unheededFaults } from "../fix/under/unheeded.ts";
import { requestBefore } from "../fix/wishes/going-on.ts";
import { wishFailure } from "../fix/wishes.ts";
import type { Current, World } from "../world.ts";

type Program = Pick<Attempt["proposal"], "language" | "source" | "does">;

interface Of {
	readonly session: Pick<Session, "uploads" | "ran">;
	readonly turn: Turn;
}

/** Undefined where people may have said meanwhile what shall be otherwise. */
function doneBy({ session, turn }: Of, { language, source, does }: Program): Done | undefined {
	if (language !== "python" || isAgain(turn) || isRefused(turn.attempts)) return undefined;
	return {
		source,
		earlier: earlierPrograms(session, turn),
		uploads: session.uploads,
		...(does === undefined ? {} : { does }),
	};
}

export function undone({ unmet }: World, of: Of, program: Program, run?: Run): readonly Wish[] {
	const done = doneBy(of, program);
	if (done === undefined) return [];
	const before = requestBefore(of.session, of.turn);
	return unmet(of.turn.request, {
		...done,
		...(before === undefined ? {} : { before }),
		...(run === undefined ? {} : { run }),
	});
}

/** What cards say of columns, and a program passes over, in sentences for the model. */
export function passedOver(of: Of, program: Program): readonly string[] {
	const done = doneBy(of, program);
	if (done === undefined) return [];
	const { request } = of.turn;
	return [
		...unheededFaults(unheeded(done, request)),
		...mixedFaults(request, done),
		...spentFaults(request, done),
		...staleFaults(request, done.does, of.session.ran ?? []),
	];
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
