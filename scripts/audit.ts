// Audit check, `npm run audit:verify`: is each replica's audit one unbroken chain? Exits with 1 if not, and names the first broken line of each.

import { createReadStream, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { auditPath, auditPaths, verify } from "../src/audit.ts";
import { readConfig } from "../src/config/environment.ts";

const root = join(import.meta.dirname, "..");
if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
const stateDir = resolve(root, readConfig(process.env).stateDir);
const paths = await auditPaths(stateDir);
if (paths.length === 0) {
	console.error(
		`There is no audit at ${auditPath(stateDir)}: the bot creates it when it starts. If it should be there, check STATE_DIR.`,
	);
	process.exit(1);
}
for (const path of paths) {
	const found = await verify(createReadStream(path, "utf8"));
	if (found.kind === "broken") {
		console.error(`BROKEN at line ${found.line} of ${path}: ${found.why}.`);
		process.exitCode = 1;
		continue;
	}
	const counts = Object.entries(found.events).map(([event, number]) => `${event} ${number}`);
	console.log(
		`OK: ${found.lines} lines, one chain (${found.torn} cut off by a crash and marked), last sha256 ${found.last}, in ${path}`,
	);
	console.log(counts.join(", "));
}
