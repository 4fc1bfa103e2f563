// A cell in Python is Python: no line of it is taken for a command of a shell or of IPython.

import { expect, it } from "vitest";
import { openLab } from "../sandbox/abuse/lab.ts";

const lab = openLab();
const thread = "slack:T:C:shown";

it.each([
	["rm -f -- made.csv", "NameError"],
	["ls -a", "NameError"],
	["run -i -- helper.py", "NameError"],
	["cd ..", "SyntaxError"],
	["!touch ran.txt", "SyntaxError"],
	["files = !touch ran.txt", "SyntaxError"],
	["x = 1\n\r!touch ran.txt", "SyntaxError"],
	["%cd ..", "SyntaxError"],
	["%%bash\ntouch ran.txt", "SyntaxError"],
	["?print", "SyntaxError"],
	["print?", "SyntaxError"],
	[",print a b", "SyntaxError"],
	["/print a", "SyntaxError"],
	["await print(1)", "SyntaxError"],
	["get_ipython().system('touch ran.txt')", "NameError"],
	[">>> x = 1", "SyntaxError"],
])("%j runs nothing of a shell or of IPython: it is the error that Python says (D5)", async (source, name) => {
	await lab.bash(thread, "rm -f ran.txt; cd /workspace");
	await lab.run(
		thread,
		"import os\nos.chdir('/workspace')\nopen('made.csv', 'w').write('a')\nopen('helper.py', 'w').write(\"open('ran.txt', 'w')\")",
	);
	expect(await lab.run(thread, source)).toMatchObject({ outcome: "failed", error: { name } });
	expect((await lab.run(thread, "import os\nprint(os.getcwd(), sorted(os.listdir()))")).output).toBe(
		"/workspace ['helper.py', 'made.csv']\n",
	);
});

it("what is no Python is a syntax error that names the line shown, and nothing above it runs", async () => {
	const cell = await lab.run(thread, "open('ran.txt', 'w')\n\nx = 1\nrm -rf made.csv\n");
	expect(cell).toMatchObject({ outcome: "failed", error: { name: "SyntaxError", line: 4 }, changed: [] });
	expect(cell.error?.trace).toContain('File "code", line 4\n    rm -rf made.csv');
});

it("a line break that only a text editor sees does not shift the lines of an error", async () => {
	const cell = await lab.run(thread, "a = '\u2028 \u000c'\n\nraise ValueError('here')");
	expect(cell.error).toMatchObject({ name: "ValueError", line: 3 });
	expect(cell.error?.trace).toContain("    raise ValueError('here')");
});

it("a program may run a loop of its own, as a script may", async () => {
	const source = "import asyncio\nasync def five():\n    await asyncio.sleep(0)\n    return 5\nasyncio.run(five())";
	expect(await lab.run(thread, source)).toMatchObject({ outcome: "ok", output: "5\n" });
	expect(await lab.run(thread, "1 + 1")).toMatchObject({ outcome: "ok", output: "2\n" });
});
