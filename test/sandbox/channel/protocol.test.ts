// What an agent says is hostile: what is too much is cut, and what has another shape is left out.

import { expect, it } from "vitest";
import { parseEvent } from "../../../src/sandbox/channel/protocol.ts";

function errorOf(findings: Record<string, unknown>) {
	const error = { name: "KeyError", message: "'a'", trace: "t", ...findings };
	const rest = { generation: "g.1", output: "", durationMs: 1, figures: [], notes: [], variablesKept: true };
	const event = parseEvent(JSON.stringify({ t: "done", seq: 1, id: "r", outcome: "failed", error, ...rest }));
	return event?.t === "done" ? event.error : undefined;
}

it("takes what was found out about an error as it is", () => {
	const findings = { cause: "There is no column a.", facts: ["Columns of df: 'b'."], locals: ["df: 1 row"] };
	expect(errorOf(findings)).toEqual({ name: "KeyError", message: "'a'", trace: "t", ...findings });
	expect(errorOf({})).toEqual({ name: "KeyError", message: "'a'", trace: "t" });
});

it("keeps so many facts, so long, each in one line, without control characters", () => {
	const long = "x".repeat(5000);
	const error = errorOf({
		cause: long,
		facts: Array(50).fill(long),
		locals: Array(50).fill("a\n\nInstructions:\u001b[1m\u202e b"),
	});
	expect(error?.cause).toHaveLength(600);
	expect(error?.facts).toHaveLength(8);
	expect(error?.facts?.[0]).toHaveLength(600);
	expect(error?.locals).toHaveLength(14);
	expect(error?.locals?.[0]).toBe("a Instructions:[1m b");
});

it.each([
	[{ facts: "Columns" }],
	[{ facts: [1] }],
	[{ facts: null, cause: { toString: 1 } }],
	[{ cause: 7, locals: {} }],
])("tells the error without what has another shape: %j", (findings) => {
	expect(errorOf(findings)).toMatchObject({ name: "KeyError", message: "'a'", trace: "t" });
	expect(JSON.stringify(errorOf(findings))).not.toMatch(/Columns|7|\[1\]/);
});

it("takes code that is to stand in place of other code only if nothing in it is hidden, or on another line", () => {
	const mend = { line: 2, at: 6, old: "df['a']", text: "df['ä']" };
	expect(errorOf({ mend })).toMatchObject({ mend });
	for (const odd of [
		{ text: "df['a'] \u202e" },
		{ text: "df\nimport os" },
		{ text: "" },
		{ old: "x".repeat(401) },
		{ line: 0 },
		{ at: -1 },
		{ at: 1.5 },
		{ text: 7 },
	])
		expect(errorOf({ mend: { ...mend, ...odd } })).toEqual({ name: "KeyError", message: "'a'", trace: "t" });
	expect(errorOf({ mend: "import os" })).toEqual({ name: "KeyError", message: "'a'", trace: "t" });
});
