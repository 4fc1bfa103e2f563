// What a user would have instead: `docker exec python3 -c` for each cell, and Jupyter Server's kernel over HTTP and WebSocket.

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { SECCOMP } from "../../src/sandbox/docker/engine/seccomp.ts";
import { SANDBOX_USER } from "../../src/sandbox/ids.ts";
import { type Measured, spread, timed, times } from "./numbers.ts";
import { docker, image, memoryOf, onStage } from "./stage.ts";

export async function exec(): Promise<Measured> {
	return await onStage({ spares: 0 }, async (stage) => {
		await stage.run("t", "1+1");
		const [id = ""] = await stage.containers();
		const cell = (source: string) =>
			timed(async () => {
				const one = await docker.getContainer(id).exec({
					Cmd: ["python3", "-c", source],
					AttachStdout: true,
					AttachStderr: true,
				});
				const stream = await one.start({ hijack: true, stdin: false });
				const parts: Buffer[] = [];
				stream.on("data", (bytes: Buffer) => parts.push(bytes));
				await once(stream, "end");
				const output = Buffer.concat(parts).toString("latin1");
				if (!output.endsWith("2\n")) throw new Error(output);
			});
		return {
			"1+1": await times(40, () => cell("print(1+1)")),
			"1+1 after import pandas": await times(10, () => cell("import pandas\nprint(1+1)")),
		};
	});
}

const SERVER = "threadloop-bench-jupyter:local";
const TOKEN = randomUUID();
const PORT = 8888;

async function buildServer(): Promise<void> {
	const dockerfile = `FROM ${image}\nUSER root\nRUN /opt/venv/bin/pip install -q jupyter_server==2.21.1 && rm /usr/lib/python3*/sitecustomize.py\nENV HOME=/tmp IPYTHONDIR=/tmp/ipython\nUSER 10001:10001\n`;
	const build = spawn("docker", ["build", "--network", "host", "-q", "-t", SERVER, "-"], {
		stdio: ["pipe", "ignore", "inherit"],
	});
	build.stdin.end(dockerfile);
	const [code] = await once(build, "exit");
	if (code !== 0) throw new Error("the image with Jupyter Server could not be built");
}

interface Server {
	readonly id: string;
	readonly url: string;
	ready(): Promise<void>;
	kernel(): Promise<Kernel>;
	remove(): Promise<void>;
}

interface Kernel {
	/** Resolves when the kernel is idle again; `onText` at its first output. */
	run(source: string, onText?: () => void): Promise<string>;
	interrupt(): Promise<void>;
	close(): void;
}

const messageSchema = z.object({
	parent_header: z.object({ msg_id: z.string().optional() }),
	header: z.object({ msg_type: z.string() }),
	content: z.record(z.string(), z.unknown()),
});

/** The limits that our own containers have, but with a network, as Jupyter Server needs. */
async function startServer(): Promise<Server> {
	const memory = 1024 ** 3;
	const container = await docker.createContainer({
		Image: SERVER,
		User: SANDBOX_USER,
		WorkingDir: "/tmp",
		Entrypoint: ["/opt/venv/bin/jupyter-server"],
		Cmd: ["--ip=0.0.0.0", `--port=${PORT}`, "--no-browser", `--IdentityProvider.token=${TOKEN}`],
		Env: [
			"OMP_NUM_THREADS=1",
			"JUPYTER_RUNTIME_DIR=/tmp/run",
			"JUPYTER_DATA_DIR=/tmp/data",
			"JUPYTER_CONFIG_DIR=/tmp/conf",
		],
		HostConfig: {
			NetworkMode: "bridge",
			ReadonlyRootfs: true,
			CapDrop: ["ALL"],
			SecurityOpt: ["no-new-privileges:true", `seccomp=${SECCOMP}`],
			Memory: memory,
			MemorySwap: memory,
			NanoCpus: 1e9,
			PidsLimit: 256,
			Tmpfs: { "/tmp": "rw,nosuid,nodev,size=256m,mode=1777" },
			LogConfig: { Type: "none", Config: {} },
		},
	});
	await container.start();
	const { NetworkSettings } = await container.inspect();
	const url = `http://${Object.values(NetworkSettings.Networks)[0]?.IPAddress}:${PORT}`;
	const headers = { authorization: `token ${TOKEN}` };
	return {
		id: container.id,
		url,
		async ready() {
			while (
				!(await fetch(`${url}/api`, { headers }).then(
					({ ok }) => ok,
					() => false,
				))
			)
				await sleep(10);
		},
		kernel: () => openKernel(url, headers),
		remove: () => container.remove({ force: true }),
	};
}

async function openKernel(url: string, headers: Record<string, string>): Promise<Kernel> {
	const made = await fetch(`${url}/api/kernels`, { method: "POST", headers });
	const { id } = z.object({ id: z.string() }).parse(await made.json());
	const socket = new WebSocket(`${url.replace("http", "ws")}/api/kernels/${id}/channels?token=${TOKEN}`);
	await once(socket, "open");
	const waiting = new Map<string, { text: string; onText?: (() => void) | undefined; done: (text: string) => void }>();
	socket.addEventListener("message", ({ data }) => {
		const { parent_header: parent, header, content } = messageSchema.parse(JSON.parse(String(data)));
		const cell = waiting.get(parent.msg_id ?? "");
		if (cell === undefined) return;
		if (header.msg_type === "stream") cell.text += String(content.text);
		if (header.msg_type === "execute_result") cell.text += JSON.stringify(content.data);
		if (cell.text !== "") cell.onText?.();
		if (header.msg_type === "status" && content.execution_state === "idle") cell.done(cell.text);
	});
	return {
		run(code, onText) {
			const { promise, resolve } = Promise.withResolvers<string>();
			const msg_id = randomUUID();
			waiting.set(msg_id, { text: "", onText, done: resolve });
			const header = { msg_id, msg_type: "execute_request", username: "", session: "bench", version: "5.3", date: "" };
			const content = { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false };
			socket.send(JSON.stringify({ channel: "shell", header, parent_header: {}, metadata: {}, content, buffers: [] }));
			return promise;
		},
		async interrupt() {
			await fetch(`${url}/api/kernels/${id}/interrupt`, { method: "POST", headers });
		},
		close: () => socket.close(),
	};
}

async function withServer<T>(scene: (server: Server) => Promise<T>): Promise<T> {
	const server = await startServer();
	try {
		await server.ready();
		return await scene(server);
	} finally {
		await server.remove();
	}
}

async function interrupted(kernel: Kernel, source: string, giveUpMs: number): Promise<number | undefined> {
	const said = Promise.withResolvers<void>();
	const cell = kernel.run(source, () => said.resolve());
	await said.promise;
	const start = performance.now();
	await kernel.interrupt();
	const ended = await Promise.race([cell.then(() => true), sleep(giveUpMs, false)]);
	return ended ? performance.now() - start : undefined;
}

export async function jupyter(): Promise<Measured> {
	await buildServer();
	const cold: number[] = [];
	for (let round = 0; round < 5; round += 1) {
		const start = performance.now();
		await withServer(async (server) => {
			const kernel = await server.kernel();
			await kernel.run("1+1");
			cold.push(performance.now() - start);
			kernel.close();
		});
	}
	return await withServer(async (server) => {
		const kernel = await server.kernel();
		await kernel.run("1+1");
		await sleep(2000);
		const idle = await memoryOf(server.id);
		for (let round = 0; round < 30; round += 1) await kernel.run("1+1");
		const measured: Measured = {
			"1+1": await times(300, () =>
				timed(async () => {
					if (!(await kernel.run("1+1")).includes('"2"')) throw new Error("1+1 is not 2");
				}),
			),
			"first cell, no pool": spread(cold),
			"idle container, MB": Math.round(idle * 10) / 10,
			"stop, cooperative": await times(20, async () => {
				const ms = await interrupted(kernel, "print('on', flush=True)\nwhile True: pass", 10_000);
				if (ms === undefined) throw new Error("the loop was not interrupted");
				return ms;
			}),
		};
		const hostile =
			"import time\nprint('on', flush=True)\nwhile True:\n    try: time.sleep(9)\n    except BaseException: pass";
		const ms = await interrupted(kernel, hostile, 20_000);
		kernel.close();
		return { ...measured, "stop, hostile": ms === undefined ? "goes on after 20 s" : `${Math.round(ms)}` };
	});
}
