// What people say and send reaches the right session, once.

import { afterAll, beforeAll, expect, test } from "vitest";
import { csv, openStage, type Stage } from "./stage.ts";
import { bob, codeIn, until, visible } from "./twin.ts";

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(() => stage?.close());

test("one message that is delivered twice is one Turn", async () => {
	const { twin, model } = stage;
	const before = model.asked.length;
	const ts = await stage.propose("print('once')");
	// The look-alike delivers each mention as `message` and as `app_mention`.
	await until("both copies", () => (stage.bot.log().match(new RegExp(`"key":"[^"]*${ts}"`, "g")) ?? []).length >= 2);
	expect(model.asked.length).toBe(before + 1);
	expect((await twin.thread(ts)).filter((said) => codeIn(said).length > 0)).toHaveLength(1);
});

test("a message while the program runs is kept and joins the next request to the model", async () => {
	const { twin, model } = stage;
	const ts = await stage.propose("import time\ntime.sleep(3)\nraise ValueError('later')");
	await stage.approve(ts);
	await twin.saying(ts, "Running");
	await twin.say("and mind the gap", { thread: ts });
	await twin.find(ts, "the next version", (said) => codeIn(said).join("").includes("with the addition"));
	expect(model.asked.at(-1)?.at(-1)?.content).toContain("and mind the gap");
});

test("a message while code waits takes its place", async () => {
	const { twin } = stage;
	const ts = await stage.propose("print('old')");
	const old = await twin.withButton(ts, "Approve");
	await twin.say("only for May", { thread: ts });
	await twin.find(ts, "the next version", (said) => codeIn(said).join("").includes("with the addition"));
	await twin.click(old, "Approve");
	await twin.saying(ts, "This button is closed");
	expect((await twin.thread(ts)).map(visible).join()).not.toContain("Approved by");
});

test("two threads at once see neither each other's variables nor files", async () => {
	const { twin } = stage;
	const secret = (name: string) =>
		`import os\nsecret = '${name}'\nopen('${name}.txt', 'w').write(secret)\nprint(secret, sorted(os.listdir('.')))`;
	const [one, two] = await Promise.all([stage.propose(secret("apple")), stage.propose(secret("pear"))]);
	await Promise.all([stage.approve(one), stage.approve(two)]);
	await Promise.all([twin.saying(one, "apple ['apple.txt']"), twin.saying(two, "pear ['pear.txt']")]);
});

test("two files of one name are both kept, and a file without words is received", async () => {
	const { twin } = stage;
	const ts = await twin.upload("<@U0BOT>", { "same.csv": "a\n1\n" });
	await twin.saying(ts, /Got \*?same\.csv\*?: 1 row/);
	await twin.upload("say: import os; print(sorted(os.listdir('.')))", { "same.csv": "a\n1\n2\n" }, { thread: ts });
	await twin.saying(ts, "kept as *same-2.csv*: 2 rows");
	await stage.approve(ts);
	await twin.saying(ts, "['same-2.csv', 'same.csv']");
});

test("a mention under existing messages reads the thread so far and its files", async () => {
	const { twin, model } = stage;
	const ts = await twin.upload("here is the export of March", { "march.csv": csv }, { user: bob });
	await twin.say("thanks", { thread: ts });
	await twin.say("<@U0BOT> say: print(open('march.csv').readline())", { thread: ts });
	await stage.approve(ts);
	await twin.saying(ts, "id,created_at,amount");
	expect(JSON.stringify(model.asked).includes("bob: here is the export of March")).toBe(true);
});

test("a direct message is a session too", async () => {
	const { twin } = stage;
	const dm = "D01ALICE";
	const ts = await twin.say("say: print('private')", { channel: dm });
	await until("code in the direct message", async () =>
		(await twin.thread(ts, dm)).some((said) => codeIn(said).join("").includes("private")),
	);
});

test("messages between people and messages of other threads are left alone", async () => {
	const { twin, model } = stage;
	const before = model.asked.length;
	const ts = await twin.say("just chatting");
	await twin.say("me too", { thread: ts, user: bob });
	await stage.propose("print('marker')");
	expect(await twin.thread(ts)).toHaveLength(2);
	expect(model.asked.length).toBe(before + 1);
});
