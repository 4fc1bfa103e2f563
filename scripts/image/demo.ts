// In the image: the demo, `threadloop demo`. Redis and the model are in containers beside this one; the look-alike, its page and the bot are in it.

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { readConfig } from "../../src/config/environment.ts";
import { openFleet } from "../services/fleet.ts";
import { Stopped, stopSignal, unless } from "../services/signals.ts";
import { demoInvitation } from "../services/welcome.ts";

process.umask(0o077);
const say = (line: string) => console.log(line);
const signal = stopSignal();
const config = readConfig(process.env);
const stateDir = resolve(config.stateDir);
mkdirSync(join(stateDir, "logs"), { recursive: true });
// The engine publishes the port on the host's loopback; the door lets in whoever knows the secret.
const fleet = openFleet(config, { stateDir, say }, { pageHost: "0.0.0.0" });
try {
	await unless(signal, fleet.start());
	say(demoInvitation(fleet.pageAddress ?? "", fleet.pace()));
	await unless(signal, new Promise<never>(() => {}));
} catch (error) {
	if (!(error instanceof Stopped)) {
		console.error(`demo: ${error instanceof Error ? error.message : error}`);
		process.exitCode = 1;
	}
} finally {
	await fleet.stop();
}
process.exit();
