// What was printed stands in the answer as it was: the header of a table over its columns.

import { expect, test } from "vitest";
import { excerpt } from "../../../src/adapters/posts/format.ts";
import { asPrinted, withOutput } from "../../../src/core/fix/words/verbatim.ts";
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
