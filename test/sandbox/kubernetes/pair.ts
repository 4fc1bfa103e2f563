// Two containers over one volume, as in a Pod: the agent with code's own user, and the keeper beside it.

import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import Docker from "dockerode";
import { unframed } from "../../../src/sandbox/docker/engine/exec-stream.ts";
import { type Keeper, openKeeper } from "../../../src/sandbox/kubernetes/keeper/keeper.ts";
import { type KeptFiles, openKeptFiles, openLender } from "../../../src/sandbox/kubernetes/keeper/kept-files.ts";
import { openKeptRuns } from "../../../src/sandbox/kubernetes/keeper/kept-runs.ts";
import type { Ledger } from "../../../src/sandbox/ports.ts";
import { image } from "../options.ts";

const docker = new Docker();
const RELAY = ["/opt/agent/relay", "-I", "-S"];
const MAX_UPLOAD = 64 * 1024 ** 2;

export interface Pair {
	readonly files: KeptFiles;
	readonly ledger: Ledger;
	readonly keeper: Keeper;
	/** Shell as code's own user, in its container; resolves with what it printed. */
	code(script: string): Promise<string>;
	/** Python there, given on stdin. */
	python(script: string): Promise<string>;
	/** Shell as the keeper's user, in the keeper's container. */
	keep(script: string): Promise<string>;
	/** A stream to the agent. */
	agent(): Promise<Duplex>;
	/** A stream to a program in code's container, as code's own user. */
	beside(command: readonly string[]): Promise<Duplex>;
	/** Another bot with the same two containers. */
	other(): Pick<Pair, "files" | "ledger" | "keeper">;
	/** Kills the keeper and starts it again. */
	restart(): Promise<void>;
	end(): Promise<void>;
}

async function exec(container: Docker.Container, user: string, command: readonly string[]): Promise<Duplex> {
	const started = await container.exec({
		Cmd: [...command],
		User: user,
		AttachStdin: true,
		AttachStdout: true,
		AttachStderr: true,
	});
	return unframed(await started.start({ hijack: true, stdin: true }));
}

async function said(stream: Duplex, input = ""): Promise<string> {
	stream.end(input);
	const parts: Buffer[] = [];
	for await (const part of stream) parts.push(part);
	return Buffer.concat(parts).toString("utf8").trimEnd();
}

async function start(user: string, binds: readonly string[], more: Docker.ContainerCreateOptions = {}) {
	const own = `rw,nosuid,nodev,size=16m,mode=0700,uid=${user.split(":")[0]}`;
	const container = await docker.createContainer({
		Image: image,
		User: user,
		...more,
		HostConfig: {
			NetworkMode: "none",
			ReadonlyRootfs: true,
			CapDrop: ["ALL"],
			SecurityOpt: ["no-new-privileges:true"],
			PidsLimit: 256,
			Memory: 512 * 1024 ** 2,
			Binds: [...binds],
			Tmpfs: { "/tmp": "mode=1777", "/run/agent": own, "/run/cells": own, "/run/kernel": own },
		},
	});
	await container.start();
	return container;
}

/** `volume` is a folder of the host that any user may write to. */
export async function startPair(volume?: string): Promise<Pair> {
	const folder = volume ?? (await mkdtemp(join(tmpdir(), "threadloop-volume-")));
	await chmod(folder, 0o777);
	const kept = await start("10002:10002", [`${folder}:/vol`], { Entrypoint: ["/usr/local/bin/keeper", "hold"] });
	const keep = async (script: string) => await said(await exec(kept, "10002:10002", ["sh", "-c", script]));
	await until(async () => (await keep("keeper ready && echo yes")) === "yes");
	await mkdir(join(folder, "files"), { recursive: true });
	const coded = await start("10001:10001", [`${folder}/files:/workspace`]);
	const beside = (command: readonly string[]) => exec(coded, "10001:10001", command);
	const open: Keeper[] = [];

	function other() {
		const keeper = openKeeper({ connect: () => exec(kept, "10002:10002", ["/usr/local/bin/keeper", "serve"]) });
		const lender = openLender(() => beside([...RELAY, "/opt/agent/keeper", "lend"]));
		open.push(keeper, lender);
		const files = openKeptFiles({ keeper, lender, maxUploadBytes: MAX_UPLOAD });
		return { keeper, files, ledger: openKeptRuns(keeper) };
	}

	return {
		...other(),
		other,
		keep,
		beside,
		code: async (script) => await said(await beside(["sh", "-c", `{ ${script}\n} 2>&1`])),
		python: async (script) => await said(await beside(["/usr/bin/python3", "-I", "-S", "-"]), script),
		agent: () => beside([...RELAY, "/opt/agent/agentctl.py"]),
		async restart() {
			await kept.kill();
			await kept.start();
			await until(async () => (await keep("keeper ready && echo yes")) === "yes");
		},
		async end() {
			for (const one of open) one.close();
			await said(
				await exec(coded, "10001:10001", [
					"sh",
					"-c",
					"chmod -R u+rwX /workspace; rm -rf /workspace/* /workspace/.[!.]*",
				]),
			);
			await said(await exec(kept, "10002:10002", ["sh", "-c", "rm -rf /vol/*"]));
			for (const container of [coded, kept]) await container.remove({ force: true });
			if (volume === undefined) await rm(folder, { recursive: true, force: true });
		},
	};
}

async function until(holds: () => Promise<boolean>): Promise<void> {
	for (let tries = 0; !(await holds()); tries += 1) {
		if (tries > 100) throw new Error("it does not come true");
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
