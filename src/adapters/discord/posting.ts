// Drafts into the thread: written down before they are sent, searched for after a crash, edited rather than posted again.

import { createHash } from "node:crypto";
import { ButtonStyle, ComponentType, type RawFile } from "discord.js";
import { z } from "zod";
import type { ThreadId } from "../../core/domain.ts";
import { isBotError } from "../../core/errors.ts";
import type { Adapter, Log, Post, Posts, Sandbox } from "../../core/ports.ts";
import { prepare } from "../posts/attempt-text.ts";
import type { Button } from "../posts/buttons.ts";
import { shorten } from "../posts/format.ts";
import { reveal } from "../posts/hidden-characters.ts";
import type { Draw, Hurry } from "../posts/renderer.ts";
import { codeSlot, type DraftFile } from "../posts/turn-view.ts";
import type { Api, Content } from "./api.ts";
import { asideDrafts } from "./aside.ts";
import { needsFile } from "./card.ts";
import type { Draft } from "./draft.ts";
import { type Address, addressOf, buttonId, idAt } from "./events.ts";
import { isRefusal } from "./failure.ts";
import { messagesAfter } from "./history.ts";
import { escaped } from "./markup.ts";
import type { Pace } from "./rate.ts";
import { type FileLimits, view } from "./view.ts";

export interface PostingOptions {
	readonly api: Api;
	readonly posts: Posts;
	readonly pace: Pace;
	readonly bytes: Sandbox["bytes"];
	readonly log: Log;
	readonly now: () => number;
	readonly shelf: (place: Address) => FileLimits;
}

interface Job {
	/** The same slot as it is to be drawn by now. */
	readonly renew: () => Draft;
	readonly owner: { readonly id: string; readonly thread: ThreadId; readonly startedAt: number };
	readonly draft: Draft;
	readonly place: Address;
	readonly hurry: Pick<Hurry, "newer" | "priority">;
}

export function openPosting(options: PostingOptions): Draw {
	return async (scene, hurry) => {
		const { turn } = scene;
		const place = addressOf(turn.thread);
		const shelf = options.shelf(place);
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
				view({ ...hurry.latest(), attached: placed }, shelf).find(({ slot }) => slot === draft.slot) ?? draft;
			return { owner: turn, draft, place, hurry, renew };
		};
		for (const draft of view({ ...scene, attached: placed }, shelf)) {
			await settle(options, job(draft));
			if (draft.slot.startsWith("code ")) placed.add(draft.slot);
		}
		// The buttons come once the code is in the thread.
		if (placed.size === before) return;
		for (const draft of view({ ...scene, attached: placed }, shelf)) await settle(options, job(draft));
	};
}

export function openSaying(options: PostingOptions): Adapter["say"] {
	return async (aside) => {
		const owner = { id: aside.id, thread: aside.thread, startedAt: options.now() - ASIDE_MS };
		const hurry = { newer: options.api.closing, priority: ({ priority }: { priority: Draft["priority"] }) => priority };
		for (const draft of asideDrafts(aside)) {
			await settle(options, { renew: () => draft, owner, draft, place: addressOf(aside.thread), hurry });
		}
	};
}

/** How far back a lost post of an aside is searched for. */
const ASIDE_MS = 3_600_000;

async function settle(options: PostingOptions, job: Job): Promise<void> {
	const { draft, owner } = job;
	const { post, known } = await options.posts.reserve(owner.id, draft.slot);
	if (draft.files !== undefined && post.ref !== undefined) return;
	if (post.ref !== undefined) return edit(options, job, { ...post, ref: post.ref });
	const ref = known ? await findPosted(options.api, job, post.mark) : undefined;
	if (ref === undefined) return send(options, job, { mark: post.mark, nonce: nonceOf(post.mark) });
	if (draft.files !== undefined) return options.posts.note(owner.id, draft.slot, { mark: post.mark, ref });
	return edit(options, job, { mark: post.mark, ref });
}

async function send(
	options: PostingOptions,
	job: Job,
	{ mark, nonce }: { readonly mark: string; readonly nonce: string },
): Promise<void> {
	const { api, posts } = options;
	const { owner, draft, place } = job;
	const ref = await withFiles(options, job, (files) => {
		const content = message(draft, mark);
		return api.post(place.thread, files === undefined ? content : { ...content, ...files }, { nonce });
	});
	await posts.note(owner.id, draft.slot, { mark, ref, digest: digestOf(draft) });
}

async function edit(options: PostingOptions, job: Job, post: Post & { readonly ref: string }): Promise<void> {
	const { api, posts, pace } = options;
	const { owner, draft, place, hurry, renew } = job;
	if (post.digest === digestOf(draft)) return;
	const isProgress = hurry.priority(draft) === "progress";
	if (isProgress && !(await pace.take(post.ref, AbortSignal.any([hurry.newer, api.closing])))) return;
	const current = isProgress ? renew() : draft;
	try {
		await unlocked(api, place, () => api.edit(place.thread, post.ref, message(current, post.mark)));
	} catch (error) {
		if (!isRefusal(error, "unknownMessage")) throw error;
		// Somebody deleted this one message: the thread goes on with a new one.
		return send(options, job, { mark: post.mark, nonce: nonceOf(`${post.mark} after ${post.ref}`) });
	}
	pace.wrote(post.ref);
	await posts.note(owner.id, draft.slot, { ...post, digest: digestOf(current) });
}

/** A thread falls asleep after a day; a new message wakes it up, an edit does not. */
async function unlocked(api: Api, { thread }: Address, write: () => Promise<void>): Promise<void> {
	try {
		await write();
	} catch (error) {
		if (!isRefusal(error, "archived")) throw error;
		await api.unarchive(thread);
		await write();
	}
}

/** Files of a Run that cannot be posted are a loss that the answer survives: then it is said why. Without its file long code must not get buttons. */
async function withFiles(
	options: PostingOptions,
	{ draft, owner }: Job,
	post: (content?: Partial<Content>) => Promise<string>,
): Promise<string> {
	if (draft.files === undefined) return post();
	try {
		return await post({ files: await Promise.all(draft.files.map((file) => loaded(options, owner.thread, file))) });
	} catch (error) {
		const isCode = draft.files.some(({ kind }) => kind === "text");
		if (isCode || isBotError(error, "thread_gone") || options.api.closing.aborted) throw error;
		options.log("error", "files_not_posted", { thread: owner.thread, turn: owner.id, error: String(error) });
		const why = isBotError(error)
			? error.sentence
			: "they could not be read from the sandbox; run the code again to get them.";
		const content = `⚠️ The files of this run could not be posted: ${shorten(reveal(why), 1500, escaped)}`;
		return post({ content });
	}
}

async function loaded({ bytes }: PostingOptions, thread: ThreadId, file: DraftFile): Promise<RawFile> {
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

function digestOf({ text, buttons }: Draft): string {
	return createHash("sha256")
		.update(JSON.stringify([text, buttons]))
		.digest("hex");
}

/** Discord takes at most 25 characters. */
function nonceOf(mark: string): string {
	return mark.length <= 25 ? mark : createHash("sha256").update(mark).digest("hex").slice(0, 25);
}

function message({ text, buttons }: Draft, mark: string): Content {
	return { content: text, components: buttonRows(buttons, mark) };
}

/** Discord refuses a row of more. */
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
	attachments: z.array(z.object({ filename: z.string() })).nullish(),
});

/** The message of ours that carries this mark; one without buttons is known by what it says. */
async function findPosted(api: Api, { place, owner, draft }: Job, mark: string): Promise<string | undefined> {
	const self = await api.self();
	const nonce = nonceOf(mark);
	const names = (draft.files ?? []).map((file) => (file.kind === "text" ? file.name : file.artifact.name));
	for await (const payload of messagesAfter(api, place.thread, idAt(owner.startedAt - 60_000))) {
		const posted = postedShape.safeParse(payload).data;
		if (posted === undefined || posted.author.id !== self) continue;
		const { id, components, content, attachments } = posted;
		const buttons = (components ?? []).flatMap((one) => one.components);
		if (String(posted.nonce) === nonce || buttons.some(({ custom_id }) => custom_id.endsWith(`:${nonce}`))) return id;
		const same = content === draft.text && (attachments ?? []).map(({ filename }) => filename).join() === names.join();
		if (buttons.length === 0 && draft.buttons.length === 0 && same) return id;
	}
	return undefined;
}
