// Ctrl-C, SIGTERM, a closed terminal and faults of our own, as one AbortSignal: we end what we started before we end.

/** A reason that is no fault. */
export class Stopped extends Error {}

export function stopSignal(): AbortSignal {
	const controller = new AbortController();
	for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
		process.on(name, () => controller.abort(new Stopped(name)));
	}
	if (process.env.npm_lifecycle_event !== undefined) watchParent(() => controller.abort(new Stopped("npm has ended")));
	process.on("uncaughtException", (error) => controller.abort(error));
	// A terminal that is gone takes no more lines; that must not keep us from ending the rest.
	for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
	return controller.signal;
}

/** npm sends SIGTERM to a shell between it and us, which ends without a word: then we are somebody else's child. */
function watchParent(onGone: () => void): void {
	const parent = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === parent && parent !== 1) return;
		clearInterval(timer);
		onGone();
	}, 250);
	timer.unref();
}

/** Resolves like `work`, or rejects with the signal's reason as soon as it is aborted. */
export function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(signal.reason);
		signal.addEventListener("abort", () => reject(signal.reason), { once: true });
		work.then(resolve, reject);
	});
}
