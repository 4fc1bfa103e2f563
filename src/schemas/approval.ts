// Schemas of a Proposal and of what people said about it, as zod.

import { z } from "zod";
import { person } from "./person.ts";
import { does } from "./program.ts";
import { record } from "./stored.ts";

export const label = z.enum([
	"overwrites",
	"deletes",
	"subprocess",
	"network",
	"install",
	"outside",
	"many_files",
	"unparsed",
]);

export const locale = z.enum(["en", "zh"]);
export const language = z.enum(["python", "bash"]);

export const proposal = record({
	language,
	source: z.string(),
	sha256: z.string(),
	why: z.string(),
	risks: z
		.array(record({ label, line: z.number(), what: z.string() }).readonly())
		.readonly()
		// Stored by a version that did not look yet.
		.default([{ label: "unparsed", line: 1, what: "not examined" }]),
	does: does.exactOptional(),
	mends: z.array(z.string()).readonly().exactOptional(),
	doubts: z.array(z.string()).readonly().exactOptional(),
	fixed: z
		.array(record({ line: z.string(), isFinding: z.boolean() }).readonly())
		.readonly()
		.exactOptional(),
	edited: record({ by: person, from: z.string() }).readonly().exactOptional(),
}).readonly();

const verdict = z.union([
	record({
		kind: z.literal("approved"),
		by: person,
		at: z.number(),
		fixes: z.literal(true).exactOptional(),
	}).readonly(),
	record({
		kind: z.literal("allowed"),
		at: z.number(),
		because: z.union([
			record({ kind: z.literal("advance"), by: person }).readonly(),
			record({ kind: z.literal("mode"), mode: z.enum(["fixes", "auto"]) }).readonly(),
		]),
	}).readonly(),
	record({ kind: z.literal("rejected"), by: person, at: z.number(), reason: z.string() }).readonly(),
	record({ kind: z.literal("expired"), at: z.number() }).readonly(),
	record({
		kind: z.literal("superseded"),
		by: person,
		at: z.number(),
		edited: z.literal(true).exactOptional(),
	}).readonly(),
]);

export const approval = record({
	token: z.string(),
	generation: z.string(),
	expiresAt: z.number(),
	fixes: z.literal(true).exactOptional(),
	verdict: verdict.exactOptional(),
}).readonly();
