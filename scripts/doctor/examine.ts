// Examination: every part in the order in which they depend on each other. A part whose ground is missing is not looked at, and that is said.

import { resolve } from "node:path";
import { checkDemo, checkDiscord, checkSlack } from "./chat.ts";
import { checkCluster } from "./cluster.ts";
import type { Finding } from "./finding.ts";
import { checkData, checkNode, checkSandbox, checkState } from "./host.ts";
import { checkModel, checkRedis } from "./services.ts";
import { checkSettings, type Place } from "./settings.ts";

/** Calls `tell` with each finding as soon as there is one, and resolves with all. It changes nothing but an empty state folder that it may make. */
export async function examine(place: Place, tell: (finding: Finding) => void): Promise<readonly Finding[]> {
	const all: Finding[] = [];
	const add = (findings: readonly Finding[]) => {
		all.push(...findings);
		for (const finding of findings) tell(finding);
	};
	add([await checkNode(process.versions.node)]);
	const { findings, config } = checkSettings(place);
	add(findings);
	if (config === undefined) {
		add([{ part: "everything else", state: "skipped", said: "not checked: correct the settings first" }]);
		return all;
	}
	const stateDir = resolve(place.root, config.stateDir);
	const state = await checkState(stateDir);
	add(state);
	add(await checkData(config, stateDir));
	if (config.driver === "kubernetes") add([await checkCluster(config)]);
	else if (state.some(({ state: one }) => one === "bad"))
		add([{ part: "Docker engine", state: "skipped", said: "not checked: the state folder must be corrected first" }]);
	else add(await checkSandbox(config, stateDir));
	add(await checkRedis(config, place.env.PATH ?? ""));
	add(await checkModel(config));
	add(await checkDemo(config));
	add(await checkSlack(config, place.root));
	add(await checkDiscord(config));
	return all;
}
