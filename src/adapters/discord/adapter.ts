// Adapter for Discord over unmodified discord.js: what people say is stored, clicks are answered, Turns are shown.

import { setTimeout as sleep } from "node:timers/promises";
import { newestSlot } from "../../core/domain/turns.ts";
import type { ThreadId, Turn } from "../../core/domain.ts";
import type { Adapter, FrontDoor, HeardMark, Log, Posts, Sandbox } from "../../core/ports.ts";
import { directAsides } from "../posts/direct.ts";
import { openInbox } from "../posts/inbox.ts";
import { openLists } from "../posts/lists.ts";
import { openPosting } from "../posts/posting.ts";
import { openRenderer } from "../posts/renderer.ts";
import { openApi } from "./api.ts";
import { openChannels } from "./channels.ts";
import { registerCommands } from "./commands.ts";
import { addressOf, threadId } from "./events.ts";
import { fetchFile } from "./files.ts";
import { openGateway } from "./gateway.ts";
import { openGuilds } from "./guilds.ts";
import { openHeard } from "./heard.ts";
import { messagesBefore } from "./history.ts";
import { openListener } from "./inbound.ts";
import { openPeople } from "./people.ts";
import { discordMessages, stripButtons } from "./posting.ts";
import { openRate } from "./rate.ts";
import { openTyping } from "./typing.ts";
import type { FileLimits } from "./view.ts";

export interface DiscordOptions {
	readonly token: string;
	/** Where the REST API is, for a look-alike; ends in `/api`. */
	readonly apiUrl?: string;
	/** Host names reached by https, or whole origins like `http://127.0.0.1:4800`. */
	readonly fileHosts: readonly string[];
	readonly maxUploadBytes: number;
	/** Fixes allowed per Turn, for "Fix 1 of 3". */
	readonly maxFixes?: (thread: string) => number;
	readonly posts: Posts;
	readonly bytes: Sandbox["bytes"];
	/** Where the operator finds what is too large to post. */
	readonly whereKept: FileLimits["whereKept"];
	readonly log: Log;
	readonly now: () => number;
	readonly patience?: Partial<Patience>;
	/** Up to when all is heard, for the bot that comes next. Absent: that looks back for `lookBackMs`. */
	readonly heard?: HeardMark;
	/** Every connected bot hears every event, and one acts on it: tells from now on whether that is this one, and calls `onLead` each time that it begins to be. Absent: it is the only one. */
	readonly lead?: (onLead: () => void) => () => boolean;
}

/** In milliseconds. */
export interface Patience {
	/** A connection that is not confirmed within this time is opened again. */
	readonly confirmMs: number;
	/** After this much silence of the gateway the REST API is asked whether it missed anything. */
	readonly silenceMs: number;
	/** How far back a start looks for what was said, if no mark says it. */
	readonly lookBackMs: number;
	/** A silent gateway is connected again at most this often; in between, what it misses is still asked for. */
	readonly restartMs: number;
}

/** How far back whoever begins to act looks for what nobody acted on. */
const TAKEN_OVER_MS = 60_000;
/** How often it is written down up to when all is heard, and how long a stop waits for that. */
const NOTED_MS = 10_000;
const NOTING_MS = 1000;
const PATIENCE: Patience = { confirmMs: 15_000, silenceMs: 60_000, lookBackMs: 15 * 60_000, restartMs: 10 * 60_000 };

export interface DiscordAdapter extends Adapter {
	/** Connects and delivers to the door until `stop`. BotError `chat_refused` if Discord does not know the token, or the intents are off. */
	start(door: FrontDoor): Promise<void>;
	stop(): Promise<void>;
	/** Whether events can come in now. */
	isConnected(): boolean;
}

/** The adapter, not yet connected: events come in after `start`. Showing, saying and reading need only the REST API. */
export function openDiscord(options: DiscordOptions): DiscordAdapter {
	const { token, log, now, posts, bytes, fileHosts, maxUploadBytes, maxFixes, whereKept } = options;
	const patience = { ...PATIENCE, ...options.patience };
	const closing = new AbortController();
	const connection = {
		token,
		...(options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }),
		log,
		closing: closing.signal,
	};
	const api = openApi(connection);
	const guilds = openGuilds();
	const channels = openChannels(api);
	const people = openPeople(api, guilds.all, now);
	const fileLimits = ({ guild }: { readonly guild: string }) => ({ fileBytes: guilds.fileBytes(guild), whereKept });
	const posting = openPosting(discordMessages({ api, bytes, fileLimits }), {
		posts,
		// By a clock that nobody sets: the wall clock put back would hold everything for as long.
		rate: openRate(() => performance.now()),
		closing: closing.signal,
		log,
		now,
	});
	const onLost = (turn: { readonly thread: ThreadId }, error: unknown) =>
		log("debug", "progress_not_shown", { thread: turn.thread, error: String(error) });
	const lists = openLists({ now, log, closing: closing.signal });
	const direct = async (person: string) => {
		const channel = await api.openDirect(person);
		return threadId({ guild: "@me", channel, thread: channel });
	};
	const inbox = openInbox({ posts, lists, log, direct, ...posting.inbox });
	let door: FrontDoor | undefined;
	let leave = async () => {};
	let stop = async () => {};
	let isConnected = () => false;

	const show = openRenderer({ draw: posting.draw, now, maxFixes, onLost });
	const typing = openTyping({ api, now });
	const link = async (turn: Turn) => {
		const post = await posts.find(turn.id, newestSlot(turn));
		const { guild, thread } = addressOf(turn.thread);
		return post?.ref === undefined ? undefined : `https://discord.com/channels/${guild}/${thread}/${post.ref}`;
	};
	return {
		show: async (turn, uploads, live) => {
			await show(turn, uploads, live);
			typing(turn);
			if (live === undefined || live.phase === "queued") lists.changed(turn);
			if (live === undefined && door !== undefined) inbox.changed(door, turn);
		},
		say: posting.say,
		fetch: (file, signal) => fetchFile({ api, fileHosts, maxUploadBytes }, file, signal),
		whois: people.whois,
		read: (thread, key) => messagesBefore(api, thread, key),
		members: people.members,
		direct,
		tell: async (turn, told, url) => {
			for (const aside of directAsides(turn, told, url)) await posting.say(aside);
		},
		shows: (turn) => posting.shows({ turn, uploads: [], now: now(), maxFixes: maxFixes?.(turn.thread) }),
		list: async (asking, key) => {
			if (door !== undefined) await inbox.open(door, asking, key);
		},
		strip: (thread, tokens) => stripButtons(api, thread, tokens, log),
		link,
		start: async (front) => {
			door = front;
			const heard = openHeard({ mark: options.heard, now, closing: closing.signal, log });
			const listener = openListener({ api, channels, door, posts, lists, log, heard, self: await api.self() });
			let isFirst = true;
			let hasBegun = false;
			const takeIn = (known: readonly string[], since: number) => {
				const latest = isFirst ? now() - patience.lookBackMs : since;
				isFirst = false;
				void heard.catchUp(latest, (from) => listener.catchUp(known, { since: from, until: Number.POSITIVE_INFINITY }));
			};
			const note = async () => {
				if (!leads()) return;
				await heard.note().catch((error: unknown) => log("debug", "heard_not_noted", { error: String(error) }));
			};
			let restarted = Number.NEGATIVE_INFINITY;
			const gateway = openGateway({
				...connection,
				confirmMs: patience.confirmMs,
				onEvent: (name, data) => {
					guilds.hear(name, data);
					if (leads()) listener.hear(name, data);
				},
				onFresh: (known, since) => {
					guilds.begin(known);
					hasBegun = true;
					if (leads()) takeIn(known, since);
				},
			});
			const leads =
				options.lead?.(() => {
					// Otherwise the session that is about to begin is taken in.
					if (hasBegun) takeIn(guilds.all(), now() - TAKEN_OVER_MS);
				}) ?? (() => true);
			let isLooking = false;
			const lookForMissed = async () => {
				if (!leads() || isLooking || now() - gateway.heardAt() < patience.silenceMs) return;
				isLooking = true;
				try {
					// What is younger may still be on its way.
					const between = { since: gateway.heardAt(), until: now() - patience.silenceMs / 20 };
					const missed = await listener.catchUp(guilds.all(), between);
					if (missed === 0 || now() - restarted < patience.restartMs) return;
					restarted = now();
					gateway.restart(`${missed} messages were not delivered`);
				} catch (error) {
					log("warn", "silence_not_checked", { error: String(error) });
				} finally {
					isLooking = false;
				}
			};
			isConnected = gateway.isReady;
			const watch = setInterval(() => void lookForMissed(), patience.silenceMs / 2).unref();
			const noting = setInterval(() => void note(), NOTED_MS).unref();
			leave = async () => {
				clearInterval(noting);
				await Promise.race([note(), sleep(NOTING_MS, undefined, { ref: false })]);
			};
			stop = async () => {
				clearInterval(watch);
				await gateway.stop();
			};
			await gateway.start();
			void registerCommands(api, log);
		},
		isConnected: () => isConnected(),
		stop: async () => {
			await leave();
			closing.abort();
			await stop();
			api.close();
		},
	};
}
