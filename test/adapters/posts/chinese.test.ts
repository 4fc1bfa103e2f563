// Every kind of end, failure, mend, doubt, note and error of a Turn that was asked in Chinese, played and drawn for both platforms: what
// people read is Chinese, but for code, names of files and columns, Python's own words, and what is listed here.

import { describe, expect, test } from "vitest";
import { asideDrafts as discordAside } from "../../../src/adapters/discord/aside.ts";
import { view as discord } from "../../../src/adapters/discord/view.ts";
import { asideDrafts as slackAside } from "../../../src/adapters/slack/aside.ts";
import { view as slack } from "../../../src/adapters/slack/view.ts";
import type { Run, Turn } from "../../../src/core/domain.ts";
import { BotError } from "../../../src/core/errors.ts";
import { silent, tooLong, unknownModel } from "../../../src/model/errors.ts";
import { precheck } from "../../../src/python/precheck.ts";
import { csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";

type World = ReturnType<typeof fakeWorld>;
type Options = NonNullable<Parameters<typeof fakeWorld>[0]>;

/** With what only the model, Python or the operator says. */
const NOT_OURS = [
	/\b(?:KeyError|TypeError|ValueError|MemoryError|TimeoutError|DiskFull)\b[^（\n]*/g,
	/\bsha256\b|\bCSV\b|\bPython\b|OAuth & Permissions|npm start/g,
];

/** Words in a row that no code and no name has. */
function englishIn(text: string): readonly string[] {
	const plain = NOT_OURS.reduce((rest, known) => rest.replace(known, "#"), text)
		.replace(/```[\s\S]*?```/g, "#")
		.replace(/`[^`\n]*`|<[^>\n]*>|https?:\S+/g, "#");
	return plain.match(/[A-Za-z]{2,}(?:,? [a-z]{2,}){2,}/g) ?? [];
}

/** Texts that a draft shows, code blocks left out. */
function textsIn(draft: unknown, key = ""): readonly string[] {
	if (typeof draft === "string") return /^(text|content|label|title|placeholder|alt_text)$/.test(key) ? [draft] : [];
	if (Array.isArray(draft)) return draft.flatMap((one) => textsIn(one, key));
	if (typeof draft !== "object" || draft === null) return [];
	if ("type" in draft && draft.type === "rich_text_preformatted") return [];
	return Object.entries(draft).flatMap(([name, value]) => (name === "files" ? [] : textsIn(value, name)));
}

/** Of an exported notebook what is no code. */
function notesIn(bot: World): readonly string[] {
	const files = bot.asides.flatMap(({ files: all }) => all).filter(({ name }) => name.endsWith(".ipynb"));
	const cells = files.flatMap((file): { cell_type: string; source: string }[] =>
		"text" in file ? JSON.parse(file.text).cells : [],
	);
	return cells.filter(({ cell_type }) => cell_type === "markdown").map(({ source }) => source);
}

function readOf(bot: World): readonly string[] {
	const uploads = bot.session()?.uploads ?? [];
	const ofTurn = (turn: Turn) => {
		const seen = { turn, uploads, live: undefined, now: 2_000_000, attached: new Set<string>(), maxFixes: 3 };
		const limits = { fileBytes: 10_000_000, whereKept: () => "kept" };
		const code = turn.attempts.map(({ proposal }) => proposal.source.trim());
		const drawn = [...slack(seen), ...discord(seen, limits)].flatMap((draft) => textsIn(draft));
		return drawn.map((text) => code.reduce((rest, source) => rest.replaceAll(source, "#"), text));
	};
	const said = bot.asides.flatMap((aside) =>
		[...slackAside(aside), ...discordAside(aside)].flatMap((one) => textsIn(one)),
	);
	return [...new Set([...bot.shown.flatMap(ofTurn), ...said, ...notesIn(bot), ...bot.told])];
}

const READ = "import pandas as pd\ndf = pd.read_csv('sales.csv')\n";
const code = (source: string) => script(READ + source, "读取文件并计算。");
const failed = (name: string, message: string, more: Partial<NonNullable<Run["error"]>> = {}): Partial<Run> => ({
	outcome: "failed",
	error: { name, message, line: 3, trace: `${name}: ${message}`, ...more },
});

/** A question in Chinese, each program of it approved, until the Turn waits for something else. */
async function asked(options: Options, request = "按 id 统计总和是多少？", settle = true): Promise<World> {
	const bot = fakeWorld({ precheck: async (program) => precheck(program), ...options });
	await bot.say(request, { files: [csv] });
	await bot.work();
	for (let step = 0; settle && step < 8 && bot.turn().state.kind === "waiting"; step++) {
		await bot.click("approve");
		await bot.work();
	}
	return bot;
}

const three = [
	code("print(df['id'].sum())"),
	code("print(df['id'].sum() + 0)"),
	code("print(df['id'].sum() * 1)"),
	code("print(sum(df['id']))"),
];
const fails = (run: Partial<Run>) => asked({ says: [...three], does: [run, run, run, run] });

const PLAYS: Readonly<Record<string, () => Promise<World>>> = {
	answered: () => asked({ says: [code("print('总和:', df['id'].sum())"), "总和是 10。"], does: [ok("总和: 10")] }),
	"a missing column": () => fails(keyError(3)),
	"a cause found at the variables": () =>
		fails(
			failed("KeyError", "'amout'", {
				cause: "There is no column amout; the closest is amount.",
				facts: ["Columns of df: 'id'."],
			}),
		),
	"values that are no numbers": () =>
		fails(
			failed("ValueError", "could not convert string to float: 'x'", {
				cause: "3 of 10 values in id are no plain numbers, for example 'x'.",
				facts: [],
			}),
		),
	"text added to numbers": () =>
		fails(failed("TypeError", "unsupported operand", { facts: ["On this line df['id'] is text."] })),
	"out of time": () =>
		fails({ outcome: "timed_out", error: { name: "TimeoutError", message: "", line: 3, trace: "" } }),
	"out of memory": () =>
		fails({
			outcome: "out_of_memory",
			error: {
				name: "MemoryError",
				message: "Python needed more memory than the limit of 4 GB and was ended; variables are gone, files are kept.",
				trace: "",
			},
			variablesKept: false,
		}),
	"nothing printed": () => fails(ok("")),
	"the answer is nan": () => fails(ok("总和: nan")),
	"an error printed": () => fails(ok("Error: 找不到文件")),
	"text joined": () =>
		fails({
			...ok("总和: 1"),
			seen: {
				doubts: [
					"id holds numbers as text, so sum() joined them instead of adding: turn it into numbers first, df['id'] = pd.to_numeric(df['id']).",
				],
			},
		}),
	"a list that was cut": () => fails(ok("[1 2 3 ... 7 8 9]")),
	"a copy changed": () => fails(ok("ChainedAssignmentError: x\n总和: 10")),
	"no row left": () =>
		fails({
			...ok("总和: 0"),
			seen: { rows: [{ file: "sales.csv", read: 10, left: [{ line: 3, rows: 10, why: "" }], used: 0 }] },
		}),
	"rows left out, and a chart": () =>
		asked(
			{
				says: [
					code("print('总和:', df['id'].sum())\ndf.plot()"),
					code("print('总和:', df['id'].sum() + 0)\ndf.plot()"),
					"总和是 10。",
					"总和是 10。",
				],
				does: Array.from({ length: 2 }, () => ({
					...ok("总和: 10", ["图.png"]),
					seen: {
						rows: [
							{
								file: "sales.csv",
								read: 10,
								left: [
									{ line: 3, rows: 2, why: "without amount" },
									{ line: 3, rows: 1, why: "repeated" },
									{ rows: -3, why: "with several matches" },
								],
								used: 10,
							},
						],
						figures: [
							{
								file: "图.png",
								axes: [
									{
										kinds: ["line" as const],
										series: 1,
										points: 9,
										title: "",
										x: "",
										y: "",
										ticks: [],
										faults: ["overlap x", "not_drawn 3 12", "unnamed", "letters 지역"],
									},
								],
							},
						],
					},
				})),
			},
			"画出每月的总和",
		),
	mended: () =>
		asked({
			says: [code("df = df.fillna(method='ffill')\nprint(np.product(df['Id']))"), "结果是 10。"],
			does: [ok("结果: 10")],
		}),
	doubted: () =>
		asked({ says: [code("print(df['nix'].sum())"), code("print(df['nix'].sum())")] }, "按 id 统计总和是多少？", false),
	"a file that nothing reads": async () => {
		const bot = fakeWorld({});
		bot.world.fetchFails = new BotError(
			"file_too_large",
			"sales.csv is too large: it is 312 MB and the limit is 100 MB; please send a smaller part of it.",
		);
		await bot.say("按地区统计总和是多少？", { files: [csv] });
		await bot.work().catch(() => {});
		return bot;
	},
	"an odd file": async () => {
		const bot = fakeWorld({ says: [code("print(1)")] });
		bot.world.card = {
			format: "csv",
			rows: 10,
			encoding: "gb18030",
			orEncoding: "big5",
			delimiter: ";",
			skip: 3,
			sampled: 5,
			columns: [
				{
					name: "id",
					type: "text",
					nulls: 0,
					samples: [],
					notes: [
						'thousands commas in 3 of 10 like "1,2": x',
						"-9 in 3: may stand for a missing value",
						"dates with the day first: pd.x",
					],
				},
			],
			notes: [
				'3 rows are totals, like "x": df = 1',
				"the row count is an estimate",
				"spaces around column names: keep them",
			],
		};
		await bot.say("按地区统计总和是多少？", { files: [csv] });
		await bot.work();
		return bot;
	},
	received: async () => {
		const bot = fakeWorld({ settings: { language: "zh" } });
		await bot.say("", { files: [csv] });
		await bot.work();
		return bot;
	},
	stopped: async () => {
		const bot = await asked({ says: [...three] }, "按 id 统计总和是多少？", false);
		await bot.click("stop");
		await bot.work();
		return bot;
	},
	expired: async () => {
		const bot = await asked({ says: [...three] }, "按 id 统计总和是多少？", false);
		bot.pass(10 ** 9);
		await bot.work();
		return bot;
	},
	"rejected, then given up": async () => {
		const bot = await asked(
			{ says: [three[0] ?? "", three[0] ?? "", three[0] ?? ""] },
			"按 id 统计总和是多少？",
			false,
		);
		await bot.click("reject", { reason: "请保留空行" });
		await bot.work();
		return bot;
	},
	"an edit that is refused": async () => {
		const bot = await asked({ says: [...three] }, "按 id 统计总和是多少？", false);
		await bot.click("edit");
		await bot.click("edit", { code: "" });
		await bot.work();
		return bot;
	},
	"lost, with notes": () =>
		asked({
			says: [three[0] ?? "", "总和是 10。"],
			does: [
				{
					outcome: "lost",
					variablesKept: false,
					notes: [
						"The sandbox was shut down from outside while the code was running, so its result is unknown: variables are gone, files are kept.",
						"a.png is empty, so it was not attached.",
					],
				},
				{
					...ok("总和: 10"),
					notes: ["The output was cut; all of it is in output-1.txt.", "Still running in the background: sleep."],
					standing: ["pandas.Series.sum was replaced", "thread Thread-5 is still running", "a timer is still running"],
				},
			],
		}),
	reran: async () => {
		const bot = await asked({
			says: [code("print('总和:', df['id'].sum())"), "总和是 10。"],
			does: [ok("总和: 10"), ok("总和: 10"), failed("KeyError", "'id'")],
		});
		for (let times = 0; times < 2; times++) {
			await bot.click("rerun");
			await bot.work();
		}
		return bot;
	},
	"which column": async () => {
		const bot = fakeWorld({ says: [code("print(df['amount_net'].sum())"), "是 10。"], does: [ok("总和: 10")] });
		await bot.say("各地区的 amount 合计是多少？", { files: [{ ...csv, name: "two-amounts.csv" }] });
		await bot.work();
		await bot.click("choose");
		await bot.work();
		return bot;
	},
	commands: async () => {
		const bot = await asked({ says: [code("print('总和:', df['id'].sum())"), "总和是 10。"], does: [ok("总和: 10")] });
		for (const word of ["状态", "帮助", "等待", "静音", "忘记", "导出", "停止"])
			await bot.say(word, { addressed: true });
		await bot.work();
		return bot;
	},
	greeted: async () => {
		const bot = fakeWorld({});
		await bot.say("你好");
		await bot.work();
		return bot;
	},
	"no file": async () => {
		const bot = fakeWorld({});
		await bot.say("这个文件一共有多少行？");
		await bot.work();
		return bot;
	},
};

/** A second program for the same question. */
const CHECKS: Readonly<Record<string, readonly [source: string, output: string]>> = {
	agree: [`${READ}print(sum(df['id']))`, "10"],
	partly: [`${READ}print(sum(df['id']))`, "10"],
	differ: [
		`${READ}df = df[df['id'] > 3].dropna(subset=['id']).drop_duplicates()\nprint(df.groupby('created_at')['id'].mean())`,
		"7",
	],
	unclear: [`${READ}print('x')`, "无"],
};

for (const [name, [source, output]] of Object.entries(CHECKS))
	(PLAYS as Record<string, () => Promise<World>>)[`checked: ${name}`] = async () => {
		const first = name === "partly" ? "总和: 10\n均值: 5" : "总和: 10";
		const bot = await asked({
			says: [
				code("print('总和:', df['id'].sum())"),
				"总和是 10。",
				script(source, "另一种算法。"),
				script(source, "另一种算法。"),
			],
			does: [ok(first), ok(output)],
		});
		await bot.click("check");
		await bot.work();
		if (bot.turn().state.kind === "waiting") await bot.click("approve");
		await bot.work();
		return bot;
	};

const address = "http://127.0.0.1:8000";
const ERRORS: readonly Error[] = [
	silent(address, 60_000),
	unknownModel({ address, name: "a", has: ["b", "c"] }),
	tooLong({ tokens: 4096, prompt: 9000 } as never, { messages: [], maxTokens: 800 }),
	new BotError(
		"sandbox_down",
		"The Docker engine cannot be reached, so no code can run; check that it is running and that the bot's user may use it.",
	),
	new BotError("disk_full", "This machine's disk is full, so the code was not run; free some space and try again."),
	new BotError(
		"sandbox_busy",
		"All 8 sandboxes are in use and 200 threads are already waiting; try again in a few minutes.",
	),
	new BotError(
		"audit_down",
		"The audit in audit.jsonl cannot be written (EACCES), so nothing was run; fix that, then try again.",
	),
	new BotError(
		"chat_refused",
		"Slack refused files.info because the app lacks the scope files:read; add it under OAuth & Permissions and install the app again.",
	),
	new Error("of nobody"),
] as const;

for (const error of ERRORS) {
	(PLAYS as Record<string, () => Promise<World>>)[`while writing: ${error.message}`] = () => asked({ says: [error] });
	(PLAYS as Record<string, () => Promise<World>>)[`while answering: ${error.message}`] = () =>
		asked({ says: [code("print('总和:', df['id'].sum())"), error], does: [ok("总和: 10")] });
	(PLAYS as Record<string, () => Promise<World>>)[`while running: ${error.message}`] = () =>
		asked({ says: [code("print('总和:', df['id'].sum())")], does: [error] });
}

test("no kind of end is left out", async () => {
	const ends = new Set<string>();
	for (const play of Object.values(PLAYS))
		for (const { state } of (await play()).shown) if (state.kind === "ended") ends.add(state.end.kind);
	expect([...ends].sort()).toEqual(["answered", "expired", "failed", "gave_up", "received", "reran", "stopped"]);
});

describe("what people read of a question in Chinese", () => {
	test.each(Object.keys(PLAYS))("%s", async (name) => {
		const bot = await PLAYS[name]?.();
		const read = bot === undefined ? [] : readOf(bot);
		expect(read.length).toBeGreaterThan(0);
		expect(read.filter((text) => englishIn(text).length > 0).map((text) => [englishIn(text), text])).toEqual([]);
	});
});
