// Inbound events over unmodified Bolt: each is stored before it is acknowledged, and its copies are known.

import { App } from "@slack/bolt";
import { textsIn } from "../../core/locales.ts";
import type { FrontDoor, Log } from "../../core/ports.ts";
import type { Api } from "./api.ts";
import { replyTo } from "./clicks.ts";
import { deliveryOf, HOME, readClick, readDeleted, readMessage } from "./events.ts";
import type { Home } from "./home.ts";
import { slackLogger } from "./logger.ts";
import type { People } from "./people.ts";
import { answerCommand, askQuestion, openQuestion, readQuestion, readShortcut } from "./shortcuts.ts";
import { openTransport, type Transport } from "./transport.ts";

/** Deliveries whose copies are recognised here; the store recognises the rest. */
const REMEMBERED = 2000;

type BoltEvent = Parameters<App["processEvent"]>[0];

/** Bolt acknowledges an event before its listeners run, so events are stored here, before that; if it fails, nothing is acknowledged and Slack sends the event again. */
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

	/** Copies of a delivery wait for the first one; if that was not stored, the next copy counts as the first. */
	#remember(id: string, stored: Promise<void>): void {
		this.#taken.set(id, stored);
		stored.catch(() => this.#taken.delete(id));
		const [oldest] = this.#taken.keys();
		if (this.#taken.size > REMEMBERED && oldest !== undefined) this.#taken.delete(oldest);
	}
}

interface Connection {
	/** `xoxb-...` */
	readonly botToken: string;
	readonly transport: Transport;
	/** Where the Web API is, for a look-alike; ends in `/api/`. */
	readonly apiUrl?: string;
	readonly log: Log;
	readonly now: () => number;
}

/** A Bolt app that brings each message, click and deletion to the door once it is started. */
export function connect(
	{ botToken, transport, apiUrl, log, now }: Connection,
	{
		api,
		people,
		door,
		home,
		onDelivery,
	}: {
		readonly api: Api;
		readonly people: People;
		readonly door: FrontDoor;
		readonly home: Home;
		/** Called with each action before it is brought to the door. */
		readonly onDelivery: (body: unknown) => void;
	},
): Pick<App, "start" | "stop"> & { isOpen(): boolean } {
	const receiver = openTransport({ transport, apiUrl, log });
	const app = new StoringApp({
		token: botToken,
		receiver,
		// Own messages are left out in events.ts, where that is tested.
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
	// A socket may close before the acknowledgement is out; Slack does not send a click again, so it counts anyway.
	const acknowledge = (ack: () => Promise<void>) =>
		ack().catch((error: unknown) => log("info", "click_not_acknowledged", { error: String(error) }));
	const clicked = async (body: unknown, trigger: string | undefined) => {
		const click = readClick(body, await api.self());
		if (click === undefined) return;
		const isHome = click.ref === HOME;
		let isAnswered = false;
		const onHome = (sentence: string) => {
			isAnswered = true;
			return home.open(click.person, sentence);
		};
		const reply = replyTo({ api, click, trigger, home: isHome ? onHome : undefined });
		try {
			await door.click(click, reply);
		} catch (error) {
			log("error", "click_not_stored", { thread: click.thread, error: String(error) });
			await reply.privately(textsIn(undefined).click.notSaved);
		}
		if (isHome && !isAnswered) await home.open(click.person);
	};
	const failed = (what: string) => (error: unknown) => log("warn", "not_answered", { what, error: String(error) });
	app.event("app_home_opened", async ({ event }) => {
		if (event.tab === "home") await home.open(event.user);
	});
	app.shortcut(/^/, async ({ ack, body }) => {
		await acknowledge(ack);
		const shortcut = readShortcut(body);
		if (shortcut !== undefined) await openQuestion({ api, door, log }, shortcut).catch(failed("a shortcut"));
	});
	app.command(/^/, async ({ ack, body, respond }) => {
		await acknowledge(ack);
		const answer = await answerCommand(door, body, await api.self());
		if (answer === undefined) return;
		const { text, blocks } = answer;
		await respond({ response_type: "ephemeral", text, blocks: [...blocks] }).catch(failed("a slash command"));
	});
	app.action(/^/, async ({ ack, body }) => {
		await acknowledge(ack);
		onDelivery(body);
		await clicked(body, "trigger_id" in body ? body.trigger_id : undefined);
	});
	app.view(/^/, async ({ ack, body }) => {
		await acknowledge(ack);
		const question = readQuestion(body);
		if (question === undefined) return clicked(body, undefined);
		await askQuestion({ api, people, door, log, now }, question).catch(failed("a question"));
	});
	app.error(async (error) => log("error", "slack_listener", { error: String(error) }));
	return { start: () => app.start(), stop: () => app.stop(), isOpen: receiver.isOpen };
}
