// Domain model: the nouns of Threadloop as plain data that survives JSON.

import type { Language, Locale, Millis, ThreadId } from "./domain/basics.ts";
import type { Check, Chore, Forgetting, Ran, Rerun, Tools } from "./domain/commands.ts";
import type { RunError } from "./domain/failures.ts";
import type { Artifact, FileRef, Upload } from "./domain/files.ts";
import type { Person, Said, Speaker, Told } from "./domain/people.ts";
import type { Does } from "./domain/program.ts";
import type { Answer, Question } from "./domain/questions.ts";
import type { Seen } from "./domain/seen.ts";

export type { Language, Locale, Millis, ThreadId } from "./domain/basics.ts";
export type { Approved, Aside, Check, Chore, Forgetting, Ran, Rerun, StandIn, Tools } from "./domain/commands.ts";
export type { Mend, RunError } from "./domain/failures.ts";
export type {
	Artifact,
	ColumnProfile,
	DataFile,
	FileProfile,
	FileRef,
	GivenFile,
	SheetProfile,
	Upload,
} from "./domain/files.ts";
export type { Choice, ClickNote, ForgetNote, Judgement, MessageNote, Note, Pressed, Ticket } from "./domain/inbox.ts";
export type { Person, Said, Speaker, Told } from "./domain/people.ts";
export type { Chart, DataStep, Does, Period, Unseen } from "./domain/program.ts";
export type { Answer, Question, Reading } from "./domain/questions.ts";

/** What the model said. */
export type Reply =
	| { readonly kind: "answer"; readonly text: string }
	| {
			readonly kind: "proposal";
			readonly language: Language;
			readonly source: string;
			readonly why: string;
	  };

/** What code may do beyond computing, in words that people know; `unparsed`: what it does cannot be seen from its text. */
export type Label =
	| "overwrites"
	| "deletes"
	| "subprocess"
	| "network"
	| "install"
	| "outside"
	| "many_files"
	| "unparsed";

/** One place in the code that gets a Label. `what` is a piece of the code, at most 60 characters. */
export interface Risk {
	readonly label: Label;
	/** 1-based. */
	readonly line: number;
	readonly what: string;
}

/** One line that the code holds, as text or as a constant. */
export interface FixedText {
	readonly line: string;
	/** It says something about the data; a heading or a number of the request does not. */
	readonly isFinding: boolean;
}

export interface Proposal {
	readonly language: Language;
	readonly source: string;
	/** Hex sha256 of `source` in UTF-8: what was approved is what runs. */
	readonly sha256: string;
	readonly why: string;
	/** Found on the host in the code itself, in the order of its lines; one for each Label and `what`. */
	readonly risks: readonly Risk[];
	/** What it does with data, by its text; absent: stored by a version that did not look. */
	readonly does?: Does;
	/** Corrections made to the model's text before anybody saw it, a sentence each; absent: none. */
	readonly mends?: readonly string[];
	/** What the pre-check still objects to after the model was asked once more, a sentence each; absent: nothing. */
	readonly doubts?: readonly string[];
	/** Lines with figures that stand in the code itself, so that printing them finds nothing out; absent: none, or nobody looked. */
	readonly fixed?: readonly FixedText[];
	/** Who wrote this version in place of the one with the hash `from`. */
	readonly edited?: { readonly by: Person; readonly from: string };
}

export type Verdict =
	/** A click; with `fixes` it covers later fixes of this Turn, too. */
	| { readonly kind: "approved"; readonly by: Person; readonly at: Millis; readonly fixes?: true }
	/** Ran without a click. */
	| { readonly kind: "allowed"; readonly at: Millis; readonly because: Because }
	| { readonly kind: "rejected"; readonly by: Person; readonly at: Millis; readonly reason: string }
	| { readonly kind: "expired"; readonly at: Millis }
	/** By a new message, or by an edit of this very code. */
	| { readonly kind: "superseded"; readonly by: Person; readonly at: Millis; readonly edited?: true };

/** Why code ran without a click: somebody approved later fixes in advance, or the operator's file says so for the channel. */
export type Because =
	| { readonly kind: "advance"; readonly by: Person }
	| { readonly kind: "mode"; readonly mode: "fixes" | "auto" };

/** One question to people about one Proposal. `token` is all that a button carries. */
export interface Approval {
	readonly token: string;
	/** The kernel generation it was shown for. */
	readonly generation: string;
	readonly expiresAt: Millis;
	/** Whether `Approve + fixes` is offered beside `Approve`. */
	readonly fixes?: true;
	readonly verdict?: Verdict;
}

export type Outcome = "ok" | "failed" | "timed_out" | "out_of_memory" | "cancelled" | "lost";

/** One execution. A program that fails is a value, not an exception. */
export interface Run {
	readonly id: string;
	readonly outcome: Outcome;
	/** stdout, stderr and displayed text in order, capped: head and tail kept. */
	readonly output: string;
	readonly durationMs: number;
	readonly error?: RunError;
	/** Names in `/workspace` of files made or changed. */
	readonly changed: readonly string[];
	readonly artifacts: readonly Artifact[];
	/** Files that were not kept as Artifacts, each with the reason, as sentences. */
	readonly notes: readonly string[];
	readonly variablesKept: boolean;
	/** What this and earlier programs left behind in the kernel that changes what later ones do: names they replaced, threads and
	 *  processes that still run; a short phrase each, e.g. `pandas.Series.sum was replaced`. Absent: nothing, or nobody looked. */
	readonly standing?: readonly string[];
	/** What the kernel saw in its own objects. Absent: nothing, or nobody could look. */
	readonly seen?: Seen;
}

/** What we found out about a Run that did not give an answer. */
export interface Diagnosis {
	/** Equal for equal failures. */
	readonly signature: string;
	/** One line for people. */
	readonly cause: string;
	/** For the model. */
	readonly text: string;
	/** True if the program ended well but gave no usable answer. */
	readonly soft: boolean;
	/** Of a soft one: how many things are wrong or missing, if the output can be answered from nevertheless; absent: it cannot. */
	readonly minor?: number;
}

export interface Attempt {
	readonly proposal: Proposal;
	readonly approval: Approval;
	/** Id of the Run that was started; present before the Run is. */
	readonly runId?: string;
	readonly startedAt?: Millis;
	readonly run?: Run;
	readonly diagnosis?: Diagnosis;
}

export interface Message {
	readonly role: "system" | "user" | "assistant";
	readonly content: string;
}

/** What the last click on `Approve` covers: void as soon as anybody says something new. */
export interface Grant {
	readonly by: Person;
	readonly labels: readonly Label[];
	/** It was `Approve + fixes`. */
	readonly fixes: boolean;
}

/** Code that a person wrote in place of the Proposal that waits; it becomes a new Proposal in the same slot. */
export interface Edit {
	readonly by: Person;
	readonly code: { readonly kind: "text"; readonly text: string } | { readonly kind: "file"; readonly file: FileRef };
}

export type End =
	/** `text` is Markdown; `attempt` is the index of the Attempt that it rests on; `under` are lines below it by us, not by the model:
	 *  what was left out or not done, a sentence each, names in backticks; absent: none. `checked`: words of the request for what was
	 *  found in the result; absent: nothing was checked, or something is missing. */
	| {
			readonly kind: "answered";
			readonly text: string;
			readonly attempt?: number;
			readonly under?: readonly string[];
			readonly checked?: readonly string[];
	  }
	| { readonly kind: "gave_up"; readonly sentence: string; readonly best?: string }
	| { readonly kind: "stopped"; readonly by: Person }
	| { readonly kind: "expired" }
	/** The same code ran again without the model; how that went. */
	| { readonly kind: "reran"; readonly sentence: string }
	/** Files came without a question. */
	| { readonly kind: "received" }
	/** Something outside the program failed in the state `during`. */
	| { readonly kind: "failed"; readonly sentence: string; readonly during: Working };

/** The states in which a Turn is at work and waits for nobody. */
export type Working = "reading" | "writing" | "running" | "answering";

export type TurnState =
	| { readonly kind: Working }
	/** Code waits for a click. */
	| { readonly kind: "waiting" }
	/** The bot has asked what the request means. */
	| { readonly kind: "choosing" }
	| { readonly kind: "ended"; readonly end: End; readonly at: Millis };

/** From one request to its answer. */
export interface Turn {
	readonly id: string;
	readonly thread: ThreadId;
	readonly requester: Person;
	/** The platform's identity of the message that asked. */
	readonly key: string;
	readonly request: string;
	/** Of what the product says about it; absent: stored by a version that spoke English alone. */
	readonly locale?: Locale;
	readonly startedAt: Millis;
	readonly state: TurnState;
	/** When the step at hand began, however often the model was asked since; absent: stored by a version that did not know. */
	readonly stepAt?: Millis;
	/** It was asked under existing messages: the thread so far is read first. */
	readonly midThread: boolean;
	/** The text for the model about the operator's files, if this request needs it. */
	readonly data?: string;
	/** What was said in the Thread before, as lines `name: text`. */
	readonly earlier: readonly string[];
	/** Everybody who gave a part of it, the requester first. */
	readonly speakers: readonly Speaker[];
	/** Ids of the Uploads that came with this Turn. */
	readonly uploads: readonly string[];
	/** Said while the Turn worked; joins the next request to the model. */
	readonly added: readonly Said[];
	/** The current branch: each request to the model starts with the one before, byte for byte. */
	readonly messages: readonly Message[];
	/** Requests to the model so far; late copies of files are merged until the first. */
	readonly asked: number;
	readonly attempts: readonly Attempt[];
	/** One restart from the request is allowed a Turn. */
	readonly restarted: boolean;
	/** One reminder to send code is allowed between two Proposals. */
	readonly nudged: boolean;
	/** Token of the Stop button, the same for the whole Turn. */
	readonly stop: string;
	/** Who clicked Stop, until the Turn has ended. */
	readonly stopping?: Person;
	readonly grant?: Grant;
	/** Handed in and not yet shown; until then nothing can be approved. */
	readonly edit?: Edit;
	/** This Turn runs code again that ran before, without the model. */
	readonly rerun?: Rerun;
	/** This Turn writes a second program for an answered question, to see whether both agree. */
	readonly check?: Check;
	/** Buttons of a Turn that has ended. */
	readonly tools?: Tools;
	/** What earlier code left in the kernel, as far as this Turn told people. */
	readonly standing?: Standing;
	/** What the bot asked about the request. */
	readonly question?: Question;
	/** Sentences for people about this Turn, e.g. that variables are gone. */
	readonly notices: readonly string[];
	/** Who was told that code waits; absent: nobody yet. */
	readonly told?: readonly Told[];
	/** The same question was given up before. */
	readonly anew?: true;
	/** They were reminded. */
	readonly reminded?: true;
	/** Sentences about the step at hand, which are over once code runs or the Turn ends; absent: none. */
	readonly passing?: readonly string[];
}

/** What we remember of one Thread. */
export interface Session {
	readonly thread: ThreadId;
	/** Counts saves; a save with an old `rev` is refused. */
	readonly rev: number;
	readonly openedAt: Millis;
	/** Set when the Thread is gone from the platform. */
	readonly threadGone: boolean;
	/** Whether work is left: a Turn that has not ended, or whose end is not shown yet. */
	readonly hasWork: boolean;
	readonly uploads: readonly Upload[];
	/** The successful branch of past Turns; a new Turn appends to it. */
	readonly transcript: readonly Message[];
	/** Whose words the transcript holds, beside those of the current Turn. */
	readonly heard?: readonly Person[];
	/** What past Runs printed, to check answers against. */
	readonly printed: string;
	/** Names in `/workspace` that Runs made or changed, the newest last; bounded. */
	readonly made?: readonly string[];
	/** The kernel generation last seen, or "" before the first. */
	readonly generation: string;
	/** What ran in the kernel of now; absent: nothing yet. */
	readonly kernel?: Kernel;
	/** The current Turn, or the last one. */
	readonly turn?: Turn;
	/** `mention`: only messages that mention the bot are for it; absent: every message that addresses nobody else. */
	readonly listens?: "mention";
	/** Bounded; the oldest first. */
	readonly ran?: readonly Ran[];
	readonly chores?: readonly Chore[];
	/** Answers before the current Turn's that can still be judged, the oldest first; bounded. */
	readonly answers?: readonly Answer[];
	/** Which messages asked to forget the Thread, so that the button below each answer goes with the rest; bounded. */
	readonly confirming?: readonly string[];
	/** All that is kept of the Thread is to be deleted. */
	readonly forgetting?: Forgetting;
}

/** One kernel generation: the programs that were started in it, whatever came of them, and what stands in it since. */
export interface Kernel {
	readonly generation: string;
	/** The oldest first. */
	readonly programs: readonly Pick<Proposal, "language" | "source">[];
	/** False if the oldest programs were dropped, because there were too many. */
	readonly whole: boolean;
	/** As of the last Run; see `Run.standing`. */
	readonly standing: readonly string[];
}

/** What earlier code had left in the kernel when a Turn last looked; `fresh` is the token of the button for a fresh one, as long as it is open. */
export interface Standing {
	readonly phrases: readonly string[];
	readonly fresh?: string;
}

/** What a step is doing right now; never stored. */
export interface Live {
	readonly phase: "queued" | "reading" | "loading" | "writing" | "running" | "answering";
	readonly since: Millis;
	/** Of `queued`: what is waited for, and the position in its queue, from 1. */
	readonly queue?: { readonly for: "model" | "sandbox"; readonly position: number };
	/** Lines of code or text written so far. */
	readonly lines?: number;
	/** Code written so far, for those who ask to see it. */
	readonly code?: string;
	/** How long a step of this kind took lately; absent: too few were measured. */
	readonly usual?: Millis;
	/** Output so far. */
	readonly output?: string;
}
