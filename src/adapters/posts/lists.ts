// Lists of what waits for one person, where only they see them: what each shows, and drawn again while they may be looking.

import { setTimeout as sleep } from "node:timers/promises";
import { toldId } from "../../core/domain/commands.ts";
import { currentAttempt } from "../../core/domain/turns.ts";
import type { Aside, Turn } from "../../core/domain.ts";
import { textsIn } from "../../core/locales.ts";
import type { Listed, Listing, Log, Posts } from "../../core/ports.ts";
import { decidedTitle, directButtons, doesLine, labelsLine } from "./direct.ts";

export interface ListItem {
	readonly label: string;
	readonly url?: string;
	/** What the code does; "" if that is not known, or nobody decides about it here. */
	readonly does: string;
	/** The Labels of the code, or the verdict; "" for none. Never without it where there are buttons, and never cut. */
	readonly note: string;
	/** Those of the direct message to approvers; none before all of the code is in its thread, nor for people who were not asked. */
	readonly buttons: Aside["buttons"];
	readonly turn: Turn;
}

export interface ListGroup {
	readonly title: string;
	readonly items: readonly ListItem[];
}

/** The groups that hold something, in order. */
export function listGroups(listing: Listing, person: string): readonly ListGroup[] {
	const { waiting } = textsIn(listing.locale);
	const plain = ({ turn, label, url }: Listed): ListItem => ({
		...(url === undefined ? {} : { url }),
		...{ turn, label, does: "", note: "", buttons: [] },
	});
	const open = (listed: Listed): ListItem => {
		const { turn } = listed;
		const attempt = turn.state.kind === "waiting" ? currentAttempt(turn) : undefined;
		if (attempt === undefined) return plain(listed);
		const isAsked = turn.requester.id === person || turn.told?.some((told) => told.person === person) === true;
		const does = doesLine(attempt.proposal, textsIn(listing.locale));
		const note = labelsLine(attempt.proposal, textsIn(listing.locale));
		return {
			...plain(listed),
			does,
			note,
			buttons: isAsked && listed.decidable === true ? directButtons({ ...turn, locale: listing.locale }) : [],
		};
	};
	const decided = (listed: Listed): ListItem => ({
		...plain(listed),
		note: decidedTitle(listed.turn, textsIn(listing.locale)),
	});
	return [
		{ title: waiting.forMe, items: listing.forMe.map(open) },
		{ title: waiting.asked, items: listing.asked.map(plain) },
		{ title: waiting.decided, items: listing.decided.map(decided) },
	].filter(({ items }) => items.length > 0);
}

/** With their addresses they fit into one post of either platform. */
const WORDS_MOST = 8;

/** The same as a list without buttons. */
export function listWords(listing: Listing, person: string): Omit<Aside, "id" | "thread"> {
	const items = listGroups(listing, person).flatMap((group) => group.items);
	const links = items.slice(0, WORDS_MOST).map(({ label, url }) => (url === undefined ? { label } : { label, url }));
	return { title: listing.title, lines: listing.more === "" ? [] : [listing.more], buttons: [], files: [], links };
}

/** Writes down that these buttons are shown to this person in the message `ref`: a click from elsewhere does not count. */
export async function noteListed(
	posts: Posts,
	groups: readonly ListGroup[],
	{ person, ref, kind = "list" }: { readonly person: string; readonly ref: string; readonly kind?: List["kind"] },
): Promise<void> {
	for (const { turn, buttons } of groups.flatMap(({ items }) => items)) {
		if (buttons.length === 0) continue;
		const id = toldId(turn, person, kind);
		const { post } = await posts.reserve(id, "aside");
		if (post.ref !== ref) await posts.note(id, "aside", { ...post, ref });
	}
}

export interface List {
	readonly person: string;
	/** A place of its own, or a direct message. */
	readonly kind: "list" | "inbox";
	/** How long it is drawn again, in milliseconds. */
	readonly forMs: number;
	ask(): Promise<Listing>;
	/** Resolves with `done` once it need not be drawn again, and with `soon` if it must be, whether anything changes or not. */
	draw(listing: Listing): Promise<"kept" | "soon" | "done">;
}

export interface Lists {
	/** Draws it now, in place of an earlier one of this person and kind. Rejects as `ask` and `draw` do; then it is not drawn again. */
	open(list: List): Promise<void>;
	/** Draws those again that are about this Turn; a little later, and one after the other. */
	changed(turn: Turn): void;
	has(list: Pick<List, "person" | "kind">): boolean;
}

/** People whose lists are kept up to date at the same time. */
const MOST = 100;
/** Between two drawings: at most 30 a minute for all people together. */
const PAUSE_MS = 2000;

function keyOf({ kind, person }: Pick<List, "person" | "kind">): string {
	return `${kind} ${person}`;
}

export function openLists({
	now,
	log,
	closing,
}: {
	readonly now: () => number;
	readonly log: Log;
	readonly closing: AbortSignal;
}): Lists {
	const open = new Map<string, { readonly list: List; readonly until: number; turns: ReadonlySet<string> }>();
	const due = new Set<string>();
	let isWorking = false;

	async function draw(key: string): Promise<void> {
		const held = open.get(key);
		if (held === undefined) return;
		if (held.until <= now()) return void open.delete(key);
		const { list } = held;
		try {
			const listing = await list.ask();
			const all = [...listing.forMe, ...listing.asked, ...listing.decided];
			held.turns = new Set(all.map(({ turn }) => turn.id));
			const next = await list.draw(listing);
			if (open.get(key) !== held) return;
			if (next === "done") open.delete(key);
			if (next === "soon") due.add(key);
		} catch (error) {
			if (open.get(key) === held) open.delete(key);
			throw error;
		}
	}

	async function work(): Promise<void> {
		if (isWorking) return;
		isWorking = true;
		try {
			for (const key of due) {
				await sleep(PAUSE_MS, undefined, { signal: closing, ref: false });
				due.delete(key);
				await draw(key).catch((error: unknown) => log("info", "list_not_drawn", { error: String(error) }));
			}
		} catch {
			due.clear();
		} finally {
			isWorking = false;
		}
	}

	return {
		open: async (list) => {
			const key = keyOf(list);
			open.delete(key);
			open.set(key, { list, until: now() + list.forMs, turns: new Set() });
			const [oldest] = open.keys();
			if (open.size > MOST && oldest !== undefined) open.delete(oldest);
			await draw(key);
			if (due.has(key)) void work();
		},
		has: (list) => open.has(keyOf(list)),
		changed: ({ id, requester, told = [] }) => {
			const people = [requester.id, ...told.map(({ person }) => person)];
			for (const [key, { list, turns }] of open) if (people.includes(list.person) || turns.has(id)) due.add(key);
			if (due.size > 0) void work();
		},
	};
}
