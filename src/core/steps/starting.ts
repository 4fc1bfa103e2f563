// Start of an approved program: the approval is checked against the world as it is now, or asked for again.

import { asked, question } from "../approval/asking.ts";
import { kernelOf, withProgram } from "../approval/kernel.ts";
import { mayApprove } from "../approval/policy.ts";
import { askedOf } from "../approval/tickets.ts";
import { before, unasked } from "../approval/unasked.ts";
import { approvalEntry } from "../audit-entries.ts";
import { slotOf, telling, told, withCurrent } from "../domain/turns.ts";
import type { Attempt, Kernel, Session, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { textsIn } from "../locales.ts";
import type { Current, Step, World } from "../world.ts";

/** In: an Attempt with a verdict. Out: a Step that gives it a `runId`, so that the next step runs it, or one that asks again and says why.
 *  BotErrors: those of `Sandbox.open`, `audit_down`, `thread_gone`. Must not run the program: the id is saved first, and only if nobody has said anything new. */
export async function start(
	world: World,
	{ session, turn }: Current,
	given: Attempt,
	signal: AbortSignal,
): Promise<Step> {
	const { generation } = await world.sandbox.open(turn.thread, signal);
	const attempt = moved(session, given, generation);
	const wrong = await objection(world, { session, turn }, attempt, generation);
	if (wrong !== undefined) return askAgain(world, { session, turn }, { attempt, generation, notice: wrong });
	const { inbox } = await world.store.load(turn.thread);
	// New notes are taken in first; then this step is taken again.
	if (inbox.length > 0) return { session };
	// Fails closed: nothing runs that is not in the audit.
	const post = await world.store.posts.find(turn.id, slotOf(turn.attempts.length - 1));
	await world.audit.write(approvalEntry(turn, attempt, post?.ref));
	const runId = `${turn.id}-${turn.attempts.length}`;
	const started = withCurrent(told(turn), { ...attempt, runId, startedAt: world.clock.now() });
	return { session: { ...withProgram(session, attempt), generation, turn: started }, unlessNotes: true };
}

/** One empty kernel is as good as another: an approval for an empty kernel also holds for the next one. */
function moved(session: Session, attempt: Attempt, generation: string): Attempt {
	const { approval } = attempt;
	const isEmpty = ({ programs }: Kernel) => programs.length === 0;
	const alike = isEmpty(kernelOf(session, approval.generation)) && isEmpty(kernelOf(session, generation));
	return alike ? { ...attempt, approval: { ...approval, generation } } : attempt;
}

/** Why it has to be approved again, as a sentence for people, or undefined. */
async function objection(
	world: World,
	{ session, turn }: Current,
	{ proposal, approval }: Attempt,
	generation: string,
): Promise<string | undefined> {
	const { verdict } = approval;
	const { again } = textsIn(turn.locale).notices;
	if (generation !== approval.generation) return again.restarted;
	if (verdict?.kind === "allowed") {
		if ((await unasked(world, { session, turn: before(turn) }, proposal)) === undefined) return again.changed;
		return (await isShown(world, session, turn)) ? undefined : again.unshown;
	}
	if (verdict?.kind !== "approved") throw new Error("a Run without an approved Attempt");
	const { name, id } = verdict.by;
	try {
		const person = await world.adapter(turn.thread).whois(turn.thread, id);
		if (mayApprove(world.settings(turn.thread), askedOf(session, turn), person)) return undefined;
		return again.noLonger(name);
	} catch (error) {
		if (!isBotError(error)) throw error;
		return again.unchecked(name);
	}
}

/** Code that runs without a click has to be in the thread, whole, before it runs. */
async function isShown(world: World, { uploads }: Session, turn: Turn): Promise<boolean> {
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
	{ session, turn }: Current,
	{ attempt, generation, notice }: { attempt: Attempt; generation: string; notice: string },
): Step {
	const approval = question(world, turn, attempt.proposal, generation);
	return asked(world, session, telling(withCurrent(turn, { approval }), notice));
}
