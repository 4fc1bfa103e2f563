// Slack's edge for tests: the adapter with unmodified Bolt against the look-alike over Socket Mode, and a door that notes what comes.

import { afterAll, afterEach, beforeAll } from "vitest";
import { openSlack, type SlackAdapter, type SlackOptions } from "../../../src/adapters/slack/adapter.ts";
import type { Turn } from "../../../src/core/domain.ts";
import type { Click, ClickReply, FrontDoor, Inbound } from "../../../src/core/ports.ts";
import { alice, bob, buttonsOf, general, openTwin, type Said, type Twin, tokens } from "../../e2e/twin.ts";
import { bytes } from "../../fakes/artifacts.ts";
import { memoryPosts } from "../../fakes/posts.ts";
import { openSlackProxy, type SlackProxy } from "../../proxies/slack.ts";
import { quiet } from "../doors.ts";
import { turn } from "../turns.ts";

export interface Desk {
	readonly slack: SlackAdapter;
	readonly posts: ReturnType<typeof memoryPosts>;
	readonly heard: Inbound[];
	readonly clicks: { readonly click: Click; readonly reply: ClickReply }[];
	/** What the store says to messages and clicks; replaced by tests. */
	door: Pick<FrontDoor, "click" | "waiting" | "command" | "locale"> & { message: () => Promise<void> };
}

export let twin: Twin;
const open: (() => Promise<void>)[] = [];

/** One look-alike for all tests of the file that calls this; what a test opens is closed after it. */
export function useTwin(): void {
	beforeAll(async () => {
		twin = await openTwin();
	});
	afterEach(async () => {
		for (const close of open.splice(0).reverse()) await close();
	});
	afterAll(() => twin.stop());
}

/** The adapter with every option but what a test is about. */
export function slackAt(apiUrl: string, more: Partial<SlackOptions> = {}): SlackAdapter {
	return openSlack({
		botToken: tokens.bot,
		transport: { kind: "socket", appToken: tokens.app },
		apiUrl,
		fileHosts: [],
		maxUploadBytes: 1_000_000,
		maxFixes: () => 3,
		posts: memoryPosts(),
		bytes,
		log: () => {},
		now: Date.now,
		...more,
	});
}

export function openDesk(more: Partial<SlackOptions> = {}): Desk {
	const posts = memoryPosts();
	const slack = slackAt(`${twin.url}/api/`, { fileHosts: [twin.url], posts, ...more });
	open.push(slack.stop);
	return { slack, posts, heard: [], clicks: [], door: { message: async () => {}, click: async () => {}, ...quiet } };
}

export function doorOf(desk: Desk): FrontDoor {
	return {
		waiting: (asking) => desk.door.waiting(asking),
		locale: (asking, text) => desk.door.locale(asking, text),
		command: (word, asking) => desk.door.command(word, asking),
		message: async (inbound) => {
			desk.heard.push(inbound);
			await desk.door.message();
		},
		deleted: async () => {},
		click: async (click, reply) => {
			desk.clicks.push({ click, reply });
			await desk.door.click(click, reply);
		},
	};
}

export async function started(more: Partial<SlackOptions> = {}): Promise<Desk> {
	const desk = openDesk(more);
	await desk.slack.start(doorOf(desk));
	return desk;
}

/** Stands between the SDK and the look-alike and lets a test spoil single calls. */
export async function proxied(spoil: SlackProxy["spoil"] = () => undefined): Promise<SlackProxy> {
	const proxy = await openSlackProxy(twin.url);
	proxy.spoil = spoil;
	open.push(proxy.close);
	return proxy;
}

/** A Turn of the thread that the message `ts` opened. */
export function turnIn(ts: string, more: Partial<Turn>): Turn {
	return turn({ ...more, id: `turn-${ts}`, thread: `slack:T01TEST:${general}:${ts}` });
}

export const ours = async (ts: string) =>
	(await twin.thread(ts)).filter((said) => said.user !== alice && said.user !== bob && said.ephemeral_to === undefined);
export const privately = async (ts: string) =>
	(await twin.thread(ts)).filter((said) => said.ephemeral_to !== undefined);
export const labels = (said: Said | undefined) => (said === undefined ? [] : buttonsOf(said).map(({ label }) => label));
