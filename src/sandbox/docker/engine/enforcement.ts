// Enforcement check: what the engine says it can enforce. If that is too little, nothing starts; if slightly less than all, the operator is warned.

import { z } from "zod";
import { BotError } from "../../../core/errors.ts";
import { SANDBOX_USER } from "../../ids.ts";

/** The parts of the engine's `/info` that decide; an answer that leaves one out counts as "no". */
const infoSchema = z.object({
	OSType: z.string().default(""),
	MemoryLimit: z.boolean().default(false),
	SwapLimit: z.boolean().default(false),
	PidsLimit: z.boolean().default(false),
	CpuCfsQuota: z.boolean().default(false),
	CPUShares: z.boolean().default(false),
	CgroupDriver: z.string().default("none"),
	SecurityOptions: z.array(z.string()).nullish(),
});
const versionSchema = z.object({ ApiVersion: z.string().regex(/^\d+\.\d+$/) });

/** Engine 20.10: the first with private cgroup name spaces and the seccomp rules that are used here. */
const LEAST_API = [1, 41] as const;

export interface Enforcement {
	readonly appArmor: boolean;
	/** Sentences about what is weaker here than it could be. */
	readonly warnings: readonly string[];
}

/** Takes the answers to `GET /info` and `GET /version`, and our own user's number; BotError `sandbox_down` if the sandbox would not be safe. */
export function enforcementOf(answers: { info: unknown; version: unknown; uid?: number | undefined }): Enforcement {
	if (`${answers.uid}` === SANDBOX_USER.split(":")[0]) {
		throw new BotError(
			"sandbox_down",
			"The bot runs as the same user as the code in the sandbox, so code could change its files; start it as another user.",
		);
	}
	const info = infoSchema.safeParse(answers.info).data;
	const version = versionSchema.safeParse(answers.version).data;
	if (info === undefined || version === undefined) throw refused("does not say what it can enforce");
	const options = (info.SecurityOptions ?? []).map((option) => /^name=([^,]+)/.exec(option)?.[1] ?? option);
	const hasCgroups = info.CgroupDriver !== "none";
	const lacking = [
		...(info.OSType === "linux" ? [] : ["Linux containers"]),
		...(newEnough(version.ApiVersion) ? [] : [`API ${LEAST_API.join(".")} (Engine 20.10)`]),
		...(info.MemoryLimit && hasCgroups ? [] : ["memory limits"]),
		...(info.PidsLimit && hasCgroups ? [] : ["limits on processes"]),
		...(options.includes("seccomp") ? [] : ["seccomp"]),
	];
	if (lacking.length > 0) {
		const rootless = options.includes("rootless") ? " (a rootless engine needs cgroup v2 with systemd delegation)" : "";
		throw refused(`lacks ${lacking.join(", ")}${rootless}`);
	}
	return {
		appArmor: options.includes("apparmor"),
		warnings: [
			...(info.SwapLimit
				? []
				: ["The Docker engine cannot limit swap, so code that exceeds its memory limit slows this machine down."]),
			...(info.CpuCfsQuota ? [] : ["The Docker engine cannot limit CPU time, so SANDBOX_CPUS has no effect."]),
			...(info.CPUShares
				? []
				: ["The Docker engine cannot give code a smaller share of CPU time, so busy code may slow the bot down."]),
		],
	};
}

function newEnough(api: string): boolean {
	const [major = 0, minor = 0] = api.split(".").map(Number);
	return major > LEAST_API[0] || (major === LEAST_API[0] && minor >= LEAST_API[1]);
}

function refused(what: string): BotError {
	return new BotError(
		"sandbox_down",
		`This Docker engine ${what}, so code could break out of its limits and none will be run; use an engine that enforces these limits.`,
	);
}
