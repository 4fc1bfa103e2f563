// The scopes in manifest.yml against a second server that this project did not write, one that is strict about scopes.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createEmulator, type Emulator } from "emulate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { freePort } from "../../../scripts/services/ports.ts";
import { isBotError } from "../../../src/core/errors.ts";
import { looks } from "../looks.ts";
import { attempt, code, turn } from "../turns.ts";
import { slackAt } from "./desk.ts";

const manifest = readFileSync(join(import.meta.dirname, "../../../manifest.yml"), "utf8");
const scopes = Array.from(manifest.matchAll(/^ {6}- ([a-z_.]+:[a-z_]+|commands)/gm), ([, scope = ""]) => scope);
/** What no call needs: events alone, and a call that this server does not have. */
const ELSEWHERE = ["app_mentions:read", "commands", "usergroups:read"];
const called = scopes.filter((scope) => !ELSEWHERE.includes(scope));
const tokenWithout = (scope: string) => `xoxb-without-${scope.replaceAll(/\W/g, "-")}`;

let emulator: Emulator;
/** A conversation of each kind with a first message: `channel:ts`. */
let places: readonly string[];
let file: string;
let team: string;

/** Sets the scene, as the bot's user with every scope. */
async function call<T>(method: string, args: Record<string, string>, shape: z.ZodType<T>): Promise<T> {
	const response = await fetch(`${emulator.url}/api/${method}`, {
		method: "POST",
		headers: { authorization: "Bearer xoxb-scene", "content-type": "application/json" },
		body: JSON.stringify(args),
	});
	return shape.parse(await response.json());
}

beforeAll(async () => {
	const token = (scope: string) => ({
		token: tokenWithout(scope),
		user: "threadloop",
		scopes: scopes.filter((one) => one !== scope),
	});
	emulator = await createEmulator({
		service: "slack",
		port: await freePort(),
		seed: {
			slack: {
				team: { name: "Acme", domain: "acme" },
				users: [{ name: "threadloop" }, { name: "alice" }, { name: "bob" }],
				channels: [{ name: "work" }, { name: "secret", is_private: true }],
				strict_scopes: true,
				tokens: [
					...[...called, "nothing"].map(token),
					{
						token: "xoxb-scene",
						user: "threadloop",
						scopes: [...scopes, "channels:read", "groups:read", "im:read", "mpim:read", "im:write", "mpim:write"],
					},
				],
			},
		},
	});
	const { channels } = await call(
		"conversations.list",
		{ types: "public_channel,private_channel" },
		z.object({ channels: z.array(z.object({ id: z.string(), name: z.string() })) }),
	);
	const { members } = await call(
		"users.list",
		{},
		z.object({ members: z.array(z.object({ id: z.string(), name: z.string(), team_id: z.string() })) }),
	);
	team = members[0]?.team_id ?? "";
	const ids = members.map(({ id }) => id).join(",");
	const opened = z.object({ channel: z.object({ id: z.string() }) });
	const one = await call(
		"conversations.open",
		{ users: members.find(({ name }) => name === "alice")?.id ?? "" },
		opened,
	);
	const many = await call("conversations.open", { users: ids }, opened);
	const all = [
		...channels.filter(({ name }) => ["work", "secret"].includes(name)).map(({ id }) => id),
		one.channel.id,
		many.channel.id,
	];
	places = await Promise.all(
		all.map(async (channel) => {
			const { ts } = await call("chat.postMessage", { channel, text: "sum" }, z.object({ ts: z.string() }));
			return `${channel}:${ts}`;
		}),
	);
	const upload = await call(
		"files.getUploadURLExternal",
		{ filename: "a.csv", length: "2" },
		z.object({ upload_url: z.string(), file_id: z.string() }),
	);
	await fetch(upload.upload_url, { method: "POST", body: "a\n" });
	file = upload.file_id;
	const [channel = ""] = places[0]?.split(":") ?? [];
	await call(
		"files.completeUploadExternal",
		{ files: JSON.stringify([{ id: file }]), channel_id: channel },
		z.object({ ok: z.literal(true) }),
	);
});
afterAll(() => emulator?.close());

/** Does all that the bot does with Slack; resolves with the sentences of what was refused. */
async function refusals(botToken: string): Promise<readonly string[]> {
	const slack = slackAt(`${emulator.url}/api/`, { botToken, fileHosts: [emulator.url] });
	const threads = places.map((place) => `slack:${team}:${place}`);
	const [thread = ""] = threads;
	const id = `turn ${botToken}`;
	const waiting = { id, thread, state: { kind: "waiting" as const } };
	const tries = [
		...threads.map((one) => () => slack.read(one, `${one.slice(0, one.lastIndexOf(":"))}:9999999999.000001`)),
		() => slack.whois(thread, "U000000001"),
		() => slack.direct("U000000001"),
		() => slack.show(turn({ id, thread, state: { kind: "writing" } }), []),
		() => slack.show(turn({ ...waiting, attempts: [attempt(code)] }), []),
		() => slack.show(turn({ ...waiting, id: `${id} long`, attempts: looks.long?.turn.attempts ?? [] }), []),
		() =>
			slack.fetch(
				{ id: file, name: "a.csv", size: 2, source: JSON.stringify({ id: file, kind: "ask" }) },
				new AbortController().signal,
			),
	];
	const said: string[] = [];
	for (const attempted of tries) {
		try {
			await attempted();
		} catch (error) {
			if (!isBotError(error)) throw error;
			said.push(error.sentence);
		}
	}
	return said;
}

test("with the manifest's scopes all that the bot does with Slack is allowed", async () => {
	expect(await refusals(tokenWithout("nothing"))).toEqual([]);
	expect(called.length).toBeGreaterThan(5);
});

for (const scope of called) {
	test(`without ${scope} something is refused, in a sentence that names the scope and what to do`, async () => {
		const said = await refusals(tokenWithout(scope));
		expect(said.length).toBeGreaterThan(0);
		for (const sentence of said) {
			expect(sentence).toContain(
				`lacks the scope ${scope}; add it under OAuth & Permissions and install the app again`,
			);
		}
	});
}
