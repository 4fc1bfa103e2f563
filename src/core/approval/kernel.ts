// What is known of a Thread's kernel: the programs that ran in it, and what they left behind that changes what later ones do.

import type { Attempt, Kernel, Language, Run, Session, Ticket, Turn } from "../domain.ts";
import { newToken, ticketOf } from "./tickets.ts";

const [MOST, LONGEST] = [60, 400_000];

/** What ran in that generation, as far as it is known; a kernel that nothing ran in is empty. */
export function kernelOf({ kernel }: Session, generation: string): Kernel {
	return kernel?.generation === generation ? kernel : { generation, programs: [], whole: true, standing: [] };
}

/** Before it starts: whatever comes of it, its names may be there afterwards. */
export function withProgram(session: Session, { proposal, approval: { generation } }: Attempt): Session {
	const kernel = kernelOf(session, generation);
	const { language, source } = proposal;
	let programs = [...kernel.programs, { language, source }].slice(-MOST);
	while (programs.length > 1 && programs.reduce((sum, one) => sum + one.source.length, 0) > LONGEST)
		programs = programs.slice(1);
	const whole = kernel.whole && programs.length === kernel.programs.length + 1;
	return { ...session, kernel: { ...kernel, programs, whole } };
}

export function withStanding(session: Session, { approval: { generation } }: Attempt, run: Run): Session {
	return { ...session, kernel: { ...kernelOf(session, generation), standing: run.standing ?? [] } };
}

export function programsIn({ kernel }: Session, language: Language): readonly string[] {
	return (kernel?.programs ?? []).filter((one) => one.language === language).map(({ source }) => source);
}

/** People are told what stands in the kernel, with a button for a fresh one. */
export function tellStanding(
	{ kernel }: Session,
	{ standing, ...turn }: Turn,
	now: number,
): { readonly turn: Turn; readonly open: readonly Ticket[] } {
	const phrases = kernel?.standing ?? [];
	if (phrases.length === 0) return { turn, open: [] };
	const fresh = standing?.fresh ?? newToken();
	const open = standing?.fresh === undefined ? [ticketOf(turn, { kind: "fresh", token: fresh, now })] : [];
	return { turn: { ...turn, standing: { phrases, fresh } }, open };
}
