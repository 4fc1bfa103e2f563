// Discord's edge for tests: the adapter with unmodified discord.js against the look-alike, and a door that notes what comes.

import { afterAll, afterEach, beforeAll } from "vitest";
import { type DiscordAdapter, type DiscordOptions, openDiscord } from "../../../src/adapters/discord/adapter.ts";
import type { Turn } from "../../../src/core/domain.ts";
import type { Click, ClickReply, FrontDoor, Inbound } from "../../../src/core/ports.ts";
import {
	alice,
	botUser,
	type DiscordTwin,
	general,
	guild,
	mention,
	openDiscordTwin,
	type Said,
	token,
} from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { bytes } from "../../fakes/artifacts.ts";
import { memoryPosts } from "../../fakes/posts.ts";
import { quiet } from "../doors.ts";
import { attempt, code, turn } from "../turns.ts";

export interface Desk {
	readonly discord: DiscordAdapter;
	readonly posts: ReturnType<typeof memoryPosts>;
	readonly heard: Inbound[];
	readonly clicks: { readonly click: Click; readonly reply: ClickReply }[];
	readonly deleted: string[];
	readonly log: { readonly level: string; readonly event: string; readonly fields: Record<string, unknown> }[];
	/** What the store says to messages and clicks; replaced by tests. */
	door: Pick<FrontDoor, "click" | "waiting" | "command" | "locale"> & { message: () => Promise<void> };
}

export let twin: DiscordTwin;
const open: Desk[] = [];

/** One look-alike for all tests of the file that calls this; a desk is closed after its test. */
export function useTwin(): void {
	beforeAll(async () => {
		twin = await openDiscordTwin();
	});
	afterEach(async () => {
		for (const desk of open.splice(0)) await desk.discord.stop();
		twin.proxy.before = () => undefined;
		twin.proxy.after = () => {};
		twin.proxy.silent = false;
		twin.proxy.refuse = undefined;
	});
	afterAll(() => twin.stop());
}

export function openDesk(more: Partial<DiscordOptions> = {}): Desk {
	const posts = memoryPosts();
	const log: Desk["log"] = [];
	const discord = openDiscord({
		token,
		apiUrl: twin.apiUrl,
		fileHosts: [twin.url],
		maxUploadBytes: 1_000_000,
		maxFixes: () => 3,
		posts,
		bytes,
		whereKept: (_thread, { id }) => `state/artifacts/${id}`,
		log: (level, event, fields = {}) => log.push({ level, event, fields }),
		now: Date.now,
		...more,
	});
	const door = { message: async () => {}, click: async () => {}, ...quiet };
	const desk: Desk = { discord, posts, heard: [], clicks: [], deleted: [], log, door };
	open.push(desk);
	return desk;
}

export function doorOf(desk: Desk): FrontDoor {
	return {
		waiting: (asking) => desk.door.waiting(asking),
		locale: (asking, text) => desk.door.locale(asking, text),
		command: (word, asking) => desk.door.command(word, asking),
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

export async function started(more: Partial<DiscordOptions> = {}): Promise<Desk> {
	const desk = openDesk({ patience: { lookBackMs: 0 }, ...more });
	await desk.discord.start(doorOf(desk));
	return desk;
}

/** Asks and resolves with the message's id and its thread. */
export async function asked(desk: Desk, text = "sum per month", user = alice): Promise<{ ts: string; inside: string }> {
	const ts = await twin.say(`${mention} ${text}`, { user });
	await until("the mention", () => desk.heard.find(({ note }) => note.key.endsWith(`:${ts}`)));
	return { ts, inside: (await twin.channelOf(ts)) ?? "" };
}

export const ours = async (ts: string) =>
	(await twin.thread(ts)).filter((said) => said.user === botUser && said.ephemeral_to === undefined);
export const privately = async (ts: string) =>
	(await twin.thread(ts)).filter((said) => said.ephemeral_to !== undefined);
export const labels = (said: Said | undefined) => (said?.buttons ?? []).map(({ label }) => label);
export const waiting = { state: { kind: "waiting" }, attempts: [attempt(code)] } as const;

/** A Turn of the thread `inside` that was opened on the message `ts`. */
export function turnIn(inside: string, more: Partial<Turn>): Turn {
	const key = `discord:${guild}:${general}:${inside}`;
	return turn({ startedAt: Date.now() - 1000, ...more, id: `turn-${inside}`, thread: key });
}
