// How a Turn ends: always said, its buttons closed.

import { clip } from "./clip.ts";
import type { End, Turn } from "./domain.ts";
import { type Step, type Working, type World, withTurn } from "./world.ts";

export function finish(world: World, { session, turn }: Working, end: End): Step {
	const { stopping, ...rest } = turn;
	const ended: Turn = { ...rest, state: { kind: "ended", end, at: world.clock.now() } };
	const open = turn.attempts.flatMap(({ approval }) => (approval.verdict === undefined ? [approval.token] : []));
	return { session: withTurn(session, ended), close: [turn.stop, ...open] };
}

/** With the best output so far: the last one that came from a program which ended well, else the last one. */
export function giveUp(world: World, working: Working, sentence: string): Step {
	const runs = working.turn.attempts.flatMap(({ run }) => (run === undefined || run.output.trim() === "" ? [] : [run]));
	const best = runs.findLast(({ outcome }) => outcome === "ok") ?? runs.at(-1);
	const output = best === undefined ? {} : { best: clip(best.output.trim(), { chars: 1500, head: 0.4 }) };
	return finish(world, working, { kind: "gave_up", sentence, ...output });
}
