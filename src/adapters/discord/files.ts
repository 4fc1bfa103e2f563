// Files that people gave us on Discord: only from its file hosts, without the token; an expired address is asked for again.

import { Routes } from "discord.js";
import type { z } from "zod";
import type { FileRef } from "../../core/domain.ts";
import { isBotError } from "../../core/errors.ts";
import { download, gone } from "../download.ts";
import { type Api, READ } from "./api.ts";
import { readHistory, sourceShape } from "./events.ts";
import { isRefusal } from "./failure.ts";

export interface FetchOptions {
	readonly api: Api;
	/** Host names, reached by https; or whole origins like `http://127.0.0.1:4700` for a local look-alike. */
	readonly fileHosts: readonly string[];
	readonly maxUploadBytes: number;
}

/** The bytes of a file that a person gave, as they arrive. BotError `file_too_large`, `file_refused`, `file_gone`, or `chat_refused` if Discord itself refuses. */
export async function fetchFile(
	options: FetchOptions,
	file: FileRef,
	signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
	const { name, size } = file;
	const source = sourceShape.parse(JSON.parse(file.source));
	const from = {
		platform: "Discord",
		setting: "DISCORD_FILE_HOSTS",
		hosts: options.fileHosts,
		// The address itself is the permission: the token is never sent.
		headers: {},
		maxBytes: options.maxUploadBytes,
		whenRefused: "its address has expired; please upload it again.",
	} as const;
	try {
		return await download(from, { name, size, url: source.url }, signal);
	} catch (error) {
		const fresh = isBotError(error) && isExpired(source.url) ? await renewed(options.api, file.id, source) : undefined;
		if (fresh === undefined) throw error;
		return download(from, { name, size, url: fresh }, signal);
	}
}

/** Discord's addresses say when they expire, in hexadecimal seconds. */
function isExpired(url: string): boolean {
	const until = URL.parse(url)?.searchParams.get("ex");
	return typeof until === "string" && Number.parseInt(until, 16) * 1000 < Date.now();
}

async function renewed(
	api: Api,
	id: string,
	{ channel, message }: z.infer<typeof sourceShape>,
): Promise<string | undefined> {
	try {
		const payload = await api.get(Routes.channelMessage(channel, message), READ);
		const note = readHistory(payload, { guild: "@me", self: await api.self() });
		const file = note?.files.find((one) => one.id === id);
		return file === undefined ? undefined : sourceShape.parse(JSON.parse(file.source)).url;
	} catch (error) {
		if (isRefusal(error, "unknownMessage", "unknownChannel")) throw gone("Discord", id);
		throw error;
	}
}
