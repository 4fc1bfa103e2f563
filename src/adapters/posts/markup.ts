// Markup that a platform must offer, so that the same words can be said on each.

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
