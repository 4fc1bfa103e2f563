// Asking people: a Proposal becomes an Attempt with an open ticket, or runs where nothing asks.

import { withTurn } from "../domain/turns.ts";
import type { Approval, Attempt, Because, Proposal, Risk, Session, Turn, Verdict } from "../domain.ts";
import type { Current, Step, World } from "../world.ts";
import { programsIn, tellStanding } from "./kernel.ts";
import { offersFixes } from "./policy.ts";
import { approvalTicket, newToken } from "./tickets.ts";
import { unasked } from "./unasked.ts";

export const FIXES_RUN =
	"In this channel, Approve also covers later fixes for this question, as long as they do nothing new.";

/** Asks people about a Proposal, or runs it where nothing asks. */
export async function put(world: World, next: Current, proposal: Proposal, signal: AbortSignal): Promise<Step> {
	const because = await unasked(world, next, proposal);
	return because === undefined
		? offer(world, next, proposal, signal)
		: allow(world, next, { proposal, because }, signal);
}

/** Seen beside the files that are there and the code that ran before in the same kernel. */
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
export const FORGOTTEN: Risk = { label: "unparsed", line: 1, what: "code that ran here long ago is no longer known" };

export function earlierPrograms({ ran = [] }: Pick<Session, "ran">, turn: Turn): readonly string[] {
	const started = turn.attempts.flatMap(({ proposal, runId }) => (runId === undefined ? [] : [proposal]));
	return [...ran, ...started].filter(({ language }) => language === "python").map(({ source }) => source);
}

/** Puts a Proposal before people: a new Attempt with an open ticket, bound to the code's hash and the kernel as it is now. */
export async function offer(
	world: World,
	{ session, turn }: Current,
	proposal: Proposal,
	signal: AbortSignal,
): Promise<Step> {
	const { generation } = await world.sandbox.open(turn.thread, signal);
	const approval = question(world, turn, proposal, generation);
	const told = turn.notices.filter((notice) => notice !== FIXES_RUN);
	const notices = world.settings(turn.thread).mode === "fixes" ? [...told, FIXES_RUN] : told;
	return asked(world, session, { ...turn, notices, attempts: [...turn.attempts, { proposal, approval }] });
}

/** The Turn waits for a click on its last Attempt. */
export function asked(world: World, session: Session, turn: Turn): Step {
	const { turn: told, open } = tellStanding(session, turn, world.clock.now());
	const next: Turn = { ...told, state: { kind: "waiting" } };
	const attempt = next.attempts.at(-1);
	const tickets = attempt === undefined ? [] : [approvalTicket(session, next, attempt)];
	return { session: withTurn(session, next), open: [...open, ...tickets] };
}

export function question(world: World, { thread }: Turn, { risks }: Proposal, generation: string): Approval {
	const settings = world.settings(thread);
	const expiresAt = world.clock.now() + settings.approvalTtlMs;
	return { token: newToken(), generation, expiresAt, ...(offersFixes(settings, risks) ? { fixes: true } : {}) };
}

/** A new Attempt that runs without a click; it is shown before it runs, and says why. */
export async function allow(
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
