// `npm run doctor`: looks at every part, says what was found and what to do. Exits with 1 if something is wrong; `--json` for programs.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { examine } from "./doctor/examine.ts";
import { type Finding, lineOf } from "./doctor/finding.ts";

process.umask(0o077);
const isJson = process.argv.includes("--json");
const tell = (finding: Finding) => {
	if (!isJson) console.log(lineOf(finding));
};
const root = join(import.meta.dirname, "..");
// The engine's own client reads DOCKER_HOST there.
if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
const findings = await examine({ root, env: process.env }, tell);
const count = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length;
const isWell = count("bad") === 0;
if (isJson) console.log(JSON.stringify({ ok: isWell, findings }, null, "\t"));
else
	console.log(
		isWell
			? `\nNothing is wrong${count("worry") > 0 ? ", but see the lines with !" : ""}.`
			: `\nTo correct: ${count("bad")}; each line with ✖ says how.`,
	);
// Connections that a check gave up would keep us here.
process.exit(isWell ? 0 : 1);
