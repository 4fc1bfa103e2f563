// Protocol between host and agent: what the agent may say, parsed as hostile input, and what the host asks of it.

import { z } from "zod";
import type { FileProfile, Language } from "../../core/domain.ts";
import { seenSchema } from "./seen.ts";
import { line, text } from "./text.ts";

/** What a host and an agent must agree on; the same number is in `image/agent/main.py`. */
export const PROTOCOL = 4;

/** A longer line ends the connection. */
export const LINE_LIMIT = 1024 * 1024;

/** Head and tail of a Run's output together, and what the agent adds between them. */
const OUTPUT_LIMIT = 330 * 1024;

const id = z.string().max(200);
const generation = z.string().regex(/^[\w.]{1,60}$/);

/** One line each; too many, and the last are left out. */
const lines = (most: number, limit: number) =>
	z.array(z.string()).transform((all) => all.slice(0, most).map((one) => line(limit).parse(one)));

/** Code, so that nothing in it is changed: with a sign that people cannot see, or another line, it is none. */
const codeLine = z
	.string()
	.min(1)
	.max(400)
	.regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]+$/u);
const mendSchema = z.object({
	line: z.number().int().min(1).max(10_000_000),
	at: z.number().int().min(0).max(100_000),
	old: codeLine,
	text: codeLine,
});

const errorSchema = z
	.object({
		name: text(200),
		message: text(4000),
		line: z.number().int().min(1).max(10_000_000).exactOptional(),
		trace: text(20_000),
		// What the probe found only helps: if it has another shape, the error is reported without it.
		cause: line(600).catch("").exactOptional(),
		mend: mendSchema.optional().catch(undefined),
		facts: lines(8, 600).catch([]).exactOptional(),
		locals: lines(14, 600).catch([]).exactOptional(),
	})
	.transform(({ mend, ...error }) => ({ ...error, ...(mend === undefined ? {} : { mend }) }));

const doneSchema = z.object({
	t: z.literal("done"),
	seq: z.number().int().min(0),
	id,
	generation,
	outcome: z.enum(["ok", "failed", "timed_out", "out_of_memory", "cancelled"]),
	output: text(OUTPUT_LIMIT),
	durationMs: z.number().int().min(0).max(1e9),
	error: errorSchema.exactOptional(),
	/** Figures, the whole output if it was cut, and tables that were not shown whole. */
	figures: z
		.array(z.string().regex(/^(figure-\d{1,3}\.(png|jpg|svg|html)|output-\d{1,9}\.txt|table-\d{1,3}\.csv)$/))
		.max(31),
	notes: z.array(text(300)).max(10),
	/** What was left in the kernel or still runs, and changes what later programs do. */
	standing: lines(8, 120).catch([]).exactOptional(),
	/** What the kernel saw in its own objects; it only helps. */
	seen: seenSchema.exactOptional(),
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

const code = text(600);
const sheetSchema = z.object({
	name: text(100),
	rows: amount.exactOptional(),
	columns: z.array(text(80)).max(40),
	more: amount.exactOptional(),
	hidden: z.literal(true).exactOptional(),
	skip: amount.exactOptional(),
	header: amount.exactOptional(),
	read: code.exactOptional(),
});
const encoding = z.string().regex(/^[a-z0-9-]{1,20}$/);

/** It becomes code in programs that people are shown: nothing else may stand in it. Of functions only one that joins fields of a row. */
const JOINS =
	/on_bad_lines=lambda row: \[\*row\[:\d{1,3}\], "[^\w\s"'\\]"\.join\(row\[\d{1,3}:len\(row\)( - \d{1,3})?\]\), \*row\[len\(row\)( - \d{1,3})?:\]\]/;
const readArgument = z
	.string()
	.max(300)
	.regex(
		new RegExp(
			String.raw`^(quoting=3|index_col=False|keep_default_na=False|on_bad_lines="skip"|encoding_errors="replace"|escapechar="\\\\"|engine="python"|nrows=\d{1,9}|${JOINS.source}|usecols=range\(\d{1,6}\)|skiprows=\[\d{1,9}(, \d{1,9}){0,40}\]|na_values=\["(?:[\w/#.<> -]{0,10}|\\\\N)"(, "[\w/#.<> -]{1,10}"){0,8}\])$`,
		),
	);

const profileSchema = z.object({
	format: text(40),
	encoding: encoding.exactOptional(),
	orEncoding: encoding.exactOptional(),
	delimiter: z
		.string()
		.regex(/^[^\w\s"'\\]$|^[\t ]$/)
		.exactOptional(),
	decimal: z.literal(",").exactOptional(),
	thousands: z.enum([",", "."]).exactOptional(),
	skip: amount.exactOptional(),
	header: amount.exactOptional(),
	read: code.exactOptional(),
	unread: line(200).exactOptional(),
	sheet: text(100).exactOptional(),
	sheets: z.array(sheetSchema).max(20).exactOptional(),
	flat: z.array(text(80)).max(40).exactOptional(),
	arguments: z.array(readArgument).max(8).exactOptional(),
	totals: z.array(text(60)).max(12).exactOptional(),
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
	/** Python in a namespace of its own. */
	readonly apart?: true;
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
	return { format: ending, notes: ["it could not be looked into within 35 s"] };
}
