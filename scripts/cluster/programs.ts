// The programs of a cluster, built once and kept outside the checkout: a change of what they are built from builds them again.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { SetupFailed } from "../services/setup.ts";
import { command } from "./shell.ts";

export type Part = "kube" | "agent-sandbox" | "kwok";

const here = import.meta.dirname;
export const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "threadloop/cluster");

/** The folder with the built program; minutes the first time. */
export async function built(part: Part): Promise<string> {
	const folder = join(CACHE, `${part}-${digest(part)}`);
	if (existsSync(folder)) return folder;
	mkdirSync(CACHE, { recursive: true });
	console.log(`cluster: building ${part} from Go modules, once; Kubernetes takes ten minutes ...`);
	const began = Date.now();
	// Of two that want it one builds, and the other finds it built.
	const build = [join(CACHE, `${part}.lock`), join(here, "build.sh"), part, folder];
	await command("flock", build, { shown: true }).catch(() => {
		throw new SetupFailed(`${part} cannot be built; the lines above say why`);
	});
	console.log(`cluster: ${part} is built after ${Math.round((Date.now() - began) / 1000)} s`);
	return folder;
}

function digest(part: Part): string {
	const source = join(here, "program", part);
	const files = readdirSync(source, { recursive: true, encoding: "utf8" })
		.map((name) => join(source, name))
		.filter((file) => statSync(file).isFile())
		.sort();
	const hash = createHash("sha256");
	for (const file of [join(here, "build.sh"), ...files]) hash.update(readFileSync(file)).update("\0");
	return hash.digest("hex").slice(0, 12);
}
