// `npm run bench:cluster`: the same steps on a real cluster and on the Docker engine of the same machine, one after the other, as a page.

import { randomBytes, randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { cpus, loadavg, release, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sandbox } from "../../src/core/ports.ts";
import { type Lab, openLab, put, run, until } from "../../test/cluster/lab.ts";
import { RESULTS, type Spread, spread, timed, times } from "../sandbox/numbers.ts";
import { expectOutput, onStage } from "../sandbox/stage.ts";

const UPLOAD = 50 * 1024 ** 2;
const signal = new AbortController().signal;
const name = () => `bench:${randomUUID()}`;

/** Milliseconds, and what they must stay under at the median. */
interface Row {
	readonly what: string;
	readonly bar?: number;
	readonly key: keyof Measured;
}

interface Measured {
	readonly cold: Spread;
	readonly warm: Spread;
	readonly line: Spread;
	readonly cell: Spread;
	readonly upload: Spread;
	readonly close: Spread;
	readonly reopen: Spread;
}

const ROWS: readonly Row[] = [
	{ what: "first cell of a new thread, nothing kept ready", key: "cold" },
	{ what: "first cell of a new thread, a spare is ready", key: "warm", bar: 1000 },
	{ what: "question to the agent and back (open thread)", key: "line" },
	{ what: "cell `1+1` in a live kernel, files looked at before and after", key: "cell", bar: 12 },
	{ what: "upload of 50 MiB", key: "upload" },
	{ what: "suspend", key: "close" },
	{ what: "resume, with a first cell", key: "reopen" },
];

async function first(sandbox: Sandbox, thread: string): Promise<number> {
	return await timed(async () => expectOutput(await run(sandbox, thread, "1+1"), "2\n"));
}

/** On a thread that is open. */
async function open(sandbox: Sandbox, thread: string): Promise<Omit<Measured, "cold" | "warm">> {
	await first(sandbox, thread);
	const { generation } = await sandbox.open(thread, signal);
	const cell = () => timed(async () => expectOutput(await run(sandbox, thread, "1+1", generation), "2\n"));
	await times(20, cell);
	const line = await times(200, () => timed(() => sandbox.open(thread, signal)));
	const cells = await times(200, cell);
	const bytes = randomBytes(UPLOAD);
	const upload = await times(5, () => timed(() => put(sandbox, thread, "big.bin", bytes, randomUUID())));
	const closed: number[] = [];
	const reopen = await times(8, async () => {
		closed.push(await timed(() => sandbox.close(thread)));
		return await first(sandbox, thread);
	});
	return { line, cell: cells, upload, close: spread(closed), reopen };
}

async function onCluster(lab: Lab): Promise<Measured> {
	const sandbox = await lab.open();
	const ready = () =>
		until("a spare is ready", async () => {
			await sandbox.check();
			return sandbox.usage().pool.spares > 0;
		});
	const fresh = async () => {
		await ready();
		// As long as a spare idles at least: its Python loads packages meanwhile.
		await sleep(2500);
		const thread = name();
		const ms = await first(sandbox, thread);
		await sandbox.forget(thread);
		return ms;
	};
	const warm = await times(12, fresh);
	await ready();
	const rest = await open(sandbox, name());
	await lab.pool(0);
	await until("no spare is left", async () => (await lab.names("pods")).length <= 1);
	const cold = await times(6, async () => {
		const thread = name();
		const ms = await first(sandbox, thread);
		await sandbox.forget(thread);
		return ms;
	});
	return { cold, warm, ...rest };
}

async function onDocker(): Promise<Measured> {
	const over = { memoryBytes: 512 * 1024 ** 2 };
	const warm = await onStage({ ...over, spares: 1 }, async (stage) =>
		times(12, async () => {
			await stage.spare();
			await sleep(2500);
			const thread = name();
			const ms = await first(stage.sandbox, thread);
			await stage.sandbox.forget(thread);
			return ms;
		}),
	);
	return await onStage({ ...over, spares: 0 }, async ({ sandbox }) => {
		const cold = await times(6, async () => {
			const thread = name();
			const ms = await first(sandbox, thread);
			await sandbox.forget(thread);
			return ms;
		});
		return { cold, warm, ...(await open(sandbox, name())) };
	});
}

const shown = ({ p50, p95, n }: Spread) => `${p50} / ${p95} (${n})`;

function page(cluster: Measured, docker: Measured, load: readonly [number, number]): string {
	const machine = `${cpus().length} processors, ${Math.round(totalmem() / 1024 ** 3)} GB, kernel ${release()}, Node ${process.versions.node}`;
	const rows = ROWS.map(({ what, key, bar }) => {
		const over = bar !== undefined && cluster[key].p50 >= bar ? ", **missed**" : "";
		return `| ${what} | ${shown(cluster[key])} | ${shown(docker[key])} | ${bar === undefined ? "" : `< ${bar}${over}`} |`;
	});
	return `# Sandboxes on Kubernetes, measured

\`npm run bench:cluster\` writes this page: a real control plane, kubelet and containerd on this machine, sandboxes of the chart with a
volume each, beside the Docker driver in the same run. Times are milliseconds, p50 / p95 (n), from the call of the Sandbox port to its result.

${machine}. Load of the machine when it began and ended: ${load.map((one) => one.toFixed(1)).join(", ")}.

| what | Kubernetes | Docker | bar |
| ---- | ---------- | ------ | --- |
${rows.join("\n")}
`;
}

const [before = 0] = loadavg();
const lab = await openLab({ pool: 1 });
let cluster: Measured;
try {
	cluster = await onCluster(lab);
} finally {
	await lab.close();
	await lab.end();
}
const docker = await onDocker();
const [after = 0] = loadavg();
await writeFile(join(RESULTS, "cluster.md"), page(cluster, docker, [before, after]));
for (const { what, key, bar } of ROWS) {
	console.log(`${what}: ${shown(cluster[key])}, Docker ${shown(docker[key])}`);
	if (bar !== undefined && cluster[key].p50 >= bar) process.exitCode = 1;
}
