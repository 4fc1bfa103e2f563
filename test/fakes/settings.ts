// Settings of a channel that nobody has set anything for.

import type { Settings } from "../../src/core/world.ts";

export const defaults: Settings = {
	approvers: [],
	fourEyes: false,
	mode: "ask",
	approveFixes: true,
	approvalTtlMs: 3_600_000,
	approvalRemindMs: 900_000,
	maxFixes: 3,
	runTimeoutMs: 30_000,
	check: "asked",
	system: "",
};
