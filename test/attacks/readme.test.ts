// The list of attacks as a test: every row names a test that exists, and every test here says which row it is for.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
/** A row a test; what is gained stands in the first row of an id. */
const rows = [...page.matchAll(/^\| ([ASHRLD]\d+) +\| (.*?) *\| (.*?) *\|$/gm)].map(
	([, id = "", gain = "", cell = ""]) => {
		const [, path = "", title = ""] = /^`(test\/[\w./-]+)`: “([^”]+)”$/.exec(cell) ?? [];
		return { id, gain, path, title };
	},
);
/** Of the first log, where they held; later ones are added by their row. */
const HELD =
	"A01 A02 A03 A04 A05 A06 A08 A09 A16 A19 A20 A21 A26 A27 A29 S01 S02 S05 S06 S07 S08 S11 S12 H01 H02 H03 H04 H05 H06 H09 H10 R02 R03 R05 R06 L02 L03 L04 L05";

test("every try that held and every hole is listed once, with what an attacker would gain", () => {
	const listed = rows.filter(({ gain }) => gain !== "").map(({ id }) => id);
	const holes = Array.from({ length: 22 }, (_, at) => `D${at + 1}`);
	expect([...HELD.split(" "), ...holes].filter((id) => !listed.includes(id))).toEqual([]);
	expect(listed.filter((id, at) => listed.indexOf(id) !== at)).toEqual([]);
	expect(rows.filter(({ id }) => !listed.includes(id))).toEqual([]);
});

test("every test that a row names is there, with that title", () => {
	const text = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "");
	const named = rows.filter(({ path }) => path !== "");
	expect(named.length).toBeGreaterThan(60);
	expect(named.filter(({ path, title }) => !text(path).includes(title))).toEqual([]);
	expect(rows.filter(({ id, path }) => HELD.split(" ").includes(id) && path === "")).toEqual([]);
});

test("every path on the page exists, and every file of attacks is named on it", () => {
	const named = [...page.matchAll(/`((?:test|src|bench)\/[\w./-]+)`/g)].map(([, path = ""]) => path);
	expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
	const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
	expect(files.filter((name) => !page.includes(`test/attacks/${name}`))).toEqual([]);
});
