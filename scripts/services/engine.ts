// The Docker engine that our set-up started is ended by who started it; one that ran before is never touched, nor one in which others work by now.

import { readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { gone, isAlive, signal } from "./identity.ts";

export interface Release {
	readonly say: (line: string) => void;
	/** Where an engine listens that our set-up starts. */
	readonly socketPath?: string;
}

const containers = z.array(
	z.object({ Names: z.array(z.string()), Labels: z.record(z.string(), z.string()).nullish() }),
);

/** Ends the engine where the set-up of this process started it (or took over from a killed one). Resolves with whether it did.
 *  An engine that stays belongs to the next start, which may end it. */
export async function releaseEngine(
	stateDir: string,
	{ say, socketPath = "/var/run/docker.sock" }: Release,
): Promise<boolean> {
	const file = join(stateDir, "engine");
	const [pid, began = "", owner] = read(file).trim().split(" ");
	if (Number(owner) !== process.pid) return false;
	const engine = { pid: Number(pid), began };
	if (isAlive(engine)) {
		const others = await othersIn(socketPath, read(join(stateDir, "host-id")));
		if (others === undefined || others.length > 0) {
			const why = others === undefined ? "it does not say what runs in it" : `others use it (${others.join(", ")})`;
			say(`the Docker engine that was started here goes on, since ${why}; to end it: kill ${engine.pid}`);
			return false;
		}
		signal(engine.pid, "SIGTERM");
		if (!(await gone(engine, 30_000))) signal(engine.pid, "SIGKILL");
	}
	rmSync(file, { force: true });
	return true;
}

/** Names of running containers that are not of the bot with this id; undefined if the engine does not answer. */
async function othersIn(socketPath: string, hostId: string): Promise<readonly string[] | undefined> {
	try {
		const running = containers.parse(await ask(socketPath, "/containers/json"));
		return running
			.filter(({ Labels }) => hostId === "" || Labels?.["threadloop.host"] !== hostId)
			.map(({ Names: [name = "?"] }) => name.replace(/^\//, ""));
	} catch {
		return undefined;
	}
}

function ask(socketPath: string, path: string): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const asked = request({ socketPath, path, timeout: 10_000 }, (answer) => json(answer).then(resolve, reject));
		asked.on("timeout", () => asked.destroy(new Error("no answer")));
		asked.on("error", reject);
		asked.end();
	});
}

function read(file: string): string {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
}
