// An exported notebook, executed by `jupyter nbconvert` in the sandbox image: the same outputs as the Runs had.

import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { exported } from "../../src/core/commands/export.ts";
import type { FileRef, Language, Ran } from "../../src/core/domain.ts";
import { type DockerSandbox, openSandbox } from "../../src/sandbox/docker.ts";
import { alice, fakeWorld } from "../fakes/world.ts";
import { image, sandboxOptions } from "./options.ts";

const docker = (...args: readonly string[]) =>
	promisify(execFile)("docker", [...args], { maxBuffer: 1e8, timeout: 600_000 });

/** The sandbox image with nbconvert beside what is in it; kept, so that it is built once. */
const withNbconvert = "threadloop-nbconvert:test";
const thread = "slack:T1:C1:1.1";
const signal = new AbortController().signal;
const sales: FileRef = { id: "F1", name: "sales.csv", size: 30, source: "" };
const csv = "region,amount\nNorth,1\nSouth,2\n";

const programs: readonly (readonly [Language, string])[] = [
	["python", "import pandas as pd\ndf = pd.read_csv('sales.csv')\nprint('rows:', len(df))\ndf"],
	["bash", "wc -l < sales.csv"],
	[
		"python",
		"import matplotlib.pyplot as plt\ndf.plot.bar(x='region', y='amount')\nplt.savefig('chart.png')\nprint(df['amount'].sum(), 'é 日本 \"quoted\"')",
	],
	["python", "plt.figure()\nplt.plot([1, 2])\nplt.show()\nx = 41"],
	["python", "for i in range(3):\n    print(x + i)"],
];

let stateDir: string;
let sandbox: DockerSandbox;
let folder: string;
let files: readonly { readonly name: string; readonly text: string }[];

beforeAll(async () => {
	const context = await mkdtemp(join(tmpdir(), "threadloop-nb-"));
	await writeFile(
		join(context, "Dockerfile"),
		`FROM ${image}\nUSER root\nRUN /opt/venv/bin/pip install -q nbconvert && rm /usr/lib/python3*/sitecustomize.py\nENV HOME=/tmp IPYTHONDIR=/tmp/ipython\nUSER 10001:10001\nENTRYPOINT []\n`,
	);
	await docker("build", "-q", "--network", "host", "-t", withNbconvert, context);
	await rm(context, { recursive: true });
	const options = await sandboxOptions("export", { memoryBytes: 1024 ** 3, cpus: 2, runTimeoutMs: 60_000 });
	stateDir = options.stateDir;
	sandbox = await openSandbox(options);
	await sandbox.put(thread, sales, bytes(csv), signal);
	const ran: Ran[] = [];
	for (const [language, source] of programs) ran.push(await run(language, source));
	const sha256 = await sandbox.digest(thread, sales);
	const { whole } = fakeWorld();
	const session = {
		thread,
		rev: 0,
		openedAt: 0,
		threadGone: false,
		hasWork: false,
		uploads: [
			{
				...sales,
				by: alice,
				as: "sales.csv",
				state: { kind: "stored", profile: { format: "csv", notes: [] }, sha256: sha256 ?? "" },
			},
		],
		transcript: [],
		printed: "",
		generation: "",
		ran,
	} as const;
	const all = (await exported({ ...whole, sandbox }, session, { locale: "en", as: undefined })).files;
	files = all.filter((file) => "text" in file);
	folder = await mkdtemp(join(tmpdir(), "threadloop-nb-"));
	await chmod(folder, 0o777);
	await writeFile(join(folder, "sales.csv"), csv);
	for (const { name, text } of files) await writeFile(join(folder, name), text);
}, 600_000);
afterAll(async () => {
	await sandbox?.removeAll();
	for (const one of [stateDir, folder]) if (one !== undefined) await rm(one, { recursive: true, force: true });
});

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
	yield Buffer.from(text);
}

async function run(language: Language, source: string): Promise<Ran> {
	const { generation } = await sandbox.open(thread, signal);
	const sha256 = createHash("sha256").update(source).digest("hex");
	const id = randomUUID();
	const done = await sandbox.run({ thread, id, generation, language, source, sha256, onOutput: () => {}, signal });
	expect(done.outcome).toBe("ok");
	const about = {
		turn: "t",
		request: "what is *this*?\n# no heading",
		requester: alice,
		speakers: [],
		at: 0,
		uploads: ["F1"],
	};
	return { id, language, source, sha256, generation, ...about };
}

const notebook = z.object({
	nbformat: z.literal(4),
	nbformat_minor: z.number().min(5),
	cells: z.array(
		z.object({
			cell_type: z.string(),
			id: z.string().regex(/^[\w-]{1,64}$/),
			source: z.union([z.string(), z.array(z.string())]),
			outputs: z
				.array(
					z.object({
						output_type: z.string(),
						text: z.union([z.string(), z.array(z.string())]).optional(),
						data: z.record(z.string(), z.unknown()).optional(),
					}),
				)
				.optional(),
		}),
	),
});

/** What each code cell printed or displayed as text, and how many charts it shows. */
function outputs(text: string) {
	const { cells } = notebook.parse(JSON.parse(text));
	const joined = (value: unknown) => (Array.isArray(value) ? value.join("") : String(value ?? ""));
	return cells
		.filter(({ cell_type }) => cell_type === "code")
		.map(({ outputs = [] }) => ({
			text: outputs
				.map(({ text, data }) =>
					data === undefined ? joined(text) : data["image/png"] ? "" : joined(data["text/plain"]),
				)
				.join("")
				.trim(),
			charts: outputs.filter(({ data }) => data?.["image/png"] !== undefined).length,
		}));
}

const inImage = (...command: readonly string[]) =>
	docker("run", "--rm", "--network", "none", "-v", `${folder}:/w`, "-w", "/w", withNbconvert, ...command);

test("the notebook runs with jupyter nbconvert --execute and gives the same outputs and charts", async () => {
	const before = outputs(files.find(({ name }) => name === "thread.ipynb")?.text ?? "");
	expect(before.map(({ charts }) => charts)).toEqual([0, 0, 1, 1, 0]);
	expect(before[0]?.text).toContain("rows: 2");
	await inImage("jupyter", "nbconvert", "--to", "notebook", "--execute", "--output", "again.ipynb", "thread.ipynb");
	expect(outputs(await readFile(join(folder, "again.ipynb"), "utf8"))).toEqual(before);
}, 300_000);

test("the notebook is valid by nbformat's own rules, and names its inputs with their hashes", async () => {
	await inImage("python", "-c", "import nbformat; nbformat.validate(nbformat.read('thread.ipynb', as_version=4))");
	const text = files.find(({ name }) => name === "thread.ipynb")?.text ?? "";
	expect(text).toContain(createHash("sha256").update(csv).digest("hex"));
}, 300_000);

test("the script runs in a fresh folder and prints what the programs printed", async () => {
	await mkdir(join(folder, "fresh"));
	await chmod(join(folder, "fresh"), 0o777);
	await writeFile(join(folder, "fresh/sales.csv"), csv);
	const { stdout } = await inImage("sh", "-c", "cd fresh && python ../thread.py");
	expect(stdout).toBe('rows: 2\n3\n3 é 日本 "quoted"\n41\n42\n43\n');
}, 300_000);
