// The record of Runs on a keeper's volume, a volume that code has filled, and who may speak for the keeper and the agent.

import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Run } from "../../../src/core/domain.ts";
import { isBotError } from "../../../src/core/errors.ts";
import { lineReader } from "../../../src/sandbox/channel/lines.ts";
import { makeImage, mountImage, unmount } from "../../../src/sandbox/docker/files/disk-images.ts";
import { openKeeper } from "../../../src/sandbox/kubernetes/keeper/keeper.ts";
import { stamped } from "../../../src/schemas/stored.ts";
import { hasImages } from "../options.ts";
import { type Pair, startPair } from "./pair.ts";

const never = new AbortController().signal;

function run(id: string, output = "2\n"): Run {
	return { id, outcome: "ok", output, durationMs: 1, changed: [], artifacts: [], notes: [], variablesKept: true };
}

async function caught(step: Promise<unknown>): Promise<unknown> {
	return await step.then(
		() => undefined,
		(error: unknown) => error,
	);
}

async function* once(bytes: Uint8Array) {
	yield bytes;
}

describe("beside code", () => {
	let pair: Pair;
	beforeAll(async () => {
		pair = await startPair();
	});
	afterAll(async () => {
		await pair?.end();
	});

	it("a Run begins once, however many bots ask for it at once, and whatever becomes of the keeper", async () => {
		const id = randomUUID();
		const bots = [pair, pair.other(), pair.other()];
		expect(await pair.ledger.hasStarted(id)).toBe(false);
		const asked = Array.from({ length: 12 }, (_, n) => bots[n % 3]?.ledger.start(id));
		const begun = await Promise.all(asked);
		expect(begun.filter((one) => one?.known === false).length).toBe(1);
		expect(new Set(begun.map((one) => one?.sinceNs)).size).toBe(1);
		await pair.restart();
		expect(await pair.other().ledger.start(id)).toMatchObject({ known: true, sinceNs: begun[0]?.sinceNs });
		expect(await pair.ledger.hasStarted(id)).toBe(true);
		expect(Math.abs(Date.now() - (begun[0]?.at ?? 0))).toBeLessThan(60_000);
	});

	it("what a Run came to is there for every bot, long or short, and only for its id", async () => {
		const long = run(randomUUID(), "x".repeat(600_000));
		expect(await pair.ledger.finished(long.id)).toBeUndefined();
		await pair.ledger.keep(long);
		expect(await pair.other().ledger.finished(long.id)).toEqual(long);
		await pair.ledger.keep({ ...long, output: "short" });
		expect((await pair.ledger.finished(long.id))?.output).toBe("short");
		const odd = "../../files/x";
		expect(await pair.ledger.finished(odd)).toBeUndefined();
		await pair.ledger.keep(run(odd));
		expect(await pair.ledger.finished(odd)).toEqual(run(odd));
		expect(await pair.code("ls -A /workspace")).toBe("");
	});

	it("a Run is kept at once if it changed nothing, and else what lies there is told", async () => {
		await pair.code("mkdir -p /workspace/in; echo one > /workspace/in/a.csv");
		const settle = async (change: string) => {
			const kept = run(randomUUID());
			const { digest, scan } = await pair.files.enter(kept.id);
			if (change !== "") await pair.code(change);
			const found = await pair.files.settle(kept.id, JSON.stringify(stamped(kept)), digest);
			const finished = await pair.other().ledger.finished(kept.id);
			expect(finished).toEqual(found === undefined ? kept : undefined);
			return { before: [...scan.files.keys()], after: found && [...found.files.keys()].sort() };
		};
		expect(await settle("")).toEqual({ before: ["in/a.csv"], after: undefined });
		expect((await settle("echo two > /workspace/b.csv")).after).toEqual(["b.csv", "in/a.csv"]);
		// Of the same size, and with the time that it had.
		const same = "cd /workspace; touch -r b.csv /tmp/t; echo six > b.csv; touch -r /tmp/t b.csv";
		expect((await settle(same)).after).toEqual(["b.csv", "in/a.csv"]);
		expect((await settle("rm /workspace/b.csv")).after).toEqual(["in/a.csv"]);
		expect(
			(await settle("mkdir /workspace/shut; chmod 700 /workspace/shut; echo 1 > /workspace/shut/c")).after,
		).toEqual(["in/a.csv", "shut/c"]);
		// What cannot be looked into may have changed.
		const { digest } = await pair.files.enter(randomUUID());
		expect(digest).toBe("");
		await pair.code("rm -r /workspace/in /workspace/shut");
	});

	it("what talks nonsense, too long or not at all is taken for no keeper", async () => {
		const answer = z.object({ name: z.string() });
		const shouted = ["sh", "-c"];
		for (const script of [
			"echo hello; sleep 9",
			`echo '{"t":"ok","name":7}'; sleep 9`,
			`echo '{"t":"b","b":"AAAA"}'; sleep 9`,
			"head -c 3000000 /dev/zero | tr '\\0' x; sleep 9",
			"exit 1",
		]) {
			const keeper = openKeeper({ connect: () => pair.beside([...shouted, script]), patienceMs: 0 });
			const error = await caught(keeper.ask(answer, { op: "find" }));
			expect(isBotError(error, "sandbox_down"), script).toBe(true);
			keeper.close();
		}
	});

	it("the agent, which may be no other user here, runs code, and code can neither end it, look into it nor speak to it", async () => {
		const relay = await pair.agent();
		const heard: Record<string, unknown>[] = [];
		const reader = lineReader(2 ** 20, (line) => heard.push(JSON.parse(line)));
		relay.on("data", (bytes: Buffer) => reader.push(bytes));
		const say = (message: object) => void relay.write(`${JSON.stringify(message)}\n`);
		const next = async (t: string) => {
			for (let tries = 0; tries < 400; tries += 1) {
				const found = heard.find((one) => one.t === t);
				if (found !== undefined) return found;
				await new Promise((resolve) => setTimeout(resolve, 50));
			}
			throw new Error(`no ${t} in ${JSON.stringify(heard)}`);
		};
		say({ t: "hello", last: 0 });
		const { generation } = await next("welcome");
		const code = `
import os, signal, socket
def tried(name, step):
    try: print(name, "DONE", step())
    except OSError as error: print(name, "refused", error.errno)
print(os.getuid(), open("/proc/self/status").read().split("CapBnd:")[1].split()[0])
def speak():
    link = socket.socket(socket.AF_UNIX); link.connect("/run/agent/agent.sock")
    link.sendall(b'{"t":"hello","last":0}\\n'); said = link.recv(99)
    if not said: raise OSError(0, "")
    return said
tried("speak", speak)
for file in ("mem", "environ", "maps", "fd/0"): tried(file, lambda: open(f"/proc/1/{file}", "rb").read(1))
relays = [p for p in os.listdir("/proc") if p.isdigit() and b"agentctl" in open(f"/proc/{p}/cmdline", "rb").read()]
print("relays", len(relays))
for p in relays: tried("relay", lambda: open(f"/proc/{p}/mem", "rb+"))
for number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM): os.kill(1, number)
`;
		say({ t: "exec", id: "a", lang: "python", code, generation, limitMs: 20_000 });
		const done = await next("done");
		expect(done.outcome).toBe("ok");
		expect(String(done.output).split("\n")).toEqual([
			"10001 0000000000000000",
			expect.stringMatching(/^speak refused/),
			"mem refused 13",
			"environ refused 13",
			"maps refused 13",
			"fd/0 refused 13",
			"relays 1",
			"relay refused 13",
			"",
		]);
		say({ t: "ping", n: 1 });
		expect((await next("pong")).generation).toBe(generation);
		relay.destroy();
	});
});

describe.skipIf(!hasImages)("a volume that code has filled", () => {
	let pair: Pair;
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), "threadloop-full-"));
		await makeImage(`${folder}.image`, { bytes: 64 * 1024 ** 2, inodes: 4096 });
		await mountImage(`${folder}.image`, folder);
		pair = await startPair(folder);
	});
	afterAll(async () => {
		await pair?.end();
		await unmount(folder);
		await rm(folder, { recursive: true });
		await rm(`${folder}.image`);
	});

	it("takes no upload and no artifact, but code that makes room can run and is written down", async () => {
		const ref = { id: "F1", name: "data.csv", size: 4, source: "" };
		expect(await pair.files.put(ref, once(Buffer.from("a,b\n")), never)).toBe("data.csv");
		const before = await pair.files.scan();
		const filled = "cat /dev/zero > fill; echo x > small; for n in $(seq 5000); do : > i$n || break; done";
		expect(await pair.code(filled)).toContain("No space left on device");

		const refused = await caught(
			pair.files.put({ ...ref, id: "F2", name: "more.csv" }, once(randomBytes(100_000)), never),
		);
		expect(isBotError(refused, "disk_full") && refused.sentence).toContain("no room on the disk for more.csv");
		for (let n = 0; n < 3; n += 1) {
			const id = randomUUID();
			expect(await pair.ledger.start(id)).toMatchObject({ known: false });
			await pair.ledger.keep(run(id));
			expect(await pair.ledger.finished(id)).toEqual(run(id));
		}
		const made = await pair.files.collect({ run: "r1", before, sinceNs: 0n, figures: [] });
		expect(made.artifacts).toEqual([]);
		expect(made.notes.join("\n")).toContain("the bot's disk is nearly full");

		await pair.code("rm -f fill small i*");
		expect(await pair.files.put({ ...ref, id: "F2", name: "more.csv" }, once(randomBytes(9)), never)).toBe("more.csv");
		expect(await pair.code("cat data.csv")).toBe("a,b");
		await pair.ledger.start(randomUUID());
		expect(await pair.keep("ls /vol/reserve | wc -l")).toBe("8");
	});
});
