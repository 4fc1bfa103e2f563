// What can be done where there is no answer, and what people say about one.

import { createHash } from "node:crypto";
import { expect } from "vitest";
import { until } from "../../e2e/twin.ts";
import type { Env, Post, Scenario, Stage, Talk } from "../contract.ts";

/** The first program that fails is the last one. */
export const noFixes: Env = () => ({ MAX_FIXES: "0" });

const FAILS =
	"open('half.csv', 'w').write('a\\n1\\n')\nopen('count.txt', 'a').write('x')\nprint('so far')\nraise ValueError('no')";

/** A question that was given up, with something made on the way. */
async function givenUp(stage: Stage, code = FAILS): Promise<Talk> {
	const talk = await stage.propose(code);
	await stage.press(talk, "Approve");
	const end = await stage.saying(talk, "I gave up.");
	const ways = ["Try again", "Say it differently", "Give me the code"];
	expect(end.buttons).toEqual(expect.arrayContaining(ways));
	return talk;
}

/** Private notes to this person. */
async function notices({ platform }: Stage, talk: Talk, by: string, words: string) {
	return until(`a private note to ${by}: ${words}`, async () =>
		(await platform.posts(talk)).findLast(({ onlyFor, text }) => onlyFor === by && text.includes(words)),
	);
}

/** The question is said differently, as the others in the thread see; its code is approved and prints these words. */
async function reworded(stage: Stage, talk: Talk, words: string) {
	const { platform } = stage;
	await stage.press(talk, "Say it differently");
	await platform.submit(platform.requester, `say: print('${words}')`);
	await stage.saying(talk, `asks: “say: print('${words}')”`);
	await stage.press(talk, "Approve");
	await stage.saying(talk, `The program says: ${words}`);
}

async function files({ platform }: Stage, talk: Talk, ...names: readonly string[]) {
	return until(`the files ${names}`, async () => {
		const all = (await platform.posts(talk)).flatMap((post) => post.files);
		const found = names.map((name) => all.findLast((file) => file.name === name));
		return found.every((file) => file !== undefined) ? found : undefined;
	});
}

export const waysOn: readonly Scenario[] = [
	[
		"Try again shows other code for the same question, which runs only once it is approved; the old buttons are gone",
		async (stage) => {
			const talk = await givenUp(stage);
			// Each on a card of its own, however often that card says so.
			const failures = async () =>
				(await stage.platform.posts(talk)).filter(({ text }) => text.includes("It failed ·")).length;
			// The end does not wait until the card above it says so.
			const before = await until("the failure on the card", failures);
			const end = await stage.press(talk, "Try again");
			const card = await stage.find(talk, "the code again", ({ buttons }) => buttons.includes("Approve"));
			expect(card.id).not.toBe(end.id);
			await until("the old buttons to go", async () => {
				const now = (await stage.platform.posts(talk)).find(({ id }) => id === end.id);
				return now?.buttons.length === 0;
			});
			await stage.platform.click(talk, end, "Try again", stage.platform.requester);
			await notices(stage, talk, stage.platform.requester, "no longer works");
			expect(await failures()).toBe(before);
		},
	],
	[
		"Say it differently asks for other words, which all in the thread see, and goes on with them",
		async (stage) => {
			const { platform } = stage;
			const talk = await givenUp(stage);
			await stage.press(talk, "Say it differently", platform.other);
			await notices(stage, talk, platform.other, "may do that");
			await reworded(stage, talk, "in other words");
		},
	],
	[
		"Show what there is posts output and files of the failed program, called partial, and never with a green tick",
		async (stage) => {
			const talk = await givenUp(stage);
			await stage.press(talk, "Show what there is");
			await stage.saying(talk, "Partial results");
			const [half] = await files(stage, talk, "half.csv");
			await stage.saying(talk, /Partial results: .*half\.csv/);
			expect(new TextDecoder().decode(await stage.platform.bytes(half?.url ?? ""))).toBe("a\n1\n");
			expect(await stage.texts(talk)).not.toMatch(/✅|:white_check_mark:/);
		},
	],
	[
		"Give me the code hands anybody the last code as it is, with its hash and how to run it, and runs nothing",
		async (stage) => {
			const { platform } = stage;
			const talk = await givenUp(stage);
			await stage.press(talk, "Give me the code", platform.other);
			const { text } = await stage.saying(talk, "python attempt-1.py");
			const [code] = await files(stage, talk, "attempt-1.py");
			const bytes = await platform.bytes(code?.url ?? "");
			expect(new TextDecoder().decode(bytes).trim()).toBe(FAILS);
			expect(text).toContain(createHash("sha256").update(bytes).digest("hex"));
			await platform.say("say: print('ran', len(open('count.txt').read()))", { to: talk });
			await stage.press(talk, "Approve");
			await stage.saying(talk, "The program says: ran 1");
		},
	],
];

const isEnd = ({ buttons }: Post) => buttons.includes("Try again") && buttons.includes("Say it differently");

export const stopped: readonly Scenario[] = [
	[
		"a question that was stopped can be asked again, and its code waits like the first time",
		async (stage) => {
			const { platform } = stage;
			const talk = await stage.propose("print('after all')");
			const card = await stage.press(talk, "Stop");
			const end = await stage.find(talk, "the ways on", isEnd);
			expect(end.text).toContain("Stopped by");
			await stage.press(talk, "Try again");
			const isNext = ({ id, buttons }: Post) => id !== card.id && buttons.includes("Approve");
			const next = await stage.find(talk, "the code again", isNext);
			await platform.click(talk, next, "Approve", platform.requester);
			await stage.saying(talk, "The program says: after all");
		},
	],
];

/** Code waits for a quarter of a minute. */
export const soonExpired: Env = () => ({ APPROVAL_TTL_MIN: "0.25" });

export const expired: readonly Scenario[] = [
	[
		"a question whose code nobody decided about can be said differently, and somebody else cannot do so",
		async (stage) => {
			const { platform } = stage;
			const talk = await stage.propose("print('late')");
			const end = await stage.find(talk, "the ways on", isEnd);
			expect(end.text).toContain("Nobody approved in time");
			await platform.click(talk, end, "Try again", platform.other);
			await notices(stage, talk, platform.other, "may do that");
			await reworded(stage, talk, "in time");
			expect(await stage.texts(talk)).not.toContain("The program says: late");
		},
	],
];

export const feedback: readonly Scenario[] = [
	[
		"Right is noted for whoever clicks it, privately, and changes nothing in the thread",
		async (stage) => {
			const { platform } = stage;
			const talk = await stage.propose("print('twelve')");
			await stage.press(talk, "Approve");
			const answer = await stage.find(talk, "the answer", ({ buttons }) => buttons.includes("Right"));
			expect(answer.buttons.slice(-2)).toEqual(["Right", "Wrong"]);
			// The answer may stand there before the card above it says so.
			await stage.find(talk, "the card that is over", ({ text }) => /It (?:ran|worked)/.test(text));
			const before = await stage.texts(talk);
			for (const by of [platform.other, platform.requester]) {
				await platform.click(talk, answer, "Right", by);
				await notices(stage, talk, by, "you find this answer right");
			}
			expect(await stage.texts(talk)).toBe(before);
		},
	],
	[
		"Wrong asks what is wrong, and goes on from there; nothing runs before it is approved",
		async (stage) => {
			const { platform } = stage;
			const talk = await stage.propose("print('thirteen')");
			await stage.press(talk, "Approve");
			await stage.press(talk, "Wrong");
			await platform.submit(platform.requester, "say: print('fourteen')");
			await stage.saying(talk, "The last answer is wrong: say: print('fourteen')");
			const card = await stage.find(talk, "the next code", ({ buttons }) => buttons.includes("Approve"));
			expect(card.code.join()).toContain("fourteen");
			expect(await stage.texts(talk)).not.toContain("The program says: fourteen");
			await stage.press(talk, "Approve");
			await stage.saying(talk, "The program says: fourteen");
		},
	],
	[
		"an older answer can be judged below a newer one, and what is wrong with it goes on from there",
		async (stage) => {
			const { platform } = stage;
			const talk = await stage.propose("print('fifteen')");
			await stage.press(talk, "Approve");
			const older = await stage.find(talk, "the answer", ({ buttons }) => buttons.includes("Right"));
			await platform.say("say: print('sixteen')", { to: talk });
			await stage.press(talk, "Approve");
			await stage.saying(talk, "The program says: sixteen");
			const still = async () => (await platform.posts(talk)).find(({ id }) => id === older.id)?.buttons;
			await until("its other buttons to go", async () => (await still())?.join() === "Right,Wrong");
			await platform.click(talk, older, "Right", platform.other);
			await notices(stage, talk, platform.other, "you find this answer right");
			await platform.click(talk, older, "Wrong", platform.requester);
			await platform.submit(platform.requester, "say: print('seventeen')");
			await stage.saying(talk, /The answer to “say: print\('fifteen'\)” is wrong/);
			await stage.find(talk, "the next code", ({ buttons }) => buttons.includes("Approve"));
			expect(await still()).toEqual(["Right", "Wrong"]);
		},
	],
	[
		"after forget no button is left, and an old one says when the thread was forgotten",
		async (stage) => {
			const { platform } = stage;
			const talk = await stage.propose("print('older')");
			await stage.press(talk, "Approve");
			await stage.saying(talk, "The program says: older");
			await platform.say("say: print('gone soon')", { to: talk });
			await stage.press(talk, "Approve");
			await stage.saying(talk, "The program says: gone soon");
			const answer = await stage.find(talk, "the answer", ({ buttons }) => buttons.includes("Rerun"));
			await platform.say("forget", { to: talk });
			await stage.press(talk, "Forget everything");
			await stage.saying(talk, "As you asked, I have deleted");
			await until("all buttons to go", async () =>
				(await platform.posts(talk)).every(({ buttons }) => buttons.length === 0),
			);
			for (const label of ["Rerun", "Right"]) await platform.click(talk, answer, label, platform.requester);
			await notices(stage, talk, platform.requester, "This thread was forgotten on ");
		},
	],
];
