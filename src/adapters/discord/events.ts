// Parsers of Discord payloads: a message becomes a Heard, a button or form a Clicked, anything else undefined.

import { z } from "zod";
import { PRESSED } from "../../core/domain/inbox.ts";
import type { FileRef, Locale, MessageNote, Person, ThreadId } from "../../core/domain.ts";
import type { Click } from "../../core/ports.ts";
import { heard } from "../message-text.ts";

const userShape = z.object({
	id: z.string(),
	username: z.string().nullish(),
	global_name: z.string().nullish(),
	bot: z.boolean().nullish(),
	system: z.boolean().nullish(),
});
export type User = z.infer<typeof userShape>;

const attachmentShape = z.object({
	id: z.string(),
	filename: z.string().nullish(),
	/** The name as it was, without its ending, where Discord had to write it in ASCII. */
	title: z.string().nullish(),
	size: z.number().nullish(),
	url: z.string(),
});

const bodyShape = z.object({
	content: z.string().nullish(),
	attachments: z.array(attachmentShape).nullish(),
});

const messageShape = bodyShape.extend({
	id: z.string(),
	type: z.number(),
	channel_id: z.string(),
	guild_id: z.string().nullish(),
	author: userShape,
	member: z.object({ nick: z.string().nullish() }).nullish(),
	webhook_id: z.string().nullish(),
	mentions: z.array(userShape).nullish(),
	message_reference: z.object({ message_id: z.string().nullish() }).nullish(),
	message_snapshots: z.array(z.object({ message: bodyShape })).nullish(),
	embeds: z.array(z.unknown()).nullish(),
	sticker_items: z.array(z.unknown()).nullish(),
	poll: z.unknown().optional(),
});
type Message = z.infer<typeof messageShape>;

/** What people write: a message, or a reply to one. */
const SPOKEN = [0, 19];

/** A message that the bot can read, before it is known what kind of channel it is in. */
export interface Heard {
	/** Absent in direct messages. */
	readonly guild?: string;
	readonly channel: string;
	readonly id: string;
	readonly note: MessageNote;
	readonly mentioned: boolean;
	/** It replies to another message. */
	readonly replies: boolean;
	/** Discord sent it without its content, as it does without the Message Content Intent. */
	readonly empty: boolean;
}

/** Undefined for our own messages, other bots and everything that is not a person's message. */
export function readMessage(payload: unknown, self: string): Heard | undefined {
	const parsed = messageShape.safeParse(payload);
	if (!parsed.success || !SPOKEN.includes(parsed.data.type)) return undefined;
	const message = parsed.data;
	// Messages that nobody listens to are not parsed further.
	const author = authorOf(message);
	if (author.trust === "bot" || author.id === self) return undefined;
	const note = toNote(message, { guild: message.guild_id ?? "@me", self });
	const { mentions, message_reference: reference } = message;
	const guild = message.guild_id ?? undefined;
	return {
		...(guild === undefined ? {} : { guild }),
		channel: message.channel_id,
		id: message.id,
		note,
		mentioned: mentionOf(self).test(message.content ?? "") || (mentions ?? []).some(({ id }) => id === self),
		replies: typeof reference?.message_id === "string",
		empty: isEmpty(message),
	};
}

/** A message of a thread's history; undefined if it is not a person's message. */
export function readHistory(
	payload: unknown,
	source: { readonly guild: string; readonly self: string },
): MessageNote | undefined {
	const parsed = messageShape.safeParse(payload);
	if (!parsed.success || !SPOKEN.includes(parsed.data.type)) return undefined;
	return toNote(parsed.data, source);
}

function toNote(message: Message, { guild, self }: { readonly guild: string; readonly self: string }): MessageNote {
	const bodies = [message, ...(message.message_snapshots ?? []).map((snapshot) => snapshot.message)];
	const text = bodies.map(({ content }) => content ?? "").filter((content) => content !== "");
	return {
		kind: "message",
		key: `discord:${guild}:${message.channel_id}:${message.id}`,
		author: authorOf(message),
		text: heard(readable(text.join("\n"), message.mentions ?? [], self)),
		files: bodies.flatMap(({ attachments }) => (attachments ?? []).map((file) => toFile(file, message))),
		at: momentOf(message.id),
		midThread: false,
	};
}

/** Trust as far as the payload shows it; whois has the last word. */
function authorOf({ author, member, webhook_id }: Message): Person {
	const isBot = author.bot === true || author.system === true || typeof webhook_id === "string";
	return { id: author.id, name: member?.nick ?? nameOf(author), trust: isBot ? "bot" : "member" };
}

export function nameOf({ id, username, global_name }: User): string {
	return global_name ?? username ?? id;
}

/** What `fetch` needs to know of a file; kept in FileRef.source. */
export const sourceShape = z.object({ url: z.string(), channel: z.string(), message: z.string() });

/** As whoever sent it called it. */
export function fileName({
	filename,
	title,
}: {
	readonly filename?: string | null | undefined;
	readonly title?: string | null | undefined;
}): string | undefined {
	const called = (title ?? "").trim();
	if (called === "") return filename ?? undefined;
	const ending = /\.[^.\s]{1,10}$/.exec(filename ?? "")?.[0] ?? "";
	return called.toLowerCase().endsWith(ending.toLowerCase()) ? called : `${called}${ending}`;
}

function toFile({ id, filename, title, size, url }: z.infer<typeof attachmentShape>, message: Message): FileRef {
	const source: z.infer<typeof sourceShape> = { url, channel: message.channel_id, message: message.id };
	return { id, name: fileName({ filename, title }) ?? id, size: size ?? 0, source: JSON.stringify(source) };
}

function isEmpty(message: Message): boolean {
	const { content, attachments, embeds, sticker_items, message_snapshots, poll } = message;
	const parts = [attachments, embeds, sticker_items, message_snapshots];
	return (content ?? "") === "" && poll === undefined && parts.every((part) => (part ?? []).length === 0);
}

function mentionOf(id: string): RegExp {
	return new RegExp(`<@!?${id}>`, "g");
}

/** Discord's markup as a person would type it, without the mention of the bot. */
function readable(text: string, mentions: readonly User[], self: string): string {
	return text
		.replaceAll(mentionOf(self), " ")
		.replace(/<@!?(\d+)>/g, (_all, id: string) => {
			const user = mentions.find((one) => one.id === id);
			return `@${user === undefined ? id : nameOf(user)}`;
		})
		.replace(/<(@&|#)(\d+)>/g, (_all, sign: string, id: string) => `${sign === "#" ? "#" : "@"}${id}`)
		.replace(/<a?(:\w+:)\d+>/g, "$1")
		.replace(/(\S) {2,}(?=\S)/g, "$1 ")
		.trim();
}

const EPOCH = 1_420_070_400_000n;

/** When something with this id was made, in milliseconds. */
export function momentOf(id: string): number {
	return Number((BigInt(id) >> 22n) + EPOCH);
}

/** The smallest id of that moment. */
export function idAt(ms: number): string {
	return String((BigInt(Math.max(Math.floor(ms), Number(EPOCH))) - EPOCH) << 22n);
}

export interface Deleted {
	readonly guild: string;
	readonly channel: string;
	/** Of the message, or of the thread. */
	readonly id: string;
}

const deletedShape = z.object({ id: z.string(), channel_id: z.string(), guild_id: z.string() });
const threadDeletedShape = z.object({ id: z.string(), parent_id: z.string(), guild_id: z.string() });

/** A message of a server that was deleted. */
export function readDeleted(payload: unknown): Deleted | undefined {
	const found = deletedShape.safeParse(payload).data;
	return found === undefined ? undefined : { guild: found.guild_id, channel: found.channel_id, id: found.id };
}

export function readThreadDeleted(payload: unknown): Deleted | undefined {
	const found = threadDeletedShape.safeParse(payload).data;
	return found === undefined ? undefined : { guild: found.guild_id, channel: found.parent_id, id: found.id };
}

const choiceShape = z.enum(PRESSED);

/** Who acts, and where, in every interaction. */
export const actor = {
	id: z.string(),
	token: z.string(),
	application_id: z.string(),
	channel_id: z.string(),
	guild_id: z.string().nullish(),
	channel: z.object({ parent_id: z.string().nullish() }).nullish(),
	member: z.object({ user: userShape, nick: z.string().nullish(), permissions: z.string().nullish() }).nullish(),
	user: userShape.nullish(),
	locale: z.string().nullish(),
};
const input = z.object({ custom_id: z.string(), value: z.string() });
/** The fields of a form that was sent, a list for each row. */
export const fields = z.array(
	z.union([
		z.object({ components: z.array(input) }).transform(({ components }) => components),
		z.object({ component: input }).transform(({ component }) => [component]),
	]),
);
const interactionShape = z.discriminatedUnion("type", [
	z.object({
		...actor,
		type: z.literal(3),
		message: z.object({ id: z.string(), flags: z.number().nullish() }),
		data: z.object({ custom_id: z.string() }),
	}),
	z.object({
		...actor,
		type: z.literal(5),
		data: z.object({
			custom_id: z.string(),
			components: fields,
		}),
	}),
]);

/** What a button carries: the choice, the token, and the mark of its post. */
export function buttonId({
	choice,
	token,
	mark,
}: {
	readonly choice: string;
	readonly token: string;
	readonly mark: string;
}): string {
	return `${choice}:${token}:${mark}`;
}

/** What a form carries through Discord and back. */
export function formId({ choice, token, ref }: Pick<Click, "choice" | "token" | "ref">): string {
	return `form:${choice}:${token}:${ref}`;
}

export interface Clicked {
	readonly click: Omit<Click, "thread">;
	readonly guild: string;
	readonly channel: string;
	/** The channel above a thread, if Discord names it. */
	readonly parent?: string;
	readonly interaction: { readonly id: string; readonly token: string; readonly application: string };
	readonly from: "button" | "form";
	/** On a list that only this person sees. */
	readonly alone: boolean;
	readonly locale: Locale | undefined;
}

/** The language of somebody's client, if it is one of ours. */
export function clientLocale(client: string | null | undefined): Locale | undefined {
	return /^zh/i.test(client ?? "") ? "zh" : /^en/i.test(client ?? "") ? "en" : undefined;
}

const EPHEMERAL = 64;

/** A click on a button, or a form that was sent; undefined for every other payload. */
export function readClick(payload: unknown): Clicked | undefined {
	const parsed = interactionShape.safeParse(payload);
	if (!parsed.success) return undefined;
	const { data, ...rest } = parsed.data;
	const person = rest.member?.user.id ?? rest.user?.id;
	if (person === undefined) return undefined;
	const parts = data.custom_id.split(":");
	const [kind, ...more] = rest.type === 5 ? parts : ["form", ...parts];
	const choice = choiceShape.safeParse(more[0]);
	const [, token = "", last = ""] = more;
	if (kind !== "form" || !choice.success || token === "") return undefined;
	const said = rest.type === 5 ? answerOf(choice.data, parsed.data) : {};
	return {
		click: { token, choice: choice.data, person, ref: rest.type === 3 ? rest.message.id : last, ...said },
		guild: rest.guild_id ?? "@me",
		channel: rest.channel_id,
		...(typeof rest.channel?.parent_id === "string" ? { parent: rest.channel.parent_id } : {}),
		interaction: { id: rest.id, token: rest.token, application: rest.application_id },
		from: rest.type === 3 ? "button" : "form",
		locale: clientLocale(rest.locale),
		alone: rest.type === 3 && ((rest.message.flags ?? 0) & EPHEMERAL) !== 0,
	};
}

function answerOf(choice: Click["choice"], { data }: z.infer<typeof interactionShape>): Pick<Click, "reason" | "code"> {
	const value = "components" in data ? (data.components.flat()[0]?.value ?? "") : "";
	return choice === "edit" ? { code: value } : { reason: value };
}

export interface Address {
	/** `@me` in direct messages. */
	readonly guild: string;
	/** The channel above the thread. */
	readonly channel: string;
	/** Where to write: the thread's own channel. */
	readonly thread: string;
}

export function threadId({ guild, channel, thread }: Address): ThreadId {
	return `discord:${guild}:${channel}:${thread}`;
}

/** Of a Thread, or of a message's key: there `thread` is the message. */
export function addressOf(id: string): Address {
	const [platform, guild, channel, thread] = id.split(":");
	if (platform !== "discord" || guild === undefined || channel === undefined || thread === undefined)
		throw new Error(`no Discord thread: ${id}`);
	return { guild, channel, thread };
}
