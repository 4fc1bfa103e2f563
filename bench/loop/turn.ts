// Threadloop itself: whole Turns of one thread through the real core, headless, with every Proposal approved at once.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { outcomeWords } from "../../src/adapters/posts/attempt-text.ts";
import type { Markup } from "../../src/adapters/posts/markup.ts";
import { progressWords } from "../../src/adapters/posts/turn-text.ts";
import { openBot } from "../../src/core/bot.ts";
import type { FileRef, Person, Turn } from "../../src/core/domain.ts";
import { softFailure } from "../../src/core/fix/answer-check.ts";
import { plan } from "../../src/core/fix/strategy.ts";
import { unmet } from "../../src/core/fix/wishes.ts";
import { textsIn } from "../../src/core/locales.ts";
import type { Adapter, ClickReply, Model } from "../../src/core/ports.ts";
import { precheck } from "../../src/python/precheck.ts";
import { examine } from "../../src/python/risk.ts";
import { summarise } from "../../src/python/summary.ts";
import { defaults } from "../../test/fakes/settings.ts";
import { LEVERS, type Lever, type Loop } from "./levers.ts";
import type { Place, Played, Plays } from "./place.ts";
import type { Task } from "./tasks.ts";

const asker: Person = { id: "U1", name: "Asker", trust: "member" };

export interface Way {
	/** What is taken out of the loop. */
	readonly without?: Lever;
	/** Whether each answer is checked by a second program. */
	readonly second?: boolean;
}

/** The whole loop, or the loop without one lever. */
export function threadloop({ without, second = false }: Way = {}): Plays {
	return (place, task, thread, signal) => {
		const whole: Loop = {
			sandbox: place.sandbox,
			model: place.model,
			precheck: async (program) => precheck(program),
			softFailure,
			unmet,
			plan,
		};
		const loop = without === undefined ? whole : LEVERS[without](whole);
		return playThread({ ...place, ...loop }, { task, thread, second }, signal);
	};
}

async function* playThread(
	place: Place & Loop,
	{ task, thread, second }: { readonly task: Task; readonly thread: string; readonly second: boolean },
	signal: AbortSignal,
): AsyncGenerator<Played, void> {
	const { store } = place;
	let began = performance.now();
	let states: [string, number][] = [];
	/** The newest state of every Turn. */
	const turns = new Map<string, Turn>();
	let waiting: Turn | undefined;
	const adapter: Adapter = {
		show: async (turn) => {
			turns.set(turn.key, turn);
			const state = turn.state.kind;
			if (states.at(-1)?.[0] !== state) states.push([state, Math.round(performance.now() - began)]);
			waiting = state === "waiting" ? turn : undefined;
			const slot = `step ${turn.attempts.length}`;
			const { post } = await store.posts.reserve(turn.id, slot);
			await store.posts.note(turn.id, slot, { ...post, ref: slot });
		},
		fetch: async (file) => createReadStream(file.source),
		whois: async () => asker,
		read: async () => [],
		say: async () => {},
		members: async () => [],
		direct: async () => "",
		tell: async () => {},
		link: async () => undefined,
		shows: async () => true,
		list: async () => {},
		strip: async () => {},
	};
	// What people read is scored by its English words.
	const settings = { ...defaults, language: "en" as const, maxFixes: place.maxFixes, runTimeoutMs: place.runTimeoutMs };
	const bot = openBot({
		store,
		// Nothing rings: the Turn is moved on below.
		queue: { ring: async () => {} },
		model: task.script === undefined ? place.model : first(task.script, place.model),
		sandbox: place.sandbox,
		adapter: () => adapter,
		clock: { now: () => Date.now() },
		log: () => {},
		settings: () => ({ ...settings, ...(second ? { check: "always" } : {}) }),
		examine: async (program) => examine(program),
		summarise: async (program) => summarise(program),
		precheck: place.precheck,
		softFailure: place.softFailure,
		unmet: place.unmet,
		plan: place.plan,
		audit: { write: async () => {} },
		about: { model: async () => "", limits: [] },
		sample: () => createReadStream(task.files[0]?.path ?? ""),
	});
	const files: FileRef[] = [];
	for (const { file, path } of task.files) {
		files.push({ id: `F${files.length + 1}`, name: file, size: (await stat(path)).size, source: path });
	}

	/** Approves what waits, until nothing does or people are asked something else. */
	async function approveAll(): Promise<number> {
		for (let approvals = 0; ; approvals += 1) {
			signal.throwIfAborted();
			const current = waiting?.attempts.at(-1);
			if (waiting === undefined || current === undefined || current.approval.verdict !== undefined) return approvals;
			const ref = `step ${waiting.attempts.length}`;
			const click = { choice: "approve", thread, person: asker.id, ref } as const;
			await bot.click({ ...click, token: current.approval.token }, refused);
			await bot.advance(thread);
		}
	}

	for (const [index, { request }] of task.turns.entries()) {
		began = performance.now();
		states = [];
		const key = `${index + 1}`;
		const note = { kind: "message", key, author: asker, text: request, at: Date.now(), midThread: false } as const;
		await bot.message({ thread, addressed: true, note: { ...note, files: index === 0 ? files : [] } });
		await bot.advance(thread);
		const approvals = await approveAll();
		const turn = turns.get(key);
		if (turn === undefined) throw new Error("the question was not taken in");
		yield playedOf(turn, turns.get(`check ${turn.id}`), { approvals, states });
		// Nobody chooses, and what is said meanwhile goes with the choice.
		if (turn.state.kind === "choosing") return;
	}
}

/** As people read it in the thread. */
const unmarked: Markup = {
	bold: (text) => text,
	escaped: (text) => text,
	plain: (text) => text,
	mono: (text) => text,
	moment: () => "",
	small: (text) => text,
	prose: (text) => text,
};

function playedOf(
	turn: Turn,
	check: Turn | undefined,
	{ approvals, states }: Pick<Played, "approvals" | "states">,
): Played {
	const end = turn.state.kind === "ended" ? turn.state.end : undefined;
	if (end?.kind === "failed") throw new Error(end.sentence);
	const ran = turn.attempts.flatMap(({ run, diagnosis }) => (run === undefined ? [] : [{ run, diagnosis }]));
	const runs = ran.map(({ run, diagnosis }) => ({
		...run,
		soft: diagnosis?.soft === true,
		// Without the names that a request may hold.
		...(diagnosis?.soft === true ? { fault: diagnosis.signature.replace(/^soft\|| \S+\.\S+$/g, "") } : {}),
	}));
	const good = runs.findLast(({ outcome }) => outcome === "ok");
	const headline = headlineOf(turn);
	const opinion =
		check?.state.kind === "ended" && check.state.end.kind === "answered" ? check.state.end.text : undefined;
	const said = opinion ?? (check === undefined ? "" : "not confirmed");
	const asksBack = end?.kind === "answered" && ran.length === 0 && /[?？]\s*$/u.test(end.text);
	return {
		end: end === undefined || asksBack ? "asked" : end.kind,
		answer: end?.kind === "answered" ? end.text : end?.kind === "gave_up" ? (end.best ?? "") : "",
		shown: end?.kind === "answered" ? (good?.output ?? "") : "",
		beside: [headline, progressWords(unmarked, ENGLISH).answered(turn).under(4000), ...turn.notices, said].join("\n"),
		...(/It worked/.test(headline) ? { checked: true } : /It ran\b(?!,)/.test(headline) ? { checked: false } : {}),
		...(check === undefined ? {} : { opinion: opinionOf(said) }),
		files: runs.flatMap(({ changed, artifacts }) => [...changed, ...artifacts.map(({ name }) => name)]),
		runs,
		approvals,
		states,
	};
}

/** What people read is scored by its English words, whatever the language of the question. */
const ENGLISH = textsIn("en");

function headlineOf(turn: Turn): string {
	const view = { turn, uploads: [], now: 0, attached: new Set<string>() };
	const last = turn.attempts.findLastIndex(({ run }) => run !== undefined);
	return outcomeWords(unmarked, ENGLISH).headline(view, last);
}

function opinionOf(said: string): string {
	if (/two programs agree/i.test(said)) return "agrees";
	return /disagree/i.test(said) ? "differs" : "unclear";
}

/** An approval is never answered with words here. */
const refused: ClickReply = {
	privately: (sentence) => Promise.reject(new Error(sentence)),
	askReason: () => Promise.reject(new Error("a reason was asked for")),
	askCode: () => Promise.reject(new Error("a form was opened")),
};

/** The task's own script as the first reply; the model goes on from there. */
function first(script: string, model: Model): Model {
	let given = false;
	return {
		reply: async (request) => {
			if (given) return model.reply(request);
			given = true;
			const text = `\`\`\`python\n${script}\n\`\`\`\n`;
			request.onText(text);
			return { text, finish: "stop", promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
		},
	};
}
