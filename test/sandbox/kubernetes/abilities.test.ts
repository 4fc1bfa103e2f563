// What the bot says of its driver at start stands in the manual word by word.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ABILITIES } from "../../../src/sandbox/kubernetes/abilities.ts";

test("the manual's table holds all that one driver can do and the other cannot", () => {
	const page = readFileSync(join(import.meta.dirname, "../../../docs/kubernetes.md"), "utf8").replace(/ +\|/g, " |");
	for (const { what, docker, kubernetes } of ABILITIES)
		expect(page).toContain(`| ${what} | ${docker} | ${kubernetes} |`);
});
