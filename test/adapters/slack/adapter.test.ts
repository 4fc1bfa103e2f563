// Slack's edge with unmodified Bolt against a Slack look-alike that this project did not write, over Socket Mode.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openSlack, type SlackAdapter, type SlackOptions } from "../../../src/adapters/slack/adapter.ts";
import type { Artifact, Turn } from "../../../src/core/domain.ts";
import type { Click, ClickReply, FrontDoor, Inbound } from "../../../src/core/ports.ts";
import { alice, bob, codeIn, general, openTwin, type Said, type Twin, tokens, until, visible } from "../../e2e/twin.ts";
import { memoryPosts } from "../../fakes/posts.ts";
import { openSlackProxy, type SlackProxy } from "../../proxies/slack.ts";
import { looks } from "../looks.ts";
import { approved, attempt, code, decidedAttempt, ended, run, turn, upload } from "../turns.ts";

let twin: Twin;
beforeAll(async () => {
	twin = await openTwin();
});
afterAll(() => twin.stop());

interface Desk {
	readonly slack: SlackAdapter;
	readonly posts: ReturnType<typeof memoryPosts>;
	readonly heard: Inbound[];
	readonly clicks: { readonly click: Click; readonly reply: ClickReply }[];
	/** What the store says to messages and clicks; replaced by tests. */
	door: { message: () => Promise<void>; click: (click: Click, reply: ClickReply) => Promise<void> };
}

const open: SlackAdapter[] = [];
afterEach(async () => {
	for (const slack of open.splice(0)) await slack.stop();
});

const png = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
	"base64",
);
const stored = new Map<string, Uint8Array>([
	["chart", png],
	["table", Buffer.from("a,b\n1,2\n")],
]);
const artifact = (id: string, name: string): Artifact => ({
	id,
	name,
	size: stored.get(id)?.byteLength ?? 0,
	sha256: "",
});

function openDesk(more: Partial<SlackOptions> = {}): Desk {
	const posts = memoryPosts();
	const slack = openSlack({
		botToken: tokens.bot,
		reach: { kind: "socket", appToken: tokens.app },
		apiUrl: `${twin.url}/api/`,
		fileHosts: [twin.url],
		maxUploadBytes: 1_000_000,
		maxFixes: () => 3,
		posts,
		bytes: (_thread, { id }) => ReadableStream.from([stored.get(id) ?? fail(`no bytes of ${id}`)]),
		log: () => {},
		now: Date.now,
		...more,
	});
	open.push(slack);
	return { slack, posts, heard: [], clicks: [], door: { message: async () => {}, click: async () => {} } };
}

function fail(why: string): never {
	throw new Error(why);
}

function doorOf(desk: Desk): FrontDoor {
	return {
		message: async (inbound) => {
			desk.heard.push(inbound);
			await desk.door.message();
		},
		deleted: async () => {},
		click: async (click, reply) => {
			desk.clicks.push({ click, reply });
			await desk.door.click(click, reply);
		},
	};
}

async function started(more: Partial<SlackOptions> = {}): Promise<Desk> {
	const desk = openDesk(more);
	await desk.slack.start(doorOf(desk));
	return desk;
}

const at = (ts: string, more: Partial<Turn>): Turn =>
	turn({ ...more, id: `turn-${ts}`, thread: `slack:T01TEST:${general}:${ts}` });
const ours = async (ts: string) =>
	(await twin.thread(ts)).filter((said) => said.user !== alice && said.user !== bob && said.ephemeral_to === undefined);
const privately = async (ts: string) => (await twin.thread(ts)).filter((said) => said.ephemeral_to !== undefined);
const labels = (said: Said | undefined) =>
	(said?.blocks ?? []).flatMap((block) =>
		block.type === "actions" ? (block.elements ?? []).map(({ text }) => (text as { text: string }).text) : [],
	);

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
		await desk.slack.show(at(ts, { state: { kind: "writing" } }), []);
		await twin.say("<@U0BOT> last");
		await until("the last message", () => desk.heard.some(({ note }) => note.text === "last"));
		expect(desk.heard.every(({ note }) => note.author.id !== "U0BOT")).toBe(true);
	});

	test("an uploaded file can be fetched, in full", async () => {
		const desk = await started();
		await twin.upload("<@U0BOT> look", { "sales.csv": "id,amount\n1,2\n" });
		const file = await until("the file", () => desk.heard.flatMap(({ note }) => note.files)[0]);
		expect(file).toMatchObject({ name: "sales.csv", size: 14 });
		const chunks: Uint8Array[] = [];
		for await (const chunk of await desk.slack.fetch(file, new AbortController().signal)) chunks.push(chunk);
		expect(Buffer.concat(chunks).toString()).toBe("id,amount\n1,2\n");
	});

	test("the thread before a mention is read, oldest first, with its files and without our own posts", async () => {
		const desk = await started();
		const ts = await twin.upload("look at this", { "old.csv": "a\n1\n" }, { user: bob });
		await desk.slack.show(at(ts, { state: { kind: "writing" } }), []);
		await twin.say("odd, isn't it?", { thread: ts });
		const mention = await twin.say("<@U0BOT> why?", { thread: ts });
		await twin.say("said later", { thread: ts });
		const notes = await desk.slack.read(`slack:T01TEST:${general}:${ts}`, `slack:T01TEST:${general}:${mention}`);
		expect(notes.map(({ author, text, files }) => [author.name, text, files.map(({ name }) => name)])).toEqual([
			["bob", "look at this", ["old.csv"]],
			["alice", "odd, isn't it?", []],
		]);
	});

	test("who somebody is comes from Slack; nobody we can ask about is a member", async () => {
		const { slack } = openDesk();
		expect(await slack.whois("slack:T01TEST:C01GEN:1.1", alice)).toEqual({
			id: alice,
			name: "alice",
			trust: "member",
		});
		expect(await slack.whois("slack:T01TEST:C01GEN:1.1", "U0BOT")).toMatchObject({ trust: "bot" });
		expect(await slack.whois("slack:T01TEST:C01GEN:1.1", "U99NOBODY")).toMatchObject({ trust: "external" });
	});
});

describe("clicks", () => {
	async function card(desk: Desk): Promise<{ ts: string; said: Said }> {
		const ts = await twin.say("<@U0BOT> sum");
		await desk.slack.show(at(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
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

	test("Reject asks for a reason, and the reason comes back with the same token", async () => {
		const desk = await started();
		desk.door.click = async (click, reply) => {
			if (click.reason === undefined) await reply.askReason();
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
		desk.door.click = async () => fail("redis is down");
		const { ts, said } = await card(desk);
		await twin.click(said, "Approve");
		const notes = await until("the notice", async () => {
			const found = await privately(ts);
			return found.length > 0 ? found : undefined;
		});
		expect(notes[0]?.text).toContain("please click again");
	});
});

describe("posts", () => {
	test("one message goes from reading to code to outcome, and is edited rather than posted again", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(at(ts, { state: { kind: "reading" } }), []);
		const [first] = await ours(ts);
		expect(visible(first!)).toContain("Reading your question");
		await slack.show(at(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		const second = await ours(ts);
		expect(second.map((said) => said.ts)).toEqual([first?.ts]);
		expect(codeIn(second[0]!)).toEqual([code]);
		expect(labels(second[0])).toEqual(["Approve", "Edit", "Reject", "Stop"]);
		await slack.show(
			at(ts, { state: { kind: "answering" }, attempts: [decidedAttempt(code, approved, { run: run() })] }),
			[],
		);
		const third = await ours(ts);
		expect(third.map(visible)).toEqual([
			expect.stringContaining("It worked"),
			expect.stringContaining("Writing the answer"),
		]);
		expect(labels(third[0])).toEqual([]);
	});

	test("progress may be skipped, but the last state is always there in the end", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> sum");
		for (let lines = 1; lines <= 300; lines += 1)
			await slack.show(at(ts, { state: { kind: "writing" } }), [], { phase: "writing", since: Date.now(), lines });
		await slack.show(at(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		const said = await ours(ts);
		expect(said.length).toBe(1);
		expect(labels(said[0])).toEqual(["Approve", "Edit", "Reject", "Stop"]);
	});

	test("without a newer state the last line of progress is shown too", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> sum");
		for (const lines of [1, 2, 3, 77])
			await slack.show(at(ts, { state: { kind: "writing" } }), [], { phase: "writing", since: Date.now(), lines });
		await twin.saying(ts, "77 lines so far", 10_000);
		expect((await ours(ts)).length).toBe(1);
	});

	test("nothing is written where nothing changed", async () => {
		const writes: string[] = [];
		const proxied = await proxy((method) => {
			writes.push(method);
			return undefined;
		});
		const { slack } = openDesk({ apiUrl: proxied.apiUrl });
		const ts = await twin.say("<@U0BOT> sum");
		const same = at(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] });
		for (let again = 0; again < 3; again += 1) await slack.show(same, []);
		expect(writes.filter((method) => method.includes("chat."))).toEqual(["chat.postMessage"]);
		await proxied.close();
	});

	test("after a crash between post and save the message is found in the thread rather than posted again", async () => {
		const first = openDesk();
		const ts = await twin.say("<@U0BOT> sum");
		await first.slack.show(at(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		const mark = first.posts.all.get(`turn-${ts} step 1`)?.mark ?? "";
		const second = openDesk();
		second.posts.all.set(`turn-${ts} step 1`, { mark });
		await second.slack.show(
			at(ts, { state: { kind: "answering" }, attempts: [decidedAttempt(code, approved, { run: run() })] }),
			[],
		);
		const said = await ours(ts);
		expect(said.map(visible)).toEqual([
			expect.stringContaining("It worked"),
			expect.stringContaining("Writing the answer"),
		]);
	});

	test("a person who copies our mark does not get their message taken for ours", async () => {
		const ts = await twin.say("<@U0BOT> sum");
		const theirs = await twin.say("mine", { thread: ts, user: bob });
		const forged = { ts: theirs, user: bob, text: "mine", blocks: [{ type: "divider", block_id: "mark" }] };
		const proxied = await proxy((method) =>
			method.includes("conversations.replies")
				? { kind: "answer", status: 200, body: { ok: true, messages: [forged] } }
				: undefined,
		);
		const desk = openDesk({ apiUrl: proxied.apiUrl });
		desk.posts.all.set(`turn-${ts} step 1`, { mark: "mark" });
		await desk.slack.show(at(ts, { state: { kind: "writing" } }), []);
		expect((await ours(ts)).map(visible)).toEqual([expect.stringContaining("Writing code")]);
		await proxied.close();
	});

	test("a message of ours that somebody deleted is posted again, while the thread is there", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(at(ts, { state: { kind: "reading" } }), []);
		const [said] = await ours(ts);
		await fetch(`${twin.url}/api/chat.delete`, {
			method: "POST",
			headers: { authorization: `Bearer ${tokens.bot}` },
			body: new URLSearchParams({ channel: general, ts: said?.ts ?? "" }),
		});
		await until("the deletion", async () => (await ours(ts)).length === 0);
		await slack.show(at(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		expect((await ours(ts)).map(labels)).toEqual([["Approve", "Edit", "Reject", "Stop"]]);
	});

	test("files of a run come into the thread in one message, whole, and once", async () => {
		const { slack } = openDesk();
		const ts = await twin.say("<@U0BOT> chart");
		const artifacts = [artifact("chart", "chart.png"), artifact("table", "table.csv")];
		const done = at(ts, {
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
		const done = at(ts, {
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
		const answered = at(ts, ended({ kind: "answered", text: "It is 42." }, { attempts }));
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
		await slack.show(at(ts, { state: { kind: "waiting" }, attempts: [proposed!] }), []);
		const said = await ours(ts);
		const file = said.find(({ files }) => files?.[0]?.name === "attempt-1.py")?.files?.[0];
		const response = await fetch(file?.url_private ?? "", { headers: { authorization: `Bearer ${tokens.bot}` } });
		expect(await response.text()).toBe(proposed?.proposal.source);
		expect(said.flatMap(labels)).toEqual(["Approve", "Edit", "Reject", "Stop"]);
	});

	test("where the file of long code cannot be posted there are no buttons", async () => {
		const proxied = await proxy((method) =>
			method.includes("getUploadURLExternal")
				? { kind: "answer", status: 200, body: { ok: false, error: "file_uploads_disabled" } }
				: undefined,
		);
		const { slack } = openDesk({ apiUrl: proxied.apiUrl });
		const ts = await twin.say("<@U0BOT> long");
		const shown = slack.show(at(ts, { state: { kind: "waiting" }, attempts: looks.long?.turn.attempts ?? [] }), []);
		await expect(shown).rejects.toMatchObject({ code: "chat_refused" });
		expect((await ours(ts)).flatMap(labels)).toEqual([]);
		await proxied.close();
	});
});

describe("when Slack says no", () => {
	test("a limited edit waits as long as Slack asks, and then goes out", async () => {
		const [pause, refusals]: [number, number[]] = [1000, []];
		const proxied = await proxy((method) => {
			const over = refusals[0] !== undefined && Date.now() >= refusals[0] + pause;
			if (!method.includes("chat.update") || over) return undefined;
			refusals.push(Date.now());
			return { kind: "answer", status: 429, body: {}, headers: { "retry-after": "1" } };
		});
		const { slack } = openDesk({ apiUrl: proxied.apiUrl });
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(at(ts, { state: { kind: "reading" } }), []);
		await slack.show(at(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []);
		expect(refusals.length).toBe(1);
		expect((await ours(ts)).map(labels)).toEqual([["Approve", "Edit", "Reject", "Stop"]]);
		await proxied.close();
	});

	test("a post whose answer was lost on the way is found and not posted twice", async () => {
		let lost = 0;
		const proxied = await proxy((method) => {
			if (!method.includes("chat.postMessage") || lost > 0) return undefined;
			lost += 1;
			return { kind: "lose" };
		});
		const { slack } = openDesk({ apiUrl: proxied.apiUrl });
		const ts = await twin.say("<@U0BOT> sum");
		await slack.show(at(ts, { state: { kind: "reading" } }), []);
		expect(lost).toBe(1);
		expect((await ours(ts)).length).toBe(1);
		await proxied.close();
	});

	test("a missing scope is named, with what to do", async () => {
		const proxied = await proxy((method) =>
			method.includes("chat.postMessage")
				? { kind: "answer", status: 200, body: { ok: false, error: "missing_scope", needed: "chat:write" } }
				: undefined,
		);
		const { slack } = openDesk({ apiUrl: proxied.apiUrl });
		const ts = await twin.say("<@U0BOT> sum");
		await expect(slack.show(at(ts, { state: { kind: "reading" } }), [])).rejects.toMatchObject({
			code: "chat_refused",
			sentence: expect.stringMatching(/lacks the scope chat:write; add it/),
		});
		await proxied.close();
	});

	test("a token that is not valid stops the start with a sentence", async () => {
		const proxied = await proxy(() => ({ kind: "answer", status: 200, body: { ok: false, error: "invalid_auth" } }));
		const desk = openDesk({ apiUrl: proxied.apiUrl });
		await expect(desk.slack.start(doorOf(desk))).rejects.toMatchObject({
			code: "chat_refused",
			sentence: expect.stringContaining("SLACK_BOT_TOKEN"),
		});
		await proxied.close();
	});

	test("a thread that is gone, as after a restart of the look-alike, is told apart", async () => {
		const other = await openTwin();
		const { slack } = openDesk({ apiUrl: `${other.url}/api/` });
		const ts = await other.say("<@U0BOT> sum");
		await slack.show(at(ts, { state: { kind: "reading" } }), []);
		await other.kill();
		await other.start();
		await expect(
			slack.show(at(ts, { state: { kind: "waiting" }, attempts: [attempt(code)] }), []),
		).rejects.toMatchObject({ code: "thread_gone" });
		await other.stop();
	});
});

describe("stored before acknowledged", () => {
	test("what could not be stored is not acknowledged, so that Slack sends it again; what was stored is", async () => {
		const desk = await started();
		desk.door.message = async () => fail("redis is down");
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

describe("the manifest", () => {
	const manifest = readFileSync(join(import.meta.dirname, "../../../manifest.yml"), "utf8");
	const sources = ["adapter", "api", "people", "files", "uploads", "posting", "statusline"]
		.map((name) => readFileSync(join(import.meta.dirname, `../../../src/adapters/slack/${name}.ts`), "utf8"))
		.join("\n");
	const scopeOf: Record<string, string> = {
		"chat.postMessage": "chat:write",
		"chat.update": "chat:write",
		"chat.postEphemeral": "chat:write",
		"files.info": "files:read",
		"files.getUploadURLExternal": "files:write",
		"files.completeUploadExternal": "files:write",
		"assistant.threads.setStatus": "chat:write",
		"users.info": "users:read",
		"usergroups.users.list": "usergroups:read",
		"conversations.replies": "channels:history groups:history im:history mpim:history",
		"auth.test": "",
		"views.open": "",
	};

	test("asks for exactly the scopes that the calls and events need", () => {
		const called = new Set(
			Array.from(sources.matchAll(/client\.([a-z]+(?:\.[A-Za-z]+)+)\(/g), ([, method]) => method ?? ""),
		);
		expect([...called].sort()).toEqual(Object.keys(scopeOf).sort());
		const needed = new Set([
			"app_mentions:read",
			...[...called].flatMap((method) => scopeOf[method]?.split(" ") ?? []),
		]);
		needed.delete("");
		const asked = Array.from(manifest.matchAll(/^ {6}- ([a-z_]+:[a-z]+)/gm), ([, scope]) => scope);
		expect(asked.sort()).toEqual([...needed].sort());
	});

	test("uses Socket Mode and buttons", () => {
		expect(manifest).toContain("socket_mode_enabled: true");
		expect(manifest).toMatch(/interactivity:\n\s+is_enabled: true/);
	});
});

/** Stands between the SDK and the look-alike and lets a test spoil single calls. */
async function proxy(spoil: SlackProxy["spoil"]): Promise<SlackProxy> {
	const between = await openSlackProxy(twin.url);
	between.spoil = spoil;
	return between;
}
