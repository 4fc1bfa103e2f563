// Discord's edge with unmodified discord.js against a Discord look-alike that this project did not write.

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { DiscordOptions } from "../../../src/adapters/discord/adapter.ts";
import {
	alice,
	bob,
	botUser,
	codeIn,
	type DiscordTwin,
	direct,
	general,
	guild,
	mention,
	openDiscordTwin,
	type Said,
	stranger,
} from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { approved, attempt, code, decidedAttempt, ended, NOW, run } from "../turns.ts";
import { artifact, type Desk, doorOf, openDesk, turnIn } from "./desk.ts";

let twin: DiscordTwin;
const open: Desk[] = [];
beforeAll(async () => {
	twin = await openDiscordTwin();
});
afterEach(async () => {
	for (const desk of open.splice(0)) await desk.discord.stop();
	twin.proxy.before = () => undefined;
	twin.proxy.after = () => {};
	twin.proxy.silent = false;
	twin.proxy.refuse = undefined;
});
afterAll(() => twin.stop());

async function started(more: Partial<DiscordOptions> = {}): Promise<Desk> {
	const desk = openDesk(twin, { patience: { lookBackMs: 0 }, ...more });
	open.push(desk);
	await desk.discord.start(doorOf(desk));
	return desk;
}

/** Asks and resolves with the message's id and its thread. */
async function asked(desk: Desk, text = "sum per month", user = alice): Promise<{ ts: string; inside: string }> {
	const ts = await twin.say(`${mention} ${text}`, { user });
	await until("the mention", () => desk.heard.find(({ note }) => note.key.endsWith(`:${ts}`)));
	return { ts, inside: (await twin.channelOf(ts)) ?? "" };
}

const ours = async (ts: string) =>
	(await twin.thread(ts)).filter((said) => said.user === botUser && said.ephemeral_to === undefined);
const privately = async (ts: string) => (await twin.thread(ts)).filter((said) => said.ephemeral_to !== undefined);
const labels = (said: Said | undefined) => (said?.buttons ?? []).map(({ label }) => label);
const waiting = { state: { kind: "waiting" }, attempts: [attempt(code)] } as const;

describe("what people say", () => {
	test("a mention opens a thread named after the request and comes without the mention", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk, "sum per month, please");
		expect(desk.heard.find(({ note }) => note.key.endsWith(ts))).toMatchObject({
			thread: `discord:${guild}:${general}:${inside}`,
			addressed: true,
			note: {
				key: `discord:${guild}:${general}:${ts}`,
				text: "sum per month, please",
				author: { id: alice, name: "alice", trust: "member" },
				midThread: false,
			},
		});
		const channel = await twin.server.channel(inside).getChannel();
		expect(channel).toMatchObject({ name: "sum per month, please" });
	});

	test("a mention whose thread exists already comes in that thread", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await desk.discord.stop();
		const next = await started({ patience: { lookBackMs: 60_000 } });
		const again = await until("the same mention", () => next.heard.find(({ note }) => note.key.endsWith(ts)));
		expect(again.thread).toBe(`discord:${guild}:${general}:${inside}`);
	});

	test("later messages in the thread are heard without a mention, and so are direct messages", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await twin.say("and per city?", { thread: ts, user: bob });
		await twin.say("hi there", { channel: direct });
		const said = (text: string) => until(text, () => desk.heard.find(({ note }) => note.text === text));
		expect(await said("and per city?")).toMatchObject({
			thread: `discord:${guild}:${general}:${inside}`,
			addressed: false,
			note: { author: { id: bob }, midThread: false },
		});
		expect(await said("hi there")).toMatchObject({ thread: `discord:@me:${direct}:${direct}`, addressed: true });
	});

	test("what is said in a channel without a mention opens nothing and is not heard; nor are our own posts", async () => {
		const desk = await started();
		const before = await twin.say("lovely weather");
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
		await twin.say("last", { thread: ts });
		await until("the last message", () => desk.heard.some(({ note }) => note.text === "last"));
		expect(await twin.channelOf(before)).toBeUndefined();
		const here = desk.heard.filter(({ thread }) => thread.endsWith(`:${inside}`));
		expect(here.map(({ note }) => note.text)).toEqual(["sum per month", "last"]);
		expect(desk.heard.some(({ note }) => note.text === "lovely weather")).toBe(false);
	});

	test("a message that cannot be stored is kept until it can", async () => {
		const desk = await started();
		let failures = 2;
		desk.door.message = async () => {
			if (failures-- > 0) throw new Error("Redis is down");
		};
		const { ts } = await asked(desk);
		expect(desk.heard.some(({ note }) => note.key.endsWith(ts))).toBe(true);
		expect(failures).toBeLessThan(0);
	});

	test("what was said while the bot was down is heard when it starts", async () => {
		const ts = await twin.say(`${mention} while you were away`);
		const desk = await started({ patience: { lookBackMs: 60_000 } });
		await until("the missed mention", () => desk.heard.find(({ note }) => note.key.endsWith(ts)));
		expect(await twin.channelOf(ts)).toBeDefined();
	});

	test("an uploaded file can be fetched, in full, and the token does not travel", async () => {
		const desk = await started();
		await twin.upload(`${mention} look`, { "sales.csv": "id,amount\n1,2\n" });
		const file = await until("the file", () =>
			desk.heard.flatMap(({ note }) => note.files).find(({ size }) => size === 14),
		);
		expect(file).toMatchObject({ name: "sales.csv", size: 14 });
		const chunks: Uint8Array[] = [];
		for await (const chunk of await desk.discord.fetch(file, new AbortController().signal)) chunks.push(chunk);
		expect(Buffer.concat(chunks).toString()).toBe("id,amount\n1,2\n");
		expect(twin.proxy.fetched.at(-1)?.authorization).toBeUndefined();
	});

	test("a file whose address has expired is fetched by a new one", async () => {
		const desk = await started();
		const ts = await twin.upload(`${mention} look`, { "old.csv": "a\n1\n" });
		const heard = await until("the file", () => desk.heard.find(({ note }) => note.key.endsWith(ts)));
		const file = heard.note.files[0]!;
		const source = JSON.stringify({ ...JSON.parse(file.source), url: `${twin.url}/cdn/gone?ex=65f00000` });
		const chunks: Uint8Array[] = [];
		for await (const chunk of await desk.discord.fetch({ ...file, source }, new AbortController().signal))
			chunks.push(chunk);
		expect(Buffer.concat(chunks).toString()).toBe("a\n1\n");
	});

	test("a file anywhere else is not fetched", async () => {
		const { discord } = openDesk(twin, { fileHosts: ["cdn.discordapp.com"] });
		const source = JSON.stringify({ url: `${twin.url}/cdn/x`, channel: general, message: "1" });
		const file = { id: "1", name: "x.csv", size: 1, source };
		await expect(discord.fetch(file, new AbortController().signal)).rejects.toThrow(/DISCORD_FILE_HOSTS/);
	});

	test("the thread before a mention is read, oldest first, with its files and without our own posts", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk, "look at this");
		await twin.upload("and this", { "old.csv": "a\n1\n" }, { thread: ts, user: bob });
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
		const key = await twin.say(`${mention} why?`, { thread: ts });
		await twin.say("said later", { thread: ts });
		const thread = `discord:${guild}:${general}:${inside}`;
		const heard = await until("the mention", () => desk.heard.find(({ note }) => note.text === "why?"));
		expect(heard).toMatchObject({ thread, note: { midThread: true } });
		const notes = await desk.discord.read(thread, `discord:${guild}:${inside}:${key}`);
		expect(notes.map(({ author, text, files }) => [author.name, text, files.map(({ name }) => name)])).toEqual([
			["alice", "look at this", []],
			["bob", "and this", ["old.csv"]],
		]);
	});

	test("the end of a thread is told of when its first message is deleted", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await twin.server.channel(general).user(alice).deleteMessage({ messageId: ts });
		await until("the deletion", () => desk.deleted.includes(`discord:${guild}:${general}:${inside}`));
	});
});

describe("who somebody is", () => {
	test("comes from Discord, with roles; nobody outside the server is a colleague", async () => {
		const desk = await started();
		const where = { guildId_userId: { guildId: guild, userId: bob } };
		await twin.server.prisma.guildMember.update({ where, data: { roles: JSON.stringify(["900"]), nick: "Bobby" } });
		const thread = `discord:${guild}:${general}:1`;
		expect(await desk.discord.whois(thread, bob)).toEqual({ id: bob, name: "Bobby", trust: "member", groups: ["900"] });
		expect(await desk.discord.whois(thread, botUser)).toMatchObject({ trust: "bot" });
		expect(await desk.discord.whois(thread, stranger)).toMatchObject({ trust: "external" });
		await twin.server.prisma.guildMember.update({ where, data: { roles: "[]", nick: null } });
	});

	test("in a direct message a colleague is who shares a server with the bot", async () => {
		const desk = await started();
		const thread = `discord:@me:${direct}:${direct}`;
		expect(await desk.discord.whois(thread, alice)).toMatchObject({ trust: "member" });
		expect(await desk.discord.whois(thread, stranger)).toMatchObject({ trust: "external" });
	});

	test.each([
		["who has not accepted the server's rules", { pending: true }],
		["a guest of a voice channel", { flags: 16 }],
		["who is in a time-out", { communication_disabled_until: "2999-01-01T00:00:00Z" }],
	])("%s is a guest", async (_who, more) => {
		const desk = await started();
		twin.proxy.before = ({ path }) =>
			path.includes("/members/")
				? { status: 200, json: { user: { id: bob, username: "bob" }, roles: [], ...more } }
				: undefined;
		expect(await desk.discord.whois(`discord:${guild}:${general}:1`, bob)).toMatchObject({ trust: "guest" });
	});
});

describe("clicks", () => {
	async function card(desk: Desk): Promise<{ ts: string; inside: string; said: Said }> {
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, waiting), []);
		return { ts, inside, said: await twin.withButton(ts, "Approve") };
	}
	const callbacks = () =>
		twin.proxy.asked.filter(({ path }) => path.startsWith("/interactions/")).map(({ json }) => json.type);

	test("a click on Approve arrives with the token and its message, and is acknowledged before anything is done", async () => {
		const desk = await started();
		const { inside, said } = await card(desk);
		const before = callbacks().length;
		desk.door.click = async () => {
			expect(callbacks().slice(before)).toEqual([6]);
		};
		await twin.click(said, "Approve", bob);
		const { click } = await until("the click", () => desk.clicks[0]);
		expect(click).toEqual({
			token: "tok-1",
			choice: "approve",
			thread: `discord:${guild}:${general}:${inside}`,
			person: bob,
			ref: said.ts,
		});
		expect(desk.log.filter(({ level }) => level === "error")).toEqual([]);
	});

	test("a private answer is seen by the person alone", async () => {
		const desk = await started();
		const { ts, said } = await card(desk);
		desk.door.click = (_click, reply) => reply.privately("Only <@1> may do that, @everyone.");
		await twin.click(said, "Approve", bob);
		const [notice] = await until("the notice", async () => {
			const found = await privately(ts);
			return found.length > 0 ? found : undefined;
		});
		expect(notice).toMatchObject({ ephemeral_to: bob, text: "Only \\<@1\\> may do that, @\u200beveryone." });
	});

	test("a private answer in place of the form is private, too", async () => {
		const desk = await started();
		const { ts, said } = await card(desk);
		desk.door.click = (_click, reply) => reply.privately("Only Alice may do that.");
		await twin.click(said, "Reject", bob);
		const notice = await until("the notice", async () =>
			(await twin.thread(ts)).find(({ text }) => text === "Only Alice may do that."),
		);
		expect(notice.ephemeral_to).toBe(bob);
	});

	test("Reject opens a form, with no acknowledgement before it; the reason comes back as a click", async () => {
		const desk = await started();
		const { inside, said } = await card(desk);
		const before = callbacks().length;
		desk.door.click = async (click, reply) => {
			if (click.reason === undefined) await reply.askReason();
		};
		await twin.click(said, "Reject");
		await twin.submit(alice, "keep the empty rows");
		const { click } = await until("the reason", () => desk.clicks[1]);
		expect(click).toEqual({
			token: "tok-1",
			choice: "reject",
			reason: "keep the empty rows",
			thread: `discord:${guild}:${general}:${inside}`,
			person: alice,
			ref: said.ts,
		});
		await until("the acknowledgement", () => callbacks().length === before + 2);
		expect(callbacks().slice(before)).toEqual([9, 6]);
	});

	test("a Reject that takes too long is acknowledged in time, and told that the form is late", async () => {
		const desk = await started();
		const { ts, said } = await card(desk);
		const before = callbacks().length;
		desk.door.click = async (_click, reply) => {
			await until("the acknowledgement", () => callbacks().length > before);
			await reply.askReason();
		};
		await twin.click(said, "Reject");
		const notice = await until("the notice", async () => (await privately(ts))[0]);
		expect(notice.text).toContain("click the button again");
		expect(callbacks().slice(before)).toEqual([6]);
	});

	test("Edit opens the code in a form, and what comes back is the code; code too long for a form opens nothing", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		const editable = { choice: "edit", label: "Edit", token: "tok-1" } as const;
		const aside = { id: `discord:${guild}:${general}:${inside} x`, thread: `discord:${guild}:${general}:${inside}` };
		await desk.discord.say({ ...aside, title: "Edit it", lines: [], buttons: [editable], files: [] });
		const answers: boolean[] = [];
		desk.door.click = async (click, reply) => {
			if (click.code !== undefined) return;
			answers.push(await reply.askCode({ ...attempt("x".repeat(4001)).proposal }));
			answers.push(await reply.askCode(attempt(code).proposal));
		};
		await twin.click(await twin.withButton(ts, "Edit"), "Edit");
		await twin.submit(alice, "print(1)");
		expect(twin.forms().at(-1)?.value).toBe(code);
		const { click } = await until("the code", () => desk.clicks[1]);
		expect(click).toMatchObject({ choice: "edit", token: "tok-1", code: "print(1)" });
		expect(answers).toEqual([false, true]);
	});

	test("a click that cannot be stored is told so", async () => {
		const desk = await started();
		const { ts, said } = await card(desk);
		desk.door.click = async () => {
			throw new Error("Redis is down");
		};
		await twin.click(said, "Approve");
		const notice = await until("the notice", async () => (await privately(ts))[0]);
		expect(notice.text).toContain("could not be saved");
	});

	test("clicks in a direct message work", async () => {
		const desk = await started();
		const ts = await twin.say("hello", { channel: direct });
		await until("the message", () => desk.heard.length > 0);
		const thread = `discord:@me:${direct}:${direct}`;
		await desk.discord.show({ ...turnIn(direct, waiting), thread }, []);
		await twin.click(await twin.withButton(ts, "Approve", undefined, direct), "Approve");
		const { click } = await until("the click", () => desk.clicks[0]);
		expect(click).toMatchObject({ thread, person: alice, choice: "approve" });
	});
});

describe("posts", () => {
	test("the status becomes the card, and the card its outcome, in the same message", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
		const [status] = await ours(ts);
		expect(labels(status)).toEqual(["Stop"]);
		await desk.discord.show(turnIn(inside, waiting), []);
		const [card] = await ours(ts);
		expect(card?.ts).toBe(status?.ts);
		expect(codeIn(card!)).toEqual([code]);
		expect(labels(card)).toEqual(["Approve", "Edit", "Reject", "Stop"]);
		const done = { attempts: [decidedAttempt(code, approved, { run: run() })] };
		await desk.discord.show(turnIn(inside, { ...ended({ kind: "answered", text: "It is **12**." }), ...done }), []);
		const [outcome, answer] = await ours(ts);
		expect(outcome).toMatchObject({ ts: card?.ts, buttons: [] });
		expect(outcome?.text).toContain("It worked");
		expect(codeIn(outcome!)[0]).toBe(code);
		expect(answer?.text).toContain("It is **12**.");
	});

	test("while the bot is at work it is seen typing, and while people decide it is not", async () => {
		const desk = await started();
		const { inside } = await asked(desk);
		const signs = () => twin.server.getTypingEvents({ channelId: inside }).length;
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
		await until("the sign", () => signs() === 1);
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), [], {
			phase: "writing",
			since: NOW,
			lines: 3,
		});
		await desk.discord.show(turnIn(inside, waiting), []);
		await twin.say("last", { thread: desk.heard.at(-1)?.note.key.split(":").at(-1) ?? "" });
		expect(signs()).toBe(1);
	});

	test("code too long for a message is attached, whole, and the buttons come after it", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		const long = Array.from({ length: 200 }, (_, at) => `total_${at} = ${at}`).join("\n");
		const order: string[] = [];
		twin.proxy.after = ({ json, files }) => {
			if (files.length > 0) order.push("file");
			if (Array.isArray(json.components) && json.components.length > 0) order.push("buttons");
		};
		await desk.discord.show(turnIn(inside, { state: { kind: "waiting" }, attempts: [attempt(long)] }), []);
		expect(order).toEqual(["file", "buttons"]);
		const [card, file] = await ours(ts);
		expect(labels(card)).toEqual(["Approve", "Edit", "Reject", "Stop"]);
		expect(file?.files.map(({ name }) => name)).toEqual(["attempt-1.py"]);
		expect(await (await fetch(file?.files[0]?.url ?? "")).text()).toBe(long);
	});

	test("files of a run come in one message; one too large is named, with where the operator finds it", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		const artifacts = [
			artifact("chart", "chart.png"),
			artifact("table", "table.csv"),
			artifact("big", "big.parquet", 11_000_000),
		];
		const attempts = [decidedAttempt(code, approved, { run: run({ artifacts }) })];
		const end = ended({ kind: "answered", text: "Done." }, { attempts });
		await desk.discord.show(turnIn(inside, end), []);
		const said = await ours(ts);
		expect(said.flatMap(({ files }) => files.map(({ name, size }) => [name, size]))).toEqual([
			["chart.png", 70],
			["table.csv", 8],
		]);
		const large = said.find(({ text }) => text.includes("big.parquet"));
		expect(large?.text).toContain("(11 MB), kept as `state/artifacts/big`");
		await desk.discord.show(turnIn(inside, end), []);
		expect((await ours(ts)).length).toBe(said.length);
	});

	test("every write pings nobody, shows no previews and carries the mark of its post", async () => {
		const desk = await started();
		const { inside } = await asked(desk);
		const from = twin.proxy.asked.length;
		await desk.discord.show(turnIn(inside, waiting), []);
		await desk.discord.show(turnIn(inside, ended({ kind: "answered", text: "<@1> @everyone" })), []);
		const writes = twin.proxy.asked
			.slice(from)
			.filter(({ path, method }) => /\/messages(\/\d+)?$/.test(path) && method !== "GET");
		expect(writes.length).toBeGreaterThan(1);
		for (const { json } of writes) expect(json).toMatchObject({ allowed_mentions: { parse: [] }, flags: 4 });
		for (const { json } of writes.filter(({ method }) => method === "POST"))
			expect(json).toMatchObject({ enforce_nonce: true, nonce: expect.stringMatching(/^.{1,25}$/) });
	});

	test("after a crash between a post and its note the post is found, also when Discord has forgotten the nonce", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, waiting), []);
		for (const [key, { mark }] of desk.posts.all) desk.posts.all.set(key, { mark });
		await twin.server.prisma.message.updateMany({ data: { nonce: null } });
		const from = twin.proxy.asked.length;
		await desk.discord.show(turnIn(inside, waiting), []);
		expect(await ours(ts)).toHaveLength(1);
		expect(
			twin.proxy.asked.slice(from).filter(({ method, path }) => method === "POST" && path.endsWith("/messages")),
		).toEqual([]);
	});

	test("a post that somebody deleted is posted again", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
		const [status] = await ours(ts);
		await twin.server.prisma.message.delete({ where: { id: status?.ts ?? "" } });
		await desk.discord.show(turnIn(inside, waiting), []);
		expect(labels((await ours(ts))[0])).toContain("Approve");
	});

	test("a thread that fell asleep is woken up for an edit", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
		let asleep = true;
		twin.proxy.before = ({ method, path, json }) => {
			if (path === `/channels/${inside}` && json.archived === false) asleep = false;
			return method === "PATCH" && path.includes("/messages/") && asleep
				? { status: 400, json: { code: 50083, message: "Thread is archived" } }
				: undefined;
		};
		await desk.discord.show(turnIn(inside, waiting), []);
		expect(labels((await ours(ts))[0])).toContain("Approve");
	});

	test("a thread that is gone is said to be gone", async () => {
		const desk = await started();
		const turn = turnIn("100000000000000999", { state: { kind: "writing" } });
		await expect(desk.discord.show(turn, [])).rejects.toMatchObject({ code: "thread_gone" });
	});

	test("Discord's wish to wait is obeyed, and a passing failure is tried again", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		let calls = 0;
		twin.proxy.before = ({ method, path }) => {
			if (method !== "POST" || !path.endsWith("/messages")) return undefined;
			calls += 1;
			if (calls === 1)
				return {
					status: 429,
					json: { message: "slow down", retry_after: 0.3, global: false },
					headers: { "retry-after": "1" },
				};
			return calls < 4 ? { status: 502, json: {} } : undefined;
		};
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
		expect(await ours(ts)).toHaveLength(1);
	});

	test("progress is edited at most once a second, and an outcome waits for no progress", async () => {
		const desk = await started();
		const { inside } = await asked(desk);
		const running = turnIn(inside, {
			state: { kind: "running" },
			attempts: [decidedAttempt(code, approved, { runId: "r1", startedAt: NOW })],
		});
		await desk.discord.show(running, []);
		const from = twin.proxy.asked.length;
		for (let step = 0; step < 12; step += 1) {
			await desk.discord.show(running, [], { phase: "running", since: NOW, output: `line ${step}` });
			await new Promise((resolve) => setTimeout(resolve, 150));
		}
		const edits = () => twin.proxy.asked.slice(from).filter(({ method }) => method === "PATCH");
		const progress = edits();
		for (const [at, edit] of progress.entries())
			if (at > 0) expect(edit.at - (progress[at - 1]?.at ?? 0)).toBeGreaterThan(900);
		const done = { ...running, attempts: [decidedAttempt(code, approved, { run: run() })] };
		await desk.discord.show(done, []);
		expect(String(edits().at(-1)?.json.content)).toContain("It worked");
	});
});

describe("what is missing", () => {
	const refuse = (code: number) => ({ status: 403, json: { code, message: "Missing" } });

	test("the permission to open threads is asked for in the channel, in a sentence", async () => {
		const desk = await started();
		twin.proxy.before = ({ path }) => (path.endsWith("/threads") ? refuse(50013) : undefined);
		await twin.say(`${mention} hello`);
		const said = await until("the sentence", async () =>
			(await twin.inChannel()).findLast(({ user, text }) => user === botUser && text.includes("permission")),
		);
		expect(said.text).toContain("“Create Public Threads”");
		expect(desk.heard).toEqual([]);
		expect(desk.log).toContainEqual(expect.objectContaining({ level: "error", event: "thread_not_opened" }));
	});

	test("the permission to write is named", async () => {
		const desk = await started();
		const { inside } = await asked(desk);
		twin.proxy.before = ({ method }) => (method === "POST" ? refuse(50013) : undefined);
		await expect(desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), [])).rejects.toThrow(
			/“Send Messages in Threads”/,
		);
	});

	test("the permission to attach files is named in the thread, and the answer comes all the same", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		twin.proxy.before = ({ files }) => (files.length > 0 ? refuse(50013) : undefined);
		const attempts = [decidedAttempt(code, approved, { run: run({ artifacts: [artifact("chart", "chart.png")] }) })];
		await desk.discord.show(turnIn(inside, ended({ kind: "answered", text: "Done." }, { attempts })), []);
		const said = (await ours(ts)).map(({ text }) => text).join("\n");
		expect(said).toContain("could not be posted: Discord does not let me attach files");
		expect(said).toContain("“Attach Files”");
		expect(said).toContain("Done.");
	});

	test("code whose file cannot be attached gets no buttons", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		twin.proxy.before = ({ files }) => (files.length > 0 ? refuse(50013) : undefined);
		const long = attempt("x = 1\n".repeat(400));
		await expect(
			desk.discord.show(turnIn(inside, { state: { kind: "waiting" }, attempts: [long] }), []),
		).rejects.toThrow(/“Attach Files”/);
		expect((await ours(ts)).flatMap(({ buttons }) => buttons)).toEqual([]);
	});

	test("the Message Content Intent is asked for where Discord leaves everything out of a message", async () => {
		const desk = await started();
		const { ts } = await asked(desk);
		await twin.say("", { thread: ts });
		const said = await until("the sentence", async () => (await ours(ts)).find(({ text }) => text.includes("Intent")));
		expect(said.text).toContain("switch it on under Bot");
	});

	test("a token that Discord does not know, and intents that are off, are told in a sentence at the start", async () => {
		const desk = openDesk(twin);
		twin.proxy.before = () => ({ status: 401, json: { message: "401: Unauthorized", code: 0 } });
		await expect(desk.discord.start(doorOf(desk))).rejects.toThrow(/DISCORD_TOKEN/);
		await desk.discord.stop();
		twin.proxy.before = () => undefined;
		const other = openDesk(twin);
		twin.proxy.refuse = 4014;
		await expect(other.discord.start(doorOf(other))).rejects.toThrow(/Message Content Intent is off/);
		twin.proxy.refuse = undefined;
		await other.discord.stop();
	});
});

describe("a gateway that is connected and silent", () => {
	test("is noticed where a resumed session is not confirmed; what was said meanwhile is heard", async () => {
		const desk = await started({ patience: { lookBackMs: 0, confirmMs: 1500 } });
		const { ts } = await asked(desk);
		twin.proxy.hangUp(4009);
		await until("the new connection", () => twin.proxy.connections > 1);
		await twin.say("are you there?", { thread: ts });
		await until("the message", () => desk.heard.find(({ note }) => note.text === "are you there?"));
		await twin.say("and now?", { thread: ts });
		await until("the next message", () => desk.heard.find(({ note }) => note.text === "and now?"));
	});

	test("is noticed where it only answers heartbeats, by asking what was said", async () => {
		const desk = await started({ patience: { lookBackMs: 0, silenceMs: 1000 } });
		const { ts } = await asked(desk);
		twin.proxy.silent = true;
		await twin.say("are you there?", { thread: ts });
		await until("the message", () => desk.heard.find(({ note }) => note.text === "are you there?"));
		twin.proxy.silent = false;
		await until("the new session", () => desk.log.some(({ event }) => event === "discord_reconnect"));
		await twin.say("and now?", { thread: ts });
		await until("the next message", () => desk.heard.find(({ note }) => note.text === "and now?"));
	});

	test("that stays silent is not connected anew again and again, and what is said is still heard", async () => {
		const desk = await started({ patience: { lookBackMs: 0, silenceMs: 400 } });
		const { ts } = await asked(desk);
		twin.proxy.silent = true;
		const made = () =>
			desk.log.filter(({ event, fields }) => event === "discord_reconnect" && /told/.test(String(fields.why))).length;
		// The look back at the start may still be under way, and takes in what is said meanwhile.
		await until("the new session", async () => {
			await twin.say("still there?", { thread: ts });
			return made() > 0;
		});
		for (const text of ["one", "two"]) {
			await twin.say(text, { thread: ts });
			await until(text, () => desk.heard.find(({ note }) => note.text === text));
		}
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(made()).toBe(1);
	});

	test("is left alone where nobody says anything", async () => {
		const desk = await started({ patience: { lookBackMs: 0, silenceMs: 300 } });
		await asked(desk);
		await new Promise((resolve) => setTimeout(resolve, 1500));
		expect(desk.log.some(({ event }) => event === "discord_reconnect")).toBe(false);
	});

	test("closed by Discord with 1000, it is connected again", async () => {
		const desk = await started();
		const { ts } = await asked(desk);
		const before = twin.proxy.connections;
		twin.proxy.hangUp(1000);
		await until("the new connection", () => twin.proxy.connections > before);
		await twin.say("back?", { thread: ts });
		await until("the message", () => desk.heard.find(({ note }) => note.text === "back?"));
	});
});
