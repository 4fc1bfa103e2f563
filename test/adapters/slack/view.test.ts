// What people see of a Turn in Slack: every state, within Slack's limits, and nothing that pings or hides.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Wanted } from "../../../src/adapters/posts/renderer.ts";
import { type Block, MESSAGE_BLOCKS, MESSAGE_CHARS, TEXT_CHARS, weigh } from "../../../src/adapters/slack/blocks.ts";
import type { Draft } from "../../../src/adapters/slack/draft.ts";
import { view } from "../../../src/adapters/slack/view.ts";
import type { Label, Outcome, Turn, Verdict } from "../../../src/core/domain.ts";
import { looks } from "../looks.ts";
import {
	alice,
	approved,
	attempt,
	bob,
	code,
	decidedAttempt,
	diagnosis,
	ended,
	fixed,
	keyError,
	NOW,
	run,
	turn,
	upload,
} from "../turns.ts";

const look = (name: string) => {
	const wanted = looks[name];
	if (wanted === undefined) throw new Error(`no look ${name}`);
	return view({ ...wanted, attached: new Set() });
};
const draw = (wanted: Partial<Wanted> & { turn: Turn }, placed: readonly string[] = []) =>
	view({ uploads: [], now: NOW, maxFixes: 3, ...wanted, attached: new Set(placed) });
const slot = (drafts: readonly Draft[], name: string) => {
	const found = drafts.find((draft) => draft.slot === name);
	if (found === undefined) throw new Error(`no slot ${name} among ${drafts.map((draft) => draft.slot).join(", ")}`);
	return found;
};
const boxes = ({ blocks }: Draft) =>
	blocks.flatMap((block) =>
		block.type === "rich_text"
			? block.elements.map((one) =>
					"elements" in one ? one.elements.map((part) => ("text" in part ? part.text : "")).join("") : "",
				)
			: [],
	);
/** The texts that Slack reads as markup. */
const markup = ({ text, blocks }: Draft) => [text, ...blocks.flatMap(marked)];
const marked = (block: Block): string[] => {
	if (block.type === "section") return [block.text?.text ?? ""];
	if (block.type === "context") return block.elements.map((one) => ("text" in one ? one.text : ""));
	return [];
};
const prose = (draft: Draft) => draft.blocks.flatMap(marked).join("\n");
const labels = ({ blocks }: Draft) =>
	blocks.flatMap((block) =>
		block.type === "actions"
			? block.elements.map((one) => ("text" in one && one.text !== undefined ? one.text.text : ""))
			: [],
	);
const values = ({ blocks }: Draft) =>
	blocks.flatMap((block) =>
		block.type === "actions" ? block.elements.map((one) => ("value" in one ? one.value : "")) : [],
	);

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

describe("code to approve", () => {
	test("the whole code is shown, byte for byte, with Approve and Reject that carry only the token", () => {
		const card = slot(look("waiting"), "step 1");
		expect(boxes(card)).toEqual([code]);
		expect(labels(card)).toEqual(["Approve", "Edit", "Reject", "Stop"]);
		expect(values(card)).toEqual(["tok-1", "tok-1", "tok-1", "tok-stop"]);
		expect(prose(card)).toContain("Python · 5 lines · sha256 `3ccae96a` · for Alice Anderson · open until <!date^");
		expect(card.priority).toBe("verdict");
	});

	test("code of any content that fits is shown byte for byte in one box", () => {
		fc.assert(
			fc.property(
				fc.string({
					unit: fc.constantFrom("a", " ", "\n", "\t", "`", "<", ">", "&", "*", "é", "中", "✅"),
					minLength: 1,
					maxLength: 5900,
					size: "max",
				}),
				(source) => {
					const card = slot(
						draw({ turn: turn({ state: { kind: "waiting" }, attempts: [attempt(source)] }) }),
						"step 1",
					);
					expect(boxes(card)).toEqual([source]);
				},
			),
		);
	});

	test("what it may do beyond computing stands under it in plain words, each with its line", () => {
		const card = slot(look("risky"), "step 1");
		expect(prose(card)).toContain(
			[
				"⚠️ *Deletes files*: `os.remove` in line 4",
				'⚠️ *Writes over files*: `open("sales.csv", "w")` in line 5',
				'⚠️ *Goes over many files*: `for name in glob.glob("∗.csv"):` in line 3',
				'⚠️ *Reaches outside the workspace*: `open("/etc/passwd")` in line 5',
			].join("\n"),
		);
		expect(labels(card)).toEqual(["Approve", "Approve + fixes", "Edit", "Reject", "Stop"]);
		expect(new Set(values(card).slice(0, 4))).toEqual(new Set(["tok-1"]));
	});

	test("what was mended before it was shown stands under the code in one line", () => {
		const card = slot(look("mended"), "step 1");
		expect(prose(card)).toContain(
			"🔧 Mended before showing: Added `import pandas as pd`. `&lt;!channel&gt; ∗rank∗` is called `@everyone` in `sales.csv`.",
		);
		expect(boxes(card)).toEqual([code]);
		expect(prose(slot(look("waiting"), "step 1"))).not.toContain("Mended");
	});

	test("what is doubtful in it stands under the code, after the model was asked once more", () => {
		const card = slot(look("doubted"), "step 1");
		expect(prose(card)).toContain(
			"🔎 Doubtful: Line 2: `sales.csv` has no column `&lt;!channel&gt; ∗rank∗`. It does not print @mean[...].",
		);
		expect(prose(slot(look("waiting"), "step 1"))).not.toContain("Doubtful");
	});

	test("code with nothing to say about it has no such lines", () => {
		expect(prose(slot(look("waiting"), "step 1"))).not.toContain("⚠️");
	});

	test("edited code says who edited it, and asks like any code", () => {
		const card = slot(look("edited"), "step 1");
		expect(prose(card)).toContain("*Edited code to approve*");
		expect(prose(card)).toContain("edited by Bob");
		expect(boxes(card)).toContain(fixed);
		expect(labels(card)).toEqual(["Approve", "Edit", "Reject", "Stop"]);
	});

	test("an edited version too long for a message is a file of its own, and has no buttons before it is there", () => {
		const long = looks.long!.turn.attempts[0]!.proposal;
		const edited = attempt(long.source, { proposal: { ...long, edited: { by: bob, from: "a" } } });
		const verdict = { kind: "superseded", by: bob, at: NOW, edited: true } as const;
		const first = attempt(code, { approval: { token: "tok-0", generation: "g1", expiresAt: NOW + 1, verdict } });
		const one = turn({ state: { kind: "waiting" }, attempts: [first, edited] });
		const before = draw({ turn: one });
		expect(prose(slot(before, "step 1"))).toContain("Edited, so this version was not run");
		expect(prose(slot(before, "step 1"))).toContain("Replaced by the version of Bob below");
		expect(labels(slot(before, "step 1"))).toEqual([]);
		expect(labels(slot(before, "step 2"))).toEqual([]);
		expect(slot(before, "code 2").files).toMatchObject([{ name: "attempt-2.py" }]);
		expect(labels(slot(draw({ turn: one }, ["code 2"]), "step 2"))).toContain("Approve");
	});

	test("code that runs again runs unchanged: nothing to edit, no fixes", () => {
		const open = { token: "tok-1", generation: "g1", expiresAt: NOW + 1, fixes: true } as const;
		const one = turn({
			state: { kind: "waiting" },
			rerun: { of: "r1" },
			attempts: [attempt(code, { approval: open })],
		});
		expect(labels(slot(draw({ turn: one }), "step 1"))).toEqual(["Approve", "Reject", "Stop"]);
	});

	test("what ran without a click says why, and under whose approval", () => {
		const [first, second] = look("allowed");
		expect(prose(first!)).toContain("Approved with later fixes by Bob");
		expect(prose(second!)).toContain(
			"Nobody was asked: Bob approved later fixes in advance, and this one does nothing new",
		);
		expect(boxes(second!)).toContain(fixed);
		for (const mode of ["fixes", "auto"] as const) {
			const verdict: Verdict = { kind: "allowed", at: NOW, because: { kind: "mode", mode } };
			const one = turn({ state: { kind: "running" }, attempts: [decidedAttempt(code, verdict)] });
			expect(prose(slot(draw({ turn: one }), "step 1"))).toMatch(/Nobody was asked: in this channel .* operator/);
		}
	});

	test("hidden characters are written out in the code and named with their lines", () => {
		const card = slot(look("hidden"), "step 1");
		expect(boxes(card)[0]).toContain("user\\u{202e} \\u{2066}# admin");
		expect(prose(card)).toContain("`\\u{202e}` in line 1");
		expect(prose(card)).toContain("`\\u{200b}` in line 2");
		expect(JSON.stringify(look("hidden"))).not.toMatch(/[\u202e\u2066\u200b]/);
	});

	test("code too long for a message has no buttons until it is in the thread as a file", () => {
		const before = look("long");
		expect(labels(slot(before, "step 1"))).toEqual([]);
		const [file] = slot(before, "code 1").files ?? [];
		const source = looks.long?.turn.attempts[0]?.proposal.source;
		expect(file).toEqual({ kind: "text", name: "attempt-1.py", text: source });
		const after = draw({ turn: looks.long!.turn }, ["code 1"]);
		expect(labels(slot(after, "step 1"))).toEqual(["Approve", "Edit", "Reject", "Stop"]);
		expect(after.map((draft) => draft.slot)).toEqual(["step 1"]);
	});

	test("a fix names its cause, shows what changed and then the whole code, and says which fix it is", () => {
		const card = slot(look("fix"), "step 2");
		expect(prose(card)).toContain("Fix 1 of 3 to approve");
		expect(prose(card)).toContain("sales.csv has no column called “date”");
		const [diff, whole] = boxes(card);
		expect(diff).toContain('-df["date"] = pd.to_datetime(df["date"])\n');
		expect(diff).toContain('+df["created_at"] = pd.to_datetime(df["created_at"])\n');
		expect(whole).toBe(fixed);
		expect(labels(slot(look("fix"), "step 1"))).toEqual([]);
	});

	test("a rejection does not count as a fix", () => {
		const rejected = decidedAttempt(code, { kind: "rejected", by: alice, at: NOW, reason: "" });
		const failed = decidedAttempt(code, approved, { run: run(keyError), diagnosis });
		const drafts = draw({ turn: turn({ state: { kind: "waiting" }, attempts: [failed, rejected, attempt(fixed)] }) });
		expect(prose(slot(drafts, "step 3"))).toContain("New version to approve");
		const next = draw({
			turn: turn({ state: { kind: "waiting" }, attempts: [failed, rejected, failed, attempt(fixed)] }),
		});
		expect(prose(slot(next, "step 4"))).toContain("Fix 2 of 3 to approve");
	});

	test("a long diff is shortened and says so, while the code stays whole", () => {
		const before = Array.from({ length: 150 }, (_, at) => `value_${at} = compute(${at})`).join("\n");
		const after = before.replaceAll(/compute\((\d*[05])\)/g, "calculate($1)");
		const failed = decidedAttempt(before, approved, { run: run(keyError), diagnosis });
		const card = slot(
			draw({ turn: turn({ state: { kind: "waiting" }, attempts: [failed, attempt(after)] }) }),
			"step 2",
		);
		expect(prose(card)).toContain("What changed, the first part of it");
		expect(boxes(card).at(-1)).toBe(after);
	});

	test("notices stand in small print on the newest post", () => {
		expect(prose(slot(look("waitingAgain"), "step 1"))).toContain(
			"ℹ️ The session was restarted after this code was shown",
		);
	});
});

describe("after a decision", () => {
	test("the same message keeps the code and says who approved and when, with Stop while it runs", () => {
		const card = slot(look("running"), "step 1");
		expect(boxes(card)).toEqual([code, "reading…\n30%"]);
		expect(prose(card)).toContain("▶️ *Running* · 12 s");
		expect(prose(card)).toContain(`Approved by Alice Anderson · <!date^${NOW / 1000}^`);
		expect(labels(card)).toEqual(["Stop"]);
		expect(card.priority).toBe("progress");
	});

	test("a rejection shows who and why", () => {
		expect(prose(slot(look("rejected"), "step 1"))).toContain("Rejected by Bob");
		expect(prose(slot(look("rejected"), "step 1"))).toContain("“Please keep the empty rows &amp; mark them”");
		expect(prose(slot(look("rejected"), "step 2"))).toContain("Writing a new version");
	});

	test("a failure shows the error, its line and the traceback", () => {
		const card = slot(look("fixing"), "step 1");
		expect(prose(card)).toContain("❌ *It failed* · 0.8 s");
		expect(prose(card)).toContain("`KeyError: 'date'` in line 4");
		expect(boxes(card)[1]).toContain("Traceback");
		expect(prose(slot(look("fixing"), "step 2"))).toContain("🔧 *Writing a fix* · 3 lines so far · 12 s");
	});

	test("a timeout says so, names the files it changed and how much output was left out", () => {
		const card = slot(look("timedOut"), "step 1");
		expect(prose(card)).toContain("Timed out after 30 s");
		expect(prose(card)).toContain(
			"Files changed before it ended: `half.parquet`, `b.csv`. Variables are gone; files are kept.",
		);
		expect(boxes(card)[1]).toContain("… 860 lines left out …");
	});

	test.each<[Outcome, string]>([
		["ok", "✅ *It worked* · 1.2 s"],
		["failed", "❌ *It failed* · 1.2 s"],
		["timed_out", "⏱️ *Timed out after 1 s*"],
		["out_of_memory", "💥 *Out of memory* · 1.2 s"],
		["cancelled", "🛑 *Stopped while running* · 1.2 s"],
		["lost", "❓ *Lost: nobody knows how far it came*"],
	])("a run that ended as %s says %s", (outcome, words) => {
		const drafts = draw({
			turn: turn({ state: { kind: "writing" }, attempts: [decidedAttempt(code, approved, { run: run({ outcome }) })] }),
		});
		expect(prose(slot(drafts, "step 1"))).toContain(words);
	});

	test("files of a run come once, in one message, the empty ones only named", () => {
		const artifacts = [
			{ id: "a", name: "chart.png", size: 5, sha256: "" },
			{ id: "b", name: "empty.txt", size: 0, sha256: "" },
		];
		const drafts = draw({
			turn: turn({
				state: { kind: "answering" },
				attempts: [decidedAttempt(code, approved, { run: run({ artifacts }) })],
			}),
		});
		expect(slot(drafts, "files 1").files).toEqual([{ kind: "artifact", artifact: artifacts[0] }]);
		expect(prose(slot(drafts, "step 1"))).toContain("Empty, so not posted: `empty.txt`.");
	});

	test("a half-done chart of a program that failed is not posted", () => {
		const artifacts = [{ id: "a", name: "figure-1.png", size: 5, sha256: "" }];
		const failed = decidedAttempt(code, approved, { run: run({ outcome: "failed", artifacts }) });
		const drafts = draw({ turn: turn({ state: { kind: "writing" }, attempts: [failed] }) });
		expect(drafts.map((draft) => draft.slot)).not.toContain("files 1");
	});

	test("a lost run offers the same code again without a diff", () => {
		const card = slot(look("lost"), "step 2");
		expect(prose(card)).toContain("Run the same code once more?");
		expect(boxes(card)).toEqual([code]);
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

const hostile = fc.oneof(
	fc.string({ unit: "binary", maxLength: 300 }),
	fc
		.array(
			fc.constantFrom(
				"<!channel>",
				"<@U02BOB>",
				"@here",
				"<#C01GEN>",
				"```",
				"`",
				"*",
				"_",
				"~",
				"\n",
				"&",
				"|",
				"[x](https://e.vil/)",
				"https://a.b/<c>",
				"**",
				"# ",
				"\u202e",
				"word ",
			),
			{ maxLength: 3000 },
		)
		.map((parts) => parts.join("")),
	fc.string({ maxLength: 50 }).map((text) => text.repeat(300)),
);
const person = hostile.map((name) => ({ ...alice, name }));
const verdict: fc.Arbitrary<Verdict | undefined> = fc.oneof(
	fc.constant(undefined),
	fc.record({ kind: fc.constant("approved" as const), by: person, at: fc.constant(NOW) }),
	fc.record({ kind: fc.constant("rejected" as const), by: person, at: fc.constant(NOW), reason: hostile }),
	fc.record({ kind: fc.constant("superseded" as const), by: person, at: fc.constant(NOW) }),
	person.map((by) => ({ kind: "allowed", at: NOW, because: { kind: "advance", by } }) as const),
);
const risks = fc.array(
	fc.record({
		label: fc.constantFrom<Label>("deletes", "overwrites", "many_files", "outside", "subprocess", "network", "install"),
		line: fc.nat(),
		what: hostile.map((text) => text.slice(0, 60)),
	}),
	{ maxLength: 40 },
);
const anyRun = fc.record({
	outcome: fc.constantFrom<Outcome>("ok", "failed", "timed_out", "out_of_memory", "cancelled", "lost"),
	output: hostile,
	text: hostile,
	names: fc.array(hostile, { maxLength: 12 }),
});
const anyAttempt = fc
	.record({
		source: hostile,
		why: hostile,
		risks,
		mends: fc.array(hostile, { maxLength: 12 }),
		doubts: fc.array(hostile, { maxLength: 12 }),
		editor: fc.option(person),
		verdict,
		ran: fc.option(anyRun),
		cause: fc.option(hostile),
	})
	.map(({ source, why, risks, mends, doubts, editor, verdict: said, ran, cause }) => {
		const base = said === undefined ? attempt(source) : decidedAttempt(source, said);
		const { outcome, output, text, names } = ran ?? { outcome: "ok", output: "", text: "", names: [] };
		const artifacts = names.map((name, size) => ({ id: name, name, size, sha256: "" }));
		const error = { name: text, message: output, line: 3, trace: text };
		const done = run({ outcome, output, changed: names, notes: names, artifacts, error });
		return {
			...base,
			proposal: {
				...base.proposal,
				why,
				risks,
				mends,
				doubts,
				...(editor === null ? {} : { edited: { by: editor, from: "a" } }),
			},
			...(ran === null || said === undefined ? {} : { run: done }),
			...(cause === null ? {} : { diagnosis: { ...diagnosis, cause } }),
		};
	});
const anyScene: fc.Arbitrary<Wanted> = fc
	.record({
		attempts: fc.array(anyAttempt, { maxLength: 4 }),
		state: fc.oneof(
			fc
				.constantFrom("reading", "writing", "running", "answering", "waiting")
				.map((kind) => ({ kind }) as Turn["state"]),
			hostile.map((text) => ({ kind: "ended", end: { kind: "answered", text }, at: NOW }) as const),
			hostile.map(
				(text) => ({ kind: "ended", end: { kind: "gave_up", sentence: text, best: text }, at: NOW }) as const,
			),
			hostile.map(
				(text) =>
					({ kind: "ended", end: { kind: "failed", sentence: text, during: "running", retry: "r" }, at: NOW }) as const,
			),
		),
		requester: person,
		notices: fc.array(hostile, { maxLength: 8 }),
		name: hostile,
		columns: fc.array(hostile, { maxLength: 20 }),
		output: hostile,
	})
	.map(({ attempts, state, requester, notices, name, columns, output }) => ({
		turn: turn({ attempts, state, requester, notices, uploads: ["F1"] }),
		uploads: [
			{
				...upload,
				name,
				as: name,
				state: {
					kind: "stored",
					profile: {
						format: name,
						rows: 3,
						columns: columns.map((column) => ({ name: column, type: "", nulls: 0, samples: [] })),
						notes: columns,
					},
				},
			},
		],
		live: { phase: "running", since: NOW, output },
		now: NOW,
	}));

describe("whatever a model, a program or a person writes", { timeout: 120_000 }, () => {
	test("every message stays within Slack's limits", () => {
		fc.assert(
			fc.property(anyScene, (wanted) => {
				for (const { blocks, text, files } of view({ ...wanted, attached: new Set(["code 1"]) })) {
					if (files === undefined) expect(blocks.length).toBeGreaterThan(0);
					expect(blocks.length).toBeLessThanOrEqual(MESSAGE_BLOCKS);
					expect(weigh(blocks)).toBeLessThanOrEqual(MESSAGE_CHARS);
					expect(text.length).toBeLessThanOrEqual(TEXT_CHARS);
					expect(text).not.toBe("");
					for (const block of blocks) within(block);
				}
			}),
			{ numRuns: 150 },
		);
	});

	test("a card stays within Slack's limits when everything on it is as long as it can be", () => {
		const endless = "x < y & z ".repeat(9000);
		const names = Array.from({ length: 30 }, () => endless);
		const failed = run({
			outcome: "failed",
			output: endless,
			error: { name: endless, message: endless, line: 3, trace: endless },
			changed: names,
			notes: names,
			artifacts: names.map((name) => ({ id: name, name, size: 0, sha256: "" })),
			variablesKept: false,
		});
		const said: Verdict = { kind: "approved", by: { ...alice, name: endless }, at: NOW };
		const hiding = `${"a = 1 # x\u202e\n".repeat(200)}`;
		const source = hiding + "b".repeat(5990 - hiding.length - 200 * 7);
		const before = decidedAttempt(source.replaceAll("a = 1", "a = 2"), said, {
			run: failed,
			diagnosis: { ...diagnosis, cause: endless },
		});
		const base = decidedAttempt(source, said, { run: failed });
		const last = { ...base, proposal: { ...base.proposal, why: endless, mends: names, doubts: names } };
		for (const drafts of [
			draw({ turn: turn({ state: { kind: "running" }, attempts: [before, last], notices: names }) }),
			draw({ turn: turn({ state: { kind: "waiting" }, attempts: [before, attempt(source)], notices: names }) }),
		]) {
			const card = slot(drafts, "step 2");
			expect(boxes(card)).toContain(source.replaceAll("\u202e", "\\u{202e}"));
			expect(weigh(card.blocks)).toBeLessThanOrEqual(MESSAGE_CHARS);
			expect(card.blocks.length).toBeLessThanOrEqual(MESSAGE_BLOCKS);
			card.blocks.forEach(within);
		}
	});

	test("nobody is pinged and nothing hidden is sent", () => {
		fc.assert(
			fc.property(anyScene, (wanted) => {
				for (const draft of view({ ...wanted, attached: new Set() })) {
					// Slack acts on `<...>` alone: links and dates of ours are all that may be there.
					for (const text of markup(draft)) {
						for (const [, inside] of text.matchAll(/<([^>]*)/g)) expect(inside).toMatch(/^(https?:\/\/|!date\^)/);
					}
					for (const block of draft.blocks) {
						if (block.type === "section") expect(block.text).toMatchObject({ verbatim: true });
						if (block.type === "context") expect(block.elements).toMatchObject([{ verbatim: true }]);
					}
					expect(JSON.stringify(draft.blocks)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/);
				}
			}),
			{ numRuns: 150 },
		);
	});

	test("the whole code is in the message or in its file, whatever else there is to show", () => {
		fc.assert(
			fc.property(anyScene, (wanted) => {
				const drafts = view({ ...wanted, attached: new Set() });
				wanted.turn.attempts.forEach(({ proposal }, index) => {
					const file = drafts.find(({ slot: name }) => name === `code ${index + 1}`)?.files?.[0];
					const shown = file?.kind === "text" ? [file.text] : boxes(slot(drafts, `step ${index + 1}`));
					const expected = Array.from(proposal.source).length;
					expect(
						shown.some((text) => plainOf(text) === plainOf(proposal.source) || (expected === 0 && text === " ")),
					).toBe(true);
				});
			}),
			{ numRuns: 100 },
		);
	});
});

/** The code with written-out characters left out, on either side. */
function plainOf(text: string): string {
	return text.replace(/\\u\{[0-9a-f]+\}/g, "").replace(/[^\n\t\u0020-\u007e]/gu, "");
}

function within(block: Block): void {
	if (block.type === "section") {
		expect(block.text?.text.length).toBeLessThanOrEqual(3000);
		expect(block.text?.text).not.toBe("");
	}
	if (block.type === "context") {
		expect(block.elements.length).toBeLessThanOrEqual(10);
		for (const one of block.elements) {
			expect("text" in one ? one.text.length : 0).toBeLessThanOrEqual(3000);
			expect("text" in one ? one.text : "x").not.toBe("");
		}
	}
	if (block.type === "actions") {
		for (const one of block.elements) {
			if (one.type === "button") expect(one.value?.length).toBeLessThanOrEqual(2000);
		}
	}
}
