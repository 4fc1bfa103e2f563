// Weeks of questions, by channel: counted from the audit's entries alone, which hold ids and hashes and no content.

import { z } from "zod";

export interface Row {
	/** Monday of the week (UTC), e.g. 2026-11-30. */
	readonly week: string;
	readonly channel: string;
	readonly questions: number;
	/** Of the questions for which code ran and that came to an end. */
	readonly decided: number;
	/** Of those, answered by the first program that ran. */
	readonly firstTry: number;
	/** Programs that ran after the first one of a question. */
	readonly fixes: number;
	readonly right: number;
	readonly wrong: number;
	/** From code that waits to the click that approves it; seconds, of the middle one and of one in ten. */
	readonly approval: Times;
	/** From a question to its answer, likewise. */
	readonly answer: Times;
}

export interface Times {
	readonly median?: number;
	readonly slowest?: number;
}

const entryShape = z.looseObject({
	event: z.string(),
	at: z.string().transform((at) => Date.parse(at)),
	thread: z.string(),
	turn: z.string(),
	by: z.string().optional(),
	sha256: z.string().optional(),
	end: z.string().optional(),
	judgement: z.enum(["right", "wrong"]).optional(),
	reruns: z.unknown().optional(),
	checks: z.unknown().optional(),
});

interface Question {
	readonly channel: string;
	readonly askedAt: number;
	/** When the code of a hash began to wait. */
	readonly proposed: Map<string, number>;
	readonly waits: number[];
	runs: number;
	end?: { readonly kind: string; readonly at: number };
	/** The last verdict of each person. */
	readonly judged: Map<string, "right" | "wrong">;
	/** A rerun or a check is not a question of its own; verdicts on it count. */
	readonly isAgain: boolean;
}

/** A tally that takes the entries in their order. */
export function openTally(): { take(entry: unknown): void; rows(): readonly Row[] } {
	const questions = new Map<string, Question>();

	function take(raw: unknown): void {
		const parsed = entryShape.safeParse(raw);
		if (!parsed.success) return;
		const { event, at, thread, turn, by = "", sha256 = "", end, judgement, reruns, checks } = parsed.data;
		if (event === "asked") {
			const channel = thread.split(":").slice(0, 3).join(":");
			const isAgain = reruns !== undefined || checks !== undefined;
			const fresh = { proposed: new Map(), waits: [], runs: 0, judged: new Map() };
			questions.set(turn, { channel, askedAt: at, isAgain, ...fresh });
		}
		const question = questions.get(turn);
		if (question === undefined) return;
		if (event === "proposed" || event === "edited") question.proposed.set(sha256, at);
		const since = question.proposed.get(sha256);
		if (event === "approved" && since !== undefined) question.waits.push(at - since);
		if (event === "ran") question.runs += 1;
		if (event === "ended" && end !== undefined) question.end = { kind: end, at };
		if (event === "judged" && judgement !== undefined) question.judged.set(by, judgement);
	}

	function rows(): readonly Row[] {
		const groups = Map.groupBy(questions.values(), ({ askedAt, channel }) => `${weekOf(askedAt)} ${channel}`);
		return [...groups]
			.map(([key, all]): Row => {
				const [week = "", channel = ""] = key.split(" ");
				return { week, channel, ...counted(all) };
			})
			.toSorted((a, b) => (`${a.week} ${a.channel}` < `${b.week} ${b.channel}` ? -1 : 1));
	}

	return { take, rows };
}

function counted(all: readonly Question[]): Omit<Row, "week" | "channel"> {
	const asked = all.filter(({ isAgain }) => !isAgain);
	const decided = asked.filter(({ runs, end }) => runs > 0 && /^(answered|gave_up)$/.test(end?.kind ?? ""));
	const verdicts = all.flatMap(({ judged }) => [...judged.values()]);
	const answered = asked.flatMap(({ askedAt, end }) => (end?.kind === "answered" ? [end.at - askedAt] : []));
	return {
		questions: asked.length,
		decided: decided.length,
		firstTry: decided.filter(({ runs, end }) => runs === 1 && end?.kind === "answered").length,
		fixes: asked.reduce((sum, { runs }) => sum + Math.max(0, runs - 1), 0),
		right: verdicts.filter((verdict) => verdict === "right").length,
		wrong: verdicts.filter((verdict) => verdict === "wrong").length,
		approval: timesOf(asked.flatMap(({ waits }) => waits)),
		answer: timesOf(answered),
	};
}

function timesOf(all: readonly number[]): Times {
	const sorted = all.toSorted((a, b) => a - b);
	const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
	const [median, slowest] = [at(0.5), at(0.9)];
	if (median === undefined || slowest === undefined) return {};
	return { median: Math.round(median / 100) / 10, slowest: Math.round(slowest / 100) / 10 };
}

function weekOf(at: number): string {
	const day = new Date(at);
	day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
	return day.toISOString().slice(0, 10);
}

/** Rows as a plain table, its columns in line. */
export function tableOf(rows: readonly Row[]): string {
	const head = ["week", "channel", "questions", "first try", "fixes", "right", "wrong", "approval", "answer"];
	const cells = rows.map((row) => [
		row.week,
		row.channel,
		String(row.questions),
		row.decided === 0 ? "-" : `${row.firstTry} of ${row.decided} (${Math.round((100 * row.firstTry) / row.decided)} %)`,
		String(row.fixes),
		String(row.right),
		String(row.wrong),
		spoken(row.approval),
		spoken(row.answer),
	]);
	const widths = head.map((title, at) => Math.max(title.length, ...cells.map((cell) => cell[at]?.length ?? 0)));
	const line = (cell: readonly string[]) =>
		cell
			.map((text, at) => text.padEnd(widths[at] ?? 0))
			.join("  ")
			.trimEnd();
	return [head, ...cells].map(line).join("\n");
}

function spoken({ median, slowest }: Times): string {
	return median === undefined || slowest === undefined ? "-" : `${lasting(median)}, 1 in 10 over ${lasting(slowest)}`;
}

function lasting(seconds: number): string {
	if (seconds < 90) return `${seconds} s`;
	return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
