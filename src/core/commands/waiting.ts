// Waiting command: what waits for one person, and how far what they asked is, in all Threads; told to that person alone.

import { mayApprove } from "../approval/policy.ts";
import { askedOf } from "../approval/tickets.ts";
import { channelOf } from "../domain/basics.ts";
import { words } from "../domain/commands.ts";
import { isActive } from "../domain/turns.ts";
import type { Aside, MessageNote, Session, ThreadId, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import type { Texts } from "../locales.ts";
import { clip } from "../text.ts";
import type { ActiveTurns, World } from "../world.ts";
import { doing } from "./status.ts";
import { lookUp } from "./unreadable.ts";

/** With their addresses they fit into one post of either platform. */
const MOST = 6;

type Words = Omit<Aside, "id" | "thread">;

/** In: the message of whoever asks. Out: what is said in its Thread; the list itself goes to that person as a direct message, because others read the
 *  Thread. A platform that refuses direct messages gets the list of this channel only. Never throws a BotError of the platform's. */
export async function waiting(
	world: World,
	activeTurns: ActiveTurns,
	{ thread, note, texts }: { thread: ThreadId; note: MessageNote; texts: Texts },
): Promise<Words> {
	const said = texts.waiting;
	const open = await openTurns(world, thread);
	const mine = await sorted(world, open, note.author.id);
	const list = (turns: Mine) => listed(world, activeTurns, turns, texts);
	const { direct, say } = world.adapter(thread);
	try {
		const place = await direct(note.author.id);
		if (channelOf(place) === channelOf(thread)) return await list(mine);
		await say({ id: `${thread} waiting ${note.key}`, thread: place, ...(await list(mine)) });
		return words(said.sent, []);
	} catch (error) {
		if (!isBotError(error)) throw error;
		world.log("warn", "waiting_not_told", { thread, error: String(error) });
		const isHere = ({ turn }: Open) => channelOf(turn.thread) === channelOf(thread);
		const here = await list({ forMe: mine.forMe.filter(isHere), asked: mine.asked.filter(isHere) });
		return { ...here, lines: [said.onlyHere, ...here.lines] };
	}
}

interface Open {
	readonly session: Session;
	readonly turn: Turn;
}

interface Mine {
	readonly forMe: readonly Open[];
	readonly asked: readonly Open[];
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

async function sorted(world: World, open: readonly Open[], person: string): Promise<Mine> {
	const waits = await Promise.all(open.map((one) => waitsFor(world, one, person)));
	const forMe = open.filter((_, at) => waits[at]);
	return { forMe, asked: open.filter((one) => one.turn.requester.id === person && !forMe.includes(one)) };
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

async function listed(world: World, activeTurns: ActiveTurns, { forMe, asked }: Mine, texts: Texts): Promise<Words> {
	const said = texts.waiting;
	const now = world.clock.now();
	const item = async ({ turn }: Open) => {
		const { link } = world.adapter(turn.thread);
		const url = await link(turn).catch(() => undefined);
		const live = activeTurns.get(turn.thread)?.live;
		const line = live?.phase === "queued" ? live.queue : undefined;
		const state = line === undefined ? doing(turn, { live, now, texts }) : texts.doing.inLine(line.position, line.for);
		const request = clip(turn.request.replace(/\s+/g, " ").trim(), { chars: 80, head: 1 });
		const label = said.item(turn.requester.name, request, state);
		return url === undefined ? { label } : { label, url };
	};
	const shown = [...forMe, ...asked].slice(0, MOST);
	const more = forMe.length + asked.length - shown.length;
	return {
		...words(said.title(forMe.length, asked.length), more > 0 ? [said.more(more)] : []),
		links: await Promise.all(shown.map(item)),
	};
}

function platformOf(thread: ThreadId): string {
	return thread.split(":")[0] ?? "";
}
