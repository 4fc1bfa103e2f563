// Many threads at once with a model that streams 40 tokens a second: is anything lost or mixed, and is the budget of edits kept?

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openBot } from "../../src/core/bot.ts";
import type { Run } from "../../src/core/domain.ts";
import { softFailure } from "../../src/core/fix/answer-check.ts";
import { plan } from "../../src/core/fix/strategy.ts";
import { unmet } from "../../src/core/fix/wishes.ts";
import type { Adapter, FrontDoor, Posts, Sandbox } from "../../src/core/ports.ts";
import { openModel } from "../../src/model/client.ts";
import { precheck } from "../../src/python/precheck.ts";
import { examine } from "../../src/python/risk.ts";
import { summarise } from "../../src/python/summary.ts";
import { openQueue } from "../../src/queue.ts";
import { openStore } from "../../src/store/redis.ts";
import type { Platform, Talk } from "../../test/adapters/stage.ts";
import { startPlayer } from "../../test/e2e/model.ts";
import { recorded } from "../../test/e2e/stage.ts";
import { until } from "../../test/e2e/twin.ts";
import { startRedis } from "../../test/fakes/redis.ts";
import { defaults } from "../../test/fakes/settings.ts";

export interface Crowd {
	readonly threads: number;
	/** Threads whose own answer came, once. */
	readonly answered: number;
	/** Threads in which something of another thread was seen. */
	readonly mixed: number;
	/** Requests outside the platform's limits, edits over the budget among them. */
	readonly problems: readonly string[];
	readonly posts: number;
	readonly edits: number;
	/** The most edits within any 60 s. */
	readonly densest: number;
	/** Of each thread, seconds until its code with buttons and until its answer was on the platform. */
	readonly card: readonly number[];
	readonly answer: readonly number[];
	/** Seconds until no thread showed a button for code that had been decided. */
	readonly settled: number;
}

export interface Connected extends Adapter {
	start(door: FrontDoor): Promise<void>;
	stop(): Promise<void>;
}

export interface CrowdOptions {
	readonly open: () => Promise<Platform>;
	readonly connect: (
		env: Platform["env"],
		parts: { readonly posts: Posts; readonly bytes: Sandbox["bytes"] },
	) => Connected;
	readonly threads: number;
	/** Whether this text is an edit, where edits have a budget. */
	readonly isEdit: (sent: { readonly text: string }) => boolean;
}

/** About 160 characters a second, in the player's chunks of 12. */
const PACE = 75;
const TIMEOUT = 500_000;

export async function measureCrowd({ open, connect, threads, isEdit }: CrowdOptions): Promise<Crowd> {
	const [platform, redis, model] = await Promise.all([open(), startRedis(), startPlayer(recorded)]);
	const folder = await mkdtemp(join(tmpdir(), "threadloop-crowd-"));
	const store = await openStore({ url: redis.url, hostId: "bench", log: () => {}, now: Date.now });
	const queue = openQueue({
		url: redis.url,
		name: "threads-bench",
		concurrency: 100,
		log: () => {},
		unfinished: store.unfinished,
	});
	const sandbox = inProcess();
	const adapter = connect(platform.env, { posts: store.posts, bytes: sandbox.bytes });
	const bot = openBot({
		store,
		queue,
		model: openModel({ baseUrl: model.url, log: () => {} }),
		sandbox,
		adapter: () => adapter,
		clock: { now: Date.now },
		log: () => {},
		settings: () => defaults,
		examine: async (program) => examine(program),
		summarise: async (program) => summarise(program),
		precheck: async (program) => precheck(program),
		softFailure,
		unmet,
		plan,
		audit: { write: async () => {} },
		about: { model: async () => "", limits: [] },
		sample: () => ReadableStream.from([]),
	});
	queue.work(bot.advance);
	await adapter.start(bot);
	model.pace = PACE;
	const began = Date.now();
	const names = Array.from({ length: threads }, (_, at) => `number${at}x`);
	try {
		const talks = await Promise.all(names.map((name) => ask(platform, name)));
		const since = (at: number) => (at - began) / 1000;
		const times = await Promise.all(
			talks.map(async (talk, at) => {
				const name = names[at] ?? "";
				const card = await sent(platform, (text) => text.includes("Approve") && text.includes(name));
				await approve(platform, talk);
				const answer = await sent(platform, (text) => text.includes(`The program says: ${name}`));
				return { card: since(card), answer: since(answer) };
			}),
		);
		for (const talk of talks) await undecided(platform, talk);
		const settled = since(Date.now());
		const texts = await Promise.all(talks.map(async (talk) => (await ours(platform, talk)).map(({ text }) => text)));
		const edits = platform.sent().filter(isEdit);
		return {
			threads,
			answered: texts.filter(
				(said, at) => said.filter((text) => text.includes(`The program says: ${names[at]}`)).length === 1,
			).length,
			mixed: texts.filter((said, at) => names.some((name, other) => other !== at && said.join("\n").includes(name)))
				.length,
			problems: platform.problems(),
			posts: platform.sent().length - edits.length,
			edits: edits.length,
			densest: Math.max(
				...edits.map(({ at }) => edits.filter((one) => one.at > at - 60_000 && one.at <= at).length),
				0,
			),
			card: times.map(({ card }) => card),
			answer: times.map(({ answer }) => answer),
			settled,
		};
	} finally {
		await adapter.stop();
		await store.close();
		await queue.close();
		await Promise.all([model.close(), platform.close(), redis.stop(), rm(folder, { recursive: true, force: true })]);
	}
}

async function ask(platform: Platform, name: string): Promise<Talk> {
	const lines = Array.from({ length: 12 }, (_, at) => `step_${at} = ${at} # on the way to the result`);
	return platform.say(`${platform.mention} say: ${lines.join("\n")}\nprint('${name}')`, {});
}

const ours = async (platform: Platform, talk: Talk) =>
	(await platform.posts(talk)).filter(({ by, onlyFor }) => by === platform.bot && onlyFor === undefined);

/** When the platform had a post or an edit that fits, once it has. Looking there is cheap, so that a hundred threads do not measure the looking. */
async function sent(platform: Platform, fits: (text: string) => boolean): Promise<number> {
	const found = async () => {
		await sleep(250);
		return platform.sent().find(({ text }) => fits(text));
	};
	return (await until("a post", found, TIMEOUT)).at;
}

async function approve(platform: Platform, talk: Talk): Promise<void> {
	const find = async () => (await ours(platform, talk)).findLast(({ buttons }) => buttons.includes("Approve"));
	await platform.click(talk, await until("the code", find), "Approve", platform.requester);
}

async function undecided(platform: Platform, talk: Talk): Promise<void> {
	const gone = async () => {
		const posts = await ours(platform, talk);
		if (posts.every(({ buttons }) => !buttons.includes("Approve"))) return true;
		await sleep(1000);
		return undefined;
	};
	await until("the buttons gone", gone, TIMEOUT);
}

/** Thirty containers on a small machine would measure the machine: here the program's last line alone is "run". */
function inProcess(): Sandbox {
	const runs = new Map<string, Run>();
	return {
		open: async () => ({ generation: "g1" }),
		put: async (_thread, { name }) => name,
		has: async () => undefined,
		profile: async () => ({ format: "csv", notes: [] }),
		data: async () => [],
		run: async ({ id, source, onOutput }) => {
			await new Promise((resolve) => setTimeout(resolve, 500));
			const output = `${/print\('(\w+)'\)/.exec(source)?.[1] ?? ""}\n`;
			onOutput(output);
			const run: Run = {
				id,
				outcome: "ok",
				output,
				durationMs: 500,
				changed: [],
				artifacts: [],
				notes: [],
				variablesKept: true,
			};
			runs.set(id, run);
			return run;
		},
		result: async (_thread, id) => runs.get(id),
		digest: async () => undefined,
		look: async () => ({ kind: "closed" }),
		bytes: async function* () {},
		close: async () => {},
		forget: async () => {},
	};
}
