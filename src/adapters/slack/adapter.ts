// Adapter for Slack over unmodified Bolt: events are stored before they are acknowledged, clicks are answered, Turns are shown.

import type { ThreadId } from "../../core/domain.ts";
import type { Adapter, FrontDoor, Log, Posts, Sandbox } from "../../core/ports.ts";
import { directAsides } from "../posts/direct.ts";
import { openInbox } from "../posts/inbox.ts";
import { openLists } from "../posts/lists.ts";
import { type Edit, openPosting, type Rate } from "../posts/posting.ts";
import { openRenderer } from "../posts/renderer.ts";
import { openApi } from "./api.ts";
import { directTo, openCardUrls } from "./direct.ts";
import type { Draft } from "./draft.ts";
import { addressOf } from "./events.ts";
import { fetchFile } from "./files.ts";
import { messagesBefore } from "./history.ts";
import { openHome } from "./home.ts";
import { connect } from "./inbound.ts";
import { openPeople } from "./people.ts";
import { slackMessages, stripButtons } from "./posting.ts";
import { MINUTE, openRate } from "./rate.ts";
import { openResponses } from "./responses.ts";
import { openStatusLine } from "./statusline.ts";
import type { Transport } from "./transport.ts";

export interface SlackOptions {
	/** `xoxb-...` */
	readonly botToken: string;
	readonly transport: Transport;
	/** Where the Web API is, for a look-alike; ends in `/api/`. */
	readonly apiUrl?: string;
	/** Host names reached by https, or whole origins like `http://127.0.0.1:4700`. */
	readonly fileHosts: readonly string[];
	readonly maxUploadBytes: number;
	/** Fixes allowed per Turn, for "Fix 1 of 3". */
	readonly maxFixes?: (thread: ThreadId) => number;
	/** User groups that may approve: `whois` reports these alone. */
	readonly groups?: readonly string[];
	readonly posts: Posts;
	readonly bytes: Sandbox["bytes"];
	readonly log: Log;
	readonly now: () => number;
	/** Milliseconds by a clock that nobody sets: the wall clock put back would hold everything for as long. `performance.now` unless given. */
	readonly steady?: () => number;
}

export interface SlackAdapter extends Adapter {
	/** Connects and delivers to the door until `stop`. BotError `chat_refused` if Slack does not know the tokens, or the port is taken. */
	start(door: FrontDoor): Promise<void>;
	stop(): Promise<void>;
	/** Whether events can come in now. */
	isConnected(): boolean;
}

/** The adapter, not yet connected: events come in after `start`. Showing, saying and reading need only the Web API. */
export function openSlack(options: SlackOptions): SlackAdapter {
	const { botToken, log, now, posts, bytes, fileHosts, maxUploadBytes, maxFixes } = options;
	const closing = new AbortController();
	const api = openApi({
		botToken,
		...(options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }),
		log,
		closing: closing.signal,
		onLimit: (method, ms) => {
			if (method === "chat.update") rate.pause(ms);
		},
		room: async (method) => {
			if (method === "chat.update") await rate.again(closing.signal);
		},
	});
	const statusLine = openStatusLine({
		api,
		now,
		onNone: (why, channel) => log("info", "slack_no_status_line", { why, channel }),
	});
	const { steady = () => performance.now() } = options;
	const rate = openRate({
		now: steady,
		channel: (thread) => addressOf(thread).channel,
		hasLine: statusLine.isThere,
		onEdit: () =>
			void posts.edited(now()).catch((error: unknown) => log("debug", "edit_not_counted", { error: String(error) })),
	});
	const origins = [options.apiUrl ?? "", ...(options.apiUrl === undefined ? [] : fileHosts)].filter((one) =>
		URL.canParse(one),
	);
	const responses = openResponses({ origins: origins.map((one) => new URL(one).origin), now, log });
	const clickedAt = ({ thread, message }: Edit) => ({ channel: addressOf(thread).channel, ts: message });
	/** Progress is many changes: it keeps to the limit. */
	const isPast = (edit: Edit) =>
		edit.priority !== "progress" && edit.priority !== "line" && responses.has(clickedAt(edit));
	const respond = async (edit: Edit, change: Pick<Draft, "text" | "blocks">) => {
		const done = await responses.replace(clickedAt(edit), change);
		// It went past the limit, where it is to count now.
		if (done === "refused") (await rate.take(edit, closing.signal))?.();
		return done === "replaced";
	};
	const pastClicks: Rate = {
		...rate,
		take: async (edit, signal) => (isPast(edit) ? () => {} : rate.take(edit, signal)),
	};
	const people = openPeople(api, { now, log, groups: options.groups ?? [] });
	const posting = openPosting(slackMessages({ api, bytes, onPosted: statusLine.posted, respond }), {
		posts,
		rate: pastClicks,
		closing: closing.signal,
		log,
		now,
	});
	const onLost = (turn: { readonly thread: string }, error: unknown) =>
		log("debug", "progress_not_shown", { thread: turn.thread, error: String(error) });
	const show = openRenderer({ draw: posting.draw, now, maxFixes, onLost });
	const lists = openLists({ now, log, closing: closing.signal });
	const direct = (person: string) => directTo(api, person);
	const inbox = openInbox({ posts, lists, log, direct, ...posting.inbox });
	let app: ReturnType<typeof connect> | undefined;
	let door: FrontDoor | undefined;

	return {
		say: posting.say,
		show: async (turn, uploads, live) => {
			await show(turn, uploads, live);
			statusLine.say(turn, live);
			if (live === undefined || live.phase === "queued") lists.changed(turn);
			if (live === undefined && door !== undefined) inbox.changed(door, turn);
		},
		fetch: (file, signal) => fetchFile({ api, botToken, fileHosts, maxUploadBytes }, file, signal),
		whois: (_thread, person) => people.whois(person),
		read: (thread, key) => messagesBefore({ api, people }, thread, key),
		members: async (_thread, approver) => (approver.startsWith("S") ? people.members(approver) : [approver]),
		direct,
		tell: async (turn, told, url) => {
			for (const aside of directAsides(turn, told, url)) await posting.say(aside);
		},
		shows: (turn) => posting.shows({ turn, uploads: [], now: now(), maxFixes: maxFixes?.(turn.thread) }),
		list: async (asking, key) => {
			if (door !== undefined) await inbox.open(door, asking, key);
		},
		strip: (thread, tokens) => stripButtons({ api, rate, log }, thread, tokens),
		link: openCardUrls(api, posts),
		start: async (front) => {
			door = front;
			await api.self();
			const made = await posts.edits(now() - MINUTE);
			rate.remember(made.map((at) => steady() - (now() - at)));
			const home = openHome({ api, door, posts, lists, log });
			app = connect(options, { api, people, door, home, onDelivery: responses.heard });
			await app.start();
		},
		isConnected: () => app?.isOpen() === true,
		stop: async () => {
			await app?.stop();
			closing.abort();
		},
	};
}
