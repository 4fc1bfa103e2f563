// Facts that the kernel saw in its own objects while a program ran: tables shown, figures drawn, rows left out. Untrusted, as all that
// comes out of the sandbox: they may cast doubt on an answer or add a line to it, and never vouch for it.

export interface Seen {
	/** Tables that were printed or shown, in that order; of many the last 10. */
	readonly tables?: readonly SeenTable[];
	/** Figures that were collected or saved, in the order in which they were drawn. */
	readonly figures?: readonly SeenFigure[];
	/** One for each file whose rows could be followed from reading to the result. */
	readonly rows?: readonly SeenRows[];
	/** What makes a figure in the output untrustworthy, a sentence each, with what to do instead. */
	readonly doubts?: readonly string[];
	/** Where of several rows with one value only some were taken. */
	readonly ties?: readonly SeenTie[];
}

export interface SeenTie {
	/** Rows with that value. */
	readonly same: number;
	/** Of these, those that were taken. */
	readonly shown: number;
	/** It is the last value of a list, `head(5)`, and not the only one, `idxmax()`. */
	readonly last: boolean;
}

/** A frame, or a Series as a frame of one column. */
export interface SeenTable {
	readonly rows: number;
	/** Names as pandas writes them; the first 60. */
	readonly columns: readonly string[];
	/** What its rows are by: the levels of its index; where that only counts rows, the leading columns that tell the rows apart, if any do. */
	readonly index: readonly SeenIndex[];
	/** Rows that stand in the output. */
	readonly shownRows: number;
	/** The attached CSV that holds all of it, if it was not shown whole, or is too long for an answer. */
	readonly file?: string;
	/** Cell by cell as it was printed; absent: it is too large, or was printed in another form. */
	readonly cells?: SeenCells;
}

/** `number`: an amount; `plain`: digits that name or date something and stay as they are; `label`: everything else. */
export type CellKind = "number" | "plain" | "label";

export interface SeenCells {
	readonly head: readonly string[];
	readonly rows: readonly (readonly string[])[];
	/** Of each column. */
	readonly kinds: readonly CellKind[];
	/** Columns from the left that name the rows; what repeats the row above is "". */
	readonly levels: number;
	/** Lines that it takes above its rows. */
	readonly lines: number;
}

export interface SeenIndex {
	readonly name: string;
	readonly kind: "text" | "number" | "date";
	/** Of dates: what lies between two of them. */
	readonly step?: "year" | "quarter" | "month" | "week" | "day";
	readonly distinct: number;
	readonly first: string;
	readonly last: string;
}

export interface SeenFigure {
	/** Its name in `/workspace` or among the figures that were shown. */
	readonly file?: string;
	readonly axes: readonly SeenAxes[];
	/** What a vision model saw wrong in its picture, as names of questions; absent: nobody looked. Never from the sandbox. */
	readonly looks?: readonly string[];
}

export type ArtistKind = "line" | "bar" | "barh" | "scatter" | "pie" | "hist" | "box" | "heatmap" | "area" | "other";

export interface SeenAxes {
	readonly kinds: readonly ArtistKind[];
	readonly series: number;
	readonly points: number;
	readonly title: string;
	readonly x: string;
	readonly y: string;
	/** Labels of the category axis, or of x; at most 12. */
	readonly ticks: readonly string[];
	/** Short codes of what is wrong with the picture. */
	readonly faults: readonly string[];
}

/** What became of the rows of one file, or of several that were put together. */
export interface SeenRows {
	/** `sales.csv`, `may.csv and june.csv`, `3 files` */
	readonly file: string;
	readonly read: number;
	/** In the order in which it happened. */
	readonly left: readonly SeenLoss[];
	/** Rows that all figures rest on; absent where they rest on different ones, or not all could be followed. */
	readonly used?: number;
}

export interface SeenLoss {
	/** Of the program, from 1; absent if an earlier program did it. */
	readonly line?: number;
	/** Negative where a join added rows. */
	readonly rows: number;
	/** `without amount`, `whose amount is not a number`, `repeated`, `without a match`, `with several matches`; "" where only the line says it. */
	readonly why: string;
}
