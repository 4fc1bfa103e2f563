// What people see on Discord: cards within its limits, code whole, nothing that pings, formats or hides.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asideDrafts } from "../../../src/adapters/discord/aside.ts";
import { needsFile } from "../../../src/adapters/discord/card.ts";
import { threadName } from "../../../src/adapters/discord/channels.ts";
import type { Draft } from "../../../src/adapters/discord/draft.ts";
import { escaped, fence, mono, prose } from "../../../src/adapters/discord/markup.ts";
import { messages } from "../../../src/adapters/discord/status.ts";
import { view } from "../../../src/adapters/discord/view.ts";
import { reveal, revealCode } from "../../../src/adapters/posts/code/hidden-characters.ts";
import { pieces } from "../../../src/adapters/posts/markdown.ts";
import type { Wanted } from "../../../src/adapters/posts/renderer.ts";
import { codeSlot } from "../../../src/adapters/posts/turn-view.ts";
import { helpLines } from "../../../src/core/commands/words.ts";
import type { Attempt, Verdict } from "../../../src/core/domain.ts";
import { LOCALES } from "../../../src/core/locales.ts";
import { looks } from "../looks.ts";
import {
	alice,
	approved,
	attempt,
	code,
	decidedAttempt,
	diagnosis,
	ended,
	fixed,
	hostileSteps,
	keyError,
	NOW,
	run,
	turn,
	unnumbered,
	upload,
} from "../turns.ts";

const limits = { fileBytes: 10 * 1024 ** 2, whereKept: () => "threads/ab/artifacts/r1/0" };

/** With the code files in place. */
function drawn(wanted: Wanted): readonly Draft[] {
	const placed = new Set(wanted.turn.attempts.map((_, at) => codeSlot(at)));
	return view({ ...wanted, attached: placed }, limits);
}
const scene = (wanted: Partial<Wanted> & Pick<Wanted, "turn">): Wanted => ({
	uploads: [],
	now: NOW,
	maxFixes: 3,
	...wanted,
});
const labels = (draft: Draft | undefined) => draft?.buttons.map(({ label }) => label);
const fences = (text: string) => text.match(/```/g)?.length ?? 0;
/** What stands in fences. */
const boxed = (text: string) => [...text.matchAll(/```\w*\n([\s\S]*?)\n```/g)].map(([, inner = ""]) => inner);

function withinLimits(drafts: readonly Draft[]): void {
	for (const { text, buttons, files, embed } of drafts) {
		expect(embed?.length ?? 0).toBeLessThanOrEqual(4096);
		expect(text.length).toBeLessThanOrEqual(2000);
		expect(text.trim()).not.toBe("");
		expect(buttons.length).toBeLessThanOrEqual(25);
		expect(files?.length ?? 0).toBeLessThanOrEqual(10);
		expect(fences(text) % 2).toBe(0);
		for (const { label, choice, token } of buttons) {
			expect(label.length).toBeLessThanOrEqual(80);
			expect(`${choice}:${token}:`.length + 25).toBeLessThanOrEqual(100);
		}
	}
	expect(new Set(drafts.map(({ slot }) => slot)).size).toBe(drafts.length);
}

test.each(Object.entries(looks))("%s is drawn within Discord's limits", (_name, wanted) => {
	withinLimits(drawn(wanted));
});

describe("the card", () => {
	test("shows the whole code before it asks", () => {
		const [card] = drawn(scene({ turn: turn({ state: { kind: "waiting" }, attempts: [attempt(code)] }) }));
		expect(boxed(card?.text ?? "")).toEqual([code]);
		expect(labels(card)).toEqual(["Approve", "Edit", "Reject", "Stop"]);
	});

	test("shows its outcome under the same code", () => {
		const failed = decidedAttempt(code, approved, { run: run(keyError), diagnosis });
		const [card] = drawn(scene({ turn: turn({ state: { kind: "writing" }, attempts: [failed] }) }));
		expect(card?.text).toContain("❌ **It failed**");
		expect(card?.text).toContain("`KeyError: 'date'` on line 4");
		expect(card?.text).toContain("Approved by Alice Anderson");
		expect(boxed(card?.text ?? "")[0]).toBe(code);
		expect(card?.buttons).toEqual([]);
	});

	test("of a fix shows the cause, what changed and the whole fixed code", () => {
		const failed = decidedAttempt(code, approved, { run: run(keyError), diagnosis });
		const drafts = drawn(scene({ turn: turn({ state: { kind: "waiting" }, attempts: [failed, attempt(fixed)] }) }));
		const text = drafts.map((draft) => draft.text).join("\n");
		expect(text).toContain("What went wrong:** sales.csv has no column called “date”");
		expect(text).toContain('-df["date"] = pd.to_datetime(df["date"])');
		expect(boxed(drafts.at(-1)?.text ?? "").at(-1)).toBe(fixed);
		expect(labels(drafts.at(-1))).toContain("Approve");
	});

	test("that holds no room for cause and changes of a fix has them in a message before it", () => {
		const long = Array.from({ length: 40 }, (_, at) => `column_${at} = frame["${at}"]`).join("\n");
		const failed = decidedAttempt(long, approved, { run: run(keyError), diagnosis });
		const next = attempt(long.replace("column_3 ", "column_three "));
		const drafts = drawn(scene({ turn: turn({ state: { kind: "waiting" }, attempts: [failed, next] }) }));
		expect(drafts.map(({ slot }) => slot)).toEqual(["step 1", "why 2", "step 2"]);
		expect(drafts[1]?.text).toContain("+column_three");
		expect(boxed(drafts[2]?.text ?? "")).toEqual([next.proposal.source]);
	});

	test("reads code of up to 4,000 characters inline, and where Discord leaves embeds out as a file in the message", () => {
		const source = `# see https://example.com/a\n${"total = total + 1\n".repeat(200)}`.trimEnd();
		const one = attempt(source);
		const why = "As https://example.com/why says.";
		const told = { ...one, proposal: { ...one.proposal, why } };
		const [card, ...more] = drawn(scene({ turn: turn({ state: { kind: "waiting" }, attempts: [told] }) }));
		expect(more).toEqual([]);
		expect(boxed(card?.embed ?? "")).toEqual([source]);
		expect(card?.embed?.length).toBeLessThanOrEqual(4096);
		// A message with an embed of ours has previews on.
		expect(card?.text.replace(/<[^>]*>/g, "")).not.toContain("https://");
		expect(labels(card)).toContain("Approve");
		expect(card?.plain?.attached).toEqual({ kind: "text", name: "attempt-1.py", text: source });
		expect(labels(card?.plain)).toContain("Approve");
	});

	test("folds once a fix is below it: what failed, who approved which code, and the code as a file", () => {
		const failed = decidedAttempt(code, approved, { run: run(keyError), diagnosis });
		const [card] = drawn(scene({ turn: turn({ state: { kind: "waiting" }, attempts: [failed, attempt(fixed)] }) }));
		const hash = failed.proposal.sha256.slice(0, 8);
		expect(card?.text).toBe(
			`❌ **It failed** · 0.8 s · \`KeyError: 'date'\` on line 4\n-# Approved by Alice Anderson · <t:${NOW / 1000}:f> · sha256 \`${hash}\``,
		);
		expect(card?.attached).toEqual({ kind: "text", name: "attempt-1.py", text: code });
		expect(card?.buttons).toEqual([]);
	});

	test("writes out characters that cannot be seen, and says so", () => {
		const [card] = drawn(looks.hidden!);
		expect(card?.text).toContain("if role == 'user\\u{202e} \\u{2066}# admin");
		expect(card?.text).toContain("This code contains 5 invisible characters");
	});

	test("names what the code may do beyond computing", () => {
		const text = drawn(looks.risky!)[0]?.text ?? "";
		expect(text).toMatch(/⚠️ \*\*\w+/);
	});

	test("says under the code what was mended before it was shown", () => {
		const text = drawn(looks.mended!)[0]?.text ?? "";
		expect(text).toContain(
			"\n```\n-# 🔧 Corrected automatically: Added `import pandas as pd`. `<!channel> *rank*` is called `@everyone` in `sales.csv`.\n",
		);
	});

	test("says under the code what is doubtful in it", () => {
		expect(drawn(looks.doubted!)[0]?.text ?? "").toContain(
			"\n```\n-# 🔎 Possible problems: Line 2: `sales.csv` has no column `<!channel> *rank*`. It does not print Mean: \\<number\\>.\n",
		);
	});

	test("of many mends names as many as there is room for, and says how many more there are", () => {
		const mends = Array.from(
			{ length: 20 },
			(_, at) => `\`Size Rank ${at}\` is called \`SizeRank${at}\` in \`sales.csv\`.`,
		);
		const base = attempt("x = 1\n".repeat(160));
		const one = { ...base, proposal: { ...base.proposal, mends } };
		const [card] = drawn(scene({ turn: turn({ state: { kind: "waiting" }, attempts: [one] }) }));
		expect(card?.text).toMatch(/🔧 Corrected automatically: `Size Rank 0`.* And 1\d more\.\n/);
	});

	test.each([
		["too long", Array.from({ length: 500 }, (_, at) => `x${at} = ${at}`).join("\n")],
		["with a fence in it", 'print("""\n```\nnot code any more\n""")'],
	])("of code %s has no buttons before the file with all of it is there", (_what, source) => {
		const one = attempt(source);
		expect(needsFile(one)).toBe(true);
		const wanted = scene({ turn: turn({ state: { kind: "waiting" }, attempts: [one] }) });
		const [card, file] = view({ ...wanted, attached: new Set() }, limits);
		expect(card?.buttons).toEqual([]);
		expect(file?.files).toEqual([{ kind: "text", name: "attempt-1.py", text: source }]);
		expect(labels(drawn(wanted)[0])).toContain("Approve");
	});
});

test("a long answer goes on in further messages, in order and whole", () => {
	const text = Array.from({ length: 120 }, (_, at) => `Paragraph ${at} says something about the month.`).join("\n\n");
	const drafts = drawn(scene({ turn: ended({ kind: "answered", text }) }));
	expect(drafts.length).toBeGreaterThan(2);
	expect(
		drafts
			.map((draft) => draft.text)
			.join("\n")
			.match(/Paragraph \d+/g),
	).toHaveLength(120);
	withinLimits(drafts);
});

test("what is not done, and which rows were left out, stands under the last part of an answer, however long both are", () => {
	const line = (at: number) => `Not done ${at}: ${"by month and region ".repeat(12)}`;
	const text = Array.from({ length: 90 }, (_, at) => `Paragraph ${at} says something about the month.`).join("\n\n");
	const under = [0, 1, 2].map(line);
	const drafts = drawn(scene({ turn: ended({ kind: "answered", text, under }, { attempts: [attempt(code)] }) }));
	expect(drafts.at(-1)?.text).toMatch(
		/Not done 0[^\n]+\nNot done 1[^\n]+\nNot done 2[^\n]+\n-# .*from question to answer/,
	);
	expect(
		drafts
			.map((draft) => draft.text)
			.join("\n")
			.match(/Paragraph \d+/g),
	).toHaveLength(90);
	withinLimits(drafts);
});

test("what is too large for Discord is named, with where the operator finds it; the rest is posted", () => {
	const artifact = (id: string, size: number) => ({ id, name: `${id}.parquet`, size, sha256: "" });
	const attempts = [
		decidedAttempt(code, approved, { run: run({ artifacts: [artifact("s", 9), artifact("l", 31_000_000)] }) }),
	];
	const drafts = drawn(scene({ turn: ended({ kind: "answered", text: "Done." }, { attempts }) }));
	expect(drafts.find(({ files }) => files !== undefined)?.files).toHaveLength(1);
	const large = drafts.find(({ slot }) => slot === "large 1");
	expect(large?.text).toContain("**l.parquet** (31 MB), kept at `threads/ab/artifacts/r1/0`");
});

test("files go ten to a message at most, and no more bytes than a request takes", () => {
	const artifact = (at: number) => ({ id: String(at), name: `${at}.bin`, size: 6_000_000, sha256: "" });
	const artifacts = Array.from({ length: 12 }, (_, at) => artifact(at));
	const attempts = [decidedAttempt(code, approved, { run: run({ artifacts }) })];
	const drafts = drawn(scene({ turn: ended({ kind: "answered", text: "Done." }, { attempts }) }));
	expect(drafts.flatMap(({ files }) => (files === undefined ? [] : [files.length]))).toEqual([4, 4, 4]);
});

test("what earlier code left in the session is said on the card and under the answer, with a button for a fresh one", () => {
	for (const name of ["standing", "standingAfter"] as const) {
		const wanted = looks[name];
		const last = wanted === undefined ? undefined : drawn(wanted).at(-1);
		expect(last?.text).toContain("was replaced");
		expect(labels(last)?.at(-1)).toBe("Fresh session");
	}
});

test.each(Object.values(LOCALES))("all of help is said, in two messages at most", (texts) => {
	const lines = helpLines(texts);
	const aside = { id: "t h", thread: "discord:1:2:3", title: texts.commands.howTo, lines, buttons: [], files: [] };
	const drafts = asideDrafts(aside);
	withinLimits(drafts);
	expect(drafts.length).toBeLessThanOrEqual(2);
	expect(new Set(drafts.map(({ slot }) => slot)).size).toBe(drafts.length);
	const said = drafts.map(({ text }) => text).join("\n");
	expect(said.split("\n")).toHaveLength(lines.length + 1);
	expect(said).toContain(lines.at(-1)?.slice(2));
});

test("what the bot says beside its Turns keeps its buttons and files", () => {
	const button = { choice: "forget", label: "Forget", token: "t".repeat(32) } as const;
	const lines = Array.from({ length: 40 }, (_, at) => `line ${at} with <@1> and some *text* that is long enough`);
	const aside = {
		id: "a",
		thread: "discord:G:C:T",
		title: "Status",
		lines,
		buttons: [button],
		files: [{ name: "a.py", text: "1" }],
	};
	const drafts = asideDrafts(aside);
	withinLimits(drafts);
	expect(drafts[0]?.buttons).toEqual([button]);
	expect(drafts.at(-1)?.files).toHaveLength(1);
});

describe("text is safe", () => {
	const nasty =
		"@everyone @here <@123> <@&456> <#789> <:smile:1> <t:1:R> </run:1> ||secret|| **b** _i_ ~~s~~ `c` [go](https://evil.example)";

	test("escaped text pings nobody and formats nothing", () => {
		const text = escaped(nasty);
		expect(text).not.toMatch(/(?<!\\)<[@#:t/]/);
		expect(text).not.toMatch(/@(everyone|here)/);
		expect(text).not.toMatch(/(?<!\\)(\|\||\*\*|~~)/);
		expect(escaped("# title\n- item\n-# small\n> quote")).toBe("\\# title\n\\- item\n-\\# small\n\\> quote");
	});

	test("a link's address is in sight, however it is labelled", () => {
		expect(prose("[your bank](https://evil.example/login)")).toBe("your bank (<https://evil.example/login>)");
		expect(prose("![chart](https://evil.example/x.png)")).toBe("chart (<https://evil.example/x.png>)");
		expect(prose("see https://evil.example/a_b_c")).toBe("see <https://evil.example/a_b_c>");
	});

	test("Markdown of the model is kept, and what is no Markdown is escaped", () => {
		expect(prose("# Result\n- **March** has *1,200*\n__bold__ ||not hidden||")).toBe(
			"**Result**\n• **March** has *1,200*\n**bold** \\|\\|not hidden\\|\\|",
		);
	});

	test("nothing closes a fence from within", () => {
		expect(boxed(fence("a\n```\n@everyone\n```"))).toEqual(["a\nˋˋˋ\n@everyone\nˋˋˋ"]);
		expect(fence("", "py`@everyone")).toBe("```pyeveryone\n \n```");
		expect(mono("a`b\nc")).toBe("`aˋb c`");
	});

	test("whatever a model, a program or a person writes, cards stay within the limits, with whole fences and code", () => {
		const text = fc.oneof(
			fc.string({ unit: "binary", maxLength: 3000 }),
			fc
				.array(
					fc.constantFrom(
						"```",
						"`",
						"\n",
						"@everyone",
						"<@1>",
						"*",
						"\\",
						"a",
						" ",
						"\u202e",
						"~~~",
						"|",
						"x".repeat(300),
					),
					{ maxLength: 60 },
				)
				.map((parts) => parts.join("")),
		);
		const verdicts: readonly (Verdict | undefined)[] = [
			undefined,
			approved,
			{ kind: "rejected", by: alice, at: NOW, reason: "r".repeat(2000) },
		];
		fc.assert(
			fc.property(
				text,
				text,
				text,
				fc.constantFrom(...verdicts),
				fc.boolean(),
				(source, said, name, verdict, hasRun) => {
					const person = { id: "1", name, trust: "member" } as const;
					const base = attempt(source);
					const one: Attempt = {
						...base,
						proposal: {
							...base.proposal,
							why: said,
							does: hostileSteps(name),
							mends: [said, said],
							doubts: [said, said],
							edited: { by: person, from: "" },
						},
						approval: {
							...base.approval,
							...(verdict === undefined
								? {}
								: { verdict: verdict.kind === "approved" ? { ...verdict, by: person } : verdict }),
						},
						...(hasRun && verdict?.kind === "approved"
							? {
									run: run({
										outcome: "failed",
										output: said,
										error: { name: "ValueError", message: said, line: 3, trace: said },
										changed: [name, name, name, name, name, name],
										notes: [said, said],
										variablesKept: false,
									}),
									diagnosis: { ...diagnosis, cause: said },
								}
							: {}),
					};
					const state = verdict === undefined ? ({ kind: "waiting" } as const) : ({ kind: "writing" } as const);
					const wanted = scene({
						turn: turn({
							requester: person,
							state,
							attempts: [one, one],
							notices: [said, said, said],
							uploads: ["F1"],
						}),
						uploads: [{ ...upload, name, as: name }],
						live: { phase: "running", since: NOW, output: said },
					});
					const drafts = drawn(wanted);
					withinLimits(drafts);
					// In code Discord reads nothing.
					for (const draft of drafts) {
						const read = draft.text.replace(/\\[\s\S]|```[\s\S]*?```|`[^`\n]*`/g, "");
						expect(read).not.toMatch(/@(everyone|here)/);
						expect(read).not.toMatch(/<[@#:]/);
					}
					const card = drafts.find(({ slot }) => slot === "step 2");
					if (!needsFile(one))
						expect(unnumbered(`${card?.text}\n${card?.embed}`)).toContain(
							`\`\`\`py\n${revealCode(source).replace(/\n$/, "") || " "}\n\`\`\``,
						);
				},
			),
			{ numRuns: 300 },
		);
	}, 60_000);

	test("whatever an answer holds, each message is within the limit, no fence is broken and nothing is lost", () => {
		const line = fc.oneof(
			fc.constantFrom(
				"```",
				"```python",
				"~~~",
				"| a | b |",
				"|---|---|",
				"| 1 | 2 |",
				"- item",
				"# head",
				"",
				"> q",
				"`x",
				"**b**",
			),
			fc.string({ maxLength: 400 }),
			fc.string({ minLength: 2500, maxLength: 5000, unit: fc.constantFrom("w", "o", "_", "*", " ") }),
		);
		const letters = (text: string) => text.replace(/[^\p{L}\p{N}]|ˋ/gu, "");
		fc.assert(
			fc.property(
				fc.array(line, { maxLength: 30 }).map((lines) => lines.join("\n")),
				(markdown) => {
					const parts = messages(pieces(markdown), 1500);
					for (const part of parts) {
						expect(part.length).toBeLessThanOrEqual(1500);
						expect(fences(part) % 2).toBe(0);
					}
					// A fence's language is drawn or left out with its line.
					const shown = letters(parts.join("\n").replaceAll("python", ""));
					const said = letters(reveal(markdown).replaceAll("python", ""));
					expect(shown).toBe(said);
				},
			),
			{ numRuns: 300 },
		);
	}, 60_000);

	test("a thread's name is one short line whatever was asked", () => {
		expect(threadName("")).toBe("Threadloop");
		expect(threadName("sum\nper\u202e month")).toBe("sum per month");
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 300 }), (request) => {
				const name = threadName(request);
				expect(name.length).toBeGreaterThan(0);
				expect(name.length).toBeLessThanOrEqual(100 * 2);
				expect(Array.from(name).length).toBeLessThanOrEqual(100);
				expect(name).not.toMatch(/\n/);
			}),
		);
	});
});
