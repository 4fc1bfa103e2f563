// Structured log: one JSON line per event, with thread and turn if there are any; secrets are redacted.

import { destination as openDestination, pino } from "pino";
import type { Log } from "./core/ports.ts";

/** Slack tokens, bearer headers, and passwords inside addresses, wherever they stand. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
	[/xox[a-z]-[\w-]+|xapp-[\w-]+/g, "[redacted]"],
	[/(Bearer\s+)[\w.~+/=-]+/gi, "$1[redacted]"],
	[/(\b\w+:\/\/[^\s:@/"]*:)[^\s@/"]+(?=@)/g, "$1[redacted]"],
];
/** Shorter "secrets" are words like `none`, and redacting them would garble every line. */
const SHORTEST_SECRET = 6;
/** Characters of lines that could not be written yet. */
const MOST_HELD = 1_000_000;

/** `secrets` are values that must not appear; stderr unless a `destination` is given, which gets whole lines. */
export function openLog(o: {
	readonly level: string;
	readonly secrets: readonly string[];
	readonly destination?: { write(line: string): void };
}): Log {
	const out = o.destination ?? openStderr();
	const redact = redactor(o.secrets);
	const logger = pino(
		{
			level: o.level,
			base: null,
			timestamp: () => `,"time":"${new Date().toISOString()}"`,
			formatters: { level: (label) => ({ level: label }) },
			messageKey: "event",
		},
		{ write: (line: string) => void out.write(redact(line)) },
	);
	return (level, event, fields = {}) => logger[level](plain(fields), event);
}

/** Where the disk of the log is full, lines are lost; the bot goes on. */
function openStderr(): { write(line: string): void } {
	const out = openDestination({ fd: 2, sync: true, maxLength: MOST_HELD });
	out.on("error", () => {});
	return out;
}

/** Takes known secrets and what looks like one out of a line. */
export function redactor(secrets: readonly string[]): (line: string) => string {
	const values = secrets
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
		.sort((a, b) => b.length - a.length);
	return (line) => {
		const known = values.reduce((text, value) => text.replaceAll(value, "[redacted]"), line);
		return PATTERNS.reduce((text, [pattern, instead]) => text.replace(pattern, instead), known);
	};
}

/** Thread and turn first; errors with their cause, as data. */
function plain({ thread, turn, ...rest }: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const fields = Object.entries(rest).map(([name, value]) => [
		name,
		value instanceof Error ? errorFields(value, 0) : value,
	]);
	return { thread, turn, ...Object.fromEntries(fields) };
}

function errorFields(error: Error, depth: number): Record<string, unknown> {
	const code: unknown = "code" in error ? error.code : undefined;
	const { cause } = error;
	return {
		name: error.name,
		message: error.message,
		...(code === undefined ? {} : { code }),
		stack: error.stack,
		...(cause === undefined
			? {}
			: { cause: cause instanceof Error && depth < 3 ? errorFields(cause, depth + 1) : String(cause) }),
	};
}
