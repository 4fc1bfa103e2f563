// In the image, the one container that holds the engine's socket: `threadloop engine-proxy`. The bot reaches the engine through it alone.

import { chmodSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { readConfig } from "../../src/config/environment.ts";
import { enforcementOf } from "../../src/sandbox/docker/engine/enforcement.ts";
import { openEngine } from "../../src/sandbox/docker/engine/engine.ts";
import { openEngineProxy } from "../../src/sandbox/docker/engine/proxy.ts";

const engineAt = "/var/run/docker.sock";
const listenAt = (process.env.DOCKER_HOST ?? "").replace(/^unix:\/\//, "");
const WATCH_MS = 10_000;
const say = (line: string) => console.log(`engine-proxy: ${line}`);

const { sandbox, stateDir } = readConfig(process.env);
const engine = openEngine({ socketPath: engineAt, log: () => {} });
const { appArmor } = enforcementOf(await engine.about());
engine.close();
rmSync(listenAt, { force: true });
const proxy = await openEngineProxy({ listenAt, engineAt, rules: { ...sandbox, stateDir, appArmor }, say });
// Whoever may enter the folder is the bot.
chmodSync(listenAt, 0o666);
say(`the bot reaches the engine at ${listenAt}`);
// A socket that the engine made anew is another file: a container that is started again sees it.
setInterval(() => {
	const asked = connect(engineAt).on("connect", () => asked.destroy());
	asked.on("error", (error) => {
		say(`the engine's socket is gone (${error.message}), so this ends and is started again`);
		process.exit(1);
	});
}, WATCH_MS);
for (const signal of ["SIGTERM", "SIGINT"] as const)
	process.on(signal, () => void proxy.close().then(() => process.exit(0)));
