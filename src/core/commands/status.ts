// Status command: what a Thread is doing, what it may use, and who is served first.

import { words } from "../domain/commands.ts";
import type { Aside, Live, Session, ThreadId, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import type { SandboxState } from "../ports.ts";
import type { Settings, World } from "../world.ts";

/** In: the stored Session, and what its step is doing right now if this process works on it. Out: one line each, times in words.
 *  Waits for the model at most 1.5 s and takes its BotErrors as the answer; those of `Sandbox.look` go through. Must not open a container. */
export async function status(
	world: World,
	thread: ThreadId,
	session: Session | undefined,
	live: Live | undefined,
): Promise<Omit<Aside, "id" | "thread">> {
	const now = world.clock.now();
	const [model, sandbox] = await Promise.all([modelLine(world), sandboxLine(world, thread)]);
	const listens =
		session?.listens === "mention"
			? "only messages that mention me"
			: "every message here, unless it is addressed to somebody else";
	return words("Status", [
		`Now: ${doing(session?.turn, live, now)}`,
		`Attempts: ${attempts(session?.turn)}`,
		`Queue: ${queue(session?.turn, live)}`,
		`Model: ${model}`,
		`Container: ${sandbox}`,
		`Limits: ${[...limits(world.settings(thread)), ...world.about.limits].join(", ")}`,
		`I answer: ${listens}`,
	]);
}

function doing(turn: Turn | undefined, live: Live | undefined, now: number): string {
	if (turn === undefined) return "nothing has been asked here yet";
	if (turn.stopping !== undefined && turn.state.kind !== "ended") return "stopping";
	const since = live === undefined ? "" : `, ${span(now - live.since)} so far`;
	if (live?.phase === "queued" && turn.state.kind !== "ended" && turn.state.kind !== "waiting")
		return `waiting in line${since}`;
	switch (turn.state.kind) {
		case "ended":
			return `nothing; the last question ended ${span(now - turn.state.at)} ago`;
		case "waiting":
			return `waiting for approval of the code, ${span((turn.attempts.at(-1)?.approval.expiresAt ?? now) - now)} left`;
		case "reading":
			return `reading the thread and its files${since}`;
		case "writing":
			return live?.phase === "loading" ? `waiting for the model to load${since}` : `the model is writing code${since}`;
		case "running":
			return `running code${since}`;
		case "answering":
			return `the model is writing the answer${since}`;
	}
}

function limits({ runTimeoutMs, maxFixes }: Settings): readonly string[] {
	return [`${runTimeoutMs / 1000} s per run`, `${maxFixes === 1 ? "1 fix" : `${maxFixes} fixes`} per question`];
}

function attempts(turn: Turn | undefined): string {
	const all = turn?.attempts ?? [];
	const failed = all.filter(({ diagnosis }) => diagnosis !== undefined).length;
	return `${all.length} so far, ${failed} failed`;
}

function queue(turn: Turn | undefined, live: Live | undefined): string {
	if (turn === undefined || turn.state.kind === "ended" || turn.state.kind === "waiting") return "not waiting";
	if (live?.phase !== "queued" || live.queue === undefined) return "nobody is ahead of you";
	return `number ${live.queue.position} in line for ${live.queue.for === "model" ? "the model" : "a sandbox"}`;
}

/** Milliseconds; the platform waits only a few seconds for our reply. */
const PATIENCE_MS = 1500;

async function modelLine({ about }: World): Promise<string> {
	const late = new Promise<string>((resolve) => setTimeout(resolve, PATIENCE_MS, "not answering right now"));
	try {
		return await Promise.race([about.model(), late]);
	} catch (error) {
		return isBotError(error) ? error.sentence : "not answering";
	}
}

async function sandboxLine({ sandbox }: World, thread: ThreadId): Promise<string> {
	const state: SandboxState = await sandbox.look(thread);
	if (state.kind === "closed") return "stopped; the next question starts one with the same files";
	const use = state.busy ? "busy" : `idle for ${span(state.idleMs)}`;
	return `open, ${use}, Python session ${state.generation}`;
}

function span(ms: number): string {
	const seconds = Math.max(0, Math.round(ms / 1000));
	if (seconds < 120) return `${seconds} s`;
	return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
