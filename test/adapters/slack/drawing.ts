// A Turn drawn for Slack, and what a person sees of it.

import type { Wanted } from "../../../src/adapters/posts/renderer.ts";
import { type Block, ordinary } from "../../../src/adapters/slack/blocks.ts";
import type { Draft } from "../../../src/adapters/slack/draft.ts";
import { view } from "../../../src/adapters/slack/view.ts";
import type { Turn } from "../../../src/core/domain.ts";
import { looks } from "../looks.ts";
import { NOW } from "../turns.ts";

export const look = (name: string) => {
	const wanted = looks[name];
	if (wanted === undefined) throw new Error(`no look ${name}`);
	return view({ ...wanted, attached: new Set() });
};
export const draw = (wanted: Partial<Wanted> & { turn: Turn }, attached: readonly string[] = []) =>
	view({ uploads: [], now: NOW, maxFixes: 3, ...wanted, attached: new Set(attached) });
export const slot = (drafts: readonly Draft[], name: string) => {
	const found = drafts.find((draft) => draft.slot === name);
	if (found === undefined) throw new Error(`no slot ${name} among ${drafts.map((draft) => draft.slot).join(", ")}`);
	return found;
};
/** What a fold holds stands in its place. */
const unfolded = (blocks: readonly Block[]): readonly Block[] =>
	blocks.flatMap((block) => (block.type === "container" ? block.child_blocks : [block]));
export const boxes = ({ blocks }: Draft) =>
	unfolded(blocks).flatMap((block) =>
		block.type === "rich_text"
			? block.elements.map((one) =>
					"elements" in one ? one.elements.map((part) => ("text" in part ? part.text : "")).join("") : "",
				)
			: [],
	);
/** The texts that Slack reads as markup. */
export const markup = ({ text, blocks }: Draft) => [text, ...blocks.flatMap(marked)];
const marked = (block: Block): string[] => {
	if (block.type === "section") return [block.text?.text ?? ""];
	if (block.type === "context") return block.elements.map((one) => ("text" in one ? one.text : ""));
	if (block.type === "container") return [block.subtitle?.text ?? "", ...block.child_blocks.flatMap(marked)];
	return [];
};
export const prose = (draft: Draft) => [...draft.blocks.flatMap(titled), ...draft.blocks.flatMap(marked)].join("\n");
/** Plain text, in which Slack reads nothing. */
const titled = (block: Block): string[] => (block.type === "container" ? [block.title?.text ?? ""] : []);
/** Those of feedback are two in one element. */
const buttons = ({ blocks }: Draft) =>
	ordinary(blocks).flatMap((block) => (block.type === "actions" ? block.elements : []));
export const labels = (draft: Draft) =>
	buttons(draft).map((one) => ("text" in one && one.text !== undefined ? one.text.text : ""));
export const values = (draft: Draft) => buttons(draft).map((one) => ("value" in one ? one.value : ""));
