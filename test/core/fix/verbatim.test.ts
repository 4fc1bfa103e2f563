// What was printed stands in the answer as it was: the header of a table over its columns.

import { expect, test } from "vitest";
import { excerpt } from "../../../src/adapters/posts/format.ts";
import { asPrinted, withOutput, withoutNoise } from "../../../src/core/fix/words/verbatim.ts";
import { textsIn } from "../../../src/core/locales.ts";

const table = "\n \n  Month   Betrag\n2024-01 -9832.75\n2024-02 -3243.98\n\n";
const shown = "  Month   Betrag\n2024-01 -9832.75\n2024-02 -3243.98";

test("a table keeps the blanks before its header, in the answer and on the card", () => {
	expect(asPrinted({ output: table, changed: [] })).toBe(`\`\`\`\n${shown}\n\`\`\``);
	expect(withOutput("Both.", { output: table, changed: [] })).toBe(`\`\`\`\n${shown}\n\`\`\`\n\nBoth.`);
	const room = { chars: 1000, lines: 40, head: 0.4 };
	expect(excerpt(`\n${shown}\n`, room, textsIn("en"))).toBe(shown);
});

test("blanks alone are nothing that was printed", () => {
	expect(asPrinted({ output: " \n\t\n", changed: ["a.png"] })).toBe("Done. Files made: a.png.");
});

test.each([
	["-20707.850000000002", "-20707.85"],
	["sum: 0.30000000000000004, of 3", "sum: 0.3, of 3"],
	["[9.999999999999998, 1234567.1099999999]", "[10, 1234567.11]"],
])("digits of the binary form alone are left out: %j", (printed, shown) => {
	expect(withoutNoise(printed)).toBe(shown);
	expect(asPrinted({ output: printed, changed: [] })).toBe(`\`\`\`\n${shown}\n\`\`\``);
});

test.each([
	"4768.666666666667",
	"3.141592653589793",
	"0.1234567890123456789",
	"20707.85",
	"1.0000000000000002e-05",
	"v1.00000000000000002.3",
	"1.0000001",
	"0.000000000000000123",
])("a figure that needs its digits keeps them: %s", (printed) => {
	expect(withoutNoise(printed)).toBe(printed);
});

test("one figure that the words have without that is not said twice", () => {
	const run = { output: "-20707.850000000002\n", changed: [] };
	expect(withOutput("It is -20707.85.", run)).toBe("It is -20707.85.");
});
