// The posts beside the cards in Slack: files received, what goes on now, and how the Turn ended.

import { describe, expect, test } from "vitest";
import { alice, ended, turn, upload } from "../turns.ts";
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
			expect(JSON.stringify(last?.blocks)).toMatch(/figures may depend on it: .*was replaced/);
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
		expect(prose(slot(drafts, "upload F1"))).toContain("Got *sales.csv*, kept as *sales-2.csv*:");
	});

	test("a refused file says why in one sentence, and the question goes on", () => {
		expect(prose(slot(look("refused"), "upload F1"))).toContain("has 312 MB and the limit is 100 MB");
		expect(prose(slot(look("refused"), "step 1"))).toContain("Reading your question");
	});

	test("one message says what goes on, with lines so far and elapsed seconds", () => {
		expect(prose(slot(look("reading"), "step 1"))).toBe("👀 *Reading your question* · 12 s");
		expect(prose(slot(look("loading"), "step 1"))).toContain("The model is still loading");
		expect(prose(slot(look("writing"), "step 1"))).toBe("✍️ *Writing code* · 14 lines so far · 12 s");
		expect(labels(slot(look("writing"), "step 1"))).toEqual(["Stop"]);
		expect(values(slot(look("writing"), "step 1"))).toEqual(["tok-stop"]);
	});

	test("after a click on Stop the button is gone and it says that it is stopping", () => {
		const draft = slot(draw({ turn: turn({ state: { kind: "writing" }, stopping: alice }) }), "step 1");
		expect(prose(draft)).toContain("Stopping");
		expect(labels(draft)).toEqual([]);
	});
});

describe("the end", () => {
	test("an answer keeps its bold, lists, tables and code", () => {
		const draft = slot(look("answered"), "step 3");
		expect(prose(draft)).toContain("💬 *Answer*\nThe best month was *March* with _1,200.50_.");
		expect(prose(draft)).toContain("• `created_at` is a datetime now");
		expect(prose(draft)).toContain("<https://pandas.pydata.org/docs/?a=1&amp;b=2|the docs>");
		expect(boxes(draft)).toEqual([
			"month  amount\n─────  ────────\nMarch  1,200.50\nApril  980.00",
			'df.groupby("month").sum()',
		]);
		expect(prose(draft)).toContain("1 min 0 s from question to answer");
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

	test("a fault of ours can be tried again with one click", () => {
		expect(labels(look("failed").at(-1)!)).toEqual(["Try again"]);
		expect(values(look("failed").at(-1)!)).toEqual(["tok-retry"]);
		const running = draw({
			turn: ended({ kind: "failed", sentence: "Docker is down.", during: "running", retry: "r" }),
		});
		expect(labels(running.at(-1)!)).toEqual(["Run it again"]);
	});

	test("no button of an earlier state is left once the Turn has ended", () => {
		for (const name of ["answered", "gaveUp", "stopped", "expired"]) expect(look(name).flatMap(labels)).toEqual([]);
	});
});
