// Edited code: from a form or a file, shown again and approved like any other.

import { describe, expect, test } from "vitest";
import { takeIn } from "../../../src/core/inbox.ts";
import type { Settings } from "../../../src/core/world.ts";
import { alice, bob, keyError, script } from "../../fakes/world.ts";
import { carol, waiting } from "../threads.ts";

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
		expect(bot.told.at(-1)).toContain("This button no longer works");
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
		expect(bot.told.at(-1)).toContain("This button no longer works");
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
		expect(bot.told.at(-1)).toContain("Reply in this thread with the edited code as a file named attempt-1.py");
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
		["no text", new Uint8Array([0xff, 0xfe, 0]), "not UTF-8 text"],
		["empty", new Uint8Array(), "is empty"],
		["the same", new TextEncoder().encode("print(1)"), "is the same as before"],
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
		expect(bot.turn().notices.at(-1)).toContain("Bob is not allowed to edit this code");
	});

	test("code that failed before does not come back as an edit", async () => {
		const bot = await waiting({ says: [script("df['date']"), script("print(2)")], does: [keyError()] });
		await bot.click("approve");
		await bot.work();
		await bot.click("edit", { code: "df['date']" });
		await bot.work();
		expect(bot.turn().attempts.at(-1)?.proposal.source).toBe("print(2)\n");
		expect(bot.turn().notices.at(-1)).toContain("already failed or was rejected");
	});
});
