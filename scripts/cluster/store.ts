// What a node's containerd holds at its start: the pause program and images of the Docker engine, unpacked once and kept in the cache.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { gone, identify } from "../services/identity.ts";
import { CACHE } from "./programs.ts";
import { command, until } from "./shell.ts";

const KEPT_MS = 3 * 24 * 3_600_000;
export const PAUSE = "threadloop.example/pause:1";

/** containerd's settings for a folder that holds its `images`, `state` and socket. */
export function containerdConfig(folder: string, plugins: string): string {
	const absent = ["snapshotter.v1.aufs", "snapshotter.v1.btrfs", "snapshotter.v1.zfs", "snapshotter.v1.devmapper"];
	const disabled = [...absent, "tracing.processor.v1.otlp"].map((name) => `"io.containerd.${name}"`);
	return `version = 2
root = "${folder}/images"
state = "${folder}/state"
disabled_plugins = [${disabled.join(", ")}]
[grpc]
address = "${folder}/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
path = "${folder}/opt"
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "${PAUSE}"
stream_server_address = "127.0.0.1"
netns_mounts_under_state_dir = true
# Without CAP_SYS_RESOURCE a lower score than one's own is refused, as the pause program would have it.
restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "${plugins}"
conf_dir = "${folder}/cni"
`;
}

/** Puts what was unpacked into a node's folder. */
export async function fillStore(node: string, store: string): Promise<void> {
	// Layers and blobs never change, so that a second name for each file is enough; databases do.
	await command("cp", ["-al", store, join(node, "images")]).catch(async () => {
		rmSync(join(node, "images"), { recursive: true, force: true });
		await command("cp", ["-a", store, join(node, "images")]);
	});
	for (const part of readdirSync(store)) {
		for (const name of readdirSync(join(store, part)).filter((file) => file.endsWith(".db"))) {
			rmSync(join(node, "images", part, name));
			cpSync(join(store, part, name), join(node, "images", part, name));
		}
	}
}

/** The folder of the unpacked images; a minute for one of a gigabyte, the first time. */
export async function storeOf(pause: string, images: readonly string[]): Promise<string> {
	const ids = await Promise.all(images.map((image) => command("docker", ["image", "inspect", "-f", "{{.Id}}", image])));
	const hash = createHash("sha256").update(readFileSync(pause));
	for (const [at, id] of ids.entries()) hash.update(`${images[at]} ${id.trim()}\n`);
	const store = join(CACHE, `images-${hash.digest("hex").slice(0, 12)}`);
	if (existsSync(store)) {
		utimesSync(store, new Date(), new Date());
		return store;
	}
	if (images.length > 0) console.log(`cluster: unpacking ${images.join(", ")} for its nodes, once ...`);
	mkdirSync(CACHE, { recursive: true });
	const draft = mkdtempSync(join(CACHE, "unpacking-"));
	try {
		await unpack(draft, pause, images);
		// What was made of an earlier build of an image takes gigabytes.
		for (const name of readdirSync(CACHE).filter((one) => one.startsWith("images-"))) {
			const isOld = Date.now() - statSync(join(CACHE, name)).mtimeMs > KEPT_MS;
			if (isOld) rmSync(join(CACHE, name), { recursive: true, force: true });
		}
		renameSync(join(draft, "images"), store);
	} catch (error) {
		if (!existsSync(store)) throw error; // somebody else was faster
	} finally {
		rmSync(draft, { recursive: true, force: true });
	}
	return store;
}

async function unpack(folder: string, pause: string, images: readonly string[]): Promise<void> {
	const socket = join(folder, "containerd.sock");
	const config = join(folder, "containerd.toml");
	writeFileSync(config, containerdConfig(folder, join(folder, "no-plugins")));
	const server = spawn("containerd", ["--config", config, "--log-level", "error"], { stdio: "ignore" });
	try {
		await until("containerd answers", 20_000, () => command("ctr", ["-a", socket, "version"]));
		await command("ctr", ["-a", socket, "-n", "k8s.io", "images", "import", await pauseArchive(folder, pause)]);
		for (const image of images) {
			const pipe = 'set -o pipefail; docker save "$1" | ctr -a "$0" -n k8s.io images import -';
			await command("nice", ["bash", "-c", pipe, socket, image]);
		}
	} finally {
		const running = server.pid === undefined ? undefined : identify(server.pid);
		server.kill();
		if (running !== undefined) await gone(running, 10_000);
	}
}

async function pauseArchive(folder: string, pause: string): Promise<string> {
	const image = join(folder, "pause");
	mkdirSync(image);
	await command("tar", ["-C", dirname(pause), "--owner=0", "--group=0", "-cf", join(image, "layer.tar"), "pause"]);
	const digest = createHash("sha256")
		.update(readFileSync(join(image, "layer.tar")))
		.digest("hex");
	const config = {
		architecture: process.arch === "arm64" ? "arm64" : "amd64",
		os: "linux",
		config: { Entrypoint: ["/pause"], User: "65535:65535" },
		rootfs: { type: "layers", diff_ids: [`sha256:${digest}`] },
	};
	writeFileSync(join(image, "config.json"), JSON.stringify(config));
	const manifest = [{ Config: "config.json", RepoTags: [PAUSE], Layers: ["layer.tar"] }];
	writeFileSync(join(image, "manifest.json"), JSON.stringify(manifest));
	const archive = join(folder, "pause.tar");
	await command("tar", ["-C", image, "-cf", archive, "config.json", "layer.tar", "manifest.json"]);
	return archive;
}
