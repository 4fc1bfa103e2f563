// Report, `npm run report`: by week and channel, from the audits of all replicas, which are read only if each is one unbroken chain. `--json` for the same as data.

import { createReadStream, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type AuditLine, auditPath, auditPaths, verify } from "../src/audit.ts";
import { readConfig } from "../src/config/environment.ts";
import { openTally, tableOf } from "./report/weeks.ts";

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
const entries: AuditLine[] = [];
for (const path of paths) {
	const found = await verify(createReadStream(path, "utf8"), (entry) => void entries.push(entry));
	if (found.kind === "ok") continue;
	console.error(`Nothing is reported, as the audit is broken at line ${found.line} of ${path}: ${found.why}.`);
	process.exit(1);
}
const tally = openTally();
// One question may have been worked on by several replicas; entries of one moment keep their order.
const inTime = paths.length === 1 ? entries : entries.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
for (const entry of inTime) tally.take(entry);
const rows = tally.rows();
if (process.argv.includes("--json")) console.log(JSON.stringify(rows, undefined, "\t"));
else console.log(rows.length === 0 ? "Nothing has been asked yet." : tableOf(rows));
