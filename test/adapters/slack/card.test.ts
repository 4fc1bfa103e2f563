// The card of an Attempt in Slack: the whole code, what it may do, who decides, and what became of it.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Outcome, Verdict } from "../../../src/core/domain.ts";
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
} from "../turns.ts";
import { boxes, draw, labels, look, prose, slot, values } from "./drawing.ts";

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
				"⚠️ *Deletes files*: `os.remove` on line 4",
				'⚠️ *Overwrites files*: `open("sales.csv", "w")` on line 5',
				'⚠️ *Loops over many files*: `for name in glob.glob("∗.csv"):` on line 3',
				'⚠️ *Reaches outside the workspace*: `open("/etc/passwd")` on line 5',
			].join("\n"),
		);
		expect(labels(card)).toEqual(["Approve", "Approve + fixes", "Edit", "Reject", "Stop"]);
		expect(new Set(values(card).slice(0, 4))).toEqual(new Set(["tok-1"]));
	});

	test("what was mended before it was shown stands under the code in one line", () => {
		const card = slot(look("mended"), "step 1");
		expect(prose(card)).toContain(
			"🔧 Corrected automatically: Added `import pandas as pd`. `&lt;!channel&gt; ∗rank∗` is called `@everyone` in `sales.csv`.",
		);
		expect(boxes(card)).toEqual([code]);
		expect(prose(slot(look("waiting"), "step 1"))).not.toContain("Corrected");
	});

	test("what is doubtful in it stands under the code, after the model was asked once more", () => {
		const card = slot(look("doubted"), "step 1");
		expect(prose(card)).toContain(
			"🔎 Possible problems: Line 2: `sales.csv` has no column `&lt;!channel&gt; ∗rank∗`. It does not print Mean: &lt;number&gt;.",
		);
		expect(prose(slot(look("waiting"), "step 1"))).not.toContain("Possible problems");
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
		expect(prose(slot(before, "step 1"))).toContain("Replaced by Bob’s version below");
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
			"No approval needed: Bob approved later fixes in advance, and this one does nothing new",
		);
		expect(boxes(second!)).toContain(fixed);
		for (const mode of ["fixes", "auto"] as const) {
			const verdict: Verdict = { kind: "allowed", at: NOW, because: { kind: "mode", mode } };
			const one = turn({ state: { kind: "running" }, attempts: [decidedAttempt(code, verdict)] });
			expect(prose(slot(draw({ turn: one }), "step 1"))).toMatch(
				/No approval needed: this channel is set to (fixes|auto)/,
			);
		}
	});

	test("hidden characters are written out in the code and named with their lines", () => {
		const card = slot(look("hidden"), "step 1");
		expect(boxes(card)[0]).toContain("user\\u{202e} \\u{2066}# admin");
		expect(prose(card)).toContain("`\\u{202e}` on line 1");
		expect(prose(card)).toContain("`\\u{200b}` on line 2");
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
		expect(prose(card)).toContain("What changed (first part)");
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
		expect(prose(card)).toContain("`KeyError: 'date'` on line 4");
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
		["ok", "⚙️ *It ran* · 1.2 s"],
		["failed", "❌ *It failed* · 1.2 s"],
		["timed_out", "⏱️ *Timed out after 1 s*"],
		["out_of_memory", "💥 *Out of memory* · 1.2 s"],
		["cancelled", "🛑 *Stopped while running* · 1.2 s"],
		["lost", "❓ *Lost: it is not known how far it got*"],
	])("a run that ended as %s says %s", (outcome, words) => {
		const drafts = draw({
			turn: turn({ state: { kind: "writing" }, attempts: [decidedAttempt(code, approved, { run: run({ outcome }) })] }),
		});
		expect(prose(slot(drafts, "step 1"))).toContain(words);
	});

	test("it worked only where something was checked, and what that is stands under the answer", () => {
		const attempts = [decidedAttempt(code, approved, { run: run({ output: "Total: 12" }) })];
		const end = { kind: "answered", text: "It is 12.", attempt: 0 } as const;
		const [plain] = draw({ turn: ended(end, { attempts }) });
		expect(prose(plain!)).toContain("⚙️ It ran · 1.2 s");
		const [card, answer] = draw({ turn: ended({ ...end, checked: ["by month", "top 5"] }, { attempts }) });
		expect(prose(card!)).toContain("✅ It worked · 1.2 s");
		expect(prose(answer!)).toContain("the wording is the model’s · checked: by month, top 5 · ");
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

	const waiting = { kind: "waiting" } as const;
	const failedOnce = decidedAttempt(code, approved, { run: run(keyError), diagnosis });

	test("with a fix below it a card folds to what failed, who approved which code, and all of it a click away", () => {
		const card = slot(draw({ turn: turn({ state: waiting, attempts: [failedOnce, attempt(fixed)] }) }), "step 1");
		const [fold, ...more] = card.blocks;
		expect(more).toEqual([]);
		expect(fold).toMatchObject({
			type: "container",
			title: { type: "plain_text", text: "❌ It failed · 0.8 s · KeyError: 'date' on line 4" },
			is_collapsible: true,
			default_collapsed: true,
		});
		const { sha256 } = failedOnce.proposal;
		const proof = fold?.type === "container" ? (fold.subtitle?.text ?? "") : "";
		expect(proof).toContain("Approved by Alice Anderson");
		expect(proof).toContain(`sha256 \`${sha256.slice(0, 8)}\``);
		expect(boxes(card)[0]).toBe(code);
		expect(boxes(card)[1]).toContain("Traceback");
		expect(labels(card)).toEqual([]);
	});

	test("a card that waits, runs or is the newest never folds", () => {
		const rejected = decidedAttempt(code, { kind: "rejected", by: alice, at: NOW, reason: "" });
		const running = decidedAttempt(code, approved, { runId: "r1" });
		for (const [state, last] of [
			["waiting", attempt(code)],
			["writing", rejected],
			["running", running],
			["writing", failedOnce],
		] as const) {
			const card = slot(draw({ turn: turn({ state: { kind: state }, attempts: [failedOnce, last] }) }), "step 2");
			expect(card.blocks.map(({ type }) => type)).not.toContain("container");
			expect(card.plain).toBeUndefined();
		}
		// Nobody has decided about the first.
		const undecided = turn({ state: waiting, attempts: [attempt(code), attempt(fixed)] });
		expect(slot(draw({ turn: undecided }), "step 1").blocks.map(({ type }) => type)).not.toContain("container");
		const [card] = draw({
			turn: ended({ kind: "gave_up", sentence: "No." }, { attempts: [failedOnce] }),
		});
		expect(card?.blocks.map(({ type }) => type)).not.toContain("container");
	});

	test("the card that an answer rests on folds once the answer stands below it", () => {
		const attempts = [decidedAttempt(code, approved, { run: run() })];
		const [card] = draw({ turn: ended({ kind: "answered", text: "It is 12.", attempt: 0 }, { attempts }) });
		expect(card?.blocks.map(({ type }) => type)).toEqual(["container"]);
		expect(boxes(card!)[0]).toBe(code);
	});

	test("a fold still says what the code may do beyond computing", () => {
		const base = attempt(code);
		const proposal = { ...base.proposal, risks: [{ label: "deletes", line: 3, what: "os.remove" }] as const };
		const allowed = { kind: "allowed", at: NOW, because: { kind: "mode", mode: "auto" } } as const;
		const one = { ...base, proposal, approval: { ...base.approval, verdict: allowed }, run: run() };
		const [card] = draw({ turn: ended({ kind: "answered", text: "It is 12.", attempt: 0 }, { attempts: [one] }) });
		const [fold] = card?.blocks ?? [];
		expect(fold?.type === "container" ? fold.title?.text : "").toBe("⚙️ It ran · 1.2 s · ⚠️ Deletes files");
	});

	test("however much a card says, its fold holds no more than ten blocks", () => {
		const all = attempt(code);
		const proposal = { ...all.proposal, mends: ["a".repeat(700)], doubts: ["b".repeat(700)], why: "c".repeat(700) };
		const busy = { ...failedOnce, proposal: { ...proposal, source: `${code}\u200b`, risks: [] } };
		const card = slot(draw({ turn: turn({ state: waiting, attempts: [failedOnce, busy, attempt(fixed)] }) }), "step 2");
		const [fold] = card.blocks;
		expect(fold?.type === "container" ? fold.child_blocks.length : 0).toBeLessThanOrEqual(10);
		expect(fold?.type === "container" ? fold.child_blocks.map(({ type }) => type) : []).toContain("rich_text");
	});

	test("a lost run offers the same code again without a diff", () => {
		const card = slot(look("lost"), "step 2");
		expect(prose(card)).toContain("Run the same code once more?");
		expect(boxes(card)).toEqual([code]);
	});
});
