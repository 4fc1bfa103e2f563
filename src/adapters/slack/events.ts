// Parsers of Slack payloads: a message becomes an Inbound, a button or form a Click, anything else undefined.

import { z } from "zod";
import { PRESSED } from "../../core/domain/inbox.ts";
import type { FileRef, MessageNote, Person, ThreadId } from "../../core/domain.ts";
import type { Click, Inbound } from "../../core/ports.ts";
import { heard } from "../message-text.ts";
import { WORDS_CHOICES } from "../posts/buttons.ts";

/** Who we are in the workspace the app is installed in. */
export interface Self {
	readonly team: string;
	readonly botUser: string;
}

const fileShape = z.object({
	id: z.string(),
	name: z.string().nullish(),
	title: z.string().nullish(),
	size: z.number().nullish(),
	mode: z.string().nullish(),
	mimetype: z.string().nullish(),
	is_external: z.boolean().nullish(),
	file_access: z.string().nullish(),
	url_private: z.string().nullish(),
	url_private_download: z.string().nullish(),
});

const forwardedShape = z.object({
	is_share: z.boolean().nullish(),
	author_name: z.string().nullish(),
	text: z.string().nullish(),
	files: z.array(fileShape).nullish(),
});
type Forwarded = z.infer<typeof forwardedShape>;

/** A message as events and conversations.replies give it. */
const messageShape = z.object({
	type: z.string().optional(),
	subtype: z.string().nullish(),
	hidden: z.boolean().nullish(),
	channel: z.string().optional(),
	channel_type: z.string().nullish(),
	user: z.string().nullish(),
	bot_id: z.string().nullish(),
	bot_profile: z.unknown().optional(),
	user_team: z.string().nullish(),
	team: z.string().nullish(),
	text: z.string().nullish(),
	ts: z.string(),
	thread_ts: z.string().nullish(),
	files: z.array(fileShape).nullish(),
	attachments: z.array(forwardedShape).nullish().catch(undefined),
});
type SlackMessage = z.infer<typeof messageShape>;

const eventShape = z.object({
	type: z.literal("event_callback"),
	event: messageShape.extend({ type: z.enum(["message", "app_mention"]), channel: z.string() }),
});

const SPOKEN: readonly (string | null | undefined)[] = [undefined, null, "file_share", "thread_broadcast"];

/** A message that the bot can read; undefined for its own messages, other bots, edits, deletions and everything that is not a message. */
export function readMessage(body: unknown, self: Self): Inbound | undefined {
	const parsed = eventShape.safeParse(body);
	if (!parsed.success) return undefined;
	const { event } = parsed.data;
	if (!SPOKEN.includes(event.subtype) || event.hidden === true) return undefined;
	// Messages that nobody listens to are not parsed further.
	const author = authorOf(event, self);
	if (author === undefined || author.trust === "bot" || author.id === self.botUser) return undefined;
	const note = toNote(event, { author, channel: event.channel, self });
	const mentioned = event.type === "app_mention" || mentions(event.text ?? "", self);
	const inThread = typeof event.thread_ts === "string" && event.thread_ts !== event.ts;
	return {
		thread: threadId(self, event.channel, event.thread_ts ?? event.ts),
		note: { ...note, midThread: inThread && mentioned },
		addressed: mentioned || event.channel_type === "im",
	};
}

const deletedShape = z.object({
	type: z.literal("event_callback"),
	event: z.union([
		z.object({
			type: z.literal("message"),
			subtype: z.literal("message_deleted"),
			channel: z.string(),
			deleted_ts: z.string(),
		}),
		// A first message with replies leaves a tombstone.
		z.object({
			type: z.literal("message"),
			subtype: z.literal("message_changed"),
			channel: z.string(),
			message: z.object({ subtype: z.literal("tombstone"), ts: z.string() }),
		}),
	]),
});

/** The Thread whose first message was deleted, if this message was the first of one. */
export function readDeleted(body: unknown, self: Self): ThreadId | undefined {
	const parsed = deletedShape.safeParse(body);
	if (!parsed.success) return undefined;
	const { event } = parsed.data;
	return threadId(self, event.channel, "deleted_ts" in event ? event.deleted_ts : event.message.ts);
}

/** A message of a thread's history; undefined if nobody wrote it. */
export function readHistory(message: unknown, channel: string, self: Self): MessageNote | undefined {
	const parsed = messageShape.safeParse(message);
	if (!parsed.success || parsed.data.hidden === true) return undefined;
	const author = authorOf(parsed.data, self);
	return author === undefined ? undefined : toNote(parsed.data, { author, channel, self });
}

interface Context {
	readonly author: Person;
	readonly channel: string;
	readonly self: Self;
}

function toNote(message: SlackMessage, { author, channel, self }: Context): MessageNote {
	// A forwarded message comes as an attachment, with its files.
	const shared = (message.attachments ?? []).filter(({ is_share }) => is_share === true);
	return {
		kind: "message",
		key: `slack:${self.team}:${channel}:${message.ts}`,
		author,
		text: heard(
			[readable(message.text ?? "", self), ...shared.map((one) => quote(one, self))]
				.filter((part) => part !== "")
				.join("\n\n"),
		),
		files: [message, ...shared].flatMap(({ files }) => files ?? []).map(toFile),
		at: Math.round(Number(message.ts) * 1000),
		midThread: false,
	};
}

function quote({ author_name, text }: Forwarded, self: Self): string {
	const words = readable(text ?? "", self);
	return words === "" ? "" : `Forwarded from ${author_name ?? "somebody"}: ${words}`;
}

/** Trust as far as the payload shows it; whois has the last word. */
function authorOf({ user, bot_id, bot_profile, user_team, team }: SlackMessage, self: Self): Person | undefined {
	const isBot = typeof bot_id === "string" || (bot_profile !== undefined && bot_profile !== null);
	const id = user ?? bot_id;
	if (typeof id !== "string") return undefined;
	const home = user_team ?? team ?? self.team;
	return { id, name: id, trust: isBot ? "bot" : home === self.team ? "member" : "external" };
}

/** What `fetch` needs to know of a file; kept in FileRef.source. */
export const sourceShape = z.object({
	id: z.string(),
	url: z.string().optional(),
	mimetype: z.string().optional(),
	/** `ask`: a stub that files.info completes; `elsewhere`: Slack does not hold the bytes; `gone`: deleted or hidden. */
	kind: z.enum(["held", "ask", "elsewhere", "gone"]),
});
export type Source = z.infer<typeof sourceShape>;

function toFile(file: z.infer<typeof fileShape>): FileRef {
	const url = file.url_private_download ?? file.url_private ?? undefined;
	const source: Source = {
		id: file.id,
		kind: kindOf(file, url),
		...(url === undefined ? {} : { url }),
		...(typeof file.mimetype === "string" ? { mimetype: file.mimetype } : {}),
	};
	return {
		id: file.id,
		name: file.name ?? file.title ?? file.id,
		size: file.size ?? 0,
		source: JSON.stringify(source),
	};
}

/** Slack's answer to files.info as a FileRef; undefined if it holds no file. */
export function readFileInfo(answer: unknown): FileRef | undefined {
	const parsed = z.object({ file: fileShape }).safeParse(answer);
	return parsed.success ? toFile(parsed.data.file) : undefined;
}

function kindOf(
	{ mode, is_external, file_access }: z.infer<typeof fileShape>,
	url: string | undefined,
): Source["kind"] {
	if (mode === "external" || is_external === true) return "elsewhere";
	if (mode === "tombstone" || mode === "hidden_by_limit") return "gone";
	return file_access === "check_file_info" || url === undefined ? "ask" : "held";
}

function mentions(text: string, { botUser }: Self): boolean {
	return new RegExp(`<@${botUser}(\\|[^<>]*)?>`).test(text);
}

/** Slack's markup as a person would type it, without the mention of the bot. No reference holds a `<`, so that each pattern ends at the next one. */
function readable(text: string, { botUser }: Self): string {
	return text
		.replaceAll(new RegExp(`<@${botUser}(\\|[^<>]*)?>`, "g"), " ")
		.replace(/<([@#!])([^<>|]+)(?:\|([^<>]*))?>/g, reference)
		.replace(/<([^<>|\s]+)(?:\|([^<>]*))?>/g, link)
		.replaceAll("&lt;", "<")
		.replaceAll("&gt;", ">")
		.replaceAll("&amp;", "&")
		.replace(/(\S) {2,}(?=\S)/g, "$1 ")
		.trim();
}

function reference(_all: string, sign: string, id: string, label: string | undefined): string {
	if (sign === "!") return label ?? `@${id.replace(/^subteam\^|\^.*$/g, "")}`;
	return `${sign}${(label === undefined || label === "" ? id : label).replace(/^[@#]/, "")}`;
}

function link(_all: string, url: string, label: string | undefined): string {
	if (label === undefined || label === "" || url.replace(/^(https?:\/\/|mailto:)/, "") === label) return label ?? url;
	return `${label} (${url})`;
}

const actionShape = z.object({
	type: z.literal("block_actions"),
	user: z.object({ id: z.string() }),
	channel: z.object({ id: z.string() }),
	message: z.object({ ts: z.string(), thread_ts: z.string().nullish() }),
	actions: z.tuple([
		z
			.object({ action_id: z.string(), value: z.string() })
			.transform(({ action_id, value }) => {
				const [choice, token = ""] = action_id === "feedback" ? value.split(" ") : [action_id.split(" ")[0], value];
				return { choice, token };
			})
			.pipe(z.object({ choice: z.enum(PRESSED), token: z.string() })),
	]),
});

/** A click on the Home tab, which is no message. */
const homeShape = z.object({
	type: z.literal("block_actions"),
	user: z.object({ id: z.string() }),
	view: z.object({ type: z.literal("home") }),
	actions: actionShape.shape.actions,
});

/** What a click on the Home tab has in place of a message: only this person sees the tab, and only we write it. */
export const HOME = "home";

const field = z.object({ value: z.string().nullish() });

const formShape = z.object({
	type: z.literal("view_submission"),
	user: z.object({ id: z.string() }),
	view: z.union([
		z.object({
			callback_id: z.literal("reason"),
			private_metadata: z.string(),
			state: z.object({ values: z.object({ reason: z.object({ reason: field }) }) }),
		}),
		z.object({
			callback_id: z.literal("code"),
			private_metadata: z.string(),
			state: z.object({ values: z.object({ code: z.object({ code: field }) }) }),
		}),
	]),
});

/** What a form carries through Slack and back. */
export const formMemory = z.object({
	token: z.string(),
	thread: z.string(),
	ref: z.string(),
	choice: z.enum(WORDS_CHOICES).default("reject"),
});

/** The message that somebody chose for "Analyse this file"; the form carries it through Slack and back. */
export const chosenShape = z.object({
	channel: z.string(),
	ts: z.string(),
	/** The first message of its thread. */
	first: z.string(),
	person: z.string(),
});
export type Chosen = z.infer<typeof chosenShape>;

/** A click on a button, or a form that was sent; undefined for every other payload. */
export function readClick(body: unknown, self: Self): Click | undefined {
	const action = actionShape.safeParse(body);
	if (action.success) {
		const { user, channel, message, actions } = action.data;
		const thread = threadId(self, channel.id, message.thread_ts ?? message.ts);
		return { ...actions[0], thread, person: user.id, ref: message.ts };
	}
	const home = homeShape.safeParse(body);
	if (home.success) {
		const { user, actions } = home.data;
		return { ...actions[0], thread: `slack:${self.team}::`, person: user.id, ref: HOME };
	}
	const form = formShape.safeParse(body);
	if (!form.success) return undefined;
	const { user, view } = form.data;
	const memory = formMemory.safeParse(safeJson(view.private_metadata));
	if (!memory.success) return undefined;
	const click = { ...memory.data, person: user.id };
	return view.callback_id === "reason"
		? { ...click, reason: view.state.values.reason.reason.value ?? "" }
		: { ...click, choice: "edit", code: view.state.values.code.code.value ?? "" };
}

/** What all copies of one delivery have in common, whichever way they come; undefined if the payload names nothing. */
export function deliveryOf(body: unknown): string | undefined {
	const parsed = z.object({ event_id: z.string().optional(), trigger_id: z.string().optional() }).safeParse(body);
	return parsed.data?.event_id ?? parsed.data?.trigger_id;
}

export function safeJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export function threadId({ team }: Self, channel: string, ts: string): ThreadId {
	return `slack:${team}:${channel}:${ts}`;
}

export interface Address {
	readonly channel: string;
	readonly ts: string;
}

/** The channel and first message of a Thread, or the channel and `ts` of a message key. */
export function addressOf(id: string): Address {
	const [platform, , channel, ts] = id.split(":");
	if (platform !== "slack" || channel === undefined || ts === undefined) throw new Error(`no Slack thread: ${id}`);
	return { channel, ts };
}
