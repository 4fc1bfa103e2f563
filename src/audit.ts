// The audit: one JSON line an event, each with the sha256 of the line before; only ever appended to, and on disk before it counts.

import { createHash } from "node:crypto";
import { mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { BotError } from "./core/errors.ts";
import type { Audit, AuditEntry } from "./core/ports.ts";

export interface AuditOptions {
	readonly stateDir: string;
	/** Takes secrets out of a line. */
	readonly redact: (line: string) => string;
	readonly now: () => number;
}

export interface AuditFile extends Audit {
	close(): Promise<void>;
}

export function auditPath(stateDir: string): string {
	return join(stateDir, "audit", "audit.jsonl");
}

/** `prev` of the first line. */
const START = "0".repeat(64);
/** Names a line that a crash left half written, so that it stays in sight and in the chain. */
const TORN = "torn_line";

const lineSchema = z.looseObject({ n: z.number(), at: z.string(), prev: z.string(), event: z.string() });

interface Tip {
	/** Lines so far, the torn ones too. */
	readonly n: number;
	/** sha256 of the last one. */
	readonly hash: string;
	/** Bytes of the file. */
	readonly size: number;
}

/** Marks a line that a crash tore. Throws a plain sentence where the file does not end as the audit leaves it. */
export async function openAudit({ stateDir, redact, now }: AuditOptions): Promise<AuditFile> {
	const path = auditPath(stateDir);
	await mkdir(join(stateDir, "audit"), { recursive: true, mode: 0o700 });
	const handle = await open(path, "a", 0o600);
	/** undefined after a write that failed: what it left is looked at first. */
	let tip: Tip | undefined;

	const line = (entry: AuditEntry, { n, hash }: Tip) =>
		redact(JSON.stringify({ ...entry, n: n + 1, at: new Date(now()).toISOString(), prev: hash }));

	const append = async (text: string, from: Tip): Promise<Tip> => {
		const { size } = await handle.stat();
		if (size !== from.size && size > 0) throw new Error("somebody else has written to it");
		await handle.appendFile(`${text}\n`);
		await handle.datasync();
		return { n: from.n + 1, hash: sha256(text), size: from.size + Buffer.byteLength(text) + 1 };
	};

	const recovered = async (): Promise<Tip> => {
		const text = await readFile(path, "utf8");
		const whole = text.split("\n");
		const rest = whole.pop() ?? "";
		const last = whole.at(-1);
		const n = whole.length;
		const size = Buffer.byteLength(text);
		if (rest === "") {
			if (last !== undefined && !lineSchema.safeParse(json(last)).success) {
				throw new Error(`line ${n} is no line of the audit; \`npm run audit:verify\` tells more`);
			}
			return { n, hash: last === undefined ? START : sha256(last), size };
		}
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
		throw new Error(`The audit in ${path} cannot be continued (${reason(error)}); move it away to begin a new one.`);
	}
	let queue: Promise<unknown> = Promise.resolve();
	return {
		write: (entry) => {
			const done = queue
				.then(() => write(entry))
				.catch((error: unknown) => {
					throw new BotError(
						"audit_down",
						`The audit in ${path} cannot be written (${reason(error)}), so nothing was run; mend that, then try again.`,
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

export type Verdict =
	| {
			readonly kind: "ok";
			readonly lines: number;
			readonly torn: number;
			readonly events: Readonly<Record<string, number>>;
	  }
	/** `line` is 1-based. */
	| { readonly kind: "broken"; readonly line: number; readonly why: string };

/** Whether the text is one unbroken chain. */
export function verify(text: string): Verdict {
	const lines = text.split("\n");
	const rest = lines.pop() ?? "";
	const events: Record<string, number> = {};
	let prev = START;
	let torn = 0;
	for (const [at, line] of lines.entries()) {
		const broken = (why: string): Verdict => ({ kind: "broken", line: at + 1, why });
		const marked = lineSchema.safeParse(json(lines[at + 1] ?? "")).data;
		if (marked?.event === TORN && marked.prev === sha256(line)) {
			torn += 1;
		} else {
			const parsed = lineSchema.safeParse(json(line));
			if (!parsed.success) return broken("it is no line of the audit");
			if (parsed.data.prev !== prev) return broken("the line before it was changed, put in or taken out");
			if (parsed.data.n !== at + 1) return broken(`it says that it is line ${parsed.data.n}`);
			events[parsed.data.event] = (events[parsed.data.event] ?? 0) + 1;
		}
		prev = sha256(line);
	}
	if (rest !== "") {
		return { kind: "broken", line: lines.length + 1, why: "it ends in the middle; the bot marks it when it starts" };
	}
	return { kind: "ok", lines: lines.length, torn, events };
}

function sha256(text: string): string {
	return createHash("sha256").update(text).digest("hex");
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
