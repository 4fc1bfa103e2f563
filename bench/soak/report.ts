// The page that `npm run soak` writes.

import { percentile } from "../chat/report.ts";
import type { Planned } from "./faults.ts";
import type { Audited, Problem, Question, Stage } from "./ledger.ts";
import { type Sample, slope, total } from "./samples.ts";

export interface Soaked {
	readonly machine: string;
	readonly options: {
		readonly minutes: number;
		readonly people: number;
		readonly threads: number;
		readonly seed: number;
	};
	readonly questions: readonly Question[];
	readonly problems: readonly Problem[];
	readonly outside: readonly string[];
	readonly audit: Audited;
	readonly faults: readonly Planned[];
	readonly leftOut: readonly string[];
	readonly samples: readonly Sample[];
	readonly leftBehind: readonly string[];
	/** Milliseconds since 1970. */
	readonly began: number;
}

const STAGES: Readonly<Record<Stage, string>> = {
	unheard: "until the bot has stored it",
	reading: "reading: files taken in and profiled, a container's seat",
	writing: "writing: in line for the model, and its reply",
	waiting: "waiting: the card reaches the platform, the person reads and clicks",
	running: "running: the approval checked, the program itself",
	answering: "answering: the model's words",
};
/** So long after its beginning a fault may still be felt. */
const FELT_MS = 30_000;

const row = (...cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
const round = (value: number, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : "-");

export function soakReport(soaked: Soaked): string {
	const { machine, options, questions, problems, outside, audit, faults, leftOut, samples, leftBehind } = soaked;
	const ends = Map.groupBy(questions, ({ end = "none" }) => end);
	const heard = questions.filter(({ end }) => end !== "unheard");
	const late = new Set(
		questions.flatMap(({ end, turn }) => (end === "unheard" && turn !== undefined ? [turn.id] : [])),
	);
	const last = samples.at(-1);
	const spread = (value: (sample: Sample) => number) => {
		const all = samples.map(value).filter(Number.isFinite);
		return [round(all[0] ?? Number.NaN), round(Math.max(...all)), round(all.at(-1) ?? Number.NaN)];
	};
	return `# Load and faults, measured

\`npm run soak\` writes this page (\`-- --minutes 10\` is its short form). The bot, Redis and the model server run as \`npm start\` runs them, with real containers, against
look-alikes of both platforms; the model server is scripted: first token after 0.6 s, 220 tokens a second for all together. People attach files of 1 KB to 130 MB to a third of
their questions, one program in five fails first and comes fixed. Each program counts its own runs in the thread's files and prints the count.

${machine}. ${options.minutes} minutes, ${options.people} people, ${options.threads} threads alive, seed ${options.seed}.${leftOut.length === 0 ? "" : ` Not played: ${leftOut.join(", ")}.`}

## Nothing lost, nothing run twice

| what | found | wanted |
| ---- | ----: | -----: |
${[
	row("questions that the bot heard", heard.length, "-"),
	...[...ends]
		.filter(([end]) => end !== "unheard")
		.map(([end, all]) => row(`of them ${WORDS[end]}`, all.length, end === "none" || end === "stuck" ? 0 : "-")),
	row("questions with something wrong (listed below)", new Set(problems.map(({ mark }) => mark)).size, 0),
	row("sent while the bot was away, and asked again by the person", ends.get("unheard")?.length ?? 0, "-"),
	row(
		"... of those, heard after that: their code waits for a click",
		questions.filter(({ end, turn }) => end === "unheard" && turn !== undefined).length,
		"-",
	),
	row("Turns in the audit without an end, apart from these", audit.unended.filter((id) => !late.has(id)).length, 0),
	row("Runs in the audit with two different outcomes", audit.twice.length, 0),
	row("requests outside a platform's documented limits", outside.length, 0),
	row("containers and mounts left when the bot had ended", leftBehind.length, 0),
].join("\n")}
${problems.length === 0 ? "" : `\n${problems.map(({ mark, what }) => `- ${mark}: ${what}`).join("\n")}\n`}${
	outside.length === 0
		? ""
		: `\n${[...new Set(outside)]
				.slice(0, 20)
				.map((one) => `- ${one}`)
				.join("\n")}\n`
}
## How long people waited

Seconds from a question to its first card with buttons, and to its end (people read the code for 3 to 15 s before they approve it, and an answer for 5 to 40 s before they ask again). "Near a fault": one began at most ${FELT_MS / 1000} s before the question or while it waited.

| questions | how many | card p50 | card p95 | end p50 | end p95 |
| --------- | -------: | -------: | -------: | ------: | ------: |
${waits(soaked)}

## Where the time goes

Mean seconds that a question spent in each stage, looked at once a second.

| stage | Slack | Discord |
| ----- | ----: | ------: |
${(Object.keys(STAGES) as Stage[]).map((stage) => row(STAGES[stage], ...(["Slack", "Discord"] as const).map((name) => round(meanStage(heard, name, stage), 1)))).join("\n")}

${bottleneck(soaked)}

## Growth

The slope is taken within each life of the bot, its first minute left out, and given by the hour.

| what | first | most | last | slope an hour |
| ---- | ----: | ---: | ---: | ------------: |
${[
	row(
		"memory of the bot, MB",
		...spread(({ memoryMb }) => memoryMb),
		round(
			slope(samples, ({ memoryMb }) => memoryMb),
			1,
		),
	),
	row(
		"open handles of the bot",
		...spread(({ handles }) => handles),
		round(
			slope(samples, ({ handles }) => handles),
			1,
		),
	),
	row("memory of Redis, MB", ...spread(({ redisMb }) => redisMb), "-"),
	row("containers", ...spread(({ containers }) => containers), "-"),
	row("folders of threads", ...spread(({ threads }) => threads), "-"),
	row("disks", ...spread(({ disks }) => disks), "-"),
	row("used on the disk, MB", ...spread(({ usedMb }) => usedMb), "-"),
].join("\n")}

At the end there were ${new Set(heard.map(({ thread }) => thread)).size} threads, ${last?.threads ?? 0} folders of threads and ${last?.disks ?? 0} disks (one for each thread that had a container, and spares).

## What went wrong, by plan

| fault | times |
| ----- | ----: |
${[...Map.groupBy(faults, ({ fault }) => fault)].map(([fault, all]) => row(fault, all.length)).join("\n")}
`;
}

const WORDS: Readonly<Record<string, string>> = {
	answered: "answered",
	failed: "ended with a sentence of what is wrong",
	gave_up: "given up after the last fix",
	other: "ended otherwise",
	stuck: "without an end after 8 minutes",
	none: "without an end",
};

function waits({ questions, faults, began }: Soaked): string {
	const times = faults.map(({ at }) => began + at);
	const near = ({ askedAt, endedAt = askedAt }: Question) => times.some((at) => at > askedAt - FELT_MS && at < endedAt);
	const line = (name: string, some: readonly Question[]) => {
		const seconds = (until: (question: Question) => number | undefined) =>
			some.flatMap((question) => {
				const at = until(question);
				return at === undefined ? [] : [(at - question.askedAt) / 1000];
			});
		const [cards, ends] = [
			seconds(({ cardAt }) => cardAt),
			seconds(({ end, endedAt }) => (end === "answered" ? endedAt : undefined)),
		];
		return row(
			name,
			some.length,
			...[cards, ends].flatMap((all) => [0.5, 0.95].map((share) => round(percentile(all, share), 1))),
		);
	};
	const heard = questions.filter(({ end }) => end !== "unheard");
	return (["Slack", "Discord"] as const)
		.flatMap((name) => {
			const here = heard.filter(({ desk }) => desk.name === name);
			return [
				line(
					`${name}, far from faults`,
					here.filter((one) => !near(one)),
				),
				line(`${name}, near a fault`, here.filter(near)),
			];
		})
		.join("\n");
}

function meanStage(questions: readonly Question[], name: string, stage: Stage): number {
	const here = questions.filter(({ desk }) => desk.name === name);
	return here.reduce((sum, { stages }) => sum + (stages[stage] ?? 0), 0) / here.length;
}

function bottleneck({ samples, questions }: Soaked): string {
	const heard = questions.filter(({ end }) => end !== "unheard");
	const mean = (value: (sample: Sample) => number) => {
		const all = samples.map(value).filter(Number.isFinite);
		return all.reduce((sum, one) => sum + one, 0) / all.length;
	};
	const stage = (Object.keys(STAGES) as Stage[])
		.map((one) => ({ one, seconds: heard.reduce((sum, { stages }) => sum + (stages[one] ?? 0), 0) / heard.length }))
		.toSorted((a, b) => b.seconds - a.seconds)[0];
	const first = ["code", "fix", "answer"].map((kind) => {
		const [sum, count] = ["sum", "count"].map((what) =>
			total(samples, `threadloop_model_first_token_seconds_${what}{kind="${kind}"}`),
		);
		return `${kind} ${round((sum ?? 0) / (count ?? 0), 1)} s`;
	});
	const limited = total(samples, 'threadloop_chat_limited_total{platform="slack"}');
	const lag = mean(({ metrics }) => metrics.nodejs_eventloop_lag_p99_seconds ?? Number.NaN);
	const waiting = mean(({ metrics }) => metrics['threadloop_sandboxes{what="waiting"}'] ?? Number.NaN);
	return `**The first bottleneck is the stage "${stage?.one}"** (${round(stage?.seconds ?? Number.NaN, 1)} s of a question's mean). Beside it: processors busy ${round(100 * mean(({ busyShare }) => busyShare))} % on average (other work on the machine included),
${round(waiting, 1)} threads in line for a container, first token ${first.join(", ")}, event loop p99 ${round(1000 * lag)} ms, Slack asked ${limited} times to wait.`;
}
