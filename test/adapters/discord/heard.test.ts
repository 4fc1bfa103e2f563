// What nobody heard is heard by the next bot, however long it was away, whatever Discord refuses meanwhile, and in however many threads.

import { expect, test } from "vitest";
import { momentOf } from "../../../src/adapters/discord/events.ts";
import type { HeardMark } from "../../../src/core/ports.ts";
import { alice, general, mention } from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { asked, type Desk, started, twin, useTwin } from "./desk.ts";

useTwin();

const HOUR = 3_600_000;

function openMark(kept?: number): HeardMark & { kept: number | undefined } {
	return {
		kept,
		async until() {
			return this.kept;
		},
		async note(moment) {
			this.kept = moment;
		},
	};
}

const hears = (desk: Desk, text: string) =>
	until(text, () => desk.heard.find(({ note }) => note.text === text), 20_000);

test("what is not stored yet keeps the mark back", async () => {
	const heard = openMark();
	const desk = await started({ heard });
	await asked(desk);
	desk.door.message = () => new Promise(() => {});
	const ts = await twin.say(`${mention} never stored`);
	await until("its thread", () => twin.channelOf(ts));
	await twin.say(`${mention} later`, { user: alice });
	await desk.discord.stop();
	expect(heard.kept).toBeLessThanOrEqual(momentOf(ts));
	const next = await started({ heard });
	await hears(next, "never stored");
	await hears(next, "later");
});

test("a bot goes on where the one before it had heard all, however long ago that was", async () => {
	const heard = openMark();
	const desk = await started({ heard });
	const { ts } = await asked(desk);
	await desk.discord.stop();
	expect(Math.abs((heard.kept ?? 0) - momentOf(ts))).toBeLessThan(60_000);
	await twin.say("and per city?", { thread: ts });
	await twin.say(`${mention} another thing`);
	// Its clock says that hours have gone by since; Discord's dates count.
	const next = await started({ heard, now: () => Date.now() + 5 * HOUR });
	await hears(next, "and per city?");
	await hears(next, "another thing");
});

test("without a mark it looks back for a while, and never for days", async () => {
	const ts = await twin.say(`${mention} long ago`);
	const late = await started({ now: () => Date.now() + 30 * HOUR, heard: openMark(momentOf(ts) - 1) });
	const said = await twin.say(`${mention} just now`);
	await until("the new one", () => late.heard.find(({ note }) => note.key.endsWith(said)));
	expect(late.heard.some(({ note }) => note.text === "long ago")).toBe(false);
});

test.each(["/guilds/", `/channels/${general}/messages`])(
	"a catch-up that is refused at %s is made again",
	async (at) => {
		const ts = await twin.say(`${mention} while you were away`);
		let refusals = 2;
		twin.proxy.before = ({ method, path }) =>
			method === "GET" && path.startsWith(at) && refusals-- > 0
				? { status: 401, json: { code: 0, message: "401: Unauthorized" } }
				: undefined;
		const desk = await started({ heard: openMark(momentOf(ts) - 1) });
		await hears(desk, "while you were away");
		expect(refusals).toBeLessThanOrEqual(0);
		expect(desk.log.map(({ event }) => event)).toContain("not_caught_up");
	},
);

test("more than a hundred threads are looked into", async () => {
	const heard = openMark();
	const desk = await started({ heard });
	const threads: string[] = [];
	for (let number = 0; number < 104; number += 1) threads.push(await twin.say(`${mention} question ${number}`));
	await until("all of them", () => desk.heard.length >= threads.length, 60_000);
	await desk.discord.stop();
	for (const thread of threads) await twin.say(`more on ${thread}`, { thread });
	const next = await started({ heard });
	for (const thread of threads) await hears(next, `more on ${thread}`);
}, 180_000);
