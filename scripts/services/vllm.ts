// vLLM on the CPU, in a virtual environment of its own, with models that are written and not trained: its API is the real one.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.ts";
import { fetching } from "./inheritance.ts";
import { Running } from "./process.ts";

const scripts = join(import.meta.dirname, "../vllm");
const requirements = join(scripts, "requirements.txt");
/** Each is written by the program of its name. */
const MODELS = ["counting", "seeing"] as const;

/** About 6 GB and two minutes the first time. Resolves with the folder to give to `serveVllm`. */
export async function installVllm(stateDir: string, signal: AbortSignal): Promise<string> {
	const home = join(stateDir, "vllm");
	const mark = join(home, "installed.txt");
	const wanted = readFileSync(requirements, "utf8");
	const python = join(home, "venv/bin/python");
	const step = async (...line: string[]) => {
		const code = await run({ line: ["nice", "-n", "15", ...line], cwd: scripts, env: fetching(), signal });
		if (code !== 0) throw new Error(`vLLM could not be set up in ${home}: "${line.join(" ")}" ended with ${code}.`);
	};
	if (!existsSync(mark) || readFileSync(mark, "utf8") !== wanted) {
		console.log(`vllm: installing into ${home}, about 6 GB ...`);
		rmSync(home, { recursive: true, force: true });
		mkdirSync(home, { recursive: true });
		await step("python3", "-m", "venv", join(home, "venv"));
		const quietly = ["--quiet", "--disable-pip-version-check", "--no-input", "--only-binary", ":all:"];
		await step(python, "-m", "pip", "install", ...quietly, "--no-deps", "-r", requirements);
		writeFileSync(mark, wanted);
	}
	for (const model of MODELS) await step(python, "-B", `${model}_model.py`, join(home, model));
	return home;
}

/** With `--api-key key`, and the model under its own name; started by the caller. The program, and not `vllm serve`, which asks for a package called `vllm`. */
export function serveVllm(
	home: string,
	{ port, key, model }: { readonly port: number; readonly key: string; readonly model: (typeof MODELS)[number] },
): Running {
	const flags = {
		model: join(home, model),
		"served-model-name": model,
		host: "127.0.0.1",
		port: String(port),
		"api-key": key,
		dtype: "float32",
		// The CPU's default of 128 hides short prompts from the cache.
		"block-size": "32",
		"max-model-len": "8192",
	};
	return new Running(
		{
			name: `vllm-${model}`,
			command: "nice",
			args: [
				...["-n", "15", join(home, "venv/bin/python"), "-m", "vllm.entrypoints.openai.api_server"],
				...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]),
				...["--enforce-eager", "--enable-prompt-tokens-details"],
			],
			env: {
				VLLM_TARGET_DEVICE: "cpu",
				VLLM_CPU_KVCACHE_SPACE: "1",
				VLLM_CPU_OMP_THREADS_BIND: "nobind",
				VLLM_NO_USAGE_STATS: "1",
				OMP_NUM_THREADS: "1",
				HF_HUB_OFFLINE: "1",
			},
			isReady: () =>
				fetch(`http://127.0.0.1:${port}/health`).then(
					({ ok }) => ok,
					() => false,
				),
			readyWithinMs: 300_000,
			graceMs: 10_000,
		},
		{ stateDir: home, say: console.log },
	);
}
