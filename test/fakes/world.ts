// A whole bot with scripted edges: core alone, in milliseconds. Real edges are tested in test/adapters, test/sandbox, test/store and test/e2e.

import { type Bot, openBot } from "../../src/core/bot.ts";
import { toldId } from "../../src/core/domain/commands.ts";
import { QUESTION_SLOT } from "../../src/core/domain/turns.ts";
import type {
	Aside,
	DataFile,
	FileProfile,
	FileRef,
	Judgement,
	Live,
	Message,
	MessageNote,
	Note,
	Person,
	Pressed,
	Run,
	Session,
	Ticket,
	Told,
	Turn,
} from "../../src/core/domain.ts";
import { BotError } from "../../src/core/errors.ts";
import { softFailure } from "../../src/core/fix/answer-check.ts";
import { plan } from "../../src/core/fix/strategy.ts";
import { unmet } from "../../src/core/fix/wishes.ts";
import type {
	Asking,
	AuditEntry,
	Listing,
	Model,
	ModelRequest,
	Post,
	Precheck,
	RunRequest,
	SandboxState,
} from "../../src/core/ports.ts";
import type { Settings, World } from "../../src/core/world.ts";
import { examine } from "../../src/python/risk.ts";
import { summarise } from "../../src/python/summary.ts";
import { readStored, stamped } from "../../src/schemas/stored.ts";
import { sessionSchema, toStoredSession } from "../../src/schemas.ts";
import { defaults } from "./settings.ts";

export const alice: Person = { id: "U1", name: "Alice", trust: "member" };
export const bob: Person = { id: "U2", name: "Bob", trust: "member" };
export const thread = "slack:T1:C1:1.1";
export const csv: FileRef = { id: "F1", name: "sales.csv", size: 1000, source: "{}" };
const card: FileProfile = {
	format: "csv",
	rows: 10,
	columns: [
		{ name: "id", type: "int", nulls: 0, samples: ["1"] },
		{ name: "created_at", type: "date", nulls: 0, samples: ["2024-01-02"] },
	],
	notes: [],
};

/** A table with two columns that a request for the amount may mean. */
export const twoAmounts: FileProfile = {
	format: "csv",
	rows: 10,
	columns: [
		{ name: "region", type: "text", nulls: 0, samples: ["North", "South"] },
		{ name: "amount_net", type: "float", nulls: 0, range: ["1", "90"], samples: [] },
		{ name: "amount_gross", type: "float", nulls: 0, range: ["1.19", "107.1"], samples: [] },
	],
	notes: [],
};

export const script = (source: string, why = "It reads the file.") => `${why}\n\`\`\`python\n${source}\n\`\`\`\n`;
export const ok = (output: string, changed: string[] = []): Partial<Run> => ({ outcome: "ok", output, changed });
export const keyError = (line = 1): Partial<Run> => ({
	outcome: "failed",
	output: "",
	error: { name: "KeyError", message: "'date'", line, trace: "KeyError: 'date'" },
});

type Say = string | Error | ((request: ModelRequest) => Promise<string> | string);
type Does = Partial<Run> | Error | ((request: RunRequest) => Promise<Partial<Run>> | Partial<Run>);

/** `says` are the model's replies in order, `does` the outcomes of Runs in order. */
export function fakeWorld({
	says = [],
	does = [],
	settings = {},
	precheck = async ({ source }) => ({ source, mends: [], faults: [] }),
	model,
}: {
	says?: Say[];
	does?: Does[];
	settings?: Partial<Settings>;
	/** Toy programs pass as they are. */
	precheck?: Precheck;
	/** In place of `says`. */
	model?: Model;
} = {}) {
	let now = 1_000_000;
	let session: Session | undefined;
	let inbox: Note[] = [];
	let held = false;
	let dirty = false;
	const seen = new Map<string, Set<string>>();
	const tickets = new Map<string, Ticket>();
	const posts = new Map<string, Post>();
	const requests: (readonly Message[])[] = [];
	const temperatures: number[] = [];
	const runs: RunRequest[] = [];
	const finished = new Map<string, Run>();
	const shown: Turn[] = [];
	const lives: Live[] = [];
	const asides: Aside[] = [];
	/** Direct messages to approvers, as they were drawn. */
	const tells: { turn: Turn; told: Told; url: string | undefined }[] = [];
	/** Lists that were written to somebody directly. */
	const lists: { asking: Asking; key: string; listing: Listing }[] = [];
	/** Tokens of buttons that were taken from older posts. */
	const stripped: string[] = [];
	const audited: AuditEntry[] = [];
	const rung: { reason: string; delayMs: number }[] = [];
	const put: string[] = [];
	const muted = new Set<string>();
	const judgements = new Map<string, Judgement>();
	const people = new Map([alice, bob].map((person) => [person.id, person]));
	const stopListeners: ((thread: string) => void)[] = [];
	const world = {
		generation: "g1",
		showFails: undefined as Error | undefined,
		/** How long it takes until this can be seen. */
		showing: async (_turn: Turn) => {},
		fetchFails: undefined as Error | undefined,
		/** What a fetched file holds. */
		fetched: new Uint8Array(),
		card,
		/** What is in the files with these names; in every other there is `card`. */
		cards: { "two-amounts.csv": twoAmounts } as Record<string, FileProfile>,
		whoisFails: undefined as Error | undefined,
		/** Whether code fits into a form. */
		formHolds: true,
		lock: new AbortController(),
		whileFetching: async () => {},
		history: [] as MessageNote[],
		closed: 0,
		forgotten: 0,
		forgottenAt: undefined as number | undefined,
		sandboxState: { kind: "closed" } as SandboxState,
		/** Places in the line that the next opening of a sandbox goes through. */
		places: [] as number[],
		auditFails: undefined as Error | undefined,
		sayFails: undefined as Error | undefined,
		data: [] as DataFile[],
		/** Members of groups that may approve; undefined: the platform does not tell. */
		groups: {} as Record<string, readonly string[] | undefined>,
		/** Sessions of other Threads, as they are stored. */
		elsewhere: new Map<string, Session>(),
		directFails: undefined as Error | undefined,
		linkFails: undefined as Error | undefined,
		/** Whether the card that waits is in the thread with all of its code. */
		isWhole: true,
		/** How often the address of a card was asked for. */
		links: 0,
	};

	const whole: World = {
		clock: { now: () => now },
		log: () => {},
		settings: () => ({ ...defaults, ...settings }),
		examine: async (program) => examine(program),
		summarise: async (program) => summarise(program),
		precheck,
		softFailure,
		unmet,
		plan,
		about: { model: async () => "test-model", limits: ["1 CPU"] },
		sample: async function* () {
			yield new TextEncoder().encode("id,amount\n1,2\n");
		},
		audit: {
			write: async (entry) => {
				if (world.auditFails !== undefined) throw world.auditFails;
				audited.push(entry);
			},
		},
		queue: { ring: async (_thread, reason, delayMs = 0) => void rung.push({ reason, delayMs }) },
		store: {
			receive: async (_thread, note) => {
				if (note.kind === "forget") return inbox.push(note) > 0 ? "new" : "seen";
				const ids = seen.get(note.key);
				const files = note.files.filter(({ id }) => !ids?.has(id));
				seen.set(note.key, new Set([...(ids ?? []), ...files.map(({ id }) => id)]));
				if (ids !== undefined && files.length === 0) return "seen";
				inbox.push(ids === undefined ? note : { ...note, text: "", files });
				return ids === undefined ? "new" : "merged";
			},
			take: async ({ token }, note) => tickets.delete(token) && inbox.push(note) > 0,
			ticket: async (token) => tickets.get(token),
			load: async (of) =>
				of === thread ? { session, inbox: [...inbox] } : { session: world.elsewhere.get(of), inbox: [] },
			save: async (next, { read, open, close, unlessNotes }) => {
				if ((session?.rev ?? 0) !== next.rev) throw new BotError("stale", "stale");
				if (unlessNotes === true && inbox.length > read) throw new BotError("unheard", "unheard");
				inbox = inbox.slice(read);
				for (const ticket of open) tickets.set(ticket.token, ticket);
				for (const token of close) tickets.delete(token);
				const record = stamped(toStoredSession({ ...next, rev: next.rev + 1 }));
				session = readStored(sessionSchema, JSON.parse(JSON.stringify(record)));
				return session;
			},
			forget: async () => {
				session = undefined;
				inbox = [];
				tickets.clear();
				world.forgottenAt = now;
			},
			judgement: async (turn, person) => judgements.get(`${turn} ${person}`),
			judge: async ({ id }, person, judgement) => void judgements.set(`${id} ${person}`, judgement),
			forgottenAt: async () => world.forgottenAt,
			unused: async () => [],
			muted: async () => [...muted],
			mute: async (_thread, person, isMuted) => void (isMuted ? muted.add(person) : muted.delete(person)),
			known: async () => session !== undefined && !session.threadGone,
			unfinished: async () => [...(session?.hasWork || inbox.length > 0 ? [thread] : []), ...world.elsewhere.keys()],
			lock: async () => {
				dirty = held;
				if (held) return undefined;
				held = true;
				return {
					signal: world.lock.signal,
					release: async () => {
						held = false;
						return dirty;
					},
				};
			},
			stop: async (id) => {
				for (const listener of stopListeners) listener(id);
			},
			onStop: (listener) => void stopListeners.push(listener),
			posts: {
				reserve: async (turn, slot) => {
					const key = `${turn} ${slot}`;
					const known = posts.has(key);
					posts.set(key, posts.get(key) ?? { mark: key });
					return { post: posts.get(key)!, known };
				},
				find: async (turn, slot) => posts.get(`${turn} ${slot}`),
				note: async (turn, slot, post) => void posts.set(`${turn} ${slot}`, post),
				edited: async () => {},
				edits: async () => [],
			},
		},
		model: {
			reply: async (request) => {
				requests.push(request.messages);
				temperatures.push(request.temperature);
				if (model !== undefined) return model.reply(request);
				const next = says.shift();
				if (next === undefined) throw new Error(`no reply left for: ${request.messages.at(-1)?.content}`);
				if (next instanceof Error) throw next;
				const reply = typeof next === "function" ? await next(request) : next;
				request.onText(reply);
				return { text: reply, finish: "stop", promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
			},
		},
		sandbox: {
			open: async (_thread, _signal, { onPosition } = {}) => {
				for (const place of world.places.splice(0)) {
					// What is being drawn comes first.
					await new Promise((resolve) => setImmediate(resolve));
					onPosition?.(place);
				}
				return { generation: world.generation };
			},
			has: async () => undefined,
			put: async (_thread, file) => {
				put.push(file.name);
				return file.name;
			},
			profile: async (_thread, name) => world.cards[name] ?? world.card,
			data: async () => world.data,
			run: async (request) => {
				const known = finished.get(request.id);
				if (known !== undefined) return known;
				runs.push(request);
				const next = does.shift();
				if (next === undefined) throw new Error(`no outcome left for: ${request.source}`);
				if (next instanceof Error) throw next;
				const outcome = typeof next === "function" ? await next(request) : next;
				const run: Run = {
					id: request.id,
					outcome: "ok",
					output: "",
					durationMs: 5,
					changed: [],
					artifacts: [],
					notes: [],
					variablesKept: true,
					...outcome,
				};
				finished.set(request.id, run);
				return run;
			},
			bytes: async function* () {},
			result: async (_thread, id) => finished.get(id),
			digest: async (_thread, file) => `sha of ${file.id}`,
			look: async () => world.sandboxState,
			forget: async () => void world.forgotten++,
			close: async () => void world.closed++,
		},
		adapter: () => ({
			show: async (turn, _uploads, live) => {
				if (live !== undefined) return void lives.push(live);
				if (world.showFails) throw world.showFails;
				await world.showing(turn);
				shown.push(turn);
				if (turn.question !== undefined) posts.set(`${turn.id} ${QUESTION_SLOT}`, { mark: "m", ref: QUESTION_SLOT });
				for (const index of turn.attempts.keys())
					posts.set(`${turn.id} step ${index + 1}`, { mark: "m", ref: `ref ${index + 1}` });
			},
			say: async (aside) => {
				if (world.sayFails !== undefined) throw world.sayFails;
				asides.push(aside);
			},
			fetch: async () => {
				await world.whileFetching();
				if (world.fetchFails) throw world.fetchFails;
				return (async function* () {
					yield world.fetched;
				})();
			},
			whois: async (_thread, id) => {
				if (world.whoisFails) throw world.whoisFails;
				return people.get(id) ?? { id, name: id, trust: "guest" };
			},
			read: async () => world.history,
			members: async (_thread, approver) => (approver in world.groups ? world.groups[approver] : [approver]),
			direct: async (person) => {
				if (world.directFails !== undefined) throw world.directFails;
				return `slack:T1:D${person}:`;
			},
			shows: async () => world.isWhole,
			strip: async (_thread, tokens) => void stripped.push(...tokens),
			list: async (asking, key) => {
				if (world.directFails !== undefined) throw world.directFails;
				lists.push({ asking, key, listing: await bot.waiting(asking) });
			},
			link: async ({ id }) => {
				world.links += 1;
				if (world.linkFails) throw world.linkFails;
				return `https://chat.example/${id}`;
			},
			tell: async (turn, told, url) => {
				tells.push({ turn, told, url });
				posts.set(`${toldId(turn, told.person, "ask")} aside`, { mark: "m", ref: `direct ${told.person}` });
			},
		}),
	};
	const bot: Bot = openBot(whole);
	let stamp = 0;
	const self = {
		bot,
		world,
		whole,
		people,
		requests,
		temperatures,
		runs,
		shown,
		lives,
		asides,
		lists,
		stripped,
		tells,
		audited,
		rung,
		put,
		tickets,
		/** What people were told in private. */
		told: [] as string[],
		asksReason: 0,
		/** Code and words that were put into a form. */
		forms: [] as string[],
		pass: (ms: number) => {
			now += ms;
		},
		turn: (): Turn => {
			if (session?.turn === undefined) throw new Error("no Turn");
			return session.turn;
		},
		session: () => session,
		say: async (text: string, over: Partial<MessageNote> & { addressed?: boolean; unseen?: true } = {}) => {
			const { addressed = true, unseen, ...note } = over;
			stamp++;
			await bot.message({
				thread,
				addressed,
				...(unseen === undefined ? {} : { unseen }),
				note: { kind: "message", key: `k${stamp}`, author: alice, text, files: [], at: now, midThread: false, ...note },
			});
		},
		work: () => bot.advance(thread),
		/** Clicks a button of the newest attempt, as `by`. */
		click: async (
			choice: Pressed,
			{
				by = "U1",
				reason,
				code,
				token,
				ref,
				reading = 0,
			}: { by?: string; reason?: string; code?: string; token?: string; ref?: string; reading?: number } = {},
		) => {
			const turn = self.turn();
			const { standIn: _, ...tools } = turn.tools ?? {};
			const tokens: Partial<Record<Pressed, string | undefined>> = {
				...tools,
				right: tools.feedback,
				wrong: tools.feedback,
				forget: asides.at(-1)?.buttons[0]?.token,
				approve: turn.attempts.at(-1)?.approval.token,
				approve_fixes: turn.attempts.at(-1)?.approval.token,
				edit: turn.attempts.at(-1)?.approval.token,
				reject: turn.attempts.at(-1)?.approval.token,
				stop: turn.stop,
				look: turn.stop,
				fresh: turn.standing?.fresh,
				choose: turn.question?.readings[reading]?.token,
			};
			await bot.click(
				{
					token: token ?? tokens[choice] ?? "",
					choice,
					thread,
					person: by,
					ref: ref ?? (choice === "choose" ? QUESTION_SLOT : `ref ${turn.attempts.length}`),
					...(reason === undefined ? {} : { reason }),
					...(code === undefined ? {} : { code }),
				},
				{
					privately: async (sentence, box) => void self.told.push(box === undefined ? sentence : `${sentence}\n${box}`),
					askReason: async (_locale, text) => {
						self.asksReason++;
						if (text !== undefined) self.forms.push(text);
					},
					askCode: async ({ source }) => {
						if (world.formHolds) self.forms.push(source);
						return world.formHolds;
					},
				},
			);
		},
		end: () => {
			const { state } = self.turn();
			if (state.kind !== "ended") throw new Error(`the Turn is ${state.kind}`);
			return state.end;
		},
	};
	return self;
}
