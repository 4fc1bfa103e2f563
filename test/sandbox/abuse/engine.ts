// A Docker engine of our own, so that it can be killed, restarted and stopped without harm to anybody else's.

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import Docker from "dockerode";
import { mountsBelow, unmount } from "../../../src/sandbox/docker/files/disk-images.ts";

const run = promisify(execFile);

export interface OwnEngine {
	readonly socketPath: string;
	/** `liveRestore`: containers outlive it. */
	start(o: { liveRestore: boolean }): Promise<void>;
	/** Ends it in good order, and with it the containers where they do not outlive it. */
	stop(): Promise<void>;
	/** It and its containerd die at once. */
	kill(): Promise<void>;
	/** It stands still: calls are taken and never answered. */
	freeze(): void;
	thaw(): void;
	remove(): Promise<void>;
}

/** With the sandbox image, and without a network. */
export async function ownEngine(image: string): Promise<OwnEngine> {
	const root = await mkdtemp(join(tmpdir(), "threadloop-dockerd-"));
	const socketPath = join(root, "docker.sock");
	const containerdPid = join(root, "exec/containerd/containerd.pid");
	let daemon: ChildProcess | undefined;

	async function start({ liveRestore }: { liveRestore: boolean }): Promise<void> {
		rmSync(join(root, "pid"), { force: true });
		const own = ["--bridge=none", "--iptables=false", "--ip-forward=false", "--ip-masq=false"];
		const paths = [`--data-root=${root}/data`, `--exec-root=${root}/exec`, `--pidfile=${root}/pid`];
		const args = [...own, ...paths, `--live-restore=${liveRestore}`, `--host=unix://${socketPath}`];
		daemon = spawn("unshare", ["--net", "dockerd", ...args], { stdio: "ignore" });
		for (let tries = 0; ; tries += 1) {
			try {
				await new Docker({ socketPath }).ping();
				return;
			} catch (error) {
				if (tries > 300 || daemon.exitCode !== null) throw error;
				await sleep(100);
			}
		}
	}

	async function end(signal: NodeJS.Signals): Promise<void> {
		const running = daemon;
		if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
		const exit = new Promise((resolve) => running.once("exit", resolve));
		running.kill("SIGCONT");
		running.kill(signal);
		await exit;
	}

	async function kill(): Promise<void> {
		const containerd = Number(readFileSync(containerdPid, "utf8"));
		await end("SIGKILL");
		try {
			process.kill(containerd, "SIGKILL");
		} catch (error) {
			// It follows its daemon by itself, sooner or later.
			if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
		}
		rmSync(containerdPid, { force: true });
	}

	await start({ liveRestore: true });
	await run("sh", ["-c", 'docker save "$1" | docker --host "unix://$2" load', "sh", image, socketPath]);
	return {
		socketPath,
		start,
		kill,
		stop: () => end("SIGTERM"),
		freeze: () => void daemon?.kill("SIGSTOP"),
		thaw: () => void daemon?.kill("SIGCONT"),
		async remove() {
			await end("SIGTERM");
			// One that was killed has left its mounts behind.
			for (const mount of await mountsBelow(root)) await unmount(mount);
			await rm(root, { recursive: true, force: true });
		},
	};
}
