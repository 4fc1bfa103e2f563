// Downloads of files that people gave us, as streams: only from hosts on the list, with each redirect checked again and a size limit enforced while data arrives.

import { BotError } from "../core/errors.ts";
import { sized } from "./posts/format.ts";

/** Where a platform keeps its files. */
export interface FileHosts {
	readonly platform: "Slack" | "Discord";
	/** The setting that lists `hosts`. */
	readonly setting: string;
	/** Host names, reached by https; or whole origins like `http://127.0.0.1:4700` for a local look-alike. */
	readonly hosts: readonly string[];
	/** Sent to these hosts only. */
	readonly headers: Readonly<Record<string, string>>;
	readonly maxBytes: number;
	/** What to do if the platform does not let us read a file (401, 403). */
	readonly whenRefused: string;
}

export interface Wanted {
	readonly name: string;
	/** Bytes, as the platform says. */
	readonly size: number;
	readonly url: string;
	/** Throws if the answer is not the file. */
	readonly check?: (response: Response) => void;
}

const REDIRECTS = 3;
const SILENCE = 30_000;

/** The bytes of the file as they arrive, at most `maxBytes` of them. BotError `file_too_large`, `file_refused` or `file_gone`, also while they arrive. */
export async function download(
	from: FileHosts,
	{ name, size, url, check }: Wanted,
	signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
	if (size > from.maxBytes) throw tooLarge(name, sized(size), from.maxBytes);
	const idle = new AbortController();
	const response = await follow(from, { name, url }, AbortSignal.any([signal, idle.signal]));
	try {
		const length = Number(response.headers.get("content-length") ?? 0);
		if (length > from.maxBytes) throw tooLarge(name, sized(length), from.maxBytes);
		check?.(response);
	} catch (error) {
		await response.body?.cancel();
		throw error;
	}
	return capped(response, { name, from, idle });
}

async function follow(
	from: FileHosts,
	{ name, url }: { readonly name: string; readonly url: string },
	signal: AbortSignal,
): Promise<Response> {
	const { platform } = from;
	let next = url;
	for (let hop = 0; hop <= REDIRECTS; hop += 1) {
		if (!isAllowed(next, from.hosts)) {
			throw new BotError(
				"file_refused",
				`${name} is stored on ${hostOf(next)}, which is not one of ${platform}'s file hosts, so it was not fetched; please upload the file itself, or ask the operator to add the host to ${from.setting}.`,
			);
		}
		const headers = { ...from.headers, "accept-encoding": "identity" };
		const response = await fetch(next, { headers, redirect: "manual", signal }).catch((error: unknown) => {
			signal.throwIfAborted();
			throw new BotError(
				"file_gone",
				`${name} could not be fetched from ${platform} (${reason(error)}); please upload it again.`,
				{ cause: error },
			);
		});
		if (response.ok) return response;
		await response.body?.cancel();
		const location = response.headers.get("location");
		if (response.status < 300 || response.status >= 400 || location === null)
			throw refusal(from, name, response.status);
		next = URL.parse(location, next)?.href ?? location;
	}
	throw new BotError(
		"file_refused",
		`${platform} redirected ${name} too often, so it was not fetched; please upload it again.`,
	);
}

/** https and an exact host of the list, no user or port in the URL; http only for an origin listed with http. */
export function isAllowed(url: string, hosts: readonly string[]): boolean {
	const parsed = URL.parse(url);
	if (parsed === null || parsed.username !== "" || parsed.password !== "") return false;
	return hosts.some((entry) =>
		entry.startsWith("http://") || entry.startsWith("https://")
			? URL.parse(entry)?.origin === parsed.origin
			: parsed.protocol === "https:" && parsed.host === entry.toLowerCase(),
	);
}

async function* capped(
	response: Response,
	{ name, from, idle }: { readonly name: string; readonly from: FileHosts; readonly idle: AbortController },
): AsyncGenerator<Uint8Array> {
	const stalled = new BotError("file_gone", `${from.platform} stopped sending ${name} midway; please upload it again.`);
	let taken = 0;
	let timer = setTimeout(() => idle.abort(stalled), SILENCE);
	try {
		for await (const chunk of response.body ?? []) {
			clearTimeout(timer);
			taken += chunk.byteLength;
			if (taken > from.maxBytes) throw tooLarge(name, `more than ${sized(from.maxBytes)}`, from.maxBytes);
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

/** `size` is written out, with its unit. */
function tooLarge(name: string, size: string, limit: number): BotError {
	return new BotError(
		"file_too_large",
		`${name} is too large: it is ${size} and the limit is ${sized(limit)}; please send a smaller part of it.`,
	);
}

export function gone(platform: FileHosts["platform"], name: string): BotError {
	return new BotError(
		"file_gone",
		`${name} is no longer on ${platform}, so I could not read it; please upload it again.`,
	);
}

function refusal({ platform, whenRefused }: FileHosts, name: string, status: number): BotError {
	if (status === 404 || status === 410) return gone(platform, name);
	if (status === 401 || status === 403) {
		return new BotError("file_refused", `${platform} did not let me read ${name} (${status}); ${whenRefused}`);
	}
	return new BotError("file_gone", `${platform} could not deliver ${name} (${status}); please upload it again.`);
}

function hostOf(url: string): string {
	return URL.parse(url)?.host ?? "an unreadable address";
}

function reason(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? error.cause.message : error.message;
}
