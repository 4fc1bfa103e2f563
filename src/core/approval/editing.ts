// Edited code: an Attempt of its own, shown in full and approved like any other code. The old one's buttons close and its post
// stays as it was, so that nobody who is reading it can be made to approve another text.

import { withSpeakers } from "../domain/speakers.ts";
import { currentAttempt, withCurrent } from "../domain/turns.ts";
import type { Attempt, Edit, FileRef, Proposal } from "../domain.ts";
import { BotError, isBotError } from "../errors.ts";
import { triedBefore } from "../fix/diagnosis.ts";
import { translated } from "../locales/translated.ts";
import { textsIn } from "../locales.ts";
import { editedTo } from "../model/prompt.ts";
import type { Current, Step, World } from "../world.ts";
import { asked, doesOf, question, risksOf } from "./asking.ts";
import { mayUse } from "./policy.ts";
import { approvalTicket, sha256 } from "./tickets.ts";

/** Bytes; far more than anybody reviews before a click. */
const MAX_CODE = 100_000;

/** In: a Turn whose code waits, and a person's edit of it. Out: a Step that waits for approval of the edited code or, if the edit cannot be used, of the old
 *  code, with a notice that says why. BotError `thread_gone` goes through; all others become that notice. Must not approve or run anything. */
export async function edited(
	world: World,
	{ session, turn: { edit: _, ...turn } }: Current,
	edit: Edit,
	signal: AbortSignal,
): Promise<Step> {
	const attempt = currentAttempt(turn);
	if (attempt === undefined) throw new Error("an edit without an Attempt");
	// The kernel that it was shown for; if that is gone when it is about to run, approval is asked for again.
	const { generation } = attempt.approval;
	try {
		const proposal = await proposalOf(world, { session, turn }, { attempt, edit }, signal);
		const verdict = { kind: "superseded", by: edit.by, at: world.clock.now(), edited: true } as const;
		const past = withCurrent(turn, { approval: { ...attempt.approval, verdict } });
		const approval = question(world, turn, proposal, generation);
		const attempts = [...past.attempts, { proposal, approval }];
		const next = withSpeakers(past, { by: edit.by, key: "", gave: "edit" });
		return asked(world, session, { ...next, attempts, messages: [...turn.messages, editedTo(proposal)] });
	} catch (error) {
		if (!isBotError(error) || error.code === "thread_gone") throw error;
		const sentence = translated(error.sentence, textsIn(turn.locale));
		const approval = question(world, turn, attempt.proposal, generation);
		return asked(world, session, { ...withCurrent(turn, { approval }), notices: [...turn.notices, sentence] });
	}
}

async function proposalOf(
	world: World,
	{ session, turn }: Current,
	{ attempt, edit }: { attempt: Attempt; edit: Edit },
	signal: AbortSignal,
): Promise<Proposal> {
	const { language, sha256: from } = attempt.proposal;
	const by = await world.adapter(turn.thread).whois(turn.thread, edit.by.id);
	if (!mayUse(world.settings(turn.thread), approvalTicket(session, turn, attempt), { choice: "edit", person: by }))
		throw unusable(`${edit.by.name} is not allowed to edit this code`);
	const { code } = edit;
	const source = tidy(code.kind === "text" ? code.text : await download(world, turn.thread, code.file, signal));
	if (source.trim() === "") throw unusable("the edited code is empty");
	if (triedBefore(turn.attempts.slice(0, -1), source)) throw unusable("the edited code already failed or was rejected");
	const hash = await sha256(source);
	if (hash === from) throw unusable("the edited code is the same as before");
	const risks = await risksOf(world, session, { language, source }, by.id);
	const does = await doesOf(world, session, { language, source }, by.id);
	return { language, source, why: "", sha256: hash, risks, does, edited: { by, from } };
}

function unusable(reason: string): BotError {
	return new BotError("file_refused", `Nothing was changed because ${reason}. The code above is still waiting.`);
}

async function download(world: World, thread: string, file: FileRef, signal: AbortSignal): Promise<string> {
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of await world.adapter(thread).fetch(file, signal)) {
		size += part.length;
		if (size > MAX_CODE) throw unusable(`${file.name} is too large to review before approval (over 100 kB)`);
		parts.push(part);
	}
	const bytes = new Uint8Array(size);
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw unusable(`${file.name} is not UTF-8 text`);
	}
}

/** Unix line ends, and exactly one at the end. */
function tidy(text: string): string {
	return `${text.replace(/\r\n?/g, "\n").trimEnd()}\n`;
}
