// Files that people gave us, as streams: only from hosts on the list, the token only to them, a size limit while it flows.

import type { FileRef } from "../../core/domain.ts";
import { BotError } from "../../core/errors.ts";
import { sized } from "../words.ts";
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

const REDIRECTS = 3;
const SILENCE = 30_000;

export async function fetchFile(
	options: FetchOptions,
	file: FileRef,
	signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
	const { name, size, source } = await complete(options.api, file);
	if (source.kind === "elsewhere") {
		throw new BotError(
			"file_refused",
			`${name} is only linked from another service, and I take files from Slack alone; please upload the file itself.`,
		);
	}
	if (source.kind === "gone" || source.url === undefined) throw gone(name);
	if (size > options.maxUploadBytes) throw tooLarge(name, sized(size), options.maxUploadBytes);
	const idle = new AbortController();
	const response = await follow(options, { name, url: source.url }, AbortSignal.any([signal, idle.signal]));
	const length = Number(response.headers.get("content-length") ?? 0);
	if (length > options.maxUploadBytes) {
		await response.body?.cancel();
		throw tooLarge(name, sized(length), options.maxUploadBytes);
	}
	if (isLoginPage(response, name, source)) {
		await response.body?.cancel();
		throw new BotError(
			"file_refused",
			`Slack sent a login page in place of ${name}, so the app lacks the scope files:read; add it under OAuth & Permissions and install the app again.`,
		);
	}
	return capped(response, { name, limit: options.maxUploadBytes, idle });
}

/** Slack gives only a stub of some files; files.info has the rest. */
async function complete(api: Api, file: FileRef): Promise<{ name: string; size: number; source: Source }> {
	const source = sourceShape.parse(safeJson(file.source));
	if (source.kind !== "ask") return { name: file.name, size: file.size, source };
	try {
		const info = await api.call("files.info", () => api.client.files.info({ file: source.id }));
		const full = readFileInfo(info);
		if (full === undefined) throw gone(file.name);
		return { name: full.name, size: full.size, source: sourceShape.parse(safeJson(full.source)) };
	} catch (error) {
		const code = slackCode(error instanceof Error ? error.cause : undefined);
		if (code === "file_not_found" || code === "file_deleted") throw gone(file.name);
		throw error;
	}
}

async function follow(
	{ botToken, fileHosts }: FetchOptions,
	{ name, url }: { readonly name: string; readonly url: string },
	signal: AbortSignal,
): Promise<Response> {
	let next = url;
	for (let hop = 0; hop <= REDIRECTS; hop += 1) {
		if (!isAllowed(next, fileHosts)) {
			throw new BotError(
				"file_refused",
				`${name} lies on ${hostOf(next)}, which is not one of Slack's file hosts, so it was not fetched; please upload the file itself, or add the host to SLACK_FILE_HOSTS.`,
			);
		}
		const response = await fetch(next, {
			headers: { authorization: `Bearer ${botToken}`, "accept-encoding": "identity" },
			redirect: "manual",
			signal,
		}).catch((error: unknown) => {
			signal.throwIfAborted();
			throw new BotError(
				"file_gone",
				`${name} could not be fetched from Slack (${reason(error)}); please upload it again.`,
				{
					cause: error,
				},
			);
		});
		if (response.ok) return response;
		await response.body?.cancel();
		const location = response.headers.get("location");
		if (response.status < 300 || response.status >= 400 || location === null) throw refusal(name, response.status);
		next = URL.parse(location, next)?.href ?? location;
	}
	throw new BotError(
		"file_refused",
		`Slack redirected ${name} too often, so it was not fetched; please upload it again.`,
	);
}

/** https and an exact host of the list, no user or port in the URL; http only for an origin listed with http. */
export function isAllowed(url: string, fileHosts: readonly string[]): boolean {
	const parsed = URL.parse(url);
	if (parsed === null || parsed.username !== "" || parsed.password !== "") return false;
	return fileHosts.some((entry) =>
		entry.startsWith("http://") || entry.startsWith("https://")
			? URL.parse(entry)?.origin === parsed.origin
			: parsed.protocol === "https:" && parsed.host === entry.toLowerCase(),
	);
}

function isLoginPage(response: Response, name: string, { mimetype }: Source): boolean {
	const isHtml = (response.headers.get("content-type") ?? "").startsWith("text/html");
	return isHtml && !/\.html?$/i.test(name) && mimetype !== "text/html";
}

async function* capped(
	response: Response,
	{ name, limit, idle }: { readonly name: string; readonly limit: number; readonly idle: AbortController },
): AsyncGenerator<Uint8Array> {
	const stalled = new BotError("file_gone", `Slack stopped sending ${name} midway; please upload it again.`);
	let taken = 0;
	let timer = setTimeout(() => idle.abort(stalled), SILENCE);
	try {
		for await (const chunk of response.body ?? []) {
			clearTimeout(timer);
			taken += chunk.byteLength;
			if (taken > limit) throw tooLarge(name, `more than ${sized(limit)}`, limit);
			yield chunk;
			timer = setTimeout(() => idle.abort(stalled), SILENCE);
		}
	} catch (error) {
		if (error instanceof TypeError) throw stalled;
		throw error;
	} finally {
		clearTimeout(timer);
	}
}

/** `size` as it is to be read, with its unit. */
function tooLarge(name: string, size: string, limit: number): BotError {
	return new BotError(
		"file_too_large",
		`${name} is too large: it has ${size} and the limit is ${sized(limit)}; please send a smaller part of it.`,
	);
}

function gone(name: string): BotError {
	return new BotError("file_gone", `${name} is no longer on Slack, so I could not read it; please upload it again.`);
}

function refusal(name: string, status: number): BotError {
	if (status === 404 || status === 410) return gone(name);
	if (status === 401 || status === 403) {
		return new BotError(
			"file_refused",
			`Slack did not let me read ${name} (${status}); the app needs the scope files:read and must be a member of the channel.`,
		);
	}
	return new BotError("file_gone", `Slack could not send ${name} (${status}); please upload it again.`);
}

function hostOf(url: string): string {
	return URL.parse(url)?.host ?? "an unreadable address";
}

function reason(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? error.cause.message : error.message;
}
