// What Redis holds of Threadloop, as lines of JSON: a key, its own form of the value, and when it ends.

import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { Redis } from "ioredis";
import { z } from "zod";

const MINE = "threadloop:*";
/** Rings and locks of processes that have ended: a bot that starts rings for all that is unfinished. */
const PASSING = /^threadloop:(queue:|lock:|processes$|edits$|answer:)/;

/** `ends`: milliseconds since 1970, 0 for never. */
const lineSchema = z.object({ key: z.string(), value: z.base64(), ends: z.number() });

async function withRedis<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
	const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
	redis.on("error", () => {});
	try {
		await redis.connect().catch(() => {
			throw new Error(`Redis at ${url.replace(/\/\/[^@/]*@/, "//")} does not answer; start it, or correct REDIS_URL.`);
		});
		return await work(redis);
	} finally {
		redis.disconnect();
	}
}

/** Resolves with how many keys were written. */
export function saveKeys(url: string, file: string): Promise<number> {
	return withRedis(url, async (redis) => {
		const out = createWriteStream(file, { mode: 0o600, flags: "wx" });
		let count = 0;
		for await (const keys of redis.scanStream({ match: MINE, count: 500 })) {
			for (const key of z.array(z.string()).parse(keys)) {
				if (PASSING.test(key)) continue;
				const [value, ends] = await Promise.all([redis.dumpBuffer(key), redis.call("PEXPIRETIME", key)]);
				if (value === null) continue;
				const line = { key, value: value.toString("base64"), ends: Math.max(0, Number(ends)) };
				if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, "drain");
				count += 1;
			}
		}
		out.end();
		await once(out, "close");
		return count;
	});
}

/** Refuses, with a sentence, a Redis that holds threads already. Where a record or `place` fails, what was written is taken out again.
 *  Resolves with how many keys were written. */
export function loadKeys(url: string, file: string, place: () => Promise<void>): Promise<number> {
	return withRedis(url, async (redis) => {
		for await (const keys of redis.scanStream({ match: MINE, count: 500 })) {
			if (
				z
					.array(z.string())
					.parse(keys)
					.some((key) => !PASSING.test(key))
			) {
				throw new Error(
					"This Redis already holds threads, so nothing was restored; take another one, or another database number in REDIS_URL.",
				);
			}
		}
		const written: string[] = [];
		try {
			for await (const text of createInterface({ input: createReadStream(file, "utf8") })) {
				const { key, value, ends } = lineSchema.parse(JSON.parse(text));
				if (ends !== 0 && ends < Date.now()) continue;
				await redis.restore(key, ends, Buffer.from(value, "base64"), "ABSTTL");
				written.push(key);
			}
			await place();
		} catch (error) {
			for (const key of written) await redis.unlink(key);
			throw error;
		}
		return written.length;
	});
}
