// Attacks with line ends and characters that a reader does not see as such: nothing that looks like a comment runs.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hiddenIn, reveal } from "../../src/adapters/posts/code/hidden-characters.ts";
import { examine } from "../../src/python/risk.ts";
import { foldersOf } from "../../src/sandbox/docker/files/folders.ts";
import { type Stand, stand } from "../sandbox/stand.ts";

const thread = "slack:T:C:lines";
const MARK = "ran.txt";
const ran = ({ options }: Stand) => existsSync(join(foldersOf(options.stateDir, thread).workspace, MARK));

/** Each ends a line for somebody: a terminal, a browser, Unicode, or str.splitlines. */
const ends: readonly (readonly [name: string, end: string])[] = [
	["VT", "\u000b"],
	["FF", "\u000c"],
	["FS", "\u001c"],
	["GS", "\u001d"],
	["RS", "\u001e"],
	["NEL", "\u0085"],
	["LS", "\u2028"],
	["PS", "\u2029"],
];

test("a shell command or a statement behind a character that only seems to end a comment's line does not run (A19)", async () => {
	const it = await stand();
	for (const [name, end] of ends) {
		for (const hidden of [
			`!touch ${MARK}`,
			`%%bash`,
			`open("${MARK}", "w")`,
			`get_ipython().system("touch ${MARK}")`,
		]) {
			await it.run(thread, `value = 1  # a comment${end}${hidden}\nprint(value)`);
			expect([name, hidden, ran(it)]).toEqual([name, hidden, false]);
		}
	}
});

test("what stands behind a lone carriage return is shown, and does not run unasked (A20)", async () => {
	const it = await stand();
	for (const hidden of [`!touch ${MARK}`, `import os\ros.system("touch ${MARK}")`]) {
		const source = `value = 1  # a comment\r${hidden}\nprint(value)`;
		expect(hiddenIn(source).count).toBeGreaterThan(0);
		expect(reveal(source)).not.toContain("\r");
		await it.run(thread, source);
		const labels = examine({ language: "python", source, files: [], earlier: [] });
		expect([hidden, !ran(it) || labels.length > 0]).toEqual([hidden, true]);
	}
});

test("code with NUL or half a character is shown as what it is, and nothing of it runs (A29)", async () => {
	const it = await stand();
	for (const [source, shown] of [
		["print(1)\u0000; print(2)", "print(1)\\u{0}; print(2)"],
		["print('\ud800')", "print('\\u{d800}')"],
		["print('\udc00x')", "print('\\u{dc00}x')"],
	] as const) {
		expect(reveal(source)).toBe(shown);
		expect(hiddenIn(source).count).toBe(1);
		const { outcome, output } = await it.run(thread, source);
		expect([shown, outcome, output]).toEqual([shown, "failed", ""]);
	}
	expect(await it.run(thread, "print('on')")).toMatchObject({ outcome: "ok", output: "on\n" });
});
