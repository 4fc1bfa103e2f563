// Discord's refusals: each is a sentence that names the permission, intent or token that is missing.

import { describe, expect, test } from "vitest";
import { botUser, mention } from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { artifact } from "../../fakes/artifacts.ts";
import { approved, attempt, code, decidedAttempt, ended, run } from "../turns.ts";
import { asked, doorOf, openDesk, ours, started, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

describe("what is missing", () => {
	const refuse = (code: number) => ({ status: 403, json: { code, message: "Missing" } });

	test("the permission to open threads is asked for in the channel, in a sentence", async () => {
		const desk = await started();
		twin.proxy.before = ({ path }) => (path.endsWith("/threads") ? refuse(50013) : undefined);
		await twin.say(`${mention} hello`);
		const said = await until("the sentence", async () =>
			(await twin.inChannel()).findLast(({ user, text }) => user === botUser && text.includes("permission")),
		);
		expect(said.text).toContain("“Create Public Threads”");
		expect(desk.heard).toEqual([]);
		expect(desk.log).toContainEqual(expect.objectContaining({ level: "error", event: "thread_not_opened" }));
	});

	test("the permission to write is named", async () => {
		const desk = await started();
		const { inside } = await asked(desk);
		twin.proxy.before = ({ method }) => (method === "POST" ? refuse(50013) : undefined);
		await expect(desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), [])).rejects.toThrow(
			/“Send Messages in Threads”/,
		);
	});

	test("the permission to attach files is named in the thread, and the answer comes all the same", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		twin.proxy.before = ({ files }) => (files.length > 0 ? refuse(50013) : undefined);
		const attempts = [decidedAttempt(code, approved, { run: run({ artifacts: [artifact("chart", "chart.png")] }) })];
		await desk.discord.show(turnIn(inside, ended({ kind: "answered", text: "Done." }, { attempts })), []);
		const said = (await ours(ts)).map(({ text }) => text).join("\n");
		expect(said).toContain("could not be posted: Discord does not let me attach files");
		expect(said).toContain("“Attach Files”");
		expect(said).toContain("Done.");
	});

	test("code whose file cannot be attached gets no buttons", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		twin.proxy.before = ({ files }) => (files.length > 0 ? refuse(50013) : undefined);
		const long = attempt("x = 1\n".repeat(900));
		await expect(
			desk.discord.show(turnIn(inside, { state: { kind: "waiting" }, attempts: [long] }), []),
		).rejects.toThrow(/“Attach Files”/);
		expect((await ours(ts)).flatMap(({ buttons }) => buttons)).toEqual([]);
	});

	test("the Message Content Intent is asked for where Discord leaves everything out of a message", async () => {
		const desk = await started();
		const { ts } = await asked(desk);
		await twin.say("", { thread: ts });
		const said = await until("the sentence", async () => (await ours(ts)).find(({ text }) => text.includes("Intent")));
		expect(said.text).toContain("enable it on the application's Bot page");
	});

	test("a token that Discord does not know, and intents that are off, are told in a sentence at the start", async () => {
		const desk = openDesk();
		twin.proxy.before = () => ({ status: 401, json: { message: "401: Unauthorized", code: 0 } });
		await expect(desk.discord.start(doorOf(desk))).rejects.toThrow(/DISCORD_TOKEN/);
		await desk.discord.stop();
		twin.proxy.before = () => undefined;
		const other = openDesk();
		twin.proxy.refuse = 4014;
		await expect(other.discord.start(doorOf(other))).rejects.toThrow(/Message Content Intent is off/);
		twin.proxy.refuse = undefined;
		await other.discord.stop();
	});
});
