// Inbox: what waits for one person as a direct message, of which the newest alone has buttons, and none that no longer works.

import { toldId } from "../../core/domain/commands.ts";
import type { ThreadId, Turn } from "../../core/domain.ts";
import type { Asking, FrontDoor, Listing, Log, Posts } from "../../core/ports.ts";
import { type ListGroup, type Lists, listGroups, noteListed } from "./lists.ts";

export interface InboxOptions {
	readonly posts: Posts;
	readonly lists: Lists;
	readonly log: Log;
	/** Where a direct message to this person goes. */
	direct(person: string): Promise<ThreadId>;
	/** Sends the message `id` unless it is there; resolves with what identifies it. */
	send(place: ThreadId, id: string, listing: Listing, groups: readonly ListGroup[]): Promise<Sent>;
	edit(place: ThreadId, sent: Sent, listing: Listing, groups: readonly ListGroup[]): Promise<void>;
}

export interface Sent {
	readonly mark: string;
	readonly ref: string;
}

/** How often it is looked again for a card that is not there yet. */
const LOOKS = 5;

type Door = Pick<FrontDoor, "waiting">;

export interface Inbox {
	/** Writes it in a new message, once for each `key`. */
	open(door: Door, asking: Asking, key: string): Promise<void>;
	/** Draws those again whose buttons are about this Turn, after a restart, too. Never rejects. */
	changed(door: Door, turn: Turn): void;
}

export function openInbox({ posts, lists, log, direct, send, edit }: InboxOptions): Inbox {
	async function newest(place: ThreadId): Promise<Sent | undefined> {
		const post = await posts.find(`${place} waiting`, "aside");
		return post?.ref === undefined ? undefined : { mark: post.mark, ref: post.ref };
	}

	async function write({ thread: place, person }: Asking, key: string, listing: Listing): Promise<void> {
		const groups = listGroups(listing, person);
		const before = await newest(place);
		const sent = await send(place, `${place} waiting ${key}`, listing, groups);
		await noteListed(posts, groups, { person, ref: sent.ref, kind: "inbox" });
		await posts.note(`${place} waiting`, "aside", sent);
		if (before !== undefined && before.ref !== sent.ref) await edit(place, before, listing, withoutButtons(groups));
	}

	/** Drawn again while it has buttons, and only if they change: edits are scarce. `before`: what it has buttons for, as far as is known. */
	function keep(door: Door, asking: Asking, before: readonly Turn[], first?: (listing: Listing) => Promise<void>) {
		const { thread: place, person } = asking;
		let shown = before;
		let drawn: string | undefined;
		let looks = 0;
		const draw = async (listing: Listing) => {
			const groups = listGroups(listing, person);
			const tokens = tokensOf(groups);
			const sent = await newest(place);
			if (drawn === undefined && first !== undefined) await first(listing);
			else if (drawn !== tokens && sent !== undefined) {
				await edit(place, sent, listing, groups);
				await noteListed(posts, groups, { person, ref: sent.ref, kind: "inbox" });
			}
			drawn = tokens;
			const now = groups.flatMap(({ items }) =>
				items.flatMap(({ turn, buttons }) => (buttons.length > 0 ? [turn] : [])),
			);
			for (const turn of shown) if (!now.some(({ id }) => id === turn.id)) await unlist(turn, person);
			shown = now;
			// Of a card that is being posted right now the buttons come in a moment.
			const isOpen = ({ state, id }: Turn) => state.kind === "waiting" && !now.some((one) => one.id === id);
			const isEarly = listing.forMe.some(({ turn }) => isOpen(turn));
			if (isEarly && looks < LOOKS) {
				looks += 1;
				return "soon";
			}
			return now.length > 0 ? "kept" : "done";
		};
		return lists.open({
			person,
			kind: "inbox",
			forMs: Number.POSITIVE_INFINITY,
			ask: () => door.waiting(asking),
			draw,
		});
	}

	/** From now on no click in that message is about this Turn. */
	async function unlist(turn: Turn, person: string): Promise<void> {
		const id = toldId(turn, person, "inbox");
		const post = await posts.find(id, "aside");
		if (post?.ref !== undefined) await posts.note(id, "aside", { mark: post.mark });
	}

	async function again(door: Door, turn: Turn, person: string): Promise<void> {
		if (lists.has({ person, kind: "inbox" })) return;
		if ((await posts.find(toldId(turn, person, "inbox"), "aside"))?.ref === undefined) return;
		await keep(door, { thread: await direct(person), person }, [turn]);
	}

	return {
		open: (door, asking, key) => keep(door, asking, [], (listing) => write(asking, key, listing)),
		changed: (door, turn) => {
			const people = new Set([turn.requester.id, ...(turn.told ?? []).map(({ person }) => person)]);
			for (const person of people)
				again(door, turn, person).catch((error: unknown) => log("info", "list_not_drawn", { error: String(error) }));
		},
	};
}

function withoutButtons(groups: readonly ListGroup[]): readonly ListGroup[] {
	return groups.map((group) => ({ ...group, items: group.items.map((item) => ({ ...item, buttons: [] })) }));
}

function tokensOf(groups: readonly ListGroup[]): string {
	return groups.flatMap(({ items }) => items.flatMap(({ buttons }) => buttons.map(({ token }) => token))).join(" ");
}
