// The parts of the bench that measure this project's own sandbox.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { download } from "../../src/adapters/download.ts";
import { openSandbox } from "../../src/sandbox/docker.ts";
import { type Measured, spread, timed, times } from "./numbers.ts";
import { expectOutput, memoryOf, onStage, type Stage, signal } from "./stage.ts";

const SWALLOW =
	"import time\nprint('on', flush=True)\nwhile True:\n    try: time.sleep(9)\n    except BaseException: pass";

export async function warm(): Promise<Measured> {
	return await onStage({}, async (stage) => {
		// As in a Turn, whose Approval names the kernel.
		const { generation } = await stage.sandbox.open("t", signal);
		const onePlusOne = () => timed(async () => expectOutput(await stage.run("t", "1+1", { generation }), "2\n"));
		await times(30, onePlusOne);
		return {
			"1+1": await times(300, onePlusOne),
			"print of a pandas frame": await times(50, () =>
				timed(() => stage.run("t", "import pandas as pd\npd.DataFrame({'a': range(5)})", { generation })),
			),
		};
	});
}

export async function first(): Promise<Measured> {
	const hit = await onStage({ spares: 1 }, async (stage) => {
		const fresh = async (name: string, source: string) => {
			await stage.spare();
			// The spare imports packages while it idles.
			await sleep(2500);
			const ms = await timed(() => stage.run(name, source));
			await stage.sandbox.forget(name);
			return ms;
		};
		return {
			"pool hit": await times(10, (number) => fresh(`h${number}`, "1+1")),
			"pool hit, import pandas": await times(5, (number) => fresh(`p${number}`, "import pandas")),
		};
	});
	const miss = await onStage({ spares: 0 }, async (stage) => {
		const fresh = async (name: string, source: string) => {
			const ms = await timed(() => stage.run(name, source));
			await stage.sandbox.forget(name);
			return ms;
		};
		return {
			"pool miss": await times(10, (number) => fresh(`m${number}`, "1+1")),
			"pool miss, import pandas": await times(5, (number) => fresh(`q${number}`, "import pandas")),
		};
	});
	return { ...hit, ...miss };
}

async function stopped(stage: Stage, source: string): Promise<number> {
	const stop = new AbortController();
	const said = Promise.withResolvers<void>();
	const run = stage.run("t", source, { stop: stop.signal, onOutput: () => said.resolve() });
	await said.promise;
	const ms = await timed(async () => {
		stop.abort();
		const { outcome } = await run;
		if (outcome !== "cancelled") throw new Error(`stopped and ${outcome}`);
	});
	expectOutput(await stage.run("t", "1+1"), "2\n");
	return ms;
}

export async function stop(): Promise<Measured> {
	return await onStage({}, async (stage) => ({
		cooperative: await times(20, () => stopped(stage, "print('on', flush=True)\nwhile True: pass")),
		"cooperative, asleep": await times(10, () =>
			stopped(stage, "import time\nprint('on', flush=True)\ntime.sleep(100)"),
		),
		hostile: await times(3, () => stopped(stage, SWALLOW)),
	}));
}

export async function reattach(): Promise<Measured> {
	const count = 20;
	return await onStage({ memoryBytes: 512 * 1024 ** 2, maxSandboxes: count, spares: 0 }, async (stage) => {
		const threads = Array.from({ length: count }, (_, number) => `t${number}`);
		for (const thread of threads) await stage.run(thread, `mine = "${thread}"`);
		const all: number[] = [];
		const each: number[] = [];
		for (let round = 0; round < 3; round += 1) {
			await stage.sandbox.detach();
			const start = performance.now();
			stage.sandbox = await openSandbox(stage.options);
			await Promise.all(
				threads.map(async (thread) => {
					await stage.sandbox.open(thread, signal);
					each.push(performance.now() - start);
				}),
			);
			all.push(performance.now() - start);
		}
		for (const thread of threads) expectOutput(await stage.run(thread, "print(mine)"), `${thread}\n`);
		return { "all of 20": spread(all), "each of 20": spread(each) };
	});
}

/** A chat platform's file host, in a process of its own: any path gives that many bytes of CSV. */
const FILE_HOST = `
const chunk = Buffer.alloc(65536, "12,north,3.5\\n");
require("http").createServer(async (request, response) => {
	const size = Number(request.url.slice(1));
	response.writeHead(200, { "content-length": size });
	for (let sent = 0; sent < size; sent += chunk.length)
		if (!response.write(chunk.subarray(0, size - sent))) await new Promise((go) => response.once("drain", go));
	response.end();
}).listen(0, "127.0.0.1", function () { console.log(this.address().port); });`;

/** As an adapter does it: fetched from the platform and handed to the sandbox. A running bot has taken files before. */
export async function upload(): Promise<Measured> {
	const host = spawn(process.execPath, ["-e", FILE_HOST], { stdio: ["ignore", "pipe", "inherit"] });
	const [port] = await once(host.stdout, "data");
	const origin = `http://127.0.0.1:${String(port).trim()}`;
	const from = {
		platform: "Slack",
		setting: "",
		hosts: [origin],
		headers: {},
		maxBytes: 2e9,
		whenRefused: "",
	} as const;
	try {
		return await onStage({ spares: 0 }, async (stage) => {
			await stage.run("t", "1+1");
			async function take(id: string, size: number): Promise<{ ms: number; growth: number }> {
				global.gc?.();
				const before = process.memoryUsage().rss;
				let most = before;
				const watch = setInterval(() => {
					most = Math.max(most, process.memoryUsage().rss);
				}, 10);
				const file = { id, name: `${id}.csv`, size, source: "" };
				const ms = await timed(async () =>
					stage.sandbox.put(
						"t",
						file,
						await download(from, { name: id, size, url: `${origin}/${size}` }, signal),
						signal,
					),
				);
				clearInterval(watch);
				return { ms, growth: Math.round((Math.max(most, process.memoryUsage().rss) - before) / 1024 ** 2) };
			}
			const first = await take("first", 1e8);
			const { ms, growth } = await take("big", 1e9);
			expectOutput(await stage.run("t", "import os\nprint(os.path.getsize('big.csv'))"), "1000000000\n");
			return {
				"the first 100 MB ever, growth, MB": first.growth,
				"1 GB after it, growth, MB": growth,
				"1 GB, MB a second": Math.round(1e6 / ms),
			};
		});
	} finally {
		host.kill();
	}
}

export async function memory(): Promise<Measured> {
	const count = 6;
	const idle = async (source: string) =>
		await onStage({ spares: 0, maxSandboxes: count }, async (stage) => {
			for (let number = 0; number < count; number += 1) await stage.run(`t${number}`, source);
			await sleep(2000);
			const sizes = await Promise.all((await stage.containers()).map(memoryOf));
			return spread(sizes);
		});
	return {
		"idle container, MB": await idle("1+1"),
		"with pandas, MB": await idle("import pandas"),
	};
}
