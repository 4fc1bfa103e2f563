// The words and buttons that steer a thread.

import { expect } from "vitest";
import { z } from "zod";
import { until } from "../../e2e/twin.ts";
import type { Post, Scenario, Stage, Talk } from "../contract.ts";

const SLOW = "import time\nprint('be' + 'gun', flush=True)\ntime.sleep(15)\nprint('not ' + 'reached')";

/** The text of a file in the thread, the newest of its name. */
async function fileText({ platform }: Stage, talk: Talk, name: string): Promise<string> {
	const file = await until(`the file ${name}`, async () =>
		(await platform.posts(talk))
			.filter(({ by }) => by === platform.bot)
			.flatMap(({ files }) => files)
			.findLast((one) => one.name === name),
	);
	return new TextDecoder().decode(await platform.bytes(file.url));
}

async function worked(stage: Stage, code: string, files?: Record<string, string>): Promise<Talk> {
	const talk = await stage.propose(code, files === undefined ? {} : { files });
	await stage.press(talk, "Approve");
	await stage.find(talk, "the buttons of an answer", ({ buttons }) => buttons.includes("Rerun"));
	return talk;
}

export const commands: readonly Scenario[] = [
	[
		"a running program shows Stop, an answer Rerun and Export, and what was before neither",
		async (stage) => {
			const talk = await stage.propose("import time\ntime.sleep(2)\nprint('done')");
			await stage.press(talk, "Approve");
			await stage.find(talk, "Stop alone", ({ buttons, text }) => /Running/.test(text) && buttons.join() === "Stop");
			const answer = await stage.find(talk, "the answer", ({ text }) => text.includes("The program says: done"));
			await until("Rerun and Export", async () => {
				const now = (await stage.platform.posts(talk)).find(({ id }) => id === answer.id);
				return now?.buttons.join() === "Rerun,Export,Right,Wrong";
			});
			await stage.platform.say("say: print('next')", { to: talk });
			await stage.find(talk, "the next code", ({ buttons }) => buttons.includes("Approve"));
			const gone = (post: Post) => !post.buttons.includes("Rerun") && !post.buttons.includes("Export");
			await until("the old buttons to go", async () => (await stage.platform.posts(talk)).every(gone));
		},
	],
	[
		"stop as a word stops a running program at once",
		async (stage) => {
			const talk = await stage.propose(SLOW);
			await stage.press(talk, "Approve");
			await stage.saying(talk, "begun");
			await stage.platform.say("停止", { to: talk });
			await stage.saying(talk, "Stopped by");
			expect(await stage.texts(talk)).not.toContain("not reached");
		},
	],
	[
		"status while a program runs is answered at once: what goes on, attempts, model, container, limits",
		async (stage) => {
			const talk = await stage.propose(SLOW);
			await stage.press(talk, "Approve");
			await stage.saying(talk, "begun");
			await stage.platform.say("status", { to: talk });
			const { text } = await stage.saying(talk, "Attempts: 1 so far");
			for (const said of ["running code", "Model: ", "open, busy", "20 s per run", "nobody is ahead of you"]) {
				expect(text).toContain(said);
			}
			await stage.press(talk, "Stop");
			await stage.saying(talk, "Stopped by");
		},
	],
	[
		"help in a new thread lists the words and asks the model nothing",
		async ({ ask, saying, model }) => {
			const asked = model.asked.length;
			const talk = await ask("help");
			await saying(talk, "runs the last working code again");
			expect(model.asked).toHaveLength(asked);
		},
	],
	[
		"a message to somebody else is left alone, and after `mention` so is one to nobody",
		async (stage) => {
			const { platform, model } = stage;
			const talk = await worked(stage, "print('quiet')").catch((e) => {
				console.log(stage.bot.log().slice(-6000));
				throw e;
			});
			const asked = () =>
				model.asked
					.flat()
					.map(({ content }) => content)
					.join("\n");
			await platform.say("@somebody say: print('not for you')", { to: talk });
			await platform.say("mention", { to: talk });
			await stage.saying(talk, "only when you mention me");
			await platform.say("say: print('nor this')", { to: talk });
			await platform.say(`${platform.mention} say: print('but this')`, { to: talk });
			await stage.find(talk, "the new code", ({ code }) => code.join().includes("but this"));
			expect(asked()).not.toContain("not for you");
			expect(asked()).not.toContain("nor this");
		},
	],
	[
		"Rerun runs the same code on the file that came since, without the model, and says on which and for how long",
		async (stage) => {
			const { platform, model } = stage;
			const code = "import pandas as pd\nprint('sum', pd.read_csv('feb.csv').amount.sum())";
			const talk = await worked(stage, code, { "feb.csv": "id,amount\n1,10\n2,20\n" });
			await stage.saying(talk, "The program says: sum 30");
			await platform.say("", { to: talk, files: { "march.csv": "id,amount\n1,1\n2,2\n3,3\n" } });
			const asked = model.asked.length;
			await stage.press(talk, "Rerun on march.csv");
			const { text } = await stage.saying(talk, "Ran again");
			expect(text).toMatch(/in \d+\.\d s, on \W*march\.csv \(3 rows\) instead of \W*feb\.csv/);
			await stage.saying(talk, "sum 6");
			expect(model.asked).toHaveLength(asked);
		},
	],
	[
		"rerun as a word asks first; somebody who may not approve changes nothing",
		async (stage) => {
			const talk = await worked(stage, "print('twice')");
			await stage.platform.say("rerun", { to: talk });
			const card = await stage.find(talk, "the card", ({ buttons }) => buttons.includes("Approve"));
			await stage.platform.click(talk, card, "Approve", stage.platform.other);
			await until("the notice", async () =>
				(await stage.platform.posts(talk)).some(({ onlyFor }) => onlyFor === stage.platform.other),
			);
			expect(await stage.texts(talk)).not.toContain("Ran again");
			await stage.press(talk, "Approve");
			await stage.saying(talk, "Ran again");
		},
	],
	[
		"Check shows a second program, which counts once it is approved: two that agree, and two that do not",
		async (stage) => {
			for (const [second, verdict] of [
				["21 * 2", "Two programs agree"],
				["6 * 8", "The two programs disagree"],
			] as const) {
				const talk = await worked(stage, `print('result:', 6 * 7)\nthen: print(${second})`);
				await stage.press(talk, "Check");
				const card = await stage.find(talk, "the second program", ({ code }) => code.join().includes(second));
				expect(card.buttons).toContain("Approve");
				expect(await stage.texts(talk)).not.toContain(verdict);
				await stage.press(talk, "Approve");
				await stage.saying(talk, verdict);
			}
		},
	],
	[
		"after Approve + fixes a second program comes by itself, whole in the thread, and says why nobody was asked",
		async (stage) => {
			const talk = await stage.propose("print('result:', 6 * 7)\nthen: print(21 * 2)");
			await stage.press(talk, "Approve + fixes");
			await stage.saying(talk, "Two programs agree");
			expect((await stage.code(talk)).join("\n")).toContain("21 * 2");
			await stage.saying(talk, /No approval needed: .* approved later fixes in advance, and this one does nothing new/);
		},
	],
	[
		"Export gives a notebook with code, output, chart and inputs, and a script",
		async (stage) => {
			const code = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig('line.png')\nprint('plotted')";
			const talk = await worked(stage, code, { "in.csv": "a\n1\n" });
			await stage.press(talk, "Export");
			const { cells } = z
				.object({
					cells: z.array(z.looseObject({ cell_type: z.string(), source: z.string(), outputs: z.unknown().optional() })),
				})
				.parse(JSON.parse(await fileText(stage, talk, "thread.ipynb")));
			expect(cells[0]?.source).toMatch(/`in\.csv` \| 4 \| `[0-9a-f]{64}`/);
			expect(cells.at(-1)).toMatchObject({
				cell_type: "code",
				outputs: [{ text: "plotted\n" }, { data: { "image/png": expect.stringMatching(/^iVBOR/) } }],
			});
			expect(cells.at(-1)?.source.trim()).toBe(code);
			expect(await fileText(stage, talk, "thread.py")).toContain(code);
		},
	],
	[
		"export html posts a page with the question, the answer, the chart, the code and who approved it",
		async (stage) => {
			const code =
				"import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig('line.png')\nprint(chr(60) + 'b' + chr(62) + 'plotted')";
			const talk = await worked(stage, code, { "in.csv": "a\n1\n" });
			await stage.platform.say("export html", { to: talk });
			const page = await fileText(stage, talk, "report.html");
			for (const part of [
				"&lt;b&gt;plotted",
				'<img src="data:image/png;base64,iVBOR',
				"plt.savefig(&#39;line.png&#39;)",
				"<td>in.csv</td>",
				"<dt>Approved by</dt><dd>",
			])
				expect(page).toContain(part);
			expect(page).not.toContain("<b>");
		},
	],
	[
		"reset starts over: variables are gone, files are kept",
		async (stage) => {
			const { platform } = stage;
			const talk = await worked(stage, "kept = 1\nprint('set')", { "stay.csv": "a\n1\n" });
			await platform.say("reset", { to: talk });
			await stage.saying(talk, "Started over");
			await platform.say("say: import os; print('kept' in globals(), os.listdir('.'))", { to: talk });
			await stage.press(talk, "Approve");
			await stage.saying(talk, "False ['stay.csv']");
		},
	],
	[
		"demo fails for certain, says why, and draws its chart once the fix is approved",
		async (stage) => {
			const talk = await stage.ask("demo");
			await stage.saying(talk, /Got \W*sales\.csv\W*: 329 rows/);
			await stage.press(talk, "Approve");
			await stage.saying(talk, "3 of 320 values in created_at are no dates");
			await stage.saying(talk, "Fix 1 of 3 to approve");
			await stage.press(talk, "Approve");
			await stage.saying(talk, "The program says: ");
			await until("the chart", async () =>
				(await stage.platform.posts(talk)).some(({ files }) => files.some(({ name }) => name === "regions.png")),
			);
		},
	],
	[
		"forget asks once more, only the requester or an approver may, and then it is gone",
		async (stage) => {
			const { platform } = stage;
			const talk = await worked(stage, "print('gone soon')");
			await platform.say("forget", { to: talk });
			const question = await stage.find(talk, "the question", ({ buttons }) => buttons.includes("Forget everything"));
			await platform.click(talk, question, "Forget everything", platform.other);
			await until("the notice", async () =>
				(await platform.posts(talk)).some(({ onlyFor }) => onlyFor === platform.other),
			);
			await platform.click(talk, question, "Forget everything", platform.requester);
			await stage.saying(talk, "Forgotten");
			await platform.say(`${platform.mention} status`, { to: talk });
			await stage.saying(talk, "nothing has been asked here yet");
			await stage.saying(talk, "stopped; the next question starts one");
		},
	],
];
