// Progress inside a step: drawn at each event and at least every two seconds, so that the elapsed time is right, and measured against earlier ones.

import type { Live, Millis, Person, Session, Turn } from "../domain.ts";
import type { World } from "../world.ts";

export type Show = (live: Live) => void;

export interface Progress extends Disposable {
	readonly show: Show;
}

/** How long steps took lately, as far as this process has seen. */
export interface Pace {
	/** The Turn is at `after` now. */
	moved(before: Turn, after: Turn, now: Millis): void;
	/** The median of what this kind of step took lately; undefined if that is too little to say. */
	usual(turn: Turn): Millis | undefined;
}

/** Steps of a kind that are enough to say how long one usually takes, and the newest that are counted. */
const ENOUGH = 5;
const LATELY = 15;

export function openPace(): Pace {
	const took = new Map<string, readonly Millis[]>();
	return {
		moved: (before, after, now) => {
			const kind = kindOf(before);
			const isCut = after.state.kind === "ended" && /^(failed|stopped)$/.test(after.state.end.kind);
			if (kind === undefined || isCut || before.stepAt === undefined || stepOf(after) === stepOf(before)) return;
			took.set(kind, [...(took.get(kind) ?? []), now - before.stepAt].slice(-LATELY));
		},
		usual: (turn) => {
			const all = (took.get(kindOf(turn) ?? "") ?? []).toSorted((a, b) => a - b);
			return all.length < ENOUGH ? undefined : all[Math.floor(all.length / 2)];
		},
	};
}

/** The Turn with the time at which its step began. */
export function inStep(before: Turn | undefined, turn: Turn, now: Millis): Turn {
	const isSame = turn.stepAt !== undefined && before !== undefined && stepOf(before) === stepOf(turn);
	return isSame ? turn : { ...turn, stepAt: now };
}

function stepOf({ id, state, attempts }: Turn): string {
	return `${id} ${state.kind} ${attempts.length}`;
}

/** How long a program runs says nothing about the next one. */
function kindOf({ state, attempts }: Turn): "code" | "fix" | "answer" | undefined {
	if (state.kind === "answering") return "answer";
	if (state.kind !== "writing") return undefined;
	return attempts.length === 0 ? "code" : "fix";
}

export function openProgress(
	world: World,
	session: Session,
	{ pace, onLive }: { readonly pace: Pace; readonly onLive: (live: Live) => void },
): Progress {
	const { turn, uploads, thread } = session;
	let live: Live | undefined;
	let drawing = false;
	const draw = () => {
		if (turn === undefined || live === undefined || drawing) return;
		drawing = true;
		world
			.adapter(thread)
			.show(turn, uploads, live)
			// The saved state is shown after the step; errors are reported then.
			.catch((error: unknown) => world.log("debug", "progress_not_shown", { thread, error: String(error) }))
			.finally(() => {
				drawing = false;
			});
	};
	const timer = setInterval(draw, 2000);
	return {
		show: (next) => {
			const usual = turn === undefined ? undefined : pace.usual(turn);
			const since = Math.min(next.since, turn?.stepAt ?? next.since);
			live = { ...next, since, ...(usual === undefined ? {} : { usual }) };
			onLive(live);
			draw();
		},
		[Symbol.dispose]: () => clearInterval(timer),
	};
}

/** The same world; while all sandboxes are in use, people see their position in the queue. */
export function tellingPosition(world: World, by: Person | undefined, show: Show): World {
	const { sandbox, clock } = world;
	return {
		...world,
		sandbox: {
			...sandbox,
			open: (thread, signal) => {
				const since = clock.now();
				return sandbox.open(thread, signal, {
					...(by === undefined ? {} : { by: by.id }),
					onPosition: (position) => show({ phase: "queued", since, queue: { for: "sandbox", position } }),
				});
			},
		},
	};
}

/** What is shown of a request to the model: its position in the queue, or `then` once it is served. */
export function queued(position: number, then: Live): Live {
	return position === 0 ? then : { phase: "queued", since: then.since, queue: { for: "model", position } };
}
