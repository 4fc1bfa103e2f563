// Attacks with forms: what is filled in elsewhere, or by somebody else, rejects and edits nothing.

import { expect, test } from "vitest";
import { readClick } from "../../src/adapters/discord/events.ts";
import type { Click } from "../../src/core/ports.ts";
import { filledForm } from "../adapters/discord/interactions.ts";
import { alice, bob, fakeWorld, script, thread } from "../fakes/world.ts";

async function waiting() {
	const bot = fakeWorld({ says: [script("print(1)")] });
	await bot.say("go");
	await bot.work();
	const { token } = bot.turn().attempts.at(-1)?.approval ?? { token: "" };
	return { bot, token };
}

interface Filled {
	readonly choice: "reject" | "edit";
	readonly token: string;
	readonly ref?: string;
	readonly by?: string;
	readonly in?: string;
}

/** A form as Discord hands it in; everything in it comes from the person's client. */
function filled({ choice, token, ref = "ref 1", by = alice.id, in: where = thread }: Filled): Click {
	const field = { type: 18, component: { type: 4, custom_id: "text", value: "import os" } };
	const read = readClick(filledForm({ id: by, username: by }, { choice, token, ref }, [field]));
	if (read === undefined) throw new Error("no form");
	return { ...read.click, thread: where };
}

const tries: readonly (readonly [what: string, over: Partial<Filled>])[] = [
	["in another thread", { in: "slack:T1:C1:9.9" }],
	["on another message", { ref: "ref 2" }],
	["with a guessed token", { token: "0".repeat(32) }],
	["by somebody who may not decide", { by: bob.id }],
	["by somebody whom nobody knows", { by: "U99" }],
];

test.each(tries)("a form filled in %s neither rejects nor edits the code (H10)", async (_what, over) => {
	const { bot, token } = await waiting();
	for (const choice of ["reject", "edit"] as const) {
		await bot.bot.click(filled({ choice, token, ...over }), {
			privately: async (sentence) => void bot.told.push(sentence),
			askReason: async () => {},
			askCode: async () => true,
		});
	}
	await bot.work();
	expect(bot.told).toHaveLength(2);
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.turn().attempts).toHaveLength(1);
	expect(bot.turn().attempts[0]?.approval.verdict).toBeUndefined();
});

test("the requester's own form, filled in where the code stands, edits it, so the refusals above mean something", async () => {
	const { bot, token } = await waiting();
	await bot.bot.click(filled({ choice: "edit", token }), {
		privately: async (sentence) => void bot.told.push(sentence),
		askReason: async () => {},
		askCode: async () => true,
	});
	await bot.work();
	expect(bot.told).toEqual([]);
	expect(bot.turn().attempts.at(-1)?.proposal.source).toContain("import os");
});
