// How long a model server is waited for.

export interface Patience {
	/** How long a server may say that it loads its model, and how often it is asked meanwhile. */
	readonly loadingMs: number;
	readonly pollMs: number;
	/** How long a server may say that it is too busy. */
	readonly busyMs: number;
	/** How long the line may be silent; before the first byte, reading the prompt is allowed for on top. */
	readonly idleMs: number;
	/** How long a whole reply may take. */
	readonly longestMs: number;
	/** How often a server that is away at start is looked for. */
	readonly awayMs: number;
}

export const PATIENT: Patience = {
	loadingMs: 300_000,
	pollMs: 2000,
	busyMs: 120_000,
	idleMs: 120_000,
	longestMs: 30 * 60_000,
	awayMs: 5000,
};

/** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		const stop = () => {
			clearTimeout(timer);
			reject(signal.reason);
		};
		const timer = setTimeout(() => {
			signal.removeEventListener("abort", stop);
			resolve();
		}, ms);
		signal.addEventListener("abort", stop, { once: true });
	});
}
