// Wishes: what a request asks for beside its figures, ticked off against the program and its result. Read so that a wish that is not certain is none.

import type { Done, Wish } from "../domain/wishes.ts";
import type { Diagnosis, Upload } from "../domain.ts";
import type { Texts } from "../locales.ts";
import { clip } from "../text.ts";
import { columnsOf } from "./wishes/columns.ts";
import { carried } from "./wishes/going-on.ts";
import { isMet } from "./wishes/met.ts";
import { readWishes } from "./wishes/reading.ts";

/** The wishes that neither the program nor its result fulfils. Before it runs those that only its result can tell are left out. */
export function unmet(request: string, done: Done): readonly Wish[] {
	const { uploads, before } = done;
	const own = wishesOf(request, uploads);
	const still = before === undefined ? [] : carried(wishesOf(before, uploads), own, request, columnsOf(uploads));
	return [...own, ...still].filter((wish) => !isMet(wish, done));
}

export function wishesOf(request: string, uploads: readonly Upload[]): readonly Wish[] {
	const wishes = readWishes(request, columnsOf(uploads));
	return wishes.filter((wish) => {
		if (wish.kind === "most") return uploads.some((upload) => perName(upload, wish.column) >= 2);
		return wish.kind !== "column" || uploads.some((upload) => perName(upload, wish.column) > 1.1);
	});
}

/** How many rows of a file a name of the column has: with one each there is nothing to group, and one row is all of a name. */
function perName({ state }: Upload, name: string): number {
	const { rows = 0, columns = [] } = state.kind === "stored" ? state.profile : {};
	const column = columns.find((one) => one.name === name);
	if (column === undefined) return 0;
	// Nobody has counted.
	if (rows === 0) return 1.5;
	return rows / Math.max(1, column.distinct ?? rows);
}

/** For the pre-check: what the program leaves out by its text. */
export function leftOut(wishes: readonly Wish[]): readonly string[] {
	const more = wishes.filter(({ kind }) => kind === "statistic");
	const groups = wishes.filter((wish) => wish.kind === "column" || wish.kind === "most");
	const others = wishes.filter((wish) => ![...more, ...groups].includes(wish));
	return [
		...groups.map(
			({ words, column }) =>
				`The request says "${clip(words, { chars: 40, head: 1 })}", and the script has no groups by '${clip(column, { chars: 40, head: 1 })}': group the rows by it first.`,
		),
		...named(others).map((words) => `The request says "${words}", and the script does not do that.`),
		...named(more).map((words) => `The request also says "${words}": print it too, and keep the other figures.`),
	];
}

/** One more try for what is missing, without what the model was told before it ran. */
export function wishFailure(wishes: readonly Wish[], told: readonly string[]): Diagnosis | undefined {
	const fresh = named(wishes).filter((words) => !told.some((fault) => fault.includes(`"${words}"`)));
	if (fresh.length === 0) return undefined;
	const what = fresh.map((words) => `"${words}"`).join(", ");
	return {
		signature: `soft|left out ${fresh.length}`,
		cause: `It left out a part of the request: ${what}.`,
		text: `The program ran, but a part of the request is not in what it did: ${what}. Add that, and keep everything else as it is.`,
		soft: true,
		minor: fresh.length,
	};
}

/** The line under an answer that lacks something. */
export function undoneLines(wishes: readonly Wish[], { under, comma }: Texts): readonly string[] {
	const missing = named(wishes);
	const isWhy = wishes.some(({ kind }) => kind === "why");
	return [...(missing.length === 0 ? [] : [under.notDone(missing.join(comma))]), ...(isWhy ? [under.notWhy] : [])];
}

/** A reason is in no table: no further try would bring it. */
function named(wishes: readonly Wish[]): readonly string[] {
	const words = wishes.filter(({ kind }) => kind !== "why").map((wish) => clip(wish.words, { chars: 40, head: 1 }));
	return [...new Set(words)];
}
