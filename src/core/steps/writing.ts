// Step `writing`: asks the model. Code becomes a Proposal with buttons, prose an Answer, repeated code a fresh start.

import { earlierPrograms, put, risksOf } from "../approval/asking.ts";
import { sha256 } from "../approval/tickets.ts";
import { remembering } from "../domain/speakers.ts";
import { beginning, withTurn } from "../domain/turns.ts";
import type { Message, Proposal, Session, Turn } from "../domain.ts";
import { BotError, isBotError } from "../errors.ts";
import { printsNothing } from "../fix/answer-check.ts";
import { fixed, formOf, mendedForm, unprinted } from "../fix/answer-form.ts";
import { triedBefore } from "../fix/diagnosis.ts";
import { isGrounded } from "../fix/grounding.ts";
import { noBetter, temperatureOf } from "../fix/strategy.ts";
import {
	amiss,
	firstRequest,
	MAX_LINES,
	meanwhile,
	NUDGE,
	restart,
	TOO_LONG,
	TOO_MANY_LINES,
} from "../model/prompt.ts";
import { toModel } from "../model/quoting.ts";
import { codeLines, isComplete, isOnlyThought, kept, parseReply } from "../model/reply.ts";
import type { KnownFile, ModelReply, Prechecked } from "../ports.ts";
import { clip } from "../text.ts";
import type { Current, Step, World } from "../world.ts";
import { finish, giveUp } from "./ending.ts";
import { NO_FILE } from "./opening.ts";
import { queued, type Show } from "./progress.ts";

const MAX_TOKENS = 1536;

/** In: a Turn with its messages to the model. Out: a Step with a Proposal that waits or runs unasked, another request to the model, or an end.
 *  BotErrors: those of the model and the sandbox, and `empty_reply`. Must not run code, and must not show code that has failed before. */
export async function propose(
	world: World,
	{ session, turn }: Current,
	show: Show,
	signal: AbortSignal,
): Promise<Step> {
	const messages = [...turn.messages, ...meanwhile(session, turn)];
	const asking: Turn = { ...turn, messages, added: [], asked: turn.asked + 1 };
	let reply: ModelReply;
	try {
		reply = await ask(world, { session, turn: asking }, show, signal);
	} catch (error) {
		if (!isBotError(error, "context_too_long") || session.transcript.length === 0) throw error;
		return { session: compacted(world, { session, turn }) };
	}
	const said: Message = { role: "assistant", content: kept(reply.text) };
	const spoken: Turn = { ...asking, messages: [...messages, said] };
	const cut = reply.finish === "length";
	const parsed = parseReply(reply.text, { cut });
	const lines = parsed.kind === "answer" ? codeLines(reply.text) : linesOf(parsed.source);
	const isLong = lines > mostLines(turn);
	if (isLong || (cut && parsed.kind === "answer" && lines > 0))
		return shorter(world, { session, turn: spoken }, isLong ? TOO_MANY_LINES : TOO_LONG);
	if (parsed.kind === "answer") return proseReply(world, { session, turn: spoken }, parsed.text, reply);
	const { language, why } = parsed;
	const { source, mends, faults, lacksFile } = await precheck(world, { session, turn }, parsed);
	if (lacksFile && session.uploads.length + turn.attempts.length === 0) {
		const answer: Message = { role: "assistant", content: NO_FILE };
		const known = remembering(session, turn, [...messages, answer]);
		return finish(world, { session: known, turn: asking }, { kind: "answered", text: NO_FILE });
	}
	if (triedBefore(turn.attempts, source)) return repeated(world, { session, turn: spoken });
	if (faults.length > 0 && !turn.nudged) return askOnceMore(session, spoken, amiss(faults));
	const risks = await risksOf(world, session, { language, source });
	const checked = { ...(mends.length === 0 ? {} : { mends }), ...(faults.length === 0 ? {} : { doubts: faults }) };
	const proposal = { language, source, why, sha256: await sha256(source), risks, ...checked };
	return put(world, { session, turn: { ...spoken, nudged: false } }, proposal, signal);
}

/** Certain corrections are made here; everything else that was found goes back to the model once, before people see it. */
async function precheck(
	world: World,
	{ session, turn }: Current,
	program: Pick<Proposal, "language" | "source">,
): Promise<Prechecked> {
	const given = session.uploads.flatMap(({ as, state }): readonly KnownFile[] =>
		state.kind === "stored" ? [{ name: as, profile: state.profile }] : [],
	);
	const data = await world.sandbox.data();
	// Names of programs that ran in an earlier kernel are gone.
	const ran = (session.ran ?? []).filter(({ generation }) => generation === session.generation);
	const form = program.language === "python" ? formOf(turn.request) : [];
	const inForm = mendedForm(program.source, form);
	const failed = turn.attempts.at(-1);
	const line = isFix(turn) ? failed?.run?.error?.line : undefined;
	const found = await world.precheck({
		...program,
		source: inForm.source,
		files: [...given, ...data.map(({ path }) => ({ name: path }))],
		made: session.made ?? [],
		earlier: earlierPrograms({ ran }, turn),
		request: turn.request,
		by: turn.requester.id,
		...(failed === undefined || line === undefined ? {} : { repairs: { source: failed.proposal.source, line } }),
	});
	if (program.language !== "python") return found;
	const unsaid =
		form.length > 0
			? [...unprinted(found.source, form), ...fixed(found.source, form)]
			: printsNothing(found.source, turn.request);
	return { ...found, mends: [...inForm.mends, ...found.mends], faults: [...found.faults, ...unsaid] };
}

/** Asks the model once more between two Proposals. */
function askOnceMore(session: Session, turn: Turn, message: Message): Step {
	return { session: withTurn(session, { ...turn, nudged: true, messages: [...turn.messages, message] }) };
}

async function ask(world: World, { session, turn }: Current, show: Show, signal: AbortSignal): Promise<ModelReply> {
	const since = world.clock.now();
	const most = mostLines(turn);
	show({ phase: "writing", since });
	return world.model.reply({
		messages: toModel(turn.messages),
		temperature: temperatureOf(session, turn),
		maxTokens: MAX_TOKENS,
		onText: (text) => {
			show({ phase: "writing", since, lines: text.split("\n").length });
			return isComplete(text, most);
		},
		onPosition: (position) => show(queued(position, { phase: "writing", since })),
		onLoading: () => show({ phase: "loading", since }),
		purpose: { kind: isFix(turn) ? "fix" : "code", thread: turn.thread, turn: turn.id, by: turn.requester.id },
		signal,
	});
}

/** A fix continues the conversation with the model; a fresh start does not. */
function isFix({ attempts, restarted }: Turn): boolean {
	return !restarted && attempts.some(({ diagnosis }) => diagnosis !== undefined);
}

/** Prose instead of code. Figures that no Run printed are never passed on. */
function proseReply(world: World, { session, turn }: Current, text: string, reply: ModelReply): Step {
	const sources = [session.printed, turn.request, ...turn.earlier];
	const wanted = session.uploads.length > 0 || /```|~~~/.test(text) || text === "" || !isGrounded(text, sources);
	const failed = turn.attempts.some(({ diagnosis }) => diagnosis !== undefined);
	const cut = reply.finish === "length";
	if ((wanted || failed) && !turn.nudged) return askOnceMore(session, turn, cut ? TOO_LONG : NUDGE);
	const hasThought = reply.thought === true || (cut && reply.text === "") || isOnlyThought(reply.text, { cut });
	if (text === "" && hasThought) throw new BotError("empty_reply", onlyThought(reply.completionTokens));
	if (text === "")
		throw new BotError(
			"empty_reply",
			"The model sent an empty reply twice, so there is no code to show; try again, or reword the request.",
		);
	if (failed) return giveUp(world, { session, turn }, "The model answered in words instead of sending fixed code.");
	if (!isGrounded(text, sources)) {
		return giveUp(
			world,
			{ session, turn },
			"The model's answer contains figures that no program printed, so it is not shown; ask for the calculation, or reword the request.",
		);
	}
	const known = turn.attempts.length === 0 ? remembering(session, turn, turn.messages) : session;
	// A few posts at most.
	return finish(world, { session: known, turn }, { kind: "answered", text: clip(text, { chars: 8000, head: 0.8 }) });
}

function onlyThought(tokens: number): string {
	const used = tokens > 0 ? `used its ${tokens.toLocaleString("en-US")} tokens for thinking` : "only thought";
	return `The model ${used} and wrote no reply; switch thinking off on the model server, or give it a model that does not think, then try again.`;
}

/** Runaway code is never offered: the model is asked once for less. */
function shorter(world: World, { session, turn }: Current, message: Message): Step {
	// The last message is the reply.
	const before = turn.messages.at(-2)?.content ?? "";
	if (!before.startsWith(TOO_LONG.content)) return askOnceMore(session, turn, message);
	return giveUp(
		world,
		{ session, turn },
		"The model's program was too long twice, so it is not shown; ask for less at once, for example for one table or one chart.",
	);
}

function linesOf(source: string): number {
	return source.trimEnd().split("\n").length;
}

/** A person may have edited a program to be longer: its fixes may be long, too. */
function mostLines({ attempts }: Turn): number {
	return attempts.some(({ proposal }) => linesOf(proposal.source) > MAX_LINES) ? Number.POSITIVE_INFINITY : MAX_LINES;
}

/** The model repeats code that failed: one fresh start from the request, then the Turn ends. If that code ran to its end, its output is the best there is. */
function repeated(world: World, { session, turn }: Current): Step {
	const found = turn.attempts.at(-1)?.diagnosis;
	if (found?.soft === true) return giveUp(world, { session, turn }, noBetter(found));
	if (turn.restarted)
		return giveUp(
			world,
			{ session, turn },
			"The model keeps proposing code that failed or was rejected; reword the request, or say what to do instead.",
		);
	const messages = restart(beginning(session, turn), turn.attempts);
	const notices = [
		...turn.notices,
		"The model proposed code that had already failed or been rejected, so it starts over from the request.",
	];
	return { session: withTurn(session, { ...turn, restarted: true, messages, notices }) };
}

/** The thread no longer fits into the model's context: a new branch with the file profiles and this request only. */
function compacted(world: World, { session, turn }: Current) {
	const fresh = { ...session, transcript: [], heard: [] };
	const all = session.uploads.map(({ id }) => id);
	const notices = [
		...turn.notices,
		"This thread has grown too long for the model, so it no longer sees the earlier questions; variables and files are kept.",
	];
	return withTurn(fresh, {
		...turn,
		notices,
		messages: firstRequest(
			fresh,
			{ ...turn, uploads: all },
			{ restarted: false, settings: world.settings(turn.thread) },
		),
	});
}
