// Worker pool for labels, the pre-check and the summary: two worker threads, a time limit, and an answer whatever happens.

import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { Does, Risk } from "../core/domain.ts";
import { inTurn, shareOf } from "../core/fair-order.ts";
import type { Examine, Precheck, Prechecked, Summarise } from "../core/ports.ts";

type Question =
	| { readonly kind: "examine"; readonly program: Omit<Parameters<Examine>[0], "by"> }
	| { readonly kind: "precheck"; readonly program: Omit<Parameters<Precheck>[0], "by"> }
	| { readonly kind: "summarise"; readonly program: Omit<Parameters<Summarise>[0], "by"> };

export interface Task {
	readonly id: number;
	readonly question: Question;
}

export type Answer =
	| { readonly id: number; readonly kind: "examined"; readonly risks: readonly Risk[] }
	| { readonly id: number; readonly kind: "prechecked"; readonly prechecked: Prechecked }
	| { readonly id: number; readonly kind: "summarised"; readonly does: Does };

/** The worker has loaded its code: the time limit counts from here on. */
export interface Ready {
	readonly kind: "ready";
}

type Result = Answer | { readonly kind: "none" };

const TOO_LONG: readonly Risk[] = [{ label: "unparsed", line: 1, what: "took too long to analyse" }];
const NOT_SEEN: Does = { steps: [], unseen: [{ line: 1, what: "took too long to analyse" }] };

/** Two, and no one person gets both: one person's slow programs do not hold up anyone else's. */
const WORKERS = 2;
const MOST_REMEMBERED = 200;

/** A busy machine starts a worker slowly; that time is not the program's. */
const START_MS = 15_000;
const MEMORY_MB = 512;

export interface Analysis {
	/** Never rejects: what takes too long is `unparsed`. */
	readonly examine: Examine;
	/** Never rejects: what takes too long stays as it is. */
	readonly precheck: Precheck;
	/** Never rejects: what takes too long is `unseen`. */
	readonly summarise: Summarise;
	close(): void;
}

interface Waiting {
	/** Who asked; a program without a person counts as a person of its own. */
	readonly by: string;
	readonly task: Task;
	readonly answer: (result: Result) => void;
}

export function openAnalysis({ limitMs = 2_000 }: { readonly limitMs?: number } = {}): Analysis {
	const remembered = new Map<string, Promise<Result>>();
	const queue: Waiting[] = [];
	const next = (): Waiting | undefined => {
		const served = slots.flatMap((slot) => slot.serves() ?? []);
		const isFree = (by: string) => served.filter((one) => one === by).length < shareOf(WORKERS);
		const chosen = inTurn(queue, served).find(({ by }) => isFree(by));
		if (chosen !== undefined) queue.splice(queue.indexOf(chosen), 1);
		return chosen;
	};
	const slots: readonly Slot[] = Array.from({ length: WORKERS }, () => openSlot({ limitMs, next }));
	let count = 0;
	let isClosed = false;
	const ask = async (question: Question, by: string | undefined): Promise<Result> => {
		if (isClosed) return { kind: "none" };
		const key = createHash("sha256").update(JSON.stringify(question)).digest("base64");
		const known = remembered.get(key);
		if (known !== undefined) {
			remembered.delete(key);
			remembered.set(key, known);
			return known;
		}
		const asked = new Promise<Result>((answer) => {
			const forgetful = (result: Result) => {
				// The next try may be in time.
				if (result.kind === "none") remembered.delete(key);
				answer(result);
			};
			count++;
			queue.push({ by: by ?? `program ${count}`, task: { id: count, question }, answer: forgetful });
		});
		remembered.set(key, asked);
		for (const slot of slots) slot.wake();
		const [oldest] = remembered.keys();
		if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
		return asked;
	};
	return {
		examine: async ({ by, ...program }) => {
			const result = await ask({ kind: "examine", program }, by);
			return result.kind === "examined" ? result.risks : TOO_LONG;
		},
		precheck: async ({ by, ...program }) => {
			const result = await ask({ kind: "precheck", program }, by);
			return result.kind === "prechecked" ? result.prechecked : { source: program.source, mends: [], faults: [] };
		},
		summarise: async ({ by, ...program }) => {
			const result = await ask({ kind: "summarise", program }, by);
			return result.kind === "summarised" ? result.does : NOT_SEEN;
		},
		close: () => {
			isClosed = true;
			for (const slot of slots) slot.close();
			for (const { answer } of queue.splice(0)) answer({ kind: "none" });
		},
	};
}

interface Slot {
	/** Takes the next program, if it is idle. */
	wake(): void;
	/** The person whose program it works on. */
	serves(): string | undefined;
	close(): void;
}

/** One worker with one task at a time; a worker that is over the limit is ended, and the next task gets a new one. */
function openSlot({ limitMs, next }: { readonly limitMs: number; readonly next: () => Waiting | undefined }): Slot {
	let worker: Worker | undefined;
	let current: Waiting | undefined;
	let timer: NodeJS.Timeout | undefined;
	let isReady = false;
	let isClosed = false;
	const finish = (result: Result) => {
		clearTimeout(timer);
		const done = current;
		current = undefined;
		done?.answer(result);
		wake();
	};
	const abandon = () => {
		const old = worker;
		worker = undefined;
		isReady = false;
		old?.removeAllListeners();
		// Anything that it still sends is ignored.
		old?.on("error", () => {});
		void old?.terminate();
		finish({ kind: "none" });
	};
	const started = (): Worker => {
		const fresh = new Worker(new URL("./worker.ts", import.meta.url), {
			env: {},
			execArgv: [],
			resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
		});
		fresh.on("message", (said: Answer | Ready) => {
			if (said.kind === "ready") {
				isReady = true;
				arm();
			} else if (said.id === current?.task.id) finish(said);
		});
		fresh.on("error", abandon);
		fresh.on("exit", abandon);
		fresh.unref();
		return fresh;
	};
	const arm = () => {
		clearTimeout(timer);
		if (current !== undefined) timer = setTimeout(abandon, isReady ? limitMs : START_MS);
	};
	const wake = () => {
		if (current !== undefined || isClosed) return;
		current = next();
		if (current === undefined) return;
		worker ??= started();
		arm();
		try {
			worker.postMessage(current.task);
		} catch {
			finish({ kind: "none" });
		}
	};
	// Started at once, so that the first program does not wait for it.
	worker = started();
	return {
		wake,
		serves: () => current?.by,
		close: () => {
			isClosed = true;
			abandon();
		},
	};
}
