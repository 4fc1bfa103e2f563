// The step `reading`: files, the thread so far, and a container that was restarted.

import { expect, test } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import { bob, csv, fakeWorld, ok, script } from "../../fakes/world.ts";

test("the next question after the container is gone says that variables are gone and files are kept", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1", script("print(2)")], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	bot.world.generation = "g2";
	await bot.say("again", { addressed: false });
	await bot.work();
	expect(bot.turn().notices).toEqual(["The session was restarted: variables are gone, files are kept."]);
	expect(bot.requests.at(-1)?.at(-1)?.content).toContain("variables are gone");
});

test("a file without words is received and no model is asked", async () => {
	const bot = fakeWorld();
	await bot.say("", { files: [csv] });
	await bot.work();
	expect(bot.end().kind).toBe("received");
	expect(bot.session()?.uploads[0]?.state.kind).toBe("stored");
});

test("a file that cannot be had is refused with its sentence, and the question is still answered", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	bot.world.fetchFails = new BotError("file_too_large", "sales.csv is too large.");
	await bot.say("go", { files: [csv] });
	await bot.work();
	expect(bot.session()?.uploads[0]?.state).toEqual({ kind: "refused", sentence: "sales.csv is too large." });
	expect(bot.turn().state.kind).toBe("waiting");
});

test("a mention under existing messages reads them and their files", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	bot.world.history = [
		{ kind: "message", key: "k0", author: bob, text: "here is the export", files: [csv], at: 1, midThread: false },
	];
	await bot.say("what is in it?", { midThread: true });
	await bot.work();
	expect(bot.requests[0]?.[1]?.content).toContain("Bob: here is the export");
	expect(bot.put).toEqual(["sales.csv"]);
});

test("a greeting is answered without the model, with what can be asked about the files at hand", async () => {
	const bot = fakeWorld();
	await bot.say("Hello, what can you do?");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: expect.stringContaining("Attach a CSV") });
	await bot.say("你好", { files: [csv], addressed: false });
	await bot.work();
	expect(bot.end()).toMatchObject({
		kind: "answered",
		text: expect.stringMatching(/^您好！[\s\S]*例如：\n- .*sales\.csv/),
	});
	expect(bot.requests).toEqual([]);
});

test("a mention without a word or a file is a greeting", async () => {
	const bot = fakeWorld();
	await bot.say("");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: expect.stringContaining("Hello!") });
});

test("what was said after a greeting is not lost", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	await bot.say("hello", { files: [csv] });
	await bot.say("how many rows?");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.requests[0]?.at(-1)?.content).toContain("how many rows?");
});

test("a greeting below older messages that hold the question goes to the model with them", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	bot.world.history = [
		{ kind: "message", key: "k0", author: bob, text: "how many rows?", files: [csv], at: 1, midThread: false },
	];
	await bot.say("hi", { midThread: true });
	await bot.work();
	expect(bot.requests).toHaveLength(1);
});
