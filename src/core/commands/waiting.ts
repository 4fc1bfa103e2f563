// Waiting command: what waits for one person, and how far what they asked is, in all Threads; told to that person alone.

import { mayApprove } from "../approval/policy.ts";
import { askedOf } from "../approval/tickets.ts";
import { channelOf } from "../domain/basics.ts";
import { words } from "../domain/commands.ts";
import { isActive } from "../domain/turns.ts";
import type { Aside, Locale, MessageNote, Session, ThreadId, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { type Texts, textsIn } from "../locales.ts";
import type { Asking, Listed, Listing } from "../ports.ts";
import type { ActiveTurns, World } from "../world.ts";
import { doing, liveOf } from "./status.ts";
import { lookUp } from "./unreadable.ts";

/** With their addresses they fit into one post of either platform. */
const MOST = 6;
/** In a list of its own there is more room. */
const LIST_MOST = 15;

const REQUEST_CHARS = 80;

type Words = Omit<Aside, "id" | "thread">;

/** In: the message of whoever asks. Out: what is said in its Thread, or `said` if the list stands right below that message; the list itself goes to that
 *  person as a direct message, because others read the Thread. A platform that refuses direct messages gets the list of this channel only. Never throws
 *  a BotError of the platform's. */
export async function waiting(
	world: World,
	activeTurns: ActiveTurns,
	{ thread, note, texts, locale }: { thread: ThreadId; note: MessageNote; texts: Texts; locale: Locale },
): Promise<Words | "said"> {
	const said = texts.waiting;
	const person = note.author.id;
	const { direct, list } = world.adapter(thread);
	try {
		const place = await direct(person);
		await list({ thread: place, person, locale }, note.key);
		if (channelOf(place) !== channelOf(thread)) return words(said.sent, []);
		return thread === place || thread === note.key ? "said" : words(said.below, []);
	} catch (error) {
		if (!isBotError(error)) throw error;
		world.log("warn", "waiting_not_told", { thread, error: String(error) });
		const { forMe, asked } = await mineOf(world, thread, person);
		const isHere = ({ turn }: Open) => channelOf(turn.thread) === channelOf(thread);
		const here = await listed(world, activeTurns, [forMe.filter(isHere), asked.filter(isHere)], texts);
		return { ...here, lines: [said.onlyHere, ...here.lines] };
	}
}

/** The same for a place that only this person sees; at most 15 Turns. */
export async function listFor(world: World, activeTurns: ActiveTurns, asking: Asking): Promise<Listing> {
	const { forMe, asked, decided } = await mineOf(world, asking.thread, asking.person);
	const locale = localeFor(world, asking, [...asked, ...forMe].findLast(isBy(asking.person))?.turn);
	const texts = textsIn(locale);
	const shown = [...forMe, ...asked, ...decided].slice(0, LIST_MOST);
	const some = (all: readonly Open[]) =>
		Promise.all(all.filter((one) => shown.includes(one)).map((one) => itemOf(world, activeTurns, one, texts)));
	const decidable = async (listed: Listed): Promise<Listed> =>
		(await isWhole(world, listed.turn)) ? { ...listed, decidable: true } : listed;
	const more = forMe.length + asked.length + decided.length - shown.length;
	return {
		locale,
		title: texts.waiting.title(forMe.length, asked.length),
		forMe: await Promise.all((await some(forMe)).map(decidable)),
		asked: await some(asked),
		decided: await some(decided),
		more: more > 0 ? texts.waiting.more(more) : "",
	};
}

/** Whether all of the code that waits can be read in its thread. */
async function isWhole(world: World, turn: Turn): Promise<boolean> {
	if (turn.state.kind !== "waiting") return false;
	return world
		.adapter(turn.thread)
		.shows(turn)
		.catch(() => false);
}

const isBy =
	(person: string) =>
	({ turn }: Open) =>
		turn.requester.id === person;

/** What the operator fixed, else that of their client, else that of what they asked. */
export function localeFor(world: World, { thread, locale }: Asking, turn: Turn | undefined): Locale {
	return world.settings(thread).language ?? locale ?? turn?.locale ?? "en";
}

interface Open {
	readonly session: Session;
	readonly turn: Turn;
}

interface Mine {
	readonly forMe: readonly Open[];
	readonly asked: readonly Open[];
	/** What they were told of, and is decided but not over. */
	readonly decided: readonly Open[];
}

/** Turns that have not ended, of the same platform, the oldest first. A Thread that cannot be read is left out. */
async function openTurns(world: World, near: ThreadId): Promise<readonly Open[]> {
	const threads = await world.store.unfinished();
	const found = await Promise.all(
		threads
			.filter((one) => platformOf(one) === platformOf(near))
			.map(async (one): Promise<readonly Open[]> => {
				const known = await lookUp(world, one);
				const session = known.kind === "read" ? known.session : undefined;
				return session !== undefined && !session.threadGone && isActive(session.turn)
					? [{ session, turn: session.turn }]
					: [];
			}),
	);
	return found.flat().sort((a, b) => a.turn.startedAt - b.turn.startedAt);
}

async function mineOf(world: World, near: ThreadId, person: string): Promise<Mine> {
	const open = await openTurns(world, near);
	const waits = await Promise.all(open.map((one) => waitsFor(world, one, person)));
	const forMe = open.filter((_, at) => waits[at]);
	const rest = open.filter((one) => !forMe.includes(one));
	const wasTold = ({ turn }: Open) => turn.told?.some((told) => told.person === person) === true;
	return {
		forMe,
		asked: rest.filter(isBy(person)),
		decided: rest.filter((one) => !isBy(person)(one) && wasTold(one)),
	};
}

/** Whether they may answer what the Turn asks now, by the policy of its channel. */
async function waitsFor(world: World, { session, turn }: Open, person: string): Promise<boolean> {
	if (turn.state.kind === "choosing") return turn.requester.id === person;
	if (turn.state.kind !== "waiting") return false;
	const settings = world.settings(turn.thread);
	if (settings.approvers.length === 0 && turn.requester.id !== person) return false;
	try {
		return mayApprove(settings, askedOf(session, turn), await world.adapter(turn.thread).whois(turn.thread, person));
	} catch (error) {
		if (!isBotError(error)) throw error;
		return false;
	}
}

async function listed(
	world: World,
	activeTurns: ActiveTurns,
	[forMe, asked]: readonly [readonly Open[], readonly Open[]],
	texts: Texts,
): Promise<Words> {
	const said = texts.waiting;
	const shown = [...forMe, ...asked].slice(0, MOST);
	const more = forMe.length + asked.length - shown.length;
	const items = await Promise.all(shown.map((one) => itemOf(world, activeTurns, one, texts)));
	return {
		...words(said.title(forMe.length, asked.length), more > 0 ? [said.more(more)] : []),
		links: items.map(({ label, url }) => (url === undefined ? { label } : { label, url })),
	};
}

async function itemOf(world: World, activeTurns: ActiveTurns, { turn }: Open, texts: Texts): Promise<Listed> {
	const { link } = world.adapter(turn.thread);
	const url = await link(turn).catch(() => undefined);
	const live = await liveOf(world, activeTurns, turn.thread);
	const line = live?.phase === "queued" ? live.queue : undefined;
	const now = world.clock.now();
	const state = line === undefined ? doing(turn, { live, now, texts }) : texts.doing.inLine(line.position, line.for);
	const whole = turn.request.replace(/\s+/g, " ").trim();
	const request = whole.length > REQUEST_CHARS ? `${whole.slice(0, REQUEST_CHARS - 1).toWellFormed()}…` : whole;
	const label = texts.waiting.item(turn.requester.name, request, state);
	return url === undefined ? { turn, label } : { turn, label, url };
}

function platformOf(thread: ThreadId): string {
	return thread.split(":")[0] ?? "";
}
