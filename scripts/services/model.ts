// The small model on the CPU: llama.cpp's HTTP server in the state folder's virtual environment.

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { byHash, hashOf, known } from "../weights/known.ts";
import { freePort } from "./ports.ts";
import { Running, type Surroundings } from "./process.ts";

export interface Model {
	/** OpenAI-compatible, ends with `/v1`. */
	readonly url: string;
	readonly name: string;
	/** Without it the server tells nothing but that it is there. */
	readonly key: string;
	readonly running: Running;
}

export async function openModel(around: Surroundings, modelFile: string | undefined): Promise<Model> {
	const { stateDir } = around;
	const weights = modelFile ?? join(stateDir, "models", known[0].name);
	const sha256 = await hashOf(weights, join(stateDir, "models/verified.json"));
	const listed = sha256 === undefined ? undefined : byHash(sha256);
	if (listed === undefined) throw new Error(`${weights} is not in the list of known weights; run npm start again.`);
	const port = await freePort();
	const key = randomBytes(24).toString("base64url");
	const script = join(import.meta.dirname, "../model_server.py");
	const running = new Running(
		{
			name: "model",
			command: join(stateDir, "venv/bin/python"),
			args: ["-u", script, weights, "--port", String(port), "--alias", listed.model],
			// Arguments can be read by every user of the machine, the environment by nobody else.
			env: { MODEL_SERVER_KEY: key },
			isReady: () => isHealthy(port),
			readyWithinMs: 180_000,
			graceMs: 3000,
		},
		around,
	);
	return { url: `http://127.0.0.1:${port}/v1`, name: listed.model, key, running };
}

async function isHealthy(port: number): Promise<boolean> {
	try {
		const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2000) });
		await response.body?.cancel();
		return response.ok;
	} catch {
		return false;
	}
}
