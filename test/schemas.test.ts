// Schemas of what is stored: `tsc` fails here if they and the nouns differ in a field, a kind or an optional; what they allow comes back the same.

import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { Note, Run, Session, Ticket, Turn } from "../src/core/domain.ts";
import type { Post } from "../src/core/ports.ts";
import { readStored, stamped, VERSION } from "../src/schemas/stored.ts";
import {
	noteSchema,
	postSchema,
	type runSchema,
	sessionSchema,
	ticketSchema,
	toStoredSession,
	type turnSchema,
} from "../src/schemas.ts";
import { arbitraryOf } from "./fakes/shapes.ts";

const schemas = { Session: sessionSchema, Note: noteSchema, Ticket: ticketSchema, Post: postSchema } as const;
const json = (record: object): unknown => JSON.parse(JSON.stringify(record));

test("what is read back has the very shape of the nouns", () => {
	expectTypeOf<z.infer<typeof sessionSchema>>().toEqualTypeOf<Session>();
	expectTypeOf<z.infer<typeof turnSchema>>().toEqualTypeOf<Turn>();
	expectTypeOf<z.infer<typeof runSchema>>().toEqualTypeOf<Run>();
	expectTypeOf<z.infer<typeof noteSchema>>().toEqualTypeOf<Note>();
	expectTypeOf<z.infer<typeof ticketSchema>>().toEqualTypeOf<Ticket>();
	expectTypeOf<z.infer<typeof postSchema>>().toEqualTypeOf<Post>();
});

test("what is no Session or Note is refused, naming the field", () => {
	const session = sessionSchema.safeParse({ thread: "slack:T1:C1:1.1", rev: "1" });
	expect(session.error?.issues.map(({ path }) => path.join("."))).toContain("rev");
	expect(noteSchema.safeParse({ kind: "whisper" }).success).toBe(false);
});

test("a Session of any shape is the same after it was stored and read", () => {
	fc.assert(
		fc.property(arbitraryOf(sessionSchema), (made) => {
			const session = sessionSchema.parse(made);
			expect(readStored(sessionSchema, json(stamped(toStoredSession(session))))).toEqual(session);
		}),
	);
});

test.each(Object.entries(schemas))("a %s with every key is the same after it was stored and read", (_, schema) => {
	const stored = (read: object) => stamped(schema === sessionSchema ? toStoredSession(read as Session) : read);
	fc.assert(
		fc.property(arbitraryOf(schema, { all: true }), (made) => {
			const read = schema.parse(made);
			expect(readStored<unknown>(schema, json(stored(read)))).toEqual(read);
		}),
	);
});

describe("versions", () => {
	const post = { mark: "tl-1", ref: "1.1" };
	const refused = (record: unknown) => {
		try {
			return readStored(postSchema, record);
		} catch (error) {
			return error;
		}
	};

	test("each record says its version, and one that says none is from before there were any", () => {
		expect(stamped(post)).toEqual({ ...post, version: VERSION });
		expect(readStored(postSchema, stamped(post))).toEqual(post);
		expect(readStored(postSchema, post)).toEqual(post);
		expect(readStored(postSchema, { ...post, version: 0 })).toEqual(post);
	});

	test("a newer version is refused as such, whatever else the record holds, and never as damaged", () => {
		expect(refused({ ...post, version: VERSION + 1 })).toMatchObject({ code: "newer" });
		expect(refused({ version: VERSION + 1, another: "shape" })).toMatchObject({ code: "newer" });
	});

	test.each([undefined, null, "text", 1, [], {}, { mark: 1 }, { ...post, version: "1" }, { ...post, version: -1 }])(
		"%j is damaged",
		(record) => {
			expect(refused(record)).toMatchObject({ code: "unreadable" });
		},
	);

	test("keys that nobody here knows are still there when the record is written again", () => {
		const by = { id: "U1", name: "Alice", trust: "member", pronouns: "she" };
		const upload = { id: "F1", name: "a.csv", size: 1, source: "", by, as: "a.csv", checked: true };
		const session = {
			...{ thread: "slack:T1:C1:1.1", rev: 1, openedAt: 1, closed: false, open: false, transcript: [], printed: "" },
			uploads: [{ ...upload, state: { kind: "stored", card: { format: "csv", notes: [], pages: 3 }, kept: "twice" } }],
			...{
				generation: "",
				heard: [by],
				mood: "calm",
				chores: [{ kind: "reset", id: "1", by, soon: true }],
				version: VERSION,
			},
		};
		expect(json(stamped(toStoredSession(readStored(sessionSchema, session))))).toEqual(session);
	});
});
