// Stored Sessions of every kind and version, read by the newest code. `KEEP=1 npx vitest run test/store/corpus.test.ts` adds what the present version lacks.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readStored, stamped, VERSION } from "../../src/schemas/stored.ts";
import { sessionSchema, toStoredSession } from "../../src/schemas.ts";
import { openStore, type RedisStore } from "../../src/store/redis.ts";
import { startRedis, type TestRedis } from "../fakes/redis.ts";
import { openShape } from "../fakes/shapes.ts";
import { keep, kept, keptOf, meaningOf, rawOf } from "./corpus.ts";
import { REPORTS } from "./report-scenes.ts";
import { SCENES as OTHERS } from "./scenes.ts";
import { WAYS } from "./way-scenes.ts";

const SCENES = { ...OTHERS, ...REPORTS, ...WAYS };

/** Written by programs before the present version 0, which knew less: what they lack is filled in. */
const isEarly = (name: string) => name.includes("/early-");
const read = (raw: string) => readStored(sessionSchema, JSON.parse(raw));
const written = (raw: string): unknown => JSON.parse(JSON.stringify(stamped(toStoredSession(read(raw)))));

describe.runIf(process.env.KEEP !== undefined)("the present version", () => {
	let redis: TestRedis;
	let store: RedisStore;
	beforeAll(async () => {
		redis = await startRedis();
		store = await openStore({ url: redis.url, hostId: "h1", log: () => {}, now: Date.now });
	});
	afterAll(async () => {
		await store?.close();
		await redis?.stop();
	});
	test.each(Object.entries(SCENES))("%s is kept", async (name, play) => {
		if (keptOf(VERSION).some((one) => one.name.endsWith(`/${name}`))) return;
		const raw = await rawOf(store, redis.url, await play());
		keep(VERSION, name, { raw, meaning: meaningOf(read(raw)) });
	});
});

test.each(kept())("$name is read, and means what it meant", ({ raw, meaning }) => {
	expect(meaningOf(read(raw))).toEqual(meaning);
});

test.each(kept())("$name is written again without losing anything", ({ name, raw }) => {
	const again = written(raw);
	expect(written(JSON.stringify(again))).toEqual(again);
	if (!isEarly(name)) expect(again).toMatchObject({ ...(JSON.parse(raw) as object), version: VERSION });
});

test("each scene has a record of the present version", () => {
	expect(keptOf(VERSION).map(({ name }) => name.split("/")[1])).toEqual(expect.arrayContaining(Object.keys(SCENES)));
});

test("every kind, every choice and every key of a Session stands in a record, and every key that may be absent is absent in one", () => {
	const shape = openShape(sessionSchema);
	const records = kept().flatMap(({ raw }) => [JSON.parse(raw) as unknown, written(raw)]);
	const seen = new Set(records.flatMap((record) => shape.partsIn(record)));
	expect(shape.parts.length).toBeGreaterThan(200);
	expect(shape.parts.filter((part) => !seen.has(part))).toEqual([]);
});
