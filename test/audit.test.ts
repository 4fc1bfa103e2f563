// The audit file: a chain that shows what was changed, survives a crash, and is never written over.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { auditPath, openAudit, verify } from "../src/audit.ts";
import { isBotError } from "../src/core/errors.ts";
import { redactor } from "../src/log.ts";

let stateDir: string;
beforeEach(async () => {
	stateDir = await mkdtemp(join(tmpdir(), "threadloop-audit-"));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

const open = (replica?: string) =>
	openAudit({ stateDir, replica, redact: redactor(["sk-very-secret"]), now: () => 1_700_000_000_000 });
const text = () => readFile(auditPath(stateDir), "utf8");
const put = (content: string) => writeFile(auditPath(stateDir), content);

async function written(events: readonly string[]): Promise<string[]> {
	const audit = await open();
	await Promise.all(events.map((event) => audit.write({ event, thread: "t" })));
	await audit.close();
	return (await text()).split("\n");
}

test("each line holds the hash of the line before, also over a restart", async () => {
	await written(["asked", "approved"]);
	await written(["ran"]);
	expect(await verify([await text()])).toMatchObject({
		kind: "ok",
		lines: 3,
		torn: 0,
		events: { asked: 1, approved: 1, ran: 1 },
	});
});

test.each([
	["a changed line", (lines: string[]) => lines.with(1, (lines[1] ?? "").replace("approved", "rejected")), 3],
	["a line taken out", (lines: string[]) => lines.toSpliced(1, 1), 2],
	["a line put in", (lines: string[]) => lines.toSpliced(1, 0, lines[0] ?? ""), 2],
	["two lines swapped", (lines: string[]) => [lines[1] ?? "", lines[0] ?? "", ...lines.slice(2)], 1],
	["a first line taken out", (lines: string[]) => lines.slice(1), 1],
	["a line that is no JSON", (lines: string[]) => lines.with(1, "oops"), 2],
])("%s is found, with the number of the first line that is wrong", async (_what, change, line) => {
	const lines = await written(["asked", "approved", "ran", "ended"]);
	await put(change(lines).join("\n"));
	expect(await verify([await text()])).toMatchObject({ kind: "broken", line });
});

test("a line that a crash tore stays in sight and is marked at the next start", async () => {
	const lines = await written(["asked", "approved"]);
	await put(`${lines[0]}\n${lines[1]?.slice(0, 40)}`);
	expect(await verify([await text()])).toMatchObject({ kind: "broken", line: 2 });
	await written(["ran"]);
	const after = (await text()).split("\n");
	expect(after[1]).toBe(lines[1]?.slice(0, 40));
	expect(JSON.parse(after[2] ?? "")).toMatchObject({ event: "torn_line", bytes: 40 });
	expect(await verify([await text()])).toMatchObject({
		kind: "ok",
		lines: 4,
		torn: 1,
		events: { asked: 1, torn_line: 1, ran: 1 },
	});
	// The torn line is part of the chain.
	await put((await text()).replace(after[1] ?? "?", `${after[1]} `));
	expect(await verify([await text()])).toMatchObject({ kind: "broken", line: 2 });
});

test("a whole line without its end was never confirmed, and is marked as well", async () => {
	const lines = await written(["asked", "approved"]);
	await put(`${lines[0]}\n${lines[1]}`);
	await written(["ran"]);
	expect(await verify([await text()])).toMatchObject({ kind: "ok", torn: 1 });
});

test("secrets do not reach the file", async () => {
	const audit = await open();
	await audit.write({ event: "odd", note: "sk-very-secret xoxb-1-2 and Bearer abc" });
	await audit.close();
	expect(await text()).not.toMatch(/sk-very-secret|xoxb-1-2|abc/);
	expect((await verify([await text()])).kind).toBe("ok");
});

test("a file that no audit has written is not written to", async () => {
	await mkdir(join(stateDir, "audit"));
	await put("not ours\n");
	await expect(open()).rejects.toThrow("cannot be continued (its last line is not an audit line");
});

test("a second writer is noticed, and the write is refused", async () => {
	const audit = await open();
	await audit.write({ event: "asked" });
	const other = await open();
	await other.write({ event: "asked" });
	const failed = await audit.write({ event: "approved" }).catch((error: unknown) => error);
	expect(isBotError(failed, "audit_down")).toBe(true);
	expect(String(failed)).toContain("another program has written to it");
	await audit.close();
	await other.close();
	expect(await verify([await text()])).toMatchObject({ kind: "ok", lines: 2 });
});

test("a full disk refuses the write with a sentence that says what to do", async () => {
	await mkdir(join(stateDir, "audit"));
	await symlink("/dev/full", auditPath(stateDir));
	const audit = await open();
	const failed = await audit.write({ event: "approved" }).catch((error: unknown) => error);
	await audit.close();
	expect(isBotError(failed, "audit_down") && failed.sentence).toContain("so nothing was run");
});

const verified = () =>
	promisify(execFile)(process.execPath, [join(import.meta.dirname, "../scripts/audit.ts")], {
		env: { STATE_DIR: stateDir, PATH: process.env.PATH },
	});

test("two replicas write one after the other into chains of their own, and npm run audit:verify reads both", async () => {
	const replicas = await Promise.all([open("a"), open("b")]);
	for (const event of ["asked", "approved", "ran"]) {
		for (const one of replicas) await one.write({ event, thread: "t" });
	}
	for (const one of replicas) await one.close();
	const { stdout } = await verified();
	expect(stdout.match(/^OK: 3 lines, one chain .* in .*\/audit-[ab]\.jsonl$/gm)).toHaveLength(2);
	const path = auditPath(stateDir, "b");
	await writeFile(path, (await readFile(path, "utf8")).replace("approved", "rejected"));
	await expect(verified()).rejects.toMatchObject({
		code: 1,
		stdout: expect.stringContaining("audit-a.jsonl"),
		stderr: expect.stringMatching(/^BROKEN at line 3 of .*audit-b\.jsonl: /),
	});
});

test("npm run audit:verify says OK with counts, or ends with 1 and the first broken line", async () => {
	const lines = await written(["asked", "approved", "ran"]);
	const last = createHash("sha256")
		.update(lines[2] ?? "")
		.digest("hex");
	expect((await verified()).stdout).toContain(`last sha256 ${last}`);
	expect((await verified()).stdout).toMatch(/^OK: 3 lines, one chain .*\nasked 1, approved 1, ran 1\n$/);
	await put(lines.toSpliced(1, 1).join("\n"));
	await expect(verified()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("BROKEN at line 2") });
});
