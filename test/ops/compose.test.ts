// compose.yaml: what each profile starts, and what none of it may do. What is not sure from the file alone is tried in containers.test.ts.

import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { NODE_FLAGS } from "../../scripts/services/bot.ts";
import { type Composed, compose, project } from "./containers/compose.ts";

const service = z.looseObject({
	image: z.string(),
	user: z.string().optional(),
	command: z.array(z.string()).nullish(),
	environment: z.record(z.string(), z.string().nullable()).default({}),
	privileged: z.boolean().default(false),
	cap_add: z.array(z.string()).default([]),
	cap_drop: z.array(z.string()).default([]),
	read_only: z.boolean().default(false),
	restart: z.string().optional(),
	network_mode: z.string().optional(),
	networks: z.record(z.string(), z.unknown()).nullish(),
	ports: z.array(z.object({ host_ip: z.string().optional(), published: z.string() })).default([]),
	volumes: z.array(z.object({ type: z.string(), source: z.string(), target: z.string() })).default([]),
	depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
	healthcheck: z.unknown().optional(),
	deploy: z.unknown().optional(),
});
const configSchema = z.looseObject({
	services: z.record(z.string(), service),
	networks: z.record(z.string(), z.looseObject({ internal: z.boolean().default(false) })),
});
type Config = z.infer<typeof configSchema>;

let at: Composed;
const configs = new Map<string, Config>();
const PROFILES = ["gpu", "cpu", "external", "demo"];

beforeAll(async () => {
	const folder = await mkdtemp(join(tmpdir(), "threadloop-compose-"));
	at = { name: "threadloop-config", folder };
	await writeFile(join(folder, ".env"), "COMPOSE_PROFILES=gpu\nSLACK_BOT_TOKEN=xoxb-1-2-a\nMODEL_API_KEY=the-key\n");
	for (const profile of PROFILES) configs.set(profile, await configOf("--profile", profile));
});
afterAll(() => rm(at.folder, { recursive: true, force: true }));

async function configOf(...args: readonly string[]): Promise<Config> {
	return configSchema.parse(JSON.parse(await compose(at, ...args, "config", "--format", "json")));
}

const of = (profile: string): Config["services"] => configs.get(profile)?.services ?? {};
const all = () => PROFILES.flatMap((profile) => Object.entries(of(profile)));

test("each profile starts what it says, and the one in .env.example is for a host with a GPU", async () => {
	const rest = ["engine-proxy", "redis", "sandbox"];
	const names = (config: Config["services"]) => Object.keys(config).toSorted();
	expect(names(of("gpu"))).toEqual(["bot", ...rest, "vllm"]);
	expect(names(of("cpu"))).toEqual(["bot", "engine-proxy", "llama", "redis", "sandbox"]);
	expect(names(of("external"))).toEqual(["bot", ...rest]);
	expect(names(of("demo"))).toEqual(["demo", "engine-proxy", "llama", "redis", "sandbox"]);
	expect(readFileSync(join(project, ".env.example"), "utf8")).toMatch(/^COMPOSE_PROFILES=gpu$/m);
	// And another one at the command takes its place.
	expect(names((await configOf()).services)).toEqual(names(of("gpu")));
});

test("the demo needs no .env, and whoever has none is told so otherwise", async () => {
	await rm(join(at.folder, ".env"));
	expect(Object.keys((await configOf("--profile", "demo")).services)).toContain("demo");
	await expect(configOf("--profile", "cpu")).rejects.toThrow(/\.env not found/);
	await expect(compose(at, "up", "--no-build")).rejects.toThrow("no service selected");
});

test("no port is published, but the demo's page on this machine alone", () => {
	const published = all().flatMap(([name, { ports }]) => ports.map((port) => ({ name, ...port })));
	expect(published).toMatchObject([{ name: "demo", host_ip: "127.0.0.1", published: "4710" }]);
});

test("only the proxy holds the engine's socket, and it has no network", () => {
	const holders = all().filter(([, { volumes }]) => volumes.some(({ source }) => source.endsWith("docker.sock")));
	expect(new Set(holders.map(([name]) => name))).toEqual(new Set(["engine-proxy"]));
	expect(of("gpu")["engine-proxy"]).toMatchObject({
		network_mode: "none",
		cap_add: [],
		cap_drop: ["ALL"],
		read_only: true,
	});
});

test("nothing is privileged, and what we build has no right that it does not name", () => {
	for (const [name, one] of all()) {
		expect(one.privileged, name).toBe(false);
		if (name === "vllm" || name === "sandbox") continue;
		expect(one, name).toMatchObject({ cap_drop: ["ALL"], read_only: true });
		expect(one.cap_add, name).toEqual(name === "bot" || name === "demo" ? ["DAC_OVERRIDE"] : []);
	}
});

test("Redis keeps every write, throws nothing away, and is in a network that leads nowhere", () => {
	const { redis } = of("gpu");
	expect(redis?.command?.join(" ")).toContain("--appendonly yes --appendfsync always --maxmemory-policy noeviction");
	expect(redis?.volumes).toMatchObject([{ type: "volume", target: "/data" }]);
	expect(Object.keys(redis?.networks ?? {})).toEqual(["store"]);
	expect(configs.get("gpu")?.networks.store?.internal).toBe(true);
	const inStore = all().filter(([, { networks }]) => Object.keys(networks ?? {}).includes("store"));
	expect(new Set(inStore.map(([name]) => name))).toEqual(new Set(["redis", "bot", "demo"]));
});

test("what stays up is started again, is asked whether it is well, and is waited for", () => {
	for (const [name, one] of all()) {
		expect(one.restart, name).toBe(name === "sandbox" ? "no" : "unless-stopped");
		expect(one.image, name).toMatch(/:(local|v?\d+\.\d+\.\d+)$/);
	}
	const healthy = { condition: "service_healthy" };
	const built = { condition: "service_completed_successfully" };
	const waited = { redis: healthy, "engine-proxy": healthy, sandbox: built };
	expect(of("gpu").bot?.depends_on).toMatchObject({ ...waited, vllm: healthy });
	expect(of("cpu").bot?.depends_on).toMatchObject({ ...waited, llama: healthy });
	for (const name of ["redis", "engine-proxy", "vllm"]) expect(of("gpu")[name]?.healthcheck, name).toBeDefined();
	const dockerfile = readFileSync(join(project, "Dockerfile"), "utf8");
	expect(dockerfile.match(/^HEALTHCHECK /gm)).toHaveLength(2);
});

test("vLLM gets the flags that the docs name, the GPU, the bot's key, and a volume for its weights", () => {
	const { vllm, bot } = of("gpu");
	const [, docs = ""] =
		/```\nvllm serve ([\s\S]*?)```/.exec(readFileSync(join(project, "docs/model-server.md"), "utf8")) ?? [];
	const flags = docs
		.replaceAll("\\\n", " ")
		.trim()
		.split(/\s+(?=--|Qwen)/);
	expect(vllm?.command).toEqual(flags.map((flag) => flag.trim().replace(/^(--\S+) /, "$1=")));
	expect(JSON.stringify(vllm?.deploy)).toContain('"capabilities":["gpu"]');
	expect(vllm?.environment.VLLM_API_KEY).toBe("the-key");
	expect(bot?.environment).toMatchObject({ MODEL_API_KEY: "the-key", MODEL_BASE_URL: "http://model:8000/v1" });
	expect(vllm?.volumes.map(({ target }) => target)).toContain("/root/.cache/huggingface");
});

test("the bot and the proxy agree on where the state is, which is where the engine keeps the volume", () => {
	for (const profile of PROFILES) {
		const { bot, demo, "engine-proxy": proxy } = of(profile);
		const path = "/var/lib/docker/volumes/threadloop-config_state/_data";
		expect(proxy?.environment.STATE_DIR).toBe(path);
		const one = bot ?? demo;
		for (const [key, value] of Object.entries(proxy?.environment ?? {})) expect(one?.environment[key], key).toBe(value);
		expect(one?.volumes).toContainEqual(expect.objectContaining({ type: "volume", source: "state", target: path }));
	}
});

test("the image says which version it is, takes the Node that the tests ran with, and starts it as npm start does", () => {
	const dockerfile = readFileSync(join(project, "Dockerfile"), "utf8");
	const manifest = z
		.looseObject({ version: z.string(), devDependencies: z.looseObject({ node: z.string() }) })
		.parse(JSON.parse(readFileSync(join(project, "package.json"), "utf8")));
	expect(dockerfile).toContain(`org.opencontainers.image.version="${manifest.version}"`);
	expect(dockerfile).toContain(`ARG NODE_IMAGE=node:${manifest.devDependencies.node}-trixie-slim`);
	const start = readFileSync(join(project, "scripts/image/threadloop.sh"), "utf8");
	expect(start).toContain(`start) exec node ${NODE_FLAGS.join(" ")} src/main.ts ;;`);
});
