// One program that we keep running: started in a group of its own, logged, watched, started again, and ended with all its children.

import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fchmodSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { gone, identify, signal } from "./identity.ts";
import { plain } from "./inheritance.ts";
import { record, strike } from "./records.ts";

export interface Program {
	/** Names the log and what is said about it. */
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	/** On top of what every program inherits. */
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
	/** Resolves once it can be used; looks again until then. */
	readonly isReady: (log: string) => Promise<boolean> | boolean;
	readonly readyWithinMs: number;
	/** How it is told to end; absent: SIGTERM. */
	readonly stopBy?: NodeJS.Signals;
	/** How long that may take before SIGKILL. */
	readonly graceMs: number;
}

export interface Surroundings {
	readonly stateDir: string;
	readonly say: (line: string) => void;
}

const LOG_LIMIT = 20e6;
const LONGEST_PAUSE_MS = 30_000;

export class Running {
	readonly logFile: string;
	#program: Program;
	#around: Surroundings;
	#child: ChildProcess | undefined;
	#ended: Promise<string> | undefined;
	#stopping = new AbortController();
	#readyAt = 0;
	#again: PromiseWithResolvers<void> | undefined;
	#pauseMs = 500;

	constructor(program: Program, around: Surroundings) {
		this.#program = program;
		this.#around = around;
		this.logFile = join(around.stateDir, "logs", `${program.name}.log`);
		const size = statSync(this.logFile, { throwIfNoEntry: false })?.size ?? 0;
		if (size > LOG_LIMIT) renameSync(this.logFile, `${this.logFile}.1`);
	}

	/** Resolves once it is ready; throws a sentence with the end of its log where it is not. From then on it is started again when it dies. */
	async start(): Promise<void> {
		await this.#launch();
		void this.#watch();
	}

	async #launch(): Promise<void> {
		const { name, command, args, env, cwd, readyWithinMs } = this.#program;
		const log = openSync(this.logFile, "a", 0o600);
		fchmodSync(log, 0o600);
		const from = statSync(this.logFile).size;
		const child = spawn(command, args, {
			detached: true,
			stdio: ["ignore", log, log],
			env: { ...plain(), ...env },
			...(cwd === undefined ? {} : { cwd }),
		});
		closeSync(log);
		this.#child = child;
		const ended = new Promise<string>((resolve) => {
			child.once("error", (error) => resolve(error.message));
			child.once("exit", (code, by) => resolve(by === null ? `exit ${code}` : `${by}`));
		});
		this.#ended = ended;
		if (child.pid !== undefined) record(this.#around.stateDir, name, child.pid);
		let how: string | undefined;
		void ended.then((text) => {
			how = text;
		});
		const until = Date.now() + readyWithinMs;
		for (;;) {
			if (how === undefined && (await this.#looksReady(from))) break;
			if (this.#stopping.signal.aborted) throw this.#stopping.signal.reason;
			if (how !== undefined) throw new Error(`${name} stopped during startup (${how}).\n${this.#lastLines(from)}`);
			if (Date.now() > until) {
				await this.#end();
				throw new Error(`${name} was not ready within ${readyWithinMs / 1000} s.\n${this.#lastLines(from)}`);
			}
			await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50))]);
		}
		this.#readyAt = Date.now();
	}

	async #watch(): Promise<void> {
		while (!this.#stopping.signal.aborted) {
			const how = await this.#ended;
			if (this.#stopping.signal.aborted) return;
			if (this.#child?.pid !== undefined) signal(this.#child.pid, "SIGKILL", { group: true });
			if (this.#again !== undefined) {
				const { resolve, reject } = this.#again;
				this.#again = undefined;
				await this.#launch().then(resolve, reject);
				continue;
			}
			if (Date.now() - this.#readyAt > 60_000) this.#pauseMs = 500;
			const { name } = this.#program;
			const pause = `it will be restarted in ${this.#pauseMs / 1000} s`;
			this.#around.say(`${name} ended unexpectedly (${how}); ${pause}. Its last lines:\n${this.#lastLines(0)}`);
			await new Promise((resolve) => {
				const timer = setTimeout(resolve, this.#pauseMs);
				this.#stopping.signal.addEventListener("abort", () => resolve(clearTimeout(timer)), { once: true });
			});
			this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
			if (this.#stopping.signal.aborted) return;
			try {
				await this.#launch();
				this.#around.say(`${name} is back.`);
			} catch (error) {
				if (!this.#stopping.signal.aborted) this.#around.say(error instanceof Error ? error.message : String(error));
			}
		}
	}

	/** Ends it and starts it as its program is by now; resolves once it is ready. */
	restart(): Promise<void> {
		this.#again ??= Promise.withResolvers<void>();
		if (this.#child?.pid !== undefined) signal(this.#child.pid, "SIGTERM");
		return this.#again.promise;
	}

	async #looksReady(from: number): Promise<boolean> {
		try {
			return await this.#program.isReady(this.#logSince(from));
		} catch (error) {
			await this.#end();
			throw error;
		}
	}

	#logSince(from: number): string {
		return readFileSync(this.logFile).subarray(from).toString("utf8");
	}

	#lastLines(from: number): string {
		const lines = this.#logSince(from).trimEnd().split("\n").slice(-8);
		return [...lines.map((line) => `    ${line.slice(0, 400)}`), `    (the whole log: ${this.logFile})`].join("\n");
	}

	/** Ends it and all that it started, and does not come back. */
	async stop(): Promise<void> {
		this.#stopping.abort(new Error(`${this.#program.name} is being stopped`));
		await this.#end();
	}

	/** Tells one that is being stopped to leave what it still does. */
	hurry(): void {
		if (this.#stopping.signal.aborted && this.#child?.pid !== undefined) signal(this.#child.pid, "SIGINT");
	}

	async #end(): Promise<void> {
		const pid = this.#child?.pid;
		const running = pid === undefined ? undefined : identify(pid);
		if (pid !== undefined) {
			if (running !== undefined) {
				signal(pid, this.#program.stopBy ?? "SIGTERM");
				if (!(await gone(running, this.#program.graceMs))) {
					this.#around.say(
						`${this.#program.name} did not end within ${this.#program.graceMs / 1000} s, so it was killed.`,
					);
				}
			}
			signal(pid, "SIGKILL", { group: true });
			await this.#ended;
		}
		strike(this.#around.stateDir, this.#program.name);
	}
}
