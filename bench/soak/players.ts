// The people of the soak: each thread is opened by one of them, who asks one to three questions, reads the code and approves it.

import { setTimeout as sleep } from "node:timers/promises";
import type { RedisStore } from "../../src/store/redis.ts";
import type { Random } from "../loop/random.ts";
import type { Desk, Talk } from "./desks.ts";
import { type Question, stageOf, turnOf } from "./ledger.ts";

export interface Players {
	readonly questions: readonly Question[];
	/** Threads in which somebody waits for the bot. */
	busy(): number;
	/** Resolves once every thread has come to its end; no new question is asked after `until`. */
	play(o: { threads: number; until: number }): Promise<void>;
}

const LOOK_MS = 1000;
/** Said again by people who see no sign of life. */
const UNHEARD_MS = 90_000;
/** As long as the slowest of all must be, with every fault in its way; after the last question nobody waits longer either. */
const STUCK_MS = 8 * 60_000;
const CLICK_AGAIN_MS = 15_000;
/** How long people read the code before they approve it, and an answer before they ask again; milliseconds. */
const READS_CODE: readonly [number, number] = [3000, 15_000];
const READS_ANSWER: readonly [number, number] = [5000, 40_000];
const LINE = "12345,2024-01-05,north,19.90\n";

export function openPlayers(desks: readonly Desk[], store: RedisStore, random: Random): Players {
	const questions: Question[] = [];
	const byMark = new Map<string, Question>();
	let busy = 0;
	let asked = 0;
	for (const desk of desks) {
		desk.onSent = (body) => {
			if (!/Approve/.test(body)) return;
			for (const mark of new Set(body.match(/\bq\d+z\b/g))) {
				const question = byMark.get(mark);
				if (question !== undefined) question.cardAt ??= Date.now();
			}
		};
	}

	async function ask(desk: Desk, by: string, to: Talk | undefined): Promise<Question> {
		const mark = `q${asked++}z`;
		const lines = random.between(1, 3) === 1 ? sizeOf(random) : undefined;
		const file = lines === undefined ? undefined : { name: `${mark}.csv`, bytes: Buffer.from(LINE.repeat(lines)) };
		const text = `${desk.mention} say: ${program(mark, random, file?.name)}`;
		const askedAt = Date.now();
		const talk = await desk.say(text, {
			by,
			...(to === undefined ? {} : { to }),
			...(file === undefined ? {} : { file }),
		});
		const question: Question = {
			mark,
			desk,
			by,
			talk,
			askedAt,
			stages: {},
			...(lines === undefined ? {} : { file: { bytes: lines * LINE.length, lines } }),
		};
		questions.push(question);
		byMark.set(mark, question);
		return question;
	}

	async function seeThrough(question: Question): Promise<void> {
		let clickedAt = 0;
		let seenAt: number | undefined;
		const reads = random.between(...READS_CODE);
		for (;;) {
			await sleep(LOOK_MS);
			const waited = Date.now() - question.askedAt;
			try {
				const thread = question.thread ?? (await question.desk.threadOf(question.talk));
				if (thread !== undefined) question.thread = thread;
				const turn = await turnOf(store, question);
				const stage = stageOf(turn);
				question.stages[stage] = (question.stages[stage] ?? 0) + LOOK_MS / 1000;
				if (typeof turn === "object") question.turn = turn;
				if (turn === undefined && waited > UNHEARD_MS) return end(question, "unheard");
				if (waited > STUCK_MS) return end(question, "stuck");
				if (typeof turn !== "object") continue;
				if (turn.state.kind === "ended") return end(question, endOf(turn.state.end.kind));
				if (turn.state.kind !== "waiting" || Date.now() - clickedAt < CLICK_AGAIN_MS) continue;
				const posts = await question.desk.posts(question.talk, question.by);
				const card = posts.findLast(({ canApprove }) => canApprove);
				if (card === undefined) continue;
				seenAt ??= Date.now();
				if (Date.now() - seenAt < reads) continue;
				await card.click();
				clickedAt = Date.now();
			} catch {
				// Redis is away, or the platform refuses: they look again.
				if (waited > STUCK_MS) return end(question, "stuck");
			}
		}
	}

	async function thread(until: number): Promise<void> {
		while (Date.now() < until) {
			const desk = random.pick(desks);
			const by = random.pick(desk.people);
			let talk: Talk | undefined;
			for (let left = random.between(1, 3); left > 0 && Date.now() < until; left -= 1) {
				// The look-alike itself may break a connection when the machine is busy: then nothing was asked.
				const question = await ask(desk, by, talk).catch(() => undefined);
				if (question === undefined) break;
				busy += 1;
				await seeThrough(question);
				busy -= 1;
				if (question.end === "unheard") break;
				talk = question.talk;
				await sleep(random.between(...READS_ANSWER));
			}
		}
	}

	return {
		questions,
		busy: () => busy,
		play: async ({ threads, until }) => {
			const all = Array.from({ length: threads }, async (_, at) => {
				// They do not all come in at once.
				await sleep(at * 400);
				await thread(until);
			});
			await Promise.all(all);
		},
	};
}

function end(question: Question, how: NonNullable<Question["end"]>): void {
	question.end = how;
	question.endedAt = Date.now();
}

function endOf(kind: string): NonNullable<Question["end"]> {
	return kind === "answered" || kind === "failed" || kind === "gave_up" ? kind : "other";
}

/** Lines of a file of 1 KB to some 100 MB: every tenth is at least 10 MB, most are small. */
function sizeOf(random: Random): number {
	const kind = random.between(1, 40);
	const bytes =
		kind === 1
			? random.between(60e6, 130e6)
			: kind <= 4
				? random.between(5e6, 20e6)
				: 10 ** (random.between(30, 60) / 10);
	return Math.max(1, Math.round(bytes / LINE.length));
}

/** Counts itself in the thread's files, so that a second run of it would be seen; one in five fails first and comes fixed. */
function program(mark: string, random: Random, file: string | undefined): string {
	const pause = random.between(0, 30) / 10;
	const counted = [
		"import time",
		`open('${mark}.txt', 'a').write('x')`,
		`time.sleep(${pause})`,
		`print('${mark} times', len(open('${mark}.txt').read()))`,
		...(file === undefined ? [] : [`print('lines', sum(1 for _ in open('${file}')))`]),
	].join("\n");
	if (random.between(1, 5) > 1) return counted;
	return `print(undefined_${mark})\nthen: ${counted}`;
}
