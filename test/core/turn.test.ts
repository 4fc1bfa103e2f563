// Every transition of the Turn, with a scripted model and sandbox.

import { expect, test } from "vitest";
import { BotError } from "../../src/core/errors.ts";
import { alice, bob, csv, fakeWorld, keyError, ok, script } from "../fakes/world.ts";

const broken = script("df['date']");
const fixed = script("# the column is created_at\ndf['created_at']");

test("a question with a CSV ends in an answer after one approval", async () => {
	const bot = fakeWorld({ says: [script("print(10)"), "There are 10 rows."], does: [ok("rows: 10")] });
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(0);
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "There are 10 rows.", attempt: 0 });
	expect(bot.runs.map((run) => run.source)).toEqual(["print(10)\n"]);
	expect(bot.requests[0]?.[1]?.content).toContain("created_at");
});

test("while all sandboxes are in use people see their place in the line", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	bot.world.places = [2, 1];
	await bot.say("go");
	await bot.work();
	const queued = bot.lives.filter(({ phase }) => phase === "queued");
	expect(queued.map(({ queue }) => queue)).toEqual([
		{ for: "sandbox", position: 2 },
		{ for: "sandbox", position: 1 },
	]);
	expect(bot.turn().state.kind).toBe("waiting");
});

test("nothing runs before somebody has approved it", async () => {
	const bot = fakeWorld({ says: [script("print(1)")] });
	await bot.say("go");
	await bot.work();
	await bot.work();
	expect(bot.runs).toHaveLength(0);
	expect(bot.turn().state.kind).toBe("waiting");
});

test("a KeyError comes back with its cause and a fixed version, which is asked about again", async () => {
	const bot = fakeWorld({ says: [broken, fixed, "Done: 10 rows."], does: [keyError(), ok("rows 10")] });
	await bot.say("turn the date column into datetime", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	const turn = bot.turn();
	expect(turn.state.kind).toBe("waiting");
	expect(turn.attempts).toHaveLength(2);
	expect(turn.attempts[0]?.diagnosis?.cause).toBe("There is no column date; the closest is created_at.");
	expect(bot.requests[1]?.at(-1)?.content).toContain("KeyError: 'date'");
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("each request to the model starts with the one before, byte for byte", async () => {
	const bot = fakeWorld({ says: [broken, fixed, "10 rows."], does: [keyError(), ok("rows 10")] });
	await bot.say("go", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.requests).toHaveLength(3);
	for (const [index, request] of bot.requests.slice(1).entries()) {
		const before = bot.requests[index]!;
		expect(request.slice(0, before.length)).toEqual(before);
	}
});

test("a follow-up continues the branch that worked and drops the failed one", async () => {
	const bot = fakeWorld({
		says: [broken, fixed, "10 rows.", script("print(11)"), "11."],
		does: [keyError(), ok("rows 10"), ok("11")],
	});
	await bot.say("go", { files: [csv] });
	for (let i = 0; i < 2; i++) {
		await bot.work();
		await bot.click("approve");
	}
	await bot.work();
	await bot.say("and one more?", { addressed: false });
	await bot.work();
	const contents = bot.requests.at(-1)!.map(({ content }) => content);
	expect(contents.join("\n")).not.toContain("df['date']");
	expect(contents.join("\n")).toContain("df['created_at']");
	expect(contents.at(-1)).toContain("and one more?");
});

test("after three fixes it gives up and says so, with the best output so far", async () => {
	const fail = (n: number) => ({ ...keyError(), output: `step ${n}` });
	const bot = fakeWorld({
		says: [1, 2, 3, 4].map((n) => script(`x = ${n}`)),
		does: [1, 2, 3, 4].map(fail),
	});
	await bot.say("go");
	for (let i = 0; i < 4; i++) {
		await bot.work();
		await bot.click("approve");
	}
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "gave_up", best: "step 4" });
	expect(bot.runs).toHaveLength(4);
});

test("code that already failed is not offered again: one restart, then the loop stops", async () => {
	const bot = fakeWorld({ says: [broken, broken, broken], does: [keyError()] });
	await bot.say("go", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "gave_up" });
	expect(bot.runs).toHaveLength(1);
	expect(bot.requests[2]).toHaveLength(bot.requests[0]!.length);
	expect(bot.requests[2]?.at(-1)?.content).toContain("Avoid what did not do before");
	expect(bot.temperatures).toEqual([0.2, 0.2, 0.8]);
});

test("code that ran and gave no usable answer stays the best where the model has nothing else", async () => {
	const vague = script("print('@n['[:0], 12)");
	const bot = fakeWorld({ says: [vague, vague, script("print('@n[7]')")], does: [ok("12"), ok("@n[7]")] });
	await bot.say("How many? Print the answer in this form: @n[n]", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	expect(bot.end()).toMatchObject({
		kind: "gave_up",
		best: "12",
		sentence: expect.stringContaining("@n[...] is missing. One more try did not help."),
	});
});

test("a rejection with a reason reaches the model and is not a fix", async () => {
	const bot = fakeWorld({ says: [script("a = 1"), script("b = 2")], settings: { maxFixes: 0 } });
	await bot.say("go");
	await bot.work();
	await bot.click("reject");
	expect(bot.asksReason).toBe(1);
	expect(bot.turn().state.kind).toBe("waiting");
	await bot.click("reject", { reason: "do not use a loop" });
	await bot.work();
	expect(bot.runs).toHaveLength(0);
	expect(bot.requests[1]?.at(-1)?.content).toContain("do not use a loop");
	expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({
		kind: "rejected",
		reason: "do not use a loop",
		by: { name: "Alice" },
	});
	expect(bot.turn().state.kind).toBe("waiting");
});

test("rejected code that comes back unchanged is not shown again", async () => {
	const bot = fakeWorld({ says: [script("a = 1"), script("a = 1"), script("b = 2")] });
	await bot.say("go");
	await bot.work();
	await bot.click("reject", { reason: "no" });
	await bot.work();
	expect(bot.turn().attempts.map(({ proposal }) => proposal.source)).toEqual(["a = 1\n", "b = 2\n"]);
	expect(bot.requests[2]?.at(-1)?.content).toContain("- A person rejected it: no");
});

test("a click by somebody who may not approve changes nothing and is told in private", async () => {
	const bot = fakeWorld({ says: [script("a = 1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve", { by: bob.id });
	await bot.work();
	expect(bot.told).toEqual(["Only Alice, who asked, may decide about this code, so nothing was changed."]);
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(0);
});

test("with APPROVERS only those people approve, and the requester does not", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")], settings: { approvers: [bob.id] } });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	expect(bot.told[0]).toContain("Only one of the approvers");
	await bot.click("approve", { by: bob.id });
	await bot.work();
	expect(bot.end().kind).toBe("answered");
	expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({ kind: "approved", by: { name: "Bob" } });
});

test.each(["guest", "external", "bot"] as const)(
	"somebody who has become a %s may not approve, not even their own request",
	async (trust) => {
		const bot = fakeWorld({ says: [script("a = 1")] });
		await bot.say("go");
		await bot.work();
		bot.people.set(alice.id, { ...alice, trust });
		await bot.click("approve");
		await bot.work();
		expect(bot.runs).toHaveLength(0);
		expect(bot.told).toHaveLength(1);
	},
);

test("a second click finds the button closed and nothing runs twice", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.click("approve");
	expect(bot.told).toEqual(["This button is closed: somebody was faster, or a newer version has taken its place."]);
	await bot.work();
	expect(bot.runs).toHaveLength(1);
});

test("a button works only on the message that carries it, in its own thread, for its own choice", async () => {
	const bot = fakeWorld({ says: [script("a = 1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve", { ref: "another message" });
	await bot.click("approve", { token: bot.turn().stop });
	await bot.click("approve", { token: "0".repeat(32) });
	await bot.bot.click(
		{
			token: bot.turn().attempts[0]!.approval.token,
			choice: "approve",
			thread: "slack:T1:C1:9.9",
			person: "U1",
			ref: "ref 1",
		},
		{
			privately: async (sentence) => void bot.told.push(sentence),
			askReason: async () => {},
			askCode: async () => true,
		},
	);
	await bot.work();
	expect(bot.told).toHaveLength(4);
	expect(bot.runs).toHaveLength(0);
});

test("an approval that nobody gave in time expires, and a late click runs nothing", async () => {
	const bot = fakeWorld({ says: [script("a = 1")], settings: { approvalTtlMs: 60_000 } });
	await bot.say("go");
	await bot.work();
	expect(bot.rung.find(({ reason }) => reason.startsWith("expiry"))?.delayMs).toBe(61_000);
	bot.pass(60_001);
	await bot.click("approve");
	expect(bot.told[0]).toContain("not approved in time");
	await bot.work();
	expect(bot.end().kind).toBe("expired");
	expect(bot.turn().attempts[0]?.approval.verdict?.kind).toBe("expired");
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(0);
});

test("a click in time counts even when it is read after the deadline", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")], settings: { approvalTtlMs: 60_000 } });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	bot.pass(120_000);
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("a message while an approval is open supersedes the code, which can no longer be approved", async () => {
	const bot = fakeWorld({ says: [script("a = 1"), script("b = 2")] });
	await bot.say("go");
	await bot.work();
	const old = bot.turn().attempts[0]!.approval.token;
	await bot.say("only for May, please", { addressed: false });
	await bot.work();
	expect(bot.turn().attempts[0]?.approval.verdict?.kind).toBe("superseded");
	expect(bot.requests[1]?.map(({ content }) => content).join("\n")).toContain("Alice: only for May, please");
	await bot.click("approve", { token: old, ref: "ref 1" });
	expect(bot.told[0]).toContain("This button is closed");
	await bot.work();
	expect(bot.runs).toHaveLength(0);
	expect(bot.turn().attempts).toHaveLength(2);
});

test("a message while the program runs joins the next request to the model", async () => {
	const bot = fakeWorld({
		says: [broken, fixed],
		does: [
			async () => {
				await bot.say("and use euros", { addressed: false });
				return keyError();
			},
		],
	});
	await bot.say("go", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.requests[1]?.at(-1)?.content).toContain("Alice: and use euros");
});

test("a message that comes while the answer is written becomes the next Turn", async () => {
	const bot = fakeWorld({
		says: [
			script("print(1)"),
			async () => {
				await bot.say("now as a chart", { addressed: false });
				return "It is 1.";
			},
			script("plot()"),
		],
		does: [ok("1")],
	});
	await bot.say("go");
	await bot.work();
	const first = bot.turn().id;
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().id).not.toBe(first);
	expect(bot.turn().request).toContain("now as a chart");
	expect(bot.shown.some((turn) => turn.id === first && turn.state.kind === "ended")).toBe(true);
});

test("Stop while files are fetched ends the Turn before the model is asked", async () => {
	const bot = fakeWorld();
	bot.world.whileFetching = () => bot.click("stop");
	await bot.say("go", { files: [csv] });
	await bot.work();
	expect(bot.end().kind).toBe("stopped");
	expect(bot.requests).toHaveLength(0);
});

test("Stop while the model writes ends the Turn", async () => {
	const bot = fakeWorld({
		says: [
			async ({ signal }) => {
				await bot.click("stop");
				signal.throwIfAborted();
				return "never";
			},
		],
	});
	await bot.say("go");
	await bot.work();
	expect(bot.end()).toEqual({ kind: "stopped", by: alice });
	expect(bot.turn().attempts).toHaveLength(0);
});

test("Stop while code waits for approval ends the Turn, and the code cannot be approved any more", async () => {
	const bot = fakeWorld({ says: [script("a = 1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("stop");
	await bot.work();
	expect(bot.end().kind).toBe("stopped");
	await bot.click("approve");
	expect(bot.told[0]).toContain("This button is closed");
	await bot.work();
	expect(bot.runs).toHaveLength(0);
});

test("of two clicks at the same moment one wins and the other is told", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1", script("b")], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	await Promise.all([bot.click("approve"), bot.click("reject", { reason: "no" })]);
	expect(bot.told).toHaveLength(1);
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("Stop while the program runs aborts it and keeps its output", async () => {
	const bot = fakeWorld({
		says: [script("while True: pass")],
		does: [
			async ({ signal }) => {
				await bot.click("stop");
				return signal.aborted ? { outcome: "cancelled", output: "so far" } : { outcome: "ok", output: "not stopped" };
			},
		],
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "stopped", by: { name: "Alice" } });
	expect(bot.turn().attempts[0]?.run).toMatchObject({ outcome: "cancelled", output: "so far" });
});

test("a lock that is lost while a program runs does not stop the program", async () => {
	const bot = fakeWorld({
		says: [script("print(1)"), "1"],
		does: [
			async ({ signal }) => {
				bot.world.lock.abort(new Error("lost"));
				return signal.aborted ? { outcome: "cancelled" } : ok("1");
			},
		],
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await expect(bot.work()).rejects.toThrow("lost");
	bot.world.lock = new AbortController();
	await bot.work();
	expect(bot.end().kind).toBe("answered");
	expect(bot.runs).toHaveLength(1);
});

test("Stop while the answer is written keeps what ran", async () => {
	const bot = fakeWorld({
		says: [
			script("print(1)"),
			async ({ signal }) => {
				await bot.click("stop");
				signal.throwIfAborted();
				return "never";
			},
		],
		does: [ok("1")],
	});
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("stopped");
	expect(bot.turn().attempts[0]?.run?.output).toBe("1");
});

test("a stranger cannot stop the Turn", async () => {
	const bot = fakeWorld({ says: [script("a = 1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("stop", { by: bob.id });
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.told[0]).toContain("Only Alice");
});

test("code that was shown for another kernel is shown again and not run", async () => {
	const bot = fakeWorld({ says: [script("x = 1\nprint(x)"), "1", script("print(x)"), "1"], does: [ok("1"), ok("1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.say("and now?");
	await bot.work();
	bot.world.generation = "g2";
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	expect(bot.turn()).toMatchObject({ state: { kind: "waiting" }, attempts: [{ approval: { generation: "g2" } }] });
	expect(bot.turn().notices.at(-1)).toContain("approve it again");
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("where nothing ran yet, an approval holds in the next kernel: it has no variables to lose", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	bot.world.generation = "g2";
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toMatchObject([{ generation: "g2" }]);
	expect(bot.end().kind).toBe("answered");
});

test("a lost Run is told and never repeated by itself; people may approve it again", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [{ outcome: "lost" }, ok("1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.runs).toHaveLength(1);
	expect(bot.turn().notices.at(-1)).toContain("The run was lost");
	expect(bot.turn().state.kind).toBe("waiting");
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("the next question after the container is gone says that variables are gone and files are kept", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1", script("print(2)")], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	bot.world.generation = "g2";
	await bot.say("again", { addressed: false });
	await bot.work();
	expect(bot.turn().notices).toEqual(["The session was restarted: variables are gone, files are kept."]);
	expect(bot.requests.at(-1)?.at(-1)?.content).toContain("variables are gone");
});

test("a model server that is down is said in one sentence, and Try again goes on from there", async () => {
	const down = new BotError("model_down", "The model server does not answer.");
	const bot = fakeWorld({ says: [down, script("print(1)"), "1"], does: [ok("1")] });
	await bot.say("go");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "failed", sentence: "The model server does not answer.", during: "writing" });
	await bot.click("again");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	await bot.click("again", { token: "f".repeat(32) });
	expect(bot.told).toHaveLength(1);
});

test("a model that goes away before the answer leaves the output as the answer", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), new BotError("model_down", "down")], does: [ok("total: 7")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "answered", text: "```\ntotal: 7\n```" });
});

test("figures that no program printed are never the answer", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), "The total is 42."], does: [ok("total: 7")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ text: "```\ntotal: 7\n```" });
});

test("words without a figure come with the figures that were printed", async () => {
	const bot = fakeWorld({ says: [script("print(7)"), "I added it all up."], does: [ok("total: 7")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.end()).toMatchObject({ text: "I added it all up.\n\n```\ntotal: 7\n```" });
});

test("an answer without code is asked for code once; figures out of thin air are not shown", async () => {
	const bot = fakeWorld({ says: ["There are 1234 rows.", "There are 1234 rows."] });
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	expect(bot.requests).toHaveLength(2);
	const end = bot.end();
	expect(end.kind).toBe("gave_up");
	expect(JSON.stringify(end)).not.toContain("1234");
});

test("a greeting is answered without code", async () => {
	const bot = fakeWorld({ says: ["Hello! What would you like to know?"] });
	await bot.say("hi");
	await bot.work();
	expect(bot.end()).toEqual({ kind: "answered", text: "Hello! What would you like to know?" });
});

test("two empty replies end in a sentence and a way to try again", async () => {
	const bot = fakeWorld({ says: ["", ""] });
	await bot.say("go");
	await bot.work();
	expect(bot.end()).toMatchObject({ kind: "failed", during: "writing" });
});

test.each([
	["nothing", "", "it printed nothing"],
	["NaN", "mean: nan", "NaN"],
	["an error text", "reading\nError: column not found", "printed an error"],
])("a program that ends well but prints %s is fixed once, then given up", async (_name, output, cause) => {
	const bot = fakeWorld({ says: [script("a"), script("b")], does: [ok(output), ok(output)] });
	await bot.say("mean?", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().attempts[0]?.diagnosis?.cause.toLowerCase()).toContain(cause.toLowerCase());
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("gave_up");
});

test("a file that was asked for and not made is named", async () => {
	const bot = fakeWorld({
		says: [script("a"), script("b"), "Saved."],
		does: [ok("done"), ok("done", ["clean.parquet"])],
	});
	await bot.say("read sales.csv and save as clean.parquet", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().attempts[0]?.diagnosis?.cause).toContain("clean.parquet");
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
});

test("one message that comes twice is handled once, and files of the fuller copy are read before the model is asked", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	await bot.say("go", { key: "same" });
	await bot.say("go", { key: "same", files: [csv] });
	await bot.say("go", { key: "same", files: [csv] });
	await bot.work();
	expect(bot.put).toEqual(["sales.csv"]);
	expect(bot.requests).toHaveLength(1);
	expect(bot.requests[0]?.[1]?.content).toContain("File sales.csv");
	expect(bot.requests[0]?.[1]?.content.match(/Request: go/g)).toHaveLength(1);
});

test("a file without words is received and no model is asked", async () => {
	const bot = fakeWorld();
	await bot.say("", { files: [csv] });
	await bot.work();
	expect(bot.end().kind).toBe("received");
	expect(bot.session()?.uploads[0]?.state.kind).toBe("stored");
});

test("a file that cannot be had is refused with its sentence, and the question is still answered", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	bot.world.fetchFails = new BotError("file_too_large", "sales.csv is too large.");
	await bot.say("go", { files: [csv] });
	await bot.work();
	expect(bot.session()?.uploads[0]?.state).toEqual({ kind: "refused", sentence: "sales.csv is too large." });
	expect(bot.turn().state.kind).toBe("waiting");
});

test("a mention under existing messages reads them and their files", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	bot.world.history = [
		{ kind: "message", key: "k0", author: bob, text: "here is the export", files: [csv], at: 1, midThread: false },
	];
	await bot.say("what is in it?", { midThread: true });
	await bot.work();
	expect(bot.requests[0]?.[1]?.content).toContain("Bob: here is the export");
	expect(bot.put).toEqual(["sales.csv"]);
});

test("a thread that no longer exists is closed quietly", async () => {
	const bot = fakeWorld();
	bot.world.showFails = new BotError("thread_gone", "gone");
	await bot.say("go");
	await bot.work();
	expect(bot.session()?.threadGone).toBe(true);
	expect(bot.world.closed).toBe(1);
	await bot.work();
	expect(bot.requests).toHaveLength(0);
});

test("a mention in a thread that was taken for gone opens it again", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	bot.world.showFails = new BotError("thread_gone", "gone");
	await bot.say("go");
	await bot.work();
	bot.world.showFails = undefined;
	await bot.say("are you there?");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.session()?.threadGone).toBe(false);
});

test("messages that are none of ours are left alone", async () => {
	const bot = fakeWorld();
	await bot.say("chatting", { addressed: false });
	await bot.say("beep", { author: { id: "B1", name: "robot", trust: "bot" } });
	await bot.work();
	expect(bot.session()).toBeUndefined();
});

test("after a crash the last state is shown again before anything else happens", async () => {
	const bot = fakeWorld({ says: [script("a")] });
	await bot.say("go");
	await bot.work();
	const before = bot.shown.length;
	await bot.work();
	expect(bot.shown.length).toBe(before + 1);
	expect(bot.requests).toHaveLength(1);
});

test("a thread too long for the model goes on with a new branch and says so", async () => {
	const bot = fakeWorld({
		says: [script("print(1)"), "1", new BotError("context_too_long", "too long"), script("print(2)")],
		does: [ok("1")],
	});
	await bot.say("go", { files: [csv] });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	await bot.say("more", { addressed: false });
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.turn().notices.join()).toContain("too long for the model");
	expect(bot.requests.at(-1)).toHaveLength(2);
});
