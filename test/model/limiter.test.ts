import { expect, test } from "vitest";
import type { ModelReply, ModelRequest } from "../../src/core/ports.ts";
import { queued } from "../../src/model/limiter.ts";

const reply = { text: "", finish: "stop", promptTokens: 0, cachedTokens: 0, completionTokens: 0 } as const;

function setUp(places: number) {
	const begun: { end: (reply: ModelReply) => void }[] = [];
	const model = queued({ reply: () => new Promise((end) => void begun.push({ end })) }, places);
	const told = new Map<string, number[]>();
	const ask = (name: string, signal = new AbortController().signal) => {
		told.set(name, []);
		const request: ModelRequest = {
			messages: [],
			temperature: 0,
			maxTokens: 1,
			onText: () => false,
			onLoading: () => {},
			onPosition: (place) => void told.get(name)?.push(place),
			signal,
		};
		return model.reply(request);
	};
	return { begun, told, ask };
}

test("as many questions as the model takes are asked at once, the next is told its place and served in turn", async () => {
	const { begun, told, ask } = setUp(2);
	const all = ["a", "b", "c", "d"].map((name) => ask(name));
	await Promise.resolve();
	expect(begun).toHaveLength(2);
	expect([...told.values()].map((places) => places.at(-1))).toEqual([undefined, undefined, 1, 2]);
	begun[0]?.end(reply);
	await all[0];
	await expect.poll(() => begun.length).toBe(3);
	expect(told.get("c")?.at(-1)).toBe(0);
	expect(told.get("d")?.at(-1)).toBe(1);
	for (const one of begun) one.end(reply);
	await expect.poll(() => begun.length).toBe(4);
	begun[3]?.end(reply);
	await Promise.all(all);
});

test("one person's many questions take neither the whole model nor the line", async () => {
	const begun: string[] = [];
	const ends: (() => void)[] = [];
	const model = queued(
		{
			reply: ({ purpose }) =>
				new Promise((end) => {
					begun.push(purpose?.by ?? "");
					ends.push(() => end(reply));
				}),
		},
		3,
	);
	const ask = (by: string) =>
		model.reply({
			messages: [],
			temperature: 0,
			maxTokens: 1,
			onText: () => false,
			onLoading: () => {},
			purpose: { kind: "code", thread: by, turn: "t", by },
			signal: new AbortController().signal,
		});
	const all = ["ann", "ann", "ann", "ann"].map(ask);
	await Promise.resolve();
	expect(begun).toEqual(["ann", "ann"]);
	all.push(ask("bob"), ask("cem"));
	await expect.poll(() => begun).toEqual(["ann", "ann", "bob"]);
	ends[0]?.();
	await expect.poll(() => begun).toEqual(["ann", "ann", "bob", "cem"]);
	for (let at = 1; at < 6; at++) {
		await expect.poll(() => ends.length).toBeGreaterThan(at);
		ends[at]?.();
	}
	await Promise.all(all);
});

test("whoever is stopped while waiting leaves the line at once, and the others move up", async () => {
	const { begun, told, ask } = setUp(1);
	const first = ask("a");
	const stop = new AbortController();
	const second = ask("b", stop.signal);
	const third = ask("c");
	await Promise.resolve();
	stop.abort(new Error("stopped by a person"));
	await expect(second).rejects.toThrow("stopped by a person");
	expect(told.get("c")).toEqual([2, 1]);
	begun[0]?.end(reply);
	await first;
	await expect.poll(() => begun.length).toBe(2);
	begun[1]?.end(reply);
	await third;
});
