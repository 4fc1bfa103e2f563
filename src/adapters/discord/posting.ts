// Posting to Discord: messages found by the mark in their nonce and buttons, or by what they say.

import { createHash } from "node:crypto";
import { extname } from "node:path";
import { ButtonStyle, ComponentType, type RawFile } from "discord.js";
import { z } from "zod";
import type { ThreadId } from "../../core/domain.ts";
import type { Log, Sandbox } from "../../core/ports.ts";
import type { Button } from "../posts/buttons.ts";
import type { Messages, Owner } from "../posts/posting.ts";
import type { DraftFile } from "../posts/turn-view.ts";
import type { Api, Content, Posted } from "./api.ts";
import { asideDrafts } from "./aside.ts";
import { needsFile } from "./card.ts";
import type { Draft } from "./draft.ts";
import { type Address, addressOf, buttonId, fileName, idAt } from "./events.ts";
import { isRefusal } from "./failure.ts";
import { messagesAfter } from "./history.ts";
import { listDraft } from "./listing.ts";
import { discordMarkup } from "./markup.ts";
import { type FileLimits, view } from "./view.ts";

export interface MessagesOptions {
	readonly api: Api;
	readonly bytes: Sandbox["bytes"];
	readonly fileLimits: (address: Address) => FileLimits;
}

/** Messages of Discord for `openPosting`. */
export function discordMessages({ api, bytes, fileLimits }: MessagesOptions): Messages<Draft> {
	return {
		markup: discordMarkup,
		view: (turnView) => view(turnView, fileLimits(addressOf(turnView.turn.thread))),
		aside: asideDrafts,
		list: listDraft,
		needsFile,
		seen: ({ text, buttons, rows, embed, attached }) => [
			text,
			rows ?? buttons,
			...(embed === undefined ? [] : [embed]),
			...(attached === undefined ? [] : [attached.name, attached.text]),
		],
		reduced: ({ slot, priority, buttons }, text) => ({ slot, priority, text, buttons }),
		find: (owner, draft, { mark }) => findPosted(api, owner, draft, mark),
		send: async ({ thread }, draft, { mark, deleted }) => {
			const nonce = nonceOf(deleted === undefined ? mark : `${mark} after ${deleted}`);
			const { thread: channel } = addressOf(thread);
			const posted = await api.post(channel, message(draft, mark), { nonce });
			await withoutEmbed(api, channel, posted, draft, mark);
			return posted.id;
		},
		attach: async ({ thread }, draft, { mark }) => {
			const files = await Promise.all(draft.files.map((file) => loaded(bytes, thread, file)));
			const content = { ...message(draft, mark), files };
			return (await api.post(addressOf(thread).thread, content, { nonce: nonceOf(mark) })).id;
		},
		edit: async ({ thread }, id, draft, { mark }) => {
			const address = addressOf(thread);
			try {
				const posted = await unlocked(api, address, () => api.edit(address.thread, id, message(draft, mark)));
				await withoutEmbed(api, address.thread, posted, draft, mark);
				return "edited";
			} catch (error) {
				if (!isRefusal(error, "unknownMessage")) throw error;
				return "deleted";
			}
		},
	};
}

/** A thread is archived after a day without messages; a new message opens it again, an edit does not. */
async function unlocked<Done>(api: Api, { thread }: Address, write: () => Promise<Done>): Promise<Done> {
	try {
		return await write();
	} catch (error) {
		if (!isRefusal(error, "archived")) throw error;
		await api.unarchive(thread);
		return write();
	}
}

/** Where Discord left the embed out, what stood in it comes as a file. */
async function withoutEmbed(api: Api, channel: string, { id, hasEmbed }: Posted, draft: Draft, mark: string) {
	if (draft.embed !== undefined && draft.plain !== undefined && !hasEmbed)
		await api.edit(channel, id, message(draft.plain, mark));
}

async function loaded(bytes: Sandbox["bytes"], thread: ThreadId, file: DraftFile): Promise<RawFile> {
	switch (file.kind) {
		case "artifact": {
			const chunks: Uint8Array[] = [];
			for await (const chunk of bytes(thread, file.artifact)) chunks.push(chunk);
			return { name: file.artifact.name, data: Buffer.concat(chunks) };
		}
		case "text":
			return { name: file.name, data: Buffer.from(file.text) };
	}
}

/** Discord takes at most 25 characters. */
function nonceOf(mark: string): string {
	return mark.length <= 25 ? mark : createHash("sha256").update(mark).digest("hex").slice(0, 25);
}

function message({ text, buttons, rows = [buttons], calls, embed, attached }: Draft, mark: string): Content {
	return {
		content: text,
		...(calls === undefined ? {} : { calls }),
		components: rows.flatMap((one) => buttonRows(one, mark)),
		...(embed === undefined ? {} : { embed }),
		...(attached === undefined ? {} : { files: [{ name: attached.name, data: Buffer.from(attached.text) }] }),
	};
}

/** Discord refuses a row with more. */
const ROW_BUTTONS = 5;

/** Discord refuses a button with a longer label. */
const LABEL_CHARS = 80;

export function buttonRows(buttons: readonly Button[], mark: string) {
	const rows = Array.from({ length: Math.ceil(buttons.length / ROW_BUTTONS) }, (_, at) =>
		buttons.slice(at * ROW_BUTTONS, (at + 1) * ROW_BUTTONS),
	);
	return rows.map((each) => row(each, mark));
}

function row(buttons: readonly Button[], mark: string) {
	return {
		type: ComponentType.ActionRow,
		components: buttons.map(({ choice, label, token, style }) => ({
			type: ComponentType.Button,
			label: label.slice(0, LABEL_CHARS).toWellFormed(),
			style: styleOf(style),
			custom_id: buttonId({ choice, token, mark: nonceOf(mark) }),
		})),
	};
}

function styleOf(style: Button["style"]): ButtonStyle {
	switch (style) {
		case "primary":
			return ButtonStyle.Success;
		case "danger":
			return ButtonStyle.Danger;
		case undefined:
			return ButtonStyle.Secondary;
	}
}

const postedShape = z.object({
	id: z.string(),
	author: z.object({ id: z.string() }),
	nonce: z.union([z.string(), z.number()]).nullish(),
	content: z.string(),
	components: z.array(z.object({ components: z.array(z.object({ custom_id: z.string() })) })).nullish(),
	attachments: z
		.array(z.object({ filename: z.string(), title: z.string().nullish(), size: z.number().nullish() }))
		.nullish(),
});

/** The message of ours that carries this mark; one without buttons is recognised by what it says. */
async function findPosted(
	api: Api,
	{ thread, startedAt }: Owner,
	draft: Draft,
	mark: string,
): Promise<string | undefined> {
	const self = await api.self();
	const nonce = nonceOf(mark);
	for await (const payload of messagesAfter(api, addressOf(thread).thread, idAt(startedAt - 60_000))) {
		const posted = postedShape.safeParse(payload).data;
		if (posted === undefined || posted.author.id !== self) continue;
		const { id, components, content, attachments } = posted;
		const buttons = (components ?? []).flatMap((one) => one.components);
		if (String(posted.nonce) === nonce || buttons.some(({ custom_id }) => custom_id.endsWith(`:${nonce}`))) return id;
		const files = draft.attached === undefined ? (draft.files ?? []) : [draft.attached];
		const same = content === draft.text && areOurs(attachments ?? [], files);
		if (buttons.length === 0 && draft.buttons.length === 0 && same) return id;
	}
	return undefined;
}

/** Takes the buttons from our messages that carry one of these tokens. */
export async function stripButtons(api: Api, thread: ThreadId, tokens: readonly string[], log: Log): Promise<void> {
	if (tokens.length === 0) return;
	const address = addressOf(thread);
	const self = await api.self();
	for await (const payload of messagesAfter(api, address.thread, "0")) {
		const { id = "", author, components } = postedShape.safeParse(payload).data ?? {};
		const carried = JSON.stringify(components ?? []);
		if (author?.id !== self || !tokens.some((token) => carried.includes(token))) continue;
		await unlocked(api, address, () => api.strip(address.thread, id)).catch((error: unknown) =>
			log("info", "buttons_left", { thread, error: String(error) }),
		);
	}
}

type Attached = NonNullable<z.infer<typeof postedShape>["attachments"]>[number];

/** Discord writes names in ASCII; where it does not say what they were, the ending and the size have to do. */
function areOurs(attached: readonly Attached[], files: readonly DraftFile[]): boolean {
	const isSame = (file: DraftFile, { filename, title, size }: Attached) => {
		const { name, bytes } =
			file.kind === "text"
				? { name: file.name, bytes: Buffer.byteLength(file.text) }
				: { name: file.artifact.name, bytes: file.artifact.size };
		if (filename === name) return true;
		if ((title ?? "") !== "") return fileName({ filename, title }) === name;
		return !/^[\w.-]+$/.test(name) && extname(filename) === extname(name) && (size ?? bytes) === bytes;
	};
	return attached.length === files.length && files.every((file, at) => attached[at] && isSame(file, attached[at]));
}
