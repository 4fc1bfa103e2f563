// One command to its end, and programs that go on, by which a cluster is made.

import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { record } from "../services/records.ts";

/** Resolves with what it printed; throws a sentence with its last words where it fails. `shown` leaves its words to the terminal. */
export async function command(
	program: string,
	args: readonly string[],
	options: { readonly input?: string; readonly shown?: boolean; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
	const child = spawn(program, args, {
		stdio: ["pipe", options.shown ? "inherit" : "pipe", options.shown ? "inherit" : "pipe"],
		env: { ...process.env, ...options.env },
	});
	const out: Buffer[] = [];
	const err: Buffer[] = [];
	child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
	child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
	// It may end before it has read all.
	child.stdin?.on("error", () => {});
	child.stdin?.end(options.input ?? "");
	const code = await new Promise<number | string>((resolve) => {
		child.once("error", (error) => resolve(error.message));
		child.once("close", (status, by) => resolve(status ?? by ?? 1));
	});
	if (code === 0) return Buffer.concat(out).toString("utf8");
	const said = Buffer.concat([...out, ...err])
		.toString("utf8")
		.trim();
	throw new Error(
		`${program} ${args.slice(0, 3).join(" ")} failed (${code})${said === "" ? "" : `: ${said.slice(-2000)}`}`,
	);
}

/** Starts what goes on after us, in a group of its own, with its words in `FOLDER/logs`; it is known by its name from then on. */
export function launch(folder: string, name: string, [program = "", ...args]: readonly string[]): void {
	const log = openSync(join(folder, "logs", `${name}.log`), "a");
	const child = spawn(program, args, { detached: true, stdio: ["ignore", log, log], cwd: folder });
	closeSync(log);
	child.on("error", () => {}); // whoever waits for it says so
	child.unref();
	if (child.pid !== undefined) record(folder, name, child.pid);
}

/** Asks again until it is so. */
export async function until(what: string, withinMs: number, isSo: () => Promise<unknown>): Promise<void> {
	const end = Date.now() + withinMs;
	for (;;) {
		try {
			if ((await isSo()) !== false) return;
		} catch (error) {
			if (Date.now() > end) throw new Error(`${what} is not so after ${withinMs / 1000} s`, { cause: error });
		}
		if (Date.now() > end) throw new Error(`${what} is not so after ${withinMs / 1000} s`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
