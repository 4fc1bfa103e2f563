// What is neither a message nor a click: "Analyse this file" on anybody's message, and the slash command.

import { z } from "zod";
import { commandOf } from "../../core/commands/words.ts";
import type { MessageNote } from "../../core/domain.ts";
import { isBotError } from "../../core/errors.ts";
import { textsIn } from "../../core/locales.ts";
import type { FrontDoor, Log } from "../../core/ports.ts";
import { heard } from "../message-text.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { shorten } from "../posts/format.ts";
import { listWords } from "../posts/lists.ts";
import type { Api } from "./api.ts";
import { asideDrafts } from "./aside.ts";
import { TEXT_CHARS } from "./blocks.ts";
import { directTo } from "./direct.ts";
import type { Draft } from "./draft.ts";
import { addressOf, type Chosen, chosenShape, readHistory, type Self, safeJson, threadId } from "./events.ts";
import { analyseForm, noticeForm } from "./form.ts";
import { replies } from "./history.ts";
import { escaped } from "./markup.ts";
import type { People } from "./people.ts";

const shortcutShape = z.object({
	type: z.literal("message_action"),
	trigger_id: z.string(),
	user: z.object({ id: z.string() }),
	channel: z.object({ id: z.string() }),
	message: z.object({ ts: z.string(), thread_ts: z.string().nullish() }),
});

export function readShortcut(body: unknown): { readonly chosen: Chosen; readonly trigger: string } | undefined {
	const parsed = shortcutShape.safeParse(body);
	if (!parsed.success) return undefined;
	const { trigger_id, user, channel, message } = parsed.data;
	const { ts, thread_ts } = message;
	return { trigger: trigger_id, chosen: { channel: channel.id, ts, first: thread_ts ?? ts, person: user.id } };
}

const questionShape = z.object({
	type: z.literal("view_submission"),
	user: z.object({ id: z.string(), team_id: z.string().nullish() }),
	view: z.object({
		id: z.string(),
		callback_id: z.literal("analyse"),
		private_metadata: z.string(),
		state: z.object({
			values: z.object({ question: z.object({ question: z.object({ value: z.string().nullish() }) }) }),
		}),
	}),
});

export interface Question {
	readonly chosen: Chosen;
	/** Tells this form from every other. */
	readonly form: string;
	/** The workspace of whoever asks. */
	readonly team: string | undefined;
	readonly text: string;
}

/** The form of "Analyse this file", sent by the person it was opened for. */
export function readQuestion(body: unknown): Question | undefined {
	const parsed = questionShape.safeParse(body);
	if (!parsed.success) return undefined;
	const { user, view } = parsed.data;
	const chosen = chosenShape.safeParse(safeJson(view.private_metadata)).data;
	if (chosen === undefined || chosen.person !== user.id) return undefined;
	const text = heard(view.state.values.question.question.value ?? "");
	return { chosen, form: view.id, team: user.team_id ?? undefined, text };
}

export interface ShortcutOptions {
	readonly api: Api;
	readonly people: People;
	readonly door: FrontDoor;
	readonly log: Log;
	readonly now: () => number;
}

/** Opens the form, or says why not. Slack shows a shortcut only on messages that the person sees. */
export async function openQuestion(
	{ api, door, log }: Pick<ShortcutOptions, "api" | "door" | "log">,
	{ chosen, trigger }: { readonly chosen: Chosen; readonly trigger: string },
): Promise<void> {
	const found = await messageAt(api, chosen).catch(unreadable(log));
	const thread = threadId(await api.self(), chosen.channel, chosen.first);
	const texts = textsIn(await door.locale({ thread, person: chosen.person }, found?.text ?? ""));
	const no =
		found === undefined ? texts.analyse.unreadable : found.files.length === 0 ? texts.analyse.noFile : undefined;
	const view = no === undefined ? analyseForm(chosen, texts) : noticeForm(no, texts);
	try {
		await api.call("views.open", () => api.client.views.open({ trigger_id: trigger, view }));
	} catch (error) {
		if (!isBotError(error)) throw error;
		await tellAlone(api, { ...chosen, sentence: texts.analyse.notOpened });
	}
}

/** Brings the question to the door with the files of the message as it is now. */
export async function askQuestion(
	{ api, people, door, log, now }: ShortcutOptions,
	{ chosen, form, team, text }: Question,
): Promise<void> {
	const { channel, first, person } = chosen;
	const self = await api.self();
	const thread = threadId(self, channel, first);
	const { analyse, click } = textsIn(await door.locale({ thread, person }, text));
	const say = (sentence: string) => tellAlone(api, { channel, person, sentence });
	const found = await messageAt(api, chosen).catch(unreadable(log));
	if (found === undefined) return say(analyse.unreadable);
	if (found.files.length === 0) return say(analyse.noFile);
	const trust = (team ?? self.team) === self.team ? "member" : "external";
	const at = now();
	const note: MessageNote = {
		kind: "message",
		// As if it were the newest message of the thread, so that what was said before is read.
		key: `slack:${self.team}:${channel}:${(at / 1000).toFixed(6)}:${form}`,
		author: await people.named({ id: person, name: person, trust }),
		text,
		files: found.files.map((file) => ({ ...file, by: found.author })),
		at,
		midThread: true,
	};
	try {
		await door.message({ thread, note, addressed: true, unseen: true });
	} catch (error) {
		log("error", "question_not_stored", { thread, error: String(error) });
		await say(click.notSaved);
	}
}

function unreadable(log: Log) {
	return (error: unknown) => {
		if (!isBotError(error)) throw error;
		log("info", "message_not_read", { error: String(error) });
		return undefined;
	};
}

/** The message as the bot may read it now; undefined if it is gone. */
async function messageAt(api: Api, { channel, ts, first }: Chosen): Promise<MessageNote | undefined> {
	const self = await api.self();
	for await (const message of replies(api, { channel, ts: first })) {
		const note = readHistory(message, channel, self);
		if (note !== undefined && addressOf(note.key).ts === ts) return note;
	}
	return undefined;
}

/** In the channel for their eyes alone, or in a direct message where the bot is not in the channel. */
async function tellAlone(
	api: Api,
	{ channel, person, sentence }: { readonly channel: string; readonly person: string; readonly sentence: string },
): Promise<void> {
	const said = { text: shorten(reveal(sentence), TEXT_CHARS, escaped), parse: "none" as const, link_names: false };
	try {
		const note = { ...said, channel, user: person };
		await api.call("chat.postEphemeral", () => api.client.chat.postEphemeral(note));
	} catch (error) {
		if (!isBotError(error)) throw error;
		const direct = addressOf(await directTo(api, person)).channel;
		const post = { ...said, channel: direct, unfurl_links: false, unfurl_media: false };
		await api.call("chat.postMessage", () => api.client.chat.postMessage(post));
	}
}

const commandShape = z.object({ channel_id: z.string(), user_id: z.string(), text: z.string().nullish() });

/** What the slash command answers; any other word gets the help. */
export async function answerCommand(door: FrontDoor, body: unknown, { team }: Self): Promise<Draft | undefined> {
	const parsed = commandShape.safeParse(body);
	if (!parsed.success) return undefined;
	const { channel_id, user_id: person, text } = parsed.data;
	const asking = { thread: `slack:${team}:${channel_id}:`, person };
	const command = commandOf(text ?? "");
	const words =
		command === "waiting"
			? listWords(await door.waiting(asking), person)
			: await door.command(command === "status" ? "status" : "help", asking);
	return asideDrafts({ id: "", thread: asking.thread, ...words })[0];
}
