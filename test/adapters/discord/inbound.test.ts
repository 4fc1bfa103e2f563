// What reaches the bot from Discord: mentions, replies and direct messages, each once, also those said while it was away.

import { describe, expect, test } from "vitest";
import { alice, bob, direct, general, guild, mention } from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { asked, started, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

describe("what people say", () => {
	test("a mention opens a thread named after the request and comes without the mention", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk, "sum per month, please");
		expect(desk.heard.find(({ note }) => note.key.endsWith(ts))).toMatchObject({
			thread: `discord:${guild}:${general}:${inside}`,
			addressed: true,
			note: {
				key: `discord:${guild}:${general}:${ts}`,
				text: "sum per month, please",
				author: { id: alice, name: "alice", trust: "member" },
				midThread: false,
			},
		});
		const channel = await twin.server.channel(inside).getChannel();
		expect(channel).toMatchObject({ name: "sum per month, please" });
	});

	test("a mention whose thread exists already comes in that thread", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await desk.discord.stop();
		const next = await started({ patience: { lookBackMs: 60_000 } });
		const again = await until("the same mention", () => next.heard.find(({ note }) => note.key.endsWith(ts)));
		expect(again.thread).toBe(`discord:${guild}:${general}:${inside}`);
	});

	test("later messages in the thread are heard without a mention, and so are direct messages", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await twin.say("and per city?", { thread: ts, user: bob });
		await twin.say("hi there", { channel: direct });
		const said = (text: string) => until(text, () => desk.heard.find(({ note }) => note.text === text));
		expect(await said("and per city?")).toMatchObject({
			thread: `discord:${guild}:${general}:${inside}`,
			addressed: false,
			note: { author: { id: bob }, midThread: false },
		});
		expect(await said("hi there")).toMatchObject({ thread: `discord:@me:${direct}:${direct}`, addressed: true });
	});

	test("what is said in a channel without a mention opens nothing and is not heard; nor are our own posts", async () => {
		const desk = await started();
		const before = await twin.say("lovely weather");
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
		await twin.say("last", { thread: ts });
		await until("the last message", () => desk.heard.some(({ note }) => note.text === "last"));
		expect(await twin.channelOf(before)).toBeUndefined();
		const here = desk.heard.filter(({ thread }) => thread.endsWith(`:${inside}`));
		expect(here.map(({ note }) => note.text)).toEqual(["sum per month", "last"]);
		expect(desk.heard.some(({ note }) => note.text === "lovely weather")).toBe(false);
	});

	test("a message that cannot be stored is kept until it can", async () => {
		const desk = await started();
		let failures = 2;
		desk.door.message = async () => {
			if (failures-- > 0) throw new Error("Redis is down");
		};
		const { ts } = await asked(desk);
		expect(desk.heard.some(({ note }) => note.key.endsWith(ts))).toBe(true);
		expect(failures).toBeLessThan(0);
	});

	test("a mention is not lost while Discord refuses the token for a moment", async () => {
		const desk = await started();
		let refusals = 2;
		twin.proxy.before = ({ method, path }) =>
			method === "POST" && path.endsWith("/threads") && refusals-- > 0
				? { status: 401, json: { code: 0, message: "401: Unauthorized" } }
				: undefined;
		const { ts } = await asked(desk);
		expect(desk.heard.some(({ note }) => note.key.endsWith(ts))).toBe(true);
		expect(refusals).toBeLessThan(0);
	});

	test("what was said while the bot was down is heard when it starts", async () => {
		const ts = await twin.say(`${mention} while you were away`);
		const desk = await started({ patience: { lookBackMs: 60_000 } });
		await until("the missed mention", () => desk.heard.find(({ note }) => note.key.endsWith(ts)));
		expect(await twin.channelOf(ts)).toBeDefined();
	});

	test("the end of a thread is told of when its first message is deleted", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await twin.server.channel(general).user(alice).deleteMessage({ messageId: ts });
		await until("the deletion", () => desk.deleted.includes(`discord:${guild}:${general}:${inside}`));
	});
});
