// What the bot says at start of its driver is what the page says.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ABILITIES } from "../../../src/sandbox/kubernetes/abilities.ts";

test("docs/kubernetes.md shows the same table of what one driver can do and the other cannot", () => {
	const page = readFileSync(join(import.meta.dirname, "../../../docs/kubernetes.md"), "utf8");
	const [, section = ""] = /## What one driver can do and the other cannot\n([\s\S]*?)\n## /.exec(page) ?? [];
	const rows = section
		.split("\n")
		.filter((line) => line.startsWith("|"))
		.slice(2)
		.map((line) =>
			line
				.split("|")
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
	expect(rows).toEqual(ABILITIES.map(({ what, docker, kubernetes }) => [what, docker, kubernetes]));
});
