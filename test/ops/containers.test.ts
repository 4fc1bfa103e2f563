// The installation in containers, brought up for real: a question is asked and answered, limits hold, and nothing is left of it.

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { codeIn, visible } from "../e2e/twin.ts";
import { compose, docker } from "./containers/compose.ts";
import { type Installation, install, secret } from "./containers/installation.ts";

// Eight containers come up beside the other tests.
const PATIENCE_MS = 120_000;
vi.setConfig({ testTimeout: 2 * PATIENCE_MS });

let it: Installation;
let greedyThread: string;
let down: readonly string[] | undefined;
beforeAll(async () => {
	it = await install({
		name: `threadloop-cpu-${process.pid}`,
		profile: "cpu",
		env: { SANDBOX_DISK: "256m", MAX_UPLOAD_MB: "64", RUN_TIMEOUT_S: "60" },
	});
}, 300_000);
afterAll(async () => {
	if (down === undefined) await it?.takeDown();
}, 120_000);

async function approved(text: string, files?: Record<string, string>): Promise<string> {
	const { twin } = it;
	const ts = files === undefined ? await twin.say(text) : await twin.upload(text, files);
	await twin.click(await twin.withButton(ts, "Approve", PATIENCE_MS), "Approve");
	return ts;
}

test("a question about a CSV is answered by code that was approved", async () => {
	const source =
		"import pandas as pd\nsum = pd.read_csv('orders.csv')['amount'].sum()\nopen('made.txt', 'w').write(str(sum))\nprint('sum', sum)";
	const ts = await approved(`<@U0BOT> say: ${source}`, { "orders.csv": "city,amount\nLyon,10\nOslo,32\n" });
	await it.twin.saying(ts, /sum 42/, PATIENCE_MS);
	expect(codeIn(await it.twin.find(ts, "the code", (said) => codeIn(said).length > 0)).join("\n")).toContain(
		"read_csv",
	);
});

test("doctor finds nothing wrong, and says how a thread's files are limited", async () => {
	const said = await it.inBot("threadloop", "doctor");
	expect(said).toContain("a plain folder whose limit is watched");
	expect(said).not.toContain("✖");
});

test("the image says what it is and lists its packages, without those of the tests", async () => {
	const labels = await docker("image", "inspect", "-f", "{{json .Config.Labels}}", "threadloop:local");
	expect(JSON.parse(labels)).toMatchObject({ "org.opencontainers.image.title": "Threadloop" });
	const { bomFormat, components } = z
		.object({ bomFormat: z.string(), components: z.array(z.looseObject({ name: z.string() })) })
		.parse(JSON.parse(await it.inBot("cat", "sbom.cdx.json")));
	expect(bomFormat).toBe("CycloneDX");
	const names = components.map(({ name }) => name);
	expect(names).toContain("dockerode");
	expect(names).not.toContain("vitest");
	expect(await it.inBot("sh", "-c", "find / -xdev -perm /6000 -type f 2>/dev/null; ls -a /app")).not.toMatch(
		/^\/|\.env$/m,
	);
});

test("a thread that writes more than its limit is stopped, even where it closes the folder, and its neighbour is fine", async () => {
	const fill = [
		"import os, time",
		"os.mkdir('closed')",
		"with open('closed/big', 'wb') as big:",
		"    os.chmod('closed', 0)",
		"    for _ in range(40):",
		"        big.write(bytes(10 << 20))",
		"        big.flush()",
		"        time.sleep(0.05)",
		"time.sleep(50)",
		"print('done')",
	].join("\n");
	const [greedy, neighbour] = await Promise.all([
		approved(`<@U0BOT> say: ${fill}`),
		approved("<@U0BOT> say: print('neighbour', sum([40, 2]))"),
	]);
	await it.twin.saying(neighbour, "neighbour 42", PATIENCE_MS);
	const stopped = await it.twin.saying(greedy, /may take 256 MB/, PATIENCE_MS);
	expect(visible(stopped)).toMatch(/The files of this thread took \d+ MB and may take 256 MB, so the run was stopped/);
	greedyThread = greedy;
});

test("a thread is forgotten with what its code closed, though the bot is not root", async () => {
	const disks = async () => (await it.inBot("sh", "-c", "ls /var/lib/threadloop/disks")).split("\n").length;
	const before = await disks();
	await it.twin.say("<@U0BOT> forget", { thread: greedyThread });
	const card = await it.twin.withButton(greedyThread, "Forget everything", PATIENCE_MS);
	await it.twin.click(card, "Forget everything");
	await expect.poll(disks, { timeout: PATIENCE_MS }).toBe(before - 1);
});

test("the bot is not root, the engine's socket is out of its reach, and the proxy had nothing to refuse", async () => {
	expect(await it.inBot("id", "-u")).toBe("10003");
	await expect(it.inBot("ls", "/var/run/docker.sock")).rejects.toThrow("No such file");
	const status = await it.inBot("sh", "-c", "grep -h Cap[EP] /proc/1/status /proc/[0-9]*/status");
	expect(new Set(status.match(/[0-9a-f]{16}/g))).toEqual(new Set(["0000000000000000"]));
	expect(await it.logOf("engine-proxy")).not.toContain("refused");
});

test("a back-up is made, and a new installation takes it with all of its files", async () => {
	const { at } = it;
	const run = (name: string, ...args: readonly string[]) =>
		compose({ ...at, name }, "--profile", "cpu", "run", "--rm", "--no-deps", "tools", ...args);
	const files = (name: string) =>
		docker(
			"run",
			"--rm",
			"--network=none",
			"--user=0:0",
			`--volume=${name}_state:/state:ro`,
			"--entrypoint=sh",
			"threadloop:local",
			"-c",
			"cd /state && find threads disks audit host-id -printf '%p %U %m %l\\n' | sort",
		);
	await compose(at, "--profile", "cpu", "stop", "bot");
	const kept = await files(at.name);
	expect(kept).toContain(" 10001 ");
	expect(await run(at.name, "backup", "/backups/one.tar.gz")).toMatch(
		/backup: \d+ records and .*threads.* are in \/backups/,
	);
	const other = { ...at, name: `${at.name}-new` };
	try {
		await compose(other, "--profile", "cpu", "up", "--no-build", "--detach", "--wait", "redis");
		expect(await run(other.name, "restore", "/backups/one.tar.gz")).toMatch(
			/restore: \d+ records and the files are in place/,
		);
		expect(await files(other.name)).toBe(kept);
	} finally {
		await compose(other, "--profile", "cpu", "down", "--volumes");
	}
});

test("when it is taken down, no container, network, volume or mount is left", async () => {
	down = await it.takeDown();
	expect(down).toEqual([]);
});

test("the demo in containers is open to whoever has the address that it printed, and answers", async () => {
	const demo = await install({ name: `threadloop-demo-${process.pid}`, profile: "demo" });
	try {
		const { twin } = demo;
		expect(await demo.logOf("demo")).toContain(`${twin.url}/?secret=${secret}`);
		expect((await fetch(`${twin.url}/?secret=${secret}`)).status).toBe(200);
		expect((await fetch(`${twin.url}/?secret=another`)).status).toBe(401);
		const ts = await twin.say("<@U0BOT> say: print('in the demo', sum([40, 2]))");
		await twin.click(await twin.withButton(ts, "Approve", PATIENCE_MS), "Approve");
		await twin.saying(ts, "in the demo 42", PATIENCE_MS);
		expect(await demo.inBot("id", "-u")).toBe("10003");
	} finally {
		expect(await demo.takeDown()).toEqual([]);
	}
});
