// What always holds, whatever is said and clicked: looked at in every save, request, Run and refusal of a game.

import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { view as discordView } from "../../../src/adapters/discord/view.ts";
import { codeSlot } from "../../../src/adapters/posts/turn-view.ts";
import { view as slackView } from "../../../src/adapters/slack/view.ts";
import { commandOf } from "../../../src/core/commands/words.ts";
import { openReadings, openUntil } from "../../../src/core/domain/turns.ts";
import type {
	Attempt,
	Choice,
	Message,
	MessageNote,
	Note,
	Person,
	Session,
	Ticket,
	Turn,
} from "../../../src/core/domain.ts";
import { takeIn } from "../../../src/core/inbox.ts";
import type { ModelRequest, RunRequest } from "../../../src/core/ports.ts";
import { noteSchema, sessionSchema, ticketSchema, toStoredSession } from "../../../src/schemas.ts";
import { alice } from "../../fakes/world.ts";
import { BUTTONS } from "./cast.ts";
import type { Game, Ledger } from "./game.ts";
import { metIn } from "./kinds.ts";

export const RULES = {
	verdict:
		"nothing is started without a verdict of its own, by somebody who may or by the rules, for exactly that code and kernel",
	once: "no verdict is taken twice, and none that was given ever changes",
	refused: "a click that is refused changes nothing, and whoever clicked is told",
	clicks: "a click on a button as it stands does something",
	words: "no words are lost: they are kept until the model has read them, or the end of their Turn is said",
	files:
		"no file is lost: it is an Upload, or an edit that is shown or refused with a reason, and the model is told of it",
	commands: "every command is carried out or answered",
	ends: "every Turn that ends is shown to have ended, with a last post on both platforms",
	tickets: "every button that is drawn has its ticket, and no other ticket is open",
	work: "a Session never rests with work that nobody will do, and waits only for people who have a button",
	branch: "each request to the model begins with the one before, and the transcript only grows",
	schema: "every state can be stored and read back as it was",
	throws: "nothing that people say or click is answered with a fault",
} as const;

export interface Violation {
	readonly rule: keyof typeof RULES;
	readonly what: string;
	readonly path: readonly string[];
}

interface Seen {
	readonly session: Session | undefined;
	readonly tickets: readonly Ticket[];
	readonly inbox: readonly Note[];
	readonly ledger: Ledger;
}

interface Saved extends Seen {
	readonly session: Session;
	/** The notes that this save has taken in. */
	readonly read: readonly Note[];
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const same = isDeepStrictEqual;

export function saved(game: Game, before: Seen, after: Saved): void {
	const { ledger, broke } = game;
	const opened = after.tickets.filter(({ token }) => ledger.tickets[token] === undefined);
	for (const ticket of after.tickets) ledger.tickets[ticket.token] = ticket;
	for (const kind of metIn(after.session, after.tickets)) game.met.add(kind);
	for (const { kind } of after.read) game.met.add(`note ${kind}`);
	remember(game, before.session, after.session);
	game.asked.now = undefined;
	const shape = shapeOf(after.session);
	if (!game.shapes.has(shape)) storable(game, { ...after, tickets: opened });
	game.shapes.add(shape);
	verdictsStay(game, before.session, after.session);
	const known = (before.session?.turn?.attempts ?? []).map(({ runId }) => runId);
	const now = after.session.turn?.attempts.at(-1);
	gave(game, before.session, after);
	if (now?.runId !== undefined && !known.includes(now.runId)) starts(game, after, now);
	if (after.session.turn?.attempts.slice(0, -1).some(({ approval }) => approval.verdict === undefined))
		broke("verdict", `an earlier version is left undecided in ${nameOf(after.session)}`);
	wordsAreKept(game, before.session, after);
	filesAreKept(game, before.session, after);
	ticketsFit(game, after);
	onlyGrows(game, before.session, after.session);
	const [only, ...more] = after.read;
	const was = before.session;
	// Of what came in the same breath the first counts; its own button is closed by then.
	if (only?.kind !== "click" || more.length > 0 || was?.turn === undefined || was.forgetting !== undefined) return;
	if (buttonsOf(was)[only.token] !== BUTTONS[only.choice]) return;
	if (same({ ...was, rev: 0, hasWork: true }, { ...after.session, rev: 0, hasWork: true }))
		broke("clicks", `${only.choice} did nothing in ${nameOf(was)}`);
}

export function nameOf(session: Session | undefined): string {
	const state = session?.turn?.state;
	return state === undefined ? "nothing" : state.kind === "ended" ? `${state.kind} ${state.end.kind}` : state.kind;
}

/** The fields that are there, and the kinds in them: of each shape one is written and read. */
function shapeOf(session: Session): string {
	const { turn } = session;
	const fields = [session, turn ?? {}, turn?.attempts.at(-1) ?? {}, turn?.attempts.at(-1)?.run ?? {}].map(Object.keys);
	return [...fields, ...metIn(session, [])].join();
}

function storable({ broke }: Game, { session, tickets, inbox }: Saved): void {
	const stored: unknown = JSON.parse(JSON.stringify(toStoredSession(session)));
	const back = sessionSchema.safeParse(stored);
	if (!same(back.data, JSON.parse(JSON.stringify(session))))
		broke("schema", JSON.stringify(back.error?.issues ?? session));
	const copies = [
		...inbox.map((note) => [noteSchema, note] as const),
		...tickets.map((ticket) => [ticketSchema, ticket] as const),
	] as const;
	for (const [schema, value] of copies) {
		const json: unknown = JSON.parse(JSON.stringify(value));
		const read = schema.safeParse(json);
		if (!read.success || !isDeepStrictEqual(read.data, json))
			broke("schema", JSON.stringify(read.error?.issues ?? value));
	}
}

function verdictsStay({ ledger, broke }: Game, before: Session | undefined, { turn }: Session): void {
	for (const { approval } of [...(before?.turn?.attempts ?? []), ...(turn?.attempts ?? [])]) {
		if (approval.verdict === undefined) continue;
		const now = JSON.stringify(approval.verdict);
		ledger.verdicts[approval.token] ??= now;
		if (ledger.verdicts[approval.token] !== now) broke("once", `${ledger.verdicts[approval.token]} became ${now}`);
	}
}

/** The id of a Run is saved: from now on it may start at any time. */
function starts(game: Game, { session, inbox }: Saved, attempt: Attempt): void {
	const { turn } = session;
	const { verdict, generation } = attempt.approval;
	if (turn?.state.kind !== "running") return void game.broke("verdict", `started in ${nameOf(session)}`);
	if (generation !== game.ledger.generation) game.broke("verdict", "started for a kernel that is gone");
	if (inbox.length > 0) game.broke("verdict", "started before all was heard");
	const unnamed = giversOf(game, turn).filter((id) => !turn.speakers.some(({ by }) => by.id === id));
	if (unnamed.length > 0) game.broke("verdict", `${unnamed} gave a part of it and is not named`);
	if (verdict?.kind === "approved") approvedStart(game, turn, attempt, verdict.by);
	else if (verdict?.kind === "allowed") allowedStart(game, session, turn, attempt);
	else game.broke("verdict", `started as ${verdict?.kind}`);
}

/** Who gave words, files or a reason to a Turn, as an onlooker sees it. */
function gave({ ledger }: Game, before: Session | undefined, { session: { turn }, read }: Saved): void {
	if (turn === undefined) return;
	const isNew = before?.turn?.id !== turn.id;
	const heir = isNew
		? (before?.turn?.added ?? []).filter(({ text }) => JSON.stringify([turn.added, turn.request]).includes(text))
		: [];
	const files = read.flatMap((note) =>
		note.kind === "message" && !isEdit(turn, note) && note.files.length > 0 ? [note.author.id] : [],
	);
	ledger.fileGivers = [...new Set([...ledger.fileGivers, ...files])];
	const came = read.flatMap((note) => {
		if (note.kind === "click")
			return note.choice === "choose" || (note.choice === "reject" && note.reason !== "") ? [note.by.id] : [];
		if (note.kind === "forget" || commandOf(note.text) !== undefined) return [];
		return isEdit(turn, note) || note.text + note.files.join() === "" ? [] : [note.author.id];
	});
	const known = ledger.givers[turn.id] ?? [];
	ledger.givers = { ...ledger.givers, [turn.id]: [...new Set([...known, ...heir.map(({ by }) => by.id), ...came])] };
}

function isEdit({ edit }: Turn, { files }: MessageNote): boolean {
	const code = edit?.code;
	return code?.kind === "file" && files.some(({ id }) => id === code.file.id);
}

function giversOf({ ledger }: Game, turn: Turn): readonly string[] {
	return ledger.givers[turn.id] ?? [];
}

/** The Sandbox is given what was approved. */
export function started({ broke }: Game, request: RunRequest, session: Session | undefined): void {
	const attempt = session?.turn?.attempts.at(-1);
	const wrong = (what: string) => broke("verdict", `${what}: ${request.source}`);
	if (attempt?.runId !== request.id) return void wrong("a Run that is not saved");
	const { proposal, approval } = attempt;
	if (hash(request.source) !== request.sha256 || request.sha256 !== proposal.sha256) wrong("another code");
	if (request.generation !== approval.generation) wrong("another kernel");
}

function approvedStart(game: Game, turn: Turn, { approval, proposal, runId }: Attempt, by: Person): void {
	const { ledger, broke } = game;
	const { approvers, fourEyes, approveFixes } = game.settings();
	const wrong = (what: string) => broke("verdict", `${what}: ${proposal.source}`);
	const clicked = ledger.clicks.findLast(({ ticket, choice }) =>
		ticket.token === approval.token
			? choice === "approve" || choice === "approve_fixes"
			: choice === "rerun" && turn.key === `rerun ${ticket.token}` && turn.attempts.length === 1,
	);
	if (clicked === undefined) return void wrong("nobody clicked");
	if (clicked.usedBy !== undefined) broke("once", `one click started ${clicked.usedBy} and ${runId}`);
	clicked.usedBy = runId ?? "";
	const { ticket, choice } = clicked;
	if (clicked.by.id !== by.id) wrong(`${clicked.by.name} clicked, not ${by.name}`);
	if (ticket.sha256 !== proposal.sha256) wrong("another code was approved");
	const used = ledger.runs.some(({ generation }) => [ticket.generation, approval.generation].includes(generation));
	if (choice !== "rerun" && ticket.generation !== approval.generation && used) wrong("approved for another kernel");
	const trust = ledger.people.find(({ id }) => id === by.id)?.trust;
	if (trust !== "member") wrong(`${by.name} is a ${trust}`);
	const { requester, speakers } = ticket;
	if (approvers.length === 0 ? by.id !== requester.id : !approvers.includes(by.id)) wrong(`${by.name} may not`);
	const editors = turn.attempts.flatMap((one) => one.proposal.edited?.by.id ?? []);
	const others = [requester.id, ...speakers, ...giversOf(game, turn), ...game.ledger.fileGivers, ...editors];
	if (fourEyes && others.includes(by.id)) wrong(`${by.name} gave a part of it`);
	if (choice === "approve_fixes" && !approveFixes) wrong("fixes cannot be approved here");
}

function allowedStart(game: Game, session: Session, turn: Turn, attempt: Attempt): void {
	const { ledger, broke } = game;
	const { mode, approveFixes } = game.settings();
	const { proposal } = attempt;
	const wrong = (what: string) => broke("verdict", `${what}: ${proposal.source}`);
	const drawn = ledger.shown[turn.id]?.attempts.some(({ proposal: { sha256 } }) => sha256 === proposal.sha256);
	if (drawn !== true) wrong("it was not shown");
	const voices = [
		turn.requester.id,
		...turn.speakers.map(({ by }) => by.id),
		...giversOf(game, turn),
		...game.ledger.fileGivers,
	];
	const strangers = voices.filter((id) => ledger.people.find((one) => one.id === id)?.trust !== "member");
	if (strangers.length > 0) wrong(`${strangers} spoke`);
	if (proposal.risks.some(({ label }) => label === "unparsed")) wrong("nobody can analyse it");
	if ((session.kernel?.standing ?? []).length > 0) wrong("something stands in the kernel");
	if (mode === "auto") return;
	// A check goes by the approval of what it checks.
	const checked = Object.values(ledger.shown).find(({ attempts }) =>
		attempts.some(({ runId }) => runId === turn.check?.of),
	);
	const earlier = [...(checked?.attempts ?? []), ...turn.attempts.slice(0, -1)];
	const last = earlier.findLast(({ approval }) => approval.verdict?.kind === "approved");
	const verdict = last?.approval.verdict;
	if (turn.check === undefined && turn.attempts.at(-2)?.diagnosis === undefined) wrong("it is no fix");
	if (last === undefined || verdict?.kind !== "approved") return void wrong("nobody approved anything");
	if (ledger.voices.length > 0) wrong("somebody spoke since the Approval");
	const labels = last.proposal.risks.map(({ label }) => label);
	if (proposal.risks.some(({ label }) => !labels.includes(label))) wrong("it does more than was approved");
	if (mode === "ask" && !(approveFixes && verdict.fixes === true)) wrong("fixes were not approved");
}

export function refused(game: Game, before: Seen, after: Seen, heard: readonly string[]): void {
	const { broke, ledger } = game;
	if (heard.length !== 1) broke("refused", `${heard.length} answers to ${ledger.path.at(-1)}`);
	if (!same(before.session, after.session) || !same(before.tickets, after.tickets))
		broke("refused", `${ledger.path.at(-1)} changed something`);
}

/** Even where the front door has let it through, a click does nothing but what its own button is for. */
export function guarded({ broke, ledger }: Game, session: Session, choices: readonly Choice[]): void {
	const buttons = buttonsOf(session);
	const moment = { thread: session.thread, now: 0 };
	const calm = { ...session, threadGone: false };
	for (const choice of choices) {
		// The question whether to forget stands beside the Turns.
		if (choice === "forget") continue;
		for (const token of [...Object.keys(ledger.tickets), "f".repeat(32)]) {
			if (buttons[token] === BUTTONS[choice]) continue;
			const note = { kind: "click", token, choice, by: alice, reason: "", code: "print(0)", at: 0 } as const;
			const after = takeIn(calm, [note], moment)?.session;
			if (!same(after, calm)) broke("refused", `${choice} with the token of another button acts in ${nameOf(session)}`);
		}
	}
}

/** Words that are still to be heard: those of a Turn at work, and of one whose end is followed up. */
function held(session: Session | undefined): string {
	const turn = session?.turn;
	const messages: readonly Message[] = [...(session?.transcript ?? []), ...(turn?.messages ?? [])];
	return JSON.stringify([turn?.request, turn?.added, turn?.edit, messages, session?.chores]);
}

function wordsAreKept({ ledger, broke }: Game, before: Session | undefined, { session, read }: Saved): void {
	if (session.forgetting !== undefined) return;
	const said = read.flatMap((note) =>
		note.kind === "message" && commandOf(note.text) === undefined ? [note.text] : [],
	);
	const waiting = ledger.notes.map(({ text }) => text).filter((text) => held(before).includes(text));
	const kept = held(session);
	const [was, is] = [before?.turn, session.turn];
	const end = was?.state.kind === "ended" ? was.state.end.kind : undefined;
	for (const text of new Set([...said, ...waiting])) {
		if (!/wish [a-z]+/.test(text) || kept.includes(text) || ledger.heard.includes(text)) continue;
		// People see how the Turn that was asked so has ended.
		if (end !== undefined && was?.request.includes(text)) continue;
		// Try again is there until something else is asked.
		if (end === "failed" && was?.added.some((one) => one.text === text)) continue;
		if (
			is?.notices.some((notice) => / not answered\.$| was set aside, /.test(notice) && !was?.notices.includes(notice))
		)
			continue;
		// What is said beside the file of an edited code is about that file.
		if (is?.edit?.code.kind === "file" && said.includes(text)) continue;
		broke("words", `${text} is lost from ${nameOf(before)} to ${nameOf(session)}`);
	}
	for (const note of read) {
		const isTaken =
			note.kind === "click" && note.choice === "reject" && ledger.verdicts[note.token]?.includes(note.reason);
		if (isTaken && is?.rerun === undefined && is?.state.kind === "writing" && !kept.includes(note.reason))
			broke("words", "the reason is lost");
	}
	const edit = before?.turn?.edit;
	if (edit === undefined || same(edit, is?.edit) || end !== undefined || is?.state.kind === "ended") return;
	const shown = session.turn?.attempts.at(-1)?.proposal.edited?.by.id === edit.by.id;
	const told = (turn: Turn | undefined) => [...(turn?.notices ?? []), ...(turn?.passing ?? [])];
	if (!shown && same(told(before?.turn), told(session.turn))) broke("words", `the edit of ${edit.by.name} is lost`);
}

function filesAreKept({ broke }: Game, before: Session | undefined, { session, read }: Saved): void {
	if (session.forgetting !== undefined) return;
	const ids = new Set(session.uploads.map(({ id }) => id));
	const { edit } = session.turn ?? {};
	if (edit?.code.kind === "file") ids.add(edit.code.file.id);
	const came = read.flatMap((note) => (note.kind === "message" ? note.files : []));
	const lost = [...came, ...(before?.uploads ?? [])].filter(({ id }) => !ids.has(id));
	if (session.turn?.notices.some((notice) => notice.includes("was set aside"))) return;
	if (lost.length > 0) broke("files", `${lost.map(({ name }) => name)} is lost in ${nameOf(before)}`);
}

/** The buttons of a Turn as it stands, and of the answers before it. */
function buttonsOf({ turn, answers = [] }: Session): Record<string, Ticket["kind"]> {
	if (turn === undefined) return {};
	const { state, stop, stopping, tools, standing, edit } = turn;
	const buttons: Record<string, Ticket["kind"]> = {};
	const add = (token: string | undefined, kind: Ticket["kind"]) => {
		if (token !== undefined) buttons[token] = kind;
	};
	if (state.kind !== "ended" && stopping === undefined) add(stop, "stop");
	if (state.kind === "waiting" && edit === undefined) add(turn.attempts.at(-1)?.approval.token, "approval");
	for (const { token } of openReadings(turn)) add(token, "choose");
	const { standIn: _, ...tokens } = (state.kind === "ended" && tools) || {};
	for (const [kind, token] of Object.entries(tokens)) add(token, kind as Ticket["kind"]);
	add(standing?.fresh, "fresh");
	for (const { token } of answers) add(token, "feedback");
	return buttons;
}

function ticketsFit({ broke }: Game, { session, tickets, inbox }: Saved): void {
	if (session.threadGone || session.forgetting !== undefined) return;
	const buttons = buttonsOf(session);
	const clicked = inbox.flatMap((note) => (note.kind === "click" ? [note.token] : []));
	const open = new Map(tickets.map(({ token, kind }) => [token, kind]));
	const where = nameOf(session);
	for (const [token, kind] of Object.entries(buttons))
		if (open.get(token) !== kind && !clicked.includes(token))
			broke("tickets", `${kind} is drawn and closed in ${where}`);
	for (const [token, kind] of open) {
		const known =
			kind === "forget" || buttons[token] === kind || (token === session.turn?.stop && session.turn.stopping);
		if (!known) broke("tickets", `${kind} is open and not drawn in ${where}`);
	}
}

function onlyGrows({ broke }: Game, before: Session | undefined, { transcript }: Session): void {
	if (before === undefined || transcript.length === 0) return;
	if (!same(transcript.slice(0, before.transcript.length), before.transcript))
		broke("branch", `the transcript changed in ${nameOf(before)}`);
}

const branchOf = (session: Session | undefined) => `${session?.turn?.restarted} ${session?.transcript.length === 0}`;

export function asks({ ledger, broke, asked }: Game, request: ModelRequest, session: Session | undefined): void {
	asked.now = request;
	const { messages, purpose } = request;
	const all = messages.map(({ content }) => content);
	const { turn, branch, messages: before = [] } = ledger.asked ?? {};
	if (turn === purpose?.turn && branch === branchOf(session) && !same(all.slice(0, before.length), before))
		broke("branch", "a request begins otherwise than the one before");
	if (purpose?.kind === "answer") return;
	const read = all.join("\n");
	const stored = (session?.uploads ?? []).filter(({ state }) => state.kind === "stored");
	const untold = stored.filter(({ as }) => !read.includes(`File ${as}`)).map(({ as }) => as);
	if (untold.length > 0) broke("files", `the model is not told of ${untold}`);
}

/** A request that came to nothing is made once more from the beginning, so only those count whose reply is saved. */
function remember({ ledger, asked }: Game, before: Session | undefined, { turn }: Session): void {
	const isSaved =
		turn?.asked !== before?.turn?.asked || (turn?.state.kind === "ended" && turn.state.end.kind === "answered");
	if (asked.now === undefined || !isSaved) return;
	const { messages, purpose } = asked.now;
	const all = messages.map(({ content }) => content);
	ledger.asked = { turn: purpose?.turn ?? "", branch: branchOf(before), messages: all };
	const read = all.join("\n");
	const heard = ledger.notes.map(({ text }) => text).filter((text) => text !== "" && read.includes(text));
	ledger.heard = [...new Set([...ledger.heard, ...heard])];
}

export function atRest(game: Game, { session, tickets, inbox, ledger }: Seen): void {
	const { broke } = game;
	if (session === undefined || session.threadGone) return;
	const { turn } = session;
	const name = nameOf(session);
	if (inbox.length > 0) broke("work", `notes are left in ${name}`);
	const isActive = turn !== undefined && turn.state.kind !== "ended";
	const isAsking = turn?.state.kind === "waiting" || turn?.state.kind === "choosing";
	if (isActive && !isAsking) broke("work", `it rests in ${name}`);
	if (session.hasWork !== isActive) broke("work", `${name}, and hasWork is ${session.hasWork}`);
	if (session.forgetting !== undefined) broke("work", `it is not forgotten in ${name}`);
	const due = (session.chores ?? []).filter(({ kind }) => kind !== "reset" || !isActive);
	if (due.length > 0) broke("work", `${due.map(({ kind }) => kind)} is left in ${name}`);
	const until = turn === undefined ? undefined : openUntil(turn);
	if (isActive && !tickets.some(({ token }) => token === until?.token)) broke("work", "nobody can decide");
	commandsAreAnswered(game, session);
	for (const [id, last] of Object.entries(ledger.shown)) {
		if (id === turn?.id ? !same(last, turn) : last.state.kind !== "ended")
			broke("ends", `a Turn was last shown as ${last.state.kind}${id === turn?.id ? `, and is ${name}` : ""}`);
		drawable(game, last, session);
	}
}

function commandsAreAnswered({ broke, ledger }: Game, { turn, chores = [] }: Session): void {
	const { notes, asides, shown } = ledger;
	const turns = [...Object.values(shown), ...(turn === undefined ? [] : [turn])];
	// A rerun or a check that has run by then has ended anyhow.
	const stopped = turns.some(
		({ state, check }) =>
			state.kind === "ended" &&
			(/^(stopped|reran)$/.test(state.end.kind) || (check !== undefined && state.end.kind === "answered")),
	);
	for (const { key, text } of notes) {
		const command = commandOf(text);
		const isAnswered =
			asides.some((aside) => aside.includes(` ${key}"`)) ||
			turns.some((one) => one.key === key) ||
			chores.some(({ id }) => id === key) ||
			(command === "stop" && stopped);
		if (command !== undefined && !isAnswered) broke("commands", `${text} is not answered`);
	}
}

/** A Turn that has ended has a post that says so, on both platforms. */
function drawable({ broke }: Game, turn: Turn, { uploads }: Session): void {
	if (turn.state.kind !== "ended") return;
	const attached = new Set(turn.attempts.map((_, index) => codeSlot(index)));
	const scene = { turn, uploads, now: turn.startedAt, attached };
	for (const [platform, posts] of [
		["Slack", slackView(scene)],
		["Discord", discordView(scene, { fileBytes: 1e6, whereKept: () => "" })],
	] as const) {
		const last = posts.at(-1);
		if (last === undefined || !/^(answer|step)/.test(last.slot))
			broke("ends", `${platform} draws ${last?.slot} last for ${turn.state.end.kind}`);
	}
}
