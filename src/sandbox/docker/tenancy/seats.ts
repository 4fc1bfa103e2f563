// Seats for containers, as many as this host can hold: whoever needs one more waits in a line that is fair by person, and is told the position.

import { BotError } from "../../../core/errors.ts";
import { inTurn, shareOf } from "../../../core/fair-order.ts";

/** Beyond this nobody waits: people are asked to come back later. */
const LONGEST_LINE = { ofAll: 200, ofOne: 10 } as const;
const LOOK_AGAIN_MS = 1000;

export interface Waiting {
	readonly signal: AbortSignal;
	/** Whose request it is: a person's id, or the Thread's if no person is known. */
	readonly by: string;
	/** The position in the line, from 1; called again when it changes. */
	readonly onPosition: (position: number) => void;
}

export interface SeatCount {
	readonly held: number;
	readonly limit: number;
	/** How many wait in line. */
	readonly waiting: number;
}

export interface Seats {
	/** Resolves once `key` has a seat that counts as this person's. BotError `sandbox_busy` if the line is too long. */
	take(key: string, waiting: Waiting): Promise<void>;
	/** A seat if one is free; it counts as nobody's until somebody takes it. */
	takeFree(key: string): boolean;
	/** For a container that exists already, even beyond the limit; whose it is becomes known when somebody takes it. */
	hold(key: string): void;
	free(key: string): void;
	has(key: string): boolean;
	/** Whether one more seat may be this person's. */
	admits(by: string): boolean;
	/** How many in the line want a seat for `key`. */
	waiting(key: string): number;
	count(): SeatCount;
	/** Nobody waits any longer. */
	close(): void;
}

interface Waiter extends Waiting {
	readonly key: string;
	readonly go: () => void;
	readonly fail: (error: unknown) => void;
	told: number;
}

/** `makeRoom` ends what can be spared, one container at a time, of `among` if that is given; false if there is none. */
export function openSeats(limit: number, makeRoom: (among?: ReadonlySet<string>) => Promise<boolean>): Seats {
	/** Who asked last for what sits there. */
	const held = new Map<string, string | undefined>();
	const share = shareOf(limit);
	let line: readonly Waiter[] = [];
	let serving = false;
	let timer: NodeJS.Timeout | undefined;

	function keysOf(person: string): ReadonlySet<string> {
		return new Set([...held].filter(([, by]) => by === person).map(([key]) => key));
	}

	const admits = (by: string) => keysOf(by).size < share;

	function canSit({ key, by }: Pick<Waiter, "key" | "by">): boolean {
		return held.has(key) ? held.get(key) === by || admits(by) : admits(by) && held.size < limit;
	}

	const ordered = () => inTurn(line, held.values());

	function leave(waiter: Waiter): void {
		line = line.filter((one) => one !== waiter);
		tell();
	}

	function tell(): void {
		for (const [at, waiter] of ordered().entries()) {
			if (waiter.told === at + 1) continue;
			waiter.told = at + 1;
			waiter.onPosition(at + 1);
		}
	}

	function seatNext(): boolean {
		const next = ordered().find(canSit);
		if (next === undefined) return false;
		line = line.filter((one) => one !== next);
		held.set(next.key, next.by);
		next.go();
		return true;
	}

	function seatAll(): void {
		for (let seated = true; seated; ) seated = seatNext();
		tell();
	}

	/** Who has all that one person may have is helped by that person's own containers alone. */
	async function roomForNext(): Promise<boolean> {
		const tried = new Set<string>();
		for (const { by } of ordered()) {
			const whose = admits(by) ? "anybody" : `of ${by}`;
			if (tried.has(whose)) continue;
			tried.add(whose);
			if (await makeRoom(admits(by) ? undefined : keysOf(by)).catch(() => false)) return true;
		}
		return false;
	}

	async function serve(): Promise<void> {
		seatAll();
		if (serving) return;
		serving = true;
		try {
			while (line.length > 0 && (await roomForNext())) seatAll();
		} finally {
			serving = false;
		}
		clearTimeout(timer);
		// Whether a container can be spared depends on what its people do, and no event reports that.
		if (line.length > 0) timer = setTimeout(() => void serve(), LOOK_AGAIN_MS).unref();
	}

	function refuseLongLine(by: string): void {
		const own = line.filter((one) => one.by === by).length;
		if (own >= LONGEST_LINE.ofOne) {
			throw new BotError(
				"sandbox_busy",
				`The same person already has ${own} requests waiting for a sandbox; try again when one of them has been answered.`,
			);
		}
		if (line.length < LONGEST_LINE.ofAll) return;
		throw new BotError(
			"sandbox_busy",
			`All ${limit} sandboxes are in use and ${line.length} threads are already waiting; try again in a few minutes.`,
		);
	}

	return {
		async take(key, waiting) {
			waiting.signal.throwIfAborted();
			if (canSit({ key, by: waiting.by })) {
				held.set(key, waiting.by);
				// It may have been another's, who may have one more now.
				if (line.length > 0) void serve();
				return;
			}
			refuseLongLine(waiting.by);
			const { promise, resolve, reject } = Promise.withResolvers<void>();
			const waiter: Waiter = { ...waiting, key, go: resolve, fail: reject, told: 0 };
			const stop = () => {
				leave(waiter);
				reject(waiting.signal.reason);
			};
			waiting.signal.addEventListener("abort", stop, { once: true });
			line = [...line, waiter];
			void serve();
			await promise.finally(() => waiting.signal.removeEventListener("abort", stop));
		},
		takeFree(key) {
			// Who waits while a seat is free has all that one person may have.
			if (held.size >= limit) return false;
			held.set(key, undefined);
			return true;
		},
		hold: (key) => void held.set(key, undefined),
		free(key) {
			if (held.delete(key)) void serve();
		},
		has: (key) => held.has(key),
		admits,
		waiting: (key) => line.filter((one) => one.key === key).length,
		count: () => ({ held: held.size, limit, waiting: line.length }),
		close() {
			clearTimeout(timer);
			for (const waiter of line) waiter.fail(new Error("the bot closed its side of the sandbox"));
			line = [];
		},
	};
}
