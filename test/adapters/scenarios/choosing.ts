// The bot's question about a request that may mean two things.

import { expect } from "vitest";
import type { Scenario } from "../contract.ts";

const SALES = "region,amount_net,amount_gross\nNorth,100,119\nSouth,50,59.5\n";
const SUM = "import pandas as pd; print('sum:', pd.read_csv('sales.csv').iloc[:, 2].sum()) # total amount";

export const choosing: readonly Scenario[] = [
	[
		"two columns that fit equally: one question with buttons, and the one that was chosen is used and said",
		async ({ platform, model, ask, find, press, saying, texts }) => {
			const talk = await ask(`say: ${SUM}`, { files: { "sales.csv": SALES } });
			const asked = await find(talk, "the question", ({ buttons }) => buttons.includes("amount_gross"));
			expect(asked.text).toContain("Which column do you mean: amount_net or amount_gross?");
			expect(asked.buttons).toEqual(["amount_net", "amount_gross", "Both", "Stop"]);
			expect(await texts(talk)).not.toContain("Approve");
			await press(talk, "amount_gross");
			await press(talk, "Approve");
			await saying(talk, "The program says: sum: 178.5");
			const after = await find(talk, "the question with its answer", ({ id }) => id === asked.id);
			expect(after.buttons).toEqual([]);
			expect(after.text).toMatch(/chose \W*amount_gross/);
			expect(model.asked.flat().some(({ content }) => content.includes('Agreed: Use the column "amount_gross".'))).toBe(
				true,
			);
			await platform.click(talk, asked, "amount_net", platform.requester);
		},
	],
	[
		"an answer in words will do",
		async ({ platform, ask, find, press, saying }) => {
			const talk = await ask(`say: ${SUM}`, { files: { "sales.csv": SALES } });
			const asked = await find(talk, "the question", ({ buttons }) => buttons.includes("Both"));
			await platform.say("the gross one", { to: talk });
			await find(talk, "the question with its answer", ({ id, text }) => id === asked.id && text.includes("chose"));
			await press(talk, "Approve");
			await saying(talk, "The program says: with the addition");
		},
	],
];
