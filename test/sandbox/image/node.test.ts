// Cells in Node.js, in an image that has it: ours with this Node.js put in.

import { randomUUID } from "node:crypto";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { afterAll, beforeAll, expect, it } from "vitest";
import { image } from "../options.ts";
import { type Agent, startAgent } from "../talk.ts";

const docker = new Docker();
const withNode = `threadloop-test-node:${randomUUID().slice(0, 8)}`;
let folder: string;
let agent: Agent;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "threadloop-node-"));
	// Code must be able to run it, whatever umask the tests have.
	const lines = [`FROM ${image}`, "COPY node /usr/local/bin/node", "RUN chmod 755 /usr/local/bin/node"];
	await writeFile(join(folder, "Dockerfile"), lines.join("\n"));
	await copyFile(process.execPath, join(folder, "node"));
	const built = await docker.buildImage({ context: folder, src: ["Dockerfile", "node"] }, { t: withNode });
	await new Promise<void>((resolve, reject) => {
		docker.modem.followProgress(built, (error) => (error ? reject(error) : resolve()));
	});
	agent = await startAgent({ image: withNode });
});
afterAll(async () => {
	await agent?.end();
	await docker.getImage(withNode).remove({ force: true });
	await rm(folder, { recursive: true, force: true });
});

it("keeps variables and functions, shows values and awaited ones, and prints in order", async () => {
	await agent.run("node", "let x = 20; const one = 1; function add() { return x + one }");
	expect(await agent.run("node", "x *= 2; add()")).toMatchObject({ outcome: "ok", output: "41\n" });
	expect(await agent.run("node", "new Promise((r) => setTimeout(() => r('late'), 50))")).toMatchObject({
		output: "late\n",
	});
	expect(
		await agent.run("node", "console.log(1); console.error(2); process.stdout.write('3\\n'); undefined"),
	).toMatchObject({
		output: "1\n2\n3\n",
	});
	expect(await agent.run("node", "require('node:child_process').execSync('ls /proc/self/fd') + ''")).toMatchObject({
		output: "0\n1\n2\n3\n\n",
	});
});

it("names the error and the line of the code that was shown, and goes on", async () => {
	expect(await agent.run("node", "\nfunction g() {\n  return nosuch.y\n}\ng()")).toMatchObject({
		outcome: "failed",
		error: { name: "ReferenceError", message: "nosuch is not defined", line: 3 },
	});
	expect(await agent.run("node", "let y = (")).toMatchObject({ error: { name: "SyntaxError", line: 1 } });
	expect(await agent.run("node", "x")).toMatchObject({ output: "40\n" });
});

it("ends at the limit in a loop and while it waits, and keeps its variables", async () => {
	for (const source of ["while (true);", "new Promise(() => {})"]) {
		expect(await agent.run("node", source, 700)).toMatchObject({ outcome: "timed_out" });
	}
	expect(await agent.run("node", "x")).toMatchObject({ outcome: "ok", output: "40\n" });
});

it("tells its end with the exit code, and starts afresh", async () => {
	expect(await agent.run("node", "process.exit(3)")).toMatchObject({
		outcome: "failed",
		error: { name: "exit code 3" },
		notes: ["Node.js ended, so its variables are gone."],
	});
	expect(await agent.run("node", "typeof x")).toMatchObject({ output: "undefined\n" });
});

it.each([
	["require('./mine.js')", "node"],
	["import('/workspace/mine.mjs')", "node"],
	["node mine.js", "bash"],
])("loads no file of the workspace by %s: files there are data", async (source, language) => {
	const code = "require('node:fs').writeFileSync('ran.txt', '')";
	await agent.run("bash", `rm -f ran.txt; echo "${code}" | tee mine.js > mine.mjs`);
	const cell = await agent.run(language, source);
	expect(cell).toMatchObject({ outcome: "failed" });
	expect(cell.output).toContain("lies where files are data and are never run");
	expect(await agent.run("bash", "ls ran.txt 2>/dev/null")).toMatchObject({ output: "" });
});

it("is told as missing where the image has none", async () => {
	const plain = await startAgent({});
	try {
		const cell = await plain.run("node", "1");
		expect(cell).toMatchObject({ outcome: "failed", error: { message: "This sandbox has no node." } });
	} finally {
		await plain.end();
	}
});
