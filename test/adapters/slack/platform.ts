// Slack for the contract: the look-alike, with our recording proxy between it and the bot, in Socket Mode or over signed HTTP.

import { z } from "zod";
import { freePort } from "../../../scripts/services/ports.ts";
import {
	alice,
	bob,
	buttonsOf,
	codeIn,
	eve,
	general,
	gus,
	messageShape,
	openTwin,
	type Said,
	tokens,
	until,
	visible,
} from "../../e2e/twin.ts";
import { openSlackProxy } from "../../proxies/slack.ts";
import type { Platform, Post, Talk } from "../stage.ts";

const DIRECT = "D01ALICE";
const channelOf = ({ direct }: Pick<Talk, "direct">) => (direct ? DIRECT : general);

const outsiders = { [gus]: { is_restricted: true }, [eve]: { team_id: "T99", is_stranger: true } };

/** `line`: setting a thread's status line works, which the look-alike does not know. */
export async function openSlackPlatform(
	mode: "socket" | "http",
	line: "line" | "no line" = "no line",
): Promise<Platform> {
	const front = await freePort();
	const botPort = await freePort();
	const twin = await openTwin(mode === "http" ? `http://127.0.0.1:${front}/slack/events` : undefined);
	const proxy = await openSlackProxy(twin.url, front);
	proxy.botUrl = `http://127.0.0.1:${botPort}`;
	// The look-alike knows neither guests nor strangers.
	let takesNew = true;
	proxy.spoil = (method, { user, blocks }) => {
		if (method === "assistant.threads.setStatus" && line === "line")
			return { kind: "answer", status: 200, body: { ok: true } };
		const types = JSON.stringify(blocks ?? "");
		if (!takesNew && /"type":"(container|data_table)"/.test(types.replaceAll('\\"', '"')))
			return { kind: "answer", status: 200, body: { ok: false, error: "invalid_blocks" } };
		const kind = Object.entries(outsiders).find(([id]) => id === user)?.[1];
		if (method !== "users.info" || kind === undefined) return undefined;
		return {
			kind: "answer",
			status: 200,
			body: { ok: true, user: { id: user, team_id: "T01TEST", name: "outsider", ...kind } },
		};
	};
	const transport =
		mode === "http"
			? { SLACK_SIGNING_SECRET: tokens.secret, SLACK_PORT: String(botPort) }
			: { SLACK_APP_TOKEN: tokens.app };
	// A post is clicked as it was when it was looked at, so that an old button can be tried.
	const looked = new WeakMap<Post, Said>();
	const look = (said: Said): Post => {
		const post = postOf(said);
		looked.set(post, said);
		return post;
	};
	/** Slack has one conversation for each person; asking for it again gives the same. */
	const directOf = async (person: string) => {
		const response = await fetch(`${twin.url}/api/conversations.open`, {
			method: "POST",
			headers: { authorization: `Bearer ${tokens.bot}`, "content-type": "application/json" },
			body: JSON.stringify({ users: person }),
		});
		return z.object({ channel: z.object({ id: z.string() }) }).parse(await response.json()).channel.id;
	};
	const said = (post: Post): Said => looked.get(post) ?? { ts: post.id, text: post.text };
	return {
		env: { SLACK_BOT_TOKEN: tokens.bot, SLACK_API_URL: proxy.apiUrl, SLACK_FILE_HOSTS: twin.url, ...transport },
		mention: "<@U0BOT>",
		requester: alice,
		other: bob,
		bot: "U0BOT",
		outsiders: Object.keys(outsiders),
		say: async (text, { by = alice, to, direct, files }) => {
			const talk = to ?? { id: "", direct: direct === true };
			const where = { channel: channelOf(talk), user: by, ...(to === undefined ? {} : { thread: to.id }) };
			const ts = files === undefined ? await twin.say(text, where) : await twin.upload(text, { ...files }, where);
			return to ?? { ...talk, id: ts };
		},
		posts: async (talk) => (await twin.thread(talk.id, channelOf(talk))).map(look),
		click: (talk, post, label, by) => twin.click(said(post), label, by, channelOf(talk)),
		forge: (talk, post, label, other) =>
			twin.click({ ...said(post), blocks: said(other).blocks }, label, alice, channelOf(talk)),
		directPosts: async (person) => (await twin.channel(await directOf(person))).map(look),
		clickDirect: async (person, post, label) => twin.click(said(post), label, person, await directOf(person)),
		list: async (person) => {
			const before = proxy.requests.length;
			await twin.openHome(person);
			const isIts = ({ method, args }: (typeof proxy.requests)[number]) =>
				method === "views.publish" && args.user_id === person;
			await until("the Home tab", () => proxy.requests.slice(before).some(isIts));
			const shown = viewShape.safeParse(proxy.requests.findLast(isIts)?.args.view).data;
			return shown && look({ ts: "home", user: "U0BOT", text: "", blocks: shown.blocks });
		},
		clickList: async (person, post, label) => {
			const button = buttonsOf(said(post)).find((one) => one.label === label);
			if (button === undefined) throw new Error(`no button ${label} in: ${post.text}`);
			await proxy.inject({
				type: "block_actions",
				user: { id: person, team_id: "T01TEST" },
				container: { type: "view", view_id: "V1" },
				view: { id: "V1", type: "home" },
				actions: [{ ...button, action_ts: "1.1" }],
			});
		},
		command: async (word, person) => {
			const seen = async () => (await twin.channel(general)).filter(({ ephemeral_to }) => ephemeral_to === person);
			const before = (await seen()).length;
			await twin.command(word, { user: person });
			return visible(await until("the answer", async () => (await seen())[before]));
		},
		analyse: async (talk, by, question) => {
			const opened = proxy.forms.length;
			const user = { id: by, team_id: "T01TEST" };
			const channel = { id: channelOf(talk), name: "general" };
			const message = { type: "message", ts: talk.id, text: "" };
			await proxy.inject({ type: "message_action", callback_id: "analyse", user, channel, message });
			const form = await until("the form", () => proxy.forms[opened]);
			const values = { question: { question: { type: "plain_text_input", value: question } } };
			await proxy.inject({ type: "view_submission", user, view: { id: `V${opened}`, ...form, state: { values } } });
		},
		submit: (by, text) => twin.submit(by, text),
		bytes: async (url) => {
			const response = await fetch(url, { headers: { authorization: `Bearer ${tokens.bot}` } });
			return new Uint8Array(await response.arrayBuffer());
		},
		twice: () => {
			proxy.copies = 2;
		},
		hasTables: true,
		takesNew: (isTaken) => {
			takesNew = isTaken;
		},
		sent: () =>
			proxy.requests
				.filter(({ method, answered }) => /^chat\.(postMessage|update)$/.test(method) && answered !== undefined)
				.map(({ args, answered }) => ({ at: answered?.at ?? 0, text: JSON.stringify(args) })),
		problems: proxy.problems,
		close: async () => {
			await proxy.close();
			await twin.stop();
		},
	};
}

const tableShape = z.object({
	type: z.literal("data_table"),
	rows: z.array(z.array(z.object({ text: z.string() }))),
});

function tablesIn({ blocks = [] }: Said): Post["tables"] {
	return blocks.flatMap((block) => {
		const table = tableShape.safeParse(block).data;
		return table === undefined ? [] : [table.rows.map((row) => row.map(({ text }) => text))];
	});
}
const viewShape = z.object({ blocks: messageShape.shape.blocks.unwrap() });

function postOf(said: Said): Post {
	return {
		id: said.ts,
		by: said.user ?? "U0BOT",
		text: visible(said),
		code: codeIn(said),
		tables: tablesIn(said),
		buttons: buttonsOf(said).map(({ label }) => label),
		files: (said.files ?? []).map(({ name, size, url_private }) => ({ name, size, url: url_private })),
		...(said.ephemeral_to === undefined ? {} : { onlyFor: said.ephemeral_to }),
	};
}
