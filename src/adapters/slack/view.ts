// A Turn as posts, a slot each, in the order of the thread: files received, each Attempt with its files, then what goes on or how it ended.

import { count } from "../../core/clip.ts";
import type { Attempt } from "../../core/domain.ts";
import { codeSlot } from "../scene.ts";
import { card, codeDraft, needsFile } from "./card.ts";
import type { Draft, Scene } from "./draft.ts";
import { receipt } from "./receipt.ts";
import { ending, working } from "./status.ts";

/** Everything of the Turn that is to be seen now; what is drawn from the same Scene is the same. */
export function view(scene: Scene): readonly Draft[] {
	const { turn, uploads } = scene;
	const mine = uploads.filter(({ id }) => turn.uploads.includes(id));
	const arriving = mine.filter(({ state }) => state.kind === "waiting");
	// While files are on their way their lines are the status, so that the card comes to stand below them.
	const early = turn.state.kind === "reading" && turn.attempts.length === 0 && arriving.length > 0;
	const receipts = mine.map((upload) =>
		receipt(scene, upload, early && upload === arriving.at(-1) ? "last" : "not last"),
	);
	const rest = early ? [] : last(scene);
	const newest = rest.length === 0 ? turn.notices : [];
	const attempts = turn.attempts.flatMap((attempt, index) => {
		const notices = index === turn.attempts.length - 1 ? newest : [];
		const code = needsFile(attempt) && !scene.placed.has(codeSlot(index)) ? [codeDraft(attempt, index)] : [];
		return [card(scene, index, attempt, notices), ...code, ...made(attempt, index)];
	});
	return [...receipts, ...attempts, ...rest];
}

function last(scene: Scene): readonly Draft[] {
	const { turn, live } = scene;
	switch (turn.state.kind) {
		case "ended":
			return ending(turn, turn.state.end, turn.notices);
		case "reading":
		case "writing":
		case "answering":
			return [working(scene, turn.notices)];
		case "waiting":
			return [];
		case "running":
			// Between the end of a Run and what comes of it the card itself is the newest post.
			return turn.attempts.at(-1) === undefined || (live !== undefined && live.phase !== "running")
				? [working(scene, turn.notices)]
				: [];
	}
}

/** The files of a Run, several in one message; what a failed program left half done stays in the workspace. */
function made({ run }: Attempt, index: number): readonly Draft[] {
	const made = run === undefined || run.outcome === "failed" ? [] : run.artifacts;
	const files = made.filter(({ size }) => size > 0);
	if (files.length === 0) return [];
	return [
		{
			slot: `files ${index + 1}`,
			text: `📦 ${count(files.length, "file")} from this run`,
			blocks: [],
			files: files.map((artifact) => ({ kind: "artifact", artifact })),
			priority: "outcome",
		},
	];
}
