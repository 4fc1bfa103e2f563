// Files that people gave us on Slack: the token goes only to Slack's file hosts, and a login page is not taken for a file.

import type { FileRef } from "../../core/domain.ts";
import { BotError } from "../../core/errors.ts";
import { download, gone } from "../download.ts";
import type { Api } from "./api.ts";
import { readFileInfo, type Source, safeJson, sourceShape } from "./events.ts";
import { slackCode } from "./failure.ts";

export interface FetchOptions {
	readonly api: Api;
	readonly botToken: string;
	/** Host names, reached by https; or whole origins like `http://127.0.0.1:4700` for a local look-alike. */
	readonly fileHosts: readonly string[];
	readonly maxUploadBytes: number;
}

/** The bytes of a file that a person gave, as they arrive. BotError `file_too_large`, `file_refused`, `file_gone`, or `chat_refused` if Slack itself refuses. */
export async function fetchFile(
	{ api, botToken, fileHosts, maxUploadBytes }: FetchOptions,
	file: FileRef,
	signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
	const { name, size, source } = await complete(api, file);
	if (source.kind === "elsewhere") {
		throw new BotError(
			"file_refused",
			`${name} is only a link to another service, and I can only read files on Slack; please upload the file itself.`,
		);
	}
	if (source.kind === "gone" || source.url === undefined) throw gone("Slack", name);
	const from = {
		platform: "Slack",
		setting: "SLACK_FILE_HOSTS",
		hosts: fileHosts,
		headers: { authorization: `Bearer ${botToken}` },
		maxBytes: maxUploadBytes,
		whenRefused: "the app needs the scope files:read and must be a member of the channel.",
	} as const;
	const check = (response: Response) => {
		if (!isLoginPage(response, name, source)) return;
		throw new BotError(
			"file_refused",
			`Slack sent a login page instead of ${name}, because the app lacks the scope files:read; add it under OAuth & Permissions and install the app again.`,
		);
	};
	return download(from, { name, size, url: source.url, check }, signal);
}

/** Of some files Slack gives only a stub; files.info has the rest. */
async function complete(api: Api, file: FileRef): Promise<{ name: string; size: number; source: Source }> {
	const source = sourceShape.parse(safeJson(file.source));
	if (source.kind !== "ask") return { name: file.name, size: file.size, source };
	try {
		const info = await api.call("files.info", () => api.client.files.info({ file: source.id }));
		const full = readFileInfo(info);
		if (full === undefined) throw gone("Slack", file.name);
		return { name: full.name, size: full.size, source: sourceShape.parse(safeJson(full.source)) };
	} catch (error) {
		const code = slackCode(error instanceof Error ? error.cause : undefined);
		if (code === "file_not_found" || code === "file_deleted") throw gone("Slack", file.name);
		throw error;
	}
}

function isLoginPage(response: Response, name: string, { mimetype }: Source): boolean {
	const isHtml = (response.headers.get("content-type") ?? "").startsWith("text/html");
	return isHtml && !/\.html?$/i.test(name) && mimetype !== "text/html";
}
