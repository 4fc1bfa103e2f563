// Front door: messages and clicks are stored first, then the Thread is put into the queue.

import { mayUse, refusal } from "./approval/policy.ts";
import { writeAudit } from "./audit-entries.ts";
import { answerAlone } from "./commands/alone.ts";
import { judge } from "./commands/feedback.ts";
import { answerAtOnce } from "./commands/immediate.ts";
import { liveOf } from "./commands/status.ts";
import { forgetAtOnce, forgetUnread, lookUp, tell } from "./commands/unreadable.ts";
import { listFor } from "./commands/waiting.ts";
import { addressesOther, commandOf } from "./commands/words.ts";
import { toldId, words } from "./domain/commands.ts";
import { codeFileOf } from "./domain/turns.ts";
import type { ClickNote, Live, Locale, MessageNote, Person, Session, ThreadId, Ticket } from "./domain.ts";
import { isBotError, isUnreadable } from "./errors.ts";
import { translated } from "./locales/translated.ts";
import { localeOf, type Texts, textsIn } from "./locales.ts";
import type { Click, ClickReply, FrontDoor, Inbound } from "./ports.ts";
import { openPace } from "./steps/progress.ts";
import { advance } from "./turn.ts";
import type { ActiveTurns, World } from "./world.ts";

export interface Bot extends FrontDoor {
	/** What goes on in a Thread that this process works on. */
	live(thread: ThreadId): Live | undefined;
	/** The queue's handler. */
	advance(thread: string): Promise<void>;
	/** From now on nothing begins: what is said and clicked is stored for the next start. Resolves once every Turn that was at work waits for a person or has ended. */
	drain(): Promise<void>;
	/** Posts one sentence about what happened to a Thread's sandbox while nobody was waiting for it. Never rejects. */
	tell(thread: string, sentence: string): Promise<void>;
}

/** The bot over its ports. `message`, `click` and `deleted` resolve once what came is stored, and reject if it could not be: the platform then delivers
 *  it again. A click that is refused is answered in private. Must not take a step of a Turn: `advance`, the queue's handler, does. */
export function openBot(world: World): Bot {
	const activeTurns: ActiveTurns = new Map();
	const working = new Set<Promise<void>>();
	const draining = new AbortController();
	const around = { activeTurns, pace: openPace(), draining: draining.signal };
	world.store.onStop((thread) => activeTurns.get(thread)?.stop.abort(new Error("stopped by a person")));
	return {
		message: (inbound) => message(world, activeTurns, inbound),
		click: async (click, reply) => {
			try {
				await clicked(world, activeTurns, click, reply);
			} catch (error) {
				if (!isUnreadable(error)) throw error;
				const texts = textsIn(await localeHere(world, click.thread));
				await reply.privately(translated(error.sentence, texts));
			}
		},
		live: (thread) => activeTurns.get(thread)?.live,
		deleted: (thread) => deleted(world, thread),
		waiting: (asking) => listFor(world, activeTurns, asking),
		locale: ({ thread, locale }, text) => localeHere(world, thread, { text, client: locale }),
		command: (word, asking) => answerAlone(world, activeTurns, word, asking),
		advance: async (thread) => {
			if (draining.signal.aborted) return;
			const work = advance(world, around, thread);
			working.add(work);
			try {
				await work;
			} catch (error) {
				if (isUnreadable(error)) await tell(world, thread, error.sentence);
				else if (!isBotError(error, "thread_gone")) throw error;
			} finally {
				working.delete(work);
			}
		},
		drain: async () => {
			draining.abort();
			world.log("info", "draining", { threads: working.size });
			await Promise.allSettled(working);
		},
		tell: async (thread, sentence) => {
			const id = `${thread} sandbox ${world.clock.now()}`;
			try {
				const texts = textsIn(await localeHere(world, thread));
				const said = words(texts.commands.sandboxStopped, [translated(sentence, texts)]);
				await world.adapter(thread).say({ id, thread, ...said });
			} catch (error) {
				world.log("error", "not_said", { thread, command: "tell", error });
			}
		},
	};
}

async function message(world: World, activeTurns: ActiveTurns, inbound: Inbound): Promise<void> {
	const { thread, note, addressed } = inbound;
	if (note.author.trust === "bot") return;
	if (!addressed && !(await isForUs(world, thread, note))) return;
	const command = note.files.length === 0 ? commandOf(note.text) : undefined;
	if (command === "forget" && (await forgetAtOnce(world, inbound))) return;
	const answer = command === undefined ? undefined : await answerAtOnce(world, activeTurns, { thread, note, command });
	// A message that was answered at once is stored as "status", which does nothing later: so a second copy of it is recognised.
	const receipt = await world.store.receive(thread, answer === undefined ? note : { ...note, text: "status" });
	world.log("info", "message", { thread, key: note.key, receipt, files: note.files.length, command });
	if (receipt === "seen") return;
	if (inbound.unseen === true && receipt === "new") await repeat(world, inbound);
	await ring(world, thread, `${receipt} ${note.key}`);
	if (answer !== undefined && answer !== "said" && receipt === "new") {
		const said = world.adapter(thread).say({ id: `${thread} ${note.key}`, thread, ...answer });
		await said.catch((error: unknown) => world.log("error", "not_said", { thread, command, error }));
	}
	if (answer === undefined && (command === "stop" || command === "reset")) await world.store.stop(thread);
}

/** Says in the Thread what was asked in a form. Never rejects. */
async function repeat(world: World, { thread, note }: Inbound): Promise<void> {
	const { analyse } = textsIn(await localeHere(world, thread, { text: note.text }));
	const title = analyse.asked(
		note.author.name,
		note.files.map(({ name }) => name),
	);
	const said = world.adapter(thread).say({ id: `${thread} asked ${note.key}`, thread, ...words(title, [note.text]) });
	await said.catch((error: unknown) => world.log("error", "not_said", { thread, command: "analyse", error }));
}

async function deleted(world: World, thread: ThreadId): Promise<void> {
	const found = await lookUp(world, thread);
	if (found.kind === "read" && found.session === undefined && found.inbox.length === 0) return;
	if (found.kind === "unreadable" && !found.isNewer) {
		await forgetUnread(world, thread, { why: "deleted" });
		return;
	}
	await world.store.receive(thread, { kind: "forget", key: "deleted", why: "deleted", at: world.clock.now() });
	await ring(world, thread, "deleted");
	await world.store.stop(thread);
}

async function clicked(world: World, activeTurns: ActiveTurns, from: Click, reply: ClickReply): Promise<void> {
	const ticket = await world.store.ticket(from.token);
	const locale = await localeHere(world, ticket?.thread ?? from.thread);
	const texts = textsIn(locale);
	const said = texts.click;
	if (ticket === undefined || !((await fits(world, ticket, from)) || (await isTold(world, ticket, from)))) {
		return reply.privately(await whyClosed(world, from, texts));
	}
	// What is clicked in a direct message is about the Thread that it tells of.
	const { choice } = from;
	if (choice === "look") return look(await liveOf(world, activeTurns, ticket.thread), reply, locale);
	const click = { ...from, choice, thread: ticket.thread };
	const person = await world.adapter(click.thread).whois(click.thread, click.person);
	const settings = world.settings(click.thread);
	if (!mayUse(settings, ticket, { choice: click.choice, person })) {
		world.log("warn", "click_refused", {
			thread: click.thread,
			turn: ticket.turn,
			person: person.id,
			trust: person.trust,
		});
		const { sha256 } = ticket;
		const refused = { thread: click.thread, turn: ticket.turn, by: person.id, trust: person.trust, sha256 };
		await writeAudit(world, [{ event: "click_refused", choice: click.choice, message: click.ref, ...refused }]);
		return reply.privately(refusal(settings, ticket, { choice: click.choice, person }, texts));
	}
	if (ticket.expiresAt <= world.clock.now()) {
		if (ticket.kind !== "approval" && ticket.kind !== "choose") return reply.privately(said.closed);
		await ring(world, click.thread, `expired ${ticket.token}`);
		return reply.privately(ticket.kind === "choose" ? said.questionExpired : said.codeExpired);
	}
	if (click.choice === "reject" && click.reason === undefined) return reply.askReason(locale);
	// Throws if the record cannot be read: the button then stays open.
	const { session } = await world.store.load(click.thread);
	if (click.choice === "reword" && click.reason === undefined) return reply.askReason(locale, session?.turn?.request);
	if (ticket.kind === "feedback" && (click.reason ?? "").trim() === "")
		return judged(world, { click, ticket, person, session }, { reply, locale });
	if (click.choice === "edit" && session?.turn?.rerun !== undefined) return reply.privately(said.unchanged);
	if (click.choice === "edit" && click.code === undefined) return askCode(session, ticket, reply, locale);
	const note: ClickNote = {
		kind: "click",
		token: click.token,
		choice: click.choice,
		by: person,
		reason: click.reason?.trim() ?? "",
		...(click.code === undefined ? {} : { code: click.code }),
		at: world.clock.now(),
	};
	if (!(await world.store.take(ticket, note))) return reply.privately(await whyClosed(world, click, texts));
	world.log("info", "click", {
		thread: click.thread,
		turn: ticket.turn,
		choice: click.choice,
		person: person.id,
		sha256: ticket.sha256,
	});
	await ring(world, click.thread, `click ${click.token}`);
	if (click.choice === "stop" || click.choice === "forget") await world.store.stop(click.thread);
}

/** The ticket stays open: others have a verdict of their own, and whoever gave one may change it. */
async function judged(
	world: World,
	{ click, ticket, person, session }: { click: Click; ticket: Ticket; person: Person; session: Session | undefined },
	{ reply, locale }: { reply: ClickReply; locale: Locale },
): Promise<void> {
	const judgement = click.choice === "right" ? "right" : "wrong";
	const { click: said, feedback } = textsIn(locale);
	const found = await judge(world, { session, ticket, person, judgement, message: click.ref });
	world.log("info", "judged", { thread: ticket.thread, turn: ticket.turn, judgement, found, person: person.id });
	if (found === "closed") return reply.privately(said.closed);
	if (judgement === "wrong" && click.reason === undefined) return reply.askReason(locale);
	await reply.privately((found === "changed" ? feedback.changed : feedback.noted)[judgement]);
}

/** Shows one person the code that is being written; everybody will see it once it is whole. */
function look(live: Live | undefined, reply: ClickReply, locale: Locale): Promise<void> {
	const said = textsIn(locale).click;
	const code = live?.phase === "writing" ? (live.code ?? "") : "";
	return code.trim() === "" ? reply.privately(said.nothingYet) : reply.privately(said.soFar, code, locale);
}

/** The ticket stays open: the code may still be approved while somebody edits it in the modal. */
async function askCode(
	session: Session | undefined,
	{ token }: Ticket,
	reply: ClickReply,
	locale: Locale,
): Promise<void> {
	const said = textsIn(locale).click;
	const attempts = session?.turn?.attempts ?? [];
	const current = attempts.at(-1);
	if (current?.approval.token !== token) return reply.privately(said.closed);
	if (await reply.askCode(current.proposal, locale)) return;
	const name = codeFileOf(attempts.length - 1, current.proposal);
	await reply.privately(said.tooLongToEdit(name));
}

/** Why a button does nothing that no ticket is there for; what was written in its form is given back. */
async function whyClosed({ store }: World, { thread, reason = "" }: Click, { click }: Texts): Promise<string> {
	const at = (await store.known(thread)) ? undefined : await store.forgottenAt(thread);
	if (at !== undefined) return click.forgotten(new Date(at).toISOString().slice(0, 10));
	return reason.trim() === "" ? click.closed : click.overtaken(reason.trim());
}

/** The click must come from the message that carries the button, in the Thread it belongs to. */
async function fits(world: World, ticket: Ticket, click: Click): Promise<boolean> {
	const choices: Record<Ticket["kind"], readonly Click["choice"][]> = {
		approval: ["approve", "approve_fixes", "reject", "edit"],
		stop: ["stop", "look"],
		again: ["again"],
		reword: ["reword"],
		partial: ["partial"],
		code: ["code"],
		feedback: ["right", "wrong"],
		rerun: ["rerun"],
		check: ["check"],
		export: ["export"],
		forget: ["forget"],
		fresh: ["fresh"],
		choose: ["choose"],
	};
	if (ticket.thread !== click.thread || !choices[ticket.kind].includes(click.choice)) return false;
	if (ticket.slot === "") return true;
	const post = await world.store.posts.find(ticket.turn, ticket.slot);
	return post?.ref !== undefined && post.ref === click.ref;
}

/** The language in which people of this Thread are spoken to. Never rejects: what cannot be read is in none. */
async function localeHere(
	world: World,
	thread: ThreadId,
	{ text = "", client }: { text?: string; client?: Locale | undefined } = {},
): Promise<Locale> {
	const language = world.settings(thread).language ?? client;
	if (language !== undefined) return language;
	const session = await world.store.load(thread).then(
		(found) => found.session,
		() => undefined,
	);
	return localeOf(text, session?.turn?.locale);
}

/** Whether the click comes from the direct message in which this very person was asked, or from the list that only they see. */
async function isTold(world: World, ticket: Ticket, { choice, person, ref }: Click): Promise<boolean> {
	if (ticket.kind !== "approval" || !["approve", "approve_fixes", "reject"].includes(choice)) return false;
	const about = { thread: ticket.thread, id: ticket.turn };
	const posts = await Promise.all(
		(["ask", "again", "list", "inbox"] as const).map((kind) =>
			world.store.posts.find(toldId(about, person, kind), "aside"),
		),
	);
	return posts.some((post) => post?.ref !== undefined && post.ref === ref);
}

/** Never rejects: if ringing fails, the sweep finds what is stored and rings later. */
async function ring(world: World, thread: string, reason: string): Promise<void> {
	try {
		await world.queue.ring(thread, reason);
	} catch (error) {
		world.log("warn", "ring_failed", { thread, error: String(error) });
	}
}

/** In the bot's own Threads every message is for it, unless it begins by addressing somebody else or the Thread listens to mentions only. */
async function isForUs(world: World, thread: ThreadId, { text }: MessageNote): Promise<boolean> {
	if (addressesOther(text) || !(await world.store.known(thread))) return false;
	const found = await lookUp(world, thread);
	return found.kind === "unreadable" || found.session?.listens !== "mention";
}
