// `npm start`: set up what is missing, start what is missing, run the bot, and end all of it again.

import { join, relative } from "node:path";
import { ConfigError } from "../src/config/environment.ts";
import { checkModel } from "./doctor/services.ts";
import { openToOthers } from "./services/closing.ts";
import { releaseEngine } from "./services/engine.ts";
import { readEnvironment } from "./services/environment.ts";
import { type Fleet, openFleet } from "./services/fleet.ts";
import { isFree } from "./services/ports.ts";
import { awaitLeaving, beginLeaving, endLeftovers, leaveStateDir, takeStateDir } from "./services/records.ts";
import { type Part, SetupFailed, setUp } from "./services/setup.ts";
import { Stopped, stopSignal, unless } from "./services/signals.ts";
import { demoInvitation, invitation, readyLine } from "./services/welcome.ts";

const root = join(import.meta.dirname, "..");
const say = (line: string) => console.log(line);

/** Resolves with the exit code. */
async function main(): Promise<number> {
	process.umask(0o077);
	const signal = stopSignal();
	const open = openToOthers(join(root, ".env"));
	if (open !== undefined) say(`start: ${open}`);
	const { config, stateDir } = readEnvironment(root, (line) => say(`start: ${line}`));
	await unless(
		signal,
		awaitLeaving(stateDir, (line) => say(`start: ${line}`)),
	);
	const holder = takeStateDir(stateDir);
	if (holder !== undefined) {
		say(`Threadloop is already running (process ${holder}, state folder ${stateDir}).`);
		say(`To stop it: kill ${holder}   To run a second copy: set STATE_DIR, DEMO_SLACK_PORT and DEMO_PAGE_PORT.`);
		return 1;
	}
	let fleet: Fleet | undefined;
	try {
		const left = await endLeftovers(stateDir);
		if (left.length > 0) say(`start: stopped what an earlier start had left running: ${left.join(", ")}`);
		if (config.slack === undefined && config.discord === undefined) await wantPorts(config.demo);
		const parts: Part[] = [];
		if (config.redisUrl === undefined) parts.push("redis");
		if (config.modelBaseUrls.length === 0) parts.push("model");
		await setUp(stateDir, parts, signal);
		const began = performance.now();
		say("start: starting Redis, the model and the bot ...");
		fleet = openFleet(config, { stateDir, say: (line) => say(`start: ${line}`) });
		await unless(signal, fleet.start());
		const took = `${((performance.now() - began) / 1000).toFixed(1)} s; logs are in ${shown(stateDir)}/logs`;
		const models = config.modelBaseUrls.length === 0 ? [] : await unless(signal, checkModel(config, "line"));
		say(`start: ${readyLine(took, models)}`);
		say(fleet.pageAddress === undefined ? invitation(config) : demoInvitation(fleet.pageAddress, fleet.pace()));
		await unless(signal, new Promise<never>(() => {}));
		return 0;
	} catch (error) {
		if (error instanceof Stopped) {
			say("\nstart: stopping ...");
			return 0;
		}
		if (!(error instanceof SetupFailed)) console.error(`start: ${error instanceof Error ? error.message : error}`);
		return 1;
	} finally {
		beginLeaving(stateDir);
		if (fleet !== undefined) await stopping(fleet);
		await releaseEngine(stateDir, { say: (line) => say(`start: ${line}`) });
		leaveStateDir(stateDir);
		if (fleet !== undefined) say(`start: stopped. Data, weights and logs are kept in ${shown(stateDir)}.`);
	}
}

/** A terminal sends one Ctrl-C to npm and to us, and npm passes its own on. */
const SAME_CTRL_C_MS = 2000;

/** Ends all of it; what is at work comes to its end first, unless Ctrl-C is pressed once more. */
async function stopping(fleet: Fleet): Promise<void> {
	const patience = setTimeout(() => {
		for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, fleet.hurry);
		say("start: finishing the questions in progress; press Ctrl-C again to leave them for the next start.");
	}, SAME_CTRL_C_MS);
	await fleet.stop();
	clearTimeout(patience);
}

async function wantPorts(ports: { readonly slackPort: number; readonly pagePort: number }): Promise<void> {
	const settings = { DEMO_SLACK_PORT: ports.slackPort, DEMO_PAGE_PORT: ports.pagePort };
	for (const [name, port] of Object.entries(settings)) {
		if (!(await isFree(port))) {
			throw new Error(
				`Port ${port} is taken by another program; set ${name} to a free one, e.g. ${name}=${port + 100}`,
			);
		}
	}
}

function shown(folder: string): string {
	const near = relative(process.cwd(), folder);
	return near.startsWith("..") ? folder : near;
}

try {
	process.exitCode = await main();
} catch (error) {
	console.error(error instanceof ConfigError ? error.message : error);
	process.exitCode = 1;
}
// A Promise somebody still waits for must not keep us alive: all that we started has ended by now.
process.exit();
