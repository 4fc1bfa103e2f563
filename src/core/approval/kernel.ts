// Kernel record of a Thread: the programs that ran in it, and what they left behind that changes what later ones do.

import type { Attempt, Kernel, Language, Run, Session, Ticket, Turn } from "../domain.ts";
import { newToken, ticketOf } from "./tickets.ts";

const [MOST, LONGEST] = [60, 400_000];

/** The record of that generation; empty if nothing is known to have run in it. */
export function kernelOf({ kernel }: Session, generation: string): Kernel {
	return kernel?.generation === generation ? kernel : { generation, programs: [], whole: true, standing: [] };
}

/** Added before the program starts: whatever its outcome, its names may exist afterwards. */
export function withProgram(session: Session, { proposal, approval: { generation } }: Attempt): Session {
	const kernel = kernelOf(session, generation);
	const { language, source } = proposal;
	let programs = [...kernel.programs, { language, source }].slice(-MOST);
	while (programs.length > 1 && programs.reduce((sum, one) => sum + one.source.length, 0) > LONGEST)
		programs = programs.slice(1);
	const whole = kernel.whole && programs.length === kernel.programs.length + 1;
	return { ...session, kernel: { ...kernel, programs, whole } };
}

/** A cancelled Run that tells of nothing may never have begun, so what was there is taken to be there. */
export function withStanding(session: Session, { approval: { generation } }: Attempt, run: Run): Session {
	const kernel = kernelOf(session, generation);
	const untold = run.outcome === "cancelled" ? kernel.standing : [];
	return { ...session, kernel: { ...kernel, standing: run.standing ?? untold } };
}

export function programsIn({ kernel }: Session, language: Language): readonly string[] {
	return (kernel?.programs ?? []).filter((one) => one.language === language).map(({ source }) => source);
}

/** The Turn with what earlier code left in the kernel, said to people with a button for a fresh session; if nothing is left, that button is closed. */
export function tellStanding(
	{ kernel }: Session,
	{ standing, ...turn }: Turn,
	now: number,
): { readonly turn: Turn; readonly open: readonly Ticket[]; readonly close: readonly string[] } {
	const phrases = kernel?.standing ?? [];
	if (phrases.length === 0) return { turn, open: [], close: standing?.fresh === undefined ? [] : [standing.fresh] };
	const fresh = standing?.fresh ?? newToken();
	const open = standing?.fresh === undefined ? [ticketOf(turn, { kind: "fresh", token: fresh, now })] : [];
	return { turn: { ...turn, standing: { phrases, fresh } }, open, close: [] };
}
