// Wish: one thing that a request asks for beside its figures.

import type { Run } from "../domain.ts";
import type { Upload } from "./files.ts";
import type { Chart, Does, Period } from "./program.ts";

/** `words` are those of the request. */
export type Wish = { readonly words: string } & (
	| { readonly kind: "period"; readonly period: Period }
	| { readonly kind: "column"; readonly column: string }
	/** One of the groups by a column comes first: `which city sells most`. */
	| { readonly kind: "most"; readonly column: string }
	| { readonly kind: "top"; readonly rows: number }
	| { readonly kind: "year"; readonly year: string }
	/** One month, 1 to 12, or one quarter, 1 to 4. */
	| { readonly kind: "time"; readonly period: "month" | "quarter"; readonly at: number }
	| { readonly kind: "value"; readonly value: string; readonly column: string }
	/** Rows with that value are to be left out. */
	| { readonly kind: "without"; readonly value: string; readonly column: string }
	| { readonly kind: "chart"; readonly chart: Chart }
	| { readonly kind: "file"; readonly endings: readonly string[]; readonly name?: string }
	/** `whole`: one of them counts something. */
	| { readonly kind: "figures"; readonly least: number; readonly whole: boolean }
	/** `at least 10 hotels`, `greater than 0.5`: a number that the program must hold something against. `10 million` is 1e7, of the `scale` 1e6. `side`: where what is wanted lies; absent: not known. */
	| { readonly kind: "limit"; readonly value: number; readonly scale?: number; readonly side?: "above" | "below" }
	/** `is it rising or falling?`: one of them is to be said. `options` are the beginnings of all words that say it; `±` stands for a number with its sign. */
	| { readonly kind: "either"; readonly options: readonly string[] }
	/** `standard deviation`, `p-value`: the program must compute it. */
	| { readonly kind: "statistic"; readonly statistic: string }
	/** `which columns have missing values`: their names, or none. */
	| { readonly kind: "columns" }
	/** `the "Total" column`: it is in the program, and no other in its place. */
	| { readonly kind: "named"; readonly column: string }
	| { readonly kind: "why" }
);

/** What is known before it runs; `run` once it has. */
export interface Done {
	readonly source: string;
	/** Absent: nobody looked. */
	readonly does?: Does;
	readonly uploads: readonly Upload[];
	/** Programs that ran before, oldest first: their variables are there. */
	readonly earlier?: readonly string[];
	/** The request that this one goes on from. */
	readonly before?: string;
	readonly run?: Run;
}
