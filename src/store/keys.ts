// Where Redis keeps what: the names of all keys of ours.

import { channelOf } from "../core/domain/basics.ts";
import type { ThreadId } from "../core/domain.ts";

const PREFIX = "threadloop:";
/** The channel on which a Thread is stopped. */
export const STOP = `${PREFIX}stop`;
/** The channel on which the bot that works on a Thread is asked about it. */
export const ASK = `${PREFIX}ask`;

export const key = {
	session: (thread: ThreadId) => `${PREFIX}session:${thread}`,
	inbox: (thread: ThreadId) => `${PREFIX}inbox:${thread}`,
	seen: (thread: ThreadId, note: string) => `${PREFIX}seen:${thread} ${note}`,
	ticket: (token: string) => `${PREFIX}ticket:${token}`,
	lock: (thread: ThreadId) => `${PREFIX}lock:${thread}`,
	/** By when they were made. */
	edits: `${PREFIX}edits`,
	posts: (turn: string) => `${PREFIX}posts:${turn}`,
	/** Of a Turn's answer, by person. */
	judgements: (turn: string) => `${PREFIX}judgements:${turn}`,
	/** When that was. */
	forgotten: (thread: ThreadId) => `${PREFIX}forgotten:${thread}`,
	/** By channel. */
	muted: (thread: ThreadId) => `${PREFIX}muted:${channelOf(thread)}`,
	unfinished: `${PREFIX}unfinished`,
	/** Threads by when they were last saved. */
	used: `${PREFIX}used`,
	answer: (question: string) => `${PREFIX}answer:${question}`,
	/** Up to when all that was said on a platform is stored. */
	heard: (platform: string) => `${PREFIX}heard:${platform}`,
	/** By when they were last heard of. */
	processes: `${PREFIX}processes`,
};
