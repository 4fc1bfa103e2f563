// What the loop works with: the ports, and the operator's settings.

import type { faultOf } from "./check.ts";
import type { Session, ThreadId, Ticket, Turn } from "./domain.ts";
import type { Policy } from "./policy.ts";
import type { Adapter, Audit, Clock, Examine, Log, Model, Precheck, Queue, Sandbox, Store } from "./ports.ts";
import type { Plan } from "./strategy.ts";

export interface Settings extends Policy {
	readonly maxFixes: number;
	readonly runTimeoutMs: number;
	/** The operator's own words to the model; "" for none. */
	readonly system: string;
}

export interface World {
	readonly store: Store;
	readonly queue: Queue;
	readonly model: Model;
	readonly sandbox: Sandbox;
	readonly adapter: (thread: ThreadId) => Adapter;
	readonly clock: Clock;
	readonly log: Log;
	/** As they hold for this Thread's channel; asked for at each use. */
	readonly settings: (thread: ThreadId) => Settings;
	readonly examine: Examine;
	readonly precheck: Precheck;
	readonly faultOf: typeof faultOf;
	readonly plan: Plan;
	readonly audit: Audit;
	/** What the status command tells of this host. */
	readonly about: About;
	/** The bundled example's CSV. */
	readonly sample: () => AsyncIterable<Uint8Array>;
}

export interface About {
	/** The model's name, as far as it is known by now. */
	readonly model: () => Promise<string>;
	/** Limits of one Thread, a short phrase each. */
	readonly limits: readonly string[];
}

/** A Session whose Turn is at work. */
export interface Working {
	readonly session: Session;
	readonly turn: Turn;
}

/** The outcome of one step: what to save, and which buttons open or close with it. */
export interface Step {
	readonly session: Session;
	readonly open?: readonly Ticket[];
	readonly close?: readonly string[];
	/** The Turn before, where it is to be drawn once more. */
	readonly past?: Turn;
	/** Counts only where nobody has said or clicked anything since the Session was read; otherwise that is taken in first. */
	readonly unlessNotes?: true;
}

export function withTurn(session: Session, turn: Turn): Session {
	return { ...session, turn };
}
