// Attacks with buttons, on the real bot: what a click carries is forged as whoever reaches Slack's API could forge it.

import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { auditPath } from "../../src/audit.ts";
import { openStage, type Stage } from "../e2e/stage.ts";
import { alice, bob, buttonsOf, type Said, until, visible } from "../e2e/twin.ts";

const COUNTED = "open('count.txt', 'a').write('x')\nprint('times:', len(open('count.txt').read()))";
const CLOSED = "This button no longer works";

let stage: Stage;
/** A thread whose code waits, and a second one of the same person. */
let [one, two] = ["", ""];
let card: Said;
let other: Said;
/** Clicks on `one` that were told so far that their button is closed. */
let before = 0;

beforeAll(async () => {
	stage = await openStage();
	[one, two] = [await stage.propose(COUNTED), await stage.propose(COUNTED)];
	[card, other] = [await stage.twin.withButton(one, "Approve"), await stage.twin.withButton(two, "Approve")];
});
beforeEach(async () => {
	before = (await closed(one)).length;
});
afterAll(() => stage?.close());

const tokenOf = (said: Said, label: string) => buttonsOf(said).find((button) => button.label === label)?.value ?? "";

/** A click that carries this, on a message that may be any. */
async function forge(on: Said, carries: { readonly action: string; readonly token: string }, by = alice) {
	const text = { type: "plain_text", text: "Go" };
	const button = { type: "button", action_id: carries.action, value: carries.token, text };
	await stage.twin.click({ ...on, blocks: [{ type: "actions", block_id: "b", elements: [button] }] }, "Go", by);
}

const notices = async (ts: string, by: string, words: string) =>
	(await stage.twin.thread(ts)).filter((said) => said.ephemeral_to === by && visible(said).includes(words));
const closed = (ts: string) => notices(ts, alice, CLOSED);
/** Resolves once so many more clicks on `one` were told that their button is closed. */
const refused = (many: number) =>
	until(`${many} clicks to be refused`, async () => (await closed(one)).length === before + many);

const entry = z.looseObject({ event: z.string(), thread: z.string().optional(), by: z.string().optional() });

/** What the audit holds of a thread. */
async function audited(ts: string) {
	const lines = (await readFile(auditPath(stage.bot.stateDir), "utf8")).trimEnd().split("\n");
	return lines.map((line) => entry.parse(JSON.parse(line))).filter(({ thread }) => thread?.endsWith(`:${ts}`) === true);
}
const decided = async (ts: string) =>
	(await audited(ts))
		.map(({ event }) => event)
		.filter((event) => /^(approved|rejected|allowed|ran|ended)$/.test(event));

test("a button of another thread approves nothing and stops nothing (A01)", async () => {
	await forge(card, { action: "approve", token: tokenOf(other, "Approve") });
	await forge(card, { action: "approve_fixes", token: tokenOf(other, "Approve + fixes") });
	await forge(card, { action: "stop", token: tokenOf(other, "Stop") });
	await refused(3);
	expect([...(await decided(one)), ...(await decided(two))]).toEqual([]);
});

test("a guessed token and none at all approve nothing (A02)", async () => {
	const token = tokenOf(card, "Approve");
	const guesses = ["", `${token}0`, token.slice(1), "0".repeat(token.length), "*", "__proto__", " "];
	for (const guess of guesses) await forge(card, { action: "approve", token: guess });
	await refused(guesses.length);
	expect(await decided(one)).toEqual([]);
});

test("a token opens only its own choice: Stop's does not approve, Approve's does not rerun or forget (A03)", async () => {
	const [approve, stop] = [tokenOf(card, "Approve"), tokenOf(card, "Stop")];
	// Names that no button of ours has are no clicks.
	for (const action of ["__proto__", "constructor", "APPROVE", "ran"]) await forge(card, { action, token: approve });
	const crossed = [
		{ action: "approve", token: stop },
		{ action: "approve_fixes", token: stop },
		...["rerun", "forget", "again", "export", "fresh"].map((action) => ({ action, token: approve })),
	];
	for (const carries of crossed) await forge(card, carries);
	await refused(crossed.length);
	expect(await decided(one)).toEqual([]);
});

test("somebody else, the bot itself and a person whom nobody knows approve nothing (A04)", async () => {
	const carries = { action: "approve", token: tokenOf(card, "Approve") };
	for (const by of ["U99NOBODY", "U0BOT", bob]) await forge(card, carries, by);
	await until("a private notice", async () => (await notices(one, bob, "may decide about this code")).length === 1);
	await until("the refusals in the audit", async () => {
		const by = (await audited(one)).filter(({ event }) => event === "click_refused").map((refusal) => refusal.by);
		return by.includes(bob) && by.includes("U0BOT");
	});
	expect(await decided(one)).toEqual([]);
});

test("the right token on another message of its thread approves nothing (A04)", async () => {
	const [first] = await stage.twin.thread(one);
	if (first === undefined) throw new Error("the thread has no first message");
	await forge(first, { action: "approve", token: tokenOf(card, "Approve") });
	await refused(1);
	expect(await decided(one)).toEqual([]);
});

test("after all that the code still waits; five clicks at once and one after the Run run it once (A05)", async () => {
	await Promise.all(Array.from({ length: 5 }, () => stage.twin.click(card, "Approve")));
	await stage.twin.saying(one, "The program says: times: 1");
	await stage.twin.click(card, "Approve");
	await refused(5);
	expect(await decided(one)).toEqual(["approved", "ran", "ended"]);
});

test("code that a message has taken the place of cannot be approved (A06)", async () => {
	await stage.twin.say("only for May", { thread: two });
	await stage.twin.find(two, "the next version", (said) => {
		const token = tokenOf(said, "Approve");
		return token !== "" && token !== tokenOf(other, "Approve");
	});
	await stage.twin.click(other, "Approve");
	await until("the click to be refused", async () => (await closed(two)).length === 1);
	expect(await decided(two)).toEqual([]);
});
