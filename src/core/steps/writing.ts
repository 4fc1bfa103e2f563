// Step `writing`: asks the model. Code becomes a Proposal with buttons, prose an Answer, repeated code a fresh start.

import { doesOf, earlierPrograms, put, risksOf } from "../approval/asking.ts";
import { sha256 } from "../approval/tickets.ts";
import { unasked } from "../approval/unasked.ts";
import { prepared } from "../demo.ts";
import { remembering } from "../domain/speakers.ts";
import { beginning, telling, withTurn } from "../domain/turns.ts";
import type { Message, Proposal, Session, Turn } from "../domain.ts";
import { BotError, isBotError } from "../errors.ts";
import { printsNothing } from "../fix/answer-check.ts";
import { formOf, unprinted } from "../fix/answer-form.ts";
import { bare, triedBefore } from "../fix/diagnosis.ts";
import { ownFix } from "../fix/own-fix.ts";
import { noBetter, temperatureOf } from "../fix/strategy.ts";
import { requestBefore } from "../fix/wishes/going-on.ts";
import { leftOut } from "../fix/wishes.ts";
import { isGrounded } from "../fix/words/grounding.ts";
import { translated } from "../locales/translated.ts";
import { textsIn } from "../locales.ts";
import { asksToExplain, explained, IN_WORDS } from "../model/explaining.ts";
import {
	ANOTHER_PROGRAM,
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
import { contradicts } from "../model/readings.ts";
import { codeLines, codeSoFar, isComplete, isOnlyThought, kept, parseReply } from "../model/reply.ts";
import type { KnownFile, ModelReply, Prechecked } from "../ports.ts";
import { clip } from "../text.ts";
import type { Current, Step, World } from "../world.ts";
import { UNCONFIRMED } from "./checking.ts";
import { finish, giveUp } from "./ending.ts";
import { noFile } from "./opening.ts";
import { queued, type Show } from "./progress.ts";
import { hasJustRun, SAME_PROGRAM } from "./same-program.ts";
import { passedOver, undone } from "./undone.ts";

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
	const demo = prepared(turn);
	if (demo !== undefined) return demonstrate(world, { session, turn: asking }, demo, signal);
	let reply: ModelReply;
	try {
		reply = ownReply(turn, messages) ?? (await ask(world, { session, turn: asking }, show, signal));
	} catch (error) {
		if (!isBotError(error, "context_too_long") || session.transcript.length === 0 || turn.check !== undefined)
			throw error;
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
	if (parsed.kind === "answer" && turn.check !== undefined)
		return turn.nudged ? giveUp(world, { session, turn: spoken }, NO_SECOND) : askOnceMore(session, spoken, NUDGE);
	if (parsed.kind === "answer") return proseReply(world, { session, turn: spoken }, parsed.text, reply);
	if (asksToExplain(session, turn) && !turn.nudged) return askOnceMore(session, spoken, IN_WORDS);
	const { language, why } = parsed;
	const { source, mends, fixed = [], lacksFile, unread, ...checks } = await precheck(world, { session, turn }, parsed);
	const lacks = lacksFile && session.uploads.length + turn.attempts.length === 0 ? noFile(turn) : undefined;
	const instead = unread ?? lacks;
	if (instead !== undefined) {
		const text = translated(instead, textsIn(turn.locale));
		const answer: Message = { role: "assistant", content: instead };
		const known = remembering(session, turn, [...messages, answer]);
		return finish(world, { session: known, turn: asking }, { kind: "answered", text });
	}
	if (turn.check !== undefined && bare(source) === bare(turn.check.source))
		return turn.nudged
			? giveUp(world, { session, turn: spoken }, NO_SECOND)
			: askOnceMore(session, spoken, ANOTHER_PROGRAM);
	if (triedBefore(turn.attempts, source)) return repeated(world, { session, turn: spoken });
	if (hasJustRun(session, turn, { language, source }))
		return turn.nudged
			? giveUp(world, { session, turn: spoken }, textsIn(turn.locale).noAnswer.nothingNew)
			: askOnceMore(session, spoken, SAME_PROGRAM);
	const does = await doesOf(world, session, { language, source });
	const program = { language, source, does };
	const faults = [
		...checks.faults,
		...leftOut(undone(world, { session, turn }, program)),
		...passedOver({ session, turn }, program),
	];
	// That there was no code says nothing of what the code does.
	const isFirst = !turn.nudged || messages.at(-1)?.content === NUDGE.content;
	if (faults.length > 0 && isFirst) return askOnceMore(session, spoken, amiss(faults));
	const risks = await risksOf(world, session, { language, source });
	const checked = {
		...(mends.length === 0 ? {} : { mends }),
		...(faults.length === 0 ? {} : { doubts: faults }),
		...(fixed.length === 0 ? {} : { fixed }),
	};
	const proposal = { language, source, why, sha256: await sha256(source), risks, does, ...checked };
	const next = { session, turn: { ...spoken, nudged: false } };
	if (turn.check?.unasked && (await unasked(world, next, proposal)) === undefined)
		return giveUp(world, next, NEEDS_A_CLICK);
	return put(world, next, proposal, signal);
}

/** What needs no model: the fix that the look at the failure gave whole, once, and if nobody has said anything since. */
function ownReply(turn: Turn, messages: readonly Message[]): ModelReply | undefined {
	const failed = turn.attempts.at(-1);
	if (failed === undefined || !isFix(turn) || turn.nudged || messages.length > turn.messages.length) return undefined;
	const fix = ownFix(failed, turn.attempts);
	if (fix === undefined) return undefined;
	const why = textsIn(turn.locale).ownFix(fix.old, fix.text);
	const text = `${why}\n\`\`\`python\n${fix.source}${fix.source.endsWith("\n") ? "" : "\n"}\`\`\``;
	return { text, finish: "stop", promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
}

const NEEDS_A_CLICK = `A second program would have needed somebody's click, so it was not run. ${UNCONFIRMED}`;
const NO_SECOND = `The model wrote no second program. ${UNCONFIRMED}`;

/** A program that comes with the bot is approved like any other. */
async function demonstrate(
	world: World,
	{ session, turn }: Current,
	{ source, why }: Pick<Proposal, "source" | "why">,
	signal: AbortSignal,
): Promise<Step> {
	const said: Message = { role: "assistant", content: `${why}\n\`\`\`python\n${source}\`\`\`` };
	const program = { language: "python", source } as const;
	const risks = await risksOf(world, session, program);
	const does = await doesOf(world, session, program);
	const proposal = { ...program, why, sha256: await sha256(source), risks, does };
	return put(world, { session, turn: { ...turn, messages: [...turn.messages, said] } }, proposal, signal);
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
	const before = turn.attempts.at(-1);
	// What somebody has rejected or changed since is not to be kept.
	const failed = isFix(turn) && before?.diagnosis !== undefined ? before : undefined;
	const line = failed?.run?.error?.line;
	const found = await world.precheck({
		...program,
		files: [...given, ...data.map(({ path }) => ({ name: path }))],
		made: session.made ?? [],
		earlier: turn.check === undefined ? earlierPrograms({ ran }, turn) : [],
		request: [requestBefore(session, turn) ?? "", turn.request].join("\n").trim(),
		by: turn.requester.id,
		...(failed === undefined || failed.proposal.language !== program.language
			? {}
			: { repairs: { source: failed.proposal.source, ...(line === undefined ? {} : { line }) } }),
	});
	if (program.language !== "python") return found;
	const unsaid = form.length > 0 ? unprinted(found.source, form) : printsNothing(found.source, turn.request);
	return { ...found, faults: [...found.faults, ...unsaid, ...unlike(turn, found.source)] };
}

/** It does not follow what people chose. */
function unlike({ question }: Turn, source: string): readonly string[] {
	const taken = question?.readings[question.taken ?? -1];
	if (taken === undefined || question?.by === undefined || !contradicts(source, taken)) return [];
	return [`It does not do what people chose: ${taken.line}`];
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
			show({ phase: "writing", since, lines: text.split("\n").length, code: codeSoFar(text) });
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
	const explains = asksToExplain(session, turn);
	const literal = explains ? explained(session) : [];
	const sources = { output: [session.printed, ...literal].join("\n"), said: [turn.request, ...turn.earlier], literal };
	const wanted =
		(session.uploads.length > 0 && !explains) || /```|~~~/.test(text) || text === "" || !isGrounded(text, sources);
	const failed = turn.attempts.some(({ diagnosis }) => diagnosis !== undefined);
	const cut = reply.finish === "length";
	if ((wanted || failed) && !turn.nudged)
		return askOnceMore(session, turn, explains ? IN_WORDS : cut ? TOO_LONG : NUDGE);
	const hasThought = reply.thought === true || (cut && reply.text === "") || isOnlyThought(reply.text, { cut });
	if (text === "" && hasThought) throw new BotError("empty_reply", onlyThought(reply.completionTokens));
	if (text === "")
		throw new BotError(
			"empty_reply",
			"The model sent an empty reply twice, so there is no code to show; try again, or reword the request.",
		);
	if (failed) return giveUp(world, { session, turn }, textsIn(turn.locale).noAnswer.wordsForFix);
	if (!isGrounded(text, sources)) {
		return giveUp(world, { session, turn }, textsIn(turn.locale).noAnswer.ungrounded);
	}
	const known = turn.attempts.length === 0 ? remembering(session, turn, turn.messages) : session;
	// A few posts at most.
	const notice = textsIn(turn.locale).textLeftOut;
	const shown = clip(text, { chars: 8000, head: 0.8, notice });
	return finish(world, { session: known, turn }, { kind: "answered", text: shown });
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
	return giveUp(world, { session, turn }, textsIn(turn.locale).noAnswer.tooLong);
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
	if (turn.restarted) return giveUp(world, { session, turn }, textsIn(turn.locale).noAnswer.keepsFailing);
	const messages = restart(beginning(session, turn), turn.attempts);
	const again = telling(turn, textsIn(turn.locale).notices.repeated);
	return { session: withTurn(session, { ...again, restarted: true, messages }) };
}

/** The thread no longer fits into the model's context: a new branch with the file profiles and this request only. */
function compacted(world: World, { session, turn }: Current) {
	const fresh = { ...session, transcript: [], heard: [] };
	const all = session.uploads.map(({ id }) => id);
	const notices = [...turn.notices, textsIn(turn.locale).notices.tooLong];
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
