// Threadloop itself: a whole Turn through the real core, headless, with every Proposal approved at once.

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { openBot } from "../../src/core/bot.ts";
import type { Person, Turn } from "../../src/core/domain.ts";
import { softFailure } from "../../src/core/fix/answer-check.ts";
import { plan } from "../../src/core/fix/strategy.ts";
import type { Adapter, ClickReply, Model } from "../../src/core/ports.ts";
import { precheck } from "../../src/python/precheck.ts";
import { examine } from "../../src/python/risk.ts";
import { defaults } from "../../test/fakes/settings.ts";
import { LEVERS, type Loop } from "./levers.ts";
import type { Place, Played } from "./place.ts";
import type { Task } from "./tasks.ts";

const asker: Person = { id: "U1", name: "Asker", trust: "member" };

/** The whole loop, or the loop without one lever. */
export function threadloop(without?: keyof typeof LEVERS) {
	return (place: Place, task: Task, thread: string, signal: AbortSignal): Promise<Played> => {
		const whole: Loop = { sandbox: place.sandbox, precheck: async (program) => precheck(program), softFailure, plan };
		return playTurn({ ...place, ...(without === undefined ? whole : LEVERS[without](whole)) }, task, thread, signal);
	};
}

async function playTurn(place: Place & Loop, task: Task, thread: string, signal: AbortSignal): Promise<Played> {
	const began = performance.now();
	const states: [string, number][] = [];
	const { size } = await stat(task.path);
	let waiting: Turn | undefined;
	let approvals = 0;
	const { store } = place;
	const adapter: Adapter = {
		show: async (turn) => {
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
	};
	const bot = openBot({
		store,
		// Nothing rings: the Turn is moved on below.
		queue: { ring: async () => {} },
		model: task.script === undefined ? place.model : first(task.script, place.model),
		sandbox: place.sandbox,
		adapter: () => adapter,
		clock: { now: () => Date.now() },
		log: () => {},
		settings: () => ({ ...defaults, maxFixes: place.maxFixes, runTimeoutMs: place.runTimeoutMs }),
		examine: async (program) => examine(program),
		precheck: place.precheck,
		softFailure: place.softFailure,
		plan: place.plan,
		audit: { write: async () => {} },
		about: { model: async () => "", limits: [] },
		sample: () => createReadStream(task.path),
	});
	await bot.message({
		thread,
		addressed: true,
		note: {
			kind: "message",
			key: "1",
			author: asker,
			text: task.request,
			files: [{ id: "F1", name: task.file, size, source: task.path }],
			at: Date.now(),
			midThread: false,
		},
	});
	await bot.advance(thread);
	while (waiting !== undefined) {
		signal.throwIfAborted();
		const turn: Turn = waiting;
		approvals += 1;
		await bot.click(
			{
				token: turn.attempts.at(-1)?.approval.token ?? "",
				choice: "approve",
				thread,
				person: asker.id,
				ref: `step ${turn.attempts.length}`,
			},
			refused,
		);
		await bot.advance(thread);
	}
	const { turn } = (await store.load(thread)).session ?? {};
	if (turn?.state.kind !== "ended") throw new Error(`the Turn rests in ${turn?.state.kind}`);
	const { end } = turn.state;
	if (end.kind === "failed") throw new Error(end.sentence);
	const runs = turn.attempts.flatMap(({ run, diagnosis }) =>
		run === undefined
			? []
			: [
					{
						...run,
						soft: diagnosis?.soft === true,
						// Without the names that a request may hold.
						...(diagnosis?.soft === true ? { fault: diagnosis.signature.replace(/^soft\|| \S+\.\S+$/g, "") } : {}),
					},
				],
	);
	const last = runs.findLast(({ outcome }) => outcome === "ok");
	const said = end.kind === "answered" ? end.text : end.kind === "gave_up" ? (end.best ?? "") : "";
	return {
		end: end.kind,
		text: `${said}\n${end.kind === "answered" ? (last?.output ?? "") : ""}`,
		runs,
		approvals,
		states,
	};
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
