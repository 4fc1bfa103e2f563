// A line before the model: so many requests at once, the others wait their turn and are told their place.

import type { Model, ModelRequest } from "./ports.ts";

interface Waiter {
	readonly request: ModelRequest;
	readonly go: () => void;
}

/** `places`: how many requests the model serves at once. */
export function inLine(model: Model, places: number): Model {
	let busy = 0;
	let line: readonly Waiter[] = [];

	const tell = () => {
		for (const [at, { request }] of line.entries()) request.onPlace?.(at + 1);
	};

	const enter = async (request: ModelRequest): Promise<void> => {
		request.signal.throwIfAborted();
		if (busy < places) {
			busy += 1;
			return;
		}
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		const waiter: Waiter = { request, go: resolve };
		const leave = () => {
			line = line.filter((one) => one !== waiter);
			reject(request.signal.reason);
			tell();
		};
		request.signal.addEventListener("abort", leave, { once: true });
		line = [...line, waiter];
		tell();
		try {
			await promise;
		} finally {
			request.signal.removeEventListener("abort", leave);
		}
		request.onPlace?.(0);
	};

	const exit = () => {
		const [next, ...rest] = line;
		if (next === undefined) {
			busy -= 1;
			return;
		}
		// The place goes on to whoever is next.
		line = rest;
		next.go();
		tell();
	};

	return {
		reply: async (request) => {
			await enter(request);
			try {
				return await model.reply(request);
			} finally {
				exit();
			}
		},
	};
}
