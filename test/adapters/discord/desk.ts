// Discord's edge for tests: the adapter with unmodified discord.js against the look-alike, and a door that notes what comes.

import { type DiscordAdapter, type DiscordOptions, openDiscord } from "../../../src/adapters/discord/adapter.ts";
import type { Artifact, Turn } from "../../../src/core/domain.ts";
import type { Click, ClickReply, FrontDoor, Inbound } from "../../../src/core/ports.ts";
import { type DiscordTwin, general, guild, token } from "../../e2e/discord-twin.ts";
import { memoryPosts } from "../../fakes/posts.ts";
import { turn } from "../turns.ts";

export interface Desk {
	readonly discord: DiscordAdapter;
	readonly posts: ReturnType<typeof memoryPosts>;
	readonly heard: Inbound[];
	readonly clicks: { readonly click: Click; readonly reply: ClickReply }[];
	readonly deleted: string[];
	readonly log: { readonly level: string; readonly event: string; readonly fields: Record<string, unknown> }[];
	/** What the store says to messages and clicks; replaced by tests. */
	door: { message: () => Promise<void>; click: (click: Click, reply: ClickReply) => Promise<void> };
}

const png = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
	"base64",
);
const stored = new Map<string, Uint8Array>([
	["chart", png],
	["table", Buffer.from("a,b\n1,2\n")],
]);

export function artifact(id: string, name: string, size = stored.get(id)?.byteLength ?? 0): Artifact {
	return { id, name, size, sha256: "" };
}

export function openDesk(twin: DiscordTwin, more: Partial<DiscordOptions> = {}): Desk {
	const posts = memoryPosts();
	const log: Desk["log"] = [];
	const discord = openDiscord({
		token,
		apiUrl: twin.apiUrl,
		fileHosts: [twin.url],
		maxUploadBytes: 1_000_000,
		maxFixes: () => 3,
		posts,
		bytes: (_thread, { id }) => ReadableStream.from([stored.get(id) ?? fail(`no bytes of ${id}`)]),
		whereKept: (_thread, { id }) => `state/artifacts/${id}`,
		log: (level, event, fields = {}) => log.push({ level, event, fields }),
		now: Date.now,
		...more,
	});
	const door = { message: async () => {}, click: async () => {} };
	return { discord, posts, heard: [], clicks: [], deleted: [], log, door };
}

function fail(why: string): never {
	throw new Error(why);
}

export function doorOf(desk: Desk): FrontDoor {
	return {
		message: async (inbound) => {
			await desk.door.message();
			desk.heard.push(inbound);
		},
		click: async (click, reply) => {
			desk.clicks.push({ click, reply });
			await desk.door.click(click, reply);
		},
		deleted: async (thread) => {
			desk.deleted.push(thread);
		},
	};
}

/** A Turn of the thread `inside` that was opened on the message `ts`. */
export function turnIn(inside: string, more: Partial<Turn>): Turn {
	const key = `discord:${guild}:${general}:${inside}`;
	return turn({ startedAt: Date.now() - 1000, ...more, id: `turn-${inside}`, thread: key });
}
