// The answer to `status`: what goes on in a Thread, what it may use, and who is served first.

import { words } from "../domain/commands.ts";
import type { Aside, Live, Session, ThreadId, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import type { SandboxState } from "../ports.ts";
import { count } from "../text.ts";
import type { Settings, World } from "../world.ts";

export async function status(
	world: World,
	thread: ThreadId,
	session: Session | undefined,
	live: Live | undefined,
): Promise<Omit<Aside, "id" | "thread">> {
	const now = world.clock.now();
	const [model, sandbox] = await Promise.all([modelLine(world), sandboxLine(world, thread)]);
	const listens =
		session?.listens === "mention" ? "messages that mention me" : "every message here that addresses nobody else";
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
	const since = live === undefined ? "" : `, for ${span(now - live.since)}`;
	if (live?.phase === "queued" && turn.state.kind !== "ended" && turn.state.kind !== "waiting")
		return `waiting in line${since}`;
	switch (turn.state.kind) {
		case "ended":
			return `nothing; the last question ended ${span(now - turn.state.at)} ago`;
		case "waiting":
			return `code waits for approval, for another ${span((turn.attempts.at(-1)?.approval.expiresAt ?? now) - now)}`;
		case "reading":
			return `reading${since}`;
		case "writing":
			return live?.phase === "loading" ? `waiting until the model is loaded${since}` : `the model writes code${since}`;
		case "running":
			return `code runs${since}`;
		case "answering":
			return `the model writes the answer${since}`;
	}
}

function limits({ runTimeoutMs, maxFixes }: Settings): readonly string[] {
	return [`${runTimeoutMs / 1000} s a run`, `${maxFixes === 1 ? "1 fix" : `${maxFixes} fixes`} a question`];
}

function attempts(turn: Turn | undefined): string {
	const all = turn?.attempts ?? [];
	const failed = all.filter(({ diagnosis }) => diagnosis !== undefined).length;
	return `${all.length} so far, ${count(failed, "failure")}`;
}

function queue(turn: Turn | undefined, live: Live | undefined): string {
	if (turn === undefined || turn.state.kind === "ended" || turn.state.kind === "waiting") return "not in it";
	if (live?.phase !== "queued" || live.queue === undefined) return "being served, nobody is before you";
	return `place ${live.queue.position} in the line for ${live.queue.for === "model" ? "the model" : "a sandbox"}`;
}

/** The platform waits for a few seconds only. */
const PATIENCE_MS = 1500;

async function modelLine({ about }: World): Promise<string> {
	const late = new Promise<string>((resolve) => setTimeout(resolve, PATIENCE_MS, "it does not answer just now"));
	try {
		return await Promise.race([about.model(), late]);
	} catch (error) {
		return isBotError(error) ? error.sentence : "it does not answer";
	}
}

async function sandboxLine({ sandbox }: World, thread: ThreadId): Promise<string> {
	const state: SandboxState = await sandbox.look(thread);
	if (state.kind === "closed") return "closed; the next question opens one on the same files";
	const use = state.busy ? "at work" : `idle for ${span(state.idleMs)}`;
	return `open, ${use}, Python session ${state.generation}`;
}

function span(ms: number): string {
	const seconds = Math.max(0, Math.round(ms / 1000));
	if (seconds < 120) return `${seconds} s`;
	return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
