// Posts on Discord: edited rather than posted again, found after a crash, with whole code and files, and never too fast.

import { describe, expect, test } from "vitest";
import { codeIn } from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { artifact } from "../../fakes/artifacts.ts";
import { approved, attempt, code, decidedAttempt, diagnosis, ended, fixed, keyError, NOW, run } from "../turns.ts";
import { asked, labels, ours, started, turnIn, twin, useTwin, waiting } from "./desk.ts";

useTwin();

describe("posts", () => {
	test("the status becomes the card, and the card its outcome, in the same message", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" } }), []);
		const [status] = await ours(ts);
		expect(labels(status)).toEqual(["Stop", "Show code so far"]);
		await desk.discord.show(turnIn(inside, waiting), []);
		const [card] = await ours(ts);
		expect(card?.ts).toBe(status?.ts);
		expect(codeIn(card!)).toEqual([code]);
		expect(labels(card)).toEqual(["Approve", "Edit", "Reject", "Stop"]);
		const done = { attempts: [decidedAttempt(code, approved, { run: run() })] };
		await desk.discord.show(turnIn(inside, { ...ended({ kind: "answered", text: "It is **12**." }), ...done }), []);
		const [outcome, answer] = await ours(ts);
		expect(outcome).toMatchObject({ ts: card?.ts, buttons: [] });
		expect(outcome?.text).toContain("It ran");
		expect(outcome?.files.map(({ name }) => name)).toEqual(["attempt-1.py"]);
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
		const long = Array.from({ length: 400 }, (_, at) => `total_${at} = ${at}`).join("\n");
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

	const failedThenFixed = {
		state: { kind: "waiting" },
		attempts: [decidedAttempt(code, approved, { run: run(keyError), diagnosis }), attempt(fixed)],
	} as const;

	test("a failed card stays as it is until its fix is there, and then folds with its code as a file", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, waiting), []);
		const [failed] = failedThenFixed.attempts;
		await desk.discord.show(turnIn(inside, { state: { kind: "writing" }, attempts: [failed] }), []);
		expect(codeIn((await ours(ts))[0]!)[0]).toBe(code);
		await desk.discord.show(turnIn(inside, failedThenFixed), []);
		const fold = await until("the fold", async () => (await ours(ts)).find(({ files }) => files.length > 0));
		expect(fold.text).toMatch(/^❌ \*\*It failed\*\*.*\n-# Approved by Alice Anderson.*sha256/);
		expect(await (await fetch(fold.files[0]?.url ?? "")).text()).toBe(code);
		expect(labels((await ours(ts)).at(-1))).toContain("Approve");
	});

	test("where files cannot be attached a decided card stays open, without buttons", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, waiting), []);
		twin.proxy.before = ({ files }) =>
			files.length > 0 ? { status: 403, json: { code: 50013, message: "Missing Permissions" } } : undefined;
		await desk.discord.show(turnIn(inside, failedThenFixed), []);
		const [first, second] = await ours(ts);
		expect(codeIn(first!)[0]).toBe(code);
		expect(first?.text).toContain("Approved by Alice Anderson");
		expect(labels(first)).toEqual([]);
		expect(labels(second)).toContain("Approve");
	});

	const inline = `total = 1\n${"total = total + 1\n".repeat(100)}`.trimEnd();
	const inlineWaits = { state: { kind: "waiting" }, attempts: [attempt(inline)] } as const;

	test("code of up to 4,000 characters is read inline", async () => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		await desk.discord.show(turnIn(inside, inlineWaits), []);
		const [card, ...more] = await ours(ts);
		expect(more).toEqual([]);
		expect(codeIn(card!)).toEqual([inline]);
		expect(labels(card)).toContain("Approve");
	});

	test.each([
		["refuses", 403],
		["leaves out", 200],
	])("where Discord %s embeds the code comes as a file in the same message", async (_what, status) => {
		const desk = await started();
		const { ts, inside } = await asked(desk);
		twin.proxy.before = ({ json }) => {
			if (!Array.isArray(json.embeds) || json.embeds.length === 0) return undefined;
			if (status === 403) return { status, json: { code: 50013, message: "Missing Permissions" } };
			json.embeds.length = 0;
			return undefined;
		};
		await desk.discord.show(turnIn(inside, inlineWaits), []);
		const [card, ...more] = await ours(ts);
		expect(more).toEqual([]);
		expect(card?.files.map(({ name }) => name)).toEqual(["attempt-1.py"]);
		expect(await (await fetch(card?.files[0]?.url ?? "")).text()).toBe(inline);
		expect(labels(card)).toContain("Approve");
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
		const [_fold, ...said] = await ours(ts);
		expect(said.flatMap(({ files }) => files.map(({ name, size }) => [name, size]))).toEqual([
			["chart.png", 70],
			["table.csv", 8],
		]);
		const large = said.find(({ text }) => text.includes("big.parquet"));
		expect(large?.text).toContain("(11 MB), kept at `state/artifacts/big`");
		await desk.discord.show(turnIn(inside, end), []);
		expect((await ours(ts)).length).toBe(said.length + 1);
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

	test.each([
		["says what it was called", { filename: "_.png", title: "图表", size: 71 }, 0],
		["does not say it", { filename: "_.png" }, 0],
		["says that it was called otherwise", { filename: "_.png", title: "别的" }, 1],
	])(
		"after a crash a file called 图表.png is known, whose name Discord wrote in ASCII and %s",
		async (_what, renamed, more) => {
			const desk = await started();
			const { inside } = await asked(desk);
			const artifacts = [artifact("chart", "图表.png"), artifact("table", "table.csv")];
			const attempts = [decidedAttempt(code, approved, { run: run({ artifacts }) })];
			const end = ended({ kind: "answered", text: "Done." }, { attempts });
			await desk.discord.show(turnIn(inside, end), []);
			for (const [key, { mark }] of desk.posts.all) desk.posts.all.set(key, { mark });
			await twin.server.prisma.message.updateMany({ data: { nonce: null } });
			twin.proxy.after = ({ method }, answer) => {
				if (method !== "GET" || !Array.isArray(answer)) return;
				for (const one of answer as { attachments: { filename: string }[] }[])
					one.attachments = one.attachments.map((file) =>
						file.filename === "图表.png" ? { ...file, ...renamed } : file,
					);
			};
			const from = twin.proxy.asked.length;
			await desk.discord.show(turnIn(inside, end), []);
			const sent = twin.proxy.asked
				.slice(from)
				.filter(({ method, path }) => method === "POST" && path.endsWith("/messages"));
			expect(sent).toHaveLength(more);
		},
	);

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
		expect(String(edits().at(-1)?.json.content)).toContain("It ran");
	});
});
