// Stop, in each state of a Turn.

import { expect } from "vitest";
import type { Scenario } from "../contract.ts";

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
