// The words and buttons that steer a Thread, whom the bot answers, and what it says when something outside fails.

import { expect, test } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import { alice, bob, csv, fakeWorld, keyError, ok, script } from "../fakes/world.ts";

const notAddressed = { addressed: false };

/** One question answered after one approval. */
async function answered(options: Parameters<typeof fakeWorld>[0] = {}) {
	const bot = fakeWorld({
		says: [script("print(open('sales.csv').read())"), "There are 10 rows.", ...(options.says ?? [])],
		does: [ok("rows: 10"), ...(options.does ?? [])],
		...(options.settings === undefined ? {} : { settings: options.settings }),
	});
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
	return bot;
}

const march = { ...csv, id: "F2", name: "march.csv" };
const said = (bot: ReturnType<typeof fakeWorld>) => bot.asides.map(({ title, lines }) => [title, ...lines].join("\n"));

test.each(["@bob look at this", "<@U2> look at this", "  @Bob: ok?"])(
	"a message that begins by addressing somebody else is not for the bot: %s",
	async (text) => {
		const bot = await answered();
		await bot.say(text, notAddressed);
		expect(bot.rung.at(-1)?.reason).not.toContain("new k2");
		await bot.work();
		expect(bot.requests).toHaveLength(2);
	},
);

test("a message that names somebody later on, or an e-mail address, is for the bot", async () => {
	const bot = await answered({ says: [script("print(1)"), script("print(2)")] });
	await bot.say("is it what @bob said, bob@example.com?", notAddressed);
	await bot.work();
	expect(bot.requests.at(-1)?.at(-1)?.content).toContain("is it what @bob said");
});

test("a message that addresses somebody else and the bot is for the bot", async () => {
	const bot = await answered({ says: [script("print(1)")] });
	await bot.say("@bob and now the sum", { addressed: true });
	await bot.work();
	expect(bot.turn().request).toBe("@bob and now the sum");
});

test("after `mention` only mentions are heard, after `thread` everything again, and each says so", async () => {
	const bot = await answered({ says: [script("print(1)"), script("print(2)")] });
	await bot.say("mention", notAddressed);
	await bot.work();
	expect(said(bot).at(-1)).toContain("only when you mention me");
	await bot.say("and the mean?", notAddressed);
	await bot.work();
	expect(bot.turn().request).toBe("how many rows?");
	await bot.say("and the mean?");
	await bot.work();
	expect(bot.turn().request).toBe("and the mean?");
	await bot.click("stop");
	await bot.work();
	await bot.say("thread");
	await bot.work();
	expect(said(bot).at(-1)).toContain("every message in this thread");
	await bot.say("and the median?", notAddressed);
	await bot.work();
	expect(bot.turn().request).toBe("and the median?");
});

test("a bot is never answered, not even one that mentions it", async () => {
	const bot = fakeWorld();
	await bot.say("status", { author: { ...bob, trust: "bot" } });
	await bot.work();
	expect(bot.session()).toBeUndefined();
	expect(bot.asides).toHaveLength(0);
});

test("messages that come while it works are taken in together at the next step, and it says so", async () => {
	const bot = fakeWorld({
		says: [
			async () => {
				await bot.say("only 2024", notAddressed);
				await bot.say("and in euros", { ...notAddressed, author: bob });
				return script("print(1)");
			},
			script("print(2)"),
		],
	});
	await bot.say("the total?");
	await bot.work();
	await bot.say("go on", notAddressed);
	await bot.work();
	expect(
		bot.requests
			.at(-1)
			?.map(({ content }) => content)
			.join(),
	).toContain("Alice: only 2024\nBob: and in euros");
	expect(bot.shown.flatMap(({ notices }) => notices)).toContain(
		"2 messages that came while I worked are, together, taken in next.",
	);
});

test("what came while the last code ran becomes one question, and it says so", async () => {
	const bot = fakeWorld({
		says: [script("print(1)"), "It is 1.", script("print(2)")],
		does: [
			async () => {
				await bot.say("and the mean?", notAddressed);
				await bot.say("rounded", notAddressed);
				return { output: "1" };
			},
		],
	});
	await bot.say("the total?");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().request).toBe("Alice: and the mean?\nAlice: rounded");
	expect(bot.turn().notices).toEqual(["2 messages came while I was finishing; here they are taken together."]);
});

test("stop as a word stops a run at once, and the word does not wait for it", async () => {
	const bot = fakeWorld({
		says: [script("while True: pass")],
		does: [
			async ({ signal }) => {
				await bot.say("stop", notAddressed);
				return { outcome: signal.aborted ? "cancelled" : "ok", output: "" };
			},
		],
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "stopped", by: { name: "Alice" } });
});

test.each(["stop", "reset", "forget"])("somebody who may not is told so, and %s does nothing", async (word) => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	await bot.say("go");
	await bot.work();
	await bot.say(word, { ...notAddressed, author: bob });
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(said(bot)).toEqual(["Only Alice or an approver may do that."]);
	expect(bot.world.closed).toBe(0);
	expect(bot.audited.at(-1)).toMatchObject({ event: "word_refused", by: bob.id, word });
});

test("a command in a longer message is a question", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), script("print(2)")] });
	await bot.say("go");
	await bot.work();
	await bot.say("stop words in the text: count them", notAddressed);
	await bot.work();
	expect(bot.turn().attempts).toHaveLength(2);
	expect(bot.requests.at(-1)?.at(-1)?.content).toContain("stop words in the text");
});

test("status is answered at once while code runs: state, attempts, model, container, limits, queue", async () => {
	const bot = fakeWorld({
		says: [script("slow()"), "1"],
		does: [
			async () => {
				bot.pass(5000);
				await bot.say("Status", notAddressed);
				return { output: "1" };
			},
		],
	});
	bot.world.sandboxState = { kind: "open", idleMs: 3000, busy: true, generation: "g1" };
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.asides).toHaveLength(1);
	expect(bot.asides[0]).toMatchObject({ title: "Status" });
	expect(bot.asides[0]?.lines).toEqual([
		"Now: code runs, for 5 s",
		"Attempts: 1 so far, 0 failures",
		"Queue: being served, nobody is before you",
		"Model: test-model",
		"Container: open, at work, Python session g1",
		"Limits: 30 s a run, 3 fixes a question, 1 CPU",
		"I answer: every message here that addresses nobody else",
	]);
	expect(bot.end().kind).toBe("answered");
});

test("status tells the place in the line for the model", async () => {
	const bot = fakeWorld({
		says: [
			async ({ onPosition }) => {
				onPosition?.(3);
				await bot.say("状态", notAddressed);
				return script("print(1)");
			},
		],
	});
	await bot.say("go");
	await bot.work();
	expect(bot.asides[0]?.lines).toContain("Queue: place 3 in the line for the model");
	expect(bot.asides[0]?.lines).toContain("Now: waiting in line, for 0 s");
});

test("help lists every word; said as the first message it opens nothing", async () => {
	const bot = fakeWorld();
	await bot.say("help");
	await bot.work();
	const [help] = said(bot);
	for (const word of ["stop", "停止", "status", "reset", "rerun", "重跑", "export", "导出", "demo", "forget", "忘记"]) {
		expect(help).toContain(word);
	}
	expect(bot.session()?.turn).toBeUndefined();
	expect(bot.session()?.hasWork).toBe(false);
});

test("a word that is delivered twice is answered once", async () => {
	const bot = fakeWorld();
	await bot.say("status", { key: "same" });
	await bot.say("status", { key: "same" });
	expect(bot.asides).toHaveLength(1);
});

test("reset ends the turn in good order, closes the container, starts a new transcript, keeps the files, and says so", async () => {
	const bot = await answered({ says: [script("print(2)"), script("print(3)")] });
	await bot.say("and the mean?", notAddressed);
	await bot.work();
	await bot.say("reset", notAddressed);
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "stopped" });
	expect(bot.world.closed).toBe(1);
	expect(said(bot)).toEqual([
		"Started over\nVariables and what was said before are gone for me. Your files are kept, and I know them.",
	]);
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	await bot.say("and now?", notAddressed);
	await bot.work();
	const request = bot.requests.at(-1)!;
	expect(request).toHaveLength(2);
	expect(request[1]?.content).toContain("File sales.csv");
	expect(request[1]?.content).not.toContain("how many rows?");
});

test("after reset nothing is left to run again or to export", async () => {
	const bot = await answered();
	const { tools } = bot.turn();
	await bot.say("reset", notAddressed);
	await bot.work();
	expect(bot.turn().tools).toBeUndefined();
	expect(bot.tickets.has(tools?.rerun ?? "")).toBe(false);
	await bot.say("rerun", notAddressed);
	await bot.say("export", notAddressed);
	await bot.work();
	expect(
		said(bot)
			.slice(1)
			.map((one) => one.split("\n")[0]),
	).toEqual(["Nothing to run again yet", "Nothing to export yet"]);
});

test("Rerun runs the same code without the model: the click is the approval", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	const source = bot.runs[0]?.source;
	expect(bot.turn().tools).toMatchObject({ rerun: expect.any(String), export: expect.any(String) });
	await bot.click("rerun");
	await bot.work();
	expect(bot.requests).toHaveLength(2);
	expect(bot.runs[1]).toMatchObject({ source, sha256: bot.runs[0]?.sha256 });
	expect(bot.runs[1]?.id).not.toBe(bot.runs[0]?.id);
	expect(bot.end()).toEqual({
		kind: "reran",
		sentence: "in 0.0 s, on sales.csv (10 rows), without the model.",
	});
	expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({ kind: "approved", by: { id: alice.id } });
	expect(bot.audited).toContainEqual(
		expect.objectContaining({ event: "approved", by: alice.id, reruns: bot.runs[0]?.id, sha256: bot.runs[0]?.sha256 }),
	);
});

test("Rerun by somebody who may not approve runs nothing", async () => {
	const bot = await answered();
	await bot.click("rerun", { by: bob.id });
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	expect(bot.told).toEqual(["Only Alice, who asked, may decide about this code, so nothing was changed."]);
});

test("with four eyes the one who asked cannot rerun by a click either", async () => {
	const bot = await answered();
	const strict = { ...bot.whole, settings: (thread: string) => ({ ...bot.whole.settings(thread), fourEyes: true }) };
	const { openBot } = await import("../../src/core/bot.ts");
	const token = bot.turn().tools?.rerun ?? "";
	const told: string[] = [];
	await openBot(strict).click(
		{ token, choice: "rerun", thread: bot.turn().thread, person: alice.id, ref: "" },
		{ privately: async (one) => void told.push(one), askReason: async () => {}, askCode: async () => true },
	);
	await bot.work();
	expect(told).toHaveLength(1);
	expect(bot.runs).toHaveLength(1);
});

test("a double click on Rerun runs once", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	const token = bot.turn().tools?.rerun ?? "";
	await bot.click("rerun", { token });
	await bot.click("rerun", { token });
	await bot.work();
	expect(bot.runs).toHaveLength(2);
	expect(bot.told).toHaveLength(1);
});

test("rerun as a word shows the code for approval and runs nothing before", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	await bot.say("rerun", notAddressed);
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(1);
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("reran");
	expect(bot.requests).toHaveLength(2);
});

test("a rejected rerun ends; the model is not asked for another way", async () => {
	const bot = await answered();
	await bot.say("rerun", notAddressed);
	await bot.work();
	await bot.click("reject", { reason: "no" });
	await bot.work();
	expect(bot.end().kind).toBe("stopped");
	expect(bot.requests).toHaveLength(2);
});

test("a question while a rerun waits begins anew, and the rerun is set aside", async () => {
	const bot = await answered({ says: [script("print(9)")] });
	await bot.say("rerun", notAddressed);
	await bot.work();
	const waiting = bot.turn();
	await bot.say("what is the mean?", notAddressed);
	await bot.work();
	expect(bot.turn().request).toBe("what is the mean?");
	expect(bot.turn().id).not.toBe(waiting.id);
	expect(bot.shown.findLast(({ id }) => id === waiting.id)).toMatchObject({
		state: { kind: "ended" },
		attempts: [{ approval: { verdict: { kind: "superseded" } } }],
	});
	await bot.click("approve", { token: waiting.attempts[0]?.approval.token ?? "" });
	expect(bot.told).toHaveLength(1);
});

test("a new file of the same shape stands in for the old one, on the card and in the outcome", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	await bot.say("", { ...notAddressed, files: [march] });
	await bot.work();
	expect(bot.end().kind).toBe("received");
	expect(bot.turn().tools).toMatchObject({ standIn: { name: "march.csv" } });
	await bot.click("rerun");
	await bot.work();
	expect(bot.runs[1]?.standIns).toEqual([{ file: march, name: "march.csv", as: "sales.csv" }]);
	expect(bot.runs[1]?.source).toBe(bot.runs[0]?.source);
	expect(bot.turn().attempts[0]?.proposal.why).toBe("The same code again, on march.csv in place of sales.csv.");
	expect(bot.end()).toMatchObject({
		sentence: "in 0.0 s, on march.csv (10 rows) in place of sales.csv, without the model.",
	});
});

test("rerun said with a file runs on that file, once approved", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	await bot.say("rerun", { ...notAddressed, files: [march] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.runs[1]?.standIns).toEqual([{ file: march, name: "march.csv", as: "sales.csv" }]);
});

test("a file that Slack delivers after the word is still taken into account", async () => {
	const bot = await answered({ does: [ok("rows: 10")] });
	await bot.say("rerun", { ...notAddressed, key: "late" });
	await bot.work();
	expect(bot.turn().rerun?.standIn).toBeUndefined();
	await bot.say("rerun", { ...notAddressed, key: "late", files: [march] });
	await bot.work();
	expect(bot.turn().attempts).toHaveLength(1);
	await bot.click("approve");
	await bot.work();
	expect(bot.runs[1]?.standIns?.[0]?.name).toBe("march.csv");
});

test("a rerun that fails says how, and the model does not go about fixing it", async () => {
	const bot = await answered({ does: [keyError()] });
	await bot.click("rerun");
	await bot.work();
	expect(bot.end()).toMatchObject({
		kind: "reran",
		sentence: expect.stringContaining(
			"it did not work this time, after 0.0 s, on sales.csv (10 rows): KeyError: 'date'",
		),
	});
	expect(bot.requests).toHaveLength(2);
});

test("when a question follows, the buttons of the turn before are gone and closed", async () => {
	const bot = await answered({ says: [script("print(2)")] });
	const before = bot.turn();
	await bot.say("and the mean?", notAddressed);
	await bot.work();
	expect(bot.shown.findLast(({ id }) => id === before.id)?.tools).toBeUndefined();
	expect(bot.tickets.has(before.tools?.rerun ?? "")).toBe(false);
	expect(bot.tickets.has(before.tools?.export ?? "")).toBe(false);
});

test("Export posts a notebook and a script, and can be clicked again", async () => {
	const bot = await answered();
	await bot.click("export");
	await bot.work();
	await bot.click("export");
	await bot.work();
	expect(bot.asides.map(({ files }) => files.map(({ name }) => name))).toEqual([
		["thread.ipynb", "thread.py"],
		["thread.ipynb", "thread.py"],
	]);
	expect(bot.asides[0]?.files[0]?.text).toContain("sha of F1");
	expect(bot.asides[0]?.files[0]?.text).toContain("rows: 10");
});

test("demo plays the bundled example with the model, after an approval like any other", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), "It is 7."], does: [ok("7", ["totals.png"])] });
	await bot.say("demo");
	await bot.work();
	expect(bot.put).toEqual(["sales.csv"]);
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.turn().notices[0]).toContain("This is the demo");
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("rerun and demo wait until what is open here has ended", async () => {
	const bot = fakeWorld({ says: [script("print(7)")] });
	await bot.say("go");
	await bot.work();
	await bot.say("demo", notAddressed);
	await bot.say("rerun", notAddressed);
	await bot.work();
	expect(said(bot).every((one) => one.startsWith("One thing at a time"))).toBe(true);
	expect(bot.turn().state.kind).toBe("waiting");
});

test("forget asks once more, and the click deletes everything and says so", async () => {
	const bot = await answered();
	await bot.say("forget", notAddressed);
	await bot.work();
	expect(bot.world.forgotten).toBe(0);
	expect(bot.asides.at(-1)).toMatchObject({ title: "Forget this thread?", buttons: [{ choice: "forget" }] });
	await bot.click("forget", { by: bob.id });
	await bot.work();
	expect(bot.world.forgotten).toBe(0);
	await bot.click("forget");
	await bot.work();
	expect(bot.world.forgotten).toBe(1);
	expect(bot.session()).toBeUndefined();
	expect(bot.asides.at(-1)?.title).toBe("Forgotten");
	expect(bot.audited.at(-1)).toMatchObject({ event: "forgotten", why: "asked", by: alice.id });
});

test("deleting the first message stops what runs and forgets the thread without asking", async () => {
	const bot = fakeWorld({
		says: [script("slow()")],
		does: [
			async ({ signal, thread }) => {
				await bot.bot.deleted(thread);
				return { outcome: signal.aborted ? "cancelled" : "ok", output: "" };
			},
		],
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.world.forgotten).toBe(1);
	expect(bot.session()).toBeUndefined();
	expect(bot.asides.at(-1)?.lines[0]).toContain("The first message of this thread was deleted");
});

test("a thread that is gone from the platform is forgotten all the same", async () => {
	const bot = await answered();
	bot.world.showFails = new BotError("thread_gone", "gone");
	await bot.bot.deleted(bot.turn().thread);
	await bot.work();
	expect(bot.session()).toBeUndefined();
	expect(bot.world.forgotten).toBe(1);
});

test("a thread that was found to be gone before its deletion was heard of is forgotten, too", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	bot.world.showFails = new BotError("thread_gone", "gone");
	await bot.say("go");
	await bot.work();
	expect(bot.session()).toMatchObject({ threadGone: true });
	await bot.bot.deleted("slack:T1:C1:1.1");
	await bot.work();
	expect(bot.world.forgotten).toBe(1);
	expect(bot.session()).toBeUndefined();
});

test("an answer that cannot be posted is no reason to have the word sent again", async () => {
	const bot = fakeWorld();
	bot.world.sayFails = new BotError("chat_refused", "Slack is out of order.");
	await bot.say("status");
	expect(bot.asides).toHaveLength(0);
});

test("a word whose answer cannot be posted does not hold up the thread", async () => {
	const bot = await answered({ says: [script("print(2)")] });
	bot.world.sayFails = new BotError("chat_refused", "Slack is out of order.");
	await bot.say("mention", notAddressed);
	await bot.work();
	expect(bot.session()).toMatchObject({ listens: "mention", chores: [], hasWork: false });
});

test("a deleted message that began no thread of ours is nothing to us", async () => {
	const bot = fakeWorld();
	await bot.bot.deleted("slack:T1:C1:9.9");
	expect(bot.rung).toHaveLength(0);
});

test.each([
	["before any output", [], [], "Nothing was run, and nothing was changed."],
	["after progress", [script("df['date']")], [keyError()], "What was run so far is shown above; nothing else was run."],
] as const)("a model that fails %s is told by stage", async (_when, says, does, sentence) => {
	const down = new BotError("model_down", "The model server does not answer; start it, then try again.");
	const bot = fakeWorld({ says: [...says, down], does: [...does] });
	await bot.say("go", { files: [csv] });
	await bot.work();
	if (says.length > 0) await bot.click("approve");
	await bot.work();
	const { stageOf } = await import("../../src/core/steps/ending.ts");
	expect(bot.end()).toMatchObject({ kind: "failed" });
	expect(stageOf(bot.turn())).toBe(sentence);
});

test("a model that fails after the run costs only the words: the output is shown, and why there are no words", async () => {
	const down = new BotError("model_down", "The model server does not answer; start it, then try again.");
	const bot = fakeWorld({ says: [script("print(10)"), down], does: [ok("rows: 10")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "```\nrows: 10\n```" });
	expect(bot.turn().notices.at(-1)).toContain("only the answer in words is missing");
});
