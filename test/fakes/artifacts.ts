// Files of a Run for tests: a picture and a table, each by its id, with their bytes.

import type { Artifact } from "../../src/core/domain.ts";
import type { Sandbox } from "../../src/core/ports.ts";

export const png = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
	"base64",
);
const stored = new Map<string, Uint8Array>([
	["chart", png],
	["table", Buffer.from("a,b\n1,2\n")],
]);

export function artifact(id: string, name: string, size = stored.get(id)?.byteLength ?? 0): Artifact {
	return { id, name, size, sha256: "" };
}

export const bytes: Sandbox["bytes"] = (_thread, { id }) => {
	const found = stored.get(id);
	if (found === undefined) throw new Error(`no bytes of ${id}`);
	return ReadableStream.from([found]);
};
