// Forgetting, end to end: after it no word of the thread is left, in Redis, on Redis' disk or in the state folder.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../../src/audit.ts";
import { openStage, type Stage } from "./stage.ts";
import { buttonsOf, type Said, until } from "./twin.ts";

const MARK = "zebra7391";
let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(() => stage?.close());

/** Where the marker stands, by the path of the file. */
async function places(): Promise<string[]> {
	const found: string[] = [];
	for (const root of [stage.bot.stateDir, stage.redis.folder]) {
		// A folder that goes away during the walk ends it: nothing is gone for good before one walk is whole.
		const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => undefined);
		if (entries === undefined) found.push(root);
		for (const entry of entries ?? []) {
			const path = join(entry.parentPath, entry.name);
			if (entry.name.includes(MARK)) found.push(path);
			if (!entry.isFile()) continue;
			const bytes = await readFile(path).catch(() => Buffer.alloc(0));
			if (bytes.includes(MARK)) found.push(path);
		}
	}
	return found;
}

const CODE = `text = open('${MARK}.csv').read()\nopen('made.txt', 'w').write('${MARK}')\nprint(text)`;

/** A thread with the marker in a file's name and content, in what was said, in the code, in its output and in a file it made. */
async function marked(): Promise<string> {
	const { twin } = stage;
	const ts = await stage.propose(CODE, { [`${MARK}.csv`]: `a\n${MARK}\n` });
	await stage.approve(ts);
	await twin.withButton(ts, "Export");
	await twin.say(`say: print('${MARK}', 'a question that waits')`, { thread: ts });
	await twin.withButton(ts, "Approve");
	expect(await places()).not.toHaveLength(0);
	return ts;
}

test("forget, confirmed, leaves no word of the thread anywhere, and the audit stays whole without one", async () => {
	const { twin } = stage;
	const ts = await marked();
	await twin.say("忘记", { thread: ts });
	await twin.click(await twin.withButton(ts, "全部删除"), "全部删除");
	await twin.saying(ts, "Forgotten");
	await until("the last trace to go", async () => (await places()).length === 0);
	const audit = await readFile(join(stage.bot.stateDir, "audit/audit.jsonl"), "utf8");
	expect(await verify([audit])).toMatchObject({
		kind: "ok",
		events: { policy: 1, asked: 2, approved: 1, ran: 1, forgotten: 1 },
	});
});

test("deleting the thread's first message does the same without asking, also while code runs", async () => {
	const { twin } = stage;
	const ts = await marked();
	await twin.say("stop", { thread: ts });
	await twin.saying(ts, "Stopped by");
	const asked = await twin.say(`say: import time; print('${MARK}'); time.sleep(20)`, { thread: ts });
	// The card before it may show its buttons a second longer than they work.
	const isNew = (said: Said) => said.ts > asked && buttonsOf(said).some(({ label }) => label === "Approve");
	await twin.click(await twin.find(ts, "the new code", isNew), "Approve");
	await twin.saying(ts, "Running");
	await twin.remove(ts);
	await until("the last trace to go", async () => (await places()).length === 0);
	expect(stage.bot.log()).toContain('"event":"forgotten"');
});
