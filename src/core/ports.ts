// Ports: what core needs from outside, as interfaces. Each edge implements one.

import type { Done, Wish } from "./domain/wishes.ts";
import type {
	Artifact,
	ClickNote,
	DataFile,
	Diagnosis,
	Does,
	FileProfile,
	FileRef,
	FixedText,
	ForgetNote,
	Judgement,
	Language,
	Message,
	MessageNote,
	Note,
	Risk,
	Run,
	Session,
	StandIn,
	ThreadId,
	Ticket,
	Turn,
	Upload,
} from "./domain.ts";

export type { Adapter } from "./ports/adapter.ts";
export type { Asking, Click, ClickReply, FrontDoor, Inbound, Listed, Listing } from "./ports/front-door.ts";

export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
}

/** Mark of what was heard on a platform, kept where the bot that comes next finds it. */
export interface HeardMark {
	/** Up to when all that was said there is stored, in milliseconds; undefined if nobody knows. */
	until(): Promise<number | undefined>;
	note(until: number): Promise<void>;
}

export interface ModelRequest {
	readonly messages: readonly Message[];
	readonly temperature: number;
	/** Upper bound of generated tokens. */
	readonly maxTokens: number;
	/** Called with the whole text so far; of a long one only at ends of lines, and so rarely that reading all of it stays cheap. Returning true ends the stream. */
	readonly onText: (text: string) => boolean;
	/** Called with the position in the queue, from 1, while other requests are served first; with 0 once this one is served. */
	readonly onPosition?: (position: number) => void;
	/** Called when the server says it is still loading the model. */
	readonly onLoading: () => void;
	/** Called when the server says it is too busy, before it is asked again. */
	readonly onBusy?: () => void;
	/** For whom and for what: tokens are counted by it. */
	readonly purpose?: {
		readonly kind: "code" | "fix" | "answer";
		readonly thread: ThreadId;
		readonly turn: string;
		/** The id of the person who asked: nobody's requests take all of the model. */
		readonly by?: string;
	};
	readonly signal: AbortSignal;
}

export interface ModelReply {
	readonly text: string;
	/** `length`: cut by `maxTokens`, or by us if the server does not obey it; `stop`: ended by the model or by `onText`. */
	readonly finish: "stop" | "length";
	/** It thought before it replied, and the server keeps that out of `text`. */
	readonly thought?: boolean;
	readonly promptTokens: number;
	readonly cachedTokens: number;
	readonly completionTokens: number;
}

/** Must throw BotError for what a person can fix (`model_down`, `context_too_long`, ...) and the signal's reason when aborted. */
export interface Model {
	reply(request: ModelRequest): Promise<ModelReply>;
}

export interface OpenedSandbox {
	/** Changes whenever variables were lost: new container, restarted kernel. */
	readonly generation: string;
}

/** Who waits while all containers are in use; the queue is fair by person, then by Thread. */
export interface Waiting {
	/** The id of the person whose request needs the container; absent: none. */
	readonly by?: string;
	/** Called with the position in the queue, from 1, whenever it changes. */
	readonly onPosition?: (position: number) => void;
}

export interface RunRequest {
	readonly thread: ThreadId;
	/** A known id is never run again: the promise is that of the Run in progress, or its result. */
	readonly id: string;
	/** The kernel generation that the code was approved for; another one gives outcome `lost` (unless `id` is known). */
	readonly generation: string;
	readonly language: Language;
	readonly source: string;
	/** Milliseconds; absent: the Sandbox's own limit. */
	readonly limitMs?: number;
	/** The approved hash: the Sandbox refuses a source that does not match it. */
	readonly sha256: string;
	/** Python in a namespace of its own: it sees no variables of earlier programs and leaves none. */
	readonly apart?: true;
	/** Files under other files' names, for this Run alone. */
	readonly standIns?: readonly StandIn[];
	/** Output so far, capped, a few times a second at most. */
	readonly onOutput: (output: string) => void;
	/** Aborting stops the Run; the promise then resolves with outcome `cancelled`. */
	readonly signal: AbortSignal;
}

/** Program failures are values (`Run.outcome`); BotError `sandbox_down` / `sandbox_image` / `disk_full` if the engine fails. */
export interface Sandbox {
	/** Starts the Thread's container if there is none. */
	open(thread: ThreadId, signal: AbortSignal, waiting?: Waiting): Promise<OpenedSandbox>;
	/** Streams an Upload into `/workspace`; the same `file.id` again is a no-op. Resolves with the name it got. */
	put(thread: ThreadId, file: FileRef, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string>;
	/** The stored name of an Upload that is already there, or undefined. */
	has(thread: ThreadId, file: FileRef): Promise<string | undefined>;
	/** `name` in `/workspace`, or the whole path of a file in `/data`. */
	profile(thread: ThreadId, name: string, signal: AbortSignal): Promise<FileProfile>;
	/** The operator's own files, a bounded number, sorted. */
	data(): Promise<readonly DataFile[]>;
	run(request: RunRequest): Promise<Run>;
	/** A Run that has ended, as long as it is kept; must not start one. */
	result(thread: ThreadId, id: string): Promise<Run | undefined>;
	/** Hex sha256 of an Upload as it came, or undefined if it is not there. */
	digest(thread: ThreadId, file: FileRef): Promise<string | undefined>;
	/** How the Thread's container is, without opening one. */
	look(thread: ThreadId): Promise<SandboxState>;
	/** The bytes of an Artifact as they were when its Run ended. */
	bytes(thread: ThreadId, artifact: Artifact): AsyncIterable<Uint8Array>;
	/** Ends the container; files stay. */
	close(thread: ThreadId): Promise<void>;
	/** Ends the container and deletes the Thread's workspace, Uploads, Artifacts and Runs. */
	forget(thread: ThreadId): Promise<void>;
}

export type SandboxState =
	| { readonly kind: "closed" }
	/** `idleMs` since it was last used; `generation` of the kernel, undefined if the sandbox does not answer. */
	| { readonly kind: "open"; readonly idleMs: number; readonly busy: boolean; readonly generation: string | undefined };

/** What is wrong with the picture of a chart, as names of `QUESTIONS` in `fix/chart-check.ts`; undefined if nobody could tell. Never rejects. */
export type Look = (picture: {
	readonly bytes: AsyncIterable<Uint8Array>;
	readonly type: "image/png" | "image/jpeg";
	readonly thread: ThreadId;
	readonly turn: string;
	readonly signal: AbortSignal;
}) => Promise<readonly string[] | undefined>;

/** What a program may do beyond computing, by its text alone; `files` are the names that are in `/workspace` already. Never rejects:
 *  what takes too long or cannot be read is `unparsed`. */
export type Examine = (program: {
	readonly language: Language;
	readonly source: string;
	readonly files: readonly string[];
	/** Programs that ran in the same kernel before: their names are still known there. */
	readonly earlier: readonly string[];
	/** The id of the person who asked: nobody's programs hold up the others'. */
	readonly by?: string;
}) => Promise<readonly Risk[]>;

/** What a program does with data, by its text alone. Never rejects: what takes too long or cannot be read is `unseen`. */
export type Summarise = (program: {
	readonly language: Language;
	readonly source: string;
	/** Python programs that ran in the same kernel before: their tables are still known there. */
	readonly earlier: readonly string[];
	/** The id of the person who asked: nobody's programs hold up the others'. */
	readonly by?: string;
}) => Promise<Does>;

/** A file that a program may read: its name in `/workspace`, or its whole path in `/data`. */
export interface KnownFile {
	readonly name: string;
	readonly profile?: FileProfile;
}

export interface Prechecked {
	/** The program with all certain corrections; everything else is as it was, byte for byte. */
	readonly source: string;
	/** What was corrected, a sentence each, for people; names from code are in backticks. */
	readonly mends: readonly string[];
	/** What would fail and has no certain correction, a sentence each, for the model. */
	readonly faults: readonly string[];
	/** See `Proposal.fixed`. */
	readonly fixed?: readonly FixedText[];
	/** It reads a file, and there is none at all that it could mean. */
	readonly lacksFile?: true;
	/** It reads a file that nothing in the Sandbox can read: what that is and what to do, a sentence for people. */
	readonly unread?: string;
}

/** What would fail in a program, by its text and the files' profiles, before it runs. Silent when in doubt. Never rejects. */
export type Precheck = (program: {
	readonly language: Language;
	readonly source: string;
	/** All files that people gave, and those in `/data`. */
	readonly files: readonly KnownFile[];
	/** Names in `/workspace` that Runs made or changed. */
	readonly made: readonly string[];
	/** Python programs that ran in the same kernel before. */
	readonly earlier: readonly string[];
	/** What was asked for; absent: not known. */
	readonly request?: string;
	/** The program that this one fixes, and the line that failed in it, from 1; without a line it ran to its end. */
	readonly repairs?: { readonly source: string; readonly line?: number };
	/** The id of the person who asked: nobody's programs hold up the others'. */
	readonly by?: string;
}) => Promise<Prechecked>;

export interface Lock {
	/** Resolves with true if somebody asked for the lock meanwhile: the Thread must be looked at again. */
	release(): Promise<boolean>;
	/** Aborts when the lock was lost. */
	readonly signal: AbortSignal;
}

/** One post of a Turn: written down before it is sent. */
export interface Post {
	/** Marks the message on the platform (Slack `block_id`, Discord nonce), so that it is found again after a crash. */
	readonly mark: string;
	/** The platform's id of the message, once known. */
	readonly ref?: string;
	/** What was last written, as a digest. */
	readonly digest?: string;
}

export interface Posts {
	/** The post of a slot; `known` is false if this call made it: then nothing was sent yet. */
	reserve(turn: string, slot: string): Promise<{ readonly post: Post; readonly known: boolean }>;
	find(turn: string, slot: string): Promise<Post | undefined>;
	note(turn: string, slot: string, post: Post): Promise<void>;
	/** An edit counts against the platform's limit, whichever bot of this store made it and however often it was restarted since (ms since 1970). */
	edited(at: number): Promise<void>;
	edits(since: number): Promise<readonly number[]>;
}

export interface Save {
	/** How many notes of the inbox, from its front, this save has taken in. */
	readonly read: number;
	/** Tickets to open with this save. */
	readonly open: readonly Ticket[];
	/** Tokens to close with this save. */
	readonly close: readonly string[];
	/** Refused with BotError `unheard` if more notes wait than were read. */
	readonly unlessNotes?: true;
}

export interface Store {
	/** Puts a message into the Thread's inbox once by `key`. A later copy adds a note with only the files that are new. */
	receive(thread: ThreadId, note: MessageNote | ForgetNote): Promise<"new" | "merged" | "seen">;
	/** Closes an open ticket and puts the click into the inbox, in one step; false if it was closed before. */
	take(ticket: Ticket, note: ClickNote): Promise<boolean>;
	ticket(token: string): Promise<Ticket | undefined>;
	load(thread: ThreadId): Promise<{ readonly session: Session | undefined; readonly inbox: readonly Note[] }>;
	/** Saves if `rev` is still the stored one, and resolves with the next `rev`; BotError `stale` otherwise, `unheard` as of `Save.unlessNotes`. */
	save(session: Session, change: Save): Promise<Session>;
	known(thread: ThreadId): Promise<boolean>;
	/** Threads with an unread inbox, or whose Session `hasWork` while its Thread is not gone. */
	unfinished(): Promise<readonly ThreadId[]>;
	/** Deletes all content of the Thread; messages are still known by their keys, so that a late copy starts nothing. */
	forget(thread: ThreadId): Promise<void>;
	/** When the Thread was last forgotten (ms since 1970), if that is not too long ago. */
	forgottenAt(thread: ThreadId): Promise<number | undefined>;
	/** Threads that were last saved before then. */
	unused(before: number): Promise<readonly ThreadId[]>;
	/** People who are not told of code that waits in the channel of this Thread. */
	muted(thread: ThreadId): Promise<readonly string[]>;
	mute(thread: ThreadId, person: string, isMuted: boolean): Promise<void>;
	/** What this person last thought of a Turn's answer. */
	judgement(turn: string, person: string): Promise<Judgement | undefined>;
	/** Kept until the Thread is forgotten. */
	judge(turn: Pick<Turn, "id" | "thread">, person: string, judgement: Judgement): Promise<void>;
	/** undefined if it is held: the holder is then told to look again. */
	lock(thread: ThreadId): Promise<Lock | undefined>;
	/** Stops the current step of the Thread, whichever process works on it. */
	stop(thread: ThreadId): Promise<void>;
	onStop(listener: (thread: ThreadId) => void): void;
	readonly posts: Posts;
}

export interface Queue {
	/** Rings for a Thread; the same `reason` again does nothing while that ring still waits. */
	ring(thread: ThreadId, reason: string, delayMs?: number): Promise<void>;
}

export type Log = (level: "debug" | "info" | "warn" | "error", event: string, fields?: Record<string, unknown>) => void;

/** What happened, without content: ids and hashes only, so that it may outlive what is forgotten. */
export interface AuditEntry {
	readonly event: string;
	readonly thread?: ThreadId;
	readonly turn?: string;
	/** The id of a person. */
	readonly by?: string;
	readonly [field: string]: unknown;
}

/** Append-only; resolves once the entry is on disk. BotError `audit_down` if it cannot be written. */
export interface Audit {
	write(entry: AuditEntry): Promise<void>;
}

/** What follows a Run that gave no answer; `number` counts from 1. */
export type Next =
	/** `stuck`: this Turn has failed in the same way before. */
	| { readonly kind: "repair"; readonly number: number; readonly stuck: boolean }
	| { readonly kind: "restart" }
	| { readonly kind: "give_up"; readonly sentence: string };

/** Judges clean Runs and says what comes after one that gave no answer; the benchmark takes parts of it away. */
export interface FixStrategy {
	/** The named failure of a Run that ended well, or undefined if its output can be answered from. */
	softFailure(
		run: Run,
		request: string,
		program: { readonly source: string; readonly uploads: readonly Upload[]; readonly fixed?: readonly FixedText[] },
	): Diagnosis | undefined;
	/** What of the request neither the program nor, once it has run, its result fulfils. */
	unmet(request: string, done: Done): readonly Wish[];
	/** `turn` ends with the Attempt that failed as `found` says, which it does not hold yet. */
	plan(turn: Turn, found: Diagnosis, maxFixes: number): Next;
}
