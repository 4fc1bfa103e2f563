// What the store keeps, for tests: a Session, notes of its inbox, and a ticket that a button carries.

import type { ClickNote, MessageNote, Person, Session, Ticket } from "../../src/core/domain.ts";

export const alice: Person = { id: "U1", name: "Alice", trust: "member" };

export const note = (over: Partial<MessageNote> = {}): MessageNote => ({
	kind: "message",
	key: "k1",
	author: alice,
	text: 'read "data.csv"\n日付 ],[}',
	files: [],
	at: 5,
	midThread: false,
	...over,
});

export const click = (token: string): ClickNote => ({
	kind: "click",
	token,
	choice: "approve",
	by: alice,
	reason: "",
	at: 6,
});

export const session = (thread: string, over: Partial<Session> = {}): Session => ({
	thread,
	rev: 0,
	openedAt: 1,
	threadGone: false,
	hasWork: false,
	uploads: [],
	transcript: [],
	printed: "",
	generation: "",
	...over,
});

export const ticket = (thread: string, token: string): Ticket => ({
	token,
	kind: "approval",
	thread,
	turn: "t1",
	slot: "step 1",
	requester: alice,
	speakers: [],
	sha256: "ab",
	generation: "g1",
	expiresAt: Date.now() + 60_000,
});
