// The engine proxy in front of a real engine: a bot works through it as ever, and whoever has taken the bot over gets no further.

import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { ContainerCreateOptions } from "dockerode";
import Docker from "dockerode";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { containerOptions, RELAY } from "../../../../src/sandbox/docker/engine/container-options.ts";
import { type EngineProxy, openEngineProxy } from "../../../../src/sandbox/docker/engine/proxy.ts";
import type { ProxyRules } from "../../../../src/sandbox/docker/engine/proxy-rules.ts";
import { type DockerSandbox, openSandbox } from "../../../../src/sandbox/docker.ts";
import { engineSocket, image, removeState, sandboxOptions } from "../../options.ts";

const thread = "slack:T:C:proxied";
const docker = new Docker();
const refusals: string[] = [];
let folder: string;
let socketPath: string;
let proxy: EngineProxy;
let rules: ProxyRules;
let sandbox: DockerSandbox;
let stranger: string;
let own: string;
let hostId: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "threadloop-proxy-"));
	socketPath = join(folder, "docker.sock");
	const options = await sandboxOptions("proxied", { socketPath });
	hostId = options.hostId;
	const { SecurityOptions } = await docker.info();
	const appArmor = SecurityOptions.some((one: string) => one.startsWith("name=apparmor"));
	rules = { ...options, image, dataDirs: [], appArmor };
	proxy = await openEngineProxy({
		listenAt: socketPath,
		engineAt: engineSocket,
		rules,
		say: (line) => refusals.push(line),
	});
	sandbox = await openSandbox(options);
	stranger = (await docker.createContainer({ Image: image, NetworkDisabled: true, Env: ["TOKEN=theirs"] })).id;
}, 60_000);

afterAll(async () => {
	await sandbox?.removeAll();
	await docker
		.getContainer(asMade().name)
		.remove({ force: true })
		.catch(() => {});
	await docker.getContainer(stranger).remove({ force: true });
	await proxy?.close();
	await removeState(rules.stateDir);
	await rm(folder, { recursive: true, force: true });
});

async function ownContainer(): Promise<string> {
	const [found] = await docker.listContainers({ filters: { label: [`threadloop.host=${hostId}`] } });
	if (found === undefined) throw new Error("there is no container of this test");
	return found.Id;
}

test("a bot opens a sandbox, runs code in it, hears of its end and removes it, all through the proxy", async () => {
	const { signal } = new AbortController();
	const { generation } = await sandbox.open(thread, signal);
	const source = "print(6 * 7)";
	const sha256 = createHash("sha256").update(source).digest("hex");
	const run = await sandbox.run({
		thread,
		id: "r",
		generation,
		language: "python",
		source,
		sha256,
		onOutput: () => {},
		signal,
	});
	expect(run).toMatchObject({ outcome: "ok", output: "42\n" });
	await docker.getContainer(await ownContainer()).kill();
	await expect.poll(() => sandbox.look(thread)).toEqual({ kind: "closed" });
	await sandbox.open(thread, signal);
	own = await ownContainer();
	expect(refusals).toEqual([]);
}, 60_000);

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: string }> {
	const headers = { "content-type": "application/json" };
	const asked = request({ socketPath, method, path, agent: false, headers });
	asked.end(body === undefined || method === "GET" ? undefined : JSON.stringify(body));
	const [answer] = (await once(asked, "response")) as [IncomingMessage];
	return { status: answer.statusCode ?? 0, body: await text(answer) };
}

const disk = "0123456789abcdef";
const plan = () => ({
	...rules,
	imageId: "",
	hostId: `${hostId}-other`,
	disk,
	workspace: join(rules.stateDir, "disks", disk, "tree/files"),
	hostsFile: join(rules.stateDir, "hosts"),
	deadManS: 1800,
});
const asMade = (): ContainerCreateOptions & { name: string } => containerOptions(plan());
const withHost = (over: object) => ({ ...asMade(), HostConfig: { ...asMade().HostConfig, ...over } });
const mounts = () => asMade().HostConfig?.Mounts ?? [];

describe("what is created is a sandbox and nothing else", () => {
	test("the bot's own container is taken", async () => {
		await mkdir(plan().workspace, { recursive: true });
		const made = await ask("POST", `/containers/create?name=${asMade().name}`, asMade());
		expect(made.status).toBe(201);
		await docker.getContainer(asMade().name).remove({ force: true });
	});

	const cases: Record<string, () => object> = {
		"a privileged container": () => withHost({ Privileged: true }),
		"one with more rights": () => withHost({ CapAdd: ["SYS_ADMIN"] }),
		"one in the host's processes": () => withHost({ PidMode: "host" }),
		"one on the host's network": () => withHost({ NetworkMode: "host" }),
		"one with a device": () => withHost({ Devices: [{ PathOnHost: "/dev/vda", PathInContainer: "/dev/vda" }] }),
		"one without the system call filter": () => withHost({ SecurityOpt: ["seccomp=unconfined"] }),
		"one without limits": () => withHost({ Memory: 0, MemorySwap: 0 }),
		"the host's files by another list": () => withHost({ Binds: ["/:/host"] }),
		"the host's files in place of the workspace": () =>
			withHost({ Mounts: [{ ...mounts()[0], Source: "/" }, mounts()[1]] }),
		"the engine's socket as one mount more": () =>
			withHost({ Mounts: [...mounts(), { Type: "bind", Source: "/var/run/docker.sock", Target: "/s" }] }),
		"a way out of the state folder": () =>
			withHost({ Mounts: [{ ...mounts()[0], Source: `${rules.stateDir}/disks/../../../etc` }, mounts()[1]] }),
		"a way out by the name of a disk": () => {
			const out = "../../../../etc";
			const workspace = join(rules.stateDir, "disks", out, "tree/files");
			return containerOptions({ ...plan(), disk: out, workspace });
		},
		"another image": () => ({ ...asMade(), Image: "debian:trixie-slim" }),
		"a program of one's own as root": () => ({ ...asMade(), Entrypoint: ["/bin/sh"], User: "0:0" }),
		"rights under a name in other letters": () => ({ ...asMade(), hostConfig: { Privileged: true } }),
		"no container at all": () => ({}),
	};
	for (const [what, body] of Object.entries(cases)) {
		test(`refused: ${what}`, async () => {
			const answer = await ask("POST", `/containers/create?name=x${Date.now()}`, body());
			expect(answer).toMatchObject({ status: 403, body: expect.stringContaining("not a sandbox") });
		});
	}
});

describe("other containers and the rest of the engine are out of reach", () => {
	test("containers of others are not listed", async () => {
		const { body } = await ask("GET", "/containers/json?all=true");
		expect(body).toContain(own);
		expect(body).not.toContain(stranger);
	});

	for (const [method, rest] of [
		["GET", "/json"],
		["POST", "/start"],
		["DELETE", "?force=true"],
	] as const) {
		test(`refused: ${method} ${rest} of a container of others`, async () => {
			const answer = await ask(method, `/containers/${stranger}${rest}`);
			expect(answer).toMatchObject({ status: 403, body: expect.not.stringContaining("theirs") });
			expect((await docker.getContainer(stranger).inspect()).State.Status).toBe("created");
		});
	}

	for (const [method, path] of [
		["POST", "/build"],
		["POST", "/images/create?fromImage=debian"],
		["GET", "/images/json"],
		["GET", "/images/debian:trixie-slim/json"],
		["POST", "/volumes/create"],
		["POST", "/containers/OWN/update"],
		["PUT", "/containers/OWN/archive?path=/"],
		["GET", "/containers/OWN/archive?path=/"],
		["POST", "/containers/OWN/attach"],
		["POST", "/v1.41/containers/create"],
		["GET", "/swarm"],
		["POST", "/commit?container=OWN"],
		["POST", "/containers/..%2Fimages%2Fcreate/start"],
	] as const) {
		test(`refused: ${method} ${path}`, async () => {
			expect((await ask(method, path.replace("OWN", own), {})).status).toBe(403);
		});
	}

	test("nothing but the relay is executed in a sandbox", async () => {
		const bodies = [{ Cmd: ["sh"] }, { User: "0:0" }, { Privileged: true }, { Env: ["A=b"] }];
		for (const body of bodies) {
			expect((await ask("POST", `/containers/${own}/exec`, { ...RELAY, ...body })).status).toBe(403);
		}
		expect((await ask("POST", `/containers/${own}/exec`, RELAY)).status).toBe(201);
	});
});

test("behind a request to begin a relay no second request gets through", async () => {
	const exec = await docker.getContainer(own).exec({ Cmd: ["sh"], AttachStdout: true, User: "0:0" });
	const hidden = "GET /containers/json HTTP/1.1\r\nHost: x\r\n\r\n";
	const start = (id: string) =>
		`POST /exec/${id}/start HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: 1\r\n\r\n[${hidden}`;
	const said = async (id: string) => {
		const socket = connect(socketPath);
		socket.write(start(id));
		return await text(socket);
	};
	// One that the proxy did not make.
	expect(await said(exec.id)).toMatch(/^HTTP\/1.1 403[\s\S]*no such relay/);
	// One that the engine refuses, since what is asked is no JSON.
	const { body } = await ask("POST", `/containers/${own}/exec`, RELAY);
	const { Id } = JSON.parse(body);
	const refused = await said(Id);
	expect(refused).toMatch(/^HTTP\/1.1 [45]00/);
	expect(refused.match(/HTTP\/1.1/g)).toHaveLength(1);
});
