// Step `running`: runs exactly what was approved, once; then answers from it, or finds out why it failed.

import { offer } from "../approval/asking.ts";
import { withStanding } from "../approval/kernel.ts";
import { beginning, currentAttempt, isAgain, telling, withCurrent, withTurn } from "../domain/turns.ts";
import type { Attempt, Diagnosis, Run } from "../domain.ts";
import { diagnose } from "../fix/diagnosis.ts";
import { textsIn } from "../locales.ts";
import { repair, restart } from "../model/prompt.ts";
import type { Current, Step, World } from "../world.ts";
import { concluded, UNCONFIRMED } from "./checking.ts";
import { answerFrom, finish, giveUp, toAnswer } from "./ending.ts";
import { lookedAt } from "./looking.ts";
import type { Show } from "./progress.ts";
import { remembered, rerunSentence } from "./remembered-runs.ts";
import { start } from "./starting.ts";
import { withUndone } from "./undone.ts";

/** In: a Turn whose last Attempt has a verdict. Out, one per call and saved before the next: the Attempt with its `runId`, with its Run, or the Run judged
 *  (answering, writing again, waiting, an end). BotErrors: those of the sandbox, and `audit_down`. Aborting `signal` stops the program. */
export async function run(world: World, { session, turn }: Current, show: Show, signal: AbortSignal): Promise<Step> {
	const attempt = currentAttempt(turn);
	if (attempt === undefined || !mayRun(attempt)) throw new Error("a Run without an approved Attempt");
	if (attempt.run !== undefined) return judge(world, { session, turn }, attempt, attempt.run, signal);
	if (attempt.runId === undefined) return start(world, { session, turn }, attempt, signal);
	const { language, source, sha256 } = attempt.proposal;
	const since = attempt.startedAt ?? world.clock.now();
	show({ phase: "running", since });
	const done = await world.sandbox.run({
		thread: turn.thread,
		id: attempt.runId,
		generation: attempt.approval.generation,
		language,
		source,
		sha256,
		limitMs: world.settings(turn.thread).runTimeoutMs,
		...(turn.check === undefined ? {} : { apart: true as const }),
		...(turn.rerun?.standIn === undefined ? {} : { standIns: [turn.rerun.standIn] }),
		onOutput: (output) => show({ phase: "running", since, output }),
		signal,
	});
	// Saved before it is judged, so that a finished Run is not requested again.
	return { session: withTurn(session, withCurrent(turn, { run: done })) };
}

/** Of a check that nobody asked for: nobody is asked to run it again. */
const LOST = `The sandbox ended while the second program was running. ${UNCONFIRMED}`;

function mayRun({ approval: { verdict } }: Attempt): boolean {
	return verdict?.kind === "approved" || verdict?.kind === "allowed";
}

async function judge(
	world: World,
	{ session, turn }: Current,
	attempt: Attempt,
	done: Run,
	signal: AbortSignal,
): Promise<Step> {
	const printed = `${session.printed}\n${done.output}`.slice(-20_000);
	const made = [...new Set([...(session.made ?? []), ...done.changed])].slice(-500);
	const ran = done.outcome === "ok" && !isAgain(turn) ? { ran: remembered(session, turn, attempt, done) } : {};
	const known = withStanding({ ...session, printed, made, ...ran }, attempt, done);
	if (turn.rerun !== undefined && done.outcome !== "cancelled" && done.outcome !== "lost")
		return finish(world, { session: known, turn }, { kind: "reran", sentence: rerunSentence(session, turn, done) });
	switch (done.outcome) {
		case "cancelled":
			return finish(world, { session: known, turn }, { kind: "stopped", by: turn.stopping ?? turn.requester });
		case "lost": {
			if (turn.check?.unasked) return giveUp(world, { session: known, turn }, LOST);
			const again = telling(turn, textsIn(turn.locale).notices.again.lost);
			return offer(world, { session: known, turn: again }, attempt.proposal, signal);
		}
		case "ok": {
			const { source, fixed = [] } = attempt.proposal;
			// Only the figures are checked: a second program makes no charts and no files.
			const asked = turn.check === undefined ? turn.request : "";
			const judged = (run: Run) => {
				const soft = world.softFailure(run, asked, { source, uploads: session.uploads, fixed });
				return turn.check === undefined ? withUndone(world, { session, turn }, attempt, run, soft) : soft;
			};
			const plain = judged(done);
			const isFit = plain === undefined || plain.minor !== undefined;
			if (turn.check !== undefined && isFit) return concluded(world, { session: known, turn }, turn.check, done);
			const looked = isFit ? await lookedAt(world, turn, done, signal) : done;
			const found = looked === done ? plain : judged(looked);
			const seen = { session: known, turn: withCurrent(turn, { run: looked }) };
			return found === undefined ? answerFrom(seen, looked) : fix(world, seen, attempt, found);
		}
		case "failed":
		case "timed_out":
		case "out_of_memory": {
			const context = {
				uploads: session.uploads,
				source: attempt.proposal.source,
				timeoutMs: world.settings(turn.thread).runTimeoutMs,
			};
			return fix(world, { session: known, turn }, attempt, diagnose(done, context));
		}
	}
}

function fix(world: World, { session, turn }: Current, attempt: Attempt, found: Diagnosis): Step {
	const { maxFixes } = world.settings(turn.thread);
	const next = world.plan(turn, found, maxFixes);
	const failed = withCurrent(turn, { diagnosis: found });
	// An output with something minor wrong is worth more than a second fix for it.
	const answer = found.minor !== undefined && next.kind === "repair" ? undefined : toAnswer({ session, turn: failed });
	if (answer !== undefined) return answer;
	switch (next.kind) {
		case "give_up":
			return giveUp(world, { session, turn: failed }, next.sentence);
		case "restart": {
			const messages = restart(beginning(session, failed), failed.attempts);
			const again = telling(failed, textsIn(turn.locale).notices.startsOver);
			return { session: withTurn(session, { ...again, restarted: true, messages, state: { kind: "writing" } }) };
		}
		case "repair": {
			const messages = [...turn.messages, repair({ ...attempt, diagnosis: found }, { ...next, limit: maxFixes })];
			return { session: withTurn(session, { ...failed, messages, state: { kind: "writing" } }) };
		}
	}
}
