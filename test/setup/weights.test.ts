// Weights: only bytes with a known sha256 count, whatever the source; a cut download goes on where it was cut.

import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { download } from "../../scripts/weights/download.ts";
import { hashOf, known, type Weights } from "../../scripts/weights/known.ts";
import { findWeights } from "../../scripts/weights.ts";
import { stateFolder } from "./folder.ts";

const content = randomBytes(300_000);
const weights: Weights = {
	...known[0],
	name: "small.gguf",
	bytes: content.length,
	sha256: createHash("sha256").update(content).digest("hex"),
};

/** A hub on loopback; resolves with its address. */
async function hub(answer: (asked: IncomingMessage, to: ServerResponse) => void): Promise<string> {
	const server = createServer(answer).listen(0, "127.0.0.1");
	onTestFinished(() => void server.close());
	await new Promise((resolve) => server.once("listening", resolve));
	const address = server.address();
	return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

test("a MODEL_FILE that is not on the list is refused, with its sha256 and the cure", async () => {
	const stateDir = stateFolder();
	const modelFile = join(stateDir, "mine.gguf");
	writeFileSync(modelFile, "other weights");
	const sha256 = createHash("sha256").update("other weights").digest("hex");
	const search = findWeights({ stateDir, modelFile, endpoint: "http://127.0.0.1:9", say: () => {} });
	await expect(search).rejects.toThrow(new RegExp(`${sha256}.*not on the list.*unset MODEL_FILE`));
	expect(readFileSync(modelFile, "utf8")).toBe("other weights");
});

test("a file in the state folder with a wrong sha256 is said plainly, laid aside and not used", async () => {
	const stateDir = stateFolder();
	mkdirSync(join(stateDir, "models"));
	const path = join(stateDir, "models", known[0].name);
	writeFileSync(path, "not the weights");
	const said: string[] = [];
	const search = findWeights({
		stateDir,
		modelFile: undefined,
		endpoint: "http://127.0.0.1:9",
		say: (line) => said.push(line),
	});
	// Nobody answers at the hub, and there is no Python to fetch wheels with.
	await expect(search).rejects.toThrow(/could not be had.*MODEL_FILE.*MODEL_BASE_URL/);
	expect(said[0]).toContain("has the wrong sha256");
	expect(existsSync(path)).toBe(false);
	expect(readdirSync(join(stateDir, "models")).some((name) => name.includes(".wrong-"))).toBe(true);
});

test("a download that was cut goes on with the missing bytes", async () => {
	const ranges: (string | undefined)[] = [];
	const endpoint = await hub((asked, to) => {
		ranges.push(asked.headers.range);
		const from = Number(/bytes=(\d+)-/.exec(asked.headers.range ?? "")?.[1] ?? 0);
		if (from === 0) {
			to.writeHead(200, { "content-length": content.length });
			to.write(content.subarray(0, 100_000), () => to.destroy());
		} else {
			to.writeHead(206, { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` });
			to.end(content.subarray(from));
		}
	});
	const partial = join(stateFolder(), "small.partial");
	expect(await download({ weights, partial, endpoint })).toBeUndefined();
	expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=\d+-$/)]);
	expect(readFileSync(partial).equals(content)).toBe(true);
});

test("a hub that names another sha256 is left before a byte of the file is fetched", async () => {
	let bodies = 0;
	const endpoint = await hub((asked, to) => {
		if (asked.url === "/blob") {
			bodies += 1;
			to.end(content);
		} else to.writeHead(302, { location: "/blob", "x-linked-etag": `"${"0".repeat(64)}"` }).end();
	});
	const partial = join(stateFolder(), "small.partial");
	expect(await download({ weights, partial, endpoint })).toContain("another sha256");
	expect(bodies).toBe(0);
});

test("a file that is larger than the one on the list is not read to its end", async () => {
	const endpoint = await hub((_, to) => to.end(Buffer.concat([content, content])));
	const partial = join(stateFolder(), "small.partial");
	expect(await download({ weights, partial, endpoint })).toContain("larger");
});

test("a file is hashed once, and again when it changes", async () => {
	const folder = stateFolder();
	const file = join(folder, "file");
	const cache = join(folder, "verified.json");
	writeFileSync(file, "one");
	const first = await hashOf(file, cache);
	expect(first).toBe(createHash("sha256").update("one").digest("hex"));
	// The cache is believed while size and time are the same ...
	writeFileSync(cache, readFileSync(cache, "utf8").replace(first!, "f".repeat(64)));
	expect(await hashOf(file, cache)).toBe("f".repeat(64));
	// ... and no longer.
	writeFileSync(file, "three");
	expect(await hashOf(file, cache)).toBe(createHash("sha256").update("three").digest("hex"));
});
