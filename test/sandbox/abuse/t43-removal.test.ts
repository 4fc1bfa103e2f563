// T43 (and T28 once more): a thread's folder goes, whatever code did to it; on plain folders, where no image goes with it.

import { access, realpath } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { openLab } from "./lab.ts";

const lab = openLab({ diskKind: "folder" });
const thread = "slack:T:C:removal";

const gone = (path: string) =>
	access(path).then(
		() => false,
		() => true,
	);

it("T43 folders that code locked or dug too deep for any path go with their thread", async () => {
	await lab.play({ thread, variables: "lost", newContainer: true }, async () => {
		const cell = await lab.run(
			thread,
			`import os
top = os.getcwd()
try: os.chmod(".", 0)
except PermissionError: print("not yours")
os.makedirs("locked/inner"); open("locked/inner/f", "w").write("x")
os.chmod("locked/inner", 0); os.chmod("locked", 0)
for _ in range(30): os.mkdir("d" * 200); os.chdir("d" * 200)
os.chdir(top)`,
		);
		expect(cell.output).toBe("not yours\n");
		const disk = dirname(dirname(await realpath(lab.workspace(thread))));
		expect(await gone(disk)).toBe(false);
		await lab.sandbox.forget(thread);
		expect(await gone(disk)).toBe(true);
	});
});
