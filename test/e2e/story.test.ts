// The main job on Slack, with real parts: unmodified Bolt, a look-alike we did not write, Redis, Docker, an HTTP model server.

import { afterAll, beforeAll, expect, test } from "vitest";
import { csv, openStage, type Stage } from "./stage.ts";
import { alice, bob, codeIn, until, visible } from "./twin.ts";

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(() => stage?.close());

test("a CSV with a question: KeyError, a fixed version, and the parquet and the chart in the thread", async () => {
	const { twin } = stage;
	const ts = await twin.upload(
		"<@U0BOT> read data.csv, drop the empty rows, turn the date column into datetime, save as clean_data.parquet",
		{ "data.csv": csv },
	);
	await twin.saying(ts, /Got \*?data\.csv\*?: 4 rows × 3 columns/);
	const first = await twin.withButton(ts, "Approve");
	expect(codeIn(first).join("")).toContain('df["date"] = pd.to_datetime(df["date"])');
	await twin.click(first, "Approve");
	const failed = await twin.saying(ts, "KeyError: 'date'");
	expect(failed.ts).toBe(first.ts);
	const second = await twin.saying(ts, "Fix 1 of 3 to approve");
	expect(visible(second)).toContain("There is no column date; the closest is created_at.");
	await twin.click(second, "Approve");
	await twin.saying(ts, "The program says: rows: 3");
	const files = (await twin.thread(ts)).flatMap((said) => (said.user === alice ? [] : (said.files ?? [])));
	// The figure was both saved and shown: it is posted once.
	expect(files.map(({ name }) => name).toSorted()).toEqual(["amount.png", "clean_data.parquet"]);
	const png = await fetch(files.find(({ name }) => name.endsWith("png"))?.url_private ?? "", {
		headers: { authorization: "Bearer xoxb-test-token" },
	});
	expect(new Uint8Array(await png.arrayBuffer()).slice(1, 4)).toEqual(new TextEncoder().encode("PNG"));
});

test("a follow-up without a mention keeps the variables", async () => {
	const { twin } = stage;
	const ts = await stage.propose("kept = 41\nprint('set')");
	await stage.approve(ts);
	await twin.saying(ts, "The program says: set");
	await twin.say("say: print(kept + 1)", { thread: ts });
	await stage.approve(ts);
	await twin.saying(ts, "The program says: 42");
});

test("a rejection with a reason brings another version, and nothing has run", async () => {
	const { twin, model } = stage;
	const ts = await stage.propose("print('first way')");
	const card = await twin.withButton(ts, "Reject");
	await twin.click(card, "Reject");
	await twin.submit(alice, "do it another way");
	await until("the rejected card", async () =>
		(await twin.thread(ts)).some((said) => said.ts === card.ts && /Rejected by/i.test(visible(said))),
	);
	await twin.find(ts, "the other version", (said) => codeIn(said).join("").includes("another way"));
	expect(model.asked.at(-1)?.at(-1)?.content).toContain("do it another way");
	expect((await twin.thread(ts)).map(visible).join()).not.toContain("It worked");
});

test("a click by somebody else is told in private and runs nothing; the requester's still works", async () => {
	const { twin } = stage;
	const ts = await stage.propose("print('mine')");
	const card = await twin.withButton(ts, "Approve");
	await twin.click(card, "Approve", bob);
	const notice = await twin.saying(ts, "may decide about this code");
	expect(notice.ephemeral_to).toBe(bob);
	expect((await twin.thread(ts)).map(visible).join()).not.toContain("Approved by");
	await twin.click(card, "Approve");
	await twin.saying(ts, "The program says: mine");
});

test("a double click runs the code once", async () => {
	const { twin } = stage;
	const ts = await stage.propose("open('count.txt', 'a').write('x')\nprint('times:', len(open('count.txt').read()))");
	const card = await twin.withButton(ts, "Approve");
	await Promise.all([twin.click(card, "Approve"), twin.click(card, "Approve"), twin.click(card, "Approve")]);
	await twin.saying(ts, "The program says: times: 1");
	expect(stage.bot.log().match(new RegExp(`"thread":"[^"]*${ts}"[^\\n]*"choice":"approve"`, "g"))).toHaveLength(1);
});

test("a forged button, an old button and a button of another thread run nothing", async () => {
	const { twin } = stage;
	const one = await stage.propose("print('one')");
	const two = await stage.propose("print('two')");
	const cardOne = await twin.withButton(one, "Approve");
	const cardTwo = await twin.withButton(two, "Approve");
	await twin.click({ ...cardOne, blocks: cardTwo.blocks }, "Approve");
	await until("the private notice", async () =>
		[...(await twin.thread(one)), ...(await twin.thread(two))].some((said) =>
			visible(said).includes("This button is closed"),
		),
	);
	expect([...(await twin.thread(one)), ...(await twin.thread(two))].map(visible).join()).not.toContain("Approved by");
});
