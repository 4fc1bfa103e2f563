import { describe, expect, it } from "vitest";
import { lineReader } from "../../../src/sandbox/channel/lines.ts";
import { parseEvent } from "../../../src/sandbox/channel/protocol.ts";
import { stdoutReader } from "../../../src/sandbox/docker/engine/exec-stream.ts";

function frame(kind: number, text: string): Buffer {
	const head = Buffer.alloc(8);
	head[0] = kind;
	head.writeUInt32BE(Buffer.byteLength(text), 4);
	return Buffer.concat([head, Buffer.from(text)]);
}

/** Framed bytes in, lines out. */
function reading(limit: number, onLine: (line: string) => void): { push(bytes: Buffer): boolean } {
	const [stdout, lines] = [stdoutReader(), lineReader(limit, onLine)];
	return { push: (bytes) => stdout(bytes).every((part) => lines.push(part)) };
}

describe("the stream from a sandbox", () => {
	it("gives the same lines however it is cut, and drops stderr", () => {
		const bytes = Buffer.concat([
			frame(1, '{"a":"日'),
			frame(2, "noise\n"),
			frame(1, '本"}\n\n{"b":1}\n{"c'),
			frame(1, '":2}\n'),
		]);
		for (let cut = 1; cut <= bytes.length; cut += 1) {
			const lines: string[] = [];
			const reader = reading(1000, (line) => lines.push(line));
			for (let at = 0; at < bytes.length; at += cut) reader.push(bytes.subarray(at, at + cut));
			expect(lines).toEqual(['{"a":"日本"}', '{"b":1}', '{"c":2}']);
		}
	});

	it("ends at a line that never ends instead of filling memory", () => {
		const reader = reading(1000, () => {});
		expect(reader.push(frame(1, "x".repeat(900)))).toBe(true);
		expect(reader.push(frame(1, "x".repeat(200)))).toBe(false);
	});
});

describe("what an agent says", () => {
	const done = {
		t: "done",
		seq: 1,
		id: "r1",
		generation: "abc.1",
		outcome: "ok",
		output: "2\n",
		durationMs: 3,
		figures: [],
		notes: [],
		variablesKept: true,
	};

	it("is taken when it is well formed", () => {
		expect(parseEvent(JSON.stringify(done))).toEqual(done);
	});

	it("is refused when it is not", () => {
		for (const line of ["", "[]", "{", '{"t":"done"}', '{"t":"other"}', JSON.stringify({ ...done, outcome: "lost" })]) {
			expect(parseEvent(line)).toBeUndefined();
		}
		expect(parseEvent(JSON.stringify({ ...done, figures: ["../../etc/passwd"] }))).toBeUndefined();
	});

	it("is cut and cleaned where it is too long or holds tricks", () => {
		const event = parseEvent(JSON.stringify({ ...done, output: `a\u202eb\u0000c\ud800${"x".repeat(500_000)}` }));
		expect(event?.t === "done" && event.output.length).toBeLessThan(340_000);
		expect(event?.t === "done" && event.output.slice(0, 5)).toBe("abc\ufffdx");
	});
});
