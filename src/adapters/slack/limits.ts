// Limits of a post on Slack: its text, its number of blocks and the characters in them are cut to what Slack takes.

import { type Block, MESSAGE_BLOCKS, MESSAGE_MOST, shortened, TEXT_CHARS, weigh } from "./blocks.ts";
import type { Draft } from "./draft.ts";
import { apart, clipped } from "./markup.ts";

/** The last step of every view. Code, output and buttons are never cut: sentences give way to them. */
export function held<D extends Pick<Draft, "text" | "blocks" | "plain">>(draft: D): D {
	const plain = draft.plain === undefined ? {} : { plain: held(draft.plain) };
	const blocks = light(draft.blocks.slice(0, MESSAGE_BLOCKS));
	return { ...draft, text: clipped(apart(draft.text), TEXT_CHARS), blocks, ...plain };
}

/** What a sentence keeps; small print gives way first. */
const KEPT = { context: 120, section: 400 } as const;

function light(blocks: readonly Block[]): readonly Block[] {
	const all = [...blocks];
	for (const type of ["context", "section"] as const) {
		for (let over = weigh(all) - MESSAGE_MOST; over > 0; over = weigh(all) - MESSAGE_MOST) {
			const [longest] = all
				.flatMap((block, at) => (block.type === type ? [{ block, at, size: weigh(block) }] : []))
				.filter(({ size }) => size > KEPT[type])
				.sort((a, b) => b.size - a.size);
			if (longest === undefined) break;
			all[longest.at] = shortened(longest.block, Math.max(KEPT[type], longest.size - over));
		}
	}
	return all;
}
