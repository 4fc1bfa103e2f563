// What was asked and what became of it, by what the store, the threads and the audit say; the checks of the soak.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Session, Turn } from "../../src/core/domain.ts";
import type { RedisStore } from "../../src/store/redis.ts";
import type { Desk, Talk } from "./desks.ts";

export type Stage = "unheard" | "reading" | "writing" | "waiting" | "running" | "answering";

export interface Question {
	/** Stands in the request, in the code and in what the program prints; of no other question. */
	readonly mark: string;
	readonly desk: Desk;
	readonly by: string;
	readonly askedAt: number;
	/** Bytes of its file, with the number of lines. */
	readonly file?: { readonly bytes: number; readonly lines: number };
	talk: Talk;
	thread?: string;
	turn?: Turn;
	/** When a post with the code and its buttons first reached the platform. */
	cardAt?: number;
	endedAt?: number;
	/** `moved on`: nobody heard it in time, so the person asked anew. */
	end?: "answered" | "failed" | "gave_up" | "other" | "unheard" | "stuck";
	/** Seconds spent in each stage, looked at once a second. */
	readonly stages: Partial<Record<Stage, number>>;
}

export interface Problem {
	readonly mark: string;
	readonly what: string;
}

/** The Turn of a question, or undefined where the store does not know it; throws where Redis does not answer. */
export async function turnOf(store: RedisStore, question: Question): Promise<Turn | "inbox" | undefined> {
	const { thread, mark } = question;
	if (thread === undefined) return undefined;
	const { session, inbox } = await store.load(thread);
	if (session?.turn?.request.includes(mark)) return session.turn;
	return JSON.stringify([session?.turn?.added, inbox]).includes(mark) ? "inbox" : undefined;
}

/** What is wrong with one question, looked at until it is right or `ms` are over: a platform's budget may hold back an edit. */
export async function problemsWith(question: Question, ms: number): Promise<readonly Problem[]> {
	const gone = missed(question);
	if (gone.length > 0 || question.end === "unheard") return gone.map((what) => ({ mark: question.mark, what }));
	const until = Date.now() + ms;
	for (;;) {
		const found = await look(question).catch((error: unknown) => [`its thread cannot be read: ${String(error)}`]);
		if (found.length === 0 || Date.now() > until) return found.map((what) => ({ mark: question.mark, what }));
		await sleep(2000);
	}
}

/** What no later look would change: people have gone home. */
function missed({ end, turn, desk }: Question): readonly string[] {
	// Slack sends again what was not acknowledged; its look-alike does not.
	if (end === "unheard") return desk.name === "Discord" && turn === undefined ? ["it was never heard"] : [];
	return end === undefined || end === "stuck" || turn === undefined
		? [`it has no end (${turn?.state.kind ?? "no Turn"})`]
		: [];
}

async function look({ end, turn, desk, talk, by, mark, file }: Question): Promise<readonly string[]> {
	if (turn === undefined) return [];
	const posts = await desk.posts(talk, by);
	const found: string[] = [];
	if (posts.some(({ code, canApprove }) => canApprove && code.join("\n").includes(mark)))
		found.push("it still shows Approve");
	if (end !== "answered") return found;
	// Without the model's words the answer is the output itself.
	if (!posts.some(({ text }) => text.includes(`${mark} times`))) found.push("its answer is not in the thread");
	const answers = posts.filter(({ text }) => text.includes(`The program says: ${mark}`)).length;
	if (answers > 1) found.push(`answered ${answers} times`);
	const runs = turn.attempts.filter(({ runId }) => runId !== undefined).length;
	const output = turn.attempts.at(-1)?.run?.output ?? "";
	const times = Number(/times (\d+)/.exec(output)?.[1]);
	if (!(times >= 1 && times <= runs)) found.push(`its program ran ${times} times for ${runs} approvals`);
	const lines = Number(/lines (\d+)/.exec(output)?.[1]);
	if (file !== undefined && lines !== file.lines) found.push(`it read ${lines} of ${file.lines} lines`);
	return found;
}

export interface Audited {
	/** Turns that were asked, ended, and asked or ended more than once. */
	readonly asked: number;
	readonly ended: number;
	readonly unended: readonly string[];
	/** Run ids that were reported twice with different outcomes. */
	readonly twice: readonly string[];
}

export function audited(stateDir: string): Audited {
	const entries = readFileSync(join(stateDir, "audit/audit.jsonl"), "utf8").trim().split("\n").flatMap(entryIn);
	const of = (event: string) => entries.filter((entry) => entry.event === event);
	const ended = new Set(of("ended").map(({ turn = "" }) => turn));
	const asked = new Set(of("asked").map(({ turn = "" }) => turn));
	const outcomes = new Map<string, Set<string>>();
	for (const { run = "", outcome = "" } of of("ran")) outcomes.set(run, (outcomes.get(run) ?? new Set()).add(outcome));
	return {
		asked: asked.size,
		ended: ended.size,
		unended: [...asked].filter((turn) => !ended.has(turn)),
		twice: [...outcomes].filter(([, all]) => all.size > 1).map(([run]) => run),
	};
}

/** Nothing for what a full disk or a killed bot has cut off: the audit marks such a line itself. */
function entryIn(line: string): readonly Record<string, string>[] {
	try {
		return [JSON.parse(line) as Record<string, string>];
	} catch {
		return [];
	}
}

export const stageOf = (turn: Turn | Session["turn"] | "inbox"): Stage => {
	if (turn === undefined) return "unheard";
	if (turn === "inbox" || turn.state.kind === "ended" || turn.state.kind === "choosing") return "reading";
	return turn.state.kind;
};
