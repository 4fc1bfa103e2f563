// Greetings are known from the words alone, and examples fit the files at hand.

import { expect, test } from "vitest";
import type { ColumnProfile, Upload } from "../../../src/core/domain.ts";
import { LOCALES } from "../../../src/core/locales.ts";
import { examplesFor } from "../../../src/core/model/examples.ts";
import { isGreeting } from "../../../src/core/model/greetings.ts";
import { alice } from "../../fakes/world.ts";

const { en, zh } = LOCALES;

test.each([
	"hi",
	"Hello!",
	"hello, what can you do?",
	"你好！",
	"您好，你能做什么？",
	"👋 hey",
	"What can you do for me",
])("%s is a greeting", (text) => {
	expect(isGreeting(text)).toBe(true);
});

test.each([
	"",
	"👋",
	"hello, what is the total?",
	"hi there are 3 files, join them",
	"你好，销售额合计是多少？",
	"what can you do about the duplicates",
	"怎么用中位数填充",
	"hey.csv",
])("%j is not", (text) => {
	expect(isGreeting(text)).toBe(false);
});

function table(columns: readonly Partial<ColumnProfile>[], as = "t.csv"): Upload {
	const whole = columns.map((column) => ({ name: "a", type: "text", nulls: 0, samples: [], ...column }));
	const profile = { format: "csv", rows: 5, notes: [], columns: whole };
	return { id: as, name: as, size: 1, source: "{}", by: alice, as, state: { kind: "stored", profile } };
}

const order = { name: "order_id", type: "int", distinct: 100 };
const zip = { name: "zip", type: "int", distinct: 40 };
const amount = { name: "amount", type: "float", distinct: 90 };
const region = { name: "region", type: "text", distinct: 4 };
const day = { name: "day", type: "date", distinct: 60 };

test("a table with amounts, groups and dates", () => {
	expect(examplesFor([table([order, zip, region, day, amount])], en)).toEqual([
		"Average “amount” by “region”, the highest first",
		"Draw “amount” over time, by “day”",
		"How many rows are there for each “region”, as a bar chart?",
	]);
	expect(examplesFor([table([region, amount])], zh)).toEqual([
		"按“region”计算“amount”的平均值，从高到低排列",
		"每个“region”各有多少行？用柱状图表示",
		"t.csv 有多少行？哪些列有缺失值？",
	]);
});

test("ids are not averaged, rare texts are no groups, and currencies are not mixed", () => {
	const mixed = {
		name: "price",
		type: "text",
		notes: ['2 currencies, not to be added up: pd.to_numeric(df["price"])'],
	};
	const name = { name: "customer", type: "text", distinct: 900 };
	const unlike = [order, zip, { name: "订单编号", type: "int", distinct: 9 }, mixed, name];
	expect(examplesFor([table(unlike, "orders.csv")], en)).toEqual([
		"How many rows does orders.csv have, and where are values missing?",
	]);
	const units = { name: "size", type: "text", notes: ['with units: pd.to_numeric(df["size"].str[:-2])'] };
	expect(examplesFor([table([units, region])], en)[0]).toBe("Average “size” by “region”, the highest first");
});

test("the newest table counts; a text or a file without columns gives no example", () => {
	const note: Upload = { ...table([]), state: { kind: "stored", profile: { format: "text", notes: [] } } };
	expect(examplesFor([table([region]), table([amount], "new.csv"), note], en)).toEqual([
		"How many rows does new.csv have, and where are values missing?",
	]);
	expect(examplesFor([note], en)).toEqual([]);
});
