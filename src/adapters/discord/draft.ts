// Draft of one message, as the view hands it to posting; and how its lines are fitted into one message.

import type { Button } from "../posts/buttons.ts";
import { shorten } from "../posts/format.ts";
import type { DraftFile, Post } from "../posts/turn-view.ts";
import { LIMIT } from "./markup.ts";

/** Its text has at most 2,000 characters. */
export interface Draft extends Post {
	/** At most 25. */
	readonly buttons: readonly Button[];
	/** In rows of their own, in place of `buttons`. */
	readonly rows?: readonly (readonly Button[])[];
	/** Ids of roles that its text names, and that are notified when it is posted. */
	readonly calls?: readonly string[];
	/** Below the text, in an embed: markup of at most 4,096 characters. */
	readonly embed?: string;
	/** A file in the message itself, which stays there when the message is edited. */
	readonly attached?: Extract<DraftFile, { kind: "text" }>;
	/** The same without what Discord may refuse here. */
	readonly plain?: Draft;
}

/** A line of a message that may be shorter, or missing, if room is scarce. */
export interface Line {
	/** Draws it in at most `room` characters; "" leaves it out. */
	readonly draw: (room: number) => string;
	/** The most that it may take. */
	readonly most: number;
}

/** Lines in their order of reading, as one text of at most 2,000 characters. Strings are there in full; the others share the room that is left, the lowest `rank` first. */
export function compose(lines: readonly (string | (Line & { readonly rank: number }))[]): string {
	const fixed = lines.map((line) => (typeof line === "string" ? line : undefined));
	let room = LIMIT - fixed.reduce((sum, line) => sum + (line === undefined || line === "" ? 0 : line.length + 1), 0);
	const drawn = new Map<number, string>();
	const byRank = lines
		.flatMap((line, at) => (typeof line === "string" ? [] : [{ line, at }]))
		.sort((a, b) => a.line.rank - b.line.rank);
	for (const { line, at } of byRank) {
		const text = line.draw(Math.max(0, Math.min(line.most, room - 1)));
		if (text === "" || text.length + 1 > room) continue;
		drawn.set(at, text);
		room -= text.length + 1;
	}
	const whole = lines
		.map((line, at) => (typeof line === "string" ? line : (drawn.get(at) ?? "")))
		.filter((line) => line !== "")
		.join("\n");
	return shorten(whole, LIMIT, (text) => text);
}
