// View of a Turn in Discord: its posts as drafts, a slot each.

import type { Artifact, Attempt, ThreadId, Turn } from "../../core/domain.ts";
import { textsIn } from "../../core/locales.ts";
import { filesPost, madeBy } from "../posts/card.ts";
import { sized } from "../posts/format.ts";
import { inOrder } from "../posts/layout.ts";
import type { TurnView } from "../posts/turn-view.ts";
import { card, cards } from "./card.ts";
import { compose, type Draft } from "./draft.ts";
import { bold, discordMarkup, mono } from "./markup.ts";
import { ending, question, receipt, working } from "./status.ts";

export interface FileLimits {
	/** The largest file that may be posted in this Thread, in bytes. */
	readonly fileBytes: number;
	/** Where the operator finds what is too large to post. */
	readonly whereKept: (thread: ThreadId, artifact: Artifact) => string;
}

/** Discord takes at most so many files in a message, and about so many bytes in a request. */
const FILES_A_MESSAGE = 10;
const REQUEST_BYTES = 24 * 1024 ** 2;

/** In the order of the thread, each within the limits of Discord. */
export function view(turnView: TurnView, limits: FileLimits): readonly Draft[] {
	return inOrder<Draft>(turnView, {
		receipt,
		question,
		working,
		ending,
		attempt: (index, attempt, notices) => [
			...card(turnView, index, attempt, notices),
			...cards.codePosts(turnView, index, attempt).map((post) => ({ ...post, buttons: [] })),
			...made(turnView.turn, attempt, index, limits),
		],
	});
}

/** The files of a Run, several in one message; those too large for Discord are only named. */
function made({ thread, locale }: Turn, attempt: Attempt, index: number, limits: FileLimits): readonly Draft[] {
	const texts = textsIn(locale);
	const files = madeBy(attempt);
	const large = files.filter(({ size }) => size > limits.fileBytes);
	const posted = batches(files.filter((file) => !large.includes(file))).map((batch, at): Draft => {
		const slot = at === 0 ? `files ${index + 1}` : `files ${index + 1}.${at + 1}`;
		return { ...filesPost(slot, batch, texts), buttons: [] };
	});
	const kept = large.slice(0, 5).map((artifact) => {
		const path = mono(limits.whereKept(thread, artifact), 150);
		return texts.left.keptAt(bold(discordMarkup.plain(artifact.name)), sized(artifact.size, texts), path);
	});
	if (kept.length === 0) return posted;
	const more = large.length > 5 ? texts.left.moreInFolder(large.length - 5) : "";
	const title = `📦 ${texts.left.tooLarge(sized(limits.fileBytes, texts))}`;
	const text = compose([title, `${kept.join("\n")}${more}`]);
	return [...posted, { slot: `large ${index + 1}`, text, buttons: [], priority: "outcome" }];
}

function batches(files: readonly Artifact[]): readonly (readonly Artifact[])[] {
	const all: Artifact[][] = [];
	let bytes = 0;
	for (const file of files) {
		const last = all.at(-1);
		if (last === undefined || last.length === FILES_A_MESSAGE || bytes + file.size > REQUEST_BYTES) {
			all.push([file]);
			bytes = file.size;
		} else {
			last.push(file);
			bytes += file.size;
		}
	}
	return all;
}
