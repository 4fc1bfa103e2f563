// Scenes for the corpus of stored Sessions: what can be done where there is no answer, verdicts on answers, and forgetting.

import type { Run, Session } from "../../src/core/domain.ts";
import { csv, keyError, ok, script } from "../fakes/world.ts";
import { answered, chart, click, last, now, open, say } from "./scenes.ts";

const halfDone: Partial<Run> = { ...keyError(), output: "rows: 10", artifacts: [chart] };

export const WAYS: Readonly<Record<string, () => Promise<Session>>> = {
	"ended-gave-up-with-all-ways-on": async () => now(await answered({ does: [halfDone], settings: { maxFixes: 0 } })),
	"about-to-hand-out-the-last-code": async () => {
		const bot = await answered({ does: [halfDone], settings: { maxFixes: 0 } });
		return last(await click(bot, "code"), ({ chores = [] }) => chores.length > 0);
	},
	"about-to-show-partial-results": async () => {
		const bot = await answered({ does: [halfDone], settings: { maxFixes: 0 } });
		return last(await click(bot, "partial"), ({ chores = [] }) => chores.length > 0);
	},
	"ended-answered-and-to-be-judged": async () => now(await answered({ does: [ok("rows: 10")] })),
	"waiting-below-answers-that-can-still-be-judged": async () => {
		const words = "They are those of sales.csv.";
		const says = ["There are 10 rows.", words, words, script("print(2)")];
		const bot = await say(await answered({ does: [ok("rows: 10")], says }), "which rows are these?");
		return now(await say(bot, "and in March?"));
	},
	"waiting-with-code-that-drops-empty-rows": async () => {
		const code = 'import pandas as pd\ndf = pd.read_csv("sales.csv").dropna(how="all")\nprint(len(df))';
		return now(await say(open({ says: [script(code)] }), "how many rows?", { files: [csv] }));
	},
	"being-forgotten-with-the-question-that-was-asked": async () => {
		const bot = await say(await answered(), "forget");
		return last(await click(bot, "forget"), ({ confirming = [], forgetting }) => confirming.length > 0 && !!forgetting);
	},
};
