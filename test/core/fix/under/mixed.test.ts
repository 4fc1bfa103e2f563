// What decides a file's amounts and is passed over: said under the answer, and never ticked. Right programs name it, and hear nothing.

import { expect, it } from "vitest";
import type { Upload } from "../../../../src/core/domain.ts";
import { mixedFaults, mixedLines } from "../../../../src/core/fix/under/mixed.ts";
import { textsIn } from "../../../../src/core/locales.ts";
import { summarise } from "../../../../src/python/summary.ts";

const READ = 'import pandas as pd\ndf = pd.read_csv("orders.csv")\n';
const SUM = `${READ}print(df["amount"].sum())`;

/** Columns as `name: value, value`. */
function looked(
	columns: readonly string[],
	request = "total amount per city",
	source = SUM,
	earlier: readonly string[] = [],
) {
	const all = columns.map((text) => {
		const [name = "", values = ""] = text.split(": ");
		const samples = values.split(", ");
		return { name, type: "text", nulls: 0, samples, distinct: samples.length };
	});
	const profile = {
		format: "csv",
		rows: 90,
		columns: [...all, { name: "amount", type: "float", nulls: 0, samples: [] }],
	};
	const uploads = [{ as: "orders.csv", state: { kind: "stored", profile } }] as unknown as Upload[];
	const does = summarise({ language: "python", source, earlier });
	const done = { source, does, uploads, earlier };
	return { said: mixedLines(request, done, textsIn("en")), faults: mixedFaults(request, done) };
}

const lines = (...given: Parameters<typeof looked>) => looked(...given).said;

it.each([
	["currency: EUR, USD, GBP"],
	["unit: kg, g"],
	["S/H: Soll, Haben"],
	["type: Sale, Return"],
	["scenario: Budget, Actual"],
	["tax: 税込, 税抜"],
	["收支: 收入, 支出"],
	["status: paid, cancelled"],
	["status: shipped, refunded, test"],
	["订单状态: 已完成, 已退款"],
	["is_deleted: 0, 1"],
	["状態: 完了, キャンセル済み"],
	["payment: succeeded, failed"],
])("a figure that passes over “%s” is told of", (column) => {
	const [name = "", values = ""] = column.split(": ");
	const said = lines([column], "the total");
	expect(said).toHaveLength(1);
	for (const part of [name, ...values.split(", ")]) expect(said[0]).toContain(part);
});

it.each([
	["city: Rome, Oslo"],
	["status: paid, open"],
	["currency: EUR"],
	["size: S, M, L"],
	["active: 0, 1"],
	["weekday: Mon, Tue"],
	["gender: m, f"],
	["grade: A, B, C"],
	["answer: yes, no"],
	["channel: online, shop"],
	["size: M, L"],
	["split: train, test"],
	["result: passed, failed"],
])("“%s” decides nothing", (column) => {
	expect(lines([column])).toEqual([]);
});

it("who names the column or a value of it has decided", () => {
	const column = "status: paid, cancelled";
	expect(lines([column], "the total", `${READ}print(df[df["status"] == "paid"]["amount"].sum())`)).toEqual([]);
	expect(lines([column], "the total", `${READ}print(df.groupby("status")["amount"].sum())`)).toEqual([]);
	expect(lines([column], "the total, also of cancelled orders")).toEqual([]);
	expect(lines([column], "the total whatever the status")).toEqual([]);
	expect(lines([column], "the total", 'print(d["amount"].sum())', [`${READ}d = df[df["status"] == "paid"]`])).toEqual(
		[],
	);
});

it("a program that takes nothing together is not spoken of", () => {
	expect(lines(["currency: EUR, USD"], "show the first rows", `${READ}print(df.head())`)).toEqual([]);
	expect(lines(["currency: EUR, USD"], "plot it", `${READ}exec("df")`)).toEqual([]);
});

it("amounts in several currencies go back to the model once; whatever else is together is only said", () => {
	expect(looked(["currency: EUR, USD"], "the total").faults).toEqual([
		"'currency' holds EUR, USD, and the script takes amounts of all of them together: group by 'currency' as well.",
	]);
	expect(looked(["status: paid, cancelled"], "the total").faults).toEqual([]);
	expect(looked(["currency: EUR, USD"], "the total", `${READ}print(df["pieces"].sum())`).faults).toEqual([]);
	expect(looked(["currency: EUR, USD"], "how many orders", `${READ}print(len(df))`).faults).toEqual([]);
	expect(looked(["currency: EUR, USD"], "the total in EUR").faults).toHaveLength(1);
	const made = `${READ}print(df["amount_eur"].sum())`;
	expect(looked(["currency: EUR, USD"], "the total", made).faults).toEqual([]);
	const chosen = `${READ}print(df[df["currency"] == "EUR"]["amount"].sum())`;
	expect(looked(["currency: EUR, USD"], "the total in EUR", chosen).faults).toEqual([]);
});
