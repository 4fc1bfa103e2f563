// The Turn and what it is made of, as zod schemas.

import { z } from "zod";
import type { Person, RunError, Said, Tools, Upload } from "../core/domain.ts";

export const person = z
	.object({
		id: z.string(),
		name: z.string(),
		trust: z.enum(["member", "guest", "external", "bot"]),
		groups: z.array(z.string()).readonly().exactOptional(),
	})
	.readonly();

const speaker = z
	.object({ by: person, key: z.string(), gave: z.enum(["words", "files", "edit", "reason", "earlier"]) })
	.readonly();

/** Stored by a version that did not keep who said it: nobody who could be asked, so it never runs unasked. */
const UNKNOWN_SPEAKER: Person = { id: "", name: "Somebody", trust: "guest" };

const said = z
	.union([z.object({ by: person, key: z.string(), text: z.string() }), z.string()])
	.transform((one): Said => (typeof one === "string" ? { by: UNKNOWN_SPEAKER, key: "", text: one } : one));

export const fileShape = { id: z.string(), name: z.string(), size: z.number(), source: z.string() };

const profile = z
	.object({
		format: z.string(),
		encoding: z.string().exactOptional(),
		delimiter: z.string().exactOptional(),
		decimal: z.string().exactOptional(),
		thousands: z.string().exactOptional(),
		skip: z.number().exactOptional(),
		rows: z.number().exactOptional(),
		sampled: z.number().exactOptional(),
		columns: z
			.array(
				z
					.object({
						name: z.string(),
						type: z.string(),
						nulls: z.number(),
						distinct: z.number().exactOptional(),
						range: z.tuple([z.string(), z.string()]).readonly().exactOptional(),
						samples: z.array(z.string()).readonly(),
						notes: z.array(z.string()).readonly().exactOptional(),
					})
					.readonly(),
			)
			.readonly()
			.exactOptional(),
		notes: z.array(z.string()).readonly(),
	})
	.readonly();

export const upload = z
	.object({
		...fileShape,
		as: z.string(),
		state: z.union([
			z.object({ kind: z.literal("waiting") }).readonly(),
			z
				.object({ kind: z.literal("stored"), card: profile, sha256: z.string().exactOptional() })
				.transform(({ card, ...state }) => ({ ...state, profile: card }))
				.readonly(),
			z.object({ kind: z.literal("refused"), sentence: z.string() }).readonly(),
		]),
	})
	.readonly();

export function toStoredUpload({ state, ...file }: Upload): z.input<typeof upload> {
	if (state.kind !== "stored") return { ...file, state };
	const { profile: card, ...stored } = state;
	return { ...file, state: { ...stored, card } };
}

const label = z.enum([
	"overwrites",
	"deletes",
	"subprocess",
	"network",
	"install",
	"outside",
	"many_files",
	"unparsed",
]);

const proposal = z
	.object({
		language: z.enum(["python", "bash"]),
		source: z.string(),
		sha256: z.string(),
		why: z.string(),
		risks: z
			.array(z.object({ label, line: z.number(), what: z.string() }).readonly())
			.readonly()
			// Stored by a version that did not look yet.
			.default([{ label: "unparsed", line: 1, what: "not examined" }]),
		mends: z.array(z.string()).readonly().exactOptional(),
		doubts: z.array(z.string()).readonly().exactOptional(),
		edited: z.object({ by: person, from: z.string() }).readonly().exactOptional(),
	})
	.readonly();

const verdict = z.union([
	z
		.object({ kind: z.literal("approved"), by: person, at: z.number(), fixes: z.literal(true).exactOptional() })
		.readonly(),
	z
		.object({
			kind: z.literal("allowed"),
			at: z.number(),
			because: z.union([
				z.object({ kind: z.literal("advance"), by: person }).readonly(),
				z.object({ kind: z.literal("mode"), mode: z.enum(["fixes", "auto"]) }).readonly(),
			]),
		})
		.readonly(),
	z.object({ kind: z.literal("rejected"), by: person, at: z.number(), reason: z.string() }).readonly(),
	z.object({ kind: z.literal("expired"), at: z.number() }).readonly(),
	z
		.object({ kind: z.literal("superseded"), by: person, at: z.number(), edited: z.literal(true).exactOptional() })
		.readonly(),
]);

const approval = z
	.object({
		token: z.string(),
		generation: z.string(),
		expiresAt: z.number(),
		fixes: z.literal(true).exactOptional(),
		verdict: verdict.exactOptional(),
	})
	.readonly();

// zod takes what has a name and a message for a built-in Error and does not make it readonly, hence the transform.
const runError = z
	.object({
		name: z.string(),
		message: z.string(),
		line: z.number().exactOptional(),
		trace: z.string(),
		cause: z.string().exactOptional(),
		facts: z.array(z.string()).readonly().exactOptional(),
		locals: z.array(z.string()).readonly().exactOptional(),
	})
	.transform((error): RunError => error);

const run = z
	.object({
		id: z.string(),
		outcome: z.enum(["ok", "failed", "timed_out", "out_of_memory", "cancelled", "lost"]),
		output: z.string(),
		durationMs: z.number(),
		error: runError.exactOptional(),
		changed: z.array(z.string()).readonly(),
		artifacts: z
			.array(z.object({ id: z.string(), name: z.string(), size: z.number(), sha256: z.string() }).readonly())
			.readonly(),
		notes: z.array(z.string()).readonly(),
		variablesKept: z.boolean(),
		standing: z.array(z.string()).readonly().exactOptional(),
	})
	.readonly();

const attempt = z
	.object({
		proposal,
		approval,
		runId: z.string().exactOptional(),
		startedAt: z.number().exactOptional(),
		run: run.exactOptional(),
		diagnosis: z
			.object({ signature: z.string(), cause: z.string(), text: z.string(), soft: z.boolean() })
			.readonly()
			.exactOptional(),
	})
	.readonly();

export const message = z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() }).readonly();

const working = z.enum(["reading", "writing", "running", "answering"]);

const end = z.union([
	z.object({ kind: z.literal("answered"), text: z.string(), attempt: z.number().exactOptional() }).readonly(),
	z.object({ kind: z.literal("gave_up"), sentence: z.string(), best: z.string().exactOptional() }).readonly(),
	z.object({ kind: z.literal("stopped"), by: person }).readonly(),
	z.object({ kind: z.literal("expired") }).readonly(),
	z.object({ kind: z.literal("reran"), sentence: z.string() }).readonly(),
	z.object({ kind: z.literal("received") }).readonly(),
	z.object({ kind: z.literal("failed"), sentence: z.string(), during: working, retry: z.string() }).readonly(),
]);

const standIn = z.object({ file: z.object(fileShape).readonly(), name: z.string(), as: z.string() }).readonly();

export const turn = z
	.object({
		id: z.string(),
		thread: z.string(),
		requester: person,
		key: z.string(),
		request: z.string(),
		startedAt: z.number(),
		state: z.union([
			z.object({ kind: working }).readonly(),
			z.object({ kind: z.literal("waiting") }).readonly(),
			z.object({ kind: z.literal("ended"), end, at: z.number() }).readonly(),
		]),
		midThread: z.boolean(),
		data: z.string().exactOptional(),
		earlier: z.array(z.string()).readonly(),
		uploads: z.array(z.string()).readonly(),
		speakers: z
			.array(speaker)
			.readonly()
			.default([{ by: UNKNOWN_SPEAKER, key: "", gave: "words" }]),
		added: z.array(said).readonly(),
		messages: z.array(message).readonly(),
		asked: z.number(),
		attempts: z.array(attempt).readonly(),
		restarted: z.boolean(),
		nudged: z.boolean(),
		stop: z.string(),
		stopping: person.exactOptional(),
		grant: z
			.object({ by: person, labels: z.array(label).readonly(), fixes: z.boolean() })
			.readonly()
			.exactOptional(),
		edit: z
			.object({
				by: person,
				code: z.union([
					z.object({ kind: z.literal("text"), text: z.string() }).readonly(),
					z.object({ kind: z.literal("file"), file: z.object(fileShape).readonly() }).readonly(),
				]),
			})
			.readonly()
			.exactOptional(),
		rerun: z
			.object({ of: z.string(), by: person.exactOptional(), standIn: standIn.exactOptional() })
			.readonly()
			.exactOptional(),
		tools: z
			.object({
				rerun: z.string().exactOptional(),
				export: z.string().exactOptional(),
				standIn: standIn.exactOptional(),
				file: z.string().exactOptional(),
			})
			// A version that kept the file's name alone would run on whatever is newest: that button is closed.
			.transform(
				({ file, rerun, ...tools }): Tools => (file === undefined && rerun !== undefined ? { ...tools, rerun } : tools),
			)
			.readonly()
			.exactOptional(),
		standing: z
			.object({ phrases: z.array(z.string()).readonly(), fresh: z.string().exactOptional() })
			.readonly()
			.exactOptional(),
		notices: z.array(z.string()).readonly(),
	})
	.readonly();

export const ran = z
	.object({
		id: z.string(),
		turn: z.string(),
		request: z.string(),
		requester: person,
		language: z.enum(["python", "bash"]),
		source: z.string(),
		sha256: z.string(),
		generation: z.string(),
		at: z.number(),
		uploads: z.array(z.string()).readonly(),
		speakers: z.array(speaker).readonly().default([]),
	})
	.readonly();
