// Who may click what, and what a click changes.

import { expect } from "vitest";
import { until } from "../../e2e/twin.ts";
import type { Scenario, Stage, Talk } from "../contract.ts";

const COUNTED = "open('count.txt', 'a').write('x')\nprint('times:', len(open('count.txt').read()))";

/** Private notes to this person, once there are as many. */
async function notices({ platform }: Stage, talk: Talk, by: string, many = 1) {
	return until(`${many} private notes to ${by}`, async () => {
		const found = (await platform.posts(talk)).filter(({ onlyFor }) => onlyFor === by);
		return found.length >= many ? found : undefined;
	});
}

export const clicks: readonly Scenario[] = [
	[
		"a rejection with a reason brings another version, and nothing has run",
		async ({ platform, model, propose, press, find, texts }) => {
			const talk = await propose("print('first way')");
			const card = await press(talk, "Reject");
			await platform.submit(platform.requester, "do it another way");
			await find(talk, "the rejected card", ({ id, text }) => id === card.id && /Rejected by/i.test(text));
			await find(talk, "the other version", ({ code }) => code.join("").includes("another way"));
			expect(model.asked.at(-1)?.at(-1)?.content).toContain("do it another way");
			expect(await texts(talk)).not.toContain("It ran");
		},
	],
	[
		"a click by somebody else is told in private and runs nothing; the requester's still works",
		async (stage) => {
			const { platform, propose, press, saying, texts } = stage;
			const talk = await propose("print('mine')");
			await press(talk, "Approve", platform.other);
			const [notice] = await notices(stage, talk, platform.other);
			expect(notice?.text).toContain("may decide about this code");
			expect(await texts(talk)).not.toContain("Approved by");
			await press(talk, "Approve");
			await saying(talk, "The program says: mine");
		},
	],
	[
		"guests, people of other workspaces and bots cannot approve, not even what they asked for",
		async (stage) => {
			const { platform, ask, find, propose, press, texts } = stage;
			for (const outsider of platform.outsiders) {
				const talk = await ask("say: print('outside')", { by: outsider });
				await find(talk, "a button Approve", ({ buttons }) => buttons.includes("Approve"));
				await press(talk, "Approve", outsider);
				await notices(stage, talk, outsider);
				expect(await texts(talk)).not.toContain("Approved by");
			}
			const talk = await propose("print('by a bot')");
			await press(talk, "Approve", platform.bot);
			await notices(stage, talk, platform.bot);
			expect(await texts(talk)).not.toContain("Approved by");
		},
	],
	[
		"a double click runs the code once",
		async ({ platform, bot, propose, find, saying }) => {
			const talk = await propose(COUNTED);
			const approvals = () => (bot.log().match(/"choice":"approve"/g) ?? []).length;
			const before = approvals();
			const card = await find(talk, "the card", ({ buttons }) => buttons.includes("Approve"));
			await Promise.all([1, 2, 3].map(() => platform.click(talk, card, "Approve", platform.requester)));
			await saying(talk, "The program says: times: 1");
			expect(approvals()).toBe(before + 1);
		},
	],
	[
		"a forged button, an old button and a button of another thread run nothing",
		async (stage) => {
			const { platform, propose, find, texts, saying } = stage;
			const one = await propose("print('one')");
			const two = await propose("print('two')");
			const can = ({ buttons }: { buttons: readonly string[] }) => buttons.includes("Approve");
			const [cardOne, cardTwo] = [await find(one, "one", can), await find(two, "two", can)];
			await platform.forge(one, cardOne, "Approve", cardTwo);
			const [told] = await notices(stage, one, platform.requester);
			expect(told?.text).toContain("This button no longer works");
			await platform.say("only for May", { to: one });
			await find(one, "the next version", ({ code }) => code.join("").includes("with the addition"));
			await platform.click(one, cardOne, "Approve", platform.requester);
			await notices(stage, one, platform.requester, 2);
			expect(`${await texts(one)}${await texts(two)}`).not.toContain("Approved by");
			await platform.click(two, cardTwo, "Approve", platform.requester);
			await saying(two, "The program says: two");
		},
	],
];
