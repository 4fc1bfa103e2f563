// The main job: from a CSV and a question to an answer with its files, through a failure and its fix.

import { expect } from "vitest";
import { csv } from "../../e2e/stage.ts";
import type { Post, Scenario } from "../contract.ts";

export const story: readonly Scenario[] = [
	[
		"a CSV with a question: KeyError, a fixed version, and the parquet and the chart in the thread",
		async ({ platform, ask, find, saying, press }) => {
			const talk = await ask(
				"read data.csv, drop the empty rows, turn the date column into datetime, save as clean_data.parquet",
				{ files: { "data.csv": csv } },
			);
			await saying(talk, /Got \W*data\.csv\W*: 4 rows × 3 columns/);
			const first = await press(talk, "Approve");
			expect(first.code.join("")).toContain('df["date"] = pd.to_datetime(df["date"])');
			const failed = await saying(talk, "KeyError: 'date'");
			expect(failed.id).toBe(first.id);
			const second = await saying(talk, "Fix 1 of 3 to approve");
			expect(second.text).toContain("There is no column date; the closest is created_at.");
			await platform.click(talk, second, "Approve", platform.requester);
			await saying(talk, "The program says: rows: 3");
			const isDone = ({ id, text }: Post) => id === second.id && /It (ran|worked)/.test(text);
			const done = await find(talk, "the fix with its outcome", isDone);
			expect(done.buttons).toEqual([]);
			const all = (await platform.posts(talk)).flatMap(({ by, files }) => (by === platform.bot ? files : []));
			// Beside the code of cards that are over.
			const files = all.filter(({ name }) => !name.startsWith("attempt-"));
			// The figure was both saved and shown: it is posted once.
			expect(files.map(({ name }) => name).toSorted()).toEqual(["amount.png", "clean_data.parquet"]);
			const png = await platform.bytes(files.find(({ name }) => name.endsWith("png"))?.url ?? "");
			expect(png.slice(1, 4)).toEqual(new TextEncoder().encode("PNG"));
		},
	],
	[
		"a follow-up without a mention keeps the variables",
		async ({ platform, propose, press, saying }) => {
			const talk = await propose("kept = 41\nprint('set')");
			await press(talk, "Approve");
			await saying(talk, "The program says: set");
			await platform.say("say: print(kept + 1)", { to: talk });
			await press(talk, "Approve");
			await saying(talk, "The program says: 42");
		},
	],
	[
		"the bot is killed while code waits, and its button still works afterwards",
		async ({ platform, bot, propose, press, saying }) => {
			const talk = await propose("open('count.txt', 'a').write('x')\nprint('times:', len(open('count.txt').read()))");
			await bot.kill();
			await bot.start();
			await press(talk, "Approve");
			await saying(talk, "The program says: times: 1");
			const cards = (await platform.posts(talk)).filter(({ text }) => text.includes("sha256"));
			expect(cards).toHaveLength(1);
		},
	],
];
