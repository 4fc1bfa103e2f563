// threadloop.yaml as an operator meets it: the nearest rule wins, every mistake is named, and nothing starts with one.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadPolicy, readPolicy } from "../../src/config/channels.ts";
import { ConfigError, readConfig } from "../../src/config/environment.ts";
import type { Settings } from "../../src/core/world.ts";

const root = join(import.meta.dirname, "../..");
const base: Settings = {
	approvers: ["U9"],
	fourEyes: false,
	mode: "ask",
	approveFixes: true,
	approvalRemindMs: 900_000,
	approvalTtlMs: 60_000,
	maxFixes: 3,
	runTimeoutMs: 30_000,
	check: "auto",
	system: "",
};

const policyOf = (text: string, over = base) => readPolicy(text, over).settings;

function problems(text: string, over: Partial<Settings> = {}): string[] {
	try {
		readPolicy(text, { ...base, ...over });
	} catch (error) {
		if (error instanceof ConfigError) return error.message.split("\n- ").slice(1);
		throw error;
	}
	throw new Error("it was accepted");
}

test("without a file, and with an empty one, the environment's settings hold", () => {
	expect(policyOf("", base)("slack:T1:C1:1.1")).toEqual(base);
	expect(policyOf("# nothing yet\n", base)("slack:T1:C1:1.1")).toEqual(base);
});

test("channel goes over workspace, workspace over defaults, defaults over the environment, setting by setting", () => {
	const settings = policyOf(
		`
defaults: {approvers: [U1], max_fixes: 5, timeout: 60}
workspaces:
  T1:
    approvers: [S1]
    system: |
      Amounts are in euros.
    channels:
      C1: {mode: auto, timeout: 120}
      C2: {approvers: [], approve_fixes: false}
`,
		base,
	);
	expect(settings("slack:T1:C1:1.1")).toEqual({
		...base,
		approvers: ["S1"],
		mode: "auto",
		maxFixes: 5,
		runTimeoutMs: 120_000,
		system: "Amounts are in euros.",
	});
	expect(settings("slack:T1:C2:1.1")).toMatchObject({ approvers: [], approveFixes: false, mode: "ask" });
	expect(settings("slack:T1:C3:1.1")).toMatchObject({ approvers: ["S1"], mode: "ask", runTimeoutMs: 60_000 });
	// The same channel id in another workspace is another channel.
	expect(settings("slack:T2:C1:1.1")).toMatchObject({ approvers: ["U1"], mode: "ask" });
	expect(settings("slack:constructor:toString:1.1")).toMatchObject({ approvers: ["U1"], mode: "ask" });
});

test("all who may approve anywhere are known, so that the platform can be asked about their groups", () => {
	const text =
		"defaults: {approvers: [U1, S1]}\nworkspaces: {T1: {approvers: [S2], channels: {C1: {approvers: [S1, S3]}}}}";
	expect(readPolicy(text, base).approvers).toEqual(["U1", "S1", "S2", "S3"]);
	expect(readPolicy("", base).approvers).toEqual(["U9"]);
});

test("Discord's long ids are read to the last digit, with and without quotes", () => {
	const settings = policyOf(
		"workspaces: {1234567890123456789: {channels: {1234567890123456781: {mode: fixes, approvers: [1234567890123456783]}}}}",
		base,
	);
	expect(settings("discord:1234567890123456789:1234567890123456781:5")).toMatchObject({
		mode: "fixes",
		approvers: ["1234567890123456783"],
	});
	expect(settings("discord:1234567890123456788:1234567890123456781:5").mode).toBe("ask");
});

test.each([
	["defaults: {aprovers: [U1]}", "defaults.aprovers is not a setting; did you mean approvers?"],
	["default: {mode: ask}", "default is not a setting; did you mean defaults?"],
	["workspaces: {T1: {chanels: {}}}", "workspaces.T1.chanels is not a setting; did you mean channels?"],
	[
		"workspaces: {T1: {channels: {C1: {foureyes: true}}}}",
		"workspaces.T1.channels.C1.foureyes is not a setting; did you mean four_eyes?",
	],
	["defaults: {colour: red}", "defaults.colour is not a setting; the settings here are approvers, four_eyes,"],
	["defaults: {mode: always}", "defaults.mode must be ask, fixes or auto"],
	["defaults: {approvers: [alice]}", "defaults.approvers.0 must be the id of a Slack user"],
	["defaults: {approvers: U1}", "defaults.approvers must be a list of ids"],
	["defaults: {four_eyes: maybe}", "defaults.four_eyes must be true or false"],
	["defaults: {max_fixes: 11}", "defaults.max_fixes must be a whole number from 0 to 10"],
	["defaults: {timeout: 1.5}", "defaults.timeout must be a whole number from 1 to 3600"],
	["defaults: {system: 5}", "defaults.system must be text"],
	["workspaces: {acme: {}}", "workspaces.acme must be the id of a Slack workspace"],
	["workspaces: {T1: {channels: {general: {}}}}", "workspaces.T1.channels.general must be the id of a channel"],
	["- a", "must be a mapping"],
	["defaults: {mode: ask", "threadloop.yaml: "],
	["defaults: {mode: ask, mode: auto}", "Map keys must be unique"],
	["defaults: {approvers: [], four_eyes: true}", "defaults: four_eyes needs approvers"],
	[
		"workspaces: {T1: {four_eyes: true, channels: {C1: {mode: auto}}}}",
		"workspaces.T1.channels.C1: mode auto runs code without approval",
	],
])("%s is refused", (text, problem) => {
	expect(problems(text).join("\n")).toContain(problem);
});

test("all mistakes are told at once", () => {
	expect(problems("defaults: {mode: x, max_fixes: x}\nworkspaces: {T1: {aprovers: [], timeout: 0}}")).toHaveLength(4);
});

test("FOUR_EYES without APPROVERS would let nobody approve, so it is refused", () => {
	expect(problems("", { fourEyes: true, approvers: [] })).toEqual([expect.stringContaining("needs approvers")]);
	expect(
		policyOf("defaults: {approvers: [U1]}", { ...base, fourEyes: true, approvers: [] })("slack:T1:C1:1").fourEyes,
	).toBe(true);
});

test("a file that is named must be there", () => {
	expect(() => loadPolicy(readConfig({ THREADLOOP_POLICY: "/nowhere/x.yaml" }), root)).toThrow(
		"does not exist: /nowhere/x.yaml",
	);
	expect(loadPolicy(readConfig({}), "/nowhere").settings("slack:T1:C1:1").mode).toBe("ask");
});

test("the example is sound, and shows every setting", () => {
	const text = readFileSync(join(root, "threadloop.example.yaml"), "utf8");
	const settings = policyOf(text, base);
	expect(settings("slack:T01ACME:C01FINANCE:1")).toMatchObject({ fourEyes: true, approvers: ["U01ALICE", "U02BOB"] });
	expect(settings("slack:T01ACME:C02SANDBOX:1")).toMatchObject({ mode: "fixes", runTimeoutMs: 120_000 });
	expect(settings("discord:123456789012345678:1:1").approvers).toEqual(["223456789012345678"]);
	for (const key of ["approvers", "four_eyes", "mode", "approve_fixes", "max_fixes", "timeout", "system"])
		expect(text).toContain(`${key}:`);
});

test("the bot does not start with a malformed policy, and names what is wrong", () => {
	const folder = join(tmpdir(), `policy-${process.pid}`);
	mkdirSync(folder);
	try {
		writeFileSync(join(folder, "threadloop.yaml"), "defaults: {mode: yolo, aprovers: []}");
		const { status, stderr } = spawnSync(process.execPath, [join(root, "src/main.ts")], {
			cwd: folder,
			encoding: "utf8",
			env: { PATH: process.env.PATH },
		});
		expect(status).toBe(2);
		expect(stderr).toContain("defaults.mode must be ask, fixes or auto");
		expect(stderr).toContain("did you mean approvers?");
	} finally {
		rmSync(folder, { recursive: true });
	}
});
