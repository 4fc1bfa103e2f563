// Rate of edits in a workspace: verdicts and outcomes first, progress with what is left, Retry-After obeyed.

import type { Edit, Rate } from "../posts/posting.ts";
import type { Priority } from "../posts/turn-view.ts";

/** Slack takes about this many chat.update calls a minute for the whole workspace. */
export const UPDATES_A_MINUTE = 50;
const MINUTE = 60_000;
/** Progress leaves this many of them to what matters more. */
const RESERVE = 15;
/** After a first burst progress goes at an even pace, so that it does not stop for the rest of the minute. */
const BURST = 10;
const PACE = Math.ceil(MINUTE / (UPDATES_A_MINUTE - RESERVE - BURST));
const EDIT_GAP = 1000;

const RANK: Record<Priority, number> = { verdict: 0, outcome: 1, progress: 2 };

/** When edits were sent: times of the last minute, the last edit of progress, and the last of each message. */
export interface Ledger {
	readonly sent: readonly number[];
	readonly progress: number;
	readonly messages: ReadonlyMap<string, number>;
}

export const EMPTY: Ledger = { sent: [], progress: Number.NEGATIVE_INFINITY, messages: new Map() };

/** Milliseconds until this edit may be sent; 0 if it may be sent now. */
export function delay(ledger: Ledger, { priority, message }: Edit, now: number): number {
	const recent = ledger.sent.filter((at) => at > now - MINUTE);
	const gap = (ledger.messages.get(message) ?? Number.NEGATIVE_INFINITY) + EDIT_GAP - now;
	if (priority !== "progress") return Math.max(0, gap, untilFree(recent, UPDATES_A_MINUTE, now));
	const pace = recent.length < BURST ? 0 : ledger.progress + PACE - now;
	return Math.max(0, pace, gap, untilFree(recent, UPDATES_A_MINUTE - RESERVE, now));
}

function untilFree(recent: readonly number[], limit: number, now: number): number {
	const oldest = recent[recent.length - limit];
	return oldest === undefined ? 0 : Math.max(1, oldest + MINUTE - now);
}

export function spend(ledger: Ledger, { priority, message }: Edit, now: number): Ledger {
	const fresh = [...ledger.messages].filter(([, at]) => at > now - EDIT_GAP);
	return {
		sent: [...ledger.sent.filter((at) => at > now - MINUTE), now],
		progress: priority === "progress" ? now : ledger.progress,
		messages: new Map([...fresh, [message, now]]),
	};
}

/** Counts the edit of `granted` as sent now: Slack counts an edit when it arrives, and it has arrived once Slack has answered. */
export function land(ledger: Ledger, { message }: Edit, { granted, now }: { granted: number; now: number }): Ledger {
	const at = ledger.sent.indexOf(granted);
	return {
		sent: at === -1 ? ledger.sent : [...ledger.sent.toSpliced(at, 1), now],
		progress: ledger.progress,
		messages: new Map([...ledger.messages, [message, now]]),
	};
}

export interface SlackRate extends Rate {
	/** Slack asked to wait: nothing is let through until then. */
	pause(ms: number): void;
}

interface Waiting {
	readonly edit: Edit;
	/** When it was granted. */
	readonly go: (granted: number | undefined) => void;
}

export function openRate(now: () => number): SlackRate {
	let ledger = EMPTY;
	let pausedUntil = 0;
	let timer: NodeJS.Timeout | undefined;
	const queue = new Set<Waiting>();

	const serve = () => {
		clearTimeout(timer);
		const at = now();
		let next = Number.POSITIVE_INFINITY;
		const byRank = [...queue].sort((a, b) => RANK[a.edit.priority] - RANK[b.edit.priority]);
		for (const waiting of byRank) {
			const wait = Math.max(pausedUntil - at, delay(ledger, waiting.edit, at));
			if (wait > 0) {
				next = Math.min(next, wait);
				continue;
			}
			ledger = spend(ledger, waiting.edit, at);
			queue.delete(waiting);
			waiting.go(at);
		}
		if (queue.size > 0) timer = setTimeout(serve, Math.min(next, MINUTE));
	};

	return {
		take: (edit, signal) =>
			new Promise((resolve) => {
				if (signal.aborted) return resolve(undefined);
				const waiting: Waiting = {
					edit,
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
			}),
		pause: (ms) => {
			pausedUntil = Math.max(pausedUntil, now() + ms);
		},
	};
}
