// Which buttons a post carries, by the state of the Turn.

import type { Attempt, Choice, End, Turn } from "../core/domain.ts";
import type { Scene } from "./scene.ts";

export interface Button {
	readonly choice: Choice;
	readonly label: string;
	/** All that the button carries. */
	readonly token: string;
	readonly style?: "primary" | "danger";
}

/** Buttons under the card of an Attempt; none that decides before the whole code is in the thread. */
export function cardButtons({ turn }: Scene, index: number, code: "whole" | "on its way"): readonly Button[] {
	const attempt: Attempt | undefined = turn.attempts[index];
	if (attempt === undefined || index !== turn.attempts.length - 1) return [];
	const { approval, run } = attempt;
	if (turn.state.kind === "waiting" && approval.verdict === undefined) {
		if (code === "on its way") return [];
		const { token } = approval;
		return [
			{ choice: "approve", label: "Approve", token, style: "primary" },
			{ choice: "reject", label: "Reject", token },
			{ choice: "stop", label: "Stop", token: turn.stop },
		];
	}
	const running = turn.state.kind === "running" && run === undefined && turn.stopping === undefined;
	return running ? [{ choice: "stop", label: "Stop", token: turn.stop, style: "danger" }] : [];
}

/** Under what shows a Turn at work. */
export function stopButtons(turn: Turn): readonly Button[] {
	return turn.stopping === undefined ? [{ choice: "stop", label: "Stop", token: turn.stop }] : [];
}

/** Under the end of a Turn that something outside the program stopped. */
export function retryButtons(end: End): readonly Button[] {
	if (end.kind !== "failed") return [];
	const label = end.during === "running" ? "Run it again" : "Try again";
	return [{ choice: "again", label, token: end.retry, style: "primary" }];
}
