// The whole job as a person does it: a real browser, the look-alike's page, typing, uploading, clicking, reading.

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page as Tab } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keysOf } from "../../scripts/services/door.ts";
import { greet } from "../../scripts/services/greeting.ts";
import { openPage, type Page, suggestion } from "../../scripts/services/page.ts";
import { workspace } from "../../scripts/services/slack.ts";
import { LOCALES } from "../../src/core/locales.ts";
import { csv, openStage, type Stage } from "./stage.ts";

const BROWSER = "/usr/bin/chromium";
const FLAGS =
	"--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
/** With PICTURE=docs/thread.png the screenshot becomes the README's. */
const picture = process.env.PICTURE;

const keys = keysOf(randomBytes(16).toString("hex"));
let stage: Stage;
let page: Page;
let browser: Browser;
let folder: string;
beforeAll(async () => {
	if (!existsSync(BROWSER)) return;
	folder = await mkdtemp(join(tmpdir(), "threadloop-browser-"));
	stage = await openStage();
	const { hostname: host, port } = new URL(stage.twin.url);
	page = await openPage({ port: 0, keys, behind: { host, port: Number(port) }, say: () => {} });
	const { general: channel, bob: user } = workspace;
	await greet({ pageUrl: page.url, secret: keys.secret, channel, user, suggestion });
	browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS.split(" ") });
});
afterAll(async () => {
	await browser?.close();
	await page?.stop();
	await stage?.close();
	if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const button = (tab: Tab, label: string) => tab.getByRole("button", { name: label, exact: true }).last();

// Without Debian's chromium there is nothing to look at: `apt-get install chromium`.
test.skipIf(!existsSync(BROWSER))(
	"a person types the mention, uploads the CSV, approves twice and reads the answer under the chart",
	async () => {
		// In the demo the addresses of files hold the bot's key; this look-alike hands out bare ones.
		const extraHTTPHeaders = { "x-demo-secret": keys.secret };
		const tab = await browser.newPage({ viewport: { width: 1280, height: 1500 }, extraHTTPHeaders });
		await tab.goto(page.address);
		const file = join(folder, "data.csv");
		await writeFile(file, csv);
		await tab.setInputFiles("input[type=file]", file);
		await tab.fill(
			"textarea.composer-input",
			"@threadloop read data.csv, drop the empty rows, turn the date column into datetime, save as clean_data.parquet",
		);
		await button(tab, "Send").click();
		await tab
			.getByRole("button", { name: /repl(y|ies)/ })
			.last()
			.click();
		await button(tab, "Approve").click();
		await tab.getByText("KeyError: 'date'").first().waitFor();
		await tab.getByText("There is no column date; the closest is created_at.").waitFor();
		await tab.getByText("Fix 1 of 3 to approve").waitFor();
		await button(tab, "Approve").click();
		await tab.getByText("The program says: rows: 3").waitFor();
		await tab.getByText("clean_data.parquet").last().waitFor();
		const chart = tab.locator("img[src*='amount.png']").last();
		await chart.waitFor();
		expect(await chart.evaluate((image: { naturalWidth?: number }) => image.naturalWidth ?? 0)).toBeGreaterThan(100);
		expect(await tab.getByRole("button", { name: "Approve" }).count()).toBe(0);
		await tab.getByText("from question to answer").last().scrollIntoViewIfNeeded();
		await tab.screenshot({ path: picture ?? join(folder, "thread.png") });
	},
);

test.skipIf(!existsSync(BROWSER)).each(["en", "zh"] as const)(
	"a visitor who only reads the greeting sees a failure, its cause and a chart after three clicks (%s)",
	async (language) => {
		const extraHTTPHeaders = { "x-demo-secret": keys.secret };
		const tab = await browser.newPage({ viewport: { width: 1280, height: 1500 }, extraHTTPHeaders });
		await tab.goto(page.address);
		const { buttons, card } = LOCALES[language];
		const said = tab.locator(".thread-pane");
		await tab.locator(`[data-demo=${language}]`).last().click();
		await button(tab, buttons.approve).click();
		const wrong = { en: "3 of 320 values in created_at are no dates", zh: "created_at 的 320 个值中有 3 个不是日期" };
		await said.getByText(wrong[language]).first().waitFor();
		await said.getByText(card.fixToApprove(card.fix(1, 3))).waitFor();
		await button(tab, buttons.approve).click();
		const chart = said.locator("img[src*='regions.png']").last();
		await chart.waitFor();
		expect(await chart.evaluate((image: { naturalWidth?: number }) => image.naturalWidth ?? 0)).toBeGreaterThan(100);
		await tab.screenshot({ path: join(folder, `demo-${language}.png`) });
		await tab.close();
	},
);
