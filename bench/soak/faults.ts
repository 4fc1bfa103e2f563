// What goes wrong in the soak and when: a plan by the seed, in which every fault comes up before one comes twice.

import { execFile } from "node:child_process";
import { statfsSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { signal } from "../../scripts/services/identity.ts";
import type { Random } from "../loop/random.ts";
import type { Scene } from "./scene.ts";

const run = promisify(execFile);

export const FAULTS = {
	"bot killed": ({ pid }) => kill(pid("bot")),
	"bot told to stop, and started again": async ({ pid }) => signal(pid("bot"), "SIGTERM"),
	"Redis killed": ({ pid }) => kill(pid("redis")),
	"model server killed": ({ pid }) => kill(pid("model")),
	"a container killed": async ({ containers, random }) => {
		const all = await containers();
		if (all.length > 0) await run("docker", ["kill", random.pick(all)]).catch(() => {});
	},
	"model answers 429 for 6 s": ({ refuseModel }) => refuseModel(429, 6000),
	"model answers 401 for 6 s": ({ refuseModel }) => refuseModel(401, 6000),
	"Slack's sockets cut": async ({ slack }) => slack.cut(),
	"Discord's gateway cut": async ({ discord }) => discord.cut(),
	"Slack answers 429 for 5 s": async ({ slack }) => slack.refuse(429, 5000),
	"Slack answers invalid_auth for 5 s": async ({ slack }) => slack.refuse(401, 5000),
	"Discord answers 429 for 5 s": async ({ discord }) => discord.refuse(429, 5000),
	"Discord answers 401 for 5 s": async ({ discord }) => discord.refuse(401, 5000),
	"disk full for 8 s": async ({ disk }) => {
		if (disk === undefined) return;
		const filler = join(disk, "filler");
		const { bavail, bsize } = statfsSync(disk);
		await run("fallocate", ["-l", String(Math.max(bsize, bavail * bsize - 64 * 1024)), filler]).catch(() => {});
		await sleep(8000);
		await rm(filler, { force: true });
	},
	"disk slow for 15 s": async ({ disk }) => {
		if (disk === undefined) return;
		// By another process: this one writes logs there, and could not end what holds it up.
		const once = 'fsfreeze --freeze "$1" && sleep 0.35; fsfreeze --unfreeze "$1"';
		for (const until = Date.now() + 15_000; Date.now() < until; await sleep(150))
			await run("sh", ["-c", once, "sh", disk]);
	},
	"clock ten minutes ahead for 10 s": async ({ clock }) => {
		writeFileSync(clock, "600000");
		await sleep(10_000);
		writeFileSync(clock, "0");
	},
	"engine killed": async ({ engine }) => {
		await engine?.kill();
		await engine?.start({ liveRestore: true });
	},
} satisfies Record<string, (scene: Scene & { random: Random }) => Promise<unknown>>;

export type FaultName = keyof typeof FAULTS;

export interface Planned {
	/** Milliseconds after the beginning. */
	readonly at: number;
	readonly fault: FaultName;
}

/** The first minute and the last two are quiet. */
export function planOf(random: Random, ms: number, leaveOut: readonly FaultName[]): readonly Planned[] {
	const known = (Object.keys(FAULTS) as FaultName[]).filter((name) => !leaveOut.includes(name));
	const plan: Planned[] = [];
	let bag: FaultName[] = [];
	const most = Math.max(20_000, ms / 60);
	for (let at = 45_000; at < ms - 60_000; at += random.between(most / 2, most * 1.5)) {
		if (bag.length === 0) bag = [...known];
		const fault = random.pick(bag);
		bag = bag.filter((name) => name !== fault);
		plan.push({ at: Math.round(at), fault });
	}
	return plan;
}

async function kill(pid: number): Promise<void> {
	signal(pid, "SIGKILL", { group: true });
}
