// What reads for code as code's own user belongs to code: whatever it says, and for how long, a collection ends in time.

import { createHash } from "node:crypto";
import { type Duplex, duplexPair } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { lineReader } from "../../../src/sandbox/channel/lines.ts";
import { openKeeper } from "../../../src/sandbox/kubernetes/keeper/keeper.ts";
import { openKeptFiles, openLender } from "../../../src/sandbox/kubernetes/keeper/kept-files.ts";

type Order = Readonly<Record<string, unknown>>;
type Answer = (order: Order, say: (message: object) => void, stream: Duplex) => void;

const LEND_MS = 700;
const open: { destroy(): unknown }[] = [];
afterEach(() => {
	for (const one of open.splice(0)) one.destroy();
});

/** A way to whoever answers each order so. */
function wayTo(answer: Answer): () => Promise<Duplex> {
	return async () => {
		const [ours, theirs] = duplexPair();
		ours.on("close", () => theirs.destroy());
		const say = (message: object) => void (theirs.destroyed || theirs.write(`${JSON.stringify(message)}\n`));
		const reader = lineReader(2 ** 20, (line) => void answer(JSON.parse(line), say, theirs));
		theirs.on("data", (bytes: Buffer) => reader.push(bytes));
		theirs.on("error", () => {});
		open.push(ours, theirs);
		return ours;
	};
}

const row = (path: string) => [path, "file", "3", "1", "1", "7"];

/** It finds two files and a folder that are locked away from it, and takes what it is given. */
function honest(): Answer {
	let given: Buffer[] = [];
	return (order, say) => {
		if (order.b !== undefined) {
			given.push(Buffer.from(String(order.b), "base64"));
			return say({ t: "ack" });
		}
		if (order.end === true) {
			const bytes = Buffer.concat(given);
			return say({ t: "ok", size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
		}
		if (order.stop === true) return say({ t: "no", why: "stopped" });
		if (order.op === "adopt") {
			given = [];
			return say({ t: "go" });
		}
		if (order.op === "look") return say({ t: "no", why: "locked" });
		if (order.op === "scan") say({ t: "rows", rows: [row("own.txt"), row("too.txt")] });
		say({ t: "ok", complete: true, locked: ["shut"], digest: "", inodes: [] });
	};
}

/** As a lender that does what it should. */
const lent: Answer = (order, say) => {
	if (order.op === "scan") say({ t: "rows", rows: [row("shut/in.txt")] });
	if (order.op === "read") say({ t: "b", b: Buffer.from(String(order.path)).toString("base64") });
	if (order.more !== true) say({ t: "ok", complete: true, locked: [], size: 3 });
};

async function endlessly(stream: Duplex, step: () => unknown): Promise<void> {
	while (!stream.destroyed) {
		await step();
		await sleep(1);
	}
}

async function collected(connect: () => Promise<Duplex>, lendMs?: number) {
	const keeper = openKeeper({ connect: wayTo(honest()), patienceMs: 0 });
	const lender = openLender(connect);
	const files = openKeptFiles({ keeper, lender, maxUploadBytes: 1, ...(lendMs === undefined ? {} : { lendMs }) });
	const began = performance.now();
	const made = await files.collect({ run: "run-1", before: undefined, sinceNs: 0n, figures: [] });
	keeper.close();
	lender.close();
	return { ...made, ms: performance.now() - began };
}

test("what an honest one reads is taken", async () => {
	const { changed, artifacts, notes } = await collected(wayTo(lent));
	expect([changed, notes]).toEqual([["own.txt", "shut/in.txt", "too.txt"], []]);
	expect(artifacts.map(({ name, size }) => [name, size])).toEqual([
		["own.txt", 7],
		["in.txt", 11],
		["too.txt", 7],
	]);
});

const unread = ["own.txt", "too.txt"].map((name) => `${name} cannot be read, so it was not attached.`);
const unseen = "There are too many files in /workspace to check them all.";

test.each<readonly [string, Answer]>([
	["busy for ever", (_, say, stream) => endlessly(stream, () => say({ t: "busy" }))],
	["nothing", () => {}],
	["rows without a file for ever", (_, say, stream) => endlessly(stream, () => say({ t: "rows", rows: [] }))],
	[
		"a file at a time for ever",
		(_, say, stream) => endlessly(stream, () => say({ t: "rows", rows: [row("own.txt")] })),
	],
])("one that says %s is heard no longer than what it was lent the collection for", async (_name, answer) => {
	const { artifacts, notes, ms } = await collected(wayTo(answer), LEND_MS);
	expect([artifacts, notes]).toEqual([[], [...unread, unseen]]);
	expect(ms).toBeGreaterThan(LEND_MS - 50);
	expect(ms).toBeLessThan(LEND_MS + 1000);
});

test("one to whom there never is a way holds nothing up", async () => {
	const { artifacts, notes, ms } = await collected(() => new Promise(() => {}), LEND_MS);
	expect([artifacts, notes]).toEqual([[], [...unread, unseen]]);
	expect(ms).toBeLessThan(LEND_MS + 1000);
});

test("one whose file never ends, piece by piece, keeps neither that file nor the next ones waiting", async () => {
	const answer: Answer = (order, say, stream) => {
		if (order.op !== "read") return lent(order, say, stream);
		return endlessly(stream, () => say({ t: "b", b: "" }));
	};
	const { artifacts, notes, ms } = await collected(wayTo(answer), LEND_MS);
	expect([artifacts, notes]).toEqual([
		[],
		["own.txt", "shut/in.txt", "too.txt"].map((name) => `${name} cannot be read, so it was not attached.`),
	]);
	expect(ms).toBeLessThan(LEND_MS + 1000);
});

test("one that tells of files without end is not heard to the end of its time, and of them no more is kept", async () => {
	const asked: unknown[] = [];
	const answer: Answer = async (order, say, stream) => {
		asked.push(order.op);
		if (order.op !== "scan") return lent(order, say, stream);
		for (let at = 0; !stream.destroyed; at += 1000) {
			say({ t: "rows", rows: Array.from({ length: 1000 }, (_, n) => row(`shut/${at + n}`)) });
			await sleep(0);
		}
	};
	const { changed, notes, after, ms } = await collected(wayTo(answer));
	expect(ms).toBeLessThan(15_000);
	expect([after?.complete, after?.files.size, changed.length]).toEqual([false, 50_002, 200]);
	// Nor is the keeper asked for each of them.
	expect(notes.at(-1)).toBe("49978 more files were not attached.");
	expect(asked.filter((op) => op === "look").length).toBeLessThanOrEqual(2000);
});

test("one that talks faster than it is heard is not heard at all", async () => {
	const answer: Answer = (_, __, stream) =>
		endlessly(stream, () => stream.write(`${JSON.stringify({ t: "busy" })}\n`.repeat(1000)));
	const { notes, ms } = await collected(wayTo(answer));
	expect(notes).toEqual([...unread, unseen]);
	expect(ms).toBeLessThan(15_000);
});
