// The keeper of a Pod: what people gave and what Runs made lies on one volume with code, and code can neither change nor lose it.

import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FileRef } from "../../../src/core/domain.ts";
import { isBotError } from "../../../src/core/errors.ts";
import { type Pair, startPair } from "./pair.ts";

const never = new AbortController().signal;
let pair: Pair;
let number = 0;

beforeAll(async () => {
	pair = await startPair();
});
afterAll(async () => {
	await pair?.end();
});

async function* chunks(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
	for (const part of parts) yield typeof part === "string" ? Buffer.from(part) : part;
}

function file(name: string, size = 5): FileRef {
	number += 1;
	return { id: `F${number}`, name, size, source: "" };
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const parts: Uint8Array[] = [];
	for await (const part of bytes) parts.push(part);
	return Buffer.concat(parts);
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const sentence = async (step: Promise<unknown>, code: string) => {
	const error = await step.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	return isBotError(error) && error.code === code ? error.sentence : `no ${code}: ${String(error)}`;
};

describe("an upload", () => {
	it("is read by code, which can neither change, open up, remove nor replace it, nor see its original or the keeper", async () => {
		expect(await pair.files.put(file("data.csv"), chunks("a,b\n", "1,2\n"), never)).toBe("data.csv");
		expect(await pair.code("cat data.csv")).toBe("a,b\n1,2");
		for (const attempt of [
			"echo x >> data.csv",
			"chmod u+w data.csv",
			"rm -f data.csv",
			"mv data.csv other.csv",
			"echo y > z; mv -f z data.csv",
			"ln data.csv linked && echo x >> linked",
			"chmod 777 /workspace",
			"mv /workspace /tmp/w",
		]) {
			expect(await pair.code(`(${attempt}) && echo DONE`), attempt).not.toContain("DONE");
		}
		expect(await pair.code("cat data.csv")).toBe("a,b\n1,2");
		expect(await pair.code("ls -d /vol /workspace/../vol /workspace/../uploads")).not.toMatch(/^\//m);
		expect(await pair.code("cat /proc/[0-9]*/cmdline | tr '\\0' ' '")).not.toContain("keeper");
		await pair.code("rm -f z linked");
	});

	it("is taken once, is found again, and lies beside another of the same name", async () => {
		const first = file("same.csv");
		expect(await pair.files.put(first, chunks("one"), never)).toBe("same.csv");
		expect(await pair.files.put(first, chunks("other bytes"), never)).toBe("same.csv");
		expect(await pair.files.find(first.id)).toBe("same.csv");
		expect(await pair.files.find("F-none")).toBeUndefined();
		expect(await pair.files.digest(first.id)).toBe(sha256(Buffer.from("one")));
		expect(await pair.files.digest("F-none")).toBeUndefined();
		expect(await pair.files.put(file("same.csv"), chunks("two"), never)).toBe("same-2.csv");
		expect(await pair.code("cat same.csv same-2.csv")).toBe("onetwo");
	});

	it("takes no name that code took before, whatever lies there", async () => {
		await pair.code("ln -s /etc/passwd link.csv; mkfifo pipe.csv; mkdir folder.csv; echo mine > mine.csv");
		for (const name of ["link", "pipe", "folder", "mine"]) {
			expect(await pair.files.put(file(`${name}.csv`), chunks("given"), never)).toBe(`${name}-2.csv`);
		}
		expect(await pair.code("cat link-2.csv mine.csv")).toBe("givenmine");
	});

	it("keeps its bytes whatever they are, and its name as far as that is harmless", async () => {
		const bytes = randomBytes(3_000_001);
		const ref = file("../../.ssh/ä b\u202e.bin", bytes.length);
		expect(await pair.files.put(ref, chunks(bytes.subarray(0, 999_999), bytes.subarray(999_999)), never)).toBe(
			"ä b.bin",
		);
		expect(await pair.files.digest(ref.id)).toBe(sha256(bytes));
		expect(await pair.code("sha256sum < 'ä b.bin'")).toContain(sha256(bytes));
	});

	it("that is too large, as told or as it comes, is refused and leaves nothing behind", async () => {
		const before = await pair.keep("ls -A /vol/uploads; ls -A /vol/files");
		const told = pair.files.put(file("big.csv", 65 * 1024 ** 2), chunks("x"), never);
		expect(await sentence(told, "file_too_large")).toContain("big.csv is larger than the limit of 64 MB");
		let asked = 0;
		async function* endless() {
			for (;;) {
				asked += 1;
				yield randomBytes(1024 ** 2);
			}
		}
		const came = pair.files.put(file("endless.csv"), endless(), never);
		expect(await sentence(came, "file_too_large")).toContain("endless.csv is larger than the limit of 64 MB");
		// The keeper's word comes while at most a window of pieces is under way.
		expect(asked).toBeLessThan(70);
		expect(await pair.keep("ls -A /vol/uploads; ls -A /vol/files")).toBe(before);
	});

	it("that is broken off leaves nothing behind, and the next one goes through the same session", async () => {
		const before = await pair.keep("ls -A /vol/uploads");
		async function* broken() {
			yield randomBytes(600_000);
			throw new Error("the download broke off");
		}
		await expect(pair.files.put(file("broken.csv"), broken(), never)).rejects.toThrow("the download broke off");
		const stop = new AbortController();
		async function* stopped() {
			yield randomBytes(600_000);
			stop.abort(new Error("somebody said stop"));
			yield randomBytes(600_000);
		}
		await expect(pair.files.put(file("stopped.csv"), stopped(), stop.signal)).rejects.toThrow("somebody said stop");
		expect(await pair.keep("ls -A /vol/uploads")).toBe(before);
		expect(await pair.files.put(file("after.csv"), chunks("x"), never)).toBe("after.csv");
	});

	it("is whole or not there where the keeper dies meanwhile; whoever mounts the volume may not make it writable", async () => {
		const ref = file("killed.csv");
		async function* slow() {
			yield randomBytes(600_000);
			await pair.keep("chmod 664 /vol/uploads/F1.file");
			await pair.restart();
			yield randomBytes(600_000);
		}
		expect(await sentence(pair.files.put(ref, slow(), never), "sandbox_down")).toContain("cannot be reached");
		expect(await pair.keep("ls -A /vol/uploads | grep spool")).toBe("");
		expect(await pair.files.find(ref.id)).toBeUndefined();
		expect(await pair.files.put(ref, chunks("again"), never)).toBe("killed.csv");
		expect(await pair.keep("stat -c %a /vol/uploads/F1.file")).toBe("444");
	});

	it("stands in for another during a run, and each name is its own again", async () => {
		const older = file("january.csv");
		const newer = file("february.csv");
		for (const ref of [older, newer]) await pair.files.put(ref, chunks(ref.name), never);
		const swap = [{ file: newer, name: "february.csv", as: "january.csv" }];
		await pair.files.standIn(swap);
		await pair.files.standIn(swap);
		expect(await pair.code("cat january.csv")).toBe("february.csv");
		await pair.files.putBack(swap);
		await pair.files.putBack(swap);
		expect(await pair.code("cat january.csv february.csv")).toBe("january.csvfebruary.csv");
		expect(await pair.keep("ls -A /vol/uploads | grep swap")).toBe("");
		const gone = pair.files.standIn([{ file: newer, name: "february.csv", as: "mine.csv" }]);
		expect(await sentence(gone, "file_gone")).toContain("mine.csv is no longer there");
		expect(await pair.code("cat mine.csv")).toBe("mine");
	});
});

describe("a scan", () => {
	it("names everything but hidden files, and goes through no link", async () => {
		await pair.code(
			"mkdir -p s/deep; echo 1 > s/deep/f; ln -s / s/root; ln -s deep s/again; mkfifo s/p; echo 2 > s/.h; mkdir s/.d",
		);
		await pair.python(`
import os
os.chdir(b"/workspace/s")
open(b"\\xff\\xfe\\n", "w").close()
open(b"n" * 255, "w").close()
`);
		const { files, complete } = await pair.files.scan();
		const found = [...files].filter(([path]) => path.startsWith("s/")).map(([path, { kind }]) => [path, kind]);
		expect(complete).toBe(true);
		expect(Object.fromEntries(found)).toEqual({
			"s/deep/f": "file",
			"s/root": "link",
			"s/again": "link",
			"s/p": "other",
			"s/\udcff\udcfe\n": "file",
			[`s/${"n".repeat(255)}`]: "file",
		});
		await pair.code("rm -rf s");
	});

	it("says that it is not complete where code has made too much of it", async () => {
		await pair.python(`
import os
os.mkdir("/workspace/many")
for n in range(50_001): os.close(os.open(f"/workspace/many/{n}", os.O_CREAT))
`);
		const many = await pair.files.scan();
		expect([many.complete, many.files.size <= 50_000]).toEqual([false, true]);
		await pair.code("rm -rf many");
		await pair.code(`mkdir -p ${Array.from({ length: 40 }, () => "d").join("/")}`);
		expect((await pair.files.scan()).complete).toBe(false);
		await pair.code("rm -rf d");
		expect((await pair.files.scan()).complete).toBe(true);
	});

	it("tells what changed between two of them, without uploads", async () => {
		const before = await pair.files.scan();
		await pair.code("echo 1 > new.txt; mkdir -m 700 own; echo 2 > own/inner.txt");
		await pair.files.put(file("given.csv"), chunks("x"), never);
		const after = await pair.files.scan();
		expect(await pair.files.made(before, after)).toEqual(["new.txt", "own/inner.txt"]);
		expect(await pair.files.made({ ...before, complete: false }, after)).toEqual([]);
		await pair.code("rm -rf new.txt own");
	});
});

describe("what a run made", () => {
	async function collected(script: string, figures: readonly string[] = []) {
		number += 1;
		const before = await pair.files.scan();
		await pair.code(script);
		return await pair.files.collect({ run: `run-${number}`, before, sinceNs: 0n, figures });
	}

	it("is copied once, and stays what it was", async () => {
		const made = await collected(
			"echo result > out.txt; mkdir -p .threadloop; echo result > .threadloop/figure-1.png",
			["figure-1.png"],
		);
		expect(made.notes).toEqual([]);
		expect(made.changed).toEqual(["out.txt"]);
		expect(made.artifacts).toEqual([
			{ id: `run-${number}/0`, name: "out.txt", size: 7, sha256: sha256(Buffer.from("result\n")) },
		]);
		await pair.code("echo other > out.txt; rm -r .threadloop");
		expect((await whole(pair.files.bytes(`run-${number}/0`))).toString()).toBe("result\n");
		expect(await pair.keep(`ls /vol/artifacts/run-${number}`)).toBe("0");
		expect(() => pair.files.bytes("../uploads/F1.file")).toThrow("no such artifact");
	});

	it("that is a link, a pipe, a link to an upload or empty is not taken, and people are told why", async () => {
		const made = await collected(
			"ln -s /etc/passwd a-link; mkfifo b-pipe; ln data.csv c-hard; : > d-empty; python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('e-socket')\"",
		);
		expect(made.artifacts).toEqual([]);
		expect(made.notes).toEqual([
			"a-link is a symbolic link, so it was not attached.",
			"b-pipe is not a regular file, so it was not attached.",
			"d-empty is empty, so it was not attached.",
			"e-socket is not a regular file, so it was not attached.",
		]);
		await pair.code("rm -f a-link b-pipe c-hard d-empty e-socket");
		const behind = await collected("rm -rf .threadloop; ln -s /etc .threadloop", ["passwd"]);
		expect(behind.artifacts).toEqual([]);
		expect(behind.notes).toEqual(["passwd is behind a symbolic link, so it was not attached."]);
		await pair.code("rm .threadloop");
	});

	it("that only its own user may read is taken all the same", async () => {
		const made = await collected("umask 077; echo secret > own.txt; mkdir closed; echo inner > closed/in.txt");
		expect(await pair.keep("cat /vol/files/own.txt /vol/files/closed/in.txt 2>&1")).toContain("denied");
		expect(made.artifacts.map(({ name, sha256: hash }) => [name, hash])).toEqual([
			["in.txt", sha256(Buffer.from("inner\n"))],
			["own.txt", sha256(Buffer.from("secret\n"))],
		]);
		expect(made.notes).toEqual([]);
		const locked = await collected("echo x > nobody.txt; chmod 0 nobody.txt; mkdir shut; chmod 0 shut");
		expect(locked.artifacts).toEqual([]);
		expect(locked.notes).toContain("nobody.txt cannot be read, so it was not attached.");
		// Code may stop what reads for it, and loses nothing but its own file by it.
		const stopping = pair.python(`
import os, signal, time
end = time.time() + 6
while time.time() < end:
    for pid in (p for p in os.listdir("/proc") if p.isdigit()):
        try:
            if b"lend" in open(f"/proc/{pid}/cmdline", "rb").read(): os.kill(int(pid), signal.SIGKILL)
        except OSError: pass
`);
		const held = await collected("umask 077; echo x > held.txt; umask 022; echo y > open.txt");
		expect(held.artifacts.map(({ name }) => name)).toContain("open.txt");
		expect([...held.notes, ...held.artifacts.map(({ name }) => name)].join()).toContain("held.txt");
		await stopping;
		await pair.code("chmod -R u+rwX .; rm -rf own.txt closed nobody.txt shut held.txt open.txt");
	});

	it("is limited in size and number, and large ones come whole", async () => {
		const made = await collected(
			"mkdir big; for n in 1 2 3 4 5 6 7 8 9 10 11 12; do echo $n > big/$n; done; truncate -s 60M big/large; head -c 20000000 /dev/urandom > big/0",
		);
		expect(made.artifacts.length).toBe(10);
		expect(made.notes).toContain(
			"big/large (60 MB) is over the limit of 50 MB, so it was not attached; it is still in /workspace.",
		);
		expect(made.notes.filter((note) => note.includes("at most 10 files")).length).toBe(3);
		const large = made.artifacts.find(({ name }) => name === "0");
		const bytes = await whole(pair.files.bytes(large?.id ?? ""));
		expect([bytes.length, sha256(bytes)]).toEqual([20_000_000, large?.sha256]);
		for await (const piece of pair.files.bytes(large?.id ?? "")) {
			expect(piece.length).toBeGreaterThan(0);
			break;
		}
		expect(await pair.code("cat data.csv; rm -rf big")).toBe("a,b\n1,2");
	});

	it("that goes on changing and changing places never leads elsewhere", async () => {
		const swapping = pair.python(`
import os, time
os.chdir("/workspace")
os.makedirs("swap/real"); open("swap/real/f", "w").write("real")
end = time.time() + 4
while time.time() < end:
    os.rename("swap/real", "swap/away"); os.symlink("/etc", "swap/real"); open("swap/away/f", "a").write("x" * 1000)
    os.unlink("swap/real"); os.rename("swap/away", "swap/real")
`);
		let taken = 0;
		for (let tries = 0; tries < 15; tries += 1) {
			number += 1;
			const made = await pair.files.collect({ run: `run-${number}`, before: undefined, sinceNs: 0n, figures: [] });
			for (const { id, name, size, sha256: hash } of made.artifacts) {
				const bytes = await whole(pair.files.bytes(id));
				expect([bytes.length, sha256(bytes)]).toEqual([size, hash]);
				if (name !== "f") continue;
				taken += 1;
				expect(bytes.toString().replaceAll("x", "")).toBe("real");
			}
			expect((await pair.files.scan()).files.has("swap/real/passwd")).toBe(false);
		}
		await swapping;
		expect(taken).toBeGreaterThan(0);
		await pair.code("rm -rf swap");
	});
});
