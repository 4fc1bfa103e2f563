// `npm run bench:sandbox [-- part...]`: measures the sandbox and what a user would have instead. `resume` leaves out what is there.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { NODE_FLAGS } from "../../scripts/services/bot.ts";
import { big } from "./big.ts";
import { keep, type Measured, parseMeasured, readResults } from "./numbers.ts";
import { first, memory, reattach, stop, upload, warm } from "./ours.ts";
import { writeReport } from "./report.ts";
import { exec, jupyter } from "./theirs.ts";

const PARTS: Record<string, () => Promise<Measured>> = {
	warm,
	first,
	stop,
	reattach,
	upload,
	memory,
	exec,
	jupyter,
	big,
};
/** Takes minutes and gigabytes: only by name. */
const BY_NAME = ["big"];

/** Each part in a process of its own, so that none works in the other's memory. */
async function inOwnProcess(part: string): Promise<Measured> {
	const child = spawn(
		process.execPath,
		["--no-warnings", "--expose-gc", ...NODE_FLAGS, import.meta.filename, "--part", part],
		{
			stdio: ["ignore", "pipe", "inherit"],
		},
	);
	let text = "";
	child.stdout.on("data", (bytes: Buffer) => {
		text += bytes.toString();
	});
	const [code] = await once(child, "exit");
	if (code !== 0) throw new Error(`the part ${part} failed`);
	return parseMeasured(text);
}

async function main(asked: readonly string[]): Promise<number> {
	const unknown = asked.filter((part) => part !== "resume" && !(part in PARTS));
	if (unknown.length > 0) {
		console.error(`There is no part ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}, and resume.`);
		return 2;
	}
	const known = asked.includes("resume") ? await readResults() : {};
	const named = asked.filter((part) => part !== "resume");
	const parts =
		named.length > 0 ? named : Object.keys(PARTS).filter((part) => !BY_NAME.includes(part) && !(part in known));
	let failed = 0;
	for (const part of parts) {
		try {
			const measured = await inOwnProcess(part);
			await keep(part, measured);
			console.log(part, JSON.stringify(measured));
		} catch (error) {
			console.error(String(error));
			failed += 1;
		}
	}
	const missed = await writeReport(await readResults());
	for (const bar of missed) console.error(`Missed: ${bar}`);
	return failed + missed.length > 0 ? 1 : 0;
}

const [flag, part = ""] = process.argv.slice(2);
if (flag === "--part") {
	process.stdout.write(JSON.stringify(await PARTS[part]?.()));
	process.exit(0);
}
process.exitCode = await main(process.argv.slice(2));
