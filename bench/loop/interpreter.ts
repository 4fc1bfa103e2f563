// Open Interpreter 0.4.3 as a separate program in a container of our image: same model, server, limits and number of runs.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { NOTHING, type Place, type Played } from "./place.ts";
import type { Task } from "./tasks.ts";

const IMAGE = "threadloop-bench-interpreter:local";

const turnSchema = z.object({
	text: z.string(),
	calls: z.number(),
	/** It began a further cell after its last run. */
	stopped: z.boolean(),
	runs: z.array(z.object({ outcome: z.enum(["ok", "failed", "timed_out"]), error: z.string(), output: z.string() })),
	/** Files in its folder that are new or were changed. */
	files: z.array(z.string()),
});

const UNCOUNTED = { kind: "code", prompt: 0, cached: 0, completion: 0, ms: 0, fresh: true } as const;

let built: Promise<void> | undefined;

export async function* openInterpreter(
	place: Place,
	task: Task,
	_thread: string,
	signal: AbortSignal,
): AsyncGenerator<Played, void> {
	if (task.script !== undefined) throw new Error("Open Interpreter has no way to start from a given script.");
	built ??= docker(["build", "-q", "--network", "host", "-t", IMAGE, join(import.meta.dirname, "interpreter")], signal);
	await built;
	const folder = await mkdtemp(join(tmpdir(), "threadloop-bench-"));
	try {
		for (const { file, path } of task.files) await cp(path, join(folder, file));
		await chmod(folder, 0o777);
		const line = "run --rm --init -i --network host --memory 4g --cpus 1 --workdir /workspace".split(" ");
		const child = spawn("docker", [...line, "-v", `${folder}:/workspace`, IMAGE], {
			stdio: ["pipe", "pipe", "inherit"],
			signal,
		});
		// Where its time is over, what it did not print says so below.
		child.on("error", () => {});
		const files = task.files.map(({ file }) => file);
		const where = files.length === 1 ? `The file is ${files[0]}` : `The files are ${files.join(" and ")}`;
		child.stdin.end(
			JSON.stringify({
				texts: task.turns.map(({ request }, at) => (at > 0 ? request : `${where} in the current folder.\n${request}`)),
				model: process.env.MODEL_NAME,
				api: process.env.MODEL_BASE_URL,
				key: process.env.MODEL_API_KEY ?? "x",
				seconds: place.runTimeoutMs / 1000,
				runs: place.maxFixes + 1,
			}),
		);
		for (const turn of z.array(turnSchema).parse(await json(child.stdout))) yield playedOf(turn);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

function playedOf({ text, runs, calls, stopped, files }: z.infer<typeof turnSchema>): Played {
	const last = runs.at(-1);
	return {
		...NOTHING,
		end: stopped || (last !== undefined && last.outcome !== "ok") ? "gave_up" : "answered",
		answer: text,
		shown: last?.outcome === "ok" ? last.output : "",
		files,
		runs: runs.map(({ outcome, output, error }) => ({
			outcome,
			output,
			...(error === "" ? {} : { error: { name: error, message: "", trace: "" } }),
		})),
		approvals: runs.length,
		// The program does not say which call was for what, and its stream ends before the counts come.
		calls: Array.from({ length: calls }, () => ({ ...UNCOUNTED })),
	};
}

async function docker(args: readonly string[], signal: AbortSignal): Promise<void> {
	const child = spawn("docker", args, { stdio: ["ignore", "ignore", "inherit"], signal });
	const [code] = await once(child, "exit");
	if (code !== 0) throw new Error(`docker ${args[0]} failed (exit ${code})`);
}
