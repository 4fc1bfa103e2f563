// What is known of a file that somebody gave: a Card, and its columns.

export interface Column {
	/** Exactly as pandas names it: case and surrounding spaces kept, a repeated name with `.1`. */
	readonly name: string;
	/** What its values mean: `int`, `float`, `bool`, `date` or `text`; a date is text to pandas until it is converted. */
	readonly type: string;
	readonly nulls: number;
	/** How many different values were seen; absent: not counted. */
	readonly distinct?: number;
	/** Smallest and largest, of numbers and dates. */
	readonly range?: readonly [string, string];
	/** All values where there are at most five, else three that differ. */
	readonly samples: readonly string[];
	/** What is odd about it, as `what: what to do`. */
	readonly notes?: readonly string[];
}

/** What a table file holds, found inside the Sandbox. `rows` and `columns` are absent for files that are no table. */
export interface Card {
	readonly format: string;
	/** As Python names it; absent: utf-8, or no text. */
	readonly encoding?: string;
	/** Absent: a comma, or none. */
	readonly delimiter?: string;
	/** Marks of its numbers that every column agrees on; absent: a point, and no mark between thousands. */
	readonly decimal?: string;
	readonly thousands?: string;
	/** Lines above the header; absent: none. */
	readonly skip?: number;
	readonly rows?: number;
	/** From how many rows all but `rows` was found; absent: from all. */
	readonly sampled?: number;
	readonly columns?: readonly Column[];
	/** What is odd about the file, as `what: what to do`. */
	readonly notes: readonly string[];
}
