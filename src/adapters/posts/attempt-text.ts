// Texts of an Attempt: the first line of its card, who decided, and what the Run left behind.

import { riskLines } from "../../core/approval/risks.ts";
import type { Attempt, Because, Proposal, Run, Turn } from "../../core/domain.ts";
import { checkedOf } from "../../core/fix/checked.ts";
import { translated } from "../../core/locales/translated.ts";
import type { Texts } from "../../core/locales.ts";
import { changesBetween } from "./code/diff.ts";
import { hiddenIn, reveal } from "./code/hidden-characters.ts";
import { elapsed, inTurn, lasted, listed, shorten } from "./format.ts";
import { type Markup, sentence } from "./markup.ts";
import type { TurnView } from "./turn-view.ts";

/** `Fix 1 of 3`, or "" if the Attempt is not a fix. */
export function fixName(turn: Turn, index: number, maxFixes: number | undefined, { card }: Texts): string {
	if (turn.attempts[index - 1]?.diagnosis === undefined) return "";
	const number = turn.attempts.slice(0, index).filter(({ diagnosis }) => diagnosis !== undefined).length;
	return card.fix(number, maxFixes);
}

/** Whether this is the code of a Run that was lost, offered again. */
export function isRepeat(turn: Turn, index: number): boolean {
	const before = turn.attempts[index - 1];
	return before?.run?.outcome === "lost" && before.proposal.sha256 === turn.attempts[index]?.proposal.sha256;
}

function question(turn: Turn, index: number, maxFixes: number | undefined, texts: Texts): string {
	const { card } = texts;
	if (isRepeat(turn, index)) return card.repeat;
	const fix = fixName(turn, index, maxFixes, texts);
	if (turn.attempts[index]?.proposal.edited !== undefined) return card.edited;
	if (fix !== "") return card.fixToApprove(fix);
	return index === 0 ? card.code : card.newVersion;
}

/** Sentences of the pre-check that are drawn; the others are only counted. */
const MOST_SAID = 20;

/** Computes the slow parts of one Attempt's card and caches them. Called for one Attempt after another before all are drawn, so that other work gets its turn in between. */
export function prepare({ attempts }: Turn, index: number): void {
	const [before, after] = [attempts[index - 1]?.proposal, attempts[index]?.proposal];
	if (after !== undefined) hiddenIn(after.source);
	if (before !== undefined && after !== undefined) changesBetween(before.source, after.source);
}

export interface OutcomeWords {
	/** The first line of an Attempt's card. */
	headline(view: TurnView, index: number): string;
	/** What the code may do beyond computing: a line for each Label with its line numbers, or fewer words if that takes more than `room`. Every Label is named. */
	risks(proposal: Proposal, room: number): string;
	/** Characters of the code that cannot be seen, which can make it look like other code, with the lines of the first `most`; "" if there are none. */
	unseen(proposal: Proposal, most: number): string;
	/** What was corrected in the code before it was shown, in at most `room` characters; "" if nothing was. */
	corrected(proposal: Proposal, room: number): string;
	/** What may be wrong with the code, likewise. */
	doubted(proposal: Proposal, room: number): string;
	/** Small print; "" if nobody edited it. */
	editedBy(proposal: Proposal): string;
	/** Who decided and when, or why nobody was asked; "" while nobody has. */
	decided(attempt: Attempt): string;
	/** The error in one line; "" if there is none. */
	errorLine(run: Run): string;
	/** Small print on what a Run left: files it changed before it failed, variables, files that were not kept. */
	leftBehind(run: Run): string;
}

/** The texts in the markup of one platform. */
export function outcomeWords(markup: Markup, texts: Texts): OutcomeWords {
	const { bold, escaped, moment, mono, plain } = markup;
	const { card } = texts;

	function headline({ turn, live, now, maxFixes }: TurnView, index: number): string {
		const attempt = turn.attempts[index];
		if (attempt === undefined) return "";
		const { approval, run, diagnosis } = attempt;
		if (run !== undefined) return ranHeadline(run, diagnosis?.soft === true, checkedOf(turn, index).length > 0);
		const current = index === turn.attempts.length - 1 && turn.state.kind !== "ended";
		switch (approval.verdict?.kind) {
			case undefined:
				return current ? `📝 ${bold(question(turn, index, maxFixes, texts))}` : `🛑 ${bold(card.notRun)}`;
			case "approved":
			case "allowed":
				if (!current) return `⚠️ ${bold(card.notFinished)}`;
				if (turn.stopping !== undefined) return `🛑 ${bold(card.stopping)}`;
				return `▶️ ${bold(card.running)}${live?.phase === "running" ? ` · ${elapsed(now - live.since, texts)}` : ""}`;
			case "rejected":
				return `✋ ${bold(card.rejected)}`;
			case "expired":
				return `⌛ ${bold(card.expired)}`;
			case "superseded":
				return approval.verdict.edited === true ? `✏️ ${bold(card.replaced)}` : `↩️ ${bold(card.setAside)}`;
		}
	}

	function ranHeadline({ outcome, durationMs }: Run, soft: boolean, checked: boolean): string {
		const time = lasted(durationMs, texts);
		switch (outcome) {
			case "ok":
				if (soft) return `⚠️ ${bold(card.unusable)} · ${time}`;
				return checked ? `✅ ${bold(card.worked)} · ${time}` : `⚙️ ${bold(card.ran)} · ${time}`;
			case "failed":
				return `❌ ${bold(card.failed)} · ${time}`;
			case "timed_out":
				return `⏱️ ${bold(card.timedOut(elapsed(durationMs, texts)))}`;
			case "out_of_memory":
				return `💥 ${bold(card.outOfMemory)} · ${time}`;
			case "cancelled":
				return `🛑 ${bold(card.stopped)} · ${time}`;
			case "lost":
				return `❓ ${bold(card.lost)}`;
		}
	}

	function decided({ approval: { verdict } }: Attempt): string {
		const said = texts.verdict;
		switch (verdict?.kind) {
			case undefined:
				return "";
			case "approved":
				return `${said.approved(plain(verdict.by.name), verdict.fixes === true)} · ${moment(verdict.at)}`;
			case "allowed":
				return `${said.allowed(because(verdict.because))} · ${moment(verdict.at)}`;
			case "rejected": {
				const reason = shorten(reveal(verdict.reason.trim()).replace(/\s+/g, " "), 500, escaped);
				return `${said.rejected(plain(verdict.by.name))} · ${moment(verdict.at)}${reason === "" ? "" : `\n${said.quoted(reason)}`}`;
			}
			case "expired":
				return said.expired(moment(verdict.at));
			case "superseded":
				return `${(verdict.edited === true ? said.replaced : said.setAside)(plain(verdict.by.name))} · ${moment(verdict.at)}`;
		}
	}

	function because(why: Because): string {
		switch (why.kind) {
			case "advance":
				return texts.verdict.inAdvance(plain(why.by.name));
			case "mode":
				return texts.verdict[why.mode];
		}
	}

	function editedBy({ edited }: Proposal): string {
		return edited === undefined ? "" : card.editedBy(plain(edited.by.name));
	}

	function corrected({ mends = [] }: Proposal, room: number): string {
		return checked(`🔧 ${card.corrected}`, mends, room);
	}

	function doubted({ doubts = [] }: Proposal, room: number): string {
		return checked(`🔎 ${card.doubted}`, doubts, room);
	}

	function checked(title: string, sentences: readonly string[], room: number): string {
		const said = sentences.slice(0, MOST_SAID).map((one) => sentence(translated(one, texts).slice(0, room), markup));
		for (let shown = said.length; shown > 0; shown--) {
			const more = sentences.length - shown;
			const text = card.checked(title, inTurn(said.slice(0, shown)), more);
			if (text.length <= room) return text;
		}
		return said.length === 0 ? "" : card.checkedOnly(title, sentences.length);
	}

	function risks(proposal: Proposal, room: number): string {
		const found = riskLines(proposal.risks, texts);
		const whole = found.map(({ words, where }) => {
			const places = where.slice(0, 3).map(({ line, what }) => card.onLine(mono(what, 60), line));
			return `⚠️ ${card.risk(bold, words, listed(places, 3, texts, where.length))}`;
		});
		const text = whole.join("\n");
		if (text.length <= room) return text;
		return `⚠️ ${found.map(({ words, where: [first] }) => card.onLine(bold(words), first?.line)).join(" · ")}`;
	}

	function unseen({ source }: Proposal, most: number): string {
		const { count: all, places } = hiddenIn(source);
		if (all === 0) return "";
		const shown = places.slice(0, most).map((place) => card.onLine(`\`${place.shown}\``, place.line));
		return `⚠️ ${card.invisible(bold, all, shown.join(texts.comma), places.length <= most)}`;
	}

	function errorLine({ error }: Run): string {
		if (error === undefined) return "";
		// The whole of a long message stands in the output below; what only leads to its next line says nothing alone.
		const [first = "", ...more] = translated(error.message, texts).split("\n");
		const said = more.length === 0 ? first : first.replace(/[.!?] [^.!?]*:$/, "");
		const what = said === "" ? error.name : `${error.name}: ${said}`;
		return error.line === undefined ? mono(what) : card.onLine(mono(what), error.line);
	}

	function leftBehind(run: Run): string {
		const said: string[] = [];
		if (run.outcome !== "ok" && run.changed.length > 0) {
			const names = run.changed.map((name) => mono(name, 40));
			said.push(texts.left.changed(listed(names, 5, texts)));
		}
		if (!run.variablesKept) said.push(texts.left.variablesGone);
		else if (run.outcome !== "ok" && run.outcome !== "lost") said.push(texts.left.kept);
		const empty = run.artifacts.filter(({ size }) => size === 0).map(({ name }) => mono(name, 40));
		if (empty.length > 0) said.push(texts.left.empty(listed(empty, 5, texts)));
		said.push(...run.notes.slice(0, 2).map((note) => shorten(reveal(translated(note, texts)), 150, escaped)));
		return inTurn(said);
	}
	return { headline, decided, risks, corrected, doubted, editedBy, errorLine, leftBehind, unseen };
}
