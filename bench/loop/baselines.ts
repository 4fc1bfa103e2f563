// What a user would have instead, around the same model and sandbox: one shot, and the plain loop of request, code and error log.

import { parseReply } from "../../src/core/model/reply.ts";
import { bring, execute, type Place, type Played } from "./place.ts";
import type { Task } from "./tasks.ts";

const SYSTEM =
	"You are a data analyst. Write one complete Python script in a ```python block that reads the CSV file from the current folder, computes the answer and prints it in the asked-for form.";

/** `fixes` 0 is one shot. Each fix is a new prompt with the request, the code and its whole error log. */
export function plainLoop(fixes: number) {
	return async (place: Place, task: Task, thread: string, signal: AbortSignal): Promise<Played> => {
		const file = await bring(place, thread, task, signal);
		const began = performance.now();
		const request = `The file is ${file}.\n${task.request}`;
		const states: [string, number][] = [];
		const runs: Played["runs"][number][] = [];
		let prompt = request;
		let given = task.script;
		for (let trip = 0; trip <= fixes; trip += 1) {
			states.push(["writing", Math.round(performance.now() - began)]);
			const text = given === undefined ? await ask(place, prompt, signal) : `\`\`\`python\n${given}\n\`\`\``;
			given = undefined;
			const reply = parseReply(text, { cut: false });
			if (reply.kind === "answer") return { end: "answered", text: reply.text, runs, approvals: runs.length, states };
			states.push(["running", Math.round(performance.now() - began)]);
			const run = await execute(place, thread, reply.source, signal);
			runs.push(run);
			if (run.outcome === "ok") return { end: "answered", text: run.output, runs, approvals: runs.length, states };
			const log = run.error?.trace ?? `The script did not end: ${run.outcome}`;
			prompt = `${request}\n\nThis code:\n\`\`\`python\n${reply.source}\n\`\`\`\nfailed with:\n${log}\nFix it.`;
		}
		return { end: "gave_up", text: runs.at(-1)?.output ?? "", runs, approvals: runs.length, states };
	};
}

async function ask(place: Place, prompt: string, signal: AbortSignal): Promise<string> {
	const reply = await place.model.reply({
		messages: [
			{ role: "system", content: SYSTEM },
			{ role: "user", content: prompt },
		],
		temperature: 0.2,
		maxTokens: 1536,
		onText: () => false,
		onLoading: () => {},
		signal,
	});
	return reply.text;
}
