// Commands of the application on Discord: registered once, answered to one person alone, and "Analyse this file" on a message.

import { describe, expect, test } from "vitest";
import { COMMANDS, questionId, readUsed } from "../../../src/adapters/discord/commands.ts";
import { toldId } from "../../../src/core/domain/commands.ts";
import type { Label } from "../../../src/core/domain.ts";
import { LOCALES } from "../../../src/core/locales.ts";
import type { Listing } from "../../../src/core/ports.ts";
import { alice, bob, direct, general, guild, otherDirect, stranger } from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { problemsOf } from "../../proxies/discord-limits.ts";
import { nothing } from "../doors.ts";
import { attempt, code, decidedAttempt } from "../turns.ts";
import { asked, type Desk, started, turnIn, twin, useTwin } from "./desk.ts";
import { interaction } from "./interactions.ts";

useTwin();

const puts = () => twin.proxy.asked.filter(({ method, path }) => method === "PUT" && path.endsWith("/commands"));
const told = [{ person: bob, place: `discord:@me:${otherDirect}:${otherDirect}` }];

describe("registration", () => {
	test("Discord is told of the commands at the start, and not again while it knows them; those of others stay", async () => {
		const before = puts().length;
		await started();
		const first = await until("the registration", () => puts()[before]);
		expect(first.json.list).toEqual(COMMANDS);
		const looked = () => twin.proxy.asked.filter(({ path }) => path.includes("/commands?")).length;
		const looks = looked();
		await started();
		await until("the second look", () => looked() > looks);
		await twin.say("a message that comes after it");
		expect(puts()).toHaveLength(before + 1);
		const other = { type: 1, name: "weather", description: "Somebody else's" };
		twin.proxy.before = ({ method, path }) =>
			method === "GET" && path.includes("/commands") ? { status: 200, json: [other, COMMANDS[0]] } : undefined;
		await started();
		const third = await until("the missing one", () => puts()[before + 1]);
		expect(third.json.list).toEqual([other, ...COMMANDS]);
	});

	test("where Discord refuses, one sentence is in the log and the bot goes on", async () => {
		twin.proxy.before = ({ path }) =>
			path.includes("/commands") ? { status: 403, json: { code: 50001, message: "Missing Access" } } : undefined;
		const desk = await started();
		const said = await until("the sentence", () => desk.log.find(({ event }) => event === "commands_not_registered"));
		expect(String(said.fields.error)).toContain("Discord does not let me register my commands");
		await asked(desk);
	});
});

function listing(desk: Desk, inside: string): Listing {
	const turn = turnIn(inside, { state: { kind: "waiting" }, attempts: [attempt(code)], told });
	desk.door.waiting = async () => ({
		...nothing,
		title: "Waiting for you: 1",
		forMe: [{ turn, label: "Alice: “sum”", decidable: true }],
	});
	return { ...nothing, forMe: [{ turn, label: "Alice: “sum”" }] };
}

describe("/threadloop", () => {
	test("waiting answers to that person alone, with the buttons of the direct message, and follows what changes", async () => {
		const desk = await started();
		const { inside } = await asked(desk);
		const [item] = listing(desk, inside).forMe;
		await twin.command("waiting", { user: bob });
		const list = await until("the list", async () => (await twin.alone(bob)).at(-1));
		expect(list.text).toMatch(/\*\*Waiting for you: 1\*\*[\s\S]*1\. Alice: “sum”[\s\S]*Only reads the files here/);
		expect(list.buttons.map(({ label }) => label)).toEqual(["1 · Approve", "1 · Reject"]);
		const turn = item?.turn ?? turnIn(inside, {});
		expect(desk.posts.all.get(`${toldId(turn, bob, "list")} aside`)?.ref).toBe(list.ts);
		await twin.click(list, "Approve", bob);
		const { click } = await until("the click", () => desk.clicks[0]);
		expect(click).toMatchObject({ token: "tok-1", choice: "approve", person: bob, ref: list.ts });
		const verdict = { kind: "approved", by: { id: bob, name: "Bob", trust: "member" }, at: 1 } as const;
		const now = { ...turn, state: { kind: "running" as const }, attempts: [decidedAttempt(code, verdict)] };
		desk.door.waiting = async () => ({ ...nothing, decided: [{ turn: now, label: "Alice: “sum”" }] });
		await desk.discord.show(now, []);
		const after = await until("the verdict", async () =>
			(await twin.alone(bob)).find(({ ts, text }) => ts === list.ts && text.includes("Approved by Bob")),
		);
		expect(after.buttons).toEqual([]);
		expect(twin.proxy.asked.flatMap(problemsOf)).toEqual([]);
	});

	test("whoever was not asked gets no button, though they may decide", async () => {
		const desk = await started();
		const { inside } = await asked(desk);
		listing(desk, inside);
		await twin.command("waiting", { user: stranger });
		const list = await until("the list", async () =>
			(await twin.alone(stranger)).findLast(({ text }) => text.includes("Alice: “sum”")),
		);
		expect(list.buttons).toEqual([]);
	});

	test("status and help are about the thread in which they are asked, and in a direct message too", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		const about: string[] = [];
		desk.door.command = async (word, { thread }) => {
			about.push(thread);
			return { title: `the ${word}`, lines: [], buttons: [], files: [] };
		};
		await twin.command("status", { thread: ts, user: bob });
		await until("the answer", async () =>
			(await twin.alone(bob, inside)).find(({ text }) => text === "**the status**"),
		);
		await twin.command("help", { channel: direct });
		await until("the answer", async () =>
			(await twin.alone(alice, direct)).some(({ text }) => text === "**the help**"),
		);
		expect(about).toEqual([`discord:${guild}:${general}:${inside}`, `discord:@me:${direct}:${direct}`]);
	});

	test("as much as there can be fits into a message, every button with its question", async () => {
		const desk = await started();
		const { inside } = await asked(desk);
		const turn = turnIn(inside, { state: { kind: "waiting" }, attempts: [attempt(code)], told });
		const all = Object.keys(LOCALES.en.labels) as Label[];
		const grave = { ...attempt(code).proposal, risks: all.map((label) => ({ label, line: 1, what: "x" })) };
		const forMe = Array.from({ length: 20 }, (_, at) => {
			const approval = { token: `token-${at}`, generation: "g", expiresAt: 1 };
			return {
				turn: { ...turn, id: `turn ${at}`, attempts: [attempt(code, { approval, proposal: grave })] },
				decidable: true as const,
				label: "l".repeat(500),
				url: `https://discord.com/channels/${guild}/${general}/${inside}`,
			};
		});
		desk.door.waiting = async () => ({ ...nothing, title: "all of them", forMe, more: "m".repeat(100) });
		await twin.command("waiting", { user: bob });
		const list = await until("the list", async () =>
			(await twin.alone(bob)).findLast(({ text }) => text.includes("all of them")),
		);
		// No button without the Labels of its code.
		const warnings = list.text.split("⚠️").slice(1);
		expect(warnings).toHaveLength(list.buttons.length / 2);
		for (const [at, warning] of warnings.entries()) {
			for (const label of Object.values(LOCALES.en.labels)) expect(warning).toContain(label);
			expect(list.text).toContain(`\n${at + 1}. [`);
		}
		expect(warnings.length).toBeGreaterThan(2);
		expect(twin.proxy.asked.flatMap(problemsOf)).toEqual([]);
	});
});

describe("Analyse this file", () => {
	test("opens a form, and the question arrives in a thread on that message with its files", async () => {
		const desk = await started();
		const ts = await twin.upload("the export", { "orders.csv": "a\n1\n", "more.csv": "b\n" }, { user: alice });
		await twin.analyse(ts, { user: bob });
		await twin.submit(bob, "the total?");
		const heard = await until("the question", () => desk.heard.find(({ unseen }) => unseen));
		const inside = (await twin.channelOf(ts)) ?? "";
		expect(heard).toMatchObject({
			thread: `discord:${guild}:${general}:${inside}`,
			addressed: true,
			note: { author: { id: bob, name: "bob", trust: "member" }, text: "the total?", midThread: true },
		});
		expect(heard.note.files.map(({ name }) => name)).toEqual(["orders.csv", "more.csv"]);
		await until("the answer", async () => (await twin.alone(bob)).some(({ text }) => text.startsWith("I am on it")));
		expect(twin.proxy.asked.flatMap(problemsOf)).toEqual([]);
	});

	test("inside a thread it goes on there", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		const deep = await twin.upload("", { "deep.csv": "a\n1\n" }, { thread: ts });
		await twin.analyse(deep, { channel: inside });
		await twin.submit(alice, "and this?");
		const heard = await until("the question", () => desk.heard.find(({ unseen }) => unseen));
		expect(heard.thread).toBe(`discord:${guild}:${general}:${inside}`);
		expect(heard.note.files.map(({ name }) => name)).toEqual(["deep.csv"]);
	});

	test("a message without a file gets a sentence in place of the form", async () => {
		await started();
		const ts = await twin.say("only words");
		await twin.analyse(ts, { user: bob });
		await until("the sentence", async () =>
			(await twin.alone(bob)).some(({ text }) => text.startsWith("This message has no file")),
		);
	});

	test.each([
		["en", "lacks the permission “View Channel”"],
		["zh", "缺少权限 “View Channel”"],
	] as const)("where the bot may not read, the sentence names the permission, in %s", async (locale, why) => {
		const desk = await started();
		desk.door.locale = async () => locale;
		const ts = await twin.upload("", { "orders.csv": "a\n1\n" });
		await twin.analyse(ts, { user: bob });
		twin.proxy.before = ({ method, path }) =>
			method === "GET" && path.endsWith(`/messages/${ts}`)
				? { status: 403, json: { code: 50001, message: "Missing Access" } }
				: undefined;
		await twin.submit(bob, "the total?");
		await until("the sentence", async () => (await twin.alone(bob)).some(({ text }) => text.includes(why)));
		expect(desk.heard.filter(({ unseen }) => unseen)).toEqual([]);
	});

	const sent = (over: Readonly<Record<string, unknown>>, channel = "40") => ({
		...interaction({ id: bob, username: "bob" }),
		member: { user: { id: bob, username: "bob" }, permissions: String((1n << 10n) | (1n << 16n)) },
		type: 5,
		data: {
			custom_id: questionId({ channel } as Parameters<typeof questionId>[0], "77"),
			components: [{ type: 1, components: [{ type: 4, custom_id: "text", value: "the total?" }] }],
		},
		...over,
	});

	test("a form that names another channel, or comes from somebody who may not read there, takes nothing", () => {
		expect(readUsed(sent({}))?.used).toMatchObject({ message: "77", text: "the total?", isHere: true });
		expect(readUsed(sent({}, "41"))?.used).toMatchObject({ isHere: false });
		for (const bits of [0n, 1n << 10n, 1n << 16n]) {
			const member = { user: { id: bob, username: "bob" }, permissions: String(bits) };
			expect(readUsed(sent({ member }))?.used).toMatchObject({ isHere: false });
		}
		expect(readUsed(sent({ guild_id: null, member: null, user: { id: bob } }))?.used).toMatchObject({ isHere: true });
	});

	test("such a form is answered, and no message is fetched for it", async () => {
		const desk = await started();
		const ts = await twin.upload("", { "secret.csv": "a\n1\n" }, { channel: direct });
		const other = await twin.upload("", { "mine.csv": "a\n1\n" });
		await twin.analyse(other, { user: bob });
		const form = await until("the form", () => twin.forms().at(-1));
		twin.proxy.actor = bob;
		const before = twin.proxy.asked.length;
		await twin.server.simulateModalSubmit({
			channelId: general,
			userId: bob,
			customId: `analyse:${direct}:${ts}`,
			fields: [{ customId: form.field, value: "whose is this?" }],
			guildId: guild,
		});
		await until("the answer", () =>
			twin.proxy.asked.slice(before).some(({ json }) => JSON.stringify(json).includes("belongs to another channel")),
		);
		expect(twin.proxy.asked.slice(before).filter(({ path }) => path.includes(ts))).toEqual([]);
		expect(desk.heard.filter(({ unseen }) => unseen)).toEqual([]);
	});
});

test("the names and descriptions are within Discord's limits", () => {
	for (const one of COMMANDS) {
		expect(one.name.length).toBeLessThanOrEqual(32);
		for (const { description, description_localizations: others } of "options" in one ? [one, ...one.options] : []) {
			for (const text of [description, ...Object.values(others)]) expect(text.length).toBeLessThanOrEqual(100);
		}
	}
});
