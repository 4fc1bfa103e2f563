// A bot that becomes a user who may use the engine but is not root. Started by root, so that all modules are loaded by then,
// even from a folder that only root may enter. Arguments: a state folder, the user's id, the group's id. Prints JSON.

import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../../../src/core/ports.ts";
import { foldersOf } from "../../../../src/sandbox/docker/files/folders.ts";
import { openSandbox } from "../../../../src/sandbox/docker.ts";
import { sandboxOptions } from "../../options.ts";

const [stateDir = "", uid, gid] = process.argv.slice(2);
process.setgroups?.([Number(gid)]);
process.setgid?.(Number(gid));
process.setuid?.(Number(uid));
const thread = "slack:T:C:unprivileged";
const { signal } = new AbortController();
const kinds: unknown[] = [];
const log: Log = (_, event, fields) => event === "sandbox.disks" && kinds.push(fields?.kind);
const sandbox = await openSandbox(await sandboxOptions("user", { stateDir, log }));
async function* bytes() {
	yield Buffer.from("a\n1\n");
}
const name = await sandbox.put(thread, { id: "F1", name: "data.csv", size: 4, source: "" }, bytes(), signal);
const source =
	"import os\nprint(open('data.csv').read().split())\nos.makedirs('deep/er')\nopen('deep/er/mine.txt', 'w').write('m')\nos.chmod('deep/er', 0)\nos.chmod('deep', 0)\nfor _ in range(30): os.mkdir('d' * 200); os.chdir('d' * 200)\nos.chdir('/workspace')\nopen('out.txt', 'w').write('o')";
const { generation } = await sandbox.open(thread, signal);
const sha256 = createHash("sha256").update(source).digest("hex");
const onOutput = () => {};
const run = await sandbox.run({ thread, id: "r", generation, language: "python", source, sha256, onOutput, signal });
await sandbox.forget(thread);
const left = existsSync(foldersOf(stateDir, thread).root);
await sandbox.removeAll();
const artifacts = run.artifacts.map((artifact) => artifact.name);
const user = statSync(join(stateDir, "disks")).uid;
console.log(JSON.stringify({ kinds, name, outcome: run.outcome, output: run.output, artifacts, left, user }));
