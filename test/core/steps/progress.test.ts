// Progress inside a step, as people see it.

import { describe, expect, test } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import { csv, fakeWorld, script } from "../../fakes/world.ts";

test("while all sandboxes are in use people see their place in the line", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	bot.world.places = [2, 1];
	await bot.say("go");
	await bot.work();
	const queued = bot.lives.filter(({ phase }) => phase === "queued");
	expect(queued.map(({ queue }) => queue)).toEqual([
		{ for: "sandbox", position: 2 },
		{ for: "sandbox", position: 1 },
	]);
	expect(bot.turn().state.kind).toBe("waiting");
});

test("the clock of a step goes on when the model is asked once more, and people see that it is", async () => {
	const bot = fakeWorld({
		says: [
			(request) => {
				bot.pass(9000);
				request.onText("Let me");
				return "Let me think about it.";
			},
			(request) => {
				bot.pass(4000);
				request.onText("```python");
				return script("print(1)");
			},
		],
	});
	await bot.say("go", { files: [csv] });
	await bot.work();
	expect(bot.requests).toHaveLength(2);
	const writing = bot.lives.filter(({ phase }) => phase === "writing");
	expect(writing).toHaveLength(2);
	expect(new Set(writing.map(({ since }) => since)).size).toBe(1);
	expect(bot.shown.map(({ state, nudged }) => `${state.kind} ${nudged}`)).toContain("writing true");
});

test("how long a step usually takes is said once enough were measured, and failures do not count", async () => {
	const slow = (ms: number) => (request: { onText: (text: string) => boolean }) => {
		bot.pass(ms);
		request.onText("Good");
		return "Good morning to you.";
	};
	const down = new BotError("model_down", "The model server does not answer.");
	const bot = fakeWorld({ says: [down, ...[1, 2, 30, 4, 5, 6].map((seconds) => slow(1000 * seconds))] });
	const usual: (number | undefined)[] = [];
	for (let asked = 0; asked < 7; asked += 1) {
		await bot.say("tell me something nice");
		await bot.work();
		usual.push(bot.lives.findLast(({ phase }) => phase === "writing")?.usual);
	}
	expect(usual).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, 4000]);
});

describe("a look at what is being written", () => {
	const text = "The average is 17.\n```python\nprint(1)\nprint(2";

	async function looking(by: string) {
		const bot = fakeWorld({
			says: [
				async (request) => {
					request.onText(text);
					await bot.click("look", { by });
					return script("print(1)\nprint(2)");
				},
			],
		});
		await bot.say("go");
		await bot.work();
		return bot;
	}

	test("shows the code, and nothing that the model says beside it", async () => {
		const bot = await looking("U2");
		expect(bot.told).toEqual([expect.stringMatching(/has run:\nprint\(1\)\nprint\(2$/)]);
	});

	test("changes nothing: the Turn goes on, and its button still works", async () => {
		const bot = await looking("U1");
		expect(bot.turn().state.kind).toBe("waiting");
		await bot.click("look");
		expect(bot.told.at(-1)).toBe("There is no code to show yet.");
		await bot.click("stop");
		await bot.work();
		expect(bot.end().kind).toBe("stopped");
		await bot.click("look");
		expect(bot.told.at(-1)).toContain("no longer works");
	});

	test("shows what another bot has written so far", async () => {
		const bot = await looking("U1");
		const live = { phase: "writing", since: 1, code: "print(3)" } as const;
		const { thread } = bot.turn();
		Object.assign(bot.whole, { liveElsewhere: async (asked: string) => (asked === thread ? live : undefined) });
		await bot.click("look");
		expect(bot.told.at(-1)).toMatch(/has run:\nprint\(3\)$/);
	});

	test("needs the button of that very thread", async () => {
		const bot = await looking("U1");
		await bot.click("look", { token: bot.turn().attempts[0]?.approval.token ?? "" });
		await bot.click("look", { token: "f".repeat(32) });
		expect(bot.told.slice(1)).toEqual([
			expect.stringContaining("no longer works"),
			expect.stringContaining("no longer works"),
		]);
	});
});
