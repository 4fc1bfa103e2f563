// A Thread's disk that its file system has closed for writing, as ext4 does when the host had no room for what it wrote.

import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { diskOf, foldersOf } from "../../../src/sandbox/docker/files/folders.ts";
import { hasImages } from "../options.ts";
import { stand } from "../stand.ts";

const THREAD = "slack:T1:C1:1.1";

test.skipIf(!hasImages)("it is put right with the next file or program, and what was on it stays", async () => {
	const { sandbox, run, put, options, log } = await stand({ diskKind: "image" });
	await run(THREAD, "open('kept.txt', 'w').write('kept')");
	const disk = await diskOf(foldersOf(options.stateDir, THREAD));
	const close = () => execFileSync("mount", ["-o", "remount,ro", `${options.stateDir}/disks/${disk}/tree`]);
	close();
	expect(await put(THREAD, "data.csv", "a,b\n1,2\n")).toBe("data.csv");
	const done = await run(THREAD, "print(open('kept.txt').read(), len(open('data.csv').read()))");
	expect([done.outcome, done.output]).toEqual(["ok", "kept 8\n"]);
	close();
	const again = await run(THREAD, "open('more.txt', 'w').write('x'); print('written')");
	expect([again.outcome, again.output]).toEqual(["ok", "written\n"]);
	expect(log.filter(({ event }) => event === "sandbox.disk_repaired")).toHaveLength(2);
	await sandbox.close(THREAD);
});
