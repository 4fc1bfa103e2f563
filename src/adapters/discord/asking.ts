// Answers to commands: for one person alone, or a question about the files of a message.

import { ComponentType, InteractionResponseType, Routes, TextInputStyle } from "discord.js";
import type { MessageNote, ThreadId } from "../../core/domain.ts";
import { isBotError } from "../../core/errors.ts";
import { translated } from "../../core/locales/translated.ts";
import { type Texts, textsIn } from "../../core/locales.ts";
import type { FrontDoor, Listing, Log, Posts } from "../../core/ports.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { shorten } from "../posts/format.ts";
import { type Lists, listGroups, noteListed } from "../posts/lists.ts";
import { type Api, type Content, QUIET, READ } from "./api.ts";
import { asideDrafts } from "./aside.ts";
import { type Channels, threadName } from "./channels.ts";
import { type By, questionId, type Used } from "./commands.ts";
import { readHistory, threadId } from "./events.ts";
import { listDraft } from "./listing.ts";
import { escaped } from "./markup.ts";
import { buttonRows } from "./posting.ts";

const EPHEMERAL = 64;
/** Discord lets an answer be changed for 15 minutes. */
const CHANGING_MS = 14 * 60_000;
const QUESTION_CHARS = 4000;

export interface AskingOptions {
	readonly api: Api;
	readonly channels: Channels;
	readonly door: FrontDoor;
	readonly posts: Posts;
	readonly lists: Lists;
	readonly log: Log;
	/** Our user id. */
	readonly self: string;
}

/** Answers within three seconds, and at length once it can. */
export async function handleUsed(options: AskingOptions, by: By, used: Used): Promise<void> {
	const { api, door } = options;
	const here = threadId({ guild: by.guild, channel: by.parent ?? by.channel, thread: by.channel });
	const { locale, person } = by;
	const textsFor = async (text: string) => textsIn(await door.locale({ thread: here, person, locale }, text));
	switch (used.kind) {
		case "word": {
			await defer(api, by);
			if (used.word === "waiting") return showList(options, by);
			const thread = threadId(await placeOf(options, by));
			const words = await options.door.command(used.word, { thread, person: by.person, locale: by.locale });
			const [draft] = asideDrafts({ id: "", thread, ...words });
			await api.editAnswer(by.interaction, { content: draft?.text ?? "", components: [] });
			return;
		}
		case "message": {
			const texts = await textsFor("");
			if (used.hasFiles) return openQuestion(api, by, used.message, texts);
			return alone(api, by, texts.analyse.noFile);
		}
		case "question": {
			await defer(api, by);
			const texts = await textsFor(used.text);
			return answer(api, by, used.isHere ? await ask(options, by, used, texts) : texts.analyse.elsewhere);
		}
	}
}

function defer(api: Api, { interaction }: By): Promise<void> {
	const type = InteractionResponseType.DeferredChannelMessageWithSource;
	return api.respond(interaction, { type, data: { flags: EPHEMERAL } });
}

function alone(api: Api, { interaction }: By, sentence: string): Promise<void> {
	const type = InteractionResponseType.ChannelMessageWithSource;
	return api.respond(interaction, { type, data: { ...QUIET, ...said(sentence), flags: EPHEMERAL } });
}

async function answer(api: Api, { interaction }: By, sentence: string): Promise<void> {
	await api.editAnswer(interaction, said(sentence));
}

function said(sentence: string): Content {
	return { content: shorten(reveal(sentence), 1900, escaped), components: [] };
}

/** The Thread here, or the channel that is none. */
async function placeOf({ channels }: Pick<AskingOptions, "channels">, { guild, channel, parent }: By) {
	if (guild === "@me") return { guild, channel, thread: channel };
	if (parent !== undefined) return { guild, channel: parent, thread: channel };
	const found = await channels.of(channel).catch(() => undefined);
	return { guild, channel: found?.kind === "thread" ? found.parent : channel, thread: channel };
}

/** Shows what waits for this person in the answer to `interaction`, and changes it while Discord lets us. */
export async function showList(
	{ api, door, posts, lists, log }: Pick<AskingOptions, "api" | "door" | "posts" | "lists" | "log">,
	{ person, guild, channel, locale, interaction }: Pick<By, "person" | "guild" | "channel" | "locale" | "interaction">,
): Promise<void> {
	const thread: ThreadId = threadId({ guild, channel, thread: channel });
	const list = {
		person,
		kind: "list" as const,
		forMs: CHANGING_MS,
		ask: () => door.waiting({ thread, person, locale }),
		draw: async (listing: Listing) => {
			const groups = listGroups(listing, person);
			const { text, rows = [] } = listDraft(listing, groups);
			const components = rows.flatMap((row) => buttonRows(row, "list"));
			const ref = await api.editAnswer(interaction, { content: text, components });
			await noteListed(posts, groups, { person, ref });
			return "kept" as const;
		},
	};
	await lists.open(list).catch((error: unknown) => log("info", "list_not_drawn", { error: String(error) }));
}

function openQuestion(api: Api, by: By, message: string, { forms: { analyse } }: Texts): Promise<void> {
	const input = {
		type: ComponentType.TextInput,
		custom_id: "text",
		style: TextInputStyle.Paragraph,
		label: analyse.label,
		placeholder: analyse.example,
		max_length: QUESTION_CHARS,
		required: true,
	};
	const data = {
		custom_id: questionId(by, message),
		title: analyse.title,
		components: [{ type: ComponentType.ActionRow, components: [input] }],
	};
	return api.respond(by.interaction, { type: InteractionResponseType.Modal, data });
}

/** Brings the question to the door with the files of the message as it is now; resolves with what to say to the person. */
async function ask(
	{ api, channels, door, log, self }: AskingOptions,
	by: By,
	{ message, text }: Extract<Used, { kind: "question" }>,
	texts: Texts,
): Promise<string> {
	const { analyse, click } = texts;
	const { guild, channel, person } = by;
	try {
		const found = readHistory(await api.get(Routes.channelMessage(channel, message), READ), { guild, self });
		if (found === undefined || found.files.length === 0) return analyse.noFile;
		const place = await placeOf({ channels }, by);
		const isThread = guild === "@me" || place.channel !== place.thread;
		const inside = isThread ? channel : await channels.thread(channel, message, threadName(text));
		const note: MessageNote = {
			kind: "message",
			// As if it were the newest message of the thread, so that what was said before is read.
			key: `discord:${guild}:${inside}:${by.interaction.id}`,
			author: { id: person, name: by.name, trust: "member" },
			text,
			files: found.files.map((file) => ({ ...file, by: found.author })),
			at: Date.now(),
			midThread: true,
		};
		const thread = threadId(isThread ? place : { guild, channel, thread: inside });
		await door.message({ thread, note, addressed: true, unseen: true });
		return analyse.done;
	} catch (error) {
		log("warn", "question_not_taken", { channel, error: String(error) });
		return isBotError(error) ? translated(error.sentence, texts) : click.notSaved;
	}
}
