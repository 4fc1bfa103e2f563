// What waits for one person as blocks: on the Home tab, and in a direct message.

import type { Listing } from "../../core/ports.ts";
import type { ListGroup, ListItem } from "../posts/lists.ts";
import { type Block, buttonRow, context, section } from "./blocks.ts";
import type { Draft } from "./draft.ts";
import { held } from "./limits.ts";
import { bold, plain } from "./markup.ts";

/** Of the longest list, within Slack's limits for a view and a message. */
export function listBlocks(listing: Listing, groups: readonly ListGroup[]): readonly Block[] {
	return [
		section(bold(plain(listing.title))),
		...groups.flatMap(({ title, items }) => [heading(title), ...items.flatMap(drawn)]),
		...(listing.more === "" ? [] : [context(plain(listing.more))]),
	];
}

export function listDraft(listing: Listing, groups: readonly ListGroup[]): Draft {
	const text = plain(listing.title);
	return held({ slot: "aside", text, blocks: listBlocks(listing, groups), priority: "verdict" });
}

function heading(text: string): Block {
	return { type: "header", text: { type: "plain_text", text, emoji: false } };
}

function drawn({ label, url, does, note, buttons }: ListItem): readonly Block[] {
	const words = plain(label, 200);
	return [
		section(url === undefined ? words : `<${url}|${words}>`),
		...(note === "" ? [] : [context([plain(does, 150), plain(note, 300)].filter((line) => line !== "").join("\n"))]),
		...buttonRow(buttons),
	];
}
