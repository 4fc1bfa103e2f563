// What waits for one person as a message: in the answer to a command, and in a direct message.

import type { Listing } from "../../core/ports.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { shorten } from "../posts/format.ts";
import type { ListGroup, ListItem } from "../posts/lists.ts";
import { compose, type Draft } from "./draft.ts";
import { bold, escaped } from "./markup.ts";

/** Discord takes five rows of buttons, and a list has one for each question. */
const ROWS = 5;
/** Of the 2,000 of a message. */
const DECIDING_CHARS = 1700;

/** Within Discord's limits for a message. */
export function listDraft(listing: Listing, groups: readonly ListGroup[]): Draft {
	const items = groups.flatMap((group) => group.items);
	const shown = decidable(items);
	const lines = groups.flatMap(({ title, items: some }) => [
		{ rank: 1, ...whole(bold(escaped(title))) },
		...some.flatMap((item) => {
			const number = shown.indexOf(item) + 1;
			const rank = number === 0 ? 10 : 0;
			return [
				{ rank, ...whole(itemLine(item, number)) },
				{ rank: 20, ...whole(shorten(reveal(item.does), 200, escaped)) },
				{ rank, ...whole(noteLine(item)) },
			];
		}),
	]);
	return {
		slot: "aside",
		text: compose([bold(escaped(listing.title)), ...lines, { rank: 5, ...whole(escaped(listing.more)) }]),
		buttons: [],
		rows: shown.map(({ buttons }, at) => buttons.map((one) => ({ ...one, label: `${at + 1} · ${one.label}` }))),
		priority: "verdict",
	};
}

/** Those that get buttons: as many as there is room for with all that must be read before one decides. */
function decidable(items: readonly ListItem[]): readonly ListItem[] {
	let room = DECIDING_CHARS;
	return items
		.filter(({ buttons }) => buttons.length > 0)
		.slice(0, ROWS)
		.filter((item) => {
			room -= itemLine(item, 1).length + noteLine(item).length + 2;
			return room >= 0;
		});
}

function noteLine({ note }: ListItem): string {
	return shorten(reveal(note), 400, escaped);
}

/** A line that is there as it is, or not at all. */
function whole(text: string) {
	return { most: 2000, draw: (room: number) => (text.length <= room ? text : "") };
}

function itemLine({ label, url }: ListItem, number: number): string {
	const words = shorten(reveal(label), 160, escaped);
	const line = url === undefined ? words : `[${words}](<${url}>)`;
	return number === 0 ? `• ${line}` : `${number}. ${line}`;
}
