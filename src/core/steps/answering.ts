// Step `answering`: the model puts the output into words; its figures must be those that were printed.

import { remembering } from "../domain/speakers.ts";
import { beginning } from "../domain/turns.ts";
import type { Attempt, Message, Run, Session, Turn } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { formOf } from "../fix/answer-form.ts";
import { restsOn } from "../fix/resting.ts";
import { columnsOf } from "../fix/wishes/columns.ts";
import { fixedLines } from "../fix/words/fixed-output.ts";
import { groundedWords } from "../fix/words/grounding.ts";
import { asPrinted, withOutput } from "../fix/words/verbatim.ts";
import { translated } from "../locales/translated.ts";
import { textsIn } from "../locales.ts";
import { toModel } from "../model/quoting.ts";
import { parseReply } from "../model/reply.ts";
import type { Current, Step, World } from "../world.ts";
import { finish } from "./ending.ts";
import { queued, type Show } from "./progress.ts";
import { underAnswer } from "./under-answer.ts";

/** In: a Turn whose last Run printed something that can be answered from. Out: the end `answered`, the output first and then as much of the
 *  model's words as can be trusted. BotErrors of the model become a notice. Must not pass on a figure that no program printed. */
export async function answer(world: World, { session, turn }: Current, show: Show, signal: AbortSignal): Promise<Step> {
	const at = restsOn(turn);
	const attempt = at === undefined ? undefined : turn.attempts[at];
	if (at === undefined || attempt?.run === undefined) throw new Error("an answer without a Run");
	const { run, proposal } = attempt;
	// If the request asks for an answer form, the printed form is the answer.
	const inForm = formOf(turn.request).length > 0;
	const { words, notice }: InWords = inForm
		? { notice: [] }
		: await inWords(world, { session, turn }, attempt, run, show, signal);
	const text = words === undefined ? asPrinted(run) : withOutput(words, run);
	// The branch that worked: what was asked, the code that ran, what it printed, the answer.
	const code: Message = { role: "assistant", content: `\`\`\`${proposal.language}\n${proposal.source}\`\`\`` };
	// The output stands in the message before it.
	const answered: Message = { role: "assistant", content: words ?? text };
	const under = underAnswer(world, { session, turn }, attempt);
	// The last message is the one that showed the output.
	const transcript = [...beginning(session, turn), code, ...turn.messages.slice(-1), answered];
	return finish(
		world,
		{ session: remembering(session, turn, transcript), turn: { ...turn, notices: [...turn.notices, ...notice] } },
		{ kind: "answered", text, attempt: at, ...under },
	);
}

interface InWords {
	readonly words?: string;
	/** Why there are no words, for people. */
	readonly notice: readonly string[];
}

/** No words if the model cannot be reached, sends code, or says nothing that was printed. */
async function inWords(
	world: World,
	{ session, turn }: Current,
	{ proposal: { fixed = [] } }: Attempt,
	run: Run,
	show: Show,
	signal: AbortSignal,
): Promise<InWords> {
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
		if (reply.kind !== "answer" || /```/.test(reply.text)) return { notice: [] };
		const literal = fixedLines(run.output, fixed);
		const values = columnsOf(session.uploads).map(({ samples }) => samples);
		const said = [turn.request, ...run.changed];
		const sources = { output: run.output, said, literal, values, before: saidBefore(session, turn) };
		const words = groundedWords(reply.text, sources, { isCut: ended === "length" });
		return words === "" ? { notice: [] } : { words, notice: [] };
	} catch (error) {
		if (!isBotError(error)) throw error;
		world.log("warn", "answer_without_model", { thread: turn.thread, turn: turn.id, code: error.code });
		const texts = textsIn(turn.locale);
		return { notice: [texts.noAnswer.noWords(translated(error.sentence, texts))] };
	}
}

/** The model's code and answers, and what ran printed, may be gone on from; the cards say what stands in the files. */
function saidBefore({ transcript }: Session, turn: Turn): string {
	return [...transcript, ...turn.messages.slice(0, -1)]
		.filter(({ role, content }) => role === "assistant" || (role === "user" && content.includes("<output>")))
		.map(({ content }) => content)
		.join("\n");
}
