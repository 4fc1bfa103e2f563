// Runs, from approved source to result: checked, never run twice, their files collected and their results remembered.

import { createHash } from "node:crypto";
import type { Run } from "../../core/domain.ts";
import type { RunRequest } from "../../core/ports.ts";
import { type ContainerHandle, type Ending, STARVED } from "../channel/container.ts";
import type { Collected, Files, Ledger, Scan, Started } from "../ports.ts";

const NOT_RUN =
	"Python was restarted after this code was shown, so the code was not run: variables are gone, files are kept.";
const wentAway = (why: string) =>
	`The sandbox ${why} while the code was running, so its result is unknown: variables are gone, files are kept.`;
const FORGOTTEN = "The result of this run is no longer known.";
const GAVE_UP = "The code could not be stopped, so its sandbox was shut down: variables are gone, files are kept.";

export type Made = Parameters<Files["collect"]>[0];

/** Collects what a Run made, and keeps the Run that it comes to by `runOf`. */
export type Settle = (
	made: Made,
	runOf: (made: Collected) => Run,
) => Promise<{ readonly run: Run; readonly after: Scan | undefined }>;

/** One after the other. */
export function settled(files: Pick<Files, "collect">, ledger: Ledger): Settle {
	return async (made, runOf) => {
		const collected = await files.collect(made);
		const run = runOf(collected);
		await ledger.keep(run);
		return { run, after: collected.after };
	};
}

/**
 * Runs approved source, or resolves with the result of the Run of that id if it has one; rejects if `source` is not what `sha256`
 * approved, or with BotError `file_gone` for a stand-in. Must not start a container, and must not start a Run twice.
 * An outcome is never an error: a container that is gone gives `lost`. `limitMs` in milliseconds, `memoryBytes` in bytes.
 */
export async function performRun(options: {
	files: Files;
	ledger: Ledger;
	/** Absent: `settled`. */
	settle?: Settle;
	request: RunRequest;
	limitMs: number;
	memoryBytes: number;
	/** The Thread's container, if there is one: a Run never starts one, because its variables would be missing. */
	container: () => Promise<ContainerHandle | undefined>;
	/** Sentences for people about what happened to it from outside. */
	remarks: readonly string[];
	/** Why the Run was stopped, if it used too much disk. */
	overLimit: () => string | undefined;
}): Promise<Run> {
	const { files, ledger, request } = options;
	const sha256 = createHash("sha256").update(request.source, "utf8").digest("hex");
	if (sha256 !== request.sha256) throw new Error(`run ${request.id}: the source is not the one that was approved`);
	const finished = await ledger.finished(request.id);
	if (finished !== undefined) {
		await files.putBack(request.standIns);
		return finished;
	}

	const container = await options.container();
	const started = await ledger.start(request.id);
	await files.standIn(request.standIns);
	try {
		return await execute({ ...options, container, started });
	} finally {
		await files.putBack(request.standIns);
	}
}

type Options = Parameters<typeof performRun>[0];

async function execute(
	options: Omit<Options, "container"> & { container: ContainerHandle | undefined; started: Started },
): Promise<Run> {
	const { files, ledger, request, container, started } = options;
	// A Run that began earlier has changed files already; then their times decide.
	const before = started.known ? undefined : await files.scan();
	const last = container === undefined ? undefined : lastRuns.get(container);
	const ending: Ending =
		container === undefined
			? started.known
				? { kind: "gone", why: "disappeared" }
				: { kind: "refused", why: "generation" }
			: await container.run(
					{
						t: "exec",
						id: request.id,
						lang: request.language,
						code: request.source,
						generation: request.generation,
						limitMs: options.limitMs,
						...(request.apart === undefined ? {} : { apart: request.apart }),
					},
					request.onOutput,
					request.signal,
				);
	if (ending.kind === "left") throw new Error(`run ${request.id}: the bot let go of it while it was still running`);
	const figures = ending.kind === "done" ? ending.done.figures : [];
	const seq = ending.kind === "done" ? ending.done.seq : undefined;
	// A Run in between that is not ours (another bot's, before this one) explains what differs.
	const meanwhile = before !== undefined && seq !== undefined && last?.seq === seq - 1;
	const remarks = [...options.remarks, ...(meanwhile ? await madeMeanwhile(files, last.scan, before) : [])];
	const runOf = (made: Collected) => withRemarks(resultOf(options, ending, made), remarks, options.overLimit());
	if (ending.kind === "refused" && !started.known) {
		const run = runOf({ changed: [], artifacts: [], notes: [], after: undefined });
		await ledger.keep(run);
		return run;
	}
	const settle = options.settle ?? settled(files, ledger);
	const { run, after } = await settle({ run: request.id, before, sinceNs: started.sinceNs, figures }, runOf);
	if (container !== undefined && after !== undefined && seq !== undefined)
		lastRuns.set(container, { seq, scan: after });
	return run;
}

/** The last Run of each container, by the agent's count, and what lay in `/workspace` after it. */
const lastRuns = new WeakMap<ContainerHandle, { readonly seq: number; readonly scan: Scan }>();
const MOST_NAMED = 5;

async function madeMeanwhile(files: Files, last: Scan, now: Scan): Promise<readonly string[]> {
	const made = await files.made(last, now);
	if (made.length === 0) return [];
	const rest = made.length > MOST_NAMED ? ` and ${made.length - MOST_NAMED} more` : "";
	const names = made.slice(0, MOST_NAMED).join(", ");
	const verb = made.length > 1 ? "were" : "was";
	return [
		`Between the last run and this one, ${names}${rest} ${verb} created or changed by something that is still running.`,
	];
}

function withRemarks(run: Run, remarks: readonly string[], overLimit: string | undefined): Run {
	const notes = [...remarks, ...run.notes];
	if (overLimit === undefined || run.outcome !== "cancelled") return { ...run, notes };
	const error = { name: "DiskFull", message: overLimit, trace: `DiskFull: ${overLimit}` };
	return { ...run, outcome: "failed", error, notes };
}

function resultOf(
	{ request, memoryBytes, started }: Pick<Options, "request" | "memoryBytes"> & { started: Started },
	ending: Exclude<Ending, { kind: "left" }>,
	made: Collected,
): Run {
	const { changed, artifacts } = made;
	const base = { id: request.id, changed, artifacts, output: "", durationMs: Math.max(0, Date.now() - started.at) };
	switch (ending.kind) {
		case "done": {
			const { done } = ending;
			return {
				...base,
				outcome: done.outcome,
				output: done.output,
				durationMs: done.durationMs,
				...(done.error === undefined ? {} : { error: done.error }),
				notes: [...done.notes, ...made.notes],
				...(done.standing === undefined || done.standing.length === 0 ? {} : { standing: done.standing }),
				...(done.seen === undefined || Object.keys(done.seen).length === 0 ? {} : { seen: done.seen }),
				variablesKept: done.variablesKept,
			};
		}
		case "refused": {
			const sentence = ending.why === "generation" ? (started.known ? wentAway("disappeared") : NOT_RUN) : FORGOTTEN;
			return { ...base, durationMs: 0, outcome: "lost", notes: [sentence, ...made.notes], variablesKept: false };
		}
		case "gone": {
			if (ending.why === STARVED) {
				const message = `The code and its sandbox ran out of memory: the limit is ${Math.round(memoryBytes / 1024 ** 2)} MB.`;
				const error = { name: "MemoryError", message, trace: `MemoryError: ${message}` };
				return { ...base, outcome: "out_of_memory", error, notes: made.notes, variablesKept: false };
			}
			return { ...base, outcome: "lost", notes: [wentAway(ending.why), ...made.notes], variablesKept: false };
		}
		case "killed":
			return { ...base, outcome: ending.why, notes: [GAVE_UP, ...made.notes], variablesKept: false };
	}
}
