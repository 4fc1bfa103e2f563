// The promise: a CSV of 1.6 GB and ten million rows in DATA_DIRS, 4 GB of memory, 1 processor; empty rows out, dates parsed, saved as parquet.

import { chmod, mkdtemp, rename, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run } from "../../src/core/domain.ts";
import { diagnose } from "../../src/core/fix/diagnosis.ts";
import { foldersOf } from "../../src/sandbox/docker/files/folders.ts";
import { removeTree } from "../../src/sandbox/docker/files/removal.ts";
import type { Measured } from "./numbers.ts";
import { docker, onStage, type Stage } from "./stage.ts";

const ROWS = 10_000_000;
const PATH = "/data/big/orders.csv";
const MAKE = `
import duckdb
duckdb.sql("set threads = 1")
duckdb.sql("""copy (
  select range as id, strftime(timestamp '2023-01-01' + interval (range % 50000000) second, '%Y-%m-%d %H:%M:%S') as created_at,
    ['north','south','east','west'][1 + range % 4] as region, 'customer-' || (range * 7919) % 1000003 as customer,
    'product ' || range % 5000 as product, 1 + range % 9 as quantity, round((range * 37 % 100000) / 100.0, 2) as price,
    case when range % 97 = 0 then null else round((range * 91 % 1000000) / 100.0, 2) end as amount,
    ['web','shop','phone'][1 + range % 3] as channel, ['open','paid','sent','returned'][1 + range % 4] as status,
    md5(range::varchar) as token, 'note number ' || range || ' of the order, thank you' as note
  from range(${ROWS})) to 'orders.csv' (header)""")
`;
const PANDAS = `
import pandas as pd
df = pd.read_csv("${PATH}")
df = df.dropna()
df["created_at"] = pd.to_datetime(df["created_at"])
df.to_parquet("clean.parquet")
print(len(df))
`;
const DUCKDB = `
import duckdb
duckdb.sql("copy (select * from read_csv('${PATH}') where columns(*) is not null) to 'clean.parquet' (format parquet)")
print(duckdb.sql("select count(*), typeof(any_value(created_at)) from 'clean.parquet'").limit(1).fetchall()[0])
`;
const POLARS = `
import polars as pl
pl.scan_csv("${PATH}", try_parse_dates=True).drop_nulls().sink_parquet("clean2.parquet")
print(pl.scan_parquet("clean2.parquet").select(pl.len()).collect().item(), pl.scan_parquet("clean2.parquet").collect_schema()["created_at"])
`;

/** Most memory that a container had at a time, in GB. Its page cache counts as the kernel sees fit. */
async function most(stage: Stage): Promise<string> {
	const [id = ""] = await stage.containers();
	const { memory_stats: memory } = await docker.getContainer(id).stats({ stream: false });
	return `${((memory.max_usage ?? memory.usage) / 1024 ** 3).toFixed(1)} GB`;
}

function words(run: Run): string {
	const said = run.outcome === "ok" ? run.output.trim() : (run.error?.message ?? run.notes.join(" "));
	return `${run.outcome} after ${(run.durationMs / 1000).toFixed(1)} s: ${said}`;
}

export async function big(): Promise<Measured> {
	const folder = await mkdtemp(join(tmpdir(), "threadloop-data-"));
	try {
		await chmod(folder, 0o755);
		const size = await makeCsv(folder);
		return {
			"the file": `${(size / 1e9).toFixed(2)} GB, ${ROWS / 1e6} million rows, 12 columns`,
			...(await play(folder)),
		};
	} finally {
		await removeTree(folder);
	}
}

async function makeCsv(folder: string): Promise<number> {
	return await onStage({ diskKind: "folder", memoryBytes: 4 * 1024 ** 3 }, async (stage) => {
		const made = await stage.run("make", MAKE);
		if (made.outcome !== "ok") throw new Error(words(made));
		const file = join(folder, "orders.csv");
		await rename(join(foldersOf(stage.options.stateDir, "make").workspace, "orders.csv"), file);
		return (await stat(file)).size;
	});
}

async function play(folder: string): Promise<Measured> {
	const measured: Measured = {};
	const dataDirs = [{ name: "big", path: folder }];
	for (const [name, source] of [
		["plain pandas", PANDAS],
		["duckdb", DUCKDB],
		["polars, lazily", POLARS],
	] as const) {
		await onStage({ dataDirs, memoryBytes: 4 * 1024 ** 3, cpus: 1, spares: 0 }, async (stage) => {
			const run = await stage.run("t", source);
			measured[name] = `${words(run)} (most memory at a time: ${await most(stage)})`;
			if (run.outcome === "out_of_memory") {
				const found = diagnose(run, { source, uploads: [], timeoutMs: 300_000 });
				measured["what the model is told of it"] = found.text.replaceAll("\n", " ");
				if (!/4(\.0)? G/.test(found.text)) throw new Error(`the limit is not named: ${found.text}`);
			} else if (run.outcome !== "ok" && name !== "plain pandas") throw new Error(words(run));
		});
	}
	return measured;
}
