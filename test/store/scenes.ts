// Scenes for the corpus of stored Sessions: how a Session of each kind comes to be, by what people say and click.

import type {
	ColumnProfile,
	DataStep,
	Does,
	End,
	FileProfile,
	FileRef,
	MessageNote,
	Person,
	Run,
	Session,
	Turn,
} from "../../src/core/domain.ts";
import { BotError } from "../../src/core/errors.ts";
import { bob, csv, fakeWorld, keyError, ok, script } from "../fakes/world.ts";
import { axes, cellByCell, watched } from "./watched.ts";

type Options = NonNullable<Parameters<typeof fakeWorld>[0]>;
type Bot = ReturnType<typeof fakeWorld> & { readonly saved: readonly Session[] };

const carol: Person = { id: "U3", name: "Carol", trust: "external" };
const dave: Person = { id: "U4", name: "Dave", trust: "guest" };
const eve: Person = { id: "U5", name: "Eve", trust: "member", groups: ["S1", "S2"] };
const march: FileRef = { ...csv, id: "F2", name: "march.csv" };
const codeFile: FileRef = { id: "F3", name: "attempt-1.py", size: 9, source: '{"url":"https://x/y"}' };
const away = new BotError("model_down", "The model server does not answer; try again in a minute.");

const RISKY = `import os, subprocess, urllib.request
os.remove("old.csv")
open("sales.csv", "w").write("x")
subprocess.run(["pip", "install", "polars"])
urllib.request.urlopen("https://example.org")
open("/etc/passwd").read()
for name in os.listdir("."): os.remove(name)
`;
const column = (name: string, more: Partial<ColumnProfile> = {}): ColumnProfile => ({
	...{ name, type: "float", nulls: 2, distinct: 9, range: ["1", "9"], samples: ["1,5"], notes: ["text: convert it"] },
	...more,
});
const odd = {
	...{
		format: "csv",
		encoding: "cp1252",
		delimiter: ";",
		decimal: ",",
		thousands: ".",
		skip: 2,
		rows: 9e5,
		sampled: 16_000,
	},
	...{ columns: [column("Preis"), column("Datum", { type: "date" })], notes: ["two header lines: skip them"] },
};
export const chart = { id: "run/1", name: "chart.png", size: 2048, sha256: "c0ffee" };
const rich: Partial<Run> = {
	...{
		outcome: "ok",
		output: "rows: 10",
		changed: ["totals.csv"],
		artifacts: [chart],
		notes: ["big.bin was not kept."],
	},
	standing: ["pandas.Series.sum was replaced"],
};
const examined: Partial<Run> = {
	...keyError(2),
	variablesKept: false,
	error: {
		...{ name: "KeyError", message: "'date'", line: 2, trace: "KeyError: 'date'", cause: "There is no column date." },
		...{ facts: ["The column is called created_at."], locals: ["df: DataFrame 10 x 2"] },
	},
};

const HOWS = ["where", "filled", "distinct", "readable", "largest", "smallest", "first", "last", "sample"] as const;
const CHARTS = ["line", "bar", "barh", "pie", "scatter", "hist", "box", "heatmap", "area", "chart"] as const;
const keeps = { kind: "keeps", line: 2, columns: ["city"], values: ["Oslo"], text: 'df["city"] == "Oslo"' } as const;
/** One step of each kind, how and chart. */
const everything: Does = {
	steps: [
		{ kind: "reads", line: 1, file: "sales.csv", format: "csv", columns: ["city"] },
		...HOWS.map((how, at): DataStep => ({ ...keeps, how, ...(at % 2 === 0 ? {} : { rows: at }) })),
		{ kind: "joins", line: 3, how: "left", keys: ["id"], otherKeys: ["ID"] },
		{
			...{ kind: "groups", line: 4, columns: ["city"] },
			periods: ["year", "quarter", "month", "week", "weekday", "day", "hour"],
		},
		{ kind: "computes", line: 4, how: "sum", columns: ["price"], as: "total" },
		{ kind: "computes", line: 4, how: "mean", columns: ["price"] },
		...[true, false].map((descending): DataStep => ({ kind: "sorts", line: 5, columns: ["total"], descending })),
		...CHARTS.map((chart): DataStep => ({ kind: "draws", line: 6, chart, y: ["total"] })),
		{ kind: "draws", line: 6, chart: "bar", x: "city", y: ["total"] },
		{ kind: "writes", line: 7, file: "a.png", format: "png" },
		{ kind: "prints", line: 8, text: "total" },
		{ kind: "connects", line: 9, what: "import requests" },
	],
	unseen: [{ line: 10, what: "exec(text)" }],
};

export function open(options: Options = {}): Bot {
	const bot = fakeWorld(options);
	const saved: Session[] = [];
	const { save } = bot.whole.store;
	const kept: typeof save = async (session, change) => {
		const stored = await save(session, change);
		saved.push(stored);
		return stored;
	};
	Object.assign(bot.whole.store, { save: kept });
	for (const person of [carol, dave, eve]) bot.people.set(person.id, person);
	return Object.assign(bot, { saved });
}

/** The last of the Sessions saved so far that is such a one. */
export function last(bot: Bot, is: (session: Session, turn: Turn | undefined) => boolean): Session {
	const found = bot.saved.findLast((session) => is(session, session.turn));
	if (found === undefined) throw new Error("no such Session was saved");
	return found;
}
const working = (bot: Bot, kind: Turn["state"]["kind"]) => last(bot, (_, turn) => turn?.state.kind === kind);
export const now = (bot: Bot) => last(bot, () => true);

export async function say(bot: Bot, text: string, over: Parameters<Bot["say"]>[1] = {}): Promise<Bot> {
	await bot.say(text, over);
	await bot.work();
	return bot;
}
export async function click(bot: Bot, ...[choice, by]: Parameters<Bot["click"]>): Promise<Bot> {
	await bot.click(choice, by);
	await bot.work();
	return bot;
}
/** A question whose code waits for a click. */
export async function asked(options: Options = {}, over: Partial<MessageNote> = {}): Promise<Bot> {
	const says = [script("print(open('sales.csv').read())"), ...(options.says ?? ["There are 10 rows."])];
	return say(open({ does: [rich], ...options, says }), "how many rows?", { files: [csv], ...over });
}
export const answered = async (options: Options = {}) => click(await asked(options), "approve");
const ran = async (run: Partial<Run>) =>
	working(await answered({ does: [run], says: [script("print(2)"), "There are 10 rows."] }), "writing");

const twoColumns = { ...csv, id: "F9", name: "two-amounts.csv" };

function withEnd({ turn, ...session }: Session, more: Partial<Extract<End, { kind: "answered" }>>): Session {
	if (turn?.state.kind !== "ended" || turn.state.end.kind !== "answered") throw new Error("it was not answered");
	return { ...session, turn: { ...turn, state: { ...turn.state, end: { ...turn.state.end, ...more } } } };
}
const WORKBOOK: FileProfile = {
	format: "xlsx",
	rows: 9,
	skip: 1,
	header: 2,
	read: 'df = pd.read_excel("sales.csv", skiprows=1, header=[0, 1])',
	columns: [{ name: "Plan days", type: "int", nulls: 0, samples: ["1"] }],
	sheet: "Plan",
	sheets: [
		{ name: "Plan", rows: 9, columns: ["Plan days"], skip: 1, header: 2 },
		{
			name: "Old",
			rows: 2,
			columns: ["a"],
			more: 60,
			hidden: true,
			read: 'pd.read_excel("sales.csv", sheet_name="Old")',
		},
		{ name: "Empty", columns: [] },
	],
	notes: [],
};

/** `name: how it came about`; the name says what the record holds. */
export const SCENES: Readonly<Record<string, () => Promise<Session>>> = {
	"reading-a-file-mid-thread": async () => {
		const bot = open({ says: ["Hello."] });
		return last(
			await say(bot, "how many rows?", { files: [csv], midThread: true, author: carol }),
			(_, turn) => turn?.midThread === true,
		);
	},
	"choosing-between-two-columns": async () => now(await say(open(), "amount by region", { files: [twoColumns] })),
	"writing-after-a-column-was-chosen": async () => {
		const bot = await say(open({ says: [script("print(1)")] }), "amount by region", { files: [twoColumns] });
		return working(await click(bot, "choose"), "writing");
	},
	"writing-after-a-column-was-assumed": async () => {
		const bot = await say(open({ says: [script("print(1)")] }), "amount by region", { files: [twoColumns] });
		return working(await say(bot, "only the north"), "writing");
	},
	"writing-with-earlier-words-and-the-operators-data": async () => {
		const bot = open({ says: [script("print(1)")], settings: { system: "Answer in English." } });
		bot.world.history = [
			{
				...{ kind: "message", key: "k0", author: dave, text: "see /data/regions.csv" },
				files: [],
				at: 1,
				midThread: false,
			},
		];
		bot.world.data = [{ path: "/data/regions.csv", size: 10 }];
		bot.world.card = odd;
		return working(await say(bot, "join it with regions.csv", { files: [csv], midThread: true }), "writing");
	},
	"writing-with-text-whose-reading-takes-more": async () => {
		const bot = open({ says: [script("print(1)")] });
		bot.world.card = {
			...{ format: "csv", encoding: "cp932", orEncoding: "euc-jp", rows: 12, totals: ["合計"] },
			...{ arguments: ["quoting=3", "skiprows=[1]"], columns: [column("金額")], notes: ["1 row of units"] },
		};
		return working(await say(bot, "add it up", { files: [csv] }), "writing");
	},
	"waiting-with-every-risk-mends-and-doubts": async () => {
		const precheck: Options["precheck"] = async () => ({
			source: RISKY,
			mends: ["Added `os`."],
			faults: ["Line 4 fails."],
		});
		const bot = open({ says: [script(RISKY), script(`${RISKY}\n`)], precheck });
		return working(await say(bot, "tidy up", { files: [csv] }), "waiting");
	},
	"waiting-with-fixed-texts-in-the-code": async () => {
		const precheck: Options["precheck"] = async ({ source }) => ({
			...{ source, mends: [], faults: [] },
			fixed: [
				{ line: "107 rows are repeated", isFinding: true },
				{ line: "Top 5 rows", isFinding: false },
			],
		});
		return working(await asked({ precheck }), "waiting");
	},
	"waiting-with-all-that-a-program-may-do-with-data": async () => {
		const bot = open({ says: [script("df")] });
		Object.assign(bot.whole, { summarise: async () => everything });
		return working(await say(bot, "totals by month", { files: [csv] }), "waiting");
	},
	"waiting-with-bash-that-cannot-be-read": async () => {
		const bot = open({ says: ["It lists.\n```bash\nls | eval\n```\n"], settings: { approveFixes: false } });
		return working(await say(bot, "list the files"), "waiting");
	},
	"writing-again-after-the-pre-check": async () => {
		const precheck: Options["precheck"] = async ({ source }) => ({
			source,
			mends: [],
			faults: ["There is no column x."],
		});
		const bot = await asked({ says: [script("print(2)")], precheck });
		return last(bot, (_, turn) => turn?.nudged === true);
	},
	"waiting-while-an-edit-from-a-form-is-taken-in": async () => {
		const bot = await asked();
		return last(await click(bot, "edit", { code: "print(2)" }), (_, turn) => turn?.edit !== undefined);
	},
	"waiting-while-an-edit-from-a-file-is-taken-in": async () => {
		const bot = await asked();
		bot.world.fetched = new TextEncoder().encode("print(2)\n");
		return last(await say(bot, "", { files: [codeFile] }), (_, turn) => turn?.edit !== undefined);
	},
	"waiting-with-edited-code": async () => now(await click(await asked(), "edit", { code: "print(2)" })),
	"writing-after-words-superseded-the-code": async () =>
		working(await say(await asked({ says: [script("print(2)")] }), "without headers", { author: bob }), "writing"),
	"writing-after-a-rejection-with-a-reason": async () =>
		working(await click(await asked({ says: [script("print(2)")] }), "reject", { reason: "too slow" }), "writing"),
	"writing-while-it-is-being-stopped": async () => {
		const bot: Bot = open({ says: [async () => bot.click("stop").then(() => script("print(1)"))] });
		return last(await say(bot, "go"), (_, turn) => turn?.stopping !== undefined);
	},
	"running-after-approval-by-somebody-with-groups": async () => {
		const bot = await asked({ settings: { approvers: ["S1"] } });
		return working(await click(bot, "approve", { by: eve.id }), "running");
	},
	"running-with-fixes-approved-and-words-that-came-meanwhile": async () => {
		const bot: Bot = await asked({
			does: [async () => bot.say("and per month?", { author: bob }).then(() => ok("rows: 10"))],
		});
		return last(
			await click(bot, "approve_fixes"),
			(_, turn) => turn?.state.kind === "answering" && turn.added.length > 0,
		);
	},
	"running-code-whose-risks-were-approved": async () =>
		working(await click(await say(open({ says: [script(RISKY)], does: [rich] }), "tidy up"), "approve"), "running"),
	"running-a-fix-that-was-approved-in-advance": async () => {
		const bot = await asked({ says: [script("print(2)"), "There are 10 rows."], does: [keyError(), ok("rows: 10")] });
		return working(await click(bot, "approve_fixes"), "running");
	},
	"running-a-fix-unasked-by-mode-fixes": async () => {
		const says = [script("print(2)"), "There are 10 rows."];
		const bot = await asked({ says, does: [keyError(), ok("rows: 10")], settings: { mode: "fixes" } });
		return working(await click(bot, "approve"), "running");
	},
	"running-unasked-by-mode-auto": async () => working(await asked({ settings: { mode: "auto" } }), "running"),
	"writing-after-a-run-that-failed-with-all-that-was-found": () => ran(examined),
	"writing-after-a-run-whose-failing-expression-has-a-mend": () =>
		ran({ ...keyError(), error: { ...keyError().error!, mend: { line: 1, at: 0, old: "df['a']", text: "df['b']" } } }),
	"writing-after-a-run-that-printed-nothing": () => ran(ok("")),
	"writing-after-a-run-with-an-error-without-a-line": () =>
		ran({ outcome: "failed", error: { name: "exit code 3", message: "", trace: "" } }),
	"writing-after-a-run-that-timed-out": () => ran({ outcome: "timed_out", output: "1\n2" }),
	"writing-after-a-run-out-of-memory": () => ran({ outcome: "out_of_memory", variablesKept: false }),
	"waiting-after-a-run-that-was-lost": async () =>
		now(await answered({ does: [{ outcome: "lost", variablesKept: false }] })),
	"writing-after-a-restart-from-the-request": async () => {
		const says = [script("print(2)"), script("print(3)"), script("print(4)")];
		let bot = await asked({ says, does: [keyError(), keyError()], settings: { maxFixes: 2 } });
		for (const _ of [1, 2]) bot = await click(bot, "approve");
		return last(bot, (_, turn) => turn?.restarted === true);
	},
	answering: async () => working(await answered(), "answering"),
	"ended-answered-with-code-and-something-standing-in-the-kernel": async () => now(await answered()),
	"ended-answered-with-lines-under-the-answer": async () =>
		withEnd(now(await answered()), { under: ["Not done: by month.", "10 rows read, 2 left out by line 3."] }),
	"ended-answered-with-what-the-kernel-saw": async () => now(await answered({ does: [watched] })),
	"ended-answered-with-tables-alone-that-the-kernel-saw": async () =>
		now(await answered({ does: [{ ...watched, seen: { tables: watched.seen?.tables ?? [] } }] })),
	"ended-answered-with-a-table-cell-by-cell": async () =>
		now(await answered({ does: [{ ...ok("rows: 10"), seen: { tables: [cellByCell] } }] })),
	"ended-answered-with-rows-alone-that-the-kernel-saw": async () =>
		now(await answered({ does: [{ ...watched, seen: { rows: watched.seen?.rows ?? [] } }] })),
	"ended-with-ties-that-the-kernel-saw": async () => {
		const ties = [true, false].map((last) => ({ same: 3, shown: 1, last }));
		return now(await answered({ does: [{ ...watched, seen: { ties } }] }));
	},
	"ended-answered-from-the-first-of-two-charts-that-were-looked-at": async () => {
		const drawn = [{ ...axes, kinds: ["bar" as const], faults: ["overlap x"] }];
		const poor = (looks: readonly string[]) => ({ ...ok("3"), seen: { figures: [{ axes: drawn, looks }] } });
		const does = [poor(["text_cut"]), poor(["text_cut", "squeezed"])];
		return now(await click(await answered({ does, says: [script("print(2)"), "3"] }), "approve"));
	},
	"ended-answered-with-figures-that-can-be-checked": async () => now(await answered({ does: [ok("rows: 10")] })),
	"waiting-with-a-second-program": async () => {
		const second = script("import duckdb\nprint(duckdb.sql('SELECT 10').fetchall())");
		return now(await click(await answered({ says: [second], does: [ok("rows: 10")] }), "check"));
	},
	"writing-a-second-program-that-nobody-asked-for": async () => {
		const bot = await asked({ does: [ok("rows: 10")], settings: { check: "auto" } });
		return last(await click(bot, "approve_fixes"), (_, turn) => turn?.check !== undefined);
	},
	"ended-answered-with-what-was-checked": async () =>
		withEnd(now(await answered()), { checked: ["by month", "top 5"] }),
	"ended-answered-in-words-alone": async () => now(await say(open({ says: ["Hello, Alice."] }), "thanks")),
	"ended-gave-up-with-the-best-output": async () => {
		const says = [script("print(2)"), script("print(3)")];
		let bot = await asked({
			says,
			does: [{ ...keyError(), output: "rows: 10" }, keyError()],
			settings: { maxFixes: 1 },
		});
		for (const _ of [1, 2]) bot = await click(bot, "approve");
		return now(bot);
	},
	"ended-gave-up-and-can-be-tried-again": async () =>
		now(await answered({ does: [keyError()], settings: { maxFixes: 0 } })),
	"reading-a-question-that-is-tried-again": async () => {
		const bot = await answered({ does: [keyError()], says: [script("print(2)")], settings: { maxFixes: 0 } });
		return working(await click(bot, "again"), "reading");
	},
	"ended-gave-up-without-output": async () => now(await answered({ does: [keyError()], settings: { maxFixes: 0 } })),
	"ended-stopped-while-code-ran": async () => {
		const bot: Bot = await asked({
			does: [async () => bot.click("stop").then(() => ({ outcome: "cancelled", output: "1" }))],
		});
		return now(await click(bot, "approve"));
	},
	"ended-expired": async () => {
		const bot = await asked();
		bot.pass(3_600_001);
		await bot.work();
		return last(bot, (_, turn) => turn?.state.kind === "ended");
	},
	"reading-a-rerun-by-a-click-on-a-newer-file": async () => {
		const bot = await say(await answered({ does: [rich, ok("rows: 10")] }), "", { files: [march] });
		return working(await click(bot, "rerun"), "reading");
	},
	"ended-received-with-a-file-that-can-stand-in": async () => now(await say(await answered(), "", { files: [march] })),
	"ended-reran": async () => now(await click(await answered({ does: [rich, ok("rows: 10")] }), "rerun")),
	"waiting-with-a-rerun-that-was-asked-for-in-words": async () => now(await say(await answered(), "rerun")),
	"ended-failed-while-reading": async () => {
		const bot = open();
		bot.world.fetchFails = new BotError("chat_refused", "Slack is out of order.");
		return now(await say(bot, "go", { files: [csv], author: carol }));
	},
	"ended-failed-while-writing": async () => now(await say(open({ says: [away] }), "go")),
	"ended-failed-while-running": async () =>
		now(await answered({ does: [new BotError("sandbox_down", "Docker is away.")] })),
	"ended-failed-while-answering": async () => now(await answered({ says: [new Error("a fault of ours")] })),
	"ended-with-a-file-that-is-no-table": async () => {
		const bot = open({ says: ["Hello."] });
		bot.world.card = { format: "text", notes: [] };
		Object.assign(bot.whole.sandbox, { digest: async () => undefined });
		return now(await say(bot, "thanks", { files: [csv] }));
	},
	"ended-with-a-workbook-of-several-sheets": async () => {
		const bot = open({ says: ["Hello.", "Hello."] });
		bot.world.card = WORKBOOK;
		return now(await say(bot, "thanks", { files: [csv] }));
	},
	"ended-with-nested-json": async () => {
		const bot = open({ says: ["Hello.", "Hello."] });
		const columns = [{ name: "user.plan", type: "text", nulls: 0, samples: ["free"] }];
		bot.world.card = { format: "json lines", rows: 3, columns, flat: ["user"], notes: [] };
		return now(await say(bot, "thanks", { files: [csv] }));
	},
	"ended-with-a-file-that-nothing-reads": async () => {
		const bot = open({ says: ["Hello.", "Hello."] });
		bot.world.card = { format: "xls", unread: "an old workbook; save it as .xlsx", notes: [] };
		return now(await say(bot, "thanks", { files: [csv] }));
	},
	"ended-with-a-file-that-was-refused": async () => {
		const bot = open({ says: ["Hello."] });
		bot.world.fetchFails = new BotError("file_too_large", "sales.csv is too large: 300 MB, the limit is 200 MB.");
		return now(await say(bot, "thanks", { files: [csv] }));
	},
	"listening-to-mentions-only-and-about-to-say-so": async () => {
		return last(await say(await answered(), "mention"), ({ chores }) => chores?.[0]?.kind === "say");
	},
	"about-to-start-over": async () =>
		last(await say(await answered(), "reset"), ({ chores }) => chores?.[0]?.kind === "reset"),
	"about-to-export": async () =>
		last(await click(await answered(), "export"), ({ chores }) => chores?.[0]?.kind === "export"),
	"about-to-ask-whether-to-forget": async () =>
		last(await say(await answered(), "forget"), ({ chores }) => chores?.[0]?.kind === "confirm"),
	"about-to-ask-whether-to-forget-with-a-button-that-is-open": async () =>
		last(await say(await answered(), "forget"), ({ chores }) => chores?.[0]?.kind === "confirm"),
	"about-to-begin-a-fresh-kernel": async () =>
		last(await click(await answered(), "fresh"), ({ chores }) => chores?.[0]?.kind === "fresh"),
	"being-forgotten-because-somebody-asked": async () => {
		const bot = await say(await answered(), "forget");
		return last(await click(bot, "forget"), ({ forgetting }) => forgetting?.why === "asked");
	},
	"being-forgotten-because-its-message-was-deleted": async () => {
		const bot = await asked();
		await bot.bot.deleted(now(bot).thread);
		await bot.work();
		return last(bot, ({ forgetting, turn }) => forgetting?.why === "deleted" && turn?.stopping?.trust === "bot");
	},
	"being-forgotten-because-nobody-used-it": async () => {
		const bot = await answered();
		await bot.whole.store.receive(now(bot).thread, { kind: "forget", key: "unused 1", why: "unused", at: 1 });
		await bot.work();
		return last(bot, ({ forgetting }) => forgetting?.why === "unused");
	},
	"gone-from-the-platform": async () => {
		const bot = await asked();
		bot.world.showFails = new BotError("thread_gone", "The thread no longer exists.");
		return now(await say(bot, "still there?"));
	},
	"waiting-where-approval-covers-fixes": async () => working(await asked({ settings: { mode: "fixes" } }), "waiting"),
	"waiting-for-approvers-who-were-reminded": async () => {
		const bot = await asked({ settings: { approvers: ["U2"] } });
		bot.pass(2_700_000);
		await bot.work();
		return last(bot, (_, turn) => turn?.reminded === true);
	},
	"writing-once-more-in-the-same-step": async () =>
		last(
			await say(open({ says: ["Let me think.", script("1")] }), "go", { files: [csv] }),
			(_, turn) => turn?.nudged === true,
		),
	"spoken-to-in-english": async () => now(await asked()),
	"spoken-to-in-chinese-and-about-to-start-over": async () =>
		last(
			await say(
				await click(
					await say(open({ does: [rich], says: [script("print(1)"), "共 10 行。"] }), "一共有多少行？"),
					"approve",
				),
				"重置",
			),
			({ chores, turn }) => chores?.[0]?.kind === "reset" && turn?.locale === "zh",
		),
	"opened-by-a-word-and-without-a-turn": async () => now(await say(open(), "help")),
	"with-more-programs-in-the-kernel-than-are-kept": async () => {
		const bot = await answered({ does: Array.from({ length: 80 }, () => ok("rows: 10")) });
		for (let n = 1; n < 80; n++) await click(bot, "rerun");
		return now(bot);
	},
};
