// Attacks with uploaded files whose names Python, pandas or matplotlib would read by themselves.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { foldersOf } from "../../src/sandbox/docker/files/folders.ts";
import { stand } from "../sandbox/stand.ts";

const MARK = "ran_unasked.txt";
const plant = (name: string) => `open("/workspace/${MARK}", "a").write("${name} ")\n`;

/** Names that a start of Python or an import of a library looks for, and what lies in them. */
const lures: Readonly<Record<string, string>> = {
	"sitecustomize.py": plant("sitecustomize"),
	"usercustomize.py": plant("usercustomize"),
	"pandas.py": plant("pandas"),
	"numpy.py": plant("numpy"),
	"csv.py": plant("csv"),
	"json.py": plant("json"),
	"evil.py": plant("evil"),
	matplotlibrc: "backend: module://evil\n",
	"pyvenv.cfg": "include-system-site-packages = true\n",
	"lure.pth": `import sys; exec(${JSON.stringify(plant("pth"))})\n`,
};

test("an uploaded pandas.py, sitecustomize.py or matplotlibrc does not run when a kernel starts or a card is made (A27)", async () => {
	const { put, run, sandbox, options } = await stand();
	const thread = "slack:T:C:shadow";
	for (const [name, text] of Object.entries(lures)) await put(thread, name, text);
	await put(thread, "data.csv", "a,b\n1,2\n");
	const card = await sandbox.profile(thread, "data.csv", new AbortController().signal);
	expect(card.columns?.map(({ name }) => name)).toEqual(["a", "b"]);
	const source = `import csv, json, os
import matplotlib.pyplot as plt
import numpy, pandas
pandas.read_csv("data.csv").plot(x="a", y="b")
plt.savefig("chart.png")
print(*[module.__file__.startswith("/workspace") for module in (csv, json, numpy, pandas)])`;
	expect(await run(thread, source)).toMatchObject({ outcome: "ok", output: "False False False False\n" });
	expect(existsSync(join(foldersOf(options.stateDir, thread).workspace, MARK))).toBe(false);
	// A kernel that starts anew finds them already there.
	await run(thread, "import os\nos._exit(1)");
	expect(await run(thread, source)).toMatchObject({ outcome: "ok", output: "False False False False\n" });
	expect(existsSync(join(foldersOf(options.stateDir, thread).workspace, MARK))).toBe(false);
});
