// How many containers this host bears: who wants one more waits in a line, first come, first served, and is told its place.

import { BotError } from "../core/errors.ts";

/** More Threads than this do not wait: their people are told to come back. */
const LONGEST_LINE = 50;
const LOOK_AGAIN_MS = 1000;

export interface Waiting {
	readonly signal: AbortSignal;
	/** The place in the line, from 1; called again when it changes. */
	readonly onPlace: (place: number) => void;
}

export interface Seats {
	/** Resolves once `key` has a seat; at once where it has one. BotError `sandbox_busy` where the line is too long. */
	take(key: string, waiting: Waiting): Promise<void>;
	/** A seat where one is free and nobody waits for it. */
	takeFree(key: string): boolean;
	/** For a container that is there already, whatever the limit says. */
	hold(key: string): void;
	move(from: string, to: string): void;
	free(key: string): void;
	has(key: string): boolean;
	/** Nobody waits any longer. */
	close(): void;
}

interface Waiter extends Waiting {
	readonly key: string;
	readonly go: () => void;
	readonly fail: (error: unknown) => void;
	told: number;
}

/** `makeRoom` ends what can be spared, a container at a time, and resolves with whether it did. */
export function openSeats(limit: number, makeRoom: () => Promise<boolean>): Seats {
	const held = new Set<string>();
	let line: Waiter[] = [];
	let serving = false;
	let timer: NodeJS.Timeout | undefined;

	function leave(waiter: Waiter): void {
		line = line.filter((one) => one !== waiter);
		tell();
	}

	function tell(): void {
		line.forEach((waiter, at) => {
			if (waiter.told === at + 1) return;
			waiter.told = at + 1;
			waiter.onPlace(at + 1);
		});
	}

	function seatFirst(): boolean {
		const [first] = line;
		if (first === undefined || held.size >= limit) return false;
		line.shift();
		held.add(first.key);
		first.go();
		return true;
	}

	async function serve(): Promise<void> {
		if (serving) return;
		serving = true;
		try {
			while (line.length > 0) if (!seatFirst() && !(await makeRoom().catch(() => false))) break;
		} finally {
			serving = false;
		}
		tell();
		clearTimeout(timer);
		// Whether a container can be spared depends on what its people do, which nobody tells us.
		if (line.length > 0) timer = setTimeout(() => void serve(), LOOK_AGAIN_MS).unref();
	}

	return {
		async take(key, waiting) {
			if (held.has(key)) return;
			waiting.signal.throwIfAborted();
			if (line.length >= LONGEST_LINE) {
				throw new BotError(
					"sandbox_busy",
					`All ${limit} sandboxes are in use and ${line.length} threads wait already; try again in a few minutes.`,
				);
			}
			const { promise, resolve, reject } = Promise.withResolvers<void>();
			const waiter: Waiter = { ...waiting, key, go: resolve, fail: reject, told: 0 };
			const stop = () => {
				leave(waiter);
				reject(waiting.signal.reason);
			};
			waiting.signal.addEventListener("abort", stop, { once: true });
			line.push(waiter);
			void serve();
			await promise.finally(() => waiting.signal.removeEventListener("abort", stop));
		},
		takeFree(key) {
			if (line.length > 0 || held.size >= limit) return false;
			held.add(key);
			return true;
		},
		hold: (key) => void held.add(key),
		move(from, to) {
			held.delete(from);
			held.add(to);
		},
		free(key) {
			if (held.delete(key)) void serve();
		},
		has: (key) => held.has(key),
		close() {
			clearTimeout(timer);
			for (const waiter of line) waiter.fail(new Error("the sandbox was let go of"));
			line = [];
		},
	};
}
