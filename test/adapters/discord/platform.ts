// Discord for the contract: the look-alike, with our recording proxy between it and the bot.

import {
	alice,
	bob,
	botUser,
	codeIn,
	direct as dm,
	general,
	mention,
	openDiscordTwin,
	otherDirect,
	type Said,
	stranger,
	token,
} from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { problemsOf } from "../../proxies/discord-limits.ts";
import type { Platform, Post, Talk } from "../stage.ts";

export async function openDiscordPlatform(): Promise<Platform> {
	const twin = await openDiscordTwin();
	const sent: { readonly at: number; readonly text: string }[] = [];
	twin.proxy.after = ({ method, path, json }) => {
		if (/^(POST|PATCH)$/.test(method) && path.includes("/messages"))
			sent.push({ at: Date.now(), text: JSON.stringify(json) });
	};
	let takesNew = true;
	const { before } = twin.proxy;
	twin.proxy.before = (asked) =>
		!takesNew && Array.isArray(asked.json.embeds) && asked.json.embeds.length > 0
			? { status: 403, json: { code: 50013, message: "Missing Permissions" } }
			: before(asked);
	const channelOf = ({ direct }: Pick<Talk, "direct">) => (direct ? dm : general);
	// A post is clicked as it was when it was looked at, so that an old button can be tried.
	const looked = new WeakMap<Post, Said>();
	const seen = (one: Said): Post => {
		const post = postOf(one);
		looked.set(post, one);
		return post;
	};
	const said = (post: Post): Said => {
		const found = looked.get(post);
		if (found === undefined) throw new Error(`a post that nobody looked at: ${post.text}`);
		return found;
	};
	/** On Discord people open a thread themselves where the bot has not. */
	const openThread = async ({ id, direct }: Talk) => {
		if (direct || (await twin.channelOf(id)) !== undefined) return;
		const first = (await twin.inChannel()).find(({ ts }) => ts === id);
		if (first?.text.includes(mention) === true) return;
		await fetch(`${twin.server.restUrl}/v10/channels/${general}/messages/${id}/threads`, {
			method: "POST",
			headers: { authorization: `Bot ${token}`, "content-type": "application/json" },
			body: JSON.stringify({ name: "a thread of theirs" }),
		});
	};
	return {
		env: { DISCORD_TOKEN: token, DISCORD_API_URL: twin.apiUrl, DISCORD_FILE_HOSTS: twin.url },
		mention,
		requester: alice,
		other: bob,
		bot: botUser,
		outsiders: [stranger],
		largestFile: 10 * 1024 * 1024,
		say: async (text, { by = alice, to, direct, files }) => {
			const talk = to ?? { id: "", direct: direct === true };
			if (to !== undefined) await openThread(to);
			const where = { channel: channelOf(talk), user: by, ...(to === undefined || to.direct ? {} : { thread: to.id }) };
			const id = files === undefined ? await twin.say(text, where) : await twin.upload(text, { ...files }, where);
			return to ?? { ...talk, id };
		},
		posts: async (talk) => (await twin.thread(talk.id, channelOf(talk))).map(seen),
		click: (_talk, post, label, by) => twin.click(said(post), label, by),
		forge: (_talk, post, label, other) => twin.click({ ...said(post), buttons: said(other).buttons }, label),
		directPosts: async (person) => {
			const channel = person === alice ? dm : otherDirect;
			return (await twin.inChannel(channel)).map(seen);
		},
		clickDirect: (person, post, label) => twin.click(said(post), label, person),
		list: async (person) => {
			const before = (await twin.alone(person)).length;
			await twin.command("waiting", { user: person });
			return seen(await until("the list", async () => (await twin.alone(person))[before]));
		},
		clickList: (person, post, label) => twin.click(said(post), `· ${label}`, person),
		command: async (word, person) => {
			const before = (await twin.alone(person)).length;
			await twin.command(word, { user: person });
			return (await until("the answer", async () => (await twin.alone(person))[before])).text;
		},
		analyse: async (talk, by, question) => {
			await twin.analyse(talk.id, { user: by, channel: channelOf(talk) });
			await twin.submit(by, question);
		},
		submit: (by, text) => twin.submit(by, text),
		bytes: async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
		// Discord's gateway brings each event once.
		twice: () => {},
		hasTables: false,
		takesNew: (isTaken) => {
			takesNew = isTaken;
		},
		sent: () => sent,
		problems: () => twin.proxy.asked.flatMap(problemsOf),
		close: () => twin.stop(),
	};
}

function postOf(one: Said): Post {
	return {
		id: one.ts,
		by: one.user,
		// As it is read: what is escaped for Discord is seen as it was meant.
		text: one.text.replace(/\\([\\*_~`|>#()[\]<:@-])/g, "$1"),
		code: codeIn(one),
		tables: [],
		buttons: one.buttons.map(({ label }) => label),
		files: one.files,
		...(one.ephemeral_to === undefined ? {} : { onlyFor: one.ephemeral_to }),
	};
}
