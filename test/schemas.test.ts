// Types only: `tsc` fails here where the schemas and the nouns differ in a field, a kind or an optional.

import { expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type { Note, Session, Ticket } from "../src/core/domain.ts";
import type { Post } from "../src/core/ports.ts";
import { noteSchema, type postSchema, sessionSchema, type ticketSchema } from "../src/schemas.ts";

test("what is read back from Redis has the very shape of the nouns", () => {
	expectTypeOf<z.infer<typeof sessionSchema>>().toEqualTypeOf<Session>();
	expectTypeOf<z.infer<typeof noteSchema>>().toEqualTypeOf<Note>();
	expectTypeOf<z.infer<typeof ticketSchema>>().toEqualTypeOf<Ticket>();
	expectTypeOf<z.infer<typeof postSchema>>().toEqualTypeOf<Post>();
});

test("what is no Session or Note is refused, naming the field", () => {
	const session = sessionSchema.safeParse({ thread: "slack:T1:C1:1.1", rev: "1" });
	expect(session.error?.issues.map(({ path }) => path.join("."))).toContain("rev");
	expect(noteSchema.safeParse({ kind: "whisper" }).success).toBe(false);
});
