// The bot itself, as a process of its own: `node src/main.ts` with the addresses of what was started for it.

import { join } from "node:path";
import type { LogLevel } from "../../src/config.ts";
import { Running, type Surroundings } from "./process.ts";

export interface Bot {
	readonly env: Readonly<Record<string, string>>;
	readonly logLevel: LogLevel;
}

export function openBot(around: Surroundings, { env, logLevel }: Bot): Running {
	const isQuiet = logLevel === "warn" || logLevel === "error";
	return new Running(
		{
			name: "bot",
			command: process.execPath,
			args: [join(import.meta.dirname, "../../src/main.ts")],
			env: { ...env, STATE_DIR: around.stateDir },
			isReady: isQuiet ? outlives(QUIET_MS) : saysReady,
			readyWithinMs: 120_000,
			// It ends its containers first.
			graceMs: 30_000,
		},
		around,
	);
}

/** A quiet bot does not say that it is ready, but one that cannot start ends within seconds. */
const QUIET_MS = 4000;

function outlives(ms: number): () => boolean {
	let since: number | undefined;
	return () => {
		since ??= Date.now();
		return Date.now() - since > ms;
	};
}

/** Its log is a JSON line an event; the event `ready` means that it is connected. */
function saysReady(log: string): boolean {
	return log.split("\n").some((line) => {
		try {
			const event: unknown = JSON.parse(line);
			if (typeof event !== "object" || event === null) return false;
			return ("event" in event && event.event === "ready") || ("msg" in event && event.msg === "ready");
		} catch {
			return false;
		}
	});
}
