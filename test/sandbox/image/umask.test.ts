// The image as it is built from a tree that its owner alone may read, as a clone under umask 077 is.

import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { afterAll, beforeAll, expect, it } from "vitest";
import { image } from "../options.ts";
import { type Agent, startAgent } from "../talk.ts";

const docker = new Docker();
const closed = `threadloop-test-umask:${randomUUID().slice(0, 8)}`;
const source = join(import.meta.dirname, "../../../src/sandbox/image");
let folder: string;
let agent: Agent;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "threadloop-umask-"));
	await cp(source, folder, { recursive: true });
	// What takes long is in the image already: only our own files are put in once more.
	const whole = await readFile(join(source, "Dockerfile"), "utf8");
	const ours = whole.slice(whole.indexOf("COPY agent "), whole.indexOf("ENV PATH="));
	await writeFile(join(folder, "Dockerfile"), `FROM ${image}\nUSER 0:0\n${ours}`);
	execFileSync("chmod", ["-R", "go=", folder]);
	const built = await docker.buildImage({ context: folder, src: await readdir(folder) }, { t: closed });
	await new Promise<void>((resolve, reject) => {
		docker.modem.followProgress(built, (error) => (error ? reject(error) : resolve()));
	});
	agent = await startAgent({ image: closed });
});
afterAll(async () => {
	await agent?.end();
	await docker.getImage(closed).remove({ force: true });
	await rm(folder, { recursive: true, force: true });
});

it("runs code, and what guards it, all the same", async () => {
	expect(await agent.run("python", "1 + 1")).toMatchObject({ outcome: "ok", output: "2\n" });
	const cell = await agent.run("bash", "echo 'print(1)' > mine.py; python3 mine.py; /usr/bin/python3 -c 'print(2)'");
	expect(cell.output).toMatch(/^mine\.py lies in the workspace, where files are data .*\n2\n$/);
});
