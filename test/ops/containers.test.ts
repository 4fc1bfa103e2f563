// The installation in containers, brought up for real: a question is asked and answered, limits hold, and nothing is left of it.

import { afterAll, beforeAll, expect, test } from "vitest";
import { codeIn, visible } from "../e2e/twin.ts";
import { type Installation, install } from "./containers/installation.ts";

let it: Installation;
let down: readonly string[] | undefined;
beforeAll(async () => {
	it = await install({
		name: `threadloop-cpu-${process.pid}`,
		env: { SANDBOX_DISK: "256m", MAX_UPLOAD_MB: "64", RUN_TIMEOUT_S: "60" },
	});
}, 180_000);
afterAll(async () => {
	if (down === undefined) await it?.takeDown();
}, 120_000);

async function approved(text: string, files?: Record<string, string>): Promise<string> {
	const { twin } = it;
	const ts = files === undefined ? await twin.say(text) : await twin.upload(text, files);
	await twin.click(await twin.withButton(ts, "Approve", 60_000), "Approve");
	return ts;
}

test("a question about a CSV is answered by code that was approved", async () => {
	const source = "import pandas as pd\nprint('sum', pd.read_csv('orders.csv')['amount'].sum())";
	const ts = await approved(`<@U0BOT> say: ${source}`, { "orders.csv": "city,amount\nLyon,10\nOslo,32\n" });
	await it.twin.saying(ts, /sum 42/, 60_000);
	expect(codeIn(await it.twin.find(ts, "the code", (said) => codeIn(said).length > 0)).join("\n")).toContain(
		"read_csv",
	);
});

test("doctor finds nothing wrong, and says how a thread's files are limited", async () => {
	const said = await it.inBot("threadloop", "doctor");
	expect(said).toContain("a plain folder whose limit is watched");
	expect(said).not.toContain("✖");
});

test("a thread that writes more than its limit is stopped, even where it closes the folder, and its neighbour is fine", async () => {
	const fill = [
		"import os, time",
		"os.mkdir('closed')",
		"with open('closed/big', 'wb') as big:",
		"    os.chmod('closed', 0)",
		"    for _ in range(40):",
		"        big.write(os.urandom(1 << 20) * 10)",
		"        big.flush()",
		"        time.sleep(0.05)",
		"time.sleep(50)",
		"print('done')",
	].join("\n");
	const greedy = await approved(`<@U0BOT> say: ${fill}`);
	const neighbour = await approved("<@U0BOT> say: print('neighbour', sum([40, 2]))");
	await it.twin.saying(neighbour, "neighbour 42", 60_000);
	const stopped = await it.twin.saying(greedy, /may take 256 MB/, 60_000);
	expect(visible(stopped)).toMatch(/The files of this thread took \d+ MB and may take 256 MB, so the run was stopped/);
	await it.twin.saying(await approved("<@U0BOT> say: print('later', sum([40, 2]))"), "later 42", 60_000);
});

test("the bot is not root, the engine's socket is out of its reach, and the proxy had nothing to refuse", async () => {
	expect(await it.inBot("id", "-u")).toBe("10003");
	await expect(it.inBot("ls", "/var/run/docker.sock")).rejects.toThrow("No such file");
	const status = await it.inBot("sh", "-c", "grep -h Cap[EP] /proc/1/status /proc/[0-9]*/status");
	expect(new Set(status.match(/[0-9a-f]{16}/g))).toEqual(new Set(["0000000000000000"]));
	expect(await it.logOf("engine-proxy")).not.toContain("refused");
});

test("when it is taken down, no container, network, volume or mount is left", async () => {
	down = await it.takeDown();
	expect(down).toEqual([]);
}, 120_000);
