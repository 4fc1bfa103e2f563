// Labels and pre-check in threads of their own: real workers, real programs.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";
import { type Analysis, openAnalysis } from "../../src/python/analysis.ts";
import { examine } from "../../src/python/risk.ts";
import { watchLoop } from "../attacks/watch.ts";

const open: Analysis[] = [];
/** Patient: other tests run beside this one. */
function analysis(options: Parameters<typeof openAnalysis>[0] = { limitMs: 30_000 }): Analysis {
	const one = openAnalysis(options);
	open.push(one);
	return one;
}
afterEach(() => {
	for (const one of open.splice(0)) one.close();
});

const program = (source: string) => ({ language: "python" as const, source, files: ["made.csv"], earlier: [] });
const functions = (count: number) =>
	Array.from({ length: count }, (_one, at) => `def f${at}(x):\n    return x + ${at}\nf${at}(1)\n`).join("");

test("a program has the same labels as without a thread", async () => {
	const { examine: ask } = analysis();
	for (const source of ["print(1)", "import os\nos.remove('made.csv')", "x = = 1"])
		expect(await ask(program(source))).toEqual(examine(program(source)));
});

test("the pre-check mends what it would mend without a thread", async () => {
	const { precheck } = analysis();
	const asked = { language: "python" as const, source: "prnt(1)", files: [], made: [], earlier: [] };
	expect((await precheck(asked)).source).toBe("prnt(1)");
});

test("a program that takes too long cannot be read for certain, and the next one is read again", async () => {
	const { examine: ask, precheck } = analysis({ limitMs: 1 });
	const slow = functions(1_500);
	expect(await ask(program(slow))).toEqual([{ label: "unparsed", line: 1, what: "took too long to analyse" }]);
	const asked = { language: "python" as const, source: slow.slice(0, 40_000), files: [], made: [], earlier: [] };
	expect(await precheck(asked)).toEqual({ source: asked.source, mends: [], faults: [] });
	const patient = analysis();
	expect(await patient.examine(program(functions(100)))).toEqual([]);
});

test("many programs at once are all answered, each with its own labels", async () => {
	const { examine: ask } = analysis();
	const all = Array.from({ length: 40 }, (_one, at) => `print(${at})${at % 2 === 0 ? "\nimport socket" : ""}`);
	const answers = await Promise.all(all.map((source) => ask(program(source))));
	expect(answers.map((risks) => risks.length)).toEqual(all.map((_one, at) => (at % 2 === 0 ? 1 : 0)));
});

test("slow programs of one person do not keep another person's waiting", async () => {
	const { examine: ask, precheck } = analysis();
	const done: string[] = [];
	const answered = async (by: string, asked: Promise<unknown>) => {
		await asked;
		done.push(by);
	};
	const slow = [1, 2, 3, 4].flatMap((at) => [
		answered("ada", ask({ ...program(`${functions(900)}print(${at})`), by: "ada" })),
		answered("ada", precheck({ ...program(`${functions(900)}print(${at})`), made: [], files: [], by: "ada" })),
	]);
	await Promise.all([...slow, answered("bob", ask({ ...program("print(1)"), by: "bob" }))]);
	expect(done.indexOf("bob")).toBeLessThan(2);
});

test("a program is read once, whoever asks", async () => {
	const { examine: ask } = analysis();
	const of = (by: string) => ask({ ...program("import socket"), by });
	expect(await of("ada")).toBe(await of("bob"));
});

test("after it is closed it still answers, with nothing known", async () => {
	const one = analysis();
	const asked = one.examine(program(functions(1_000)));
	one.close();
	expect((await asked).map(({ label }) => label)).toEqual(["unparsed"]);
});

test("an edit of 100 kB does not keep the others waiting (D8)", async () => {
	const { examine: ask, precheck } = analysis();
	await ask(program("print(1)"));
	const big = "df['a'] = df['b'].str.replace('x', 'y')\n".repeat(2_500);
	const loop = watchLoop();
	await Promise.all([
		ask(program(`${functions(1_500)}print(1)`)),
		ask(program(`${big}print(1)`)),
		precheck({ language: "python", source: `${functions(1_000)}print(1)`, files: [], made: [], earlier: [] }),
	]);
	loop.stop();
	expect(loop.longest()).toBeLessThan(100);
});

test("its threads do not keep the bot from ending", async () => {
	const at = join(import.meta.dirname, "../../src/python/analysis.ts");
	const script = `import { openAnalysis } from ${JSON.stringify(at)}; const a = openAnalysis(); console.log((await a.examine({ language: "python", source: "import socket", files: [], earlier: [] }))[0].label);`;
	const { stdout } = await promisify(execFile)(
		process.execPath,
		["--no-warnings", "--input-type=module", "-e", script],
		{ timeout: 30_000 },
	);
	expect(stdout.trim()).toBe("network");
});
