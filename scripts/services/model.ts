// The small model on the CPU: llama.cpp's HTTP server in the state folder's virtual environment, with as many threads as are good for it here.

import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { byHash, hashOf, known } from "../weights/known.ts";
import { freePort } from "./ports.ts";
import { type Program, Running, type Surroundings } from "./process.ts";
import { candidates, chosen, measured, type Server, type Speed, slowness, speed, timed } from "./threads.ts";

export interface Model {
	/** OpenAI-compatible, ends with `/v1`. */
	readonly url: string;
	readonly name: string;
	/** Without it the server tells nothing but that it is there. */
	readonly key: string;
	/** As measured, now or at an earlier start. */
	readonly speed: Speed;
	readonly running: Pick<Running, "start" | "stop">;
}

export interface ModelOptions {
	readonly modelFile?: string | undefined;
	/** Absent: measured. */
	readonly threads?: number | undefined;
	/** How often its pace is looked at. */
	readonly everyMs?: number;
}

const WATCH_MS = 5000;

export async function openModel(around: Surroundings, o: ModelOptions): Promise<Model> {
	const { stateDir, say } = around;
	const weights = o.modelFile ?? join(stateDir, "models", known[0].name);
	const sha256 = await hashOf(weights, join(stateDir, "models/verified.json"));
	const listed = sha256 === undefined ? undefined : byHash(sha256);
	if (sha256 === undefined || listed === undefined)
		throw new Error(`${weights} is not in the list of known weights; run npm start again.`);
	const serve = (args: readonly string[], server: Server): Omit<Program, "name"> => ({
		command: join(stateDir, "venv/bin/python"),
		args: [
			...["-u", join(import.meta.dirname, "../model_server.py"), weights],
			...["--port", new URL(server.url).port, "--alias", listed.model, ...args],
		],
		// Arguments can be read by every user of the machine, the environment by nobody else.
		env: { MODEL_SERVER_KEY: server.key },
		isReady: () => isHealthy(server),
		readyWithinMs: 180_000,
		graceMs: 3000,
	});
	const time = async (threads: number, ms: number) => {
		const server = await newServer();
		const small = ["--threads", String(threads), "--context", "2048", "--slots", "1"];
		const running = new Running({ name: "model-measured", ...serve(small, server) }, around);
		try {
			await running.start();
			return await timed(server, threads, ms);
		} finally {
			await running.stop();
		}
	};

	const memory = join(stateDir, "models/threads.json");
	const processors = availableParallelism();
	const about = { sha256, processors, ...(o.threads === undefined ? {} : { wanted: o.threads }) };
	let found = remembered(memory, about);
	if (found === undefined) {
		say("measuring how fast the model is here ...");
		found = await measured(o.threads === undefined ? candidates(processors) : [o.threads], time);
		mkdirSync(join(stateDir, "models"), { recursive: true });
		writeFileSync(memory, `${JSON.stringify({ ...about, speeds: found })}\n`);
	}
	const first = chosen(found) ?? { threads: o.threads ?? 1, writes: 0.5, reads: 2 };

	const server = await newServer();
	let { threads } = first;
	const program = { name: "model", ...serve([], server) };
	const { args } = program;
	const running = new Running(
		{
			...program,
			get args() {
				return [...args, "--threads", String(threads)];
			},
		},
		around,
	);
	const leaving = new AbortController();
	const watch = async () => {
		for (let usual = first.writes; threads > 1; ) {
			const writes = await slowness({ server, usual, everyMs: o.everyMs ?? WATCH_MS, signal: leaving.signal });
			const fewer = Math.floor(threads / 2);
			say(
				`the model wrote ${writes.toFixed(1)} tokens a second in place of ${usual.toFixed(1)}, since other programs need the processors: it goes on with ${fewer === 1 ? "1 thread" : `${fewer} threads`} in place of ${threads}.`,
			);
			threads = fewer;
			usual = found.find((one) => one.threads === threads)?.writes ?? usual;
			// The next start measures anew.
			rmSync(memory, { force: true });
			await running.restart();
		}
	};
	return {
		url: `${server.url}/v1`,
		name: listed.model,
		key: server.key,
		speed: first,
		running: {
			start: async () => {
				await running.start();
				if (o.threads !== undefined) return;
				watch().catch((error: unknown) => {
					if (!leaving.signal.aborted) say(`the model's pace is no longer looked at: ${String(error)}`);
				});
			},
			stop: async () => {
				leaving.abort();
				await running.stop();
			},
		},
	};
}

async function newServer(): Promise<Server> {
	return { url: `http://127.0.0.1:${await freePort()}`, key: randomBytes(24).toString("base64url") };
}

/** What was measured for just this; undefined where nothing was. */
function remembered(file: string, about: object): readonly Speed[] | undefined {
	try {
		const { speeds, ...rest } = z
			.looseObject({ speeds: z.array(speed).nonempty() })
			.parse(JSON.parse(readFileSync(file, "utf8")));
		return JSON.stringify(rest) === JSON.stringify(about) ? speeds : undefined;
	} catch {
		return undefined;
	}
}

async function isHealthy({ url }: Server): Promise<boolean> {
	try {
		const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) });
		await response.body?.cancel();
		return response.ok;
	} catch {
		return false;
	}
}
