// The demo as `npm start` runs it, with a scripted model: what is asked of its doors, and which processes stand behind them.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { freePort } from "../../scripts/services/ports.ts";
import { releaseDisks } from "../../src/sandbox/docker/files/disks.ts";
import { type Player, startPlayer } from "../e2e/model.ts";
import { recorded } from "../e2e/stage.ts";
import { messageShape, type Said, until } from "../e2e/twin.ts";

const script = join(import.meta.dirname, "../../scripts/start.ts");

export interface Demo {
	readonly stateDir: string;
	readonly secret: string;
	/** As it was printed, with the secret. */
	readonly address: string;
	/** Of the page, without the secret. */
	readonly url: string;
	/** The other guarded port, which the bot uses. */
	readonly botUrl: string;
	/** What the start has printed. */
	readonly printed: () => string;
	/** Of the programs that were started, by name. */
	pid(name: "redis" | "slack" | "bot"): number;
	/** Of the start itself. */
	readonly root: number;
	/** A request to the look-alike's control, with the secret. */
	control(path: string, body?: object | FormData): Promise<unknown>;
	/** All that stands in #general. */
	said(): Promise<readonly Said[]>;
	stop(): Promise<void>;
}

/** The state folder lies there before, open to everybody. */
export async function startDemo(env: Readonly<Record<string, string>> = {}): Promise<Demo> {
	const stateDir = join(mkdtempSync(join(tmpdir(), "threadloop-demo-")), "state");
	mkdirSync(join(stateDir, "logs"), { recursive: true });
	for (const folder of [join(stateDir, ".."), stateDir, join(stateDir, "logs")]) chmodSync(folder, 0o755);
	const model: Player = await startPlayer(recorded);
	const [slackPort, pagePort] = [await freePort(), await freePort()];
	const secret = "a-secret-of-the-attack-tests";
	const { npm_lifecycle_event: _, ...inherited } = process.env;
	const settings = {
		...{ SLACK_BOT_TOKEN: "", SLACK_APP_TOKEN: "", DISCORD_TOKEN: "", STATE_DIR: stateDir, DEMO_SECRET: secret },
		...{ DEMO_SLACK_PORT: String(slackPort), DEMO_PAGE_PORT: String(pagePort), MODEL_BASE_URL: model.url },
		...{ SANDBOX_POOL: "0", ...env },
	};
	const child: ChildProcess = spawn(process.execPath, [script], { env: { ...inherited, ...settings } });
	let said = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding("utf8").on("data", (text: string) => {
			said += text;
		});
	}
	const stop = async () => {
		if (child.exitCode === null) {
			const ended = once(child, "exit");
			child.kill("SIGTERM");
			await ended;
		}
		await model.close();
		await releaseDisks(stateDir);
		rmSync(join(stateDir, ".."), { recursive: true, force: true });
	};
	const address = await until(
		"the demo to be ready",
		() => {
			if (child.exitCode !== null) throw new Error(`the start ended:\n${said}`);
			return /http:\/\/127\.0\.0\.1:\d+\S*/.exec(said)?.[0];
		},
		200_000,
	).catch(async (error: unknown) => {
		await stop();
		throw error;
	});
	const { origin: url } = new URL(address);
	const control: Demo["control"] = async (path, body) => {
		const headers = { "x-demo-secret": secret };
		const isForm = body instanceof FormData;
		const type = { "content-type": "application/json" };
		const post = { method: "POST", headers: isForm ? headers : { ...headers, ...type } };
		const asked = { ...post, body: isForm ? body : JSON.stringify(body) };
		const answer = await fetch(`${url}/_control/${path}`, body === undefined ? { headers } : asked);
		if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
		return answer.json();
	};
	const messages = z.object({ messages: z.array(messageShape) });
	return {
		...{ stateDir, secret, address, url, botUrl: `http://127.0.0.1:${slackPort}`, printed: () => said, stop },
		root: child.pid ?? 0,
		pid: (name) =>
			z.object({ pid: z.number() }).parse(JSON.parse(readFileSync(join(stateDir, "running", name), "utf8"))).pid,
		control,
		said: async () => messages.parse(await control("messages/C01GEN")).messages,
	};
}

/** Local addresses (hex, as the kernel writes them) of a process' listening sockets. */
export function listeners(pid: number): readonly string[] {
	const inodes = new Set(
		readdirSync(`/proc/${pid}/fd`).flatMap(
			(fd) => /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`))?.[1] ?? [],
		),
	);
	return ["tcp", "tcp6", "udp", "udp6"].flatMap((table) =>
		readFileSync(`/proc/${pid}/net/${table}`, "utf8")
			.split("\n")
			.slice(1)
			.map((line) => line.trim().split(/\s+/))
			// 0A is LISTEN; a UDP socket that takes what comes is 07.
			.filter((fields) => (fields[3] === "0A" || fields[3] === "07") && inodes.has(fields[9] ?? ""))
			.map((fields) => fields[1] ?? ""),
	);
}

function linkOf(path: string): string {
	try {
		return readlinkSync(path);
	} catch {
		return "";
	}
}
