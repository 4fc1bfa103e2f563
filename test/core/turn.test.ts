// The loop of a Turn, from the question to its end, with a scripted model and sandbox: Stop, lost locks, failures, Threads that are gone.

import { expect, test, vi } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import { alice, csv, fakeWorld, keyError, ok, script } from "../fakes/world.ts";
import { broken, fixed, waiting } from "./threads.ts";

test("a question with a CSV ends in an answer after one approval", async () => {
	const bot = fakeWorld({ says: [script("print(10)"), "There are 10 rows."], does: [ok("rows: 10")] });
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(0);
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "There are 10 rows.", attempt: 0 });
	expect(bot.runs.map((run) => run.source)).toEqual(["print(10)\n"]);
	expect(bot.requests[0]?.[1]?.content).toContain("created_at");
});

test("nothing runs before somebody has approved it", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	await bot.say("go");
	await bot.work();
	await bot.work();
	expect(bot.runs).toHaveLength(0);
	expect(bot.turn().state.kind).toBe("waiting");
});

test("each request to the model starts with the one before, byte for byte", async () => {
	const bot = fakeWorld({ says: [broken, fixed, "10 rows."], does: [keyError(), ok("rows 10")] });
	await bot.say("go", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.requests).toHaveLength(3);
	for (const [index, request] of bot.requests.slice(1).entries()) {
		const before = bot.requests[index]!;
		expect(request.slice(0, before.length)).toEqual(before);
	}
});

test("Stop while files are fetched ends the Turn before the model is asked", async () => {
	const bot = fakeWorld();
	bot.world.whileFetching = () => bot.click("stop");
	await bot.say("go", { files: [csv] });
	await bot.work();
	expect(bot.end().kind).toBe("stopped");
	expect(bot.requests).toHaveLength(0);
});

test("Stop while the model writes ends the Turn", async () => {
	const bot = fakeWorld({
		says: [
			async ({ signal }) => {
				await bot.click("stop");
				signal.throwIfAborted();
				return "never";
			},
		],
	});
	await bot.say("go");
	await bot.work();
	expect(bot.end()).toEqual({ kind: "stopped", by: alice });
	expect(bot.turn().attempts).toHaveLength(0);
});

test("Stop while code waits for approval ends the Turn, and the code cannot be approved any more", async () => {
	const bot = fakeWorld({ says: [script("a = 1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("stop");
	await bot.work();
	expect(bot.end().kind).toBe("stopped");
	await bot.click("approve");
	expect(bot.told[0]).toContain("This button no longer works");
	await bot.work();
	expect(bot.runs).toHaveLength(0);
});

test("Stop while the program runs aborts it and keeps its output", async () => {
	const bot = fakeWorld({
		says: [script("while True: pass")],
		does: [
			async ({ signal }) => {
				await bot.click("stop");
				return signal.aborted ? { outcome: "cancelled", output: "so far" } : { outcome: "ok", output: "not stopped" };
			},
		],
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "stopped", by: { name: "Alice" } });
	expect(bot.turn().attempts[0]?.run).toMatchObject({ outcome: "cancelled", output: "so far" });
});

test("a lock that is lost while a program runs does not stop the program", async () => {
	const bot = fakeWorld({
		says: [script("print(1)"), "1"],
		does: [
			async ({ signal }) => {
				bot.world.lock.abort(new Error("lost"));
				return signal.aborted ? { outcome: "cancelled" } : ok("1");
			},
		],
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await expect(bot.work()).rejects.toThrow("lost");
	bot.world.lock = new AbortController();
	await bot.work();
	expect(bot.end().kind).toBe("answered");
	expect(bot.runs).toHaveLength(1);
});

test("Stop while the answer is written keeps what ran", async () => {
	const bot = fakeWorld({
		says: [
			script("print(1)"),
			async ({ signal }) => {
				await bot.click("stop");
				signal.throwIfAborted();
				return "never";
			},
		],
		does: [ok("1")],
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("stopped");
	expect(bot.turn().attempts[0]?.run?.output).toBe("1");
});

test("a model server that is down is said in one sentence, and Try again goes on from there", async () => {
	const down = new BotError("model_down", "The model server does not answer.");
	const bot = fakeWorld({ says: [down, script("print(1)"), "1"], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "failed", sentence: "The model server does not answer.", during: "writing" });
	await bot.click("again");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	await bot.click("again", { token: "f".repeat(32) });
	expect(bot.told).toHaveLength(1);
});

test("a thread that no longer exists is closed quietly", async () => {
	const bot = fakeWorld();
	bot.world.showFails = new BotError("thread_gone", "gone");
	await bot.say("go");
	await bot.work();
	expect(bot.session()?.threadGone).toBe(true);
	expect(bot.world.closed).toBe(1);
	await bot.work();
	expect(bot.requests).toHaveLength(0);
});

test("a mention in a thread that was taken for gone opens it again", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	bot.world.showFails = new BotError("thread_gone", "gone");
	await bot.say("go");
	await bot.work();
	bot.world.showFails = undefined;
	await bot.say("are you there?");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.session()?.threadGone).toBe(false);
});

test("after a crash the last state is shown again before anything else happens", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	await bot.say("go");
	await bot.work();
	const before = bot.shown.length;
	await bot.work();
	expect(bot.shown.length).toBe(before + 1);
	expect(bot.requests).toHaveLength(1);
});

test("where the platform is slow the work goes on, but what people are asked is waited for", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	const seen = Promise.withResolvers<void>();
	bot.world.showing = () => seen.promise;
	await bot.say("go");
	const working = bot.work();
	await vi.waitFor(() => expect(bot.session()?.turn?.state.kind).toBe("waiting"), { timeout: 10_000 });
	const isOver = vi.fn();
	void working.then(isOver);
	await new Promise((resolve) => setTimeout(resolve, 500));
	expect(isOver).not.toHaveBeenCalled();
	seen.resolve();
	await working;
});

test("limits and the operator's words hold per channel", async () => {
	const bot = await waiting({ settings: { runTimeoutMs: 5000, system: "Amounts are in euros." } });
	expect(bot.requests[0]?.[0]?.content).toMatch(/\nAmounts are in euros\.$/);
	await bot.click("approve");
	await bot.work();
	expect(bot.runs[0]?.limitMs).toBe(5000);
});

test("an answer that the platform refuses for a while is shown once it takes it again", async () => {
	const bot = fakeWorld({ says: [script("print(10)"), "There are 10 rows."], does: [ok("rows: 10")] });
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	bot.world.showFails = new BotError("chat_refused", "Slack is away.");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered" });
	expect(bot.shown.at(-1)?.state.kind).toBe("waiting");
	bot.world.showFails = undefined;
	await bot.work();
	expect(bot.shown.at(-1)?.state.kind).toBe("ended");
	const drawn = bot.shown.length;
	await bot.work();
	expect(bot.shown).toHaveLength(drawn);
});

test("what is said next does not wait until the platform has taken the last edit", async () => {
	const bot = fakeWorld({
		says: [script("print(10)"), "There are 10 rows.", script("print(3)")],
		does: [ok("rows: 10")],
	});
	const edited = Promise.withResolvers<void>();
	bot.world.showing = (turn) => (turn.state.kind === "ended" ? edited.promise : Promise.resolve());
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	const working = bot.work();
	await vi.waitFor(() => expect(bot.end()).toMatchObject({ kind: "answered" }));
	await bot.say("how many columns?");
	await vi.waitFor(() => expect(bot.turn().state.kind).toBe("waiting"), { timeout: 5000 });
	edited.resolve();
	await working;
});
