// Protocol between host and agent: what the agent may say, parsed as hostile input, and what the host asks of it.

import { z } from "zod";
import type { FileProfile, Language } from "../../core/domain.ts";

/** What a host and an agent must agree on; the same number is in `image/agent/main.py`. */
export const PROTOCOL = 3;

/** A longer line ends the connection. */
export const LINE_LIMIT = 1024 * 1024;

/** Head and tail of a Run's output together, and what the agent adds between them. */
const OUTPUT_LIMIT = 330 * 1024;

/** Cuts instead of refusing: the beginning of a text that is too long is still worth having. */
const text = (limit: number) => z.string().transform((value) => clean(value.slice(0, limit)));
const id = z.string().max(200);
const generation = z.string().regex(/^[\w.]{1,60}$/);

/** Without control characters, text-direction tricks and lone surrogates. */
export function clean(value: string): string {
	return (
		value
			// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
			.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "")
			.toWellFormed()
	);
}

const line = (limit: number) => text(limit).transform((value) => value.replace(/\s+/g, " ").trim());

/** One line each; too many, and the last are left out. */
const lines = (most: number, limit: number) =>
	z.array(z.string()).transform((all) => all.slice(0, most).map((one) => line(limit).parse(one)));

const errorSchema = z.object({
	name: text(200),
	message: text(4000),
	line: z.number().int().min(1).max(10_000_000).exactOptional(),
	trace: text(20_000),
	// What the probe found only helps: if it has another shape, the error is reported without it.
	cause: line(600).catch("").exactOptional(),
	facts: lines(8, 600).catch([]).exactOptional(),
	locals: lines(14, 600).catch([]).exactOptional(),
});

const doneSchema = z.object({
	t: z.literal("done"),
	seq: z.number().int().min(0),
	id,
	generation,
	outcome: z.enum(["ok", "failed", "timed_out", "out_of_memory", "cancelled"]),
	output: text(OUTPUT_LIMIT),
	durationMs: z.number().int().min(0).max(1e9),
	error: errorSchema.exactOptional(),
	/** Figures, and the whole output if it was cut. */
	figures: z.array(z.string().regex(/^(figure-\d{1,3}\.(png|jpg|svg|html)|output-\d{1,9}\.txt)$/)).max(21),
	notes: z.array(text(300)).max(10),
	/** What was left in the kernel or still runs, and changes what later programs do. */
	standing: lines(8, 120).catch([]).exactOptional(),
	variablesKept: z.boolean(),
});

const amount = z.number().int().min(0);
const columnSchema = z.object({
	name: text(200),
	type: text(20),
	nulls: amount,
	distinct: amount.exactOptional(),
	range: z.tuple([text(40), text(40)]).exactOptional(),
	samples: z.array(text(40)).max(5),
	/** Code that multiplies by unit names its column twice. */
	notes: z.array(text(600)).max(10).exactOptional(),
});

const profileSchema = z.object({
	format: text(40),
	encoding: z
		.string()
		.regex(/^[a-z0-9-]{1,20}$/)
		.exactOptional(),
	delimiter: z.enum([";", "\t", "|"]).exactOptional(),
	decimal: z.literal(",").exactOptional(),
	thousands: z.enum([",", "."]).exactOptional(),
	skip: amount.exactOptional(),
	rows: amount.exactOptional(),
	sampled: amount.exactOptional(),
	columns: z.array(columnSchema).max(200).exactOptional(),
	notes: z.array(text(400)).max(40),
});

const eventSchema = z.discriminatedUnion("t", [
	z.object({
		t: z.literal("welcome"),
		/** An agent from before there was a number says none. */
		proto: z.number().int().catch(0),
		generation,
		seq: z.number().int(),
		/** True if results were dropped before the host had acknowledged them. */
		gap: z.boolean().catch(false),
	}),
	z.object({ t: z.literal("accepted"), id }),
	z.object({ t: z.literal("refused"), id, why: text(40) }),
	z.object({ t: z.literal("progress"), id, output: text(20_000) }),
	doneSchema,
	z.object({ t: z.literal("profiled"), n: z.number().int(), card: profileSchema.nullable().catch(null) }),
	z.object({ t: z.literal("pong"), n: z.number().int(), generation }),
	z.object({ t: z.literal("kernel"), generation }),
	z.object({ t: z.literal("fault"), text: text(500) }),
]);

export type AgentEvent = z.infer<typeof eventSchema>;
export type Done = z.infer<typeof doneSchema>;

export type Order =
	| { readonly t: "hello"; readonly last: number }
	| { readonly t: "ack"; readonly seq: number }
	| { readonly t: "ping"; readonly n: number }
	| { readonly t: "profile"; readonly n: number; readonly name: string }
	| { readonly t: "stop"; readonly id: string }
	| ExecOrder;

export interface ExecOrder {
	readonly t: "exec";
	readonly id: string;
	readonly lang: Language;
	readonly code: string;
	readonly generation: string;
	readonly limitMs: number;
}

/** undefined if an honest agent would not send such a line. */
export function parseEvent(line: string): AgentEvent | undefined {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return undefined;
	}
	const parsed = eventSchema.safeParse(value);
	return parsed.success ? parsed.data : undefined;
}

export function unreadable(name: string): FileProfile {
	const ending = /\.([A-Za-z0-9]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? "file";
	return { format: ending, notes: ["it could not be looked into within 20 s"] };
}
