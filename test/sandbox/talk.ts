// An agent in a container of its own, spoken to over a relay as the host would, without the host's code in between.

import { randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { lineReader } from "../../src/sandbox/channel/lines.ts";
import { containerOptions } from "../../src/sandbox/docker/engine/container-options.ts";
import { openEngine } from "../../src/sandbox/docker/engine/engine.ts";
import { image } from "./options.ts";

export type Message = Readonly<Record<string, unknown>>;

export interface Talk {
	send(message: Message): void;
	/** The first message of that kind that was not given yet. */
	next(t: string): Promise<Message>;
	close(): void;
}

export interface Agent {
	/** Of the container. */
	readonly id: string;
	talk(): Promise<Talk>;
	/** One cell over one relay; resolves with `done`. */
	run(lang: string, code: string, limitMs?: number): Promise<Message>;
	end(): Promise<void>;
}

export function exec(id: string, generation: unknown, code: string, lang = "bash", limitMs = 10_000): Message {
	return { t: "exec", id, lang, code, generation, limitMs };
}

async function talk(id: string): Promise<Talk> {
	const stream = await openEngine({ socketPath: undefined, log: () => {} }).relay(id);
	const heard: Message[] = [];
	let wake = () => {};
	const reader = lineReader(2 ** 20, (line) => {
		heard.push(JSON.parse(line));
		wake();
	});
	stream.on("data", (bytes: Buffer) => reader.push(bytes));
	let closed = false;
	stream.on("error", () => {});
	stream.on("close", () => {
		closed = true;
		wake();
	});
	return {
		send: (message) => void stream.write(`${JSON.stringify(message)}\n`),
		async next(t) {
			for (;;) {
				const at = heard.findIndex((message) => message.t === t);
				if (at >= 0) return heard.splice(at, 1)[0] ?? {};
				if (closed) throw new Error(`the relay ended before it brought ${t}`);
				await new Promise<void>((resolve) => {
					wake = resolve;
				});
			}
		},
		close: () => stream.destroy(),
	};
}

export async function startAgent(o: { image?: string; deadManS?: number }): Promise<Agent> {
	const folder = await mkdtemp(join(tmpdir(), "threadloop-agent-"));
	await mkdir(join(folder, "workspace"));
	await chmod(join(folder, "workspace"), 0o777);
	await writeFile(join(folder, "hosts"), "127.0.0.1 localhost\n");
	const container = await new Docker().createContainer(
		containerOptions({
			image: o.image ?? image,
			imageId: "",
			hostId: `agent-${randomUUID().slice(0, 8)}`,
			disk: "d",
			workspace: join(folder, "workspace"),
			hostsFile: join(folder, "hosts"),
			memoryBytes: 512 * 1024 ** 2,
			cpus: 1,
			deadManS: o.deadManS ?? 600,
			appArmor: false,
			dataDirs: [],
		}),
	);
	await container.start();
	const id = container.id;
	return {
		id,
		talk: () => talk(id),
		async run(lang, code, limitMs) {
			const host = await talk(id);
			host.send({ t: "hello", last: 0 });
			const { generation, seq } = await host.next("welcome");
			host.send({ t: "ack", seq });
			const run = randomUUID();
			host.send(exec(run, generation, code, lang, limitMs));
			for (;;) {
				const done = await host.next("done");
				if (done.id !== run) continue;
				host.close();
				return done;
			}
		},
		async end() {
			await container.remove({ force: true });
			await rm(folder, { recursive: true, force: true });
		},
	};
}
