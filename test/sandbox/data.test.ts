import { mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isBotError } from "../../src/core/errors.ts";
import { checkedDataDirs, dataFiles } from "../../src/sandbox/data.ts";

let root: string;
let stateDir: string;
let socketPath: string;

beforeAll(async () => {
	root = await realpath(await mkdtemp(join(tmpdir(), "threadloop-")));
	await mkdir(join(root, "locked"), { mode: 0o750 });
	stateDir = join(root, "state");
	socketPath = join(root, "engine/docker.sock");
	for (const folder of ["state/threads", "engine", "sales/2024/deep", "empty"])
		await mkdir(join(root, folder), { recursive: true });
	await writeFile(join(root, "sales/big.csv"), "");
	await truncate(join(root, "sales/big.csv"), 1_600_000_000);
	await writeFile(join(root, "sales/2024/a.parquet"), "PAR1");
	await writeFile(join(root, "sales/.hidden"), "x");
	await symlink("/etc/passwd", join(root, "sales/link.csv"));
	await symlink(join(root, "sales"), join(root, "by-link"));
	await writeFile(join(root, "file.csv"), "a");
});
afterAll(() => rm(root, { recursive: true }));

const check = (path: string) => checkedDataDirs([{ name: "d", path }], { stateDir, socketPath });

describe("the operator's folders", () => {
	it("are taken by their real path", async () => {
		expect(await check(join(root, "by-link"))).toEqual([{ name: "d", path: join(root, "sales") }]);
	});

	it.each([
		["a folder that is missing", () => join(root, "none")],
		["a folder that code cannot read", () => join(root, "locked")],
		["a file", () => join(root, "file.csv")],
		["the state folder", () => stateDir],
		["a folder in it", () => join(stateDir, "threads")],
		["a folder that holds it", () => root],
		["the whole machine", () => "/"],
		["what holds the engine's socket", () => dirname(socketPath)],
		["the machine's settings", () => "/etc"],
		["a home", () => homedir()],
		["what the kernel shows", () => "/proc/self"],
	])("are refused with a sentence where one is %s", async (_what, path) => {
		const error = await check(path()).catch((reason: unknown) => reason);
		expect(isBotError(error, "sandbox_down") && error.sentence).toContain(`DATA_DIRS names ${path()}, which`);
	});

	it("are listed by their path in the sandbox, without links and dotfiles", async () => {
		expect(await dataFiles([{ name: "sales", path: join(root, "sales") }])).toEqual([
			{ path: "/data/sales/2024/a.parquet", size: 4 },
			{ path: "/data/sales/big.csv", size: 1_600_000_000 },
		]);
		expect(await dataFiles([{ name: "gone", path: join(root, "gone") }])).toEqual([]);
	});

	it("are listed in part where there is too much in them", async () => {
		await mkdir(join(root, "many"));
		for (let number = 0; number < 250; number += 1) await writeFile(join(root, "many", `${number}.csv`), "");
		expect(await dataFiles([{ name: "many", path: join(root, "many") }])).toHaveLength(200);
	});
});
