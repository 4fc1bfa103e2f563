// Texts of an Attempt: the first line of its card, who decided, and what the Run left behind.

import { riskLines } from "../../core/approval/risks.ts";
import type { Attempt, Because, Proposal, Run, Turn } from "../../core/domain.ts";
import { count } from "../../core/text.ts";
import { changesBetween } from "./diff.ts";
import { elapsed, lasted, listed, shorten } from "./format.ts";
import { hiddenIn, reveal } from "./hidden-characters.ts";
import type { Markup } from "./markup.ts";
import type { TurnView } from "./turn-view.ts";

/** `Fix 1 of 3`, or "" if the Attempt is not a fix. */
export function fixName(turn: Turn, index: number, maxFixes: number | undefined): string {
	if (turn.attempts[index - 1]?.diagnosis === undefined) return "";
	const number = turn.attempts.slice(0, index).filter(({ diagnosis }) => diagnosis !== undefined).length;
	return maxFixes === undefined ? `Fix ${number}` : `Fix ${number} of ${maxFixes}`;
}

/** Whether this is the code of a Run that was lost, offered again. */
export function isRepeat(turn: Turn, index: number): boolean {
	const before = turn.attempts[index - 1];
	return before?.run?.outcome === "lost" && before.proposal.sha256 === turn.attempts[index]?.proposal.sha256;
}

function question(turn: Turn, index: number, maxFixes: number | undefined): string {
	if (isRepeat(turn, index)) return "Run the same code once more?";
	const fix = fixName(turn, index, maxFixes);
	if (turn.attempts[index]?.proposal.edited !== undefined) return "Edited code to approve";
	if (fix !== "") return `${fix} to approve`;
	return index === 0 ? "Code to approve" : "New version to approve";
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
export function outcomeWords({ bold, escaped, moment, mono, plain }: Markup): OutcomeWords {
	function headline({ turn, live, now, maxFixes }: TurnView, index: number): string {
		const attempt = turn.attempts[index];
		if (attempt === undefined) return "";
		const { approval, run, diagnosis } = attempt;
		if (run !== undefined) return ranHeadline(run, diagnosis?.soft === true);
		const current = index === turn.attempts.length - 1 && turn.state.kind !== "ended";
		switch (approval.verdict?.kind) {
			case undefined:
				return current ? `📝 ${bold(question(turn, index, maxFixes))}` : `🛑 ${bold("Not run")}`;
			case "approved":
			case "allowed":
				if (!current) return `⚠️ ${bold("Not finished")}`;
				if (turn.stopping !== undefined) return `🛑 ${bold("Stopping…")}`;
				return `▶️ ${bold("Running")}${live?.phase === "running" ? ` · ${elapsed(now - live.since)}` : ""}`;
			case "rejected":
				return `✋ ${bold("Rejected, so it was not run")}`;
			case "expired":
				return `⌛ ${bold("Expired: nobody decided in time, so it was not run")}`;
			case "superseded":
				return approval.verdict.edited === true
					? `✏️ ${bold("Edited, so this version was not run")}`
					: `↩️ ${bold("Set aside, so it was not run")}`;
		}
	}

	function ranHeadline({ outcome, durationMs }: Run, soft: boolean): string {
		const time = lasted(durationMs);
		switch (outcome) {
			case "ok":
				return soft ? `⚠️ ${bold("It ran, but gave no usable answer")} · ${time}` : `✅ ${bold("It worked")} · ${time}`;
			case "failed":
				return `❌ ${bold("It failed")} · ${time}`;
			case "timed_out":
				return `⏱️ ${bold(`Timed out after ${elapsed(durationMs)}`)}`;
			case "out_of_memory":
				return `💥 ${bold("Out of memory")} · ${time}`;
			case "cancelled":
				return `🛑 ${bold("Stopped while running")} · ${time}`;
			case "lost":
				return `❓ ${bold("Lost: it is not known how far it got")}`;
		}
	}

	function decided({ approval: { verdict } }: Attempt): string {
		switch (verdict?.kind) {
			case undefined:
				return "";
			case "approved":
				return `Approved${verdict.fixes === true ? " with later fixes" : ""} by ${plain(verdict.by.name)} · ${moment(verdict.at)}`;
			case "allowed":
				return `No approval needed: ${because(verdict.because)} · ${moment(verdict.at)}`;
			case "rejected": {
				const reason = shorten(reveal(verdict.reason.trim()).replace(/\s+/g, " "), 500, escaped);
				return `Rejected by ${plain(verdict.by.name)} · ${moment(verdict.at)}${reason === "" ? "" : `\n“${reason}”`}`;
			}
			case "expired":
				return `Expired ${moment(verdict.at)}`;
			case "superseded":
				return verdict.edited === true
					? `Replaced by ${plain(verdict.by.name)}’s version below · ${moment(verdict.at)}`
					: `Set aside because ${plain(verdict.by.name)} wrote something new · ${moment(verdict.at)}`;
		}
	}

	function because(why: Because): string {
		switch (why.kind) {
			case "advance":
				return `${plain(why.by.name)} approved later fixes in advance, and this one does nothing new`;
			case "mode":
				return why.mode === "auto"
					? "this channel is set to auto"
					: "this channel is set to fixes, and this fix does nothing new";
		}
	}

	function editedBy({ edited }: Proposal): string {
		return edited === undefined ? "" : `edited by ${plain(edited.by.name)}`;
	}

	function corrected({ mends = [] }: Proposal, room: number): string {
		return checked("🔧 Corrected automatically", mends, room);
	}

	function doubted({ doubts = [] }: Proposal, room: number): string {
		return checked("🔎 Possible problems", doubts, room);
	}

	function checked(title: string, sentences: readonly string[], room: number): string {
		// What stands between backticks is the name of somebody's column or file.
		const said = sentences.slice(0, MOST_SAID).map((sentence) =>
			sentence
				.slice(0, room)
				.split(/`([^`]*)`/)
				.map((part, at) => (at % 2 === 1 ? mono(part, 60) : escaped(reveal(part.replace(/\s+/g, " ")))))
				.join(""),
		);
		for (let shown = said.length; shown > 0; shown--) {
			const more = sentences.length - shown;
			const text = `${title}: ${said.slice(0, shown).join(" ")}${more > 0 ? ` And ${more} more.` : ""}`;
			if (text.length <= room) return text;
		}
		return said.length === 0 ? "" : `${title} in ${count(sentences.length, "place")}.`;
	}

	function risks(proposal: Proposal, room: number): string {
		const found = riskLines(proposal.risks);
		const whole = found.map(({ words, where }) => {
			const places = where.slice(0, 3).map(({ line, what }) => `${mono(what, 60)} on line ${line}`);
			return `⚠️ ${bold(words)}: ${listed(places, 3, where.length)}`;
		});
		const text = whole.join("\n");
		if (text.length <= room) return text;
		return `⚠️ ${found.map(({ words, where: [first] }) => `${bold(words)} on line ${first?.line}`).join(" · ")}`;
	}

	function unseen({ source }: Proposal, most: number): string {
		const { count: all, places } = hiddenIn(source);
		if (all === 0) return "";
		const what = all === 1 ? "an invisible character" : `${all} invisible characters`;
		const shown = places.slice(0, most).map((place) => `\`${place.shown}\` on line ${place.line}`);
		const more = places.length > most ? " and more" : "";
		return `⚠️ ${bold(`This code contains ${what}`)}, written out above: ${shown.join(", ")}${more}.`;
	}

	function errorLine({ error }: Run): string {
		if (error === undefined) return "";
		// The whole of a long message stands in the output below.
		const [first = ""] = error.message.split("\n");
		const what = first === "" ? error.name : `${error.name}: ${first}`;
		return mono(what) + (error.line === undefined ? "" : ` on line ${error.line}`);
	}

	function leftBehind(run: Run): string {
		const said: string[] = [];
		if (run.outcome !== "ok" && run.changed.length > 0) {
			said.push(
				`Files changed before it ended: ${listed(
					run.changed.map((name) => mono(name, 40)),
					5,
				)}.`,
			);
		}
		const gone = "Variables are gone; files are kept.";
		if (!run.variablesKept) said.push(gone);
		else if (run.outcome !== "ok" && run.outcome !== "lost") said.push("Variables and files are kept.");
		const empty = run.artifacts.filter(({ size }) => size === 0).map(({ name }) => mono(name, 40));
		if (empty.length > 0) said.push(`Empty, so not posted: ${listed(empty, 5)}.`);
		said.push(...run.notes.slice(0, 2).map((note) => shorten(reveal(note), 150, escaped)));
		return said.join(" ");
	}
	return { headline, decided, risks, corrected, doubted, editedBy, errorLine, leftBehind, unseen };
}
