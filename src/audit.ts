// Audit log: one JSON line per event, each with the sha256 of the line before; append-only, and on disk before it counts.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { BotError } from "./core/errors.ts";
import type { Audit, AuditEntry } from "./core/ports.ts";

export interface AuditOptions {
	readonly stateDir: string;
	/** Each replica has a chain of its own; absent: the only bot. */
	readonly replica?: string | undefined;
	/** Takes secrets out of a line. */
	readonly redact: (line: string) => string;
	readonly now: () => number;
}

export interface AuditFile extends Audit {
	close(): Promise<void>;
}

export function auditPath(stateDir: string, replica?: string): string {
	return join(stateDir, "audit", replica === undefined ? "audit.jsonl" : `audit-${replica}.jsonl`);
}

/** The files of all chains, sorted by name. */
export async function auditPaths(stateDir: string): Promise<readonly string[]> {
	const folder = join(stateDir, "audit");
	const names = await readdir(folder).catch(() => []);
	return names
		.filter((name) => /^audit(-[a-z0-9-]+)?\.jsonl$/.test(name))
		.sort()
		.map((name) => join(folder, name));
}

/** `prev` of the first line. */
const START = "0".repeat(64);
/** Event for a line that a crash left half written, so that it stays visible and in the chain. */
const TORN = "torn_line";

/** No line is longer, so the end of the file is enough to continue from. */
const LONGEST = 1024 ** 2;

const lineSchema = z.looseObject({ n: z.number(), at: z.string(), prev: z.string(), event: z.string() });
export type AuditLine = z.infer<typeof lineSchema>;

interface Tip {
	/** Lines so far, the torn ones too. */
	readonly n: number;
	/** sha256 of the last one. */
	readonly hash: string;
	/** Bytes of the file. */
	readonly size: number;
}

/** Marks a line that a crash tore. Throws an Error with a sentence if the file does not end as the audit leaves it. */
export async function openAudit({ stateDir, replica, redact, now }: AuditOptions): Promise<AuditFile> {
	const path = auditPath(stateDir, replica);
	await mkdir(join(stateDir, "audit"), { recursive: true, mode: 0o700 });
	const handle = await open(path, "a", 0o600);
	/** undefined after a failed write: the end of the file is read again first. */
	let tip: Tip | undefined;

	const line = (entry: AuditEntry, { n, hash }: Tip) =>
		redact(JSON.stringify({ ...entry, n: n + 1, at: new Date(now()).toISOString(), prev: hash }));

	const append = async (entry: string, from: Tip): Promise<Tip> => {
		const { size } = await handle.stat();
		if (size !== from.size)
			throw new Error("another program has written to it, but each bot needs a REPLICA of its own");
		await handle.appendFile(`${entry}\n`);
		await handle.datasync();
		return { n: from.n + 1, hash: sha256(entry), size: from.size + Buffer.byteLength(entry) + 1 };
	};

	const recovered = async (): Promise<Tip> => {
		const { size } = await handle.stat();
		const [last, rest] = await endOf(path, size);
		const parsed = lineSchema.safeParse(last === "" ? undefined : json(last)).data;
		if (last !== "" && parsed === undefined) {
			throw new Error("its last line is not an audit line; `npm run audit:verify` says more");
		}
		const n = parsed?.n ?? 0;
		if (rest === "") return { n, hash: last === "" ? START : sha256(last), size };
		await handle.appendFile("\n");
		const torn = { n: n + 1, hash: sha256(rest), size: size + 1 };
		return append(line({ event: TORN, bytes: Buffer.byteLength(rest) }, torn), torn);
	};

	const write = async (entry: AuditEntry): Promise<void> => {
		const from = tip ?? (await recovered());
		tip = undefined;
		tip = await append(line(entry, from), from);
	};

	try {
		tip = await recovered();
	} catch (error) {
		await handle.close();
		throw new Error(`The audit in ${path} cannot be continued (${reason(error)}); move it away to start a new one.`);
	}
	let queue: Promise<unknown> = Promise.resolve();
	return {
		write: (entry) => {
			const done = queue
				.then(() => write(entry))
				.catch((error: unknown) => {
					throw new BotError(
						"audit_down",
						`The audit in ${path} cannot be written (${reason(error)}), so nothing was run; fix that, then try again.`,
						{ cause: error },
					);
				});
			queue = done.catch(() => {});
			return done;
		},
		close: async () => {
			await queue;
			await handle.close();
		},
	};
}

/** The last whole line, and what comes after it. */
async function endOf(path: string, size: number): Promise<readonly [last: string, rest: string]> {
	if (size === 0) return ["", ""];
	const start = Math.max(0, size - LONGEST);
	const lines = (await text(createReadStream(path, { start, end: size - 1 }))).split("\n");
	return [lines.at(-2) ?? "", lines.at(-1) ?? ""];
}

export type Verdict =
	| {
			readonly kind: "ok";
			readonly lines: number;
			readonly torn: number;
			readonly events: Readonly<Record<string, number>>;
			/** sha256 of the last line: whoever keeps it notices if the end is changed or cut off. */
			readonly last: string;
	  }
	/** `line` is 1-based. */
	| { readonly kind: "broken"; readonly line: number; readonly why: string };

/** Whether the file is one unbroken chain; read as a stream. `each` gets every line of it, which counts only if all of it is whole. */
export async function verify(
	chunks: AsyncIterable<string> | Iterable<string>,
	each: (entry: AuditLine) => void = () => {},
): Promise<Verdict> {
	const events: Record<string, number> = {};
	let [prev, torn, lines] = [START, 0, 0];
	let held: string | undefined;
	let rest = "";
	/** Judges the line that is held, now that the one after it is known. */
	const judge = (next: string): Verdict | undefined => {
		if (held === undefined) return undefined;
		lines += 1;
		const broken = (why: string): Verdict => ({ kind: "broken", line: lines, why });
		const after = lineSchema.safeParse(json(next)).data;
		const hash = sha256(held);
		if (after?.event === TORN && after.prev === hash) {
			torn += 1;
		} else {
			const parsed = lineSchema.safeParse(json(held)).data;
			if (parsed === undefined) return broken("it is not an audit line");
			if (parsed.prev !== prev) return broken("the line before it was changed, inserted or removed");
			if (parsed.n !== lines) return broken(`it says that it is line ${parsed.n}`);
			events[parsed.event] = (events[parsed.event] ?? 0) + 1;
			each(parsed);
		}
		prev = hash;
		return undefined;
	};
	for await (const chunk of chunks) {
		const all = (rest + chunk).split("\n");
		rest = all.pop() ?? "";
		for (const line of all) {
			const broken = judge(line);
			if (broken !== undefined) return broken;
			held = line;
		}
	}
	const broken = judge("");
	if (broken !== undefined) return broken;
	if (rest === "") return { kind: "ok", lines, torn, events, last: prev };
	return { kind: "broken", line: lines + 1, why: "it is cut off; the bot marks it at its next start" };
}

function sha256(line: string): string {
	return createHash("sha256").update(line).digest("hex");
}

function json(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

function reason(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
