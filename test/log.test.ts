// The log as an operator reads it: one JSON line an event, and no secret in it, wherever it hides.

import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BotError } from "../src/core/errors.ts";
import { openLog } from "../src/log.ts";

function logged(o: { level?: string; secrets?: string[] } = {}) {
	const lines: string[] = [];
	const log = openLog({
		level: o.level ?? "debug",
		secrets: o.secrets ?? [],
		destination: { write: (line) => void lines.push(line) },
	});
	return { log, lines, last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? "") };
}

test("an event is one JSON line with its level, time, name, thread and turn", () => {
	const { log, lines, last } = logged();
	log("info", "message", { thread: "slack:T1:C1:1.1", turn: "t1", text: "two\nlines", files: 2 });
	expect(lines).toHaveLength(1);
	expect(lines[0]).toMatch(/^\{.*\}\n$/);
	expect(last()).toEqual({
		level: "info",
		time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
		event: "message",
		thread: "slack:T1:C1:1.1",
		turn: "t1",
		text: "two\nlines",
		files: 2,
	});
});

test("events below the level are left out", () => {
	const { log, lines } = logged({ level: "warn" });
	log("debug", "a");
	log("info", "b");
	log("warn", "c");
	log("error", "d");
	expect(lines).toHaveLength(2);
});

test("an error is logged with its sentence, its code and its causes", () => {
	const { log, last } = logged();
	const cause = new Error("connect failed", { cause: new Error("ECONNREFUSED") });
	log("error", "step_failed", { error: new BotError("model_down", "The model is down.", { cause }) });
	expect(last().error).toMatchObject({
		name: "BotError",
		code: "model_down",
		message: "model_down: The model is down.",
		stack: expect.stringContaining("log.test.ts"),
		cause: { message: "connect failed", cause: { message: "ECONNREFUSED" } },
	});
});

test("an error that is its own cause does not stop the log", () => {
	const { log, lines } = logged();
	const error = new Error("round");
	error.cause = error;
	log("error", "odd", { error });
	expect(lines).toHaveLength(1);
});

test("a secret is redacted wherever it stands: value, key, thread, error, cause, and escaped", () => {
	const secret = 'pa"ss\\wörd';
	const { log, lines, last } = logged({ secrets: [secret, "xyz-key-1"] });
	log("info", `event ${secret}`, {
		thread: `t ${secret}`,
		deep: [{ [secret]: `a ${secret} b xyz-key-1` }],
		error: new Error(`bad ${secret}`, { cause: new Error(secret) }),
	});
	expect(lines[0]).not.toContain("ss\\\\wörd");
	expect(lines[0]).not.toContain("xyz-key-1");
	expect(last().deep).toEqual([{ "[redacted]": "a [redacted] b [redacted]" }]);
});

test("tokens, bearer headers and passwords in addresses are redacted although nobody named them", () => {
	const { log, last } = logged();
	log("info", "odd", {
		a: "xoxb-12-34-abcDEF, xapp-1-A1-2-cafe; xoxp-9 xoxe.xoxp-1-Mi0",
		b: "authorization: Bearer abc.def-123_~+/=",
		c: "redis://user:hunter2@redis:6379/0 and rediss://:hunter2@redis",
		d: "https://files.slack.com/a:b/c@d",
	});
	const { a, b, c, d } = last();
	expect(a).toBe("[redacted], [redacted]; [redacted] xoxe.[redacted]");
	expect(b).toBe("authorization: Bearer [redacted]");
	expect(c).toBe("redis://user:[redacted]@redis:6379/0 and rediss://:[redacted]@redis");
	expect(d).toBe("https://files.slack.com/a:b/c@d");
});

test("an unset or tiny secret garbles nothing", () => {
	const { log, last } = logged({ secrets: ["", "none"] });
	log("info", "plain", { text: "none of it" });
	expect(last().text).toBe("none of it");
});

test("without a destination the lines go to stderr, so that stdout stays free", () => {
	const file = JSON.stringify(join(import.meta.dirname, "../src/log.ts"));
	const code = `const { openLog } = await import(${file}); openLog({ level: "info", secrets: ["secret-1"] })("info", "ready", { is: "secret-1" })`;
	const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
	expect(stdout).toBe("");
	expect(JSON.parse(stderr)).toMatchObject({ event: "ready", is: "[redacted]" });
});

// Linux alone has a file that is always full.
test.skipIf(process.platform !== "linux")("a full disk takes lines of the log and not the bot", () => {
	const file = join(import.meta.dirname, "../src/log.ts");
	const program = `import { openLog } from ${JSON.stringify(file)};
		const log = openLog({ level: "info", secrets: [] });
		for (let line = 0; line < 100; line += 1) log("info", "x".repeat(50_000));
		setTimeout(() => console.log("still here"), 200);`;
	const full = openSync("/dev/full", "w");
	const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
		encoding: "utf8",
		stdio: ["ignore", "pipe", full],
	});
	closeSync(full);
	expect([stdout, status]).toEqual(["still here\n", 0]);
});
