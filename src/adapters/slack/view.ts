// View of a Turn in Slack: its posts as drafts, a slot each.

import { textsIn } from "../../core/locales.ts";
import { filesPost, madeBy } from "../posts/card.ts";
import { inOrder } from "../posts/layout.ts";
import type { TurnView } from "../posts/turn-view.ts";
import { card, cards } from "./card.ts";
import type { Draft } from "./draft.ts";
import { held } from "./limits.ts";
import { ending, question, receipt, working } from "./status.ts";

/** In the order of the thread, each within the limits of Slack. */
export function view(turnView: TurnView): readonly Draft[] {
	return inOrder<Draft>(turnView, {
		receipt,
		question,
		working,
		ending,
		attempt: (index, attempt, notices) => {
			const made = madeBy(attempt);
			const files = [
				...cards.codePosts(turnView, index, attempt),
				...(made.length === 0 ? [] : [filesPost(`files ${index + 1}`, made, textsIn(turnView.turn.locale))]),
			];
			return [card(turnView, index, attempt, notices), ...files.map((post) => ({ ...post, blocks: [] }))];
		},
	}).map(held);
}
