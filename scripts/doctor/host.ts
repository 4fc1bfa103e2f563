// The machine: Node, the state folder and its disk, the engine and what it enforces, the image, a hardened container that runs code.

import { existsSync, mkdirSync, statSync } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../../src/config/environment.ts";
import { sha256 } from "../../src/core/approval/tickets.ts";
import { enforcementOf } from "../../src/sandbox/docker/engine/enforcement.ts";
import { openEngine } from "../../src/sandbox/docker/engine/engine.ts";
import { checkedDataDirs } from "../../src/sandbox/docker/files/data-dirs.ts";
import { openSandbox } from "../../src/sandbox/docker.ts";
import { type Finding, findingOf } from "./finding.ts";

const LEAST_NODE = 24;
const GIGABYTE = 1024 ** 3;
/** Weights, image and a few threads. */
const ROOMY = 10 * GIGABYTE;

export const checkNode = (version: string): Promise<Finding> =>
	findingOf("Node", () => {
		if (Number.parseInt(version, 10) >= LEAST_NODE) return version;
		throw new Error(`Node ${version} is too old, ${LEAST_NODE} is needed; start it with: npm run doctor`);
	});

export async function checkState(stateDir: string): Promise<readonly Finding[]> {
	const part = "state folder";
	try {
		mkdirSync(stateDir, { recursive: true, mode: 0o700 });
	} catch (error) {
		const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
		return [
			{
				part,
				state: "bad",
				said: `${stateDir} cannot be made (${why}); set STATE_DIR to a folder that you may write to.`,
			},
		];
	}
	const { mode } = statSync(stateDir);
	if ((mode & 0o1000) !== 0) {
		const said = `${stateDir} is shared by all users; use a folder inside it, for example STATE_DIR=${stateDir}/threadloop`;
		return [{ part, state: "bad", said }];
	}
	const open: readonly Finding[] =
		(mode & 0o077) === 0
			? []
			: [
					{
						part,
						state: "worry",
						said: `Other users of this machine can read ${stateDir}; close it with: chmod 700 ${stateDir}`,
					},
				];
	const { bavail, bsize } = await statfs(stateDir);
	const free = bavail * bsize;
	const room = `${(free / GIGABYTE).toFixed(1)} GB free at ${stateDir}`;
	if (free < GIGABYTE)
		return [
			...open,
			{
				part: "disk",
				state: "bad",
				said: `${room}: code cannot run with less than 1 GB; free some, or set STATE_DIR to another disk.`,
			},
		];
	if (free < ROOMY)
		return [
			...open,
			{
				part: "disk",
				state: "worry",
				said: `${room}; threads, weights and the image take about 10 GB, so free some soon.`,
			},
		];
	return [...open, { part: "disk", state: "good", said: room }];
}

export async function checkData({ sandbox: { dataDirs } }: Config, stateDir: string): Promise<readonly Finding[]> {
	if (dataDirs.length === 0) return [];
	const socketPath = "/var/run/docker.sock";
	const finding = await findingOf("DATA_DIRS", async () => {
		const found = await checkedDataDirs(dataDirs, { stateDir, socketPath });
		return `code can read ${found.map(({ name, path }) => `${path} as /data/${name}`).join(", ")}`;
	});
	return [finding];
}

/** The container is one as any thread gets, in a state folder of its own, and is gone afterwards. */
export async function checkSandbox(
	{ sandbox, runTimeoutMs, maxUploadBytes }: Config,
	stateDir: string,
): Promise<readonly Finding[]> {
	const log = () => {};
	const engine = openEngine({ socketPath: undefined, log });
	const findings: Finding[] = [];
	try {
		const warnings: string[] = [];
		const about = await findingOf("Docker engine", async () => {
			const answers = await engine.about();
			warnings.push(...enforcementOf({ ...answers, uid: process.getuid?.() }).warnings);
			return "it answers, and can enforce all limits";
		});
		findings.push(about, ...warnings.map((said): Finding => ({ part: "Docker engine", state: "worry", said })));
		if (about.state !== "good")
			return [...findings, skipped("sandbox image", "Docker engine"), skipped("container", "Docker engine")];
		const image = await findingOf(
			"sandbox image",
			async () => `${sandbox.image}, ${(await engine.imageId(sandbox.image)).slice(7, 19)}`,
		);
		findings.push(image);
		if (image.state !== "good") return [...findings, skipped("container", "sandbox image")];
	} finally {
		engine.close();
	}
	const container = await findingOf("container", async () => {
		const folder = await mkdtemp(join(stateDir, "doctor-"));
		const began = performance.now();
		let kind = "";
		const thread = "slack:T0:DOCTOR:1";
		try {
			const lab = await openSandbox({
				...{ ...sandbox, spares: 0, maxSandboxes: 1 },
				...{ stateDir: folder, hostId: folder.slice(-13), runTimeoutMs, maxUploadBytes },
				...{ need: async () => "none" as const, tell: () => {} },
				log: (_level, event, fields) => {
					if (event === "sandbox.ready") kind = String(fields?.disks);
				},
			});
			try {
				const signal = AbortSignal.timeout(120_000);
				const { generation } = await lab.open(thread, signal);
				const source = "import pandas\nprint(6 * 7)";
				const run = await lab.run({
					...{ thread, id: "doctor", generation, language: "python", source },
					...{ sha256: await sha256(source), onOutput: () => {}, signal },
				});
				if (run.outcome !== "ok" || run.output.trim() !== "42")
					throw new Error(
						`Code did not run in it (${run.outcome}: ${run.error?.message ?? run.output}); build the image again: docker rmi ${sandbox.image}, then npm start`,
					);
				await lab.forget(thread);
			} finally {
				await lab.removeAll();
			}
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
		const disk =
			kind === "image"
				? "a disk image with an exact limit"
				: "a plain folder whose limit is watched (for exact limits run the bot as root)";
		return `code ran in one after ${((performance.now() - began) / 1000).toFixed(1)} s; each thread gets ${disk}`;
	});
	return [...findings, container];
}

const skipped = (part: string, lacking: string): Finding => ({
	part,
	state: "skipped",
	said: `not checked: the ${lacking} must be corrected first`,
});

export const isInstalled = (program: string, path: string) =>
	path.split(":").some((folder) => folder !== "" && existsSync(join(folder, program)));
