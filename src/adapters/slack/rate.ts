// Rate of edits in a workspace and of posts in a channel: verdicts and outcomes first, progress with what is left, Retry-After obeyed.

import { setTimeout as sleep } from "node:timers/promises";
import type { ThreadId } from "../../core/domain.ts";
import type { Edit, Rate } from "../posts/posting.ts";
import type { Priority } from "../posts/turn-view.ts";

/** Slack takes about this many chat.update calls a minute for the whole workspace. */
export const UPDATES_A_MINUTE = 50;
/** How long Slack counts an edit, in milliseconds. */
export const MINUTE = 60_000;
/** What is soon overtaken leaves at least this many of them to what matters more, and two for each post that waits: for its verdict and its outcome. */
const RESERVE = 15;
/** After a first burst progress goes at an even pace, so that it does not stop for the rest of the minute. */
const BURST = 10;
const PACE = Math.ceil(MINUTE / (UPDATES_A_MINUTE - RESERVE - BURST));
const EDIT_GAP = 1000;
/** Slack takes about one post a second in a channel, and short bursts: fewer at once than the 25 that others measured. */
const POST_GAP = 1000;
export const POST_BURST = 8;
/** A post that only says what goes on gives way to what comes within this time. */
const HOLD = 3000;
/** Milliseconds after which it is looked again whether what waits may go: fewer posts may wait by then. */
const LOOK = 5000;
const MOST_PLACES = 1000;
/** Edits that a bot may have sent without having counted them when it was ended. */
const UNCOUNTED = 3;

const RANK: Record<Priority, number> = { verdict: 0, outcome: 1, soon: 2, progress: 3, line: 3 };

/** When edits were sent: times of the last minute, the last edit of progress, and the last of each message; and when posts that wait will be sent. */
export interface Ledger {
	readonly sent: readonly number[];
	readonly progress: number;
	readonly messages: ReadonlyMap<string, number>;
	readonly posts: readonly number[];
}

export const EMPTY: Ledger = { sent: [], progress: Number.NEGATIVE_INFINITY, messages: new Map(), posts: [] };

/** Milliseconds until this edit may be sent; 0 if it may be sent now. */
export function delay(ledger: Ledger, { priority, message }: Omit<Edit, "thread">, now: number): number {
	const recent = ledger.sent.filter((at) => at > now - MINUTE);
	const gap = (ledger.messages.get(message) ?? Number.NEGATIVE_INFINITY) + EDIT_GAP - now;
	if (priority === "verdict" || priority === "outcome")
		return Math.max(0, gap, untilFree(recent, UPDATES_A_MINUTE, now));
	const pace = priority === "soon" || recent.length < BURST ? 0 : ledger.progress + PACE - now;
	const left = Math.max(RESERVE, 2 * ledger.posts.filter((at) => at > now).length);
	return Math.max(0, pace, gap, untilFree(recent, Math.max(1, UPDATES_A_MINUTE - left), now));
}

function untilFree(recent: readonly number[], limit: number, now: number): number {
	const oldest = recent[recent.length - limit];
	return oldest === undefined ? 0 : Math.max(1, oldest + MINUTE - now);
}

export function spend(ledger: Ledger, { priority, message }: Omit<Edit, "thread">, now: number): Ledger {
	const fresh = [...ledger.messages].filter(([, at]) => at > now - EDIT_GAP);
	return {
		...ledger,
		sent: [...ledger.sent.filter((at) => at > now - MINUTE), now],
		progress: priority === "progress" || priority === "line" ? now : ledger.progress,
		messages: new Map([...fresh, [message, now]]),
	};
}

/** Counts the edit of `granted` as sent now: Slack counts an edit when it arrives, and it has arrived once Slack has answered. */
export function land(
	ledger: Ledger,
	{ message }: Pick<Edit, "message">,
	{ granted, now }: { granted: number; now: number },
): Ledger {
	const at = ledger.sent.indexOf(granted);
	return {
		...ledger,
		sent: at === -1 ? ledger.sent : [...ledger.sent.toSpliced(at, 1), now],
		messages: new Map([...ledger.messages, [message, now]]),
	};
}

export interface SlackRate extends Rate {
	/** Edits that were made before, by this clock. */
	remember(edits: readonly number[]): void;
	/** Slack asked to wait: no edit is let through until then. */
	pause(ms: number): void;
	/** Resolves when an edit that was refused may be sent once more, and counts it. */
	again(signal: AbortSignal): Promise<void>;
}

export interface RateOptions {
	readonly now: () => number;
	/** The channel of a Thread. */
	readonly channel: (thread: ThreadId) => string;
	/** Whether the Thread has a status line, which says the same without an edit. */
	readonly hasLine: (thread: ThreadId) => boolean;
	/** An edit is let through. */
	readonly onEdit: () => void;
}

interface Waiting {
	readonly edit: Edit;
	/** In line, from the time when its message began to wait. */
	readonly place: number;
	/** When it was granted. */
	readonly go: (granted: number | undefined) => void;
}

export function openRate({ now, channel, hasLine, onEdit }: RateOptions): SlackRate {
	let ledger = EMPTY;
	/** When the next post of a channel is due at one a second. */
	const due = new Map<string, number>();
	let pausedUntil = 0;
	let timer: NodeJS.Timeout | undefined;
	const queue = new Set<Waiting>();
	/** A message that is drawn anew keeps its place: under load it would never come to its turn. */
	const places = new Map<string, number>();
	let asked = 0;
	const placeOf = (message: string) => {
		const place = places.get(message) ?? asked++;
		places.set(message, place);
		const [oldest] = places.keys();
		if (places.size > MOST_PLACES && oldest !== undefined) places.delete(oldest);
		return place;
	};

	const serve = () => {
		clearTimeout(timer);
		const at = now();
		let next = Number.POSITIVE_INFINITY;
		const byRank = [...queue].sort((a, b) => RANK[a.edit.priority] - RANK[b.edit.priority] || a.place - b.place);
		for (const waiting of byRank) {
			const wait = Math.max(pausedUntil - at, delay(ledger, waiting.edit, at));
			if (wait > 0) {
				next = Math.min(next, wait);
				continue;
			}
			ledger = spend(ledger, waiting.edit, at);
			queue.delete(waiting);
			places.delete(waiting.edit.message);
			onEdit();
			waiting.go(at);
		}
		if (queue.size > 0) timer = setTimeout(serve, Math.min(next, LOOK));
	};

	const take: SlackRate["take"] = (edit, signal) =>
		new Promise((resolve) => {
			if (signal.aborted || (edit.priority === "line" && hasLine(edit.thread))) return resolve(undefined);
			const waiting: Waiting = {
				edit,
				place: placeOf(edit.message),
				go: (granted) => {
					signal.removeEventListener("abort", giveUp);
					if (granted === undefined) return resolve(undefined);
					resolve(() => {
						ledger = land(ledger, edit, { granted, now: now() });
					});
				},
			};
			const giveUp = () => {
				queue.delete(waiting);
				waiting.go(undefined);
			};
			signal.addEventListener("abort", giveUp, { once: true });
			queue.add(waiting);
			serve();
		});

	return {
		take,
		again: async (signal) => {
			const message = `again ${asked}`;
			(await take({ thread: "", message, priority: "outcome" }, signal))?.();
		},
		room: async ({ thread, isPassing }, { newer, closing }) => {
			if (isPassing) await sleep(HOLD, undefined, { signal: AbortSignal.any([newer, closing]) }).catch(() => {});
			const at = Math.max(now(), due.get(channel(thread)) ?? 0);
			due.set(channel(thread), at + POST_GAP);
			const wait = Math.max(0, at - (POST_BURST - 1) * POST_GAP - now());
			ledger = { ...ledger, posts: [...ledger.posts.filter((one) => one > now()), now() + wait] };
			if (wait > 0) await sleep(wait, undefined, { signal: closing });
		},
		remember: (edits) => {
			// A wall clock that was ahead has dated some after now: they would count for as long as it was wrong.
			const known = edits.map((at) => Math.min(at, now()));
			const uncounted = known.length === 0 ? [] : Array.from({ length: UNCOUNTED }, () => now());
			ledger = { ...ledger, sent: [...ledger.sent, ...known, ...uncounted].sort((a, b) => a - b) };
		},
		pause: (ms) => {
			pausedUntil = Math.max(pausedUntil, now() + ms);
		},
	};
}
