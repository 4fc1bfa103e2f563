// Preloaded into the bot's process by the soak alone: its clock is as wrong as the file CLOCK_OFFSET says (milliseconds), looked at twice a second.

import { readFileSync } from "node:fs";

const real = Date.now;
let offset = 0;

function look(): void {
	try {
		offset = Number(readFileSync(process.env.CLOCK_OFFSET ?? "", "utf8")) || 0;
	} catch {
		offset = 0;
	}
}

look();
setInterval(look, 500).unref();
Date.now = () => real.call(Date) + offset;
