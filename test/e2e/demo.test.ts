// The demo as `npm start` runs it, twice: threads of the first, whose messages are gone, are put away with their files, and that is said.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Fleet, openFleet } from "../../scripts/services/fleet.ts";
import { freePort } from "../../scripts/services/ports.ts";
import { workspace } from "../../scripts/services/slack.ts";
import { readConfig } from "../../src/config/environment.ts";
import { releaseDisks } from "../../src/sandbox/docker/files/disks.ts";
import { foldersOf, makeFolders } from "../../src/sandbox/docker/files/folders.ts";
import { openStore } from "../../src/store/redis.ts";
import { startRedis, type TestRedis } from "../fakes/redis.ts";
import { image } from "../sandbox/options.ts";
import { stateFolder } from "../setup/folder.ts";
import { type Player, startPlayer } from "./model.ts";
import { csv, recorded } from "./stage.ts";
import { messageShape, until, visible } from "./twin.ts";

const SECRET = "a-secret-for-this-test";
let redis: TestRedis;
let model: Player;
const before = { ...process.env };
beforeAll(async () => {
	[redis, model] = await Promise.all([startRedis(), startPlayer(recorded)]);
});
afterAll(async () => {
	process.env = before;
	await Promise.all([redis?.stop(), model?.close()]);
});

async function demo(stateDir: string, said: string[]) {
	const [slackPort, pagePort] = [await freePort(), await freePort()];
	const env = {
		REDIS_URL: redis.url,
		MODEL_BASE_URL: model.url,
		SANDBOX_IMAGE: image,
		SANDBOX_POOL: "0",
		DEMO_SECRET: SECRET,
		DEMO_SLACK_PORT: String(slackPort),
		DEMO_PAGE_PORT: String(pagePort),
	};
	// The bot takes its settings from there.
	Object.assign(process.env, env);
	const fleet: Fleet = openFleet(readConfig(env), { stateDir, say: (line) => said.push(line) });
	await fleet.start();
	const control = `http://127.0.0.1:${pagePort}/_control`;
	const headers = { "x-demo-secret": SECRET };
	return {
		fleet,
		upload: async (text: string) => {
			const form = new FormData();
			for (const [key, value] of Object.entries({ channel: workspace.general, user: workspace.bob, text }))
				form.append(key, value);
			form.append("file", new Blob([csv]), "data.csv");
			await fetch(`${control}/upload`, { method: "POST", headers, body: form });
		},
		texts: async () => {
			const answer = await fetch(`${control}/messages/${workspace.general}`, { headers });
			const { messages } = (await answer.json()) as { messages: unknown[] };
			return messages.map((one) => visible(messageShape.parse(one)));
		},
	};
}

test("what is left of a demo's threads is deleted at the next start, other threads stay, and the console says what is kept", async () => {
	const stateDir = stateFolder();
	const said: string[] = [];
	const first = await demo(stateDir, said);
	await first.upload("<@U0BOT> say: print(1)");
	await until("the code", async () =>
		(await first.texts()).some((text) => text.includes("print(1)") && text.includes("Approve")),
	);
	await first.fleet.stop();
	expect(readdirSync(join(stateDir, "threads"))).toHaveLength(1);
	expect(said).toEqual([]);

	const real = "slack:T0REALWORK:C1:1.1";
	await makeFolders(foldersOf(stateDir, real), real);
	const store = await openStore({ url: redis.url, hostId: "test", log: () => {}, now: Date.now });
	const second = await demo(stateDir, said);
	try {
		expect(said).toEqual([
			expect.stringMatching(/^1 thread of the demo before is deleted .* weights, logs and the audit are kept\.$/),
		]);
		expect(readdirSync(join(stateDir, "threads"))).toEqual([foldersOf(stateDir, real).hash]);
		expect(await store.unused(Number.MAX_SAFE_INTEGER)).toEqual([]);
		await until("the disk to be removed", () => readdirSync(join(stateDir, "disks")).length === 0);
		expect(readFileSync(join(stateDir, "audit/audit.jsonl"), "utf8")).toContain('"why":"demo"');
		// Nothing is written into the new workspace about the old threads.
		expect((await second.texts()).join("\n")).not.toMatch(/print\(1\)|forgotten|deleted/i);
	} finally {
		await second.fleet.stop();
		await store.close();
		await releaseDisks(stateDir);
	}
});

test("the team of the demo's threads is that of its workspace", () => {
	const file = readFileSync(join(import.meta.dirname, "../../demo/workspace.yaml"), "utf8");
	expect(file).toContain(`teamId: ${workspace.team} `);
});
