// `npm run bench:gpu`: how many tokens a model server writes, and how soon, with 1, 8 and 32 threads at once.

import { writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { openModel } from "../../src/model/client.ts";
import { gpuReport } from "./report.ts";
import { type Measured, playThreads } from "./threads.ts";

const USAGE = `npm run bench:gpu -- [--threads 1,8,32] [--out FILE]
Needs a model server: MODEL_BASE_URL, MODEL_API_KEY if it has one, and MODEL_NAME where it has several; bench/gpu/serve.sh starts vLLM with
the weights in a folder, or with random ones of the same shape where there are none. --out: a page beside what is printed.`;

const { values: asked } = parseArgs({
	options: {
		threads: { type: "string", default: "1,8,32" },
		out: { type: "string" },
		help: { type: "boolean", default: false },
	},
});
const { MODEL_BASE_URL: baseUrl, MODEL_NAME: name, MODEL_API_KEY: apiKey } = process.env;
const counts = asked.threads.split(",").map(Number);
if (asked.help || baseUrl === undefined || counts.some((count) => !Number.isInteger(count) || count < 1)) {
	console.error(USAGE);
	process.exit(asked.help ? 0 : 2);
}
const model = openModel({
	baseUrl,
	...(name === undefined ? {} : { name }),
	...(apiKey === undefined ? {} : { apiKey }),
	log: () => {},
});
const line = await model.line();
const measured: Measured[] = [];
for (const count of counts) {
	measured.push(await playThreads(model, count, `play of ${count} at ${Date.now()}`));
	console.log(`${count} at once: done after ${measured.at(-1)?.seconds.toFixed(1)} s`);
}
const machine = `The client's machine: ${cpus().length} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}`;
const page = gpuReport({ model: line, machine, measured });
if (asked.out !== undefined) await writeFile(resolve(asked.out), page);
console.log(page);
