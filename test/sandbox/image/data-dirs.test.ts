import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";

const folder = await realpath(await mkdtemp(join(tmpdir(), "threadloop-data-")));
await mkdir(join(folder, "2024"));
await writeFile(join(folder, "2024/orders.csv"), "id,amount\n1,2.5\n2,3.5\n");
afterAll(() => rm(folder, { recursive: true }));

// Open to everybody, so that nothing but the mount holds code back.
for (const path of [".", "2024", "2024/orders.csv"]) await chmod(join(folder, path), 0o777);

const lab = openLab({ dataDirs: [{ name: "sales", path: folder }] });
const thread = "slack:T:C:data";

it("code of any thread reads the operator's files at /data, and can neither change nor add any", async () => {
	for (const one of [thread, "slack:T:C:another"]) {
		const cell = await lab.run(
			one,
			`import os
print(open("/data/sales/2024/orders.csv").read())
for what in (lambda: open("/data/sales/2024/orders.csv", "a"), lambda: open("/data/sales/new", "w"), lambda: os.remove("/data/sales/2024/orders.csv"), lambda: os.mkdir("/data/x")):
    try: what(); print("done")
    except OSError as fault: print(fault.strerror)`,
		);
		expect(cell.output).toBe(`id,amount\n1,2.5\n2,3.5\n\n${"Read-only file system\n".repeat(4)}`);
		expect(cell.changed).toEqual([]);
	}
});

it("an operator's file has its card like an upload, and is in the list", async () => {
	expect(await lab.sandbox.data()).toEqual([{ path: "/data/sales/2024/orders.csv", size: 22 }]);
	const card = await lab.sandbox.profile(thread, "/data/sales/2024/orders.csv", new AbortController().signal);
	expect(card).toMatchObject({ format: "csv", rows: 2, columns: [{ name: "id" }, { name: "amount" }] });
});
