// Settings: `.env` line by line, what stands in it and in the shell, the rules by channel. Nothing is changed.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { loadPolicy } from "../../src/config/channels.ts";
import { type Config, ConfigError, readConfig } from "../../src/config/environment.ts";
import { openToOthers } from "../services/closing.ts";
import { idleLines } from "../services/env-file.ts";
import type { Finding } from "./finding.ts";

export interface Place {
	/** The folder with `.env` and `threadloop.yaml`. */
	readonly root: string;
	/** Of the shell, which wins over `.env`. */
	readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Settled {
	readonly findings: readonly Finding[];
	/** undefined where the settings are wrong. */
	readonly config: Config | undefined;
}

export function checkSettings({ root, env }: Place): Settled {
	const file = join(root, ".env");
	const text = existsSync(file) && statSync(file).isFile() ? readFileSync(file, "utf8") : undefined;
	const open = openToOthers(file);
	const idle = text === undefined ? [] : idleLines(text);
	const ofFile: readonly Finding[] = [
		...(open === undefined ? [] : [{ part: ".env", state: "worry", said: open } as const]),
		...idle.map((said): Finding => ({ part: ".env", state: "bad", said })),
	];
	const all = { ...(text === undefined ? {} : parseEnv(text)), ...env };
	let config: Config | undefined;
	const problems: Finding[] = [];
	try {
		config = readConfig(all);
		loadPolicy(config, root);
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		const part = config === undefined ? "settings" : "threadloop.yaml";
		for (const line of error.message.split("\n").slice(1)) problems.push({ part, state: "bad", said: line.slice(2) });
		config = undefined;
	}
	const good: Finding = { part: "settings", state: "good", said: saidOf(text !== undefined, config) };
	const found = [...ofFile, ...problems];
	return {
		findings: config === undefined || found.length > 0 ? [...found, ...(config === undefined ? [] : [good])] : [good],
		config,
	};
}

function saidOf(hasFile: boolean, config: Config | undefined): string {
	const { slack, discord } = config ?? {};
	const platforms = [slack === undefined ? [] : ["Slack"], discord === undefined ? [] : ["Discord"]].flat();
	const mode = platforms.length === 0 ? "demo mode, as neither Slack nor Discord is set" : platforms.join(" and ");
	return `${hasFile ? "from .env and the environment" : "from the environment; there is no .env"}: ${mode}`;
}
