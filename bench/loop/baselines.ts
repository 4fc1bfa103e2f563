// What a user would have instead, around the same model and sandbox: one shot, and the plain loop of request, code and error log.

import type { Message } from "../../src/core/domain.ts";
import { parseReply } from "../../src/core/model/reply.ts";
import { bring, execute, NOTHING, type Place, type Played, type Plays } from "./place.ts";
import type { Task } from "./tasks.ts";

const SYSTEM =
	"You are a data analyst. Write one complete Python script in a ```python block that reads the files from the current folder, computes the answer and prints it.";

/** `fixes` 0 is one shot. Each fix is a new prompt with the request, the code and its whole error log; a further turn follows what was said before. */
export function plainLoop(fixes: number): Plays {
	return async function* (place: Place, task: Task, thread: string, signal: AbortSignal) {
		const files = await bring(place, thread, task, signal);
		const said: Message[] = [];
		for (const [index, { request }] of task.turns.entries()) {
			const asked = index > 0 ? request : `${named(files)}\n${request}`;
			const given = index === 0 ? task.script : undefined;
			const { played, code } = await playTurn({ place, thread, fixes, signal }, said, asked, given);
			said.push(
				{ role: "user", content: asked },
				{ role: "assistant", content: code === "" ? played.answer : `${fenced(code)}\nIt printed:\n${played.answer}` },
			);
			yield played;
		}
	};
}

function named(files: readonly string[]): string {
	return files.length === 1 ? `The file is ${files[0]}.` : `The files are ${files.join(" and ")}.`;
}

function fenced(code: string): string {
	return `\`\`\`python\n${code}\n\`\`\``;
}

interface Loop {
	readonly place: Place;
	readonly thread: string;
	readonly fixes: number;
	readonly signal: AbortSignal;
}

async function playTurn(
	{ place, thread, fixes, signal }: Loop,
	before: readonly Message[],
	request: string,
	script: string | undefined,
): Promise<{ readonly played: Played; readonly code: string }> {
	const began = performance.now();
	const states: [string, number][] = [];
	const runs: Played["runs"][number][] = [];
	const files: string[] = [];
	const end = (kind: string, answer: string): Played => ({
		...NOTHING,
		end: kind,
		answer,
		files,
		runs,
		approvals: runs.length,
		states,
	});
	let prompt = request;
	let given = script;
	let code = "";
	for (let trip = 0; trip <= fixes; trip += 1) {
		states.push(["writing", Math.round(performance.now() - began)]);
		const text = given === undefined ? await ask(place, before, prompt, signal) : fenced(given);
		given = undefined;
		const reply = parseReply(text, { cut: false });
		if (reply.kind === "answer") return { played: end("answered", reply.text), code };
		states.push(["running", Math.round(performance.now() - began)]);
		code = reply.source;
		const run = await execute(place, thread, code, signal);
		runs.push(run);
		files.push(...run.changed, ...run.artifacts.map(({ name }) => name));
		if (run.outcome === "ok") return { played: end("answered", run.output), code };
		const log = run.error?.trace ?? `The script did not end: ${run.outcome}`;
		prompt = `${request}\n\nThis code:\n${fenced(code)}\nfailed with:\n${log}\nFix it.`;
	}
	return { played: end("gave_up", runs.at(-1)?.output ?? ""), code };
}

async function ask(place: Place, before: readonly Message[], prompt: string, signal: AbortSignal): Promise<string> {
	const reply = await place.model.reply({
		messages: [{ role: "system", content: SYSTEM }, ...before, { role: "user", content: prompt }],
		temperature: 0.2,
		maxTokens: 1536,
		onText: () => false,
		onLoading: () => {},
		signal,
	});
	return reply.text;
}
