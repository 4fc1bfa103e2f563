// Home tab: what waits for whoever opens it, with the buttons of the direct message, kept up to date, and left alone where Slack refuses it.

import { describe, expect, test } from "vitest";
import { z } from "zod";
import { homeView } from "../../../src/adapters/slack/home.ts";
import { toldId } from "../../../src/core/domain/commands.ts";
import type { Label, Turn } from "../../../src/core/domain.ts";
import { LOCALES } from "../../../src/core/locales.ts";
import type { Listing } from "../../../src/core/ports.ts";
import { alice, bob, until } from "../../e2e/twin.ts";
import { problemsOf } from "../../proxies/slack-limits.ts";
import { nothing } from "../doors.ts";
import { attempt, code, decidedAttempt } from "../turns.ts";
import { proxied, started, turnIn, twin, useTwin } from "./desk.ts";

useTwin();

const told = [{ person: bob, place: "slack:T01TEST:D1:" }];
const open = turnIn("1.1", { state: { kind: "waiting" }, attempts: [attempt(code)], told });
const listing = (turn: Turn): Listing => ({
	...nothing,
	title: "Waiting for you: 1",
	forMe: [{ turn, label: `Alice: “sum” <!channel>`, url: "https://acme.slack.com/p1", decidable: true }],
});

const viewShape = z.looseObject({ type: z.literal("home"), blocks: z.array(z.looseObject({ type: z.string() })) });
const published = ({ requests }: Awaited<ReturnType<typeof proxied>>) =>
	requests
		.filter(({ method }) => method === "views.publish")
		.map(({ args }) => ({ person: args.user_id, view: viewShape.parse(args.view), text: JSON.stringify(args.view) }));

function click(person: string, token: string) {
	return {
		type: "block_actions",
		user: { id: person, team_id: "T01TEST" },
		container: { type: "view", view_id: "V1" },
		view: { id: "V1", type: "home" },
		actions: [{ type: "button", action_id: "approve", block_id: "b", value: token, action_ts: "1.1" }],
	};
}

async function opened(spoil?: Parameters<typeof proxied>[0]) {
	const proxy = await proxied(spoil);
	const events: string[] = [];
	const desk = await started({ apiUrl: proxy.apiUrl, log: (_level, event) => events.push(event) });
	return { proxy, desk, events };
}

describe("the home tab", () => {
	test("shows what waits, with what the code does, the way there and the buttons; nothing in it pings", async () => {
		const { proxy, desk } = await opened();
		desk.door.waiting = async () => listing(open);
		await twin.openHome(bob);
		const [shown] = await until("the tab", () => (published(proxy).length > 0 ? published(proxy) : undefined));
		expect(shown?.person).toBe(bob);
		expect(shown?.text).toMatch(/<https:\/\/acme\.slack\.com\/p1\|Alice: “sum” &lt;!channel&gt;>/);
		expect(shown?.text).toMatch(/Only reads the files here/);
		const buttons = shown?.view.blocks.flatMap(({ type, elements }) => (type === "actions" ? [elements] : []));
		expect(buttons).toMatchObject([[{ action_id: "approve", value: "tok-1" }, { action_id: "reject" }]]);
		expect(proxy.problems()).toEqual([]);
		expect(desk.posts.all.get(`${toldId(open, bob, "list")} aside`)?.ref).toBe("home");
	});

	test("whoever was not asked, or cannot read all of the code yet, gets the way there and no button", () => {
		const whole = listing(open);
		const [item] = whole.forMe;
		if (item === undefined) throw new Error("no item");
		const { decidable: _, ...early } = item;
		for (const words of [homeView(whole, "U9"), homeView({ ...whole, forMe: [early] }, bob)].map((one) =>
			JSON.stringify(one),
		)) {
			expect(words).toContain("acme.slack.com/p1");
			expect(words).not.toContain("tok-1");
		}
		for (const person of [alice, bob]) expect(JSON.stringify(homeView(whole, person))).toContain("tok-1");
	});

	test("a click there is a click with that token, by that person, and what is refused is said above the list", async () => {
		const { proxy, desk } = await opened();
		desk.door.waiting = async () => listing(open);
		desk.door.click = (_click, reply) => reply.privately("Only <Alice> may decide.");
		await until("the socket", () => proxy.sockets.length > 0);
		await proxy.inject(click(bob, "tok-1"));
		const note = await until("the notice", () => published(proxy)[0]);
		expect(desk.clicks[0]?.click).toEqual({
			token: "tok-1",
			choice: "approve",
			thread: "slack:T01TEST::",
			person: bob,
			ref: "home",
		});
		expect(note.text).toContain("⚠️ Only &lt;Alice&gt; may decide.");
		expect(published(proxy)).toHaveLength(1);
	});

	test("Reject there asks for a reason, and the reason comes back as a click of the same place", async () => {
		const { proxy, desk } = await opened();
		desk.door.click = async (one, reply) => {
			if (one.reason === undefined) await reply.askReason("en");
		};
		await until("the socket", () => proxy.sockets.length > 0);
		const approve = click(bob, "tok-1");
		await proxy.inject({ ...approve, actions: [{ ...approve.actions[0], action_id: "reject" }] });
		const form = await until("the form", () => proxy.forms[0]);
		const values = { reason: { reason: { type: "plain_text_input", value: "keep the empty rows" } } };
		await proxy.inject({ type: "view_submission", user: { id: bob }, view: { id: "V2", ...form, state: { values } } });
		const sent = await until("the reason", () => desk.clicks[1]?.click);
		expect(sent).toEqual({
			token: "tok-1",
			choice: "reject",
			reason: "keep the empty rows",
			thread: "slack:T01TEST::",
			person: bob,
			ref: "home",
		});
	});

	test("it is drawn again when one of its questions changes, and for nobody else", async () => {
		const { proxy, desk } = await opened();
		let now = open;
		desk.door.waiting = async ({ person }) => (person === bob ? listing(now) : nothing);
		await twin.openHome(bob);
		await until("the tab", () => published(proxy).length === 1);
		const verdict = { kind: "approved", by: { id: bob, name: "Bob", trust: "member" }, at: 1 } as const;
		const { id } = turnIn("1.1", {});
		const ts = await twin.say("<@U0BOT> sum");
		now = { ...turnIn(ts, { state: { kind: "running" }, attempts: [decidedAttempt(code, verdict)], told }), id };
		desk.door.waiting = async () => ({ ...nothing, decided: [{ turn: now, label: "Alice: “sum” (running code)" }] });
		await desk.slack.show(now, []);
		const again = await until("the change", () => published(proxy)[1]);
		expect(again.person).toBe(bob);
		expect(again.text).toMatch(/Approved by Bob/);
		expect(again.text).not.toContain("tok-1");
		const other = turnIn(ts, { id: "another", requester: { id: "U9", name: "Zoe", trust: "member" } });
		await desk.slack.show({ ...other, id: "another" }, []);
		await new Promise((resolve) => setTimeout(resolve, 2500));
		expect(published(proxy)).toHaveLength(2);
	});

	test.each(["missing_scope", "feature_disabled", "not_enabled", "unknown_method"])(
		"%s: it is in the log and the bot goes on",
		async (error) => {
			const { proxy, desk, events } = await opened((method) =>
				method === "views.publish" ? { kind: "answer", status: 200, body: { ok: false, error } } : undefined,
			);
			desk.door.waiting = async () => listing(open);
			await twin.openHome(bob);
			await until("the refusal", () => events.includes("home_not_drawn"));
			const ts = await twin.say("<@U0BOT> sum");
			await until("the mention", () => desk.heard.length > 0);
			await desk.slack.show(turnIn(ts, { state: { kind: "waiting" }, attempts: [attempt(code)], told }), []);
			await twin.withButton(ts, "Approve");
			expect(published(proxy)).toHaveLength(1);
		},
	);

	test("as much as there can be keeps within Slack's limits, and no Label is cut", () => {
		const all = Object.keys(LOCALES.en.labels) as Label[];
		const grave = { ...attempt(code).proposal, risks: all.map((label) => ({ label, line: 1, what: "x" })) };
		const turn = { ...open, attempts: [attempt(code, { proposal: grave })] };
		const long = {
			turn,
			label: "l".repeat(500),
			url: "https://acme.slack.com/archives/C01/p1700000000000000",
			decidable: true as const,
		};
		const forMe = Array.from({ length: 15 }, () => long);
		const view = homeView({ ...nothing, forMe, more: "m".repeat(100) }, bob, "n".repeat(1000));
		const warnings = JSON.stringify(view).split("⚠️").slice(2);
		expect(warnings).toHaveLength(15);
		for (const warning of warnings)
			for (const label of Object.values(LOCALES.en.labels)) expect(warning).toContain(label);
		expect(problemsOf("views.publish", { view })).toEqual([]);
	});
});

test("the slash command answers to that person alone: waiting with the way there, status, and help for any other word", async () => {
	const { desk } = await opened();
	desk.door.waiting = async () => listing(open);
	desk.door.command = async (word) => ({ title: `the ${word}`, lines: [], buttons: [], files: [] });
	for (const [word, said] of [
		["waiting", "acme.slack.com/p1"],
		["待办", "acme.slack.com/p1"],
		["status", "the status"],
		["please", "the help"],
	] as const) {
		await twin.command(word, { user: bob });
		const found = await until(`the answer to ${word}`, async () =>
			(await twin.channel("C01GEN")).findLast((one) => one.ephemeral_to === bob && JSON.stringify(one).includes(said)),
		);
		expect(JSON.stringify(found)).not.toContain("tok-1");
	}
});
