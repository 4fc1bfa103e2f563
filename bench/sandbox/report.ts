// The page of what was measured, beside what a user would have instead, and whether the bars are met.

import { writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { type Measured, RESULTS, type Results, type Spread } from "./numbers.ts";
import { docker } from "./stage.ts";

type Value = Measured[string] | undefined;

interface Row {
	readonly what: string;
	readonly ours: Value;
	readonly exec?: Value;
	readonly jupyter?: Value;
	readonly bar?: number;
}

/** Writes `sandbox.md`; resolves with the bars that were missed, in words. */
export async function writeReport(results: Results): Promise<readonly string[]> {
	const of = (part: string, name: string): Value => results[part]?.measured[name];
	const exec = of("exec", "1+1");
	const heavy = of("exec", "1+1 after import pandas");
	const rows: readonly Row[] = [
		{ what: "warm `1+1`, ms", ours: of("warm", "1+1"), exec, jupyter: of("jupyter", "1+1"), bar: 10 },
		{ what: "a cell that uses pandas, ms", ours: of("warm", "print of a pandas frame"), exec: heavy },
		{
			what: "first cell of a new thread, pool hit, ms",
			ours: of("first", "pool hit"),
			jupyter: of("jupyter", "first cell, no pool"),
			bar: 100,
		},
		{ what: "the same with `import pandas`, ms", ours: of("first", "pool hit, import pandas"), exec: heavy },
		{
			what: "first cell of a new thread, pool miss, ms",
			ours: of("first", "pool miss"),
			jupyter: of("jupyter", "first cell, no pool"),
		},
		{ what: "the same with `import pandas`, ms", ours: of("first", "pool miss, import pandas") },
		{
			what: "stop, a busy loop, ms",
			ours: of("stop", "cooperative"),
			exec: "goes on",
			jupyter: of("jupyter", "stop, cooperative"),
			bar: 300,
		},
		{ what: "stop, asleep, ms", ours: of("stop", "cooperative, asleep"), exec: "goes on", bar: 300 },
		{
			what: "stop, code that swallows it, ms",
			ours: of("stop", "hostile"),
			exec: "goes on",
			jupyter: of("jupyter", "stop, hostile"),
		},
		{ what: "20 threads found again after a restart, all, ms", ours: of("reattach", "all of 20") },
		{ what: "1 GB upload, MB a second", ours: of("upload", "1 GB, MB a second") },
		{
			what: "1 GB upload, growth of the bot's memory, MB",
			ours: of("upload", "1 GB after it, growth, MB"),
			bar: 50,
		},
		{
			what: "memory of an idle container, MB",
			ours: of("memory", "idle container, MB"),
			jupyter: of("jupyter", "idle container, MB"),
		},
		{ what: "the same with pandas, MB", ours: of("memory", "with pandas, MB") },
	];
	const missed = rows.flatMap(({ what, ours, bar }) => {
		const value = middle(ours);
		return bar === undefined || value === undefined || value < bar ? [] : [`${what}: ${value}, the bar is ${bar}`];
	});
	const table = rows.map(
		({ what, ours, exec, jupyter, bar }) =>
			`| ${what} | ${shown(ours)} | ${shown(exec)} | ${shown(jupyter)} | ${ratio(exec, ours)} | ${ratio(jupyter, ours)} | ${bar === undefined ? "" : `< ${bar}`} |`,
	);
	const page = [
		"# The sandbox, measured",
		"",
		"`npm run bench:sandbox` writes this page. Times are p50 / p95 (n), host to host: from the call of the Sandbox port to its result, with the",
		"look at the files before and after. Beside them, in the same run on the same machine: `docker exec python3 -c` for each cell in one of our own",
		"containers, and Jupyter Server 2.21.1 in a container with our limits and a network, over its HTTP and WebSocket API.",
		"",
		await machine(),
		"",
		"| what | Threadloop | docker exec | Jupyter Server | exec : ours | Jupyter : ours | bar |",
		"| ---- | ---------- | ----------- | -------------- | ----------- | -------------- | --- |",
		...table,
		"",
		...bigSection(results),
	];
	await writeFile(join(RESULTS, "sandbox.md"), page.join("\n"));
	return missed;
}

async function machine(): Promise<string> {
	const { ServerVersion, CgroupVersion, KernelVersion } = await docker.info();
	const gigabytes = Math.round(totalmem() / 1024 ** 3);
	return `${cpus().length} processors, ${gigabytes} GB, kernel ${KernelVersion}, Engine ${ServerVersion}, cgroup v${CgroupVersion}, Node ${process.versions.node}.`;
}

function isSpread(value: Value): value is Spread {
	return typeof value === "object";
}

function middle(value: Value): number | undefined {
	if (isSpread(value)) return value.p50;
	const number = Number(value);
	return Number.isNaN(number) ? undefined : number;
}

function shown(value: Value): string {
	if (value === undefined) return "";
	return isSpread(value) ? `${value.p50} / ${value.p95} (${value.n})` : String(value);
}

function ratio(theirs: Value, ours: Value): string {
	const [a, b] = [middle(theirs), middle(ours)];
	return a === undefined || b === undefined || b === 0 ? "" : `${(a / b).toFixed(1)}`;
}

function bigSection(results: Results): readonly string[] {
	const big = results.big;
	if (big === undefined) return [];
	const lines = Object.entries(big.measured).map(
		([name, value]) => `| ${name} | ${shown(value).replaceAll("|", "\\|")} |`,
	);
	return [
		"## A CSV of 1.6 GB in DATA_DIRS, 4 GB of memory, 1 processor",
		"",
		"`npm run bench:sandbox -- big`: drop the empty rows, parse the dates, save as parquet.",
		"",
		"| what | measured |",
		"| ---- | -------- |",
		...lines,
		"",
	];
}
