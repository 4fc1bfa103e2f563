// Who may decide about code, who may change it, and what runs without a question.

import { describe, expect, test } from "vitest";
import { mayUse, refusal, runsUnasked } from "../../src/core/approval/policy.ts";
import type { Person } from "../../src/core/domain.ts";
import { BotError } from "../../src/core/errors.ts";
import { takeIn } from "../../src/core/inbox.ts";
import type { Settings } from "../../src/core/world.ts";
import { alice, bob, csv, fakeWorld, keyError, ok, script } from "../fakes/world.ts";

const carol: Person = { id: "U3", name: "Carol", trust: "member", groups: ["S1"] };
type Options = Parameters<typeof fakeWorld>[0];

/** A bot whose code waits for a click. */
async function waiting(options: Options = {}, text = "go") {
	const bot = fakeWorld({ says: [script("print(1)"), "1"], does: [ok("1")], ...options });
	bot.people.set(carol.id, carol);
	await bot.say(text, { files: [csv] });
	await bot.work();
	return bot;
}

describe("who may approve", () => {
	test("somebody in a user group that approves, as the platform says at the click", async () => {
		const bot = await waiting({ settings: { approvers: ["S1"] } });
		bot.people.set(carol.id, { ...carol, groups: [] });
		await bot.click("approve", { by: carol.id });
		expect(bot.told.at(-1)).toContain("Only one of the approvers may decide");
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
		expect(bot.told[0]).toContain("Guests, bots and people of other workspaces may not decide");
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
			expect(refusal(settings, ticket, { choice, person: bob })).toMatch(/^[A-Z][^.]*\.$/);
		}
	});
});

describe("editing", () => {
	test("opens the code in a form; what was edited is shown again, and what ran is what was edited", async () => {
		const bot = await waiting();
		const old = bot.turn().attempts[0]!;
		await bot.click("edit");
		expect(bot.forms).toEqual(["print(1)\n"]);
		await bot.click("edit", { code: "print(2)\r\n\r\n" });
		await bot.work();
		const [first, attempt, ...more] = bot.turn().attempts;
		expect(more).toEqual([]);
		expect(first?.proposal).toEqual(old.proposal);
		expect(first?.approval.verdict).toMatchObject({ kind: "superseded", by: { name: "Alice" }, edited: true });
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(0);
		expect(attempt?.proposal).toMatchObject({
			source: "print(2)\n",
			edited: { by: { name: "Alice" }, from: old.proposal.sha256 },
		});
		expect(attempt?.approval.token).not.toBe(old.approval.token);
		await bot.click("approve", { token: old.approval.token });
		expect(bot.told.at(-1)).toContain("This button is closed");
		await bot.click("approve");
		await bot.work();
		expect(bot.runs.map(({ source }) => source)).toEqual(["print(2)\n"]);
		expect(bot.runs[0]?.sha256).toBe(attempt?.proposal.sha256);
		const told = bot.requests
			.at(-1)!
			.map(({ content }) => content)
			.join("\n");
		expect(told).toContain("A person changed the script. This is what will run instead:\n```python\nprint(2)\n```");
	});

	test("a click on the old code while the edit is being taken in approves nothing", async () => {
		const bot = await waiting();
		const old = bot.turn().attempts[0]!.approval.token;
		await bot.click("edit", { code: "print(2)" });
		await bot.click("approve", { token: old });
		expect(bot.told).toHaveLength(1);
		await bot.work();
		expect(bot.runs).toHaveLength(0);
	});

	test("while an edit is being taken in, neither a click that slipped through nor the time-out counts", async () => {
		const bot = await waiting({ settings: { approvalTtlMs: 60_000 } });
		const session = bot.session()!;
		const { token } = session.turn!.attempts[0]!.approval;
		const edit = { by: alice, code: { kind: "text", text: "print(2)" } } as const;
		const note = { kind: "click", token, choice: "approve", by: alice, reason: "", at: 1 } as const;
		const held = { ...session, turn: { ...session.turn!, edit } };
		expect(takeIn(held, [note], { thread: session.thread, now: 2_000_000 })?.session.turn).toEqual(held.turn);
		await bot.click("edit", { code: "print(2)" });
		bot.pass(61_000);
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.turn().attempts.at(-1)?.proposal.source).toBe("print(2)\n");
	});

	test("a form opens only for the code that waits now", async () => {
		const bot = await waiting();
		const [ticket] = [...bot.tickets.values()].filter(({ kind }) => kind === "approval");
		bot.tickets.set("old", { ...ticket!, token: "old" });
		await bot.click("edit", { token: "old" });
		expect(bot.forms).toEqual([]);
		expect(bot.told.at(-1)).toContain("This button is closed");
	});

	test("an edit has its own labels", async () => {
		const bot = await waiting();
		await bot.click("edit", { code: "import os\nos.remove('x')" });
		await bot.work();
		expect(bot.turn().attempts.at(-1)?.proposal.risks).toEqual([{ label: "deletes", line: 2, what: "os.remove" }]);
	});

	test("with a second pair of eyes neither requester nor editor may approve the edit", async () => {
		const bot = await waiting({ settings: { approvers: [alice.id, bob.id, carol.id], fourEyes: true } });
		await bot.click("edit", { by: bob.id, code: "print(2)" });
		await bot.work();
		await bot.click("approve", { by: bob.id });
		await bot.click("approve", { by: alice.id });
		await bot.work();
		expect(bot.told).toHaveLength(2);
		expect(bot.runs).toHaveLength(0);
		await bot.click("approve", { by: carol.id });
		await bot.work();
		expect(bot.runs.map(({ source }) => source)).toEqual(["print(2)\n"]);
	});

	test("an edit always waits for a click, even where nothing else asks", async () => {
		const settings: Partial<Settings> = {};
		const bot = await waiting({ settings });
		Object.assign(settings, { mode: "auto" });
		await bot.click("edit", { code: "print(2)" });
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(0);
	});

	test("somebody who may not decide may not edit", async () => {
		const bot = await waiting();
		await bot.click("edit", { by: bob.id });
		await bot.click("edit", { by: bob.id, code: "print(2)" });
		await bot.work();
		expect(bot.forms).toEqual([]);
		expect(bot.told).toHaveLength(2);
		expect(bot.turn().attempts[0]?.proposal.source).toBe("print(1)\n");
	});

	test("code too long for a form comes back as a file, whatever is said with it", async () => {
		const bot = await waiting();
		bot.world.formHolds = false;
		await bot.click("edit");
		expect(bot.told.at(-1)).toContain("reply in this thread with the edited code as a file named attempt-1.py");
		expect(bot.turn().state.kind).toBe("waiting");
		bot.world.fetched = new TextEncoder().encode("print('日期')\n");
		await bot.say("here you are", { files: [{ id: "F2", name: "attempt-1.py", size: 9, source: "{}" }] });
		await bot.work();
		const attempt = bot.turn().attempts.at(-1);
		expect(attempt?.proposal).toMatchObject({ source: "print('日期')\n", edited: { by: { name: "Alice" } } });
		expect([...bot.tickets.values()].filter(({ kind }) => kind === "approval").map(({ token }) => token)).toEqual([
			attempt?.approval.token,
		]);
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.session()?.uploads.map(({ id }) => id)).toEqual(["F1"]);
		await bot.click("approve");
		await bot.work();
		expect(bot.runs.map(({ source }) => source)).toEqual(["print('日期')\n"]);
	});

	test("a lone .py file is an edit, too; with words of its own or another ending it is not", async () => {
		const bot = await waiting({ says: [script("print(1)"), script("print(3)")] });
		bot.world.fetched = new TextEncoder().encode("print(2)");
		await bot.say("", { files: [{ id: "F2", name: "mine.py", size: 9, source: "{}" }] });
		await bot.work();
		expect(bot.turn().attempts.at(-1)?.proposal.source).toBe("print(2)\n");
		await bot.say("use this module", { files: [{ id: "F3", name: "other.py", size: 9, source: "{}" }] });
		await bot.work();
		expect(bot.turn().attempts.map(({ proposal }) => proposal.source)).toEqual([
			"print(1)\n",
			"print(2)\n",
			"print(3)\n",
		]);
	});

	test.each([
		["too large", new Uint8Array(100_001).fill(32), "too large"],
		["no text", new Uint8Array([0xff, 0xfe, 0]), "no UTF-8 text"],
		["empty", new Uint8Array(), "is empty"],
		["the same", new TextEncoder().encode("print(1)"), "is the same"],
	])("a file that is %s changes nothing, says why, and the code can still be approved", async (_what, bytes, why) => {
		const bot = await waiting();
		bot.world.fetched = bytes;
		await bot.say("", { files: [{ id: "F2", name: "a.py", size: 9, source: "{}" }] });
		await bot.work();
		expect(bot.turn().notices.at(-1)).toContain(why);
		await bot.click("approve");
		await bot.work();
		expect(bot.runs.map(({ source }) => source)).toEqual(["print(1)\n"]);
	});

	test("a file from somebody who may not edit changes nothing", async () => {
		const bot = await waiting();
		bot.world.fetched = new TextEncoder().encode("print(2)");
		await bot.say("", { author: bob, files: [{ id: "F2", name: "attempt-1.py", size: 9, source: "{}" }] });
		await bot.work();
		expect(bot.turn().attempts[0]?.proposal.source).toBe("print(1)\n");
		expect(bot.turn().notices.at(-1)).toContain("Bob may not edit this code");
	});

	test("code that failed before does not come back as an edit", async () => {
		const bot = await waiting({ says: [script("df['date']"), script("print(2)")], does: [keyError()] });
		await bot.click("approve");
		await bot.work();
		await bot.click("edit", { code: "df['date']" });
		await bot.work();
		expect(bot.turn().attempts.at(-1)?.proposal.source).toBe("print(2)\n");
		expect(bot.turn().notices.at(-1)).toContain("has failed or was rejected before");
	});
});

const broken = script("df['date']");
const fixed = script("# the column is created_at\nprint(df['created_at'])");
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
		expect(bot.turn().notices.at(-1)).toContain("could not be shown before it ran");
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
		expect(bot.turn().notices.at(-1)).toContain("Please approve it again");
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
		expect(bot.turn().notices.at(-1)).toContain("In this channel Approve covers later fixes");
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

test("limits and the operator's words hold per channel", async () => {
	const bot = await waiting({ settings: { runTimeoutMs: 5000, system: "Amounts are in euros." } });
	expect(bot.requests[0]?.[0]?.content).toMatch(/\nAmounts are in euros\.$/);
	await bot.click("approve");
	await bot.work();
	expect(bot.runs[0]?.limitMs).toBe(5000);
});
