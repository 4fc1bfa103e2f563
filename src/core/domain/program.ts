// Program as data: what a program does to tables, step by step, as its text shows. Read on the host from the code itself, never said by the model.

/** Bounded; a program that does nothing with data has no steps. */
export interface Does {
	/** In the order of the lines. What is in a function or a loop stands where it is written. */
	readonly steps: readonly DataStep[];
	/** What could not be followed: steps may be missing. Empty: the steps are all there are. */
	readonly unseen: readonly Unseen[];
}

/** A place that may do more than the steps show. `what` is a piece of the code, at most 80 characters. */
export interface Unseen {
	/** 1-based. */
	readonly line: number;
	readonly what: string;
}

/** `line` is 1-based. Names of columns are as the code writes them; `[]`: not known, or all. */
export type DataStep = Reads | Keeps | Joins | Groups | Computes | Sorts | Draws | Writes | Prints | Connects;

export interface Reads {
	readonly kind: "reads";
	readonly line: number;
	/** As the code names it; "": not known. A table that the code writes out itself has the format `literal`. */
	readonly file: string;
	/** `csv`, `excel`, `json`, `parquet`, `sql`, `text`, `literal`, ... */
	readonly format: string;
	/** The columns of it that the program uses by name. */
	readonly columns: readonly string[];
}

/** Some rows go on, the others are left out. */
export interface Keeps {
	readonly kind: "keeps";
	readonly line: number;
	readonly how: KeepsHow;
	readonly columns: readonly string[];
	/** Constants of the condition, as text: years, names, limits. */
	readonly values: readonly string[];
	/** Of `largest`, `smallest`, `first`, `last`, `sample`: how many rows, if that is a constant. */
	readonly rows?: number;
	/** The code of the condition, at most 120 characters. */
	readonly text: string;
}

/** `where`: by a condition; `filled`: without rows that lack a value, `some`: without those that lack every one; `distinct`: without repeated rows; `readable`: values that are no number or date become empty. */
export type KeepsHow =
	| "where"
	| "filled"
	| "some"
	| "distinct"
	| "readable"
	| "largest"
	| "smallest"
	| "first"
	| "last"
	| "sample";

export interface Joins {
	readonly kind: "joins";
	readonly line: number;
	/** `inner`, `left`, `right`, `outer`, `cross`, `concat` (rows below rows), ... */
	readonly how: string;
	readonly keys: readonly string[];
	/** Keys of the second table where they have other names. */
	readonly otherKeys: readonly string[];
}

export interface Groups {
	readonly kind: "groups";
	readonly line: number;
	readonly columns: readonly string[];
	/** Parts of a date that it groups by. */
	readonly periods: readonly Period[];
}

export type Period = "year" | "quarter" | "month" | "week" | "weekday" | "day" | "hour";

export interface Computes {
	readonly kind: "computes";
	readonly line: number;
	/** `sum`, `mean`, `median`, `min`, `max`, `count`, `distinct`, `share`, `correlation`, `cumulated`, `change`, `fill`, `number`, `date`, `column` (a new one), ... */
	readonly how: string;
	readonly columns: readonly string[];
	/** Name of the new column or variable. */
	readonly as?: string;
}

export interface Sorts {
	readonly kind: "sorts";
	readonly line: number;
	readonly columns: readonly string[];
	readonly descending: boolean;
}

export interface Draws {
	readonly kind: "draws";
	readonly line: number;
	readonly chart: Chart;
	readonly x?: string;
	readonly y: readonly string[];
}

/** `bar` is upright, `barh` lies; `chart`: of a kind that the code does not show. */
export type Chart = "line" | "bar" | "barh" | "pie" | "scatter" | "hist" | "box" | "heatmap" | "area" | "chart";

export interface Writes {
	readonly kind: "writes";
	readonly line: number;
	/** As the code names it; "": not known. */
	readonly file: string;
	/** `csv`, `excel`, `json`, `parquet`, `png`, `pdf`, `text`, ... */
	readonly format: string;
}

export interface Prints {
	readonly kind: "prints";
	readonly line: number;
	/** The code of what is printed, at most 120 characters. */
	readonly text: string;
}

/** Reaches for the network. */
export interface Connects {
	readonly kind: "connects";
	readonly line: number;
	readonly what: string;
}
