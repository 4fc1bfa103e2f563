// Posts in Slack: edited rather than posted again, found after a crash, with whole code and files.

import { describe, expect, test } from "vitest";
import { UPDATES_A_MINUTE } from "../../../src/adapters/slack/rate.ts";
import { bob, codeIn, general, tokens, until, visible } from "../../e2e/twin.ts";
import { artifact, png } from "../../fakes/artifacts.ts";
import { looks } from "../looks.ts";
import { approved, attempt, code, decidedAttempt, ended, run, upload } from "../turns.ts";
import { labels, openDesk, ours, proxied, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

describe("posts", () => {
	test("one message goes from reading to code to outcome, and is edited rather than posted again", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(turnIn(ts, { state: { kind: "reading" } }), []);
		const [first] = await ours(ts);
		expect(visible(first!)).toContain("Reading your question");
		await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		const second = await ours(ts);
		expect(second.map((said) => said.ts)).toEqual([first?.ts]);
		expect(codeIn(second[0]!)).toEqual([code]);
		expect(labels(second[0])).toEqual(["Approve", "Edit", "Reject", "Stop"]);
		await slack.show(
			turnIn(ts, { state: { kind: "answering" }, attempts: [decidedAttempt(code, approved, { run: run() })] }),
			[],
		);
		const third = await ours(ts);
		expect(third.map(visible)).toEqual([
			expect.stringContaining("It ran"),
			expect.stringContaining("Writing the answer"),
		]);
		expect(labels(third[0])).toEqual([]);
	});

	test("progress may be skipped, but the last state is always there in the end", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> sum");
		for (let lines = 1; lines <= 300; lines += 1)
			await slack.show(turnIn(ts, { state: { kind: "writing" } }), [], { phase: "writing", since: Date.now(), lines });
		await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		const said = await ours(ts);
		expect(said.length).toBe(1);
		expect(labels(said[0])).toEqual(["Approve", "Edit", "Reject", "Stop"]);
	});

	test("without a newer state the last line of progress is shown too", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> sum");
		for (const lines of [1, 2, 3, 77])
			await slack.show(turnIn(ts, { state: { kind: "writing" } }), [], { phase: "writing", since: Date.now(), lines });
		await twin.saying(ts, "77 lines so far", 10_000);
		expect((await ours(ts)).length).toBe(1);
	});

	test("nothing is written where nothing changed", async () => {
		const writes: string[] = [];
		const proxy = await proxied((method) => {
			writes.push(method);
			return undefined;
		});
		const { slack } = openDesk({ apiUrl: proxy.apiUrl });
		const ts = await twin.say("<@U0BOT> sum");
		const same = turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] });
		for (let again = 0; again < 3; again += 1) await slack.show(same, []);
		expect(writes.filter((method) => method.includes("chat."))).toEqual(["chat.postMessage"]);
	});

	test("after a crash between post and save the message is found in the thread rather than posted again", async () => {
		const first = openDesk();
		const ts = await twin.say("<@U0BOT> sum");
		await first.slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		const mark = first.posts.all.get(`turn-${ts} step 1`)?.mark ?? "";
		const second = openDesk();
		second.posts.all.set(`turn-${ts} step 1`, { mark });
		await second.slack.show(
			turnIn(ts, { state: { kind: "answering" }, attempts: [decidedAttempt(code, approved, { run: run() })] }),
			[],
		);
		const said = await ours(ts);
		expect(said.map(visible)).toEqual([
			expect.stringContaining("It ran"),
			expect.stringContaining("Writing the answer"),
		]);
	});

	test("a person who copies our mark does not get their message taken for ours", async () => {
		const ts = await twin.say("<@U0BOT> sum");
		const theirs = await twin.say("mine", { thread: ts, user: bob });
		const forged = { ts: theirs, user: bob, text: "mine", blocks: [{ type: "divider", block_id: "mark" }] };
		const proxy = await proxied((method) =>
			method.includes("conversations.replies")
				? { kind: "answer", status: 200, body: { ok: true, messages: [forged] } }
				: undefined,
		);
		const desk = openDesk({ apiUrl: proxy.apiUrl });
		desk.posts.all.set(`turn-${ts} step 1`, { mark: "mark" });
		await desk.slack.show(turnIn(ts, { state: { kind: "writing" } }), []);
		expect((await ours(ts)).map(visible)).toEqual([expect.stringContaining("Writing code")]);
	});

	test("a message of ours that somebody deleted is posted again, while the thread is there", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(turnIn(ts, { state: { kind: "reading" } }), []);
		const [said] = await ours(ts);
		await fetch(`${twin.url}/api/chat.delete`, {
			method: "POST",
			headers: { authorization: `Bearer ${tokens.bot}` },
			body: new URLSearchParams({ channel: general, ts: said?.ts ?? "" }),
		});
		await until("the deletion", async () => (await ours(ts)).length === 0);
		await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		expect((await ours(ts)).map(labels)).toEqual([["Approve", "Edit", "Reject", "Stop"]]);
	});

	test("files of a run come into the thread in one message, whole, and once", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> chart");
		const artifacts = [artifact("chart", "chart.png"), artifact("table", "table.csv")];
		const done = turnIn(ts, {
			state: { kind: "answering" },
			attempts: [decidedAttempt(code, approved, { run: run({ artifacts }) })],
		});
		await slack.show(done, []);
		await slack.show(done, [upload]);
		const shared = (await ours(ts)).filter((said) => (said.files ?? []).length > 0);
		expect(shared.map((said) => said.files?.map(({ name, size }) => [name, size]))).toEqual([
			[
				["chart.png", png.byteLength],
				["table.csv", 8],
			],
		]);
		const response = await fetch(shared[0]?.files?.[0]?.url_private ?? "", {
			headers: { authorization: `Bearer ${tokens.bot}` },
		});
		expect(Buffer.from(await response.arrayBuffer()).equals(png)).toBe(true);
	});

	test("after a crash between the upload and its save the files are found rather than posted again", async () => {
		const first = openDesk();
		const ts = await twin.say("<@U0BOT> chart");
		const done = turnIn(ts, {
			state: { kind: "answering" },
			attempts: [decidedAttempt(code, approved, { run: run({ artifacts: [artifact("chart", "chart.png")] }) })],
		});
		await first.slack.show(done, []);
		const second = openDesk();
		for (const [key, post] of first.posts.all) {
			const { ref, ...rest } = post;
			second.posts.all.set(key, key.includes("files") ? rest : post);
		}
		await second.slack.show(done, []);
		expect((await ours(ts)).filter((said) => (said.files ?? []).length > 0).length).toBe(1);
		expect(second.posts.all.get(`turn-${ts} files 1`)?.ref).toMatch(/^\d+\.\d+$/);
	});

	test("files that cannot be read are named as missing, and the answer still comes", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> chart");
		const lostOne = { id: "gone", name: "lost.png", size: 10, sha256: "" };
		const attempts = [decidedAttempt(code, approved, { run: run({ artifacts: [lostOne] }) })];
		const answered = turnIn(ts, ended({ kind: "answered", text: "It is 42." }, { attempts }));
		await slack.show(answered, []);
		await slack.show(answered, [upload]);
		const said = (await ours(ts)).map(visible);
		expect(said.filter((text) => text.includes("could not be posted")).length).toBe(1);
		expect(said.at(-1)).toContain("It is 42.");
	});

	test("code too long for a message is in the thread as a file before it can be approved", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> long");
		const proposed = looks.long?.turn.attempts[0];
		await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [proposed!] }), []);
		const said = await ours(ts);
		const file = said.find(({ files }) => files?.[0]?.name === "attempt-1.py")?.files?.[0];
		const response = await fetch(file?.url_private ?? "", { headers: { authorization: `Bearer ${tokens.bot}` } });
		expect(await response.text()).toBe(proposed?.proposal.source);
		expect(said.flatMap(labels)).toEqual(["Approve", "Edit", "Reject", "Stop"]);
	});

	test("where the file of long code cannot be posted there are no buttons", async () => {
		const proxy = await proxied((method) =>
			method.includes("getUploadURLExternal")
				? { kind: "answer", status: 200, body: { ok: false, error: "file_uploads_disabled" } }
				: undefined,
		);
		const { slack } = openDesk({ apiUrl: proxy.apiUrl });
		const ts = await twin.say("<@U0BOT> long");
		const shown = slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: looks.long?.turn.attempts ?? [] }), []);
		await expect(shown).rejects.toMatchObject({ code: "chat_refused" });
		expect((await ours(ts)).flatMap(labels)).toEqual([]);
	});

	test("when many threads ask at once, posts that wait are sent as they are by then, within the limits of Slack", async () => {
		const proxy = await proxied();
		const { slack } = openDesk({ apiUrl: proxy.apiUrl });
		const all = await Promise.all(Array.from({ length: 12 }, () => twin.say("<@U0BOT> sum")));
		const reading = all.map((ts) => slack.show(turnIn(ts, { state: { kind: "reading" } }), []));
		await until(
			"the first posts",
			() => proxy.requests.filter(({ method }) => method === "chat.postMessage").length > 7,
		);
		const waiting = { state: { kind: "waiting" }, attempts: [attempt(code)] } as const;
		await Promise.all([...reading, ...all.map((ts) => slack.show(turnIn(ts, waiting), []))]);
		const said = await Promise.all(all.map(ours));
		expect(said.map((posts) => posts.map(labels))).toEqual(all.map(() => [["Approve", "Edit", "Reject", "Stop"]]));
		const calls = (name: string) => proxy.requests.filter(({ method }) => method === name).length;
		expect([calls("chat.postMessage"), calls("chat.update")]).toEqual([12, 8]);
		expect(proxy.problems()).toEqual([]);
	});

	test("while no edit may be sent, the answer comes as a post, and the card follows", async () => {
		let now = Date.now();
		const { slack } = openDesk({ now: () => now, steady: () => now });
		const [busy, asked] = [await twin.say("<@U0BOT> busy"), await twin.say("<@U0BOT> sum")];
		const waiting = { state: { kind: "waiting" }, attempts: [attempt(code)] } as const;
		await slack.show(turnIn(asked, waiting), []);
		for (let edits = -1; edits < UPDATES_A_MINUTE; edits += 1) {
			now += 1001;
			await slack.show(turnIn(busy, { ...waiting, notices: [`number ${edits}`] }), []);
		}
		const attempts = [decidedAttempt(code, approved, { run: run() })];
		const shown = slack.show(turnIn(asked, ended({ kind: "answered", text: "It is 42." }, { attempts })), []);
		await twin.saying(asked, "It is 42.");
		expect(visible((await ours(asked))[0]!)).toContain("Code to approve");
		now += 60_000;
		await shown;
		expect(visible((await ours(asked))[0]!)).toContain("It ran");
	});

	test("progress that may not be sent yet gives way to the code", async () => {
		let now = Date.now();
		const { slack } = openDesk({ now: () => now, steady: () => now });
		const [busy, asked] = [await twin.say("<@U0BOT> busy"), await twin.say("<@U0BOT> sum")];
		await slack.show(turnIn(asked, { state: { kind: "reading" } }), []);
		for (let edits = -1; edits < UPDATES_A_MINUTE - 15; edits += 1) {
			now += 1001;
			const attempts = [attempt(code)];
			await slack.show(turnIn(busy, { state: { kind: "waiting" }, attempts, notices: [`number ${edits}`] }), []);
		}
		await slack.show(turnIn(asked, { state: { kind: "writing" } }), [], { phase: "writing", since: now, lines: 3 });
		await slack.show(turnIn(asked, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		expect((await ours(asked)).map(labels)).toEqual([["Approve", "Edit", "Reject", "Stop"]]);
	});

	test("an edit that waits is sent as the newest state has it, once", async () => {
		let now = Date.now();
		const proxy = await proxied();
		const { slack } = openDesk({ apiUrl: proxy.apiUrl, now: () => now, steady: () => now });
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		await slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)], notices: ["one"] }), []);
		const edits = () => proxy.requests.filter(({ method }) => method === "chat.update").length;
		const before = edits();
		const running = slack.show(
			turnIn(ts, { state: { kind: "running" }, attempts: [decidedAttempt(code, approved)] }),
			[],
		);
		const rest = { attempts: [decidedAttempt(code, approved, { run: run() })] };
		const done = slack.show(turnIn(ts, ended({ kind: "gave_up", sentence: "No." }, rest)), []);
		now += 2000;
		await Promise.all([running, done]);
		expect(edits() - before).toBe(1);
		expect(visible((await ours(ts))[0]!)).toContain("It ran");
	});
});
