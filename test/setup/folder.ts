// A folder that is gone after the test.

import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A state folder with its `logs`. */
export function stateFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "threadloop-setup-"));
	mkdirSync(join(folder, "logs"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}
