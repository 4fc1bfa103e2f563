// Buttons of each post, by the state of the Turn.

import { openReadings } from "../../core/domain/turns.ts";
import type { Attempt, End, Label, Pressed, Turn } from "../../core/domain.ts";
import { textsIn } from "../../core/locales.ts";
import { reveal } from "./code/hidden-characters.ts";
import type { TurnView } from "./turn-view.ts";

export interface Button {
	readonly choice: Pressed;
	readonly label: string;
	/** All that the button carries. */
	readonly token: string;
	readonly style?: "primary" | "danger";
}

/** Buttons with a form that asks for words. */
export const WORDS_CHOICES = ["reject", "reword", "wrong"] as const satisfies readonly Pressed[];

export function isWordsChoice(choice: Pressed): choice is (typeof WORDS_CHOICES)[number] {
	return WORDS_CHOICES.some((one) => one === choice);
}

/** Characters that such a form takes. */
export const REASON_CHARS = 2000;

/** Buttons under the card of an Attempt; none that decides before the whole code is in the thread. */
export function cardButtons(
	{ turn }: Pick<TurnView, "turn">,
	index: number,
	code: "whole" | "on its way",
): readonly Button[] {
	const attempt: Attempt | undefined = turn.attempts[index];
	if (attempt === undefined || index !== turn.attempts.length - 1) return [];
	const { approval, run } = attempt;
	if (turn.state.kind === "waiting" && approval.verdict === undefined) {
		if (code === "on its way") return [];
		const { token } = approval;
		const { buttons } = textsIn(turn.locale);
		const fixes: Button = { choice: "approve_fixes", label: buttons.approveFixes, token };
		const edit: Button = { choice: "edit", label: buttons.edit, token };
		// What runs again runs unchanged, and has no fixes.
		const more = turn.rerun !== undefined ? [] : [...(approval.fixes === true ? [fixes] : []), edit];
		return [
			{ choice: "approve", label: buttons.approve, token, style: isGrave(attempt) ? "danger" : "primary" },
			...more,
			{ choice: "reject", label: buttons.reject, token },
			{ choice: "stop", label: textsIn(turn.locale).buttons.stop, token: turn.stop },
			...freshButton(turn),
		];
	}
	const running = turn.state.kind === "running" && run === undefined && turn.stopping === undefined;
	return running
		? [{ choice: "stop", label: textsIn(turn.locale).buttons.stop, token: turn.stop, style: "danger" }]
		: [];
}

/** Code that wants a second look: what it does cannot be undone, or cannot be seen. */
function isGrave({ proposal }: Attempt): boolean {
	return proposal.risks.some(({ label }) => GRAVE.includes(label));
}
const GRAVE: readonly Label[] = ["deletes", "overwrites", "outside", "unparsed"];

/** Under the question about the request. */
export function questionButtons(turn: Turn): readonly Button[] {
	const readings = turn.stopping === undefined ? openReadings(turn) : [];
	if (readings.length === 0) return [];
	return [
		...readings.map(({ label, token }): Button => ({ choice: "choose", label: shortened(label), token })),
		...stopButtons(turn),
	];
}

/** Under a post that shows a Turn at work. */
export function stopButtons(turn: Turn): readonly Button[] {
	return turn.stopping === undefined
		? [{ choice: "stop", label: textsIn(turn.locale).buttons.stop, token: turn.stop }]
		: [];
}

/** Under the post that says what is being done; code that is being written can be looked at. */
export function workButtons(turn: Turn): readonly Button[] {
	const stop = stopButtons(turn);
	if (stop.length === 0 || turn.state.kind !== "writing") return stop;
	return [...stop, { choice: "look", label: textsIn(turn.locale).buttons.look, token: turn.stop }];
}

/** Under the last post of a Turn that has ended. */
export function endButtons(turn: Turn, end: End): readonly Button[] {
	const { tools } = turn;
	const { buttons } = textsIn(turn.locale);
	const again = end.kind === "failed" && end.during === "running" ? buttons.runAgain : buttons.tryAgain;
	const rerun = tools?.standIn === undefined ? buttons.rerun : buttons.rerunOn(shortened(tools.standIn.name));
	return [
		...(tools?.again === undefined
			? []
			: [{ choice: "again", label: again, token: tools.again, style: "primary" } as const]),
		...(tools?.reword === undefined ? [] : [{ choice: "reword", label: buttons.reword, token: tools.reword } as const]),
		...(tools?.partial === undefined
			? []
			: [{ choice: "partial", label: buttons.partial, token: tools.partial } as const]),
		...(tools?.code === undefined ? [] : [{ choice: "code", label: buttons.code, token: tools.code } as const]),
		...(tools?.rerun === undefined ? [] : [{ choice: "rerun", label: rerun, token: tools.rerun } as const]),
		...(tools?.check === undefined ? [] : [{ choice: "check", label: buttons.check, token: tools.check } as const]),
		...(tools?.export === undefined ? [] : [{ choice: "export", label: buttons.export, token: tools.export } as const]),
		...freshButton(turn),
		...feedbackButtons(turn),
	];
}

/** What somebody thinks of an answer; some platforms draw it in a way of their own. */
export const FEEDBACK = ["right", "wrong"] as const;

function feedbackButtons({ tools, locale }: Turn): readonly Button[] {
	const token = tools?.feedback;
	if (token === undefined) return [];
	return FEEDBACK.map((choice) => ({ choice, label: textsIn(locale).buttons[choice], token }));
}

/** Offered if earlier code left something in the session. */
function freshButton({ standing, locale }: Turn): readonly Button[] {
	if (standing?.fresh === undefined) return [];
	return [{ choice: "fresh", label: textsIn(locale).buttons.fresh, token: standing.fresh }];
}

/** A name on a button; platforms limit labels. */
function shortened(name: string): string {
	const plain = reveal(name).replace(/\s+/g, " ");
	return plain.length > 50 ? `${plain.slice(0, 49).toWellFormed()}…` : plain;
}
