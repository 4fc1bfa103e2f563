// The page that `npm run bench:chat` writes.

import type { Crowd } from "./crowd.ts";
import type { Latency } from "./latency.ts";

export interface Measured {
	readonly machine: string;
	readonly turns: number;
	readonly latencies: Readonly<Record<string, Latency>>;
	readonly crowds: readonly (Crowd & { readonly platform: string })[];
}

const BARS = { reply: 300, told: 2000, accepted: 150, outcome: 1200 } as const;
const WORDS = {
	reply: "mention → first visible reply",
	told: "code in the thread → direct message to whoever may approve",
	accepted: "click → the program's first line",
	outcome: "the program's last line → outcome visible",
} as const;

/** `share` from 0 to 1; the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function chatReport({ machine, turns, latencies, crowds }: Measured): string {
	const rows = Object.entries(latencies).flatMap(([platform, latency]) =>
		(["reply", "told", "accepted", "outcome"] as const).map((what) => {
			const [p50, p95] = [0.5, 0.95].map((share) => Math.round(percentile(latency[what], share)));
			const kept = (p95 ?? Number.NaN) <= BARS[what] ? "yes" : "**no**";
			return `| ${platform} | ${WORDS[what]} | ${p50} | ${p95} | ${BARS[what]} | ${kept} |`;
		}),
	);
	const crowdRows = crowds.map(
		({ platform, threads, answered, mixed, posts, edits, densest, problems, card, answer, settled }) => {
			const times = [card, answer].map(
				(all) => `${Math.round(percentile(all, 0.5))} / ${Math.round(Math.max(...all))}`,
			);
			return `| ${platform} | ${threads} | ${threads - answered} | ${mixed} | ${posts} | ${edits} | ${densest} | ${problems.length} | ${times.join(" | ")} | ${Math.round(settled)} |`;
		},
	);
	return `# What people wait for, measured

\`npm run bench:chat\` writes this page. The bot runs as \`npm start\` runs it, with a real Redis, a real container and the unmodified SDKs, against
chat servers on loopback that this project did not write; the network to Slack or Discord, and the model's time, are left out.

${machine}. ${turns} turns in one thread, every 7.5 s; milliseconds. The program says itself, by the same clock, when its first and its last line ran.

| platform | what | p50 | p95 | bar (p95) | kept |
| -------- | ---- | --: | --: | --------: | ---- |
${rows.join("\n")}

## Many threads at once, all in one channel

A model that streams 40 tokens a second to each thread, every thread approved as soon as its buttons are there. The sandbox is a stand-in within the
process: thirty containers on this machine would measure the machine. Slack takes about 50 edits a minute for a whole workspace, and one post a second
in a channel with short bursts (here at most 10): two posts a thread, so N threads in one channel take about 2 N seconds.
"With a status line": Slack takes \`assistant.threads.setStatus\`, which the look-alike does not know and the proxy before it answers.

The seconds are those of the thread in the middle / of the last thread; "settled": no card shows a button that was clicked.

| platform | threads | lost | mixed | posts | edits | most edits in 60 s | requests outside the limits | code, s | answer, s | settled, s |
| -------- | ------: | ---: | ----: | ----: | ----: | -----------------: | --------------------------: | ------: | --------: | ---------: |
${crowdRows.join("\n")}
`;
}
