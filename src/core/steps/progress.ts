// Progress inside a step: drawn at each event and at least every two seconds, so that the elapsed time is right.

import type { Live, Person, Session } from "../domain.ts";
import type { World } from "../world.ts";

export type Show = (live: Live) => void;

export interface Progress extends Disposable {
	readonly show: Show;
}

export function openProgress(world: World, session: Session, onLive: (live: Live) => void): Progress {
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
			live = next;
			onLive(next);
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
