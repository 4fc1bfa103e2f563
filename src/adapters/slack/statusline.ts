// Status line of a thread ("is writing code…"), if Slack has it, beside the status message, which carries Stop and is there in any case.

import type { Turn } from "../../core/domain.ts";
import { textsIn } from "../../core/locales.ts";
import type { Api } from "./api.ts";
import { addressOf } from "./events.ts";
import { isGone, isPassing, retryAfter, slackCode } from "./failure.ts";

/** Milliseconds; Slack removes the line after two minutes. */
const LASTS = 90_000;

export interface StatusLineOptions {
	readonly api: Api;
	readonly now: () => number;
	/** Called once if this workspace has no status line, with the reason. */
	readonly onNone: (why: string) => void;
}

interface Line {
	readonly text: string;
	readonly at: number;
	/** Settles once it is set, so that lines arrive in order. */
	readonly set: Promise<void>;
}

/** Call the result after the Turn was drawn, since a post of ours removes the line. Never throws, and nobody waits for it. */
export function openStatusLine({ api, now, onNone }: StatusLineOptions): (turn: Turn) => void {
	const lines = new Map<string, Line>();
	let exists = true;

	const set = async (thread: string, status: string) => {
		if (!exists) return;
		const { channel, ts } = addressOf(thread);
		try {
			await api.client.assistant.threads.setStatus({ channel_id: channel, thread_ts: ts, status });
		} catch (error) {
			// Passing trouble is ignored; what Slack refuses once it would refuse again.
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

function lineOf({ state, stopping, locale }: Turn): string {
	const { status } = textsIn(locale).doing;
	if (stopping !== undefined && state.kind !== "ended") return status.stopping;
	switch (state.kind) {
		case "reading":
		case "writing":
		case "running":
		case "answering":
			return status[state.kind];
		case "waiting":
		case "choosing":
		case "ended":
			return "";
	}
}
