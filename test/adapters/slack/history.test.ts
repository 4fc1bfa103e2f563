// What was said in a thread before a mention, as the model reads it.

import { expect, test } from "vitest";
import { bob, general } from "../../e2e/twin.ts";
import { started, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

test("the thread before a mention is read, oldest first, with its files and without our own posts", async () => {
	const desk = await started();
	const ts = await twin.upload("look at this", { "old.csv": "a\n1\n" }, { user: bob });
	await desk.slack.show(turnIn(ts, { state: { kind: "writing" } }), []);
	await twin.say("odd, isn't it?", { thread: ts });
	const mention = await twin.say("<@U0BOT> why?", { thread: ts });
	await twin.say("said later", { thread: ts });
	const notes = await desk.slack.read(`slack:T01TEST:${general}:${ts}`, `slack:T01TEST:${general}:${mention}`);
	expect(notes.map(({ author, text, files }) => [author.name, text, files.map(({ name }) => name)])).toEqual([
		["bob", "look at this", ["old.csv"]],
		["alice", "odd, isn't it?", []],
	]);
});
