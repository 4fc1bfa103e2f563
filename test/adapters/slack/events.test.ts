// Slack's payloads, as Slack sends them, in our words.

import { describe, expect, test } from "vitest";
import { readClick, readDeleted, readHistory, readMessage } from "../../../src/adapters/slack/events.ts";

const self = { team: "T01TEST", botUser: "U0BOT" };

function event(more: Record<string, unknown>, around: Record<string, unknown> = {}) {
	return {
		token: "x",
		team_id: "T01TEST",
		api_app_id: "A01APP",
		type: "event_callback",
		event_id: "Ev01",
		event_time: 1700000001,
		authorizations: [{ team_id: "T01TEST", user_id: "U0BOT", is_bot: true }],
		...around,
		event: {
			type: "message",
			user: "U01ALICE",
			text: "<@U0BOT> sum per month",
			ts: "1700000001.000200",
			team: "T01TEST",
			channel: "C01GEN",
			channel_type: "channel",
			event_ts: "1700000001.000200",
			...more,
		},
	};
}

const csv = {
	id: "F01",
	name: "sales.csv",
	title: "sales.csv",
	mimetype: "text/csv",
	mode: "snippet",
	size: 1234,
	is_external: false,
	url_private: "https://files.slack.com/files-pri/T01TEST-F01/sales.csv",
	url_private_download: "https://files.slack.com/files-pri/T01TEST-F01/download/sales.csv",
};
const read = (more: Record<string, unknown>) => readMessage(event(more), self);
const textOf = (text: string) => read({ text })?.note.text;

describe("a message", () => {
	test("a mention opens a thread of its own, without the mention in its text", () => {
		expect(read({})).toEqual({
			thread: "slack:T01TEST:C01GEN:1700000001.000200",
			addressed: true,
			note: {
				kind: "message",
				key: "slack:T01TEST:C01GEN:1700000001.000200",
				author: { id: "U01ALICE", name: "U01ALICE", trust: "member" },
				text: "sum per month",
				files: [],
				at: 1700000001000,
				midThread: false,
			},
		});
	});

	test("the app_mention copy of it is the same message", () => {
		const copy = event({ type: "app_mention", channel_type: undefined });
		expect(readMessage(copy, self)).toEqual(read({}));
	});

	test("a file share brings the file with its size", () => {
		const inbound = read({ subtype: "file_share", files: [csv], upload: false });
		expect(inbound?.note.files).toMatchObject([{ id: "F01", name: "sales.csv", size: 1234 }]);
		expect(JSON.parse(inbound?.note.files[0]?.source ?? "")).toEqual({
			id: "F01",
			kind: "held",
			url: csv.url_private_download,
			mimetype: "text/csv",
		});
	});

	test("files that Slack only links, only names, or has lost are told apart", () => {
		const kinds = [
			{ ...csv, mode: "external", is_external: true },
			{ id: "F02", file_access: "check_file_info" },
			{ id: "F03", mode: "tombstone" },
		];
		const sources = read({ subtype: "file_share", files: kinds })?.note.files.map(
			({ source }) => JSON.parse(source).kind,
		);
		expect(sources).toEqual(["elsewhere", "ask", "gone"]);
	});

	test("a reply belongs to its thread, and is not addressed to the bot without a mention", () => {
		const reply = read({ text: "and per city?", thread_ts: "1700000000.000100" });
		expect(reply).toMatchObject({
			thread: "slack:T01TEST:C01GEN:1700000000.000100",
			addressed: false,
			note: { midThread: false },
		});
		const broadcast = read({ subtype: "thread_broadcast", text: "see here", thread_ts: "1700000000.000100" });
		expect(broadcast?.thread).toBe("slack:T01TEST:C01GEN:1700000000.000100");
	});

	test("a mention under existing messages asks for the thread to be read", () => {
		expect(read({ thread_ts: "1700000000.000100" })?.note.midThread).toBe(true);
		expect(read({ thread_ts: "1700000001.000200" })?.note.midThread).toBe(false);
	});

	test("in a direct message no mention is needed, and each message opens a thread", () => {
		expect(read({ channel: "D01ALICE", channel_type: "im", text: "hello" })).toMatchObject({
			thread: "slack:T01TEST:D01ALICE:1700000001.000200",
			addressed: true,
		});
	});

	test.each([
		["our own message", { user: "U0BOT" }],
		["another bot", { subtype: "bot_message", bot_id: "B02", user: undefined }],
		["another app with a user", { bot_id: "B02", bot_profile: { id: "B02", app_id: "A02" } }],
		["an edit", { subtype: "message_changed", hidden: true, message: { text: "<@U0BOT> x" } }],
		["a deletion", { subtype: "message_deleted", hidden: true }],
		["a hidden message", { hidden: true }],
		["somebody who joined", { subtype: "channel_join" }],
		["a message without an author", { user: undefined }],
		["a reaction", { type: "reaction_added" }],
	])("%s is ignored", (_name, more) => {
		expect(read(more)).toBeUndefined();
	});

	test("people of another workspace are external, whatever they write", () => {
		expect(read({ user_team: "T99", team: "T99" })?.note.author.trust).toBe("external");
		expect(
			readMessage(event({ team: "T99", text: "<@U0BOT> I am a member of T01TEST" }), self)?.note.author.trust,
		).toBe("external");
	});

	test("Slack's markup reads as a person would type it", () => {
		expect(textOf("<@U0BOT> is a &lt; b &amp;&amp; c &gt; d?")).toBe("is a < b && c > d?");
		expect(textOf("see <https://a.b/c?x=1&amp;y=2|the page> and <https://a.b>")).toBe(
			"see the page (https://a.b/c?x=1&y=2) and https://a.b",
		);
		expect(textOf("<mailto:a@b.c|a@b.c> <http://a.b|a.b>")).toBe("a@b.c a.b");
		expect(textOf("ask <@U02BOB>, <@U02BOB|bob>, <#C01GEN|general> <!here> <!subteam^S1|@data>")).toBe(
			"ask @U02BOB, @bob, #general @here @data",
		);
		expect(textOf("use &amp;lt; literally")).toBe("use &lt; literally");
		expect(textOf("first <@U0BOT|threadloop> second\n    indented")).toBe("first second\n    indented");
	});

	test("rubbish is no message", () => {
		for (const body of [
			undefined,
			null,
			3,
			"x",
			{},
			{ type: "event_callback" },
			{ type: "event_callback", event: { type: "message" } },
		]) {
			expect(readMessage(body, self)).toBeUndefined();
		}
	});

	test("what other bots said before stays in the history, marked as a bot's", () => {
		expect(
			readHistory({ type: "message", bot_id: "B02", text: "deploy done", ts: "1.2" }, "C01GEN", self),
		).toMatchObject({
			author: { id: "B02", trust: "bot" },
			text: "deploy done",
		});
	});
});

const action = (more: Record<string, unknown> = {}) => ({
	type: "block_actions",
	user: { id: "U02BOB", username: "bob", team_id: "T01TEST" },
	team: { id: "T01TEST", domain: "acme" },
	channel: { id: "C01GEN", name: "general" },
	container: { type: "message", message_ts: "1700000002.000300", channel_id: "C01GEN", thread_ts: "1700000001.000200" },
	message: { ts: "1700000002.000300", thread_ts: "1700000001.000200", type: "message" },
	actions: [{ type: "button", action_id: "approve", block_id: "b", value: "tok", action_ts: "1700000003.1" }],
	trigger_id: "1.2.abc",
	...more,
});

describe("a click", () => {
	test("carries the token, what was chosen, by whom, and on which message", () => {
		expect(readClick(action(), self)).toEqual({
			token: "tok",
			choice: "approve",
			thread: "slack:T01TEST:C01GEN:1700000001.000200",
			person: "U02BOB",
			ref: "1700000002.000300",
		});
	});

	test("on something that is no button of ours is nothing", () => {
		expect(readClick(action({ actions: [{ type: "button", action_id: "pay", value: "tok" }] }), self)).toBeUndefined();
		expect(readClick(action({ actions: [] }), self)).toBeUndefined();
		expect(readClick({ type: "block_actions" }, self)).toBeUndefined();
	});

	const form = (private_metadata: string, value: string | null) => ({
		type: "view_submission",
		user: { id: "U01ALICE" },
		view: {
			callback_id: "reason",
			private_metadata,
			state: { values: { reason: { reason: { type: "plain_text_input", value } } } },
		},
	});
	const memory = JSON.stringify({ token: "tok", thread: "slack:T01TEST:C01GEN:1.2", ref: "1.3" });

	test("the reason form comes back as a rejection with the same token and its reason, empty or not", () => {
		const click = {
			token: "tok",
			choice: "reject",
			thread: "slack:T01TEST:C01GEN:1.2",
			person: "U01ALICE",
			ref: "1.3",
		};
		expect(readClick(form(memory, "keep empty rows"), self)).toEqual({ ...click, reason: "keep empty rows" });
		expect(readClick(form(memory, null), self)).toEqual({ ...click, reason: "" });
	});

	test("the form of Edit comes back with the same token and the whole code", () => {
		const values = { code: { code: { type: "plain_text_input", value: "print(1)\n" } } };
		const view = { callback_id: "code", private_metadata: memory, state: { values } };
		expect(readClick({ type: "view_submission", user: { id: "U01ALICE" }, view }, self)).toEqual({
			token: "tok",
			choice: "edit",
			thread: "slack:T01TEST:C01GEN:1.2",
			person: "U01ALICE",
			ref: "1.3",
			code: "print(1)\n",
		});
	});

	test("a form with a broken memory is nothing", () => {
		expect(readClick(form("{", "x"), self)).toBeUndefined();
	});
});

const gone = (event: object) =>
	readDeleted({ type: "event_callback", event: { type: "message", channel: "C1", ...event } }, self);

test("a deleted message names the thread it would be the first of, with replies under it or without", () => {
	expect(gone({ subtype: "message_deleted", deleted_ts: "1.1" })).toBe("slack:T01TEST:C1:1.1");
	expect(gone({ subtype: "message_changed", message: { subtype: "tombstone", ts: "1.1" } })).toBe(
		"slack:T01TEST:C1:1.1",
	);
	expect(gone({ subtype: "message_changed", message: { ts: "1.1", text: "edited" } })).toBeUndefined();
	expect(gone({ text: "hello", ts: "1.1" })).toBeUndefined();
});
