// The card of one Attempt: the whole code, who decided, and what came of it; one message of at most 2,000 characters from proposal to outcome.

import { codeFileOf, slotOf } from "../../core/domain/turns.ts";
import type { Attempt, Proposal, Run } from "../../core/domain.ts";
import { fixName, isRepeat, outcomeWords } from "../posts/attempt-text.ts";
import { cardButtons } from "../posts/buttons.ts";
import { changesBetween } from "../posts/diff.ts";
import { excerpt, lines, shorten, spoken } from "../posts/format.ts";
import { plainOutput, reveal, revealCode } from "../posts/hidden-characters.ts";
import { codeSlot, type Priority, type TurnView } from "../posts/turn-view.ts";
import { compose, type Draft, type Line } from "./draft.ts";
import { bold, discordMarkup, escaped, fence, fits, mono, prose, small } from "./markup.ts";

const words = outcomeWords(discordMarkup);

/** Code up to this length is shown in the message itself, longer code as a file. */
const CODE_CHARS = 1000;

/** The cause, the words and the changes of a fix stand in a message of their own where they and the code are longer than this. */
const TOGETHER_CHARS = 1100;
const FENCE = 20;
const RISK_CHARS = 330;

/** Whether the code cannot stand in the message, whole and unchanged. */
export function needsFile({ proposal }: Attempt): boolean {
	return !fits(revealCode(proposal.source), CODE_CHARS - Math.max(0, dangers(proposal).length - RISK_CHARS));
}

/** The file that holds code too long for a message; hidden characters are visible in it too. */
export function codeDraft(attempt: Attempt, index: number): Draft {
	const { language, source, sha256 } = attempt.proposal;
	return {
		slot: codeSlot(index),
		text: `📄 The whole code, ${lines(source)} of ${spoken(language)} · sha256 \`${sha256.slice(0, 8)}\``,
		buttons: [],
		files: [{ kind: "text", name: codeFileOf(index, attempt.proposal), text: revealCode(source) }],
		priority: "verdict",
	};
}

/** What there is to say on a fix before its code, where that is too much for one message with it. */
export function preface(scene: TurnView, index: number): readonly Draft[] {
	if (isTogether(scene, index)) return [];
	const text = compose([
		{ draw: (room) => causeOf(scene, index, room), most: 500, rank: 0 },
		{ draw: (room) => whyOf(scene, index, room), most: 600, rank: 1 },
		{ draw: (room) => changes(scene, index, room), most: 1500, rank: 2 },
	]);
	return text === "" ? [] : [{ slot: `why ${index + 1}`, text, buttons: [], priority: "verdict" }];
}

function isTogether(scene: TurnView, index: number): boolean {
	const attempt = scene.turn.attempts[index];
	if (attempt === undefined || index === 0) return true;
	const code = needsFile(attempt) ? 200 : revealCode(attempt.proposal.source).length;
	const parts = [causeOf(scene, index, 500), whyOf(scene, index, 600), changes(scene, index, 1500)];
	return parts.join("").length + code <= TOGETHER_CHARS;
}

/** `notices` are sentences about the Turn, where this is its newest post. */
export function card(scene: TurnView, index: number, attempt: Attempt, notices: readonly string[]): Draft {
	const { turn, attached: placed } = scene;
	const { approval, run, proposal } = attempt;
	const together = isTogether(scene, index);
	const onItsWay = needsFile(attempt) && !placed.has(codeSlot(index));
	const optional = (line: Line["draw"], most: number, rank: number) => ({ draw: line, most, rank });
	const none = () => "";
	const isOpen = approval.verdict === undefined;
	const text = compose([
		words.headline(scene, index),
		optional(together ? (room) => causeOf(scene, index, room) : none, 400, 3),
		optional(together ? (room) => whyOf(scene, index, room) : none, 400, 4),
		optional(together ? (room) => changes(scene, index, room) : none, 1200, 5),
		needsFile(attempt)
			? fileNote(codeFileOf(index, proposal), onItsWay)
			: fence(revealCode(proposal.source).replace(/\n$/, ""), proposal.language === "python" ? "py" : "bash"),
		optional((room) => smallUnless(words.mended(proposal, room - 3)), 303, -1),
		optional((room) => smallUnless(words.doubted(proposal, room - 3)), 303, -2),
		words.unseen(proposal, 3),
		dangers(proposal),
		small(details(scene, index, attempt)),
		optional((room) => (isOpen ? "" : decidedIn(attempt, room)), 320, -3),
		optional((room) => (run === undefined ? "" : errorIn(run, room)), 350, 0),
		optional((room) => printed(scene, index, attempt, room), 1200, 2),
		optional((room) => (run === undefined ? "" : remains(run, room)), 300, 1),
		optional((room) => noticeLines(notices, room), 300, 0),
	]);
	return {
		slot: slotOf(index),
		text,
		buttons: cardButtons(scene, index, onItsWay ? "on its way" : "whole"),
		priority: priorityOf(scene, index, attempt),
	};
	function priorityOf({ live }: TurnView, at: number, one: Attempt): Priority {
		const current = at === turn.attempts.length - 1 && turn.state.kind !== "ended";
		if (current && one.run === undefined && live?.phase === "running") return "progress";
		return one.approval.verdict === undefined || one.run === undefined ? "verdict" : "outcome";
	}
}

/** Where room is scarce the reason of a rejection is cut; who decided stands first. */
function decidedIn(attempt: Attempt, room: number): string {
	return shorten(words.decided(attempt), room, small);
}

function smallUnless(text: string): string {
	return text === "" ? "" : small(text);
}

/** Text that is drawn already is left out rather than cut, since a cut could leave markup open. */
function firstThatFits(room: number, ...drawn: readonly string[]): string {
	return drawn.find((text) => text.length <= room) ?? "";
}

function errorIn(run: Run, room: number): string {
	const { error } = run;
	return error === undefined ? "" : firstThatFits(room, words.errorLine(run), mono(error.name, 80));
}

function remains(run: Run, room: number): string {
	const all = words.leftBehind(run);
	if (all === "") return "";
	const few = words.leftBehind({ ...run, changed: run.changed.slice(0, 2), notes: [] });
	const none = words.leftBehind({ ...run, changed: [], artifacts: [], notes: [] });
	return firstThatFits(room, ...[all, few, none].map(small));
}

function causeOf({ turn }: TurnView, index: number, room: number): string {
	const cause = turn.attempts[index - 1]?.diagnosis?.cause;
	if (cause === undefined) return "";
	return shorten(reveal(cause), room, (text) => `${bold("What went wrong:")} ${escaped(text)}`);
}

function whyOf({ turn }: TurnView, index: number, room: number): string {
	const why = turn.attempts[index]?.proposal.why.trim() ?? "";
	return why === "" || isRepeat(turn, index) ? "" : shorten(reveal(why), room, prose);
}

function changes({ turn }: TurnView, index: number, room: number): string {
	const last = turn.attempts[index - 1];
	const proposal = turn.attempts[index]?.proposal;
	if (last === undefined || proposal === undefined) return "";
	if (last.proposal.language !== proposal.language || isRepeat(turn, index)) return "";
	const found = changesBetween(last.proposal.source, proposal.source);
	if (found.kind === "none") return "";
	if (found.kind === "rewritten") return small("Mostly rewritten, so no list of changes is shown.");
	if (found.kind === "too many") return small("Too much has changed to list it line by line; the code is whole.");
	const { diff } = found;
	const whole = `${small("What changed")}\n${fence(diff, "diff")}`;
	if (whole.length <= room) return whole;
	const part = diff.slice(0, Math.max(0, room - 60)).replace(/\n[^\n]*$/, "");
	if (room < 200) return room < 80 ? "" : small("The list of changes is left out for lack of room.");
	return `${small("What changed, the first part of it")}\n${fence(part, "diff")}`;
}

function fileNote(name: string, onItsWay: boolean): string {
	return onItsWay
		? `📄 The code does not fit a message, so it is being attached as ${mono(name)}; the buttons come once it is here.`
		: `📄 The code does not fit a message: all of it is in ${mono(name)} in this thread. Please read it before you decide.`;
}

function dangers(proposal: Proposal): string {
	return words.risks(proposal, RISK_CHARS);
}

function details({ turn, maxFixes }: TurnView, index: number, { proposal, approval, run }: Attempt): string {
	const fix = fixName(turn, index, maxFixes);
	const parts = [spoken(proposal.language), lines(proposal.source), `sha256 \`${proposal.sha256.slice(0, 8)}\``];
	if (fix !== "") parts.unshift(fix);
	if (proposal.edited !== undefined) parts.push(words.editedBy(proposal));
	if (approval.verdict === undefined && run === undefined && turn.state.kind === "waiting") {
		parts.push(
			`for ${discordMarkup.plain(turn.requester.name, 40)}`,
			`open until ${discordMarkup.moment(approval.expiresAt)}`,
		);
	}
	return parts.join(" · ");
}

/** What the program printed, or prints right now. */
function printed({ live, turn }: TurnView, index: number, { run }: Attempt, room: number): string {
	if (room < 100) return "";
	if (run === undefined) {
		const output = live?.phase === "running" && index === turn.attempts.length - 1 ? (live.output ?? "") : "";
		const tail = excerpt(output, { chars: room - FENCE - 20, lines: 12, head: 0 }, plainOutput);
		return tail === "" ? "" : `${small("Output so far")}\n${fence(tail)}`;
	}
	const trace = plainOutput(run.error?.trace ?? "").trim();
	const { output } = run;
	const last = trace.split("\n").at(-1) ?? "";
	const all = trace === "" || output.includes(last) ? output : `${output.trimEnd()}\n${trace}`;
	const text = excerpt(all, { chars: room - FENCE - 15, lines: 30, head: 0.4 }, plainOutput);
	if (text !== "") return `${small("Output")}\n${fence(text)}`;
	return run.outcome === "ok" ? small("It printed nothing.") : "";
}

export function noticeLines(notices: readonly string[], room: number): string {
	const last = notices.slice(-3);
	if (last.length === 0) return "";
	const each = Math.floor(room / last.length) - 1;
	return last.map((notice) => shorten(reveal(notice), each, (text) => `-# ℹ️ ${escaped(text)}`)).join("\n");
}
