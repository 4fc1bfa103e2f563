// Uploads of files into a thread, streamed: several in one message, and found again by their Slack ids after a crash.

import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { BotError } from "../../core/errors.ts";
import type { Api } from "./api.ts";
import type { Address } from "./events.ts";
import { replies } from "./history.ts";

export interface OutFile {
	readonly name: string;
	/** Bytes; at least one, Slack takes no empty file. */
	readonly size: number;
	readonly open: () => AsyncIterable<Uint8Array>;
}

const ticketShape = z.object({ upload_url: z.url(), file_id: z.string() });

/** Uploads the bytes; nobody sees the files yet. Resolves with their Slack ids. */
export async function upload(api: Api, files: readonly OutFile[]): Promise<readonly string[]> {
	const ids: string[] = [];
	for (const { name, size, open } of files) {
		const ask = () => api.client.files.getUploadURLExternal({ filename: name, length: size });
		const ticket = ticketShape.parse(await api.call("files.getUploadURLExternal", ask));
		// The address itself is the permission: the token is not sent there.
		const sent = await fetch(ticket.upload_url, {
			method: "POST",
			headers: { "content-type": "application/octet-stream", "content-length": String(size) },
			body: ReadableStream.from(open()),
			duplex: "half",
			redirect: "error",
			signal: api.closing,
		});
		await sent.body?.cancel();
		if (!sent.ok) {
			throw new BotError(
				"chat_refused",
				`Slack did not accept the file ${name} (${sent.status}); run the code again to get it.`,
			);
		}
		ids.push(ticket.file_id);
	}
	return ids;
}

/** Shows uploaded files in the thread, in one message under `comment`. */
export async function share(
	api: Api,
	{ channel, ts }: Address,
	{
		ids,
		names,
		comment,
	}: { readonly ids: readonly string[]; readonly names: readonly string[]; readonly comment: string },
): Promise<void> {
	const [first, ...rest] = ids.map((id, at) => ({ id, title: names[at] ?? id }));
	if (first === undefined) return;
	await api.call("files.completeUploadExternal", () =>
		api.client.files.completeUploadExternal({
			files: [first, ...rest],
			channel_id: channel,
			thread_ts: ts,
			initial_comment: comment,
		}),
	);
}

const withFiles = z.object({ ts: z.string(), files: z.array(z.object({ id: z.string() })) });

/** The message that shows these files, once it is there; Slack shows them a moment after it took them. */
export async function findShared(
	api: Api,
	address: Address,
	{ ids, pauses }: { readonly ids: readonly string[]; readonly pauses: readonly number[] },
): Promise<string | undefined> {
	for (const pause of pauses) {
		await sleep(pause, undefined, { signal: api.closing });
		for await (const message of replies(api, address)) {
			const parsed = withFiles.safeParse(message);
			if (parsed.success && parsed.data.files.some(({ id }) => ids.includes(id))) return parsed.data.ts;
		}
	}
	return undefined;
}
