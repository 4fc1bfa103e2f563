// Drafts into the thread: written down before they are sent, searched for after a crash, edited rather than posted again.

import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ThreadId, Turn } from "../../core/domain.ts";
import { BotError, isBotError } from "../../core/errors.ts";
import type { Adapter, Log, Post, Posts, Sandbox } from "../../core/ports.ts";
import { prepare } from "../posts/attempt-text.ts";
import { shorten } from "../posts/format.ts";
import { reveal } from "../posts/hidden-characters.ts";
import type { Draw, Hurry } from "../posts/renderer.ts";
import { codeSlot, type DraftFile } from "../posts/turn-view.ts";
import type { Api } from "./api.ts";
import { asideDrafts } from "./aside.ts";
import { type Block, section } from "./blocks.ts";
import { needsFile } from "./card.ts";
import type { Draft } from "./draft.ts";
import { type Address, addressOf } from "./events.ts";
import { isPassing, slackCode, toBotError } from "./failure.ts";
import { replies } from "./history.ts";
import { escaped } from "./markup.ts";
import type { Budget } from "./rate.ts";
import { findShared, type OutFile, share, upload } from "./uploads.ts";
import { view } from "./view.ts";

export interface PostingOptions {
	readonly api: Api;
	readonly posts: Posts;
	readonly budget: Budget;
	readonly bytes: Sandbox["bytes"];
	readonly log: Log;
}

/** Pauses before each look for a message of ours that Slack may show late. */
const LOOK_NOW = [0, 1000];
const LOOK_LONG = [0, 200, 500, 1000, 2000, 4000, 8000];
const POST_PAUSES = [500, 2000, 5000];
const FILES = "files:";

interface Job {
	/** The same slot as it is to be drawn by now. */
	readonly renew: () => Draft;
	readonly turn: Pick<Turn, "id" | "thread">;
	readonly draft: Draft;
	readonly place: Address;
	readonly hurry: Pick<Hurry, "newer" | "priority">;
}

/** Posts an Aside: its words, then its files. */
export function openSaying(options: PostingOptions): Adapter["say"] {
	return async (aside) => {
		const turn = { id: aside.id, thread: aside.thread };
		const hurry = { newer: options.api.closing, priority: (draft: Draft) => draft.priority };
		for (const draft of asideDrafts(aside)) {
			await settle(options, { renew: () => draft, turn, draft, place: addressOf(aside.thread), hurry });
		}
	};
}

export function openPosting(options: PostingOptions): Draw {
	return async (scene, hurry) => {
		const { turn } = scene;
		const place = addressOf(turn.thread);
		const placed = new Set<string>();
		for (const [index, attempt] of turn.attempts.entries()) {
			if (!needsFile(attempt)) continue;
			prepare(turn, index);
			const slot = codeSlot(index);
			if ((await options.posts.find(turn.id, slot))?.ref !== undefined) placed.add(slot);
		}
		const before = placed.size;
		const job = (draft: Draft): Job => {
			const renew = () =>
				view({ ...hurry.latest(), attached: placed }).find(({ slot }) => slot === draft.slot) ?? draft;
			return { turn, draft, place, hurry, renew };
		};
		for (const draft of view({ ...scene, attached: placed })) {
			await settle(options, job(draft));
			if (draft.slot.startsWith("code ")) placed.add(draft.slot);
		}
		// The buttons come once the code is in the thread.
		if (placed.size === before) return;
		for (const draft of view({ ...scene, attached: placed })) await settle(options, job(draft));
	};
}

async function settle(options: PostingOptions, job: Job): Promise<void> {
	const { post, known } = await options.posts.reserve(job.turn.id, job.draft.slot);
	if (job.draft.files !== undefined) return settleFiles(options, job, { post, known });
	const digest = digestOf(job.draft);
	if (post.ref !== undefined) return edit(options, job, { ...post, ref: post.ref }, digest);
	const found = known ? await findMarked(options.api, job.place, post.mark) : undefined;
	if (found !== undefined) return edit(options, job, { mark: post.mark, ref: found }, digest);
	await send(options, job, post.mark, digest);
}

function digestOf({ text, blocks }: Draft): string {
	return createHash("sha256")
		.update(JSON.stringify([text, blocks]))
		.digest("hex");
}

async function send(
	{ api, posts }: PostingOptions,
	{ turn, draft, place }: Job,
	mark: string,
	digest: string,
): Promise<void> {
	for (let failed = 0; ; failed += 1) {
		try {
			const sent = await api.call("chat.postMessage", () => api.client.chat.postMessage(message(draft, mark, place)), {
				again: "no",
			});
			await posts.note(turn.id, draft.slot, { mark, ref: z.string().parse(sent.ts), digest });
			return;
		} catch (error) {
			const pause = POST_PAUSES[failed];
			if (!isPassing(error) || pause === undefined) throw toBotError(error, "chat.postMessage");
			await sleep(pause, undefined, { signal: api.closing });
			// Slack may have taken the message although its answer was lost.
			const ref = await findMarked(api, place, mark);
			if (ref !== undefined) return posts.note(turn.id, draft.slot, { mark, ref, digest });
		}
	}
}

async function edit(
	options: PostingOptions,
	job: Job,
	post: Post & { readonly ref: string },
	digest: string,
): Promise<void> {
	if (post.digest === digest) return;
	const { api, posts, budget } = options;
	const { turn, draft, place, hurry, renew } = job;
	const priority = hurry.priority(draft);
	const patience = priority === "progress" ? AbortSignal.any([hurry.newer, api.closing]) : api.closing;
	const landed = await budget.take({ priority, message: post.ref }, patience);
	if (landed === undefined) return;
	const current = priority === "progress" ? renew() : draft;
	const { text, blocks } = message(current, post.mark, place);
	const change = { channel: place.channel, ts: post.ref, text, blocks, parse: "none" as const, link_names: false };
	try {
		await api.call("chat.update", () => api.client.chat.update(change)).finally(landed);
	} catch (error) {
		const deleted = slackCode(error instanceof Error ? error.cause : undefined) === "message_not_found";
		if (!deleted || !(await hasThread(api, place))) throw error;
		// Somebody deleted this one message: the thread goes on with a new one.
		return send(options, job, post.mark, digest);
	}
	await posts.note(turn.id, draft.slot, { ...post, digest: digestOf(current) });
}

async function settleFiles(
	options: PostingOptions,
	job: Job,
	{ post, known }: { readonly post: Post; readonly known: boolean },
): Promise<void> {
	if (post.ref !== undefined) return;
	const { api, posts, log } = options;
	const { turn, draft, place } = job;
	const noted = known && post.digest?.startsWith(FILES) ? post.digest.slice(FILES.length).split(",") : [];
	const there = noted.length > 0 ? await findShared(api, place, { ids: noted, pauses: LOOK_NOW }) : undefined;
	if (there !== undefined) return posts.note(turn.id, draft.slot, { ...post, ref: there });
	const files = draft.files ?? [];
	try {
		const outgoing = files.map((file) => opened(options, turn.thread, file));
		const ids = await upload(api, outgoing);
		const digest = FILES + ids.join(",");
		await posts.note(turn.id, draft.slot, { mark: post.mark, digest });
		await share(api, place, { ids, names: outgoing.map(({ name }) => name), comment: draft.text });
		const ref = await findShared(api, place, { ids, pauses: LOOK_LONG });
		if (ref === undefined && files.some(({ kind }) => kind === "text")) {
			throw new BotError(
				"chat_refused",
				"Slack took the code as a file but does not show it in the thread; try again.",
			);
		}
		await posts.note(turn.id, draft.slot, { mark: post.mark, ref: ref ?? ids.join(","), digest });
	} catch (error) {
		// Without its file long code must not get buttons; a Run's files are a loss that the answer survives.
		if (files.some(({ kind }) => kind === "text") || isBotError(error, "thread_gone") || api.closing.aborted)
			throw error;
		log("error", "files_not_posted", { thread: turn.thread, turn: turn.id, error: String(error) });
		const why = isBotError(error)
			? error.sentence
			: "they could not be read from the sandbox; run the code again to get them.";
		const text = `⚠️ The files of this run could not be posted: ${shorten(reveal(why), 1500, escaped)}`;
		const { files: _, ...rest } = draft;
		await send(options, { ...job, draft: { ...rest, text, blocks: [section(text)] } }, post.mark, "");
	}
}

function opened({ bytes }: PostingOptions, thread: ThreadId, file: DraftFile): OutFile {
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
		thread_ts: ts,
		text,
		blocks: marked,
		unfurl_links: false,
		unfurl_media: false,
		parse: "none" as const,
		link_names: false,
	};
}

const markedShape = z.object({ ts: z.string(), blocks: z.tuple([z.object({ block_id: z.string() })], z.unknown()) });

/** The message in the thread whose first block carries `mark`; only we can have sent it. */
async function findMarked(api: Api, place: Address, mark: string): Promise<string | undefined> {
	const { botUser } = await api.self();
	for await (const reply of replies(api, place)) {
		const parsed = markedShape.safeParse(reply);
		if (parsed.success && parsed.data.blocks[0].block_id === mark && author(reply) === botUser) return parsed.data.ts;
	}
	return undefined;
}

function author(reply: unknown): string | undefined {
	return z.object({ user: z.string() }).safeParse(reply).data?.user;
}

async function hasThread(api: Api, place: Address): Promise<boolean> {
	try {
		for await (const _ of replies(api, place)) return true;
	} catch (error) {
		if (!isBotError(error, "thread_gone")) throw error;
	}
	return false;
}
