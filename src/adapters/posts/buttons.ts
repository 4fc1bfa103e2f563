// Buttons of each post, by the state of the Turn.

import type { Attempt, Choice, End, Turn } from "../../core/domain.ts";
import { reveal } from "./hidden-characters.ts";
import type { TurnView } from "./turn-view.ts";

export interface Button {
	readonly choice: Choice;
	readonly label: string;
	/** All that the button carries. */
	readonly token: string;
	readonly style?: "primary" | "danger";
}

/** Buttons under the card of an Attempt; none that decides before the whole code is in the thread. */
export function cardButtons({ turn }: TurnView, index: number, code: "whole" | "on its way"): readonly Button[] {
	const attempt: Attempt | undefined = turn.attempts[index];
	if (attempt === undefined || index !== turn.attempts.length - 1) return [];
	const { approval, run } = attempt;
	if (turn.state.kind === "waiting" && approval.verdict === undefined) {
		if (code === "on its way") return [];
		const { token } = approval;
		const fixes: Button = { choice: "approve_fixes", label: "Approve + fixes", token };
		const edit: Button = { choice: "edit", label: "Edit", token };
		// What runs again runs unchanged, and has no fixes.
		const more = turn.rerun !== undefined ? [] : [...(approval.fixes === true ? [fixes] : []), edit];
		return [
			{ choice: "approve", label: "Approve", token, style: "primary" },
			...more,
			{ choice: "reject", label: "Reject", token },
			{ choice: "stop", label: "Stop", token: turn.stop },
			...freshButton(turn),
		];
	}
	const running = turn.state.kind === "running" && run === undefined && turn.stopping === undefined;
	return running ? [{ choice: "stop", label: "Stop", token: turn.stop, style: "danger" }] : [];
}

/** Under a post that shows a Turn at work. */
export function stopButtons(turn: Turn): readonly Button[] {
	return turn.stopping === undefined ? [{ choice: "stop", label: "Stop", token: turn.stop }] : [];
}

/** Under the last post of a Turn that has ended. */
export function endButtons(turn: Turn, end: End): readonly Button[] {
	const { tools } = turn;
	if (end.kind === "failed") {
		const label = end.during === "running" ? "Run it again" : "Try again";
		const again = { choice: "again", label, token: end.retry, style: "primary" } as const;
		return [...(end.retry === "" ? [] : [again]), ...freshButton(turn)];
	}
	const rerun = tools?.standIn === undefined ? "Rerun" : `Rerun on ${shortened(tools.standIn.name)}`;
	return [
		...(tools?.rerun === undefined ? [] : [{ choice: "rerun", label: rerun, token: tools.rerun } as const]),
		...(tools?.export === undefined ? [] : [{ choice: "export", label: "Export", token: tools.export } as const]),
		...freshButton(turn),
	];
}

/** Offered if earlier code left something in the session. */
function freshButton({ standing }: Turn): readonly Button[] {
	return standing?.fresh === undefined ? [] : [{ choice: "fresh", label: "Fresh session", token: standing.fresh }];
}

/** A file's name on a button; platforms limit labels. */
function shortened(name: string): string {
	const plain = reveal(name).replace(/\s+/g, " ");
	return plain.length > 50 ? `${plain.slice(0, 49).toWellFormed()}…` : plain;
}
