// The name that a wrong one most likely means, as the sandbox finds it: the same cases as the host's.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";

const root = join(import.meta.dirname, "../../..");
const inside = (name: string) => readFileSync(join(root, "src/sandbox/image/inside", name), "utf8");
/** From how near on an attribute is named. */
const least = /attributes_of\(owner\), least=([\d.]+)/.exec(inside("threadloop_facts.py"))?.[1];
const cases = readFileSync(join(root, "test/core/closest.cases.json"), "utf8");
const lab = openLab();

it("finds the same columns as the host, and among attributes only what is nearer", async () => {
	const program = `${inside("threadloop_closest.py")}
import json
for case in json.loads(${JSON.stringify(cases)}):
    names = case["candidates"]
    dates = [name for name, kind in names.items() if kind == "date"]
    column = (closest(case["wanted"], names, dates) + [None])[0]
    attribute = (closest(case["wanted"], names, least=${least}) + [None])[0]
    if (column, attribute) != (case["found"]["column"], case["found"]["attribute"]):
        print(case["wanted"], column, attribute)
print("all read")
`;
	const run = await lab.run("slack:T:C:closest", program);
	expect({ error: run.error, output: run.output }).toEqual({ output: "all read\n" });
});
