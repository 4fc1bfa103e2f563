// Approval requests: a Proposal becomes an Attempt with an open ticket, or runs if nobody has to be asked.

import { telling, withTurn } from "../domain/turns.ts";
import type { Approval, Attempt, Because, Does, Proposal, Risk, Session, Turn, Verdict } from "../domain.ts";
import { textsIn } from "../locales.ts";
import type { Current, Step, World } from "../world.ts";
import { programsIn, tellStanding } from "./kernel.ts";
import { offersFixes } from "./policy.ts";
import { approvalTicket, newToken } from "./tickets.ts";
import { unasked } from "./unasked.ts";

/** In: a Proposal, and the Turn without it. Out: a Step with a new Attempt that waits for a click, or that runs if the policy needs none.
 *  BotErrors: those of `Sandbox.open`. Must be the only way for new code to run without a click. */
export async function put(world: World, next: Current, proposal: Proposal, signal: AbortSignal): Promise<Step> {
	const because = await unasked(world, next, proposal);
	return because === undefined
		? offer(world, next, proposal, signal)
		: allow(world, next, { proposal, because }, signal);
}

/** The risks of a program, given the files that are there and the code that ran before in the same kernel. */
export async function risksOf(
	world: World,
	session: Session,
	program: Pick<Proposal, "language" | "source">,
	by = session.turn?.requester.id,
): Promise<readonly Risk[]> {
	const found = await world.examine({
		...program,
		files: [...session.uploads.map(({ as }) => as), ...(session.made ?? [])],
		earlier: programsIn(session, program.language),
		...(by === undefined ? {} : { by }),
	});
	return session.kernel?.whole === false ? [...found, FORGOTTEN] : found;
}

/** What a program does with data, given the code that ran before in the same kernel. */
export async function doesOf(
	world: World,
	session: Session,
	program: Pick<Proposal, "language" | "source">,
	by = session.turn?.requester.id,
): Promise<Does> {
	const earlier = programsIn(session, program.language);
	return world.summarise({ ...program, earlier, ...(by === undefined ? {} : { by }) });
}

const FORGOTTEN: Risk = { label: "unparsed", line: 1, what: "code that ran here long ago is no longer known" };

export function earlierPrograms({ ran = [] }: Pick<Session, "ran">, turn: Turn): readonly string[] {
	const started = turn.attempts.flatMap(({ proposal, runId }) => (runId === undefined ? [] : [proposal]));
	return [...ran, ...started].filter(({ language }) => language === "python").map(({ source }) => source);
}

/** A new Attempt with an open ticket, bound to the code's hash and the kernel of now. */
export async function offer(
	world: World,
	{ session, turn }: Current,
	proposal: Proposal,
	signal: AbortSignal,
): Promise<Step> {
	const { generation } = await world.sandbox.open(turn.thread, signal);
	const approval = question(world, turn, proposal, generation);
	const { coversFixes } = textsIn(turn.locale).notices;
	const next = world.settings(turn.thread).mode === "fixes" ? telling(turn, coversFixes) : turn;
	return asked(world, session, { ...next, attempts: [...turn.attempts, { proposal, approval }] });
}

/** In: a Turn whose last Attempt has no verdict. Out: a Step in which it waits for a click, with the tickets of its buttons. Never throws.
 *  Must not be called with an Attempt that was decided: its ticket would be opened again. */
export function asked(world: World, session: Session, turn: Turn): Step {
	const { turn: told, open, close } = tellStanding(session, turn, world.clock.now());
	const next: Turn = { ...told, state: { kind: "waiting" } };
	const attempt = next.attempts.at(-1);
	const tickets = attempt === undefined ? [] : [approvalTicket(session, next, attempt)];
	return { session: withTurn(session, next), open: [...open, ...tickets], close };
}

/** A new open question about a Proposal: a token of its own, the kernel generation that it holds for, and when it expires (ms since 1970, from the
 *  policy's `approvalTtlMs`). Opens no ticket: `asked` does. */
export function question(world: World, { thread }: Turn, { risks }: Proposal, generation: string): Approval {
	const settings = world.settings(thread);
	const expiresAt = world.clock.now() + settings.approvalTtlMs;
	return { token: newToken(), generation, expiresAt, ...(offersFixes(settings, risks) ? { fixes: true } : {}) };
}

/** A new Attempt that runs without a click; it is shown before it runs, with the reason. */
async function allow(
	world: World,
	{ session, turn }: Current,
	{ proposal, because }: { proposal: Proposal; because: Because },
	signal: AbortSignal,
): Promise<Step> {
	const { generation } = await world.sandbox.open(turn.thread, signal);
	const verdict: Verdict = { kind: "allowed", at: world.clock.now(), because };
	const attempt: Attempt = { proposal, approval: { ...question(world, turn, proposal, generation), verdict } };
	const attempts = [...turn.attempts, attempt];
	return { session: withTurn(session, { ...turn, attempts, state: { kind: "running" } }) };
}
