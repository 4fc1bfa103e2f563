// How long people wait, in one thread of each platform: the real bot as a process, real Redis, a real container, the model's time left out.

import { setTimeout as sleep } from "node:timers/promises";
import { type Platform, setUp } from "../../test/adapters/stage.ts";
import { until } from "../../test/e2e/twin.ts";

export interface Latency {
	/** Milliseconds from a mention to the bot's first post on the platform. */
	readonly reply: readonly number[];
	/** From the code with its buttons in the thread to the direct message of whoever may approve. */
	readonly told: readonly number[];
	/** From a click on Approve to the program's first line, by the program's own clock. */
	readonly accepted: readonly number[];
	/** From the program's last line, by its own clock, to the outcome on the platform. */
	readonly outcome: readonly number[];
}

/** Faster than this the budget of edits (50 a minute on Slack) would be measured, not the bot. */
export const TURN_MS = 7500;

export async function measureLatency(open: () => Promise<Platform>, turns: number): Promise<Latency> {
	const stage = await setUp(open, ({ requester, other }) => ({ APPROVERS: `${requester},${other}` }));
	const { platform } = stage;
	const latency = { reply: [] as number[], told: [] as number[], accepted: [] as number[], outcome: [] as number[] };
	const sent = (what: string, fits: (text: string) => boolean, from: number) =>
		until(what, () => platform.sent().find(({ at, text }) => at >= from && fits(text)));
	try {
		const talk = await stage.propose("print('warm')");
		await stage.press(talk, "Approve");
		await stage.saying(talk, "The program says: warm");
		for (let turn = 1; turn <= turns; turn += 1) {
			const began = Date.now();
			const tag = `turn-${turn}-of-${turns}`;
			const code = `import time\nprint('began', time.time())\nprint('${tag}')\nprint('ended', time.time())`;
			const said = stage.ask(`say: ${code}`, { to: talk });
			latency.reply.push((await sent("the first reply", () => true, began)).at - began);
			await said;
			const shows = ({ buttons, code: boxes }: { buttons: readonly string[]; code: readonly string[] }) =>
				buttons.includes("Approve") && boxes.join("").includes(tag);
			const isDirect = (text: string) => text.includes("asks for your approval");
			const shown = await sent(
				"the card",
				(text) => /Approve/.test(text) && text.includes(tag) && !isDirect(text),
				began,
			);
			latency.told.push((await sent("the direct message", isDirect, began)).at - shown.at);
			const card = await stage.find(talk, "the code", shows);
			// Nobody reads code within a second.
			await sleep(1200);
			const clicked = Date.now();
			await platform.click(talk, card, "Approve", platform.requester);
			// In the card, or in the answer if that is there first.
			const printed = new RegExp(`began \\d+\\.\\d+\\D+${tag}\\D+ended \\d+\\.\\d+`);
			const done = await sent("the outcome", (text) => printed.test(text), clicked);
			const time = (word: string) => 1000 * Number(new RegExp(`${word} (\\d+\\.\\d+)`).exec(done.text)?.[1]);
			latency.accepted.push(time("began") - clicked);
			latency.outcome.push(done.at - time("ended"));
			await stage.saying(talk, `The program says: began ${time("began") / 1000}`.slice(0, 34));
			await sleep(Math.max(0, began + TURN_MS - Date.now()));
		}
		return latency;
	} finally {
		await stage.close();
	}
}
