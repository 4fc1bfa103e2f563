// Posting: drafts into their thread, written down before they are sent, searched for after a crash, edited rather than posted again.

import { createHash } from "node:crypto";
import { currentAttempt, slotOf } from "../../core/domain/turns.ts";
import type { Aside, Attempt, Locale, ThreadId, Turn } from "../../core/domain.ts";
import { isBotError } from "../../core/errors.ts";
import { translated } from "../../core/locales/translated.ts";
import { textsIn } from "../../core/locales.ts";
import type { Adapter, Listing, Log, Posts, Post as Sent } from "../../core/ports.ts";
import { prepare } from "./attempt-text.ts";
import { reveal } from "./code/hidden-characters.ts";
import { shorten } from "./format.ts";
import type { InboxOptions } from "./inbox.ts";
import type { ListGroup } from "./lists.ts";
import type { Markup } from "./markup.ts";
import type { Draw } from "./renderer.ts";
import { codeSlot, type FilesPost, type Post, type Priority, type TurnView } from "./turn-view.ts";

/** Whose post it is: a Turn's or an Aside's. */
export interface Owner {
	readonly id: string;
	readonly thread: ThreadId;
	readonly locale?: Locale;
	/** In milliseconds; nothing of it was sent before. */
	readonly startedAt: number;
}

/** A draft; `plain` says the same in what the platform surely takes. Where its post says that already, the draft only tidies up, and nobody waits for it. */
export interface Drawn<D> extends Post {
	readonly plain?: D;
}

/** What one platform does with its messages; D is its draft. Each throws BotError `thread_gone` or `chat_refused`. */
export interface Messages<D extends Drawn<D>> {
	readonly markup: Pick<Markup, "escaped">;
	/** All posts of the Turn, drawn with the code files that are `attached`. */
	view(view: TurnView): readonly D[];
	aside(aside: Aside): readonly D[];
	/** What waits for somebody, with its buttons. */
	list(listing: Listing, groups: readonly ListGroup[]): D;
	/** Whether the code is too long for a message, so that it is attached as a file. */
	needsFile(attempt: Attempt): boolean;
	/** All that people see of a draft; if it has not changed, nothing is edited. */
	seen(draft: D): readonly unknown[];
	/** The same slot with this text (in the platform's markup) and nothing else. */
	reduced(draft: D, text: string): D;
	/** The id of the message that was sent for this draft, although that was not noted; `sent` is what was noted. */
	find(owner: Owner, draft: D, sent: Sent): Promise<string | undefined>;
	/** Sends words; resolves with the message's id. The message carries `mark`; it takes the place of `deleted`, which somebody has deleted. */
	send(owner: Owner, draft: D, as: { readonly mark: string; readonly deleted?: string }): Promise<string>;
	/** Sends files; resolves with the message's id. `note` writes down by what they can be found, if that is known before they are seen. */
	attach(
		owner: Owner,
		draft: D & FilesPost,
		as: { readonly mark: string; note(found: string): Promise<void> },
	): Promise<string>;
	edit(owner: Owner, message: string, draft: D, as: { readonly mark: string }): Promise<"edited" | "deleted">;
}

/** How fast messages may be sent and edited. */
export interface Rate {
	/** Resolves when the edit may be sent, and counts it; resolves with undefined if it is not to be sent, or `signal` aborts first. The result is to be called once the platform has answered. */
	take(edit: Edit, signal: AbortSignal): Promise<(() => void) | undefined>;
	/** Resolves when a message may be sent, and counts it. Rejects if `closing` aborts first. */
	room(message: Sending, signals: { readonly newer: AbortSignal; readonly closing: AbortSignal }): Promise<void>;
}

export interface Edit {
	readonly thread: ThreadId;
	readonly priority: Priority;
	/** Its id. */
	readonly message: string;
}

export interface Sending {
	readonly thread: ThreadId;
	/** Whether it only says what goes on, below a post of the same Turn: something better may come in a moment. */
	readonly isPassing: boolean;
}

export interface PostingOptions {
	readonly posts: Posts;
	readonly rate: Rate;
	/** Aborts once the adapter stops. */
	readonly closing: AbortSignal;
	readonly log: Log;
	readonly now: () => number;
}

interface Job<D extends Drawn<D>> {
	readonly owner: Owner;
	readonly draft: D;
	/** The same slot as it is to be drawn by now. */
	readonly renew: () => D;
	/** Aborts once a newer state is waiting, which is drawn next. */
	readonly newer: AbortSignal;
	/** Absent: the draft's own. */
	readonly priority?: Priority;
}

/** How far back the lost post of an Aside is searched for. */
const ASIDE_MS = 3_600_000;

export interface Posting {
	readonly draw: Draw;
	readonly say: Adapter["say"];
	/** Whether the card that asks about the newest code is in the thread just as it would be drawn now, with all of the code. */
	shows(view: Omit<TurnView, "attached">): Promise<boolean>;
	/** What waits for one person, as direct messages. */
	readonly inbox: Pick<InboxOptions, "send" | "edit">;
}

/** Posting with the messages of one platform: `draw` brings the thread to what the view says, `say` posts an Aside. Both can be repeated after a crash without posting twice. BotError `thread_gone` or `chat_refused`. */
export function openPosting<D extends Drawn<D>>(
	messages: Messages<D>,
	{ posts, rate, closing, log, now }: PostingOptions,
): Posting {
	/** No buttons before the whole code is there: code that needs a file is drawn without them until its file is in the thread. */
	const draw: Draw = async (view, hurry) => {
		const { turn } = view;
		const attached = await attachedTo(turn);
		const before = attached.size;
		const settleAll = async () => {
			const edits: Promise<void>[] = [];
			const tidying: (() => Promise<void>)[] = [];
			const failures: unknown[] = [];
			try {
				for (const draft of messages.view({ ...view, attached })) {
					const renew = () =>
						messages.view({ ...hurry.latest(), attached }).find(({ slot }) => slot === draft.slot) ?? draft;
					const { edit, tidy } = await settle({ owner: turn, draft, newer: hurry.newer, renew });
					// Posts do not wait until the edits above them are let through.
					if (edit !== undefined) edits.push(edit().catch((error: unknown) => void failures.push(error)));
					if (tidy !== undefined) tidying.push(tidy);
					if (codeSlots(turn).includes(draft.slot)) attached.add(draft.slot);
				}
			} finally {
				await Promise.all(edits);
			}
			if (failures.length > 0) throw failures[0];
			return tidying;
		};
		const tidying = await settleAll();
		const rest = attached.size > before ? await settleAll() : tidying;
		return async () => {
			for (const tidy of rest) await tidy();
		};
	};

	/** Slots of the code files that are in the thread. */
	async function attachedTo(turn: Turn): Promise<Set<string>> {
		const attached = new Set<string>();
		for (const [index, attempt] of turn.attempts.entries()) {
			if (!messages.needsFile(attempt)) continue;
			prepare(turn, index);
			const slot = codeSlot(index);
			if ((await posts.find(turn.id, slot))?.ref !== undefined) attached.add(slot);
		}
		return attached;
	}

	const say: Adapter["say"] = async (aside) => {
		const owner = { id: aside.id, thread: aside.thread, startedAt: now() - ASIDE_MS };
		for (const draft of messages.aside(aside)) {
			const { edit } = await settle({ owner, draft, newer: closing, renew: () => draft });
			await edit?.();
		}
	};

	const shows: Posting["shows"] = async (view) => {
		const { turn } = view;
		const newest = currentAttempt(turn);
		const attached = await attachedTo(turn);
		const at = turn.attempts.length - 1;
		if (newest === undefined || (messages.needsFile(newest) && !attached.has(codeSlot(at)))) return false;
		const draft = messages.view({ ...view, attached }).find(({ slot }) => slot === slotOf(at));
		const post = await posts.find(turn.id, slotOf(at));
		return post?.ref !== undefined && [draft, draft?.plain].some((one) => one && digestOf(one) === post.digest);
	};

	const inbox: Posting["inbox"] = {
		send: async (thread, id, listing, groups) => {
			const owner = { id, thread, startedAt: now() - ASIDE_MS };
			const draft = messages.list(listing, groups);
			const { edit } = await settle({ owner, draft, newer: closing, renew: () => draft });
			await edit?.();
			const { mark, ref = "" } = (await posts.reserve(id, draft.slot)).post;
			return { mark, ref };
		},
		edit: async (thread, { mark, ref }, listing, groups) => {
			const owner = { id: thread, thread, startedAt: now() };
			const landed = await rate.take({ thread, priority: "outcome", message: ref }, closing);
			if (landed !== undefined)
				await messages.edit(owner, ref, messages.list(listing, groups), { mark }).finally(landed);
		},
	};

	/** Sends what is not there yet; what is there is changed by `edit`, or by `tidy`, which can wait. */
	async function settle(
		job: Job<D>,
	): Promise<{ readonly edit?: () => Promise<void>; readonly tidy?: () => Promise<void> }> {
		const { owner, draft } = job;
		const { post, known } = await posts.reserve(owner.id, draft.slot);
		const ref = post.ref ?? (known ? await messages.find(owner, draft, post) : undefined);
		if (ref === undefined) {
			await send(job, { mark: post.mark });
			return {};
		}
		if (draft.files !== undefined) {
			if (post.ref === undefined) await posts.note(owner.id, draft.slot, { ...post, ref });
			return {};
		}
		if (draft.plain === undefined || post.digest !== digestOf(draft.plain)) {
			return { edit: () => edit(job, { ...post, ref }) };
		}
		return { tidy: () => edit({ ...job, priority: "progress" }, { ...post, ref }) };
	}

	async function send(job: Job<D>, as: { readonly mark: string; readonly deleted?: string }): Promise<void> {
		const { owner, newer, renew } = job;
		const { mark } = as;
		await rate.room({ thread: owner.thread, isPassing: isPassing(job.draft) }, { newer, closing });
		const draft = renew();
		let digest = digestOf(draft);
		const note = async (found: string) => {
			digest = found;
			await posts.note(owner.id, draft.slot, { mark, digest });
		};
		const ref = isFiles(draft)
			? await attach(owner, draft, { mark, note })
			: await orPlain(owner, draft, (one) => messages.send(owner, one, as));
		await posts.note(owner.id, draft.slot, { mark, ref, digest });
	}

	/** Sends files. Code that cannot be attached must not get buttons, so that is an error; for files of a Run a sentence takes their place. */
	async function attach(
		owner: Owner,
		draft: D & FilesPost,
		as: { readonly mark: string; note(found: string): Promise<void> },
	): Promise<string> {
		try {
			return await messages.attach(owner, draft, as);
		} catch (error) {
			const isCode = draft.files.some(({ kind }) => kind === "text");
			if (isCode || isBotError(error, "thread_gone") || closing.aborted) throw error;
			log("error", "files_not_posted", { thread: owner.thread, turn: owner.id, error: String(error) });
			const texts = textsIn(owner.locale);
			const { left } = texts;
			const cause = isBotError(error) ? translated(error.sentence, texts) : left.unreadable;
			const why = shorten(reveal(cause), 1500, messages.markup.escaped);
			const text = `⚠️ ${left.filesNotPosted(why)}`;
			return messages.send(owner, messages.reduced(draft, text), as);
		}
	}

	async function edit(job: Job<D>, post: Sent & { readonly ref: string }): Promise<void> {
		const { owner, draft, newer, renew } = job;
		if (post.digest === digestOf(draft)) return;
		const priority = job.priority ?? draft.priority;
		const patience = AbortSignal.any([newer, closing]);
		let newest = draft;
		const write = async (one: D) => {
			const landed = await rate.take({ thread: owner.thread, priority, message: post.ref }, patience);
			if (landed === undefined) return undefined;
			// What the platform refused is noted as drawn, so that it is not tried again.
			newest = one === draft ? renew() : draft;
			return messages.edit(owner, post.ref, one === draft ? newest : one, post).finally(landed);
		};
		const done = await orPlain(owner, draft, write);
		if (done === undefined) return;
		// Somebody deleted this one message: the thread gets a new one.
		if (done === "deleted") return send(job, { mark: post.mark, deleted: post.ref });
		await posts.note(owner.id, draft.slot, { ...post, digest: digestOf(newest) });
	}

	/** What the platform refuses is said in what it surely takes. */
	async function orPlain<Done>(owner: Owner, draft: D, write: (draft: D) => Promise<Done>): Promise<Done> {
		try {
			return await write(draft);
		} catch (error) {
			if (draft.plain === undefined || !isBotError(error, "chat_refused") || closing.aborted) throw error;
			log("info", "drawn_plain", { thread: owner.thread, turn: owner.id, slot: draft.slot, error: String(error) });
			return orPlain(owner, draft.plain, write);
		}
	}

	function digestOf(draft: D): string {
		return createHash("sha256")
			.update(JSON.stringify(messages.seen(draft)))
			.digest("hex");
	}

	return { draw, say, shows, inbox };
}

function isPassing({ slot, priority }: Post): boolean {
	return (priority === "progress" || priority === "line") && slot.startsWith("step ") && slot !== slotOf(0);
}

function codeSlots({ attempts }: Turn): readonly string[] {
	return attempts.map((_, index) => codeSlot(index));
}

function isFiles<D extends Drawn<D>>(draft: D): draft is D & FilesPost {
	return draft.files !== undefined;
}
