import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isBotError } from "../../../../src/core/errors.ts";
import { enforcementOf } from "../../../../src/sandbox/docker/engine/enforcement.ts";
import { openEngine } from "../../../../src/sandbox/docker/engine/engine.ts";
import type { DataDir } from "../../../../src/sandbox/docker/files/data-dirs.ts";
import { openSandbox } from "../../../../src/sandbox/docker.ts";
import { sandboxOptions } from "../../options.ts";

/** What an Engine 20.10 on Debian answers, as far as it matters. */
const fit = {
	OSType: "linux",
	MemoryLimit: true,
	SwapLimit: true,
	PidsLimit: true,
	CpuCfsQuota: true,
	CPUShares: true,
	CgroupDriver: "cgroupfs",
	CgroupVersion: "1",
	SecurityOptions: ["name=seccomp,profile=default"],
};
let answers: { info: object; version: object } = { info: fit, version: { ApiVersion: "1.41" } };
let folder: string;
let engine: Server;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "threadloop-"));
	engine = createServer((request, response) => {
		const url = request.url ?? "";
		const answer = url.endsWith("/info") ? answers.info : url.endsWith("/version") ? answers.version : undefined;
		response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
		response.end(JSON.stringify(answer ?? { message: "page not found" }));
	});
	await new Promise<void>((resolve) => engine.listen(join(folder, "docker.sock"), resolve));
});
afterAll(async () => {
	engine.close();
	engine.closeAllConnections();
	await rm(folder, { recursive: true });
});

async function start(info: object, version: object = { ApiVersion: "1.41" }, dataDirs: readonly DataDir[] = []) {
	answers = { info, version };
	const logged: string[] = [];
	const options = await sandboxOptions("fit", {
		socketPath: join(folder, "docker.sock"),
		image: "none",
		stateDir: join(folder, "state"),
		dataDirs,
		log: (_level, event, fields) => logged.push(`${event} ${fields?.warning ?? ""}`),
	});
	const error: unknown = await openSandbox(options).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	return { sentence: isBotError(error, "sandbox_down") ? error.sentence : String(error), logged };
}

describe("an engine that cannot hold code back", () => {
	it.each([
		["memory limits", { ...fit, MemoryLimit: false }],
		["limits on processes", { ...fit, PidsLimit: false }],
		["memory limits, limits on processes", { ...fit, CgroupDriver: "none" }],
		["seccomp", { ...fit, SecurityOptions: ["name=apparmor"] }],
		["seccomp", { ...fit, SecurityOptions: null }],
		["Linux containers", { ...fit, OSType: "windows" }],
	])("is refused with a sentence: no %s", async (what, info) => {
		const { sentence } = await start(info);
		expect(sentence).toContain(`lacks ${what}`);
		expect(sentence).toContain("none will be run");
	});

	it("is refused where it is too old, or answers nonsense", async () => {
		expect((await start(fit, { ApiVersion: "1.40" })).sentence).toContain("lacks API 1.41");
		expect((await start(fit, { ApiVersion: 7 })).sentence).toContain("does not say what it can enforce");
		expect((await start({ MemoryLimit: "yes" })).sentence).toContain("does not say what it can enforce");
	});

	it("is refused with an operator's folder that code must not see", async () => {
		const { sentence } = await start(fit, { ApiVersion: "1.41" }, [{ name: "all", path: "/" }]);
		expect(sentence).toContain("DATA_DIRS names /, which would expose");
	});

	it("is refused to a bot that is the sandbox's own user", () => {
		const version = { ApiVersion: "1.41" };
		expect(() => enforcementOf({ info: fit, version, uid: 10_001 })).toThrow("start it as another user");
		expect(enforcementOf({ info: fit, version, uid: 0 }).warnings).toEqual([]);
	});

	it("is told apart as rootless, with the cure", async () => {
		const rootless = { ...fit, PidsLimit: false, SecurityOptions: [...fit.SecurityOptions, "name=rootless"] };
		expect((await start(rootless)).sentence).toContain("systemd delegation");
	});
});

describe("an engine that holds code back, somewhat less", () => {
	it("is used, and the operator is told what is weaker", async () => {
		const { logged } = await start({ ...fit, SwapLimit: false, CpuCfsQuota: false, CPUShares: false });
		expect(logged.filter((line) => line.startsWith("sandbox.weaker"))).toHaveLength(3);
		expect(logged.join("\n")).toMatch(/swap[\s\S]*SANDBOX_CPUS[\s\S]*smaller share/);
	});

	it("of any version from 20.10 on is fit, with AppArmor where it has it", () => {
		const version = { ApiVersion: "1.54" };
		expect(enforcementOf({ info: fit, version })).toEqual({ appArmor: false, warnings: [] });
		const info = { ...fit, SecurityOptions: ["name=apparmor", "name=seccomp,profile=builtin", "name=cgroupns"] };
		expect(enforcementOf({ info, version: { ApiVersion: "2.0" } }).appArmor).toBe(true);
	});

	it("is what this machine has", async () => {
		expect(enforcementOf(await openEngine({ socketPath: undefined, log: () => {} }).about()).warnings).toEqual([]);
	});
});
