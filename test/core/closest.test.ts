// The name that a wrong one most likely means: the host's half of closest.cases.json, which the sandbox reads as well.
// `column` is what is found among columns and files, here and in the sandbox; `attribute` among the attributes of a value, in
// the sandbox alone; `word` among settings and variables, here alone: the same idea with three thresholds.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closest, closestTo } from "../../src/core/closest.ts";

interface Case {
	readonly wanted: string;
	/** Name and type. */
	readonly candidates: Readonly<Record<string, string>>;
	/** null where nothing is near. */
	readonly found: Readonly<Record<"column" | "attribute" | "word", string | null>>;
}

const cases: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, "closest.cases.json"), "utf8"));

test.each(cases)("the closest to $wanted among $candidates is found", ({ wanted, candidates, found }) => {
	const named = Object.entries(candidates).map(([name, type]) => ({ name, type }));
	expect(closest(wanted, named) ?? null).toBe(found.column);
	expect(closestTo(wanted, Object.keys(candidates)) ?? null).toBe(found.word);
});
