// Known answers of the everyday questions, written down in the ways in which models and programs write them.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeEveryday, writeThreads } from "../../bench/loop/everyday/generate.ts";
import { type Known, scorePlain } from "../../bench/loop/score-plain.ts";
import { type Ask, readTasks } from "../../bench/loop/tasks.ts";

let folder: string;
const asks: Ask[] = [];
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "threadloop-presented-"));
	for (const write of [writeEveryday, writeThreads]) {
		const tasks = await readTasks(await write(join(folder, write.name), 3));
		asks.push(...tasks.flatMap(({ turns }) => turns));
	}
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Pair = readonly [name: string, value: string];
type Write = (pairs: readonly Pair[]) => string;

const isNumber = (text: string) => /^-?\d+(?:\.\d+)?%?$/.test(text);

/** 1,234.5 */
function grouped(value: string): string {
	return isNumber(value) ? value.replace(/\B(?<!\.\d*)(?=(?:\d{3})+(?!\d))/g, ",") : value;
}

/** 1.234,5 */
function inGerman(value: string): string {
	return isNumber(value) ? grouped(value).replace(/[.,]/g, (mark) => (mark === "." ? "," : ".")) : value;
}

function table(pairs: readonly Pair[]): string {
	const left = Math.max(...pairs.map(([name]) => name.length)) + 4;
	const right = Math.max(...pairs.map(([, value]) => value.length));
	return pairs.map(([name, value]) => `${name.padEnd(left)}${value.padStart(right)}`).join("\n");
}

const WAYS: Readonly<Record<string, Write>> = {
	lines: (pairs) => pairs.map(([name, value]) => `${name}: ${value}`).join("\n"),
	bullets: (pairs) => pairs.map(([name, value]) => `- **${name}**: ${grouped(value)}`).join("\n"),
	numbered: (pairs) => pairs.map(([name, value], at) => `${at + 1}. ${name}: ${grouped(value)}`).join("\n"),
	markdown: (pairs) =>
		`| name | value |\n| --- | --- |\n${pairs.map(([name, value]) => `| ${name} | ${grouped(value)} |`).join("\n")}`,
	series: (pairs) => `${table(pairs)}\nName: x, dtype: float64`,
	"a frame": (pairs) => {
		const rows = pairs.map(([name, value], at) => [`${at}`, name, value] as const);
		const width = [0, 1, 2].map((column) => Math.max(7, ...rows.map((row) => row[column as 0]?.length ?? 0)));
		const line = (cells: readonly string[]) => cells.map((cell, at) => cell.padStart(width[at] ?? 0)).join("  ");
		return [line(["", "name", "value"]), ...rows.map(line)].join("\n");
	},
	"a dict": (pairs) =>
		`{${pairs.map(([name, value]) => `'${name}': ${isNumber(value) ? value : `'${value}'`}`).join(", ")}}`,
	sentences: (pairs) => pairs.map(([name, value]) => `The ${name} is ${grouped(value)}.`).join(" "),
	"one sentence": (pairs) =>
		`The results are: ${pairs.map(([name, value]) => `${name} ${grouped(value)}`).join(", ")}.`,
	"in German": (pairs) =>
		`Das Ergebnis ist:\n${pairs.map(([name, value]) => `${name}: ${inGerman(value)}`).join("\n")}`,
	"in Chinese": (pairs) => `结果如下：${pairs.map(([name, value]) => `${name}为${grouped(value)}`).join("，")}。`,
	"to six digits": (pairs) =>
		pairs.map(([name, value]) => `${name}: ${/\.\d+$/.test(value) ? `${value}000` : value}`).join("\n"),
};

const pairsOf = (answers: readonly Known[]) => answers.map(({ name, value }) => [name, value] as const);

test.each(Object.entries(WAYS))("a right answer is seen as one: %s", (_, write) => {
	const missed = asks.flatMap(({ request, answers }) => {
		const text = write(pairsOf(answers));
		const { right, ...why } = scorePlain(text, request, answers);
		return right ? [] : [{ request, text, ...why }];
	});
	expect(missed).toEqual([]);
});

test.each(Object.entries(WAYS))("an answer with one wrong figure or name is not: %s", (_, write) => {
	const fooled = asks.flatMap(({ request, answers }) =>
		answers.flatMap(({ value, among = [] }, at) => {
			const number = Number(value.replace("%", ""));
			const other = Number.isNaN(number)
				? among.find((one) => one !== value)
				: `${(number * 1.07 + 2).toFixed(/\.(\d+)/.exec(value)?.[1]?.length ?? 0)}`;
			if (other === undefined || !isNumber(value) === (among.length === 0)) return [];
			const text = write(pairsOf(answers).map((pair, place) => (place === at ? [pair[0], other] : pair)));
			return scorePlain(text, request, answers).right ? [{ request, text, value }] : [];
		}),
	);
	expect(fooled).toEqual([]);
});
