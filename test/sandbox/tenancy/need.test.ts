import { expect, it } from "vitest";
import type { MessageNote, Session, Turn, TurnState } from "../../../src/core/domain.ts";
import { needOf } from "../../../src/sandbox/tenancy/need.ts";

const ann = { id: "U1", name: "Ann", trust: "member" } as const;
const turn: Turn = {
	id: "t1",
	thread: "slack:T:C:1",
	requester: ann,
	key: "1",
	request: "sum it",
	startedAt: 0,
	state: { kind: "waiting" },
	midThread: false,
	speakers: [],
	earlier: [],
	uploads: [],
	added: [],
	messages: [],
	asked: 1,
	attempts: [],
	restarted: false,
	nudged: false,
	stop: "s",
	notices: [],
};
const session: Session = {
	thread: "slack:T:C:1",
	rev: 1,
	openedAt: 0,
	threadGone: false,
	hasWork: true,
	uploads: [],
	transcript: [],
	printed: "",
	generation: "g",
	turn,
};
const within = (state: TurnState) => ({ session: { ...session, turn: { ...turn, state } }, inbox: [] });

it("code that waits for a click keeps its container only until others want the seat", () => {
	expect(needOf(within({ kind: "waiting" }))).toBe("waiting");
});

it("a question that is worked on keeps its container", () => {
	for (const kind of ["reading", "writing", "running", "answering"] as const)
		expect(needOf(within({ kind }))).toBe("working");
});

it("a click, an edit or a file that was just taken keeps the container", () => {
	const note: MessageNote = {
		kind: "message",
		key: "2",
		author: ann,
		text: "go on",
		at: 0,
		files: [],
		midThread: false,
	};
	expect(needOf({ session, inbox: [note] })).toBe("working");
	const edit = { by: ann, code: { kind: "text", text: "1" } } as const;
	expect(needOf({ session: { ...session, turn: { ...turn, edit } }, inbox: [] })).toBe("working");
	const file = {
		id: "F1",
		name: "a.csv",
		as: "a.csv",
		size: 2,
		source: "",
		by: ann,
		state: { kind: "waiting" },
	} as const;
	expect(needOf({ session: { ...session, uploads: [file] }, inbox: [] })).toBe("working");
});

it("a thread whose question is answered, or that nobody knows, needs no container", () => {
	expect(needOf(within({ kind: "ended", end: { kind: "expired" }, at: 1 }))).toBe("none");
	expect(needOf({ session: { ...session, hasWork: false }, inbox: [] })).toBe("none");
	expect(needOf({ session: undefined, inbox: [] })).toBe("none");
});
