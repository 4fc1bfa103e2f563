// The stored nouns as zod schemas; a test of types fails the build where they and domain.ts drift apart.

import { z } from "zod";
import { CHOICES } from "./core/domain/inbox.ts";
import type { Session } from "./core/domain.ts";
import { fileShape, message, person, ran, toStoredUpload, turn, upload } from "./schemas/turn.ts";

const chore = z.union([
	z.object({ kind: z.enum(["reset", "export", "confirm", "fresh"]), id: z.string(), by: person }).readonly(),
	z
		.object({ kind: z.literal("say"), id: z.string(), title: z.string(), lines: z.array(z.string()).readonly() })
		.readonly(),
]);

const forgetting = z.union([
	z.object({ why: z.literal("asked"), by: person }).readonly(),
	z.object({ why: z.literal("deleted") }).readonly(),
	z.object({ why: z.literal("unused") }).readonly(),
]);

export const sessionSchema = z
	.object({
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
		kernel: z
			.object({
				generation: z.string(),
				programs: z.array(z.object({ language: z.enum(["python", "bash"]), source: z.string() }).readonly()).readonly(),
				whole: z.boolean(),
				standing: z.array(z.string()).readonly(),
			})
			.readonly()
			.exactOptional(),
		turn: turn.exactOptional(),
		listens: z.literal("mention").exactOptional(),
		ran: z.array(ran).readonly().exactOptional(),
		chores: z.array(chore).readonly().exactOptional(),
		forgetting: forgetting.exactOptional(),
	})
	.transform(({ closed, open, ...session }) => ({ ...session, threadGone: closed, hasWork: open }))
	.readonly();

/** What `sessionSchema` reads back; records keep the names that they had first. */
export function toStoredSession({ threadGone, hasWork, ...session }: Session): z.input<typeof sessionSchema> {
	return { ...session, closed: threadGone, open: hasWork, uploads: session.uploads.map(toStoredUpload) };
}

export const noteSchema = z.union([
	z
		.object({
			kind: z.literal("message"),
			key: z.string(),
			author: person,
			text: z.string(),
			files: z.array(z.object(fileShape).readonly()).readonly(),
			at: z.number(),
			midThread: z.boolean(),
		})
		.readonly(),
	z
		.object({
			kind: z.literal("click"),
			token: z.string(),
			choice: z.enum(CHOICES),
			by: person,
			reason: z.string(),
			code: z.string().exactOptional(),
			at: z.number(),
		})
		.readonly(),
	z
		.object({ kind: z.literal("forget"), key: z.string(), why: z.enum(["deleted", "unused"]), at: z.number() })
		.readonly(),
]);

export const ticketSchema = z
	.object({
		token: z.string(),
		kind: z.enum(["approval", "stop", "again", "rerun", "export", "forget", "fresh"]),
		thread: z.string(),
		turn: z.string(),
		slot: z.string(),
		requester: person,
		speakers: z.array(z.string()).readonly().default([]),
		sha256: z.string(),
		generation: z.string(),
		expiresAt: z.number(),
	})
	.readonly();

export const postSchema = z
	.object({ mark: z.string(), ref: z.string().exactOptional(), digest: z.string().exactOptional() })
	.readonly();
