// Renderer of a Turn's posts: one pass at a time with the newest state, so that the last state always wins and is always written.

import { setTimeout as sleep } from "node:timers/promises";
import type { Session, ThreadId, Turn } from "../../core/domain.ts";
import type { Adapter } from "../../core/ports.ts";
import type { TurnView } from "./turn-view.ts";

/** What is to be shown. Which code files are in the thread is found out when it is drawn. */
export type Wanted = Omit<TurnView, "attached">;

/** Draws a whole Turn. Edits may be left out if a newer saved state is waiting, which is drawn next. Resolves with what tidies up behind it. */
export type Draw = (wanted: Wanted, hurry: Hurry) => Promise<() => Promise<void>>;

export interface Hurry {
	/** Aborts once a newer saved state is waiting. */
	readonly newer: AbortSignal;
	/** The newest state, which may be later than the one being drawn. */
	latest(): Wanted;
}

interface Waiter {
	readonly version: number;
	readonly done: () => void;
	readonly failed: (error: unknown) => void;
}

interface Board {
	wanted: Wanted;
	version: number;
	newer: AbortController;
	waiters: readonly Waiter[];
}

export interface RendererOptions {
	readonly draw: Draw;
	readonly now: () => number;
	readonly maxFixes?: ((thread: ThreadId) => number) | undefined;
	/** Progress that could not be shown; nobody waits for it. */
	readonly onLost: (turn: Turn, error: unknown) => void;
}

/** Milliseconds between two drawings of progress; a model writes many times a second. */
const GATHER = 150;

/** `Adapter.show` over `draw`: passes of one Turn never overlap, and progress that a newer state overtakes is never drawn. Without `live` the promise settles once that state, or a later one, is in the thread. */
export function openRenderer({ draw, now, maxFixes, onLost }: RendererOptions): Adapter["show"] {
	const boards = new Map<string, Board>();

	async function work(id: string, board: Board): Promise<void> {
		for (let drawn = 0; drawn < board.version; ) {
			if (board.waiters.length === 0 && drawn > 0) await pause(GATHER, board.newer.signal);
			const { version, newer, wanted } = board;
			const { failure, tidy } = await pass(board, wanted, newer.signal);
			drawn = version;
			// What was left out for a newer state is in the thread once that one is.
			const isReady = (waiter: Waiter) => !newer.signal.aborted && waiter.version <= version;
			const ready = board.waiters.filter(isReady);
			board.waiters = board.waiters.filter((waiter) => !isReady(waiter));
			if (failure !== undefined && ready.length === 0) onLost(wanted.turn, failure.error);
			for (const waiter of ready) failure === undefined ? waiter.done() : waiter.failed(failure.error);
			await tidy().catch((error: unknown) => onLost(wanted.turn, error));
		}
		boards.delete(id);
	}

	async function pass(board: Board, wanted: Wanted, newer: AbortSignal) {
		try {
			return { tidy: await draw(wanted, { newer, latest: () => board.wanted }) };
		} catch (error) {
			return { failure: { error }, tidy: async () => {} };
		}
	}

	return (turn: Turn, uploads: Session["uploads"], live) => {
		const wanted = { turn, uploads, live, now: now(), maxFixes: maxFixes?.(turn.thread) };
		const board = boards.get(turn.id) ?? { wanted, version: 0, newer: new AbortController(), waiters: [] };
		board.wanted = wanted;
		board.version += 1;
		const { version } = board;
		const shown = new Promise<void>((done, failed) => {
			if (live !== undefined) return done();
			board.waiters = [...board.waiters, { version, done, failed }];
			board.newer.abort();
			board.newer = new AbortController();
		});
		if (!boards.has(turn.id)) {
			boards.set(turn.id, board);
			void work(turn.id, board);
		}
		return shown;
	};
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
	await sleep(ms, undefined, { signal }).catch(() => {});
}
