// The demo's page in a real browser, in front of the real look-alike: a person sees exactly the code that would run.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page as Tab } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keysOf } from "../../scripts/services/door.ts";
import { greet } from "../../scripts/services/greeting.ts";
import { openPage, type Page, suggestion } from "../../scripts/services/page.ts";
import { patchPage } from "../../scripts/services/patches.ts";
import type { Running } from "../../scripts/services/process.ts";
import { openLookAlike, socketFolder, socketIn, workspace } from "../../scripts/services/slack.ts";

const BROWSER = "/usr/bin/chromium";
const stateDir = mkdtempSync(join(tmpdir(), "threadloop-page-"));
const folder = socketFolder();
const keys = keysOf("a secret of this test".replaceAll(" ", "-"));
const headers = { "x-demo-secret": keys.secret };
const said: string[] = [];
let slack: Running;
let page: Page;

beforeAll(async () => {
	mkdirSync(join(stateDir, "logs"));
	const say = (line: string) => void said.push(line);
	page = await openPage({ port: 0, keys, behind: { socketPath: socketIn(folder) }, say });
	const { general: channel, bob: user } = workspace;
	const welcome = () => greet({ pageUrl: page.url, secret: keys.secret, channel, user, suggestion });
	slack = openLookAlike({ stateDir, say }, { folder, botUrl: page.botUrl, welcome });
	await slack.start();
});

afterAll(async () => {
	await page?.stop();
	await slack?.stop();
	for (const one of [stateDir, folder]) rmSync(one, { recursive: true, force: true });
});

async function post(channel: string, content: Readonly<Record<string, unknown>>): Promise<void> {
	const answer = await fetch(`${page.botUrl}/api/chat.postMessage`, {
		method: "POST",
		headers: { authorization: `Bearer ${workspace.botToken}`, "content-type": "application/json; charset=utf-8" },
		body: JSON.stringify({ channel, ...content }),
	});
	expect(await answer.json()).toMatchObject({ ok: true });
}

test("every place of the page that is patched is still there", async () => {
	const shown = await fetch(page.address);
	expect(shown.status).toBe(200);
	expect(await shown.text()).toContain("threadloop.mrkdwn");
	expect(said).toEqual([]);
});

test("a page that has changed warns people not to approve code in it", () => {
	const { html, missing } = patchPage('<body>\n    <div id="root"></div>', suggestion);
	expect(missing).toContain("text");
	expect(html).toContain("do not approve code here");
});

test("the sample file can be fetched, and a file that code made cannot act in the page's name", async () => {
	const sample = await (await fetch(`${page.url}${suggestion.sample}`, { headers })).text();
	expect(sample).toBe(readFileSync(join(import.meta.dirname, "../../demo/sales.csv"), "utf8"));
	expect(sample.split("\n")[0]).not.toContain("date,");
	const file = await fetch(`${page.url}/files/U0BOT/F1/x.html`, { headers });
	expect(file.headers.get("content-security-policy")).toBe("sandbox");
});

const CODE = [
	'print("*a*", ":smile:")',
	"x = 1 < 2 > 0 & ~y_  # <b>bold</b> &lt;b&gt; &amp;amp; _it_ ~no~ `tick`",
	"\tif a*b*c: <@U01ALICE> <https://example.com|label>",
	`long = "${"abcdefghij".repeat(40)}"`,
	"> not a quote",
	"pass",
].join("\n");
const slackEscaped = CODE.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

test.skipIf(!existsSync(BROWSER))(
	`a person sees code character by character (skipped without ${BROWSER}: apt-get install -y chromium)`,
	async () => {
		await post(workspace.general, { text: `\`\`\`\n${slackEscaped}\n\`\`\`\nand *bold* :smile:` });
		await post(workspace.general, {
			text: "code",
			blocks: [
				{ type: "section", text: { type: "mrkdwn", text: `\`\`\`${slackEscaped}\`\`\`` } },
				{
					type: "rich_text",
					elements: [{ type: "rich_text_preformatted", elements: [{ type: "text", text: CODE }] }],
				},
				{ type: "markdown", text: `# Title\n\n\`\`\`python\n${CODE}\n\`\`\`\n` },
				{ type: "table", rows: [[{ type: "raw_text", text: "*cell*" }]] },
			],
		});
		await inBrowser(async (tab) => {
			const boxes = tab.locator(".tl-code");
			await boxes.nth(3).waitFor();
			expect(await boxes.allInnerTexts()).toEqual([CODE, CODE, CODE, CODE]);
			for (const box of await boxes.all()) {
				// Nothing is hidden to the right.
				const hidden = await box.evaluate((one: { scrollWidth?: number; clientWidth?: number }) => {
					return (one.scrollWidth ?? 1) - (one.clientWidth ?? 0);
				});
				expect(hidden).toBe(0);
			}
			expect(await tab.locator("td, th").allInnerTexts()).toEqual(["*cell*"]);
			const prose = await tab.locator(".msg", { hasText: "and bold" }).last().innerHTML();
			expect(prose).toContain("<strong>bold</strong>");
			expect(prose).toContain("😄");
			expect(await tab.locator(".bk-unknown").count()).toBe(0);
		});
	},
);

test.skipIf(!existsSync(BROWSER))(
	`a visitor asks the suggested question with the sample file in two clicks (skipped without ${BROWSER})`,
	async () => {
		await inBrowser(async (tab) => {
			await tab.locator("[data-try]").first().click();
			await tab.locator(".composer-attachment", { hasText: "sales.csv" }).waitFor();
			await tab.locator(".composer-send").first().click();
			await tab.locator(".msg .mention", { hasText: "@threadloop" }).first().waitFor();
			const messages = `${page.url}/_control/messages/${workspace.general}`;
			const stored = await (await fetch(messages, { headers })).json();
			expect(stored).toMatchObject({
				messages: expect.arrayContaining([
					expect.objectContaining({
						user: "U01ALICE",
						text: suggestion.question.replace("@threadloop", "<@U0BOT>"),
						files: [expect.objectContaining({ name: "sales.csv" })],
					}),
				]),
			});
		});
	},
);

test.skipIf(!existsSync(BROWSER))(
	`one click asks for the demo in either language, its thread opens by itself, and no test tool is shown (skipped without ${BROWSER})`,
	async () => {
		await inBrowser(async (tab) => {
			expect(await tab.locator("header").textContent()).toMatch(/^Threadloop demo/);
			expect(
				await tab
					.getByText(/local-slack|Inspector|ui live|socket/)
					.filter({ visible: true })
					.count(),
			).toBe(0);
			for (const language of ["en", "zh"] as const) {
				await tab.locator(`[data-demo=${language}]`).click();
				const asked = tab.locator(".main .msg", { hasText: suggestion.demos[language] }).last();
				const ts = await asked.getAttribute("data-ts");
				await post(workspace.general, { text: `about ${language}`, thread_ts: ts });
				await tab.locator(".thread-pane", { hasText: `about ${language}` }).waitFor();
			}
		});
	},
);

async function inBrowser(look: (tab: Tab) => Promise<void>): Promise<void> {
	const quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"];
	const browser = await chromium.launch({
		executablePath: BROWSER,
		args: ["--no-sandbox", "--disable-gpu", "--disable-sync", ...quiet],
	});
	try {
		const tab = await browser.newPage({ viewport: { width: 1300, height: 900 } });
		await tab.goto(page.address);
		await look(tab);
	} finally {
		await browser.close();
	}
}
