// Stop, in each state of a Turn.

import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { until } from "../../e2e/twin.ts";
import type { Post, Scenario } from "../contract.ts";

export const stopping: readonly Scenario[] = [
	[
		"Stop while the model writes",
		async ({ model, ask, press, saying, code }) => {
			model.pace = 300;
			const talk = await ask("read it");
			await press(talk, "Stop");
			await saying(talk, /Stopped by alice/i);
			model.pace = 0;
			expect(await code(talk)).toEqual([]);
		},
	],
	[
		"what is being written can be looked at by one person alone",
		async ({ platform, model, ask, find, press, saying }) => {
			model.pace = 300;
			const lines = Array.from({ length: 30 }, (_, at) => `step_${at} = ${at}`);
			const talk = await ask(`say: ${lines.join("\n")}\nprint('never')`);
			const post = await find(talk, "the button", ({ buttons }) => buttons.includes("Show code so far"));
			const shown = await until("the code so far", async () => {
				await platform.click(talk, post, "Show code so far", platform.other);
				await sleep(1000);
				const isIt = ({ onlyFor, code }: Post) => onlyFor === platform.other && code.join("").includes("step_1 = 1");
				return (await platform.posts(talk)).find(isIt);
			});
			expect(shown.buttons).toEqual([]);
			expect(shown.text).toContain("nothing of it has run");
			await press(talk, "Stop");
			await saying(talk, /Stopped by alice/i);
			model.pace = 0;
		},
	],
	[
		"Stop while code waits for approval",
		async ({ propose, press, saying, texts }) => {
			const talk = await propose("print('never')");
			await press(talk, "Stop");
			await saying(talk, /Stopped by alice/i);
			expect(await texts(talk)).not.toContain("It ran");
		},
	],
	[
		"Stop while the program runs really stops it, and variables are kept",
		async ({ platform, propose, press, find, saying }) => {
			const talk = await propose(
				"import time\nalive = 7\nfor i in range(600):\n    print(i)\n    open('beat.txt', 'w').write(str(i))\n    time.sleep(0.1)",
			);
			const card = await press(talk, "Approve");
			await find(talk, "output in the card", ({ id, text }) => id === card.id && /\b1\n2\b/.test(text));
			await press(talk, "Stop");
			await saying(talk, /Stopped by alice/i);
			await platform.say(
				"say: import time; a = open('beat.txt').read(); time.sleep(0.5); print('still', a == open('beat.txt').read(), alive)",
				{ to: talk },
			);
			await press(talk, "Approve");
			await saying(talk, "still True 7");
		},
	],
];
