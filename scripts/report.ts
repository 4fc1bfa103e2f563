// Report, `npm run report`: by week and channel, from the audit, which is read only if it is one unbroken chain. `--json` for the same as data.

import { createReadStream, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { auditPath, verify } from "../src/audit.ts";
import { readConfig } from "../src/config/environment.ts";
import { openTally, tableOf } from "./report/weeks.ts";

const root = join(import.meta.dirname, "..");
if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
const path = auditPath(resolve(root, readConfig(process.env).stateDir));
if (!existsSync(path)) {
	console.error(
		`There is no audit at ${path}: the bot creates it when it starts. If it should be there, check STATE_DIR.`,
	);
	process.exit(1);
}
const tally = openTally();
const found = await verify(createReadStream(path, "utf8"), tally.take);
if (found.kind === "broken") {
	console.error(`Nothing is reported, as the audit is broken at line ${found.line} of ${path}: ${found.why}.`);
	process.exit(1);
}
const rows = tally.rows();
if (process.argv.includes("--json")) console.log(JSON.stringify(rows, undefined, "\t"));
else console.log(rows.length === 0 ? "Nothing has been asked yet." : tableOf(rows));
