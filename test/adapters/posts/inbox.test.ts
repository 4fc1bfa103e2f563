// The list of what waits as a direct message: once for each message that asks, and no button of it outlives what it decides.

import { expect, test } from "vitest";
import { openInbox } from "../../../src/adapters/posts/inbox.ts";
import { type ListGroup, openLists } from "../../../src/adapters/posts/lists.ts";
import { toldId } from "../../../src/core/domain/commands.ts";
import type { Turn } from "../../../src/core/domain.ts";
import type { Listing } from "../../../src/core/ports.ts";
import { until } from "../../e2e/twin.ts";
import { memoryPosts } from "../../fakes/posts.ts";
import { nothing } from "../doors.ts";
import { alice, approved, attempt, code, decidedAttempt, turn } from "../turns.ts";

const place = "slack:T:D1:";
const asking = { thread: place, person: alice.id };
const open = turn({ state: { kind: "waiting" }, attempts: [attempt(code)] });
const running = turn({ state: { kind: "running" }, attempts: [decidedAttempt(code, approved)] });
const waits = (of: Turn): Listing => ({ ...nothing, forMe: [{ turn: of, label: "sum", decidable: true }] });

/** The messages by their id, as the tokens of their buttons. */
function desk(posts = memoryPosts()) {
	const messages: Record<string, string[]> = {};
	let edits = 0;
	const tokens = (groups: readonly ListGroup[]) =>
		groups.flatMap(({ items }) => items.flatMap(({ buttons }) => buttons.map(({ token }) => token)));
	const closing = new AbortController();
	const lists = openLists({ now: () => 0, log: () => {}, closing: closing.signal });
	const inbox = openInbox({
		posts,
		lists,
		log: () => {},
		direct: async () => place,
		send: async (_place, id, _listing, groups) => {
			const { known } = await posts.reserve(id, "aside");
			if (!known) messages[id] = tokens(groups);
			await posts.note(id, "aside", { mark: id, ref: id });
			return { mark: id, ref: id };
		},
		edit: async (_place, { ref }, _listing, groups) => {
			edits += 1;
			messages[ref] = tokens(groups);
		},
	});
	let listing = waits(open);
	const door = { waiting: async () => listing };
	const changed = (next: Listing, about: Turn) => {
		listing = next;
		lists.changed(about);
		inbox.changed(door, about);
	};
	const write = (key: string) => inbox.open(door, asking, key);
	const noted = () => posts.all.get(`${toldId(open, alice.id, "inbox")} aside`)?.ref;
	return { messages, posts, write, changed, noted, edits: () => edits, set: (next: Listing) => (listing = next) };
}

const first = `${place} waiting k1`;
const second = `${place} waiting k2`;

test("whoever asked decides in it, and a copy of the same message writes it once", async () => {
	const { messages, write, noted } = desk();
	await write("k1");
	await write("k1");
	expect(messages).toEqual({ [first]: ["tok-1", "tok-1"] });
	expect(noted()).toBe(first);
});

test("a newer one takes the buttons from the one before it", async () => {
	const { messages, write, noted } = desk();
	await write("k1");
	await write("k2");
	expect(messages).toEqual({ [first]: [], [second]: ["tok-1", "tok-1"] });
	expect(noted()).toBe(second);
});

test("once it is decided anywhere the buttons go, and a click there is about nothing any more", async () => {
	const { messages, write, changed, noted } = desk();
	await write("k1");
	changed({ ...nothing, decided: [{ turn: running, label: "sum" }] }, running);
	await until("the buttons to go", () => messages[first]?.length === 0);
	await until("the record", () => noted() === undefined);
});

test("the buttons go after a restart, too, and of people without a list nothing is drawn", async () => {
	const before = desk();
	await before.write("k1");
	const { messages, changed, edits, noted } = desk(before.posts);
	changed(nothing, turn({ ...running, id: "another" }));
	changed(nothing, running);
	await until("the edit", () => messages[first]?.length === 0);
	await until("the record", () => noted() === undefined);
	changed(nothing, running);
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(edits()).toBe(1);
});

test("of a card that is not there yet the buttons come once it is, and nobody looks for ever", async () => {
	const { messages, write, set, edits } = desk();
	set({ ...nothing, forMe: [{ turn: open, label: "sum" }] });
	await write("k1");
	expect(messages).toEqual({ [first]: [] });
	set(waits(open));
	await until("the buttons", () => messages[first]?.length === 2);
	expect(edits()).toBe(1);
});

test("a change that is not about the buttons costs no edit", async () => {
	const { write, changed, edits } = desk();
	await write("k1");
	changed(waits({ ...open, notices: ["more"] }), open);
	await new Promise((resolve) => setTimeout(resolve, 2300));
	expect(edits()).toBe(0);
});
