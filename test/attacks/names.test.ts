// Attacks with names, on the real bot: what files are called pings nobody, formats nothing and leads nowhere.

import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { foldersOf } from "../../src/sandbox/docker/files/folders.ts";
import { openStage, type Stage } from "../e2e/stage.ts";
import { general, until, visible } from "../e2e/twin.ts";
import { openSlackProxy, type SlackProxy } from "../proxies/slack.ts";

let stage: Stage;
let slack: SlackProxy;
beforeAll(async () => {
	stage = await openStage({}, async (twin) => {
		slack = await openSlackProxy(twin.url);
		return slack.apiUrl;
	});
});
afterAll(async () => {
	await stage?.close();
	await slack?.close();
});

const hostile = [
	"`*_~<!channel>~_*`.csv",
	"<@U02BOB> <https://evil.example|Approve>.csv",
	"```.csv",
	"\u202evsc.exe",
	"-rf.csv",
	"..csv",
	"..%2f..%2fetc%2fpasswd",
	`${"n".repeat(240)}.csv`,
	"&lt;!here&gt;.csv",
];

/** Every text of the bot that Slack reads as markup. */
function markup(): string[] {
	const found: string[] = [];
	const walk = (value: unknown, isPlain: boolean): void => {
		if (Array.isArray(value)) for (const inner of value) walk(inner, isPlain);
		else if (typeof value === "string") {
			if (!isPlain) found.push(value);
		} else if (typeof value === "object" && value !== null) {
			const plain = "type" in value && (value.type === "plain_text" || value.type === "text");
			for (const inner of Object.values(value)) walk(inner, plain);
		}
	};
	for (const { method, args } of slack.requests) {
		if (/^chat\.(postMessage|update|postEphemeral)$/.test(method)) walk([args.text, args.blocks], false);
	}
	return found;
}

function pings(): string[] {
	return markup().filter((text) => /<!(?!date\^)|<[@#]|<https?:\/\/evil|\u202e/.test(text));
}

test("an uploaded file's name pings nobody and is one plain name for the code (H06, S05)", async () => {
	const { twin } = stage;
	const files = Object.fromEntries(hostile.map((name, at) => [name, `a\n${at}\n`]));
	const ts = await stage.propose("print(1)", files);
	const names = await readdir(foldersOf(stage.bot.stateDir, `slack:T01TEST:${general}:${ts}`).workspace);
	expect(names.length).toBeGreaterThanOrEqual(hostile.length);
	for (const name of names) expect(name).toMatch(/^[^/\\.\-\p{Cc}\u202a-\u202e][^/\\\p{Cc}\u202a-\u202e]{0,119}$/u);
	expect((await twin.thread(ts)).map(visible).join("\n")).toContain("evil.example");
	expect(pings()).toEqual([]);
	expect(slack.problems()).toEqual([]);
});

test("a file that code makes comes under a harmless name or not at all, and its name pings nobody (S05)", async () => {
	const { twin } = stage;
	const ts = await stage.propose(
		`names = ["new\\nline.txt", "-rf", "..csv", "<!channel>.csv", "\\u202egnp.exe", "x" * 251 + ".csv"]
for name in names: open(name, "w").write("x" + str(len(name)) + name)
open(b"bad\\xff.txt", "w").write("y")
print("made", len(names))`,
	);
	await stage.approve(ts);
	await twin.saying(ts, "made 6");
	const posted = await until("the files", async () => {
		const found = (await twin.thread(ts)).flatMap((said) => said.files ?? []).map(({ name }) => name);
		return found.length >= 5 && found;
	});
	expect(posted).toContain("new line.txt");
	for (const name of posted) expect(name).toMatch(/^[^/\p{Cc}\u202a-\u202e\u2066-\u2069]{1,255}$/u);
	expect(pings()).toEqual([]);
	expect(slack.problems()).toEqual([]);
});
