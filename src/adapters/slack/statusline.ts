// Status line of a thread ("is writing code…"), where Slack has it: progress goes there, and the status message, which carries Stop, is left as it is.

import type { Live, ThreadId, Turn } from "../../core/domain.ts";
import { type Texts, textsIn } from "../../core/locales.ts";
import { elapsed } from "../posts/format.ts";
import type { Api } from "./api.ts";
import { addressOf } from "./events.ts";
import { isGone, isPassing, retryAfter, slackCode } from "./failure.ts";

/** Milliseconds; Slack removes the line after two minutes. */
const LASTS = 90_000;

/** What Slack answers where the whole workspace, or the app, has no line; any other refusal is about the channel. */
const NOWHERE = ["", "unknown_method", "missing_scope", "feature_disabled", "not_agent_app", "not_allowed_token_type"];

export interface StatusLineOptions {
	readonly api: Api;
	readonly now: () => number;
	/** Called once if this workspace, or this channel, has no status line, with the reason. */
	readonly onNone: (why: string, channel?: string) => void;
}

interface Line {
	readonly text: string;
	readonly at: number;
	/** Settles once it is set, so that lines arrive in order. */
	readonly set: Promise<void>;
}

export interface StatusLine {
	/** Never throws, and nobody waits for it. */
	say(turn: Turn, live?: Live): void;
	/** A post of ours has removed the line. */
	posted(thread: ThreadId): void;
	/** Whether the line of this Thread's channel was taken by Slack. */
	isThere(thread: ThreadId): boolean;
}

export function openStatusLine({ api, now, onNone }: StatusLineOptions): StatusLine {
	const lines = new Map<string, Line>();
	const channels = new Map<string, "taken" | "refused">();
	let exists = true;
	const isRefused = (channel: string) => !exists || channels.get(channel) === "refused";

	const set = async (thread: string, status: string) => {
		const { channel, ts } = addressOf(thread);
		if (isRefused(channel)) return;
		try {
			await api.client.assistant.threads.setStatus({ channel_id: channel, thread_ts: ts, status });
			channels.set(channel, "taken");
		} catch (error) {
			// Passing trouble is ignored; what Slack refuses once it would refuse again.
			if (isRefused(channel) || isPassing(error) || isGone(error) || retryAfter(error) !== undefined) return;
			const code = slackCode(error);
			if (NOWHERE.includes(code)) exists = false;
			else channels.set(channel, "refused");
			onNone(code || String(error), exists ? channel : undefined);
		}
	};

	return {
		say: (turn, live) => {
			const { channel, ts } = addressOf(turn.thread);
			const text = lineOf(turn, live);
			const last = lines.get(turn.thread);
			const isFresh = last?.text === text && last.at > now() - LASTS;
			if (ts === "" || isRefused(channel) || isFresh || (text === "" && last === undefined)) return;
			const next = (last?.set ?? Promise.resolve()).then(() => set(turn.thread, text));
			if (text === "") lines.delete(turn.thread);
			else lines.set(turn.thread, { text, at: now(), set: next });
		},
		posted: (thread) => {
			const last = lines.get(thread);
			if (last !== undefined) lines.set(thread, { ...last, at: Number.NEGATIVE_INFINITY });
		},
		isThere: (thread) => exists && channels.get(addressOf(thread).channel) === "taken",
	};
}

/** Without a clock, for each change of the line is a call. */
function lineOf(turn: Turn, live: Live | undefined): string {
	const texts = textsIn(turn.locale);
	const { inLine, status } = texts.doing;
	const doing = doingOf(turn, status);
	if (live === undefined || doing === "" || turn.stopping !== undefined) return doing;
	const { queue, usual } = live;
	const now = queue === undefined ? doing : status.inLine(inLine(queue.position, queue.for));
	return usual === undefined ? now : status.usually(now, elapsed(usual, texts));
}

function doingOf({ state, stopping, nudged }: Turn, status: Texts["doing"]["status"]): string {
	if (stopping !== undefined && state.kind !== "ended") return status.stopping;
	switch (state.kind) {
		case "writing":
			return nudged ? status.secondTry : status.writing;
		case "reading":
		case "running":
		case "answering":
			return status[state.kind];
		case "waiting":
		case "choosing":
		case "ended":
			return "";
	}
}
