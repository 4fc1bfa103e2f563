// T13: what lies in memory as files is bounded, and goes with Python.

import { expect, it } from "vitest";
import { openLab } from "./lab.ts";

const lab = openLab({ memoryBytes: 1024 ** 3 });
const thread = "slack:T:C:tmpfs";
const FILL = [
	"def fill(path):",
	"    try:",
	"        with open(path, 'wb') as file:",
	"            while True: file.write(bytes(1 << 20))",
	"    except OSError as fault: print(fault.strerror)",
].join("\n");

it("T13 filling /tmp and /dev/shm ends with `No space left`, and a restart of Python empties them", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(thread, `${FILL}\nfill('/tmp/a'); fill('/dev/shm/a')`);
		expect(cell).toMatchObject({ outcome: "ok", output: "No space left on device\nNo space left on device\n" });
		expect((await lab.run(thread, "1+1")).output).toBe("2\n");
	});
	await lab.run(thread, "import os; os._exit(1)");
	const left = await lab.run(thread, "import os\nprint(os.path.exists('/tmp/a'), os.path.exists('/dev/shm/a'))");
	expect(left.output).toBe("False False\n");
});

it("T13 filling the kernel's own folder stops neither bash nor the next Python", async () => {
	await lab.play({ thread, variables: "lost", newContainer: false }, async () => {
		const cell = await lab.run(thread, `${FILL}\nfill('/run/kernel/a')`);
		expect(cell.output).toBe("No space left on device\n");
		expect(await lab.bash(thread, `echo on # ${"x".repeat(10_000)}`)).toMatchObject({ outcome: "ok", output: "on\n" });
		await lab.run(thread, `${FILL}\nfill('/run/kernel/a')\nimport os; os._exit(1)`);
	});
});
