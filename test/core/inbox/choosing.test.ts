// The bot's question about a request: a button for each reading, or an answer in words; one question a request.

import { describe, expect, test } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import { defaults } from "../../fakes/settings.ts";
import { alice, bob, fakeWorld, ok, script } from "../../fakes/world.ts";

const file = { id: "F7", name: "two-amounts.csv", size: 900, source: "{}" };
const NET = script('print(df.groupby("region")["amount_net"].sum())');
const GROSS = script('print(df.groupby("region")["amount_gross"].sum())');

async function asked(
	options: Parameters<typeof fakeWorld>[0] = {},
	over: Parameters<ReturnType<typeof fakeWorld>["say"]>[1] = {},
) {
	const bot = fakeWorld({ says: [NET], ...options });
	await bot.say("total amount by region", { files: [file], ...over });
	await bot.work();
	return bot;
}
type Bot = Awaited<ReturnType<typeof asked>>;
const request = (bot: Bot) => bot.requests[0]?.map(({ content }) => content).join("\n") ?? "";
const open = (bot: Bot) => [...bot.tickets.values()].map(({ kind }) => kind).toSorted();

test("two amounts that fit equally: people are asked before the model, with a button each", async () => {
	const bot = await asked();
	expect(bot.turn().state.kind).toBe("choosing");
	expect(bot.requests).toHaveLength(0);
	expect(bot.turn().question?.text).toBe("Which column do you mean: amount_net or amount_gross?");
	expect(bot.turn().question?.readings.map(({ label }) => label)).toEqual(["amount_net", "amount_gross", "Both"]);
	expect(open(bot)).toEqual(["choose", "choose", "choose", "stop"]);
});

test("the reading that was clicked goes to the model, and the other buttons are closed", async () => {
	const bot = await asked({ says: [GROSS] });
	await bot.click("choose", { reading: 1 });
	await bot.work();
	expect(request(bot)).toContain('Agreed: Use the column "amount_gross".');
	expect(bot.turn().question).toMatchObject({ taken: 1, by: { name: "Alice" } });
	expect(bot.turn().state.kind).toBe("waiting");
	expect(open(bot)).toEqual(["approval", "stop"]);
	await bot.click("choose", { reading: 0 });
	expect(bot.told.at(-1)).toContain("This button no longer works");
});

test("an answer in words names a reading as well", async () => {
	const bot = await asked({ says: [GROSS] });
	await bot.say("gross please", { author: bob });
	await bot.work();
	expect(bot.turn().question).toMatchObject({ taken: 1, by: { name: "Bob" } });
	expect(request(bot)).toContain('Agreed: Use the column "amount_gross".');
	expect(request(bot)).toContain("gross please");
});

test("words about something else: the first reading is assumed, and the model reads the words", async () => {
	const bot = await asked();
	await bot.say("leave out the north");
	await bot.work();
	expect(bot.turn().question?.taken).toBe(0);
	expect(bot.turn().question?.by).toBeUndefined();
	expect(request(bot)).toContain('Unless they say otherwise: Use the column "amount_net".');
	expect(request(bot)).toContain("leave out the north");
});

test.each([
	["assumed", NET, "Assumed, since my question was not answered: `amount_net`."],
	["what the program uses instead", GROSS, "Assumed, since my question was not answered: `amount_gross`."],
])("under the answer stands %s", async (_what, program, line) => {
	const bot = await asked({ says: [program, "North: 7"], does: [ok("North: 7")] });
	await bot.say("leave out the south");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", under: [line] });
});

test("a program that takes the other reading goes back to the model once, before anybody sees it", async () => {
	const bot = await asked({ says: [NET, GROSS] });
	await bot.click("choose", { reading: 1 });
	await bot.work();
	expect(bot.requests).toHaveLength(2);
	expect(bot.requests[1]?.at(-1)?.content).toContain(
		'It does not do what people chose: Use the column "amount_gross".',
	);
	expect(bot.turn().attempts).toHaveLength(1);
	expect(bot.turn().attempts[0]?.proposal.doubts).toBeUndefined();
});

test("a request is asked about once, and what was agreed on holds for the next one", async () => {
	const bot = await asked({
		says: [GROSS, "North: 7", script('print(df["amount_gross"].mean())')],
		does: [ok("North: 7")],
	});
	await bot.click("choose", { reading: 1 });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", under: ["Chosen by Alice: `amount_gross`."] });
	await bot.say("and the average amount?");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.turn().question).toBeUndefined();
});

test("nobody answers in time: the question ends, and that is said", async () => {
	const bot = await asked();
	expect(bot.rung.some(({ reason, delayMs }) => reason.startsWith("expiry") && delayMs > defaults.approvalTtlMs)).toBe(
		true,
	);
	bot.pass(defaults.approvalTtlMs + 1000);
	await bot.click("choose");
	expect(bot.told.at(-1)).toContain("This question has expired");
	await bot.work();
	expect(bot.end().kind).toBe("expired");
	expect(open(bot)).toEqual(["again", "reword"]);
});

test("Stop ends a question, and its buttons are closed", async () => {
	const bot = await asked();
	await bot.click("stop");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "stopped", by: { name: "Alice" } });
	expect(open(bot)).toEqual(["again", "reword"]);
});

test("a file alone keeps the question open, and whoever sent it may answer", async () => {
	const bot = await asked();
	await bot.click("choose", { by: bob.id });
	expect(bot.told.at(-1)).toBe(
		"Only Alice or somebody who added to the question may choose; you can answer here in words.",
	);
	await bot.say("", { files: [{ ...file, id: "F8", name: "more.csv" }], author: bob });
	await bot.work();
	expect(bot.turn().state.kind).toBe("choosing");
	await bot.click("choose", { by: bob.id });
	await bot.work();
	expect(bot.turn().question).toMatchObject({ taken: 0, by: { name: "Bob" } });
	expect(bot.turn().uploads).toEqual(["F7", "F8"]);
	expect(request(bot)).toContain("File more.csv");
});

test("whoever chose gave a part of it: under four eyes they do not approve", async () => {
	const bot = await asked({ settings: { fourEyes: true, approvers: [alice.id, bob.id, "U3"] } });
	await bot.click("choose", { by: bob.id });
	await bot.work();
	await bot.click("approve", { by: bob.id });
	expect(bot.told.at(-1)).toContain("a second person has to approve");
});

describe("what is asked before it is known who asks, or what", () => {
	test("a file without words, and then the question", async () => {
		const bot = fakeWorld({ says: [NET] });
		await bot.say("", { files: [file] });
		await bot.say("amount by region", { author: bob });
		await bot.work();
		expect(bot.turn().state.kind).toBe("choosing");
		expect(bot.turn().requester.name).toBe("Bob");
		await bot.click("choose", { by: bob.id });
		await bot.work();
		expect(request(bot)).toContain("Request: Bob: amount by region");
	});

	test("the sandbox is not needed for the question, and its failure comes after it", async () => {
		const bot = fakeWorld({ says: [NET] });
		await bot.say("amount by region", { files: [file] });
		await bot.work();
		Object.assign(bot.whole.sandbox, {
			open: async () => {
				throw new BotError("sandbox_down", "The sandbox does not answer.");
			},
		});
		await bot.click("choose", { reading: 0 });
		await bot.work();
		expect(bot.end()).toMatchObject({ kind: "failed", during: "reading" });
		expect(bot.turn().question?.taken).toBe(0);
	});
});
