// The thread's status line ("is writing code…") where Slack has it: beside the status message, which carries Stop and is there in any case.

import type { Turn } from "../../core/domain.ts";
import type { Api } from "./api.ts";
import { addressOf } from "./events.ts";
import { isGone, isPassing, retryAfter, slackCode } from "./failure.ts";

/** Slack takes the line away after two minutes. */
const LASTS = 90_000;

export interface StatusLineOptions {
	readonly api: Api;
	readonly now: () => number;
	/** Told once that this workspace has no status line, and why. */
	readonly onNone: (why: string) => void;
}

interface Line {
	readonly text: string;
	readonly at: number;
	/** Settles once it is set, so that lines come in order. */
	readonly set: Promise<void>;
}

/** To be called after the Turn was drawn: a post of ours takes the line away. Never throws, and nobody waits for it. */
export function openStatusLine({ api, now, onNone }: StatusLineOptions): (turn: Turn) => void {
	const lines = new Map<string, Line>();
	let exists = true;

	const set = async (thread: string, status: string) => {
		if (!exists) return;
		const { channel, ts } = addressOf(thread);
		try {
			await api.client.assistant.threads.setStatus({ channel_id: channel, thread_ts: ts, status });
		} catch (error) {
			// What passes is left out; what Slack refuses it would refuse again.
			if (!exists || isPassing(error) || isGone(error) || retryAfter(error) !== undefined) return;
			exists = false;
			onNone(slackCode(error) || String(error));
		}
	};

	return (turn) => {
		const text = lineOf(turn);
		const last = lines.get(turn.thread);
		const isFresh = last?.text === text && last.at > now() - LASTS;
		if (!exists || isFresh || (text === "" && last === undefined)) return;
		const next = (last?.set ?? Promise.resolve()).then(() => set(turn.thread, text));
		if (text === "") lines.delete(turn.thread);
		else lines.set(turn.thread, { text, at: now(), set: next });
	};
}

function lineOf({ state, stopping }: Turn): string {
	if (stopping !== undefined && state.kind !== "ended") return "is stopping…";
	switch (state.kind) {
		case "reading":
			return "is reading…";
		case "writing":
			return "is writing code…";
		case "running":
			return "is running the code…";
		case "answering":
			return "is writing the answer…";
		case "waiting":
		case "ended":
			return "";
	}
}
