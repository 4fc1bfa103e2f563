// The settings of `.env` and of the shell (which wins), checked before anything is done.

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadPolicy } from "../../src/config/channels.ts";
import { type Config, readConfig } from "../../src/config/environment.ts";
import { closeFolder } from "./closing.ts";
import { idleLines } from "./env-file.ts";

export interface Environment {
	readonly config: Config;
	/** Absolute; exists, with its folder of logs. */
	readonly stateDir: string;
}

/** Throws ConfigError with every problem. */
export function readEnvironment(root: string, say: (line: string) => void): Environment {
	const file = join(root, ".env");
	if (existsSync(file)) {
		for (const line of idleLines(readFileSync(file, "utf8"))) say(line);
		process.loadEnvFile(file);
	}
	const config = readConfig(process.env);
	// The bot reads it again when it starts; here it only has to be sound.
	loadPolicy(config, root);
	const stateDir = resolve(root, config.stateDir);
	closeFolder(stateDir, say);
	mkdirSync(join(stateDir, "logs"), { recursive: true });
	return { config, stateDir };
}
