// Files: what people gave, what Runs made, and what is known of a table.

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

/** What a table file holds, found inside the Sandbox. `rows` and `columns` are absent if the file is not a table. */
export interface FileProfile {
	readonly format: string;
	/** As Python names it; absent: utf-8, or not text. */
	readonly encoding?: string;
	/** Absent: a comma, or none. */
	readonly delimiter?: string;
	/** Marks of its numbers that every column agrees on; absent: a point, and no mark between thousands. */
	readonly decimal?: string;
	readonly thousands?: string;
	/** Lines above the header; absent: none. */
	readonly skip?: number;
	readonly rows?: number;
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
