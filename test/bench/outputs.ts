// Programs of tasks, played in a real kernel.

import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { Task } from "../../bench/loop/tasks.ts";
import type { openLab } from "../sandbox/abuse/lab.ts";

type Lab = ReturnType<typeof openLab>;
const signal = new AbortController().signal;

/** Puts the files of all tasks into one thread; resolves with the names that they have there, by their own. */
export async function putAll(lab: Lab, thread: string, tasks: readonly Task[]): Promise<ReadonlyMap<string, string>> {
	const files = new Map(tasks.flatMap((task) => task.files.map(({ file, path }) => [file, path] as const)));
	const names = new Map<string, string>();
	for (const [name, path] of files) {
		const { size } = await stat(path);
		const file = { id: randomUUID(), name, size, source: "" };
		names.set(name, await lab.sandbox.put(thread, file, createReadStream(path), signal));
	}
	return names;
}

/** Plays the programs of all tasks in one thread; resolves with what each of their turns printed, by `ID TURN`. */
export async function outputsOf(
	lab: Lab,
	thread: string,
	tasks: readonly Task[],
): Promise<ReadonlyMap<string, string>> {
	await putAll(lab, thread, tasks);
	const programs = tasks.flatMap(({ id, turns }) => turns.map(({ solution = "" }, at) => [`${id} ${at}`, solution]));
	const mark = randomUUID();
	const { outcome, output, error } = await lab.run(
		thread,
		`import json
results = {}
for key, code in json.loads(${JSON.stringify(JSON.stringify(programs))}):
    import io, contextlib, traceback
    with contextlib.redirect_stdout(io.StringIO()) as said:
        try:
            exec(code, {})
        except Exception:
            traceback.print_exc(file=said)
    results[key] = said.getvalue()
open("results.json", "w").write(json.dumps(results))
print("${mark}")`,
	);
	expect({ outcome, error }).toEqual({ outcome: "ok", error: undefined });
	expect(output).toContain(mark);
	const text = await readFile(join(lab.workspace(thread), "results.json"), "utf8");
	return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
}
