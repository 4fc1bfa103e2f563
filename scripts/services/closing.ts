// The state folder holds what people sent and said: it is for the user who runs the bot alone, and so is what tokens stand in.

import { chmodSync, mkdirSync, statSync } from "node:fs";
import { ConfigError } from "../../src/config/environment.ts";

const OTHERS = 0o077;
const SHARED = 0o1000;

/** Makes the folder, or takes away what other users may do with it; says so. Throws ConfigError for one that is everybody's, like /tmp. */
export function closeFolder(folder: string, say: (line: string) => void): void {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const { mode } = statSync(folder);
	if ((mode & SHARED) !== 0) {
		throw new ConfigError([
			`STATE_DIR=${folder} is shared by all users; use a folder inside it, for example STATE_DIR=${folder}/threadloop`,
		]);
	}
	if ((mode & OTHERS) === 0) return;
	try {
		chmodSync(folder, mode & 0o7700);
		say(`other users of this machine could read ${folder}; it is closed to them now.`);
	} catch {
		say(
			`other users of this machine can read ${folder}, which belongs to another user; as its owner run: chmod 700 ${folder}`,
		);
	}
}

/** A sentence where other users of this machine can read the file; undefined where they cannot or there is none. */
export function openToOthers(file: string): string | undefined {
	const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
	if ((mode & OTHERS) === 0) return undefined;
	return `other users of this machine can read ${file}, which holds tokens; close it with: chmod 600 ${file}`;
}
