// Which containers may go: those that have idled.

export interface Idle {
	/** Milliseconds since 1970. */
	readonly lastUsed: number;
	readonly busy: boolean;
}

/** Idle long enough to go, if nobody waits on it. */
export function isIdle(box: Idle, now: number, idleMs: number): boolean {
	return !box.busy && now - box.lastUsed >= idleMs;
}

/** Calls `sweep` again and again, never two at a time; the result ends it. */
export function startReaper(everyMs: number, sweep: () => Promise<void>): () => void {
	let sweeping = false;
	const timer = setInterval(() => {
		if (sweeping) return;
		sweeping = true;
		void sweep().finally(() => {
			sweeping = false;
		});
	}, everyMs);
	timer.unref();
	return () => clearInterval(timer);
}
