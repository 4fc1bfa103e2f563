// Threads of an earlier demo: what was said in them was in the look-alike's memory alone, so nobody can go on there.

import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { openAudit } from "../../src/audit.ts";
import { foldersOf } from "../../src/sandbox/docker/files/folders.ts";
import { openStore } from "../../src/store/redis.ts";
import { workspace } from "./slack.ts";

/** Deletes what is kept of them, before the bot starts: their disks and containers then belong to nobody, and it removes those itself.
 *  Threads of a real workspace in the same state folder stay. Resolves with what is to be said about it; undefined: there were none. */
export async function putAwayDemoThreads(stateDir: string, redisUrl: string): Promise<string | undefined> {
	const store = await openStore({ url: redisUrl, hostId: "demo", log: () => {}, now: Date.now });
	const audit = await openAudit({ stateDir, redact: (line) => line, now: Date.now });
	try {
		const known = [...(await store.unused(Number.MAX_SAFE_INTEGER)), ...(await store.unfinished())];
		const all = new Set([...known, ...(await withFolders(stateDir))]);
		const ours = [...all].filter((thread) => thread.startsWith(`slack:${workspace.team}:`));
		for (const thread of ours) {
			await audit.write({ event: "forgotten", thread, why: "demo" });
			await rm(foldersOf(stateDir, thread).root, { recursive: true, force: true });
			await store.forget(thread);
		}
		return ours.length === 0 ? undefined : sentence(ours.length);
	} finally {
		await audit.close();
		await store.close();
	}
}

async function withFolders(stateDir: string): Promise<readonly string[]> {
	const threads = join(stateDir, "threads");
	const names = await readdir(threads).catch(() => []);
	return Promise.all(names.map((name) => readFile(join(threads, name, "thread"), "utf8").catch(() => "")));
}

function sentence(many: number): string {
	const threads = many === 1 ? "1 thread of the demo before is" : `${many} threads of the demo before are`;
	return `${threads} deleted with the files, since the messages were in the look-alike's memory; weights, logs and the audit are kept.`;
}
