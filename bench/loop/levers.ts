// What may be taken out of Threadloop's loop, one at a time, to see what it is worth.

import type { RunError } from "../../src/core/domain.ts";
import type { FixStrategy, Model, Precheck, Sandbox } from "../../src/core/ports.ts";

export interface Loop extends FixStrategy {
	readonly sandbox: Sandbox;
	readonly model: Model;
	readonly precheck: Precheck;
}

type Without = (loop: Loop) => Loop;

/** Of what was found out about a failure only what `left` leaves is known. */
function failing(loop: Loop, left: (error: RunError) => RunError): Loop {
	const run: Sandbox["run"] = async (request) => {
		const done = await loop.sandbox.run(request);
		return done.error === undefined ? done : { ...done, error: left(done.error) };
	};
	return { ...loop, sandbox: { ...loop.sandbox, run } };
}

export const LEVERS = {
	/** The model is told a file's kind, and nothing of what stands in it. */
	card: (loop) => ({
		...loop,
		sandbox: {
			...loop.sandbox,
			profile: async (thread, name, signal) => {
				const { format } = await loop.sandbox.profile(thread, name, signal);
				return { format, notes: [] };
			},
		},
	}),
	/** A failure is its message and its line alone. */
	probe: (loop) => failing(loop, ({ facts, locals, cause, mend, ...error }) => error),
	/** What the look at a failure gives whole is written by the model, too. */
	mend: (loop) => failing(loop, ({ mend, ...error }) => error),
	restart: (loop) => ({
		...loop,
		plan: (turn, found, maxFixes) => {
			const next = loop.plan(turn, found, maxFixes);
			const number = turn.attempts.filter(({ diagnosis }) => diagnosis !== undefined).length + 1;
			return next.kind === "restart" ? { kind: "repair", number, stuck: false } : next;
		},
	}),
	/** Code that failed is not repaired: the next program starts from the request, at once. */
	repair: (loop) => ({
		...loop,
		plan: (turn, found, maxFixes) => {
			const next = loop.plan(turn, found, maxFixes);
			return next.kind === "repair" && !found.soft && !turn.restarted ? { kind: "restart" } : next;
		},
	}),
	precheck: (loop) => ({ ...loop, precheck: async ({ source }) => ({ source, mends: [], faults: [] }) }),
	/** Whatever a program that ends well has printed is the answer. */
	checks: (loop) => ({ ...loop, softFailure: () => undefined }),
	/** Nobody counts the rows that a program left out. */
	rows: (loop) => ({
		...loop,
		sandbox: {
			...loop.sandbox,
			run: async (request) => {
				const run = await loop.sandbox.run(request);
				if (run.seen === undefined) return run;
				const { rows, ...seen } = run.seen;
				return { ...run, seen };
			},
		},
	}),
	/** Nobody looks whether all that was asked for is there. */
	wishes: (loop) => ({ ...loop, unmet: () => [] }),
	/** The output is the answer; the model writes no words about it. */
	words: (loop) => ({
		...loop,
		model: {
			...loop.model,
			reply: async (request) =>
				request.purpose?.kind === "answer"
					? { text: "", finish: "stop", promptTokens: 0, cachedTokens: 0, completionTokens: 0 }
					: loop.model.reply(request),
		},
	}),
} satisfies Record<string, Without>;

export type Lever = keyof typeof LEVERS;
