// Inbound events: each message is held until it is stored, each click is handled, and what the gateway missed is asked for.

import { setTimeout as sleep } from "node:timers/promises";
import { isBotError } from "../../core/errors.ts";
import { translated } from "../../core/locales/translated.ts";
import { localeOf, textsIn } from "../../core/locales.ts";
import type { FrontDoor, Inbound, Log, Posts } from "../../core/ports.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { shorten } from "../posts/format.ts";
import type { Lists } from "../posts/lists.ts";
import type { Api } from "./api.ts";
import { handleUsed, showList } from "./asking.ts";
import { saidSince } from "./catchup.ts";
import { type Channels, threadName } from "./channels.ts";
import { handleClick } from "./clicks.ts";
import { readUsed } from "./commands.ts";
import {
	type Address,
	type Clicked,
	type Heard,
	momentOf,
	readClick,
	readDeleted,
	readMessage,
	readThreadDeleted,
	threadId,
} from "./events.ts";
import { NO_INTENT, WRONG_TOKEN } from "./failure.ts";
import type { Heard as HeardSoFar } from "./heard.ts";
import { escaped } from "./markup.ts";

export interface InboundOptions {
	readonly api: Api;
	readonly channels: Channels;
	readonly door: FrontDoor;
	readonly log: Log;
	readonly posts: Posts;
	readonly lists: Lists;
	readonly heard: HeardSoFar;
	/** Our user id. */
	readonly self: string;
}

export interface Listener {
	/** A dispatch of the gateway: its name and data. */
	hear(name: string, data: unknown): void;
	/** Takes in what was said in these servers in between; resolves with the number of messages that the gateway had not delivered. */
	catchUp(guilds: readonly string[], between: { readonly since: number; readonly until: number }): Promise<number>;
}

const PAUSES = [500, 1000, 2000, 5000, 10_000];
/** Milliseconds by which clocks may differ, or a message may be late. */
const SKEW = 60_000;
const REMEMBERED = 5000;

/** Brings what the gateway delivers to the door. Never throws: what fails is in the log. */
export function openListener(options: InboundOptions): Listener {
	const { api, channels, door, log, self } = options;
	const seen = new Set<string>();
	const warned = new Set<string>();
	const directs = new Set<string>();
	const queues = new Map<string, Promise<void>>();

	/** Messages of one channel are taken in one after the other. */
	function afterEarlier(channel: string, work: () => Promise<void>): Promise<void> {
		const before = queues.get(channel) ?? Promise.resolve();
		const done = before.then(work).catch((error: unknown) => {
			if (!api.closing.aborted) log("error", "discord_event", { channel, error: String(error) });
		});
		queues.set(channel, done);
		void done.then(() => {
			if (queues.get(channel) === done) queues.delete(channel);
		});
		return done;
	}

	function remember(id: string): void {
		seen.add(id);
		const [oldest] = seen;
		if (seen.size > REMEMBERED && oldest !== undefined) seen.delete(oldest);
	}

	/** Discord waits for no acknowledgement and sends nothing twice: what cannot be stored is tried again until it is. */
	async function stored(store: () => Promise<void>): Promise<void> {
		for (let failed = 0; ; failed += 1) {
			try {
				return await store();
			} catch (error) {
				log("warn", "not_stored_yet", { error: String(error) });
				const pause = PAUSES[Math.min(failed, PAUSES.length - 1)];
				await sleep(pause, undefined, { signal: api.closing });
			}
		}
	}

	async function message(payload: unknown): Promise<void> {
		const heard = readMessage(payload, self);
		if (heard === undefined) return;
		await afterEarlier(heard.channel, async () => {
			const inbound = await locate(heard);
			if (inbound !== undefined) await stored(() => door.message(inbound));
		});
	}

	async function locate(heard: Heard): Promise<Inbound | undefined> {
		const { guild, channel, note, mentioned, replies } = heard;
		if (guild === undefined) {
			directs.add(channel);
			return { thread: threadId({ guild: "@me", channel, thread: channel }), note, addressed: true };
		}
		const found = await channels.of(channel);
		if (found.kind === "thread") {
			if (heard.empty && found.isOurs) await warn(channel);
			const thread = threadId({ guild, channel: found.parent, thread: channel });
			return { thread, note: { ...note, midThread: mentioned }, addressed: mentioned };
		}
		if (!mentioned) return undefined;
		const opened = await open(heard);
		if (opened === undefined) return undefined;
		return {
			thread: threadId({ guild, channel, thread: opened }),
			note: { ...note, midThread: replies },
			addressed: true,
		};
	}

	/** A token that Discord does not take for a moment, or that is being changed, loses no question. */
	async function open({ channel, id, note }: Heard): Promise<string | undefined> {
		for (let failed = 0; ; failed += 1) {
			try {
				return await channels.thread(channel, id, threadName(note.text));
			} catch (error) {
				if (!isBotError(error)) throw error;
				log("error", "thread_not_opened", { channel, sentence: error.sentence });
				const pause = error.sentence === WRONG_TOKEN ? PAUSES[failed] : undefined;
				if (pause !== undefined) {
					await sleep(pause, undefined, { signal: api.closing });
					continue;
				}
				await tell(channel, translated(error.sentence, textsIn(localeOf(note.text, undefined))), `no-${id}`);
				return undefined;
			}
		}
	}

	async function warn(channel: string): Promise<void> {
		log("error", "no_message_content", { channel, sentence: NO_INTENT });
		if (warned.has(channel)) return;
		warned.add(channel);
		await tell(channel, NO_INTENT, `in-${channel}`);
	}

	async function tell(channel: string, sentence: string, nonce: string): Promise<void> {
		const content = { content: `⚠️ ${shorten(reveal(sentence), 1900, escaped)}`, components: [] };
		await api.post(channel, content, { nonce }).catch((error: unknown) => {
			log("warn", "not_told", { channel, error: String(error) });
		});
	}

	async function clicked(payload: unknown): Promise<void> {
		const asked = readUsed(payload);
		if (asked !== undefined) return handleUsed(options, asked.by, asked.used);
		const clicked = readClick(payload);
		if (clicked === undefined) return;
		const { click, guild, channel, locale, interaction } = clicked;
		await handleClick({ api, door, log }, clicked, { ...click, thread: threadId(await addressOfClick(clicked)) });
		// A list older than Discord lets us change it is changed by the click on it.
		if (clicked.alone && click.choice !== "reject")
			await showList(options, { person: click.person, guild, channel, locale, interaction });
	}

	async function addressOfClick({ guild, channel, parent }: Clicked): Promise<Address> {
		if (guild === "@me") return { guild, channel, thread: channel };
		if (parent !== undefined) return { guild, channel: parent, thread: channel };
		const found = await channels.of(channel);
		return { guild, channel: found.kind === "thread" ? found.parent : channel, thread: channel };
	}

	/** The first message of a thread, or the thread itself. */
	async function deleted(name: string, payload: unknown): Promise<void> {
		const found = name === "THREAD_DELETE" ? readThreadDeleted(payload) : readDeleted(payload);
		if (found === undefined) return;
		const { guild, channel, id } = found;
		const thread = channels.opened(id) ?? id;
		await stored(() => door.deleted(threadId({ guild, channel, thread })));
	}

	function hear(name: string, data: unknown): void {
		const failed = (error: unknown) => {
			if (!api.closing.aborted) log("error", "discord_event", { name, error: String(error) });
		};
		switch (name) {
			case "MESSAGE_CREATE": {
				const id = idOf(data);
				const work = message(data).catch(failed);
				if (id === undefined) return;
				remember(id);
				options.heard.during(id, work);
				return;
			}
			case "INTERACTION_CREATE":
				void clicked(data).catch(failed);
				return;
			case "MESSAGE_DELETE":
			case "THREAD_DELETE":
				void deleted(name, data).catch(failed);
		}
	}

	return {
		hear,
		catchUp: async (guilds, { since, until }) => {
			let missed = 0;
			for await (const payload of saidSince({ api, log }, { guilds, directs: [...directs], since: since - SKEW })) {
				if (seen.has(payload.id) || momentOf(payload.id) > until) continue;
				remember(payload.id);
				missed += 1;
				await message(payload);
			}
			if (missed > 0) log("info", "caught_up", { messages: missed });
			return missed;
		},
	};
}

function idOf(data: unknown): string | undefined {
	return typeof data === "object" && data !== null && "id" in data && typeof data.id === "string" ? data.id : undefined;
}
