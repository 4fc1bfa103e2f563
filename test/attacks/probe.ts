// Preloaded into the bot's process: writes down how long its main thread stood still, ten times a second.

import { appendFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { watchLoop } from "./watch.ts";

const file = process.env.LOOP_PROBE;
if (isMainThread && file !== undefined) {
	// What happens while the modules are loaded holds up nobody.
	setTimeout(() => {
		const loop = watchLoop();
		setInterval(() => appendFileSync(file, `${Date.now()} ${loop.longest()}\n`), 100).unref();
	}, 3000).unref();
}
