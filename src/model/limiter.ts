// Concurrency limiter for the model, fair by person: others wait in line and are told their position.

import { inTurn, shareOf } from "../core/fair-order.ts";
import type { Model, ModelRequest } from "../core/ports.ts";

interface Waiter {
	readonly by: string;
	readonly request: ModelRequest;
	readonly go: () => void;
}

/** `most`: how many requests the model serves at once. */
export function queued(model: Model, most: number): Model {
	/** Who asked for the requests being served, once per request. */
	let served: readonly string[] = [];
	let line: readonly Waiter[] = [];

	const tell = () => {
		for (const [at, { request }] of inTurn(line, served).entries()) request.onPosition?.(at + 1);
	};

	const serve = () => {
		const isFree = (by: string) => served.length < most && served.filter((one) => one === by).length < shareOf(most);
		for (;;) {
			const next = inTurn(line, served).find(({ by }) => isFree(by));
			if (next === undefined) return;
			line = line.filter((one) => one !== next);
			served = [...served, next.by];
			next.go();
		}
	};

	const enter = async (request: ModelRequest, by: string): Promise<void> => {
		request.signal.throwIfAborted();
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		const waiter: Waiter = { by, request, go: resolve };
		const leave = () => {
			line = line.filter((one) => one !== waiter);
			reject(request.signal.reason);
			tell();
		};
		line = [...line, waiter];
		serve();
		if (!line.includes(waiter)) return;
		request.signal.addEventListener("abort", leave, { once: true });
		tell();
		try {
			await promise;
		} finally {
			request.signal.removeEventListener("abort", leave);
		}
		request.onPosition?.(0);
	};

	const exit = (by: string) => {
		const at = served.indexOf(by);
		served = served.toSpliced(at, 1);
		serve();
		tell();
	};

	return {
		reply: async (request) => {
			// If nobody is named, each request counts for itself.
			const by = request.purpose?.by ?? request.purpose?.thread ?? crypto.randomUUID();
			await enter(request, by);
			try {
				return await model.reply(request);
			} finally {
				exit(by);
			}
		},
	};
}
