// Turns in every state, for tests of what people see.

import { createHash } from "node:crypto";
import type { Attempt, Diagnosis, Does, End, Person, Run, Turn, Upload, Verdict } from "../../src/core/domain.ts";
import { summarise } from "../../src/python/summary.ts";

export const alice: Person = { id: "U01ALICE", name: "Alice Anderson", trust: "member" };
export const bob: Person = { id: "U02BOB", name: "Bob", trust: "member" };
export const NOW = Date.UTC(2025, 2, 4, 9, 30);

export const code = `import pandas as pd

df = pd.read_csv("sales.csv").dropna(how="all")
df["date"] = pd.to_datetime(df["date"])
print(df.groupby(df["date"].dt.month)["amount"].sum())
`.trimEnd();
export const fixed = code.replaceAll('df["date"]', 'df["created_at"]');

export function attempt(source: string, more: Partial<Attempt> = {}): Attempt {
	const sha256 = createHash("sha256").update(source).digest("hex");
	return {
		proposal: {
			language: "python",
			source,
			sha256,
			why: "It reads the file and adds up the amounts of each month.",
			risks: [],
			does: summarise({ language: "python", source, earlier: [] }),
		},
		approval: { token: "tok-1", generation: "g1", expiresAt: NOW + 3_600_000 },
		...more,
	};
}

export const approved: Verdict = { kind: "approved", by: alice, at: NOW };

export function decidedAttempt(source: string, verdict: Verdict, more: Partial<Attempt> = {}): Attempt {
	const base = attempt(source, more);
	return { ...base, approval: { ...base.approval, verdict } };
}

export function run(more: Partial<Run> = {}): Run {
	return {
		id: "r1",
		outcome: "ok",
		output: "1    1200.5\n2     980.0\n",
		durationMs: 1240,
		changed: [],
		artifacts: [],
		notes: [],
		variablesKept: true,
		...more,
	};
}

export const keyError: Partial<Run> = {
	outcome: "failed",
	output: "",
	durationMs: 812,
	error: {
		name: "KeyError",
		message: "'date'",
		line: 4,
		trace:
			'Traceback (most recent call last):\n  line 4, in <module>\n    df["date"] = pd.to_datetime(df["date"])\nKeyError: \'date\'',
	},
};

export const diagnosis: Diagnosis = {
	signature: "KeyError:date",
	cause: "sales.csv has no column called “date”; the date is in “created_at”.",
	text: "",
	soft: false,
};

export function turn(more: Partial<Turn> = {}): Turn {
	return {
		id: "t1",
		thread: "slack:T01TEST:C01GEN:1700000000.000100",
		requester: alice,
		key: "slack:T01TEST:C01GEN:1700000000.000100",
		request: "sum per month",
		startedAt: NOW - 60_000,
		state: { kind: "reading" },
		midThread: false,
		speakers: [],
		earlier: [],
		uploads: [],
		added: [],
		messages: [],
		asked: 0,
		attempts: [],
		restarted: false,
		nudged: false,
		stop: "tok-stop",
		notices: [],
		...more,
	};
}

export function ended(end: End, more: Partial<Turn> = {}): Turn {
	return turn({ ...more, state: { kind: "ended", end, at: NOW } });
}

const column = (name: string) => ({ name, type: "text", nulls: 0, samples: [] });

export const upload: Upload = {
	id: "F1",
	name: "sales.csv",
	size: 58_000_000,
	source: "{}",
	by: alice,
	as: "sales.csv",
	state: {
		kind: "stored",
		profile: {
			format: "csv",
			rows: 1_000_000,
			columns: ["id", "created_at", "city", "product", "amount"].map(column),
			notes: [],
		},
	},
};

/** Code without the numbers of its lines. */
export function unnumbered(shown: string): string {
	return shown.replace(/^ *\d+ │ /gm, "");
}

/** Steps whose every name is `text`. */
export function hostileSteps(text: string): Does {
	const columns = Array.from({ length: 6 }, () => text);
	return {
		steps: [
			{ kind: "reads", line: 1, file: text, format: "csv", columns },
			{ kind: "keeps", line: 2, how: "where", columns, values: [text], text },
			{ kind: "keeps", line: 2, how: "largest", columns, values: [], rows: 5, text },
			{ kind: "joins", line: 3, how: "left", keys: columns, otherKeys: columns },
			{ kind: "groups", line: 4, columns, periods: ["month"] },
			{ kind: "computes", line: 5, how: "sum", columns },
			{ kind: "computes", line: 5, how: "column", columns, as: text },
			{ kind: "draws", line: 6, chart: "line", x: text, y: columns },
			{ kind: "writes", line: 7, file: text, format: "csv" },
			{ kind: "prints", line: 8, text },
		],
		unseen: [{ line: 9, what: text }],
	};
}
