// A bot that is played one saved step at a time, can be copied in any state, and tells its watcher all that it does.

import { commandOf } from "../../../src/core/commands/words.ts";
import { QUESTION_SLOT } from "../../../src/core/domain/turns.ts";
import type {
	Choice,
	FileRef,
	MessageNote,
	Note,
	Person,
	Run,
	Session,
	Ticket,
	Turn,
} from "../../../src/core/domain.ts";
import type { Click, ModelRequest, RunRequest } from "../../../src/core/ports.ts";
import type { Settings } from "../../../src/core/world.ts";
import { alice, bob, fakeWorld, thread } from "../../fakes/world.ts";
import { PEOPLE } from "./cast.ts";
import type { Met } from "./kinds.ts";
import { asks, atRest, refused, saved, started, type Violation } from "./rules.ts";
import { replyOf, runOf, type Weather } from "./weather.ts";

/** A click that the front door took, with the ticket as it was. */
export interface Taken {
	readonly ticket: Ticket;
	readonly choice: Choice;
	readonly by: Person;
	/** The Run that it started. */
	usedBy?: string;
}

/** What an onlooker knows of a Thread; plain data. */
export interface Ledger {
	/** Names of the moves so far. */
	path: string[];
	/** What was said, as long as the Thread is not forgotten. */
	notes: MessageNote[];
	clicks: Taken[];
	/** Every ticket that was ever open. */
	tickets: Record<string, Ticket>;
	/** Words that the model was asked with. */
	heard: string[];
	/** The last request to the model. */
	asked?: { readonly turn: string; readonly branch: string; readonly messages: readonly string[] };
	/** Programs that were started. */
	runs: { readonly id: string; readonly generation: string }[];
	finished: Record<string, Run>;
	/** Every verdict that was ever given, by token. */
	verdicts: Record<string, string>;
	/** Turns as they were last shown, and the hashes of the code in them. */
	shown: Record<string, Turn>;
	asides: string[];
	/** Who gave a part of each Turn, by id. */
	givers: Record<string, readonly string[]>;
	/** Who gave a file, at any time. */
	fileGivers: readonly string[];
	/** Who spoke since the last Approval, by id. */
	voices: string[];
	/** Counts what is said, so that no words are said twice. */
	said: number;
	generation: string;
	now: number;
	people: Person[];
}

export interface State {
	readonly session: Session | undefined;
	readonly tickets: readonly Ticket[];
	readonly ledger: Ledger;
}

const STEPPED = new Error("one step was taken");
const START = 1_000_000;

const empty = (): Ledger => ({
	path: [],
	notes: [],
	clicks: [],
	tickets: {},
	heard: [],
	runs: [],
	finished: {},
	verdicts: {},
	shown: {},
	asides: [],
	givers: {},
	fileGivers: [],
	voices: [],
	said: 0,
	generation: "g1",
	now: START,
	people: [alice, bob, ...Object.values(PEOPLE)],
});

/** What is in its lists stays as it is. */
function copyOf(ledger: Ledger): Ledger {
	const parts = Object.entries(ledger).map(([name, part]) => [
		name,
		Array.isArray(part) ? [...part] : typeof part === "object" ? { ...part } : part,
	]);
	return { ...Object.fromEntries(parts), clicks: ledger.clicks.map((click) => ({ ...click })) } as Ledger;
}

export type Game = Awaited<ReturnType<typeof openGame>>;

/** What many games have shown. */
export interface Chronicle {
	readonly violations: Violation[];
	readonly met: Set<Met>;
	/** Shapes of Sessions that were stored. */
	readonly shapes: Set<string>;
	plays: number;
}

export async function openGame(
	settings: Partial<Settings>,
	chronicle: Chronicle,
	{ session, tickets, ledger }: State = { session: undefined, tickets: [], ledger: empty() },
) {
	const says: NonNullable<NonNullable<Parameters<typeof fakeWorld>[0]>["says"]> = [];
	const does: NonNullable<NonNullable<Parameters<typeof fakeWorld>[0]>["does"]> = [];
	const bot = fakeWorld({ says, does, settings });
	const { whole, world } = bot;
	const known = copyOf(ledger);
	bot.people.clear();
	for (const person of known.people) bot.people.set(person.id, person);
	world.generation = known.generation;
	bot.pass(known.now - START);
	for (const note of known.notes) await whole.store.receive(thread, note);
	for (const run of Object.values(known.finished)) {
		does.push(run);
		await whole.sandbox.run({ id: run.id } as RunRequest);
	}
	bot.runs.length = 0;
	if (session !== undefined) {
		await whole.store.save({ ...session, rev: 0 }, { read: known.notes.length, open: tickets, close: [] });
		for (const [at] of (session.turn?.attempts ?? []).entries())
			await whole.store.posts.note(session.turn?.id ?? "", `step ${at + 1}`, { mark: "m", ref: `ref ${at + 1}` });
		if (session.turn?.question !== undefined)
			await whole.store.posts.note(session.turn.id, QUESTION_SLOT, { mark: "m", ref: QUESTION_SLOT });
	}

	let single = false;
	let calls = 0;
	let interrupt: { readonly at: number; readonly fire: () => Promise<void> } | undefined;
	let weather: Weather = { name: "" };

	const broke = (rule: Violation["rule"], what: string) =>
		chronicle.violations.push({ rule, what, path: [...known.path] });
	chronicle.plays++;
	chronicle.met.add(`mode ${whole.settings(thread).mode}`);

	/** Something may be said or clicked at every call that a step makes. */
	async function moment(): Promise<void> {
		const now = interrupt;
		if (now?.at !== calls++) return;
		interrupt = undefined;
		// Whoever speaks gets through.
		const sky = weather;
		weather = { name: "" };
		await now.fire();
		weather = sky;
	}

	function watched<T extends object>(edge: T, ...names: readonly (keyof T & string)[]): void {
		for (const name of names) {
			const call = edge[name] as (...args: unknown[]) => unknown;
			Object.assign(edge, {
				[name]: async (...args: unknown[]) => {
					await moment();
					if (weather.fails?.[name] !== undefined) throw weather.fails[name];
					return call(...args);
				},
			});
		}
	}

	watched(whole.sandbox, "open", "put", "profile", "digest", "data", "close");
	watched(whole.audit, "write");
	watched(whole.store.posts, "find");
	const { save, take, judge, forget } = whole.store;
	const { reply } = whole.model;
	const { run } = whole.sandbox;
	const self = {
		bot,
		ledger: known,
		broke,
		met: chronicle.met,
		shapes: chronicle.shapes,
		/** The request to the model in this step. */
		asked: { now: undefined as ModelRequest | undefined },
		settings: () => whole.settings(thread),
		state: async (): Promise<State & { readonly inbox: readonly Note[] }> => ({
			...(await whole.store.load(thread)),
			tickets: [...bot.tickets.values()],
			ledger: known,
		}),
		/** The same game in the same state, apart from this one. */
		copy: async () => openGame(settings, chronicle, await self.state()),
		/** Takes in what was said, or takes one step, and saves; false where the Thread rests. */
		step: async (sky: Weather = { name: "as usual" }, during?: typeof interrupt): Promise<boolean> => {
			single = true;
			world.lock = new AbortController();
			weather = sky;
			calls = 0;
			interrupt = during;
			says.splice(0, says.length, (request) => replyOf(sky, request, bot.session()));
			does.splice(0, does.length, (request) => runOf(sky, request));
			if (sky.kernel !== undefined) known.generation = world.generation = `${world.generation}'`;
			world.fetched = new TextEncoder().encode(sky.fetched ?? "print('from a file')\n");
			world.history = [...(sky.history ?? [])];
			try {
				await bot.work();
				return false;
			} catch (error) {
				if (error !== STEPPED) broke("throws", `${sky.name}: ${error instanceof Error ? error.stack : error}`);
				return error === STEPPED;
			} finally {
				single = false;
				weather = { name: "" };
				interrupt = undefined;
			}
		},
		/** Steps until the Thread rests. */
		rest: async (): Promise<void> => {
			for (let steps = 0; await self.step(); steps++)
				if (steps > 60) return void broke("work", "it never comes to rest");
			atRest(self, await self.state());
		},
		pass: (ms: number) => {
			known.now += ms;
			bot.pass(ms);
		},
		become: (person: Person) => {
			bot.people.set(person.id, person);
			known.people = [...known.people.filter(({ id }) => id !== person.id), person];
		},
		/** Words that nobody has said yet. */
		words: (): string => {
			const letters = (known.said++)
				.toString(26)
				.padStart(3, "0")
				.replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)] ?? "");
			return `wish ${letters}.`;
		},
		say: async (text: string, more: Partial<MessageNote> & { readonly addressed?: boolean } = {}): Promise<void> => {
			const { addressed = true, ...over } = more;
			const key = `m${known.said++}`;
			const note: MessageNote = {
				kind: "message",
				key,
				author: alice,
				text,
				files: [],
				at: known.now,
				midThread: false,
				...over,
			};
			const { inbox } = await self.state();
			try {
				await bot.bot.message({ thread, addressed, note });
			} catch (error) {
				broke("throws", `said ${text}: ${error}`);
			}
			const command = commandOf(text);
			if (command !== undefined) chronicle.met.add(`said ${command}`);
			if ((await self.state()).inbox.length === inbox.length) return;
			known.notes.push(note);
			if (command === undefined) known.voices.push(note.author.id);
		},
		file: (name: string): FileRef => ({ id: `F${known.said++}`, name, size: 10, source: "{}" }),
		click: async (click: Pick<Click, "token" | "choice"> & Partial<Click>, by: Person = alice): Promise<void> => {
			const before = await self.state();
			const heard: string[] = [];
			const ticket = known.tickets[click.token];
			const ref = ticket?.slot.replace("step", "ref") ?? "";
			try {
				await bot.bot.click(
					{ thread, person: by.id, ref, ...click },
					{
						privately: async (sentence) => void heard.push(sentence),
						askReason: async () => void heard.push("a reason?"),
						askCode: async () => heard.push("a form") > 0,
					},
				);
			} catch (error) {
				broke("throws", `${click.choice}: ${error}`);
			}
			const after = await self.state();
			if (after.inbox.length === before.inbox.length) refused(self, before, after, heard);
		},
		/** The first message is deleted, or nobody has used the Thread for long. */
		forget: async (why: "deleted" | "unused"): Promise<void> => {
			if (why === "deleted") return bot.bot.deleted(thread);
			if ((await self.state()).session === undefined) return;
			await whole.store.receive(thread, { kind: "forget", key: "unused", why, at: known.now });
		},
	};

	Object.assign(whole.store, {
		save: async (...[next, change]: Parameters<typeof save>) => {
			const before = await self.state();
			const after = await save(next, change);
			const { inbox, ...rest } = await self.state();
			saved(self, before, { ...rest, session: after, inbox, read: before.inbox.slice(0, change.read) });
			if (single) world.lock.abort(STEPPED);
			return after;
		},
		take: async (...[ticket, note]: Parameters<typeof take>) => {
			const first = await take(ticket, note);
			// An answer may be called wrong by several people.
			if (first && note.choice !== "wrong" && known.clicks.some((one) => one.ticket.token === ticket.token))
				broke("once", `${note.choice} was taken twice`);
			if (first) known.clicks.push({ ticket, choice: note.choice, by: note.by });
			if (first) chronicle.met.add(`clicked ${note.choice}`);
			if (first && (note.choice === "approve" || note.choice === "approve_fixes")) known.voices = [];
			return first;
		},
		// A verdict on an answer takes no ticket.
		judge: async (...given: Parameters<typeof judge>) => {
			await judge(...given);
			chronicle.met.add(`clicked ${given[2]}`);
		},
		forget: async (id: string) => {
			await forget(id);
			Object.assign(known, {
				...empty(),
				path: known.path,
				said: known.said,
				generation: known.generation,
				now: known.now,
				people: known.people,
			});
		},
	});
	Object.assign(whole.model, {
		reply: async (request: Parameters<typeof reply>[0]) => {
			await moment();
			asks(self, request, bot.session());
			return reply(request);
		},
	});
	Object.assign(whole.sandbox, {
		run: async (request: RunRequest) => {
			if (known.finished[request.id] === undefined && !known.runs.some(({ id }) => id === request.id))
				started(self, request, bot.session());
			known.runs.push({ id: request.id, generation: request.generation });
			await moment();
			const done = await run(request);
			known.finished[request.id] = done;
			return done;
		},
	});
	const adapter = whole.adapter(thread);
	const { show, say } = adapter;
	watched(adapter, "fetch", "whois", "read");
	Object.assign(adapter, {
		show: async (...[turn, uploads, live]: Parameters<typeof show>) => {
			if (live !== undefined) return;
			await moment();
			if (weather.fails?.show !== undefined) throw weather.fails.show;
			known.shown[turn.id] = turn;
			return show(turn, uploads);
		},
		say: async (aside: Parameters<typeof say>[0]) => {
			await moment();
			known.asides.push(JSON.stringify(aside));
			if (weather.fails?.say !== undefined) throw weather.fails.say;
			return say(aside);
		},
	});
	Object.assign(whole, { adapter: () => adapter });
	return self;
}
