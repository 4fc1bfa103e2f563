// What the model, the Sandbox and the platform may do in a step: every kind of reply, every outcome of a Run, every fault.

import type { MessageNote, Outcome, Reply, Run, Session, TurnState } from "../../../src/core/domain.ts";
import { BotError } from "../../../src/core/errors.ts";
import type { ModelRequest, RunRequest } from "../../../src/core/ports.ts";
import { bob, csv, script } from "../../fakes/world.ts";

type Said = string | Error | ((session: Session | undefined) => string);

export interface Weather {
	readonly name: string;
	readonly reply?: Said;
	readonly run?: Partial<Run> | Error;
	/** The kernel is a new one when the step begins. */
	readonly kernel?: "new";
	/** What a file of code holds. */
	readonly fetched?: string;
	/** What was said before the bot was mentioned. */
	readonly history?: readonly MessageNote[];
	/** Calls of an edge that fail. */
	readonly fails?: Readonly<Record<string, Error>>;
}

const sourceNow = (session: Session | undefined) => session?.turn?.attempts.at(-1)?.proposal.source ?? "print(0)\n";
const fresh = (session: Session | undefined) => script(`print(${(session?.turn?.attempts.length ?? 0) + 1})`);

const REPLIES: Record<Reply["kind"], Record<string, Said>> = {
	proposal: {
		"code that computes": fresh,
		"code that deletes": script("import os\nos.remove('old.csv')\nprint(1)"),
		"code that nobody can analyse": script("exec(text)"),
		"the same code again": (session) => script(sourceNow(session)),
	},
	answer: {
		"words without a figure": "Hello, what would you like to know?",
		"figures out of thin air": "There are 4321 rows.",
		"nothing at all": "",
	},
};

const FAULTS: Record<string, Said> = {
	"the model is down": new BotError("model_down", "The model server does not answer."),
	"the thread is too long": new BotError("context_too_long", "The thread is too long."),
	"a fault of our own": new TypeError("undefined is not a function"),
};

const broken = (message: string): Partial<Run> => ({
	error: { name: "KeyError", message, line: 1, trace: `KeyError: ${message}` },
});

const OUTCOMES: Record<Outcome, Record<string, Partial<Run>>> = {
	ok: {
		"it works": { output: "rows: 7" },
		"it prints nothing": { output: "" },
		"it leaves something standing": { output: "rows: 7", standing: ["pandas.Series.sum was replaced"] },
	},
	failed: {
		"it fails": { ...broken("'date'"), artifacts: [{ id: "half", name: "half.csv", size: 4, sha256: "half" }] },
		"it fails and leaves something standing": { ...broken("'day'"), standing: ["a thread goes on"] },
	},
	timed_out: { "it takes too long": {} },
	out_of_memory: { "it takes too much memory": { variablesKept: false } },
	cancelled: { "it is ended from outside": { output: "so far" } },
	lost: { "it is lost": { variablesKept: false } },
};

const down = new BotError("sandbox_down", "The sandbox does not answer.");
const away = new BotError("chat_refused", "The platform does not answer.");
const gone = new BotError("thread_gone", "The thread no longer exists.");
const earlier: MessageNote = {
	kind: "message",
	key: "before",
	author: bob,
	text: "what was said before",
	files: [csv],
	at: 1,
	midThread: false,
};

const usual: Weather = { name: "as usual" };
const threadGone: Weather = { name: "the thread is gone", fails: { show: gone } };
const sandboxDown: Weather = { name: "the sandbox is down", fails: { open: down } };
const newKernel: Weather = { name: "the kernel is a new one", kernel: "new" };
const unshown: Weather = { name: "the code cannot be shown", fails: { show: away } };
const unknownPeople: Weather = { name: "nobody knows who it is", fails: { whois: away } };

const replies: readonly Weather[] = Object.entries({ ...REPLIES.proposal, ...REPLIES.answer, ...FAULTS }).map(
	([name, reply]) => ({ name: `model: ${name}`, reply }),
);
const outcomes: readonly Weather[] = Object.entries(OUTCOMES).flatMap(([outcome, all]) =>
	Object.entries(all).map(([name, run]) => ({ name: `run: ${name}`, run: { outcome: outcome as Outcome, ...run } })),
);

/** What may happen in a step that a Turn takes in this state. */
export const SKIES: Record<TurnState["kind"], readonly Weather[]> = {
	reading: [
		usual,
		threadGone,
		sandboxDown,
		newKernel,
		{ name: "much was said before", history: [earlier] },
		{ name: "the thread cannot be read", fails: { read: away } },
		{ name: "the file is gone", fails: { fetch: new BotError("file_gone", "The file is gone.") } },
		{ name: "the platform does not answer", fails: { fetch: away } },
	],
	writing: [...replies, threadGone, sandboxDown, newKernel, unknownPeople, unshown],
	waiting: [
		usual,
		threadGone,
		unknownPeople,
		{ name: "the file of code is empty", fetched: "" },
		{ name: "the file is gone", fails: { fetch: new BotError("file_gone", "The file is gone.") } },
	],
	choosing: [
		usual,
		threadGone,
		{ name: "the file is gone", fails: { fetch: new BotError("file_gone", "The file is gone.") } },
	],
	running: [
		...outcomes,
		{ name: "run: the sandbox goes down", run: down },
		threadGone,
		sandboxDown,
		newKernel,
		unknownPeople,
		{ name: "the audit cannot be written", fails: { write: new BotError("audit_down", "The audit is full.") } },
		unshown,
	],
	answering: [...replies, threadGone],
	ended: [usual, threadGone, { name: "nothing can be posted", fails: { say: away } }],
};

export function replyOf({ reply }: Weather, request: ModelRequest, session: Session | undefined): string {
	request.signal.throwIfAborted();
	const said = reply ?? (request.purpose?.kind === "answer" ? "There are 7 rows." : fresh);
	if (said instanceof Error) throw said;
	return typeof said === "string" ? said : said(session);
}

export function runOf({ run = { output: "rows: 7" } }: Weather, { signal }: RunRequest): Partial<Run> {
	if (signal.aborted) return { outcome: "cancelled", output: "so far" };
	if (run instanceof Error) throw run;
	return run;
}
