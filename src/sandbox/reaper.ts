// Which containers may go: those that have idled, and those that a former start of this host left without use.

import type { Found } from "./engine.ts";

export interface Idle {
	/** Milliseconds since 1970. */
	readonly lastUsed: number;
	readonly busy: boolean;
}

/** Idle long enough to go, if nobody waits on it. */
export function isIdle(box: Idle, now: number, idleMs: number): boolean {
	return !box.busy && now - box.lastUsed >= idleMs;
}

/** Containers to remove at start: stopped, of another spec, or of a Thread that this host does not know. */
export function orphans(found: readonly Found[], spec: string, known: ReadonlySet<string>): readonly Found[] {
	return found.filter((one) => !one.running || one.spec !== spec || !known.has(one.thread));
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
