// The sandbox port over a real engine: Python and Bash in a thread, threads apart from each other, and the files that they make.

import { createHash, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FileRef } from "../../src/core/domain.ts";
import { isBotError } from "../../src/core/errors.ts";
import { LABEL } from "../../src/sandbox/docker/engine/container-options.ts";
import { diskOf, foldersOf } from "../../src/sandbox/docker/files/folders.ts";
import { openSandbox, type SandboxOptions } from "../../src/sandbox/docker.ts";
import { openLab } from "./abuse/lab.ts";
import { sandboxOptions } from "./options.ts";

const signal = new AbortController().signal;
const lab = openLab({ memoryBytes: 768 * 1024 ** 2, cpus: 2 });
const { run, bash } = lab;

/** Names the container that a thread has. */
async function boot(thread: string): Promise<string | undefined> {
	return (await lab.sandbox.open(thread, signal)).generation.split(".")[0];
}

async function upload(thread: string, name: string, text: string | Buffer, id: string = randomUUID()): Promise<string> {
	const bytes = Buffer.from(text);
	async function* stream(): AsyncGenerator<Uint8Array> {
		for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
	}
	const file: FileRef = { id, name, size: bytes.length, source: "" };
	return await lab.sandbox.put(thread, file, stream(), signal);
}

async function workspace(thread: string, name: string): Promise<string> {
	return await readFile(join(lab.workspace(thread), name), "utf8");
}

/** Of another host in the folder of this one. */
function own(name: string, over: Partial<SandboxOptions>): Promise<SandboxOptions> {
	return sandboxOptions(name, {
		...lab.options,
		stateDir: join(lab.options.stateDir, name),
		...over,
		hostId: `${lab.options.hostId}-${name}`,
	});
}

describe("python in a thread", () => {
	const thread = "slack:T:C:python";

	it("keeps warnings meant for library authors out of the output, and shows others", async () => {
		const code =
			"import warnings\nimport pandas as pd\nd = pd.DataFrame({'a': [1, None]})\nd.dropna(inplace=True)\nwarnings.warn('old', DeprecationWarning)\nwarnings.warn('heed this')\nprint(len(d))";
		const { output } = await run(thread, code);
		expect(output).toContain("heed this");
		expect(output).toMatch(/^1$/m);
		expect(output).not.toMatch(/Deprecat|Pandas4Warning/);
	});

	it("keeps variables and imports from cell to cell", async () => {
		await run(thread, "import math\nx = 20");
		const second = await run(thread, "print(math.floor(x + 1.5))\nx * 2");
		expect(second).toMatchObject({ outcome: "ok", output: "21\n40\n", variablesKept: true });
	});

	it("runs apart without the variables of earlier cells, and leaves none", async () => {
		await run(thread, "amount = 20\ndef twice(x): return 2 * x");
		const apart = (code: string) => run(thread, code, { apart: true });
		expect(await apart("amount")).toMatchObject({ outcome: "failed", error: { name: "NameError", line: 1 } });
		const whole =
			"import pandas as pd\namount = 1\ndef twice(x): return x * amount\nrows = pd.DataFrame({'a': [1]})\ntwice(5)";
		expect(await apart(whole)).toMatchObject({ outcome: "ok", output: "5\n", variablesKept: true });
		const found = await apart("values = [1, 2]\n[v for v in values if v > amount]");
		expect(found).toMatchObject({ outcome: "failed", error: { name: "NameError", line: 2 } });
		expect(await run(thread, "print(twice(amount), 'rows' in globals())")).toMatchObject({ output: "40 False\n" });
	});

	it("lets SQL read the frames of an apart program", async () => {
		const code =
			"import duckdb, pandas as pd\ndf = pd.DataFrame({'a': [1, 2, 4]})\nprint(duckdb.sql('SELECT sum(a) FROM df').fetchall()[0][0])";
		expect(await run(thread, code, { apart: true })).toMatchObject({ outcome: "ok", output: "7\n" });
	});

	it("shows print, stderr, displayed values and subprocesses in the order they came", async () => {
		const cell = await run(
			thread,
			"import os, subprocess, sys\nprint('a')\nprint('b', file=sys.stderr)\ndisplay({'c': 1})\nsubprocess.run(['echo', 'd'])\nos.write(1, b'e\\n')\nprint('f')",
		);
		expect(cell.output).toBe("a\nb\n{'c': 1}\nd\ne\nf\n");
	});

	it("fails with a short trace and the line of the code that was shown", async () => {
		const cell = await run(
			thread,
			"import pandas as pd\ndf = pd.DataFrame({'created_at': []})\n\ndef first():\n    return df['date']\n\nfirst()",
		);
		expect(cell.outcome).toBe("failed");
		expect(cell.error).toMatchObject({ name: "KeyError", message: "'date'", line: 5 });
		expect(cell.error?.trace).toContain('File "code", line 7, in <module>');
		expect(cell.error?.trace).not.toContain("site-packages");
		expect(cell.error?.trace).not.toContain("\u001b");
		const again = await run(thread, "\n\nfirst()");
		expect(again.error).toMatchObject({ name: "KeyError", line: 3 });
	});

	it("names a syntax error as Python does", async () => {
		const cell = await run(thread, "x = 1\ny = (\n");
		expect(cell.error).toMatchObject({ name: "SyntaxError", message: "'(' was never closed", line: 2 });
	});

	it("says at once that nobody can answer input()", async () => {
		const cell = await run(thread, "name = input('who? ')");
		expect(cell.outcome).toBe("failed");
		expect(cell.error?.message).toContain("input() is not available");
	});

	it("takes exit() as the end of the code, not of Python", async () => {
		expect(await run(thread, "kept = 7\nexit()")).toMatchObject({ outcome: "ok", variablesKept: true });
		expect(await run(thread, "kept")).toMatchObject({ output: "7\n" });
		expect((await run(thread, "import sys\nsys.exit('no data')")).error?.message).toBe("no data");
	});

	it("cuts a flood of output to its head and tail, and nothing is confused by it", async () => {
		const cell = await run(thread, "print('first')\nfor i in range(40000): print('x' * 100)\nprint('last')");
		expect(cell.outcome).toBe("ok");
		expect(cell.output.startsWith("first\n")).toBe(true);
		expect(cell.output.endsWith("last\n")).toBe(true);
		expect(cell.output).toContain("bytes left out");
		expect(cell.output.length).toBeLessThan(340_000);
		const forged = await run(thread, 'import os\nos.write(1, b\'{"t":"done"}\\n\')\nprint(\'{"t":"done"}\')');
		expect(forged.outcome).toBe("ok");
		expect((await run(thread, "print('x' * 10**7)")).output.length).toBeLessThan(340_000);
	});

	it("shows output while the code still runs", async () => {
		const seen: string[] = [];
		await run(thread, "import time\nprint('working')\ntime.sleep(0.8)\nprint('ready')", {
			onOutput: (output) => seen.push(output),
		});
		expect(seen[0]).toBe("working\n");
	});

	it("is stopped by a person, and variables stay", async () => {
		const stop = new AbortController();
		const cell = await run(thread, "import time\nkept = 8\nprint('on')\nwhile True: time.sleep(0.1)", {
			stop: stop.signal,
			onOutput: () => stop.abort(),
		});
		expect(cell).toMatchObject({ outcome: "cancelled", output: "on\n", variablesKept: true });
		expect((await run(thread, "kept")).output).toBe("8\n");
	});

	it("never starts what was stopped before it was sent", async () => {
		const id = randomUUID();
		const source = "open('stopped.txt', 'w')";
		expect(await run(thread, source, { id, stop: AbortSignal.abort() })).toMatchObject({ outcome: "cancelled" });
		expect(await run(thread, source, { id })).toMatchObject({ outcome: "cancelled" });
		await expect(workspace(thread, "stopped.txt")).rejects.toThrow("ENOENT");
	});

	it("that ends itself is reported at once and started afresh", async () => {
		const before = (await lab.sandbox.open(thread, signal)).generation;
		const cell = await run(thread, "open('made.txt', 'w').write('x')\nimport os\nos._exit(3)");
		expect(cell).toMatchObject({ outcome: "failed", variablesKept: false, changed: ["made.txt"] });
		expect(cell.error?.message).toContain("exit code 3");
		expect((await lab.sandbox.open(thread, signal)).generation).not.toBe(before);
		expect((await run(thread, "x")).error?.name).toBe("NameError");
	});

	it("is not run when it was shown for variables that are gone", async () => {
		await lab.sandbox.open(thread, signal);
		const cell = await run(thread, "open('ran.txt', 'w')", { generation: "other.1" });
		expect(cell).toMatchObject({ outcome: "lost", variablesKept: false });
		expect(cell.notes[0]).toContain("was not run");
		await expect(workspace(thread, "ran.txt")).rejects.toThrow("ENOENT");
	});

	it("is refused when it is not what was approved", async () => {
		const { generation } = await lab.sandbox.open(thread, signal);
		const request = { thread, id: randomUUID(), generation, language: "python" as const, onOutput: () => {}, signal };
		const wrong = lab.sandbox.run({
			...request,
			source: "print(1)",
			sha256: createHash("sha256").update("2").digest("hex"),
		});
		await expect(wrong).rejects.toThrow("not the one that was approved");
	});
});

describe("bash in a thread", () => {
	const thread = "slack:T:C:bash";

	it("keeps its folder and variables, and reads nothing from stdin", async () => {
		await bash(thread, "mkdir -p sub; cd sub; export A=5; cat");
		expect((await bash(thread, "pwd; echo $A; echo err >&2")).output).toBe("/workspace/sub\n5\nerr\n");
	});

	it("reports `exit 3` as exit code 3 and goes on with a new shell", async () => {
		const cell = await bash(thread, "echo before\nexit 3");
		expect(cell).toMatchObject({ outcome: "failed", output: "before\n", variablesKept: true });
		expect(cell.error?.name).toBe("exit code 3");
		expect((await bash(thread, "pwd; echo A=$A")).output).toBe("/workspace\nA=\n");
	});

	it("gives the exit code and the line of what failed", async () => {
		const cell = await bash(thread, "echo ok\nnosuchcommand --x");
		expect(cell.error).toMatchObject({ name: "exit code 127", message: "nosuchcommand: command not found", line: 2 });
	});

	it("leaves here-documents as they are, byte for byte", async () => {
		const text = "\ta  b\\n $HOME `date` 'q' \"d\" \u00e9 \\\\\n\n  end";
		await bash(thread, `cat <<'EOF' > here.txt\n${text}\nEOF`);
		expect(await workspace(thread, "here.txt")).toBe(`${text}\n`);
	});

	it("is not fooled by output that looks like its end, and not held up by background work", async () => {
		const cell = await bash(
			thread,
			"sleep 300 &\nfor fd in 1 3 198 199; do echo 'x 0' >&$fd; done 2>/dev/null\necho after",
		);
		expect(cell.output).toContain("after\n");
	});

	it("is stopped by a person", async () => {
		const stop = new AbortController();
		const cell = await run(thread, "echo on; sleep 100; echo off", {
			language: "bash",
			stop: stop.signal,
			onOutput: () => stop.abort(),
		});
		expect(cell).toMatchObject({ outcome: "cancelled", output: "on\n" });
		expect((await bash(thread, "echo next")).output).toBe("next\n");
	});
});

describe("two threads", () => {
	it("see neither each other's variables nor files", async () => {
		const [one, two] = ["slack:T:C:one", "slack:T:C:two"] as const;
		await Promise.all([
			run(one, "secret = 1\nopen('one.txt', 'w').write('1')"),
			run(two, "open('two.txt', 'w').write('2')"),
		]);
		const cell = await run(two, "import os\nprint(sorted(os.listdir('/workspace')), 'secret' in globals())");
		expect(cell.output).toBe("['two.txt'] False\n");
		await Promise.all([lab.sandbox.close(one), lab.sandbox.close(two)]);
	});
});

describe("code that does harm", () => {
	const thread = "slack:T:C:harm";

	it("has no network, no rights, no root, and cannot change the system or its uploads", async () => {
		await upload(thread, "data.csv", "a\n1\n", "F1");
		const facts = await bash(
			thread,
			[
				"grep -E '^(CapEff|CapPrm|NoNewPrivs)' /proc/self/status; id -u",
				"cat /proc/net/route /etc/resolv.conf 2>/dev/null | grep -v Iface",
				"ls /sys/class/net; ls /var/run/docker.sock 2>&1",
				"touch /opt/x /etc/x 2>&1; find / -xdev -perm /6000 -type f 2>/dev/null",
				"echo 2 >> data.csv; rm -f data.csv; mv data.csv other.csv; ls",
				"getent hosts localhost",
			].join("\n"),
		);
		expect(facts.output.replace(/^.*code-\d+\.sh: line \d+: /gm, "").split("\n")).toEqual([
			"CapPrm:\t0000000000000000",
			"CapEff:\t0000000000000000",
			"NoNewPrivs:\t1",
			"10001",
			"lo",
			"ls: cannot access '/var/run/docker.sock': No such file or directory",
			"touch: cannot touch '/opt/x': Read-only file system",
			"touch: cannot touch '/etc/x': Read-only file system",
			"data.csv: Permission denied",
			"rm: cannot remove 'data.csv': Operation not permitted",
			"mv: cannot move 'data.csv' to 'other.csv': Operation not permitted",
			"data.csv",
			"::1             localhost",
			"",
		]);
		expect(await workspace(thread, "data.csv")).toBe("a\n1\n");
		const net = await run(thread, "import socket\nsocket.create_connection(('1.1.1.1', 53), 3)");
		expect(net.error?.message).toContain("Network is unreachable");
	});

	it("cannot end, read or command the agent", async () => {
		const cell = await run(
			thread,
			[
				"import os, socket",
				"tries = [",
				"    lambda: os.kill(1, 9), lambda: os.kill(1, 15), lambda: os.unlink('/run/agent/agent.sock'),",
				"    lambda: socket.socket(socket.AF_UNIX).connect('/run/agent/agent.sock'), lambda: open('/proc/1/environ').read(),",
				"]",
				"for one in tries:",
				"    try: print(one())",
				"    except PermissionError: print('no')",
			].join("\n"),
		);
		expect(cell.output).toBe("no\n".repeat(5));
	});

	it("that takes too much memory is reported as that, and the next code runs", async () => {
		const cell = await run(thread, "x = []\nwhile True: x.append(bytearray(50 << 20))");
		expect(cell).toMatchObject({ outcome: "out_of_memory", variablesKept: false });
		expect((await run(thread, "1+1")).output).toBe("2\n");
	});

	it("ends at the time limit: a loop, a drip of output, and a fork bomb", async () => {
		// A host of its own: two at once would put each other's disks away.
		const quick = await openSandbox(await own("quick", { runTimeoutMs: 1500 }));
		const loop = await run(thread, "kept = 9\nwhile True: pass", { on: quick });
		expect(loop).toMatchObject({ outcome: "timed_out", variablesKept: true });
		expect(loop.error?.line).toBe(2);
		expect((await run(thread, "kept", { on: quick })).output).toBe("9\n");
		const drip = await run(thread, "import time\nwhile True:\n    print('.')\n    time.sleep(0.3)", { on: quick });
		expect(drip.outcome).toBe("timed_out");
		expect(drip.output.length).toBeLessThan(30);
		const bomb = await run(thread, "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass", {
			on: quick,
		});
		expect(bomb).toMatchObject({ outcome: "timed_out" });
		expect((await run(thread, "1+1", { on: quick })).output).toBe("2\n");
		await quick.removeAll();
	});

	it("that swallows every interrupt is stopped all the same", async () => {
		const stop = new AbortController();
		const before = await boot("slack:T:C:hostile");
		const cell = await run(
			"slack:T:C:hostile",
			"import time\nprint('on')\nwhile True:\n    try: time.sleep(9)\n    except BaseException: pass",
			{ stop: stop.signal, onOutput: () => stop.abort() },
		);
		expect(cell).toMatchObject({ outcome: "cancelled", variablesKept: false });
		expect((await run("slack:T:C:hostile", "1+1")).output).toBe("2\n");
		// By the agent itself: the container is the same.
		expect(await boot("slack:T:C:hostile")).toBe(before);
	});
});

describe("files of a thread", () => {
	const thread = "slack:T:C:files";

	it("that code makes are handed over, also when the code fails", async () => {
		const cell = await run(thread, "open('out.txt', 'w').write('made')\n1/0");
		expect(cell).toMatchObject({ outcome: "failed", changed: ["out.txt"] });
		const parts: Uint8Array[] = [];
		for await (const part of lab.sandbox.bytes(thread, cell.artifacts[0]!)) parts.push(part);
		expect(Buffer.concat(parts).toString()).toBe("made");
	});

	it("hold a figure once, whether it was shown, saved, or both in either order", async () => {
		const names = async (source: string) =>
			(await run(thread, `import matplotlib.pyplot as plt\n${source}`)).artifacts.map((one) => one.name);
		expect(await names("plt.plot([1, 2]); plt.show()")).toEqual(["figure-1.png"]);
		expect(await names("plt.plot([1, 3])")).toEqual(["figure-1.png"]);
		expect(await names("plt.plot([1, 4]); plt.savefig('a.png'); plt.show()")).toEqual(["a.png"]);
		expect(await names("plt.plot([1, 5]); plt.show(); plt.savefig('b.png')")).toEqual(["b.png"]);
		expect(await names("plt.plot([1, 6]); plt.savefig('c.png'); plt.title('more'); plt.show()")).toEqual([
			"c.png",
			"figure-1.png",
		]);
	});

	it("of a million rows are counted exactly", async () => {
		const rows = Array.from(
			{ length: 1_000_000 },
			(_, at) => `${at},2024-01-0${(at % 9) + 1},"north, ""x""",${at / 2}`,
		);
		await upload(thread, "big.csv", `id,created_at,region,amount\n${rows.join("\n")}\n`);
		const card = await lab.sandbox.profile(thread, "big.csv", signal);
		expect(card.rows).toBe(1_000_000);
		expect(card.columns?.map((column) => [column.name, column.type])).toEqual([
			["id", "int"],
			["created_at", "date"],
			["region", "text"],
			["amount", "float"],
		]);
	});

	it("that are no table, or broken, still get a card", async () => {
		const odd: [string, Buffer][] = [
			["empty.csv", Buffer.alloc(0)],
			["noise.csv", Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256))],
			["line.csv", Buffer.alloc(3_000_000, "a,")],
			["bad.xlsx", Buffer.from("no workbook")],
			["bad.parquet", Buffer.from("PAR1")],
			["bad.json", Buffer.from("[".repeat(100_000))],
			["photo.png", Buffer.from("x")],
		];
		for (const [name, bytes] of odd) {
			await upload(thread, name, bytes);
			const card = await lab.sandbox.profile(thread, name, signal);
			expect([name, card.format !== "", card.rows ?? 0]).toEqual([name, true, 0]);
		}
		expect((await lab.sandbox.profile(thread, "none.csv", signal)).notes).toHaveLength(1);
	});
});

describe("the engine", () => {
	it("that does not answer is told as that", async () => {
		const error = await openSandbox({ ...lab.options, socketPath: "/nonexistent.sock" }).catch(
			(fault: unknown) => fault,
		);
		expect(isBotError(error, "sandbox_down")).toBe(true);
	});

	it("without the image names the command that makes it", async () => {
		const error = await openSandbox({ ...lab.options, image: "threadloop-none:none" }).catch((fault: unknown) => fault);
		expect(isBotError(error, "sandbox_image")).toBe(true);
		expect(isBotError(error) && error.sentence).toContain("npm start");
	});

	it("loses containers that idled, unless somebody waits on them", async () => {
		const waited = "slack:T:C:waited";
		const options = await own("idle", { idleMs: 1000, need: async (it) => (it === waited ? "waiting" : "none") });
		const idling = await openSandbox(options);
		const there = async (thread: string) => {
			const disk = await diskOf(foldersOf(options.stateDir, thread));
			const label = [`${LABEL.host}=${options.hostId}`, `${LABEL.disk}=${disk}`];
			return (await lab.docker.listContainers({ all: true, filters: { label } })).length > 0;
		};
		await Promise.all([idling.open(waited, signal), idling.open("slack:T:C:left", signal)]);
		await expect.poll(() => there("slack:T:C:left"), { timeout: 10_000 }).toBe(false);
		expect(await there(waited)).toBe(true);
		await idling.removeAll();
		expect(await there(waited)).toBe(false);
		await idling.detach();
	});
});
