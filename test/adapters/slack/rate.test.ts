// The budget of edits: what matters first, nothing too often, Slack's pauses kept. Time is simulated.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edit } from "../../../src/adapters/posts/posting.ts";
import {
	delay,
	EMPTY,
	type Ledger,
	openRate,
	POST_BURST,
	spend,
	UPDATES_A_MINUTE,
} from "../../../src/adapters/slack/rate.ts";

const never = new AbortController().signal;
const thread = "slack:T1:C1:1700.1";
type Timed = Omit<Edit, "thread">;

const rateAt = (now: () => number, hasLine = false, onEdit = () => {}) =>
	openRate({ now, channel: (id) => id.split(":")[2] ?? "", hasLine: () => hasLine, onEdit });

/** Sends edits one after the other as early as the budget lets them; resolves with the time of each. */
function play(edits: readonly Timed[]): readonly { readonly at: number; readonly edit: Timed }[] {
	let ledger: Ledger = EMPTY;
	let now = 0;
	return edits.map((edit) => {
		for (let wait = delay(ledger, edit, now); wait > 0; wait = delay(ledger, edit, now)) now += wait;
		ledger = spend(ledger, edit, now);
		return { at: now, edit };
	});
}

const edit = fc.record({
	priority: fc.constantFrom(
		"verdict" as const,
		"outcome" as const,
		"soon" as const,
		"progress" as const,
		"line" as const,
	),
	message: fc.constantFrom("a", "b", "c"),
});

describe("edits", () => {
	test("never more than 50 in any minute, and one message never more than once a second", () => {
		fc.assert(
			fc.property(fc.array(edit, { minLength: 60, maxLength: 200 }), (edits) => {
				const sent = play(edits);
				for (const [index, { at }] of sent.entries()) {
					const before = sent[index - UPDATES_A_MINUTE];
					if (before !== undefined) expect(at - before.at).toBeGreaterThanOrEqual(60_000);
				}
				for (const [index, { at, edit: one }] of sent.entries()) {
					const last = sent.slice(0, index).findLast((other) => other.edit.message === one.message);
					if (last !== undefined) expect(at - last.at).toBeGreaterThanOrEqual(1000);
				}
			}),
			{ numRuns: 50 },
		);
	});

	test("a verdict goes out at once although progress has used up its share", () => {
		const sent = play(Array.from({ length: 36 }, (_, at) => ({ priority: "progress" as const, message: `m${at}` })));
		let ledger: Ledger = EMPTY;
		for (const { at, edit: one } of sent) ledger = spend(ledger, one, at);
		const now = sent.at(-1)?.at ?? 0;
		expect(delay(ledger, { priority: "progress", message: "x" }, now)).toBeGreaterThan(0);
		expect(delay(ledger, { priority: "verdict", message: "x" }, now)).toBe(0);
	});

	test("progress of any number of threads leaves 15 of the 50 to verdicts and outcomes", () => {
		const sent = play(Array.from({ length: 120 }, (_, at) => ({ priority: "progress" as const, message: `m${at}` })));
		for (const [index, { at }] of sent.entries()) {
			const before = sent[index - (UPDATES_A_MINUTE - 15)];
			if (before !== undefined) expect(at - before.at).toBeGreaterThanOrEqual(60_000);
		}
	});

	test("progress goes on all through the minute rather than stopping after a burst", () => {
		const sent = play(Array.from({ length: 30 }, () => ({ priority: "progress" as const, message: "a" })));
		const gaps = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));
		expect(Math.max(...gaps)).toBeLessThanOrEqual(5000);
	});
});

describe("the queue", () => {
	test("whoever waits gives way to a verdict, and an aborted wait sends nothing", async () => {
		let now = 0;
		const budget = rateAt(() => now);
		for (let at = 0; at < UPDATES_A_MINUTE; at += 1)
			expect(await budget.take({ thread, priority: "verdict", message: `${at}` }, never)).toBeDefined();
		const order: string[] = [];
		const stop = new AbortController();
		const progress = budget
			.take({ thread, priority: "progress", message: "p" }, stop.signal)
			.then((sent) => order.push(`progress ${sent !== undefined}`));
		const outcome = budget
			.take({ thread, priority: "outcome", message: "o" }, never)
			.then((sent) => order.push(`outcome ${sent !== undefined}`));
		const verdict = budget
			.take({ thread, priority: "verdict", message: "v" }, never)
			.then((sent) => order.push(`verdict ${sent !== undefined}`));
		now = 60_001;
		// Whoever asks next wakes the queue.
		await budget.take({ thread, priority: "outcome", message: "z" }, never);
		await Promise.all([verdict, outcome, progress]);
		expect(order).toEqual(["verdict true", "outcome true", "progress true"]);
		stop.abort();
		expect(await budget.take({ thread, priority: "progress", message: "p" }, stop.signal)).toBeUndefined();
	});

	test("a message that is drawn again and again while it waits keeps its place", async () => {
		let now = 0;
		const budget = rateAt(() => now);
		for (let at = 0; at < UPDATES_A_MINUTE; at += 1)
			await budget.take({ thread, priority: "verdict", message: `${at}` }, never);
		const order: string[] = [];
		const take = (message: string, signal = never) =>
			void budget.take({ thread, priority: "verdict", message }, signal).then((sent) => {
				if (sent !== undefined) order.push(message);
			});
		const anew = new AbortController();
		take("card", anew.signal);
		for (let at = 0; at < 60; at += 1) take(`later ${at}`);
		anew.abort();
		take("card");
		now = 60_001;
		await budget.take({ thread, priority: "outcome", message: "wakes" }, AbortSignal.timeout(1));
		expect(order[0]).toBe("card");
	});

	test("after Slack asked for a pause nothing goes out before it is over", async () => {
		let now = 0;
		const budget = rateAt(() => now);
		budget.pause(30_000);
		let sent = false;
		const held = budget.take({ thread, priority: "verdict", message: "v" }, never).then(() => {
			sent = true;
		});
		await Promise.resolve();
		expect(sent).toBe(false);
		now = 30_000;
		// Whoever asks next wakes the queue.
		await budget.take({ thread, priority: "outcome", message: "o" }, never);
		await held;
		expect(sent).toBe(true);
	});

	test("an edit that Slack refused for now waits for room before it is sent once more, and then counts again", async () => {
		let now = 0;
		const budget = rateAt(() => now);
		for (let at = 0; at < UPDATES_A_MINUTE; at += 1)
			await budget.take({ thread, priority: "verdict", message: `${at}` }, never);
		budget.pause(2000);
		let isSent = false;
		const again = budget.again(never).then(() => {
			isSent = true;
		});
		now = 2000;
		const other = budget.take({ thread, priority: "soon", message: "wakes" }, never);
		await Promise.resolve();
		expect(isSent).toBe(false);
		now = 60_000;
		await budget.take({ thread, priority: "verdict", message: "wakes, too" }, never);
		await again;
		await other;
		let isFull = false;
		for (let at = 0; at < UPDATES_A_MINUTE - 3; at += 1)
			await budget.take({ thread, priority: "verdict", message: `later ${at}` }, never);
		void budget.take({ thread, priority: "verdict", message: "one too many" }, AbortSignal.timeout(5)).then((sent) => {
			isFull = sent === undefined;
		});
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(isFull).toBe(true);
	});

	test("an edit that Slack took late counts from then on, for its minute and for its message", async () => {
		let now = 0;
		const budget = rateAt(() => now);
		const first = await budget.take({ thread, priority: "verdict", message: "first" }, never);
		for (let at = 1; at < UPDATES_A_MINUTE; at += 1)
			await budget.take({ thread, priority: "verdict", message: `${at}` }, never);
		now = 5000;
		first?.();
		let sent = 0;
		const held = [1, 2, 3].map((at) =>
			budget.take({ thread, priority: "verdict", message: `late ${at}` }, never).then(() => sent++),
		);
		now = 60_001;
		// Whoever asks next wakes the queue: 49 of the 50 are a minute old.
		await Promise.all(
			Array.from({ length: 46 }, (_, at) => budget.take({ thread, priority: "verdict", message: `more ${at}` }, never)),
		);
		await Promise.all(held);
		expect(sent).toBe(3);
		let over = false;
		const one = budget.take({ thread, priority: "verdict", message: "over" }, never).then(() => {
			over = true;
		});
		await Promise.resolve();
		expect(over).toBe(false);
		now = 65_001;
		await budget.take({ thread, priority: "progress", message: "p" }, AbortSignal.abort());
		now = 121_000;
		await budget.take({ thread, priority: "verdict", message: "wakes" }, never);
		await one;
	});
});

describe("posts", () => {
	const newer = never;

	test("some go out at once, and then one a second in a channel; another channel is free", async () => {
		const rate = rateAt(() => 0);
		const closing = new AbortController();
		const room = (id: string) => rate.room({ thread: id, isPassing: false }, { newer, closing: closing.signal });
		for (let at = 0; at < POST_BURST; at += 1) await room(thread);
		const next = room(thread);
		await room("slack:T1:C2:1700.1");
		closing.abort();
		await expect(next).rejects.toThrow("aborted");
	});

	test("one that only says what goes on waits for something better, and goes at once when that is there", async () => {
		const rate = rateAt(() => 0);
		const better = new AbortController();
		let sent = false;
		const passing = rate.room({ thread, isPassing: true }, { newer: better.signal, closing: never }).then(() => {
			sent = true;
		});
		await rate.room({ thread, isPassing: false }, { newer, closing: never });
		expect(sent).toBe(false);
		better.abort();
		await passing;
	});

	test("while posts wait, edits are kept for the verdict and the outcome of each", () => {
		const ledger: Ledger = {
			...EMPTY,
			sent: [1, 2, 3],
			posts: Array.from({ length: 24 }, (_, at) => 1000 * at + 5000),
		};
		const at = (priority: Timed["priority"]) => delay(ledger, { priority, message: "m" }, 4000);
		expect(at("verdict")).toBe(0);
		expect(at("outcome")).toBe(0);
		expect(at("soon")).toBeGreaterThan(0);
		expect(at("progress")).toBeGreaterThan(0);
		expect(delay(ledger, { priority: "progress", message: "m" }, 40_000)).toBe(0);
	});
});

test("edits that were made before a restart count, and each is told when it is let through", async () => {
	let told = 0;
	const rate = rateAt(
		() => 10_000,
		false,
		() => {
			told += 1;
		},
	);
	// Three more may be on their way.
	rate.remember(Array.from({ length: UPDATES_A_MINUTE - 4 }, (_, at) => at * 100));
	expect(await rate.take({ thread, priority: "verdict", message: "first" }, never)).toBeDefined();
	expect(told).toBe(1);
	const leaving = new AbortController();
	const second = rate.take({ thread, priority: "verdict", message: "second" }, leaving.signal);
	await Promise.resolve();
	expect(told).toBe(1);
	leaving.abort();
	expect(await second).toBeUndefined();
});

test("edits that a wrong clock has dated after now count no longer than others", async () => {
	let at = 10_000;
	const rate = rateAt(() => at);
	rate.remember(Array.from({ length: UPDATES_A_MINUTE }, () => 610_000));
	at = 70_001;
	expect(await rate.take({ thread, priority: "verdict", message: "m" }, AbortSignal.timeout(1000))).toBeDefined();
});

test("where a status line says it, progress is no edit; outcomes still are", async () => {
	const rate = rateAt(() => 0, true);
	expect(await rate.take({ thread, priority: "line", message: "m" }, never)).toBeUndefined();
	expect(await rate.take({ thread, priority: "outcome", message: "m" }, never)).toBeDefined();
});
