// Discord's payloads as they come, in our words; everything that is no message of a person, and everything forged, is nothing.

import { describe, expect, test } from "vitest";
import {
	addressOf,
	buttonId,
	idAt,
	momentOf,
	readClick,
	readDeleted,
	readHistory,
	readMessage,
	threadId,
} from "../../../src/adapters/discord/events.ts";
import { filledForm, interaction } from "./interactions.ts";

const self = "900";
const author = { id: "100", username: "alice", global_name: "Alice", discriminator: "0", avatar: null };
const said = {
	id: "1157684293819830332",
	type: 0,
	channel_id: "10",
	guild_id: "1",
	author,
	member: { nick: "Ali", roles: ["5"], joined_at: "2024-01-01T00:00:00+00:00" },
	content: "<@900> sum of <#77> for <@101>, <@!900> <:party:12> please",
	mentions: [
		{ id: "101", username: "bob", global_name: null },
		{ id: self, username: "threadloop" },
	],
	mention_roles: [],
	attachments: [],
	embeds: [],
	timestamp: "2023-09-30T10:00:00+00:00",
	edited_timestamp: null,
	flags: 0,
	components: [],
	nonce: "1157684293115187200",
};

describe("a message", () => {
	test("comes as the person typed it, with the name of the server, without the mention of us", () => {
		expect(readMessage(said, self)).toEqual({
			guild: "1",
			channel: "10",
			id: said.id,
			mentioned: true,
			replies: false,
			empty: false,
			note: {
				kind: "message",
				key: `discord:1:10:${said.id}`,
				author: { id: "100", name: "Ali", trust: "member" },
				text: "sum of #77 for @bob, :party: please",
				files: [],
				at: momentOf(said.id),
				midThread: false,
			},
		});
	});

	test("with a file carries where it lies, and with it the message, since the address expires", () => {
		const url = "https://cdn.discordapp.com/attachments/10/20/sales.csv?ex=65&is=65&hm=ab";
		const attachments = [{ id: "20", filename: "sales.csv", size: 12, url, proxy_url: url, content_type: "text/csv" }];
		const file = readMessage({ ...said, attachments }, self)?.note.files[0];
		expect(file).toMatchObject({ id: "20", name: "sales.csv", size: 12 });
		expect(JSON.parse(file?.source ?? "")).toEqual({ url, channel: "10", message: said.id });
	});

	test.each([
		["_.csv", "销售 五月", "销售 五月.csv"],
		["bersicht.xlsx", "Übersicht", "Übersicht.xlsx"],
		["_.tar.gz", "データ.tar", "データ.tar.gz"],
		["_.csv", "売上.CSV", "売上.CSV"],
		["report.csv", null, "report.csv"],
		["report.csv", "  ", "report.csv"],
		["_", "无后缀", "无后缀"],
		[null, null, "20"],
	])("with a file %s whose title is %s brings %s", (filename, title, name) => {
		const attachments = [{ id: "20", filename, title, size: 12, url: "https://x/y" }];
		expect(readMessage({ ...said, attachments }, self)?.note.files.map((file) => file.name)).toEqual([name]);
	});

	test("that forwards another one brings its words and files", () => {
		const snapshot = { content: "look", attachments: [{ id: "21", filename: "old.csv", size: 3, url: "https://x/y" }] };
		const forwarded = {
			...said,
			content: "",
			message_reference: { type: 1 },
			message_snapshots: [{ message: snapshot }],
		};
		const heard = readMessage(forwarded, self);
		expect(heard?.note).toMatchObject({ text: "look", files: [{ name: "old.csv" }] });
		expect(heard?.empty).toBe(false);
	});

	test("that answers one of ours is meant for us, as Discord says in its mentions", () => {
		const reply = {
			...said,
			type: 19,
			content: "again",
			message_reference: { message_id: "1" },
			mentions: [{ id: self }],
		};
		expect(readMessage(reply, self)).toMatchObject({ mentioned: true, replies: true });
		expect(readMessage({ ...reply, mentions: [] }, self)).toMatchObject({ mentioned: false });
	});

	test("of a direct message has no server", () => {
		const { guild_id: _, member: __, ...direct } = said;
		const heard = readMessage(direct, self);
		expect(heard?.guild).toBeUndefined();
		expect(heard?.note).toMatchObject({ key: `discord:@me:10:${said.id}`, author: { name: "Alice" } });
	});

	test("with nothing in it is what Discord sends without the intent; stickers and polls are something", () => {
		const nothing = { ...said, content: "", mentions: [] };
		expect(readMessage(nothing, self)?.empty).toBe(true);
		expect(readMessage({ ...nothing, sticker_items: [{ id: "1" }] }, self)?.empty).toBe(false);
		expect(readMessage({ ...nothing, poll: {} }, self)?.empty).toBe(false);
	});

	test.each([
		["our own", { author: { ...author, id: self } }],
		["a bot's", { author: { ...author, bot: true } }],
		["a webhook's", { webhook_id: "5" }],
		["Discord's", { author: { ...author, system: true } }],
		["that a thread was opened", { type: 18 }],
		["a thread's first one, shown again", { type: 21 }],
		["that somebody joined", { type: 7 }],
	])("is not heard where it is %s", (_whose, more) => {
		expect(readMessage({ ...said, ...more }, self)).toBeUndefined();
	});

	test.each([undefined, null, 1, "x", {}, { ...said, author: undefined }, { ...said, id: 5 }])(
		"that cannot be read is nothing: %j",
		(payload) => {
			expect(readMessage(payload, self)).toBeUndefined();
			expect(readHistory(payload, { guild: "1", self })).toBeUndefined();
		},
	);

	test("that was deleted is known by its id and channel", () => {
		expect(readDeleted({ id: "1", channel_id: "2", guild_id: "3" })).toEqual({ id: "1", channel: "2", guild: "3" });
		expect(readDeleted({ id: "1" })).toBeUndefined();
	});

	test("of the past may be a bot's, and says so", () => {
		const note = readHistory({ ...said, author: { ...author, bot: true } }, { guild: "1", self });
		expect(note?.author.trust).toBe("bot");
	});
});

describe("a click", () => {
	const button = {
		...interaction(author),
		type: 3,
		message: { id: "50" },
		data: { custom_id: "approve:abc:tl-1", component_type: 2 },
	};

	test("on a button is the choice, the token, the person as Discord says it, and the message", () => {
		expect(readClick(button)).toEqual({
			alone: false,
			click: { token: "abc", choice: "approve", person: "100", ref: "50" },
			guild: "1",
			channel: "40",
			parent: "10",
			interaction: { id: "31", token: "tok", application: "900" },
			from: "button",
		});
	});

	test("in a direct message names the person elsewhere", () => {
		const { member: _, guild_id: __, ...direct } = button;
		expect(readClick({ ...direct, user: author })).toMatchObject({ guild: "@me", click: { person: "100" } });
	});

	test.each([
		["an old form", [{ type: 1, components: [{ type: 4, custom_id: "text", value: "no" }] }]],
		["a form with labels", [{ type: 18, component: { type: 4, custom_id: "text", value: "no" } }]],
	])("that hands in %s has what was written in it", (_kind, components) => {
		const form = (choice: "reject" | "edit") => filledForm(author, { choice, token: "abc", ref: "50" }, components);
		expect(readClick(form("reject"))?.click).toEqual({
			token: "abc",
			choice: "reject",
			person: "100",
			ref: "50",
			reason: "no",
		});
		expect(readClick(form("edit"))?.click).toEqual({
			token: "abc",
			choice: "edit",
			person: "100",
			ref: "50",
			code: "no",
		});
	});

	test.each(["approve", "approve:", "own:abc:x", "form:approve:abc:50", "", ":::"])(
		"on a button that is none of ours is nothing: %s",
		(custom_id) => {
			expect(readClick({ ...button, data: { custom_id } })).toBeUndefined();
		},
	);

	test("without a person is nothing, and so is a command", () => {
		const { member: _, ...nobody } = button;
		expect(readClick(nobody)).toBeUndefined();
		expect(readClick({ ...button, type: 2 })).toBeUndefined();
	});

	test("names fit into what Discord takes, at most 100 characters", () => {
		const id = buttonId({ choice: "approve_fixes", token: "f".repeat(32), mark: "m".repeat(25) });
		expect(id.length).toBeLessThanOrEqual(100);
	});
});

test("a Thread's id tells where it is, and nothing else is taken for one", () => {
	const place = { guild: "1", channel: "10", thread: "40" };
	expect(addressOf(threadId(place))).toEqual(place);
	expect(threadId({ guild: "@me", channel: "7", thread: "7" })).toBe("discord:@me:7:7");
	expect(() => addressOf("slack:T1:C1:1.2")).toThrow();
});

test("Discord's ids tell the time", () => {
	expect(new Date(momentOf("1157684293819830332")).toISOString().slice(0, 10)).toBe("2023-09-30");
	expect(momentOf(idAt(1_700_000_000_000))).toBe(1_700_000_000_000);
	expect(idAt(0)).toBe("0");
});
