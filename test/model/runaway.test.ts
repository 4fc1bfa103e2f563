// Programs that do not come to an end: cut at 120 lines or at the token limit, never offered, and asked for once more, shorter.

import { afterEach, expect, test } from "vitest";
import { openModel } from "../../src/model/client.ts";
import { type ModelServer, type Played, startModelServer } from "../fakes/model-server.ts";
import { csv, fakeWorld, ok, script } from "../fakes/world.ts";

const running: ModelServer[] = [];
afterEach(async () => {
	await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function asked(...played: (string | Played)[]) {
	const server = await startModelServer();
	running.push(server);
	server.play(...played);
	const bot = fakeWorld({ does: [ok("1")], model: openModel({ baseUrl: server.url, log: () => {} }) });
	await bot.say("What is the total?", { files: [csv] });
	await bot.work();
	return { bot, server, told: () => server.asked.map(({ messages }) => messages.at(-1)?.content) };
}

const lines = (count: number) => Array.from({ length: count }, (_, at) => `print(${at})`).join("\n");
const CUT = "The script was cut off because it is too long. Send a shorter complete script.";
const LONG = `${CUT} It may have at most 120 lines.`;
const endless = `Counts.\n\`\`\`python\n${lines(5000)}\n`;

test("a program of 120 lines is offered", async () => {
	const { bot, server } = await asked(script(lines(120)));
	expect(bot.turn().attempts).toHaveLength(1);
	expect(server.asked).toHaveLength(1);
});

test("a program that runs away is cut after 120 lines, the server is free, and a shorter one is asked for", async () => {
	const { bot, server, told } = await asked({ kind: "say", text: endless, size: 100, delayMs: 1 }, script("print(1)"));
	expect(told()[1]).toBe(LONG);
	expect(bot.turn().attempts.map(({ proposal }) => proposal.source)).toEqual(["print(1)\n"]);
	expect(server.left()).toBe(1);
	expect(server.asked[1]?.messages.at(-2)?.content.split("\n").length).toBeLessThan(150);
	expect(server.asked[1]?.messages.slice(0, -2)).toEqual(server.asked[0]?.messages);
});

test.each<[string, string | Played]>([
	["is whole", script(lines(121))],
	[
		"comes in one piece",
		{ kind: "body", body: JSON.stringify({ choices: [{ message: { content: script(lines(200)) } }] }) },
	],
	["has no fence", `import os\n${lines(130)}`],
	["is a tool call", JSON.stringify({ name: "execute", arguments: { language: "python", code: lines(130) } })],
	["is for a shell", `\`\`\`bash\n${lines(121)}\n\`\`\`\n`],
])("a program over 120 lines is not offered where it %s", async (_what, played) => {
	const { bot, told } = await asked(played, script("print(1)"));
	expect(told()[1]).toBe(LONG);
	expect(bot.turn().attempts.map(({ proposal }) => proposal.source)).toEqual(["print(1)\n"]);
});

const cut: Played = { kind: "say", text: `Counts.\n\`\`\`python\n${lines(50)}\nprint(`, finish: "length" };

test("a program that was cut at the token limit is asked for once more, in the same words as ever", async () => {
	const { bot, told } = await asked(cut, script("print(1)"));
	expect(told()[1]).toBe(CUT);
	expect(bot.turn().attempts.map(({ proposal }) => proposal.source)).toEqual(["print(1)\n"]);
});

test.each<[string, (string | Played)[]]>([
	["runs away twice", [endless, endless]],
	["is cut twice", [cut, cut]],
	["is cut, then runs away", [cut, endless]],
	["runs away after words without code", ["There are rows.", endless, cut]],
])("a program that %s is not shown, and people read what they can do", async (_what, played) => {
	const { bot, server } = await asked(...played);
	expect(server.asked).toHaveLength(played.length);
	expect(bot.turn().attempts).toEqual([]);
	expect(bot.end()).toEqual({
		kind: "gave_up",
		sentence:
			"The model's program was too long twice, so it is not shown; ask for less at once, for example for one table or one chart.",
	});
});

test("each program may be too long once: a fix that runs away is asked for once more, too", async () => {
	const { bot, server, told } = await asked(endless, script("print(1)"));
	server.play(endless, script("print(2)"));
	await bot.click("reject", { reason: "no" });
	await bot.work();
	expect(told()[3]).toBe(LONG);
	expect(bot.turn().attempts.map(({ proposal }) => proposal.source)).toEqual(["print(1)\n", "print(2)\n"]);
});

test("where a person has made the program longer, its next version may be as long", async () => {
	const { bot, server } = await asked(script("print(1)"));
	await bot.click("edit");
	await bot.click("edit", { code: lines(150) });
	await bot.work();
	server.play(script(`${lines(151)}`));
	await bot.click("reject", { reason: "no" });
	await bot.work();
	expect(bot.turn().attempts.at(-1)?.proposal.source).toBe(`${lines(151)}\n`);
});

test("a draft of many lines in a thought cuts nothing off", async () => {
	const text = `<think>\nFirst idea:\n\`\`\`python\n${lines(200)}\n\`\`\`\nToo long.\n</think>\n${script("print(1)")}`;
	const { bot, server } = await asked({ kind: "say", text, size: 50 });
	expect(bot.turn().attempts.map(({ proposal }) => proposal.source)).toEqual(["print(1)\n"]);
	expect(server.asked).toHaveLength(1);
});
