// The status command.

import { expect, test } from "vitest";
import { fakeWorld, script } from "../../fakes/world.ts";
import { notAddressed } from "../threads.ts";

test("status is answered at once while code runs: state, attempts, model, container, limits, queue", async () => {
	const bot = fakeWorld({
		says: [script("slow()"), "1"],
		does: [
			async () => {
				bot.pass(5000);
				await bot.say("Status", notAddressed);
				return { output: "1" };
			},
		],
	});
	bot.world.sandboxState = { kind: "open", idleMs: 3000, busy: true, generation: "g1" };
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.asides).toHaveLength(1);
	expect(bot.asides[0]).toMatchObject({ title: "Status" });
	expect(bot.asides[0]?.lines).toEqual([
		"Now: running code, 5 s so far",
		"Attempts: 1 so far, 0 failed",
		"Queue: nobody is ahead of you",
		"Model: test-model",
		"Container: open, busy, Python session g1",
		"Limits: 30 s per run, 3 fixes per question, 1 CPU",
		"I answer: every message here, unless it is addressed to somebody else",
	]);
	expect(bot.end().kind).toBe("answered");
});

test("in Chinese the model and the limits are said in Chinese, too", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	const limits = ["4.0 GB of memory", "2 CPUs", "files up to 100 MB"];
	Object.assign(bot.whole.about, { model: async () => "qwen on llama.cpp, reads 4096 tokens", limits });
	await bot.say("一共有多少行？");
	await bot.work();
	await bot.say("状态", notAddressed);
	expect(bot.asides[0]?.lines).toContain("模型：llama.cpp 上的 qwen，可读取 4096 个 token");
	expect(bot.asides[0]?.lines.at(-2)).toContain("内存 4.0 GB、2 个 CPU、文件不超过 100 MB");
	const elsewhere = { thread: "slack:T1:C9:", person: "U1", locale: "zh" } as const;
	const { lines } = await bot.bot.command("status", elsewhere);
	expect(lines.at(-1)).toContain("内存 4.0 GB、2 个 CPU、文件不超过 100 MB");
});

test("status says so when the sandbox does not answer", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	bot.world.sandboxState = { kind: "open", idleMs: 3000, busy: false, generation: undefined };
	await bot.say("go");
	await bot.work();
	await bot.say("Status", notAddressed);
	expect(bot.asides[0]?.lines).toContain("Container: open, idle for 3 s, Python session not answering");
});

test("status tells the place in the line for the model", async () => {
	const bot = fakeWorld({
		says: [
			async ({ onPosition }) => {
				onPosition?.(3);
				await bot.say("status", notAddressed);
				return script("print(1)");
			},
		],
	});
	await bot.say("go");
	await bot.work();
	expect(bot.asides[0]?.lines).toContain("Queue: number 3 in line for the model");
	expect(bot.asides[0]?.lines).toContain("Now: waiting in line, 0 s so far");
});
