// A Turn as posts, a slot each.

import type { Artifact, Attempt, ThreadId } from "../../core/domain.ts";
import { count } from "../../core/text.ts";
import { sized } from "../posts/format.ts";
import { inOrder } from "../posts/layout.ts";
import { codeSlot, type TurnView } from "../posts/turn-view.ts";
import { card, codeDraft, needsFile, preface } from "./card.ts";
import { compose, type Draft } from "./draft.ts";
import { bold, discordMarkup, mono } from "./markup.ts";
import { ending, receipt, working } from "./status.ts";

export interface FileLimits {
	/** The largest file that may be posted in this Thread, in bytes. */
	readonly fileBytes: number;
	/** Where the operator finds what is too large to post. */
	readonly whereKept: (thread: ThreadId, artifact: Artifact) => string;
}

/** Discord takes at most so many files in a message, and about so many bytes in a request. */
const FILES_A_MESSAGE = 10;
const REQUEST_BYTES = 24 * 1024 ** 2;

export function view(scene: TurnView, shelf: FileLimits): readonly Draft[] {
	return inOrder(scene, {
		receipt,
		working,
		ending,
		attempt: (index, attempt, notices) => {
			const code = needsFile(attempt) && !scene.attached.has(codeSlot(index)) ? [codeDraft(attempt, index)] : [];
			const shown = [...preface(scene, index), card(scene, index, attempt, notices)];
			return [...shown, ...code, ...made(scene.turn.thread, attempt, index, shelf)];
		},
	});
}

/** The files of a Run, several in one message; what a failed program left half done stays in the workspace. */
function made(thread: ThreadId, { run }: Attempt, index: number, shelf: FileLimits): readonly Draft[] {
	const files = run === undefined || run.outcome === "failed" ? [] : run.artifacts.filter(({ size }) => size > 0);
	const small = files.filter(({ size }) => size <= shelf.fileBytes);
	const large = files.filter(({ size }) => size > shelf.fileBytes);
	const posted = batches(small).map((batch, at): Draft => {
		const slot = at === 0 ? `files ${index + 1}` : `files ${index + 1}.${at + 1}`;
		const text = `📦 ${count(batch.length, "file")} from this run`;
		return { ...bare(slot, text), files: batch.map((artifact) => ({ kind: "artifact", artifact })) };
	});
	const kept = large.slice(0, 5).map((artifact) => {
		const where = mono(shelf.whereKept(thread, artifact), 150);
		return `${bold(discordMarkup.plain(artifact.name))} (${sized(artifact.size)}), kept as ${where}`;
	});
	if (kept.length === 0) return posted;
	const more = large.length > 5 ? ` and ${large.length - 5} more beside them` : "";
	const title = `📦 Too large for Discord, which takes ${sized(shelf.fileBytes)} a file here; on the bot's machine the operator finds`;
	return [...posted, bare(`large ${index + 1}`, compose([`${title}`, `${kept.join("\n")}${more}`]))];
}

function bare(slot: string, text: string): Draft {
	return { slot, text, buttons: [], priority: "outcome" };
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
