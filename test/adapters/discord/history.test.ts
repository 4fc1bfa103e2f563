// What was said in a thread before a mention, as the model reads it.

import { expect, test } from "vitest";
import { bob, general, guild, mention } from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { asked, started, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

test("the thread before a mention is read, oldest first, with its files and without our own posts", async () => {
	const desk = await started();
	const { ts, inside } = await asked(desk, "look at this");
	await twin.upload("and this", { "old.csv": "a\n1\n" }, { thread: ts, user: bob });
	await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
	const key = await twin.say(`${mention} why?`, { thread: ts });
	await twin.say("said later", { thread: ts });
	const thread = `discord:${guild}:${general}:${inside}`;
	const heard = await until("the mention", () => desk.heard.find(({ note }) => note.text === "why?"));
	expect(heard).toMatchObject({ thread, note: { midThread: true } });
	const notes = await desk.discord.read(thread, `discord:${guild}:${inside}:${key}`);
	expect(notes.map(({ author, text, files }) => [author.name, text, files.map(({ name }) => name)])).toEqual([
		["alice", "look at this", []],
		["bob", "and this", ["old.csv"]],
	]);
});
