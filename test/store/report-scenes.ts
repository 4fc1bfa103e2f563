// Scenes for the corpus of stored Sessions: reports of a Thread, and what they tell of approvals and answers.

import type { Session } from "../../src/core/domain.ts";
import { csv, keyError, ok, script } from "../fakes/world.ts";
import { answered, asked, click, last, now, open, say } from "./scenes.ts";

export const REPORTS: Readonly<Record<string, () => Promise<Session>>> = {
	"about-to-post-a-report": async () =>
		last(await say(await answered(), "export html"), ({ chores }) => chores?.[0]?.kind === "export"),
	"about-to-post-a-report-for-a-pdf": async () =>
		last(await say(await answered(), "export pdf"), ({ chores }) => chores?.[0]?.kind === "export"),
	"answered-after-a-fix-that-was-approved-in-advance": async () => {
		const bot = open({ says: [script("df['a']"), script("print(2)"), "2"], does: [keyError(), ok("2")] });
		await say(bot, "go", { files: [csv] });
		return now(await click(bot, "approve_fixes"));
	},
	"answered-without-a-click": async () =>
		now(await asked({ settings: { mode: "auto" }, does: [ok("10")], says: ["10."] })),
};
