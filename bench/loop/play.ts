// One task played through a loop, turn by turn, into records that hold nothing of its text.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Metered, metered, NOTHING, type Place, type Played, type Plays } from "./place.ts";
import type { Record } from "./record.ts";
import { scorePlain } from "./score-plain.ts";
import type { Ask, Task } from "./tasks.ts";
import { judge } from "./verdict.ts";

export interface Playing {
	readonly plays: Plays;
	readonly name: string;
	/** Where all that is said is written, for a developer to read. */
	readonly trace?: string;
}

/** A turn that takes longer is an end of its own: something hangs. */
const TURN_MS = 15 * 60_000;

export async function playTask({ plays, name, trace }: Playing, place: Place, task: Task): Promise<readonly Record[]> {
	const meter = metered(place.model, (last) => (last.includes("Now answer the request") ? "answer" : "code"));
	const thread = `bench:T1:C1:${task.id}`;
	const signal = AbortSignal.timeout(TURN_MS * task.turns.length);
	const records: Record[] = [];
	const said: string[] = [];
	const add = (played: Played, began: number) => {
		const ask = task.turns[records.length];
		if (ask === undefined) throw new Error("more turns were played than asked");
		const { calls, said: words } = meter.taken();
		const ms = Math.round(performance.now() - began);
		const record = recordOf({ task, ask, played: { ...played, calls: [...calls, ...(played.calls ?? [])] } }, { ms });
		records.push({ ...record, turn: records.length + 1, loop: name, seed: place.seed });
		said.push(...words, told(played), JSON.stringify([record.verdict, ask.answers]));
	};
	let began = performance.now();
	try {
		for await (const played of plays({ ...place, model: meter.model }, task, thread, signal)) {
			add(played, began);
			began = performance.now();
		}
	} catch (error) {
		console.error(`\n${task.id}: ${String(error)}`);
	}
	// What did not come to be played failed.
	while (records.length < task.turns.length) add({ ...NOTHING, end: "failed" }, performance.now());
	await place.sandbox.forget(thread);
	if (trace !== undefined) await writeTrace(trace, task, said);
	return records;
}

function recordOf(
	{ task, ask, played }: { readonly task: Task; readonly ask: Ask; readonly played: Played },
	{ ms }: { readonly ms: number },
): Omit<Record, "turn" | "loop" | "seed"> {
	const { verdict, holds, flags, lacks } = judge(played, ask);
	return {
		id: task.id,
		...(task.kind === undefined ? {} : { kind: task.kind }),
		...(task.language === undefined ? {} : { language: task.language }),
		end: played.end,
		verdict,
		holds,
		flags: [...flags],
		lacks: [...lacks],
		...(played.opinion === undefined ? {} : { opinion: played.opinion }),
		trips: played.runs.map((run) => ({
			outcome: run.outcome,
			error: run.fault ?? run.error?.name ?? "",
			right: scorePlain(run.output, ask.request, ask.answers).right,
			soft: run.soft === true,
		})),
		calls: [...(played.calls ?? [])],
		approvals: played.approvals,
		states: played.states.map(([state, at]) => [state, at]),
		ms,
	};
}

function told({ end, answer, shown, beside }: Played): string {
	return [`END ${end}`, answer, "SHOWN", shown, "BESIDE", beside].join("\n");
}

/** It holds the task's text, so it belongs in no repository. */
async function writeTrace(folder: string, { id }: Task, said: Metered["said"]): Promise<void> {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, `${id}.txt`), said.join("\n--------\n"));
}
