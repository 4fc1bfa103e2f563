// Approvers are told in a direct message: who, once a question, with a reminder, and the click there counts like one in the thread.

import { expect, test } from "vitest";
import { toldId } from "../../../src/core/domain/commands.ts";
import { BotError } from "../../../src/core/errors.ts";
import { alice, bob, csv, fakeWorld, keyError, ok, script, thread } from "../../fakes/world.ts";

const carol = { id: "U3", name: "Carol", trust: "member", groups: ["S9"] } as const;
const gus = { id: "U4", name: "Gus", trust: "guest" } as const;

function withApprovers(approvers: readonly string[], more: Parameters<typeof fakeWorld>[0] = {}) {
	const says = [script("print(1)"), script("print(2)"), "It is 1."];
	const bot = fakeWorld({ says, does: [ok("1")], ...more, settings: { approvers: [...approvers], ...more.settings } });
	for (const person of [carol, gus]) bot.people.set(person.id, person);
	return bot;
}

async function asked(bot: ReturnType<typeof withApprovers>) {
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	return bot;
}

const lastTold = (bot: ReturnType<typeof withApprovers>) => bot.tells.at(-1)?.turn;

test("where the requester alone may approve, nobody is written to", async () => {
	const bot = await asked(withApprovers([]));
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.tells).toEqual([]);
	expect(bot.turn().told).toBeUndefined();
});

test("approvers are told, each once, groups by their members; the requester, guests and the bot's own failures are left out", async () => {
	const bot = withApprovers(["U2", "S9", "U1", "U4"]);
	bot.world.groups.S9 = ["U2", "U3"];
	await asked(bot);
	expect(bot.turn().told).toEqual([
		{ person: "U2", place: "slack:T1:DU2:" },
		{ person: "U3", place: "slack:T1:DU3:" },
	]);
	expect(new Set(bot.tells.map(({ told }) => told.person))).toEqual(new Set(["U2", "U3"]));
});

test("a group of whose people the platform does not tell is called below the card, once a question, and nobody else", async () => {
	const bot = withApprovers(["U2", "900"], { does: [keyError(), ok("2")] });
	bot.world.groups["900"] = undefined;
	await asked(bot);
	expect(bot.turn().told?.map(({ person }) => person)).toEqual(["U2"]);
	await bot.click("approve", { by: "U2" });
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	const called = bot.asides.filter(({ calls }) => calls !== undefined);
	expect(called).toMatchObject([
		{ thread, title: "Alice asks for your approval of the code above", calls: ["900"], buttons: [] },
	]);
});

test("a call that the platform refuses changes nothing else", async () => {
	const bot = withApprovers(["900"]);
	bot.world.groups["900"] = undefined;
	bot.world.sayFails = new BotError("chat_refused", "no");
	await asked(bot);
	expect(bot.turn()).toMatchObject({ state: { kind: "waiting" }, told: [] });
});

test("whoever added to the question is not told where a second pair of eyes is needed", async () => {
	const bot = await asked(withApprovers(["U1", "U2", "U3"], { settings: { fourEyes: true } }));
	expect(bot.turn().told?.map(({ person }) => person)).toEqual(["U2", "U3"]);
});

test("a platform that refuses direct messages changes nothing else", async () => {
	const bot = withApprovers(["U2"]);
	bot.world.directFails = new BotError("chat_refused", "Slack refused conversations.open (missing_scope).");
	await asked(bot);
	expect(bot.turn()).toMatchObject({ state: { kind: "waiting" }, told: [] });
	await bot.click("approve", { by: "U2" });
	await bot.work();
	expect(bot.runs).toHaveLength(1);
});

test("a click in the direct message runs exactly that code, for the person who was asked there", async () => {
	const bot = await asked(withApprovers(["U2", "U3"]));
	const click = {
		token: bot.turn().attempts[0]?.approval.token ?? "",
		choice: "approve",
		thread: "slack:T1:DU2:5.5",
	} as const;
	const privately: string[] = [];
	const reply = {
		privately: async (sentence: string) => void privately.push(sentence),
		askReason: async () => {},
		askCode: async () => true,
	};
	// Carol's own message has another ref; a message that was never sent has none.
	await bot.bot.click({ ...click, person: "U3", ref: "direct U2" }, reply);
	await bot.bot.click({ ...click, person: "U2", ref: "direct U3" }, reply);
	await bot.bot.click({ ...click, choice: "edit", person: "U2", ref: "direct U2" }, reply);
	await bot.bot.click({ ...click, choice: "stop", person: "U2", ref: "direct U2" }, reply);
	expect(privately).toHaveLength(4);
	expect(bot.turn().state.kind).toBe("waiting");
	await bot.bot.click({ ...click, person: "U2", ref: "direct U2" }, reply);
	await bot.work();
	expect(privately).toHaveLength(4);
	expect(bot.runs.map(({ source, thread: where }) => [source, where])).toEqual([["print(1)\n", thread]]);
	expect(bot.turn().attempts[0]?.approval.verdict).toMatchObject({ kind: "approved", by: { id: "U2" } });
	await bot.bot.click({ ...click, person: "U3", ref: "direct U3" }, reply);
	expect(privately.at(-1)).toContain("This button no longer works");
});

test("somebody who may no longer approve cannot do so from the direct message either", async () => {
	const bot = await asked(withApprovers(["U2"]));
	bot.people.set("U2", { ...bob, trust: "guest" });
	const privately: string[] = [];
	await bot.bot.click(
		{
			token: bot.turn().attempts[0]?.approval.token ?? "",
			choice: "approve",
			thread: "slack:T1:DU2:5.5",
			person: "U2",
			ref: "direct U2",
		},
		{ privately: async (one) => void privately.push(one), askReason: async () => {}, askCode: async () => true },
	);
	await bot.work();
	expect(privately).toHaveLength(1);
	expect(bot.runs).toEqual([]);
});

test("all direct messages follow the question: the verdict, a fix in its place, the end", async () => {
	const bot = await asked(withApprovers(["U2", "U3"], { does: [keyError(), ok("2")] }));
	await bot.click("approve", { by: "U2" });
	await bot.work();
	expect(lastTold(bot)).toMatchObject({ state: { kind: "waiting" }, attempts: [{}, {}] });
	await bot.click("approve", { by: "U2" });
	await bot.work();
	const ended = bot.tells.filter(({ turn }) => turn.state.kind === "ended");
	expect(ended.map(({ told }) => told.person)).toEqual(["U2", "U3"]);
	expect(bot.turn().told).toHaveLength(2);
});

test("they are reminded once, before the code expires, and not after somebody has decided", async () => {
	const bot = await asked(withApprovers(["U2"]));
	const rings = bot.rung.filter(({ reason }) => reason.startsWith("remind"));
	expect(rings[0]?.delayMs).toBe(3_600_000 - 900_000 + 1000);
	bot.pass(2_700_000);
	await bot.work();
	expect(lastTold(bot)?.reminded).toBe(true);
	const { length } = bot.tells;
	await bot.work();
	expect(bot.tells.filter(({ turn }) => turn.reminded === true).length).toBeLessThanOrEqual(length);
	const decided = await asked(withApprovers(["U2"]));
	await decided.click("approve", { by: "U2" });
	decided.pass(2_700_000);
	await decided.work();
	expect(decided.turn().reminded).toBeUndefined();
});

test("whoever has muted the channel is told nothing, until they want it again", async () => {
	const bot = withApprovers(["U2", "U3"]);
	await bot.say("mute", { author: bob });
	expect(bot.asides.at(-1)?.title).toBe("I no longer write to you about code that waits in this channel");
	await asked(bot);
	expect(bot.turn().told?.map(({ person }) => person)).toEqual(["U3"]);
	await bot.say("取消静音", { author: bob, addressed: false });
	expect(await bot.whole.store.muted(thread)).toEqual([]);
});

test("a reminder that would come at once is none", async () => {
	const bot = await asked(withApprovers(["U2"], { settings: { approvalTtlMs: 600_000 } }));
	expect(bot.rung.some(({ reason }) => reason.startsWith("remind"))).toBe(false);
	expect(alice.id).toBe("U1");
});

test.each(["list", "inbox"] as const)(
	"a click in the %s that only they see counts like one in the direct message, and in nobody else's",
	async (kind) => {
		const bot = await asked(withApprovers(["U2", "U3"]));
		const { id, attempts } = bot.turn();
		await bot.whole.store.posts.note(toldId({ thread, id }, "U2", kind), "aside", { mark: "m", ref: "home" });
		const privately: string[] = [];
		const reply = {
			privately: async (sentence: string) => void privately.push(sentence),
			askReason: async () => {},
			askCode: async () => true,
		};
		const click = {
			token: attempts[0]?.approval.token ?? "",
			choice: "approve",
			thread: "slack:T1::",
			ref: "home",
		} as const;
		await bot.bot.click({ ...click, person: "U3" }, reply);
		await bot.bot.click({ ...click, choice: "stop", person: "U2" }, reply);
		expect(privately).toHaveLength(2);
		await bot.bot.click({ ...click, person: "U2" }, reply);
		await bot.work();
		expect(bot.runs.map(({ source }) => source)).toEqual(["print(1)\n"]);
		expect(lastTold(bot)?.attempts[0]?.approval.verdict).toMatchObject({ kind: "approved", by: { id: "U2" } });
	},
);

test("the card's address is asked for once a commit, however many are told", async () => {
	const bot = await asked(withApprovers(["U2", "U3", "U4"]));
	expect(bot.tells.map(({ url }) => url)).toEqual(bot.tells.map(({ turn }) => `https://chat.example/${turn.id}`));
	const asks = bot.world.links;
	await bot.click("approve", { by: "U2" });
	await bot.work();
	const commits = new Set(bot.tells.map(({ turn }) => turn)).size;
	expect(bot.world.links).toBeGreaterThan(asks);
	expect(bot.world.links).toBe(commits);
});
