// What reaches the bot from Slack: stored before it is acknowledged, each message once, our own posts never.

import { describe, expect, test } from "vitest";
import { z } from "zod";
import { alice, bob, general, until } from "../../e2e/twin.ts";
import { started, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

/** What went over the look-alike's wires. */
async function log(): Promise<readonly { readonly kind: string }[]> {
	const response = await fetch(`${twin.url}/_control/log`);
	const shape = z.object({ log: z.array(z.object({ kind: z.string() })) });
	return shape.parse(await response.json()).log;
}

describe("what people say", () => {
	test("a mention comes with the author's name and without the mention; both copies Slack sends are one message", async () => {
		const desk = await started();
		const ts = await twin.say("<@U0BOT> sum per month");
		await until("both copies", () => desk.heard.length === 2);
		const keys = new Set(desk.heard.map(({ note }) => note.key));
		expect([...keys]).toEqual([`slack:T01TEST:${general}:${ts}`]);
		expect(desk.heard[0]).toMatchObject({
			thread: `slack:T01TEST:${general}:${ts}`,
			addressed: true,
			note: { text: "sum per month", author: { id: alice, name: "alice" } },
		});
	});

	test("a follow-up without a mention, and a direct message, are heard", async () => {
		const desk = await started();
		const ts = await twin.say("<@U0BOT> hello");
		await twin.say("and per city?", { thread: ts, user: bob });
		await twin.say("hi there", { channel: "D01ALICE" });
		const [reply, dm] = await until("both", () => {
			const found = [
				desk.heard.find(({ note }) => note.text === "and per city?"),
				desk.heard.find(({ note }) => note.text === "hi there"),
			];
			return found.every(Boolean) ? found : undefined;
		});
		expect(reply).toMatchObject({ thread: `slack:T01TEST:${general}:${ts}`, addressed: false });
		expect(dm).toMatchObject({ addressed: true });
	});

	test("our own posts are not heard", async () => {
		const desk = await started();
		const ts = await twin.say("<@U0BOT> hello");
		await desk.slack.show(turnIn(ts, { state: { kind: "writing" } }), []);
		await twin.say("<@U0BOT> last");
		await until("the last message", () => desk.heard.some(({ note }) => note.text === "last"));
		expect(desk.heard.every(({ note }) => note.author.id !== "U0BOT")).toBe(true);
	});
});

describe("stored before acknowledged", () => {
	test("what could not be stored is not acknowledged, so that Slack sends it again; what was stored is", async () => {
		const desk = await started();
		desk.door.message = async () => {
			throw new Error("redis is down");
		};
		const before = (await log()).length;
		await twin.say("<@U0BOT> first try");
		const first = (await log()).slice(before).map(({ kind }) => kind);
		expect(first.filter((kind) => kind === "events_api").length).toBe(2);
		expect(first).not.toContain("ack");
		desk.door.message = async () => {};
		await twin.say("<@U0BOT> second try");
		const second = (await log()).slice(before + first.length).map(({ kind }) => kind);
		expect(second.filter((kind) => kind === "ack").length).toBe(2);
	});

	test("the acknowledgement waits for the store", async () => {
		const desk = await started();
		let store = () => {};
		desk.door.message = () =>
			new Promise<void>((resolve) => {
				store = resolve;
			});
		const before = (await log()).length;
		const said = twin.say("<@U0BOT> slow store");
		await until("the first copy", () => desk.heard.length === 1);
		expect((await log()).slice(before).map(({ kind }) => kind)).not.toContain("ack");
		store();
		await until("the second copy", () => desk.heard.length === 2);
		expect((await log()).slice(before).filter(({ kind }) => kind === "ack").length).toBe(1);
		store();
		await said;
	});
});
