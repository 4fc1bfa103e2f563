// Slack's edge over unmodified Bolt: events stored before they are acknowledged, clicks answered, Turns shown.

import { App, type types } from "@slack/bolt";
import type { ThreadId } from "../../core/domain.ts";
import type { Adapter, Click, ClickReply, FrontDoor, Log, Posts, Sandbox } from "../../core/ports.ts";
import { shorten } from "../posts/format.ts";
import { reveal } from "../posts/hidden-characters.ts";
import { openRenderer } from "../posts/renderer.ts";
import { type Api, openApi } from "./api.ts";
import { TEXT_CHARS } from "./blocks.ts";
import { addressOf, deliveryOf, readClick, readDeleted, readMessage } from "./events.ts";
import { fetchFile } from "./files.ts";
import { codeForm, fitsForm, reasonForm } from "./form.ts";
import { slackLogger } from "./logger.ts";
import { escaped } from "./markup.ts";
import { openPeople, type People } from "./people.ts";
import { openPosting, openSaying } from "./posting.ts";
import { openBudget } from "./rate.ts";
import { openStatusLine } from "./statusline.ts";
import { openTransport, type Transport } from "./transport.ts";

export interface SlackOptions {
	/** `xoxb-...` */
	readonly botToken: string;
	readonly reach: Transport;
	/** Where the Web API is, for a look-alike; ends in `/api/`. */
	readonly apiUrl?: string;
	/** Host names reached by https, or whole origins like `http://127.0.0.1:4700`. */
	readonly fileHosts: readonly string[];
	readonly maxUploadBytes: number;
	/** Allowed fixes a Turn, for "Fix 1 of 3". */
	readonly maxFixes?: (thread: ThreadId) => number;
	/** User groups that may approve: `whois` tells of these alone. */
	readonly groups?: readonly string[];
	readonly posts: Posts;
	readonly bytes: Sandbox["bytes"];
	readonly log: Log;
	readonly now: () => number;
}

export interface SlackAdapter extends Adapter {
	/** Connects and delivers to the door until `stop`. BotError `chat_refused` where Slack does not know the tokens, or the port is taken. */
	start(door: FrontDoor): Promise<void>;
	stop(): Promise<void>;
}

/** Deliveries whose copies are known as such; the store knows the rest. */
const REMEMBERED = 2000;

type BoltEvent = Parameters<App["processEvent"]>[0];

/** Bolt acknowledges an event before its listeners run, so what has to happen first happens here; where it fails, nothing is acknowledged and Slack sends the event again. */
class StoringApp extends App {
	before: (body: unknown) => Promise<void> = async () => {};
	readonly #taken = new Map<string, Promise<void>>();

	override async processEvent(event: BoltEvent): Promise<void> {
		const id = deliveryOf(event.body);
		const taken = id === undefined ? undefined : this.#taken.get(id);
		if (taken !== undefined) {
			await taken;
			await event.ack();
			return;
		}
		const stored = this.before(event.body);
		if (id !== undefined) this.#remember(id, stored);
		await stored;
		await super.processEvent(event);
	}

	/** Copies of a delivery wait for the first one; where that was not stored, the next copy is a first one. */
	#remember(id: string, stored: Promise<void>): void {
		this.#taken.set(id, stored);
		stored.catch(() => this.#taken.delete(id));
		const [oldest] = this.#taken.keys();
		if (this.#taken.size > REMEMBERED && oldest !== undefined) this.#taken.delete(oldest);
	}
}

export function openSlack(options: SlackOptions): SlackAdapter {
	const { botToken, log, now, posts, bytes, fileHosts, maxUploadBytes, maxFixes } = options;
	const closing = new AbortController();
	const budget = openBudget(now);
	const api = openApi({
		botToken,
		...(options.apiUrl === undefined ? {} : { apiUrl: options.apiUrl }),
		log,
		closing: closing.signal,
		onLimit: (method, ms) => {
			if (method === "chat.update") budget.pause(ms);
		},
	});
	const people = openPeople(api, { now, log, groups: options.groups ?? [] });
	const posting = { api, posts, budget, bytes, log };
	const onLost = (turn: { readonly thread: string }, error: unknown) =>
		log("debug", "progress_not_shown", { thread: turn.thread, error: String(error) });
	const draw = openRenderer({ draw: openPosting(posting), now, maxFixes, onLost });
	const statusLine = openStatusLine({ api, now, onNone: (why) => log("info", "slack_no_status_line", { why }) });
	let app: StoringApp | undefined;

	return {
		say: openSaying(posting),
		show: async (turn, uploads, live) => {
			await draw(turn, uploads, live);
			statusLine(turn);
		},
		fetch: (file, signal) => fetchFile({ api, botToken, fileHosts, maxUploadBytes }, file, signal),
		whois: (_thread, person) => people.whois(person),
		read: (thread, key) => people.read(thread, key),
		start: async (door) => {
			await api.self();
			app = connect(options, { api, people, door });
			await app.start();
		},
		stop: async () => {
			await app?.stop();
			closing.abort();
		},
	};
}

interface Hall {
	readonly api: Api;
	readonly people: People;
	readonly door: FrontDoor;
}

function connect({ botToken, reach, apiUrl, log }: SlackOptions, { api, people, door }: Hall): StoringApp {
	const app = new StoringApp({
		token: botToken,
		receiver: openTransport({ reach, apiUrl, log }),
		// Own messages are told apart in events.ts, where it is tested.
		ignoreSelf: false,
		logger: slackLogger(log),
		clientOptions: apiUrl === undefined ? {} : { slackApiUrl: apiUrl },
	});
	app.before = async (body) => {
		const deleted = readDeleted(body, await api.self());
		if (deleted !== undefined) return door.deleted(deleted);
		const inbound = readMessage(body, await api.self());
		if (inbound === undefined) return;
		const author = await people.named(inbound.note.author);
		await door.message({ ...inbound, note: { ...inbound.note, author } });
	};
	// A socket may close under the acknowledgement; Slack does not send a click again, so it counts all the same.
	const acknowledge = (ack: () => Promise<void>) =>
		ack().catch((error: unknown) => log("info", "click_not_acknowledged", { error: String(error) }));
	const clicked = async (body: unknown, trigger: string | undefined) => {
		const click = readClick(body, await api.self());
		if (click === undefined) return;
		const reply = replyTo({ api, click, trigger });
		try {
			await door.click(click, reply);
		} catch (error) {
			log("error", "click_not_stored", { thread: click.thread, error: String(error) });
			await reply.privately("Your click could not be saved just now, so nothing has changed; please click again.");
		}
	};
	app.action(/^/, async ({ ack, body }) => {
		await acknowledge(ack);
		await clicked(body, "trigger_id" in body ? body.trigger_id : undefined);
	});
	app.view(/^/, async ({ ack, body }) => {
		await acknowledge(ack);
		await clicked(body, undefined);
	});
	app.error(async (error) => log("error", "slack_listener", { error: String(error) }));
	return app;
}

function replyTo({ api, click, trigger }: { api: Api; click: Click; trigger: string | undefined }): ClickReply {
	const { channel, ts } = addressOf(click.thread);
	const privately: ClickReply["privately"] = async (sentence) => {
		const note = {
			channel,
			user: click.person,
			thread_ts: ts,
			text: shorten(reveal(sentence), TEXT_CHARS, escaped),
			parse: "none" as const,
			link_names: false,
		};
		await api.call("chat.postEphemeral", () => api.client.chat.postEphemeral(note));
	};
	const open = async (view: types.ModalView) => {
		if (trigger === undefined) return privately("The form could not be opened; please click the button again.");
		await api.call("views.open", () => api.client.views.open({ trigger_id: trigger, view }));
	};
	return {
		privately,
		askReason: () => open(reasonForm(click)),
		askCode: async (proposal) => {
			if (!fitsForm(proposal)) return false;
			await open(codeForm(click, proposal));
			return true;
		},
	};
}
