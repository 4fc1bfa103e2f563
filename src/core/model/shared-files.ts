// Shared files in `/data` as the model reads them: a short list once per Session, and the profile of each file that is named.

import type { DataFile, Session, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import type { World } from "../world.ts";
import { profileText } from "./file-profile.ts";

const LISTED = 20;
const PROFILED = 3;

/** undefined if there is nothing to say. */
export async function dataText(
	world: World,
	{ session, turn }: { session: Session; turn: Turn },
	signal: AbortSignal,
): Promise<string | undefined> {
	const files = await world.sandbox.data();
	const request = turn.request.toLowerCase();
	const named = files.filter(({ path }) => request.includes(nameOf(path).toLowerCase())).slice(0, PROFILED);
	const profiles: string[] = [];
	for (const { path, size } of named) {
		try {
			profiles.push(profileText(path, size, await world.sandbox.profile(turn.thread, path, signal)));
		} catch (error) {
			if (!isBotError(error)) throw error;
		}
	}
	const lists = session.transcript.length === 0 || request.includes("/data");
	const text = [lists ? listOf(files) : "", ...profiles].filter((part) => part !== "").join("\n");
	return text === "" ? undefined : text;
}

function listOf(files: readonly DataFile[]): string {
	if (files.length === 0) return "";
	const rest = files.length - LISTED;
	const lines = files.slice(0, LISTED).map(({ path, size }) => `  ${path} (${Math.ceil(size / 1_000_000)} MB)`);
	return ["Files for everybody, read-only:", ...lines, ...(rest > 0 ? [`  and ${rest} more in /data`] : [])].join("\n");
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf("/") + 1);
}
