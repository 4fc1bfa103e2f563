// The approval policy: who may decide about code, as the platform and the settings say at the click.

import { describe, expect, test } from "vitest";
import { mayUse, refusal } from "../../../src/core/approval/policy.ts";
import { textsIn } from "../../../src/core/locales.ts";
import type { Settings } from "../../../src/core/world.ts";
import { alice, bob, fakeWorld, ok, script } from "../../fakes/world.ts";
import { carol, waiting } from "../threads.ts";

test("a click by somebody who may not approve changes nothing and is told in private", async () => {
	const bot = fakeWorld({ says: [script("a = 1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("approve", { by: bob.id });
	await bot.work();
	expect(bot.told).toEqual(["Only Alice, who asked, may decide about this code, so nothing was changed."]);
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.runs).toHaveLength(0);
});

test("with APPROVERS only those people approve, and the requester does not", async () => {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")], settings: { approvers: [bob.id] } });
	await bot.say("go");
	await bot.work();
	await bot.click("approve");
	expect(bot.told[0]).toContain("Only an approver");
	await bot.click("approve", { by: bob.id });
	await bot.work();
	expect(bot.end().kind).toBe("answered");
	expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({ kind: "approved", by: { name: "Bob" } });
});

test.each(["guest", "external", "bot"] as const)(
	"somebody who has become a %s may not approve, not even their own request",
	async (trust) => {
		const bot = fakeWorld({ says: [script("a = 1")] });
		await bot.say("go");
		await bot.work();
		bot.people.set(alice.id, { ...alice, trust });
		await bot.click("approve");
		await bot.work();
		expect(bot.runs).toHaveLength(0);
		expect(bot.told).toHaveLength(1);
	},
);

test("a stranger cannot stop the Turn", async () => {
	const bot = fakeWorld({ says: [script("a = 1")] });
	await bot.say("go");
	await bot.work();
	await bot.click("stop", { by: bob.id });
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.told[0]).toContain("Only Alice");
});

describe("who may approve", () => {
	test("somebody in a user group that approves, as the platform says at the click", async () => {
		const bot = await waiting({ settings: { approvers: ["S1"] } });
		bot.people.set(carol.id, { ...carol, groups: [] });
		await bot.click("approve", { by: carol.id });
		expect(bot.told.at(-1)).toContain("Only an approver may decide");
		bot.people.set(carol.id, carol);
		await bot.click("approve", { by: carol.id });
		await bot.work();
		expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({ kind: "approved", by: { id: carol.id } });
		expect(bot.runs).toHaveLength(1);
	});

	test("what a message or the requester's stored record says about groups counts for nothing", async () => {
		const bot = fakeWorld({ says: [script("print(1)")], settings: { approvers: ["S1"] } });
		await bot.say("go", { author: { ...alice, groups: ["S1"] } });
		await bot.work();
		await bot.click("approve");
		await bot.work();
		expect(bot.runs).toHaveLength(0);
	});

	test.each(["guest", "external", "bot"] as const)("a %s never may, not even as a listed approver", async (trust) => {
		const bot = await waiting({ settings: { approvers: [carol.id, "S1", "U1"] } });
		bot.people.set(carol.id, { ...carol, trust });
		for (const choice of ["approve", "approve_fixes", "edit", "reject"] as const)
			await bot.click(choice, { by: carol.id, code: "print(2)", reason: "no" });
		await bot.work();
		expect(bot.told).toHaveLength(4);
		expect(bot.told[0]).toContain("Guests, bots and people from other workspaces are not allowed to decide");
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(0);
	});

	test("a requester who has become a guest may not approve their own code any more", async () => {
		const bot = await waiting();
		bot.people.set(alice.id, { ...alice, trust: "guest" });
		await bot.click("approve");
		await bot.work();
		expect(bot.runs).toHaveLength(0);
	});

	test("the policy counts as it is at the click, not as it was when the code was shown", async () => {
		const settings: Partial<Settings> = { approvers: [bob.id] };
		const bot = await waiting({ settings });
		Object.assign(settings, { approvers: [carol.id] });
		await bot.click("approve", { by: bob.id });
		expect(bot.told).toHaveLength(1);
		await bot.click("approve", { by: carol.id });
		await bot.work();
		expect(bot.runs).toHaveLength(1);
	});

	test("with a second pair of eyes the requester may not approve their own, and an approver may", async () => {
		const bot = await waiting({ settings: { approvers: [alice.id, bob.id], fourEyes: true } });
		await bot.click("approve");
		await bot.click("approve_fixes");
		expect(bot.told).toEqual([expect.stringContaining("a second person has to approve"), expect.anything()]);
		expect(bot.turn().state.kind).toBe("waiting");
		await bot.click("approve", { by: bob.id });
		await bot.work();
		expect(bot.runs).toHaveLength(1);
	});

	test("a second pair of eyes is not needed to reject or to stop", async () => {
		const bot = await waiting({ settings: { approvers: [bob.id], fourEyes: true } });
		await bot.click("reject", { reason: "other way" });
		expect(bot.told).toEqual([]);
		const other = await waiting({ settings: { approvers: [bob.id], fourEyes: true } });
		await other.click("stop");
		await other.work();
		expect(other.end().kind).toBe("stopped");
	});

	test("every refusal is one sentence that says who may", () => {
		const settings = fakeWorld({ settings: { approvers: ["U9"], approveFixes: false } }).whole.settings("");
		const ticket = { requester: alice } as Parameters<typeof refusal>[1];
		const choices = ["approve", "approve_fixes", "reject", "edit", "stop", "again", "rerun", "forget"] as const;
		for (const choice of choices) {
			expect(mayUse(settings, ticket, { choice, person: bob })).toBe(false);
			expect(refusal(settings, ticket, { choice, person: bob }, textsIn("en"))).toMatch(/^[A-Z][^.]*\.$/);
		}
	});
});
