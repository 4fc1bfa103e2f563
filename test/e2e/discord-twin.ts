// Drives the Discord look-alike (a server this project did not write) as people would: say, upload, click, read the thread.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChannelType } from "discord.js";
import { DigitalDiscord } from "discord-digital-twin";
import { z } from "zod";
import { type DiscordProxy, startDiscordProxy } from "./discord-proxy.ts";
import { until } from "./twin.ts";

export const guild = "100000000000000001";
export const general = "100000000000000010";
export const direct = "100000000000000020";
/** Bob's. */
export const otherDirect = "100000000000000021";
export const alice = "100000000000000101";
export const bob = "100000000000000102";
/** In no guild of the bot's. */
export const stranger = "100000000000000103";
export const botUser = "100000000000000100";
export const token = "discord-test-token";
export const mention = `<@${botUser}>`;
const EPHEMERAL = 64;

const button = z.object({
	type: z.literal(2),
	label: z.string(),
	custom_id: z.string(),
	disabled: z.boolean().optional(),
});
const message = z.object({
	id: z.string(),
	channel_id: z.string(),
	type: z.number(),
	author: z.object({ id: z.string() }),
	content: z.string(),
	flags: z.number().default(0),
	components: z.array(z.object({ components: z.array(button) })).default([]),
	embeds: z.array(z.object({ description: z.string().default("") })).default([]),
	attachments: z.array(z.object({ filename: z.string(), size: z.number(), url: z.string() })).default([]),
});

/** A message as people see it. */
export interface Said {
	/** Its id. */
	readonly ts: string;
	readonly user: string;
	readonly text: string;
	readonly channel: string;
	readonly ephemeral_to?: string;
	readonly buttons: readonly { readonly label: string; readonly id: string }[];
	readonly files: readonly { readonly name: string; readonly size: number; readonly url: string }[];
}

/** The code in a message, as its fences show it. */
export function codeIn(said: Said): string[] {
	return [...said.text.matchAll(/```\w*\n([\s\S]*?)\n?```/g)].map(([, code = ""]) => code);
}

export async function openDiscordTwin(): Promise<DiscordTwin> {
	const folder = await mkdtemp(join(tmpdir(), "threadloop-discord-"));
	const twin = new DigitalDiscord({
		guild: {
			id: guild,
			name: "Acme Analytics",
			channels: [{ id: general, name: "general", type: ChannelType.GuildText }],
		},
		users: [
			{ id: alice, username: "alice" },
			{ id: bob, username: "bob" },
		],
		botUser: { id: botUser, username: "threadloop" },
		botToken: token,
		dbUrl: `file:${join(folder, "twin.db")}`,
	});
	await twin.start();
	// The look-alike opens no direct messages by itself, and every user it is given is in the guild.
	await twin.prisma.user.create({ data: { id: stranger, username: "stranger", globalName: "stranger" } });
	for (const id of [direct, otherDirect])
		await twin.prisma.channel.create({ data: { id, type: ChannelType.DM, guildId: null } });
	const proxy = await startDiscordProxy({ port: twin.port });
	// Nor can it be asked for one.
	proxy.before = ({ method, path, json }) =>
		method === "POST" && path === "/users/@me/channels"
			? { status: 200, json: { id: json.recipient_id === alice ? direct : otherDirect, type: ChannelType.DM } }
			: undefined;
	for (const { id, username, bot } of await twin.prisma.user.findMany()) proxy.people.set(id, { id, username, bot });
	return new DiscordTwin(twin, proxy, folder);
}

const isDirect = (channel: string) => channel === direct || channel === otherDirect;

type Where = { channel?: string; user?: string; thread?: string };

export class DiscordTwin {
	readonly server: DigitalDiscord;
	readonly proxy: DiscordProxy;
	readonly #folder: string;
	/** Who clicked or submitted, by the interaction's id. */
	readonly #clicked = new Map<string, string>();
	#forms = 0;

	constructor(server: DigitalDiscord, proxy: DiscordProxy, folder: string) {
		this.#folder = folder;
		this.server = server;
		this.proxy = proxy;
	}

	/** For DISCORD_API_URL. */
	get apiUrl(): string {
		return this.proxy.apiUrl;
	}

	/** For DISCORD_FILE_HOSTS. */
	get url(): string {
		return this.proxy.url;
	}

	async stop(): Promise<void> {
		await this.proxy.close();
		await this.server.stop();
		await this.server.prisma.$disconnect();
		await rm(this.#folder, { recursive: true, force: true });
	}

	/** Resolves with the message's id; `thread` is the id of the message that opened it. */
	async say(text: string, where: Where = {}): Promise<string> {
		return this.#send(text, [], where);
	}

	async upload(text: string, files: Record<string, string | Uint8Array>, where: Where = {}): Promise<string> {
		const kept = Object.entries(files).map(([name, bytes]) => this.proxy.keep(name, Buffer.from(bytes)));
		return this.#send(text, kept, where);
	}

	async #send(
		content: string,
		attachments: ReturnType<DiscordProxy["keep"]>[],
		{ channel = general, user = alice, thread }: Where,
	): Promise<string> {
		const channelId = thread === undefined ? channel : await until("the thread", () => this.channelOf(thread, channel));
		const said = await this.server.channel(channelId).user(user).sendMessage({ content, attachments });
		return said.id;
	}

	/** The channel of the thread that was opened on a message; in a direct message that channel itself. */
	async channelOf(ts: string, channel = general): Promise<string | undefined> {
		if (isDirect(channel)) return channel;
		return (await this.server.prisma.channel.findFirst({ where: { starterMessageId: ts } }))?.id;
	}

	async thread(ts: string, channel = general): Promise<Said[]> {
		const inside = await this.channelOf(ts, channel);
		const first = await this.#get(`/channels/${channel}/messages/${ts}`);
		const all =
			inside === undefined ? [] : z.array(message).parse(await this.#get(`/channels/${inside}/messages?limit=100`));
		const rest = all.filter(({ id }) => id !== ts && BigInt(id) > BigInt(ts)).toReversed();
		const readers = await this.#readers([{ id: ts }, ...rest]);
		return [message.parse(first), ...rest].map((said) => seen(said, readers));
	}

	/** What stands in a channel itself, oldest first. */
	async inChannel(channel = general): Promise<Said[]> {
		const all = z.array(message).parse(await this.#get(`/channels/${channel}/messages?limit=100`));
		const readers = await this.#readers(all);
		return all.toReversed().map((said) => seen(said, readers));
	}

	async #get(path: string): Promise<unknown> {
		const response = await fetch(`${this.apiUrl}/v10${path}`, { headers: { "x-test": "look" } });
		if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
		return response.json();
	}

	/** Waits for a message of the bot in the thread that fits, the newest first. */
	async find(ts: string, what: string, fits: (said: Said) => boolean, ms?: number, channel = general): Promise<Said> {
		return until(
			what,
			async () => (await this.thread(ts, channel)).findLast((said) => said.user === botUser && fits(said)),
			ms,
		);
	}

	/** The newest message in the thread that carries an enabled button with this label. */
	withButton(ts: string, label: string, ms?: number, channel = general): Promise<Said> {
		return this.find(ts, `a button ${label}`, (said) => buttonOf(said, label) !== undefined, ms, channel);
	}

	saying(ts: string, words: string | RegExp, ms?: number, channel = general): Promise<Said> {
		return this.find(
			ts,
			String(words),
			(said) => (typeof words === "string" ? said.text.includes(words) : words.test(said.text)),
			ms,
			channel,
		);
	}

	async click(said: Said, label: string, user = alice): Promise<void> {
		const found = buttonOf(said, label);
		if (found === undefined) throw new Error(`no button ${label} in: ${said.text}`);
		this.proxy.actor = user;
		const { id } = await this.server.simulateButtonClick({
			channelId: said.channel,
			userId: user,
			messageId: said.ts,
			customId: found.id,
			guildId: isDirect(said.channel) ? "" : guild,
		});
		this.#clicked.set(id, user);
	}

	/** `/threadloop` with one of its words, in a channel or in the thread of a message. */
	async command(word: string, { user = alice, channel = general, thread }: Where = {}): Promise<void> {
		const channelId = thread === undefined ? channel : await until("the thread", () => this.channelOf(thread, channel));
		this.proxy.actor = user;
		const { id } = await this.server.simulateSlashCommand({
			channelId,
			userId: user,
			name: "threadloop",
			options: [{ name: word, type: 1 }],
			guildId: isDirect(channelId) ? "" : guild,
		});
		this.#clicked.set(id, user);
	}

	/** "Analyse this file" on a message. The look-alike has no such thing, but sends what it is given. */
	async analyse(message: string, { user = alice, channel = general }: Where = {}): Promise<void> {
		const found: unknown = await this.#get(`/channels/${channel}/messages/${message}`);
		this.proxy.actor = user;
		const { id } = await this.server.simulateInteraction({
			type: 2,
			channelId: channel,
			userId: user,
			guildId: isDirect(channel) ? "" : guild,
			data: {
				id: "1",
				name: "Analyse this file",
				type: 3,
				target_id: message,
				resolved: { messages: { [message]: found } },
			},
		});
		this.#clicked.set(id, user);
	}

	/** What only this person sees in a channel, oldest first. */
	async alone(user: string, channel = general): Promise<Said[]> {
		return (await this.inChannel(channel)).filter(({ ephemeral_to }) => ephemeral_to === user);
	}

	/** Fills in the form that opens for this person and submits it. */
	async submit(user: string, text: string): Promise<void> {
		const form = await until("the form to open", () => this.forms()[this.#forms]);
		this.#forms += 1;
		const channelId = await this.#channelOfInteraction(form.interaction);
		this.proxy.actor = user;
		const { id } = await this.server.simulateModalSubmit({
			channelId,
			userId: user,
			customId: form.id,
			fields: [{ customId: form.field, value: text }],
			guildId: isDirect(channelId) ? "" : guild,
		});
		this.#clicked.set(id, user);
	}

	/** The forms that were opened so far. */
	forms() {
		return this.proxy.asked.flatMap(({ path, json }) => {
			const opened = modal.safeParse(json);
			const interaction = /^\/interactions\/(\d+)\//.exec(path)?.[1];
			if (!opened.success || interaction === undefined) return [];
			const { custom_id, title, components } = opened.data.data;
			const input = components[0].components[0];
			return [{ id: custom_id, title, field: input.custom_id, value: input.value ?? "", interaction }];
		});
	}

	async #channelOfInteraction(id: string): Promise<string> {
		const found = await this.server.prisma.interactionResponse.findUniqueOrThrow({ where: { interactionId: id } });
		return found.channelId;
	}

	/** Who reads a private notice, by its message id. Of thousands of requests few are such answers. */
	async #readers(messages: readonly { readonly id: string }[]): Promise<ReadonlyMap<string, string>> {
		const readers = new Map<string, string>();
		for (const { path, method, answer } of this.proxy.asked) {
			const interaction =
				method === "POST" ? /^\/webhooks\/\d+\/test-interaction-token-(\d+)$/.exec(path)?.[1] : undefined;
			const sent = interaction === undefined ? undefined : made.safeParse(answer);
			if (interaction !== undefined && sent?.success === true)
				readers.set(sent.data.id, this.#clicked.get(interaction) ?? "");
		}
		const answered = await this.server.prisma.interactionResponse.findMany({
			where: { type: { in: [4, 5] }, messageId: { in: messages.map(({ id }) => id) } },
		});
		for (const { messageId, interactionId } of answered)
			if (messageId !== null) readers.set(messageId, this.#clicked.get(interactionId) ?? "");
		return readers;
	}
}

const made = z.object({ id: z.string() });
const modal = z.object({
	type: z.literal(9),
	data: z.object({
		custom_id: z.string(),
		title: z.string(),
		components: z.tuple(
			[z.object({ components: z.tuple([z.object({ custom_id: z.string(), value: z.string().optional() })]) })],
			z.unknown(),
		),
	}),
});

function buttonOf(said: Said, label: string) {
	return said.buttons.find((one) => one.label.includes(label));
}

function seen(
	{ id, channel_id, author, content, flags, components, embeds, attachments }: z.infer<typeof message>,
	readers: ReadonlyMap<string, string>,
): Said {
	return {
		ts: id,
		user: author.id,
		text: [content, ...embeds.map(({ description }) => description)].join("\n"),
		channel: channel_id,
		// The look-alike forgets the flag of an answer that is filled in later.
		...((flags & EPHEMERAL) === 0 && !readers.has(id) ? {} : { ephemeral_to: readers.get(id) ?? "" }),
		buttons: components.flatMap((row) =>
			row.components.flatMap(({ label, custom_id, disabled }) => (disabled === true ? [] : [{ label, id: custom_id }])),
		),
		files: attachments.map(({ filename, size, url }) => ({ name: filename, size, url })),
	};
}
