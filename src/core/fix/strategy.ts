// Fix strategy: what the look at the failure gives whole, else repair, repair, then a fresh start from the request, or the end.

import { beginning } from "../domain/turns.ts";
import type { Diagnosis, Session, Turn } from "../domain.ts";
import type { FixStrategy } from "../ports.ts";
import { isStuck } from "./diagnosis.ts";
import { ownFix } from "./own-fix.ts";

export const plan: FixStrategy["plan"] = ({ attempts, restarted }, found, maxFixes) => {
	const before = attempts.filter(({ diagnosis }) => diagnosis !== undefined);
	const number = before.length + 1;
	if (found.soft && before.some(({ diagnosis }) => diagnosis?.soft === true))
		return { kind: "give_up", sentence: noBetter(found) };
	if (number > maxFixes) {
		if (maxFixes === 0)
			return { kind: "give_up", sentence: `It failed, and fixes are switched off here: ${found.cause}` };
		const fixes = maxFixes === 1 ? "1 fix" : `${maxFixes} fixes`;
		return { kind: "give_up", sentence: `It still fails after ${fixes}: ${found.cause}` };
	}
	const last = attempts.at(-1);
	if (last !== undefined && ownFix(last, attempts) !== undefined) return { kind: "repair", number, stuck: false };
	const stuck = isStuck(before, found.signature);
	// A program that ran to its end is worth more than a new one.
	if (!found.soft && !restarted && number > 1 && (stuck || number === maxFixes)) return { kind: "restart" };
	return { kind: "repair", number, stuck };
};

/** For people: why a program that ran to its end is not repaired a second time. */
export function noBetter({ cause }: Diagnosis): string {
	return `${cause}${/[.!?]$/.test(cause) ? "" : "."} One more try did not help.`;
}

const [STEADY, INSISTING, FRESH] = [0.2, 0.7, 0.8];

/** Of the next request to the model: higher if the model would only repeat itself. */
export function temperatureOf(session: Session, turn: Turn): number {
	if (turn.restarted && beginning(session, turn).length === turn.messages.length) return FRESH;
	// Written alike, it would be wrong alike.
	if (turn.check !== undefined && turn.attempts.length === 0) return INSISTING;
	if (turn.anew && turn.attempts.length === 0) return FRESH;
	if (turn.nudged) return INSISTING;
	const last = turn.attempts.at(-1)?.diagnosis;
	return last !== undefined && isStuck(turn.attempts.slice(0, -1), last.signature) ? INSISTING : STEADY;
}
