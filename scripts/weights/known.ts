// The list of weights that count, and whether a file is one of them; its sha256 decides, whatever the source.

import { createHash } from "node:crypto";
import { createReadStream, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const weights = z.object({
	name: z.string(),
	model: z.string(),
	licence: z.string(),
	bytes: z.int(),
	sha256: z.string().length(64),
	huggingFace: z.string().optional(),
	wheels: z.object({ name: z.string(), version: z.string(), parts: z.int() }),
});

export type Weights = Readonly<z.infer<typeof weights>>;

/** The first one is what the demo uses. */
export const known: readonly [Weights, ...Weights[]] = z
	.tuple([weights], weights)
	.parse(JSON.parse(readFileSync(join(import.meta.dirname, "../weights.json"), "utf8")));

export const byHash = (sha256: string): Weights | undefined => known.find((one) => one.sha256 === sha256);

const seen = z.record(z.string(), z.object({ size: z.number(), mtimeMs: z.number(), sha256: z.string() }));

/** The sha256 of a file, or undefined where there is none. Hashed once: `cacheFile` remembers it with size and time of change. */
export async function hashOf(path: string, cacheFile: string): Promise<string | undefined> {
	const stat = statSync(path, { throwIfNoEntry: false });
	if (stat?.isFile() !== true) return undefined;
	const cache = readCache(cacheFile);
	const hit = cache[path];
	if (hit !== undefined && hit.size === stat.size && hit.mtimeMs === stat.mtimeMs) return hit.sha256;
	const hash = createHash("sha256");
	for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
	const sha256 = hash.digest("hex");
	const { size, mtimeMs } = stat;
	writeFileSync(cacheFile, `${JSON.stringify({ ...cache, [path]: { size, mtimeMs, sha256 } }, null, "\t")}\n`);
	return sha256;
}

function readCache(cacheFile: string): z.infer<typeof seen> {
	try {
		return seen.parse(JSON.parse(readFileSync(cacheFile, "utf8")));
	} catch {
		return {}; // none yet, or unreadable: then it is hashed again
	}
}
