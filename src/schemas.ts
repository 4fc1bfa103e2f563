// Schemas of what is stored, as zod; a test of types fails the build if they and domain.ts drift apart.

import { z } from "zod";
import { CHOICES } from "./core/domain/inbox.ts";
import type { Session } from "./core/domain.ts";
import { language, locale } from "./schemas/approval.ts";
import { person } from "./schemas/person.ts";
import { ran } from "./schemas/ran.ts";
import { record } from "./schemas/stored.ts";
import { artifact, fileShape, message, toStoredTurn, toStoredUpload, turnSchema, upload } from "./schemas/turn.ts";

export { runSchema, turnSchema } from "./schemas/turn.ts";

const chore = z.union([
	record({
		kind: z.enum(["reset", "export", "confirm", "fresh"]),
		id: z.string(),
		by: person,
		locale: locale.exactOptional(),
		as: z.enum(["html", "pdf"]).exactOptional(),
		token: z.string().exactOptional(),
	}).readonly(),
	record({
		kind: z.literal("say"),
		id: z.string(),
		title: z.string(),
		lines: z.array(z.string()).readonly(),
		files: z
			.array(
				z.union([
					record({ name: z.string(), text: z.string() }).readonly(),
					record({ name: z.string(), artifact }).readonly(),
				]),
			)
			.readonly()
			.exactOptional(),
	}).readonly(),
]);

const forgetting = z.union([
	record({ why: z.literal("asked"), by: person }).readonly(),
	record({ why: z.literal("deleted") }).readonly(),
	record({ why: z.literal("unused") }).readonly(),
]);

export const sessionSchema = record({
	thread: z.string(),
	rev: z.number(),
	openedAt: z.number(),
	closed: z.boolean(),
	open: z.boolean(),
	uploads: z.array(upload).readonly(),
	transcript: z.array(message).readonly(),
	heard: z.array(person).readonly().exactOptional(),
	printed: z.string(),
	made: z.array(z.string()).readonly().exactOptional(),
	generation: z.string(),
	kernel: record({
		generation: z.string(),
		programs: z.array(record({ language, source: z.string() }).readonly()).readonly(),
		whole: z.boolean(),
		standing: z.array(z.string()).readonly(),
	})
		.readonly()
		.exactOptional(),
	turn: turnSchema.exactOptional(),
	listens: z.literal("mention").exactOptional(),
	ran: z.array(ran).readonly().exactOptional(),
	chores: z.array(chore).readonly().exactOptional(),
	answers: z
		.array(
			record({
				turn: z.string(),
				token: z.string(),
				request: z.string(),
				sha256: z.string().exactOptional(),
				files: z.array(z.string()).readonly(),
			}).readonly(),
		)
		.readonly()
		.exactOptional(),
	confirming: z.array(z.string()).readonly().exactOptional(),
	forgetting: forgetting.exactOptional(),
})
	.transform(({ closed, open, ...session }) => ({ ...session, threadGone: closed, hasWork: open }))
	.readonly();

/** What `sessionSchema` reads back; records keep the names that they had first. */
export function toStoredSession({
	threadGone,
	hasWork,
	turn,
	uploads,
	...session
}: Session): z.input<typeof sessionSchema> {
	const stored = { ...session, closed: threadGone, open: hasWork, uploads: uploads.map(toStoredUpload) };
	return turn === undefined ? stored : { ...stored, turn: toStoredTurn(turn) };
}

export const noteSchema = z.union([
	record({
		kind: z.literal("message"),
		key: z.string(),
		author: person,
		text: z.string(),
		files: z.array(record({ ...fileShape, by: person.exactOptional() }).readonly()).readonly(),
		at: z.number(),
		midThread: z.boolean(),
	}).readonly(),
	record({
		kind: z.literal("click"),
		token: z.string(),
		choice: z.enum(CHOICES),
		by: person,
		reason: z.string(),
		code: z.string().exactOptional(),
		at: z.number(),
	}).readonly(),
	record({
		kind: z.literal("forget"),
		key: z.string(),
		why: z.enum(["deleted", "unused"]),
		at: z.number(),
		// In the inbox every note that is not a click has them.
		text: z.literal("").exactOptional(),
		files: z.tuple([]).exactOptional(),
	})
		.transform(({ text: _text, files: _files, ...note }) => note)
		.readonly(),
]);

export const ticketSchema = record({
	token: z.string(),
	kind: z.enum([
		"approval",
		"stop",
		"again",
		"reword",
		"partial",
		"code",
		"feedback",
		"rerun",
		"check",
		"export",
		"forget",
		"fresh",
		"choose",
	]),
	thread: z.string(),
	turn: z.string(),
	slot: z.string(),
	requester: person,
	speakers: z.array(z.string()).readonly().default([]),
	/** Kept by a version that knew nobody else who gave a part. */
	editor: person.exactOptional(),
	sha256: z.string(),
	generation: z.string(),
	expiresAt: z.number(),
})
	.transform(({ editor, speakers, ...ticket }) => ({
		...ticket,
		speakers: editor === undefined ? speakers : [...speakers, editor.id],
	}))
	.readonly();

export const postSchema = record({
	mark: z.string(),
	ref: z.string().exactOptional(),
	digest: z.string().exactOptional(),
}).readonly();
