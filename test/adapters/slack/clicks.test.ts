// Clicks in Slack: brought to the door with their message, answered in private or with a form.

import { describe, expect, test } from "vitest";
import { alice, bob, codeIn, general, type Said, until } from "../../e2e/twin.ts";
import { problemsOf } from "../../proxies/slack-limits.ts";
import { attempt, code } from "../turns.ts";
import { type Desk, privately, started, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

describe("clicks", () => {
	async function card(desk: Desk): Promise<{ ts: string; said: Said }> {
		const ts = await twin.say("<@U0BOT> sum");
		await desk.slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		return { ts, said: await twin.withButton(ts, "Approve") };
	}

	test("a click on Approve arrives with the token and the message it was made on", async () => {
		const desk = await started();
		const { ts, said } = await card(desk);
		await twin.click(said, "Approve", bob);
		const { click } = await until("the click", () => desk.clicks[0]);
		expect(click).toEqual({
			token: "tok-1",
			choice: "approve",
			thread: `slack:T01TEST:${general}:${ts}`,
			person: bob,
			ref: said.ts,
		});
		expect(desk.posts.all.get(`turn-${ts} step 1`)?.ref).toBe(said.ts);
	});

	test("a refusal is said to that person alone, in the thread; it pings nobody and hides nothing", async () => {
		const desk = await started();
		desk.door.click = (_click, reply) => reply.privately("Only <!channel> \u202eecilA may decide.");
		const { ts, said } = await card(desk);
		await twin.click(said, "Approve", bob);
		const [note] = await until("the notice", async () => {
			const found = await privately(ts);
			return found.length > 0 ? found : undefined;
		});
		expect(note).toMatchObject({ ephemeral_to: bob, text: "Only &lt;!channel&gt; \\u{202e}ecilA may decide." });
	});

	test("code in a private answer stands in a box, with hidden characters written out and its end kept", async () => {
		const desk = await started();
		const code = `${"x = 1\n".repeat(5000)}print("<!channel>", "*a*") # \u202e`;
		desk.door.click = (_click, reply) => reply.privately("So far:", code);
		const { ts, said } = await card(desk);
		await twin.click(said, "Approve", bob);
		const note = await until("the notice", async () => (await privately(ts))[0]);
		expect(note.ephemeral_to).toBe(bob);
		expect(codeIn(note)[0]).toMatch(/print\("<!channel>", "\*a\*"\) # \\u\{202e\}$/);
		expect(problemsOf("chat.postEphemeral", { ...note, parse: "none" })).toEqual([]);
	});

	test("Reject asks for a reason, and the reason comes back with the same token", async () => {
		const desk = await started();
		desk.door.click = async (click, reply) => {
			if (click.reason === undefined) await reply.askReason("en");
		};
		const { ts, said } = await card(desk);
		await twin.click(said, "Reject");
		await until("the first click", () => desk.clicks.length === 1);
		const { click } = await until("the reason", async () => {
			await twin.submit(alice, "keep the empty rows");
			return desk.clicks[1];
		});
		expect(click).toEqual({
			token: "tok-1",
			choice: "reject",
			reason: "keep the empty rows",
			thread: `slack:T01TEST:${general}:${ts}`,
			person: alice,
			ref: said.ts,
		});
	});

	test("a click that could not be stored asks the person to click again", async () => {
		const desk = await started();
		desk.door.click = async () => {
			throw new Error("redis is down");
		};
		const { ts, said } = await card(desk);
		await twin.click(said, "Approve");
		const notes = await until("the notice", async () => {
			const found = await privately(ts);
			return found.length > 0 ? found : undefined;
		});
		expect(notes[0]?.text).toContain("please click again");
	});
});
