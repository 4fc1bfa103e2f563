// Idle containers: which have not been used for long enough, looked for again and again.

export interface Idle {
	/** Milliseconds since 1970. */
	readonly lastUsed: number;
	readonly busy: boolean;
}

/** Idle long enough to be ended, if nobody is waiting for it. */
export function isIdle(container: Idle, now: number, idleMs: number): boolean {
	return !container.busy && now - container.lastUsed >= idleMs;
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
