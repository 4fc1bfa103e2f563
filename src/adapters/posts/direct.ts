// Direct message to an approver: who asks, what for, what the code does, and where it is; without its buttons once that is decided.

import { riskLines } from "../../core/approval/risks.ts";
import { toldId } from "../../core/domain/commands.ts";
import { currentAttempt } from "../../core/domain/turns.ts";
import type { Aside, Told, Turn, Verdict } from "../../core/domain.ts";
import { type Texts, textsIn } from "../../core/locales.ts";
import { cardButtons } from "./buttons.ts";
import { doesText } from "./code/does-text.ts";
import { reveal } from "./code/hidden-characters.ts";
import { shorten } from "./format.ts";

const QUESTION_CHARS = 280;
const SUMMARY_CHARS = 280;
const DECIDING = ["approve", "approve_fixes", "reject"];

/** What somebody is told, and what reminds them of it. `url`: of the card, if the platform has one. */
export function directAsides(turn: Turn, told: Told, url: string | undefined): readonly Aside[] {
	const kinds = turn.reminded === true ? (["ask", "again"] as const) : (["ask"] as const);
	return kinds.map((kind) => directAside(turn, told, kind, url));
}

function directAside(turn: Turn, { person, place }: Told, kind: "ask" | "again", url: string | undefined): Aside {
	const texts = textsIn(turn.locale);
	const attempt = currentAttempt(turn);
	const isOpen = turn.state.kind === "waiting" && attempt?.approval.verdict === undefined;
	const about = isOpen && attempt !== undefined ? aboutCode(attempt.proposal, texts) : [];
	return {
		id: toldId(turn, person, kind),
		thread: place,
		title: isOpen ? texts.direct[kind](turn.requester.name) : decidedTitle(turn, texts),
		lines: [
			shorten(reveal(turn.request).replace(/\s+/g, " "), QUESTION_CHARS, texts.verdict.quoted),
			...about,
			...(isOpen ? [texts.direct.mute] : []),
		],
		buttons: directButtons(turn),
		files: [],
		links: url === undefined ? [] : [{ url, label: texts.direct.open }],
	};
}

/** They are the card's own; none once it is decided. */
export function directButtons(turn: Turn): Aside["buttons"] {
	const isOpen = turn.state.kind === "waiting" && currentAttempt(turn)?.approval.verdict === undefined;
	if (!isOpen) return [];
	return cardButtons({ turn }, turn.attempts.length - 1, "whole").filter(({ choice }) => DECIDING.includes(choice));
}

type Known = Parameters<typeof doesText>[0] & { readonly risks: Parameters<typeof riskLines>[0] };

/** What the code does, in at most one line; "" if that is not known. */
export function doesLine(proposal: Known, texts: Texts): string {
	const does = doesText(proposal, texts, { mono: (text) => texts.verdict.quoted(text) }, SUMMARY_CHARS);
	return does === "" ? "" : `📋 ${does}`;
}

/** All Labels of the code, each once, or that there is none. Whoever decides must see it whole. */
export function labelsLine({ risks }: Known, texts: Texts): string {
	const found = riskLines(risks, texts).map(({ words }) => words);
	return found.length === 0 ? `🟢 ${texts.harmless}` : `⚠️ ${found.join(texts.comma)}`;
}

function aboutCode(proposal: Known, texts: Texts): readonly string[] {
	return [doesLine(proposal, texts), labelsLine(proposal, texts)].filter((line) => line !== "");
}

export function decidedTitle({ attempts, state }: Turn, texts: Texts): string {
	const verdict = attempts.findLast(({ approval }) => approval.verdict !== undefined)?.approval.verdict;
	if (state.kind === "ended" && state.end.kind === "expired") return texts.direct.expired;
	return verdict === undefined ? texts.direct.over : said(verdict, texts);
}

function said(verdict: Verdict, { verdict: texts, direct }: Texts): string {
	switch (verdict.kind) {
		case "approved":
			return texts.approved(verdict.by.name, verdict.fixes === true);
		case "rejected":
			return texts.rejected(verdict.by.name);
		case "expired":
			return direct.expired;
		case "allowed":
		case "superseded":
			return direct.over;
	}
}
