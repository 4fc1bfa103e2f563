// The CPU model's threads: measured, remembered, and fewer of them once other programs make it slow; and what people are told of its pace.

import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { type ModelOptions, openModel } from "../../scripts/services/model.ts";
import { paceOf } from "../../scripts/services/pace.ts";
import { candidates, chosen, measured } from "../../scripts/services/threads.ts";
import { known } from "../../scripts/weights/known.ts";
import { stateFolder } from "./folder.ts";

/** A state folder whose Python is `llama.mjs` at these paces, with weights that count as known. */
function folderWith(paces: Readonly<Record<string, number>>) {
	const stateDir = stateFolder();
	for (const folder of ["venv/bin", "models"]) mkdirSync(join(stateDir, folder), { recursive: true });
	const python = join(stateDir, "venv/bin/python");
	const program = readFileSync(join(import.meta.dirname, "llama.mjs"), "utf8");
	writeFileSync(`${python}.mjs`, program);
	// Its own arguments come after `-u` and a script that it does not need.
	writeFileSync(python, `#!/bin/sh\nexec "${process.execPath}" "${python}.mjs" "$@"\n`);
	chmodSync(python, 0o755);
	const set = (next: Readonly<Record<string, number>>) => writeFileSync(`${python}.mjs.json`, JSON.stringify(next));
	set(paces);
	const weights = join(stateDir, "models", known[0].name);
	writeFileSync(weights, "weights");
	const { size, mtimeMs } = statSync(weights);
	const verified = { [weights]: { size, mtimeMs, sha256: known[0].sha256 } };
	writeFileSync(join(stateDir, "models/verified.json"), JSON.stringify(verified));
	const said: string[] = [];
	const open = async (o: ModelOptions = {}) => {
		const model = await openModel({ stateDir, say: (line) => said.push(line) }, o);
		onTestFinished(() => model.running.stop());
		return model;
	};
	const log = () => readFileSync(join(stateDir, "logs/model.log"), "utf8");
	return { stateDir, said, open, set, log };
}

test("one, two, four and all threads are tried, and the fewest that are about as fast as the fastest are taken", () => {
	expect([1, 2, 3, 6, 8].map(candidates)).toEqual([[1], [1, 2], [1, 2, 3], [1, 2, 4, 6], [1, 2, 4, 8]]);
	const of = (...writes: number[]) => writes.map((one, at) => ({ threads: 2 ** at, writes: one, reads: 10 }));
	expect([of(4), of(4, 7), of(4, 4.3), of(4, 7, 7.5)].map((all) => chosen(all)?.threads)).toEqual([1, 2, 1, 2]);
});

test("threads that stand still beside a busy processor are given up after the time that fewer took, and no more are tried", async () => {
	const tried: [number, number][] = [];
	const speeds = await measured([1, 2, 4], async (threads, ms) => {
		tried.push([threads, ms]);
		await new Promise((resolve) => setTimeout(resolve, 50));
		return threads === 1 ? { threads, writes: 4, reads: 20 } : undefined;
	});
	expect(speeds.map(({ threads }) => threads)).toEqual([1]);
	expect(tried.map(([threads]) => threads)).toEqual([1, 2]);
	expect(tried[1]?.[1]).toBe(8000);
});

test("what was measured is remembered, and not measured again", async () => {
	const { open, said } = folderWith({ 1: 400 });
	expect((await open({ threads: 1 })).speed).toEqual({ threads: 1, writes: 400, reads: 4000 });
	expect(said).toEqual(["measuring how fast the model is here ..."]);
	expect((await open({ threads: 1 })).speed.writes).toBe(400);
	expect(said).toHaveLength(1);
});

test("a number of threads that the operator set is what the server gets, and it stays", async () => {
	const { open, log } = folderWith({ 3: 400 });
	const { running } = await open({ threads: 3 });
	await running.start();
	await vi.waitFor(() => expect(log()).toContain("threads 3"), 10_000);
});

test("a model that gets slow goes on with half as many threads, the console says why, and the next start measures anew", async () => {
	const { stateDir, open, said, set, log } = folderWith({
		1: 100,
		2: 200,
		4: 400,
		8: 800,
		16: 1600,
		32: 3200,
		64: 6400,
	});
	// Whatever the machine of the test has.
	writeFileSync(join(stateDir, "models/threads.json"), "");
	const model = await open({ everyMs: 100 });
	const { threads, writes } = model.speed;
	await model.running.start();
	const ask = () =>
		fetch(model.url.replace("/v1", "/completion"), {
			method: "POST",
			headers: { authorization: `Bearer ${model.key}` },
			body: JSON.stringify({ n_predict: 20 }),
		});
	set({ [threads]: writes / 4, [Math.floor(threads / 2)]: 100 });
	await vi.waitFor(
		async () => {
			await ask();
			expect(said.join("\n")).toContain(`in place of ${threads}.`);
		},
		{ timeout: 20_000, interval: 300 },
	);
	await vi.waitFor(() => expect(log()).toContain(`threads ${Math.floor(threads / 2)}\n`), 10_000);
	expect(said.join("\n")).not.toContain("ended unexpectedly");
	expect(() => readFileSync(join(stateDir, "models/threads.json"))).toThrow("ENOENT");
});

test("people are told how long the code for a question takes here, in both languages", () => {
	expect(paceOf({ threads: 1, writes: 3, reads: 16.7 })).toEqual({
		en: "The model is a small one on this machine's CPU. Measured here it writes 3.0 tokens a second, so the code for a question takes about 1 minute.",
		zh: "模型是在这台机器的 CPU 上运行的小模型。实测每秒约生成 3.0 个 token，所以一个问题的代码大约需要 1 分钟。",
	});
	const about = (writes: number, reads: number) => /about (.*)\./.exec(paceOf({ threads: 1, writes, reads }).en)?.[1];
	expect([about(40, 300), about(12, 60), about(1, 8), about(0.4, 4)]).toEqual([
		"5 seconds",
		"15 seconds",
		"2.5 minutes",
		"6 minutes",
	]);
});
