// The step `running`: run exactly what was approved, once; then answer from it, or find out why it failed.

import { approvalEntry } from "./auditing.ts";
import { diagnose } from "./diagnose.ts";
import { type Attempt, type Diagnosis, type Run, slotOf, type Turn } from "./domain.ts";
import { finish, giveUp } from "./ending.ts";
import { isBotError } from "./errors.ts";
import { currentAttempt, withCurrent } from "./inbox.ts";
import { askAnswer, beginning, repair, restart } from "./prompt.ts";
import { asked, offer, question } from "./proposing.ts";
import { remembered, rerunSentence } from "./repeat.ts";
import type { Show } from "./showing.ts";
import { type Step, type Working, type World, withTurn } from "./world.ts";

export async function run(world: World, { session, turn }: Working, show: Show, signal: AbortSignal): Promise<Step> {
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
		...(turn.rerun?.standIn === undefined ? {} : { standIns: [turn.rerun.standIn] }),
		onOutput: (output) => show({ phase: "running", since, output }),
		signal,
	});
	// Saved before it is judged: a finished Run is never asked for again.
	return { session: withTurn(session, withCurrent(turn, { run: done })) };
}

function mayRun({ approval: { verdict } }: Attempt): boolean {
	return verdict?.kind === "approved" || verdict?.kind === "allowed";
}

/** The Run's id is saved before the Run is started. An Approval given for another kernel is asked for again. */
async function start(world: World, { session, turn }: Working, attempt: Attempt, signal: AbortSignal): Promise<Step> {
	const { generation } = await world.sandbox.open(turn.thread, signal);
	if (generation !== attempt.approval.generation)
		return askAgain(
			world,
			{ session, turn },
			{
				attempt,
				generation,
				notice:
					"The session was restarted after this code was shown: variables are gone, files are kept. Please approve it again.",
			},
		);
	if (attempt.approval.verdict?.kind === "allowed" && !(await isShown(world, session, turn)))
		return askAgain(
			world,
			{ session, turn },
			{ attempt, generation, notice: "This code could not be shown before it ran, so it waits for approval." },
		);
	// Fails closed: what the audit does not hold does not run.
	const card = await world.store.posts.find(turn.id, slotOf(turn.attempts.length - 1));
	await world.audit.write(approvalEntry(turn, attempt, card?.ref));
	const started = withCurrent(turn, { runId: `${turn.id}-${turn.attempts.length}`, startedAt: world.clock.now() });
	return { session: withTurn(session, started) };
}

/** Code that nobody clicked on is in the thread, whole, before it runs. */
async function isShown(world: World, { uploads }: Working["session"], turn: Turn): Promise<boolean> {
	try {
		await world.adapter(turn.thread).show(turn, uploads);
		return true;
	} catch (error) {
		if (!isBotError(error) || error.code === "thread_gone") throw error;
		return false;
	}
}

function askAgain(
	world: World,
	{ session, turn }: Working,
	{ attempt, generation, notice }: { attempt: Attempt; generation: string; notice: string },
): Step {
	const approval = question(world, turn, attempt.proposal, generation);
	return asked(session, { ...withCurrent(turn, { approval }), notices: [...turn.notices, notice] });
}

async function judge(
	world: World,
	{ session, turn }: Working,
	attempt: Attempt,
	done: Run,
	signal: AbortSignal,
): Promise<Step> {
	const printed = `${session.printed}\n${done.output}`.slice(-20_000);
	const made = [...new Set([...(session.made ?? []), ...done.changed])].slice(-500);
	const ran =
		done.outcome === "ok" && turn.rerun === undefined ? { ran: remembered(session, turn, attempt, done) } : {};
	const known = { ...session, printed, made, ...ran };
	if (turn.rerun !== undefined && done.outcome !== "cancelled" && done.outcome !== "lost")
		return finish(world, { session: known, turn }, { kind: "reran", sentence: rerunSentence(session, turn, done) });
	switch (done.outcome) {
		case "cancelled":
			return finish(world, { session: known, turn }, { kind: "stopped", by: turn.stopping ?? turn.requester });
		case "lost": {
			const notices = [
				...turn.notices,
				"The run was lost, and nobody knows how far it came. It is never run twice by itself: approve it to run it again.",
			];
			return offer(world, { session: known, turn: { ...turn, notices } }, attempt.proposal, signal);
		}
		case "ok": {
			const { source } = attempt.proposal;
			const fault = world.faultOf(done, turn.request, { source, uploads: session.uploads });
			if (fault === undefined) {
				const messages = [...turn.messages, askAnswer(done, turn.request)];
				return { session: withTurn(known, { ...turn, messages, state: { kind: "answering" } }) };
			}
			return fix(world, { session: known, turn }, attempt, fault);
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

function fix(world: World, { session, turn }: Working, attempt: Attempt, found: Diagnosis): Step {
	const { maxFixes } = world.settings(turn.thread);
	const next = world.plan(turn, found, maxFixes);
	const failed = withCurrent(turn, { diagnosis: found });
	switch (next.kind) {
		case "give_up":
			return giveUp(world, { session, turn: failed }, next.sentence);
		case "restart": {
			const messages = restart(beginning(session, failed), failed.attempts);
			const notices = [...failed.notices, "The fixes did not help, so the model starts anew from the request."];
			return {
				session: withTurn(session, { ...failed, restarted: true, messages, notices, state: { kind: "writing" } }),
			};
		}
		case "repair": {
			const messages = [...turn.messages, repair({ ...attempt, diagnosis: found }, { ...next, limit: maxFixes })];
			return { session: withTurn(session, { ...failed, messages, state: { kind: "writing" } }) };
		}
	}
}
