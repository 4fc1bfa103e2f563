// Inner ports of the sandbox: what a driver gives for a container, for a Thread's files and for its Runs. Whoever uses them knows neither an engine nor a path.

import type { Duplex } from "node:stream";
import type { Artifact, FileRef, Run, StandIn } from "../core/domain.ts";

export interface FoundContainer {
	/** The engine's own id: another container never has it. */
	readonly id: string;
	readonly state: "running" | "paused" | "ended";
}

/** The way to containers. Every call ends within seconds; BotError `sandbox_down` if the engine does not answer. */
export interface Line {
	/** A new stream to a container's agent: what is written goes to it, what is read comes from it, and nothing else does. It must always be read. */
	relay(id: string): Promise<Duplex>;
	/** By the name it was started under. */
	find(name: string): Promise<FoundContainer | undefined>;
	/** Kills and removes, by id; a container that is gone already is fine. */
	remove(id: string): Promise<void>;
}

export interface Seen {
	readonly size: bigint;
	readonly mtimeNs: bigint;
	readonly ctimeNs: bigint;
	readonly ino: bigint;
	readonly kind: "file" | "link" | "other";
}

/** What lies in `/workspace` at a moment, by path relative to it. */
export interface Scan {
	readonly files: ReadonlyMap<string, Seen>;
	/** False if the budget ran out. */
	readonly complete: boolean;
}

export interface Collected {
	/** Names as people may see them, sorted. */
	readonly changed: readonly string[];
	readonly artifacts: readonly Artifact[];
	/** Sentences for people about what was not attached. */
	readonly notes: readonly string[];
	/** What was in `/workspace` when they were collected; undefined if nothing was collected. */
	readonly after: Scan | undefined;
}

/** One Thread's files, which code can reach but for the Uploads' originals and the Artifacts. Whoever calls keeps the Thread's disk at hand meanwhile. */
export interface Files {
	/** Streams an Upload into `/workspace`; the same id again is a no-op. Resolves with its name there; BotError `file_too_large` or `disk_full`. */
	put(file: FileRef, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string>;
	/** The name of a stored Upload, put back into `/workspace` if it is missing there; undefined if there is no such Upload. */
	find(id: string): Promise<string | undefined>;
	/** Hex sha256 of an Upload as it came; undefined if it is not there. */
	digest(id: string): Promise<string | undefined>;
	/** Within a budget of time and of names, and never through a link. */
	scan(): Promise<Scan>;
	/** What code made or changed between two scans; nothing if the first is not complete. Names as people may see them. */
	made(before: Scan, after: Scan): Promise<readonly string[]>;
	/** Copies what a Run made to where code cannot reach it; a file that cannot be had is a note. */
	collect(made: {
		readonly run: string;
		/** undefined: then the times of files decide. */
		readonly before: Scan | undefined;
		/** As `Started.sinceNs`. */
		readonly sinceNs: bigint;
		/** Names of figures that were shown. */
		readonly figures: readonly string[];
	}): Promise<Collected>;
	/** Puts Uploads under other Uploads' names; safe to repeat. BotError `file_gone` if such a name is none of an Upload. */
	standIn(all: readonly StandIn[] | undefined): Promise<void>;
	/** Each name is its own Upload's again; safe to repeat. BotError as `standIn`. */
	putBack(all: readonly StandIn[] | undefined): Promise<void>;
	/** The bytes of an Artifact, by its id, as they were when its Run ended. Needs no disk; throws for what is no id. */
	bytes(artifact: string): AsyncIterable<Uint8Array>;
}

export interface Started {
	/** False where this call wrote it down: then nothing of the Run has happened yet. */
	readonly known: boolean;
	/** By the clock of the file system that also dates the files in `/workspace`. */
	readonly sinceNs: bigint;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/** One Thread's Runs, so that none is lost or run twice, whichever process asks. */
export interface Ledger {
	/** BotError `newer` or `unreadable` for a record that is not ours to read. */
	finished(id: string): Promise<Run | undefined>;
	/** Whether it was begun ever. */
	hasStarted(id: string): Promise<boolean>;
	/** Writes down that it begins; of several at once, one gets `known: false`. */
	start(id: string): Promise<Started>;
	/** What cannot be kept because the disk is full is only told. */
	keep(run: Run): Promise<void>;
}
