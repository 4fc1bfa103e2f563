// Every choice in every state: all that people may say and click, played in every state that play can reach.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Settings } from "../../src/core/world.ts";
import { alice, bob } from "../fakes/world.ts";
import { explore, interrupt, stateOf, walk } from "./every-choice/explore.ts";
import { type Chronicle, openGame } from "./every-choice/game.ts";
import { ALL } from "./every-choice/kinds.ts";
import { MOVES } from "./every-choice/moves.ts";
import { RULES, type Violation } from "./every-choice/rules.ts";

const CHANNELS: Record<Settings["mode"], Partial<Settings>> = {
	ask: {},
	fixes: { mode: "fixes", approvers: [alice.id, bob.id], maxFixes: 2 },
	auto: { mode: "auto", approvers: [alice.id, bob.id], fourEyes: true, approveFixes: false },
};

const chronicle: Chronicle = { violations: [], met: new Set(), shapes: new Set(), plays: 0 };
const states = await explore(CHANNELS.ask, chronicle);
const URGENT =
	/^(Alice (says (stop|something)|sends a file with words|clicks stop on the stop button)|the first message is)/;
const urgent = MOVES.filter(({ name }) => URGENT.test(name));
for (const game of states.values()) {
	const state = await game.state();
	if (stateOf(state).beside === 0 && state.session?.turn !== undefined) await interrupt(game, urgent);
}

const told = ({ what, path }: Violation) => `${what}\n\t${path.join("\n\t")}`;

describe("whatever is said and clicked in any state", () => {
	test.each(Object.entries(RULES))("%s: %s", (rule) => {
		const broken = chronicle.violations
			.filter((one) => one.rule === rule)
			.toSorted((one, other) => one.path.length - other.path.length);
		const kinds = new Map(
			broken.toReversed().map((one) => [one.what.replaceAll(/[0-9a-f]{12,}|wish \w+|m\d+/g, "…"), one]),
		);
		expect([...kinds.values()].slice(0, 12).map(told).join("\n"), `${broken.length}`).toBe("");
	});
});

test.each(Object.entries(CHANNELS))(
	"a long walk at random breaks none of these rules where the mode is %s",
	async (_mode, settings) => {
		const steps = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 30, maxLength: 60 });
		const met: Chronicle["met"] = new Set();
		const walked = fc.asyncProperty(steps, async (numbers) => {
			const walks: Chronicle = { ...chronicle, violations: [], met };
			await walk(await openGame(settings, walks), numbers);
			const [first] = walks.violations;
			if (first !== undefined) throw new Error(`${first.rule}: ${told(first)}`);
		});
		await fc.assert(walked, {
			seed: 20,
			numRuns: 200,
			interruptAfterTimeLimit: 30_000,
		});
		for (const kind of met) chronicle.met.add(kind);
	},
);

test("play meets every state, end, verdict, outcome, button, choice and command that there is", () => {
	expect(ALL.filter((kind) => !chronicle.met.has(kind))).toEqual([]);
});
