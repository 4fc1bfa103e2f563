// Whose files code reads, and on whose click it rests: both are looked at in the moment in which a program starts, however long ago that was.

import { describe, expect, test } from "vitest";
import type { Person } from "../../src/core/domain.ts";
import { alice, csv, fakeWorld, keyError, ok, script } from "../fakes/world.ts";

const carol: Person = { id: "U3", name: "Carol", trust: "member" };
const dave: Person = { id: "U4", name: "Dave", trust: "member" };
const guest: Person = { id: "U9", name: "Gus", trust: "guest" };
const march = { ...csv, id: "F2", name: "march.csv" };
const count = script('import pandas as pd\nprint(len(pd.read_csv("sales.csv")))');
const said = (text: string, by: Person) => ({ text, author: by });

function opened(options: Parameters<typeof fakeWorld>[0]) {
	const bot = fakeWorld({ says: [count, "10."], does: [ok("10"), ok("31")], ...options });
	for (const person of [carol, dave, guest]) bot.people.set(person.id, person);
	return Object.assign(bot, {
		async tell({ text, author }: ReturnType<typeof said>, files: readonly (typeof csv)[] = []) {
			await bot.say(text, { author, files: [...files] });
			await bot.work();
		},
		async decide(choice: "approve" | "approve_fixes" | "rerun" | "check", by: Person) {
			await bot.click(choice, { by: by.id });
			await bot.work();
		},
	});
}

describe("in auto, code that reads a guest's file waits for a click, whenever the file came (D3)", () => {
	const settings = { mode: "auto" } as const;

	test("the file came alone, and a member asks", async () => {
		const bot = opened({ settings });
		await bot.tell(said("", guest), [csv]);
		await bot.tell(said("how many rows?", alice));
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(0);
	});

	test("a member's own file runs as before", async () => {
		const bot = opened({ settings });
		await bot.tell(said("", carol), [csv]);
		await bot.tell(said("how many rows?", alice));
		expect(bot.runs).toHaveLength(1);
	});

	test("it stands in for a file of a program that is run again", async () => {
		const bot = opened({ settings });
		await bot.tell(said("how many rows?", alice), [csv]);
		expect(bot.runs).toHaveLength(1);
		await bot.tell(said("", guest), [march]);
		await bot.tell(said("rerun", alice));
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
	});

	test("a member asks about it by the shortcut", async () => {
		const bot = opened({ settings, says: [count, "10.", count] });
		await bot.tell(said("how many rows?", alice), [csv]);
		await bot.say("and here?", { author: alice, files: [{ ...march, by: guest }] });
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
		expect(bot.turn().speakers).toContainEqual({ by: guest, key: expect.any(String), gave: "files" });
	});

	test("the conversation was started afresh, which keeps files", async () => {
		const bot = opened({ settings, says: [count, "10.", count, "10."] });
		await bot.tell(said("", guest), [csv]);
		await bot.tell(said("reset", alice));
		await bot.tell(said("how many rows?", alice));
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(0);
	});
});

describe("with four eyes nobody approves code that reads their own file", () => {
	const settings = { approvers: [alice.id, carol.id, dave.id], fourEyes: true };

	test("the file came alone, before the question", async () => {
		const bot = opened({ settings });
		await bot.tell(said("", carol), [csv]);
		await bot.tell(said("how many rows?", alice));
		await bot.decide("approve", carol);
		expect(bot.runs).toHaveLength(0);
		await bot.decide("approve", dave);
		expect(bot.runs).toHaveLength(1);
	});

	test("it stands in for another one at a click on Rerun", async () => {
		const bot = opened({ settings });
		await bot.tell(said("how many rows?", alice), [csv]);
		await bot.decide("approve", dave);
		await bot.tell(said("", carol), [march]);
		await bot.decide("rerun", carol);
		expect(bot.runs).toHaveLength(1);
		await bot.decide("rerun", dave);
		expect(bot.runs).toHaveLength(2);
	});
});

describe("a click for later programs counts as long as that person may give it", () => {
	const broken = script("print(1)\nprint(date)");
	const fixed = script("print(2)");
	const demoted = { ...carol, trust: "guest" } as const;

	test.each([
		["fixes in advance", {}],
		["the channel's rules", { mode: "fixes" }],
	] as const)("a fix, by %s", async (_, more) => {
		const failing = () => {
			bot.people.set(carol.id, demoted);
			return keyError();
		};
		const settings = { approvers: [carol.id, dave.id], ...more };
		const bot = opened({ says: [broken, fixed, "2."], does: [failing, ok("2")], settings });
		await bot.tell(said("go", alice), [csv]);
		await bot.decide("mode" in more ? "approve" : "approve_fixes", carol);
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
	});

	test("a second program that the person who asked wants later", async () => {
		const says = [script("print('Total:', 101)"), "The total is 101.", script("print(sum([100, 1]))")];
		const settings = { approvers: [carol.id], check: "asked" } as const;
		const bot = opened({ says, does: [ok("Total: 101"), ok("101")], settings });
		await bot.tell(said("what is the total?", alice), [csv]);
		await bot.decide("approve_fixes", carol);
		bot.people.set(carol.id, demoted);
		await bot.decide("check", alice);
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
	});
});
