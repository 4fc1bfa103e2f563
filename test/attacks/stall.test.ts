// One person, file or server that keeps the bot busy holds up nobody else: the real bot, its store and its adapter, watched.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "../e2e/stage.ts";
import { until } from "../e2e/twin.ts";
import { chunk, event, type Flood, openFlood, pour } from "./flood.ts";

let folder: string;
let flood: Flood;
let stage: Stage;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "threadloop-stall-"));
	flood = await openFlood(async (response, asked) => {
		response.writeHead(200, event);
		// The program is asked for; whoever asks for prose gets 20 MB of it.
		if (asked.includes("much prose")) await pour(response, chunk("word and\n").repeat(500), 4500);
		else response.write(chunk("As asked.\n```python\nprint(1)\n```\n"));
		response.end(`data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`);
	});
	stage = await openStage({
		MODEL_BASE_URL: flood.url,
		MODEL_NAME: "flood",
		NODE_OPTIONS: `--import=${join(import.meta.dirname, "probe.ts")}`,
		LOOP_PROBE: join(folder, "longest"),
	});
	// From then on the loop is watched.
	await until("the probe", async () => (await longest(0)) > 0);
});
afterAll(async () => {
	flood?.close();
	await stage?.close();
	await rm(folder, { recursive: true, force: true });
});

/** Milliseconds that the bot stood still at most from then on. */
async function longest(since: number): Promise<number> {
	const text = await readFile(join(folder, "longest"), "utf8").catch(() => "");
	const looks = text.split("\n").map((line) => line.split(" ").map(Number));
	return Math.max(0, ...looks.flatMap(([at = 0, ms = 0]) => (at > since ? [ms] : [])));
}

/** Somebody else asks how the bot is, and hears it. */
async function statusElsewhere(): Promise<void> {
	const { twin } = stage;
	const ts = await twin.say("<@U0BOT> status", { user: "U02BOB" });
	await twin.saying(ts, "CPU");
}

const edit = (word: string) =>
	Array.from({ length: 8000 }, (_, at) => `${word}${at} = ${at}`)
		.join("\n")
		.slice(0, 99_000);

test("two edits of 100 kB with all lines different hold up nobody (D8)", async () => {
	const { twin } = stage;
	const began = Date.now();
	const ts = await stage.propose("print(1)");
	for (const word of ["a", "b"]) {
		await twin.upload("", { "edit.py": edit(word) }, { thread: ts });
		await statusElsewhere();
		await twin.find(ts, "the edit to approve", ({ blocks }) =>
			JSON.stringify(blocks ?? []).includes("Edited code to approve"),
		);
	}
	await until(
		"the second edit's file",
		async () => (await twin.thread(ts)).filter(({ files }) => files !== undefined).length >= 4,
	);
	await statusElsewhere();
	expect(await longest(began)).toBeLessThan(100);
});

test("a reply of 20 MB holds up nobody, and comes to people shortened (D13)", async () => {
	const { twin } = stage;
	const began = Date.now();
	const ts = await twin.say("<@U0BOT> tell me much prose");
	await statusElsewhere();
	await twin.find(ts, "the answer, shortened", ({ text, blocks }) =>
		/characters \(.*\) left out/.test(text + JSON.stringify(blocks ?? [])),
	);
	await statusElsewhere();
	expect(await longest(began)).toBeLessThan(100);
});

test("a message of 40,000 < holds up nobody (D14)", async () => {
	const { twin } = stage;
	const began = Date.now();
	await twin.say("<".repeat(40_000));
	await twin.say(`<@U0BOT> ${"<@".repeat(20_000)}`);
	await statusElsewhere();
	expect(await longest(began)).toBeLessThan(100);
});
