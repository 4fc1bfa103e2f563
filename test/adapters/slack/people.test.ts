// Who somebody is: what Slack says about a person decides what they may do.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openApi } from "../../../src/adapters/slack/api.ts";
import { openPeople } from "../../../src/adapters/slack/people.ts";
import { alice } from "../../e2e/twin.ts";
import { openDesk, useTwin } from "./desk.ts";

useTwin();

const users: Record<string, Record<string, unknown>> = {
	U1: { team_id: "T1", real_name: "Mia Member", profile: { display_name: "mia" } },
	U2: { team_id: "T1", is_restricted: true },
	U3: { team_id: "T1", is_ultra_restricted: true },
	U4: { team_id: "T1", deleted: true },
	U5: { team_id: "T1", is_bot: true },
	U6: { team_id: "T9" },
	U7: { team_id: "T1", is_stranger: true },
	U8: { team_id: "T9", enterprise_user: { teams: ["T1", "T9"] } },
	U9: { team_id: "T1", is_restricted: true, is_stranger: true },
	USLACKBOT: { team_id: "T1" },
};

const server = createServer(async (request, response) => {
	let body = "";
	for await (const chunk of request) body += chunk;
	const group = new URLSearchParams(body).get("usergroup");
	if (group !== null) {
		const list = members[group];
		const said = list === undefined ? { ok: false, error: "no_such_subteam" } : { ok: true, users: list };
		return void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(said));
	}
	const id = new URLSearchParams(body).get("user") ?? "";
	const known = users[id];
	const answer = request.url?.includes("auth.test")
		? { ok: true, team_id: "T1", user_id: "UBOT" }
		: known === undefined
			? { ok: false, error: id === "U500" ? "missing_scope" : "user_not_found", needed: "users:read" }
			: { ok: true, user: { id, ...known } };
	response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

const members: Record<string, readonly string[]> = { S1: ["U1", "U2"], S2: ["U8"] };
const logged: string[] = [];

function people(groups: readonly string[] = []) {
	const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
	const closing = new AbortController().signal;
	return openPeople(
		openApi({ botToken: "xoxb-1", apiUrl, log: () => {}, closing, onLimit: () => {}, room: async () => {} }),
		{
			now: Date.now,
			log: (_level, event) => void logged.push(event),
			groups,
		},
	);
}

test("who somebody is comes from Slack; nobody we can ask about is a member", async () => {
	const { slack } = openDesk();
	expect(await slack.whois("slack:T01TEST:C01GEN:1.1", alice)).toEqual({
		id: alice,
		name: "alice",
		trust: "member",
	});
	expect(await slack.whois("slack:T01TEST:C01GEN:1.1", "U0BOT")).toMatchObject({ trust: "bot" });
	expect(await slack.whois("slack:T01TEST:C01GEN:1.1", "U99NOBODY")).toMatchObject({ trust: "external" });
});

describe("trust", () => {
	test.each([
		["a colleague", "U1", "member"],
		["a guest of several channels", "U2", "guest"],
		["a guest of one channel", "U3", "guest"],
		["somebody who left", "U4", "guest"],
		["a bot", "U5", "bot"],
		["somebody of another workspace", "U6", "external"],
		["a stranger", "U7", "external"],
		["a colleague of the same enterprise in this workspace", "U8", "member"],
		["a stranger who is also a guest", "U9", "external"],
		["Slackbot", "USLACKBOT", "bot"],
		["somebody Slack does not know", "U404", "external"],
	])("%s (%s) is %s", async (_who, id, trust) => {
		expect(await people().whois(id)).toMatchObject({ id, trust });
	});

	test("where Slack does not tell, nobody is trusted: asking fails with what to do", async () => {
		await expect(people().whois("U500")).rejects.toMatchObject({
			code: "chat_refused",
			sentence: expect.stringContaining("lacks the scope users:read"),
		});
	});
});

describe("user groups", () => {
	test("are told for those who are in them, asked afresh each time", async () => {
		const { whois } = people(["S1", "S2"]);
		expect(await whois("U1")).toMatchObject({ groups: ["S1"] });
		members.S2 = ["U8", "U1"];
		expect(await whois("U1")).toMatchObject({ groups: ["S1", "S2"] });
		members.S1 = [];
		members.S2 = ["U8"];
		expect(await whois("U1")).toMatchObject({ groups: [] });
		members.S1 = ["U1", "U2"];
	});

	test("of guests and strangers are not even asked for", async () => {
		expect(await people(["S1"]).whois("U2")).not.toHaveProperty("groups");
	});

	test("are not asked for where no group may approve", async () => {
		expect(await people().whois("U1")).not.toHaveProperty("groups");
	});

	test("that Slack does not tell of have no members, and the log says so", async () => {
		expect(await people(["S404", "S1"]).whois("U1")).toMatchObject({ groups: ["S1"] });
		expect(logged).toContain("group_not_read");
	});
});

test("people go by the name they chose, and by their id where Slack does not tell", async () => {
	const { named } = people();
	expect(await named({ id: "U1", name: "U1", trust: "external" })).toEqual({
		id: "U1",
		name: "mia",
		trust: "external",
	});
	expect((await named({ id: "U500", name: "U500", trust: "member" })).name).toBe("U500");
});
