// `npm run bench:chat`: what people wait for on each platform, and thirty and a hundred threads at once; writes bench/results/chat.md and chat.json.

import { writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openDiscord } from "../../src/adapters/discord/adapter.ts";
import { openSlack } from "../../src/adapters/slack/adapter.ts";
import { openDiscordPlatform } from "../../test/adapters/discord/platform.ts";
import { openSlackPlatform } from "../../test/adapters/slack/platform.ts";
import { type Connected, type Crowd, type CrowdOptions, measureCrowd } from "./crowd.ts";
import { type Latency, measureLatency, TURN_MS } from "./latency.ts";
import { chatReport } from "./report.ts";

const { values } = parseArgs({
	options: { turns: { type: "string", default: "12" }, threads: { type: "string", default: "30,100" } },
});
const turns = Number(values.turns);
const load = loadavg()[1] ?? 0;
const threads = values.threads.split(",").map(Number);

const platforms = {
	"Slack, Socket Mode": () => openSlackPlatform("socket"),
	"Slack, signed HTTP": () => openSlackPlatform("http"),
	Discord: () => openDiscordPlatform(),
};

const shared = { maxUploadBytes: 1_000_000, maxFixes: () => 3, log: () => {}, now: Date.now };
const slack: Omit<CrowdOptions, "threads"> = {
	open: platforms["Slack, Socket Mode"],
	connect: (env, parts): Connected =>
		openSlack({
			botToken: env.SLACK_BOT_TOKEN ?? "",
			transport: { kind: "socket", appToken: env.SLACK_APP_TOKEN ?? "" },
			...(env.SLACK_API_URL === undefined ? {} : { apiUrl: env.SLACK_API_URL }),
			fileHosts: [env.SLACK_FILE_HOSTS ?? ""],
			...parts,
			...shared,
		}),
	isEdit: ({ text }) => text.includes('"ts":'),
};
const crowds: Readonly<Record<string, Omit<CrowdOptions, "threads">>> = {
	Slack: slack,
	"Slack with a status line": { ...slack, open: () => openSlackPlatform("socket", "line") },
	Discord: {
		open: platforms.Discord,
		connect: (env, parts): Connected =>
			openDiscord({
				token: env.DISCORD_TOKEN ?? "",
				...(env.DISCORD_API_URL === undefined ? {} : { apiUrl: env.DISCORD_API_URL }),
				fileHosts: [env.DISCORD_FILE_HOSTS ?? ""],
				whereKept: () => "",
				...parts,
				...shared,
			}),
		isEdit: ({ text }) => !text.includes('"nonce":'),
	},
};

const full: (Crowd & { platform: string })[] = [];
for (const many of threads) {
	for (const [platform, options] of Object.entries(crowds)) {
		console.error(`${platform}: ${many} threads at once`);
		const crowd = { platform, ...(await measureCrowd({ ...options, threads: many })) };
		console.error(JSON.stringify(crowd));
		full.push(crowd);
	}
}
// A turn takes a moment of each 7.5 s: shifted against each other the platforms hardly meet.
const latencies: Record<string, Latency> = {};
await Promise.all(
	Object.entries(platforms).map(async ([name, open], at) => {
		await sleep((at * TURN_MS) / 3);
		console.error(`${name}: ${turns} turns in one thread`);
		latencies[name] = await measureLatency(open, turns);
		console.error(JSON.stringify({ name, ...latencies[name] }));
	}),
);
const machine = `${cpus().length} processors, ${Math.round(totalmem() / 1e9)} GB, Node ${process.versions.node}; a load average of ${load.toFixed(1)} by other work when it began`;
const folder = join(import.meta.dirname, "../results");
const inOrder = <T>(of: Readonly<Record<string, unknown>>, found: Readonly<Record<string, T>>) =>
	Object.fromEntries(Object.entries(found).sort(([a], [b]) => Object.keys(of).indexOf(a) - Object.keys(of).indexOf(b)));
const page = chatReport({ machine, turns, latencies: inOrder(platforms, latencies), crowds: full });
writeFileSync(
	join(folder, "chat.json"),
	`${JSON.stringify({ machine, turns, latencies, crowds: full }, undefined, "\t")}\n`,
);
writeFileSync(join(folder, "chat.md"), page);
console.log(page);
process.exit(0);
