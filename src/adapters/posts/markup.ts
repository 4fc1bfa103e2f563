// Markup that a platform must offer, so that the same words can be said on each.

import { reveal, revealCode } from "./code/hidden-characters.ts";
import { named } from "./format.ts";

export interface Markup {
	bold(text: string): string;
	/** Text in which nothing is read as markup and nothing pings. */
	escaped(text: string): string;
	/** A name of a person or file on one line, with nothing in it that formats. */
	plain(name: string, limit?: number): string;
	/** In a monospace font, on one line. */
	mono(text: string, limit?: number): string;
	/** A moment in the reader's own time zone; `at` in milliseconds. */
	moment(at: number): string;
	/** Each line as small print, if the platform has markup for it. */
	small(text: string): string;
	/** Markdown prose, without fences and tables. */
	prose(markdown: string): string;
}

const same = (text: string) => text;

/** For text in which a platform reads no markup. */
export const plainMarkup: Markup = {
	bold: same,
	escaped: same,
	plain: (name, limit = 80) => named(name, limit, same),
	mono: (text, limit = 300) => named(revealCode(text.slice(0, 20 * limit)), limit, same),
	moment: (at) => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`,
	small: same,
	prose: same,
};

/** A sentence of ours on one line; what stands between backticks is the name of somebody's column or file. */
export function sentence(text: string, { escaped, mono }: Markup): string {
	return text
		.split(/`([^`]*)`/)
		.map((part, at) => (at % 2 === 1 ? mono(part, 60) : escaped(reveal(part.replace(/\s+/g, " ")))))
		.join("");
}
