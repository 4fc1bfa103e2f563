import { expect, test } from "vitest";
import { context, section } from "../../../src/adapters/slack/blocks.ts";
import { apart, mrkdwn, slackMarkup } from "../../../src/adapters/slack/markup.ts";

const blank = "\u200b";

test("bold beside a wide character has a blank without width between, so that Slack closes it", () => {
	expect(apart("*文件已收到。*您想了解什么？")).toBe(`*文件已收到。*${blank}您想了解什么？`);
	expect(apart("已收到 *a.csv*，保存为 *b.csv*：10 行")).toBe(`已收到 *a.csv*${blank}，保存为 *b.csv*${blank}：10 行`);
	expect(apart("按*月*、*年*")).toBe(`按${blank}*月*${blank}、${blank}*年*`);
	expect(mrkdwn("共**10 行**。")).toBe(`共${blank}*10 行*${blank}。`);
});

test("what Slack reads as it is stays, and so do code, links and stars that mark nothing", () => {
	for (const text of [
		"📝 *代码待批准* · Python",
		"*Total*: 3",
		"2 * 3，4 * 5",
		"`a*b*c`，`*甲*乙`",
		"<https://x/*甲*乙|见*此*处>",
	])
		expect(apart(text)).toBe(text);
	expect(apart(apart("*甲*乙"))).toBe(`*甲*${blank}乙`);
});

test("signs of less than that close nothing are plain", () => {
	const text = "<".repeat(100_000);
	expect(apart(`${text}*甲*乙`)).toBe(`${text}*甲*${blank}乙`);
	expect(apart("1 < 2，<https://x/*甲*乙>")).toBe("1 < 2，<https://x/*甲*乙>");
});

test("sections and small print have it", () => {
	const text = `${slackMarkup.bold("甲")}，乙`;
	expect(section(text)).toMatchObject({ text: { text: `*甲*${blank}，乙` } });
	expect(context(text)).toMatchObject({ elements: [{ text: `*甲*${blank}，乙` }] });
});

test("a moment has no words of a language in it", () => {
	expect(slackMarkup.moment(1_700_000_000_000)).toBe(
		"<!date^1700000000^{date_short_pretty} {time}|2023-11-14 22:13 UTC>",
	);
});
