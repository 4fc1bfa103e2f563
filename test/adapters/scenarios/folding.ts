// Cards that are over: they fold, and who approved which code, and the code itself, stay findable.

import { expect } from "vitest";
import type { Scenario } from "../contract.ts";
import type { Post, Stage } from "../stage.ts";

/** The code of a folded card: in the fold, or in its file. */
async function codeBehind({ platform }: Stage, { code, files }: Post): Promise<string> {
	const attached = await Promise.all(files.map(async ({ url }) => Buffer.from(await platform.bytes(url)).toString()));
	return [...code, ...attached].join("\n");
}

const isFold = ({ text, buttons }: Post) => /It failed|It ran|Rejected/.test(text) && buttons.length === 0;

export const folding: readonly Scenario[] = [
	[
		"once its fix is there a failed card folds, with its error, who approved it, its hash and its code",
		async (stage) => {
			const { propose, press, find, saying } = stage;
			const talk = await propose("amounts = {'a': 1}\nprint(amounts['b'])");
			const card = await press(talk, "Approve");
			await saying(talk, /Fix 1 of 3/);
			const fold = await find(
				talk,
				"the folded card",
				(post) =>
					post.id === card.id && isFold(post) && !/Reads|to approve/.test(post.text) && /sha256/.test(post.text),
			);
			expect(fold.text).toMatch(/KeyError/);
			expect(fold.text).toMatch(/Approved by/);
			expect(await codeBehind(stage, fold)).toContain("print(amounts['b'])");
		},
	],
	[
		"a rejected card folds behind the version that took its place, and says who rejected it",
		async (stage) => {
			const { platform, propose, press, find } = stage;
			const talk = await propose("print('first version')");
			const card = await press(talk, "Reject");
			await platform.submit(platform.requester, "do it another way");
			await find(talk, "the other version", ({ code }) => code.join("").includes("another way"));
			const fold = await find(
				talk,
				"the folded card",
				(post) => post.id === card.id && isFold(post) && /sha256/.test(post.text),
			);
			expect(fold.text).toMatch(/Rejected by/);
			expect(await codeBehind(stage, fold)).toContain("print('first version')");
		},
	],
	[
		"under an answer the code is shown by one click or file, whole, and nothing can be decided about it",
		async (stage) => {
			const { platform, propose, press, find, saying } = stage;
			const talk = await propose("print('what was approved')");
			const card = await press(talk, "Approve");
			await saying(talk, "The program says: what was approved");
			const folds = ({ id, text }: Post) => id === card.id && /It ran|It worked/.test(text) && /sha256/.test(text);
			const fold = await find(talk, "the folded card", (post) => folds(post) && isFold(post));
			expect(fold.text).toMatch(/Approved by/);
			expect(await codeBehind(stage, fold)).toContain("print('what was approved')");
			await platform.click(talk, card, "Approve", platform.requester);
			await find(talk, "a private notice", ({ onlyFor }) => onlyFor === platform.requester);
		},
	],
];
