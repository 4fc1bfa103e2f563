// Clicks on Discord: acknowledged in time, answered in private or with a form, and brought to the door with their message.

import { describe, expect, test } from "vitest";
import { alice, bob, direct, general, guild, type Said } from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { attempt, code } from "../turns.ts";
import { asked, type Desk, privately, started, turnIn, twin, useTwin, waiting } from "./desk.ts";

useTwin();

describe("clicks", () => {
	async function card(desk: Desk): Promise<{ ts: string; inside: string; said: Said }> {
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, waiting), []);
		return { ts, inside, said: await twin.withButton(ts, "Approve") };
	}
	const callbacks = () =>
		twin.proxy.asked.filter(({ path }) => path.startsWith("/interactions/")).map(({ json }) => json.type);

	test("a click on Approve arrives with the token and its message, and is acknowledged before anything is done", async () => {
		const desk = await started();
		const { inside, said } = await card(desk);
		const before = callbacks().length;
		desk.door.click = async () => {
			expect(callbacks().slice(before)).toEqual([6]);
		};
		await twin.click(said, "Approve", bob);
		const { click } = await until("the click", () => desk.clicks[0]);
		expect(click).toEqual({
			token: "tok-1",
			choice: "approve",
			thread: `discord:${guild}:${general}:${inside}`,
			person: bob,
			ref: said.ts,
		});
		expect(desk.log.filter(({ level }) => level === "error")).toEqual([]);
	});

	test("a private answer is seen by the person alone", async () => {
		const desk = await started();
		const { ts, said } = await card(desk);
		desk.door.click = (_click, reply) => reply.privately("Only <@1> may do that, @everyone.");
		await twin.click(said, "Approve", bob);
		const [notice] = await until("the notice", async () => {
			const found = await privately(ts);
			return found.length > 0 ? found : undefined;
		});
		expect(notice).toMatchObject({ ephemeral_to: bob, text: "Only \\<@1\\> may do that, @\u200beveryone." });
	});

	test("code in a private answer stands in a fence that it cannot close, and its end is kept", async () => {
		const desk = await started();
		const { ts, said } = await card(desk);
		const code = `${"x = 1\n".repeat(500)}print("@everyone \`\`\`") # \u202e`;
		desk.door.click = (_click, reply) => reply.privately("So far:", code);
		await twin.click(said, "Approve", bob);
		const notice = await until("the notice", async () => (await privately(ts))[0]);
		expect(notice.text).toMatch(/^So far:\n```python\n… [^\n]* left out …\n/);
		expect(notice.text).toMatch(/ˋˋˋ"\) # \\u\{202e\}\n```$/);
		expect(notice.text.length).toBeLessThanOrEqual(2000);
	});

	test("a private answer in place of the form is private, too", async () => {
		const desk = await started();
		const { ts, said } = await card(desk);
		desk.door.click = (_click, reply) => reply.privately("Only Alice may do that.");
		await twin.click(said, "Reject", bob);
		const notice = await until("the notice", async () =>
			(await twin.thread(ts)).find(({ text }) => text === "Only Alice may do that."),
		);
		expect(notice.ephemeral_to).toBe(bob);
	});

	test("Reject opens a form, with no acknowledgement before it; the reason comes back as a click", async () => {
		const desk = await started();
		const { inside, said } = await card(desk);
		const before = callbacks().length;
		desk.door.click = async (click, reply) => {
			if (click.reason === undefined) await reply.askReason("en");
		};
		await twin.click(said, "Reject");
		await twin.submit(alice, "keep the empty rows");
		const { click } = await until("the reason", () => desk.clicks[1]);
		expect(click).toEqual({
			token: "tok-1",
			choice: "reject",
			reason: "keep the empty rows",
			thread: `discord:${guild}:${general}:${inside}`,
			person: alice,
			ref: said.ts,
		});
		await until("the acknowledgement", () => callbacks().length === before + 2);
		expect(callbacks().slice(before)).toEqual([9, 6]);
	});

	test("a Reject that takes too long is acknowledged in time, and told that the form is late", async () => {
		const desk = await started();
		const { ts, said } = await card(desk);
		const before = callbacks().length;
		desk.door.click = async (_click, reply) => {
			await until("the acknowledgement", () => callbacks().length > before);
			await reply.askReason("en");
		};
		await twin.click(said, "Reject");
		const notice = await until("the notice", async () => (await privately(ts))[0]);
		expect(notice.text).toContain("click the button again");
		expect(callbacks().slice(before)).toEqual([6]);
	});

	test("Edit opens the code in a form, and what comes back is the code; code too long for a form opens nothing", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		const editable = { choice: "edit", label: "Edit", token: "tok-1" } as const;
		const aside = { id: `discord:${guild}:${general}:${inside} x`, thread: `discord:${guild}:${general}:${inside}` };
		await desk.discord.say({ ...aside, title: "Edit it", lines: [], buttons: [editable], files: [] });
		const answers: boolean[] = [];
		desk.door.click = async (click, reply) => {
			if (click.code !== undefined) return;
			answers.push(await reply.askCode({ ...attempt("x".repeat(4001)).proposal }, "en"));
			answers.push(await reply.askCode(attempt(code).proposal, "en"));
		};
		await twin.click(await twin.withButton(ts, "Edit"), "Edit");
		await twin.submit(alice, "print(1)");
		expect(twin.forms().at(-1)?.value).toBe(code);
		const { click } = await until("the code", () => desk.clicks[1]);
		expect(click).toMatchObject({ choice: "edit", token: "tok-1", code: "print(1)" });
		expect(answers).toEqual([false, true]);
	});

	test("a click that cannot be stored is told so", async () => {
		const desk = await started();
		const { ts, said } = await card(desk);
		desk.door.click = async () => {
			throw new Error("Redis is down");
		};
		await twin.click(said, "Approve");
		const notice = await until("the notice", async () => (await privately(ts))[0]);
		expect(notice.text).toContain("could not be saved");
	});

	test("clicks in a direct message work", async () => {
		const desk = await started();
		const ts = await twin.say("hello", { channel: direct });
		await until("the message", () => desk.heard.length > 0);
		const thread = `discord:@me:${direct}:${direct}`;
		await desk.discord.show({ ...turnIn(direct, waiting), thread }, []);
		await twin.click(await twin.withButton(ts, "Approve", undefined, direct), "Approve");
		const { click } = await until("the click", () => desk.clicks[0]);
		expect(click).toMatchObject({ thread, person: alice, choice: "approve" });
	});
});
