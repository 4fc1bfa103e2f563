// Labels and pre-check off the event loop: two threads of one worker each, a time limit, and an answer whatever happens.

import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { Risk } from "../core/domain.ts";
import { inTurn, shareOf } from "../core/fair-order.ts";
import type { Examine, Precheck, Prechecked } from "../core/ports.ts";

type Question =
	| { readonly kind: "examine"; readonly program: Omit<Parameters<Examine>[0], "by"> }
	| { readonly kind: "precheck"; readonly program: Omit<Parameters<Precheck>[0], "by"> };

export interface Task {
	readonly id: number;
	readonly question: Question;
}

export type Answer =
	| { readonly id: number; readonly kind: "examined"; readonly risks: readonly Risk[] }
	| { readonly id: number; readonly kind: "prechecked"; readonly prechecked: Prechecked };

/** All of it is loaded: from here on time counts. */
export interface Ready {
	readonly kind: "ready";
}

type Result = Answer | { readonly kind: "none" };

const TOO_LONG: readonly Risk[] = [{ label: "unparsed", line: 1, what: "took too long to be analysed" }];

/** Two, and nobody gets both: slow programs of one person hold up no one else's. */
const WORKERS = 2;
const MOST_REMEMBERED = 200;

/** A machine under load starts a worker slowly, and no program is to blame. */
const START_MS = 15_000;
const MEMORY_MB = 512;

export interface Analysis {
	/** Never rejects: what takes too long is `unparsed`. */
	readonly examine: Examine;
	/** Never rejects: what takes too long stays as it is. */
	readonly precheck: Precheck;
	close(): void;
}

interface Waiting {
	/** Where nobody is named, each program counts for itself. */
	readonly by: string;
	readonly task: Task;
	readonly answer: (result: Result) => void;
}

export function openAnalysis({ limitMs = 2_000 }: { readonly limitMs?: number } = {}): Analysis {
	const remembered = new Map<string, Promise<Result>>();
	const line: Waiting[] = [];
	const next = (): Waiting | undefined => {
		const served = benches.flatMap((bench) => bench.serves() ?? []);
		const isFree = (by: string) => served.filter((one) => one === by).length < shareOf(WORKERS);
		const chosen = inTurn(line, served).find(({ by }) => isFree(by));
		if (chosen !== undefined) line.splice(line.indexOf(chosen), 1);
		return chosen;
	};
	const benches: readonly Bench[] = Array.from({ length: WORKERS }, () => openBench({ limitMs, next }));
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
				// Another try may be luckier.
				if (result.kind === "none") remembered.delete(key);
				answer(result);
			};
			count++;
			line.push({ by: by ?? `program ${count}`, task: { id: count, question }, answer: forgetful });
		});
		remembered.set(key, asked);
		for (const bench of benches) bench.wake();
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
		close: () => {
			isClosed = true;
			for (const bench of benches) bench.close();
			for (const { answer } of line.splice(0)) answer({ kind: "none" });
		},
	};
}

interface Bench {
	/** Takes up what waits, if it is idle. */
	wake(): void;
	/** Whose program it works on. */
	serves(): string | undefined;
	close(): void;
}

/** One worker with one task at a time; over the limit it is ended, and the next task gets a new one. */
function openBench({ limitMs, next }: { readonly limitMs: number; readonly next: () => Waiting | undefined }): Bench {
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
		// What it still says is nobody's business.
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
	// The first program need not wait for a worker.
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
