// Card of one Attempt as data: its parts in their order of reading, in the words that all platforms share.

import { codeFileOf, slotOf } from "../../core/domain/turns.ts";
import type { Artifact, Attempt, Language, Proposal, Run } from "../../core/domain.ts";
import { partsOf } from "../../core/fix/words/verbatim.ts";
import { translated } from "../../core/locales/translated.ts";
import { perLocale, type Texts } from "../../core/locales.ts";
import { fixName, isRepeat, outcomeWords } from "./attempt-text.ts";
import { type Button, cardButtons } from "./buttons.ts";
import { changesBetween, withWords } from "./code/diff.ts";
import { doesText } from "./code/does-text.ts";
import { hiddenIn, plainOutput, reveal, revealCode } from "./code/hidden-characters.ts";
import { rerunPieces } from "./ended/answer.ts";
import { excerpt, lineCount, shorten, spoken } from "./format.ts";
import type { Markup } from "./markup.ts";
import { codeSlot, type FilesPost, type Priority, type TurnView } from "./turn-view.ts";

export interface Card {
	readonly slot: string;
	readonly priority: Priority;
	/** From the first line to the last. */
	readonly parts: readonly Part[];
	/** None that decides before the whole code is in the thread. */
	readonly buttons: readonly Button[];
}

export type Part =
	/** Words, or small print. */
	| {
			readonly form: "text" | "small";
			readonly kind: WordsKind;
			/** In the platform's markup. What may be cut has at most `room` characters, or is "" if they are too few. */
			readonly draw: (room: number) => string;
	  }
	/** The whole code, hidden characters written out. */
	| { readonly form: "code"; readonly kind: "code"; readonly source: string; readonly language: Language }
	/** Text in which nothing is read as markup. */
	| {
			readonly form: "box";
			readonly kind: BoxKind;
			readonly language: "diff" | "";
			/** With at most `room` characters in the box; undefined if there is nothing to show. */
			readonly draw: (room: number) => Boxed | undefined;
	  };

export type WordsKind =
	| "title"
	/** What the code does, in plain words. */
	| "does"
	/** Why there is this code: what went wrong before it, and the model's words on it. */
	| "cause"
	| "why"
	/** Why no changes are listed. */
	| "unlisted"
	/** Where the code is, if it is too long for the message. */
	| "file"
	| "corrected"
	| "doubted"
	| "unseen"
	| "risks"
	/** That no Label was found. */
	| "harmless"
	| "details"
	| "decided"
	| "error"
	| "left"
	| "notices";

export type BoxKind = "changes" | "live" | "output";

export interface Boxed {
	/** Small print above the box. */
	readonly title: string;
	/** Without a box if it is "". */
	readonly text: string;
	/** Small print below the box, on platforms with room for it. */
	readonly after?: string;
}

/** How one platform bounds its cards. */
export interface CardLimits {
	/** Whether the code is too long for a message, so that it is attached as a file. */
	needsFile(attempt: Attempt): boolean;
	/** Invisible characters that are named with their lines. */
	readonly hidden: number;
	/** Lines of output. */
	readonly lines: Readonly<Record<"live" | "output", number>>;
	/** The newest so many notices. */
	readonly notices: number;
}

export interface Cards {
	/** `notices` are sentences about the Turn, given if this is its newest post. */
	card(view: TurnView, index: number, attempt: Attempt, notices: readonly string[]): Card;
	/** The post of code that is too long for a message, until it is in the thread; hidden characters are written out in the file, too. */
	codePosts(view: TurnView, index: number, attempt: Attempt): readonly FilesPost[];
	/** Small print of at most `room` characters. */
	notices(notices: readonly string[], room: number): string;
}

/** Code as a card shows it: hidden characters written out, and lines with their numbers where something below names them. */
export function shownCode(proposal: Proposal): string {
	const code = revealCode(proposal.source);
	if (isHarmless(proposal)) return code;
	const lines = code.replace(/\n$/, "").split("\n");
	const width = String(lines.length).length;
	return lines.map((line, at) => `${String(at + 1).padStart(width)} │ ${line}`).join("\n");
}

/** The code as a file, hidden characters written out. */
export function codeFile(index: number, { proposal }: Attempt) {
	return { kind: "text", name: codeFileOf(index, proposal), text: revealCode(proposal.source) } as const;
}

/** No Label, and nothing in it that cannot be seen. */
function isHarmless({ risks, source }: Proposal): boolean {
	return risks.length === 0 && hiddenIn(source).count === 0;
}

/** A list of changes shorter than this helps nobody. */
const LEAST_CHANGES = 100;

/** Cards in the markup and within the limits of one platform, which draws their parts in its own way. */
export function cardsIn(markup: Markup, limits: CardLimits): Cards {
	const cardsOf = perLocale((texts) => localCards(markup, limits, texts));
	return {
		card: (view, ...rest) => cardsOf(view.turn).card(view, ...rest),
		codePosts: (view, ...rest) => cardsOf(view.turn).codePosts(view, ...rest),
		notices: cardsOf({}).notices,
	};
}

function localCards(markup: Markup, limits: CardLimits, texts: Texts): Cards {
	const { bold, escaped, moment, mono, plain, prose, small } = markup;
	const said = texts.card;
	const words = outcomeWords(markup, texts);

	function card(view: TurnView, index: number, attempt: Attempt, notices: readonly string[]): Card {
		const { proposal, approval, run } = attempt;
		const isOpen = approval.verdict === undefined;
		const isOnItsWay = limits.needsFile(attempt) && !view.attached.has(codeSlot(index));
		const tail = (text: string) => (room: number) => shorten(text, room, small);
		const before: readonly Part[] = [
			text("title", () => words.headline(view, index)),
			text("cause", (room) => cause(view, index, room)),
			text("why", (room) => why(view, index, room)),
			...changes(view, index),
			text("does", (room) => does(proposal, room)),
			limits.needsFile(attempt) ? text("file", () => fileNote(index, attempt, isOnItsWay)) : code(attempt),
			smallPrint("corrected", (room) => checked(words.corrected, attempt, room)),
			smallPrint("doubted", (room) => checked(words.doubted, attempt, room)),
			text("unseen", () => words.unseen(proposal, limits.hidden)),
			text("risks", (room) => words.risks(proposal, room)),
			smallPrint("harmless", () => (isOpen && isHarmless(proposal) ? small(`🟢 ${texts.harmless}`) : "")),
			smallPrint("details", () => small(details(view, index, attempt))),
		];
		const after: readonly Part[] =
			approval.verdict === undefined
				? []
				: [
						smallPrint("decided", tail(words.decided(attempt))),
						...(run === undefined ? [] : [text("error", (room) => error(run, room))]),
						...(run === undefined ? liveOutput(view, index) : [output(view, index, run)]),
						...(run === undefined ? [] : [smallPrint("left", (room) => left(run, room))]),
					];
		return {
			slot: slotOf(index),
			priority: priorityOf(view, index, attempt),
			parts: [...before, ...after, smallPrint("notices", (room) => noticeLines(notices, room))],
			buttons: cardButtons(view, index, isOnItsWay ? "on its way" : "whole"),
		};
	}

	function cause({ turn }: TurnView, index: number, room: number): string {
		const wrong = turn.attempts[index - 1]?.diagnosis?.cause;
		if (wrong === undefined) return "";
		return shorten(reveal(translated(wrong, texts)), room, (cause) => `${said.wrong(bold)} ${escaped(cause)}`);
	}

	function why({ turn }: TurnView, index: number, room: number): string {
		const why = turn.attempts[index]?.proposal.why.trim() ?? "";
		return why === "" || isRepeat(turn, index) ? "" : shorten(reveal(why), room, prose);
	}

	function changes({ turn }: TurnView, index: number): readonly Part[] {
		const [before, after] = [turn.attempts[index - 1]?.proposal, turn.attempts[index]?.proposal];
		if (before === undefined || after === undefined) return [];
		if (before.language !== after.language || isRepeat(turn, index)) return [];
		const found = changesBetween(before.source, after.source);
		switch (found.kind) {
			case "none":
				return [];
			case "rewritten":
				return [smallPrint("unlisted", () => small(said.rewritten))];
			case "too many":
				return [smallPrint("unlisted", () => small(said.tooManyChanges))];
			case "listed":
				return [
					{
						form: "box",
						kind: "changes",
						language: "diff",
						draw: (room) => listed(withWords(found.diff, said.fromLine), room),
					},
				];
		}
	}

	function listed(diff: string, room: number): Boxed {
		const after = said.wholeCode;
		if (diff.length <= room) return { title: said.changed, text: diff, after };
		if (room < LEAST_CHANGES) return { title: said.noRoomForChanges, text: "" };
		const text = diff.slice(0, room).replace(/\n[^\n]*$/, "");
		return { title: said.changedFirst, text, after };
	}

	function fileNote(index: number, { proposal, approval }: Attempt, isOnItsWay: boolean): string {
		const name = mono(codeFileOf(index, proposal));
		const isOpen = approval.verdict === undefined;
		return `📄 ${(isOnItsWay ? said.attaching : said.attached)(name, isOpen)}`;
	}

	function does(proposal: Proposal, room: number): string {
		const icon = "📋 ";
		const text = doesText(proposal, texts, markup, room - icon.length);
		return text === "" ? "" : `${icon}${text}`;
	}

	function code({ proposal }: Attempt): Part {
		return { form: "code", kind: "code", source: shownCode(proposal), language: proposal.language };
	}

	function checked(say: typeof words.corrected, { proposal }: Attempt, room: number): string {
		const found = say(proposal, room - small("").length);
		return found === "" ? "" : small(found);
	}

	function details({ turn, maxFixes }: TurnView, index: number, { proposal, approval, run }: Attempt): string {
		const fix = fixName(turn, index, maxFixes, texts);
		const parts = [
			spoken(proposal.language),
			texts.lines(lineCount(proposal.source)),
			`sha256 \`${proposal.sha256.slice(0, 8)}\``,
		];
		if (fix !== "") parts.unshift(fix);
		if (proposal.edited !== undefined) parts.push(words.editedBy(proposal));
		if (approval.verdict === undefined && run === undefined && turn.state.kind === "waiting") {
			parts.push(said.requester(plain(turn.requester.name)), said.openUntil(moment(approval.expiresAt)));
		}
		return parts.join(" · ");
	}

	function error(run: Run, room: number): string {
		return run.error === undefined ? "" : firstThatFits(room, words.errorLine(run), mono(run.error.name, 80));
	}

	function liveOutput({ turn, live }: TurnView, index: number): readonly Part[] {
		if (live?.phase !== "running" || index !== turn.attempts.length - 1) return [];
		const kept = { lines: limits.lines.live, head: 0 };
		const draw = (chars: number) =>
			boxed(said.outputSoFar, excerpt(live.output ?? "", { ...kept, chars }, texts, plainOutput));
		return [{ form: "box", kind: "live", language: "", draw }];
	}

	/** What the program printed, and how it failed; an answer that holds it says it once. */
	function output({ turn }: TurnView, index: number, run: Run): Part {
		const { output, outcome, error } = run;
		const end = turn.state.kind === "ended" && turn.state.end.kind === "answered" ? turn.state.end : undefined;
		if ((end?.attempt === index && partsOf(end, run).output) || rerunPieces(turn).length > 0) {
			const note = { title: said.printedBelow, text: "" };
			return { form: "box", kind: "output", language: "", draw: () => note };
		}
		const trace = plainOutput(error?.trace ?? "").trim();
		const last = trace.split("\n").at(-1) ?? "";
		const all = trace === "" || output.includes(last) ? output : `${output.trimEnd()}\n${trace}`;
		const kept = { lines: limits.lines.output, head: 0.4 };
		const silent = outcome === "ok" ? { title: said.printedNothing, text: "" } : undefined;
		const draw = (chars: number) => boxed(said.output, excerpt(all, { ...kept, chars }, texts, plainOutput)) ?? silent;
		return { form: "box", kind: "output", language: "", draw };
	}

	function left(run: Run, room: number): string {
		const all = words.leftBehind(run);
		if (all === "") return "";
		const few = words.leftBehind({ ...run, changed: run.changed.slice(0, 2), notes: [] });
		const none = words.leftBehind({ ...run, changed: [], artifacts: [], notes: [] });
		return firstThatFits(room, ...[all, few, none].map(small));
	}

	function noticeLines(notices: readonly string[], room: number): string {
		const newest = notices.slice(-limits.notices);
		if (newest.length === 0) return "";
		const each = Math.floor(room / newest.length) - 1;
		return newest
			.map((notice) => shorten(reveal(notice), each, (sentence) => small(`ℹ️ ${escaped(sentence)}`)))
			.filter((line) => line !== "")
			.join("\n");
	}

	function codePosts({ attached }: TurnView, index: number, attempt: Attempt): readonly FilesPost[] {
		if (!limits.needsFile(attempt) || attached.has(codeSlot(index))) return [];
		const { language, source, sha256 } = attempt.proposal;
		const whole = said.codeFile(texts.lines(lineCount(source)), spoken(language));
		const text = `📄 ${whole} · sha256 \`${sha256.slice(0, 8)}\``;
		return [{ slot: codeSlot(index), text, files: [codeFile(index, attempt)], priority: "verdict" }];
	}

	return { card, codePosts, notices: noticeLines };
}

function text(kind: WordsKind, draw: (room: number) => string): Part {
	return { form: "text", kind, draw };
}

function smallPrint(kind: WordsKind, draw: (room: number) => string): Part {
	return { form: "small", kind, draw };
}

function boxed(title: string, inside: string): Boxed | undefined {
	return inside === "" ? undefined : { title, text: inside };
}

/** Markup is left out rather than cut, since a cut could leave it open. */
function firstThatFits(room: number, ...drawn: readonly string[]): string {
	return drawn.find((one) => one.length <= room) ?? "";
}

function priorityOf({ turn, live }: TurnView, index: number, { approval, run }: Attempt): Priority {
	const isCurrent = index === turn.attempts.length - 1 && turn.state.kind !== "ended";
	if (isCurrent && run === undefined && live?.phase === "running") return "progress";
	if (approval.verdict === undefined) return "verdict";
	const isOvertaken = isCurrent && (turn.state.kind === "running" || turn.state.kind === "answering");
	return isOvertaken ? "soon" : "outcome";
}

/** The files of a Run that are posted; what a failed program left half done stays in the workspace. */
export function madeBy({ run }: Attempt): readonly Artifact[] {
	return run === undefined || run.outcome === "failed" ? [] : run.artifacts.filter(({ size }) => size > 0);
}

/** One message with files of a Run. */
export function filesPost(slot: string, artifacts: readonly Artifact[], { card }: Texts): FilesPost {
	const files = artifacts.map((artifact) => ({ kind: "artifact", artifact }) as const);
	return { slot, text: `📦 ${card.filesMade(artifacts.length)}`, files, priority: "outcome" };
}
