// Posting to Slack: messages found by the id of their first block, files by their own ids.

import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ThreadId } from "../../core/domain.ts";
import { BotError, isBotError } from "../../core/errors.ts";
import type { Log, Sandbox, Post as Sent } from "../../core/ports.ts";
import type { Edit, Messages, Rate } from "../posts/posting.ts";
import type { DraftFile } from "../posts/turn-view.ts";
import type { Api } from "./api.ts";
import { asideDrafts } from "./aside.ts";
import { type Block, ordinary, section } from "./blocks.ts";
import { needsFile } from "./card.ts";
import type { Draft } from "./draft.ts";
import { type Address, addressOf } from "./events.ts";
import { isPassing, slackCode, toBotError } from "./failure.ts";
import { lastMessages, replies } from "./history.ts";
import { listDraft } from "./listing.ts";
import { slackMarkup } from "./markup.ts";
import { findShared, type OutFile, share, upload } from "./uploads.ts";
import { view } from "./view.ts";

/** Pauses before each look for a message of ours that Slack may show late. */
const LOOK_NOW = [0, 1000];
const LOOK_LONG = [0, 200, 500, 1000, 2000, 4000, 8000];
const POST_PAUSES = [500, 2000, 5000];
/** The ids of files are noted behind this before they are shown. */
const FILES = "files:";

/** Messages of Slack for `openPosting`. */
export function slackMessages({
	api,
	bytes,
	onPosted,
	respond,
}: {
	readonly api: Api;
	readonly bytes: Sandbox["bytes"];
	/** Changes a message that was clicked just now; false if it is to be edited. */
	readonly respond: (message: Edit, change: Pick<Draft, "text" | "blocks">) => Promise<boolean>;
	/** Called when something new stands in the Thread. */
	readonly onPosted: (thread: ThreadId) => void;
}): Messages<Draft> {
	let takesFeedback = true;
	/** As the workspace takes it: feedback in an element of its own, or in ordinary buttons. */
	const asTaken = async <Done>(draft: Draft, write: (draft: Draft) => Promise<Done>): Promise<Done> => {
		if (!draft.blocks.some(({ type }) => type === "context_actions")) return write(draft);
		const plainer = { ...draft, blocks: ordinary(draft.blocks) };
		if (!takesFeedback) return write(plainer);
		try {
			return await write(draft);
		} catch (error) {
			if (!slackCode(error instanceof Error ? error.cause : undefined).startsWith("invalid_blocks")) throw error;
			const done = await write(plainer);
			takesFeedback = false;
			return done;
		}
	};
	return {
		markup: slackMarkup,
		view,
		aside: asideDrafts,
		list: listDraft,
		needsFile,
		seen: ({ text, blocks }) => [text, blocks],
		reduced: ({ slot, priority }, text) => ({ slot, priority, text, blocks: [section(text)] }),
		find: ({ thread }, { files }, sent) =>
			files === undefined ? findMarked(api, addressOf(thread), sent.mark) : findFiles(api, addressOf(thread), sent),
		send: ({ thread }, draft, { mark }) =>
			asTaken(draft, async (one) => {
				const ref = await send(api, one, { mark, address: addressOf(thread) });
				onPosted(thread);
				return ref;
			}),
		attach: async ({ thread }, { files, text }, { note }) => {
			const address = addressOf(thread);
			const outgoing = files.map((file) => opened(bytes, thread, file));
			const ids = await upload(api, outgoing);
			await note(FILES + ids.join(","));
			await share(api, address, { ids, names: outgoing.map(({ name }) => name), comment: text });
			onPosted(thread);
			const ref = await findShared(api, address, { ids, pauses: LOOK_LONG });
			if (ref !== undefined) return ref;
			if (files.every(({ kind }) => kind !== "text")) return ids.join(",");
			throw new BotError(
				"chat_refused",
				"Slack accepted the code as a file but does not show it in the thread; try again.",
			);
		},
		edit: async ({ thread }, ts, draft, { mark }) => {
			const address = addressOf(thread);
			const update = async (one: Draft) => {
				const { text, blocks } = message(one, mark, address);
				if (await respond({ thread, priority: draft.priority, message: ts }, { text, blocks })) return;
				const change = { channel: address.channel, ts, text, blocks, parse: "none" as const, link_names: false };
				await api.call("chat.update", () => api.client.chat.update(change));
			};
			try {
				await asTaken(draft, update);
				return "edited";
			} catch (error) {
				const isDeleted = slackCode(error instanceof Error ? error.cause : undefined) === "message_not_found";
				if (!isDeleted || !(await hasThread(api, address))) throw error;
				return "deleted";
			}
		},
	};
}

async function send(
	api: Api,
	draft: Draft,
	{ mark, address }: { readonly mark: string; readonly address: Address },
): Promise<string> {
	const post = message(draft, mark, address);
	for (let failed = 0; ; failed += 1) {
		try {
			const sent = await api.call("chat.postMessage", () => api.client.chat.postMessage(post), { again: "no" });
			return z.string().parse(sent.ts);
		} catch (error) {
			const pause = POST_PAUSES[failed];
			if (!isPassing(error) || pause === undefined) throw toBotError(error, "chat.postMessage");
			await sleep(pause, undefined, { signal: api.closing });
			// Slack may have posted the message although its answer was lost.
			const ref = await findMarked(api, address, mark);
			if (ref !== undefined) return ref;
		}
	}
}

function opened(bytes: Sandbox["bytes"], thread: ThreadId, file: DraftFile): OutFile {
	switch (file.kind) {
		case "artifact":
			return { name: file.artifact.name, size: file.artifact.size, open: () => bytes(thread, file.artifact) };
		case "text": {
			const data = new TextEncoder().encode(file.text);
			return { name: file.name, size: data.byteLength, open: () => ReadableStream.from([data]) };
		}
	}
}

function message({ text, blocks }: Draft, mark: string, { channel, ts }: Address) {
	const [first, ...rest] = blocks;
	const marked: Block[] = first === undefined ? [] : [{ ...first, block_id: mark }, ...rest];
	return {
		channel,
		...(ts === "" ? {} : { thread_ts: ts }),
		text,
		blocks: marked,
		unfurl_links: false,
		unfurl_media: false,
		parse: "none" as const,
		link_names: false,
	};
}

async function findFiles(api: Api, address: Address, { digest }: Sent): Promise<string | undefined> {
	const ids = digest?.startsWith(FILES) === true ? digest.slice(FILES.length).split(",") : [];
	return ids.length === 0 ? undefined : findShared(api, address, { ids, pauses: LOOK_NOW });
}

const markedShape = z.object({ ts: z.string(), blocks: z.tuple([z.object({ block_id: z.string() })], z.unknown()) });

/** The message in the thread whose first block carries `mark`; only we can have sent it. */
async function findMarked(api: Api, address: Address, mark: string): Promise<string | undefined> {
	const { botUser } = await api.self();
	for await (const reply of messagesAt(api, address)) {
		const parsed = markedShape.safeParse(reply);
		if (parsed.success && parsed.data.blocks[0].block_id === mark && author(reply) === botUser) return parsed.data.ts;
	}
	return undefined;
}

const carryingShape = z.object({
	ts: z.string(),
	text: z.string().nullish(),
	blocks: z.array(z.looseObject({ type: z.string() })),
});

/** Takes the buttons from our messages that carry one of these tokens; the rest of them stays as Slack holds it. */
export async function stripButtons(
	{ api, rate, log }: { readonly api: Api; readonly rate: Rate; readonly log: Log },
	thread: ThreadId,
	tokens: readonly string[],
): Promise<void> {
	if (tokens.length === 0) return;
	const address = addressOf(thread);
	const { botUser } = await api.self();
	for await (const reply of messagesAt(api, address)) {
		const found = carryingShape.safeParse(reply).data;
		const all = JSON.stringify(found?.blocks ?? []);
		if (found === undefined || author(reply) !== botUser || !tokens.some((token) => all.includes(token))) continue;
		const { ts, text, blocks } = found;
		const kept = blocks.filter(({ type }) => type !== "actions" && type !== "context_actions");
		const landed = await rate.take({ thread, priority: "outcome", message: ts }, api.closing);
		const change = { channel: address.channel, ts, text: text ?? "", blocks: kept as unknown as Block[] };
		const update = () => api.client.chat.update({ ...change, parse: "none" as const, link_names: false });
		await api
			.call("chat.update", update)
			.catch((error: unknown) => log("info", "buttons_left", { thread, error: String(error) }))
			.finally(landed);
	}
}

/** A direct message stands in no thread. */
async function* messagesAt(api: Api, address: Address): AsyncGenerator<unknown> {
	if (address.ts === "") yield* await lastMessages(api, address.channel);
	else yield* replies(api, address);
}

function author(reply: unknown): string | undefined {
	return z.object({ user: z.string() }).safeParse(reply).data?.user;
}

/** Whether its first message is there: Slack takes a reply to one that it no longer knows. */
async function hasThread(api: Api, address: Address): Promise<boolean> {
	try {
		for await (const one of messagesAt(api, address))
			return address.ts === "" || z.object({ ts: z.string() }).safeParse(one).data?.ts === address.ts;
	} catch (error) {
		if (!isBotError(error, "thread_gone")) throw error;
	}
	return false;
}
