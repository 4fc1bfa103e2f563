// An installation of compose.yaml as an operator has it: profile `cpu` with a Slack look-alike in one more container, or the demo.

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../scripts/services/ports.ts";
import { Twin, tokens, until, workspace } from "../../e2e/twin.ts";
import { type Composed, compose, docker, project } from "./compose.ts";

export interface Installation {
	readonly at: Composed;
	readonly twin: Twin;
	/** A command in the bot's container, or the demo's. */
	inBot(...command: readonly string[]): Promise<string>;
	logOf(service: string): Promise<string>;
	/** Takes all of it down; resolves with what is left. */
	takeDown(): Promise<readonly string[]>;
}

export interface Wanted {
	/** A name of its own. */
	readonly name: string;
	readonly profile: "cpu" | "demo";
	/** Lines of `.env` besides the tokens. */
	readonly env?: Readonly<Record<string, string>>;
	/** A file with the weights of the CPU model; without it a scripted model answers. */
	readonly weights?: string;
}

/** Of the demo's page. */
export const secret = "a-secret-of-this-test";

export async function install({ name, profile, env = {}, weights }: Wanted): Promise<Installation> {
	const folder = await mkdtemp(join(tmpdir(), "threadloop-compose-"));
	const slack = "http://slack:4700";
	const page = await freePort();
	const real = { SLACK_BOT_TOKEN: tokens.bot, SLACK_APP_TOKEN: tokens.app };
	const settings = {
		...(profile === "cpu" ? real : { DEMO_SECRET: secret, DEMO_PAGE_PORT: page }),
		...{ SLACK_API_URL: `${slack}/api/`, SLACK_FILE_HOSTS: slack, SANDBOX_POOL: "0", LOG_LEVEL: "debug" },
		...{ COMPOSE_PROFILES: "gpu", ...env },
	};
	const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}\n`);
	await writeFile(join(folder, ".env"), lines.join(""));
	await writeFile(join(folder, "workspace.yaml"), workspace("mode: socket"));
	await writeFile(join(folder, "over.yaml"), JSON.stringify({ services: over(folder, { profile, weights }) }));
	await mkdir(join(folder, "backups"));
	const at = { name, folder, more: [join(folder, "over.yaml")] };
	const inProfile = (...args: readonly string[]) => compose(at, "--profile", profile, ...args);
	const takeDown = async () => {
		await inProfile("down", "--volumes", "--timeout", "60");
		await rm(folder, { recursive: true, force: true });
		return await leftOf(name);
	};
	try {
		await inProfile("create", "--no-build");
		if (weights !== undefined) await putWeights(name, weights);
		await inProfile("up", "--no-build", "--detach", "--wait");
		const published = async () => Number((await inProfile("port", "slack", "4700")).split(":").at(-1));
		const twin =
			profile === "cpu"
				? new Twin(await published(), "", folder)
				: new Twin(page, "", folder, { "x-demo-secret": secret });
		return {
			at,
			twin,
			inBot: (...command) => docker("exec", `${name}-${profile === "cpu" ? "bot" : "demo"}-1`, ...command),
			logOf: (service) => inProfile("logs", "--no-color", service),
			takeDown,
		};
	} catch (error) {
		const log = await inProfile("logs", "--no-color", "--tail", "20").catch(String);
		await takeDown();
		throw new Error(`the installation did not come up: ${error}\n${log}`);
	}
}

/** The look-alike, and the scripted model in place of llama.cpp's. */
function over(folder: string, { profile, weights }: { profile: Wanted["profile"]; weights: string | undefined }) {
	const lookAlike = "/app/node_modules/local-slack-linux-x64/bin/local-slack";
	const slack = {
		image: "threadloop:local",
		profiles: ["cpu"],
		entrypoint: [
			lookAlike,
			"--config",
			"/workspace.yaml",
			"--port",
			"4700",
			"--base-host",
			"slack",
			"--files-dir",
			"/tmp",
		],
		networks: ["model"],
		ports: ["127.0.0.1::4700"],
		volumes: [`${folder}/workspace.yaml:/workspace.yaml:ro`],
		healthcheck: { test: asks("http://127.0.0.1:4700/_control/state"), interval: "2s" },
	};
	const llama = {
		image: "threadloop:local",
		entrypoint: ["node", "test/ops/containers/model.ts"],
		command: [],
		volumes: [`${project}/test:/app/test:ro`],
		healthcheck: { test: asks("http://127.0.0.1:8000/health"), interval: "2s" },
	};
	const bot = { depends_on: { slack: { condition: "service_healthy" } } };
	const model = weights === undefined ? { llama } : {};
	return profile === "cpu" ? { slack, bot, ...model } : model;
}

const asks = (url: string) => [
	"CMD",
	"node",
	"-e",
	`fetch('${url}').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`,
];

/** As if they had been fetched before. */
async function putWeights(name: string, weights: string): Promise<void> {
	const fill = "cp /weights /model/models/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf && chown 10003:10003 /model/models/*";
	await docker(
		...["run", "--rm", "--network=none", "--user=0:0", `--volume=${weights}:/weights:ro`],
		...[`--volume=${name}_small-weights:/model/models`, "--entrypoint=sh", "threadloop-model:local", "-c", fill],
	);
}

/** Containers, networks, volumes and mounts by the project's name, and sandboxes on its volume. */
async function leftOf(name: string): Promise<readonly string[]> {
	const label = `label=com.docker.compose.project=${name}`;
	const left = async () => {
		const lists = await Promise.all([
			docker("ps", "--all", "--quiet", "--filter", label),
			docker("ps", "--all", "--quiet", "--filter", `volume=${name}_state`),
			docker("network", "ls", "--quiet", "--filter", label),
			docker("volume", "ls", "--quiet", "--filter", label),
		]);
		const mounts = (await readFile("/proc/self/mountinfo", "utf8")).split("\n").filter((line) => line.includes(name));
		return [...lists.flatMap((list) => list.split("\n").filter(Boolean)), ...mounts];
	};
	// The kernel lets go of a container's mounts a little later.
	return await until("nothing to be left", async () => ((await left()).length === 0 ? [] : undefined), 10_000).catch(
		left,
	);
}
