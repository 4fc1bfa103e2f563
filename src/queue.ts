// Queue port over bull, used as a doorbell: a ring may be lost or repeated, since the truth is in Redis and a sweep rings again.

import { createHash, randomBytes } from "node:crypto";
import Bull from "bull";
import { z } from "zod";
import type { ThreadId } from "./core/domain.ts";
import type { Log, Queue } from "./core/ports.ts";

export interface BullQueue extends Queue {
	/** Starts working on rings and sweeping; a throw of `advance` is logged and left to the next sweep. */
	work(advance: (thread: ThreadId) => Promise<void>): void;
	/** Rings for all that is unfinished; for when rings may have been lost. Never rejects. */
	sweep(): Promise<void>;
	/** Rings by what became of them. */
	counts(): Promise<Readonly<Record<string, number>>>;
	/** For the operator's board alone. */
	readonly jobs: Bull.Queue;
	/** Takes no more rings and waits a few seconds for those at work. */
	close(): Promise<void>;
}

export interface QueueOptions {
	readonly url: string;
	readonly name: string;
	readonly concurrency: number;
	readonly log: Log;
	/** Threads that the sweep rings for. */
	readonly unfinished: () => Promise<readonly ThreadId[]>;
	readonly sweepMs?: number;
}

const ringSchema = z.object({ thread: z.string(), reason: z.string() });
type Ring = z.infer<typeof ringSchema>;

const RING_MS = 2000;
const CLOSE_MS = 5000;

/** How long a sweep's ring whose job hangs in bull after a crash may block the next ones. */
const SWEEP_AGE_MS = 5 * 60_000;

export function openQueue({ url, name, concurrency, log, unfinished, sweepMs = 30_000 }: QueueOptions): BullQueue {
	const process = randomBytes(6).toString("hex");
	const bull = new Bull<Ring>(name, url, {
		redis: {
			retryStrategy: (times: number) => Math.min(times * 100, 1000),
			maxRetriesPerRequest: null,
			connectTimeout: RING_MS,
			keepAlive: 10_000,
		},
		prefix: "threadloop:queue",
		settings: { maxStalledCount: 0, lockDuration: 60_000, guardInterval: 1000, retryProcessDelay: 500 },
		defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
	});
	let away = false;
	let sweeping: NodeJS.Timeout | undefined;
	let closing = false;

	bull.on("error", (error) => {
		if (!away) log("warn", "queue_away", { error });
		away = true;
	});
	// A stalled job whose data are gone comes as null; the sweep rings again.
	bull.on("failed", (job: Bull.Job<Ring> | null, error) => {
		if (job !== null) log("warn", "ring_lost", { ...job.data, error });
	});

	const add = async (ring: Ring, delayMs: number) => {
		const job = await bull.add(ring, { jobId: idOf(ring), delay: delayMs });
		if (away) log("info", "queue_back");
		away = false;
		return job;
	};
	const ring = async (thread: ThreadId, reason: string, delayMs = 0) => {
		// A job for the same ring may be running already and may have looked too early, so another one follows it.
		// Checked before adding: afterwards the running job could be this very ring, which would then repeat for ever.
		const known = await bull.getJob(idOf({ thread, reason }));
		const working = known !== null && (await known.isActive());
		await add({ thread, reason: working ? `${reason}, after` : reason }, delayMs);
	};
	const ringAll = async (reason: string) => {
		try {
			for (const thread of await unfinished()) await inTime(add({ thread, reason }, 0));
		} catch (error) {
			log("warn", "sweep_failed", { error });
		}
	};
	const sweep = async () => {
		await ringAll(`sweep ${process} ${Math.floor(Date.now() / SWEEP_AGE_MS)}`);
		if (!closing) sweeping = setTimeout(() => void sweep(), sweepMs);
	};

	return {
		ring: (thread, reason, delayMs) => inTime(ring(thread, reason, delayMs)),
		work: (advance) => {
			bull
				.process(concurrency, async ({ data }) => {
					const { thread, reason } = ringSchema.parse(data);
					try {
						await advance(thread);
					} catch (error) {
						log("error", "advance_failed", { thread, reason, error });
					}
				})
				.catch((error: unknown) => {
					if (!closing) log("error", "queue_stopped", { error });
				});
			void sweep();
		},
		sweep: () => ringAll(`gone ${randomBytes(6).toString("hex")}`),
		counts: async () => ({ ...(await bull.getJobCounts()) }),
		jobs: bull,
		close: async () => {
			closing = true;
			clearTimeout(sweeping);
			const closed = bull.close().catch(() => {});
			await Promise.race([closed, later(CLOSE_MS)]);
			for (const client of bull.clients) client.disconnect();
		},
	};
}

/** bull's ids name Redis keys and must not look like numbers, so a digest stands for thread and reason. */
function idOf({ thread, reason }: Ring): string {
	return `r${createHash("sha256")
		.update(JSON.stringify([thread, reason]))
		.digest("hex")
		.slice(0, 32)}`;
}

/** bull waits for Redis for ever; callers do not. A ring that arrives late does no harm. */
async function inTime<T>(work: Promise<T>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error("Redis did not take the ring in time")), RING_MS);
	});
	work.catch(() => {});
	try {
		await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

function later(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
