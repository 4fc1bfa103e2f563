// World of the loop: the ports, and the operator's settings.

import type { Live, Locale, Millis, Session, ThreadId, Ticket, Turn } from "./domain.ts";
import type {
	Adapter,
	Audit,
	Clock,
	Examine,
	FixStrategy,
	Log,
	Look,
	Model,
	Precheck,
	Queue,
	Sandbox,
	Store,
	Summarise,
} from "./ports.ts";

export interface Settings extends Policy {
	readonly maxFixes: number;
	readonly runTimeoutMs: number;
	/** When an answer with figures is checked by a second program. `asked`: if somebody clicks Check; `auto`: also where the program may run without a click; `always`: each. */
	readonly check: "asked" | "auto" | "always";
	/** The language of what the product says here; absent: that of each request. */
	readonly language?: Locale;
	/** The operator's own words to the model; "" for none. */
	readonly system: string;
}

export interface World extends FixStrategy {
	readonly store: Store;
	readonly queue: Queue;
	readonly model: Model;
	readonly sandbox: Sandbox;
	readonly adapter: (thread: ThreadId) => Adapter;
	readonly clock: Clock;
	readonly log: Log;
	/** Those of this Thread's channel; must be read at each use, because they may change. */
	readonly settings: (thread: ThreadId) => Settings;
	readonly examine: Examine;
	readonly precheck: Precheck;
	readonly summarise: Summarise;
	/** Absent: no vision model is there. */
	readonly look?: Look;
	readonly audit: Audit;
	/** What goes on in a Thread that another process works on; absent: there is no other. */
	readonly liveElsewhere?: (thread: ThreadId) => Promise<Live | undefined>;
	/** What the status command says about this host. */
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
export interface Current {
	readonly session: Session;
	readonly turn: Turn;
}

/** The outcome of one step: what to save, and which buttons open or close with it. */
export interface Step {
	readonly session: Session;
	readonly open?: readonly Ticket[];
	readonly close?: readonly string[];
	/** The Turn before, if it has to be drawn once more. */
	readonly past?: Turn;
	/** The step is dropped if somebody has said or clicked anything since the Session was read; that is taken in first. */
	readonly unlessNotes?: true;
}

/** `ask`: all code needs approval. `fixes`: the first code does, and fixes with no new Labels run. `auto`: none does. */
export type Mode = "ask" | "fixes" | "auto";

export interface Policy {
	/** Ids of people, Slack user groups and Discord roles; empty means that only the requester may approve. */
	readonly approvers: readonly string[];
	/** Nobody may approve what they asked for, added to or edited. */
	readonly fourEyes: boolean;
	readonly mode: Mode;
	/** Whether people may approve later fixes in advance. */
	readonly approveFixes: boolean;
	readonly approvalTtlMs: Millis;
	/** Approvers are reminded so long before code expires. */
	readonly approvalRemindMs: Millis;
}

/** The Turns that this process is working on, by Thread. */
export type ActiveTurns = Map<ThreadId, ActiveTurn>;

export interface ActiveTurn {
	/** Aborted by Stop. */
	readonly stop: AbortController;
	live?: Live;
}
