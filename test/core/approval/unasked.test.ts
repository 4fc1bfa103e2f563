// Code that runs without a click: fixes that were approved in advance, and the mode of the channel.

import { describe, expect, test } from "vitest";
import { runsUnasked } from "../../../src/core/approval/policy.ts";
import { BotError } from "../../../src/core/errors.ts";
import { alice, bob, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";
import { broken, fixed, waiting } from "../threads.ts";

const deleting = script("import os\nos.remove('old.csv')\nprint(df['created_at'])");
const secret = script("print(open('/etc/passwd').read())");

describe("fixes approved in advance", () => {
	test("a fix with no new labels runs without asking, is shown as its own attempt, and says who allowed it", async () => {
		const bot = await waiting({ says: [broken, fixed, "10."], does: [keyError(), ok("10")] });
		expect(bot.turn().attempts[0]?.approval.fixes).toBe(true);
		await bot.click("approve_fixes");
		await bot.work();
		expect(bot.end().kind).toBe("answered");
		expect(bot.turn().attempts.map(({ approval }) => approval.verdict)).toMatchObject([
			{ kind: "approved", by: { name: "Alice" }, fixes: true },
			{ kind: "allowed", because: { kind: "advance", by: { name: "Alice" } } },
		]);
		expect(bot.runs).toHaveLength(2);
	});

	test("the fix is in the thread before it runs", async () => {
		const bot = await waiting({
			says: [broken, fixed, "10."],
			does: [
				keyError(),
				() => {
					expect(bot.shown.at(-1)?.attempts[1]?.proposal.source).toContain("created_at");
					return ok("10");
				},
			],
		});
		await bot.click("approve_fixes");
		await bot.work();
		expect(bot.runs).toHaveLength(2);
	});

	test("a fix that cannot be shown waits for a click", async () => {
		const bot = await waiting({
			says: [broken, fixed],
			does: [
				() => {
					bot.world.showFails = new BotError("chat_refused", "Slack is away.");
					return keyError();
				},
			],
		});
		await bot.click("approve_fixes");
		await bot.work();
		expect(bot.runs).toHaveLength(1);
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.turn().passing?.at(-1)).toContain("could not be shown in time");
	});

	test.each([
		["deletes a file", deleting],
		["reads outside the workspace", secret],
		["does not parse", script("print(df['created_at'")],
		["hides what it does", script("exec(text)")],
	])("a fix that %s asks again", async (_what, fix) => {
		const bot = await waiting({ says: [broken, fix], does: [keyError()] });
		await bot.click("approve_fixes");
		await bot.work();
		expect(bot.turn().attempts).toHaveLength(2);
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
	});

	test("labels that were approved do not ask again, one that was not does", async () => {
		const first = script("import os\nos.remove('a.csv')\ndf['date']");
		const bot = await waiting({
			says: [first, deleting, script("import os, requests\nos.remove('old.csv')\nprint(3)")],
			does: [keyError(), { ...keyError(2), error: { ...keyError().error!, message: "'other'" } }],
		});
		await bot.click("approve_fixes");
		await bot.work();
		expect(bot.runs).toHaveLength(2);
		expect(bot.turn().attempts).toHaveLength(3);
		expect(bot.turn().state.kind).toBe("waiting");
	});

	test("code that cannot be read is never approved with its fixes", async () => {
		const bot = await waiting({ says: [script("exec(text)"), script("exec(other)")], does: [keyError()] });
		expect(bot.turn().attempts[0]?.approval.fixes).toBeUndefined();
		await bot.click("approve_fixes");
		await bot.work();
		expect(bot.turn().attempts[0]?.approval.verdict).not.toHaveProperty("fixes");
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
	});

	test("Approve covers this code alone", async () => {
		const bot = await waiting({ says: [broken, fixed], does: [keyError()] });
		await bot.click("approve");
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
	});

	test("where the policy does not allow it, it is neither offered nor taken", async () => {
		const bot = await waiting({ settings: { approveFixes: false } });
		expect(bot.turn().attempts[0]?.approval.fixes).toBeUndefined();
		await bot.click("approve_fixes");
		expect(bot.told.at(-1)).toContain("cannot be approved in advance here");
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
	});

	test("whatever anybody says meanwhile ends it: the next code asks", async () => {
		const bot = await waiting({
			says: [broken, fixed],
			does: [
				async () => {
					await bot.say("and delete nothing", { author: bob });
					return keyError();
				},
			],
		});
		await bot.click("approve_fixes");
		await bot.work();
		expect(bot.turn().attempts).toHaveLength(2);
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
	});

	test("the next question asks again", async () => {
		const bot = await waiting({ says: [script("print(1)"), "1", broken, fixed], does: [ok("1"), keyError()] });
		await bot.click("approve_fixes");
		await bot.work();
		await bot.say("and now?");
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		await bot.click("approve");
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(2);
	});

	test("a restarted session asks again", async () => {
		const bot = await waiting({ says: [broken, fixed], does: [keyError()] });
		const { open } = bot.whole.sandbox;
		let opened = 0;
		Object.assign(bot.whole.sandbox, {
			open: async (...args: Parameters<typeof open>) => {
				if (bot.turn().attempts.length === 2) bot.world.generation = `g${++opened + 1}`;
				return open(...args);
			},
		});
		await bot.click("approve_fixes");
		await bot.work();
		expect(bot.runs).toHaveLength(1);
		expect(bot.turn().passing?.at(-1)).toContain("Please approve it again");
	});

	test("a lost run is never run again without a click", async () => {
		const bot = await waiting({ says: [broken, fixed], does: [keyError(), { outcome: "lost" }] });
		await bot.click("approve_fixes");
		await bot.work();
		expect(bot.runs).toHaveLength(2);
		expect(bot.turn().state.kind).toBe("waiting");
	});

	test("fixes end at the limit", async () => {
		const fail = (n: number) => ({ ...keyError(), error: { ...keyError().error!, message: `'c${n}'` } });
		const bot = await waiting({
			says: [1, 2, 3, 4].map((n) => script(`df['c${n}']`)),
			does: [1, 2, 3, 4].map(fail),
			settings: { maxFixes: 2 },
		});
		await bot.click("approve_fixes");
		await bot.work();
		expect(bot.runs).toHaveLength(3);
		expect(bot.end().kind).toBe("gave_up");
	});
});

describe("the channel's mode", () => {
	test("fixes: the first code asks, a fix that does nothing new runs and says why", async () => {
		const bot = await waiting({
			says: [broken, fixed, "10."],
			does: [keyError(), ok("10")],
			settings: { mode: "fixes" },
		});
		expect(bot.runs).toHaveLength(0);
		expect(bot.turn().attempts[0]?.approval.fixes).toBeUndefined();
		expect(bot.turn().passing?.at(-1)).toContain("In this channel, Approve also covers later fixes");
		await bot.click("approve");
		await bot.work();
		expect(bot.end().kind).toBe("answered");
		expect(bot.turn().attempts[1]?.approval.verdict).toMatchObject({ because: { kind: "mode", mode: "fixes" } });
	});

	test("fixes: a fix that does something new asks", async () => {
		const bot = await waiting({ says: [broken, deleting], does: [keyError()], settings: { mode: "fixes" } });
		await bot.click("approve");
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
	});

	test("fixes: after code that cannot be read, such a fix asks again", async () => {
		const bot = await waiting({
			says: [script("exec(text)"), script("exec(other)")],
			does: [keyError()],
			settings: { mode: "fixes" },
		});
		await bot.click("approve");
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
	});

	test("fixes: a new version after a rejection is no fix", async () => {
		const bot = await waiting({
			says: [broken, fixed, script("print(3)")],
			does: [keyError()],
			settings: { mode: "fixes" },
		});
		await bot.click("reject", { reason: "no" });
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(0);
	});

	test("auto: runs without asking, shown first, and says that the channel is set so", async () => {
		const bot = fakeWorld({
			says: [deleting, "10."],
			does: [
				() => {
					expect(bot.shown.at(-1)?.attempts[0]?.proposal.source).toContain("os.remove");
					return ok("10");
				},
			],
			settings: { mode: "auto" },
		});
		await bot.say("go");
		await bot.work();
		expect(bot.end().kind).toBe("answered");
		expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({ kind: "allowed", because: { mode: "auto" } });
		expect([...bot.tickets.values()].filter(({ kind }) => kind === "approval")).toEqual([]);
	});

	test.each(["guest", "external", "bot"] as const)("auto: what a %s asks for still asks", async (trust) => {
		const bot = fakeWorld({ says: [script("print(1)")], settings: { mode: "auto" } });
		bot.people.set(alice.id, { ...alice, trust });
		await bot.say("go");
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(0);
	});

	test("auto: where the platform does not tell who asked, people are asked", async () => {
		const bot = fakeWorld({ says: [script("print(1)")], settings: { mode: "auto" } });
		bot.world.whoisFails = new BotError("chat_refused", "Slack is away.");
		await bot.say("go");
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(0);
	});

	test("only the operator's mode and a person's click can make code run unasked", () => {
		const bot = fakeWorld();
		const policy = bot.whole.settings("");
		const turn = { attempts: [{ diagnosis: { soft: false } }] } as unknown as Parameters<typeof runsUnasked>[1];
		expect(runsUnasked(policy, turn, { risks: [] })).toBeUndefined();
		expect(runsUnasked({ ...policy, mode: "fixes" }, turn, { risks: [] })).toBeUndefined();
		const grant = { by: alice, labels: [], fixes: true } as const;
		expect(runsUnasked(policy, { ...turn, grant }, { risks: [] })).toMatchObject({ kind: "advance" });
		expect(runsUnasked({ ...policy, approveFixes: false }, { ...turn, grant }, { risks: [] })).toBeUndefined();
		expect(runsUnasked(policy, { ...turn, grant, attempts: [] }, { risks: [] })).toBeUndefined();
	});
});
