// One file from Hugging Face, or a mirror of it: resumed where it was cut, given up soon where nobody answers.

import { once } from "node:events";
import { createWriteStream, rmSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Weights } from "./known.ts";
import { progressOf } from "./progress.ts";

const CONNECT_MS = 8000;
const STALL_MS = 30_000;
const TRIES = 5;

export interface Download {
	readonly weights: Weights;
	/** Bytes gather here; what is there already is kept. */
	readonly partial: string;
	readonly endpoint: string;
}

/** Resolves with undefined once the file is complete (not yet checked), or with the reason why it cannot be had here. */
export async function download({ weights, partial, endpoint }: Download): Promise<string | undefined> {
	if (weights.huggingFace === undefined) return "it is not there";
	const url = `${endpoint.replace(/\/+$/, "")}/${weights.huggingFace}/resolve/main/${weights.name}`;
	let reason = "";
	for (let attempt = 1; attempt <= TRIES; attempt++) {
		const before = sizeOf(partial);
		try {
			const refused = await fetchRest(url, weights, partial);
			if (refused !== undefined) return refused;
			if (sizeOf(partial) === weights.bytes) return undefined;
			reason = "the connection was cut";
		} catch (error) {
			reason = sentence(error);
		}
		// Where not a byte came, waiting does not help.
		if (sizeOf(partial) === before) return reason;
		await sleep(1000 * attempt);
	}
	return reason;
}

async function fetchRest(url: string, weights: Weights, partial: string): Promise<string | undefined> {
	const have = sizeOf(partial);
	if (have >= weights.bytes) {
		if (have > weights.bytes) rmSync(partial);
		else return undefined;
	}
	const stop = new AbortController();
	let timer = setTimeout(() => stop.abort(new Error("no answer in time")), CONNECT_MS);
	const headers: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {};
	try {
		const response = await follow(url, weights, { headers, signal: stop.signal });
		if (typeof response === "string") return response;
		if (response.status === 416) rmSync(partial, { force: true });
		if (!response.ok || response.body === null) return `it answers ${response.status}`;
		const resumed = response.status === 206;
		let done = resumed ? have : 0;
		const file = createWriteStream(partial, { flags: resumed ? "a" : "w" });
		const progress = progressOf(weights.bytes, done);
		try {
			for await (const chunk of response.body) {
				clearTimeout(timer);
				timer = setTimeout(() => stop.abort(new Error("the download stalled")), STALL_MS);
				done += chunk.byteLength;
				if (done > weights.bytes) return "the file there is larger than the one on the list";
				if (!file.write(chunk)) await once(file, "drain");
				progress.to(done);
			}
		} finally {
			progress.end();
			file.end();
			await once(file, "close");
		}
		return undefined;
	} finally {
		clearTimeout(timer);
	}
}

/** Follows redirects by hand: on the way the hub names the sha256, which saves a gigabyte where it is another file. */
async function follow(from: string, weights: Weights, init: RequestInit): Promise<Response | string> {
	let url = from;
	for (let hop = 0; hop < 6; hop++) {
		const response = await fetch(url, { ...init, redirect: "manual" });
		const sha256 = response.headers.get("x-linked-etag")?.replaceAll('"', "");
		if (sha256?.length === 64 && sha256 !== weights.sha256) {
			await response.body?.cancel();
			return `the file there has another sha256 (${sha256.slice(0, 12)}...) than the one on the list`;
		}
		const location = response.headers.get("location");
		if (response.status < 300 || response.status >= 400 || location === null) return response;
		await response.body?.cancel();
		url = new URL(location, url).href;
	}
	return "it redirects for ever";
}

function sizeOf(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function sentence(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const { cause } = error;
	if (!(cause instanceof Error)) return error.message;
	return "code" in cause ? String(cause.code) : cause.message;
}
