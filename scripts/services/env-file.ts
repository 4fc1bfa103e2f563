// Lines of `.env` that do nothing: keys that are no setting, and lines without `=`. Never their values, which may be tokens.

import { parseEnv } from "node:util";
import { nearMisses, SETTINGS } from "../../src/config/environment.ts";
import { isInherited } from "./inheritance.ts";

/** Names that other programs use for the same thing. */
const MEANT: Readonly<Record<string, string>> = {
	MODEL_URL: "MODEL_BASE_URL",
	OPENAI_BASE_URL: "MODEL_BASE_URL",
	OPENAI_API_BASE: "MODEL_BASE_URL",
	OPENAI_API_KEY: "MODEL_API_KEY",
	SLACK_TOKEN: "SLACK_BOT_TOKEN",
	DISCORD_BOT_TOKEN: "DISCORD_TOKEN",
	MAX_RETRIES: "MAX_FIXES",
};

/** What compose.yaml reads there. */
const OF_COMPOSE = /^(COMPOSE_\w+|STATE_VOLUME_PATH)$/;

/** A sentence each, with its cure. */
export function idleLines(text: string): readonly string[] {
	// A value in quotes may go over several lines.
	const lines = text
		.replaceAll(/=[ \t]*(["'`])[\s\S]*?\1/g, (value) => `=${value.replaceAll(/[^\n]/g, "")}`)
		.split("\n");
	const bare = lines.flatMap((line, at) => {
		const plain = line.trim();
		if (plain === "" || plain.startsWith("#") || plain.includes("=")) return [];
		// What follows the name may be a token.
		const name = /^(?:export\s+)?([A-Z][A-Z0-9_]+)(?=\s|:)/.exec(plain)?.[1];
		const example = name === undefined ? "NAME=value" : `${name}=...`;
		return [`Line ${at + 1} of .env has no “=”, so it does nothing; write ${example}`];
	});
	const unknown = Object.keys(parseEnv(text)).filter(
		(key) => !SETTINGS.includes(key) && !isInherited(key) && !OF_COMPOSE.test(key),
	);
	return [...bare, ...unknown.map(unknownKey)];
}

function unknownKey(key: string): string {
	const meant = MEANT[key.toUpperCase()];
	if (meant !== undefined) return `${key} in .env is not a setting, so it does nothing; did you mean ${meant}?`;
	return (
		nearMisses([key])[0] ?? `${key} in .env is not a setting, so it does nothing; docs/settings.md lists them all.`
	);
}
