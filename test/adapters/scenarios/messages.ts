// What people say and send reaches the right session, once.

import { expect } from "vitest";
import { csv } from "../../e2e/stage.ts";
import { until } from "../../e2e/twin.ts";
import type { Scenario } from "../contract.ts";

export const messages: readonly Scenario[] = [
	[
		"what is delivered twice is one Turn, one verdict and one notice",
		async ({ platform, model, propose, press, saying, code }) => {
			platform.twice();
			const talk = await propose("print('once')");
			expect(model.asked.filter((messages) => messages.at(-1)?.content.includes("print('once')"))).toHaveLength(1);
			await press(talk, "Approve", platform.other);
			await until("the notice", async () => (await platform.posts(talk)).some(({ onlyFor }) => onlyFor !== undefined));
			await press(talk, "Approve");
			await saying(talk, "The program says: once");
			expect((await code(talk)).filter((one) => one.includes("print('once')"))).toHaveLength(1);
			expect((await platform.posts(talk)).filter(({ onlyFor }) => onlyFor !== undefined)).toHaveLength(1);
		},
	],
	[
		"a message while the program runs is kept and joins the next request to the model",
		async ({ platform, model, propose, press, saying, find }) => {
			const talk = await propose("import time\ntime.sleep(3)\nraise ValueError('later')");
			await press(talk, "Approve");
			await saying(talk, "Running");
			await platform.say("and mind the gap", { to: talk });
			await find(talk, "the next version", ({ code }) => code.join("").includes("with the addition"));
			expect(model.asked.at(-1)?.at(-1)?.content).toContain("and mind the gap");
		},
	],
	[
		"two threads at once see neither each other's variables nor files",
		async ({ propose, press, saying }) => {
			const secret = (name: string) =>
				`import os\nsecret = '${name}'\nopen('${name}.txt', 'w').write(secret)\nprint(secret, sorted(os.listdir('.')))`;
			const [one, two] = await Promise.all([propose(secret("apple")), propose(secret("pear"))]);
			await Promise.all([press(one, "Approve"), press(two, "Approve")]);
			await Promise.all([saying(one, "apple ['apple.txt']"), saying(two, "pear ['pear.txt']")]);
		},
	],
	[
		"two files of one name are both kept, and a file without words is received",
		async ({ platform, ask, press, saying }) => {
			const talk = await ask("", { files: { "same.csv": "a\n1\n" } });
			await saying(talk, /Got \W*same\.csv\W*: 1 row/);
			await platform.say("say: import os; print(sorted(os.listdir('.')))", {
				to: talk,
				files: { "same.csv": "a\n1\n2\n" },
			});
			await saying(talk, /saved as \W*same-2\.csv\W*: 2 rows/);
			await press(talk, "Approve");
			await saying(talk, "['same-2.csv', 'same.csv']");
		},
	],
	[
		"a greeting, and a file without a question, are answered with questions that fit the file",
		async ({ platform, model, ask, saying }) => {
			const sales = "region,amount\n".concat("Nord,1.5\nSüd,2.5\nOst,4\n".repeat(4));
			const talk = await ask("", { files: { "sales.csv": sales } });
			await saying(talk, "Average “amount” by “region”, the highest first");
			await ask("hello, what can you do?", { to: talk });
			await saying(talk, /Ask about your files in your own words[\s\S]*How many rows are there for each “region”/);
			await platform.say("您好！", { to: talk });
			await saying(talk, "按“region”计算“amount”的平均值");
			expect(JSON.stringify(model.asked)).not.toContain("what can you do");
		},
	],
	[
		"a mention under existing messages reads the thread so far and its files",
		async ({ platform, model, ask, press, saying }) => {
			const talk = await platform.say("here is the export of March", {
				by: platform.other,
				files: { "march.csv": csv },
			});
			await platform.say("thanks", { to: talk });
			await ask("say: print(open('march.csv').readline())", { to: talk });
			await press(talk, "Approve");
			await saying(talk, "id,created_at,amount");
			expect(JSON.stringify(model.asked)).toContain("bob: here is the export of March");
		},
	],
	[
		"a direct message is a session too",
		async ({ platform, press, saying }) => {
			const talk = await platform.say("say: print('private')", { direct: true });
			await press(talk, "Approve");
			await saying(talk, "The program says: private");
		},
	],
	[
		"messages between people and messages of other threads are left alone",
		async ({ platform, model, propose }) => {
			const talk = await platform.say("just chatting", {});
			await platform.say("me too", { to: talk, by: platform.other });
			await propose("print('marker')");
			expect((await platform.posts(talk)).filter(({ by }) => by === platform.bot)).toEqual([]);
			expect(JSON.stringify(model.asked)).not.toContain("chatting");
		},
	],
];
