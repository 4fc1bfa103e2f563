// Ties are said where the request asks for the best, and only there.

import { expect, it } from "vitest";
import { tieLines } from "../../../../src/core/fix/under/ties.ts";
import { textsIn } from "../../../../src/core/locales.ts";

const seen = { ties: [{ same: 3, shown: 1, last: false }] };

it.each([
	"which team won most often?",
	"Wer hat die meisten Siege?",
	"哪个队赢得最多？",
	"一番多いのは？",
	"top 5 teams",
])("%s", (request) => {
	expect(tieLines(request, seen, textsIn("en"))).toEqual(["3 of them have this same value; only one is named."]);
});

it("the end of a list is told as what it is", () => {
	const cut = { ties: [{ same: 4, shown: 2, last: true }] };
	expect(tieLines("前五名", cut, textsIn("zh"))).toEqual(["列表末位有 4 个的值相同，其中 2 个在列表里。"]);
});

it("whoever asks for no best hears nothing", () => {
	expect(tieLines("total per team", seen, textsIn("en"))).toEqual([]);
	expect(tieLines("which team won most often?", {}, textsIn("en"))).toEqual([]);
});
