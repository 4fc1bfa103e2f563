// Status command: what a Thread is doing, what it may use, and who is served first.

import { words } from "../domain/commands.ts";
import type { Aside, Live, Session, ThreadId, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { phrase, translated } from "../locales/translated.ts";
import type { Texts } from "../locales.ts";
import type { SandboxState } from "../ports.ts";
import type { ActiveTurns, World } from "../world.ts";

/** In: the stored Session, and what its step is doing right now if this process works on it. Out: one line each, times in words.
 *  Waits for the model at most 1.5 s and takes its BotErrors as the answer; those of `Sandbox.look` go through. Must not open a container. */
export async function status(
	world: World,
	thread: ThreadId,
	{ session, live, texts }: { session: Session | undefined; live: Live | undefined; texts: Texts },
): Promise<Omit<Aside, "id" | "thread">> {
	const now = world.clock.now();
	const [model, sandbox] = await Promise.all([modelLine(world, texts), sandboxLine(world, thread, texts)]);
	const said = texts.status;
	const attempts = session?.turn?.attempts ?? [];
	const failed = attempts.filter(({ diagnosis }) => diagnosis !== undefined).length;
	return words(said.title, [
		said.now(doing(session?.turn, { live, now, texts })),
		said.attempts(attempts.length, failed),
		said.queue(queue(session?.turn, live, texts)),
		said.model(model),
		said.container(sandbox),
		said.limits(limits(world, thread, texts)),
		said.listens(session?.listens === "mention" ? said.mentions : said.everything),
	]);
}

/** What holds for every Thread of this channel, a line each. */
export async function hostLines(world: World, thread: ThreadId, texts: Texts): Promise<readonly string[]> {
	const said = texts.status;
	return [said.model(await modelLine(world, texts)), said.limits(limits(world, thread, texts))];
}

/** What a Turn is doing now, without a full stop. */
export function doing(
	turn: Turn | undefined,
	{ live, now, texts }: { live: Live | undefined; now: number; texts: Texts },
): string {
	const said = texts.status;
	if (turn === undefined) return said.nothingAsked;
	if (turn.stopping !== undefined && turn.state.kind !== "ended") return said.stopping;
	const since = live === undefined ? "" : said.soFar(span(now - live.since, texts));
	if (live?.phase === "queued" && !isAtRest(turn)) return `${said.inLine}${since}`;
	switch (turn.state.kind) {
		case "ended":
			return said.ended(span(now - turn.state.at, texts));
		case "waiting":
			return said.approval(span((turn.attempts.at(-1)?.approval.expiresAt ?? now) - now, texts));
		case "choosing":
			return said.answer(span((turn.question?.expiresAt ?? now) - now, texts));
		case "writing":
			return `${live?.phase === "loading" ? said.loading : said.writing}${since}`;
		case "reading":
		case "running":
		case "answering":
			return `${said[turn.state.kind]}${since}`;
	}
}

function isAtRest({ state }: Turn): boolean {
	return state.kind === "ended" || state.kind === "waiting" || state.kind === "choosing";
}

function limits({ settings, about }: World, thread: ThreadId, texts: Texts): string {
	const { runTimeoutMs, maxFixes } = settings(thread);
	const { perRun, fixes } = texts.status;
	const ofHost = about.limits.map((one) => phrase(one, texts));
	return [perRun(runTimeoutMs / 1000), fixes(maxFixes), ...ofHost].join(texts.comma);
}

function queue(turn: Turn | undefined, live: Live | undefined, { status: said, doing }: Texts): string {
	if (turn === undefined || isAtRest(turn)) return said.notWaiting;
	if (live?.phase !== "queued" || live.queue === undefined) return said.first;
	return doing.inLine(live.queue.position, live.queue.for);
}

/** Milliseconds; the platform waits only a few seconds for our reply. */
const PATIENCE_MS = 1500;

async function modelLine({ about }: World, texts: Texts): Promise<string> {
	const { status: said } = texts;
	const late = new Promise<string>((resolve) => setTimeout(resolve, PATIENCE_MS, said.modelSilent));
	try {
		const line = await Promise.race([about.model(), late]);
		return line === said.modelSilent
			? line
			: line
					.split(", ")
					.map((part) => phrase(part, texts))
					.join(texts.pause);
	} catch (error) {
		return isBotError(error) ? translated(error.sentence, texts) : said.modelDown;
	}
}

/** What goes on in the Thread, at whichever process works on it. Never rejects. */
export async function liveOf(world: World, activeTurns: ActiveTurns, thread: ThreadId): Promise<Live | undefined> {
	const here = activeTurns.get(thread);
	if (here !== undefined) return here.live;
	return await world.liveElsewhere?.(thread).catch(() => undefined);
}

async function sandboxLine({ sandbox }: World, thread: ThreadId, texts: Texts): Promise<string> {
	const said = texts.status;
	const state: SandboxState = await sandbox.look(thread);
	if (state.kind === "closed") return said.closed;
	const use = state.busy ? said.busy : said.idle(span(state.idleMs, texts));
	return said.open(use, state.generation ?? said.noSession);
}

function span(ms: number, texts: Texts): string {
	const seconds = Math.max(0, Math.round(ms / 1000));
	if (seconds < 120) return texts.seconds(String(seconds));
	return seconds < 7200 ? texts.minutes(Math.round(seconds / 60)) : texts.hours(Math.round(seconds / 3600));
}
