// The posts beside the cards in Slack: files received, what goes on now, and how the Turn ended.

import { describe, expect, test } from "vitest";
import { alice, approved, code, decidedAttempt, ended, run, turn, upload } from "../turns.ts";
import { boxes, draw, labels, look, prose, slot, values } from "./drawing.ts";

describe("before there is code", () => {
	test("a file on its way is named with its size, and can be stopped", () => {
		const [fetching, ...rest] = look("fetching");
		expect(prose(fetching!)).toBe("⏬ Fetching *sales.csv* (58 MB) · 12 s");
		expect(labels(fetching!)).toEqual(["Stop"]);
		expect(rest).toEqual([]);
	});

	test.each(["standing", "standingAfter"])(
		"what earlier code left in the session is said, with a button for a fresh one: %s",
		(name) => {
			const last = look(name).at(-1);
			expect(JSON.stringify(last?.blocks)).toMatch(/left something behind that may change results: .*was replaced/);
			expect(JSON.stringify(last?.blocks)).toContain('"text":"Fresh session"');
		},
	);

	test("a received file is confirmed in one line with rows and columns", () => {
		expect(prose(slot(look("reading"), "upload F1"))).toBe(
			"📎 Got *sales.csv*: 1,000,000 rows × 5 columns (id, created_at, city, product, amount)",
		);
	});

	test("the second file of one name says under which name it is kept", () => {
		const drafts = draw({ turn: turn({ uploads: ["F1"] }), uploads: [{ ...upload, as: "sales-2.csv" }] });
		expect(prose(slot(drafts, "upload F1"))).toContain("Got *sales.csv*, saved as *sales-2.csv*:");
	});

	test("a refused file says why in one sentence, and the question goes on", () => {
		expect(prose(slot(look("refused"), "upload F1"))).toContain("is 312 MB and the limit is 100 MB");
		expect(prose(slot(look("refused"), "step 1"))).toContain("Reading your question");
	});

	test("one message says what goes on, with lines so far and elapsed seconds", () => {
		expect(prose(slot(look("reading"), "step 1"))).toBe("👀 *Reading your question* · 12 s");
		expect(prose(slot(look("loading"), "step 1"))).toContain("The model is still loading");
		expect(prose(slot(look("writing"), "step 1"))).toBe("✍️ *Writing code* · 14 lines so far · 12 s");
		expect(labels(slot(look("writing"), "step 1"))).toEqual(["Stop", "Show code so far"]);
		expect(values(slot(look("writing"), "step 1"))).toEqual(["tok-stop", "tok-stop"]);
	});

	test("after a click on Stop the button is gone and it says that it is stopping", () => {
		const draft = slot(draw({ turn: turn({ state: { kind: "writing" }, stopping: alice }) }), "step 1");
		expect(prose(draft)).toContain("Stopping");
		expect(labels(draft)).toEqual([]);
	});
});

describe("the question about a request", () => {
	test("has a button for each reading, of which no two are alike to Slack, and nothing in it pings", () => {
		const asked = slot(look("choosing"), "question");
		expect(labels(asked)).toEqual(["order_date", "*ship*_date", "<!channel>", "All of them", "Stop"]);
		expect(values(asked).slice(0, 4)).toEqual([0, 1, 2, 3].map((at) => `tok-reading-${at}`));
		const ids = asked.blocks.flatMap((block) =>
			block.type === "actions" ? block.elements.map((one) => ("action_id" in one ? one.action_id : "")) : [],
		);
		expect(new Set(ids).size).toBe(5);
		expect(ids.every((id) => /^(choose( \d)?|stop)$/.test(id ?? ""))).toBe(true);
		expect(prose(asked)).not.toContain("<!channel>");
		expect(prose(asked)).toContain("Choose one, or answer in your own words.");
	});

	test("stays with its answer, or with what is assumed, and without buttons", () => {
		expect(prose(slot(look("chosen"), "question"))).toMatch(/Bob chose \*.*ship.*_date\*\./);
		expect(prose(slot(look("assumed"), "question"))).toContain("Nobody answered, so I assume");
		for (const name of ["chosen", "assumed", "unanswered"]) expect(labels(slot(look(name), "question"))).toEqual([]);
		expect(look("unanswered").map(prose).join()).toContain("Nobody answered my question in time");
	});
});

describe("the end", () => {
	test("an answer keeps its bold, lists, tables and code", () => {
		const draft = slot(look("answered"), "step 3");
		expect(prose(draft)).toContain("💬 *Answer*\nThe best month was *March* with _1,200.50_.");
		expect(prose(draft)).toContain("• `created_at` is a datetime now");
		expect(prose(draft)).toContain("See the docs (<https://pandas.pydata.org/docs/?a=1&amp;b=2>).");
		expect(boxes(draft)).toEqual(['df.groupby("month").sum()']);
		const raw = (text: string) => ({ type: "raw_text", text });
		expect(draft.blocks.find(({ type }) => type === "data_table")).toMatchObject({
			rows: [
				[raw("month"), raw("amount")],
				[raw("March"), raw("1,200.50")],
				[raw("April"), raw("980.00")],
			],
		});
		expect(boxes(draft.plain!)).toEqual([
			"month    amount\n─────  ────────\nMarch  1,200.50\nApril    980.00",
			'df.groupby("month").sum()',
		]);
		expect(prose(draft)).toContain("1 min 0 s from question to answer");
	});

	test("a printed frame is a real table: what people read has marks, years and ids stay, and no cell is empty", () => {
		const printed = "Sales\nyear  id    amount\n2024  9876  1234.50\n2025  9877  NaN\n";
		const cells = {
			head: ["year", "id", "amount"],
			rows: [
				["2024", "9876", "1234.50"],
				["2025", "9877", "NaN"],
			],
			kinds: ["plain", "plain", "number"],
			levels: 0,
			lines: 1,
		} as const;
		const tables = [{ rows: 2, columns: ["year", "id", "amount"], index: [], shownRows: 2, cells }];
		const attempts = [decidedAttempt(code, approved, { run: run({ output: printed, seen: { tables } }) })];
		const text = `\`\`\`\n${printed.trimEnd()}\n\`\`\`\n\nIt grew.`;
		const draft = slot(draw({ turn: ended({ kind: "answered", text, attempt: 0 }, { attempts }) }), "step 2");
		expect(draft.blocks.map(({ type }) => type)).toEqual(["section", "rich_text", "data_table", "section", "context"]);
		expect(draft.blocks[2]).toMatchObject({
			rows: [
				[{ text: "year" }, { text: "id" }, { text: "amount" }],
				[{ text: "2024" }, { text: "9876" }, { type: "raw_number", value: 1234.5, text: "1,234.50" }],
				[{ text: "2025" }, { text: "9877" }, { type: "raw_text", text: "–" }],
			],
		});
		expect(boxes(draft)).toEqual(["Sales"]);
		expect(boxes(draft.plain!)[1]).toContain("2024  9876  1,234.50");
		const [card, rerun] = draw({ turn: ended({ kind: "reran", sentence: "in 1 s, on a.csv." }, { attempts }) });
		expect(prose(card!)).toContain("What it printed is in the answer below.");
		expect(prose(rerun!)).toMatch(/Ran again\* · in 1 s[\s\S]*As the program above printed it/);
		expect(rerun!.blocks.filter(({ type }) => type === "data_table")).toEqual([draft.blocks[2]]);
		// What the bot does not trust stays as it was printed.
		const other = { ...cells, rows: [["2024", "9876", "9999.50"], ...cells.rows.slice(1)] };
		const lied = [
			decidedAttempt(code, approved, {
				run: run({ output: printed, seen: { tables: tables.map((one) => ({ ...one, cells: other })) } }),
			}),
		];
		const kept = slot(draw({ turn: ended({ kind: "answered", text, attempt: 0 }, { attempts: lied }) }), "step 2");
		expect(kept.plain).toBeUndefined();
		expect(boxes(kept)).toEqual([printed.trimEnd()]);
	});

	test("what a program printed stands in the thread once, and what was checked of it is said", () => {
		const text = "```\nrows: 12\ntotal: 7.5\n```";
		const attempts = [decidedAttempt(code, approved, { run: run({ output: "rows: 12\ntotal: 7.5\n" }) })];
		const drawn = (words: string) => {
			const end = { kind: "answered", text: words, attempt: 0 } as const;
			return draw({ turn: ended(end, { attempts }) });
		};
		const [card, answer] = drawn(`${text}\n\nTwelve rows add up to 7.5.`);
		expect(boxes(card!)).toEqual([code]);
		expect(prose(card!)).toContain("What it printed is in the answer below.");
		expect(boxes(answer!)).toEqual(["rows: 12\ntotal: 7.5"]);
		expect(prose(answer!)).toContain("The figures were printed by the program above; the wording is the model’s ·");
		expect(prose(drawn(text)[1]!)).toContain("As the program above printed it ·");
		const does = { steps: [{ kind: "computes", line: 1, how: "sum", columns: ["amount"] }], unseen: [] } as const;
		const one = decidedAttempt(code, approved, { run: run({ output: "1234567.5\n" }) });
		const amount = [{ ...one, proposal: { ...one.proposal, does } }];
		const said = { kind: "answered", text: "The sum is 1234567.5, not 12345678 or 0.1234567.5.", attempt: 0 } as const;
		const [, marked] = draw({ turn: ended(said, { attempts: amount }) });
		expect(prose(marked!)).toContain("The sum is 1,234,567.5, not 12345678 or 0.1234567.5.");
		// One figure is told in words, and the card keeps the output.
		expect(boxes(drawn("There are 12 rows.")[0]!)).toEqual([code, "rows: 12\ntotal: 7.5"]);
	});

	test("what is not done, and which rows were left out, stands under the answer and over its foot", () => {
		const text = prose(slot(look("doneInPart"), "step 2"));
		expect(text).toMatch(/Not done: by `month`\.\n10 rows read, 2 left out\.\n[\s\S]*from question to answer/);
	});

	test("an answer too long for a message goes on in the next one", () => {
		const text = Array.from({ length: 900 }, (_, at) => `Line number ${at} of the answer.`).join("\n\n");
		const drafts = draw({ turn: ended({ kind: "answered", text }) });
		expect(drafts.map((draft) => draft.slot)).toEqual(["step 1", "answer 2", "answer 3", "answer 4"]);
		const all = drafts.map(prose).join("\n");
		for (const at of [0, 450, 899]) expect(all).toContain(`Line number ${at} of the answer.`);
	});

	test.each([
		["gaveUp", "🏳️ *I gave up.* It still fails after 3 fixes"],
		["stopped", "🛑 *Stopped by Bob*"],
		["expired", "⌛ *Nobody approved in time*"],
		["received", "👍 *I have your file.*"],
		["failed", "⚠️ The model server at 127.0.0.1:8000 does not answer"],
	])("%s is always said", (name, words) => {
		expect(prose(look(name).at(-1)!)).toContain(words);
	});

	test("giving up shows the best output so far", () => {
		expect(boxes(look("gaveUp").at(-1)!)).toEqual(["rows: 12"]);
	});

	test("what was given up has ways on", () => {
		expect(labels(look("gaveUp").at(-1)!)).toEqual([
			"Try again",
			"Say it differently",
			"Show what there is",
			"Give me the code",
		]);
	});

	test("a fault of ours can be tried again with one click", () => {
		expect(labels(look("failed").at(-1)!)).toEqual(["Try again"]);
		expect(values(look("failed").at(-1)!)).toEqual(["tok-retry"]);
		const running = draw({
			turn: ended({ kind: "failed", sentence: "Docker is down.", during: "running" }, { tools: { again: "r" } }),
		});
		expect(labels(running.at(-1)!)).toEqual(["Run it again"]);
	});

	test("no button of an earlier state is left once the Turn has ended", () => {
		for (const name of ["answered", "expired"]) expect(look(name).flatMap(labels)).toEqual([]);
		expect(look("stopped").flatMap(labels)).toEqual(["Try again", "Say it differently"]);
	});
});
