// The bot itself, as a process of its own: `node src/main.ts` with the addresses of what was started for it.

import { join } from "node:path";
import { z } from "zod";
import { type LogLevel, SETTINGS } from "../../src/config/environment.ts";
import { outward, settings } from "./inheritance.ts";
import { Running, type Surroundings } from "./process.ts";

/** What is read from the network is thrown away after about a megabyte, so that a large upload leaves the bot's memory flat. */
export const NODE_FLAGS = ["--max-semi-space-size=1"] as const;

/** The demo's doors and the weights are our business. */
const ITS_SETTINGS = SETTINGS.filter((name) => !/^(DEMO_|MODEL_(FILE|THREADS)$)/.test(name));

export interface Bot {
	readonly env: Readonly<Record<string, string>>;
	readonly logLevel: LogLevel;
	/** What is at work is finished when it is stopped: a program may take so long. Absent: it is left where it is. */
	readonly runTimeoutMs?: number;
}

/** For what follows a program, and for ending the containers. */
const GRACE_MS = 45_000;

export function openBot(around: Surroundings, { env, logLevel, runTimeoutMs }: Bot): Running {
	const isQuiet = logLevel === "warn" || logLevel === "error";
	return new Running(
		{
			name: "bot",
			command: process.execPath,
			args: [...NODE_FLAGS, join(import.meta.dirname, "../../src/main.ts")],
			env: { ...outward(), ...settings(ITS_SETTINGS), ...env, STATE_DIR: around.stateDir },
			isReady: isQuiet ? outlives(QUIET_MS) : saysReady(around.say),
			readyWithinMs: 120_000,
			...(runTimeoutMs === undefined ? { stopBy: "SIGINT" } : {}),
			graceMs: GRACE_MS + (runTimeoutMs ?? 0),
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

/** Its log is a JSON line an event: `ready` means that it is connected, `redis` that the operator's Redis could lose data. */
function saysReady(say: (line: string) => void): (log: string) => boolean {
	const told = new Set<string>();
	return (log) => {
		const events = log.split("\n").flatMap((line) => {
			const parsed = event.safeParse(json(line));
			return parsed.success ? [parsed.data] : [];
		});
		for (const { event, problem } of events) {
			if (event !== "redis" || problem === undefined || told.has(problem)) continue;
			told.add(problem);
			say(problem);
		}
		return events.some(({ event }) => event === "ready");
	};
}

const event = z.looseObject({ event: z.string(), problem: z.string().optional() });

function json(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
