// Tables as people read them: real ones where the platform has them, and text where it does not take them.

import { expect } from "vitest";
import type { Scenario } from "../contract.ts";

const SALES = `import pandas as pd
df = pd.DataFrame({"region": ["North", "South"], "year": [2023, 2024], "amount": [1234.5, 98765.25], "order_id": [1234567890123456, 1234567890123457]})
print(df)`;

export const tables: readonly Scenario[] = [
	[
		"a printed frame is a table, with marks for amounts, and years and ids as they are",
		async ({ platform, propose, press, saying, find, model }) => {
			const talk = await propose(SALES);
			await press(talk, "Approve");
			const answer = await saying(talk, /98,765\.25/);
			expect(answer.text).toContain("2024");
			expect(answer.text).toContain("1234567890123457");
			if (platform.hasTables)
				expect(answer.tables).toEqual([
					[
						["region", "year", "amount", "order_id"],
						["North", "2023", "1,234.50", "1234567890123456"],
						["South", "2024", "98,765.25", "1234567890123457"],
					],
				]);
			else expect(answer.code.join("\n")).toMatch(/^region +year +amount +order_id$/m);
			// What the model reads is what was printed.
			expect(model.asked.at(-1)?.at(-1)?.content).toContain("98765.25");
			await press(talk, "Rerun");
			const again = await find(
				talk,
				"the table again",
				({ id, text }) => id !== answer.id && text.includes("98,765.25"),
			);
			expect(again.text).toContain("Ran again");
			expect([again.tables, again.code]).toEqual([answer.tables, answer.code]);
		},
	],
	[
		"where the platform refuses tables and folds, the same table comes as text, and the code stays whole",
		async ({ platform, propose, press, saying, find }) => {
			platform.takesNew(false);
			try {
				const source = `${SALES}\n${"# so that the code is long\n".repeat(60)}`.trimEnd();
				const talk = await propose(source);
				const card = await press(talk, "Approve");
				const answer = await saying(talk, /98,765\.25/);
				expect(answer.tables).toEqual([]);
				expect(answer.code.join("\n")).toMatch(/^South +2024 +98,765\.25 +1234567890123457$/m);
				const over = await find(talk, "the card", ({ id, text }) => id === card.id && /It (ran|worked)/.test(text));
				const files = await Promise.all(
					over.files.map(async ({ url }) => Buffer.from(await platform.bytes(url)).toString()),
				);
				expect([...over.code, ...files].join("\n")).toContain(source);
				expect(over.buttons).toEqual([]);
			} finally {
				platform.takesNew(true);
			}
		},
	],
];
