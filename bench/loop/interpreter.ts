// Open Interpreter 0.4.3 as a separate program in a container of our image: same model, server, limits and number of runs.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { z } from "zod";
import type { Place, Played } from "./place.ts";
import type { Task } from "./tasks.ts";

const IMAGE = "threadloop-bench-interpreter:local";

const playedSchema = z.object({
	text: z.string(),
	calls: z.number(),
	/** It began a further cell after its last run. */
	stopped: z.boolean(),
	runs: z.array(z.object({ outcome: z.enum(["ok", "failed", "timed_out"]), error: z.string(), output: z.string() })),
});

const UNCOUNTED = { kind: "code", prompt: 0, cached: 0, completion: 0, ms: 0, fresh: true } as const;

let built: Promise<void> | undefined;

export async function openInterpreter(place: Place, task: Task, _thread: string, signal: AbortSignal): Promise<Played> {
	if (task.script !== undefined) throw new Error("Open Interpreter has no way to start from a given script.");
	built ??= docker(["build", "-q", "--network", "host", "-t", IMAGE, join(import.meta.dirname, "interpreter")], signal);
	await built;
	const folder = await mkdtemp(join(tmpdir(), "threadloop-bench-"));
	try {
		await cp(task.path, join(folder, task.file));
		await chmod(folder, 0o777);
		const line = "run --rm --init -i --network host --memory 4g --cpus 1 --workdir /workspace".split(" ");
		const child = spawn("docker", [...line, "-v", `${folder}:/workspace`, IMAGE], {
			stdio: ["pipe", "pipe", "inherit"],
			signal,
		});
		// Where its time is over, what it did not print says so below.
		child.on("error", () => {});
		child.stdin.end(
			JSON.stringify({
				text: `The file is ${task.file} in the current folder.\n${task.request}`,
				model: process.env.MODEL_NAME,
				api: process.env.MODEL_BASE_URL,
				seconds: place.runTimeoutMs / 1000,
				runs: place.maxFixes + 1,
			}),
		);
		const { text, runs, calls, stopped } = playedSchema.parse(await json(child.stdout));
		const last = runs.at(-1);
		return {
			end: stopped || (last !== undefined && last.outcome !== "ok") ? "gave_up" : "answered",
			text: `${text}\n${last?.outcome === "ok" ? last.output : ""}`,
			runs: runs.map(({ outcome, output, error }) => ({
				outcome,
				output,
				...(error === "" ? {} : { error: { name: error, message: "", trace: "" } }),
			})),
			approvals: runs.length,
			states: [],
			// The program does not say which call was for what, and its stream ends before the counts come.
			calls: Array.from({ length: calls }, () => ({ ...UNCOUNTED })),
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function docker(args: readonly string[], signal: AbortSignal): Promise<void> {
	const child = spawn("docker", args, { stdio: ["ignore", "ignore", "inherit"], signal });
	const [code] = await once(child, "exit");
	if (code !== 0) throw new Error(`docker ${args[0]} failed (exit ${code})`);
}
