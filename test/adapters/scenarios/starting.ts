// What people do without a mention: look at what waits for them, decide there, and ask about the files of anybody's message.

import { expect } from "vitest";
import { csv } from "../../e2e/stage.ts";
import { until } from "../../e2e/twin.ts";
import type { Post, Scenario, Stage } from "../contract.ts";
import { PATIENCE_MS } from "../stage.ts";

/** The list of this person, opened until it fits. */
async function list({ platform }: Stage, person: string, fits: (post: Post) => boolean): Promise<Post> {
	return until(
		"the list",
		async () => {
			const post = await platform.list(person);
			return post !== undefined && fits(post) ? post : undefined;
		},
		PATIENCE_MS,
	);
}

const offers = ({ buttons }: Post) => buttons.some((label) => label.endsWith("Approve"));

export const starting: readonly Scenario[] = [
	[
		"what waits is listed to the approver alone, and a click there decides it in every place",
		async (stage) => {
			const { platform, propose, saying } = stage;
			const talk = await propose("print('from the list')");
			const post = await list(stage, platform.other, offers);
			expect(post.text).toMatch(/say: print\('from the list'\)” \(waiting for approval of the code, .+ left\)/);
			expect(post.text).toMatch(/https?:\/\//);
			expect(post.text).toMatch(/Only reads the files here/);
			expect(post.buttons.some((label) => /Edit|Stop/.test(label))).toBe(false);
			const own = await platform.list(platform.requester);
			expect(own?.text).toMatch(/Your other questions/);
			expect(own?.buttons).toEqual([]);
			await platform.clickList(platform.other, post, "Approve");
			await saying(talk, "Approved by");
			await saying(talk, "The program says: from the list");
			await until(
				"the verdict in the direct message",
				async () =>
					(await platform.directPosts(platform.other)).some(
						({ text, buttons }) => /Approved by/.test(text) && text.includes("from the list") && buttons.length === 0,
					),
				PATIENCE_MS,
			);
			await list(stage, platform.other, (now) => !now.text.includes("from the list"));
		},
	],
	[
		"a button of the list that was decided elsewhere runs nothing",
		async (stage) => {
			const { platform, propose, press, saying, texts } = stage;
			const talk = await propose("print('as it was')");
			const post = await list(stage, platform.other, (one) => offers(one) && one.text.includes("as it was"));
			await press(talk, "Edit");
			await platform.submit(platform.requester, "print('as it is')");
			await saying(talk, "Edited code to approve");
			await platform.clickList(platform.other, post, "Approve");
			await list(stage, platform.other, (one) => offers(one) && one.text.includes("as it was"));
			expect(await texts(talk)).not.toMatch(/Approved by|The program says/);
		},
	],
	[
		"the files of anybody's message are asked about by a form: the question stands in its thread, and the code is approved as always",
		async (stage) => {
			const { platform, find, press, saying, texts } = stage;
			const [anybody = ""] = platform.outsiders;
			const talk = await platform.say("our export", { by: anybody, files: { "data.csv": csv } });
			const code = "import pandas as pd\nprint('rows', len(pd.read_csv('data.csv')))";
			await platform.analyse(talk, platform.requester, `say: ${code}`);
			await saying(talk, /asks about \W*data\W*csv/);
			await saying(talk, /Got \W*data\.csv/);
			await find(talk, "a button Approve", ({ buttons }) => buttons.includes("Approve"));
			expect(await texts(talk)).not.toContain("The program says");
			await press(talk, "Approve", platform.other);
			await saying(talk, "The program says: rows 4");
		},
	],
	[
		"the slash command says what goes on and how to use it, to that person alone",
		async ({ platform }) => {
			expect(await platform.command("status", platform.requester)).toMatch(/Model: .*[\s\S]*Limits: .*20 s per run/);
			expect(await platform.command("help", platform.requester)).toContain("runs the last working code again");
		},
	],
];
