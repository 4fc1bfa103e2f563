// `npm run soak`: people ask on both platforms for an hour while everything fails in turn; writes bench/results/soak.md.
// `-- --minutes 10 --people 200 --threads 50 --seed 1`; `--engine` plays an engine of its own that is killed, too.

import { copyFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { randomOf } from "../loop/random.ts";
import { FAULTS, type FaultName, type Planned, planOf } from "./faults.ts";
import { audited, problemsWith, turnOf } from "./ledger.ts";
import { openPlayers } from "./players.ts";
import { soakReport } from "./report.ts";
import { openSamples } from "./samples.ts";
import { openScene } from "./scene.ts";

const { values } = parseArgs({
	options: {
		minutes: { type: "string", default: "60" },
		people: { type: "string", default: "200" },
		threads: { type: "string", default: "50" },
		seed: { type: "string", default: "1" },
		engine: { type: "boolean", default: false },
		out: { type: "string", default: join(import.meta.dirname, "../results/soak.md") },
	},
});
const LOOK_AGAIN_MS = 5000;
const options = {
	minutes: Number(values.minutes),
	people: Number(values.people),
	threads: Number(values.threads),
	seed: Number(values.seed),
};
const say = (line: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`);
const load = loadavg()[1] ?? 0;
const scene = await openScene({ people: options.people, engine: values.engine, say });
process.on("unhandledRejection", (error) => say(`unexpected: ${String(error)}`));
const leave = async (code: number) => {
	await scene.close();
	process.exit(code);
};
process.once("SIGINT", () => void leave(130));
process.once("SIGTERM", () => void leave(143));

try {
	const random = randomOf(options.seed);
	const lacks: FaultName[] = [
		...(values.engine ? [] : (["engine killed"] as const)),
		...(scene.disk === undefined ? (["disk full for 8 s", "disk slow for 15 s"] as const) : []),
	];
	const ms = options.minutes * 60_000;
	const plan = planOf(random, ms, lacks);
	const samples = openSamples(scene);
	const players = openPlayers([scene.slack, scene.discord], scene.store, random);
	const began = Date.now();
	let over = false;
	const played: Planned[] = [];
	const faults = (async () => {
		for (const planned of plan) {
			await sleep(Math.max(0, began + planned.at - Date.now()));
			say(`${players.busy()} waiting, ${players.questions.length} asked; now: ${planned.fault}`);
			played.push({ ...planned, at: Date.now() - began });
			await FAULTS[planned.fault]({ ...scene, random }).catch((error: unknown) =>
				say(`${planned.fault}: ${String(error)}`),
			);
		}
	})();
	const sampling = (async () => {
		for (; !over; await sleep(5000)) await samples.take((Date.now() - began) / 1000).catch(() => {});
	})();
	await players.play({ threads: options.threads, until: began + ms });
	await faults;
	say("everybody has gone home; looking at every thread");
	const found: Awaited<ReturnType<typeof problemsWith>>[number][] = [];
	// Those that nobody heard in time may have been heard later: their code waits.
	for (const question of players.questions.filter(({ end }) => end === "unheard")) {
		const turn = await turnOf(scene.store, question).catch(() => undefined);
		if (typeof turn === "object") question.turn = turn;
	}
	const until = Date.now() + 120_000;
	// One look-alike answers for all: a few at a time, and each gets another look, however late it is.
	const left = [...players.questions];
	const look = async () => {
		for (let question = left.shift(); question !== undefined; question = left.shift())
			found.push(...(await problemsWith(question, Math.max(LOOK_AGAIN_MS, until - Date.now()))));
	};
	await Promise.all([look(), look(), look(), look()]);
	over = true;
	await sampling;
	const outside = [...scene.slack.problems(), ...scene.discord.problems()];
	const leftBehind = await scene.stopBot();
	const page = soakReport({
		machine: `${cpus().length} processors, ${Math.round(totalmem() / 1e9)} GB, Node ${process.versions.node}; a load average of ${load.toFixed(1)} by other work when it began`,
		options,
		questions: players.questions,
		problems: found,
		outside,
		audit: audited(scene.stateDir),
		faults: played,
		leftOut: lacks,
		samples: samples.all,
		leftBehind,
		began,
	});
	writeFileSync(values.out, page);
	console.log(page);
	const log = join(tmpdir(), `threadloop-soak-seed-${options.seed}-bot.log`);
	if (found.length > 0) copyFileSync(join(scene.stateDir, "logs/bot.log"), log);
	if (found.length > 0) say(`the bot's log is kept in ${log}`);
	await leave(found.length === 0 && leftBehind.length === 0 ? 0 : 1);
} catch (error) {
	console.error(error);
	await leave(1);
}
