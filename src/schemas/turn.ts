// Schemas of the Turn and what it is made of, as zod.

import { z } from "zod";
import type { Person, RunError, Said, Tools, Turn, Upload } from "../core/domain.ts";
import { approval, label, language, locale, proposal } from "./approval.ts";
import { person } from "./person.ts";
import { profile } from "./profile.ts";
import { does } from "./program.ts";
import { seenSchema } from "./seen.ts";
import { record } from "./stored.ts";

export const speaker = record({
	by: person,
	key: z.string(),
	gave: z.enum(["words", "files", "edit", "reason", "earlier"]),
}).readonly();

/** Stored by a version that did not keep who said it: nobody who could be asked, so it never runs unasked. */
const UNKNOWN_SPEAKER: Person = { id: "", name: "Somebody", trust: "guest" };

const said = z
	.union([record({ by: person, key: z.string(), text: z.string() }), z.string()])
	.transform((one): Said => (typeof one === "string" ? { by: UNKNOWN_SPEAKER, key: "", text: one } : one));

export const fileShape = { id: z.string(), name: z.string(), size: z.number(), source: z.string() };

export const upload = record({
	...fileShape,
	by: person.default(UNKNOWN_SPEAKER),
	as: z.string(),
	state: z.union([
		record({ kind: z.literal("waiting") }).readonly(),
		record({ kind: z.literal("stored"), card: profile, sha256: z.string().exactOptional() })
			.transform(({ card, ...state }) => ({ ...state, profile: card }))
			.readonly(),
		record({ kind: z.literal("refused"), sentence: z.string() }).readonly(),
	]),
}).readonly();

export function toStoredUpload({ state, ...file }: Upload): z.input<typeof upload> {
	if (state.kind !== "stored") return { ...file, state };
	const { profile: card, ...stored } = state;
	return { ...file, state: { ...stored, card } };
}

// zod takes what has a name and a message for a built-in Error and does not make it readonly, hence the transform.
const runError = record({
	name: z.string(),
	message: z.string(),
	line: z.number().exactOptional(),
	trace: z.string(),
	cause: z.string().exactOptional(),
	facts: z.array(z.string()).readonly().exactOptional(),
	locals: z.array(z.string()).readonly().exactOptional(),
	mend: record({ line: z.number(), at: z.number(), old: z.string(), text: z.string() }).readonly().exactOptional(),
}).transform((error): RunError => error);

export const artifact = record({ id: z.string(), name: z.string(), size: z.number(), sha256: z.string() }).readonly();

export const runSchema = record({
	id: z.string(),
	outcome: z.enum(["ok", "failed", "timed_out", "out_of_memory", "cancelled", "lost"]),
	output: z.string(),
	durationMs: z.number(),
	error: runError.exactOptional(),
	changed: z.array(z.string()).readonly(),
	artifacts: z.array(artifact).readonly(),
	notes: z.array(z.string()).readonly(),
	variablesKept: z.boolean(),
	standing: z.array(z.string()).readonly().exactOptional(),
	seen: seenSchema.exactOptional(),
}).readonly();

const attempt = record({
	proposal,
	approval,
	runId: z.string().exactOptional(),
	startedAt: z.number().exactOptional(),
	run: runSchema.exactOptional(),
	diagnosis: record({
		signature: z.string(),
		cause: z.string(),
		text: z.string(),
		soft: z.boolean(),
		minor: z.number().exactOptional(),
	})
		.readonly()
		.exactOptional(),
}).readonly();

export const message = record({ role: z.enum(["system", "user", "assistant"]), content: z.string() }).readonly();

const working = z.enum(["reading", "writing", "running", "answering"]);

const end = z.union([
	record({
		kind: z.literal("answered"),
		text: z.string(),
		attempt: z.number().exactOptional(),
		under: z.array(z.string()).readonly().exactOptional(),
		checked: z.array(z.string()).readonly().exactOptional(),
	}).readonly(),
	record({ kind: z.literal("gave_up"), sentence: z.string(), best: z.string().exactOptional() }).readonly(),
	record({ kind: z.literal("stopped"), by: person }).readonly(),
	record({ kind: z.literal("expired") }).readonly(),
	record({ kind: z.literal("reran"), sentence: z.string() }).readonly(),
	record({ kind: z.literal("received") }).readonly(),
	record({ kind: z.literal("failed"), sentence: z.string(), during: working, retry: z.string() }).readonly(),
]);

const standIn = record({ file: record(fileShape).readonly(), name: z.string(), as: z.string() }).readonly();

export const turnSchema = record({
	id: z.string(),
	thread: z.string(),
	requester: person,
	key: z.string(),
	request: z.string(),
	locale: locale.exactOptional(),
	startedAt: z.number(),
	state: z.union([
		record({ kind: working }).readonly(),
		record({ kind: z.literal("waiting") }).readonly(),
		record({ kind: z.literal("choosing") }).readonly(),
		record({ kind: z.literal("ended"), end, at: z.number() }).readonly(),
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
	grant: record({ by: person, labels: z.array(label).readonly(), fixes: z.boolean() })
		.readonly()
		.exactOptional(),
	edit: record({
		by: person,
		code: z.union([
			record({ kind: z.literal("text"), text: z.string() }).readonly(),
			record({ kind: z.literal("file"), file: record(fileShape).readonly() }).readonly(),
		]),
	})
		.readonly()
		.exactOptional(),
	rerun: record({ of: z.string(), by: person.exactOptional(), standIn: standIn.exactOptional() })
		.readonly()
		.exactOptional(),
	check: record({
		of: z.string(),
		language,
		source: z.string(),
		printed: z.string(),
		does,
		unasked: z.literal(true).exactOptional(),
	})
		.readonly()
		.exactOptional(),
	tools: record({
		rerun: z.string().exactOptional(),
		check: z.string().exactOptional(),
		export: z.string().exactOptional(),
		again: z.string().exactOptional(),
		reword: z.string().exactOptional(),
		partial: z.string().exactOptional(),
		code: z.string().exactOptional(),
		feedback: z.string().exactOptional(),
		standIn: standIn.exactOptional(),
		file: z.string().exactOptional(),
	})
		// A version that kept the file's name alone would run on whatever is newest: that button is closed.
		.transform(
			({ file, rerun, ...tools }): Tools => (file === undefined && rerun !== undefined ? { ...tools, rerun } : tools),
		)
		.readonly()
		.exactOptional(),
	standing: record({ phrases: z.array(z.string()).readonly(), fresh: z.string().exactOptional() })
		.readonly()
		.exactOptional(),
	question: record({
		text: z.string(),
		readings: z
			.array(
				record({
					token: z.string(),
					label: z.string(),
					line: z.string(),
					names: z.array(z.string()).readonly(),
					against: z.array(z.string()).readonly(),
				}).readonly(),
			)
			.readonly(),
		expiresAt: z.number(),
		taken: z.number().exactOptional(),
		by: person.exactOptional(),
	})
		.readonly()
		.exactOptional(),
	notices: z.array(z.string()).readonly(),
	told: z
		.array(record({ person: z.string(), place: z.string() }).readonly())
		.readonly()
		.exactOptional(),
	stepAt: z.number().exactOptional(),
	anew: z.literal(true).exactOptional(),
	reminded: z.literal(true).exactOptional(),
	passing: z.array(z.string()).readonly().exactOptional(),
})
	.transform(({ state, ...turn }): Turn => {
		if (state.kind !== "ended" || state.end.kind !== "failed") return { ...turn, state };
		const { retry, ...end } = state.end;
		const again = retry === "" ? {} : { tools: { ...turn.tools, again: retry } };
		return { ...turn, ...again, state: { ...state, end } };
	})
	.readonly();

/** What `turnSchema` reads back: the way on from a failed step stands with its end. */
export function toStoredTurn(turn: Turn): z.input<typeof turnSchema> {
	const { state } = turn;
	if (state.kind !== "ended") return { ...turn, state };
	const { end } = state;
	if (end.kind !== "failed") return { ...turn, state: { ...state, end } };
	const retry = turn.tools?.again ?? "";
	return { ...turn, state: { ...state, end: { ...end, retry } } };
}
