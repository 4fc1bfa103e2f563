// Looks of a Turn: one for each thing that a person can come to see.

import type { Wanted } from "../../src/adapters/posts/renderer.ts";
import type { Proposal, Question } from "../../src/core/domain.ts";
import { examine } from "../../src/python/risk.ts";
import {
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
} from "./turns.ts";

const artifact = (name: string, size: number) => ({ id: name, name, size, sha256: "a".repeat(64) });
const failed = decidedAttempt(code, approved, { run: run(keyError), diagnosis });
const uploads = [upload];
const with1 = { uploads: ["F1"] };
const look = (wanted: Omit<Wanted, "now">): Wanted => ({ now: NOW + 12_000, maxFixes: 3, ...wanted });
const long = Array.from({ length: 400 }, (_, at) => `total_${at} = sum(row[${at}] for row in rows)`).join("\n");
const risky = `import glob, os

for name in glob.glob("*.csv"):
	os.remove(name)
open("sales.csv", "w").write(open("/etc/passwd").read())
`;
const answer = `The best month was **March** with *1,200.50*.

| month | amount |
|---|---:|
| March | 1,200.50 |
| April | 980.00 |

\`\`\`python
df.groupby("month").sum()
\`\`\`

- all empty rows are gone
- \`created_at\` is a datetime now

See [the docs](https://pandas.pydata.org/docs/?a=1&b=2).`;

/** With a name that looks like markup and pings. */
const question: Question = {
	text: "Which date do you mean: order_date, *ship*_date or <!channel>?",
	readings: ["order_date", "*ship*_date", "<!channel>", "All of them"].map((label, at) => ({
		token: `tok-reading-${at}`,
		label,
		line: `Use ${label}.`,
		names: [label],
		against: [],
	})),
	expiresAt: NOW + 3_600_000,
};

/** Code to approve, of which more is known. */
function proposed(source: string, known: Partial<Proposal>): Wanted {
	const base = attempt(source);
	const one = { ...base, proposal: { ...base.proposal, ...known } };
	return look({ turn: turn({ state: { kind: "waiting" }, attempts: [one] }), uploads });
}

export const looks: Readonly<Record<string, Wanted>> = {
	fetching: look({
		turn: turn(with1),
		uploads: [{ ...upload, as: "", state: { kind: "waiting" } }],
		live: { phase: "reading", since: NOW },
	}),
	refused: look({
		turn: turn(with1),
		uploads: [
			{
				...upload,
				state: {
					kind: "refused",
					sentence: "sales.csv is too large: it is 312 MB and the limit is 100 MB; please send a smaller part of it.",
				},
			},
		],
	}),
	reading: look({ turn: turn(with1), uploads, live: { phase: "reading", since: NOW } }),
	loading: look({
		turn: turn({ ...with1, state: { kind: "writing" } }),
		uploads,
		live: { phase: "loading", since: NOW },
	}),
	writing: look({
		turn: turn({ ...with1, state: { kind: "writing" } }),
		uploads,
		live: { phase: "writing", since: NOW, lines: 14 },
	}),
	waiting: look({ turn: turn({ ...with1, state: { kind: "waiting" }, attempts: [attempt(code)] }), uploads }),
	waitingAgain: look({
		turn: turn({
			state: { kind: "waiting" },
			attempts: [attempt(code)],
			notices: [
				"The session was restarted after this code was shown: variables are gone, files are kept. Please approve it again.",
			],
		}),
		uploads,
	}),
	standing: look({
		turn: turn({
			state: { kind: "waiting" },
			attempts: [attempt(code, { approval: { ...attempt(code).approval, fixes: true } })],
			standing: {
				phrases: ["pandas.Series.sum was replaced", "thread Thread-5 (loop) is still running"],
				fresh: "tok-fresh",
			},
		}),
		uploads,
	}),
	standingAfter: look({
		turn: ended(
			{ kind: "answered", text: answer, attempt: 0 },
			{
				attempts: [decidedAttempt(fixed, approved, { run: run() })],
				tools: { rerun: "tok-rerun", export: "tok-export" },
				standing: { phrases: ["builtins.print was replaced"], fresh: "tok-fresh" },
			},
		),
		uploads,
	}),
	risky: look({
		turn: turn({
			state: { kind: "waiting" },
			attempts: [
				attempt(risky, {
					approval: { token: "tok-1", generation: "g1", expiresAt: NOW + 3_600_000, fixes: true },
					proposal: {
						...attempt(risky).proposal,
						risks: examine({ language: "python", source: risky, files: ["sales.csv"], earlier: [] }),
					},
				}),
			],
		}),
		uploads,
	}),
	mended: proposed(code, {
		mends: ["Added `import pandas as pd`.", "`<!channel> *rank*` is called `@everyone` in `sales.csv`."],
	}),
	doubted: proposed(code, {
		doubts: ["Line 2: `sales.csv` has no column `<!channel> *rank*`.", "It does not print Mean: <number>."],
	}),
	edited: proposed(fixed, { why: "", edited: { by: bob, from: attempt(code).proposal.sha256 } }),
	allowed: look({
		turn: turn({
			state: { kind: "running" },
			attempts: [
				{ ...failed, approval: { ...failed.approval, verdict: { kind: "approved", by: bob, at: NOW, fixes: true } } },
				decidedAttempt(fixed, { kind: "allowed", at: NOW, because: { kind: "advance", by: bob } }, { runId: "r2" }),
			],
		}),
		uploads,
		live: { phase: "running", since: NOW, output: "" },
	}),
	hidden: look({
		turn: turn({
			state: { kind: "waiting" },
			attempts: [attempt("if role == 'user\u202e \u2066# admin\u2069 \u2066':\n\tprint('hi')\u200b")],
		}),
		uploads,
	}),
	long: look({ turn: turn({ state: { kind: "waiting" }, attempts: [attempt(long)] }), uploads }),
	running: look({
		turn: turn({
			state: { kind: "running" },
			attempts: [decidedAttempt(code, approved, { runId: "r1", startedAt: NOW })],
		}),
		uploads,
		live: { phase: "running", since: NOW, output: "reading…\n\u001b[32m10%\u001b[0m\r20%\r30%" },
	}),
	fixing: look({
		turn: turn({ state: { kind: "writing" }, attempts: [failed] }),
		uploads,
		live: { phase: "writing", since: NOW, lines: 3 },
	}),
	fix: look({ turn: turn({ state: { kind: "waiting" }, attempts: [failed, attempt(fixed)] }), uploads }),
	rejected: look({
		turn: turn({
			state: { kind: "writing" },
			attempts: [
				decidedAttempt(code, { kind: "rejected", by: bob, at: NOW, reason: "Please keep the empty rows\n& mark them" }),
			],
		}),
		uploads,
	}),
	timedOut: look({
		turn: turn({
			state: { kind: "writing" },
			attempts: [
				decidedAttempt(code, approved, {
					run: run({
						outcome: "timed_out",
						durationMs: 30_000,
						output: "step 1\n".repeat(900),
						changed: ["half.parquet", "b.csv"],
						variablesKept: false,
					}),
					diagnosis,
				}),
			],
		}),
		uploads,
	}),
	lost: look({
		turn: turn({
			state: { kind: "waiting" },
			attempts: [decidedAttempt(code, approved, { run: run({ outcome: "lost", output: "" }) }), attempt(code)],
			notices: [
				"The run was lost; the code may have run partly. I never rerun it on my own: approve it to run it again.",
			],
		}),
		uploads,
	}),
	answering: look({
		turn: turn({ state: { kind: "answering" }, attempts: [decidedAttempt(code, approved, { run: run() })] }),
		uploads,
		live: { phase: "answering", since: NOW },
	}),
	answered: look({
		turn: ended(
			{ kind: "answered", text: answer, attempt: 1 },
			{
				...with1,
				attempts: [
					failed,
					decidedAttempt(fixed, approved, {
						run: run({ artifacts: [artifact("clean_data.parquet", 9000), artifact("chart.png", 5000)] }),
					}),
				],
			},
		),
		uploads,
	}),
	chat: look({ turn: ended({ kind: "answered", text: "Hello! Send me a CSV and ask away." }), uploads: [] }),
	gaveUp: look({
		turn: ended(
			{
				kind: "gave_up",
				sentence: "It still fails after 3 fixes: the column “date” does not exist.",
				best: "rows: 12",
			},
			{
				attempts: [failed],
				tools: {
					again: "a".repeat(32),
					reword: "b".repeat(32),
					partial: "c".repeat(32),
					code: "d".repeat(32),
				},
			},
		),
		uploads,
	}),
	stopped: look({
		turn: ended(
			{ kind: "stopped", by: bob },
			{
				tools: { again: "a".repeat(32), reword: "b".repeat(32) },
				attempts: [decidedAttempt(code, approved, { run: run({ outcome: "cancelled" }) })],
			},
		),
		uploads,
	}),
	expired: look({
		turn: ended({ kind: "expired" }, { attempts: [decidedAttempt(code, { kind: "expired", at: NOW })] }),
		uploads,
	}),
	superseded: look({
		turn: turn({
			state: { kind: "writing" },
			attempts: [decidedAttempt(code, { kind: "superseded", by: alice(), at: NOW })],
		}),
		uploads,
	}),
	received: look({ turn: ended({ kind: "received" }, with1), uploads }),
	newer: look({
		turn: ended(
			{ kind: "received" },
			{
				...with1,
				tools: {
					rerun: "tok-rerun",
					standIn: {
						file: { id: "F2", name: "march.csv", size: 1, source: "{}" },
						name: `march ${"long ".repeat(30)}.csv`,
						as: "sales.csv",
					},
				},
			},
		),
		uploads,
	}),
	done: look({
		turn: ended(
			{ kind: "answered", text: answer, attempt: 0 },
			{
				attempts: [decidedAttempt(fixed, approved, { run: run() })],
				tools: { rerun: "tok-rerun", export: "tok-export" },
			},
		),
		uploads,
	}),
	doneInPart: look({
		turn: ended(
			{ kind: "answered", text: answer, attempt: 0, under: ["Not done: by `month`.", "10 rows read, 2 left out."] },
			{ attempts: [decidedAttempt(fixed, approved, { run: run() })] },
		),
		uploads,
	}),
	reran: look({
		turn: ended(
			{
				kind: "reran",
				sentence: "in 1.2 s, on march.csv (1,000 rows) instead of sales.csv, without the model.",
			},
			{
				attempts: [decidedAttempt(fixed, approved, { run: run() })],
				tools: { rerun: "tok-rerun", export: "tok-export" },
			},
		),
		uploads,
	}),
	choosing: look({ turn: turn({ ...with1, state: { kind: "choosing" }, question }), uploads }),
	chosen: look({
		turn: turn({ ...with1, state: { kind: "writing" }, question: { ...question, taken: 1, by: bob } }),
		uploads,
	}),
	assumed: look({ turn: turn({ ...with1, state: { kind: "writing" }, question: { ...question, taken: 0 } }), uploads }),
	unanswered: look({ turn: ended({ kind: "expired" }, { ...with1, question }), uploads }),
	queued: look({
		turn: turn({ state: { kind: "writing" } }),
		uploads,
		live: { phase: "queued", since: NOW, queue: { for: "model", position: 3 } },
	}),
	failed: look({
		turn: ended(
			{
				kind: "failed",
				sentence: "The model server at 127.0.0.1:8000 does not answer; start it, then try again.",
				during: "writing",
			},
			{ tools: { again: "tok-retry" } },
		),
		uploads,
	}),
};

function alice() {
	return turn().requester;
}
