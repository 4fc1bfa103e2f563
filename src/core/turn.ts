// Turn loop: take in what people said, take one step, save, show; until the Turn waits for a person or has ended.

import { edited } from "./approval/editing.ts";
import { checksUnasked } from "./approval/policy.ts";
import { notifying, remindAt, tellAll } from "./approval/telling.ts";
import { newToken } from "./approval/tickets.ts";
import { changes, writeAudit } from "./audit-entries.ts";
import { carryOut } from "./commands/effects.ts";
import { forget } from "./commands/forget.ts";
import { isActive, openUntil } from "./domain/turns.ts";
import type { Chore, End, Live, Session, ThreadId, Turn } from "./domain.ts";
import { BotError, isBotError, isUnreadable, StoreAway } from "./errors.ts";
import { followUp, takeIn } from "./inbox.ts";
import { textsIn } from "./locales.ts";
import { answer } from "./steps/answering.ts";
import { openCheck } from "./steps/checking.ts";
import { finish } from "./steps/ending.ts";
import type { Moment } from "./steps/opening.ts";
import { inStep, openProgress, type Pace, tellingPosition } from "./steps/progress.ts";
import { hasWaitingUploads, read, receive } from "./steps/reading.ts";
import { run } from "./steps/running.ts";
import { propose } from "./steps/writing.ts";
import type { ActiveTurn, ActiveTurns, Step, World } from "./world.ts";

export interface Around {
	readonly activeTurns: ActiveTurns;
	readonly pace: Pace;
	/** Aborted once the bot is about to end. */
	readonly draining: AbortSignal;
}

/** Moves the Thread's Turn on until it waits for a person or has ended. If another process holds the Thread, resolves at once, and that one looks again.
 *  A BotError of a step becomes the Turn's end; StoreAway, `unreadable`, `thread_gone`, `stale` and those of a Chore go through. Only the lock's holder saves. */
export async function advance(world: World, { activeTurns, pace, draining }: Around, thread: ThreadId): Promise<void> {
	const lock = await world.store.lock(thread);
	if (lock === undefined) return;
	try {
		let isShown = await showAgain(world, thread);
		for (let working = true; working; ) {
			lock.signal.throwIfAborted();
			const active: ActiveTurn = { stop: new AbortController() };
			activeTurns.set(thread, active);
			const stop = active.stop.signal;
			const onLive = (live: Live) => {
				active.live = live;
			};
			working = await once(world, thread, {
				stop,
				either: AbortSignal.any([stop, lock.signal]),
				onLive,
				pace,
				draining,
				isShown: () => isShown,
				onShown: (done) => {
					isShown = done;
				},
			});
		}
	} finally {
		activeTurns.delete(thread);
		if (await lock.release()) await world.queue.ring(thread, `again ${newToken()}`);
	}
}

/** A lost lock ends a step, but never a running program: whoever has the lock next picks it up. */
interface Signals {
	readonly stop: AbortSignal;
	/** A person's Stop, or the loss of the lock. */
	readonly either: AbortSignal;
	readonly onLive: (live: Live) => void;
	readonly pace: Pace;
	readonly draining: AbortSignal;
	/** Whether the platform has taken the last state. */
	readonly isShown: () => boolean;
	readonly onShown: (done: boolean) => void;
}

/** Takes in the inbox or takes one step; false once the Thread rests. */
async function once(world: World, thread: ThreadId, signals: Signals): Promise<boolean> {
	const { session, inbox } = await world.store.load(thread);
	if (signals.draining.aborted && rests(session?.turn)) return false;
	const moment = { thread, now: world.clock.now(), language: world.settings(thread).language };
	const taken = takeIn(session, inbox, moment);
	if (taken !== undefined || inbox.length > 0) {
		if (taken === undefined) throw new Error(`notes for a Session that does not exist: ${thread}`);
		await commit({ world, ...signals }, session, taken, inbox.length);
		return true;
	}
	if (session?.forgetting !== undefined && !isActive(session.turn)) {
		await forget(world, session, session.forgetting);
		return false;
	}
	if (session === undefined || session.threadGone || !session.hasWork) return false;
	const chore = session.chores?.find((one) => isDue(one, session.turn));
	if (chore !== undefined) {
		await commit({ world, ...signals }, session, await carryOut(world, session, chore, signals.either), 0);
		return true;
	}
	const began = session.turn?.stepAt ?? 0;
	if (!isActive(session.turn)) {
		const next = followUp(session, moment) ?? secondOpinion(world, session, moment);
		if (next !== undefined) {
			await commit({ world, ...signals }, session, next, 0);
			return true;
		}
		// What the platform refused is drawn again at the next ring, for a while.
		if (!signals.isShown() && world.clock.now() - began < AGAIN_MS) return false;
		await world.store.save({ ...session, hasWork: false }, { read: 0, open: [], close: [] });
		return false;
	}
	const step = await decide(world, session, signals);
	if (step === undefined) return false;
	if (step.session.turn !== undefined) signals.pace.moved(session.turn, step.session.turn, world.clock.now());
	try {
		await commit({ world, ...signals }, session, step, 0);
	} catch (error) {
		// Somebody spoke in the last moment: that is taken in first, and the step is taken again.
		if (!isBotError(error, "unheard")) throw error;
	}
	return true;
}

/** Another program for what has just been answered, where the channel has one written without being asked. */
function secondOpinion(world: World, session: Session, moment: Moment): Step | undefined {
	const { turn } = session;
	const settings = world.settings(session.thread);
	if (turn === undefined || settings.check === "asked") return undefined;
	const unasked = settings.check === "auto";
	return unasked && !checksUnasked(settings, turn)
		? undefined
		: openCheck(session, `check ${turn.id}`, moment, { unasked });
}

/** Nobody waits for the bot: what was said and clicked since can wait for the next start. */
function rests(turn: Turn | undefined): boolean {
	return !isActive(turn) || turn.state.kind === "waiting" || turn.state.kind === "choosing";
}

/** A Chore that ends the kernel waits until no Turn is using it. */
function isDue({ kind }: Chore, turn: Turn | undefined): boolean {
	if (kind === "reset") return !isActive(turn) || turn.state.kind === "reading";
	return kind !== "fresh" || !isActive(turn) || turn.state.kind === "waiting" || turn.state.kind === "choosing";
}

/** The next step of the Turn, or undefined if it waits for a person. An error becomes an end that says what to do. */
async function decide(
	world: World,
	session: Session,
	{ stop, either: signal, onLive, pace }: Signals,
): Promise<Step | undefined> {
	const { turn } = session;
	if (turn === undefined) return undefined;
	const { kind } = turn.state;
	if (turn.stopping !== undefined && !(kind === "running" && turn.attempts.at(-1)?.runId !== undefined)) {
		return finish(world, { session, turn }, { kind: "stopped", by: turn.stopping });
	}
	using progress = openProgress(world, session, { pace, onLive });
	const telling = tellingPosition(world, turn.requester, progress.show);
	// Stop was clicked before the bot was restarted: the Run is stopped, and its outcome recorded.
	const running = turn.stopping === undefined ? stop : AbortSignal.abort();
	try {
		if (hasWaitingUploads(session)) {
			progress.show({ phase: "reading", since: turn.startedAt });
			return await receive(telling, session, signal);
		}
		switch (kind) {
			case "reading":
				progress.show({ phase: "reading", since: turn.startedAt });
				return await read(telling, { session, turn }, signal);
			case "writing":
				return await propose(telling, { session, turn }, progress.show, signal);
			case "running":
				return await run(telling, { session, turn }, progress.show, running);
			case "answering":
				return await answer(telling, { session, turn }, progress.show, signal);
			case "waiting":
				return turn.edit === undefined
					? await notifying(world, { session, turn })
					: await edited(telling, { session, turn }, turn.edit, signal);
			case "choosing":
			case "ended":
				return undefined;
		}
	} catch (error) {
		// Stopped by a person: the click is in the inbox and is taken in next.
		if (signal.aborted) return { session };
		if (
			kind === "waiting" ||
			kind === "choosing" ||
			kind === "ended" ||
			error instanceof StoreAway ||
			isBotError(error, "stale") ||
			isBotError(error, "thread_gone")
		)
			throw error;
		return failed(world, session, kind, error);
	}
}

function failed(
	world: World,
	session: Session,
	during: Extract<End, { kind: "failed" }>["during"],
	error: unknown,
): Step {
	const { turn } = session;
	if (turn === undefined) throw error;
	const known = isBotError(error);
	world.log(known ? "warn" : "error", "step_failed", { thread: turn.thread, turn: turn.id, during, error });
	const sentence = known ? error.sentence : textsIn(turn.locale).noAnswer.oursWrong(turn.id);
	return finish(world, { session, turn }, { kind: "failed", sentence, during });
}

/** How long an end is drawn again that the platform refuses. */
const AGAIN_MS = 15 * 60_000;

/** Save the Turn, show the Turn. */
async function commit(
	{ world, onShown }: Pick<Signals, "onShown"> & { readonly world: World },
	before: Session | undefined,
	{ session, open = [], close = [], past, unlessNotes }: Step,
	read: number,
): Promise<void> {
	await writeAudit(world, changes(before, session));
	const change = { read, open, close, ...(unlessNotes === undefined ? {} : { unlessNotes }) };
	const turn = session.turn === undefined ? {} : { turn: inStep(before?.turn, session.turn, world.clock.now()) };
	const saved = await world.store.save({ ...session, ...turn, hasWork: true }, change);
	// The current Turn does not wait until the post of the past one is edited, and notices by its own posts if the Thread is gone.
	if (past !== undefined) {
		world
			.adapter(saved.thread)
			.show(past, saved.uploads)
			.catch((error: unknown) =>
				world.log("warn", "past_not_shown", { thread: saved.thread, turn: past.id, error: String(error) }),
			);
	}
	const until = saved.turn === undefined ? undefined : openUntil(saved.turn);
	if (until !== undefined) {
		const left = Math.max(0, until.expiresAt - world.clock.now()) + 1000;
		await world.queue.ring(saved.thread, `expiry ${until.token}`, left);
	}
	const remind = saved.turn === undefined ? undefined : remindAt(world, saved.turn);
	if (remind !== undefined && saved.turn !== undefined)
		await world.queue.ring(saved.thread, `remind ${saved.turn.id}`, Math.max(0, remind - world.clock.now()) + 1000);
	onShown(await draw(world, saved));
	await tellAll(world, saved);
}

/** False if the platform refused it. */
async function draw(world: World, session: Session): Promise<boolean> {
	const { turn, thread } = session;
	if (turn === undefined) return true;
	const shown = world.adapter(thread).show(turn, session.uploads);
	try {
		await (goesOn(turn) ? atMost(A_MOMENT, shown) : orHeard(world, thread, shown));
	} catch (error) {
		if (isBotError(error, "thread_gone")) {
			if (session.forgetting === undefined) await gone(world, session);
			return true;
		}
		if (!isBotError(error) || isUnreadable(error)) throw error;
		world.log("error", "not_shown", { thread, turn: turn.id, error });
		return false;
	}
	return true;
}

/** Milliseconds that a state which another follows by itself may take to be seen: where the platform is slow, the next one is drawn in its place. */
const A_MOMENT = 20;

async function atMost(ms: number, shown: Promise<void>): Promise<void> {
	const over = Promise.withResolvers<void>();
	const timer = setTimeout(over.resolve, ms);
	await Promise.race([shown, over.promise]).finally(() => clearTimeout(timer));
}

/** Milliseconds between two looks for what people say while a platform takes its time. */
const LOOK = 1000;

/** Resolves with `shown`, or once somebody says something: that is not held up by edits of what was before. */
async function orHeard(world: World, thread: ThreadId, shown: Promise<void>): Promise<void> {
	let isShown = false;
	const settled = shown.then(() => {
		isShown = true;
	});
	settled.catch(() => {});
	for (;;) {
		await atMost(LOOK, settled);
		if (isShown || (await world.store.load(thread)).inbox.length > 0) return;
	}
}

/** Whether the loop follows with a further state by itself. */
function goesOn({ state: { kind } }: Turn): boolean {
	return kind === "reading" || kind === "writing" || kind === "running" || kind === "answering";
}

/** The platform no longer knows the Thread: close it quietly. */
async function gone(world: World, session: Session): Promise<void> {
	world.log("info", "thread_gone", { thread: session.thread });
	await world.store.save({ ...session, threadGone: true, hasWork: false }, { read: 0, open: [], close: [] });
	await world.sandbox.close(session.thread);
	throw new BotError("thread_gone", "The thread no longer exists.");
}

/** Draws the last state again, in case the process died between save and show; what is already visible is not written twice. */
async function showAgain(world: World, thread: ThreadId): Promise<boolean> {
	const { session } = await world.store.load(thread);
	return session?.hasWork !== true || session.threadGone || (await draw(world, session));
}
