// A Turn as posts, a slot each.

import type { Attempt } from "../../core/domain.ts";
import { count } from "../../core/text.ts";
import { inOrder } from "../posts/layout.ts";
import { codeSlot } from "../posts/turn-view.ts";
import { card, codeDraft, needsFile } from "./card.ts";
import type { Draft, TurnView } from "./draft.ts";
import { held } from "./limits.ts";
import { ending, receipt, working } from "./status.ts";

export function view(scene: TurnView): readonly Draft[] {
	return inOrder(scene, {
		receipt,
		working,
		ending,
		attempt: (index, attempt, notices) => {
			const code = needsFile(attempt) && !scene.attached.has(codeSlot(index)) ? [codeDraft(attempt, index)] : [];
			return [card(scene, index, attempt, notices), ...code, ...made(attempt, index)];
		},
	}).map(held);
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
