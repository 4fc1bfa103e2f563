// Files: what people gave, what Runs made, and what is known of a table.

import type { Person } from "./people.ts";

export interface ColumnProfile {
	/** Exactly as pandas names it: case and surrounding spaces kept, a repeated name with `.1`. */
	readonly name: string;
	/** What its values mean: `int`, `float`, `bool`, `date` or `text`; a date is text to pandas until it is converted. */
	readonly type: string;
	readonly nulls: number;
	/** How many different values were seen; absent: not counted. */
	readonly distinct?: number;
	/** Smallest and largest, of numbers and dates. */
	readonly range?: readonly [string, string];
	/** All values if there are at most five, else three that differ. */
	readonly samples: readonly string[];
	/** What is odd about it, as `what: what to do`. */
	readonly notes?: readonly string[];
}

/** A sheet of a workbook; `columns` are empty if it holds no table. */
export interface SheetProfile {
	readonly name: string;
	readonly rows?: number;
	readonly columns: readonly string[];
	/** How many columns are not listed; absent: none. */
	readonly more?: number;
	readonly hidden?: true;
	/** Lines above the header, and lines that it takes if it is more than one. */
	readonly skip?: number;
	readonly header?: number;
	/** Code that reads it, run on the file before. */
	readonly read?: string;
}

/** What a table file holds, found inside the Sandbox. `rows` and `columns` are absent if the file is not a table. */
export interface FileProfile {
	readonly format: string;
	/** As Python names it; absent: utf-8, or not text. */
	readonly encoding?: string;
	/** Another that fits nearly as well; absent: there is none. */
	readonly orEncoding?: string;
	/** Absent: a comma, or none. */
	readonly delimiter?: string;
	/** Marks of its numbers that every column agrees on; absent: a point, and no mark between thousands. */
	readonly decimal?: string;
	readonly thousands?: string;
	/** Lines above the header; absent: none. */
	readonly skip?: number;
	/** What else `read_csv` must be told, as code: `index_col=False`; absent: nothing. */
	readonly arguments?: readonly string[];
	/** Labels of the rows that add up others, "" for an empty cell; absent: no such rows. */
	readonly totals?: readonly string[];
	readonly rows?: number;
	/** Lines that the names of the columns take; absent: one. */
	readonly header?: number;
	/** Code that reads it where a plain call does not, run on the file before. For the model alone: it comes out of the Sandbox. */
	readonly read?: string;
	/** What it is, and what to do, if nothing in the Sandbox reads it. */
	readonly unread?: string;
	/** The sheet that all this is of, and all sheets, of a workbook with several. */
	readonly sheet?: string;
	readonly sheets?: readonly SheetProfile[];
	/** Keys of JSON that hold objects: the keys in these are columns, as `key.name`. */
	readonly flat?: readonly string[];
	/** Number of rows that were sampled for all but `rows`; absent: all of them. */
	readonly sampled?: number;
	readonly columns?: readonly ColumnProfile[];
	/** What is odd about the file, as `what: what to do`. */
	readonly notes: readonly string[];
}

/** A file as the platform names it; `source` is what that platform's Adapter needs to fetch it, and only the Adapter reads it. */
export interface FileRef {
	readonly id: string;
	readonly name: string;
	/** Bytes, as the platform says. */
	readonly size: number;
	readonly source: string;
}

/** A file that came with a message. */
export interface GivenFile extends FileRef {
	/** Who gave it; absent: the author of the message. */
	readonly by?: Person;
}

/** A file that the operator laid out for everybody, by its path in the Sandbox (`/data/...`); `size` in bytes. */
export interface DataFile {
	readonly path: string;
	readonly size: number;
}

export type UploadState =
	| { readonly kind: "waiting" }
	/** `sha256` is that of the file as it came, in hex. */
	| { readonly kind: "stored"; readonly profile: FileProfile; readonly sha256?: string }
	| { readonly kind: "refused"; readonly sentence: string };

/** A file a person gave us; `as` is its name in `/workspace`. */
export interface Upload extends FileRef {
	readonly by: Person;
	readonly as: string;
	readonly state: UploadState;
}

/** A file a Run made or changed, or a figure it showed; kept by the Sandbox under `id`. */
export interface Artifact {
	readonly id: string;
	readonly name: string;
	/** Bytes. */
	readonly size: number;
	readonly sha256: string;
}
