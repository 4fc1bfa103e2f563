// The scripts that run before there is a Node 24: plain shell, checked by the shells themselves.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

test("the entries are plain sh, the set-up is bash, and both shells can read them", () => {
	const entries = ["scripts/start.sh", "scripts/test.sh", "scripts/setup/node.sh"];
	const others = readdirSync(join(root, "scripts/setup")).map((name) => `scripts/setup/${name}`);
	const bash = ["scripts/setup.sh", ".ci/run", ...others.filter((file) => !entries.includes(file))];
	expect(bash.length).toBeGreaterThan(4);
	for (const file of entries) execFileSync("sh", ["-n", join(root, file)]);
	for (const file of bash) execFileSync("bash", ["-n", join(root, file)]);
	expect(read("scripts/start.sh")).toMatch(/^#!\/bin\/sh\n/);
	expect(read("scripts/test.sh")).toMatch(/^#!\/bin\/sh\n/);
});

test(".ci/run can be run, and ends as npm test ended", () => {
	expect(statSync(join(root, ".ci/run")).mode & 0o100).toBe(0o100);
	expect(read(".ci/run").trimEnd()).toMatch(/exit "\$code"$/);
});

test("apt is never asked a question and never starts a service", () => {
	const script = read("scripts/setup/system.sh");
	expect(script).toContain("DEBIAN_FRONTEND=noninteractive");
	expect(script).toContain("policy-rc.d");
	expect(script).toMatch(/install -y/);
});
