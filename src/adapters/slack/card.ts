// The card of one Attempt: the whole code first, then who decided, then what came of it; one message from proposal to outcome.

import { codeFileOf, slotOf } from "../../core/domain/turns.ts";
import type { Attempt } from "../../core/domain.ts";
import { fixName, isRepeat, outcomeWords } from "../posts/attempt-text.ts";
import { cardButtons } from "../posts/buttons.ts";
import { changesBetween } from "../posts/diff.ts";
import { excerpt, lines, shorten, spoken } from "../posts/format.ts";
import { plainOutput, reveal, revealCode } from "../posts/hidden-characters.ts";
import { codeSlot } from "../posts/turn-view.ts";
import { type Block, box, buttonRow, context, MESSAGE_CHARS, section, weigh } from "./blocks.ts";
import type { Draft, Priority, TurnView } from "./draft.ts";
import { bold, escaped, moment, mono, mrkdwn, plain, slackMarkup } from "./markup.ts";

const { decided, doubted, editedBy, errorLine, headline, leftBehind, mended, risks, unseen } =
	outcomeWords(slackMarkup);

/** Code up to this length is shown in the message itself, longer code as a file. */
const CODE_CHARS = 6000;
const OUTPUT_CHARS = 2500;
const LIVE_CHARS = 1500;
const DIFF_CHARS = 2500;
const NOTICE_CHARS = 1000;
const CHECK_CHARS = 800;
const RISK_CHARS = 1500;

/** Whether the code is too long for a message. */
export function needsFile({ proposal }: Attempt): boolean {
	return revealCode(proposal.source).length > CODE_CHARS;
}

/** The file that holds code too long for a message; hidden characters are visible in it too. */
export function codeDraft(attempt: Attempt, index: number): Draft {
	const name = codeFileOf(index, attempt.proposal);
	const { language, source, sha256 } = attempt.proposal;
	return {
		slot: codeSlot(index),
		text: `📄 The whole code, ${lines(source)} of ${spoken(language)} · sha256 \`${sha256.slice(0, 8)}\``,
		blocks: [],
		files: [{ kind: "text", name, text: revealCode(source) }],
		priority: "verdict",
	};
}

/** `notices` are sentences about the Turn, where this is its newest post. */
export function card(scene: TurnView, index: number, attempt: Attempt, notices: readonly string[]): Draft {
	const title = headline(scene, index);
	const shown = needsFile(attempt) ? fileNote(scene, index, attempt) : [box(revealCode(attempt.proposal.source))];
	const before = [section(title), ...intro(scene, index, attempt)];
	const code = [...shown, ...checks(attempt), ...warnings(attempt), context(details(scene, index, attempt))];
	const after = [...aftermath(attempt), ...noticeBlocks(notices), ...actions(scene, index, attempt)];
	const room = MESSAGE_CHARS - weigh([before, code, after]) - 200;
	const output = printed(scene, index, attempt, Math.min(OUTPUT_CHARS, room));
	const diff = changes(scene, index, attempt, Math.min(DIFF_CHARS, room - weigh(output)));
	const [verdict, ...rest] = after;
	const tail = attempt.approval.verdict === undefined || verdict === undefined ? after : [verdict, ...output, ...rest];
	return {
		slot: slotOf(index),
		text: notification(title, attempt),
		blocks: [...before, ...diff, ...code, ...tail],
		priority: priorityOf(scene, index, attempt),
	};
}

function priorityOf({ turn, live }: TurnView, index: number, { approval, run }: Attempt): Priority {
	const current = index === turn.attempts.length - 1 && turn.state.kind !== "ended";
	if (current && run === undefined && live?.phase === "running") return "progress";
	return approval.verdict === undefined || run === undefined ? "verdict" : "outcome";
}

/** Why there is this code: the model's words, the cause of the failure, or the reason of the rejection. */
function intro({ turn }: TurnView, index: number, { proposal }: Attempt): readonly Block[] {
	const last = turn.attempts[index - 1];
	const said: string[] = [];
	if (last?.diagnosis !== undefined) {
		said.push(`${bold("What went wrong:")} ${shorten(reveal(last.diagnosis.cause), 400, escaped)}`);
	}
	const why = shorten(reveal(proposal.why.trim()), 700, mrkdwn);
	if (why !== "" && !isRepeat(turn, index)) said.push(why);
	return said.length === 0 ? [] : [section(said.join("\n"))];
}

function changes({ turn }: TurnView, index: number, { proposal }: Attempt, room: number): readonly Block[] {
	const last = turn.attempts[index - 1];
	if (last === undefined || last.proposal.language !== proposal.language || isRepeat(turn, index)) return [];
	const found = changesBetween(last.proposal.source, proposal.source);
	if (found.kind === "none") return [];
	if (found.kind === "rewritten") return [context("Mostly rewritten, so no list of changes is shown.")];
	if (found.kind === "too many") return [context("Too much has changed to list it line by line; the code is whole.")];
	if (room < 300) return [context("The list of changes is left out for lack of room; the code below is whole.")];
	const { diff } = found;
	if (diff.length <= room - 100) return [context("What changed"), box(diff), context("The whole code")];
	const part = diff.slice(0, room - 200).replace(/\n[^\n]*$/, "");
	return [context("What changed, the first part of it"), box(part), context("The whole code")];
}

function fileNote({ attached: placed }: TurnView, index: number, attempt: Attempt): readonly Block[] {
	const name = mono(codeFileOf(index, attempt.proposal));
	const decided = attempt.approval.verdict !== undefined;
	const text = placed.has(codeSlot(index))
		? `📄 The code is too long for a message: all of it is in ${name} in this thread.${decided ? "" : " Please read it before you decide."}`
		: `📄 The code is too long for a message, so it is being attached as ${name}${decided ? "" : "; the buttons come once it is here"}.`;
	return [section(text)];
}

/** What the pre-check mended, and what it doubts. */
function checks({ proposal }: Attempt): readonly Block[] {
	const said = [mended(proposal, CHECK_CHARS), doubted(proposal, CHECK_CHARS)];
	return said.flatMap((text) => (text === "" ? [] : [context(text)]));
}

/** What cannot be seen in the code, and what it may do beyond computing; both stand there after the verdict, too. */
function warnings({ proposal }: Attempt): readonly Block[] {
	return [unseen(proposal, 10), risks(proposal, RISK_CHARS)].flatMap((text) => (text === "" ? [] : [section(text)]));
}

function details({ turn, maxFixes }: TurnView, index: number, { proposal, approval, run }: Attempt): string {
	const fix = fixName(turn, index, maxFixes);
	const parts = [spoken(proposal.language), lines(proposal.source), `sha256 \`${proposal.sha256.slice(0, 8)}\``];
	if (fix !== "") parts.unshift(fix);
	if (proposal.edited !== undefined) parts.push(editedBy(proposal));
	if (approval.verdict === undefined && run === undefined && turn.state.kind === "waiting") {
		parts.push(`for ${plain(turn.requester.name)}`, `open until ${moment(approval.expiresAt)}`);
	}
	return parts.join(" · ");
}

/** Nothing before a verdict; then first who decided. */
function aftermath(attempt: Attempt): readonly Block[] {
	if (attempt.approval.verdict === undefined) return [];
	const small = attempt.run === undefined ? "" : leftBehind(attempt.run);
	return [context(decided(attempt)), ...(small === "" ? [] : [context(small)])];
}

/** What the program printed, and how it failed. */
function printed({ live, turn }: TurnView, index: number, { run }: Attempt, room: number): readonly Block[] {
	if (run === undefined) {
		const output = live?.phase === "running" && index === turn.attempts.length - 1 ? (live.output ?? "") : "";
		const tail = excerpt(output, { chars: Math.min(LIVE_CHARS, room - 150), lines: 15, head: 0 }, plainOutput);
		return tail === "" ? [] : [context("Output so far"), box(tail)];
	}
	const error = errorLine(run);
	const trace = plainOutput(run.error?.trace ?? "").trim();
	const { output } = run;
	const last = trace.split("\n").at(-1) ?? "";
	const all = trace === "" || output.includes(last) ? output : `${output.trimEnd()}\n${trace}`;
	const text = excerpt(all, { chars: room - error.length - 150, lines: 40, head: 0.4 }, plainOutput);
	const silent = run.outcome === "ok" && text === "" ? [context("It printed nothing.")] : [];
	return [...(error === "" ? [] : [section(error)]), ...(text === "" ? silent : [context("Output"), box(text)])];
}

function actions(scene: TurnView, index: number, attempt: Attempt): readonly Block[] {
	const code = needsFile(attempt) && !scene.attached.has(codeSlot(index)) ? "on its way" : "whole";
	return buttonRow(cardButtons(scene, index, code));
}

export function noticeBlocks(notices: readonly string[]): readonly Block[] {
	const last = notices.slice(-5);
	if (last.length === 0) return [];
	const each = Math.floor(NOTICE_CHARS / last.length) - 5;
	return [context(last.map((notice) => `ℹ️ ${shorten(reveal(notice), each, escaped)}`).join("\n"))];
}

function notification(title: string, { proposal, run }: Attempt): string {
	const more = run === undefined ? shorten(proposal.why.trim().replace(/\s+/g, " "), 300, escaped) : errorLine(run);
	return more === "" ? title : `${title}\n${more}`;
}
