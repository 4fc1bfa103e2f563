// "Analyse this file": a form on anybody's message, whose question comes with the files of that message and of no other.

import { expect, test } from "vitest";
import { analyseForm, noticeForm } from "../../../src/adapters/slack/form.ts";
import { LOCALES } from "../../../src/core/locales.ts";
import { alice, bob, eve, general, until } from "../../e2e/twin.ts";
import { problemsOf } from "../../proxies/slack-limits.ts";
import { proxied, started, twin, useTwin } from "./desk.ts";

useTwin();

function shortcut(ts: string, channel = general, user = bob) {
	return {
		type: "message_action",
		callback_id: "analyse",
		team: { id: "T01TEST", domain: "acme" },
		user: { id: user, team_id: "T01TEST" },
		channel: { id: channel, name: "general" },
		message_ts: ts,
		message: { type: "message", ts, user: alice, text: "the export" },
	};
}

function sent(form: Readonly<Record<string, unknown>>, question: string, user = { id: bob, team_id: "T01TEST" }) {
	const values = { question: { question: { type: "plain_text_input", value: question } } };
	return { type: "view_submission", user, view: { id: `V${question}`, ...form, state: { values } } };
}

async function desk() {
	const proxy = await proxied();
	const it = await started({ apiUrl: proxy.apiUrl });
	await until("the socket", () => proxy.sockets.length > 0);
	return { proxy, it };
}

const form = (proxy: Awaited<ReturnType<typeof proxied>>) => until("a form", () => proxy.forms[0]);

test("the question arrives in the thread of that message, from whoever asked, with its files, and as nobody else's words", async () => {
	const { proxy, it } = await desk();
	const ts = await twin.upload("the export", { "orders.csv": "a\n1\n", "more.csv": "b\n2\n" });
	await until("the message", () => it.heard.length > 0);
	await proxy.inject(shortcut(ts));
	expect(await form(proxy)).toMatchObject({ callback_id: "analyse", title: { text: "Analyse this file" } });
	await proxy.inject(sent((await form(proxy)) ?? {}, "the total?"));
	const asked = await until("the question", () => it.heard.find(({ unseen }) => unseen));
	expect(asked).toMatchObject({
		thread: `slack:T01TEST:${general}:${ts}`,
		addressed: true,
		note: { author: { id: bob, name: "bob", trust: "member" }, text: "the total?", midThread: true },
	});
	expect(asked.note.files.map(({ name }) => name)).toEqual(["orders.csv", "more.csv"]);
	// The words beside the files are read like those before a mention.
	const before = await it.slack.read(asked.thread, asked.note.key);
	expect(before.map(({ text }) => text)).toEqual(["the export"]);
	expect(proxy.problems()).toEqual([]);
});

test("a message deep in a thread opens the session in that thread", async () => {
	const { proxy, it } = await desk();
	const first = await twin.say("numbers below");
	const ts = await twin.upload("", { "deep.csv": "a\n1\n" }, { thread: first });
	const inside = shortcut(ts);
	await proxy.inject({ ...inside, message: { ...inside.message, thread_ts: first } });
	await proxy.inject(sent((await form(proxy)) ?? {}, "and here?"));
	const asked = await until("the question", () => it.heard.find(({ unseen }) => unseen));
	expect(asked.thread).toBe(`slack:T01TEST:${general}:${first}`);
	expect(asked.note.files.map(({ name }) => name)).toEqual(["deep.csv"]);
});

test("a message without a file, and one that the bot may not read, get a sentence in place of the form", async () => {
	const { proxy, it } = await desk();
	await proxy.inject(shortcut(await twin.say("only words")));
	expect(JSON.stringify(await form(proxy))).toContain("This message has no file");
	await proxy.inject(shortcut("1700000000.000100", "C99ELSEWHERE"));
	const refused = await until("the second form", () => proxy.forms[1]);
	expect(JSON.stringify(refused)).toContain("I cannot read messages in this channel");
	expect(it.heard.filter(({ unseen }) => unseen)).toEqual([]);
});

test("a form that was opened for somebody else takes nothing", async () => {
	const { proxy, it } = await desk();
	const ts = await twin.upload("", { "orders.csv": "a\n1\n" });
	await proxy.inject(shortcut(ts));
	await proxy.inject(sent((await form(proxy)) ?? {}, "for me?", { id: eve, team_id: "T01TEST" }));
	await proxy.inject(sent((await form(proxy)) ?? {}, "for me!"));
	await until("the right one", () => it.heard.find(({ note }) => note.text === "for me!"));
	expect(it.heard.filter(({ unseen }) => unseen)).toHaveLength(1);
});

test("somebody of another workspace is external, as with a mention", async () => {
	const { proxy, it } = await desk();
	const ts = await twin.upload("", { "orders.csv": "a\n1\n" });
	await proxy.inject(shortcut(ts, general, bob));
	await proxy.inject(sent((await form(proxy)) ?? {}, "from outside", { id: bob, team_id: "T99" }));
	const asked = await until("the question", () => it.heard.find(({ unseen }) => unseen));
	expect(asked.note.author.trust).toBe("external");
});

test("the files are those of the message as it is when the form is sent", async () => {
	const { proxy, it } = await desk();
	const ts = await twin.upload("", { "orders.csv": "a\n1\n" });
	await proxy.inject(shortcut(ts));
	const opened = (await form(proxy)) ?? {};
	await twin.remove(ts);
	await proxy.inject(sent(opened, "too late?"));
	const said = await until("the answer", async () =>
		(await twin.channel(general)).findLast(({ ephemeral_to }) => ephemeral_to === bob),
	);
	expect(said.text).toContain("so I did not take the file");
	expect(it.heard.filter(({ unseen }) => unseen)).toEqual([]);
});

test("the form speaks the language of the message, and who is in no channel with the bot is told directly", async () => {
	const { proxy, it } = await desk();
	const asked: string[] = [];
	it.door.locale = async (_asking, text) => {
		asked.push(text);
		return "zh";
	};
	const ts = await twin.upload("各地区的销售", { "orders.csv": "a\n1\n" });
	await proxy.inject(shortcut(ts));
	expect(await form(proxy)).toMatchObject({ title: { text: "分析此文件" } });
	expect(asked).toEqual(["各地区的销售"]);
	proxy.spoil = (method) =>
		method === "chat.postEphemeral" || method === "conversations.replies"
			? { kind: "answer", status: 200, body: { ok: false, error: "not_in_channel" } }
			: undefined;
	await proxy.inject(sent((await form(proxy)) ?? {}, "多少？"));
	await until("the direct message", () =>
		proxy.requests.some(
			({ method, args }) => method === "chat.postMessage" && String(args.text).includes("请先把我加入本频道"),
		),
	);
	expect(proxy.problems()).toEqual([]);
});

test("a question that could not be stored is told so, to that person alone", async () => {
	const { proxy, it } = await desk();
	const ts = await twin.upload("", { "orders.csv": "a\n1\n" });
	await proxy.inject(shortcut(ts));
	it.door.message = async () => {
		throw new Error("redis is down");
	};
	await proxy.inject(sent((await form(proxy)) ?? {}, "stored?"));
	await until("the notice", async () =>
		(await twin.channel(general)).some(({ ephemeral_to, text }) => ephemeral_to === bob && /not be saved/.test(text)),
	);
});

test.each(["expired_trigger_id", "missing_scope", "feature_disabled"])(
	"%s: a form that Slack does not open is said to that person alone",
	async (error) => {
		const { proxy, it } = await desk();
		proxy.spoil = (method) =>
			method === "views.open" ? { kind: "answer", status: 200, body: { ok: false, error } } : undefined;
		const alone = async () =>
			(await twin.channel(general)).filter(
				({ ephemeral_to, text }) => ephemeral_to === bob && /not be opened/.test(text),
			);
		const before = (await alone()).length;
		await proxy.inject(shortcut(await twin.upload("", { "orders.csv": "a\n1\n" })));
		await until("the sentence", async () => (await alone()).length > before);
		expect(it.heard.filter(({ unseen }) => unseen)).toEqual([]);
	},
);

const chosen = { channel: general, ts: "1700000000.000100", first: "1700000000.000100", person: bob };
const all = Object.values(LOCALES).flatMap((texts) => [
	analyseForm(chosen, texts),
	noticeForm(texts.analyse.unreadable, texts),
]);

test.each(all)("the forms are within Slack's limits", (view) => {
	expect(problemsOf("views.open", { view })).toEqual([]);
});
