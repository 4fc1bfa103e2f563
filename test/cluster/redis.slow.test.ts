// The chart's Redis as it starts in its Pods, in three containers: who is lost is replaced, and what was written is there.

import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { command, until } from "../../scripts/cluster/shell.ts";
import { CHART } from "./chart.ts";

const NAME = `threadloop-redis-${process.pid}`;
const docker = (...line: readonly string[]) => command("docker", line);
const inside = (at: number, ...line: readonly string[]) => docker("exec", `${NAME}-${at}`, ...line);
const redis = (at: number, ...line: readonly string[]) =>
	inside(at, "redis-cli", "-a", "secret", "--no-auth-warning", ...line).then((said) => said.trim());
const roleOf = async (at: number) => (await redis(at, "role")).split("\n")[0];
const says = (text: string, ask: () => Promise<string>) =>
	until(`Redis says ${text}`, 60_000, async () => (await ask()).includes(text));
const all = [0, 1, 2];

/** Their names are known also while one of them is away, as those of Pods are. */
beforeAll(async () => {
	const subnet = `10.213.${process.pid % 250}`;
	await docker("network", "create", "--internal", "--subnet", `${subnet}.0/24`, NAME);
	const hosts = all.flatMap((at) => ["--add-host", `r-${at}.r.test:${subnet}.1${at}`]);
	const both = "sh /etc/threadloop/redis.sh sentinel & exec sh /etc/threadloop/redis.sh redis";
	const env = ["-e", "DOMAIN=r.test", "-e", "SENTINELS=sentinels", "-e", "REDIS_PASSWORD=secret"];
	for (const at of all) {
		await docker(
			...["run", "-d", "--name", `${NAME}-${at}`, "--hostname", `r-${at}`, "--user", "root", ...env, ...hosts],
			...["--network", NAME, "--ip", `${subnet}.1${at}`, "--network-alias", "sentinels"],
			...["--tmpfs", "/run/redis", "-v", `${join(CHART, "files")}:/etc/threadloop:ro`],
			...["--entrypoint", "sh", "redis:8.10.0", "-c", both],
		);
		// As a StatefulSet does: the next one once this one answers.
		await says("PONG", () => redis(at, "ping"));
		await says("PONG", () => inside(at, "redis-cli", "-p", "26379", "ping"));
	}
	await says("connected_slaves:2", () => redis(0, "info", "replication"));
	for (const at of all)
		await says("slaves=2,sentinels=3", () => inside(at, "redis-cli", "-p", "26379", "info", "sentinel"));
});
afterAll(async () => {
	await docker("rm", "-f", "-v", ...all.map((at) => `${NAME}-${at}`));
	await docker("network", "rm", NAME);
});

test("a master that is gone is replaced; back again, it follows; and all of them down at once forget nothing", {
	timeout: 240_000,
}, async () => {
	await expect.poll(() => redis(0, "set", "before", "1"), { timeout: 30_000 }).toBe("OK");
	await expect.poll(() => redis(1, "get", "before")).toBe("1");
	await docker("kill", `${NAME}-0`);
	const masterOf = async (among: readonly number[]) => {
		const roles = await Promise.all(among.map(roleOf));
		const masters = among.filter((_, index) => roles[index] === "master");
		return masters.length === 1 && (await redis(masters[0] ?? 0, "info", "replication")).includes("connected_slaves:1")
			? masters[0]
			: undefined;
	};
	await expect.poll(() => masterOf([1, 2]), { timeout: 60_000 }).toBeDefined();
	const next = (await masterOf([1, 2])) ?? 0;
	expect(await redis(next, "get", "before")).toBe("1");
	await expect.poll(() => redis(next, "set", "after", "2"), { timeout: 30_000 }).toBe("OK");

	await docker("start", `${NAME}-0`);
	await expect.poll(() => roleOf(0), { timeout: 60_000 }).toBe("slave");
	await expect.poll(() => redis(0, "get", "after"), { timeout: 30_000 }).toBe("2");

	await Promise.all(all.map((at) => docker("kill", `${NAME}-${at}`)));
	await Promise.all(all.map((at) => docker("start", `${NAME}-${at}`)));
	await expect.poll(() => redis(next, "info", "replication"), { timeout: 60_000 }).toContain("connected_slaves:2");
	expect(await redis(next, "mget", "before", "after")).toBe("1\n2");
});

test("a master that is cut off from the others takes no writes", { timeout: 60_000 }, async () => {
	const roles = await Promise.all(all.map(roleOf));
	const master = roles.indexOf("master");
	await expect.poll(() => redis(master, "set", "together", "1"), { timeout: 30_000 }).toBe("OK");
	for (const at of all.filter((one) => one !== master)) await docker("pause", `${NAME}-${at}`);
	try {
		await expect.poll(() => redis(master, "set", "alone", "1"), { timeout: 30_000 }).toContain("NOREPLICAS");
	} finally {
		for (const at of all.filter((one) => one !== master)) await docker("unpause", `${NAME}-${at}`);
	}
});
