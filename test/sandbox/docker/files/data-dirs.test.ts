import { chmod, mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isBotError } from "../../../../src/core/errors.ts";
import { checkedDataDirs, dataFiles } from "../../../../src/sandbox/docker/files/data-dirs.ts";

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
	await mkdir(join(root, "home"));
	// Whatever umask and home the host gives.
	await chmod(join(root, "sales"), 0o755);
	vi.stubEnv("HOME", join(root, "home"));
});
afterAll(async () => {
	vi.unstubAllEnvs();
	await rm(root, { recursive: true });
});

const check = (path: string) => checkedDataDirs([{ name: "d", path }], { stateDir, socketPath });

describe("the operator's folders", () => {
	it("are taken by their real path", async () => {
		expect(await check(join(root, "by-link"))).toEqual([{ name: "d", path: join(root, "sales") }]);
	});

	it.each([
		["a folder that is missing", () => join(root, "none"), "is not a folder"],
		["a folder that code cannot read", () => join(root, "locked"), "chmod o+rx"],
		["a file", () => join(root, "file.csv"), "is not a folder"],
		["the state folder", () => stateDir, "would expose"],
		["a folder in it", () => join(stateDir, "threads"), "would expose"],
		["a folder that holds it", () => root, "would expose"],
		["the whole machine", () => "/", "would expose"],
		["what holds the engine's socket", () => dirname(socketPath), "would expose"],
		["the machine's settings", () => "/etc", "would expose"],
		["a home", () => join(root, "home"), "would expose"],
		["what the kernel shows", () => "/proc/self", "would expose"],
	])("are refused with a sentence where one is %s", async (_what, path, why) => {
		const error = await check(path()).catch((reason: unknown) => reason);
		const sentence = isBotError(error, "sandbox_down") ? error.sentence : String(error);
		expect(sentence).toContain(`DATA_DIRS names ${path()}, which`);
		expect(sentence).toContain(why);
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
