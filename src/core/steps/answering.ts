// Step `answering`: the model puts the output into words; its figures must be those that were printed.

import { remembering } from "../domain/speakers.ts";
import { beginning, currentAttempt } from "../domain/turns.ts";
import type { Message, Run, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { formOf } from "../fix/answer-form.ts";
import { isGrounded, namesFigures } from "../fix/grounding.ts";
import { toModel } from "../model/quoting.ts";
import { parseReply } from "../model/reply.ts";
import { clip } from "../text.ts";
import type { Current, Step, World } from "../world.ts";
import { finish } from "./ending.ts";
import { queued, type Show } from "./progress.ts";

/** In: a Turn whose last Run printed something that can be answered from. Out: the end `answered`, in the model's words or, if there are none that can be
 *  trusted, with the output itself. BotErrors of the model become a notice. Must not pass on a figure that no program printed. */
export async function answer(world: World, { session, turn }: Current, show: Show, signal: AbortSignal): Promise<Step> {
	const attempt = currentAttempt(turn);
	if (attempt?.run === undefined) throw new Error("an answer without a Run");
	const { run, proposal } = attempt;
	// If the request asks for an answer form, the printed form is the answer.
	const inForm = formOf(turn.request).length > 0;
	const { words, notice }: InWords = inForm ? { notice: [] } : await inWords(world, turn, run, show, signal);
	const text = words === undefined ? asPrinted(run) : withFigures(words, run);
	// The branch that worked: what was asked, the code that ran, what it printed, the answer.
	const code: Message = { role: "assistant", content: `\`\`\`${proposal.language}\n${proposal.source}\`\`\`` };
	const answered: Message = { role: "assistant", content: text };
	// The last message is the one that showed the output.
	const transcript = [...beginning(session, turn), code, ...turn.messages.slice(-1), answered];
	return finish(
		world,
		{ session: remembering(session, turn, transcript), turn: { ...turn, notices: [...turn.notices, ...notice] } },
		{ kind: "answered", text, attempt: turn.attempts.length - 1 },
	);
}

interface InWords {
	readonly words?: string;
	/** Why there are no words, for people. */
	readonly notice: readonly string[];
}

/** No words if the model cannot be reached, sends code, or names figures that were not printed. */
async function inWords(world: World, turn: Turn, run: Run, show: Show, signal: AbortSignal): Promise<InWords> {
	const since = world.clock.now();
	show({ phase: "answering", since });
	try {
		const { text, finish: ended } = await world.model.reply({
			messages: toModel(turn.messages),
			temperature: 0.2,
			maxTokens: 400,
			onText: (soFar) => {
				show({ phase: "answering", since, lines: soFar.split("\n").length });
				return false;
			},
			onPosition: (position) => show(queued(position, { phase: "answering", since })),
			onLoading: () => show({ phase: "loading", since }),
			purpose: { kind: "answer", thread: turn.thread, turn: turn.id, by: turn.requester.id },
			signal,
		});
		const reply = parseReply(text, { cut: ended === "length" });
		const sources = [run.output, turn.request, run.changed.join(" ")];
		if (reply.kind !== "answer" || reply.text === "" || /```/.test(reply.text)) return { notice: [] };
		return isGrounded(reply.text, sources) ? { words: reply.text, notice: [] } : { notice: [] };
	} catch (error) {
		if (!isBotError(error)) throw error;
		world.log("warn", "answer_without_model", { thread: turn.thread, turn: turn.id, code: error.code });
		return {
			notice: [
				`The program ran, but the model could not put its output into words, so here is the output itself. ${error.sentence}`,
			],
		};
	}
}

/** Words without a figure are followed by the output if that has figures. */
function withFigures(words: string, run: Run): string {
	return namesFigures(words) || !namesFigures(run.output) ? words : `${words}\n\n${asPrinted(run)}`;
}

function asPrinted(run: Run): string {
	const output = run.output.trim();
	if (output !== "") return `\`\`\`\n${clip(output, { chars: 2500, head: 0.5 }).replaceAll("```", "'''")}\n\`\`\``;
	return `Done. Files made: ${run.changed.join(", ") || "the chart above"}.`;
}
