// The list of `npm run mutate:sandbox` against the tree: a rule whose text or test has moved would not be taken away any more.

import { existsSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AGENT_MUTANTS } from "../../bench/sandbox/mutants.agent.ts";
import { HOST_MUTANTS } from "../../bench/sandbox/mutants.host.ts";
import { KEEPER_MUTANTS } from "../../bench/sandbox/mutants.keeper.ts";
import { LINES, MUTANTS } from "../../bench/sandbox/mutants.ts";

const root = join(import.meta.dirname, "../..");
const all = [...MUTANTS, ...HOST_MUTANTS, ...AGENT_MUTANTS, ...KEEPER_MUTANTS];
const nameOf = ({ file, rule }: { file: string; rule: string }) => `${file}: ${rule}`;
const textOf = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "");
const source = (file: string) => textOf(`src/sandbox/${file}`);

describe("each rule of the sandbox that is taken away", () => {
	it("stands exactly once in its file", () => {
		const stale = all.filter(({ file, find }) => source(file).split(find).length !== 2);
		expect(stale.map(nameOf)).toEqual([]);
		const lost = LINES.filter(({ file, from, to }) => {
			const lines = source(file).split("\n");
			const start = lines.findIndex((line) => line.includes(from));
			return start < 0 || lines.indexOf(to, start) < 0;
		});
		expect(lost).toEqual([]);
	});

	it("leaves a program behind, and not the same one", () => {
		const same = all.filter(({ find, replace }) => find === replace);
		expect(same.map(nameOf)).toEqual([]);
		const broken = all.filter(({ file, find, replace }) => {
			if (!file.endsWith(".ts")) return false;
			try {
				stripTypeScriptTypes(source(file).split(find).join(replace));
				return false;
			} catch {
				return true;
			}
		});
		expect(broken.map(nameOf)).toEqual([]);
	});

	it("is known to tests that exist, by a title that is there", () => {
		const missing = [...LINES, ...all].flatMap(({ tests }) =>
			tests.filter((test) => textOf(`test/sandbox/${test}`) === ""),
		);
		expect([...new Set(missing)]).toEqual([]);
		const untitled = all.filter(({ title, tests }) => {
			if (title === undefined) return false;
			const pieces = title.split("|").map((piece) => new RegExp(piece));
			const text = tests.map((test) => textOf(`test/sandbox/${test}`)).join("\n");
			return !pieces.every((piece) => piece.test(text));
		});
		expect(untitled.map(nameOf)).toEqual([]);
	});

	it("is listed once", () => {
		const seen = all.map(nameOf);
		expect(seen.filter((name, at) => seen.indexOf(name) !== at)).toEqual([]);
	});
});
