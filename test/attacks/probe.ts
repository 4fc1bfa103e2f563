// Preloaded into the bot's process: tells in a file how long its main thread stood still at most.

import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { watchLoop } from "./watch.ts";

const file = process.env.LOOP_PROBE;
if (isMainThread && file !== undefined) {
	// What happens while the modules are loaded holds up nobody.
	setTimeout(() => {
		const loop = watchLoop();
		setInterval(() => writeFileSync(file, String(loop.longest())), 100).unref();
	}, 3000).unref();
}
