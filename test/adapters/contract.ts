// The contract of a chat platform: the same scenarios for each, with the real bot, Redis, Docker and an unmodified SDK.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choosing } from "./scenarios/choosing.ts";
import { clicks } from "./scenarios/clicks.ts";
import { commands } from "./scenarios/commands.ts";
import { folding } from "./scenarios/folding.ts";
import { limits } from "./scenarios/limits.ts";
import { messages } from "./scenarios/messages.ts";
import { auto, autoEnv, edits, fixes, fourEyes, fourEyesEnv } from "./scenarios/people.ts";
import { starting } from "./scenarios/starting.ts";
import { stopping } from "./scenarios/stopping.ts";
import { story } from "./scenarios/story.ts";
import { tables } from "./scenarios/tables.ts";
import { expired, feedback, noFixes, soonExpired, stopped, waysOn } from "./scenarios/ways-on.ts";
import { type Env, PATIENCE_MS, type Platform, type Stage, setUp } from "./stage.ts";

export type { Env, Platform, Post, Stage, Talk } from "./stage.ts";

export type Scenario = readonly [title: string, play: (stage: Stage) => Promise<void>];

/** To add scenarios: a list of your own in `scenarios/`, and its name here, with settings of its own where it needs some. */
const all: readonly (readonly [what: string, readonly Scenario[], env?: Env])[] = [
	["the main job", story],
	["clicks", clicks],
	["choosing", choosing],
	["edits", edits],
	["fixes", fixes],
	["a second pair of eyes", fourEyes, fourEyesEnv],
	["lists and starting from a message", starting, fourEyesEnv],
	["the mode auto", auto, autoEnv],
	["cards that are over", folding],
	["tables", tables],
	["Stop", [...stopping, ...stopped]],
	["messages", messages],
	["words and buttons", commands],
	["ways on where there is no answer", waysOn, noFixes],
	["what nobody decided", expired, soonExpired],
	["right and wrong", feedback],
	["what is too long, too large or hidden", limits],
];

export function contract(name: string, open: () => Promise<Platform>): void {
	// A bot of its own for each list: one alone would be slowed down by the budget of edits.
	const lists = all.map(([what, scenarios, env]) => ({ what, scenarios, env }));
	describe.each(lists)(`${name}: $what`, ({ scenarios, env }) => {
		let stage: Stage & { close(): Promise<void> };
		beforeAll(async () => {
			stage = await setUp(open, env);
		});
		afterAll(() => stage?.close());
		for (const [title, play] of scenarios) test(title, () => play(stage), 3 * PATIENCE_MS);
		test("every request of the bot kept within the documented limits of the platform", () => {
			expect(stage.platform.problems()).toEqual([]);
		});
	});
}
