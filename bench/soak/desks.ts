// Where the soak's people sit: both platforms' look-alikes with the proxies in front of them, a hundred people on each.

import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../scripts/services/ports.ts";
import * as discord from "../../test/e2e/discord-twin.ts";
import { codeIn, type Said, Twin, tokens, visible } from "../../test/e2e/twin.ts";
import { problemsOf } from "../../test/proxies/discord-limits.ts";
import { openSlackProxy } from "../../test/proxies/slack.ts";

/** A thread, once it is there: on Discord the bot opens it. */
export interface Talk {
	readonly id: string;
	readonly channel: string;
}

export interface Post {
	readonly text: string;
	readonly code: readonly string[];
	click(): Promise<void>;
	readonly canApprove: boolean;
}

export interface Desk {
	readonly name: "Slack" | "Discord";
	/** For the bot. */
	readonly env: Readonly<Record<string, string>>;
	readonly people: readonly string[];
	readonly mention: string;
	/** Resolves with the talk: a new one, or `to`. */
	say(text: string, o: { by: string; to?: Talk; file?: { name: string; bytes: Buffer } }): Promise<Talk>;
	/** The bot's id of the thread; undefined until it is there. */
	threadOf(talk: Talk): Promise<string | undefined>;
	/** Of the bot, oldest first; they are clicked as `by`. */
	posts(talk: Talk, by: string): Promise<readonly Post[]>;
	/** Called with all that the bot sends, as it arrives. */
	onSent: (body: string) => void;
	/** Cuts the bot's connection for events. */
	cut(): void;
	/** Answers all calls of the bot so until the time has come. */
	refuse(status: 401 | 429, ms: number): void;
	/** Requests outside the platform's documented limits. */
	problems(): readonly string[];
	close(): Promise<void>;
}

const CHANNELS = Array.from({ length: 10 }, (_, at) => `C0SOAK${at}`);
const TEAM = "T01TEST";

export async function openSlackDesk(many: number): Promise<Desk> {
	const people = Array.from({ length: many }, (_, at) => `U0P${String(at).padStart(4, "0")}`);
	const folder = await mkdtemp(join(tmpdir(), "threadloop-twin-"));
	const config = join(folder, "config.yaml");
	const list = (items: readonly string[]) => `[${items.join(", ")}]`;
	await writeFile(
		config,
		`workspace: { name: Acme Analytics, domain: acme, teamId: ${TEAM} }
apps: [{ appId: A01APP, botUserId: U0BOT, botName: threadloop, botToken: ${tokens.bot}, appToken: ${tokens.app}, signingSecret: ${tokens.secret}, mode: socket }]
users: ${list(people.map((id) => `{ id: ${id}, name: ${id.toLowerCase()} }`))}
channels: ${list(CHANNELS.map((id) => `{ id: ${id}, name: ${id.toLowerCase()}, members: ${list([...people, "U0BOT"])} }`))}
`,
	);
	const twin = new Twin(await freePort(), config, folder);
	await twin.start();
	const proxy = await openSlackProxy(twin.url);
	let refused = { status: 200, until: 0 };
	proxy.spoil = () => {
		if (Date.now() > refused.until) return undefined;
		if (refused.status === 401) return { kind: "answer", status: 200, body: { ok: false, error: "invalid_auth" } };
		return { kind: "answer", status: 429, body: { ok: false, error: "ratelimited" }, headers: { "retry-after": "2" } };
	};
	proxy.after = async (method, body) => {
		if (/^chat\.(postMessage|update)$/.test(method)) desk.onSent(body);
	};
	const inThread = (talk: Talk) => twin.thread(talk.id, talk.channel);
	const canApprove = ({ blocks = [] }: Said) => JSON.stringify(blocks).includes('"Approve"');
	let next = 0;
	const desk: Desk = {
		name: "Slack",
		env: {
			SLACK_BOT_TOKEN: tokens.bot,
			SLACK_APP_TOKEN: tokens.app,
			SLACK_API_URL: proxy.apiUrl,
			SLACK_FILE_HOSTS: twin.url,
		},
		people,
		mention: "<@U0BOT>",
		say: async (text, { by, to, file }) => {
			const channel = to?.channel ?? CHANNELS[next++ % CHANNELS.length] ?? "";
			const where = { channel, user: by, ...(to === undefined ? {} : { thread: to.id }) };
			const id =
				file === undefined ? await twin.say(text, where) : await twin.upload(text, { [file.name]: file.bytes }, where);
			return to ?? { id, channel };
		},
		threadOf: async ({ id, channel }) => `slack:${TEAM}:${channel}:${id}`,
		posts: async (talk, by) =>
			(await inThread(talk))
				.filter(({ user, ephemeral_to }) => !people.includes(user ?? "") && ephemeral_to === undefined)
				.map((said) => ({
					text: visible(said),
					code: codeIn(said),
					canApprove: canApprove(said),
					click: () => twin.click(said, "Approve", by, talk.channel),
				})),
		onSent: () => {},
		cut: () => {
			for (const socket of [...proxy.sockets]) socket.cut();
		},
		refuse: (status, ms) => {
			refused = { status, until: Date.now() + ms };
		},
		problems: proxy.problems,
		close: async () => {
			await proxy.close();
			await twin.stop();
		},
	};
	return desk;
}

export async function openDiscordDesk(many: number): Promise<Desk> {
	const twin = await discord.openDiscordTwin();
	const people = Array.from({ length: many }, (_, at) => String(100_000_000_000_002_000n + BigInt(at)));
	for (const id of people) {
		await twin.server.prisma.user.create({
			data: { id, username: `p${id.slice(-3)}`, globalName: `p${id.slice(-3)}` },
		});
		await twin.server.prisma.guildMember.create({ data: { guildId: discord.guild, userId: id } });
		twin.proxy.people.set(id, { id, username: `p${id.slice(-3)}`, bot: false });
	}
	let refused = { status: 200, until: 0 };
	const { before } = twin.proxy;
	twin.proxy.before = (asked) => {
		// The players look through the same proxy.
		if (Date.now() > refused.until || asked.headers["x-test"] === "look") return before(asked);
		if (refused.status === 401) return { status: 401, json: { code: 0, message: "401: Unauthorized" } };
		return {
			status: 429,
			json: { message: "You are being rate limited.", retry_after: 2, global: false },
			headers: { "retry-after": "2" },
		};
	};
	twin.proxy.after = ({ method, path, json }) => {
		if (/^(POST|PATCH)$/.test(method) && path.includes("/messages")) desk.onSent(JSON.stringify(json));
	};
	const desk: Desk = {
		name: "Discord",
		env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: twin.apiUrl, DISCORD_FILE_HOSTS: twin.url },
		people,
		mention: discord.mention,
		say: async (text, { by, to, file }) => {
			const where = { user: by, ...(to === undefined ? {} : { thread: to.id }) };
			const id =
				file === undefined ? await twin.say(text, where) : await twin.upload(text, { [file.name]: file.bytes }, where);
			return to ?? { id, channel: discord.general };
		},
		threadOf: async ({ id }) => {
			const inside = await twin.channelOf(id);
			return inside === undefined ? undefined : `discord:${discord.guild}:${discord.general}:${inside}`;
		},
		posts: async (talk, by) =>
			(await twin.thread(talk.id))
				.filter(({ user, ephemeral_to }) => user === discord.botUser && ephemeral_to === undefined)
				.map((said) => ({
					text: said.text,
					code: discord.codeIn(said),
					canApprove: said.buttons.some(({ label }) => label.includes("Approve")),
					click: () => twin.click(said, "Approve", by),
				})),
		onSent: () => {},
		cut: () => twin.proxy.cut(),
		refuse: (status, ms) => {
			refused = { status, until: Date.now() + ms };
		},
		problems: () => twin.proxy.asked.flatMap(problemsOf),
		close: () => twin.stop(),
	};
	return desk;
}
