// Second opinion: another program for a question that was answered, written without a look at the first; the answer is whether both agree.

import { answeredBy, checkable, currentAttempt } from "../domain/turns.ts";
import type { Check, Does, Run, Session, Turn } from "../domain.ts";
import { agreement } from "../fix/agreement.ts";
import { differences } from "../fix/differences.ts";
import { translated } from "../locales/translated.ts";
import { type Texts, textsIn } from "../locales.ts";
import { checkRequest } from "../model/prompt.ts";
import { clip } from "../text.ts";
import type { Current, Step, World } from "../world.ts";
import { finish } from "./ending.ts";
import { type Moment, openTurn } from "./opening.ts";

/** In: a Session whose last Turn can be checked, and the identity of the message or click that asks for it. Out: a Step with the Turn that checks it, or undefined if there is nothing to check.
 *  Pure. It has the same people as the first Turn, and the approval of later fixes that the first had. */
export function openCheck(
	session: Session,
	key: string,
	moment: Moment,
	{ unasked = false }: { readonly unasked?: boolean } = {},
): Step | undefined {
	const { turn } = session;
	if (turn?.state.kind !== "ended" || !checkable(turn, turn.state.end)) return undefined;
	const { proposal, run } = answeredBy(turn, turn.state.end) ?? {};
	if (proposal === undefined || run === undefined) return undefined;
	const { language, source, does = { steps: [], unseen: [] } } = proposal;
	const printed = clip(run.output.trim(), { chars: 8000, head: 0.7 });
	const reading = turn.question?.readings[turn.question.taken ?? -1]?.line;
	const check: Check = { of: run.id, language, source, printed, does, ...(unasked ? { unasked } : {}) };
	const opening = {
		requester: turn.requester,
		key,
		request: [turn.request, reading].filter((line) => line !== undefined).join("\n"),
		midThread: false,
		uploads: [],
		speakers: turn.speakers,
		check,
		earlier: [...turn.earlier, ...askedBefore(session, turn)],
		...(turn.grant === undefined ? {} : { grant: turn.grant }),
	};
	return openTurn(session, opening, moment);
}

const MOST_BEFORE = 5;

/** What was asked in this Thread before: a follow-up is understood by it. */
function askedBefore({ ran = [] }: Session, turn: Turn): readonly string[] {
	const before = ran.filter((one) => one.turn !== turn.id && one.request !== "");
	return before.slice(-MOST_BEFORE).map(({ requester, request }) => `${requester.name}: ${request}`);
}

/** The request to the model: all files and the question, and nothing of what was written before. */
export function checking(world: World, { session, turn }: Current, check: Check): Session {
	const messages = checkRequest(turn, session.uploads, { settings: world.settings(turn.thread), first: check });
	return { ...session, turn: { ...turn, messages, state: { kind: "writing" } } };
}

/** The end of a check whose program has run: what both programs printed, compared. */
export function concluded(world: World, { session, turn }: Current, check: Check, run: Run): Step {
	const second = run.output.trim();
	const found = agreement(check.printed, second, turn.request);
	const does = currentAttempt(turn)?.proposal.does;
	const texts = textsIn(turn.locale);
	const more = found.kind === "agree" ? [] : both(check, second, does, texts);
	const text = [translated(found.sentence, texts), ...more].join("\n\n");
	return finish(world, { session, turn }, { kind: "answered", text, attempt: turn.attempts.length - 1 });
}

function both(check: Check, second: string, does: Does | undefined, texts: Texts): readonly string[] {
	const say = (sentence: string) => translated(sentence, texts);
	const told = check.does.steps.length === 0 || does === undefined ? [] : differences(check.does, does);
	return [
		...(told.length === 0
			? []
			: [`${say("Where the programs differ:")}\n${told.map((one) => `- ${say(one)}`).join("\n")}`]),
		`${say("The first program printed:")}\n${boxed(check.printed, texts)}`,
		`${say("The second program printed:")}\n${boxed(second, texts)}`,
	];
}

function boxed(output: string, { textLeftOut: notice }: Texts): string {
	return `\`\`\`\n${clip(output, { chars: 1200, head: 0.6, notice }).replaceAll("```", "'''")}\n\`\`\``;
}

/** For people, after the reason why a check came to nothing. */
export const UNCONFIRMED = "The answer above is not confirmed.";
