// Channel rules from threadloop.yaml: who may approve and what runs without asking, by default, by workspace, by channel.

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { APPROVER } from "../core/approval/policy.ts";
import { closestTo } from "../core/closest.ts";
import type { ThreadId } from "../core/domain.ts";
import type { Settings } from "../core/world.ts";
import { type Config, ConfigError } from "./environment.ts";

/** Discord's ids are longer than a number can hold, so numbers are read as big ones. */
const id = z.union([z.string(), z.bigint().transform(String)], "must be an id");

const approver = id.refine(
	(text) => APPROVER.test(text),
	"must be the id of a Slack user (U...) or user group (S...), or of a Discord user or role (digits)",
);

function whole({ from, to }: { from: number; to: number }) {
	const message = `must be a whole number from ${from} to ${to}`;
	return z
		.bigint(message)
		.transform(Number)
		.refine((value) => value >= from && value <= to, message);
}

const yes = z.boolean("must be true or false");

const rules = {
	approvers: z.array(approver, "must be a list of ids").optional(),
	four_eyes: yes.optional(),
	mode: z.enum(["ask", "fixes", "auto"], "must be ask, fixes or auto").optional(),
	approve_fixes: yes.optional(),
	max_fixes: whole({ from: 0, to: 10 }).optional(),
	timeout: whole({ from: 1, to: 3600 }).optional(),
	check: z.enum(["asked", "auto", "always"], "must be asked, auto or always").optional(),
	language: z.enum(["en", "zh"], "must be en or zh").optional(),
	system: z.string("must be text").max(4000, "must have at most 4,000 characters").optional(),
};
type Rules = z.infer<z.ZodObject<typeof rules>>;

const mapping = "must be a mapping";
const channel = z.strictObject(rules, mapping);
const workspace = z.strictObject({ ...rules, channels: z.record(z.string(), channel, mapping).optional() }, mapping);
const policy = z.strictObject(
	{ defaults: channel.optional(), workspaces: z.record(z.string(), workspace, mapping).optional() },
	mapping,
);

const KEYS = {
	"": ["defaults", "workspaces"],
	workspaces: [...Object.keys(rules), "channels"],
	rules: Object.keys(rules),
};

export interface Policies {
	/** The settings of each Thread. */
	readonly settings: (thread: ThreadId) => Settings;
	/** Whoever may approve anywhere. */
	readonly approvers: readonly string[];
}

/** Reads `threadloop.yaml` in `folder`, or the file that THREADLOOP_POLICY names. Throws ConfigError with every problem. */
export function loadPolicy(config: Config, folder: string): Policies {
	const { policyFile } = config;
	const file = resolve(folder, policyFile ?? "threadloop.yaml");
	if (policyFile !== undefined && !existsSync(file))
		throw new ConfigError([`THREADLOOP_POLICY names a file that does not exist: ${file}`]);
	return readPolicy(existsSync(file) ? readFileSync(file, "utf8") : "", {
		approvers: config.approvers,
		fourEyes: config.fourEyes,
		approvalTtlMs: config.approvalTtlMs,
		approvalRemindMs: config.approvalRemindMs,
		maxFixes: config.maxFixes,
		runTimeoutMs: config.runTimeoutMs,
		mode: "ask",
		approveFixes: true,
		check: "auto",
		system: "",
	});
}

/** Tells one set of rules from another in the audit; hex sha256. */
export function policyDigest(config: Config, folder: string): string {
	const file = resolve(folder, config.policyFile ?? "threadloop.yaml");
	const text = existsSync(file) ? readFileSync(file, "utf8") : "";
	const { approvers, fourEyes, approvalTtlMs, maxFixes } = config;
	return createHash("sha256")
		.update(JSON.stringify([text, approvers, fourEyes, approvalTtlMs, maxFixes]))
		.digest("hex");
}

/** The settings of each Thread, by the file's `text` ("" for none) over `base`. Throws ConfigError with every problem. */
export function readPolicy(text: string, base: Settings): Policies {
	const document = parseDocument(text, { intAsBigInt: true });
	const wrong = [...document.errors, ...document.warnings].map(({ message, linePos }) => {
		const what = (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
		return `threadloop.yaml: line ${linePos?.[0].line ?? 1} is not YAML (${what}); write each setting as \`name: value\`, with its level in spaces as in threadloop.example.yaml`;
	});
	if (wrong.length > 0) throw new ConfigError(wrong);
	const parsed = policy.safeParse(document.toJS() ?? {});
	if (!parsed.success) throw new ConfigError(parsed.error.issues.flatMap(explain));
	const { defaults = {}, workspaces = {} } = parsed.data;
	const all = over(base, defaults);
	const problems = [
		...badIds(parsed.data),
		...contradictions(all, "defaults"),
		...Object.entries(workspaces).flatMap(([name, { channels = {}, ...own }]) => [
			...contradictions(over(all, own), `workspaces.${name}`),
			...Object.entries(channels).flatMap(([inner, rule]) =>
				contradictions(over(over(all, own), rule), `workspaces.${name}.channels.${inner}`),
			),
		]),
	];
	if (problems.length > 0) throw new ConfigError([...new Set(problems)]);
	const layers = [all, ...Object.values(workspaces).flatMap((own) => [own, ...Object.values(own.channels ?? {})])];
	return {
		approvers: [...new Set(layers.flatMap(({ approvers = [] }) => approvers))],
		settings: (thread) => {
			const [, team = "", place = ""] = thread.split(":");
			const { channels = {}, ...own } = workspaces[team] ?? {};
			return over(over(all, own), channels[place] ?? {});
		},
	};
}

function over(base: Settings, rule: Rules): Settings {
	return {
		approvalTtlMs: base.approvalTtlMs,
		approvalRemindMs: base.approvalRemindMs,
		approvers: rule.approvers ?? base.approvers,
		fourEyes: rule.four_eyes ?? base.fourEyes,
		mode: rule.mode ?? base.mode,
		approveFixes: rule.approve_fixes ?? base.approveFixes,
		maxFixes: rule.max_fixes ?? base.maxFixes,
		runTimeoutMs: rule.timeout === undefined ? base.runTimeoutMs : rule.timeout * 1000,
		check: rule.check ?? base.check,
		...languageOf(rule.language ?? base.language),
		system: rule.system?.trim() ?? base.system,
	};
}

function languageOf(language: Settings["language"]): Pick<Settings, "language"> {
	return language === undefined ? {} : { language };
}

function badIds({ workspaces = {} }: z.infer<typeof policy>): string[] {
	const all = Object.entries(workspaces);
	const teams = all
		.filter(([name]) => !/^([TE][A-Z0-9]+|\d{17,20})$/.test(name))
		.map(([name]) => `workspaces.${name} must be the id of a Slack workspace (T...) or a Discord server (digits)`);
	const places = all.flatMap(([name, { channels = {} }]) =>
		Object.keys(channels)
			.filter((inner) => !/^([CGD][A-Z0-9]+|\d{17,20})$/.test(inner))
			.map(
				(inner) => `workspaces.${name}.channels.${inner} must be the id of a channel (C... or digits), not its name`,
			),
	);
	return [...teams, ...places].map((problem) => `threadloop.yaml: ${problem}`);
}

/** Rules that contradict each other, from the file or from the environment alone. */
function contradictions({ fourEyes, approvers, mode }: Settings, where: string): string[] {
	const found: string[] = [];
	if (fourEyes && approvers.length === 0)
		found.push(`${where}: four_eyes needs approvers; for example approvers: [U01ALICE, U02BOB]`);
	if (fourEyes && mode === "auto")
		found.push(
			`${where}: mode auto runs code without approval, but four_eyes requires a second person; keep only one of them`,
		);
	return found.map((problem) => `threadloop.yaml: ${problem}`);
}

function explain(issue: z.core.$ZodIssue): string[] {
	const where = issue.path.map(String).join(".");
	const [first, , third] = issue.path;
	if (issue.code !== "unrecognized_keys") return [`threadloop.yaml: ${where === "" ? "it" : where} ${issue.message}`];
	const keys =
		first === undefined ? KEYS[""] : first === "workspaces" && third === undefined ? KEYS.workspaces : KEYS.rules;
	return issue.keys.map((key) => {
		const near = closestTo(key, keys);
		const hint = near === undefined ? `the settings here are ${keys.join(", ")}` : `did you mean ${near}?`;
		return `threadloop.yaml: ${[where, key].filter((part) => part !== "").join(".")} is not a setting; ${hint}`;
	});
}
